/// What kind of meeting the 议事会 holds: 三会 come before, between and after a decision.
package enum CouncilKind: String, CaseIterable, Codable, Sendable {
  /// 听证会, before a decision.
  case hearing
  /// 协调会, where interests are in conflict.
  case coordination
  /// 评议会, after something was done.
  case review
  /// 专题会 on one matter.
  case special
  /// 物业联席会议.
  case joint
  /// 居民恳谈会.
  case talk
  /// 月月说事.
  case monthly

  /// The Chinese word.
  package var title: String {
    switch self {
    case .hearing: "听证会"
    case .coordination: "协调会"
    case .review: "评议会"
    case .special: "专题会"
    case .joint: "物业联席会议"
    case .talk: "居民恳谈会"
    case .monthly: "月月说事"
    }
  }

  /// What it is for, for those who choose.
  package var purpose: String {
    switch self {
    case .hearing: "决定以前听各方意见"
    case .coordination: "意见有冲突，坐下来谈拢"
    case .review: "办了以后由居民评"
    case .special: "一件事专门议"
    case .joint: "居委、业委会、物业碰头"
    case .talk: "听居民说"
    case .monthly: "每月固定说事"
    }
  }

  /// Why it cannot be about an item as that stands; nil when it can.
  package func refusal(of item: AgendaItem) -> Refusal? {
    let name = item.name
    switch item.status {
    case .merged, .withdrawn:
      return .outOfTurn("\(name) 已\(item.status.title)，不能再排会")
    case .settled where self != .review:
      return .outOfTurn("\(name) 已办结，只能开评议会；还有新的诉求请另提议题")
    case .open, .scheduled:
      guard self == .review else { return nil }
      return .outOfTurn("评议会在办了以后开；\(name) 还没有决议，请先开听证会、协调会或专题会")
    case .carrying where self == .hearing:
      return .outOfTurn("听证会在决定以前开；\(name) 已有决议在落实，请开协调会或评议会")
    case .carrying, .settled: return nil
    }
  }
}

/// What a meeting decided about an item.
package enum CouncilVerdict: String, CaseIterable, Codable, Sendable {
  /// 采纳办理: tasks with person and date.
  case adopt
  /// 转微实事.
  case project
  /// 再议, by another date.
  case again
  /// 不采纳, 解释: residents are told why.
  case decline
  /// 评议通过.
  case passed

  /// The Chinese word.
  package var title: String {
    switch self {
    case .adopt: "采纳办理"
    case .project: "转微实事"
    case .again: "再议"
    case .decline: "不采纳，作解释"
    case .passed: "评议通过"
    }
  }

  /// What follows from it, for those who choose.
  package var consequence: String {
    switch self {
    case .adopt: "每项交办写明谁办、几时办好；都办好了就告知居民"
    case .project: "立成微实事，交办作为实施节点，办到销项"
    case .again: "到时候再开会"
    case .decline: "诉求处置完成，向居民说明理由"
    case .passed: "居民评议认可已经办的"
    }
  }

  /// Why it does not fit an item at such a meeting; nil when it does.
  package func refusal(of item: AgendaItem, at kind: CouncilKind) -> Refusal? {
    let isDecided = item.status == .carrying || item.status == .settled
    switch self {
    case .passed where !isDecided:
      return .outOfTurn("\(item.name) 还没有决议可评；请选采纳办理、再议或不采纳")
    case .project where isDecided, .decline where isDecided:
      return .outOfTurn("\(item.name) 已有决议，不能再改为\(title)；请选采纳办理（追加交办）、再议或评议通过")
    case .again where item.status == .settled:
      return .outOfTurn("\(item.name) 已办结，居民还有意见请选采纳办理，追加交办")
    case .decline where kind == .hearing:
      return .outOfTurn("听证会只听意见，不在会上否决；请选再议，定下协调会或专题会的时间")
    default: return nil
    }
  }
}
