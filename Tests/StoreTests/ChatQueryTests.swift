import CoreModel
import Testing

@testable import Store

@Suite("What came in by residents' groups") struct ChatQueryTests {
  @Test(
    "Those of the span are found as they were registered, the cancelled and the other channels not")
  func found() throws {
    let desk = try TestDesk()
    let early = desk.now.adding(minutes: -60)
    let first = try desk.add("楼道灯不亮", name: "张阿姨", receivedAt: early)
    try desk.add("更早的", receivedAt: early.adding(seconds: -1))
    let cancelled = try desk.add("登记错了", followedBy: [.cancel(reason: "登记错了")])
    var call = desk.form("打电话来的")
    call.channel = .phone
    _ = try desk.store.register(call, by: desk.actor, at: desk.now)
    let later = try desk.add("水管漏水", group: 0, room: "502")
    _ = try desk.store.perform(
      .amend(Amendment(text: "厨房水管漏水")), on: later.history.id, expecting: nil, by: desk.actor,
      at: desk.now)
    let found = try desk.store.chatRegistered(in: desk.scope, receivedAt: early...desk.now)
    #expect(
      found == [
        ChatRegistered(
          number: later.request.number, resident: "", text: "水管漏水", receivedAt: desk.now),
        ChatRegistered(
          number: first.request.number, resident: "张阿姨", text: "楼道灯不亮", receivedAt: early),
      ])
    #expect(!found.contains { $0.number == cancelled.request.number })
  }

  @Test("A conversation that was registered is recognised when it is pasted again")
  func again() throws {
    let desk = try TestDesk()
    let directory = try desk.store.directory(of: desk.scope)
    let text = "张阿姨 2026/11/21 19:36:05\n12号502 厨房漏水\n李:\n"
    func intake() -> ChatIntake {
      ChatIntake(text, in: directory, rules: .standard, at: desk.now)
    }
    let candidate = try #require(intake().candidates.first)
    let detail = try desk.store.register(
      candidate.registration(in: desk.scope, firstReceiver: desk.officer.id, at: desk.now),
      followedBy: candidate.steps(taken: true, at: desk.now), by: desk.actor, at: desk.now)
    #expect(detail.request.tier != nil)
    var again = intake()
    again.leaveOut(
      try desk.store.chatRegistered(
        in: desk.scope,
        receivedAt: ChatRegistered.span(of: again.candidates, at: desk.now)))
    #expect(again.candidates.first?.omission == .registered(detail.request.number))
  }
}
