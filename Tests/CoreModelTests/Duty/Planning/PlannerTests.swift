import Testing

@testable import CoreModel

@Suite("Planner")
struct PlannerTests {
  private let book = DutyBook.standard

  private func patrolBook(_ heads: Int, party: Int = 0, limits: PlanLimits = PlanLimits())
    -> DutyBook
  {
    DutyBook(
      patterns: [
        ShiftPattern(
          .nightPatrol, on: Set(DayKind.allCases), start: 1200, end: 1320, headcount: heads,
          roles: Role.allCases, partyMembers: party, note: "五必查")
      ], limits: limits)
  }

  @Test(
    "A quarter of the standard book for twelve people: whole, by the rules, nights, weekends and holidays even"
  )
  func quarter() {
    let clock = ContinuousClock()
    var plan: RosterPlan?
    let took = clock.measure {
      plan = Planner.plan(
        PlanStory.task("2026-10-01", "2026-12-31", people: PlanStory.crew(12, desk: 8)))
    }
    guard let plan else { return }
    print("排班 一季度 12 人：\(plan.filled) 人次，\(took)")
    #expect(PlanStory.violations(plan) == [])
    #expect(plan.gaps == [])
    for load in [DutyLoad.weekend, .holiday, .day, .noon, .night] {
      let totals = PlanStory.totals(load, in: plan)
      #expect((totals.max() ?? 0) - (totals.min() ?? 0) <= 1, "\(load) \(totals)")
    }
  }

  @Test("Who stood more before stands less now, until all have the same in the quarter")
  func evensOut() {
    let people = PlanStory.crew(4)
    let shifts = (0..<6).map {
      PlanStory.shift(
        PlanStory.day("2026-10-01").adding(days: $0 * 2), 1200, 1320, .nightPatrol, [people[0].id])
    }
    let plan = Planner.plan(
      PlanStory.task(
        "2026-10-14", "2026-10-31", people: people, book: patrolBook(1), shifts: shifts))
    #expect(plan.people.map { $0.before[.night] } == [6, 0, 0, 0])
    #expect(plan.people.map { $0.after[.night] } == [6, 6, 6, 6])
  }

  @Test("Nobody stands more hours on a day than the book allows, unless one shift is longer")
  func hoursPerDay() throws {
    let people = PlanStory.crew(1)
    func patterns(_ spans: [(ShiftKind, Int, Int)]) -> [ShiftPattern] {
      spans.map {
        ShiftPattern(
          $0.0, on: Set(DayKind.allCases), start: $0.1, end: $0.2, roles: Role.allCases)
      }
    }
    let long = patterns([(.day, 510, 1050), (.evening, 1050, 1200), (.nightPatrol, 1200, 1320)])
    let plan = Planner.plan(
      PlanStory.task("2026-10-14", "2026-10-14", people: people, book: DutyBook(patterns: long)))
    #expect(plan.filled == 2 && plan.missing == 1)
    #expect(plan.gaps.first?.text.contains("当天会超过12小时") == true)
    #expect(plan.people.first?.minutesInPlan == 690)
    let book = try DutyBook(
      text: DutyBook(patterns: long).text.replacing("每天 | 12", with: "每天 | 14"))
    #expect(book.limits.hoursPerDay == 14)
    let allowed = Planner.plan(
      PlanStory.task("2026-10-14", "2026-10-14", people: people, book: book))
    #expect(allowed.missing == 0)
    let night = Planner.plan(
      PlanStory.task(
        "2026-10-14", "2026-10-14", people: people,
        book: DutyBook(patterns: patterns([(.evening, 1080, 1080 + 840)]))))
    #expect(night.missing == 0)
  }

