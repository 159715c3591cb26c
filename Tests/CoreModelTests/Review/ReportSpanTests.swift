import CoreModel
import Testing

@Suite struct ReportSpanTests {
  @Test(arguments: [
    (ReportSpan.Kind.month, "2026-11", "2026-11"), (.month, "2026年2月", "2026-02"),
    (.month, "2026-11-21", "2026-11"), (.quarter, "2026-Q3", "2026-Q3"),
    (.quarter, "2026年第1季度", "2026-Q1"), (.quarter, "2026-05", "2026-Q2"), (.year, "2026", "2026"),
    (.year, "2026-05-01", "2026"),
  ])
  func aSpanIsReadAsItIsWritten(kind: ReportSpan.Kind, typed: String, text: String) throws {
    let span = try #require(ReportSpan(kind, text: typed))
    #expect(span.text == text)
    #expect(ReportSpan(kind, text: span.text) == span)
    #expect(ReportSpan(kind, text: span.title) == span)
  }

  @Test(arguments: [
    (ReportSpan.Kind.month, "2026"), (.month, "2026-13"), (.month, "2026-Q3"),
    (.quarter, "2026-Q5"),
    (.quarter, "2026"), (.year, "一九"), (.month, ""), (.month, "2026-02-30"), (.year, "99999999999"),
  ])
  func whatIsNoSpanIsNone(kind: ReportSpan.Kind, typed: String) {
    #expect(ReportSpan(kind, text: typed) == nil)
  }

  @Test func spansFollowOnEachOtherWithoutGaps() throws {
    for kind in ReportSpan.Kind.allCases {
      var span = try #require(ReportSpan(kind, text: "2024-02-29"))
      for _ in 0..<30 {
        #expect(span.next.start == span.end && span.next.previous == span)
        #expect(span.months.first?.start == span.start && span.months.last?.end == span.end)
        #expect(span.months.count == kind.months)
        #expect(span.weeks.first.map { $0.weekday } == 1)
        #expect(span.weeks.first.map { $0 <= span.start.day } == true)
        span = span.next
      }
    }
  }

  @Test func aShorterSpanIsThePartThatGoesOn() throws {
    let year = try #require(ReportSpan(.year, text: "2026"))
    let now = try #require(Day(year: 2026, month: 11, day: 21)).start
    #expect(year.changed(to: .month, now: now).text == "2026-11")
    #expect(year.previous.changed(to: .quarter, now: now).text == "2025-Q4")
    #expect(year.changed(to: .month, now: now).changed(to: .year, now: now) == year)
  }
}
