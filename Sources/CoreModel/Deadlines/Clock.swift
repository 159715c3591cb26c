/// What kind of time a clock counts.
package enum ClockBasis: String, Codable, Sendable {
  /// 自然时间: it runs day and night.
  case wall
  /// 值班时间: it runs while the desk is staffed (错时 hours).
  case duty
  /// 工作日: the State Council's calendar with 调休.
  case working
}

/// 时限: one clock of a request, derived from its events and the policy; nothing of it is stored.
package struct Clock: Hashable, Sendable {
  /// What it measures.
  package var kind: ObligationKind
  /// What kind of time it counts.
  package var basis: ClockBasis
  /// From when.
  package var startedAt: Instant
  /// By when, pauses included.
  package var dueAt: Instant
  /// By when, had there been no pause (原时限).
  package var originallyDueAt: Instant
  /// When the thing was done, if it was.
  package var stoppedAt: Instant?
  /// Why it is due then: 「为什么是这个时间」.
  package var explanation: String

  /// Makes a clock.
  package init(
    kind: ObligationKind, basis: ClockBasis, startedAt: Instant, dueAt: Instant,
    originallyDueAt: Instant, stoppedAt: Instant?, explanation: String
  ) {
    self.kind = kind
    self.basis = basis
    self.startedAt = startedAt
    self.dueAt = dueAt
    self.originallyDueAt = originallyDueAt
    self.stoppedAt = stoppedAt
    self.explanation = explanation
  }

  /// Whether it was kept, is missed, or still runs.
  package func isMissed(at now: Instant) -> Bool { (stoppedAt ?? now) > dueAt }
}
