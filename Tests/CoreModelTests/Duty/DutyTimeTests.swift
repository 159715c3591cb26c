import Foundation
import Testing

@testable import CoreModel

@Suite("Duty time: hours, seasons, special days and the roster")
struct DutyTimeTests {
  private let calendar = WorkingCalendar.shipped

  @Test("Somebody rostered until 22:00 is at the desk until 22:00")
  func rosteredLate() throws {
    let time = DutyTime(
      rostered: [stretch("2026-11-20 17:30", "2026-11-20 22:00")])
    #expect(time.isOpen(at: shanghai("2026-11-20 21:59"), in: calendar))
    #expect(!time.isOpen(at: shanghai("2026-11-20 22:00"), in: calendar))
    #expect(
      time.closing(at: shanghai("2026-11-20 09:00"), in: calendar) == shanghai("2026-11-20 22:00"))
    #expect(
      time.adding(minutes: 30, to: shanghai("2026-11-20 21:45"), in: calendar)
        == shanghai("2026-11-21 09:15"))
    #expect(
      time.minutes(
        from: shanghai("2026-11-20 19:00"), to: shanghai("2026-11-20 23:00"), in: calendar) == 180)
  }

  @Test("A shift over midnight counts on both days, and is one stretch")
  func overMidnight() throws {
    let time = DutyTime(rostered: [stretch("2026-11-20 22:00", "2026-11-21 02:00")])
    #expect(
      time.nextOpening(after: shanghai("2026-11-20 20:30"), in: calendar)
        == shanghai("2026-11-20 22:00"))
    #expect(
      time.nextOpening(after: shanghai("2026-11-20 22:00"), in: calendar)
        == shanghai("2026-11-21 09:00"))
    #expect(
      time.closing(at: shanghai("2026-11-20 23:00"), in: calendar) == shanghai("2026-11-21 02:00"))
    #expect(
      time.adding(minutes: 121, to: shanghai("2026-11-20 22:30"), in: calendar)
        == shanghai("2026-11-21 00:31"))
  }

  @Test("Patrols are not at the desk")
  func patrol() {
    func shift(_ kind: ShiftKind) -> Shift {
      Shift(
        id: Identifier("s"), neighborhood: NeighborhoodID("n"), start: shanghai("2026-11-20 20:00"),
        end: shanghai("2026-11-20 22:00"), kind: kind, people: [PersonID("p")])
    }
    #expect(shift(.nightPatrol).atDesk == nil)
    #expect(ShiftKind.allCases.filter { shift($0).atDesk == nil } == [.nightPatrol])
  }

  @Test("A season replaces the hours of the kinds of days that it names, over New Year too")
  func seasons() throws {
    let winter = try DutyBook(text: "季节 | 冬令 | 12-15 至 2-15 | 工作日 09:00-17:00").seasons
    let time = DutyTime(seasons: winter)
    #expect(hours(time, "2026-12-14") == "08:30-20:00")
    #expect(hours(time, "2026-12-15") == "09:00-17:00")
    #expect(hours(time, "2026-12-19") == "09:00-17:00", "the usual hours of a Saturday")
    #expect(hours(time, "2026-02-13") == "09:00-17:00")
    #expect(hours(time, "2026-02-14") == "09:00-17:00", "调休, a working Saturday")
    #expect(hours(time, "2026-02-16") == "09:00-17:00", "a holiday, usual")
    #expect(
      time.closeOfBusiness(on: shanghai("2026-12-15 09:00").day, in: calendar)
        == shanghai("2026-12-15 17:00"))
  }

  @Test(
    "A special day goes before any season; neither it nor the roster moves the close of business")
  func specialDays() throws {
    let book = try DutyBook(
      text: """
        季节 | 全年 | 1-1 至 12-31 | 工作日 08:30-18:00
        特殊日 | 2026-11-19 | 不值班 | 停电
        特殊日 | 2026-11-20 | 00:00-24:00 | 防台
        """)
    let time = DutyTime(
      seasons: book.seasons, specialDays: book.specialDays,
      rostered: [stretch("2026-11-20 18:00", "2026-11-20 23:00")])
    #expect(hours(time, "2026-11-19") == "不值班")
    #expect(hours(time, "2026-11-20") == "00:00-24:00")
    #expect(
      time.closeOfBusiness(on: shanghai("2026-11-20 09:00").day, in: calendar)
        == shanghai("2026-11-20 18:00"))
    // Friday ends at midnight, Saturday begins at nine.
    #expect(
      time.closing(at: shanghai("2026-11-20 09:00"), in: calendar) == shanghai("2026-11-21 00:00"))
  }

  @Test("Nothing at all by the clock but one shift: its minutes are all there are")
  func rosterAlone() throws {
    let none = try DutyHours(working: [], rest: [], holiday: [])
    let time = DutyTime(none, rostered: [stretch("2026-11-25 10:00", "2026-11-25 11:00")])
    let now = shanghai("2026-11-20 09:00")
    #expect(time.adding(minutes: 60, to: now, in: calendar) == shanghai("2026-11-25 11:00"))
    #expect(time.adding(minutes: 61, to: now, in: calendar) == nil)
    #expect(!time.isEmpty && DutyTime(none).isEmpty && time.mayRunDry)
  }

  /// Random hours, seasons, special days and rosters against a list of every single minute that is made in another
  /// way: minute by minute from what was rolled, with swaps done on the shifts themselves.
  @Test("Random rosters agree with looking at every single minute", arguments: 0..<24)
  func minuteByMinute(seed: Int) throws {
    var dice = DeadlineDice(state: UInt64(seed) &* 977 &+ 3)
    // Around 国庆 with its 调休, around New Year, and an ordinary week.
    let first = [
      shanghai("2026-09-18 00:00"), shanghai("2026-12-27 00:00"), shanghai("2026-02-11 00:00"),
    ][seed % 3].day
    let length = 24
    var open = [Bool](repeating: false, count: length * 1440)
    let usual = try randomHours(&dice)
    let seasonal = try randomHours(&dice)
    let season = DutySeason(
      name: "季", first: MonthDay(month: [9, 12, 2][seed % 3], day: 20),
      last: MonthDay(month: [10, 1, 2][seed % 3], day: 25), hours: seasonal,
      kinds: seed % 2 == 0 ? Set(DayKind.allCases) : [.working])
    let special = DutySpecialDay(
      name: "", first: first.adding(days: Int.random(in: 2...6, using: &dice)),
      last: first.adding(days: Int.random(in: 6...9, using: &dice)),
      spans: try randomHours(&dice).working)
    for offset in 0..<length {
      let day = first.adding(days: offset)
      let kind = calendar.kind(of: day)
      var spans = usual.spans(on: kind)
      let (_, month, date) = day.components
      let own = month * 100 + date
      let (from, to) = ([920, 1220, 220][seed % 3], [1025, 125, 225][seed % 3])
      let isIn = from <= to ? from <= own && own <= to : own >= from || own <= to
      if isIn, season.kinds.contains(kind) { spans = seasonal.spans(on: kind) }
      if special.first.number <= day.number, day.number <= special.last.number {
        spans = special.spans
      }
      for span in spans { for m in span.start..<span.end { open[offset * 1440 + m] = true } }
    }
    var shifts: [Shift] = (0..<30).map { index in
      let start = Int.random(in: 0..<(length - 2) * 1440, using: &dice)
      return Shift(
        id: Identifier("s\(index)"), neighborhood: NeighborhoodID("n"),
        start: first.start.adding(minutes: start),
        end: first.start.adding(minutes: start + Int.random(in: 1...1440, using: &dice)),
        kind: ShiftKind.allCases.randomElement(using: &dice) ?? .day, people: [PersonID("a")])
    }
    // A swap changes who stands, and with it nothing of the time; a shift moved changes it.
    shifts[0].people = [PersonID("b")]
    (shifts[1].start, shifts[2].start) = (shifts[2].start, shifts[1].start)
    shifts = shifts.filter { $0.start < $0.end && $0.end < first.adding(days: length).start }
    for shift in shifts where shift.kind != .nightPatrol {
      let from = Int((shift.start.milliseconds - first.start.milliseconds) / 60_000)
      let to = Int((shift.end.milliseconds - first.start.milliseconds) / 60_000)
      for minute in from..<to { open[minute] = true }
    }
    let time = DutyTime(
      usual, seasons: [season], specialDays: [special],
      rostered: shifts.compactMap(\.atDesk).shuffled(using: &dice))

    for _ in 0..<60 {
      let start = Int.random(in: 0..<10 * 1440, using: &dice)
      let instant = first.start.adding(minutes: start)
      #expect(time.isOpen(at: instant, in: calendar) == open[start])
      let wanted = Int.random(in: 1...2500, using: &dice)
      var left = wanted
      var end = start
      while left > 0, end < open.count {
        if open[end] { left -= 1 }
        end += 1
      }
      guard left == 0 else { continue }
      let due = first.start.adding(minutes: end)
      #expect(time.adding(minutes: wanted, to: instant, in: calendar) == due)
      #expect(time.minutes(from: instant, to: due, in: calendar) == wanted)
      var closing = start
      while closing < open.count, open[closing] { closing += 1 }
      #expect(
        time.closing(at: instant, in: calendar)
          == (open[start] ? first.start.adding(minutes: closing) : nil))
      var opening = start + 1
      while opening < open.count, !open[opening] || open[opening - 1] { opening += 1 }
      if opening < open.count {
        #expect(
          time.nextOpening(after: instant, in: calendar) == first.start.adding(minutes: opening))
      }
    }
  }

  @Test("Whole rules with a roster survive being stored, and a clock goes by them")
  func rules() throws {
    var rules = DeadlineRules.standard
    rules.dutyTime = DutyTime(
      seasons: try DutyBook(text: "季节 | 夏令 | 6-15 至 9-15 | 工作日 08:30-20:30").seasons,
      specialDays: [],
      rostered: [stretch("2026-11-20 20:00", "2026-11-20 22:00")],
      rosteredFrom: shanghai("2026-10-01 00:00"))
    let copy = try JSONDecoder().decode(DeadlineRules.self, from: try JSONEncoder().encode(rules))
    #expect(copy == rules)
    #expect(!rules.dutyTime.knowsRoster(from: shanghai("2026-09-30 00:00")))
    let limit = rules.limit(
      by: PolicyRule(.dispatch, .dutyMinutes(30), title: "", source: ""),
      of: ClockSpan(
        kind: .dispatch, start: shanghai("2026-11-20 19:50"), startWord: "收到", stop: nil),
      in: try DeadlineStory("2026-11-20 19:50").request)
    #expect(limit.due == shanghai("2026-11-20 20:20"))
  }

  private func stretch(_ from: String, _ to: String) -> DutyStretch {
    DutyStretch(start: shanghai(from), end: shanghai(to))
  }

  private func hours(_ time: DutyTime, _ day: String) -> String {
    DutyHoursText.text(of: time.spans(on: shanghai("\(day) 00:00").day, in: calendar))
  }

  private func randomHours(_ dice: inout DeadlineDice) throws -> DutyHours {
    func spans() throws -> [DutySpan] {
      let count = Int.random(in: 0...3, using: &dice)
      var edges: Set<Int> = []
      while edges.count < count * 2 { edges.insert(Int.random(in: 0...1440, using: &dice)) }
      let sorted = edges.sorted()
      return try (0..<count).map { try DutySpan(start: sorted[$0 * 2], end: sorted[$0 * 2 + 1]) }
    }
    return try DutyHours(working: try spans(), rest: try spans(), holiday: try spans())
  }
}
