import ArgumentParser
import CoreModel
import Foundation
import Store

/// `juwei setup import`.
struct SetupImportCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "从表格导入楼组、人员、值班表（XLSX、XLS、CSV）；全部导入或一行也不导入。",
    discussion: """
      先用 --preview 看会改什么。空着的格子不会清掉已有的内容，表里没有的人和楼组不会被去掉。

      例：
        juwei setup import 楼组名册.xlsx --preview --as 陈静
        juwei setup import 名册.xlsx --sheet 人员 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("表格文件；- 为标准输入。", valueName: "文件"))
  var file: String

  @Option(help: ArgumentHelp("只读这一张表。", valueName: "表名"))
  var sheet: String?

  @Flag(help: "只看会改什么，不写入。")
  var preview = false

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let bytes = try InputFile.bytes(of: file)
    try surroundings.writing(shared) { writing in
      let store = writing.session.store
      let scope = writing.session.scope
      let now = surroundings.clock.now
      let proposal = try store.propose(
        directorySheet: bytes, sheet: sheet, in: scope, by: writing.actor, at: now)
      var report: DirectoryReport?
      if !preview, proposal.changesSomething {
        report = try store.apply(proposal, in: scope, by: writing.actor, at: now)
      }
      guard !json else { return surroundings.say(document(proposal, report).text()) }
      for remark in proposal.remarks { surroundings.remark("注意：\(remark)") }
      for item in proposal.items where item.verdict != .same || !item.notes.isEmpty {
        let place = item.sheet.isEmpty ? "第 \(item.line) 行" : "\(item.sheet) 第 \(item.line) 行"
        surroundings.say(
          "\(item.verdict.title)  \(item.subject.title) \(item.title)  \(item.words)  \(place)")
      }
      surroundings.say(proposal.summary.isEmpty ? "没有可导入的行" : proposal.summary)
      if let report {
        surroundings.say("已导入：新增 \(report.added) 项，修改 \(report.changed) 项")
      } else {
        surroundings.say(preview ? "只是预览，没有写入" : "没有要导入的，什么都没有改动")
      }
    }
  }

  private func document(
    _ proposal: DirectoryProposal, _ report: DirectoryReport?
  ) -> JSONValue {
    .object([
      "added": .optional(report?.added), "changed": .optional(report?.changed),
      "remarks": .array(proposal.remarks.map { .string($0) }),
      "rows": .array(
        proposal.items.map { item in
          .object([
            "sheet": .string(item.sheet), "line": .int(item.line),
            "subject": .string(item.subject.rawValue), "title": .string(item.title),
            "verdict": .string(item.verdict.title), "words": .string(item.words),
          ])
        }),
    ])
  }
}
