extension ObligationKind {
  /// 办下一步: the steps by which what is owed on a request is settled, the usual one first; several where the
  /// resident's answer decides. None for what is never owed.
  package func steps(on request: Request) -> [CommandKind] {
    switch self {
    case .firstResponse, .contact: [.respond]
    case .firstContact: request.ticket == nil ? [.respond] : [.contact]
    case .dispatch: request.tier == nil ? [.triage] : [.dispatch]
    case .acceptance: [.accept]
    case .arrival: [.arrive]
    case .resolution, .statutory, .cityOrder, .council: request.stepsOnward
    case .feedback: [.feedback]
    case .confirmation: [.confirm, .reject]
    case .supervision: [.supervise]
    case .resumption: [.resume, .respond]
    case .signing: [.sign]
    case .firstMeeting, .secondMeeting, .thirdMeeting: [.meet]
    case .reply: request.stepsToReply
    case .visit: [.visit]
    case .interim: [.interim]
    case .returnAnswer: [.answerReturn]
    case .extensionAnswer: [.answerExtension]
    case .complexLimit: []
    case .task: [.settleTask, .changeTask]
    case .telling: [.feedback]
    case .inquiry: [.answerInquiry]
    // Done where it is carried: 去向 leads there.
    case .meeting, .carrying, .milestone, .whistle, .undertaking, .mediation: []
    }
  }
}

extension Request {
  /// What moves the work on from where it stands.
  fileprivate var stepsOnward: [CommandKind] {
    if hold != nil { return [.resume, .respond] }
    switch stage {
    case .registered: return ObligationKind.dispatch.steps(on: self)
    case .dispatched: return [.accept]
    case .accepted, .arrived, .supervised, .escalated: return tier == nil ? [.triage] : [.resolve]
    case .resolved, .fedBack:
      if let ticket, ticket.repliedAt == nil { return stepsToReply }
      return stage == .resolved ? [.feedback] : [.confirm, .reject]
    case .rejected: return [.supervise]
    case .replied: return [.visit]
    case .closed, .cancelled, .returned: return []
    }
  }

  /// The meetings that must be recorded before the reply come first.
  fileprivate var stepsToReply: [CommandKind] {
    guard let ticket, ticket.waiver == nil else { return [.reply] }
    return ticket.missingMeetings.contains { $0 != .completion } ? [.meet] : [.reply]
  }
}
