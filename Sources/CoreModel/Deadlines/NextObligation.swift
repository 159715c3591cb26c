extension DeadlineRules {
  /// 下一步: the one thing that is owed next on an open request; nil once it is closed or cancelled.
  ///
  /// On hold it is to resume, or an earlier limit that no hold stops. Unanswered, it is the answer.
  /// Then the stage decides; where the policy has no limit for its step, the next step that has one.
  /// While the city's limit runs nothing is due later than it. A ticket owes several things side by side: the one
  /// that is due first is next.
  package func obligation(for request: Request) -> Obligation? {
    guard request.isOpen else { return nil }
    let running = request.clockSpans.filter { $0.stop == nil }
    func due(_ kind: ObligationKind) -> Instant? {
      running.first { $0.kind == kind }.flatMap { limit(of: $0, in: request)?.due }
    }
    let statutory = due(.statutory)
    if let hold = request.hold {
      var owed = Obligation(.resumption, dueAt: due(.resumption) ?? hold.until, owedBy: .desk)
      for kind in [ObligationKind.firstResponse, .firstContact, .statutory, .signing, .cityOrder] {
        if let other = due(kind), other < owed.dueAt {
          owed = Obligation(kind, dueAt: other, owedBy: request.owes(kind))
        }
      }
      return owed
    }
    for group in request.stepsOwed {
      let owed = group.compactMap { kind in due(kind).map { (kind: kind, due: $0) } }
      if let first = owed.min(by: { $0.due < $1.due }) {
        let bound = min(first.due, statutory ?? first.due)
        return Obligation(first.kind, dueAt: bound, owedBy: request.owes(first.kind))
      }
    }
    return unlimited(request, running, statutory)
  }

  /// Nobody set a limit for any step that is left. An open request must not drop out of the queue for
  /// that: it comes up at the end of the next working day.
  private func unlimited(
    _ request: Request, _ running: [ClockSpan], _ statutory: Instant?
  ) -> Obligation {
    let kind = request.stepsOwed.last?.last ?? .resolution
    let span =
      running.first { $0.kind == kind }
      ?? ClockSpan(kind: kind, start: request.receivedAt, startWord: "收到", stop: nil)
    let rule = PolicyRule(kind, .workingDays(1), title: "未设期限", source: "")
    let due = limit(by: rule, of: span, in: request).due
    return Obligation(kind, dueAt: min(due, statutory ?? due), owedBy: request.owes(kind))
  }
}

extension Request {
  /// What is owed, the nearest first. Of a group whichever is due first is owed; the first group with a limit
  /// counts.
  fileprivate var stepsOwed: [[ObligationKind]] {
    guard let ticket = ticketOwed else {
      let answer: ObligationKind = hotline == nil ? .firstResponse : .firstContact
      return (respondedAt == nil ? [[answer]] : []) + stageSteps.map { [$0] }
    }
    return ticketSteps(ticket)
  }

  /// A ticket owes several things side by side: to the city, and to the resident who is to be met.
  private func ticketSteps(_ ticket: TicketProgress) -> [[ObligationKind]] {
    if ticket.pendingReturn != nil { return [[.returnAnswer]] }
    if stage == .replied { return [[.visit]] }
    if stage == .rejected { return [[.supervision]] }
    var beginning: [ObligationKind] = ticket.signedAt == nil ? [.signing] : []
    if !ticket.isContactSettled { beginning.append(.firstContact) }
    if ticket.interimAt == nil { beginning.append(.interim) }
    if ticket.repliedAt != nil { return stageSteps.map { [$0] } }
    let begun = beginning.filter { $0 != .interim }
    let meetings = ticket.waiver == nil ? ticket.missingMeetings.first.map(\.obligation) : nil
    let asked: [ObligationKind] = ticket.pendingExtension == nil ? [] : [.extensionAnswer]
    let beside = [meetings, ticket.orders.isEmpty ? nil : .cityOrder].compactMap { $0 } + asked
    if !begun.isEmpty { return [beginning + beside] + stageSteps.map { [$0] } }
    let isDone = stage == .resolved || stage == .fedBack
    let steps: [ObligationKind] = isDone ? [.reply] : stageSteps
    // Of the stage's own steps the first with a limit is the one; what runs beside may be due before it.
    return steps.map { [$0] + beside + (ticket.interimAt == nil ? [.interim] : []) }
  }

  private var stageSteps: [ObligationKind] {
    let steps: [ObligationKind] =
      switch stage {
      case .registered: [.dispatch]
      case .dispatched: [.acceptance, .arrival, .resolution]
      case .accepted: [.arrival, .resolution]
      case .arrived, .supervised: [.resolution]
      case .resolved: [.feedback]
      case .fedBack: [.confirmation]
      case .rejected: [.supervision]
      case .escalated: [.council]
      case .replied: [.visit]
      case .closed, .cancelled, .returned: []
      }
    return steps
  }

  /// Who owes a step.
  fileprivate func owes(_ kind: ObligationKind) -> OwedBy {
    switch kind {
    case .acceptance, .arrival, .resolution, .statutory, .secondMeeting, .thirdMeeting, .interim:
      if let handler { return .handler(handler) }
      return stage == .supervised ? .role(.secretary) : .desk
    case .supervision, .council: return .role(.secretary)
    case .firstResponse, .firstContact, .dispatch, .feedback, .confirmation, .resumption, .contact,
      .signing, .firstMeeting, .reply, .visit, .cityOrder, .returnAnswer, .extensionAnswer,
      .complexLimit:
      return .desk
    }
  }
}
