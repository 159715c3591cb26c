import CoreModel
import Store
import TerminalKit

/// 回访 results that came in the file: looked at, then recorded.
extension AppState {
  /// Shows what would become of them.
  func show(_ visits: VisitImportReport, in box: inout ImportBox) {
    box.step = .visits
    box.visits = visits
    box.reading = DetailView(visits.lines, glyphs: look.glyphs)
  }

  mutating func handle(_ event: InputEvent, inVisitsOf box: inout ImportBox) -> [Effect] {
    guard case .key(let key) = event, let visits = box.visits else { return [] }
    box.notice = nil
    let plain = CommandKeys.normalise(key) ?? key
    let room = TableOverDetail.importing(size).body.size
    switch plain.code {
    case .up, .character("k"): box.reading.scroll(by: -1, in: room)
    case .down, .character("j"): box.reading.scroll(by: 1, in: room)
    case .pageUp: box.reading.scroll(by: -room.rows + 1, in: room)
    case .pageDown, .character(" "): box.reading.scroll(by: room.rows - 1, in: room)
    case .home: box.reading.offset = 0
    case .end: box.reading.scroll(by: .max / 2, in: room)
    case .character("s"), .function(10):
      guard visits.count(.new) > 0 else {
        box.error = "没有要记的：没有新增的行"
        return []
      }
      return [begin(.takeVisits(sheet: box.sheet), in: &box)]
    case .character("i"):
      return [begin(.preview(sheet: box.sheet, mapping: nil), in: &box)]
    case .escape:
      box.step = .path
      box.isPrefilled = true
      box.visits = nil
      box.notice = "没有记入，数据没有改动"
    default:
      if CommandKeys.isStrayHan(key) { box.error = "请切换到英文输入法再按命令键" }
    }
    return []
  }

  /// Takes in what was recorded.
  mutating func take(_ report: VisitImportReport, in box: inout ImportBox) -> [Effect] {
    box.visits = report
    box.step = .result
    box.notice = "按 s 把这份结果存成文件，放在原文件旁边"
    box.reading = DetailView(report.lines, glyphs: look.glyphs)
    say(report.toast, .success)
    return [.saveDraft("", .importPath)] + refreshEverything()
  }

  func drawVisits(_ box: ImportBox, into canvas: inout Canvas, layout: TableOverDetail) {
    guard let visits = box.visits else { return }
    canvas.put(
      SpanLayout.clip(
        [Span("这是回访结果表", Style(.title, bold: true)), Span("  \(visits.counts)", Style(.muted))],
        columns: layout.head.columns), row: layout.head.row, column: layout.head.column)
    if box.error == nil, box.notice == nil, !box.isRunning {
      let words = "还没有写入。按 s 记入 \(visits.count(.new)) 件回访；其实是工单表就按 i"
      canvas.put(
        SpanLayout.clip([Span(words, Style(.muted))], columns: layout.message.columns),
        row: layout.message.row, column: layout.message.column)
    }
    box.reading.draw(into: &canvas, rect: layout.body)
  }
}

extension ImportBox {
  /// What is being done.
  var title: String { visits == nil ? "导入 12345 工单" : "导入回访结果" }
}

extension VisitImportReport {
  /// `新增 2，相同 0，不收 1；重新交办 1`.
  var counts: String {
    "新增 \(count(.new))，相同 \(count(.same))，不收 \(count(.refused))"
      + (reviews > 0 ? "；重新交办 \(reviews)（开始回访复核）" : "")
  }

  /// In a line of news.
  var toast: String {
    "已记入 \(count(.new)) 件回访" + (reviews > 0 ? "，\(reviews) 件开始回访复核" : "")
      + (count(.refused) > 0 ? "；\(count(.refused)) 行不收" : "")
  }

  /// The rows: first those that need a look.
  var lines: [DetailLine] {
    let parts: [(Verdict, String, Style)] = [
      (.refused, "不收", Style(.danger)), (.new, "新增", Style(.success)),
      (.same, "相同", Style(.muted)),
    ]
    var lines: [DetailLine] = []
    for (verdict, title, style) in parts {
      let rows = rows.filter { $0.verdict == verdict }
      guard !rows.isEmpty else { continue }
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.rule("\(title) \(rows.count) 行"))
      lines += rows.prefix(VisitImportReport.longestList).map { row in
        let number = row.number.isEmpty ? "（没有编号）" : row.number
        return .item(
          [Span("第 \(row.line) 行 \(number)", Style(.muted))], [Span(row.words, style)])
      }
      if rows.count > VisitImportReport.longestList {
        lines.append(
          .text([Span("…… 还有 \(rows.count - VisitImportReport.longestList) 行", Style(.muted))]))
      }
    }
    return lines
  }

  /// The whole report as a text for a file; personal data is masked.
  func text(of path: String, at now: Instant) -> String {
    let head = ["导入回访结果：\(path)", "时间：\(now.day.iso8601) \(now.clockText)", counts, ""]
    let rows = rows.map { "第 \($0.line) 行\t\($0.verdict.title)\t\($0.number)\t\($0.words)" }
    return (head + rows).joined(separator: "\n") + "\n"
  }

  /// More than anybody reads on a screen.
  private static let longestList = 200
}
