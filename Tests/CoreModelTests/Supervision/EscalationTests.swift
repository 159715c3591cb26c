import Testing

@testable import CoreModel

@Suite("Levels of escalation") struct EscalationTests {
  let calendar = WorkingCalendar.shipped

  @Test("The standard text reads as the standard levels")
  func standard() throws {
    let book = try EscalationBook(text: EscalationBook.standard.text)
    #expect(book.levels == EscalationBook.standard.levels)
    #expect(book.stalledDays == 3)
    #expect(book.quiet.from == 21 * 60 && book.quiet.to == 450)
  }

  @Test(
    "What is not understood is said with its line and how it should be",
    arguments: [
      ("办结 后1工作日", "三项"), ("吃饭 后1工作日 主任", "吃饭"), ("办结 后1工作日 经理", "经理"),
      ("办结 一会儿 主任", "一会儿"), ("办结 后99工作日 主任", "太久"), ("压着不动 很久", "压着不动"),
      ("夜里不提醒 01:00-05:00", "夜里"), ("办结 后1月 主任", "单位"),
    ])
  func unreadable(_ line: String, _ word: String) {
    let text = "# 说明\n全部 到期 值班\n" + line
    do throws(EscalationBook.Unreadable) {
      _ = try EscalationBook(text: text)
      Issue.record("\(line) was read")
    } catch {
      #expect(error.line == 3)
      #expect(error.message.contains(word))
    }
  }

