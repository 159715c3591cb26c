import Testing

@testable import CoreModel

@Suite("A limit in working days, with the date that they mean") struct WorkingDayTextTests {
  private func at(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }

  private static let cases: [(now: String, due: String, long: String, short: String)] = [
    // Friday evening: the weekend does not count.
    ("2026-11-20T19:42", "2026-11-24T18:00", "余 2 工作日·11-24 周二", "余2工作日 11-24"),
    ("2026-11-20T19:42", "2026-11-23T18:00", "余 1 工作日·11-23 周一", "余1工作日 11-23"),
    ("2026-11-22T10:00", "2026-11-23T18:00", "余 1 工作日·11-23 周一", "余1工作日 11-23"),
    // Today, before and after.
    ("2026-11-20T09:00", "2026-11-20T18:00", "今日 18:00 前", "今日 18:00 前"),
    ("2026-11-20T18:01", "2026-11-20T18:00", "已超时·今日 18:00", "已超时 11-20"),
    // Over a weekend no working day passes.
    ("2026-11-22T10:00", "2026-11-20T18:00", "已超时·11-20 周五", "已超时 11-20"),
    ("2026-11-24T10:00", "2026-11-20T18:00", "超 2 工作日·11-20 周五", "超2工作日 11-20"),
    // What the city states may fall on a Sunday.
    ("2026-11-21T10:00", "2026-11-22T18:00", "不足 1 工作日·11-22 周日", "不足1工作日 11-22"),
    // 调休: a Sunday that is worked, and a holiday that is not.
    ("2026-09-18T10:00", "2026-09-20T18:00", "余 1 工作日·09-20 周日班", "余1工作日 09-20"),
    ("2026-09-30T10:00", "2026-10-08T18:00", "余 1 工作日·10-08 周四", "余1工作日 10-08"),
    ("2026-09-30T10:00", "2026-10-01T18:00", "不足 1 工作日·10-01 周四休", "不足1工作日 10-01"),
    // A year whose holidays nobody has published is a guess.
    ("2026-12-30T10:00", "2027-01-04T18:00", "余 约3 工作日·2027-01-04 周一", "余约3工作日 2027-01-04"),
  ]

  @Test("Long and short, on working days, weekends, 调休, today and overdue", arguments: cases)
  func texts(now: String, due: String, long: String, short: String) throws {
    let text = WorkingDayText(.shipped, at: try at(now))
    #expect(text.left(until: try at(due)) == long)
    #expect(text.shortLeft(until: try at(due)) == short)
  }

  @Test("The number is that of the calendar for every day of three years, and never negative")
  func everyDay() throws {
    let calendar = WorkingCalendar.shipped
    let first = try at("2024-01-01T00:00").day
    for offset in 0..<1090 {
      let now = first.adding(days: offset).at(minute: 600)
      let text = WorkingDayText(calendar, at: now)
      for days in [1, 2, 3, 5] {
        let due = calendar.adding(workingDays: days, to: now.day).at(minute: 1080)
        guard due.day.components.year <= 2026 else { continue }
        #expect(text.left(until: due).hasPrefix("余 \(days) 工作日·"))
        #expect(text.pressure(of: due) == (days == 1 ? .soon : .calm))
      }
    }
  }

  @Test("A trend compares the same days and the same time of day, and short months whole")
  func trend() throws {
    let spans = TicketTrend.Spans(at: try at("2026-11-20T19:42"))
    #expect(spans.thisMonth.lowerBound == (try at("2026-11-01T00:00")))
    #expect(spans.sameDays.lowerBound == (try at("2026-10-01T00:00")))
    #expect(
      spans.sameDays.upperBound.milliseconds == (try at("2026-10-20T19:42")).milliseconds + 1)
    #expect(spans.lastMonth.upperBound == (try at("2026-11-01T00:00")))
    let march = TicketTrend.Spans(at: try at("2026-03-30T12:00"))
    #expect(march.sameDays == march.lastMonth)
    let january = TicketTrend.Spans(at: try at("2026-01-01T00:00"))
    #expect(january.lastMonth.lowerBound == (try at("2025-12-01T00:00")))
    #expect(january.thisMonth.contains(try at("2026-01-01T00:00")))
    #expect(
      TicketTrend(thisMonth: 23, sameDays: 19, lastMonth: 61).text == "本月 23 · 上月同期 19（多 4）· 上月 61")
    #expect(TicketTrend(thisMonth: 3, sameDays: 5, lastMonth: 9).comparison == "少 2")
    #expect(TicketTrend().comparison == "持平")
  }
}
