import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("A new desk") struct FoundingTests {
  let folder: String
  let now = Instant(iso8601: "2026-11-20T10:00:00+08:00") ?? Instant(milliseconds: 0)

  init() throws { folder = try TestDesk.makeFolder() }

  var draft: SetupDraft {
    var draft = SetupDraft()
    draft.neighborhood = "瑞和锦庭居民区"
    draft.name = "陈静"
    draft.estates = "瑞和锦庭 瑞和物业\n木荷苑"
    draft.groups = "1-3号楼\n木荷苑 1-2号"
    draft.staff = "王芳 值班员 13800002046\n赵师傅 物业维修"
    draft.working = "08:30-19:00"
    draft.shifts = "周一至周五 17:30-19:00 王芳"
    return draft
  }

  @Test("Everything is there at once, and the draft is gone")
  func founded() throws {
    let store = try DeskStore.open(path: folder + "/desk.sqlite")
    try store.saveSetupDraft(draft, at: now)
    #expect(try store.setupDraft() == draft)
    let signIn = try store.found(draft, at: now)
    #expect(signIn.isNew && signIn.person.name == "陈静" && signIn.person.role == .secretary)
    #expect(try store.setupDraft() == nil)
    let directory = try store.directory(of: signIn.neighborhood.id)
    #expect(directory.people.map(\.name) == ["陈静", "王芳", "赵师傅"])
    #expect(directory.groups.map(\.name) == ["1号楼", "2号楼", "3号楼", "木荷苑1号", "木荷苑2号"])
    #expect(
      directory.groups.map { directory.estate($0.estate)?.name ?? "" }
        == ["瑞和锦庭", "瑞和锦庭", "瑞和锦庭", "木荷苑", "木荷苑"])
    let rules = try store.rules(of: signIn.neighborhood.id)
    #expect(DutyHoursText.text(of: rules.deadlines.dutyHours.working) == "08:30-19:00")
    let shifts = try store.shifts(of: signIn.neighborhood.id, from: now.day, through: now.day)
    #expect(shifts.map(\.people) == [[directory.people[1].id]])
    #expect(shifts.first?.start.clockText == "17:30")
    // Nobody sets it up a second time.
    #expect(throws: StoreError.self) { try store.found(draft, at: now) }
    #expect(try store.neighborhoods().count == 1)
    #expect(try store.doctor().ok)
    try store.close()
  }

  @Test("While something must be mended nothing is written")
  func refused() throws {
    let store = try DeskStore.open(path: folder + "/desk.sqlite")
    var draft = draft
    draft.groups = "1-9999号楼"
    #expect(throws: StoreError.self) { try store.found(draft, at: now) }
    #expect(try store.people().isEmpty && store.neighborhoods().isEmpty)
    try store.close()
  }

  @Test("A database of the first release takes the step and keeps what it has")
  func upgraded() throws {
    let path = folder + "/old.sqlite"
    let old = try DatabaseQueue(path: path)
    try old.write { db in
      try db.execute(
        sql: "CREATE TABLE schema_step (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT")
    }
    try old.writeWithoutTransaction { db in
      for sql in Schema.steps[0].sql { try db.execute(sql: sql) }
      try db.execute(sql: "INSERT INTO schema_step (name) VALUES ('v1')")
    }
    try old.close()
    let store = try DeskStore.open(path: path)
    #expect(try store.setupDraft() == nil)
    try store.saveSetupDraft(draft, at: now)
    #expect(try store.setupDraft()?.name == "陈静")
    try store.close()
  }
}

@Suite("Changes of a desk") struct DeskChangeStoreTests {
  @Test("What is added stands behind what is there, and a change keeps its place")
  func places() throws {
    let desk = try TestDesk()
    let store = desk.store
    let added = try store.perform(
      .addGroups([GroupEntry(estate: "瑞和锦庭", name: "20号楼")]), in: desk.scope, by: desk.boss,
      at: desk.now)
    #expect(added.added == 1)
    var group = desk.groups[0]
    group.leader = "张阿姨"
    group.name = "12A号楼"
    try store.perform(
      .changeGroup(group, was: desk.groups[0]), in: desk.scope, by: desk.boss, at: desk.now)
    try store.perform(.addMicroGrids(["第一微网格"]), in: desk.scope, by: desk.boss, at: desk.now)
    try store.perform(
      .addEstates([EstateEntry(name: "木荷苑", propertyCompany: "木荷物业")]), in: desk.scope,
      by: desk.boss, at: desk.now)
    try store.perform(
      .renameNeighborhood("瑞和居民区", was: "瑞和锦庭居民区"), in: desk.scope, by: desk.boss, at: desk.now)
    let directory = try store.directory(of: desk.scope)
    #expect(directory.groups.map(\.name) == ["12A号楼", "木荷苑5号", "3号楼", "20号楼"])
    #expect(directory.groups[0].leader == "张阿姨")
    #expect(directory.estates.map(\.name) == ["瑞和锦庭", "木荷苑"])
    #expect(directory.microGrids.map(\.name) == ["第一微网格"])
    #expect(directory.neighborhood.name == "瑞和居民区")
  }

