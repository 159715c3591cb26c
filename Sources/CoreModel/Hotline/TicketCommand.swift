/// A step of the hotline with its particulars: see ``RequestCommand/ticket(_:)``.
package enum TicketCommand: Hashable, Sendable {
  /// 签收, with an optional word.
  case sign(note: String)
  /// 先行联系; with a meeting when the call was 接单见面 as well.
  case contact(ContactAttempt, meeting: Meeting?)
  /// 见面.
  case meet(Meeting)
  /// 书记放行.
  case waive(reason: String)
  /// 回复; with a meeting when the answer was 办结见面 as well.
  case reply(HotlineReply, meeting: Meeting?)
  /// 申请退单.
  case askReturn(TicketReturn)
  /// 退单答复.
  case answerReturn(TicketAnswer)
  /// 申请延期.
  case askExtension(TicketExtension)
  /// 延期答复.
  case answerExtension(TicketAnswer)
  /// 回访.
  case visit(HotlineVisit)
  /// 回访复核.
  case review(ReviewRound)
  /// 督办单.
  case order(CityOrder)
  /// 转办, 协办.
  case share(TicketSharing)
  /// 中途汇报.
  case interim(text: String)
  /// 更正工单.
  case correct(TicketCorrection)

  /// Which command it is.
  package var kind: CommandKind {
    switch self {
    case .sign: .sign
    case .contact: .contact
    case .meet: .meet
    case .waive: .waive
    case .reply: .reply
    case .askReturn: .askReturn
    case .answerReturn: .answerReturn
    case .askExtension: .askExtension
    case .answerExtension: .answerExtension
    case .visit: .visit
    case .review: .review
    case .order: .order
    case .share: .share
    case .interim: .interim
    case .correct: .correctTicket
    }
  }
}
