/// A request that a step is taken on together with others.
package struct Companion: Hashable, Sendable {
  /// The request.
  package let id: RequestID
  /// What others call it: the ticket's number.
  private let number: String
  /// Whether its caller is 匿名 or 保密.
  private let privacy: CallerPrivacy
  /// Takes its caller out of a text, name and numbers; changes nothing where the caller may be named.
  private let blank: CallerBlank

  /// A request as its companions must know it.
  package init(_ history: RequestHistory) {
    let request = history.request
    id = history.id
    number = request.hotline?.number ?? request.number
    privacy = request.callerPrivacy
    // The number of an 匿名 caller is for whoever calls them back, and for no other ticket.
    blank = privacy == .open ? .none : CallerBlank(.confidential, of: history)
  }

  /// Whether its caller may be named to nobody.
  package var isHidden: Bool { privacy != .open }

  /// Why a reply cannot be filed on the request itself: it names the caller, as they are known now or were before
  /// somebody put it right, which the form need not know of.
  func ownRefusal(of reply: HotlineReply) -> Refusal? {
    guard isNamed(in: reply, nil) else { return nil }
    return .invalid("这件工单来电人\(privacy.title)，回复里不能写来电人的姓名、电话，改正以前的也不能；请改成「来电人」")
  }

  /// Why a reply cannot be filed on another request at the same time.
  fileprivate func refusal(of reply: HotlineReply, _ meeting: Meeting?) -> Refusal? {
    guard isNamed(in: reply, meeting) else { return nil }
    return .invalid(
      "一起答复的 \(number) 来电人\(privacy.title)，这件的回复里也不能写其姓名、电话；没有报出，请改成「来电人」再报出")
  }

  private func isNamed(in reply: HotlineReply, _ meeting: Meeting?) -> Bool {
    guard isHidden else { return false }
    let texts =
      [
        reply.factNote, reply.claimNote, reply.points, reply.department, reply.signedBy,
        reply.residentWords,
      ] + [meeting?.with, meeting?.words].compactMap(\.self)
    return texts.contains { blank.blanked($0) != $0 }
  }
}

extension RequestCommand {
  /// Why the command cannot be taken on one of several requests: a reply is filed for each of them as it is written
  /// once, and must not tell in one ticket who called in confidence about another. The request's own caller is the
  /// matter of ``ReplyForm``.
  package func jointRefusal(on id: RequestID, beside companions: [Companion]) -> Refusal? {
    guard case .ticket(.reply(let reply, let meeting)) = self else { return nil }
    for companion in companions where companion.id != id {
      if let refusal = companion.refusal(of: reply, meeting) { return refusal }
    }
    return nil
  }

  /// Whether ``jointRefusal(on:beside:)`` asks about companions.
  package var mindsCompanions: Bool {
    if case .ticket(.reply) = self { true } else { false }
  }
}
