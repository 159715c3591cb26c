import ArgumentParser
import CoreModel
import Store

/// `juwei setup import`.
struct SetupImportCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "从表格导入楼组、人员、值班表（XLSX、XLS、CSV）。",
    discussion: """
      逐行列出新增、相同、有变化、不导入（和原因）；--dry-run 只看不改。空格子不清掉已有内容，
      表里没有的人和楼组不删；要么全部写入，要么一行也不写。

      例：
        juwei setup import 名册.xlsx --dry-run
        juwei setup import 名册.xlsx --sheet 值班表 --as 陈静
        juwei setup import 值班表.csv --json
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("表格；- 为标准输入。", valueName: "文件"))
  var file: String

  @Option(help: ArgumentHelp("只读这张工作表；不写就读所有没有隐藏的。", valueName: "名称"))
  var sheet: String?

  @Flag(help: "只看会怎样，什么都不改。")
  var dryRun = false

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try SheetImport(file: file, sheet: sheet, isDryRun: dryRun, isJSON: json, onlyShifts: false)
      .run(shared, in: surroundings)
  }
}

/// Taking a sheet of 楼组, staff or shifts in, or looking at what it would change.
struct SheetImport {
  /// The path, or `-`.
  let file: String
  /// The only sheet of it that is read; nil for all.
  let sheet: String?
  /// Whether nothing is done.
  let isDryRun: Bool
  /// Whether it is for machines.
  let isJSON: Bool
  /// Whether 楼组 and staff in it are left out.
  let onlyShifts: Bool

  func run(_ shared: SharedOptions, in surroundings: Surroundings) throws {
    let bytes = try InputFile.bytes(of: file)
    let now = surroundings.clock.now
    // What cannot be read at all must not make a database.
    _ = try DirectorySheet.tables(bytes, sheet: sheet)
    if isDryRun, !DatabaseLocation.exists(try surroundings.databasePath(shared)) {
      throw CommandFailure("还没有数据库，无从比较；去掉 --dry-run 并用 --as 写上您的姓名，就会建立并导入")
    }
    try surroundings.writing(shared) { writing in
      let store = writing.session.store
      let proposal = try store.propose(
        directorySheet: bytes, sheet: sheet, onlyShifts: onlyShifts, in: writing.session.scope,
        by: writing.actor, at: now)
      if !isDryRun {
        try store.apply(proposal, in: writing.session.scope, by: writing.actor, at: now)
      }
      let words = ProposalWords(proposal: proposal, isDryRun: isDryRun)
      if isJSON { return surroundings.say(words.document.text()) }
      for line in words.lines(columns: surroundings.columns) { surroundings.say(line) }
    }
  }
}

/// What a sheet of 楼组, staff or shifts changes, for people and for machines.
struct ProposalWords {
  /// What the sheet proposes.
  let proposal: DirectoryProposal
  /// Whether nothing was done.
  let isDryRun: Bool

  /// As `--json` prints it.
  var document: JSONValue {
    .object([
      "dryRun": .bool(isDryRun), "remarks": .array(proposal.remarks.map { .string($0) }),
      "items": .array(
        proposal.items.map { item in
          .object([
            "sheet": .string(item.sheet), "line": .int(item.line),
            "subject": .string(item.subject.rawValue), "title": .string(item.title),
            "verdict": .string(item.verdict.code), "words": .string(item.words),
          ])
        }),
    ])
  }

  /// As people read it: what stays as it is is counted and not listed.
  func lines(columns: Int?) -> [String] {
    var table = TextTable(headers: ["行", "种类", "名称", "结果", "说明"], columns: columns)
    for item in proposal.items where item.verdict != .same {
      table.rows.append([
        item.sheet.isEmpty ? "\(item.line)" : "\(item.sheet) \(item.line)", item.subject.title,
        item.title, item.verdict.title, item.words,
      ])
    }
    var lines = table.rows.isEmpty ? [] : table.lines
    lines += proposal.remarks.map { "注意：\($0)" }
    let summary = proposal.summary.isEmpty ? "没有可以导入的行" : proposal.summary
    let ending =
      !proposal.changesSomething
      ? "没有要改的，数据没有变动" : isDryRun ? "只是预览，什么都没有改" : "已写入"
    return lines + ["\(summary)。\(ending)"]
  }
}

extension DirectoryProposal.Verdict {
  /// The word for machines.
  fileprivate var code: String {
    switch self {
    case .new: "new"
    case .same: "same"
    case .changed: "changed"
    case .refused: "refused"
    case .passedOver: "passedOver"
    }
  }
}
