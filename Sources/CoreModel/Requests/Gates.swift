extension RequestHistory {
  /// Why a command cannot be given now, before its particulars are known; nil when it can.
  ///
  /// Menus grey a command out by this, and ``decide(_:by:at:)`` refuses by it: there is one gate.
  /// - Parameter kin: 主件 and 并件 around it; without them, what depends on them is not asked.
  package func refusal(
    of kind: CommandKind, by actor: Actor, beside kin: Kinship = .none
  ) -> Refusal? {
    let allowed = Permissions.roles(for: kind)
    guard allowed.contains(actor.role) else {
      return .notPermitted(kind, role: actor.role, allowed: allowed)
    }
    return request.turnRefusal(of: kind) ?? ownWorkRefusal(of: kind, by: actor)
      ?? (kind == .undo ? undoRefusal(by: actor) : nil) ?? linkRefusal(of: kind, beside: kin)
      ?? (kind == .revealPhone ? revealRefusal(by: actor) : nil)
  }

  /// The crew records only its own work; the desk may record for anybody, crews phone in.
  private func ownWorkRefusal(of kind: CommandKind, by actor: Actor) -> Refusal? {
    let own: [CommandKind] = [.accept, .arrive, .resolve, .contact, .meet, .interim]
    guard own.contains(kind), !Permissions.desk.contains(actor.role) else { return nil }
    switch request.handler {
    case .person(actor.person): return nil
    case .pool(let crew) where crew.members.contains(actor.role): return nil
    default: return .outOfTurn("这件诉求没有派给您，由承办人或值班台记录")
    }
  }

  private func undoRefusal(by actor: Actor) -> Refusal? {
    guard let step = lastStep else { return .outOfTurn("没有可以撤回的步骤") }
    switch step.event {
    case .registered:
      return .outOfTurn("刚登记的诉求不能撤回；登记错了请用「更正」或「撤销」")
    case .fedBack:
      return .outOfTurn("已经告知居民，不能撤回；可以重新派单、再次反馈或写备注说明")
    case .closedByHotline:
      return .outOfTurn("这是市热线的办结记录，不能撤回")
    case .hotlineReconciled:
      return .outOfTurn("导入差异已经核对，不能撤回；要改请用「更正」，或按下一次导出再核对")
    case .onward(let own):
      return .outOfTurn(
        "上一步是\(own.link.kind.title)「\(own.link.title)」的记录，不能在这里撤回；请按 > 到那里去改")
    case .inquiry: return .outOfTurn("督办的问与答不能撤回；要补充请再答复，或写备注")
    case .ticket(let own) where own.hasLeft:
      return .outOfTurn("「\(own.title)」已经报给市热线，不能撤回；有了答复请记答复，要说明请写备注")
    default: break
    }
    guard step.actor == actor.person || actor.role == .director || actor.role == .secretary else {
      return .outOfTurn("上一步是别人记录的，由本人、主任或书记撤回")
    }
    return nil
  }
}

extension Request {
  /// Why a command does not fit how far the request has come.
  fileprivate func turnRefusal(of kind: CommandKind) -> Refusal? {
    if CommandKind.ofTickets.contains(kind) {
      return ticketRefusal(of: kind) ?? carryingRefusal(of: kind) ?? holdRefusal(of: kind)
    }
    if CommandKind.ofTasks.contains(kind) { return taskRefusal(of: kind) }
    if CommandKind.ofInquiries.contains(kind) { return inquiryRefusal(of: kind) }
    let closedWord = stage == .cancelled ? "已撤销" : stage == .returned ? "已退单" : "已办结"
    switch kind {
    case .note: return nil
    case .undo, .inform: return nil
    // Open or closed, at any time.
    case .link, .unlink: return nil
    case .reconcile:
      return hotline == nil ? .outOfTurn("这不是 12345 工单，没有导出可核对") : nil
    case .revealPhone:
      return registration.resident.phone == nil ? .outOfTurn("没有登记电话") : nil
    case .reopen:
      if stage == .returned { return .outOfTurn("已经退单，不归本居办理，不能重开") }
      return isOpen ? .outOfTurn("诉求还没有办结，不用重开") : nil
    default:
      guard isOpen else { return .outOfTurn("诉求\(closedWord)；要继续办理请先「重开」") }
    }
    if let refusal = carryingRefusal(of: kind) ?? holdRefusal(of: kind) { return refusal }
    if stage == .replied, let refusal = repliedRefusal(of: kind) { return refusal }
    return openTurnRefusal(of: kind)
  }

