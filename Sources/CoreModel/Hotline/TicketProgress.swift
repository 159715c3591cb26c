/// How far a ticket of the hotline has come, beside the stage of its request. A part of the request's state:
/// the fold of its events.
package struct TicketProgress: Hashable, Sendable {
  /// 1, and one more with every 回访复核.
  package var round = 1
  /// When the city assigned it, or assigned it anew: the limits of the round count from here.
  package var roundAt: Instant
  /// The limit that the city stated for a later round.
  package var roundDueAt: Instant?
  /// The limit that the city stated at first, once an export stated another; see ``isRestated``.
  package var firstStatedDueAt: Instant?
  /// Whether a later export stated another limit than the first did, or the first that there is.
  package var isRestated = false
  /// The limit that the city granted last in this round (延期); nil where it granted none, or has stated another
  /// since.
  package var grantedDueAt: Instant?
  /// When it was signed for in this round; every step of handling signs, too.
  package var signedAt: Instant?
  /// 先行联系 of this round, in the order in which they were recorded.
  package var attempts: [ContactAttempt] = []
  /// When the caller was first reached in this round.
  package var contactedAt: Instant?
  /// When 先行联系 was given up, after ``ContactAttempt/attemptsBeforeGivingUp`` attempts.
  package var contactGivenUpAt: Instant?
  /// Whether the caller was added on WeChat, in whichever round.
  package var hasWeChat = false
  /// 三见面 of this round.
  package var meetings: [MeetingStep: Meeting] = [:]
  /// 书记放行: why this round may be closed without all meetings, when and by whom.
  package var waiver: Waiver?
  /// Every reply that was filed, the newest last.
  package var replies: [Filed] = []
  /// When the reply of this round was filed.
  package var repliedAt: Instant?
  /// 退单, the newest last.
  package var returns: [Asked<TicketReturn>] = []
  /// 延期, the newest last.
  package var extensions: [Asked<TicketExtension>] = []
  /// 督办单, the newest last.
  package var orders: [CityOrder] = []
  /// Those of them that belong to this round.
  package var roundOrders: [CityOrder] = []
  /// 回访, the newest last.
  package var visits: [HotlineVisit] = []
  /// Those of them since this round was done with; none once a 回访复核 has begun.
  package var roundVisits: [HotlineVisit] = []
  /// 转办 and 协办, the newest last.
  package var sharings: [TicketSharing] = []
  /// 中途汇报 of this round.
  package var interimAt: Instant?
  /// What was corrected of the ticket.
  package var correction = TicketCorrection()

  /// A permission to close without all meetings.
  package struct Waiver: Hashable, Sendable {
    /// Why.
    package let reason: String
    /// When.
    package let at: Instant
    /// By whom.
    package let by: PersonID
  }

  /// A reply that was filed.
  package struct Filed: Hashable, Sendable {
    /// What was filed.
    package let reply: FiledReply
    /// In which round.
    package let round: Int
    /// When.
    package let at: Instant
    /// By whom.
    package let by: PersonID
  }

  /// Something that was asked of the city, and the answer once there is one.
  package struct Asked<What: Hashable & Sendable>: Hashable, Sendable {
    /// What was asked.
    package let what: What
    /// In which round.
    package let round: Int
    /// When.
    package let at: Instant
    /// By whom.
    package let by: PersonID
    /// What was said to it.
    package var answer: TicketAnswer?
    /// When it was said.
    package var answeredAt: Instant?
    /// When it was over without an answer: the ticket was replied to, closed, or began anew.
    package var lapsedAt: Instant?

    /// Whether an answer is still waited for.
    package var isPending: Bool { answer == nil && lapsedAt == nil }
  }

  init(assignedAt: Instant) {
    roundAt = assignedAt
  }

  /// The meetings of this round that are not recorded, in their order.
  package var missingMeetings: [MeetingStep] {
    MeetingStep.allCases.filter { meetings[$0] == nil }
  }

  /// Whether nobody need be contacted first any more.
  package var isContactSettled: Bool { contactedAt != nil || contactGivenUpAt != nil }

  /// A 退单 that waits for its answer.
  package var pendingReturn: Asked<TicketReturn>? {
    returns.last.flatMap { $0.isPending ? $0 : nil }
  }

  /// A 延期 that waits for its answer.
  package var pendingExtension: Asked<TicketExtension>? {
    extensions.last.flatMap { $0.isPending ? $0 : nil }
  }
}

extension TicketProgress {
  /// What happens to the ticket by an event of its request. Total: the event has happened.
  mutating func apply(_ event: RequestEvent, by actor: PersonID, at now: Instant) {
    if event.takesTicketOn { signedAt = signedAt ?? now }
    switch event {
    // An earlier release had no other word for 先行联系.
    case .responded: contactedAt = contactedAt ?? now
    case .closedByHotline, .reopened: lapse(at: now)
    case .ticket(let own): apply(own, by: actor, at: now)
    default: break
    }
  }

