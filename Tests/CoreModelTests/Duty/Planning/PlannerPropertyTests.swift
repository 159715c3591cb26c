import Testing

@testable import CoreModel

@Suite("Planner: what always holds")
struct PlannerPropertyTests {
  /// Tight and loose books, crews of all sizes, leave, wishes, AB角, a roster that is half there.
  private func randomTask(_ seed: UInt64) -> PlanTask {
    var dice = PlanStory.Dice(state: seed)
    let people = PlanStory.crew(
      Int.random(in: 3...14, using: &dice), desk: Int.random(in: 2...8, using: &dice))
    var book = DutyBook.standard
    book.limits = PlanLimits(
      restHoursAfterNight: Int.random(in: 0...14, using: &dice),
      nightsPerWeek: Int.random(in: 1...5, using: &dice),
      consecutiveDays: Int.random(in: 3...7, using: &dice))
    for index in book.patterns.indices {
      if book.patterns[index].kind == .nightPatrol {
        book.patterns[index].partyMembers = Int.random(in: 0...2, using: &dice)
        if Bool.random(using: &dice) { book.patterns[index].end = 1500 }
      }
      book.patterns[index].headcount = Int.random(in: 1...3, using: &dice)
    }
    book.partyMembers = people.filter { _ in Bool.random(using: &dice) }.map(\.name)
    book.exemptions = people.filter { _ in Int.random(in: 0..<5, using: &dice) == 0 }.map {
      DutyExemption(name: $0.name, kinds: [.nightPatrol, .evening], reason: "孕期")
    }
    if people.count > 3 {
      book.pairs = [DutyPair(post: "调解", a: people[1].name, b: people[2].name)]
    }
    let first = PlanStory.day("2026-09-28")
    let last = first.adding(days: Int.random(in: 0...20, using: &dice))
    var absences: [Absence] = []
    for person in people {
      let start = first.adding(days: Int.random(in: -3...20, using: &dice))
      let kind = AbsenceKind.allCases.randomElement(using: &dice) ?? .leave
      var absence = PlanStory.leave(
        person, start, start.adding(days: Int.random(in: 0...9, using: &dice)), kind)
      absence.part = DayPart.allCases.randomElement(using: &dice) ?? .whole
      if Bool.random(using: &dice) { absence.weekdays = [1, 3, 6] }
      absences.append(absence)
    }
    var shifts: [Shift] = []
    for offset in -9...25 where Bool.random(using: &dice) {
      let day = first.adding(days: offset)
      let crew = people.shuffled(using: &dice).prefix(Int.random(in: 1...2, using: &dice))
      shifts.append(
        Bool.random(using: &dice)
          ? PlanStory.shift(day, 1200, 1320, .nightPatrol, crew.map(\.id))
          : PlanStory.shift(day, 540, 1020, .day, crew.map(\.id)))
    }
    return PlanTask(
      neighborhood: PlanStory.home, first: first, last: last, now: PlanStory.now, book: book,
      people: people, shifts: shifts, absences: absences)
  }

  @Test(
    "No hard rule is broken, and every place is either filled or said to be empty",
    arguments: 1...60)
  func hardRules(seed: UInt64) {
    let plan = Planner.plan(randomTask(seed))
    #expect(PlanStory.violations(plan) == [])
    let wanted = plan.task.wanted().reduce(0) { $0 + $1.missing }
    #expect(plan.filled + plan.missing == wanted)
    #expect(plan.gaps.allSatisfy { !$0.text.isEmpty && $0.missing > 0 })
    for person in plan.people {
      let given = plan.shifts.count { $0.added.contains(person.person.id) }
      #expect(person.after.total - person.before.total == given)
    }
  }

  @Test("The order in which things are told does not matter", arguments: 1...12)
  func shuffled(seed: UInt64) {
    let task = randomTask(seed)
    var dice = PlanStory.Dice(state: seed &* 77)
    var other = task
    other.people.shuffle(using: &dice)
    other.shifts.shuffle(using: &dice)
    other.absences.shuffle(using: &dice)
    other.book.patterns.shuffle(using: &dice)
    other.book.partyMembers.shuffle(using: &dice)
    other.book.exemptions.shuffle(using: &dice)
    for index in other.shifts.indices { other.shifts[index].people.shuffle(using: &dice) }
    let first = Planner.plan(task)
    let second = Planner.plan(other)
    #expect(first.shifts.map(\.added) == second.shifts.map(\.added))
    #expect(first.gaps.map(\.text) == second.gaps.map(\.text))
    #expect(Planner.plan(task) == first)
  }

