import CoreModel

/// What a ticket of the hotline goes through besides its request: contact, three meetings, reply, visit.
extension DemoCourse {
  /// 先行联系, which was the first meeting as well.
  static func contact(
    by person: Person, words: String, weChat: Bool
  ) -> RequestCommand {
    // When it happened is filled in when the plan is lived: until then steps may move.
    let moment = Instant(milliseconds: 0)
    return .ticket(
      .contact(
        ContactAttempt(by: person.id, at: moment, words: words, addedWeChat: weChat),
        meeting: Meeting(
          .acceptance, by: person.id, at: moment, manner: .phone, words: words)))
  }

  /// 先行联系 that nobody answered.
  static func notReached(by person: Person) -> RequestCommand {
    .ticket(
      .contact(
        ContactAttempt(by: person.id, at: Instant(milliseconds: 0), failure: .unanswered),
        meeting: nil))
  }

  /// 过程见面.
  static func progressMeeting(by person: Person, words: String, onSite: Bool) -> RequestCommand {
    .ticket(
      .meet(
        Meeting(
          .progress, by: person.id, at: Instant(milliseconds: 0), manner: onSite ? .visit : .weChat,
          words: words)))
  }

  /// 回复, with 办结见面.
  static func reply(
    of kind: TicketKind, by person: Person, outcome: String, told: String, isContent: Bool
  ) -> RequestCommand {
    var reply = HotlineReply()
    reply.fact =
      switch kind {
      case .inquiry: .policyKnown
      case .suggestion: .kept
      case .help, .complaint, .supervision: .confirmed
      }
    reply.siteView = kind == .inquiry ? .noSite : .notViewed
    reply.claim = .justified
    reply.department = DemoCourse.department
    reply.points = "\(DemoCourse.department)已于今日电话答复来电人。\(outcome)。\(told)"
    reply.signedBy = DemoCourse.department
    reply.manner = .phone
    reply.answeredAt = Instant(milliseconds: 0)
    reply.solution = kind == .inquiry ? .explained : .solved
    reply.opinion = isContent ? .satisfied : .unrated
    reply.residentWords = isContent ? "" : "来电人表示知道了，没有评价"
    reply.isPublic = true
    return .ticket(
      .reply(
        reply,
        meeting: Meeting(
          .completion, by: person.id, at: Instant(milliseconds: 0), manner: .phone, words: told)))
  }

  /// 回访.
  static func visit(
    _ source: HotlineVisit.Source, _ result: Satisfaction, words: String = ""
  ) -> RequestCommand {
    .ticket(
      .visit(
        HotlineVisit(
          source, at: Instant(milliseconds: 0), wasContactedFirst: true, result: result,
          attitude: .satisfied, solution: result == .dissatisfied ? .unsolved : .solved,
          words: words)))
  }

  private static let department = "居委会"
}

extension RequestCommand {
  /// The same step, said to have happened when it is recorded.
  func happening(at moment: Instant) -> RequestCommand {
    guard case .ticket(let step) = self else { return self }
    switch step {
    case .contact(var attempt, let meeting):
      attempt.at = moment
      return .ticket(.contact(attempt, meeting: meeting?.happening(at: moment)))
    case .meet(let meeting): return .ticket(.meet(meeting.happening(at: moment)))
    case .reply(var reply, let meeting):
      reply.answeredAt = moment
      return .ticket(.reply(reply, meeting: meeting?.happening(at: moment)))
    case .visit(var visit):
      visit.at = moment
      return .ticket(.visit(visit))
    case .review(var review):
      review.at = moment
      return .ticket(.review(review))
    default: return self
    }
  }
}

extension Meeting {
  fileprivate func happening(at moment: Instant) -> Meeting {
    var meeting = self
    meeting.at = moment
    return meeting
  }
}