  @Test(
    "A patrol that was split at midnight is whole; patterns that ask for the same people ask once")
  func sameAsRoster() {
    let people = PlanStory.crew(6)
    let day = PlanStory.day("2026-10-14")
    func patrol(_ days: Set<Int>, party: Int) -> ShiftPattern {
      ShiftPattern(
        .nightPatrol, on: Set(DayKind.allCases), weekdays: days, start: 1320, end: 1560,
        headcount: 3, roles: Role.allCases, partyMembers: party)
    }
    let crew = people.prefix(3).map(\.id)
    let split = PlanStory.task(
      "2026-10-14", "2026-10-14", people: people, book: DutyBook(patterns: [patrol([], party: 0)]),
      shifts: [
        PlanStory.shift(day, 1320, 1440, .nightPatrol, crew, id: "before"),
        PlanStory.shift(day.adding(days: 1), 0, 120, .nightPatrol, crew, id: "after"),
      ])
    #expect(split.wanted().isEmpty)
    var twice = split
    twice.shifts = []
    twice.book = DutyBook(
      patterns: [patrol([], party: 1), patrol([day.weekday], party: 2)],
      partyMembers: people.map(\.name))
    #expect(twice.wanted().map(\.missing) == [3])
    #expect(twice.wanted().map(\.missingPartyMembers) == [2])
    var turned = twice
    turned.book.patterns.reverse()
    #expect(turned.wanted() == twice.wanted())
  }

  @Test("What was stood in the quarter before does not count")
  func quartersCount() {
    let people = PlanStory.crew(2)
    let old = [
      PlanStory.shift(PlanStory.day("2026-09-25"), 1200, 1320, .nightPatrol, [people[0].id])
    ]
    let plan = Planner.plan(
      PlanStory.task("2026-10-01", "2026-10-04", people: people, book: patrolBook(1), shifts: old))
    #expect(plan.people.map { $0.after[.night] } == [2, 2])
  }

  @Test("A shift that is on the roster is left alone, one with too few people is filled up")
  func existing() {
    let people = PlanStory.crew(6)
    let day = PlanStory.day("2026-10-09")
    let whole = PlanStory.shift(day, 1200, 1320, .nightPatrol, people.prefix(3).map(\.id))
    let short = PlanStory.shift(day.adding(days: 1), 1200, 1320, .nightPatrol, [people[0].id])
    let plan = Planner.plan(
      PlanStory.task(
        "2026-10-09", "2026-10-10", people: people, book: patrolBook(3), shifts: [whole, short]))
    #expect(plan.shifts.count == 1)
    #expect(plan.shifts.first?.wanted.existing == short)
    let filled = plan.shifts.first?.shift(id: Identifier("x"), in: PlanStory.home)
    #expect(filled?.id == short.id)
    #expect(filled?.people.count == 3)
    #expect(filled?.people.first == people[0].id)
  }

