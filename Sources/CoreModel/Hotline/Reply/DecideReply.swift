extension RequestHistory {
  /// Checks a reply and freezes it as it is filed; the meeting that the answer was comes before it.
  func decideReply(
    _ reply: HotlineReply, _ meeting: Meeting?, _ ticket: TicketProgress, at now: Instant,
    in directory: Directory, under rules: DeadlineRules
  ) throws(Refusal) -> [TicketEvent] {
    guard let form = ReplyForm(of: request) else { throw .outOfTurn("这不是 12345 工单") }
    if let meeting, meeting.step != .completion { throw .invalid("随回复记的只能是办结见面") }
    let tidy = try reply.tidied(for: form)
    if let problem = form.problems(of: tidy, isMeeting: meeting != nil, at: now).first {
      throw problem.refusal
    }
    if let refusal = Companion(self).ownRefusal(of: tidy) { throw refusal }
    var events: [TicketEvent] = []
    if let meeting { events.append(.met(try checked(meeting, ticket, at: now))) }
    let sheet = ReplySheet(self, directory: directory).lines(of: tidy)
    return events + [.replied(FiledReply(tidy, sheet: sheet))]
  }
}

extension HotlineReply {
  /// What is filed: no blanks at the ends, and nothing in fields that the ticket's form does not have or that
  /// say nothing as the others stand.
  func tidied(for form: ReplyForm) throws(Refusal) -> HotlineReply {
    var tidy = self
    tidy.factNote = try WordLimits.checked(factNote, "事实认定说明")
    tidy.claimNote = try WordLimits.checked(claimNote, "诉求认定说明")
    tidy.points = try WordLimits.checked(ReplyPoints.tidy(points), "答复市民要点")
    tidy.department = try WordLimits.checked(department, "处置部门")
    tidy.signedBy = try WordLimits.checked(signedBy, "落款单位")
    tidy.residentWords = try WordLimits.checked(residentWords, "市民反馈说明")
    tidy.repeats = try WordLimits.checked(repeats, "重复工单号")
    if !form.fields.contains(.factNote) { tidy.factNote = "" }
    if siteView != .viewed { tidy.siteViewedAt = nil }
    return tidy
  }
}
