extension Request {
  /// What an event of the ticket makes of its request. Total: the event has happened.
  ///
  /// Comes before the ticket's own progress takes the event in.
  mutating func apply(_ event: TicketEvent, at now: Instant) {
    switch event {
    case .contacted(let attempt):
      if attempt.isReached { heard(at: attempt.at) }
    case .met(let meeting):
      if meeting.manner != nil { heard(at: meeting.at) }
    case .replied(let filed): close(with: filed, at: now)
    case .returnAnswered(let answer):
      guard answer.isGranted else { return }
      stage = .returned
      closedAt = now
      endHold(at: now)
    case .visited(let visit): take(visit, at: now)
    case .reviewBegun: beginReview(at: now)
    case .corrected(let correction):
      if let kind = correction.kind { registration.hotline?.kind = kind }
    case .signed, .meetingsWaived, .returnAsked, .extensionAsked, .extensionAnswered, .cityOrdered,
      .shared, .interimReported:
      break
    }
  }

  /// The resident heard from us, then.
  private mutating func heard(at moment: Instant) {
    respondedAt = respondedAt ?? moment
    lastContactAt = max(lastContactAt ?? moment, moment)
  }

  /// The reply closes the work: what was told to the resident stands in it.
  private mutating func close(with filed: FiledReply, at now: Instant) {
    heard(at: min(now, filed.reply.answeredAt ?? now))
    stage = .replied
    if resolution == nil { resolution = Resolution(outcome: filed.reply.points) }
    resolvedAt = resolvedAt ?? now
    firstFedBackAt = firstFedBackAt ?? now
    fedBackAt = now
    endHold(at: now)
  }

  /// A resident who is content closes the ticket, one who is not opens a round of 督办. What is asked about a
  /// ticket that is closed already is kept, and nothing more.
  private mutating func take(_ visit: HotlineVisit, at now: Instant) {
    if stage == .closed { return takeLate(visit, at: now) }
    guard stage == .replied || stage == .fedBack else { return }
    guard visit.isReached, !visit.isRefused else {
      // The city does not ask twice; the desk may.
      if visit.source == .city { close(at: now) }
      return
    }
    heard(at: visit.at)
    guard visit.isRejection else { return close(at: now) }
    reject(at: now)
  }

  /// The city asks after the desk has: who is not content then has the matter taken up again. Tickets that were
  /// closed elsewhere keep the answer, and nothing more.
  private mutating func takeLate(_ visit: HotlineVisit, at now: Instant) {
    guard visit.isRejection, ticket?.repliedAt != nil else { return }
    closedAt = nil
    reject(at: now)
  }

  private mutating func reject(at now: Instant) {
    stage = .rejected
    supervisionRounds += 1
    rejectedAt = now
  }

  private mutating func close(at now: Instant) {
    stage = .closed
    closedAt = now
  }

  /// Everything is owed once more, from the city's new assignment.
  private mutating func beginReview(at now: Instant) {
    stage = .registered
    firstSettledAt = nil
    closedAt = nil
    beginRound()
    escalatedAt = nil
    rejectedAt = nil
    supervisedAt = nil
    resolution = nil
    reopenedAt = now
  }
}
