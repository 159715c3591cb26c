import CoreModel
import Testing

@testable import Store

@Suite("One reply for several tickets") struct JointReplyTests {
  private let desk: TestDesk
  private let at: Instant

  init() throws {
    desk = try TestDesk()
    at = try #require(Instant(iso8601: "2026-11-20T10:00"))
  }

  /// A ticket that waits for its reply.
  private func ready(
    _ number: String, name: String, phone: String, columns: [String: String] = [:]
  ) throws -> RequestID {
    var form = desk.form(
      "楼上漏水", name: name, phone: phone, receivedAt: at,
      ticket: HotlineTicket(
        number: number, kind: .help, kindText: "求助", assignedAt: at, otherColumns: columns))
    form.channel = .hotline
    let id = try desk.store.register(form, by: desk.actor, at: at).request.id
    func give(_ command: RequestCommand, by actor: Actor? = nil) throws {
      _ = try desk.store.perform(
        command, on: id, expecting: nil, by: actor ?? desk.actor, at: at)
    }
    try give(
      .ticket(
        .contact(ContactAttempt(by: desk.officer.id, at: at, words: "夜里更吵"), meeting: nil)))
    try give(.ticket(.waive(reason: "来电人在外地")), by: desk.boss)
    try give(.triage(TriageDecision(tier: .first)))
    try give(.resolve(Resolution(outcome: "换了接头")))
    return id
  }

  private func reply(_ points: String) -> HotlineReply {
    var reply = HotlineReply()
    reply.fact = .confirmed
    reply.siteView = .noSite
    reply.claim = .justified
    reply.points = points
    reply.department = "居委会"
    reply.signedBy = "居委会"
    reply.manner = .phone
    reply.answeredAt = at
    reply.solution = .solved
    reply.opinion = .satisfied
    reply.isPublic = false
    return reply
  }

  private func file(_ points: String, on ids: [RequestID]) throws -> [String?] {
    try desk.store.performAll(
      ids.map { JointStep(.ticket(.reply(reply(points), meeting: nil)), on: $0, expecting: nil) },
      by: desk.actor, at: at
    ).map(\.reason)
  }

  @Test(
    "Who called in confidence is named in none of the tickets that are answered together",
    arguments: ["是否保密", "是否匿名"])
  func hidden(_ column: String) throws {
    let first = try ready("A1", name: "张建国", phone: "13800002046", columns: [column: "是"])
    let other = try ready("A2", name: "李四", phone: "13900003157")
    for order in [[first, other], [other, first]] {
      for words in ["答复张建国", "答复张先生", "致电138 0000 2046答复来电人"] {
        let reasons = try file("居委会已于11月20日\(words)：换了接头，不漏了。", on: order)
        #expect(reasons.allSatisfy { $0?.contains("来电人") == true }, "\(reasons)")
      }
    }
    let told = try file("居委会已于11月20日答复张建国：换了接头，不漏了。", on: [first, other])
    #expect(told.last??.contains("一起答复的 A1") == true)
    #expect(try desk.store.detail(id: other).request.ticket?.replies.isEmpty == true)
    #expect(try file("居委会已于11月20日答复来电人：换了接头，不漏了。", on: [first, other]) == [nil, nil])
    let filed = try #require(try desk.store.detail(id: other).request.ticket?.replies.last?.reply)
    #expect(filed.sheet.contains { $0.field == "联系人" && $0.value == "李四" })
  }

  @Test("Callers who may be named are, and what is wrong with one stops only that one")
  func open() throws {
    let ids = [
      try ready("B1", name: "张建国", phone: "13800002046"),
      try ready("B2", name: "李四", phone: "13900003157"),
    ]
    #expect(try file("居委会已于11月20日答复张建国：换了接头，不漏了。", on: ids) == [nil, nil])
    let again = try file("居委会已于11月20日答复张建国：换了接头，不漏了。", on: ids + [RequestID("gone")])
    #expect(again.count == 3 && again.allSatisfy { $0 != nil })
  }
}
