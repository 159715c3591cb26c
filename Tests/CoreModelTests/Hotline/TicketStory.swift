@testable import CoreModel

extension HotlineTicket {
  /// A ticket that was assigned when the story's request came in.
  static func invented(
    _ kind: TicketKind = .complaint,
    at: Instant = Instant(iso8601: "2026-11-20T10:00")
      ?? Instant(milliseconds: 0)
  ) -> HotlineTicket {
    HotlineTicket(number: "热线-261120-001", kind: kind, kindText: kind.title, assignedAt: at)
  }
}

extension RequestStory {
  /// A ticket of the hotline that came in on Friday, 20 November 2026, at 10:00.
  static func ticket(_ kind: TicketKind = .complaint) -> RequestStory? {
    RequestStory(channel: .hotline, hotline: .invented(kind))
  }

  /// A step of the hotline a minute later.
  mutating func give(_ step: TicketCommand, by actor: Actor = Cast.officer) throws {
    try give(.ticket(step), by: actor)
  }

  /// One of 三见面, just now.
  func meeting(_ step: MeetingStep) -> Meeting {
    Meeting(step, by: Cast.officer.person, at: now, manner: .phone, words: "说明了情况")
  }

  /// The caller was reached, just now.
  var reached: TicketCommand {
    .contact(
      ContactAttempt(by: Cast.officer.person, at: now, words: "来电人说夜里更吵", addedWeChat: true),
      meeting: nil)
  }

  /// Nobody picked up.
  var notReached: TicketCommand {
    .contact(
      ContactAttempt(by: Cast.officer.person, at: now, failure: .unanswered), meeting: nil)
  }

  /// A reply that says all that the form asks.
  func reply(_ points: String = "居委会已于11月20日电话答复来电人：换了接头，不漏了。") -> HotlineReply {
    var reply = HotlineReply()
    reply.fact = ReplyForm(of: request)?.options(of: .fact).first.flatMap {
      FactFinding(rawValue: $0.id)
    }
    reply.siteView = .viewed
    reply.siteViewedAt = now
    reply.claim = .justified
    reply.points = points
    reply.department = "居委会"
    reply.signedBy = "居委会"
    reply.manner = .phone
    reply.answeredAt = now
    reply.solution = .solved
    reply.opinion = .satisfied
    reply.isPublic = request.isPublicReply
    return reply
  }

  /// Signed, contacted, met three times and done: ready for the reply.
  mutating func goUpToReply() throws {
    if request.ticket?.signedAt == nil { try give(.sign(note: "")) }
    try give(reached)
    try give(.meet(meeting(.acceptance)))
    try give([.gradeFirst, .dispatchToPlumber, .accept(by: nil)])
    try give(.meet(meeting(.progress)))
    try give(.done)
    try give(.meet(meeting(.completion)))
  }
}
