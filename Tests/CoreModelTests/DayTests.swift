import Testing

@testable import CoreModel

@Suite("Days and instants")
struct DayTests {
  @Test("A year that nobody means is no date, however long the number is, wherever it is typed")
  func longYears() throws {
    #expect(Day(year: Int.max, month: 1, day: 1) == nil)
    #expect(Day(year: Int.min, month: 1, day: 1) == nil)
    #expect(Day(year: 0, month: 1, day: 1) == nil && Day(year: 10_000, month: 1, day: 1) == nil)
    #expect(Day(year: 9999, month: 12, day: 31)?.iso8601 == "9999-12-31")
    for year in ["99999999999999999999", "100000000000000000"] {
      #expect(throws: (any Error).self) { try DutyBook(text: "特殊日 | \(year)-01-01 | 不值班") }
      #expect(throws: RuleProblem.self) {
        try PlanPeriod(month: "\(year)-01", today: Day(number: 20_780))
      }
    }
  }

  @Test("A day's number and its date agree over eighty years, leap days included")
  func roundTrip() {
    for number in 0..<30_000 {
      let day = Day(number: number)
      let (year, month, dayOfMonth) = day.components
      #expect(Day(year: year, month: month, day: dayOfMonth) == day)
    }
  }

  @Test(
    "Dates that do not exist are refused", arguments: [(2026, 2, 29), (2026, 13, 1), (2026, 4, 31)])
  func impossible(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test("Weekdays are those of the calendar on the wall")
  func weekdays() {
    #expect(Day(year: 2026, month: 11, day: 21)?.weekdayText == "周六")
    #expect(Day(year: 1970, month: 1, day: 1)?.weekday == 4)
  }

  @Test(
    "ISO 8601 is read with and without offset, and written with Shanghai's",
    arguments: [
      ("2026-11-21T19:42:00+08:00", "2026-11-21T19:42:00+08:00"),
      ("2026-11-21T11:42:00Z", "2026-11-21T19:42:00+08:00"),
      ("2026-11-21T19:42", "2026-11-21T19:42:00+08:00"),
      ("2026-11-21 19:42:05.250", "2026-11-21T19:42:05+08:00"),
      ("2026-11-21T00:12:00-02:30", "2026-11-21T10:42:00+08:00"),
    ])
  func iso(text: String, canonical: String) {
    #expect(Instant(iso8601: text)?.iso8601 == canonical)
  }

  @Test(
    "What is no instant is no instant",
    arguments: ["", "2026-11-21", "2026-02-30T10:00", "2026-11-21T25:00", "2026-11-21T10:00+8"])
  func noInstant(text: String) {
    #expect(Instant(iso8601: text) == nil)
  }

  @Test("Lengths of time read as the queue shows them")
  func durations() {
    #expect(durationText(seconds: 26 * 60) == "26分")
    #expect(durationText(seconds: 72 * 60) == "1小时12分")
    #expect(durationText(seconds: -3 * 3600) == "3小时")
    #expect(durationText(seconds: 76 * 3600) == "3天4小时")
  }
}
