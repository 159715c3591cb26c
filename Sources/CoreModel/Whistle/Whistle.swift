/// Names a ``Whistle``.
package typealias WhistleID = Identifier<Whistle>

/// 吹哨: units beyond the committee are called, must turn up by a time, undertake something and are kept after. The
/// fold of its events.
package struct Whistle: Hashable, Sendable, Identifiable {
  /// Globally unique.
  package let id: WhistleID
  /// Everything that happened, oldest first.
  package private(set) var records: [DutyRecord<WhistleEvent>]
  /// How it was blown.
  package let order: WhistleOrder
  /// When it was blown.
  package let blownAt: Instant
  /// Who blew it.
  package let blownBy: PersonID
  /// The units, in the order in which they were called.
  package private(set) var calls: [Call] = []
  /// What they undertook, oldest first.
  package private(set) var undertakings: [Undertaking] = []
  /// Standing measures that came of it.
  package private(set) var measures: [WhistleMeasure] = []
  /// The requests that are in it.
  package private(set) var requests: [FindingRequest]
  /// How often the time to turn up was moved.
  package private(set) var timesMoved = 0
  /// How it ended; nil while it goes on.
  package private(set) var closing: WhistleClosing?
  /// When it ended.
  package private(set) var closedAt: Instant?

  /// A unit that was called.
  package struct Call: Hashable, Sendable {
    /// Which.
    package var unit: WhistleUnit
    /// When it was called.
    package var calledAt: Instant
    /// By when it must have turned up.
    package var dueAt: Instant
    /// When it did; nil while it has not.
    package var checkIn: WhistleCheckIn?
    /// When its absence was reported to the sub-district.
    package var reportedAt: Instant?

    /// Whether it has not turned up.
    package var isMissing: Bool { checkIn == nil }
    /// Whether it came too late, or is late now.
    package func isLate(at now: Instant) -> Bool { (checkIn?.at ?? now) > dueAt }
  }

  /// What a unit undertook, and what became of it.
  package struct Undertaking: Hashable, Sendable {
    /// What.
    package var what: WhistleUndertaking
    /// How often it was put off.
    package var timesPutOff = 0
    /// What became of it; nil while it is owed.
    package var settlement: TaskSettlement?

    /// Whether it is still owed.
    package var isOpen: Bool { settlement == nil }
  }

  /// The whistle that events make; nil when the first does not blow one.
  package init?(id: WhistleID, records: [DutyRecord<WhistleEvent>]) {
    guard let first = records.first, case .blown(let order) = first.event else { return nil }
    self.id = id
    self.records = records
    self.order = order
    blownAt = first.at
    blownBy = first.actor
    requests = order.requests
    call(WhistleSummons(order.units, dueAt: order.dueAt), at: first.at)
    for record in records.dropFirst() { take(record) }
  }

  /// Total: what is recorded has happened.
  private mutating func take(_ record: DutyRecord<WhistleEvent>) {
    switch record.event {
    case .blown, .followed, .supervised: break
    case .called(let summons): call(summons, at: record.at)
    case .moved(let move):
      timesMoved += 1
      for index in calls.indices where calls[index].isMissing { calls[index].dueAt = move.dueAt }
    case .checkedIn(let checkIn):
      guard let index = calls.firstIndex(where: { $0.unit.name == checkIn.unit }) else { return }
      calls[index].checkIn = checkIn
    case .undertook(let what): undertakings.append(Undertaking(what: what))
    case .undertakingSettled(let settlement):
      guard let index = undertakings.firstIndex(where: { $0.what.task == settlement.task })
      else { return }
      undertakings[index].settlement = settlement
    case .undertakingMoved(let change):
      guard let index = undertakings.firstIndex(where: { $0.what.task == change.task })
      else { return }
      if change.dueAt > undertakings[index].what.dueAt { undertakings[index].timesPutOff += 1 }
      undertakings[index].what.dueAt = change.dueAt
      undertakings[index].what.person = change.person
    case .reported(let report):
      for index in calls.indices
      where calls[index].isMissing && report.units.contains(calls[index].unit.name) {
        calls[index].reportedAt = record.at
      }
    case .joined(let more):
      requests += more.filter { new in !requests.contains { $0.id == new.id } }
    case .left(let leaving): requests.removeAll { $0.id == leaving.request.id }
    case .measured(let measure): measures.append(measure)
    case .measureEnded: break
    case .closed(let closing):
      self.closing = closing
      closedAt = record.at
    }
  }

  private mutating func call(_ summons: WhistleSummons, at now: Instant) {
    for unit in summons.units where !calls.contains(where: { $0.unit.name == unit.name }) {
      calls.append(Call(unit: unit, calledAt: now, dueAt: summons.dueAt))
    }
  }

  /// How many events it has.
  package var version: Int { records.count }
  /// Whether it goes on.
  package var isOpen: Bool { closing == nil }
  /// `20261121-01`.
  package var number: String {
    blownAt.day.compactText + "-" + (order.serial < 10 ? "0" : "") + "\(order.serial)"
  }
  /// How requests and tasks name it.
  package var link: OnwardLink { OnwardLink(.whistle, id: id.text, title: order.title) }
  /// Units that have not turned up.
  package var missing: [Call] { calls.filter(\.isMissing) }
  /// Units whose absence nobody has reported.
  package var unreported: [Call] { missing.filter { $0.reportedAt == nil } }
  /// What units still owe, the one due first in front.
  package var owed: [Undertaking] {
    undertakings.filter(\.isOpen).sorted {
      ($0.what.dueAt, $0.what.task) < ($1.what.dueAt, $1.what.task)
    }
  }
  /// What units undertook and did not do.
  package var broken: [Undertaking] {
    undertakings.filter { $0.settlement?.outcome == .dropped }
  }
}

