/// A month of the roster as it is handed around: by day for the wall, by person for everybody to find their own.
package struct RosterMonth: Hashable, Sendable {
  /// Where.
  package let neighborhood: String
  /// The first of its days.
  package let first: Day
  /// The last of them.
  package let last: Day
  /// Its shifts, earliest first: those that begin in it.
  package let shifts: [Shift]
  /// Everybody who stands one, in the directory's order.
  package let people: [Person]
  private let names: [PersonID: String]
  private let calendar: WorkingCalendar

  /// Sorts a month's shifts.
  package init?(
    year: Int, month: Int, shifts: [Shift], directory: Directory, calendar: WorkingCalendar
  ) {
    guard let first = Day(year: year, month: month, day: 1),
      let next = Day(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
    else { return nil }
    neighborhood = directory.neighborhood.name
    self.first = first
    last = next.adding(days: -1)
    self.shifts = shifts.filter { $0.start.day >= first && $0.start.day < next }
      .sorted { ($0.start, $0.end, $0.kind.rawValue) < ($1.start, $1.end, $1.kind.rawValue) }
    let standing = Set(self.shifts.flatMap(\.people))
    people = directory.people.filter { standing.contains($0.id) }
    names = Dictionary(standing.map { ($0, directory.name(of: $0)) }) { name, _ in name }
    self.calendar = calendar
  }

  /// `2026年11月`.
  package var title: String { "\(first.components.year)年\(first.components.month)月" }
  /// Its days.
  package var days: [Day] { (0...(last.number - first.number)).map { first.adding(days: $0) } }
  /// The kinds of shifts that it has, in the order of the day.
  package var kinds: [ShiftKind] {
    let found = Set(shifts.map(\.kind))
    return ShiftKind.allCases.filter(found.contains)
  }

  /// Whether a day is worked, free or a holiday.
  package func kind(of day: Day) -> DayKind { calendar.kind(of: day) }
  /// 国庆 or 调休; nil for ordinary days.
  package func name(of day: Day) -> String? { calendar.name(of: day) }
  /// The shifts that begin on a day.
  package func shifts(on day: Day) -> [Shift] { shifts.filter { $0.start.day == day } }
  /// The name of somebody.
  package func name(of person: PersonID) -> String { names[person] ?? "" }

  /// When a kind of shift usually is in this month: what most of them are, the earliest of several.
  package func usualTime(of kind: ShiftKind) -> String? {
    var counts: [String: Int] = [:]
    for shift in shifts where shift.kind == kind { counts[shift.hoursText, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// `错时`, or `错时18:00-20:00` when it is not at its usual time; a star for the one in charge of several.
  package func cell(of shift: Shift, for person: PersonID) -> String {
    let time = shift.hoursText
    let isUsual = time == usualTime(of: shift.kind)
    let isLead = shift.people.count > 1 && shift.people.first == person
    return shift.kind.title + (isUsual ? "" : time) + (isLead ? "*" : "")
  }

  /// What the signs in the cells mean, as a reader of sheets understands it: `错时：17:30-20:00；夜巡：20:00-22:00；*为带班`.
  package var legend: String {
    (kinds.compactMap { kind in usualTime(of: kind).map { "\(kind.title)：\($0)" } } + ["*为带班"])
      .joined(separator: "；")
  }

  /// Shifts and minutes of somebody.
  package func tally(of person: PersonID) -> (counts: [ShiftKind: Int], minutes: Int) {
    var counts: [ShiftKind: Int] = [:]
    var minutes = 0
    for shift in shifts where shift.people.contains(person) {
      counts[shift.kind, default: 0] += 1
      minutes += shift.minutes
    }
    return (counts, minutes)
  }

  /// `7.5`.
  package static func hours(_ minutes: Int) -> String {
    let tenths = (minutes * 10 + 30) / 60
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
