/// What happens to a thing of the duty desk that is no request: a shift, a handover, a round, a meeting, a task.
///
/// Its state is the fold of these. They are kept in one append-only log, in the spelling that `Codable` gives an
/// enumeration; cases and their labels are therefore for ever.
package protocol DutyEvent: Hashable, Codable, Sendable {
  /// What kind of thing it happens to.
  static var stream: DutyStreamKind { get }
  /// Stable name, as written in the log.
  var kind: String { get }
  /// The Chinese word.
  var title: String { get }
}

/// The kinds of things that have a log of their own.
package enum DutyStreamKind: String, CaseIterable, Sendable {
  /// 班次: signing in and out, swaps.
  case shift
  /// 交接班 of a shift.
  case handover
  /// One round of a checklist: 五必查, 夜巡, 每日巡群, 调解 …
  case round
  /// 晨会 of a day.
  case meeting
  /// A task that belongs to no request.
  case task
  /// 换班: asked, agreed.
  case swap
  /// 议题 of the 议事会.
  case agenda
  /// A meeting of the 议事会.
  case council
  /// 微实事.
  case project
  /// 吹哨.
  case whistle
  /// 调解, 潜在矛盾.
  case mediation
}

/// An event as it was recorded.
package struct DutyRecord<Event: DutyEvent>: Hashable, Sendable {
  /// 1 for the first, then without gaps.
  package let version: Int
  /// When it was recorded.
  package let at: Instant
  /// Who did it.
  package let actor: PersonID
  /// What happened.
  package let event: Event

  /// Makes a record.
  package init(version: Int, at: Instant, actor: PersonID, event: Event) {
    self.version = version
    self.at = at
    self.actor = actor
    self.event = event
  }
}
