/// 诉求: the one kind of case. A value that is the fold of its events; see ``RequestHistory``.
package struct Request: Hashable, Sendable {
  /// Globally unique.
  package let id: RequestID
  /// The version of its newest event.
  package var version: Int
  /// What was written down when it came in; ``RequestEvent/amended(_:)`` changes it here.
  package var registration: Registration
  /// How far it has come.
  package var stage: RequestStage

  /// How pressing it is now.
  package var urgency: Urgency
  /// The tier, once a person decided it.
  package var tier: Tier?
  /// What it is about, once a person decided it.
  package var category: Category?
  /// 承办人.
  package var handler: Handler?

  /// When the resident was first answered.
  package var respondedAt: Instant?
  /// When it was last graded.
  package var triagedAt: Instant?
  /// When it was first dispatched since it came in or was reopened: 派单 was owed until then.
  package var firstDispatchedAt: Instant?
  /// When it was last dispatched.
  package var dispatchedAt: Instant?
  /// When the handler took it.
  package var acceptedAt: Instant?
  /// When somebody was on site.
  package var arrivedAt: Instant?
  /// When the work was done.
  package var resolvedAt: Instant?
  /// When the resident was first told the result of this round: 反馈 was owed until then.
  package var firstFedBackAt: Instant?
  /// When the resident was last told the result.
  package var fedBackAt: Instant?
  /// When it was closed or cancelled.
  package var closedAt: Instant?
  /// When it was sent to the 议事会.
  package var escalatedAt: Instant?
  /// When the resident last heard from us.
  package var lastContactAt: Instant?

  /// The reminder that was last acknowledged.
  package var acknowledged: Reminder?

  /// The newest resolution.
  package var resolution: Resolution?
  /// The hold that is on now, and since when.
  package var hold: Hold?
  /// When the hold that is on now began.
  package var heldSince: Instant?
  /// Holds that ended.
  package var pauses: [Pause] = []
  /// Rounds of 督办 so far: how often the resident did not accept.
  package var supervisionRounds = 0
  /// When the resident last did not accept.
  package var rejectedAt: Instant?
  /// When the 书记 last took it up.
  package var supervisedAt: Instant?
  /// When it was last reopened; the clocks of handling count from there.
  package var reopenedAt: Instant?
  /// When its first round was settled, once it was reopened: the resident told, or closed without that.
  /// What the city demanded of it ended there.
  package var firstSettledAt: Instant?
  /// When it was last reopened without ever having been answered; the first answer is owed from there.
  package var reopenedUnansweredAt: Instant?
  /// The main request that it is linked to (并件); nil when it stands alone or is a main one itself.
  package var main: MainLink?
  /// How far the hotline's ticket has come; nil for what is none.
  package var ticket: TicketProgress?
  /// 交办 that belong to it, those that are settled too, in the order in which they were decided.
  package var tasks: [DeskTask] = []
  /// 去向: what it is or was a part of beyond the desk, in the order in which it joined.
  package var onward: [Onward] = []
  /// What resolved it beyond the desk; nil when the desk did.
  package var resolvedBy: OnwardLink?
  /// 督办问询 on it, in the order in which they were asked.
  package var inquiries: [Inquiry] = []
  /// Names and numbers that its caller was written with at some time.
  var formerCallers = CallerTraces()

  /// A stretch of time during which our own clocks stood still.
  package struct Pause: Hashable, Codable, Sendable {
    /// When it began.
    package let from: Instant
    /// When it ended.
    package let to: Instant
    /// Why.
    package let reason: String

    /// Makes a pause.
    package init(from: Instant, to: Instant, reason: String) {
      self.from = from
      self.to = to
      self.reason = reason
    }
  }

  /// The request as its registration makes it.
  package init(id: RequestID, registration: Registration, at: Instant) {
    self.id = id
    self.registration = registration
    version = 1
    stage = .registered
    urgency = registration.urgency
    ticket = registration.hotline.map { TicketProgress(assignedAt: $0.assignedAt) }
  }

  /// Its number: `20261121-007`.
  package var number: String { registration.number }
  /// When it came in.
  package var receivedAt: Instant { registration.receivedAt }
  /// The hotline's ticket, if it came from there.
  package var hotline: HotlineTicket? { registration.hotline }
  /// Whether something is still owed.
  package var isOpen: Bool { stage.isOpen }
  /// The hotline's ticket while the city waits for it; nil for what is none, and for one that was settled once
  /// and is open again for our own sake.
  package var ticketOwed: TicketProgress? { firstSettledAt == nil ? ticket : nil }

  /// The one word for lists.
  package var status: RequestStatus {
    if stage.isOpen, hold != nil { return .held }
    return switch stage {
    case .registered:
      respondedAt == nil ? .registered : tier == nil ? .responded : .triaged
    case .dispatched: .dispatched
    case .accepted: .accepted
    case .arrived: .arrived
    case .resolved: .resolved
    case .fedBack: .fedBack
    case .rejected: .rejected
    case .supervised: .supervised
    case .escalated: .escalated
    case .closed: .closed
    case .cancelled: .cancelled
    case .replied: .replied
    case .returned: .returned
    }
  }
}
