import Testing

@testable import CoreModel

/// A clock that is counted in working days, and what must have happened for it to run.
struct WorkingClock: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var kind: ObligationKind
  /// How many working days it allows.
  var days: Int
  var ticket: TicketKind?
  /// What happens at the moment from which it runs.
  var events: [RequestEvent] = []

  init(
    _ name: String, _ kind: ObligationKind, _ days: Int, ticket: TicketKind? = nil,
    after events: [RequestEvent] = []
  ) {
    testDescription = "\(name) \(days)"
    self.kind = kind
    self.days = days
    self.ticket = ticket
    self.events = events
  }

  private static func underWay(_ tier: Tier) -> [RequestEvent] {
    [
      .responded(Remark()), .triaged(TriageDecision(tier: tier)),
      .dispatched(Dispatch(to: .person(DeadlineStory.crew))),
    ]
  }
  private static let told =
    underWay(.second) + [
      .resolved(Resolution(outcome: "已修")), .fedBack(Feedback("已修好", by: .phone)),
    ]
  private static let rejected = told + [.rejected(Remark("还是漏"))]

  static let all = [
    WorkingClock("先行联系·求助", .firstContact, 1, ticket: .help),
    WorkingClock("先行联系·督办", .firstContact, 1, ticket: .supervision),
    WorkingClock("咨询", .statutory, 1, ticket: .inquiry),
    WorkingClock("意见建议", .statutory, 1, ticket: .suggestion),
    WorkingClock("督办、回访复核", .statutory, 3, ticket: .supervision),
    WorkingClock("求助", .statutory, 5, ticket: .help),
    WorkingClock("投诉", .statutory, 5, ticket: .complaint),
    WorkingClock("二级办结", .resolution, 3, after: underWay(.second)),
    WorkingClock("三级办结", .resolution, 5, after: underWay(.third)),
    WorkingClock("议事", .council, 5, after: [.responded(Remark()), .escalated(Remark("多户"))]),
    WorkingClock("认可回访", .confirmation, 1, after: told),
    WorkingClock("督办受理", .supervision, 1, after: rejected),
    WorkingClock("督办办结", .resolution, 3, after: rejected + [.supervised(Remark("今日办结"))]),
    WorkingClock("沟通", .contact, 3),
  ]

  /// The request at a moment at which all of it has just happened.
  func request(at start: Instant) -> Request? {
    let ticket = ticket.map {
      HotlineTicket(number: "T1", kind: $0, kindText: $0.title, assignedAt: start)
    }
    let form = Registration(
      number: "20261121-001", neighborhood: NeighborhoodID("n"), text: "楼道灯不亮",
      channel: ticket == nil ? .phone : .hotline, firstReceiver: DeadlineStory.desk,
      receivedAt: start, hotline: ticket)
    let all = [RequestEvent.registered(form)] + events
    let recorded = all.enumerated().map {
      RecordedEvent(version: $0 + 1, at: start, actor: DeadlineStory.desk, event: $1)
    }
    return RequestHistory(id: RequestID("r"), events: recorded)?.request
  }

  /// The clock as it runs, or ran, from a moment.
  func clock(from start: Instant, by rules: DeadlineRules) -> Clock? {
    request(at: start).flatMap { request in
      rules.clocks(for: request).first { $0.kind == kind && $0.startedAt == start }
    }
  }
}

@Suite("Limits in working days against a calendar counted by hand")
struct PublishedDaysTests {
  @Test("The calendar of this test has every day of the three years")
  func whole() {
    #expect(PublishedDays.letters.count == 366 + 365 + 365)
    #expect(PublishedDays.letters.filter { $0 == "o" }.count == 19)
    #expect(PublishedDays.letters.filter { "wo".contains($0) }.count == 251 + 248 + 248)
    #expect(PublishedDays.moment(0, minute: 0) == shanghai("2024-01-01T00:00"))
    #expect(PublishedDays.moment(1095, minute: 1439) == shanghai("2026-12-31T23:59"))
  }

  @Test(
    "Every clock is due when the days counted by hand are over, from every day of 2024–2026 and any time of it",
    arguments: WorkingClock.all)
  func everyDay(clock: WorkingClock) throws {
    let rules = DeadlineRules.standard
    for (day, letter) in PublishedDays.letters.enumerated() {
      let due = try #require(PublishedDays.close(clock.days, after: day))
      for minute in PublishedDays.minutes {
        let start = PublishedDays.moment(day, minute: minute)
        let found = try #require(clock.clock(from: start, by: rules))
        guard found.dueAt == due, found.originallyDueAt == due, found.basis == .working else {
          Issue.record(
            "\(start.iso8601) (\(letter)): \(found.dueAt.iso8601), counted \(due.iso8601)")
          return
        }
      }
    }
  }

  @Test("So it is when a working day ends at another hour", arguments: [1, 3, 15])
  func otherHours(days: Int) throws {
    let hours = try DutyHours(
      working: [DutySpan(text: "08:30–11:30"), DutySpan(text: "13:00–17:30")],
      rest: [DutySpan(text: "09:00–16:00")], holiday: [])
    let policy = try Policy([
      PolicyRule(.statutory, .workingDays(days), title: "求助", source: "测试")
    ])
    let rules = DeadlineRules(policies: PolicyBook(original: policy), dutyHours: hours)
    let clock = WorkingClock("求助", .statutory, days, ticket: .help)
    for day in PublishedDays.letters.indices {
      let due = PublishedDays.close(days, after: day, closingMinute: 1050)
      for minute in PublishedDays.minutes {
        let start = PublishedDays.moment(day, minute: minute)
        guard clock.clock(from: start, by: rules)?.dueAt == due else {
          Issue.record("\(start.iso8601)")
          return
        }
      }
    }
  }

  @Test("A limit that runs into a year without a notice says so, and no other does")
  func guesses() throws {
    let clock = WorkingClock("求助", .statutory, 5, ticket: .help)
    for day in PublishedDays.letters.indices {
      let request = try #require(clock.request(at: PublishedDays.moment(day, minute: 600)))
      let last = try #require(PublishedDays.workedDay(5, after: day))
      let says = DeadlineRules.standard.notices(for: request).contains { $0.contains("2027年") }
      guard says == (last >= PublishedDays.letters.count) else {
        Issue.record("\(request.receivedAt.iso8601): \(says)")
        return
      }
    }
  }
}
