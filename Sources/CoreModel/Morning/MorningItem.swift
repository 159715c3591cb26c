/// A request as the 晨会 lists it.
package struct MorningRequest: Hashable, Sendable, Identifiable {
  /// Globally unique.
  package let id: RequestID
  /// `20261121-007`.
  package var number: String
  /// What the resident said; callers that nobody is to know are blanked.
  package var text: String
  /// Where.
  package var place: RequestPlace
  /// How pressing it is.
  package var urgency: Urgency
  /// Where it stands.
  package var status: RequestStatus
  /// What is owed next.
  package var obligation: Obligation
  /// 承办人.
  package var handler: Handler?
  /// The city's limit, for a ticket that still owes its reply.
  package var ticketDueAt: Instant?

  /// Makes one.
  package init(
    id: RequestID, number: String, text: String, place: RequestPlace, urgency: Urgency = .normal,
    status: RequestStatus, obligation: Obligation, handler: Handler? = nil,
    ticketDueAt: Instant? = nil
  ) {
    self.id = id
    self.number = number
    self.text = text
    self.place = place
    self.urgency = urgency
    self.status = status
    self.obligation = obligation
    self.handler = handler
    self.ticketDueAt = ticketDueAt
  }
}

/// Why a request needs a decision of the meeting, the most pressing first.
package enum MorningReason: Int, CaseIterable, Codable, Sendable, Comparable {
  /// 居民不认可, and the 书记 has not taken it up.
  case rejected
  /// 督办单 of the city.
  case cityOrder
  /// 急件 that is past due.
  case urgentOverdue
  /// 12345 工单 whose limit ends by the next working day.
  case ticketDue
  /// 超时.
  case overdue
  /// 挂起 that ends today.
  case holdEnds
  /// 三级, which the 议事会 is to take up by the next working day.
  case council

  /// The Chinese words.
  package var title: String {
    switch self {
    case .rejected: "不认可"
    case .cityOrder: "督办单"
    case .urgentOverdue: "急件超时"
    case .ticketDue: "工单将到期"
    case .overdue: "超时"
    case .holdEnds: "挂起到期"
    case .council: "待议事"
    }
  }

  /// What the meeting is asked.
  package var question: String {
    switch self {
    case .rejected: "居民不认可：谁去见面、怎么督办"
    case .cityOrder: "市里督办：谁牵头、几时报"
    case .urgentOverdue: "急件超时：现在谁去办"
    case .ticketDue: "市热线时限将到：能不能按时回复，要不要延期"
    case .overdue: "已经超时：谁来办、几时办好"
    case .holdEnds: "挂起今天到期：接着办，还是再等"
    case .council: "三级：哪天上议事会"
    }
  }

  /// Less is more pressing.
  package static func < (a: MorningReason, b: MorningReason) -> Bool { a.rawValue < b.rawValue }

  /// Why an open request needs a decision; nil when it goes on by itself.
  /// - Parameters:
  ///   - now: The time of the meeting.
  ///   - next: The end of the next working day.
  package init?(_ request: MorningRequest, at now: Instant, before next: Instant) {
    let owed = request.obligation
    let isOverdue = owed.dueAt < now
    if request.status == .rejected {
      self = .rejected
    } else if owed.kind == .cityOrder {
      self = .cityOrder
    } else if isOverdue, request.urgency != .normal {
      self = .urgentOverdue
    } else if let due = request.ticketDueAt, due < next {
      self = .ticketDue
    } else if isOverdue {
      self = .overdue
    } else if owed.kind == .resumption, owed.dueAt < now.day.adding(days: 1).start {
      self = .holdEnds
    } else if owed.kind == .council, owed.dueAt < next {
      self = .council
    } else {
      return nil
    }
  }
}

/// A request that needs a decision.
package struct MorningItem: Hashable, Sendable {
  /// The request.
  package var request: MorningRequest
  /// Why.
  package var reason: MorningReason

  /// Makes one.
  package init(request: MorningRequest, reason: MorningReason) {
    self.request = request
    self.reason = reason
  }
}

/// 交办 as the 晨会 lists it.
package struct MorningTask: Hashable, Sendable, Identifiable {
  /// The task.
  package var task: DeskTask
  /// The request that it belongs to; nil when it stands by itself.
  package var request: RequestID?
  /// Its number.
  package var number: String?
  /// What the resident said.
  package var text: String?

  /// Globally unique.
  package var id: TaskID { task.id }

  /// Makes one.
  package init(
    task: DeskTask, request: RequestID? = nil, number: String? = nil, text: String? = nil
  ) {
    self.task = task
    self.request = request
    self.number = number
    self.text = text
  }
}
