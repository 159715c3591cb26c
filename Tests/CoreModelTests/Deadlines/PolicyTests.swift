import Foundation
import Testing

@testable import CoreModel

@Suite("Policies")
struct PolicyTests {
  @Test(
    "What the city looks at a second time has three working days",
    arguments: ["督办", "督办单", "回访复核", "回访复核件"])
  func secondLook(text: String) throws {
    let kind = TicketKind(text: text)
    #expect(kind == .supervision)
    // From a Friday to the close of business on Wednesday.
    #expect(
      try DeadlineStory("2026-11-20 10:00", ticket: kind).due(.statutory)
        == shanghai("2026-11-25 20:00"))
  }

  private func policy(responseMinutes: Int) throws -> Policy {
    try Policy([
      PolicyRule(.firstResponse, .wallMinutes(responseMinutes), title: "首响", source: "试行")
    ])
  }

  @Test("The standard table passes its own checks and survives being stored")
  func roundTrip() throws {
    #expect(try Policy(Policy.standard.rules) == .standard)
    let book = PolicyBook.standard.adding(
      try policy(responseMinutes: 3), effectiveFrom: shanghai("2026-12-01 00:00"))
    let json = try JSONEncoder().encode(book)
    #expect(try JSONDecoder().decode(PolicyBook.self, from: json) == book)
    let rules = DeadlineRules(policies: book)
    let copy = try JSONDecoder().decode(DeadlineRules.self, from: try JSONEncoder().encode(rules))
    #expect(copy == rules)
  }

  @Test("A change never rewrites the past: a clock goes by the policy of its start")
  func versions() throws {
    let book = PolicyBook.standard
      .adding(try policy(responseMinutes: 3), effectiveFrom: shanghai("2026-11-20 10:00"))
      .adding(try policy(responseMinutes: 4), effectiveFrom: shanghai("2026-11-20 11:00"))
    let rules = DeadlineRules(policies: book)
    for (received, due) in [
      ("2026-11-20 09:59", "2026-11-20 10:09"), ("2026-11-20 10:00", "2026-11-20 10:03"),
      ("2026-11-20 11:30", "2026-11-20 11:34"),
    ] {
      #expect(try DeadlineStory(received).due(.firstResponse, rules) == shanghai(due))
    }
  }

  @Test(
    "派单 is never due before 首响 of a request that nobody has answered", arguments: Urgency.allCases)
  func dispatchFollowsResponse(urgency: Urgency) throws {
    var dice = DeadlineDice(state: 6)
    let rules = DeadlineRules.standard
    for channel in Channel.allCases {
      for tier in [nil] + Tier.allCases {
        for _ in 0..<100 {
          // Every minute of two years, holidays and the minute before closing among them.
          let minute = Int.random(in: 0..<(2 * 365 * 1440), using: &dice)
          let at = shanghai("2025-01-01 00:00").adding(minutes: minute).iso8601
          var story = DeadlineStory(at, urgency, channel: channel)
          if let tier { story = story.graded(at, tier) }
          let clocks = rules.clocks(for: try story.request)
          let response = try #require(clocks.first { $0.kind == .firstResponse })
          let dispatch = try #require(clocks.first { $0.kind == .dispatch })
          #expect(response.dueAt <= dispatch.dueAt, "\(urgency) \(channel) \(at)")
        }
      }
    }
  }

  @Test("An open request stays in the queue even where the policy limits nothing")
  func emptyPolicy() throws {
    let rules = DeadlineRules(policies: PolicyBook(original: try Policy([])))
    let story = DeadlineStory("2026-11-20 09:00")
    #expect(rules.clocks(for: try story.request).isEmpty)
    #expect(try story.owed(rules) == "派单 2026-11-23T20:00")
    let handled = DeadlineStory.underWay("2026-11-20 09:00", .first).accepted("2026-11-20 09:10")
    #expect(try handled.owed(rules) == "办结 2026-11-23T20:00")
  }

  @Test("The first row that matches counts")
  func order() throws {
    let policy = try Policy([
      PolicyRule(
        .firstResponse, .wallMinutes(1), when: .init(channels: [.visitor]), title: "来访",
        source: ""),
      PolicyRule(.firstResponse, .wallMinutes(2), title: "其他", source: ""),
      PolicyRule(.firstResponse, .wallMinutes(3), title: "轮不到", source: ""),
    ])
    let rules = DeadlineRules(policies: PolicyBook(original: policy))
    let visitor = DeadlineStory("2026-11-20 09:00", channel: .visitor)
    #expect(try visitor.due(.firstResponse, rules) == shanghai("2026-11-20 09:01"))
    #expect(
      try DeadlineStory("2026-11-20 09:00").due(.firstResponse, rules)
        == shanghai("2026-11-20 09:02"))
  }

  @Test(
    "What this build does not understand is refused, not dropped",
    arguments: [
      (#"[{"clock":"teleport","allowance":{"wallMinutes":5},"title":"x"}]"#, "teleport"),
      (#"[{"clock":"arrival","allowance":{"wallHours":5},"title":"x"}]"#, "wallMinutes"),
      (
        #"[{"clock":"arrival","allowance":{"wallMinutes":5,"workingDays":1},"title":"x"}]"#,
        "三者之一"
      ),
      (#"[{"clock":"arrival","allowance":{"wallMinutes":0},"title":"x"}]"#, "须在 1 至"),
      (#"[{"clock":"arrival","allowance":{"workingDays":900},"title":"x"}]"#, "须在 1 至"),
      (#"[{"clock":"arrival","allowance":{"wallMinutes":5},"title":" "}]"#, "没有名称"),
      (#"[{"clock":"resumption","allowance":{"wallMinutes":5},"title":"x"}]"#, "不能另设期限"),
      (
        #"[{"clock":"arrival","allowance":{"wallMinutes":5},"title":"x","when":{"tiers":[4]}}]"#,
        "不认识的「4」"
      ),
      (
        #"[{"clock":"arrival","allowance":{"wallMinutes":5},"title":"x","when":{"estates":[]}}]"#,
        "estates"
      ),
      (#"[{"clock":"arrival","allowance":{"wallMinutes":5},"title":"x","until":1}]"#, "until"),
    ])
  func refused(json: String, reason: String) {
    let problem = #expect(throws: RuleProblem.self) {
      try JSONDecoder().decode(Policy.self, from: Data(json.utf8))
    }
    #expect(problem?.message.contains(reason) == true, "\(problem?.message ?? "")")
  }

  @Test(
    "Allowances read as people say them",
    arguments: [
      (Allowance.wallMinutes(120), "2小时"), (.wallMinutes(48 * 60), "48小时"),
      (.wallMinutes(5), "5分"), (.dutyMinutes(90), "1小时30分（值班时间）"), (.workingDays(3), "3个工作日"),
    ])
  func allowanceText(allowance: Allowance, text: String) {
    #expect(allowance.text == text)
  }
}