  private mutating func apply(_ event: TicketEvent, by actor: PersonID, at now: Instant) {
    switch event {
    case .signed: signedAt = signedAt ?? now
    case .contacted(let attempt): take(attempt)
    case .met(let meeting):
      meetings[meeting.step] = meeting
      if meeting.manner != nil { contactedAt = contactedAt ?? meeting.at }
    case .meetingsWaived(let remark): waiver = Waiver(reason: remark.text, at: now, by: actor)
    case .replied(let filed):
      replies.append(Filed(reply: filed, round: round, at: now, by: actor))
      repliedAt = now
      roundVisits = []
      lapse(at: now)
    case .returnAsked(let what):
      returns.append(Asked(what: what, round: round, at: now, by: actor))
    case .returnAnswered(let answer): TicketProgress.answer(&returns, answer, now)
    case .extensionAsked(let what):
      extensions.append(Asked(what: what, round: round, at: now, by: actor))
    case .extensionAnswered(let answer):
      TicketProgress.answer(&extensions, answer, now)
      if answer.isGranted { grantedDueAt = answer.dueAt ?? extensions.last?.what.dueAt }
    case .visited(let visit):
      visits.append(visit)
      roundVisits.append(visit)
    case .reviewBegun(let review): begin(review, at: now)
    case .cityOrdered(let order):
      orders.append(order)
      roundOrders.append(order)
    case .shared(let sharing): sharings.append(sharing)
    case .interimReported: interimAt = interimAt ?? now
    case .corrected(let new): correction.merge(new)
    }
  }

  private mutating func take(_ attempt: ContactAttempt) {
    attempts.append(attempt)
    hasWeChat = hasWeChat || attempt.addedWeChat
    if attempt.isReached {
      contactedAt = contactedAt ?? attempt.at
    } else if attempts.count(where: { !$0.isReached }) >= ContactAttempt.attemptsBeforeGivingUp {
      contactGivenUpAt = contactGivenUpAt ?? attempt.at
    }
  }

  private mutating func begin(_ review: ReviewRound, at now: Instant) {
    lapse(at: now)
    round += 1
    firstStatedDueAt = nil
    isRestated = false
    roundVisits = []
    roundOrders = []
    roundAt = review.at
    roundDueAt = review.dueAt
    grantedDueAt = nil
    signedAt = nil
    attempts = []
    contactedAt = nil
    contactGivenUpAt = nil
    meetings = [:]
    waiver = nil
    repliedAt = nil
    interimAt = nil
  }

  /// The city states another limit: its newest word counts, and what it said first stays in sight (原时限).
  mutating func restate(from stated: Instant?, to new: Instant?) {
    if !isRestated { firstStatedDueAt = round > 1 ? roundDueAt : stated }
    isRestated = true
    grantedDueAt = nil
    if round > 1 { roundDueAt = new }
  }

  /// What was asked of the city and not answered is over.
  private mutating func lapse(at now: Instant) {
    for index in returns.indices where returns[index].isPending { returns[index].lapsedAt = now }
    for index in extensions.indices where extensions[index].isPending {
      extensions[index].lapsedAt = now
    }
  }

  private static func answer<What>(
    _ asked: inout [Asked<What>], _ answer: TicketAnswer, _ now: Instant
  ) {
    guard let last = asked.indices.last else { return }
    asked[last].answer = answer
    asked[last].answeredAt = now
  }
}

extension TicketCorrection {
  fileprivate mutating func merge(_ new: TicketCorrection) {
    kind = new.kind ?? kind
    isAnonymous = new.isAnonymous ?? isAnonymous
    isConfidential = new.isConfidential ?? isConfidential
    isPublic = new.isPublic ?? isPublic
    role = new.role ?? role
    reason = new.reason
  }
}

extension RequestEvent {
  /// Whether whoever did it has taken the ticket on, signed for or not.
  fileprivate var takesTicketOn: Bool {
    switch self {
    case .responded, .dispatched, .accepted, .arrived, .resolved, .fedBack, .escalated,
      .ticket(.contacted), .ticket(.met), .ticket(.replied), .ticket(.returnAsked),
      .ticket(.extensionAsked), .ticket(.shared), .ticket(.interimReported):
      true
    default: false
    }
  }
}

extension Request {
  /// Where the ticket stands in the inbox; nil when it is no ticket or nothing is owed on it.
  package var ticketState: TicketState? {
    guard ticket != nil, isOpen else { return nil }
    if stage == .replied { return .toVisit }
    guard let ticket = ticketOwed else { return .inProgress }
    if ticket.pendingReturn != nil { return .returning }
    if ticket.pendingExtension != nil { return .extending }
    if ticket.round > 1, ticket.repliedAt == nil { return .review }
    if ticket.signedAt == nil { return .toSign }
    if !ticket.isContactSettled { return .toContact }
    let isDone = stage == .resolved || stage == .fedBack
    return isDone && ticket.repliedAt == nil ? .toReply : .inProgress
  }

  /// The kind that limits go by: a later round is what the city looks at a second time.
  package var limitKind: TicketKind? {
    guard let hotline else { return nil }
    if let ticket, ticket.round > 1 { return .supervision }
    return hotline.kind
  }
}
