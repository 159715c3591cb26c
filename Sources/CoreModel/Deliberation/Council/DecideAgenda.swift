/// What somebody wants done to an item of the 议事会.
package enum AgendaCommand: Hashable, Sendable {
  /// Another title, another matter.
  case amend(title: String, matter: String)
  /// 列入 requests; those that are not escalated yet are escalated by it.
  case join([RequestID])
  /// 移出 a request.
  case leave(RequestID, reason: String)
  /// 并入 another item.
  case merge(into: AgendaID)
  /// 撤回.
  case withdraw(reason: String)

  /// The Chinese word.
  package var title: String {
    switch self {
    case .amend: "改议题"
    case .join: "列入诉求"
    case .leave: "移出诉求"
    case .merge: "并入议题"
    case .withdraw: "撤回议题"
    }
  }
}

extension Permissions {
  /// Those who prepare and keep the meetings of the 议事会.
  package static let council: [Role] = desk + [.mediator]
  /// Those who close or cancel a meeting, merge or withdraw items: what is decided takes force by it.
  package static let councilRuling: [Role] = ruling
}

extension AgendaItem {
  /// Characters that a title may have: it stands in notices and on requests.
  package static let longestTitle = 60

  /// Checks a proposal.
  /// - Throws: ``Refusal`` when the role may not, or too little is said.
  package static func propose(_ order: AgendaOrder, by actor: Actor) throws(Refusal) -> AgendaEvent
  {
    if let refusal = DeskChange.refusal(
      toChange: "提议题", by: actor, allowed: Permissions.council)
    {
      throw refusal
    }
    var order = order
    order.title = try AgendaItem.checked(title: order.title)
    order.matter = try WordLimits.checked(order.matter, "要议什么")
    return .proposed(order)
  }

  /// Checks a step that concerns the item alone; joining and merging go through ``joining(_:)`` and ``merging(into:)``.
  /// - Throws: ``Refusal`` when it does not fit, or the role may not.
  package func refusal(of command: AgendaCommand, by actor: Actor) -> Refusal? {
    let allowed =
      switch command {
      case .amend, .join, .leave: Permissions.council
      case .merge, .withdraw: Permissions.councilRuling
      }
    if let refusal = DeskChange.refusal(toChange: command.title, by: actor, allowed: allowed) {
      return refusal
    }
    guard isOpen else {
      return .outOfTurn("\(name) 已\(status.title)，不能再\(command.title)")
    }
    switch command {
    case .amend: return nil
    case .join, .leave:
      guard status == .carrying else { return nil }
      return .outOfTurn("\(name) 的决议已在落实，诉求不再列入或移出；办完以后一起告知居民")
    case .merge, .withdraw:
      if status == .carrying {
        return .outOfTurn("\(name) 的决议已在落实，请办完；不办了在交办里记「不办了」")
      }
      guard let date else { return nil }
      return .outOfTurn("\(name) 排在会\(date.number)上，请先从会议里移出或取消会议")
    }
  }

  /// 改议题.
  package func amended(title: String, matter: String) throws(Refusal) -> AgendaEvent {
    .amended(
      title: try AgendaItem.checked(title: title),
      matter: try WordLimits.checked(matter, "要议什么"))
  }

  /// 移出.
  package func leaving(_ request: RequestID, reason: String) throws(Refusal) -> AgendaEvent {
    guard let source = sources.first(where: { $0.id == request }) else {
      throw .outOfTurn("这件诉求不在\(name)里")
    }
    let reason = try WordLimits.checked(reason, "原因")
    guard !reason.isEmpty else { throw .missing("请写移出的原因") }
    return .left(source, reason: reason)
  }

  /// 并入: whatever is merged stays merged, so that there is no circle.
  package func merging(into other: AgendaItem) throws(Refusal) -> AgendaEvent {
    guard other.id != id else { throw .invalid("不能并入自己，请另选一个议题") }
    if other.mergedInto?.id == id {
      throw .outOfTurn("\(other.name) 已经并入\(name)，不能倒过来再并，那样会绕成一圈")
    }
    guard other.isOpen else { throw .outOfTurn("\(other.name) 已\(other.status.title)，请另选一个议题") }
    guard other.status != .carrying else {
      throw .outOfTurn("\(other.name) 的决议已在落实，不能再并进去")
    }
    return .merged(into: other.reference)
  }

  /// 撤回.
  package func withdrawing(reason: String) throws(Refusal) -> AgendaEvent {
    let reason = try WordLimits.checked(reason, "原因")
    guard !reason.isEmpty else { throw .missing("请写撤回的原因；里面的诉求会回到待列议题") }
    return .withdrawn(reason: reason)
  }

  /// How what a resolution gave out ends the item; nil while something is still to be done, or where it is not that
  /// which is waited for.
  /// - Parameters:
  ///   - tasks: All that its resolutions gave out.
  ///   - until: By when it is to be met about again if nothing was done.
  package func ending(after tasks: [DeskTask], again until: Instant) -> AgendaEvent? {
    guard status == .carrying, !tasks.isEmpty, !tasks.contains(where: \.isOpen) else { return nil }
    let done = tasks.filter { $0.settlement?.outcome == .done }
    guard !done.isEmpty else {
      return .returned(until: until, reason: "交办都记了不办了，请再议")
    }
    let resolution = decisions.last { $0.verdict == .adopt }?.words ?? matter
    let works = done.map { task in
      let words = task.settlement?.words ?? ""
      return words.isEmpty ? task.title : "\(task.title)（\(words)）"
    }
    let outcome = "议事会决议：\(resolution.withoutStop)。已落实：\(works.joined(separator: "；"))"
    return .settled(outcome: String(outcome.prefix(RequestHistory.longestText)))
  }

  private static func checked(title: String) throws(Refusal) -> String {
    let title = try WordLimits.checked(title, "议题", atMost: longestTitle)
    guard !title.isEmpty else { throw .missing("请写议题：一句话说明要议什么") }
    if let refusal = Privacy.refusal(toPost: title, "议题") { throw refusal }
    guard !title.contains(where: \.isNewline) else { throw .invalid("议题只写一行") }
    return title
  }
}

extension DeadlineRules {
  /// By when the 议事会 must have met about an item that is pressing whatever its requests are; nil where the policy
  /// does not say, or it is not.
  package func meetingLimit(of urgency: Urgency, from start: Instant) -> Instant? {
    guard urgency != .normal else { return nil }
    // The policy is asked about requests: one of the tier that comes to the 议事会 stands for the item.
    var matter = Request(
      id: RequestID(""),
      registration: Registration(
        number: "", neighborhood: NeighborhoodID(""), text: "", channel: .visitor,
        urgency: urgency, firstReceiver: PersonID(""), receivedAt: start), at: start)
    matter.tier = .third
    return allowedUntil(.council, from: start, for: matter)
  }
}

extension String {
  /// Without the full stops at its end: it is put into a sentence.
  package var withoutStop: String {
    var text = self
    while let last = text.last, "。．.；;，,".contains(last) { text.removeLast() }
    return text
  }
}
