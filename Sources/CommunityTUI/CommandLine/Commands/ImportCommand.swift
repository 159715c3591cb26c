import ArgumentParser
import CoreModel
import Store

/// `juwei import`.
struct ImportCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "导入 12345 热线导出的工单（CSV）。",
    discussion: """
      同一份文件再导入不会重复；已有而内容不同的工单只报告，不覆盖；看不懂的行报出行号和原因，其余照常导入。

      例：
        juwei import 12345 工单.csv --dry-run
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

  @Flag(help: "只看会怎样，什么都不改。")
  var dryRun = false

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let bytes = try InputFile.bytes(of: file)
    let now = surroundings.clock.now
    let reader = try HotlineReader(bytes, receivedFallback: now)
    let path = try surroundings.databasePath(shared)
    if dryRun, !DatabaseLocation.exists(path) {
      // Nothing is there yet, so that everything readable would be new; asking makes no database.
      report(try ImportReport(ofNew: reader), in: reader.encoding, surroundings)
      return
    }
    try surroundings.writing(shared) { writing in
      let result = try writing.session.store.importHotline(
        from: reader, into: writing.session.scope, by: writing.actor, at: now, dryRun: dryRun)
      report(result, in: reader.encoding, surroundings)
    }
  }

  private func report(
    _ report: ImportReport, in encoding: String, _ surroundings: Surroundings
  ) {
    let words = ImportWords(report: report, encoding: encoding, isDryRun: dryRun)
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
  /// How the file was encoded.
  let encoding: String
  /// Whether nothing was done.
  let isDryRun: Bool

  /// As `--json` prints it.
  var document: JSONValue {
    .object([
      "dryRun": .bool(isDryRun), "encoding": .string(encoding), "new": .int(report.new),
      "same": .int(report.same), "changed": .int(report.changed.count),
      "refused": .int(report.refused.count),
      "changedRows": .array(
        report.changed.map { row in
          .object([
            "number": .string(row.number), "line": .int(row.line),
            "differences": .array(row.differences.map(JSONValue.string)),
          ])
        }),
      "refusedRows": .array(
        report.refused.map { .object(["line": .int($0.line), "reason": .string($0.reason)]) }),
    ])
  }

  /// As people read it.
  var lines: [String] {
    var lines = [
      (isDryRun ? "试导入（没有改动数据）：" : "已导入：")
        + "新增 \(report.new)，相同 \(report.same)，有变化 \(report.changed.count)，"
        + "未导入 \(report.refused.count)（\(encoding)）"
    ]
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
