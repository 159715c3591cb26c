/// Everything that a plan follows from. The same task gives the same plan, in whatever order its parts are told.
package struct PlanTask: Hashable, Sendable {
  /// Whose desk it is.
  package var neighborhood: NeighborhoodID
  /// The first day to plan.
  package var first: Day
  /// The last day to plan.
  package var last: Day
  /// What has begun by then is not planned any more.
  package var now: Instant
  /// 值班规则.
  package var book: DutyBook
  /// Only these kinds of shifts; nil for all that the book has.
  package var kinds: Set<ShiftKind>?
  /// What days are.
  package var calendar: WorkingCalendar
  /// Everybody.
  package var people: [Person]
  /// What is on the roster within the ``horizon(from:through:)``.
  package var shifts: [Shift]
  /// 请假与意愿.
  package var absences: [Absence]

  /// Makes a task.
  package init(
    neighborhood: NeighborhoodID, first: Day, last: Day, now: Instant, book: DutyBook = .standard,
    kinds: Set<ShiftKind>? = nil, calendar: WorkingCalendar = .shipped, people: [Person],
    shifts: [Shift] = [], absences: [Absence] = []
  ) {
    self.neighborhood = neighborhood
    self.first = first
    self.last = last
    self.now = now
    self.book = book
    self.kinds = kinds
    self.calendar = calendar
    self.people = people
    self.shifts = shifts
    self.absences = absences
  }

  /// Days that are planned at once: half a year.
  package static let mostDays = 184

  /// Why such days cannot be planned; nil when they can.
  package static func problem(from first: Day, through last: Day, now: Instant) -> String? {
    guard first <= last else { return "最后一天早于第一天，请检查日期" }
    guard last >= now.day else { return "这段日子已经过去了，没有可排的班" }
    guard last.number - first.number < mostDays else {
      return "一次最多排 \(mostDays) 天（半年），请分几次排"
    }
    guard last.number - now.day.number <= Shift.farthest else {
      return "最多排到 \(Shift.farthest) 天以后，请检查日期"
    }
    return nil
  }

  /// The days whose shifts are counted: the quarters that the plan touches.
  package static func account(from first: Day, through last: Day) -> (first: Day, last: Day) {
    (quarter(of: first).first, quarter(of: last).last)
  }

  /// The days whose shifts a plan has to know: those of the account, and those whose rest and rows of days reach
  /// into it.
  package static func horizon(from first: Day, through last: Day) -> (first: Day, last: Day) {
    let account = account(from: first, through: last)
    return (
      min(account.first, first.adding(days: -PlanGrid.margin)),
      max(account.last, last.adding(days: PlanGrid.margin))
    )
  }

  private static func quarter(of day: Day) -> (first: Day, last: Day) {
    let (year, month, _) = day.components
    let start = (month - 1) / 3 * 3 + 1
    let next =
      start == 10
      ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: start + 3, day: 1)
    return (Day(year: year, month: start, day: 1) ?? day, next?.adding(days: -1) ?? day)
  }
}

/// A shift that the book wants and that is not, or not wholly, on the roster.
package struct WantedShift: Hashable, Sendable {
  /// The day on which it begins.
  package var day: Day
  /// What the book says.
  package var pattern: ShiftPattern
  /// From when: what the pattern says, or the part of it that nobody stands.
  package var start: Instant
  /// Until when.
  package var end: Instant
  /// What is on the roster already at exactly this time, with too few people.
  package var existing: Shift?
  /// How many people are missing.
  package var missing: Int
  /// How many of those must be 党员.
  package var missingPartyMembers: Int

  /// `11月23日 周一 20:00-22:00 夜巡`.
  package func text(relativeTo today: Day) -> String {
    let ends =
      end.day > day && end > day.at(minute: 1440)
      ? "次日\(end.clockText)" : end.day > day ? "24:00" : end.clockText
    return
      "\(day.dateText(relativeTo: today)) \(day.weekdayText) \(start.clockText)-\(ends) \(pattern.kind.title)"
  }
}

