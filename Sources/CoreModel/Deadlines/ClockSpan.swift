/// From when to when one clock of a request runs, before any policy says how long it may.
struct ClockSpan: Hashable {
  let kind: ObligationKind
  let start: Instant
  /// What it counts from, as the explanation says it: 派单, 响应.
  let startWord: String
  /// When it stopped; nil while it runs.
  let stop: Instant?
  /// Whether it belongs to a round of 督办.
  var supervised = false
  /// When it is due by somebody's word; nil where the policy says.
  var statedDue: Instant?
}

extension ObligationKind {
  /// Whether a hold stops the clock. What was promised to the resident before anything can be held
  /// up, and what the city demands, runs on.
  var standsStillOnHold: Bool {
    switch self {
    case .firstResponse, .firstContact, .statutory, .contact, .resumption, .signing, .cityOrder,
      .returnAnswer, .extensionAnswer, .task, .meeting, .carrying, .milestone, .whistle,
      .undertaking, .mediation, .inquiry:
      false
    default: true
    }
  }
}

extension Request {
  /// The spans of every clock that started, in the order of a request's life.
  ///
  /// Whether a clock still runs is read off the stage, not off the times: with a fixed clock many
  /// steps fall on one instant.
  var clockSpans: [ClockSpan] {
    let spans = [
      firstAnswerSpan, dispatchSpan, acceptanceSpan, arrivalSpan, resolutionSpan, councilSpan,
      feedbackSpan, confirmationSpan, supervisionSpan, resumptionSpan, statutorySpan, contactSpan,
    ]
    return spans.compactMap { $0 } + ticketSpans + taskSpans + onwardSpans + inquirySpans
  }

  /// Closed by the hotline before it went through our hands: what we did not do has no clock.
  var wasClosedElsewhere: Bool { stage == .closed && fedBackAt == nil }

  /// Whether the handling now, or last, is a round of 督办.
  private var isSupervisedRound: Bool {
    guard let supervisedAt else { return false }
    return stage == .supervised || reopenedAt.map { supervisedAt > $0 } ?? true
  }

  private var firstAnswerSpan: ClockSpan? {
    // The import knows when the hotline closed it, not when somebody first called.
    if wasClosedElsewhere, respondedAt == nil { return nil }
    let stop = respondedAt ?? closedAt
    let kind = hotline == nil ? ObligationKind.firstResponse : .firstContact
    // It was closed without an answer; nobody owed one until it was opened again.
    if let reopenedUnansweredAt {
      return ClockSpan(kind: kind, start: reopenedUnansweredAt, startWord: "重开", stop: stop)
    }
    guard let ticket else {
      return ClockSpan(kind: .firstResponse, start: receivedAt, startWord: "收到", stop: stop)
    }
    return ClockSpan(
      kind: .firstContact, start: ticket.roundAt, startWord: "市热线派单",
      stop: ticket.contactedAt ?? ticket.contactGivenUpAt ?? ticket.repliedAt ?? closedAt)
  }

  private var dispatchSpan: ClockSpan? {
    let steps = [firstDispatchedAt, resolvedAt, escalatedAt]
    if wasClosedElsewhere, steps.allSatisfy({ $0 == nil }) { return nil }
    let done = steps.compactMap { $0 }.min()
    var start = receivedAt
    var word = "收到"
    // Dispatched first and answered later, it was the receipt that set the desk to work.
    if let respondedAt, respondedAt > start, respondedAt <= done ?? respondedAt {
      (start, word) = (respondedAt, "响应")
    }
    if let reopenedAt, reopenedAt >= start { (start, word) = (reopenedAt, "重开") }
    return ClockSpan(
      kind: .dispatch, start: start, startWord: word,
      stop: stop(since: start, runningIn: [.registered], steps))
  }

  private var acceptanceSpan: ClockSpan? {
    guard let dispatchedAt else { return nil }
    return ClockSpan(
      kind: .acceptance, start: dispatchedAt, startWord: "派单",
      stop: stop(
        since: dispatchedAt, runningIn: [.dispatched],
        [acceptedAt, arrivedAt, resolvedAt, escalatedAt, rejectedAt]))
  }

  private var arrivalSpan: ClockSpan? {
    guard let dispatchedAt else { return nil }
    return ClockSpan(
      kind: .arrival, start: dispatchedAt, startWord: "派单",
      stop: stop(
        since: dispatchedAt, runningIn: [.dispatched, .accepted],
        [arrivedAt, resolvedAt, escalatedAt, rejectedAt]))
  }