  /// What does not move the handling on goes on while a request is on hold.
  private func holdRefusal(of kind: CommandKind) -> Refusal? {
    let goesOn: [CommandKind] = [
      .resume, .amend, .cancel, .respond, .acknowledge, .sign, .contact, .meet, .interim,
      .askReturn, .answerReturn, .askExtension, .answerExtension, .order, .correctTicket,
    ]
    return hold == nil || goesOn.contains(kind) ? nil : .outOfTurn("诉求已挂起，请先「恢复」")
  }

  /// The reply has gone to the city: only 回访 is left to do.
  private func repliedRefusal(of kind: CommandKind) -> Refusal? {
    switch kind {
    case .amend, .acknowledge, .respond: nil
    case .confirm, .reject: .outOfTurn("工单已经回复；居民认可不认可，请记「回访」")
    case .cancel: .outOfTurn("12345 工单须按热线流程办结，不能撤销")
    default: .outOfTurn("工单已经回复办结，只差「回访」")
    }
  }

  private func openTurnRefusal(of kind: CommandKind) -> Refusal? {
    switch kind {
    case .respond:
      guard let ticket = ticketOwed, !ticket.isContactSettled, ticket.repliedAt == nil else {
        return nil
      }
      return .outOfTurn("12345 工单的第一次答复请记「先行联系」：已联、未联和内容都要报给市热线")
    case .triage:
      return [.resolved, .fedBack, .escalated].contains(stage)
        ? .outOfTurn("已\(stage == .escalated ? "提交议事会" : "处置完成")，不再改级") : nil
    case .dispatch:
      if tier == nil { return .outOfTurn("请先「分级」再派单") }
      return stage == .rejected ? .outOfTurn("居民不认可，须由书记先「督办受理」再派单") : nil
    case .accept:
      return stage == .dispatched
        ? nil : .outOfTurn(stage == .registered ? "还没有派单" : "现在不是待接单")
    case .arrive:
      guard stage.isBeingHandled, stage != .arrived else {
        return .outOfTurn(stage == .arrived ? "已经到场" : "还没有派单或已处置完成")
      }
      return handler?.pool == nil ? nil : .outOfTurn("还没有人抢单，请先「接单」")
    case .resolve:
      if tier == nil { return .outOfTurn("请先「分级」，再记录处置结果") }
      switch stage {
      case .registered, .accepted, .arrived, .supervised, .escalated: return nil
      case .dispatched:
        return handler?.pool == nil ? nil : .outOfTurn("还没有人抢单，请先「接单」")
      case .rejected: return .outOfTurn("居民不认可，须由书记先「督办受理」")
      default: return .outOfTurn("已经处置完成，请向居民「反馈」")
      }
    case .feedback:
      return stage == .resolved || stage == .fedBack ? nil : .outOfTurn("处置完成后才能反馈")
    case .confirm, .reject:
      guard stage == .fedBack else { return .outOfTurn("反馈以后，居民才能表示认可或不认可") }
      if kind == .confirm, let refusal = owedAnswerRefusal { return refusal }
      guard kind == .confirm, let ticket = ticketOwed, ticket.repliedAt == nil else { return nil }
      return .outOfTurn("12345 工单要填好「回复」才办结；居民认可了，请接着填回复")
    case .supervise:
      return stage == .rejected ? nil : .outOfTurn("居民不认可时才需要督办")
    case .hold:
      return [.resolved, .fedBack, .rejected].contains(stage)
        ? .outOfTurn("只差反馈和认可了，不能挂起") : nil
    case .resume:
      return hold == nil ? .outOfTurn("没有挂起") : nil
    case .escalate:
      return [.resolved, .fedBack, .rejected, .escalated].contains(stage)
        ? .outOfTurn(stage == .escalated ? "已经提交议事会" : "已处置完成；居民不认可时走督办") : nil
    case .cancel:
      return hotline == nil ? owedAnswerRefusal : .outOfTurn("12345 工单须按热线流程办结，不能撤销")
    // These were asked before.
    case .note, .amend, .reopen, .undo, .revealPhone, .link, .unlink, .inform, .acknowledge,
      .reconcile, .sign, .contact, .meet, .waive, .reply, .visit, .review, .order, .share, .interim,
      .askReturn, .answerReturn, .askExtension, .answerExtension, .correctTicket, .assign,
      .changeTask, .settleTask, .inquire, .answerInquiry, .closeInquiry:
      return nil
    }
  }
}
