import ArgumentParser
import CoreModel
import Store

/// `juwei hotline export`.
struct HotlineExportCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "导出工单（XLSX、CSV），或回填街镇发来的表。",
    discussion: """
      列和顺序同最近一次导入的表，后面加上值班台的列（列名以「值班台·」开头；再导入时会跳过它们）。
      --like 表：行、列、顺序都照那张表，表里已有的值一律不动；办理结果、办结时间、是否满意、是否先行联系、
      诉求是否解决等空着的结果列由值班台填上；本居没有的工单原样留下并列出来。只抄值，不抄颜色和合并的格子。

      电话默认打码（表里原来就有的不动）。--full 理由：写出完整号码，须值班员、主任或书记，每件都记一次「查看电话」；
      匿名、保密的工单始终不写。先写临时文件，写完整了才改成要的名字；已有的文件不会被覆盖，除非加 --force。

      例：
        juwei hotline export --out 十一月.xlsx --month 2026-11
        juwei hotline export --out 待回复.csv --state 待回复
        juwei hotline export --like 街镇催办表.xlsx --out 催办表-已填.xlsx
        juwei hotline export --out 全.xlsx --full '街镇要求核对联系方式' --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("写到哪个文件，以 .xlsx 或 .csv 结尾。", valueName: "文件"))
  var out: String

  @Option(help: ArgumentHelp("只要这个月的，例如 2026-11。", valueName: "年月"))
  var month: String?

  @Option(help: ArgumentHelp("从哪天起，例如 2026-11-01。", valueName: "日期"))
  var from: String?

  @Option(help: ArgumentHelp("到哪天止，含这一天。", valueName: "日期"))
  var to: String?

  @Option(help: ArgumentHelp("日期按来电（received）还是办结（closed）算。", valueName: "时间"))
  var by: ExportFilter.Basis = .received

  @Option(help: ArgumentHelp("只要这些状态，可写多次；open 未办结，closed 已办结。", valueName: "状态"))
  var state: [ExportStanding] = []

  @Option(help: ArgumentHelp("照这张表回填（XLSX、XLS、CSV）。", valueName: "表"))
  var like: String?

  @Option(help: ArgumentHelp("回填工作簿里的哪一张表。", valueName: "表名"))
  var sheet: String?

  @Option(help: ArgumentHelp("写出完整号码，并记下为什么。", valueName: "理由"))
  var full: String?

  @Flag(help: "已有这个文件时覆盖它。")
  var force = false

  @Flag(help: "输出 JSON。")
  var json = false

  func validate() throws {
    if month != nil, from != nil || to != nil {
      throw ValidationError("--month 和 --from、--to 只能写一种")
    }
    if like != nil, month != nil || from != nil || to != nil || !state.isEmpty {
      throw ValidationError("--like 照表里的行回填，不用 --month、--from、--to 和 --state")
    }
    if like != nil, full != nil { throw ValidationError("--like 不动表里的电话，也不填电话，不用 --full") }
    if sheet != nil, like == nil { throw ValidationError("--sheet 要和 --like 一起用") }
  }

  func run(in surroundings: Surroundings) throws {
    guard let format = SheetFile.Format(path: out) else {
      throw UsageProblem("文件名要以 .xlsx 或 .csv 结尾：\(out)")
    }
    var wanted = ExportRequest(to: out, as: format)
    wanted.isReplacing = force
    wanted.filter = try filter()
    if let full {
      guard !full.tidied.isEmpty else { throw UsageProblem("--full 后面要写为什么需要完整号码") }
      wanted.fullReason = full.tidied
      let path = try surroundings.databasePath(shared)
      guard DatabaseLocation.exists(path) else {
        throw CommandFailure("还没有数据库：\(path)。没有工单可以导出")
      }
      return try surroundings.writing(shared) { writing in
        try export(wanted, writing.session, by: writing.actor, surroundings)
      }
    }
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库是空的，没有工单可以导出") }
      try export(wanted, session, by: nil, surroundings)
    }
  }

  private func export(
    _ wanted: ExportRequest, _ session: Session, by actor: Actor?, _ surroundings: Surroundings
  ) throws {
    let now = surroundings.clock.now
    let line = ProgressLine()
    defer { line.clear() }
    let report: ExportReport
    do {
      if let like {
        let source = try ImportSource(try InputFile.bytes(of: like))
        report = try session.store.fill(
          source, sheet: try sheet.map { try source.sheet(named: $0) }, into: wanted,
          of: session.scope, at: now
        ) { line.show("回填", rows: $0) }
      } else {
        report = try session.store.exportTickets(
          wanted, of: session.scope, by: actor, at: now
        ) { line.show("导出", rows: $0) }
      }
    } catch ExchangeError.cancelled {
      throw CommandFailure("已取消，没有写出文件")
    } catch ExchangeError.notAHotlineExport(let found) where like != nil {
      let words = found.prefix(6).map { String($0.prefix(30)) }.joined(separator: "、")
      throw CommandFailure(
        "要回填的表里没有找到「工单编号」一列，没有写出文件。"
          + (words.isEmpty ? "第一行是空的" : "第一行是：\(words)"))
    }
    line.clear()
    let words = ExportWords(
      report: report, path: out, format: wanted.format.rawValue, isFilling: like != nil)
    if json { return surroundings.say(words.document.text()) }
    for line in words.lines { surroundings.say(line) }
  }

  private func filter() throws -> ExportFilter {
    var filter = ExportFilter()
    filter.basis = by
    filter.standings = state.map(\.standing)
    if let month {
      guard let first = Instant(iso8601: month.tidied + "-01T00:00")?.day else {
        throw UsageProblem("月份「\(month)」看不懂；请写成 2026-11 的样子")
      }
      let (year, number, _) = first.components
      let next =
        number == 12
        ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: number + 1, day: 1)
      filter.from = first
      filter.to = next?.adding(days: -1)
    }
    if let from { filter.from = try HotlineExportCommand.day(from) }
    if let to { filter.to = try HotlineExportCommand.day(to) }
    if let first = filter.from, let last = filter.to, last < first {
      throw UsageProblem("--to 早于 --from")
    }
    return filter
  }

  private static func day(_ text: String) throws -> Day {
    guard let day = Instant(iso8601: text.tidied + "T00:00")?.day else {
      throw UsageProblem("日期「\(text)」看不懂；请写成 2026-11-21 的样子")
    }
    return day
  }
}

/// A value of `--state`.
struct ExportStanding: ExpressibleByArgument {
  let standing: ExportFilter.Standing

  /// Reads `toReply`, `待回复`, `open`, `未办结`, `closed` or `已办结`.
  init?(argument: String) {
    switch argument.lowercased() {
    case "open", "未办结": standing = .open
    case "closed", "已办结": standing = .closed
    default:
      let named = TicketState.allCases.first {
        $0.title == argument || $0.rawValue.lowercased() == argument.lowercased()
      }
      guard let named else { return nil }
      standing = .state(named)
    }
  }

  /// For help and completion.
  static var allValueStrings: [String] {
    TicketState.allCases.map(\.title) + ["open", "closed"]
  }
}

extension ExportFilter.Basis: ExpressibleByArgument {
  /// Reads `received` or `来电时间`.
  package init?(argument: String) {
    let found = ExportFilter.Basis.allCases.first {
      $0.rawValue == argument.lowercased() || $0.title == argument
    }
    guard let found else { return nil }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

/// The report of an export, for people and for machines.
struct ExportWords {
  /// What it came to.
  let report: ExportReport
  /// The file.
  let path: String
  /// `csv` or `xlsx`.
  let format: String
  /// Whether a town's sheet was filled.
  let isFilling: Bool

  /// As `--json` prints it.
  var document: JSONValue {
    func passed(_ list: [ExportReport.Passed]) -> JSONValue {
      .array(
        list.map {
          .object([
            "line": .optional($0.line), "number": .string($0.number), "reason": .string($0.reason),
          ])
        })
    }
    return .object([
      "file": .string(path), "sheet": .string(report.sheet),
      "otherSheets": .int(report.otherSheets), "format": .string(format), "rows": .int(report.rows),
      "columns": .array(report.columns.map { .string($0) }), "ownColumns": .int(report.ownColumns),
      "filled": .int(report.filled), "wholePhones": .int(report.wholePhones),
      "unknown": passed(report.unknown), "unreadable": passed(report.unreadable),
      "cut": .array(
        report.cuts.map {
          .object([
            "row": .int($0.row), "column": .string($0.column), "length": .int($0.length),
          ])
        }),
    ])
  }

  /// Lines that somebody reads before they stop reading.
  private static let shown = 20

  /// As people read it.
  var lines: [String] {
    let came = report.columns.count - report.ownColumns
    var lines = [
      isFilling
        ? "已回填 \(report.rows) 行（填了 \(report.filled) 格，另加值班台 \(report.ownColumns) 列）：\(path)"
        : "已导出 \(report.rows) 件（原表 \(came) 列，值班台 \(report.ownColumns) 列）：\(path)"
    ]
    if report.otherSheets > 0 {
      lines.append("只回填了「\(report.sheet)」一张表，另外 \(report.otherSheets) 张没有抄；要填别的表请用 --sheet")
    }
    if report.wholePhones > 0 {
      lines.append("\(report.wholePhones) 件写出了完整号码，已逐件记下「查看电话」；请妥善保管这个文件")
    }
    list(report.unknown, "没有回填、原样留下的行：", &lines)
    list(report.unreadable, "没有写进去的：", &lines)
    if !report.cuts.isEmpty {
      lines.append("超过 Excel 单元格上限（32767 字）、只写了开头的格；要全文请导出为 CSV：")
      lines += report.cuts.prefix(ExportWords.shown).map {
        "  第 \($0.row) 行「\($0.column)」，共 \($0.length) 字"
      }
      rest(report.cuts.count, &lines)
    }
    return lines
  }

  private func list(_ list: [ExportReport.Passed], _ title: String, _ lines: inout [String]) {
    guard !list.isEmpty else { return }
    lines.append(title)
    lines += list.prefix(ExportWords.shown).map { passed in
      let line = passed.line.map { "第 \($0) 行  " } ?? ""
      return "  \(line)\(passed.number)  \(passed.reason)"
    }
    rest(list.count, &lines)
  }

  private func rest(_ count: Int, _ lines: inout [String]) {
    if count > ExportWords.shown {
      lines.append("  …… 还有 \(count - ExportWords.shown) 条，全部见 --json")
    }
  }
}
