import ArgumentParser
import CoreModel
import Foundation
import Store

/// `juwei rules`.
struct RulesCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "列出分级规则（三层筛），或换成改好的一份。",
    discussion: """
      一行一条，从上往下看，第一条符合的作为建议；采不采纳由人决定。改法：先存成文件，用记事本改，再换上。
      换上时有一行看不懂就整份不换，并报出行号。

      例：
        juwei rules > 分级规则.txt
        juwei rules --set 分级规则.txt --as 李建国
      """)

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .customLong("set"), help: ArgumentHelp("换成这个文件里的规则；- 为标准输入。", valueName: "文件"))
  var file: String?

  func run(in surroundings: Surroundings) throws {
    guard let file else { return try show(in: surroundings) }
    let text = try TextDecoding.decode(try InputFile.bytes(of: file))
    let rules: TriageRules
    do {
      rules = try TriageRules(text: String(decoding: text.utf8, as: UTF8.self))
    } catch {
      throw CommandFailure("\(error.message)。规则没有换，仍用原来的")
    }
    try surroundings.writing(shared) { writing in
      try writing.session.store.setTriageRules(
        rules, of: writing.session.scope, by: writing.actor)
      surroundings.say("已换上 \(rules.rules.count) 条分级规则；值班台下次登录时生效")
    }
  }

  private func show(in surroundings: Surroundings) throws {
    guard DatabaseLocation.exists(try surroundings.databasePath(shared)) else {
      return surroundings.say(TriageRules.standard.text)
    }
    try surroundings.reading(shared) { session in
      let rules = try session.map { try $0.store.rules(of: $0.scope).triage }
      surroundings.say((rules ?? .standard).text)
    }
  }
}
