extension DeadlineRules {
  /// 下一步: the one thing that is owed next on an open request; nil once it is closed or cancelled.
  ///
  /// On hold it is to resume, or an earlier limit that no hold stops. Unanswered, it is the answer.
  /// Then the stage decides; where the policy has no limit for its step, the next step that has one.
  /// While the city's limit runs nothing is due later than it.
  package func obligation(for request: Request) -> Obligation? {
    guard request.isOpen else { return nil }
    let running = request.clockSpans.filter { $0.stop == nil }
    func due(_ kind: ObligationKind) -> Instant? {
      running.first { $0.kind == kind }.flatMap { limit(of: $0, in: request)?.due }
    }
    let statutory = due(.statutory)
    if let hold = request.hold {
      var owed = Obligation(.resumption, dueAt: due(.resumption) ?? hold.until, owedBy: .desk)
      for kind in [ObligationKind.firstResponse, .firstContact, .statutory] {
        if let other = due(kind), other < owed.dueAt {
          owed = Obligation(kind, dueAt: other, owedBy: request.owes(kind))
        }
      }
      return owed
    }
    for kind in request.stepsOwed {
      if let own = due(kind) {
        return Obligation(
          kind, dueAt: min(own, statutory ?? own), owedBy: request.owes(kind))
      }
    }
    return unlimited(request, running, statutory)
  }

  /// Nobody set a limit for any step that is left. An open request must not drop out of the queue for
  /// that: it comes up at the end of the next working day.
  private func unlimited(
    _ request: Request, _ running: [ClockSpan], _ statutory: Instant?
  ) -> Obligation {
    let kind = request.stepsOwed.last ?? .resolution
    let span =
      running.first { $0.kind == kind }
      ?? ClockSpan(kind: kind, start: request.receivedAt, startWord: "收到", stop: nil)
    let rule = PolicyRule(kind, .workingDays(1), title: "未设期限", source: "")
    let due = limit(by: rule, of: span, in: request).due
    return Obligation(kind, dueAt: min(due, statutory ?? due), owedBy: request.owes(kind))
  }
}

extension Request {
  /// What is owed, the nearest first.
  fileprivate var stepsOwed: [ObligationKind] {
    let answer: [ObligationKind] =
      respondedAt != nil ? [] : hotline == nil ? [.firstResponse] : [.firstContact]
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
      case .closed, .cancelled: []
      }
    return answer + steps
  }

  /// Who owes a step.
  fileprivate func owes(_ kind: ObligationKind) -> OwedBy {
    switch kind {
    case .acceptance, .arrival, .resolution, .statutory:
      if let handler { return .handler(handler) }
      return stage == .supervised ? .role(.secretary) : .desk
    case .supervision, .council: return .role(.secretary)
    case .firstResponse, .firstContact, .dispatch, .feedback, .confirmation, .resumption, .contact:
      return .desk
    }
  }
}
