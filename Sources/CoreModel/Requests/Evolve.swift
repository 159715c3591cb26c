extension Request {
  /// The request after one more event. Pure, total, and never refuses: the event has happened.
  package func evolved(by recorded: RecordedEvent) -> Request {
    var next = self
    next.apply(recorded.event, by: recorded.actor, at: recorded.at)
    next.ticket?.apply(recorded.event, by: recorded.actor, at: recorded.at)
    next.version = recorded.version
    return next
  }

  private mutating func apply(_ event: RequestEvent, by actor: PersonID, at now: Instant) {
    switch event {
    case .registered(let registration):
      self.registration = registration
    case .responded:
      respondedAt = respondedAt ?? now
      lastContactAt = now
    case .triaged(let decision):
      tier = decision.tier
      category = decision.category ?? category
      urgency = decision.urgency ?? urgency
      triagedAt = now
    case .dispatched(let dispatch):
      stage = .dispatched
      handler = dispatch.handler
      firstDispatchedAt = firstDispatchedAt ?? now
      dispatchedAt = now
      acceptedAt = nil
      arrivedAt = nil
      resolvedAt = nil
      firstFedBackAt = nil
      fedBackAt = nil
    case .accepted(let acceptance):
      stage = .accepted
      handler = .person(acceptance.by)
      acceptedAt = now
    case .arrived:
      stage = .arrived
      acceptedAt = acceptedAt ?? now
      arrivedAt = now
    case .resolved(let resolution):
      stage = .resolved
      // Whoever settles it on the spot, without a dispatch, has handled it.
      if handler?.person == nil { handler = .person(actor) }
      self.resolution = resolution
      resolvedAt = now
      resolvedBy = nil
      fedBackAt = nil
    case .fedBack:
      stage = .fedBack
      respondedAt = respondedAt ?? now
      firstFedBackAt = firstFedBackAt ?? now
      fedBackAt = now
      lastContactAt = now
    case .confirmed:
      stage = .closed
      closedAt = now
    case .rejected:
      stage = .rejected
      supervisionRounds += 1
      rejectedAt = now
      lastContactAt = now
    case .supervised:
      stage = .supervised
      supervisedAt = now
      resolvedAt = nil
      firstFedBackAt = nil
      fedBackAt = nil
    case .held(let hold):
      self.hold = hold
      heldSince = now
    case .resumed:
      endHold(at: now)
    case .escalated:
      stage = .escalated
      tier = .third
      escalatedAt = now
    case .noted, .phoneRevealed, .undone, .takenOver:
      break
    case .informed(let informing):
      if isAnswered(by: informing) { respondedAt = respondedAt ?? now }
      lastContactAt = now
    case .acknowledged(let reminder):
      acknowledged = reminder
    case .amended(let amendment):
      if amendment.resident != nil {
        formerCallers.add(registration.resident)
        formerCallers.add(event)
      }
      registration.text = amendment.text ?? registration.text
      registration.place = amendment.place ?? registration.place
      registration.resident = amendment.resident ?? registration.resident
      registration.channel = amendment.channel ?? registration.channel
      urgency = amendment.urgency ?? urgency
    case .cancelled:
      stage = .cancelled
      closedAt = now
      endHold(at: now)
    case .reopened:
      stage = .registered
      firstSettledAt = firstSettledAt ?? settledAt
      if respondedAt == nil { reopenedUnansweredAt = now }
      closedAt = nil
      beginRound()
      escalatedAt = nil
      rejectedAt = nil
      supervisedAt = nil
      resolution = nil
      reopenedAt = now
    case .closedByHotline(let closing):
      stage = .closed
      closedAt = closing.at
      endHold(at: now)
    case .linked(let linking):
      main = MainLink(id: linking.main, number: linking.number, at: now, by: actor)
    case .unlinked:
      main = nil
    case .hotlineReconciled(let reconciliation):
      formerCallers.add(event)
      take(reconciliation)
    case .ticket(let event): apply(event, at: now)
    case .task(let event): apply(event, by: actor, at: now)
    case .onward(let event): apply(event, at: now)
    case .inquiry(let event): apply(event, version: version + 1, by: actor, at: now)
    }
  }

  /// When what was owed to the city, or to the resident, was settled before it is opened again: by the reply to a
  /// ticket or the hotline's own closing, whichever came first; else by telling the resident.
  private var settledAt: Instant? {
    guard let replied = ticket?.repliedAt else { return firstFedBackAt ?? closedAt }
    return min(replied, closedAt ?? replied)
  }

  /// Nothing of the handling so far counts for the next round.
  mutating func beginRound() {
    handler = nil
    firstDispatchedAt = nil
    dispatchedAt = nil
    acceptedAt = nil
    arrivedAt = nil
    resolvedAt = nil
    firstFedBackAt = nil
    fedBackAt = nil
    resolvedBy = nil
  }

  mutating func endHold(at now: Instant) {
    if let hold, let heldSince {
      pauses.append(Pause(from: heldSince, to: now, reason: hold.reason))
    }
    hold = nil
    heldSince = nil
  }
}
