import CoreModel
import Foundation
import Testing

@testable import Store

@Suite("排班 and 请假与意愿 on file")
struct PlanningStoreTests {
  private func crew(_ desk: TestDesk) throws -> [Person] {
    let more = (1...5).map {
      Person(id: PersonID("p-more\($0)"), name: "值班\($0)", role: .dutyOfficer)
    }
    try desk.store.save(people: [desk.secretary, desk.officer, desk.fitter] + more, in: desk.scope)
    return more
  }

  private func day(_ offset: Int, _ desk: TestDesk) -> Day { desk.now.day.adding(days: offset) }

  private func plan(
    _ desk: TestDesk, _ first: Int, _ last: Int, kinds: Set<ShiftKind>? = [.nightPatrol]
  ) throws -> RosterPlan {
    Planner.plan(
      try desk.store.planTask(
        of: desk.scope, from: day(first, desk), through: day(last, desk), kinds: kinds,
        at: desk.now))
  }

  private func absence(
    _ person: Person, _ first: Day, _ last: Day, _ kind: AbsenceKind = .leave
  ) -> Absence {
    Absence(
      id: Identifier("a-\(person.id)-\(first.number)"), person: person.id, kind: kind, first: first,
      last: last, reason: "年假")
  }

  @Test("A plan that is taken over is on the roster whole, and nothing is left to plan")
  func apply() throws {
    let desk = try TestDesk()
    _ = try crew(desk)
    let plan = try plan(desk, 2, 8)
    #expect(plan.gaps == [])
    let receipt = try desk.store.apply(plan, by: desk.boss, at: desk.now)
    #expect(receipt == PlanReceipt(shifts: 7))
    let shifts = try desk.store.shifts(of: desk.scope, from: day(2, desk), through: day(8, desk))
    #expect(shifts.count == 7)
    #expect(shifts.allSatisfy { $0.people.count == 3 && $0.note == "五必查" })
    #expect(try self.plan(desk, 2, 8).shifts.isEmpty)
  }

  @Test("A shift of a plan that somebody has signed in to stays when the plan is taken back")
  func takenBackWithout() throws {
    let desk = try TestDesk()
    let people = try crew(desk) + [desk.secretary, desk.officer]
    _ = try desk.store.apply(try plan(desk, 2, 3), by: desk.boss, at: desk.now)
    let shifts = try desk.store.shifts(of: desk.scope, from: day(2, desk), through: day(3, desk))
    let first = try #require(shifts.first)
    let person = try #require(people.first { first.people.contains($0.id) })
    let now = first.start.adding(minutes: -30)
    try desk.store.perform(
      .signIn(AttendanceEntry(person.id)), on: first.id, in: desk.scope, by: Actor(person),
      at: now)
    let seen = try desk.store.appliedPlan(of: desk.scope, at: now)
    let receipt = try desk.store.takeBackPlan(seen, in: desk.scope, by: desk.boss, at: now)
    #expect(receipt.kept == 1 && receipt.shifts == 1)
  }

  @Test("What is about to be saved is looked at with 请假 of its own days")
  func leaveOfOtherDays() throws {
    let desk = try TestDesk()
    try desk.store.perform(
      .add([absence(desk.officer, day(40, desk), day(41, desk))]), in: desk.scope, by: desk.boss,
      at: desk.now)
    let far = Shift(
      id: Identifier("far"), neighborhood: desk.scope, start: day(40, desk).at(minute: 1050),
      end: day(40, desk).at(minute: 1200), kind: .evening, people: [desk.officer.id])
    let problems = try desk.store.rosterProblems(of: [far], in: desk.scope)
    #expect(problems.map(\.title) == ["请假"])
    #expect(try desk.store.leaves(of: desk.scope, on: day(40, desk)).count == 1)
    #expect(try desk.store.leaves(of: desk.scope, on: desk.now.day).isEmpty)
  }

