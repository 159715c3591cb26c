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
      for kind in [
        ObligationKind.firstResponse, .firstContact, .statutory, .signing, .cityOrder,
        .returnAnswer, .extensionAnswer, .interim, .task, .inquiry, .meeting, .carrying,
        .milestone, .whistle, .undertaking, .mediation,
      ] {
        if let other = due(kind), other < owed.dueAt {
          owed = Obligation(kind, dueAt: other, owedBy: request.owes(kind))
        }
      }
      return owed
    }
    // What was late already when somebody was told to see to it is what they are seeing to; but no decision of ours
    // answers the resident, or the city.
    let decidedAt = due(.task) == nil ? nil : request.openTasks.first?.decidedAt
    for group in request.stepsOwed {
      let beside = group.beside + DeadlineRules.besideTheDesk
      var owed = beside.compactMap { kind in due(kind).map { (kind: kind, due: $0) } }
      for kind in group.inOrder {
        guard let own = due(kind) else { continue }
        // Before what runs beside it and is due at the same moment.
        owed.insert((kind, own), at: 0)
        break
      }
      if let decidedAt, let task = due(.task) {
        owed =
          owed.filter { $0.due > decidedAt || DeadlineRules.beyondDecisions.contains($0.kind) }
          + [(.task, task)]
      }
      if let first = owed.min(by: { $0.due < $1.due }) {
        let bound = min(first.due, statutory ?? first.due)
        return Obligation(first.kind, dueAt: bound, owedBy: request.owes(first.kind))
      }
    }
    return unlimited(request, running, statutory)
  }

  /// What others wait for, however late it is and whatever a meeting decides.
  private static let beyondDecisions: Set<ObligationKind> = [
    .firstResponse, .firstContact, .signing, .cityOrder, .interim, .inquiry,
  ]

  /// What runs beside whatever the desk itself owes.
  private static let besideTheDesk: [ObligationKind] = [
    .inquiry, .meeting, .carrying, .milestone, .whistle, .undertaking, .mediation,
  ]

  /// Nobody set a limit for any step that is left. An open request must not drop out of the queue for
  /// that: it comes up at the end of the next working day.
  private func unlimited(
    _ request: Request, _ running: [ClockSpan], _ statutory: Instant?
  ) -> Obligation {
    let kind = request.stepsOwed.last?.inOrder.last ?? .resolution
    let span =
      running.first { $0.kind == kind }
      ?? ClockSpan(
        kind: kind, start: request.lastMovedOnward ?? request.receivedAt, startWord: "收到",
        stop: nil)
    let rule = PolicyRule(kind, .workingDays(1), title: "未设期限", source: "")
    let due = limit(by: rule, of: span, in: request).due
    return Obligation(kind, dueAt: min(due, statutory ?? due), owedBy: request.owes(kind))
  }
}

extension Request {
  /// When what is at the 议事会 last moved there: before that nobody could be late with what comes next.
  fileprivate var lastMovedOnward: Instant? {
    guard stage == .escalated, let escalatedAt else { return nil }
    return onward.filter { $0.link.kind.carries }
      .flatMap { [$0.joinedAt, $0.startedAt, $0.heldAt, $0.endedAt] }
      .compactMap { $0 }.reduce(escalatedAt, max)
  }

  /// What is owed, the nearest first: the first group in which something has a limit counts.
  fileprivate var stepsOwed: [StepsOwed] {
    guard let ticket = ticketOwed else {
      let answer: ObligationKind = hotline == nil ? .firstResponse : .firstContact
      return [StepsOwed(inOrder: (respondedAt == nil ? [answer] : []) + stageSteps)]
    }
    return ticketSteps(ticket)
  }

  /// A ticket owes several things side by side: to the city, and to the resident who is to be met.
  private func ticketSteps(_ ticket: TicketProgress) -> [StepsOwed] {
    if ticket.repliedAt != nil || stage == .rejected { return [StepsOwed(inOrder: stageSteps)] }
    var beginning: [ObligationKind] = ticket.signedAt == nil ? [.signing] : []
    if !ticket.isContactSettled { beginning.append(.firstContact) }
    if ticket.pendingReturn != nil {
      // Whether it is ours or not, the caller waits for a word, and the city for what it presses for.
      let beside = beginning + (ticket.roundOrders.isEmpty ? [] : [.cityOrder])
      return [StepsOwed(inOrder: [.returnAnswer], beside: beside)]
    }
    var beside: [ObligationKind] = []
    if ticket.waiver == nil, let missing = ticket.missingMeetings.first {
      beside.append(missing.obligation)
    }
    if !ticket.roundOrders.isEmpty { beside.append(.cityOrder) }
    if ticket.interimAt == nil { beside.append(.interim) }
    if ticket.pendingExtension != nil { beside.append(.extensionAnswer) }
    let isDone = stage == .resolved || stage == .fedBack
    let steps = StepsOwed(inOrder: isDone ? [.reply] : stageSteps, beside: beside)
    // Nobody dispatches what nobody has signed for and whose caller nobody has spoken to.
    return beginning.isEmpty
      ? [steps] : [StepsOwed(inOrder: [], beside: beginning + beside), steps]
  }

  private var stageSteps: [ObligationKind] {
    let steps: [ObligationKind] =
      switch stage {
      case .registered: [.dispatch]
      case .dispatched: [.acceptance, .arrival, .resolution]
      case .accepted: [.arrival, .resolution]
      case .arrived, .supervised: [.resolution]
      case .resolved: [resolvedBy == nil ? .feedback : .telling]
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
    case .meeting, .carrying, .milestone, .whistle, .undertaking, .mediation:
      return ownerBeyondDesk(kind)
    case .task: return openTasks.first.map { .handler(.person($0.person)) } ?? .desk
    case .firstResponse, .firstContact, .dispatch, .feedback, .confirmation, .resumption, .contact,
      .signing, .firstMeeting, .reply, .visit, .cityOrder, .returnAnswer, .extensionAnswer,
      .complexLimit, .telling, .inquiry:
      return .desk
    }
  }
}

/// Things that are owed at one time.
private struct StepsOwed {
  /// One after the other: the first that has a limit is owed.
  var inOrder: [ObligationKind]
  /// Beside it, in any order: whichever is due first is next.
  var beside: [ObligationKind] = []
}
