import CoreModel
import Foundation
import Testing

@testable import Store

@Suite struct DeskDataTests {
  @Test func theDirectoryComesBackAsItWasSaved() throws {
    let desk = try TestDesk()
    let area = Area(id: AreaID("a-1"), name: "北片区")
    try desk.store.save(areas: [area])
    let home = Neighborhood(id: desk.scope, name: "瑞和锦庭居民区", area: area.id)
    try desk.store.save(neighborhoods: [home])
    let grid = MicroGrid(id: MicroGridID("m-1"), name: "第一微网格", gridWorker: desk.officer.id)
    try desk.store.save(microGrids: [grid], in: desk.scope)
    var group = desk.groups[2]
    group.microGrid = grid.id
    group.leader = "张阿姨"
    group.assignedStaff = desk.secretary.id
    group.households = 36
    try desk.store.save(groups: [group] + desk.groups.prefix(2), in: desk.scope)
    let directory = try desk.store.directory(of: desk.scope)
    #expect(
      directory
        == Directory(
          neighborhood: home, estates: [desk.estate], microGrids: [grid],
          groups: [group] + desk.groups.prefix(2),
          people: [desk.secretary, desk.officer, desk.fitter]))
    // Another desk sees it without being told.
    let other = try DeskStore.open(path: desk.store.path)
    #expect(try other.directory(of: desk.scope) == directory)
    try desk.store.save(estates: [Estate(id: desk.estate.id, name: "锦庭")], in: desk.scope)
    #expect(try other.directory(of: desk.scope).estates.map(\.name) == ["锦庭"])
  }

  @Test func theFirstPersonOfAnEmptyDatabaseCanDoEverything() throws {
    let folder = try TestDesk.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try DeskStore.open(path: folder + "/desk.sqlite")
    let now = Instant(milliseconds: 1_795_000_000_000)
    let first = try store.ensureDesk(personNamed: " 王芳 ", at: now)
    #expect(first.isNew && first.person.role == .secretary)
    #expect(first.neighborhood.name == "本居民区")
    let again = try store.ensureDesk(personNamed: "王芳", at: now)
    #expect(!again.isNew && again.person == first.person)
    #expect(throws: StoreError.unknownPerson("李四", known: ["王芳"])) {
      try store.ensureDesk(personNamed: "李四", at: now)
    }
    #expect(try store.people() == [first.person])
    #expect(try store.neighborhoods() == [first.neighborhood])
  }

  @Test func changedRulesMoveWhatIsOpenAndNothingElse() throws {
    let desk = try TestDesk()
    let night = Instant(iso8601: "2026-11-20T03:00:00+08:00") ?? desk.now
    let open = try desk.add("漏水", receivedAt: night)
    let closed = try desk.add("停电", receivedAt: night, followedBy: desk.closing)
    let early = try DutyHours(
      working: [DutySpan(start: 360, end: 1200)], rest: [DutySpan(start: 360, end: 1200)],
      holiday: [DutySpan(start: 360, end: 1200)])
    try desk.store.setDutyHours(early, of: desk.scope)
    #expect(try desk.store.rules(of: desk.scope).deadlines.dutyHours == early)
    let row = try #require(
      try desk.store.queue(QueueFilter(scope: desk.scope), now: desk.now).rows.first)
    #expect(row.obligation?.dueAt != open.obligation?.dueAt)
    #expect(row.obligation == (try desk.store.detail(id: open.request.id).obligation))
    #expect(try desk.store.detail(id: closed.request.id).request.status == .closed)
    #expect(try desk.store.doctor().ok)
    // Kept by the database, not by the one who set it.
    let other = try DeskStore.open(path: desk.store.path)
    #expect(try other.rules(of: desk.scope).deadlines.dutyHours == early)
    let policies = PolicyBook.standard.adding(.standard, effectiveFrom: desk.now)
    try other.setPolicies(policies, of: desk.scope)
    #expect(try desk.store.rules(of: desk.scope).deadlines.policies == policies)
  }

  @Test func wordsAndRulesAreChangedByThoseWhoMay() throws {
    let desk = try TestDesk()
    let before = try desk.store.rules(of: desk.scope)
    let first = try #require(before.templates.all.first)
    let removal = TemplateChange.remove(first)
    func refused(_ body: () throws -> Void) {
      #expect(performing: body, throws: { if case StoreError.refused = $0 { true } else { false } })
    }
    let fitter = Actor(desk.fitter)
    refused { _ = try desk.store.changeTemplates(removal, of: desk.scope, by: fitter) }
    refused { try desk.store.setTemplates(MessageTemplates([]), of: desk.scope, by: fitter) }
    refused { try desk.store.setTriageRules(before.triage, of: desk.scope, by: desk.actor) }
    #expect(try desk.store.rules(of: desk.scope) == before)
    let after = try desk.store.changeTemplates(removal, of: desk.scope, by: desk.actor)
    #expect(after.all == Array(before.templates.all.dropFirst()))
    try desk.store.setTriageRules(TriageRules([]), of: desk.scope, by: desk.boss)
    #expect(try desk.store.rules(of: desk.scope).triage.rules.isEmpty)
  }

  @Test func shiftsComeBackByDay() throws {
    let desk = try TestDesk()
    func shift(_ id: String, _ from: String, _ to: String, _ kind: ShiftKind) throws -> Shift {
      Shift(
        id: Identifier<Shift>(id), neighborhood: desk.scope,
        start: try #require(Instant(iso8601: from)), end: try #require(Instant(iso8601: to)),
        kind: kind, people: [desk.officer.id, desk.fitter.id], note: "主任带班")
    }
    var evening = try shift("s-1", "2026-11-21T17:30", "2026-11-21T20:00", .evening)
    let night = try shift("s-2", "2026-11-21T22:00", "2026-11-22T02:00", .nightPatrol)
    try desk.store.save(shifts: [night, evening])
    let day = desk.now.day
    #expect(
      try desk.store.shifts(of: desk.scope, from: day, through: day) == [evening, night])
    #expect(
      try desk.store.shifts(of: desk.scope, from: day.adding(days: 1), through: day.adding(days: 2))
        == [night])
    evening.people = [desk.secretary.id]
    try desk.store.save(shifts: [evening])
    try desk.store.delete(shift: night.id)
    #expect(try desk.store.shifts(of: desk.scope, from: day, through: day) == [evening])
  }

  @Test func theFeedTellsOfOtherDesksAndStops() throws {
    let desk = try TestDesk()
    let signals = Signals()
    let feed = try ChangeFeed(desk.store) { signals.send() }
    let other = try DeskStore.open(path: desk.store.path)
    for store in [desk.store, other, desk.store] {
      let seen = signals.seen
      _ = try store.register(desk.form("漏水"), by: desk.actor, at: desk.now)
      #expect(signals.wait(beyond: seen))
    }
    feed.stop()
    feed.stop()
    let seen = signals.seen
    _ = try other.register(desk.form("漏水"), by: desk.actor, at: desk.now)
    #expect(signals.seen == seen)
  }
}
