import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct LinkTests {
  private func leak(_ desk: TestDesk, _ count: Int) throws -> [RequestDetail] {
    try (0..<count).map { try desk.add("厨房漏水", group: 0, room: "\($0 + 1)01") }
  }

  private func link(_ desk: TestDesk, _ one: RequestDetail, to main: RequestDetail) throws
    -> RequestDetail
  {
    try desk.store.perform(
      .link(to: main.request.id, note: "同一处"), on: one.request.id, expecting: nil, by: desk.actor,
      at: desk.now)
  }

  @Test func mainAndLinkedShowEachOtherInDetailsAndLists() throws {
    let desk = try TestDesk()
    let requests = try leak(desk, 3)
    for one in requests.dropFirst() { _ = try link(desk, one, to: requests[0]) }
    let main = try desk.store.detail(id: requests[0].request.id)
    #expect(main.kin.linked.map(\.number) == ["20261121-002", "20261121-003"])
    #expect(main.kin.linked.allSatisfy { $0.main?.number == "20261121-001" })
    let linked = try desk.store.detail(id: requests[1].request.id)
    #expect(linked.kin.main?.number == "20261121-001" && linked.kin.linked.isEmpty)
    #expect(linked.kin.main?.place.room == "101")
    let rows = try desk.store.queue(QueueFilter(scope: desk.scope), now: desk.now).rows
    #expect(rows.map(\.linkedCount).sorted() == [0, 0, 2])
    #expect(Set(rows.compactMap(\.mainNumber)) == ["20261121-001"])
    #expect(try desk.store.doctor().ok)
  }

  @Test func unlinkingAndUndoingAreKeptInTheTable() throws {
    let desk = try TestDesk()
    let requests = try leak(desk, 2)
    let id = requests[1].request.id
    _ = try link(desk, requests[1], to: requests[0])
    func give(_ command: RequestCommand) throws -> RequestDetail {
      try desk.store.perform(command, on: id, expecting: nil, by: desk.actor, at: desk.now)
    }
    #expect(try give(.unlink(note: "")).kin.main == nil)
    #expect(try give(.undo(reason: "")).kin.main?.number == "20261121-001")
    #expect(try give(.undo(reason: "")).kin.main == nil)
    #expect(try desk.store.detail(id: requests[0].request.id).kin.linked.isEmpty)
    #expect(try desk.store.doctor().ok)
  }

  @Test func aNewRequestCanBeLinkedInTheSameBreath() throws {
    let desk = try TestDesk()
    let main = try leak(desk, 1)[0]
    let new = try desk.add("也漏水", group: 0, followedBy: [.link(to: main.request.id, note: "")])
    #expect(new.kin.main?.number == main.request.number)
    #expect(try desk.store.doctor().ok)
    #expect(throws: StoreError.self) {
      try desk.add("又漏水", followedBy: [.link(to: new.request.id, note: "")])
    }
    #expect(try desk.store.requestCount(of: desk.scope) == 2)
  }

  @Test func rulesAreAskedWithWhatTheDatabaseKnows() throws {
    let desk = try TestDesk()
    let requests = try leak(desk, 3)
    _ = try link(desk, requests[1], to: requests[0])
    #expect(throws: StoreError.self) { try link(desk, requests[2], to: requests[1]) }
    #expect(throws: StoreError.self) { try link(desk, requests[0], to: requests[2]) }
    #expect(
      try desk.store.detail(id: requests[0].request.id).refusal(of: .link, by: desk.actor) != nil)
  }

  @Test func doctorFindsATableThatDisagrees() throws {
    let desk = try TestDesk()
    let requests = try leak(desk, 2)
    _ = try link(desk, requests[1], to: requests[0])
    try desk.store.pool.write { try $0.execute(sql: "DELETE FROM request_link") }
    let report = try desk.store.doctor()
    #expect(!report.ok)
    #expect(report.checks.first { $0.name == "links" }?.ok == false)
  }

  @Test func theTableItselfRefusesChains() throws {
    let desk = try TestDesk()
    let requests = try leak(desk, 3)
    _ = try link(desk, requests[1], to: requests[0])
    #expect(throws: (any Error).self) {
      try desk.store.pool.write {
        try $0.execute(sql: "INSERT INTO request_link SELECT 3, 2, 0, actor_id FROM request_link")
      }
    }
  }

  /// A database as the first release left it: without what later steps add.
  private func released(_ desk: TestDesk) throws -> String {
    let path = desk.folder + "/old.sqlite"
    try desk.store.pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO '\(path)'") }
    let old = try DatabaseQueue(path: path)
    try old.write {
      try $0.execute(sql: "DROP TABLE request_link; DELETE FROM schema_step WHERE name = 'link'")
    }
    try old.close()
    return path
  }

  @Test func aReleasedDatabaseIsBroughtUpToDateAlsoByThoseWhoOnlyLook() throws {
    let desk = try TestDesk()
    let requests = try leak(desk, 2)
    for mode in [DeskStore.Mode.readWrite, .readOnly] {
      let path = try released(desk)
      let store = try DeskStore.open(path: path, mode: mode)
      #expect(try store.queue(QueueFilter(scope: desk.scope), now: desk.now).rows.count == 2)
      try store.close()
      let writer = try DeskStore.open(path: path)
      _ = try writer.perform(
        .link(to: requests[0].request.id, note: ""), on: requests[1].request.id, expecting: 1,
        by: desk.actor, at: desk.now)
      #expect(try writer.doctor().checks.filter { !$0.ok }.map(\.name) == ["permissions"])
      try writer.close()
      try FileManager.default.removeItem(atPath: path)
    }
  }

  @Test func linksCostAListNoWalk() throws {
    let desk = try TestDesk()
    let plan = try desk.store.pool.read { db in
      try Row.fetchAll(
        db,
        sql: """
          EXPLAIN QUERY PLAN SELECT \(LinkRecords.columns)
          FROM request r INDEXED BY request_open
          WHERE r.neighborhood_id = 1 AND r.due_at IS NOT NULL ORDER BY r.due_at, r.id LIMIT 50
          """
      ).map { $0["detail"] as String }
    }
    #expect(plan.allSatisfy { !$0.hasPrefix("SCAN") && !$0.contains("TEMP B-TREE") }, "\(plan)")
  }
}

