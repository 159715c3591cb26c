import Foundation
import Testing

@testable import CoreModel

@Suite("Duty hours")
struct DutyHoursTests {
  private let calendar = WorkingCalendar.shipped

  @Test(
    "Duty minutes by the standard hours",
    arguments: [
      ("2026-11-20 09:00", 10, "2026-11-20T09:10"),  // a Friday
      ("2026-11-20 19:55", 10, "2026-11-21T09:05"),  // over the night into the weekend
      ("2026-11-20 19:50", 10, "2026-11-20T20:00"),  // ends as the desk closes: stays there
      ("2026-11-20 20:00", 10, "2026-11-21T09:10"),  // the closing minute is outside
      ("2026-11-20 03:00", 10, "2026-11-20T08:40"),  // before opening
      ("2026-11-22 16:30", 60, "2026-11-23T09:00"),  // Sunday to Monday
      ("2026-10-10 08:30", 30, "2026-10-10T09:00"),  // a Saturday that is worked
      ("2026-11-20 09:00", 690 * 2, "2026-11-22T13:00"),  // over days of different length
    ])
  func adding(start: String, minutes: Int, due: String) {
    let result = DutyTime().adding(minutes: minutes, to: shanghai(start), in: calendar)
    #expect(result == shanghai(due))
  }

  @Test("Opening and closing")
  func openings() {
    let hours = DutyTime()
    #expect(hours.isOpen(at: shanghai("2026-11-20 08:30"), in: calendar))
    #expect(!hours.isOpen(at: shanghai("2026-11-20 20:00"), in: calendar))
    #expect(
      hours.closing(at: shanghai("2026-11-20 19:59:59"), in: calendar)
        == shanghai("2026-11-20 20:00"))
    #expect(hours.closing(at: shanghai("2026-11-20 20:00"), in: calendar) == nil)
    #expect(
      hours.nextOpening(after: shanghai("2026-11-20 08:30"), in: calendar)
        == shanghai("2026-11-21 09:00"))
    #expect(
      hours.nextOpening(after: shanghai("2026-11-20 08:29:59"), in: calendar)
        == shanghai("2026-11-20 08:30"))
  }

  @Test("Random hours agree with looking at every single minute")
  func minuteByMinute() throws {
    var dice = DeadlineDice(state: 7)
    for _ in 0..<40 {
      let hours = try randomHours(&dice)
      let start = shanghai("2026-09-15 00:00").adding(
        minutes: Int.random(in: 0..<40 * 1440, using: &dice))
      let wanted = Int.random(in: 1...3000, using: &dice)
      var cursor = start
      var counted = 0
      while counted < wanted {
        if slowIsOpen(hours, cursor) { counted += 1 }
        cursor = cursor.adding(minutes: 1)
      }
      let time = DutyTime(hours)
      #expect(time.adding(minutes: wanted, to: start, in: calendar) == cursor)
      #expect(time.minutes(from: start, to: cursor, in: calendar) == wanted)
      #expect(time.isOpen(at: start, in: calendar) == slowIsOpen(hours, start))
    }
  }

  @Test("Later starts are due no earlier, more minutes no earlier, and never before the start")
  func monotonic() throws {
    var dice = DeadlineDice(state: 11)
    for _ in 0..<30 {
      let hours = DutyTime(try randomHours(&dice))
      var last = Instant(milliseconds: 0)
      var start = shanghai("2026-09-28 00:00")
      for _ in 0..<60 {
        start = start.adding(seconds: Int.random(in: 1...9000, using: &dice))
        let due = try #require(hours.adding(minutes: 90, to: start, in: calendar))
        let more = try #require(hours.adding(minutes: 91, to: start, in: calendar))
        #expect(due > start)
        #expect(due >= last)
        #expect(more > due)
        last = due
      }
    }
  }

  @Test("Nobody on duty, ever: there is no due time, and the search ends")
  func empty() throws {
    let hours = DutyTime(try DutyHours(working: [], rest: [], holiday: []))
    let now = shanghai("2026-11-20 09:00")
    #expect(hours.adding(minutes: 1, to: now, in: calendar) == nil)
    #expect(hours.nextOpening(after: now, in: calendar) == nil)
    #expect(hours.minutes(from: now, to: now.adding(minutes: 99_999), in: calendar) == 0)
    let holidaysOnly = DutyTime(
      try DutyHours(working: [], rest: [], holiday: [try DutySpan(text: "09:00-10:00")]))
    #expect(
      holidaysOnly.adding(minutes: 60, to: now, in: WorkingCalendar(years: [])) == nil)
  }

  @Test(
    "What is no span is refused with a reason",
    arguments: [
      ("20:00-08:00", "跨零点"), ("09:00-09:00", "不能为空"), ("9点到10点", "应写成"),
      ("08:30-24:30", "00:00–24:00"), ("", "应写成"), ("08:60-09:00", "应写成"),
    ])
  func refusedSpan(text: String, reason: String) {
    let problem = #expect(throws: RuleProblem.self) { try DutySpan(text: text) }
    #expect(problem?.message.contains(reason) == true)
  }

  @Test("Overlaps are refused, neighbours are not, and hours survive being stored")
  func validation() throws {
    let morning = try DutySpan(text: "08:30–12:00")
    let noon = try DutySpan(text: "12:00 至 13:30")
    let problem = #expect(throws: RuleProblem.self) {
      try DutyHours(working: [morning, try DutySpan(text: "11:00-13:00")], rest: [], holiday: [])
    }
    #expect(problem?.message.contains("重叠") == true)
    let hours = try DutyHours(working: [noon, morning], rest: [], holiday: [])
    #expect(hours.working == [morning, noon])
    let copy = try JSONDecoder().decode(DutyHours.self, from: try JSONEncoder().encode(hours))
    #expect(copy == hours)
  }

  private func slowIsOpen(_ hours: DutyHours, _ instant: Instant) -> Bool {
    let minute = instant.minuteOfDay
    return hours.spans(on: calendar.kind(of: instant.day)).contains {
      ($0.start..<$0.end).contains(minute)
    }
  }

  private func randomHours(_ dice: inout DeadlineDice) throws -> DutyHours {
    func spans() throws -> [DutySpan] {
      let count = Int.random(in: 0...3, using: &dice)
      var edges: Set<Int> = []
      while edges.count < count * 2 { edges.insert(Int.random(in: 0...1440, using: &dice)) }
      let sorted = edges.sorted()
      return try (0..<count).map { try DutySpan(start: sorted[$0 * 2], end: sorted[$0 * 2 + 1]) }
    }
    return try DutyHours(
      working: [try DutySpan(start: 600, end: 690)], rest: try spans(), holiday: try spans())
  }
}
