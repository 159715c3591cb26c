/// What happened to a request. Its state is the fold of these; they are never changed or deleted.
package enum RequestEvent: Hashable, Sendable {
  /// 登记.
  case registered(Registration)
  /// 响应: the resident was answered.
  case responded(Remark)
  /// 分级.
  case triaged(TriageDecision)
  /// 派单.
  case dispatched(Dispatch)
  /// 接单, from a dispatch or out of the crew's pool (抢单).
  case accepted(Acceptance)
  /// 到场.
  case arrived(Remark)
  /// 处置完成.
  case resolved(Resolution)
  /// 反馈: the resident was told the result.
  case fedBack(Feedback)
  /// 认可, which closes the request.
  case confirmed(Remark)
  /// 不认可, which opens a round of 督办.
  case rejected(Remark)
  /// 督办受理: the 书记 took the rejected request up, with an instruction.
  case supervised(Remark)
  /// 挂起.
  case held(Hold)
  /// 恢复.
  case resumed(Remark)
  /// 提交议事会.
  case escalated(Remark)
  /// 备注.
  case noted(Remark)
  /// 更正: what was written down wrongly at registration.
  case amended(Amendment)
  /// 撤销.
  case cancelled(Remark)
  /// 重开.
  case reopened(Remark)
  /// 撤回上一步: an earlier event counts no more.
  case undone(Undoing)
  /// 查看完整电话: who looked at the unmasked number.
  case phoneRevealed(Remark)
  /// The hotline's export says that the ticket was closed before it reached us.
  case closedByHotline(HotlineClosing)
  /// 并入主件.
  case linked(Linking)
  /// 解除并件; names the main request that it was linked to.
  case unlinked(Linking)
  /// 告知居民: the resident, or the WeChat group, was told something.
  case informed(Informing)
  /// 确认提醒: somebody has seen that something is or will be due.
  case acknowledged(Reminder)
  /// 核对导入差异: what was decided about an export that says something else than the desk has.
  case hotlineReconciled(HotlineReconciliation)
  /// 接手: somebody went on with what another desk had open.
  case takenOver(TakingOver)
  /// A step of the hotline: 签收, 先行联系, 三见面, 回复 …
  case ticket(TicketEvent)
  /// 交办, 改期, 办好: a task that belongs to the request.
  case task(TaskEvent)
  /// 去向: what happened to it beyond the desk.
  case onward(OnwardEvent)
  /// 督办问询, its answer and its end.
  case inquiry(InquiryEvent)
}

extension RequestEvent {
  /// The photos and papers that go with it.
  package var evidence: [Evidence] {
    switch self {
    case .resolved(let resolution): resolution.evidence
    case .ticket(.met(let meeting)): meeting.evidence
    default: []
    }
  }
}

/// An event as it was recorded.
package struct RecordedEvent: Hashable, Sendable {
  /// 1 for the registration, then without gaps.
  package let version: Int
  /// When it was recorded.
  package let at: Instant
  /// Who did it.
  package let actor: PersonID
  /// What happened.
  package let event: RequestEvent

  /// Makes a recorded event.
  package init(version: Int, at: Instant, actor: PersonID, event: RequestEvent) {
    self.version = version
    self.at = at
    self.actor = actor
    self.event = event
  }
}

/// What is written down when a request comes in.
package struct Registration: Hashable, Codable, Sendable {
  /// `20261121-007`: the day of receipt and the running number within the neighbourhood.
  package var number: String
  /// The neighbourhood that owns it.
  package var neighborhood: NeighborhoodID
  /// What the resident said, in their words.
  package var text: String
  /// Where it came in.
  package var channel: Channel
  /// How pressing it was said to be.
  package var urgency: Urgency
  /// Where it is about.
  package var place: RequestPlace
  /// Who asked.
  package var resident: Resident
  /// 首问责任人: stays on the record for ever.
  package var firstReceiver: PersonID
  /// When it came in; may be before it was recorded.
  package var receivedAt: Instant
  /// Who was named to handle it when it was taken down; a proposal, not a dispatch.
  package var namedHandler: Handler?
  /// The hotline's ticket, for those that came from 12345.
  package var hotline: HotlineTicket?

  /// Makes a registration.
  package init(
    number: String, neighborhood: NeighborhoodID, text: String, channel: Channel,
    urgency: Urgency = .normal, place: RequestPlace = RequestPlace(),
    resident: Resident = Resident(), firstReceiver: PersonID, receivedAt: Instant,
    namedHandler: Handler? = nil, hotline: HotlineTicket? = nil
  ) {
    self.number = number
    self.neighborhood = neighborhood
    self.text = text
    self.channel = channel
    self.urgency = urgency
    self.place = place
    self.resident = resident
    self.firstReceiver = firstReceiver
    self.receivedAt = receivedAt
    self.namedHandler = namedHandler
    self.hotline = hotline
  }
}

