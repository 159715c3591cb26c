import Testing

@testable import CoreModel

/// A moment in Shanghai, `2026-11-21 19:42`; a test that misspells one fails at once.
func shanghai(
  _ text: String, _ location: SourceLocation = #_sourceLocation
) -> Instant {
  guard let instant = Instant(iso8601: text) else {
    Issue.record("not a moment: \(text)", sourceLocation: location)
    return Instant(milliseconds: 0)
  }
  return instant
}

/// Numbers that are the same in every run.
struct DeadlineDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A request told step by step: what happened and when.
struct DeadlineStory {
  static let desk = PersonID("desk")
  static let crew = PersonID("crew")
  private(set) var events: [RecordedEvent] = []

  init(
    _ received: String, _ urgency: Urgency = .normal, channel: Channel = .weChatGroup,
    ticket: TicketKind? = nil, statedDue: String? = nil
  ) {
    let at = shanghai(received)
    let hotline = ticket.map {
      HotlineTicket(
        number: "T1", kind: $0, kindText: $0.title, assignedAt: at,
        statedDueAt: statedDue.map { shanghai($0) })
    }
    let registration = Registration(
      number: "20261121-001", neighborhood: NeighborhoodID("n"), text: "楼道灯不亮", channel: channel,
      urgency: urgency, firstReceiver: DeadlineStory.desk, receivedAt: at, hotline: hotline)
    add(.registered(registration), at)
  }

  private mutating func add(_ event: RequestEvent, _ at: Instant) {
    events.append(
      RecordedEvent(version: events.count + 1, at: at, actor: DeadlineStory.desk, event: event))
  }

  func then(_ at: String, _ event: RequestEvent) -> DeadlineStory {
    var next = self
    next.add(event, shanghai(at))
    return next
  }

  func responded(_ at: String) -> DeadlineStory { then(at, .responded(Remark())) }
  func graded(_ at: String, _ tier: Tier) -> DeadlineStory {
    then(at, .triaged(TriageDecision(tier: tier)))
  }
  func dispatched(_ at: String) -> DeadlineStory {
    then(at, .dispatched(Dispatch(to: .person(DeadlineStory.crew))))
  }
  func accepted(_ at: String) -> DeadlineStory {
    then(at, .accepted(Acceptance(by: DeadlineStory.crew)))
  }
  func arrived(_ at: String) -> DeadlineStory { then(at, .arrived(Remark())) }
  func resolved(_ at: String) -> DeadlineStory { then(at, .resolved(Resolution(outcome: "已修"))) }
  func fedBack(_ at: String) -> DeadlineStory { then(at, .fedBack(Feedback("已修好", by: .phone))) }
  func rejected(_ at: String) -> DeadlineStory { then(at, .rejected(Remark("还是不亮"))) }
  func supervised(_ at: String) -> DeadlineStory { then(at, .supervised(Remark("今日办结"))) }
  func confirmed(_ at: String) -> DeadlineStory { then(at, .confirmed(Remark())) }
  func escalated(_ at: String) -> DeadlineStory { then(at, .escalated(Remark("涉及多户"))) }
  func reopened(_ at: String) -> DeadlineStory { then(at, .reopened(Remark("又坏了"))) }
  func held(_ at: String, until: String) -> DeadlineStory {
    then(at, .held(Hold(reason: "等配件", until: shanghai(until))))
  }
  func resumed(_ at: String) -> DeadlineStory { then(at, .resumed(Remark())) }

  /// Answered, graded and dispatched within the minute.
  static func underWay(
    _ at: String, _ tier: Tier, _ urgency: Urgency = .normal
  ) -> DeadlineStory {
    DeadlineStory(at, urgency).responded(at).graded(at, tier).dispatched(at)
  }

  var request: Request {
    get throws { try #require(RequestHistory(id: RequestID("r"), events: events)).request }
  }

  func due(
    _ kind: ObligationKind, _ rules: DeadlineRules = .standard
  ) throws -> Instant? {
    try clock(kind, rules)?.dueAt
  }

  func clock(_ kind: ObligationKind, _ rules: DeadlineRules = .standard) throws -> Clock? {
    rules.clocks(for: try request).first { $0.kind == kind }
  }

  /// `派单 2026-11-21T09:30`, or nil when nothing is owed.
  func owed(_ rules: DeadlineRules = .standard) throws -> String? {
    rules.obligation(for: try request).map { "\($0.kind.title) \($0.dueAt.iso8601.prefix(16))" }
  }
}
