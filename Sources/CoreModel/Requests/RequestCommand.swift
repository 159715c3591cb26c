/// What somebody wants done to a request. ``decide(_:on:by:at:)`` turns it into an event or refuses.
package enum RequestCommand: Hashable, Sendable {
  /// 响应.
  case respond(note: String)
  /// 分级.
  case triage(TriageDecision)
  /// 派单.
  case dispatch(Dispatch)
  /// 接单; nil means the actor.
  case accept(by: PersonID?)
  /// 到场.
  case arrive(note: String)
  /// 处置完成.
  case resolve(Resolution)
  /// 反馈.
  case feedback(Feedback)
  /// 认可.
  case confirm(note: String)
  /// 不认可.
  case reject(reason: String)
  /// 督办受理.
  case supervise(instruction: String)
  /// 挂起.
  case hold(Hold)
  /// 恢复.
  case resume(note: String)
  /// 提交议事会.
  case escalate(reason: String)
  /// 备注.
  case note(text: String)
  /// 更正.
  case amend(Amendment)
  /// 撤销.
  case cancel(reason: String)
  /// 重开.
  case reopen(reason: String)
  /// 撤回上一步.
  case undo(reason: String)
  /// 查看完整电话.
  case revealPhone(reason: String)
  /// 并入主件, with an optional word.
  case link(to: RequestID, note: String)
  /// 解除并件, with an optional word.
  case unlink(note: String)
  /// 告知居民.
  case inform(Informing)
  /// 确认提醒.
  case acknowledge(Reminder)
  /// 核对导入差异.
  case reconcile(HotlineReconciliation)
  /// A step of the hotline: 签收, 先行联系, 三见面, 回复 …
  case ticket(TicketCommand)
  /// 交办, 改期, 办好.
  case task(TaskCommand)
  /// 督办问询, 答复督办, 阅结.
  case inquiry(InquiryCommand)

  /// Which command it is, without its particulars.
  package var kind: CommandKind {
    switch self {
    case .respond: .respond
    case .triage: .triage
    case .dispatch: .dispatch
    case .accept: .accept
    case .arrive: .arrive
    case .resolve: .resolve
    case .feedback: .feedback
    case .confirm: .confirm
    case .reject: .reject
    case .supervise: .supervise
    case .hold: .hold
    case .resume: .resume
    case .escalate: .escalate
    case .note: .note
    case .amend: .amend
    case .cancel: .cancel
    case .reopen: .reopen
    case .undo: .undo
    case .revealPhone: .revealPhone
    case .link: .link
    case .unlink: .unlink
    case .inform: .inform
    case .acknowledge: .acknowledge
    case .reconcile: .reconcile
    case .ticket(let command): command.kind
    case .task(let command): command.kind
    case .inquiry(let command): command.kind
    }
  }
}

/// The commands by name; the raw value is the word of `juwei do`.
package enum CommandKind: String, CaseIterable, Codable, Sendable {
  case respond, triage, dispatch, accept, arrive, resolve, feedback, confirm, reject, supervise
  case hold, resume, escalate, note, amend, cancel, reopen, undo, revealPhone = "reveal"
  case link, unlink, inform, acknowledge
  case reconcile
  case sign, contact, meet, waive, reply, visit, review, order, share, interim
  case askReturn = "return", answerReturn = "return-answer"
  case askExtension = "extend", answerExtension = "extend-answer"
  case correctTicket = "correct-ticket"
  case assign, changeTask = "change-task", settleTask = "settle-task"
  case inquire, answerInquiry = "answer-inquiry", closeInquiry = "close-inquiry"

  /// The Chinese name of the step.
  package var title: String {
    switch self {
    case .respond: "响应"
    case .triage: "分级"
    case .dispatch: "派单"
    case .accept: "接单"
    case .arrive: "到场"
    case .resolve: "处置完成"
    case .feedback: "反馈"
    case .confirm: "认可"
    case .reject: "不认可"
    case .supervise: "督办受理"
    case .hold: "挂起"
    case .resume: "恢复"
    case .escalate: "提交议事会"
    case .note: "备注"
    case .amend: "更正"
    case .cancel: "撤销"
    case .reopen: "重开"
    case .undo: "撤回上一步"
    case .revealPhone: "查看完整电话"
    case .link: "并入主件"
    case .unlink: "解除并件"
    case .inform: "告知居民"
    case .acknowledge: "确认提醒"
    case .reconcile: "核对导入差异"
    case .sign: "签收"
    case .contact: "先行联系"
    case .meet: "见面"
    case .waive: "书记放行"
    case .reply: "回复"
    case .visit: "回访"
    case .review: "回访复核"
    case .order: "督办单"
    case .share: "转办协办"
    case .interim: "中途汇报"
    case .askReturn: "申请退单"
    case .answerReturn: "退单答复"
    case .askExtension: "申请延期"
    case .answerExtension: "延期答复"
    case .correctTicket: "更正工单"
    case .assign: "交办"
    case .changeTask: "交办改期"
    case .settleTask: "办好交办"
    case .inquire: "督办问询"
    case .answerInquiry: "答复督办"
    case .closeInquiry: "督办阅结"
    }
  }
}
