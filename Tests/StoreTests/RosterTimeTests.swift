import CoreModel
import GRDB
import Testing

@testable import Store

@Suite("Due times follow the roster and 值班规则")
struct RosterTimeTests {
  @Test(
    "Who is rostered late is waited for: open requests move in the same transaction, closed ones stay"
  )
  func followsTheRoster() throws {
    let desk = try TestDesk()
    let open = try desk.add("漏水")
    let closed = try desk.add("停电", followedBy: desk.closing)
    #expect(
      open.obligation?.dueAt == moment("2026-11-22T09:10"), "Saturday evening, nobody is there")
    let late = shift(desk, "s-1", "2026-11-21T19:00", "2026-11-21T22:00")
    try desk.store.save(shifts: [late])
    #expect(try due(of: open, desk) == moment("2026-11-21T19:52"))
    #expect(
      try desk.store.detail(id: open.request.id).obligation?.dueAt == moment("2026-11-21T19:52"))
    // Another desk that had read its rules sees it without being told.
    let other = try DeskStore.open(path: desk.store.path)
    #expect(
      try other.rules(of: desk.scope).deadlines.dutyTime.rostered
        == [DutyStretch(start: late.start, end: late.end)])
    try other.delete(shift: late.id)
    #expect(try due(of: open, desk) == moment("2026-11-22T09:10"))
    #expect(try desk.store.detail(id: closed.request.id).request.status == .closed)
    #expect(try desk.store.doctor().ok)
    #expect(
      try desk.store.look { try Int.fetchOne($0, sql: "SELECT count(*) FROM roster_change") } == 0)
  }

  @Test("Every way to change the roster counts, and says how many due times moved")
  func everyWriter() throws {
    let desk = try TestDesk()
    let open = try desk.add("漏水")
    let late = shift(desk, "s-1", "2026-11-21T19:45", "2026-11-21T22:00")
    let added = try desk.store.perform(
      .addShifts([late]), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(added.recomputed == 1)
    #expect(try due(of: open, desk) == moment("2026-11-21T19:55"))
    var later = late
    later.start = try #require(moment("2026-11-21T20:00"))
    let changed = try desk.store.perform(
      .changeShift(later, was: late), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(changed.recomputed == 1)
    #expect(try due(of: open, desk) == moment("2026-11-21T20:10"))
    // Somebody else stands it: nothing of the time changes.
    var swapped = later
    swapped.people = [desk.secretary.id]
    let swap = try desk.store.perform(
      .changeShift(swapped, was: later), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(swap.recomputed == 0)
    // A patrol walks.
    var patrol = swapped
    patrol.kind = .nightPatrol
    try desk.store.perform(
      .changeShift(patrol, was: swapped), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(try due(of: open, desk) == moment("2026-11-22T09:10"))
    try desk.store.perform(.deleteShift(patrol), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(try desk.store.doctor().ok)
  }

  @Test(
    "A shift within the hours changes no due time, and one that comes later none that is due before"
  )
  func onlyWhatIsBesideTheHours() throws {
    let desk = try TestDesk()
    let open = try desk.add("漏水")
    let inside = try desk.store.perform(
      .addShifts([shift(desk, "s-1", "2026-11-22T09:00", "2026-11-22T17:00")]), in: desk.scope,
      by: desk.boss, at: desk.now)
    #expect(inside.recomputed == 0)
    let later = try desk.store.perform(
      .addShifts([shift(desk, "s-2", "2026-11-22T17:00", "2026-11-22T23:00")]), in: desk.scope,
      by: desk.boss, at: desk.now)
    #expect(later.recomputed == 0)
    #expect(try due(of: open, desk) == moment("2026-11-22T09:10"))
    #expect(try desk.store.doctor().ok)
  }

  @Test(
    "Random changes of the roster always leave the due times that the rules say", arguments: 0..<4)
  func randomRosters(seed: UInt64) throws {
    let desk = try TestDesk()
    var dice = SplitMix64(seed: 90 + seed)
    if seed == 3 {
      // Hours that may run dry: then limits may have been counted by the wall clock.
      try desk.store.setDutyHours(
        try DutyHours(working: [], rest: [], holiday: []), of: desk.scope)
    }
    var known: [Shift] = []
    for round in 0..<25 {
      let received = desk.now.adding(minutes: Int.random(in: -4000...0, using: &dice))
      try desk.add("诉求 \(round)", receivedAt: received)
      switch Int.random(in: 0..<3, using: &dice) {
      case 0 where !known.isEmpty:
        let index = Int.random(in: known.indices, using: &dice)
        try desk.store.delete(shift: known.remove(at: index).id)
      case 1 where !known.isEmpty:
        let index = Int.random(in: known.indices, using: &dice)
        known[index].end = known[index].start.adding(
          minutes: Int.random(in: 1...1440, using: &dice))
        known[index].kind = ShiftKind.allCases.randomElement(using: &dice) ?? .day
        try desk.store.save(shifts: [known[index]])
      default:
        let start = desk.now.adding(minutes: Int.random(in: -5000...5000, using: &dice))
        let shift = Shift(
          id: Identifier("r-\(round)"), neighborhood: desk.scope, start: start,
          end: start.adding(minutes: Int.random(in: 1...900, using: &dice)),
          kind: ShiftKind.allCases.randomElement(using: &dice) ?? .day, people: [desk.officer.id])
        known.append(shift)
        try desk.store.save(shifts: [shift])
      }
      #expect(try desk.store.doctor().ok, "after round \(round)")
    }
  }

  @Test("What is older than the kept roster is counted by the roster of its time")
  func olderThanKept() throws {
    let desk = try TestDesk()
    // A Saturday long ago, with somebody there until 22:00.
    let saturday = try #require(moment("2024-11-23T19:42"))
    try desk.store.save(shifts: [
      shift(desk, "s-old", "2024-11-23T19:00", "2024-11-23T22:00"),
      shift(desk, "s-new", "2026-11-21T09:00", "2026-11-21T17:00"),
    ])
    let time = try desk.store.rules(of: desk.scope).deadlines.dutyTime
    #expect(time.rostered.count == 1 && !time.knowsRoster(from: saturday))
    let old = try desk.add("漏水", receivedAt: saturday)
    #expect(old.obligation?.dueAt == moment("2024-11-23T19:52"))
    #expect(try due(of: old, desk) == moment("2024-11-23T19:52"))
    #expect(try desk.store.doctor().ok)
    // Everything is reckoned anew, this one too.
    try desk.store.setDutyHours(.standard, of: desk.scope)
    #expect(try due(of: old, desk) == moment("2024-11-23T19:52"))
  }

  @Test("A season moves what is open at once; a 居民区 without rules of its own follows its 片区")
  func seasonsAndAreas() throws {
    let desk = try TestDesk()
    let open = try desk.add("漏水")
    let winter = "# 冬天\n季节 | 冬令 | 11-1 至 2-28 | 休息日 10:00-16:00\n"
    let report = try desk.store.perform(
      .setDutyBook(winter, was: nil), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(report.recomputed == 1)
    #expect(try due(of: open, desk) == moment("2026-11-22T10:10"))
    var duty = try desk.store.rules(of: desk.scope).duty
    #expect(duty.text == winter && duty.ownText == winter, "kept word for word")
    #expect(try desk.store.rules(of: desk.scope).deadlines.dutyHours == .standard)

    // The 片区 comes in below it.
    try desk.store.perform(
      .joinArea("北片区", was: nil), in: desk.scope, by: desk.boss, at: desk.now)
    let area = "平时 | 工作日 08:30-18:00 | 休息日 13:00-17:00 | 节假日 不值班\n"
    let areaReport = try desk.store.perform(
      .setAreaDutyBook(area, was: nil), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(areaReport.recomputed == 0, "it has rules of its own")
    #expect(try due(of: open, desk) == moment("2026-11-22T10:10"))
    try desk.store.perform(
      .setDutyBook(nil, was: winter), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(try due(of: open, desk) == moment("2026-11-22T13:10"))
    duty = try desk.store.rules(of: desk.scope).duty
    #expect(duty.areaName == "北片区" && duty.text == area && duty.ownText == nil)

    // 错时时段 of its own go before those of the 片区.
    let hours = try DutyHours(
      working: [try DutySpan(start: 510, end: 1200)], rest: [try DutySpan(start: 480, end: 1020)],
      holiday: [])
    let known = try desk.store.rules(of: desk.scope).deadlines.dutyHours
    try desk.store.perform(
      .setHours(hours, was: known), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(try due(of: open, desk) == moment("2026-11-22T08:10"))
    try desk.store.perform(
      .joinArea(nil, was: "北片区"), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(try desk.store.rules(of: desk.scope).duty == .standard)
    #expect(try desk.store.doctor().ok)
  }

  @Test("Rules of a 片区 reach all of its 居民区 that have none of their own")
  func areaOfSeveral() throws {
    let desk = try TestDesk()
    let area = Area(id: AreaID("a"), name: "北片区")
    let second = NeighborhoodID("n-2")
    try desk.store.save(areas: [area])
    try desk.store.save(neighborhoods: [
      Neighborhood(id: desk.scope, name: "瑞和锦庭居民区", area: area.id),
      Neighborhood(id: second, name: "佘北居民区", area: area.id),
    ])
    try desk.store.save(people: [desk.officer], in: second)
    let open = try desk.add("漏水")
    var form = desk.form("停电")
    form.neighborhood = second
    let other = try desk.store.register(form, by: desk.actor, at: desk.now)
    let report = try desk.store.perform(
      .setAreaDutyBook("特殊日 | 2026-11-21 | 00:00-24:00 | 防台", was: nil), in: desk.scope,
      by: desk.boss, at: desk.now)
    #expect(report.recomputed == 2)
    for request in [open, other] {
      #expect(
        try desk.store.detail(id: request.request.id).obligation?.dueAt
          == moment("2026-11-21T19:52"))
    }
    #expect(try desk.store.doctor().ok)
  }

  @Test("Who may not, what cannot be read and what was overtaken change nothing")
  func refused() throws {
    let desk = try TestDesk()
    func perform(_ change: DeskChange, by actor: Actor) throws {
      try desk.store.perform(change, in: desk.scope, by: actor, at: desk.now)
    }
    let text = "季节 | 冬令 | 11-1 至 2-28 | 休息日 10:00-16:00\n"
    #expect(throws: StoreError.self) { try perform(.setDutyBook(text, was: nil), by: desk.actor) }
    let unreadable = #expect(throws: StoreError.self) {
      try perform(.setDutyBook("季节 | 冬令", was: nil), by: desk.boss)
    }
    #expect(unreadable?.message.contains("第 1 行") == true)
    #expect(throws: StoreError.self) {
      try perform(.setAreaDutyBook(text, was: nil), by: desk.boss)
    }
    try perform(.setDutyBook(text, was: nil), by: desk.boss)
    let overtaken = #expect(throws: StoreError.self) {
      try perform(.setDutyBook("", was: nil), by: desk.boss)
    }
    #expect(overtaken?.message.contains("值班规则") == true)
    #expect(try desk.store.rules(of: desk.scope).duty.ownText == text)
  }

  private func due(of detail: RequestDetail, _ desk: TestDesk) throws -> Instant? {
    let rows = try desk.store.queue(QueueFilter(scope: desk.scope), now: desk.now).rows
    return rows.first { $0.id == detail.request.id }?.obligation?.dueAt
  }

  private func moment(_ text: String) -> Instant? { Instant(iso8601: text) }

  private func shift(
    _ desk: TestDesk, _ id: String, _ from: String, _ to: String, _ kind: ShiftKind = .evening
  ) -> Shift {
    Shift(
      id: Identifier(id), neighborhood: desk.scope,
      start: moment(from) ?? desk.now, end: moment(to) ?? desk.now, kind: kind,
      people: [desk.officer.id])
  }
}
