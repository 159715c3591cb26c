/// 下一步: a kind of thing that can be owed next, and the clock that measures it.
package enum ObligationKind: String, CaseIterable, Codable, Sendable {
  /// 首响: answer the resident.
  case firstResponse
  /// 先行联系: the hotline's form of the first answer.
  case firstContact
  /// 派单: grade it and give it to somebody.
  case dispatch
  /// 接单: the handler takes it.
  case acceptance
  /// 到场.
  case arrival
  /// 办结: the work is done.
  case resolution
  /// 反馈: tell the resident the result.
  case feedback
  /// 认可回访: ask whether the resident accepts it.
  case confirmation
  /// 督办: the 书记 takes up what was not accepted.
  case supervision
  /// 恢复: a hold has come to its end.
  case resumption
  /// 议事: the 议事会 takes it up.
  case council
  /// 市办理时限: the hotline's statutory limit.
  case statutory
  /// 沟通: too long without a word to the resident.
  case contact
  /// 签收: sign for a ticket.
  case signing
  /// 见面①: 接单见面.
  case firstMeeting
  /// 见面②: 过程见面.
  case secondMeeting
  /// 见面③: 办结见面.
  case thirdMeeting
  /// 回复: file the reply to the city.
  case reply
  /// 回访: ask the resident after the reply.
  case visit
  /// 督办单: the city presses for it.
  case cityOrder
  /// 中途汇报: tell the city how an urgent ticket stands at night.
  case interim
  /// 退单答复: ask after a 退单 that nobody answered.
  case returnAnswer
  /// 延期答复: ask after an 延期 that nobody answered.
  case extensionAnswer
  /// 复杂件: never owed; the policy's row of it says how long a complex ticket may take.
  case complexLimit
  /// 交办: what a meeting decided that somebody does by then.
  case task
  /// 开会: a meeting of the 议事会 about it has a date.
  case meeting
  /// 落实: what the 议事会 resolved is being done.
  case carrying
  /// 节点: the next milestone of its 微实事.
  case milestone
  /// 报到: units that were whistled to are to turn up.
  case whistle
  /// 承诺: what a unit undertook is to be done.
  case undertaking
  /// 调解.
  case mediation
  /// 告知居民: what came of it beyond the desk is to be told to the resident.
  case telling
  /// 答督办: a supervisor's question is to be answered.
  case inquiry

  /// The Chinese word for the queue's 下一步 column.
  package var title: String {
    switch self {
    case .firstResponse: "首响"
    case .firstContact: "先行联系"
    case .dispatch: "派单"
    case .acceptance: "接单"
    case .arrival: "到场"
    case .resolution: "办结"
    case .feedback: "反馈"
    case .confirmation: "认可回访"
    case .supervision: "督办"
    case .resumption: "恢复"
    case .council: "议事"
    case .statutory: "市办理时限"
    case .contact: "沟通"
    case .signing: "签收"
    case .firstMeeting: "见面①"
    case .secondMeeting: "见面②"
    case .thirdMeeting: "见面③"
    case .reply: "回复"
    case .visit: "回访"
    case .cityOrder: "督办单"
    case .interim: "中途汇报"
    case .returnAnswer: "催退单"
    case .extensionAnswer: "催延期"
    case .complexLimit: "复杂件"
    case .task: "交办"
    case .meeting: "开会"
    case .carrying: "落实"
    case .milestone: "节点"
    case .whistle: "报到"
    case .undertaking: "承诺"
    case .mediation: "调解"
    case .telling: "告知居民"
    case .inquiry: "答督办"
    }
  }
}

/// Who owes it.
package enum OwedBy: Hashable, Codable, Sendable {
  /// Whoever is on duty at the desk.
  case desk
  /// The handler, a person or a pool.
  case handler(Handler)
  /// Whoever has this role.
  case role(Role)
}

/// 下一步时限: what is owed next on a request, by whom and by when. An open request has exactly one.
package struct Obligation: Hashable, Codable, Sendable {
  /// What.
  package var kind: ObligationKind
  /// By when.
  package var dueAt: Instant
  /// By whom.
  package var owedBy: OwedBy

  /// Makes an obligation.
  package init(_ kind: ObligationKind, dueAt: Instant, owedBy: OwedBy) {
    self.kind = kind
    self.dueAt = dueAt
    self.owedBy = owedBy
  }

  /// How pressing it is at a moment.
  package func pressure(at now: Instant, warningMinutes: Int = 30) -> Pressure {
    let left = dueAt.seconds(since: now)
    return left < 0 ? .overdue : left <= warningMinutes * 60 ? .soon : .calm
  }

  /// In three steps, so that a glyph and a colour can carry it.
  package enum Pressure: String, Codable, Sendable {
    /// 超时.
    case overdue
    /// 将超时.
    case soon
    /// In good time.
    case calm
  }
}