extension PlanTask {
  /// What is to be filled, in the order of time.
  package func wanted() -> [WantedShift] {
    let party = Set(people.filter { book.partyMembers.contains($0.name) }.map(\.id))
    var byDay: [Day: [Shift]] = [:]
    for shift in shifts { byDay[shift.start.day, default: []].append(shift) }
    var wanted: [WantedShift] = []
    guard first <= last else { return [] }
    for number in first.number...last.number {
      let day = Day(number: number)
      // What began the day before, or begins after midnight, may stand a part of it.
      let near = [-1, 0, 1].flatMap { byDay[day.adding(days: $0)] ?? [] }
      for pattern in needed(on: day) {
        guard kinds?.contains(pattern.kind) ?? true, pattern.start < pattern.end else { continue }
        wanted += gaps(of: pattern, on: day, among: near, party: party)
      }
    }
    return wanted
  }

  /// What a day needs, in one order whatever the book's. Patterns of the same kind at the same time for the same
  /// roles ask for the same people, as on the roster: the one that asks for most counts.
  private func needed(on day: Day) -> [ShiftPattern] {
    var needed: [ShiftPattern] = []
    let patterns = book.needs(on: day, in: calendar).map(\.pattern).sorted(by: PlanTask.precedes)
    for pattern in patterns {
      guard
        let index = needed.firstIndex(where: {
          $0.kind == pattern.kind && ($0.start, $0.end) == (pattern.start, pattern.end)
            && Set($0.roles) == Set(pattern.roles)
        })
      else {
        needed.append(pattern)
        continue
      }
      let known = needed[index]
      if pattern.headcount > known.headcount { needed[index] = pattern }
      needed[index].partyMembers = max(known.partyMembers, pattern.partyMembers)
    }
    return needed
  }

  /// The stretches of a pattern's time in which too few stand, to be filled.
  private func gaps(
    of pattern: ShiftPattern, on day: Day, among shifts: [Shift], party: Set<PersonID>
  ) -> [WantedShift] {
    let start = day.at(minute: pattern.start)
    let end = day.at(minute: pattern.end)
    let standing = shifts.filter {
      $0.kind.serves(pattern.kind) && $0.start < end && start < $0.end
    }
    let edges = Set(
      standing.flatMap { [max($0.start, start), min($0.end, end)] } + [start, end]
    ).sorted()
    var gaps: [WantedShift] = []
    for (from, to) in zip(edges, edges.dropFirst()) where from > now {
      let there = Set(standing.filter { $0.start <= from && to <= $0.end }.flatMap(\.people))
      let missing = pattern.headcount - there.count
      guard missing > 0 else { continue }
      let members = pattern.partyMembers - there.intersection(party).count
      let missingMembers = min(max(0, members), missing)
      if let last = gaps.last, last.end == from, last.missing == missing,
        last.missingPartyMembers == missingMembers
      {
        gaps[gaps.count - 1].end = to
        continue
      }
      gaps.append(
        WantedShift(
          day: day, pattern: pattern, start: from, end: to, missing: missing,
          missingPartyMembers: missingMembers))
    }
    for index in gaps.indices {
      gaps[index].existing = standing.filter {
        $0.kind == pattern.kind && $0.start == gaps[index].start && $0.end == gaps[index].end
      }.min { $0.id < $1.id }
    }
    return gaps
  }

  /// One order whatever the book's.
  private static func precedes(_ a: ShiftPattern, _ b: ShiftPattern) -> Bool {
    if (a.start, a.end) != (b.start, b.end) { return (a.start, a.end) < (b.start, b.end) }
    if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
    if a.headcount != b.headcount { return a.headcount < b.headcount }
    if a.note != b.note { return a.note < b.note }
    func rest(_ pattern: ShiftPattern) -> [String] {
      [
        pattern.roles.map(\.rawValue).joined(separator: " "), "\(pattern.partyMembers)",
        DayKind.allCases.filter(pattern.days.contains).map(\.title).joined(separator: " "),
        pattern.weekdays.sorted().map(String.init).joined(separator: " "), pattern.season ?? "",
      ]
    }
    return rest(a).lexicographicallyPrecedes(rest(b))
  }
}