extension Whistle {
  /// What is owed next; nil once it is over. As long as it goes on something is: it cannot be forgotten.
  package func step(under rules: DeadlineRules) -> OnwardStep? {
    guard isOpen else { return nil }
    let keeper = order.keeper
    var steps = missing.map { call in
      guard let reported = call.reportedAt else {
        return OnwardStep(.whistle, "\(call.unit.name)报到", dueAt: call.dueAt, by: keeper)
      }
      return OnwardStep(
        .whistle, "催\(call.unit.name)（已上报街镇）",
        dueAt: WhistleLimit.workingDays(1).due(from: reported, under: rules), by: keeper)
    }
    steps += owed.map {
      OnwardStep(
        .undertaking, "\($0.what.unit)承诺：\($0.what.words.prefix(Whistle.shortWords))",
        dueAt: $0.what.dueAt, by: $0.what.person)
    }
    if let first = steps.min(by: { $0.dueAt < $1.dueAt }) { return first }
    let last = records.last?.at ?? blownAt
    return OnwardStep(
      .whistle, "看效果、收哨", dueAt: WhistleLimit.workingDays(1).due(from: last, under: rules),
      by: keeper)
  }

  /// Characters of an undertaking that a step shows.
  private static let shortWords = 24

  /// Where it stands.
  package enum Phase: Int, CaseIterable, Sendable {
    /// A unit is late, or was reported.
    case unanswered
    /// Units are still to turn up.
    case awaited
    /// Units owe what they undertook.
    case owing
    /// Nothing is owed but its end.
    case ending
    /// It is over.
    case over

    /// The Chinese word.
    package var title: String {
      switch self {
      case .unanswered: "哨响没人到"
      case .awaited: "等报到"
      case .owing: "跟承诺"
      case .ending: "待收哨"
      case .over: "已收哨"
      }
    }
  }

  /// Where it stands at a moment.
  package func phase(at now: Instant) -> Phase {
    guard isOpen else { return .over }
    if missing.contains(where: { $0.reportedAt != nil || $0.isLate(at: now) }) {
      return .unanswered
    }
    if !missing.isEmpty { return .awaited }
    return owed.isEmpty ? .ending : .owing
  }

  /// Where it stands, with how many: 「等报到 1/3」.
  package func standing(at now: Instant) -> String {
    let phase = phase(at: now)
    switch phase {
    case .unanswered: return "\(phase.title) \(missing.count)家"
    case .awaited: return "\(phase.title) \(calls.count - missing.count)/\(calls.count)"
    case .owing: return "\(phase.title) \(owed.count)项"
    case .ending: return phase.title
    case .over: return closing.map { "\($0.result.title)" } ?? phase.title
    }
  }
}
