import CoreModel
import Testing

@testable import Store

@Suite("交办 in the store") struct TaskStoreTests {
  private func order(_ desk: TestDesk, _ title: String, days: Int = 1) -> TaskOrder {
    TaskOrder(
      title: title, person: desk.officer.id, dueAt: desk.now.adding(minutes: days * 1440),
      meeting: desk.now.day)
  }

  @Test("A task of a request is listed with it, is its next obligation, and goes with its undoing")
  func ofRequest() throws {
    let desk = try TestDesk()
    let request = try desk.add("楼道灯不亮", group: 0)
    let detail = try desk.store.perform(
      .task(.set(order(desk, "去看灯"))), on: request.request.id, expecting: nil, by: desk.actor,
      at: desk.now)
    let task = try #require(detail.request.openTasks.first)
    let line = try #require(try desk.store.openTasks(of: desk.scope).first)
    #expect(line.task == task)
    #expect(line.request?.number == request.request.number)
    _ = try desk.store.perform(
      .undo(reason: ""), on: request.request.id, expecting: nil, by: desk.actor, at: desk.now)
    #expect(try desk.store.openTasks(of: desk.scope).isEmpty)
  }

  @Test("Settled by its own name it is settled in its request's history too")
  func byName() throws {
    let desk = try TestDesk()
    let request = try desk.add("楼道灯不亮", group: 0).request
    let task = try #require(
      try desk.store.perform(
        .task(.set(order(desk, "去看灯"))), on: request.id, expecting: nil, by: desk.actor,
        at: desk.now
      ).request.tasks.first)
    let after = try desk.store.perform(
      .settle(TaskSettlement(task.id, .done, words: "换了灯泡")), in: desk.scope, by: desk.actor,
      at: desk.now.adding(minutes: 9))
    #expect(after.settledAt == desk.now.adding(minutes: 9))
    #expect(try desk.store.detail(id: request.id).request.openTasks.isEmpty)
    #expect(try desk.store.openTasks(of: desk.scope).isEmpty)
    let settled = try desk.store.settledTasks(
      of: desk.scope, from: desk.now, until: desk.now.adding(minutes: 10))
    #expect(settled.map(\.task) == [after])
    #expect(
      try desk.store.settledTasks(of: desk.scope, from: desk.now, until: desk.now).isEmpty)
  }

  @Test("One that stands by itself has a log of its own; the list is in the order of the dates")
  func alone() throws {
    let desk = try TestDesk()
    let later = try desk.store.perform(
      .set(order(desk, "买灯泡", days: 3)), in: desk.scope, by: desk.actor, at: desk.now)
    let sooner = try desk.store.perform(
      .set(order(desk, "贴通知")), in: desk.scope, by: desk.actor, at: desk.now)
    #expect(later.id != sooner.id)
    #expect(try desk.store.openTasks(of: desk.scope).map(\.task) == [sooner, later])
    let change = TaskChange(
      sooner.id, person: desk.secretary.id, dueAt: desk.now.adding(minutes: 5 * 1440),
      reason: "打印机坏了")
    let changed = try desk.store.perform(
      .change(change), in: desk.scope, by: desk.actor, at: desk.now)
    #expect(changed.timesPutOff == 1)
    let lines = try desk.store.openTasks(of: desk.scope)
    #expect(lines.map(\.task) == [later, changed])
    #expect(lines.allSatisfy { $0.request == nil })
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .settle(TaskSettlement(TaskID("nobody's"), .done)), in: desk.scope, by: desk.actor,
        at: desk.now)
    }
  }

  @Test("What another desk has put down of a task is not written over unseen")
  func twoDesks() throws {
    let desk = try TestDesk()
    let request = try desk.add("楼道灯不亮")
    let ofRequest = try #require(
      try desk.store.perform(
        .task(.set(order(desk, "去看灯"))), on: request.request.id, expecting: nil,
        by: desk.actor, at: desk.now
      ).request.openTasks.first)
    let alone = try desk.store.perform(
      .set(order(desk, "贴通知")), in: desk.scope, by: desk.actor, at: desk.now)
    for seen in [ofRequest, alone] {
      func put(_ days: Int) throws -> DeskTask {
        try desk.store.perform(
          .change(
            TaskChange(
              seen.id, person: desk.secretary.id, dueAt: desk.now.adding(minutes: days * 1440),
              reason: "等批复")), in: desk.scope, seen: seen, by: desk.actor, at: desk.now)
      }
      let first = try put(5)
      #expect(throws: StoreError.self) { try put(3) }
      #expect(
        try desk.store.openTasks(of: desk.scope).first { $0.id == seen.id }?.task.dueAt
          == first.dueAt)
    }
  }
}
