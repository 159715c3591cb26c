import CoreModel
import GRDB
import Testing

@testable import Store

@Suite("去向 in the store") struct OnwardStoreTests {
  private let link = OnwardLink(.agenda, id: "a1", title: "停车规划")

  private func record(
    _ event: OnwardEvent, on id: RequestID, _ desk: TestDesk
  ) throws {
    _ = try desk.store.change { db in
      try OnwardRecords(try desk.store.records(of: desk.scope, db))
        .record(event, on: id, by: desk.boss, at: desk.now)
    }
  }

  @Test("A thing knows its requests, a request its thing, and the row who owes the step")
  func bothWays() throws {
    let desk = try TestDesk()
    let first = try desk.add(
      "车位不够", group: 0, followedBy: [.respond(note: ""), .escalate(reason: "涉及多户")]
    ).request
    let second = try desk.add(
      "车子乱停", group: 1, followedBy: [.respond(note: ""), .escalate(reason: "涉及多户")]
    ).request
    let step = OnwardStep(
      .meeting, "协调会", dueAt: desk.now.adding(minutes: 90), by: desk.fitter.id)
    for id in [first.id, second.id] {
      try record(.joined(OnwardJoining(link, step: step)), on: id, desk)
    }
    try record(.left(OnwardLeaving(link, reason: "另办")), on: second.id, desk)
    let sources = try desk.store.sources(of: link, in: desk.scope)
    #expect(sources.map(\.id) == [first.id, second.id])
    #expect(sources.map(\.wasLeft) == [false, true])
    let owed = try #require(sources.first?.row.obligation)
    #expect(owed.kind == .meeting && owed.owedBy == .handler(.person(desk.fitter.id)))
    #expect(try desk.store.detail(id: first.id).request.carriedBy?.link == link)
    try record(
      .settled(OnwardSettlement(link, outcome: "划好车位", resolves: true)), on: first.id, desk)
    let told = try #require(try desk.store.sources(of: link, in: desk.scope).first)
    #expect(told.outcome == "划好车位" && told.row.obligation?.kind == .telling)
  }

  @Test("What cannot take part leaves nothing behind")
  func refused() throws {
    let desk = try TestDesk()
    let request = try desk.add("车位不够", group: 0).request
    #expect(throws: StoreError.self) {
      try record(.joined(OnwardJoining(link)), on: request.id, desk)
    }
    #expect(try desk.store.sources(of: link, in: desk.scope).isEmpty)
    #expect(try desk.store.detail(id: request.id).request.version == 1)
  }

  @Test("A standing measure comes back when it is done, by itself and within a request")
  func recurring() throws {
    let desk = try TestDesk()
    let order = TaskOrder(
      title: "疏通下水", person: desk.officer.id, dueAt: desk.now.adding(minutes: 60),
      origin: OnwardLink(.whistle, id: "w1", title: "下水堵塞"),
      recurrence: Recurrence(every: 1, unit: .quarter))
    let task = try desk.store.perform(
      .set(order), in: desk.scope, by: desk.actor, at: desk.now)
    try desk.store.perform(
      .settle(TaskSettlement(task.id, .done)), in: desk.scope, by: desk.actor, at: desk.now)
    let next = try #require(try desk.store.openTasks(of: desk.scope).first?.task)
    #expect(next.id != task.id && next.origin == order.origin)
    #expect(next.recurrence == order.recurrence && next.dueAt > order.dueAt)
    let from = OnwardLink(.whistle, id: "w1", title: "")
    #expect(try desk.store.tasks(from: from, in: desk.scope).map(\.isOpen) == [false, true])
    try desk.store.perform(
      .settle(TaskSettlement(next.id, .dropped, words: "改由物业做")), in: desk.scope, by: desk.actor,
      at: desk.now)
    #expect(try desk.store.openTasks(of: desk.scope).isEmpty)

    let request = try desk.add("下水堵塞", group: 0).request
    let ofRequest = try desk.store.perform(
      .task(.set(order)), on: request.id, expecting: nil, by: desk.actor, at: desk.now
    ).request.tasks
    let own = try #require(ofRequest.first)
    try desk.store.perform(
      .settle(TaskSettlement(own.id, .done)), in: desk.scope, by: desk.actor, at: desk.now)
    let after = try desk.store.detail(id: request.id).request.tasks
    #expect(after.map(\.isOpen) == [false, true] && Set(after.map(\.id)).count == 2)
  }

  @Test("Where the tables do not say what the log says, doctor says where")
  func doctor() throws {
    let desk = try TestDesk()
    let request = try desk.add(
      "车位不够", group: 0, followedBy: [.respond(note: ""), .escalate(reason: "涉及多户")]
    ).request
    try record(.joined(OnwardJoining(link)), on: request.id, desk)
    let order = TaskOrder(
      title: "贴通知", person: desk.officer.id, dueAt: desk.now.adding(minutes: 60))
    try desk.store.perform(.set(order), in: desk.scope, by: desk.actor, at: desk.now)
    _ = try desk.store.perform(
      .task(.set(order)), on: request.id, expecting: nil, by: desk.actor, at: desk.now)
    #expect(try desk.store.doctor().ok)
    for (change, check) in [
      ("UPDATE request_onward SET uid = 'a2'", "onward"),
      ("UPDATE desk_task SET due_at = due_at + 1", "tasks"),
      ("UPDATE request_answer SET due_at = due_at + 1", "projection"),
    ] {
      try desk.store.pool.write { try $0.execute(sql: change) }
      let found = try desk.store.doctor().checks.filter { !$0.ok }.map(\.name)
      #expect(found.contains(check), "\(change): \(found)")
    }
  }
}