  @Test("An empty place says why nobody: leave, weekly nights, 党员")
  func gaps() {
    let people = PlanStory.crew(2)
    let plan = Planner.plan(
      PlanStory.task(
        "2026-10-12", "2026-10-14", people: people,
        book: patrolBook(1, limits: PlanLimits(nightsPerWeek: 1)),
        absences: [
          PlanStory.leave(people[0], PlanStory.day("2026-10-12"), PlanStory.day("2026-10-18"))
        ]))
    #expect(plan.gaps.count == 2)
    #expect(plan.gaps.first?.text == "缺 1 人：本周夜班已满1次：人员2；请假：人员1")

    var book = patrolBook(2, party: 1)
    book.partyMembers = ["人员9"]
    let party = Planner.plan(
      PlanStory.task("2026-10-12", "2026-10-12", people: people, book: book))
    #expect(party.filled == 1)
    #expect(
      party.gaps.first?.text == "缺 1 人（其中党员 1 人）：不是党员：人员2"
        || party.gaps.first?.text == "缺 1 人（其中党员 1 人）：不是党员：人员1")
    #expect(party.remarks.contains { $0.contains("人员9") && $0.contains("不在名册") })
  }

  @Test(
    "AB角 do not go on the same patrol, and stay when the other is on leave, where it can be helped")
  func pairs() {
    let people = PlanStory.crew(6)
    var book = patrolBook(2)
    book.pairs = [DutyPair(post: "调解", a: "人员2", b: "人员3")]
    let plan = Planner.plan(
      PlanStory.task(
        "2026-10-12", "2026-10-31", people: people, book: book,
        absences: [
          PlanStory.leave(people[1], PlanStory.day("2026-10-15"), PlanStory.day("2026-10-17"))
        ]))
    let both = plan.shifts.filter {
      $0.added.contains(people[1].id) && $0.added.contains(people[2].id)
    }
    #expect(both.isEmpty)
    let alone = plan.shifts.filter {
      $0.added.contains(people[2].id)
        && (PlanStory.day("2026-10-15")...PlanStory.day("2026-10-17")).contains($0.wanted.day)
    }
    #expect(alone.isEmpty)
    #expect(!plan.remarks.contains { $0.contains("AB角") })
    let totals = PlanStory.totals(.night, in: plan)
    #expect((totals.max() ?? 0) - (totals.min() ?? 0) <= 1)
  }

  @Test("Wishes are met where nobody has to stand more for them")
  func wishes() {
    let people = PlanStory.crew(5)
    let span = (PlanStory.day("2026-10-12"), PlanStory.day("2026-11-08"))
    var avoid = PlanStory.leave(people[1], span.0, span.1, .avoid)
    avoid.weekdays = [3]
    var prefer = PlanStory.leave(people[2], span.0, span.1, .prefer)
    prefer.weekdays = [5]
    let plan = Planner.plan(
      PlanStory.task(
        "2026-10-12", "2026-11-08", people: people, book: patrolBook(1), absences: [avoid, prefer]))
    #expect(plan.people.map(\.unwelcome) == [0, 0, 0, 0, 0])
    let fridays = plan.shifts.filter { $0.wanted.day.weekday == 5 }
    #expect(fridays.allSatisfy { $0.added == [people[2].id] })
    let totals = PlanStory.totals(.night, in: plan)
    #expect((totals.max() ?? 0) - (totals.min() ?? 0) <= 1)
  }

  @Test("Where some nights are a few people's alone, the difference stays and is explained")
  func unevenForAReason() {
    let people = PlanStory.crew(6, desk: 2)
    let plan = Planner.plan(
      PlanStory.task(
        "2026-10-12", "2026-11-01", people: people,
        book: DutyBook(
          patterns: [
            ShiftPattern(.evening, on: [.working], start: 1050, end: 1200, roles: Permissions.desk),
            ShiftPattern(
              .nightPatrol, on: [.rest], start: 1200, end: 1320,
              roles: Permissions.desk + [.gridWorker]),
          ], limits: PlanLimits(nightsPerWeek: 5))))
    #expect(plan.gaps == [])
    let spread = plan.spreads.first { $0.load == .night }
    #expect((spread?.difference ?? 0) > 1)
    #expect(spread?.reason.contains("不能值") == true)
  }

  @Test("Nobody at all to ask: everything is a gap, and nothing breaks")
  func nobody() {
    let plan = Planner.plan(PlanStory.task("2026-10-12", "2026-10-13", people: []))
    #expect(plan.filled == 0)
    #expect(plan.missing == 14)
    #expect(plan.gaps.first?.text.contains("名册里没有能值这个班的人") == true)
    #expect(plan.people == [])
  }

  @Test(
    "A shift over midnight is kept clear of the next morning, and of leave that begins at midnight")
  func midnight() {
    let people = PlanStory.crew(2)
    let book = DutyBook(
      patterns: [
        ShiftPattern(.nightPatrol, on: [.working], start: 1320, end: 1560, roles: Role.allCases),
        ShiftPattern(.day, on: [.working], start: 510, end: 1050, roles: Role.allCases),
      ],
      limits: PlanLimits(
        restHoursAfterNight: 10, nightsPerWeek: 7, consecutiveDays: 7, hoursPerDay: 16))
    let plan = Planner.plan(
      PlanStory.task(
        "2026-10-13", "2026-10-14", people: people, book: book,
        absences: [
          PlanStory.leave(people[0], PlanStory.day("2026-10-15"), PlanStory.day("2026-10-15"))
        ]))
    #expect(PlanStory.violations(plan) == [])
    let nights = plan.shifts.filter { $0.wanted.pattern.kind == .nightPatrol }
    #expect(nights.map(\.added) == [[people[0].id], [people[1].id]])
  }

  @Test("What has begun is not planned any more")
  func begun() {
    var task = PlanStory.task(
      "2026-10-12", "2026-10-12", people: PlanStory.crew(4), book: patrolBook(1))
    task.now = shanghai("2026-10-12 20:00")
    #expect(Planner.plan(task).shifts.isEmpty)
    task.now = shanghai("2026-10-12 19:59")
    #expect(Planner.plan(task).shifts.count == 1)
  }
}
