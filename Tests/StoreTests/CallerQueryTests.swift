import CoreModel
import Testing

@testable import Store

@Suite("同一来电人 in the store") struct CallerQueryTests {
  private func ticket(_ number: String, others: [String: String] = [:]) -> HotlineTicket {
    HotlineTicket(
      number: number, kind: .complaint, kindText: "投诉",
      assignedAt: Instant(iso8601: "2026-11-20T09:00") ?? Instant(milliseconds: 0),
      otherColumns: others)
  }

  @discardableResult
  private func add(
    _ desk: TestDesk, _ text: String, phone: String, daysAgo: Int = 0, ticket: HotlineTicket? = nil,
    followedBy commands: [RequestCommand] = []
  ) throws -> RequestDetail {
    let at = desk.now.adding(minutes: -daysAgo * 1440 - 60)
    return try desk.store.register(
      desk.form(text, name: "李阿姨", phone: phone, receivedAt: at, ticket: ticket),
      followedBy: commands, by: desk.actor, at: desk.now)
  }

  @Test("Everything of a number, however it is written, newest first; nothing of others")
  func history() throws {
    let desk = try TestDesk()
    try add(desk, "漏水", phone: "138 0000 2046", daysAgo: 40, followedBy: desk.closing)
    try add(desk, "夜间噪声", phone: "13800002046 62120000", daysAgo: 3)
    try add(desk, "请打 13800002046 找物业", phone: "13900003157", daysAgo: 2)
    try add(desk, "登记错了", phone: "13800002046", followedBy: [.cancel(reason: "重复登记")])
    try add(desk, "又吵了", phone: "13800002046", ticket: ticket("T1"))
    let history = try desk.store.callerHistory(ofPhone: "+86 138-0000-2046", in: desk.scope)
    #expect(history.entries.map(\.text) == ["又吵了", "夜间噪声", "漏水"])
    #expect(history.entries.map(\.ending) == [nil, nil, .accepted])
    #expect(history.entries.map(\.ticketNumber) == ["T1", nil, nil])
    #expect(history.total == 3 && history.open == 2)
    #expect(
      try desk.store.callerHistory(ofPhone: "6212 0000", in: desk.scope).entries.map(\.text)
        == ["夜间噪声"])
    #expect(try desk.store.callerHistory(ofPhone: "13700000000", in: desk.scope).isEmpty)
    #expect(try desk.store.callerHistory(ofPhone: "802", in: desk.scope).isEmpty)
  }

  @Test(
    "A request that is looked at has its caller's history, and a ticket the counts of its matter")
  func beside() throws {
    let desk = try TestDesk()
    try add(desk, "楼上夜间噪声大", phone: "13800002046", daysAgo: 3)
    try add(desk, "楼上夜间噪声，睡不着", phone: "13900003157", daysAgo: 2)
    let own = try add(desk, "楼上夜间噪声又来了", phone: "13800002046", ticket: ticket("T1"))
    let detail = try desk.store.detail(id: own.history.id)
    #expect(detail.caller?.entries.map(\.text) == ["楼上夜间噪声大"])
    #expect(detail.caller?.own?.id == own.history.id)
    #expect(detail.repeats?.ofPhone == 2)
    #expect(try #require(detail.repeats).ofMatter >= 2)
    #expect(try desk.store.detail(number: "T1", in: desk.scope).caller == detail.caller)
    let similar = try desk.store.similar(
      to: SimilarQuery(
        scope: desk.scope, place: RequestPlace(), phone: "13800002046", text: "漏水", at: desk.now))
    #expect(similar.caller?.total == 2)
  }

  @Test("已加微信 in any of them says so, and a ticket that waits for 回访 is named")
  func weChat() throws {
    let desk = try TestDesk()
    let contact = ContactAttempt(
      by: desk.officer.id, at: desk.now, words: "说好了", addedWeChat: true)
    try add(
      desk, "噪声", phone: "13800002046", daysAgo: 1, ticket: ticket("T1"),
      followedBy: [.ticket(.contact(contact, meeting: nil))])
    let own = try add(desk, "又吵", phone: "13800002046")
    let caller = try #require(try desk.store.detail(id: own.history.id).caller)
    #expect(caller.hasWeChat && caller.awaitingVisit == nil)
  }

  @Test("What a 保密 caller said elsewhere leads to nobody")
  func secret() throws {
    let desk = try TestDesk()
    try add(desk, "李阿姨说楼道灯坏", phone: "13800002046", daysAgo: 4)
    let own = try add(
      desk, "噪声", phone: "13800002046", ticket: ticket("T1", others: ["是否保密": "是"]))
    let caller = try #require(try desk.store.detail(id: own.history.id).caller)
    #expect(caller.entries.map(\.text) == ["来电人说楼道灯坏"])
    #expect(caller.entries.map(\.number) == [""])
    var text = ""
    dump(try desk.store.detail(id: own.history.id), to: &text)
    #expect(!text.contains("李阿姨") && !text.contains("13800002046"))
  }

  @Test("Tickets whose callers have not heard from us too long are counted until somebody speaks")
  func longWithoutWord() throws {
    let desk = try TestDesk()
    let one = try add(desk, "噪声", phone: "13800002046", ticket: ticket("T1"))
    try add(desk, "漏水", phone: "13900003157")
    let later = desk.now.adding(minutes: 9 * 1440)
    #expect(try desk.store.counts(of: desk.scope, now: desk.now).hotline.silent == 0)
    #expect(try desk.store.counts(of: desk.scope, now: later).hotline.silent == 1)
    let attempt = ContactAttempt(by: desk.officer.id, at: later, words: "说了进展")
    _ = try desk.store.perform(
      .ticket(.contact(attempt, meeting: nil)), on: one.history.id, expecting: nil,
      by: desk.actor, at: later)
    #expect(try desk.store.counts(of: desk.scope, now: later).hotline.silent == 0)
    #expect(try desk.store.doctor().ok)
  }
}
