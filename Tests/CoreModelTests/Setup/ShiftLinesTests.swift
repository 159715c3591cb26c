import Testing

@testable import CoreModel

@Suite("The roster as a pattern") struct ShiftLinesTests {
  static let people = ["王芳", "丁建", "赵师傅"]
  /// Saturday 2026-11-21, 19:42.
  static let now = Instant(iso8601: "2026-11-21T19:42:00+08:00") ?? Instant(milliseconds: 0)

  @Test(
    "A line says days, time, kind and people",
    arguments: [
      ("周一至周五 17:30-20:00 王芳", ShiftDays.weekdays([1, 2, 3, 4, 5]), 1050, 1200, ShiftKind.evening),
      ("周一到五17:30-20:00王芳", .weekdays([1, 2, 3, 4, 5]), 1050, 1200, .evening),
      ("每天 20:00-22:00 夜巡 王芳", .weekdays(Set(1...7)), 1200, 1320, .nightPatrol),
      ("周六、周日 9:00-16:00 王芳", .weekdays([6, 7]), 540, 960, .weekend),
      ("周末 9点-16点 王芳", .weekdays([6, 7]), 540, 960, .weekend),
      ("星期三 11:30-13:30 王芳", .weekdays([3]), 690, 810, .noon),
      ("工作日 08:30-17:30 王芳", .kinds([.working]), 510, 1050, .day),
      ("节假日 09:00-17:00 王芳", .kinds([.holiday]), 540, 1020, .holiday),
      ("周五 22:00-次日02:00 夜巡 王芳", .weekdays([5]), 1320, 1560, .nightPatrol),
      ("周日 20:00-24:00 夜巡 王芳", .weekdays([7]), 1200, 1440, .nightPatrol),
      ("周二四 17:30 - 20:00 王芳", .weekdays([2, 4]), 1050, 1200, .evening),
    ])
  func line(_ text: String, _ days: ShiftDays, _ start: Int, _ end: Int, _ kind: ShiftKind) {
    let found = ShiftLines.understand(text, people: Self.people)
    #expect(
      found.entries
        == [ShiftEntry(days: days, start: start, end: end, kind: kind, people: ["王芳"])],
      "\(found.remarks)")
  }

  @Test("Several are on duty, the first in charge")
  func several() {
    let found = ShiftLines.understand("每天 20:00-22:00 夜巡 丁建、赵师傅 王芳", people: Self.people)
    #expect(found.entries.first?.people == ["丁建", "赵师傅", "王芳"])
  }

  @Test(
    "What cannot be meant is refused with why",
    arguments: [
      ("周一 20:00-17:30 王芳", "跨零点请写 20:00-次日17:30"), ("周一 25:00-26:00 王芳", "「25:00」不是时间"),
      ("周一 王芳", "没有写时间"), ("周八 17:30-20:00 王芳", "不是星期"), ("周一 17:30-20:00", "没有写谁值班"),
      ("周一 17:30-20:00 李四", "人员里没有「李四」"), ("周五至周一 17:30-20:00 王芳", "看不懂"),
      ("周一 08:00-次日20:00 王芳", "最长 24 小时"),
    ])
  func refused(_ text: String, _ words: String) {
    let found = ShiftLines.understand("周三 9:00-10:00 王芳\n" + text, people: Self.people)
    #expect(found.problems.first?.message.contains(words) == true, "\(found.problems)")
    #expect(found.problems.first?.line == 2)
    #expect(found.entries.count == 1)
  }

  @Test("Overlapping shifts of one person are allowed and said")
  func overlap() {
    let found = ShiftLines.understand(
      "周一至周五 17:30-20:00 王芳\n工作日 19:00-21:00 夜巡 王芳", people: Self.people)
    #expect(found.entries.count == 2 && found.problems.isEmpty)
    #expect(found.remarks.first?.text.contains("重叠") == true)
  }

  @Test("The pattern is repeated from this week on; what is over is left out")
  func repeated() {
    let entries = ShiftLines.understand(
      "每天 17:30-20:00 王芳\n周六 9:00-16:00 丁建", people: Self.people
    ).entries
    let shifts = ShiftLines.shifts(entries, weeks: 2, from: Self.now, in: .shipped)
    // Saturday evening still runs, Saturday morning is over.
    #expect(shifts.count == 2 + 7 + 1)
    #expect(shifts.allSatisfy { $0.end > Self.now })
    #expect(shifts.first?.start.clockText == "17:30")
  }

  @Test("调休 counts for 工作日 and 节假日")
  func calendar() throws {
    // National Day 2026: 1–7 October off, Saturday 10 October worked.
    let start = try #require(Day(year: 2026, month: 9, day: 28)?.start)
    let entries = ShiftLines.understand("工作日 08:30-17:30 王芳", people: Self.people).entries
    let days = ShiftLines.shifts(entries, weeks: 2, from: start, in: .shipped).map(\.start.day)
    #expect(days.allSatisfy { WorkingCalendar.shipped.kind(of: $0) == .working })
    #expect(days.contains { $0.weekday >= 6 } && days.count < 10)
  }

  @Test("Weeks are a number of weeks", arguments: [("4", 4), ("2周", 2), ("１", 1), ("3个星期", 3)])
  func weeks(_ text: String, _ count: Int) throws {
    #expect(try ShiftLines.weeks(text) == count)
  }

  @Test("Others are refused", arguments: ["0", "27", "9999999999999999999", "很多", ""])
  func refusedWeeks(_ text: String) {
    #expect(throws: RuleProblem.self) { try ShiftLines.weeks(text) }
  }
}
