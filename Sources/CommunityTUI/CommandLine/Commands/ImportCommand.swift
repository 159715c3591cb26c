import ArgumentParser
import CoreModel
import Store

/// `juwei import`.
struct ImportCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "导入 12345 热线导出的工单（XLSX、XLS、CSV）。",
    discussion: """
      同一份文件再导入不会重复；已有而内容不同的工单只报告，不覆盖；看不懂的行报出行号和原因，其余照常导入。
      要么整份导入，要么一件也不导入：中途按 Ctrl-C 或出错，什么都不留下。

      工作簿有几张表时取表头认得出的一张，也可用 --sheet 指定。列名不是常见的写法时，用 --map 给出列对照文件，
      每行「字段=列名」，# 开头的行是注释；「字段=」表示这一项没有列。字段有：
        工单编号 工单类型 问题分类 标题 诉求内容 工单状态 联系人 联系电话 地址 紧急程度
        派单时间 来电时间 办理时限 办结时间 办理结果 是否满意

      有变化的工单可以逐件在值班台的导入界面里核对，也可以整份处理：--take-theirs 采用导出的内容（导出里没有的
      办结不会撤掉已有的办结），--keep-ours 保留原有内容。两者都记入时间线，同样的行以后不再报告。

      例：
        juwei import 12345 工单.xlsx --preview
        juwei import 12345 工单.xlsx --sheet 十一月 --map 列对照.txt --as 王芳
        juwei import 12345 工单.csv --as 王芳 --json
      """)

  /// What can be imported.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    /// 12345 工单导出.
    case hotline = "12345"
  }

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("导入什么：12345。", valueName: "种类"))
  var kind: Kind

  @Argument(help: ArgumentHelp("导出的文件；- 为标准输入。", valueName: "文件"))
  var file: String

  @Option(help: ArgumentHelp("工作簿里的哪一张表。", valueName: "表名"))
  var sheet: String?

  @Option(help: ArgumentHelp("列对照文件，每行「字段=列名」。", valueName: "文件"))
  var map: String?

  @Flag(help: "只看会怎样，什么都不改。")
  var dryRun = false

  @Flag(help: "同 --dry-run，并逐行列出结果。")
  var preview = false

  @Flag(help: "有变化的工单采用导出的内容。")
  var takeTheirs = false

  @Flag(help: "有变化的工单保留原有内容，同样的行不再报告。")
  var keepOurs = false

  @Flag(help: "输出 JSON。")
  var json = false

  func validate() throws {
    if takeTheirs, keepOurs { throw ValidationError("--take-theirs 和 --keep-ours 只能写一个") }
    if takeTheirs || keepOurs, dryRun || preview {
      throw ValidationError("--preview 和 --dry-run 什么都不改，不用 --take-theirs 和 --keep-ours")
    }
  }

  func run(in surroundings: Surroundings) throws {
    let mapping = try map.map(mapping(in:))
    let source = try ImportSource(try InputFile.bytes(of: file))
    let chosen = try sheet.map { try source.sheet(named: $0) } ?? source.suggestedSheet
    let now = surroundings.clock.now
    let isDry = dryRun || preview
    let path = try surroundings.databasePath(shared)
    let progress = ProgressLine()
    defer { progress.clear() }
    if isDry, !DatabaseLocation.exists(path) {
      // Nothing is there yet, so that everything readable would be new; asking makes no database.
      let preview = try ImportPreview(
        ofNew: source, sheet: chosen, mapping: mapping, at: now, progress: progress.show(_:))
      progress.clear()
      return say(preview, of: source, surroundings)
    }
    if !DatabaseLocation.exists(path) {
      // What is no export makes no database either.
      _ = try HotlineReader(
        source, sheet: chosen, mapping: mapping ?? ColumnMapping(), receivedFallback: now)
    }
    try surroundings.writing(shared) { writing in
      let (store, scope) = (writing.session.store, writing.session.scope)
      guard isDry else {
        _ = try store.importHotline(
          source, sheet: chosen, mapping: mapping, decisions: decisions, into: scope,
          by: writing.actor, at: now, progress: progress.show(_:)
        ) { report in
          progress.clear()
          say(ImportWords(report: report, source: source, sheet: chosen), surroundings)
          surroundings.output.flush()
        }
        return
      }
      guard Permissions.importing.contains(writing.actor.role) else {
        let allowed = Permissions.importing.map(\.title).joined(separator: "、")
        throw Refusal.invalid("「导入工单」须由\(allowed)办理；您现在是\(writing.actor.role.title)")
      }
      let preview = try store.previewImport(
        source, sheet: chosen, mapping: mapping, into: scope, at: now, progress: progress.show(_:))
      progress.clear()
      say(preview, of: source, surroundings)
    }
  }

  private var decisions: ImportDecisions {
    ImportDecisions(otherwise: takeTheirs ? .takeTheirs : keepOurs ? .keepOurs : .leave)
  }

  private func mapping(in path: String) throws -> ColumnMapping {
    let decoded = try TextDecoding.decode(try InputFile.bytes(of: path))
    do {
      return try ColumnMapping(text: decoded.text)
    } catch {
      throw CommandFailure("\(error.message)。没有导入任何工单：\(path)")
    }
  }

  private func say(
    _ preview: ImportPreview, of source: ImportSource, _ surroundings: Surroundings
  ) {
    var words = ImportWords(report: preview.report, source: source, sheet: preview.sheet)
    words.isDryRun = true
    words.preview = self.preview ? preview : nil
    say(words, surroundings)
  }

  private func say(_ words: ImportWords, _ surroundings: Surroundings) {
    if json {
      surroundings.say(words.document.text())
    } else {
      for line in words.lines { surroundings.say(line) }
    }
  }
}

