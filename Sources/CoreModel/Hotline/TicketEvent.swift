/// What happened to a ticket of the hotline: see ``RequestEvent/ticket(_:)``.
package enum TicketEvent: Hashable, Sendable {
  /// 签收.
  case signed(Remark)
  /// 先行联系: one attempt.
  case contacted(ContactAttempt)
  /// 见面: one of the three.
  case met(Meeting)
  /// 书记放行: may be closed without all meetings.
  case meetingsWaived(Remark)
  /// 回复, as it was filed.
  case replied(FiledReply)
  /// 申请退单.
  case returnAsked(TicketReturn)
  /// 退单答复.
  case returnAnswered(TicketAnswer)
  /// 申请延期.
  case extensionAsked(TicketExtension)
  /// 延期答复.
  case extensionAnswered(TicketAnswer)
  /// 回访.
  case visited(HotlineVisit)
  /// 回访复核: a new round.
  case reviewBegun(ReviewRound)
  /// 督办单.
  case cityOrdered(CityOrder)
  /// 转办, 协办.
  case shared(TicketSharing)
  /// 中途汇报.
  case interimReported(Remark)
  /// 更正工单.
  case corrected(TicketCorrection)

  /// Stable name, as written in the store and in `--json`.
  package var kind: String {
    switch self {
    case .signed: "ticketSigned"
    case .contacted: "ticketContacted"
    case .met: "ticketMet"
    case .meetingsWaived: "ticketMeetingsWaived"
    case .replied: "ticketReplied"
    case .returnAsked: "ticketReturnAsked"
    case .returnAnswered: "ticketReturnAnswered"
    case .extensionAsked: "ticketExtensionAsked"
    case .extensionAnswered: "ticketExtensionAnswered"
    case .visited: "ticketVisited"
    case .reviewBegun: "ticketReviewBegun"
    case .cityOrdered: "ticketCityOrdered"
    case .shared: "ticketShared"
    case .interimReported: "ticketInterimReported"
    case .corrected: "ticketCorrected"
    }
  }

  /// The Chinese word for the timeline.
  package var title: String {
    switch self {
    case .signed: "签收"
    case .contacted(let attempt): attempt.isReached ? "先行联系" : "先行联系（未联）"
    case .met(let meeting): meeting.step.title + (meeting.manner == nil ? "（未见）" : "")
    case .meetingsWaived: "书记放行"
    case .replied: "回复"
    case .returnAsked: "申请退单"
    case .returnAnswered(let answer): answer.isGranted ? "退单获准" : "退单未准"
    case .extensionAsked: "申请延期"
    case .extensionAnswered(let answer): answer.isGranted ? "延期获准" : "延期未准"
    case .visited(let visit): visit.source.title
    case .reviewBegun: "回访复核"
    case .cityOrdered: "督办单"
    case .shared(let sharing): sharing.kind.title
    case .interimReported: "中途汇报"
    case .corrected: "更正工单"
    }
  }

  /// Whether it was sent to the city and cannot be taken back by us.
  var hasLeft: Bool {
    switch self {
    case .replied, .returnAsked, .extensionAsked: true
    default: false
    }
  }
}

extension TicketEvent {
  /// Writes the payload alone; the kind stands beside it.
  func encode(to encoder: any Encoder) throws {
    switch self {
    case .signed(let payload), .meetingsWaived(let payload), .interimReported(let payload):
      try payload.encode(to: encoder)
    case .contacted(let payload): try payload.encode(to: encoder)
    case .met(let payload): try payload.encode(to: encoder)
    case .replied(let payload): try payload.encode(to: encoder)
    case .returnAsked(let payload): try payload.encode(to: encoder)
    case .returnAnswered(let payload), .extensionAnswered(let payload):
      try payload.encode(to: encoder)
    case .extensionAsked(let payload): try payload.encode(to: encoder)
    case .visited(let payload): try payload.encode(to: encoder)
    case .reviewBegun(let payload): try payload.encode(to: encoder)
    case .cityOrdered(let payload): try payload.encode(to: encoder)
    case .shared(let payload): try payload.encode(to: encoder)
    case .corrected(let payload): try payload.encode(to: encoder)
    }
  }
}
