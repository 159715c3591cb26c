/// Where an open ticket stands in the inbox: what the desk owes the city next, in one word.
package enum TicketState: String, CaseIterable, Codable, Sendable {
  /// 待签收.
  case toSign
  /// 先行联系.
  case toContact
  /// 办理中.
  case inProgress
  /// 待回复: the work is done, the reply is not filed.
  case toReply
  /// 已办结待回访.
  case toVisit
  /// 回访复核: a further round, until its reply is filed.
  case review
  /// 退单中.
  case returning
  /// 延期待批.
  case extending

  /// The Chinese words.
  package var title: String {
    switch self {
    case .toSign: "待签收"
    case .toContact: "先行联系"
    case .inProgress: "办理中"
    case .toReply: "待回复"
    case .toVisit: "待回访"
    case .review: "回访复核"
    case .returning: "退单中"
    case .extending: "延期待批"
    }
  }
}
