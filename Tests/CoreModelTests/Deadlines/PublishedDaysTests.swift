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
  var events: @Sendable (Instant) -> [RequestEvent]

  init(
    _ name: String, _ kind: ObligationKind, _ days: Int, ticket: TicketKind? = nil,
    after events: @escaping @Sendable (Instant) -> [RequestEvent] = { _ in [] }
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
  private static let done = underWay(.second) + [.resolved(Resolution(outcome: "已修"))]
  private static let told = done + [.fedBack(Feedback("已修好", by: .phone))]
  private static let rejected = told + [.rejected(Remark("还是漏"))]
  private static let replied: [RequestEvent] =
    done + [.ticket(.replied(FiledReply(HotlineReply(), sheet: [])))]

  private static func met(_ start: Instant) -> [RequestEvent] {
    [
      .ticket(
        .met(Meeting(.acceptance, by: DeadlineStory.desk, at: start, manner: .phone, words: "听了情况"))
      )
    ]
  }
  private static func reviewed(_ start: Instant) -> [RequestEvent] {
    replied + [.ticket(.reviewBegun(ReviewRound(at: start, reason: "居民不满意")))]
  }

  static let all = ours + hotline

  private static let ours = [
    WorkingClock("二级办结", .resolution, 3) { _ in underWay(.second) },
    WorkingClock("三级办结", .resolution, 5) { _ in underWay(.third) },
    WorkingClock("议事", .council, 5) { _ in [.responded(Remark()), .escalated(Remark("多户"))] },
    WorkingClock("认可回访", .confirmation, 1) { _ in told },
    WorkingClock("督办受理", .supervision, 1) { _ in rejected },
    WorkingClock("督办办结", .resolution, 3) { _ in rejected + [.supervised(Remark("今日办结"))] },
    WorkingClock("沟通", .contact, 3),
  ]

  private static let hotline = [
    WorkingClock("先行联系·求助", .firstContact, 1, ticket: .help),
    WorkingClock("先行联系·督办", .firstContact, 1, ticket: .supervision),
    WorkingClock("咨询", .statutory, 1, ticket: .inquiry),
    WorkingClock("意见建议", .statutory, 1, ticket: .suggestion),
    WorkingClock("督办、回访复核", .statutory, 3, ticket: .supervision),
    WorkingClock("求助", .statutory, 5, ticket: .help),
    WorkingClock("投诉", .statutory, 5, ticket: .complaint),
    WorkingClock("接单见面", .firstMeeting, 1, ticket: .help),
    WorkingClock("过程见面·咨询", .secondMeeting, 1, ticket: .inquiry, after: met),
    WorkingClock("过程见面·投诉", .secondMeeting, 2, ticket: .complaint, after: met),
    WorkingClock("办结见面", .thirdMeeting, 1, ticket: .help) { _ in done },
    WorkingClock("回复", .reply, 1, ticket: .help) { _ in done },
    WorkingClock("办结后回访", .visit, 3, ticket: .suggestion) { _ in replied },
    WorkingClock("督办单", .cityOrder, 3, ticket: .help) {
      [.ticket(.cityOrdered(CityOrder(at: $0, words: "三日内办结")))]
    },
    WorkingClock("催退单", .returnAnswer, 1, ticket: .help) { _ in
      [.ticket(.returnAsked(TicketReturn(reason: "不归本居")))]
    },
    WorkingClock("催延期", .extensionAnswer, 1, ticket: .help) { _ in
      [.ticket(.extensionAsked(TicketExtension(days: 3, reason: "等配件")))]
    },
    WorkingClock("回访复核·求助", .statutory, 3, ticket: .help, after: reviewed),
    WorkingClock("回访复核·咨询", .statutory, 3, ticket: .inquiry, after: reviewed),
    WorkingClock("复核先行联系", .firstContact, 1, ticket: .help, after: reviewed),
  ]

  /// What is recorded at a moment, so that all of it has just happened.
  func history(at start: Instant, _ urgency: Urgency = .normal) -> RequestHistory? {
    let ticket = ticket.map {
      HotlineTicket(number: "T1", kind: $0, kindText: $0.title, assignedAt: start)
    }
    let form = Registration(
      number: "20261121-001", neighborhood: NeighborhoodID("n"), text: "楼道灯不亮",
      channel: ticket == nil ? .phone : .hotline, urgency: urgency,
      firstReceiver: DeadlineStory.desk, receivedAt: start, hotline: ticket)
    let all = [RequestEvent.registered(form)] + events(start)
    let recorded = all.enumerated().map {
      RecordedEvent(version: $0 + 1, at: start, actor: DeadlineStory.desk, event: $1)
    }
    return RequestHistory(id: RequestID("r"), events: recorded)
  }

  /// By when the clock runs out that runs, or ran, from a moment; without the words that explain it.
  func limit(
    from start: Instant, by rules: DeadlineRules, _ urgency: Urgency = .normal
  ) -> Limit? {
    guard let request = history(at: start, urgency)?.request,
      let span = request.clockSpans.first(where: { $0.kind == kind && $0.start == start })
    else { return nil }
    return rules.limit(of: span, in: request)
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
        let found = try #require(clock.limit(from: start, by: rules))
        guard found.due == due, found.originallyDue == due, found.basis == .working else {
          Issue.record("\(start.iso8601) (\(letter)): \(found.due.iso8601), counted \(due.iso8601)")
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
        guard clock.limit(from: start, by: rules)?.due == due else {
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
      let request = try #require(clock.history(at: PublishedDays.moment(day, minute: 600))).request
      let last = try #require(PublishedDays.workedDay(5, after: day))
      let says = DeadlineRules.standard.notices(for: request).contains { $0.contains("2027年") }
      guard says == (last >= PublishedDays.letters.count) else {
        Issue.record("\(request.receivedAt.iso8601): \(says)")
        return
      }
    }
  }

  @Test("An urgent ticket of the night is signed for by the end of the next working day")
  func night() throws {
    let clock = WorkingClock("夜间急件补签收", .signing, 1, ticket: .help)
    for (day, letter) in PublishedDays.letters.enumerated() {
      let isWorked = letter == "w" || letter == "o"
      for minute in PublishedDays.minutes {
        let isStaffed = isWorked ? (510..<1200).contains(minute) : (540..<1020).contains(minute)
        let start = PublishedDays.moment(day, minute: minute)
        let found = try #require(clock.limit(from: start, by: .standard, .urgent))
        let isAsCounted = found.due == PublishedDays.close(1, after: day)
        guard isStaffed ? found.basis == .duty : isAsCounted && found.basis == .working else {
          Issue.record("\(start.iso8601) (\(letter)): \(found.due.iso8601)")
          return
        }
      }
    }
  }

  @Test(
    "A granted 延期 by days counts from the limit there was, and 原时限 stays",
    arguments: [1, 3, 5, 30], [TicketKind.inquiry, .supervision, .complaint])
  func extended(days: Int, kind: TicketKind) throws {
    let clock = WorkingClock(
      "延期", .statutory, kind == .inquiry ? 1 : kind == .supervision ? 3 : 5, ticket: kind)
    for day in PublishedDays.letters.indices {
      let start = PublishedDays.moment(
        day, minute: PublishedDays.minutes[day % PublishedDays.minutes.count])
      let first = try #require(PublishedDays.workedDay(clock.days, after: day))
      let found = try #require(
        try granted(TicketExtension(days: days, reason: "等配件"), clock, start))
      guard found.dueAt == PublishedDays.close(days, after: first),
        found.originallyDueAt == PublishedDays.close(clock.days, after: day)
      else {
        Issue.record("\(start.iso8601): \(found.dueAt.iso8601), \(found.originallyDueAt.iso8601)")
        return
      }
    }
  }

  @Test(
    "A complex matter has fifteen working days from its assignment",
    arguments: [TicketKind.inquiry, .complaint])
  func complex(kind: TicketKind) throws {
    let clock = WorkingClock("复杂件", .statutory, kind == .inquiry ? 1 : 5, ticket: kind)
    for day in PublishedDays.letters.indices {
      let start = PublishedDays.moment(
        day, minute: PublishedDays.minutes[day % PublishedDays.minutes.count])
      let found = try #require(
        try granted(TicketExtension(days: nil, reason: "涉及多部门"), clock, start))
      guard found.dueAt == PublishedDays.close(15, after: day),
        found.originallyDueAt == PublishedDays.close(clock.days, after: day)
      else {
        Issue.record("\(start.iso8601): \(found.dueAt.iso8601)")
        return
      }
    }
  }

  /// The city's limit after an 延期 was asked for at once and granted as it was asked.
  private func granted(
    _ asked: TicketExtension, _ clock: WorkingClock, _ start: Instant
  ) throws -> Clock? {
    var history = try #require(clock.history(at: start))
    for step in [
      TicketCommand.askExtension(asked), .answerExtension(TicketAnswer(isGranted: true)),
    ] {
      let events = try history.decide(
        .ticket(step), by: Cast.officer, at: start, in: Cast.directory, under: .standard)
      history = try #require(
        history.appending(
          events.map {
            RecordedEvent(
              version: history.request.version + 1, at: start, actor: Cast.officer.person, event: $0
            )
          }))
    }
    return DeadlineRules.standard.clocks(for: history.request).first { $0.kind == .statutory }
  }
}