  @Test("A request is found by the new name of its group without anything being reindexed")
  func renamed() throws {
    let desk = try TestDesk()
    try desk.add("楼道灯不亮", group: 0)
    var group = desk.groups[0]
    group.name = "紫藤楼"
    try desk.store.perform(
      .changeGroup(group, was: desk.groups[0]), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(try desk.found("紫藤楼") == ["楼道灯不亮"])
    #expect(try desk.found("12号楼").isEmpty)
    #expect(try desk.store.doctor().ok)
  }

  @Test("Nobody writes over what another desk has changed meanwhile")
  func overtaken() throws {
    let desk = try TestDesk()
    var mine = desk.groups[0]
    mine.leader = "张阿姨"
    var theirs = desk.groups[0]
    theirs.leader = "李师傅"
    try desk.store.perform(
      .changeGroup(theirs, was: desk.groups[0]), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .changeGroup(mine, was: desk.groups[0]), in: desk.scope, by: desk.boss, at: desk.now)
    }
    #expect(try desk.store.directory(of: desk.scope).groups[0].leader == "李师傅")
  }

  @Test("People come, change and leave; a name is borne once")
  func people() throws {
    let desk = try TestDesk()
    try desk.store.perform(
      .addPeople([StaffEntry(name: "丁建", role: .gridWorker, phone: "13900002345", unit: "街道")]),
      in: desk.scope, by: desk.boss, at: desk.now)
    let ding = try #require(try desk.store.directory(of: desk.scope).people.last)
    #expect(ding.name == "丁建" && ding.unit == "街道")
    var left = ding
    left.isActive = false
    try desk.store.perform(
      .changePerson(left, was: ding), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(try !desk.store.people().contains { $0.name == "丁建" })
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .addPeople([StaffEntry(name: "丁建", role: .police)]), in: desk.scope, by: desk.boss,
        at: desk.now)
    }
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .addPeople([StaffEntry(name: "小丁", role: .police)]), in: desk.scope, by: desk.actor,
        at: desk.now)
    }
  }

  @Test("New duty hours move the due times of open requests in the same change, and say how many")
  func hours() throws {
    let desk = try TestDesk()
    // 20:30 on a Saturday: outside duty hours, so that minutes of duty count from Sunday's opening.
    let late = try #require(Instant(iso8601: "2026-11-21T20:30:00+08:00"))
    let open = try desk.add(
      "楼道灯不亮", group: 0, receivedAt: late,
      followedBy: [.respond(note: ""), .triage(TriageDecision(tier: .first))])
    try desk.add("已经办好的", receivedAt: late, followedBy: desk.closing)
    let before = try #require(open.obligation?.dueAt)
    let hours = try DutyHours(
      working: DutyHours.standard.working, rest: [DutySpan(text: "00:00-24:00")],
      holiday: DutyHours.standard.holiday)
    let report = try desk.store.perform(
      .setHours(hours, was: .standard), in: desk.scope, by: desk.boss, at: late)
    let after = try #require(try desk.store.detail(id: open.history.id).obligation?.dueAt)
    #expect(before == Instant(iso8601: "2026-11-22T09:30:00+08:00"))
    #expect(after == Instant(iso8601: "2026-11-21T21:00:00+08:00"))
    #expect(report.recomputed == 1)
    let row = try desk.store.queue(QueueFilter(scope: desk.scope), now: late).rows.first
    #expect(row?.obligation?.dueAt == after)
    #expect(try desk.store.doctor().ok)
    // Somebody who still sees the old hours is told.
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .setHours(.standard, was: .standard), in: desk.scope, by: desk.boss, at: late)
    }
  }

  @Test("Shifts are added, changed and cancelled while they are to come")
  func shifts() throws {
    let desk = try TestDesk()
    let shift = Shift(
      id: Identifier("s-1"), neighborhood: desk.scope, start: desk.now.adding(minutes: 60),
      end: desk.now.adding(minutes: 120), kind: .evening, people: [desk.officer.id])
    try desk.store.perform(.addShifts([shift]), in: desk.scope, by: desk.boss, at: desk.now)
    var changed = shift
    changed.people = [desk.fitter.id, desk.officer.id]
    try desk.store.perform(
      .changeShift(changed, was: shift), in: desk.scope, by: desk.boss, at: desk.now)
    let day = desk.now.day
    #expect(try desk.store.shifts(of: desk.scope, from: day, through: day) == [changed])
    #expect(throws: StoreError.self) {
      try desk.store.perform(.deleteShift(shift), in: desk.scope, by: desk.boss, at: desk.now)
    }
    try desk.store.perform(.deleteShift(changed), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(try desk.store.shifts(of: desk.scope, from: day, through: day).isEmpty)
  }
}