  /// One shift a day and no rule that ties days together: then 「possible」 is a question of flow alone, which is
  /// answered here by another algorithm.
  @Test(
    "With days that do not touch each other: as full as a maximal flow, as even as a flow can be",
    arguments: 1...40)
  func flow(seed: UInt64) {
    var dice = PlanStory.Dice(state: seed &* 1_000_003)
    let people = PlanStory.crew(Int.random(in: 2...9, using: &dice))
    let heads = Int.random(in: 1...3, using: &dice)
    let book = DutyBook(
      patterns: [
        ShiftPattern(
          .nightPatrol, on: Set(DayKind.allCases), start: 1200, end: 1320, headcount: heads,
          roles: Role.allCases)
      ],
      limits: PlanLimits(restHoursAfterNight: 0, nightsPerWeek: 7, consecutiveDays: 31))
    let first = PlanStory.day("2026-10-01")
    let last = first.adding(days: Int.random(in: 5...29, using: &dice))
    var absences: [Absence] = []
    let rate = Int.random(in: 2...6, using: &dice)
    for person in people {
      for number in first.number...last.number where Int.random(in: 0..<rate, using: &dice) == 0 {
        absences.append(PlanStory.leave(person, Day(number: number), Day(number: number)))
      }
    }
    var shifts: [Shift] = []
    for person in people where Bool.random(using: &dice) {
      for offset in 0..<Int.random(in: 0...4, using: &dice) {
        shifts.append(
          PlanStory.shift(
            last.adding(days: 10 + offset), 1200, 1320, .nightPatrol, [person.id],
            id: "b-\(person.id)-\(offset)"))
      }
    }
    let plan = Planner.plan(
      PlanTask(
        neighborhood: PlanStory.home, first: first, last: last, now: PlanStory.now, book: book,
        people: people, shifts: shifts, absences: absences))
    #expect(PlanStory.violations(plan) == [])

    // A place a head and night; nobody twice on one night, so that a night is a place of its own for each person.
    func largest(_ cap: (Int) -> Int) -> Int { flow(plan, people, first, last, heads, cap) }
    let before = people.map { person in shifts.count { $0.people.contains(person.id) } }
    #expect(plan.filled == largest { _ in 1000 })
    guard plan.gaps.isEmpty else { return }
    let places = plan.filled
    let may = people.indices.filter { index in
      plan.people[index].may.contains(.night)
    }
    let totals = may.map { plan.people[$0].after[.night] }
    let spread = (totals.max() ?? 0) - (totals.min() ?? 0)
    let isPossible = (0...60).contains { level in
      // Everybody can be brought to a level, and all places can be filled with nobody more than one above it: then,
      // as flows can be joined, both at once.
      guard may.allSatisfy({ before[$0] <= level + 1 }) else { return false }
      let needed = may.reduce(0) { $0 + max(0, level - before[$1]) }
      return largest { max(0, level - before[$0]) } == needed
        && largest { max(0, level + 1 - before[$0]) } == places
    }
    if isPossible {
      #expect(spread <= 1, "\(totals)")
    } else {
      #expect(spread > 1)
      #expect(plan.spreads.first?.reason.isEmpty == false)
    }
  }

  /// The largest number of places by Dinic's idea on unit paths, with nobody twice on one night.
  private func flow(
    _ plan: RosterPlan, _ people: [Person], _ first: Day, _ last: Day, _ heads: Int,
    _ cap: (Int) -> Int
  ) -> Int {
    // Nodes: 0 source, nights, people, sink.
    let nights = last.number - first.number + 1
    let sink = nights + people.count + 1
    var room = Array(repeating: [Int: Int](), count: sink + 1)
    for night in 0..<nights {
      room[0][1 + night] = heads
      let day = first.adding(days: night)
      for (index, person) in people.enumerated()
      where !plan.task.absences.contains(where: { $0.person == person.id && $0.first == day }) {
        room[1 + night][1 + nights + index] = 1
      }
    }
    for index in people.indices { room[1 + nights + index][sink] = cap(index) }
    var total = 0
    while true {
      var from = [0: 0]
      var queue = [0]
      var head = 0
      while head < queue.count, from[sink] == nil {
        for (next, left) in room[queue[head]] where left > 0 && from[next] == nil {
          from[next] = queue[head]
          queue.append(next)
        }
        head += 1
      }
      guard from[sink] != nil else { return total }
      var node = sink
      while node != 0, let parent = from[node] {
        room[parent][node, default: 0] -= 1
        room[node][parent, default: 0] += 1
        node = parent
      }
      total += 1
    }
  }

