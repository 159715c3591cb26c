import ArgumentParser
import CoreModel
import Foundation
import Store

/// `juwei templates`.
struct TemplatesCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "列出给居民的话的模板，或换成改好的一份，或为一件诉求填好。",
    discussion: """
      模板里的 {编号}、{时限} 等由系统填；群消息不能带称呼、门牌和写下来的话。换上时有一处看不懂就整份不换。
      --for 只填好打印，不算告知；要记下已告知，请用 juwei do 编号 inform --text。

      例：
        juwei templates > 模板.txt
        juwei templates --set 模板.txt --as 王芳
        juwei templates --for 007
      """)

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .customLong("set"), help: ArgumentHelp("换成这个文件里的模板；- 为标准输入。", valueName: "文件"))
  var file: String?

  @Option(
    name: .customLong("for"), help: ArgumentHelp("为这件诉求填好合用的模板。", valueName: "编号"))
  var number: String?

  func run(in surroundings: Surroundings) throws {
    guard file == nil || number == nil else { throw UsageProblem("--set 和 --for 不能一起用") }
    if let number { return try fill(number, in: surroundings) }
    guard let file else { return try show(in: surroundings) }
    let text = try TextDecoding.decode(try InputFile.bytes(of: file))
    let templates: MessageTemplates
    do {
      templates = try MessageTemplates(text: String(decoding: text.utf8, as: UTF8.self))
    } catch {
      throw CommandFailure("\(error.message)。模板没有换，仍用原来的")
    }
    try surroundings.writing(shared) { writing in
      try writing.session.store.setTemplates(
        templates, of: writing.session.scope, by: writing.actor)
      surroundings.say("已换上 \(templates.all.count) 个模板")
    }
  }

  private func show(in surroundings: Surroundings) throws {
    guard DatabaseLocation.exists(try surroundings.databasePath(shared)) else {
      return surroundings.say(MessageTemplates.standard.text)
    }
    try surroundings.reading(shared) { session in
      let rules = try session.map { try $0.store.rules(of: $0.scope).templates }
      surroundings.say((rules ?? .standard).text)
    }
  }

  private func fill(_ number: String, in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库是空的，没有诉求 \(number)") }
      let detail = try session.store.detail(number: number.tidied, in: session.scope)
      let filling = TemplateFilling(
        request: detail.request, directory: session.directory, clocks: detail.clocks,
        now: surroundings.clock.now)
      for template in try session.store.rules(of: session.scope).templates.fitting(detail.request) {
        surroundings.say("== \(template.name) | \(template.audience.title) ==")
        surroundings.say(filling.filled(template.text))
        surroundings.say("")
      }
    }
  }
}