/// Words that go with a step.
package struct Remark: Hashable, Codable, Sendable {
  /// May be empty where the step needs no words.
  package var text: String

  /// Makes a remark.
  package init(_ text: String = "") { self.text = text }
}

/// 分级, as decided by a person.
package struct TriageDecision: Hashable, Codable, Sendable {
  /// The tier.
  package var tier: Tier
  /// What it is about.
  package var category: Category?
  /// A changed urgency; nil leaves it.
  package var urgency: Urgency?
  /// Why the rules suggested it, when the suggestion was followed: 「报修·关键词『灯不亮』」.
  package var basis: String?

  /// Makes a decision.
  package init(
    tier: Tier, category: Category? = nil, urgency: Urgency? = nil, basis: String? = nil
  ) {
    self.tier = tier
    self.category = category
    self.urgency = urgency
    self.basis = basis
  }
}

/// 派单.
package struct Dispatch: Hashable, Codable, Sendable {
  /// To whom.
  package var handler: Handler
  /// Words for them.
  package var note: String

  /// Makes a dispatch.
  package init(to handler: Handler, note: String = "") {
    self.handler = handler
    self.note = note
  }
}

/// 接单.
package struct Acceptance: Hashable, Codable, Sendable {
  /// Who took it; not always the one who recorded it, crews phone in.
  package var by: PersonID

  /// Makes an acceptance.
  package init(by person: PersonID) { by = person }
}

/// 处置完成.
package struct Resolution: Hashable, Codable, Sendable {
  /// What was done.
  package var outcome: String
  /// Photos and papers.
  package var evidence: [Evidence]

  /// Makes a resolution.
  package init(outcome: String, evidence: [Evidence] = []) {
    self.outcome = outcome
    self.evidence = evidence
  }
}

/// 反馈.
package struct Feedback: Hashable, Codable, Sendable {
  /// What the resident was told.
  package var text: String
  /// How.
  package var method: ContactMethod

  /// Makes a feedback.
  package init(_ text: String, by method: ContactMethod) {
    self.text = text
    self.method = method
  }
}

/// 挂起: a pause with a reason and an end.
package struct Hold: Hashable, Codable, Sendable {
  /// Why.
  package var reason: String
  /// When it ends; then something is owed again.
  package var until: Instant

  /// Makes a hold.
  package init(reason: String, until: Instant) {
    self.reason = reason
    self.until = until
  }
}

/// 更正. A nil field stays as it was.
package struct Amendment: Hashable, Codable, Sendable {
  /// New text.
  package var text: String?
  /// New place, whole.
  package var place: RequestPlace?
  /// New resident, whole.
  package var resident: Resident?
  /// New channel.
  package var channel: Channel?
  /// New urgency.
  package var urgency: Urgency?

  /// Makes an amendment.
  package init(
    text: String? = nil, place: RequestPlace? = nil, resident: Resident? = nil,
    channel: Channel? = nil, urgency: Urgency? = nil
  ) {
    self.text = text
    self.place = place
    self.resident = resident
    self.channel = channel
    self.urgency = urgency
  }

  /// Whether it changes nothing.
  package var isEmpty: Bool { self == Amendment() }
}

/// 撤回上一步.
package struct Undoing: Hashable, Codable, Sendable {
  /// The version of the event that counts no more.
  package var version: Int
  /// Why.
  package var reason: String

  /// Makes an undoing.
  package init(version: Int, reason: String = "") {
    self.version = version
    self.reason = reason
  }
}

/// 告知居民.
package struct Informing: Hashable, Codable, Sendable {
  /// What was said or sent.
  package var text: String
  /// How.
  package var method: ContactMethod
  /// Who could read it.
  package var audience: TemplateAudience
  /// The template that it was made of, if any.
  package var template: String?

  /// Makes one.
  package init(
    _ text: String, by method: ContactMethod, to audience: TemplateAudience,
    template: String? = nil
  ) {
    self.text = text
    self.method = method
    self.audience = audience
    self.template = template
  }
}

/// 接手.
package struct TakingOver: Hashable, Codable, Sendable {
  /// Who had it open.
  package var from: PersonID
  /// Since when.
  package var since: Instant

  /// Makes a taking over.
  package init(from person: PersonID, since: Instant) {
    from = person
    self.since = since
  }
}

/// How a ticket ended before it reached us.
package struct HotlineClosing: Hashable, Codable, Sendable {
  /// 办结时间.
  package var at: Instant
  /// 办理结果 or 回复内容.
  package var outcome: String
  /// 是否满意 as written.
  package var satisfaction: String

  /// Makes a closing.
  package init(at: Instant, outcome: String, satisfaction: String) {
    self.at = at
    self.outcome = outcome
    self.satisfaction = satisfaction
  }
}
