import CoreModel

@testable import CommunityTUI

/// Tickets of the hotline at every point of their life.
enum InventedTicket {
  /// All of them came in five hours ago.
  static let minutesAgo = 300
  static let received = Invented.now.adding(minutes: -minutesAgo)

  static let all: [InventedRequest] = [
    one("fresh"),
    one("signed", [.sign(note: "")]),
    one("tried", [tried, tried]),
    one("contacted", [reached]),
    one("returning", [reached, .askReturn(TicketReturn(to: "区绿化市容局", reason: "不归本居"))]),
    one("extending", [reached, .askExtension(TicketExtension(days: 3, reason: "等配件"))]),
    one("met", [reached, met(.acceptance), met(.progress)], then: done),
    one("gap", [reached], then: done),
    one(
      "replied", [reached] + MeetingStep.allCases.map(met), then: done,
      last: [.reply(reply, meeting: nil)]),
    one(
      "rejected", [reached] + MeetingStep.allCases.map(met), then: done,
      last: [
        .reply(reply, meeting: nil),
        .visit(HotlineVisit(.city, at: received, result: .dissatisfied)),
      ]),
  ]

  static let tried = TicketCommand.contact(
    ContactAttempt(by: Invented.wang.id, at: received, failure: .unanswered), meeting: nil)

  static let reached = TicketCommand.contact(
    ContactAttempt(by: Invented.wang.id, at: received, words: "夜里更吵"), meeting: nil)

  static func met(_ step: MeetingStep) -> TicketCommand {
    .meet(Meeting(step, by: Invented.wang.id, at: received, manner: .visit, words: "说明了情况"))
  }

  static let done: [RequestCommand] = [
    .triage(TriageDecision(tier: .first)), .resolve(Resolution(outcome: "已清理")),
  ]

  /// Everything that the form of a complaint asks.
  static var reply: HotlineReply {
    var reply = HotlineReply()
    reply.fact = .confirmed
    reply.siteView = .viewed
    reply.siteViewedAt = received
    reply.claim = .justified
    reply.points = "居委会已于11月20日电话答复来电人：摊位已清走，夜里不再吵。"
    reply.department = "居委会"
    reply.signedBy = "居委会"
    reply.manner = .phone
    reply.answeredAt = received
    reply.solution = .solved
    reply.opinion = .satisfied
    reply.isPublic = true
    return reply
  }

  private static func one(
    _ id: String, _ steps: [TicketCommand] = [], then others: [RequestCommand] = [],
    last: [TicketCommand] = []
  ) -> InventedRequest {
    InventedRequest(
      id: id, minutesAgo: minutesAgo, text: "收废品喇叭扰民 \(id)", group: "8号楼", room: "101",
      hotline: "20261120SH\(id)",
      commands: steps.map { .ticket($0) } + others + last.map { .ticket($0) })
  }
}