  @Test("A level said twice is refused, one written 后0 is 到期")
  func twice() throws {
    #expect(throws: EscalationBook.Unreadable.self) {
      try EscalationBook(text: "全部 到期 值班\n全部 后0 值班")
    }
    #expect(try EscalationBook(text: "全部 后0 值班").levels.first?.text == "全部 到期 值班")
  }

  @Test("Working days skip holidays, and nobody is reminded before a thing was owed at all")
  func moments() throws {
    // The last working day before 国庆 2026 is 9月30日; the next is 10月8日.
    let due = try #require(Instant(iso8601: "2026-09-30T10:00"))
    let level = EscalationLevel(isBefore: false, 1, .workingDays, to: .director)
    #expect(
      level.moment(due: due, since: due, in: calendar)?.iso8601 == "2026-10-08T10:00:00+08:00")
    let before = EscalationLevel(isBefore: true, 2, .hours, to: .handler)
    #expect(before.moment(due: due, since: due.adding(minutes: -30), in: calendar) == nil)
    #expect(
      before.moment(due: due, since: due.adding(minutes: -180), in: calendar)
        == due.adding(minutes: -120))
  }

  /// Desks that look every few minutes, some of the time, with whoever sits there, and are started anew.
  @Test(
    "Each level is told once, to somebody on duty, never at night, and as soon as they are there",
    arguments: 0..<40)
  func property(_ seed: Int) throws {
    var random = Seeded(UInt64(seed) &* 7919 &+ 17)
    let people = [
      Person(id: PersonID("sj"), name: "周敏", role: .secretary),
      Person(id: PersonID("zr"), name: "李敏", role: .director),
      Person(id: PersonID("w1"), name: "王芳", role: .dutyOfficer),
      Person(id: PersonID("w2"), name: "陈静", role: .dutyOfficer),
      Person(id: PersonID("zs"), name: "赵师傅", role: .maintenance),
      Person(id: PersonID("dd"), name: "周督导", role: .supervisor),
    ].filter { $0.role != .director || seed % 3 != 0 }
    let directory = Directory(
      neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和"), people: people)
    let first = try #require(Day(year: 2026, month: 9, day: 21))
    var shifts: [Shift] = []
    var leaves: [RosterLeave] = []
    for offset in 0..<30 {
      let day = first.adding(days: offset)
      if Bool.random(using: &random) {
        shifts.append(
          Shift(
            id: Identifier("s\(offset)"), neighborhood: NeighborhoodID("n"),
            start: day.at(minute: 1050),
            end: day.at(minute: Bool.random(using: &random) ? 1200 : 1500),
            kind: [.evening, .nightPatrol].randomElement(using: &random) ?? .evening,
            people: [people.randomElement(using: &random)?.id ?? PersonID("w1")]))
      }
      if Int.random(in: 0..<4, using: &random) == 0, let away = people.randomElement(using: &random)
      {
        leaves.append(
          RosterLeave(
            person: away.id, start: day.start, end: day.adding(days: 1).start, title: "请假"))
      }
    }
    let rules = EscalationRules(
      book: .standard,
      presence: DutyPresence(
        shifts: shifts, leaves: leaves, hours: DutyTime(), calendar: calendar),
      directory: directory)
    let owed = (0..<6).map { index in
      let since = first.at(minute: Int.random(in: 0..<10_080, using: &random))
      return OwedStep(
        [.resolution, .firstResponse, .feedback][index % 3],
        dueAt: since.adding(minutes: Int.random(in: 5..<6000, using: &random)), since: since,
        owedBy: index % 2 == 0 ? .desk : .handler(.person(PersonID("zs"))),
        handler: index % 2 == 0 ? nil : .person(PersonID("zs")))
    }
    var told: [[EscalationNotice]] = owed.map { _ in [] }
    var minute = 0
    while minute < 28 * 1440 {
      let now = first.at(minute: minute)
      // Whose consoles look at this moment, in whatever order.
      for person in people.shuffled(using: &random) where Int.random(in: 0..<3, using: &random) > 0
      {
        for (index, step) in owed.enumerated() {
          for level in rules.levels(for: person.id, about: step, known: told[index], at: now) {
            #expect(!EscalationBook.standard.isQuiet(at: now), "told at \(now.clockText)")
            #expect(isAtWork(person.id, now, shifts, leaves), "\(person.name) \(now.iso8601)")
            let moment = try #require(
              level.moment(due: step.dueAt, since: step.since, in: calendar))
            #expect(moment <= now)
            #expect(!told[index].contains { $0.level == level.text }, "\(level.text) twice")
            told[index].append(
              EscalationNotice(
                level: level.text, obligation: step.kind, since: step.since, dueAt: step.dueAt,
                person: person.id, at: now))
          }
        }
      }
      minute += 15
    }
    // Four weeks later everything after the deadline was told: somebody is at work every day.
    for (index, step) in owed.enumerated() {
      for level in EscalationBook.standard.levels where !level.isBefore {
        let moment = try #require(level.moment(due: step.dueAt, since: step.since, in: calendar))
        guard moment < first.at(minute: 14 * 1440) else { continue }
        #expect(told[index].contains { $0.level == level.text }, "\(level.text) of \(step.kind)")
      }
    }
  }

  /// Judged by code of its own: a stretch on the roster at the desk, or the hours of the desk.
  private func isAtWork(
    _ person: PersonID, _ now: Instant, _ shifts: [Shift], _ leaves: [RosterLeave]
  ) -> Bool {
    if leaves.contains(where: { $0.person == person && $0.start <= now && now < $0.end }) {
      return false
    }
    if shifts.contains(where: {
      $0.people.contains(person) && $0.start <= now && now < $0.end && $0.kind != .nightPatrol
    }) {
      return true
    }
    return DutyHours.standard.spans(on: calendar.kind(of: now.day)).contains {
      $0.start <= now.minuteOfDay && now.minuteOfDay < $0.end
    }
  }

  @Test("A deadline that was put off by a day or more is another one, a moved minute is not")
  func putOff() {
    let due = Instant(milliseconds: 1_790_000_000_000)
    let level = EscalationLevel(isBefore: false, 0, .workingDays, to: .desk)
    let notice = EscalationNotice(
      level: level.text, obligation: .resolution, since: due.adding(minutes: -600), dueAt: due,
      person: PersonID("w"), at: due)
    func owed(_ minutes: Int) -> OwedStep {
      OwedStep(
        .resolution, dueAt: due.adding(minutes: minutes), since: due.adding(minutes: -600),
        owedBy: .desk, handler: nil)
    }
    #expect(notice.covers(level, of: owed(0)))
    #expect(notice.covers(level, of: owed(90)))
    #expect(notice.covers(level, of: owed(-90)))
    #expect(!notice.covers(level, of: owed(1440)))
  }
}

private struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
