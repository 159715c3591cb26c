extension Request {
  /// Why a step of the hotline does not fit how far the ticket has come; nil when it does, and for other steps.
  func ticketRefusal(of kind: CommandKind) -> Refusal? {
    guard CommandKind.ofTickets.contains(kind) else { return nil }
    guard let ticket else { return .outOfTurn("这不是 12345 工单，没有「\(kind.title)」") }
    switch kind {
    case .correctTicket: return nil
    case .visit, .review: return afterReplyRefusal(of: kind, ticket)
    default: break
    }
    if stage == .returned { return .outOfTurn("已经退单，不再办理") }
    guard isOpen else { return .outOfTurn("工单已办结；市里要求重办请记「回访复核」") }
    guard ticket.repliedAt == nil else {
      return .outOfTurn(
        "已于 \(ticket.repliedAt?.clockText ?? "") 回复办结，不能再「\(kind.title)」；请记「回访」或「回访复核」")
    }
    switch kind {
    case .sign:
      return ticket.signedAt.map { .outOfTurn("已于 \($0.clockText) 签收") }
    case .waive:
      if ticket.waiver != nil { return .outOfTurn("书记已经放行") }
      return ticket.missingMeetings.isEmpty ? .outOfTurn("三次见面都记好了，不用放行") : nil
    case .meet:
      let isWhole = MeetingStep.allCases.allSatisfy { ticket.meetings[$0]?.manner != nil }
      return isWhole ? .outOfTurn("三次见面都记好了；记错了请先「撤回」") : nil
    case .reply: return replyRefusal(ticket)
    case .askReturn:
      if ticket.pendingReturn != nil { return .outOfTurn("退单还没有答复，先记下市里怎么说") }
      if ticket.pendingExtension != nil { return .outOfTurn("延期还没有答复，先记下市里怎么说") }
      return ticket.returns.count < TicketReturn.most
        ? nil : .outOfTurn("已经申请过 \(TicketReturn.most) 次退单，不能再退；请办理，或申请延期")
    case .answerReturn:
      return ticket.pendingReturn == nil ? .outOfTurn("没有等待答复的退单") : nil
    case .askExtension:
      if ticket.pendingExtension != nil { return .outOfTurn("延期还没有答复，先记下市里怎么说") }
      return ticket.pendingReturn == nil ? nil : .outOfTurn("退单还没有答复，先记下市里怎么说")
    case .answerExtension:
      return ticket.pendingExtension == nil ? .outOfTurn("没有等待答复的延期") : nil
    default: return nil
    }
  }

  /// 回访 and 回访复核 come after the reply, or after the hotline's own closing.
  private func afterReplyRefusal(of kind: CommandKind, _ ticket: TicketProgress) -> Refusal? {
    if stage == .returned { return .outOfTurn("已经退单，没有「\(kind.title)」") }
    if stage == .closed { return nil }
    guard ticket.repliedAt != nil else {
      return .outOfTurn("工单还没有回复办结，不能记「\(kind.title)」；先填「回复」")
    }
    return nil
  }

  private func replyRefusal(_ ticket: TicketProgress) -> Refusal? {
    if ticket.pendingReturn != nil { return .outOfTurn("退单还没有答复，先记下市里怎么说再回复") }
    if stage == .rejected { return .outOfTurn("居民不认可，须由书记先「督办受理」") }
    // The last meeting may be the answer itself, and then comes with it.
    let early = ticket.missingMeetings.filter { $0 != .completion }
    return ticket.waiver == nil ? Request.gateRefusal(early) : nil
  }

  /// Why a ticket cannot be closed while meetings are missing; nil when none is.
  static func gateRefusal(_ missing: [MeetingStep]) -> Refusal? {
    guard !missing.isEmpty else { return nil }
    let names = missing.map(\.title).joined(separator: "、")
    return .outOfTurn("还差\(names)，不能办结：请先记「见面」（见不到也要写原因），或由书记放行")
  }
}

extension CommandKind {
  /// The steps of the hotline, in the order of a ticket's life.
  package static let ofTickets: [CommandKind] = [
    .sign, .contact, .meet, .interim, .share, .askReturn, .answerReturn, .askExtension,
    .answerExtension, .order, .waive, .reply, .visit, .review, .correctTicket,
  ]
}