  @Test("Only 主任 and 书记 put a plan on the roster or take it back")
  func permission() throws {
    let desk = try TestDesk()
    _ = try crew(desk)
    let plan = try plan(desk, 2, 4)
    #expect(throws: StoreError.self) {
      try desk.store.apply(plan, by: desk.actor, at: desk.now)
    }
    #expect(
      try desk.store.shifts(of: desk.scope, from: day(2, desk), through: day(4, desk)).isEmpty)
    _ = try desk.store.apply(plan, by: desk.boss, at: desk.now)
    #expect(throws: StoreError.self) {
      try desk.store.takeBackPlan(
        try desk.store.appliedPlan(of: desk.scope, at: desk.now), in: desk.scope, by: desk.actor,
        at: desk.now)
    }
  }

  @Test("A plan is refused when roster or leave have changed since it was made; nothing is written")
  func overtaken() throws {
    let desk = try TestDesk()
    let people = try crew(desk)
    let plan = try plan(desk, 2, 4)
    try desk.store.perform(
      .add([absence(people[0], day(3, desk), day(3, desk))]), in: desk.scope, by: desk.boss,
      at: desk.now)
    #expect(throws: StoreError.self) {
      try desk.store.apply(plan, by: desk.boss, at: desk.now)
    }
    #expect(
      try desk.store.shifts(of: desk.scope, from: day(2, desk), through: day(4, desk)).isEmpty)
    let again = try self.plan(desk, 2, 4)
    #expect(
      again.shifts.allSatisfy { $0.wanted.day != day(3, desk) || !$0.added.contains(people[0].id) })
    _ = try desk.store.apply(again, by: desk.boss, at: desk.now)
  }

  @Test(
    "Taking a plan back leaves what has begun or was changed since, and restores what it filled up")
  func takeBack() throws {
    let desk = try TestDesk()
    let people = try crew(desk)
    let short = Shift(
      id: Identifier("s-short"), neighborhood: desk.scope, start: day(2, desk).at(minute: 1200),
      end: day(2, desk).at(minute: 1320), kind: .nightPatrol, people: [people[0].id])
    try desk.store.save(shifts: [short])
    _ = try desk.store.apply(try plan(desk, 2, 5), by: desk.boss, at: desk.now)
    func roster() throws -> [Shift] {
      try desk.store.shifts(of: desk.scope, from: day(2, desk), through: day(5, desk))
    }
    var planned = try roster()
    #expect(planned.map(\.people.count) == [3, 3, 3, 3])
    planned[2].people.swapAt(0, 1)
    try desk.store.save(shifts: [planned[2]])
    #expect(try desk.store.appliedPlan(of: desk.scope, at: desk.now)?.open == 4)

    // The second one has begun by then.
    let later = day(3, desk).at(minute: 1230)
    let seen = try desk.store.appliedPlan(of: desk.scope, at: later)
    let receipt = try desk.store.takeBackPlan(seen, in: desk.scope, by: desk.boss, at: later)
    #expect(receipt == PlanReceipt(shifts: 1, changed: 0, kept: 3))
    let days = try roster().map(\.start.day)
    #expect(days == [2, 3, 4].map { day($0, desk) })
    #expect(try desk.store.appliedPlan(of: desk.scope, at: later) == nil)
    #expect(throws: StoreError.self) {
      try desk.store.takeBackPlan(nil, in: desk.scope, by: desk.boss, at: later)
    }

    let other = try TestDesk()
    _ = try crew(other)
    var own = short
    own.start = day(2, other).at(minute: 1200)
    try other.store.save(shifts: [own])
    _ = try other.store.apply(try self.plan(other, 2, 3), by: other.boss, at: other.now)
    let back = try other.store.takeBackPlan(
      try other.store.appliedPlan(of: other.scope, at: other.now), in: other.scope, by: other.boss,
      at: other.now)
    #expect(back == PlanReceipt(shifts: 1, changed: 1, kept: 0))
    #expect(
      try other.store.shifts(of: other.scope, from: day(2, other), through: day(3, other)) == [own])
  }

  @Test("Two desks that take the same plan back take one plan back; one that was not seen stays")
  func takeBackSeen() throws {
    let desk = try TestDesk()
    _ = try crew(desk)
    func newest() throws -> AppliedPlan? {
      try desk.store.appliedPlan(of: desk.scope, at: desk.now)
    }
    func takeBack(_ seen: AppliedPlan?) throws -> PlanReceipt {
      try desk.store.takeBackPlan(seen, in: desk.scope, by: desk.boss, at: desk.now)
    }
    _ = try desk.store.apply(try plan(desk, 2, 4), by: desk.boss, at: desk.now)
    let first = try newest()
    _ = try desk.store.apply(try plan(desk, 8, 9), by: desk.boss, at: desk.now)
    let second = try newest()
    let unseen = #expect(throws: StoreError.self) { _ = try takeBack(first) }
    #expect(unseen?.message.contains("又采用了一个方案") == true)
    #expect(try takeBack(second).shifts == 2)
    let again = #expect(throws: StoreError.self) { _ = try takeBack(second) }
    #expect(again?.message.contains("撤回了这次排班") == true)
    #expect(try newest() == first)
    let left = try desk.store.shifts(of: desk.scope, from: day(2, desk), through: day(9, desk))
    #expect(left.count == 3)
  }

  @Test("Leave is kept word for word, says which shifts it hits, is struck out once and then gone")
  func absences() throws {
    let desk = try TestDesk()
    let people = try crew(desk)
    let shift = Shift(
      id: Identifier("s-1"), neighborhood: desk.scope, start: day(3, desk).at(minute: 1200),
      end: day(3, desk).at(minute: 1320), kind: .nightPatrol, people: [people[0].id])
    try desk.store.save(shifts: [shift])
    var leave = absence(people[0], day(2, desk), day(5, desk))
    leave.weekdays = [2]
    leave.part = .night
    let stood = try desk.store.perform(
      .add([leave]), in: desk.scope, by: Actor(people[0]), at: desk.now)
    #expect(stood == [shift])
    func known() throws -> [Absence] {
      try desk.store.absences(of: desk.scope, from: day(0, desk), through: day(9, desk))
    }
    #expect(try known() == [leave])
    #expect(
      try desk.store.absences(of: desk.scope, from: day(6, desk), through: day(9, desk)).isEmpty)
    #expect(throws: StoreError.self) {
      try desk.store.perform(.cancel(leave), in: desk.scope, by: Actor(people[1]), at: desk.now)
    }
    try desk.store.perform(.cancel(leave), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(try known() == [])
    #expect(throws: StoreError.self) {
      try desk.store.perform(.cancel(leave), in: desk.scope, by: desk.boss, at: desk.now)
    }
  }
}
