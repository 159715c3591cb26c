import ArgumentParser
import CoreModel
import Store

/// `juwei hotline visits`.
struct HotlineVisitsCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "visits",
    abstract: "导入市里的回访结果（XLSX、XLS、CSV）。",
    discussion: """
      认得的列：工单编号、是否打通、是否拒绝、是否先行联系、对结果（是否满意、满意度）、对态度、诉求是否解决、
      是否重新交办、复核时限、回访时间、备注；要有工单编号，以及打通、拒绝、结果、解决中的一列。
      每行记到那张工单上；「是否重新交办」为是的，同时开始回访复核。

      不收的行（没有这张工单、还没有回复办结、看不懂的值……）报出行号和原因，其余照常记下。
      同一份文件再导入什么都不改。

      例：
        juwei hotline visits 十一月回访.xlsx --preview
        juwei hotline visits 十一月回访.xlsx --as 王芳
        juwei hotline visits 回访.csv --as 王芳 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("回访结果的表；- 为标准输入。", valueName: "文件"))
  var file: String

  @Option(help: ArgumentHelp("工作簿里的哪一张表。", valueName: "表名"))
  var sheet: String?

  @Flag(help: "只看会怎样并逐行列出，什么都不改。")
  var preview = false

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let source = try ImportSource(try InputFile.bytes(of: file))
    let chosen = try sheet.map { try source.sheet(named: $0) }
    let path = try surroundings.databasePath(shared)
    guard DatabaseLocation.exists(path) else {
      throw CommandFailure("还没有数据库：\(path)。没有工单可以记回访；请先导入工单：juwei import 12345 工单.xlsx --as 您的姓名")
    }
    try surroundings.writing(shared) { writing in
      let (store, scope) = (writing.session.store, writing.session.scope)
      let now = surroundings.clock.now
      let report =
        preview
        ? try store.previewVisits(source, sheet: chosen, into: scope, by: writing.actor, at: now)
        : try store.importVisits(source, sheet: chosen, into: scope, by: writing.actor, at: now)
      let words = VisitImportWords(report: report, isPreview: preview)
      if json { return surroundings.say(words.document.text()) }
      for line in words.lines { surroundings.say(line) }
    }
  }
}

/// The report of an import of 回访 results, for people and for machines.
struct VisitImportWords {
  /// What it came to.
  let report: VisitImportReport
  /// Whether nothing was done.
  let isPreview: Bool

  /// As `--json` prints it.
  var document: JSONValue {
    .object([
      "dryRun": .bool(isPreview), "sheet": .string(report.sheet),
      "new": .int(report.count(.new)), "same": .int(report.count(.same)),
      "refused": .int(report.count(.refused)), "reviews": .int(report.reviews),
      "rows": .array(
        report.rows.map { row in
          .object([
            "line": .int(row.line), "number": .string(row.number),
            "verdict": .string(row.verdict.rawValue), "text": .string(row.words),
            "review": .bool(row.beginsReview),
          ])
        }),
    ])
  }

  /// As people read it: all of a trial, else what they must know.
  var lines: [String] {
    let head =
      (isPreview ? "试导入（没有改动数据）：" : "已导入：")
      + "新增 \(report.count(.new))，相同 \(report.count(.same))，不收 \(report.count(.refused))"
      + (report.reviews > 0 ? "；其中重新交办 \(report.reviews) 件，已开始回访复核" : "")
    let rows = report.rows.filter { isPreview || $0.verdict == .refused || $0.beginsReview }
    return [isPreview ? head.replacing("已开始", with: "会开始") : head]
      + rows.map { "  第 \($0.line) 行  \($0.verdict.title)  \($0.number)  \($0.words)" }
  }
}
