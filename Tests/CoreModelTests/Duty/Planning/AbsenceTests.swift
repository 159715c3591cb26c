import Testing

@testable import CoreModel

@Suite("请假与意愿")
struct AbsenceTests {
  private let today = PlanStory.day("2026-11-22")

  @Test(
    "Days as people type them",
    arguments: [
      ("11-23", "2026-11-23", "2026-11-23"), ("11月23日至27日", "2026-11-23", "2026-11-27"),
      ("2026-11-23 至 2026-12-02", "2026-11-23", "2026-12-02"), ("明天", "2026-11-23", "2026-11-23"),
      ("今天到后天", "2026-11-22", "2026-11-24"), ("明天到后天", "2026-11-23", "2026-11-24"),
      ("12.28-31", nil, nil),
      ("12-28~1-3", "2026-12-28", "2027-01-03"),
      ("1-5", "2027-01-05", "2027-01-05"), ("11-30至2", nil, nil), ("13-1", nil, nil),
      ("", nil, nil),
      ("下周", nil, nil), ("11-23至11-20", nil, nil),
    ] as [(String, String?, String?)])
  func days(typed: String, first: String?, last: String?) throws {
    guard let first, let last else {
      #expect(throws: RuleProblem.self) { try AbsenceText.days(typed, today: today) }
      return
    }
    let read = try AbsenceText.days(typed, today: today)
    #expect(read.first == PlanStory.day(first))
    #expect(read.last == PlanStory.day(last))
  }

  @Test("Weekdays and kinds of shifts as people type them")
  func words() throws {
    #expect(try AbsenceText.weekdays("每周三、周五") == [3, 5])
    #expect(try AbsenceText.weekdays("周末") == [6, 7])
    #expect(try AbsenceText.weekdays("") == [])
    #expect(throws: RuleProblem.self) { try AbsenceText.weekdays("八") }
    #expect(try AbsenceText.kinds("夜班") == [.evening, .nightPatrol])
    #expect(try AbsenceText.kinds("周末、午间") == [.weekend, .noon])
    #expect(throws: RuleProblem.self) { try AbsenceText.kinds("早班") }
  }

  @Test("What it covers agrees with looking at every minute")
  func covers() {
    var dice = PlanStory.Dice(state: 5)
    let person = PlanStory.crew(1)[0]
    for _ in 0..<400 {
      let first = today.adding(days: Int.random(in: 0...6, using: &dice))
      var absence = PlanStory.leave(
        person, first, first.adding(days: Int.random(in: 0...4, using: &dice)))
      absence.part = DayPart.allCases.randomElement(using: &dice) ?? .whole
      absence.weekdays = Bool.random(using: &dice) ? [] : [2, 5, 7]
      let start = today.adding(days: Int.random(in: -1...10, using: &dice))
        .at(minute: Int.random(in: 0..<1440, using: &dice))
      let length = Int.random(in: 1...900, using: &dice)
      let slow = (0..<length).contains { offset in
        let minute = start.adding(minutes: offset)
        return absence.first <= minute.day && minute.day <= absence.last
          && (absence.weekdays.isEmpty || absence.weekdays.contains(minute.day.weekday))
          && absence.part.minutes.contains(minute.minuteOfDay)
      }
      #expect(absence.touches(from: start, until: start.adding(minutes: length)) == slow)
    }
  }

  @Test("Everybody for themselves, 主任 and 书记 for all; the past is a record")
  func gate() throws {
    let people = PlanStory.crew(4)
    let directory = Directory(
      neighborhood: Neighborhood(id: PlanStory.home, name: "瑞和锦庭居民区"), estates: [], microGrids: [],
      groups: [], people: people)
    let now = today.at(minute: 600)
    let own = PlanStory.leave(people[2], today, today.adding(days: 1))
    func check(_ change: AbsenceChange, _ actor: Person) throws(Refusal) -> AbsenceChange {
      try change.checked(in: directory, by: Actor(actor), at: now)
    }
    #expect(try check(.add([own]), people[2]) == .add([own]))
    #expect(try check(.add([own]), people[1]) == .add([own]))
    #expect(throws: Refusal.self) { _ = try check(.add([own]), people[3]) }
    let past = PlanStory.leave(people[2], today.adding(days: -3), today.adding(days: -1))
    #expect(throws: Refusal.self) { _ = try check(.add([past]), people[2]) }
    #expect(throws: Refusal.self) { _ = try check(.cancel(past), people[2]) }
    var never = PlanStory.leave(people[2], today.adding(days: 1), today.adding(days: 2))
    never.weekdays = [6]
    #expect(throws: Refusal.self) { _ = try check(.add([never]), people[2]) }
  }
}