  /// A roster that keeps all rules and is fair is drawn first; who does not stand a day may well be on leave then. So
  /// a fair plan is known to be possible, and hardly any other is.
  @Test(
    "Where a fair plan is known to exist under all rules, the plan is whole and fair",
    arguments: 1...24)
  func planted(seed: UInt64) {
    var dice = PlanStory.Dice(state: seed &* 7_654_321)
    let people = PlanStory.crew(Int.random(in: 8...12, using: &dice), desk: 6)
    var book = DutyBook.standard
    book.patterns.removeAll { $0.kind == .day || $0.kind == .noon }
    book.patterns[book.patterns.count - 1].headcount = 2
    let task = PlanTask(
      neighborhood: PlanStory.home, first: PlanStory.day("2026-10-09"),
      last: PlanStory.day("2026-11-15"), now: PlanStory.now, book: book, people: people)
    let drawn = draw(task, &dice)
    guard let drawn else { return }
    var leave: [Absence] = []
    for number in task.first.number...task.last.number {
      let day = Day(number: number)
      let free = people.filter { person in
        !drawn.contains { $0.start.day == day && $0.people.contains(person.id) }
      }
      for person in free where Int.random(in: 0..<10, using: &dice) < 4 {
        leave.append(PlanStory.leave(person, day, day))
      }
    }
    var hard = task
    hard.absences = leave
    let plan = Planner.plan(hard)
    #expect(PlanStory.violations(plan) == [])
    #expect(plan.gaps.map(\.text) == [])
    for load in [DutyLoad.night, .weekend] {
      let totals = PlanStory.totals(load, in: plan)
      #expect((totals.max() ?? 0) - (totals.min() ?? 0) <= 1, "\(load) \(totals)")
    }
  }

  /// Draws people for each place at random, those with the least first, until all rules hold and it is fair.
  private func draw(_ task: PlanTask, _ dice: inout PlanStory.Dice) -> [Shift]? {
    for _ in 0..<40 {
      var shifts: [Shift] = []
      var counts: [PersonID: [DutyLoad: Int]] = [:]
      var isWhole = true
      for wanted in task.wanted() {
        let load = DutyLoad(wanted.pattern.kind, on: task.calendar.kind(of: wanted.day))
        var crew: [PersonID] = []
        for _ in 0..<wanted.missing {
          let person = task.people.filter {
            wanted.pattern.roles.contains($0.role) && !crew.contains($0.id)
          }
          .shuffled(using: &dice)
          .sorted { (counts[$0.id]?[load] ?? 0) < (counts[$1.id]?[load] ?? 0) }
          .first { person in
            let shift = PlanStory.shift(
              wanted.day, wanted.pattern.start, wanted.pattern.end, wanted.pattern.kind,
              [person.id])
            return isAllowed(shift, of: person, in: shifts, task)
          }
          guard let person else {
            isWhole = false
            break
          }
          crew.append(person.id)
          counts[person.id, default: [:]][load, default: 0] += 1
        }
        shifts.append(
          PlanStory.shift(
            wanted.day, wanted.pattern.start, wanted.pattern.end, wanted.pattern.kind, crew))
      }
      let isFair = [DutyLoad.night, .weekend].allSatisfy { load in
        let roles = Set(
          task.book.patterns.filter { load == .night ? $0.kind.isNight : $0.kind == .weekend }
            .flatMap(\.roles))
        let all = task.people.filter { roles.contains($0.role) }.map { counts[$0.id]?[load] ?? 0 }
        return (all.max() ?? 0) - (all.min() ?? 0) <= 1
      }
      if isWhole && isFair { return shifts }
    }
    return nil
  }

  private func isAllowed(_ shift: Shift, of person: Person, in shifts: [Shift], _ task: PlanTask)
    -> Bool
  {
    let own = shifts.filter {
      $0.people.contains(person.id) && $0.start.day.adding(days: 9) > shift.start.day
    }
    let limits = task.book.limits
    for other in own {
      if other.end > shift.start { return false }
      let touches = other.end == shift.start
      if other.kind.isNight, !touches,
        shift.start.seconds(since: other.end) < limits.restHoursAfterNight * 3600
      {
        return false
      }
    }
    let monday = shift.start.day.adding(days: 1 - shift.start.day.weekday)
    let nights = own.count { $0.kind.isNight && $0.start.day >= monday }
    if shift.kind.isNight, nights >= limits.nightsPerWeek { return false }
    let days = Set(own.map(\.start.day))
    let run = (1...limits.consecutiveDays).allSatisfy {
      days.contains(shift.start.day.adding(days: -$0))
    }
    return !run
  }
}
