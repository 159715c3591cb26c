/// How far a request has come. What else is true of it (answered, graded, held) stands beside it.
package enum RequestStage: String, CaseIterable, Codable, Sendable {
  /// 登记: taken down, nobody works on it yet.
  case registered
  /// 已派单, waits for 接单.
  case dispatched
  /// 已接单.
  case accepted
  /// 已到场, being worked on.
  case arrived
  /// 处置完成, waits for 反馈.
  case resolved
  /// 已反馈, waits for 认可.
  case fedBack
  /// 不认可: waits for the 书记 to take it up (督办).
  case rejected
  /// 督办中: taken up by the 书记, being worked on again.
  case supervised
  /// 已提交议事会.
  case escalated
  /// 已办结.
  case closed
  /// 已撤销.
  case cancelled
  /// 已回复 to the city, waits for 回访: done but for that.
  case replied
  /// 已退单: the city took the ticket back.
  case returned

  /// Whether something is still owed.
  package var isOpen: Bool { self != .closed && self != .cancelled && self != .returned }

  /// Whether somebody was asked to work on it and has not finished.
  package var isBeingHandled: Bool {
    switch self {
    case .dispatched, .accepted, .arrived, .supervised: true
    default: false
    }
  }
}

/// The one word that lists show and machines read: the stage, refined by what stands beside it.
package enum RequestStatus: String, CaseIterable, Codable, Sendable {
  case registered, responded, triaged, dispatched, accepted, arrived, resolved, fedBack
  case rejected, supervised, held, escalated, closed, cancelled
  case replied, returned

  /// Whether something is still owed.
  package var isOpen: Bool { self != .closed && self != .cancelled && self != .returned }

  /// The Chinese words.
  package var title: String {
    switch self {
    case .registered: "待响应"
    case .responded: "待分级"
    case .triaged: "待派单"
    case .dispatched: "待接单"
    case .accepted: "已接单"
    case .arrived: "处置中"
    case .resolved: "待反馈"
    case .fedBack: "待认可"
    case .rejected: "待督办"
    case .supervised: "督办中"
    case .held: "已挂起"
    case .escalated: "议事会"
    case .closed: "已办结"
    case .cancelled: "已撤销"
    case .replied: "待回访"
    case .returned: "已退单"
    }
  }
}