  /// A new dispatch does not stretch what is going on already, unless the 议事会 came between.
  private var resolutionSpan: ClockSpan? {
    guard var start = isSupervisedRound ? supervisedAt : firstDispatchedAt else { return nil }
    var word = isSupervisedRound ? "督办受理" : "派单"
    if let escalatedAt, let dispatchedAt, escalatedAt > start, dispatchedAt >= escalatedAt {
      (start, word) = (dispatchedAt, "议事后派单")
    }
    return ClockSpan(
      kind: .resolution, start: start, startWord: word,
      stop: stop(
        since: start, runningIn: [.dispatched, .accepted, .arrived, .supervised],
        [resolvedAt, escalatedAt]), supervised: isSupervisedRound)
  }

  private var councilSpan: ClockSpan? {
    guard let escalatedAt else { return nil }
    let parts = onward.filter { $0.link.kind.carries && $0.joinedAt >= escalatedAt }
    // What was carried and came back without a result, as from a 微实事 that was cancelled, is the 议事会's anew from
    // then on, unless something else carries it already.
    let back = parts.compactMap { part -> Instant? in
      guard let end = part.endedAt, !part.hasResolved, keptCouncil(part) != nil else { return nil }
      let goesOn = parts.contains { other in
        (other.endedAt.map { $0 > end } ?? true) && keptCouncil(other).map { $0 <= end } ?? false
      }
      return goesOn ? nil : end
    }.max()
    let start = back ?? escalatedAt
    let taken = parts.filter { part in
      guard !part.wasLeft, let back else { return !part.wasLeft }
      return part.hasResolved || part.endedAt.map { $0 > back } ?? true
    }.compactMap(keptCouncil).min()
    return ClockSpan(
      kind: .council, start: start, startWord: back == nil ? "提交议事会" : "回到议事会",
      stop: taken.map { max($0, start) }
        ?? stop(since: start, runningIn: [.escalated], [dispatchedAt, resolvedAt]))
  }

  /// When a part of the request kept the 议事会's clock. What is pressing must be met about within its limit; for the
  /// rest a date within it will do, and a 微实事 may begin without a meeting.
  private func keptCouncil(_ part: Onward) -> Instant? {
    guard part.link.kind == .agenda else { return part.joinedAt }
    return urgency == .normal ? part.startedAt : part.heldAt
  }

  private var feedbackSpan: ClockSpan? {
    guard let resolvedAt else { return nil }
    return ClockSpan(
      kind: resolvedBy == nil ? .feedback : .telling, start: resolvedAt,
      startWord: resolvedBy.map { "\($0.kind.title)「\($0.title)」办结" } ?? "处置完成",
      stop: stop(since: resolvedAt, runningIn: [.resolved], [firstFedBackAt]))
  }

  private var confirmationSpan: ClockSpan? {
    guard let fedBackAt else { return nil }
    return ClockSpan(
      kind: .confirmation, start: fedBackAt, startWord: "反馈",
      stop: stop(since: fedBackAt, runningIn: [.fedBack], [rejectedAt]))
  }

  private var supervisionSpan: ClockSpan? {
    guard let rejectedAt, stage == .rejected || reopenedAt.map({ rejectedAt > $0 }) ?? true else {
      return nil
    }
    return ClockSpan(
      kind: .supervision, start: rejectedAt, startWord: "居民不认可",
      stop: stop(since: rejectedAt, runningIn: [.rejected], [supervisedAt]))
  }

  private var resumptionSpan: ClockSpan? {
    guard isOpen, hold != nil, let heldSince else { return nil }
    return ClockSpan(kind: .resumption, start: heldSince, startWord: "挂起", stop: nil)
  }

  var statutorySpan: ClockSpan? {
    guard let ticket else { return nil }
    // Only a reply that was filed is an answer to the city; tickets that were closed before replies were
    // filed here were answered by telling the resident. What comes after a reopening is ours: the ticket
    // itself was settled before.
    let told = stage == .closed ? firstFedBackAt : nil
    return ClockSpan(
      kind: .statutory, start: ticket.roundAt, startWord: ticket.round > 1 ? "复核派单" : "市热线派单",
      stop: firstSettledAt ?? ticket.repliedAt ?? told ?? closedAt)
  }

  private var contactSpan: ClockSpan? {
    guard isOpen else { return nil }
    // While it was closed nobody owed the resident a word.
    if let reopenedAt, reopenedAt > lastContactAt ?? receivedAt {
      return ClockSpan(kind: .contact, start: reopenedAt, startWord: "重开", stop: nil)
    }
    return ClockSpan(
      kind: .contact, start: lastContactAt ?? receivedAt,
      startWord: lastContactAt == nil ? "收到" : "上次沟通", stop: nil)
  }

  /// The first of the steps that came after the start, or the end of the request.
  private func stop(
    since start: Instant, runningIn stages: Set<RequestStage>, _ steps: [Instant?]
  ) -> Instant? {
    if stages.contains(stage) { return nil }
    return steps.compactMap { $0 }.filter { $0 >= start }.min() ?? closedAt ?? start
  }
}
