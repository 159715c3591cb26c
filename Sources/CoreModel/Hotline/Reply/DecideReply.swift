extension RequestHistory {
  /// Checks a reply and freezes it as it is filed; the meeting that the answer was comes before it.
  func decideReply(
    _ reply: HotlineReply, _ meeting: Meeting?, _ ticket: TicketProgress, at now: Instant,
    under rules: DeadlineRules
  ) throws(Refusal) -> [TicketEvent] {
    var events: [TicketEvent] = []
    var missing = ticket.missingMeetings
    if let meeting {
      guard meeting.step == .completion else { throw .invalid("随回复记的只能是办结见面") }
      events.append(.met(try checked(meeting, ticket, at: now)))
      missing.removeAll { $0 == .completion }
    }
    if ticket.waiver == nil, let refusal = Request.gateRefusal(missing) { throw refusal }
    let points = try words(reply.points, "请写答复市民要点")
    guard points.count <= HotlineReply.mostPoints else {
      throw .invalid("答复市民要点 \(points.count) 字，超过 \(HotlineReply.mostPoints) 字；请精简，写的内容还在")
    }
    return events + [.replied(FiledReply(reply, sheet: [FiledReply.Line("答复市民要点", points)]))]
  }
}

extension HotlineReply {
  /// Characters that 答复市民要点 may have, by the city's form.
  package static let mostPoints = 500
}
