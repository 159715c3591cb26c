import ArgumentParser
import CoreModel
import Store

/// `juwei policy`.
struct PolicyCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "列出现行的时限规则和值班时间。",
    discussion: """
      同一种时限从上往下看，第一条符合的算数；没有一条符合就没有这项时限。

      例：juwei policy
      """)

  @OptionGroup var shared: SharedOptions

  func run(in surroundings: Surroundings) throws {
    guard DatabaseLocation.exists(try surroundings.databasePath(shared)) else {
      return print(.standard, in: surroundings)
    }
    try surroundings.reading(shared) { session in
      let rules = try session.map { try $0.store.rules(of: $0.scope).deadlines }
      print(rules ?? .standard, in: surroundings)
    }
  }

  private func print(_ rules: DeadlineRules, in surroundings: Surroundings) {
    let policy = rules.policies.policy(at: surroundings.clock.now)
    let table = TextTable(
      headers: ["时限", "规则", "期限", "依据"],
      rows: policy.rules.map { [$0.clock.title, $0.title, $0.allowance.text, $0.source] },
      columns: surroundings.columns)
    for line in table.lines { surroundings.say(line) }
    surroundings.say("")
    surroundings.say("值班时间")
    let kinds: [(String, DayKind)] = [("工作日", .working), ("休息日", .rest), ("节假日", .holiday)]
    for (name, kind) in kinds {
      let spans = rules.dutyHours.spans(on: kind).map(\.text).joined(separator: "、")
      surroundings.say("  \(name)  \(spans.isEmpty ? "无" : spans)")
    }
  }
}