/// The report of an import, for people and for machines.
struct ImportWords {
  /// What was done.
  let report: ImportReport
  /// What was read.
  let source: ImportSource
  /// Which of its sheets.
  let sheet: Int
  /// Whether nothing was done.
  var isDryRun = false
  /// Every row, when it was asked for.
  var preview: ImportPreview?

  private var sheetName: String {
    source.sheets.indices.contains(sheet) ? source.sheets[sheet].name : ""
  }

  /// As `--json` prints it.
  var document: JSONValue {
    var document: [String: JSONValue] = [
      "dryRun": .bool(isDryRun), "encoding": .string(source.encoding), "new": .int(report.new),
      "same": .int(report.same), "changed": .int(report.changed.count),
      "reconciled": .int(report.reconciled), "refused": .int(report.refused.count),
      "changedRows": .array(
        report.changed.map { row in
          .object([
            "number": .string(row.number), "line": .int(row.line),
            "differences": .array(row.differences.map(JSONValue.string)),
          ])
        }),
      "refusedRows": .array(
        report.refused.map { .object(["line": .int($0.line), "reason": .string($0.reason)]) }),
    ]
    if !sheetName.isEmpty { document["sheet"] = .string(sheetName) }
    if let preview {
      document["mapping"] = .object(
        Dictionary(
          preview.mapping.columns.map { ($0.label, JSONValue.string($1)) }, uniquingKeysWith: { $1 }
        ))
      document["rows"] = .array(
        preview.rows.map { row in
          .object([
            "line": .int(row.line), "number": .string(row.number), "text": .string(row.words),
            "verdict": .string(row.verdict.name),
          ])
        })
    }
    return .object(document)
  }

  /// As people read it.
  var lines: [String] {
    var lines = [
      (isDryRun ? "试导入（没有改动数据）：" : "已导入：")
        + "新增 \(report.new)，相同 \(report.same)，有变化 \(report.changed.count)，"
        + (report.reconciled > 0 ? "核对 \(report.reconciled)，" : "")
        + "不收 \(report.refused.count)（\(source.encoding)"
        + (source.sheets.count > 1 ? "，工作表「\(sheetName)」）" : "）")
    ]
    lines += (preview?.rows ?? []).map { row in
      "  第 \(row.line) 行  \(row.verdict.title)  \(row.number)  \(row.words)"
    }
    if !report.changed.isEmpty {
      lines.append("有变化的工单没有覆盖，请逐件核对：")
      lines += report.changed.map { row in
        "  第 \(row.line) 行  \(row.number)  \(row.differences.joined(separator: "；"))"
      }
    }
    if !report.refused.isEmpty {
      lines.append("没有导入的行：")
      lines += report.refused.map { "  第 \($0.line) 行  \($0.reason)" }
    }
    return lines
  }
}

extension ImportPreview.Verdict {
  /// The stable name for programs.
  fileprivate var name: String {
    switch self {
    case .new: "new"
    case .same: "same"
    case .changed: "changed"
    case .refused: "refused"
    }
  }
}
