import CoreModel

extension OnwardEvent {
  /// What the timeline says besides the event's name.
  func particulars(relativeTo now: Instant) -> String {
    switch self {
    case .joined(let joining):
      [joining.link.title, joining.step?.words(relativeTo: now)].compactMap(\.self)
        .joined(separator: "，")
    case .moved(let move): "\(move.link.title)：\(move.words)"
    case .settled(let settlement): "\(settlement.link.title)：\(settlement.outcome)"
    case .left(let leaving): "\(leaving.link.title)：\(leaving.reason)"
    }
  }
}

extension OnwardStep {
  /// 「协调会 明天 14:00」.
  func words(relativeTo now: Instant) -> String { "\(what) \(dueAt.nearText(relativeTo: now))" }
}

extension InquiryEvent {
  /// What the timeline says besides the event's name.
  func particulars(relativeTo now: Instant) -> String {
    switch self {
    case .asked(let order): "\(order.text)（\(order.dueAt.nearText(relativeTo: now)) 前答复）"
    case .answered(let words), .closed(let words): words.text
    case .sentBack(let back): "\(back.text)（\(back.dueAt.nearText(relativeTo: now)) 前再答）"
    }
  }
}
