/// What happens to a shift itself: somebody comes, somebody leaves (签到, 签退).
package enum AttendanceEvent: DutyEvent {
  case signedIn(Arrival)
  case signedOut(Departure)

  package static var stream: DutyStreamKind { .shift }

  package var kind: String {
    switch self {
    case .signedIn: "signedIn"
    case .signedOut: "signedOut"
    }
  }

  package var title: String {
    switch self {
    case .signedIn: "签到"
    case .signedOut: "签退"
    }
  }
}

/// Somebody came. What was planned stands beside it: a later change of the roster makes nobody late.
package struct Arrival: Hashable, Codable, Sendable {
  /// Who.
  package var person: PersonID
  /// When; earlier than it was recorded where it was put down afterwards (补签).
  package var at: Instant
  /// When the shift was to begin.
  package var plannedStart: Instant
  /// When it was to end.
  package var plannedEnd: Instant
  /// What for.
  package var kind: ShiftKind
  /// Whose place they take (顶班), where that was said.
  package var standsInFor: PersonID?
  /// Why somebody who is not on it came, or why it was put down afterwards; may be empty.
  package var reason: String
}

/// Somebody left.
package struct Departure: Hashable, Codable, Sendable {
  /// Who.
  package var person: PersonID
  /// When.
  package var at: Instant
  /// When the shift was to end.
  package var plannedEnd: Instant
  /// Why early, or why it was put down afterwards; may be empty.
  package var reason: String
}

/// What is to be put down of somebody's coming or leaving.
package enum AttendanceCommand: Hashable, Sendable {
  /// 签到.
  case signIn(AttendanceEntry)
  /// 签退.
  case signOut(AttendanceEntry)

  /// The Chinese word.
  package var title: String {
    switch self {
    case .signIn: "签到"
    case .signOut: "签退"
    }
  }
}

/// The particulars of 签到 and 签退.
package struct AttendanceEntry: Hashable, Sendable {
  /// Who came or left.
  package var person: PersonID
  /// When, where it is put down afterwards (补签); nil for now.
  package var at: Instant?
  /// Whose place they take (顶班).
  package var standsInFor: PersonID?
  /// Why.
  package var reason: String

  /// Makes an entry.
  package init(
    _ person: PersonID, at: Instant? = nil, standsInFor: PersonID? = nil, reason: String = ""
  ) {
    self.person = person
    self.at = at
    self.standsInFor = standsInFor
    self.reason = reason
  }
}
