import Testing

@testable import CoreModel

@Suite("What is wrong with a roster") struct RosterProblemTests {
  static let wang = Person(id: PersonID("wang"), name: "王芳", role: .dutyOfficer)
  static let zhou = Person(id: PersonID("zhou"), name: "周宁", role: .dutyOfficer)
  static let gone = Person(
    id: PersonID("gone"), name: "老张", role: .dutyOfficer, isActive: false)
  static let directory = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭"),
    people: [wang, zhou, gone])
  /// Monday, 23 November 2026.
  static let monday = Day(number: 20_780)
  static let evening = DutyBook(patterns: [
    ShiftPattern(.evening, on: [.working], start: 1050, end: 1200, headcount: 2, roles: [])
  ])

  static func shift(
    _ id: String, _ kind: ShiftKind, day: Int = 0, _ start: Int, _ end: Int,
    _ people: [Person]
  ) -> Shift {
    let day = monday.adding(days: day)
    return Shift(
      id: Identifier(id), neighborhood: NeighborhoodID("n"), start: day.at(minute: start),
      end: day.at(minute: end), kind: kind, people: people.map(\.id))
  }

  static func problems(
    _ shifts: [Shift], leaves: [RosterLeave] = [], book: DutyBook = DutyBook(), days: Int = 1
  ) -> [RosterProblem] {
    RosterProblems(
      shifts: shifts, leaves: leaves, directory: directory, book: book, calendar: .shipped
    ).found(from: monday, through: monday.adding(days: days - 1))
  }

  @Test("The Monday of these tests is one")
  func monday() {
    #expect(Self.monday.weekday == 1 && Self.monday.iso8601 == "2026-11-23")
  }

  @Test("A pattern that nobody stands is a gap; one that is stood by enough is none")
  func gaps() {
    let empty = Self.problems([], book: Self.evening)
    #expect(empty.map(\.title) == ["缺岗"])
    #expect(empty[0].text(in: Self.directory) == "错时 17:30-20:00 没有人值班，规则要 2 人")
    let full = Self.shift("a", .evening, 1050, 1200, [Self.wang, Self.zhou])
    #expect(Self.problems([full], book: Self.evening).isEmpty)
    let short = Self.problems(
      [Self.shift("a", .evening, 1050, 1200, [Self.wang])], book: Self.evening)
    #expect(short.map { $0.text(in: Self.directory) } == ["错时 17:30-20:00 只有 1 人，缺 1 人"])
  }

  @Test("A shift that comes late leaves a gap of just that time")
  func partialGap() {
    let late = Self.shift("a", .evening, 1080, 1200, [Self.wang, Self.zhou])
    let found = Self.problems([late], book: Self.evening)
    #expect(found.map { $0.text(in: Self.directory) } == ["错时 17:30-18:00 没有人值班，规则要 2 人"])
    // Two shifts one behind the other fill it, and so does one that runs longer than asked.
    let early = Self.shift("b", .evening, 1000, 1080, [Self.wang, Self.zhou])
    #expect(Self.problems([early, late], book: Self.evening).isEmpty)
  }

  @Test(
    "Days off ask for nothing that is meant for working days; weekends and holidays serve each other"
  )
  func kindsOfDays() throws {
    #expect(Self.problems([], book: Self.evening, days: 7).count == 5)
    let holiday = try #require(Day(year: 2026, month: 10, day: 1))
    let book = DutyBook(patterns: [
      ShiftPattern(.holiday, on: [.holiday], start: 540, end: 1020, roles: [])
    ])
    let shift = Shift(
      id: Identifier("h"), neighborhood: NeighborhoodID("n"), start: holiday.at(minute: 540),
      end: holiday.at(minute: 1020), kind: .weekend, people: [Self.wang.id])
    let asked = RosterProblems(
      shifts: [shift], directory: Self.directory, book: book, calendar: .shipped)
    #expect(asked.gaps(from: holiday, through: holiday).isEmpty)
  }

  @Test(
    "One person in two places is found however the shifts lie, over midnight too; touching is not")
  func doubleBooking() {
    func found(_ a: Shift, _ b: Shift) -> [String] {
      Self.problems([a, b], days: 2).map(\.title)
    }
    let evening = Self.shift("a", .evening, 1050, 1200, [Self.wang])
    #expect(found(evening, Self.shift("b", .nightPatrol, 1190, 1320, [Self.wang])) == ["重班"])
    #expect(found(evening, Self.shift("b", .nightPatrol, 1200, 1320, [Self.wang])).isEmpty)
    #expect(found(evening, Self.shift("b", .nightPatrol, 1190, 1320, [Self.zhou])).isEmpty)
    let night = Self.shift("n", .nightPatrol, 1320, 1560, [Self.wang])
    #expect(found(night, Self.shift("d", .day, day: 1, 60, 300, [Self.wang])) == ["重班"])
    let text = Self.problems([night, Self.shift("d", .day, day: 1, 60, 300, [Self.wang])], days: 2)
      .map { $0.text(in: Self.directory) }
    #expect(text == ["王芳同时排在夜巡 22:00-次日02:00 和日间 01:00-05:00"])
  }

  @Test("Leave, people who left, people whom nobody knows and exemptions are found")
  func people() {
    let leave = RosterLeave(
      person: Self.wang.id, start: Self.monday.start, end: Self.monday.adding(days: 1).start,
      title: "年休假")
    let on = Self.shift("a", .evening, 1050, 1200, [Self.wang])
    #expect(Self.problems([on], leaves: [leave]).map(\.title) == ["请假"])
    #expect(
      Self.problems(
        [Self.shift("a", .evening, day: 1, 1050, 1200, [Self.wang])], leaves: [leave], days: 2
      )
      .isEmpty)
    #expect(
      Self.problems([Self.shift("a", .evening, 1050, 1200, [Self.gone])]).map(\.title) == ["离岗"])
    let stranger = Person(id: PersonID("x"), name: "谁", role: .dutyOfficer)
    #expect(
      Self.problems([Self.shift("a", .evening, 1050, 1200, [stranger])]).map(\.title) == ["不在册"])
    let book = DutyBook(exemptions: [
      DutyExemption(name: "王芳", kinds: [.evening], reason: "孕期")
    ])
    let exempt = Self.problems([on], book: book)
    #expect(exempt.map { $0.text(in: Self.directory) } == ["规则写明王芳不排错时：孕期"])
    #expect(
      exempt[0].isSevere, "as hard a rule as leave: the screen must not call the roster whole")
  }

  @Test("Roles that do not stand such shifts, and too few 党员, are remarked")
  func rolesAndPartyMembers() {
    var book = DutyBook(
      patterns: [
        ShiftPattern(
          .evening, on: [.working], start: 1050, end: 1200, headcount: 2, roles: [.secretary],
          partyMembers: 1)
      ], partyMembers: ["周宁"])
    let on = Self.shift("a", .evening, 1050, 1200, [Self.wang, Self.gone])
    let found = Self.problems([on], book: book).filter { $0.title != "离岗" }
    #expect(found.map(\.title) == ["角色不符", "角色不符", "党员不足"])
    #expect(found[0].text(in: Self.directory) == "王芳是值班员，按值班规则不值错时")
    #expect(found[2].text(in: Self.directory) == "错时 17:30-20:00 只有 0 名党员，规则要 1 名")
    #expect(found.allSatisfy { !$0.isSevere })
    book.patterns[0].roles = []
    let beside = Self.shift("b", .evening, 1050, 1200, [Self.zhou])
    #expect(Self.problems([on, beside], book: book).map(\.title) == ["离岗", "重叠"])
  }

  @Test("不值班 closes the desk: nobody is missing there, the patrol walks all the same")
  func closedDay() throws {
    var book = DutyBook.standard
    #expect(Self.problems([], book: book).contains { $0.text(in: Self.directory).hasPrefix("日间") })
    book.specialDays = [
      DutySpecialDay(name: "除夕", first: Self.monday, last: Self.monday, spans: [])
    ]
    #expect(book.needs(on: Self.monday, in: .shipped).map(\.pattern.kind) == [.nightPatrol])
    book.specialDays[0].spans = [try DutySpan(start: 540, end: 720)]
    #expect(book.needs(on: Self.monday, in: .shipped).count > 1)
  }

  @Test("A pattern is needed while its own season lasts, whatever other season the day belongs to")
  func seasons() throws {
    let date = MonthDay(month: 11, day: 1)
    let end = MonthDay(month: 11, day: 30)
    let book = DutyBook(
      seasons: [
        DutySeason(name: "冬令", first: date, last: end, hours: .standard, kinds: [.working]),
        DutySeason(name: "年末", first: date, last: end, hours: .standard, kinds: [.rest]),
      ],
      patterns: [
        ShiftPattern(
          .weekend, on: [.rest], season: "年末", start: 540, end: 1020, roles: [])
      ])
    #expect(book.needs(on: Self.monday.adding(days: 5), in: .shipped).count == 1)
  }

  @Test("What is about to be saved is looked at among what there is, and nothing else is said")
  func aboutToBeSaved() {
    let on = Self.shift("a", .evening, day: 9, 1050, 1200, [Self.wang])
    let moved = Self.shift("a", .evening, day: 1, 1050, 1200, [Self.wang])
    let leave = RosterLeave(
      person: Self.wang.id, start: Self.monday.adding(days: 1).start,
      end: Self.monday.adding(days: 2).start, title: "年休假")
    let other = Self.shift("n", .nightPatrol, day: 1, 1190, 1320, [Self.wang])
    let asked = RosterProblems(
      shifts: [on, other], leaves: [leave], directory: Self.directory, book: Self.evening,
      calendar: .shipped)
    #expect(asked.found(of: [moved]).map(\.title) == ["请假", "重班"])
    #expect(asked.found(of: []).isEmpty)
  }

  @Test("Two shifts of a kind at the same time are remarked, since often one was written twice")
  func overlap() {
    let found = Self.problems([
      Self.shift("a", .evening, 1050, 1200, [Self.wang]),
      Self.shift("b", .evening, 1080, 1200, [Self.zhou]),
    ])
    #expect(found.map(\.title) == ["重叠"])
  }

  @Test("Gaps agree with counting heads minute by minute", arguments: 0..<40)
  func gapsByMinute(_ seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &* 7919 &+ 3)
    let people = [Self.wang, Self.zhou, Self.gone]
    let kinds: [ShiftKind] = [.evening, .weekend, .holiday, .nightPatrol]
    var patterns: [ShiftPattern] = []
    for kind in kinds {
      let start = Int.random(in: 0..<1400, using: &random)
      patterns.append(
        ShiftPattern(
          kind, on: Set(DayKind.allCases), start: start,
          end: start + Int.random(in: 10..<600, using: &random),
          headcount: Int.random(in: 1...3, using: &random), roles: []))
    }
    let shifts = (0..<12).map { index -> Shift in
      let start = Int.random(in: 0..<1440, using: &random)
      return Self.shift(
        "s\(index)", kinds[Int.random(in: 0..<kinds.count, using: &random)],
        day: Int.random(in: -1...2, using: &random), start,
        start + Int.random(in: 10..<900, using: &random),
        people.filter { _ in Bool.random(using: &random) })
    }
    let asked = RosterProblems(
      shifts: shifts, directory: Self.directory, book: DutyBook(patterns: patterns),
      calendar: .shipped)
    let gaps = asked.gaps(from: Self.monday, through: Self.monday.adding(days: 1))
    for day in 0...1 {
      for pattern in patterns {
        for minute in pattern.start..<pattern.end {
          let now = Self.monday.adding(days: day).at(minute: minute)
          let heads = Set(
            shifts.filter { shift in
              let daysOff: Set<ShiftKind> = [.weekend, .holiday]
              let serves =
                shift.kind == pattern.kind
                || daysOff.contains(shift.kind) && daysOff.contains(pattern.kind)
              return serves && shift.isOn(at: now)
            }.flatMap(\.people)
          ).count
          let said = gaps.filter {
            $0.need.pattern == pattern && $0.need.day == Self.monday.adding(days: day)
              && $0.start <= now && now < $0.end
          }
          #expect(
            said.map(\.missing) == (heads < pattern.headcount ? [pattern.headcount - heads] : []))
        }
      }
    }
  }
}
