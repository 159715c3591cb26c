import CoreModel
import Store

@testable import CommunityTUI

/// What an invented export holds, and what is said of it.
struct InventedExport {
  /// Files in the usual folders.
  var files = [
    ImportFile(
      path: "~/下载/工单1120.xlsx", changedAt: Invented.now.adding(minutes: -30), size: 20_000),
    ImportFile(
      path: "~/下载/工单1113.csv", changedAt: Invented.now.adding(minutes: -7 * 1440), size: 9000),
  ]
  /// The columns of its header.
  var columns = ["工单编号", "主要内容", "工单状态", "实际地址", "联系电话", "备注"]
  /// The rows.
  var rows: [ImportPreview.Row] = [
    row(2, "20261119SH0040", "楼道灯不亮", .new), row(3, "20261119SH0041", "夜间施工噪声", .same),
    row(5, "20261119SH0042", "收废品喇叭扰民", .changed(differences)),
    row(7, "20261119SH0043", "电话 13800002046 要求回电", .new),
    row(9, "", "没有编号的一行", .refused("没有工单编号")),
    row(14, "20261119SH0050", "水管漏水", .refused("派单时间读不懂：十一月")),
  ]
  /// Whether the header is not that of an export.
  var isUnknown = false
  /// What becomes of the rows of a file that is called 回访.
  var visits = VisitImportReport(
    rows: [
      .init(line: 2, number: "20261119SH0040", verdict: .new, words: "市回访：满意，已解决"),
      .init(
        line: 3, number: "20261119SH0041", verdict: .new, words: "市回访：不满意，未解决；重新交办，开始回访复核",
        beginsReview: true),
      .init(line: 4, number: "20261119SH0042", verdict: .same, words: "市回访：未打通"),
      .init(
        line: 5, number: "20261119SH0043", verdict: .refused,
        words: "工单还没有回复办结，不能记「回访」；先填「回复」"),
      .init(line: 6, number: "", verdict: .refused, words: "没有工单编号"),
    ])
  /// Why nothing of it can be read.
  var failure: String?

  /// What differs in the one that changed.
  static let differences = [
    ImportDifference(field: .state, ours: "处理中", theirs: "回复完成"),
    ImportDifference(field: .phone, ours: "13800002046", theirs: "13800002047"),
    ImportDifference(field: .place, ours: "甲路1号", theirs: "乙路2号，门卫旁边的一间小屋，进门左手第二间"),
    ImportDifference(
      field: .closed, ours: "2026-11-20T09:00:00+08:00", theirs: nil, canBeTaken: false),
  ]

  static func row(
    _ line: Int, _ number: String, _ text: String, _ verdict: ImportPreview.Verdict
  ) -> ImportPreview.Row {
    ImportPreview.Row(line: line, number: number, text: text, verdict: verdict)
  }

  /// What would become of the rows.
  func preview(sheet: Int, mapping: ColumnMapping?) -> ImportPreview {
    var preview = ImportPreview(
      sheet: sheet, mapping: (mapping ?? ColumnMapping()).completed(for: columns), columns: columns)
    for row in rows { preview.append(row) }
    return preview
  }

  /// The file when it is opened.
  func opening(_ path: String) -> ImportOpening {
    let hasVisits = path.contains("回访")
    return ImportOpening(
      path: path, encoding: "XLSX",
      sheets: [
        .init(name: "工单", isHidden: false, isRecognised: !isUnknown, columns: columns),
        .init(name: "说明", isHidden: true, isRecognised: false, columns: ["说明"]),
      ], sheet: 0, preview: isUnknown || hasVisits ? nil : preview(sheet: 0, mapping: nil),
      problem: isUnknown ? "表头认不出来" : nil, visits: hasVisits ? visits : nil)
  }
}

extension InventedStore {
  /// What comes of a task of an import; nil when it is only told to stop.
  func news(of task: ImportTask) -> ImportNews? {
    if let failure = export.failure, task != .findFiles { return .failed(failure) }
    switch task {
    case .findFiles: return .files(export.files)
    case .open(let path): return .opened(export.opening(path))
    case .preview(let sheet, let mapping),
      .keepMapping(let mapping as ColumnMapping?, _, let sheet):
      return .previewed(export.preview(sheet: sheet, mapping: mapping))
    case .take: return .taken(report)
    case .takeVisits: return .visitsTaken(export.visits)
    case .saveReport(_, let path): return .reportSaved(path: path + ".导入结果.txt")
    case .stop: return nil
    }
  }
}
