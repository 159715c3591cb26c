/// What a shift is for.
package enum ShiftKind: String, CaseIterable, Codable, Sendable {
  /// 日间.
  case day
  /// 午间.
  case noon
  /// 错时: the hours after office hours.
  case evening
  /// 周末.
  case weekend
  /// 夜巡.
  case nightPatrol
  /// 节假日.
  case holiday

  /// The Chinese word.
  package var title: String {
    switch self {
    case .day: "日间"
    case .noon: "午间"
    case .evening: "错时"
    case .weekend: "周末"
    case .nightPatrol: "夜巡"
    case .holiday: "节假日"
    }
  }
}

/// 班次: who is at the desk, or on patrol, from when to when. It may run over midnight.
package struct Shift: Hashable, Codable, Sendable, Identifiable {
  /// Globally unique.
  package let id: Identifier<Shift>
  /// Whose desk it is.
  package var neighborhood: NeighborhoodID
  /// From when.
  package var start: Instant
  /// Until when, not included.
  package var end: Instant
  /// What for.
  package var kind: ShiftKind
  /// Who, the one in charge (带班) first.
  package var people: [PersonID]
  /// `主任带班`; may be empty.
  package var note: String

  /// Makes a shift.
  package init(
    id: Identifier<Shift>, neighborhood: NeighborhoodID, start: Instant, end: Instant,
    kind: ShiftKind, people: [PersonID], note: String = ""
  ) {
    self.id = id
    self.neighborhood = neighborhood
    self.start = start
    self.end = end
    self.kind = kind
    self.people = people
    self.note = note
  }

  /// Whether it is on at a moment; the moment at which it ends belongs to the next shift.
  package func isOn(at now: Instant) -> Bool { start <= now && now < end }
}

extension Sequence where Element == Shift {
  /// The shifts that are on at a moment, in their order.
  package func onDuty(at now: Instant) -> [Shift] { filter { $0.isOn(at: now) } }
}
