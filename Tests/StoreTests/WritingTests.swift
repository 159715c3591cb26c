import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct WritingTests {
  @Test func aRequestGoesItsWholeWayAndComesBackAsItWas() throws {
    let desk = try TestDesk()
    let taken = try desk.add(
      "楼道灯不亮", group: 0, room: "502", name: "李阿姨", phone: "13800002046", urgency: .urgent)
    #expect(taken.request.number == "20261121-001")
    #expect(taken.obligation?.kind == .firstResponse)
    let later = desk.now.adding(minutes: 3)
    var detail = taken
    for command in desk.closing {
      detail = try desk.store.perform(
        command, on: taken.request.id, expecting: detail.request.version, by: desk.actor, at: later)
      var seen = try desk.store.detail(id: taken.request.id)
      // Looked up for whoever reads, not for whoever writes.
      #expect(seen.caller != nil && seen.checks != nil)
      seen.caller = detail.caller
      seen.checks = detail.checks
      #expect(seen == detail)
    }
    #expect(detail.request.status == .closed)
    #expect(detail.obligation == nil)
    #expect(detail.history.events.count == 6)
    #expect(try desk.store.doctor().ok)
  }

  @Test func numbersRunOnWithinTheDayOfReceipt() throws {
    let desk = try TestDesk()
    let yesterday = desk.now.adding(minutes: -1440)
    #expect(try desk.add("一").request.number == "20261121-001")
    #expect(try desk.add("二").request.number == "20261121-002")
    #expect(try desk.add("三", receivedAt: yesterday).request.number == "20261120-001")
    #expect(try desk.add("四").request.number == "20261121-003")
  }

  @Test func aStaleVersionIsAConflictWithTheOthersName() throws {
    let desk = try TestDesk()
    let id = try desk.add("漏水").request.id
    let later = desk.now.adding(minutes: 2)
    _ = try desk.store.perform(
      .respond(note: ""), on: id, expecting: 1, by: desk.boss, at: later)
    let conflict = StoreError.conflict(.init(by: "周敏", at: later, title: "响应", version: 2))
    #expect(throws: conflict) {
      try desk.store.perform(
        .note(text: "住户不在家"), on: id, expecting: 1, by: desk.actor, at: later)
    }
    #expect(conflict.message.contains("周敏 已在 19:44 先行「响应」"))
    #expect(try desk.store.detail(id: id).request.version == 2)
  }

  @Test func whatTheRulesRefuseIsNotStored() throws {
    let desk = try TestDesk()
    #expect {
      try desk.add("  ")
    } throws: {
      if case StoreError.refused = $0 { true } else { false }
    }
    #expect {
      try desk.add("漏水", followedBy: [.respond(note: ""), .confirm(note: "")])
    } throws: {
      if case StoreError.refused = $0 { true } else { false }
    }
    #expect(try desk.store.requestCount(of: desk.scope) == 0)
    #expect(throws: StoreError.notFound("这件诉求")) {
      try desk.store.perform(
        .respond(note: ""), on: RequestID("none"), expecting: nil, by: desk.actor, at: desk.now)
    }
  }

  @Test func eventsCannotBeChangedOrDeletedByAnyone() throws {
    let desk = try TestDesk()
    try desk.add("漏水")
    for sql in [
      "UPDATE event SET at = 0", "DELETE FROM event", "DELETE FROM request",
      "UPDATE request SET due_at = NULL",
    ] {
      #expect(throws: DatabaseError.self) { try desk.store.pool.write { try $0.execute(sql: sql) } }
    }
  }

  @Test func fourDesksAtOnceLoseNothing() throws {
    let desk = try TestDesk()
    let shared = try desk.add("四方会办").request.id
    let failures = Failures()
    let path = desk.store.path
    let (form, actor, now) = (desk.form("漏水"), desk.actor, desk.now)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      failures.catching {
        let store = try DeskStore.open(path: path)
        for _ in 0..<25 {
          _ = try store.register(form, by: actor, at: now)
          _ = try store.perform(.note(text: "在办"), on: shared, expecting: nil, by: actor, at: now)
        }
      }
    }
    #expect(failures.all.isEmpty)
    #expect(try desk.store.requestCount(of: desk.scope) == 101)
    #expect(try desk.store.detail(id: shared).request.version == 101)
    let numbers = try desk.store.queue(
      QueueFilter(scope: desk.scope), limit: 200, now: desk.now
    ).rows.map(\.number)
    #expect(Set(numbers).count == 101)
    #expect(try desk.store.doctor().ok)
  }

  @Test(arguments: 0..<12) func anyStepsLeaveTheRowWhatTheEventsSay(seed: UInt64) throws {
    let desk = try TestDesk()
    var random = Dice(seed: seed)
    var ids: [RequestID] = []
    var now = desk.now
    for _ in 0..<60 {
      now = now.adding(minutes: Int.random(in: 0...600, using: &random))
      if ids.isEmpty || Int.random(in: 0..<5, using: &random) == 0 {
        ids.append(
          try desk.add("第\(ids.count)件", group: 1, name: "王阿姨", receivedAt: now).request.id)
        continue
      }
      let command = Self.commands(desk, now).randomElement(using: &random) ?? .note(text: "无")
      let id = ids.randomElement(using: &random) ?? ids[0]
      let actor = Bool.random(using: &random) ? desk.actor : desk.boss
      _ = try? desk.store.perform(command, on: id, expecting: nil, by: actor, at: now)
    }
    let report = try desk.store.doctor()
    #expect(report.ok, "\(report.checks.filter { !$0.ok })")
  }

  private static func commands(_ desk: TestDesk, _ now: Instant) -> [RequestCommand] {
    [
      .respond(note: "马上来"), .triage(TriageDecision(tier: .first)),
      .triage(TriageDecision(tier: .second, urgency: .urgent)),
      .dispatch(Dispatch(to: .person(desk.fitter.id))),
      .dispatch(Dispatch(to: .pool(.maintenance))),
      .accept(by: desk.fitter.id), .arrive(note: ""), .resolve(Resolution(outcome: "修好了")),
      .feedback(Feedback("修好了", by: .phone)), .confirm(note: ""), .reject(reason: "还漏"),
      .supervise(instruction: "今天修好"), .hold(Hold(reason: "等配件", until: now.adding(minutes: 900))),
      .resume(note: ""), .escalate(reason: "多户"), .note(text: "看过"), .undo(reason: "按错"),
      .amend(
        Amendment(text: "更正：漏水", place: RequestPlace(group: desk.groups[2].id, room: "101"))),
      .cancel(reason: "重复"), .reopen(reason: "又坏了"),
    ]
  }
}

/// The same numbers for the same seed.
struct Dice: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
