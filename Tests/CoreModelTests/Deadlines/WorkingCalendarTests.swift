import Foundation
import Testing

@testable import CoreModel

@Suite("The working calendar")
struct WorkingCalendarTests {
  /// The notices day by day, written out independently of the compact table.
  private static let off = [
    2024:
      "0101 0210 0211 0212 0213 0214 0215 0216 0217 0404 0405 0406 0501 0502 0503 0504 0505 0610 "
      + "0915 0916 0917 1001 1002 1003 1004 1005 1006 1007",
    2025:
      "0101 0128 0129 0130 0131 0201 0202 0203 0204 0404 0405 0406 0501 0502 0503 0504 0505 0531 "
      + "0601 0602 1001 1002 1003 1004 1005 1006 1007 1008",
    2026:
      "0101 0102 0103 0215 0216 0217 0218 0219 0220 0221 0222 0223 0404 0405 0406 0501 0502 0503 "
      + "0504 0505 0619 0620 0621 0925 0926 0927 1001 1002 1003 1004 1005 1006 1007",
  ]
  private static let worked = [
    2024: "0204 0218 0407 0428 0511 0914 0929 1012", 2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
  ]

  private func slowKind(of day: Day) -> DayKind {
    let (year, month, date) = day.components
    let key = String(String(10000 + month * 100 + date).dropFirst())
    if Self.worked[year]?.contains(key) == true { return .working }
    if Self.off[year]?.contains(key) == true { return .holiday }
    return day.weekday > 5 ? .rest : .working
  }

  private var everyDay: [Day] {
    get throws {
      let first = try #require(Day(year: 2024, month: 1, day: 1))
      return (0..<(366 + 365 + 365)).map { first.adding(days: $0) }
    }
  }

  @Test("Every day of 2024–2026 is what the notices say")
  func kinds() throws {
    for day in try everyDay {
      #expect(WorkingCalendar.shipped.kind(of: day) == slowKind(of: day), "\(day.iso8601)")
    }
  }

  @Test(
    "The years have as many working days as the payroll offices count",
    arguments: [(2024, 251), (2025, 248), (2026, 248)])
  func totals(year: Int, days: Int) throws {
    let eve = try #require(Day(year: year - 1, month: 12, day: 31))
    let last = try #require(Day(year: year, month: 12, day: 31))
    #expect(WorkingCalendar.shipped.workingDays(from: eve, to: last) == days)
  }

  @Test("Adding working days agrees with counting on fingers, from every day of 2024–2026")
  func addingAgreesWithCounting() throws {
    let calendar = WorkingCalendar.shipped
    for day in try everyDay {
      var counted = day
      for n in 1...15 {
        repeat { counted = counted.adding(days: 1) } while slowKind(of: counted) != .working
        #expect(calendar.adding(workingDays: n, to: day) == counted)
        #expect(calendar.workingDays(from: day, to: counted) == n)
        #expect(calendar.workingDays(from: counted, to: day) <= 0)
      }
    }
  }

  @Test("Days have the names people use")
  func names() throws {
    let calendar = WorkingCalendar.shipped
    #expect(calendar.name(of: shanghai("2026-10-01T00:00").day) == "国庆节")
    #expect(calendar.name(of: shanghai("2026-10-10T00:00").day) == "调休上班")
    #expect(calendar.name(of: shanghai("2026-11-21T00:00").day) == nil)
  }

  @Test("A year whose notice is not loaded is counted by weekday, and that is said")
  func unpublished() throws {
    let calendar = WorkingCalendar.shipped
    #expect(calendar.isPublished(year: 2026))
    #expect(!calendar.isPublished(year: 2027))
    #expect(calendar.kind(of: shanghai("2027-10-01T00:00").day) == .working)
    let notice = calendar.unpublishedNotice(
      from: shanghai("2026-12-30T00:00").day, through: shanghai("2027-01-04T00:00").day)
    #expect(notice == "2027年放假安排尚未载入，按周一至周五推算")
    #expect(
      calendar.unpublishedNotice(
        from: shanghai("2024-01-01T00:00").day, through: shanghai("2026-12-31T00:00").day) == nil)
  }

  @Test("Staff add a year; the newer word on a day counts")
  func customYear() throws {
    let newYearsEve = shanghai("2026-12-31T00:00").day
    let year = try CalendarYear(
      year: 2027, source: "手工录入",
      holidays: [.init("元旦", from: newYearsEve, through: shanghai("2027-01-02T00:00").day)],
      workdays: [shanghai("2027-01-03T00:00").day])
    let calendar = WorkingCalendar.shipped.adding(year: year)
    #expect(calendar.isPublished(year: 2027))
    #expect(calendar.kind(of: newYearsEve) == .holiday)
    #expect(calendar.kind(of: shanghai("2027-01-03T00:00").day) == .working)
    let copy = try JSONDecoder().decode(
      WorkingCalendar.self, from: try JSONEncoder().encode(calendar))
    #expect(copy == calendar)
  }

  @Test(
    "Data that contradict themselves are refused with a reason",
    arguments: [
      (#"{"year":2027,"source":"","holidays":[],"workdays":[]}"#, "没有一天放假"),
      (
        #"{"year":2027,"source":"","holidays":[{"name":"元旦","first":"2027-01-03","last":"2027-01-01"}],"workdays":[]}"#,
        "起止日期不对"
      ),
      (
        #"{"year":2027,"source":"","holidays":[{"name":"元旦","first":"2027-02-30","last":"2027-03-01"}],"workdays":[]}"#,
        "不是日期"
      ),
      (
        #"{"year":2027,"source":"","holidays":[{"name":"元旦","first":"2028-01-01","last":"2028-01-01"}],"workdays":[]}"#,
        "不属于2027年"
      ),
      (
        #"{"year":2027,"source":"","holidays":[{"name":"元旦","first":"2027-01-01","last":"2027-01-01"}],"workdays":["2027-01-01"]}"#,
        "既写成放假又写成调休上班"
      ),
    ])
  func refused(json: String, reason: String) {
    let problem = #expect(throws: RuleProblem.self) {
      try JSONDecoder().decode(CalendarYear.self, from: Data(json.utf8))
    }
    #expect(problem?.message.contains(reason) == true)
  }
}