@Suite struct WritingManyTests {
  @Test func eachGetsItsOwnEventAndOneRefusalStopsNoOther() throws {
    let desk = try TestDesk()
    let requests = try (0..<4).map { try desk.add("楼道灯不亮", room: "\($0)") }
    _ = try desk.store.perform(
      .cancel(reason: "重复"), on: requests[1].request.id, expecting: 1, by: desk.actor, at: desk.now)
    _ = try desk.store.perform(
      .note(text: "别的台"), on: requests[2].request.id, expecting: 1, by: desk.boss, at: desk.now)
    let outcomes = try desk.store.performAll(
      requests.map { ($0.request.id, 1) } + [
        (RequestID("none"), nil), (requests[0].request.id, 1),
      ],
      .respond(note: "马上派人"), by: desk.actor, at: desk.now)
    #expect(outcomes.map(\.id) == requests.map(\.request.id) + [RequestID("none")])
    #expect(outcomes[0].done?.request.version == 2 && outcomes[3].done?.request.version == 2)
    guard case .conflict(let first) = outcomes[1].result,
      case .conflict(let other) = outcomes[2].result
    else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(first.title == "撤销" && other.by == "周敏")
    #expect(outcomes[4].reason?.contains("没有找到") == true)
    for index in [0, 3] {
      let events = try desk.store.detail(id: requests[index].request.id).history.events
      #expect(events.map(\.event).last == .responded(Remark("马上派人")))
      #expect(events.count == 2)
    }
    #expect(try desk.store.detail(id: requests[2].request.id).request.respondedAt == nil)
    #expect(try desk.store.doctor().ok)
  }

  @Test func refusalsSayWhy() throws {
    let desk = try TestDesk()
    let requests = try [desk.add("灯"), desk.add("水", followedBy: desk.closing)]
    let outcomes = try desk.store.performAll(
      requests.map { ($0.request.id, nil) }, .respond(note: "在看"), by: desk.actor, at: desk.now)
    #expect(outcomes[0].done != nil)
    #expect(outcomes[1].reason?.contains("重开") == true)
  }

  @Test func aDatabaseThatGivesUpLeavesNoneDone() throws {
    let desk = try TestDesk()
    let requests = try (0..<3).map { try desk.add("灯 \($0)") }
    try desk.store.pool.write {
      try $0.execute(
        sql: """
          CREATE TRIGGER break_off BEFORE INSERT ON event WHEN NEW.request_id = 3
          BEGIN SELECT RAISE (ABORT, 'broken off'); END
          """)
    }
    #expect(throws: StoreError.self) {
      try desk.store.performAll(
        requests.map { ($0.request.id, nil) }, .respond(note: ""), by: desk.actor, at: desk.now)
    }
    for one in requests {
      #expect(try desk.store.detail(id: one.request.id).request.version == 1)
    }
  }

  @Test func detailsComeInTheOrderAskedFor() throws {
    let desk = try TestDesk()
    let requests = try (0..<3).map { try desk.add("灯 \($0)") }
    let ids = [2, 0, 1].map { requests[$0].request.id }
    #expect(try desk.store.details(of: ids + [RequestID("none")]).map(\.request.id) == ids)
  }
}
