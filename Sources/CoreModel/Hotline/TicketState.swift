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

  /// The same in two characters, for narrow windows.
  package var shortTitle: String {
    switch self {
    case .toSign: "签收"
    case .toContact: "联系"
    case .inProgress: "办理"
    case .toReply: "回复"
    case .toVisit: "回访"
    case .review: "复核"
    case .returning: "退单"
    case .extending: "延期"
    }
  }

  /// What a ticket in it waits for, in a sentence.
  package var explanation: String {
    switch self {
    case .toSign: "市里派来、还没有签收的；办任何一步都算签收"
    case .toContact: "签收了、还没有联系上来电人的"
    case .inProgress: "联系过来电人，正在办、正在见面的"
    case .toReply: "事情办完了、还没有填回复的"
    case .toVisit: "回复已报市里，等着回访居民的"
    case .review: "市里要求重办的一轮，时限另算"
    case .returning: "申请了退单，市里还没有答复的；时限照走"
    case .extending: "申请了延期，市里还没有答复的；时限照走"
    }
  }
}
