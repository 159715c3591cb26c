import CoreModel

@testable import CommunityTUI

/// Tickets that wait for their reply, or have it.
enum InventedReply {
  static let received = Invented.now.adding(minutes: -300)

  static let all: [InventedRequest] = [
    // 办结见面 is missing, which the answer may be.
    one("ready", [reached, met(.acceptance)], work + [.ticket(met(.progress)), done, told]),
    one("untold", [reached, met(.acceptance)], work + [.ticket(met(.progress)), done]),
    one("gap", [reached], work + [done]),
    one("whole", [reached] + MeetingStep.allCases.map(met), work + [done]),
    one(
      "filed", [reached] + MeetingStep.allCases.map(met),
      work + [done, .ticket(.reply(reply, meeting: nil))]),
  ]

  static let reached = TicketCommand.contact(
    ContactAttempt(by: Invented.wang.id, at: received, words: "夜里更吵"),
    meeting: nil)

  static func met(_ step: MeetingStep) -> TicketCommand {
    .meet(
      Meeting(
        step, by: Invented.wang.id, at: received, manner: .phone,
        words: "说明了情况"))
  }

  static let work: [RequestCommand] = [
    .triage(TriageDecision(tier: .first)),
    .dispatch(Dispatch(to: .person(Invented.zhao.id))), .accept(by: nil), .arrive(note: ""),
  ]

  static let done = RequestCommand.resolve(Resolution(outcome: "已劝离收废品车辆，喇叭已关"))

  /// The resident was called again after the work was done.
  static let told = RequestCommand.ticket(
    .contact(
      ContactAttempt(by: Invented.wang.id, at: received.adding(minutes: 9), words: "告知了处置结果"),
      meeting: nil))

  static var reply: HotlineReply {
    var reply = HotlineReply()
    reply.fact = .confirmed
    reply.siteView = .notViewed
    reply.claim = .justified
    reply.points = "居委会已于11月20日电话答复来电人：收废品的车已劝离。"
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
    _ id: String, _ steps: [TicketCommand], _ then: [RequestCommand]
  ) -> InventedRequest {
    InventedRequest(
      id: id, minutesAgo: 300, text: "收废品喇叭扰民", group: "8号楼", room: "101",
      resident: Resident(name: "钱小姐", phone: "13600005151"), hotline: "20261120SH\(id)",
      commands: steps.map { .ticket($0) } + then)
  }
}
