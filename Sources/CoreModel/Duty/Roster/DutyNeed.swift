/// What a day needs by the book: a pattern, on that day.
package struct DutyNeed: Hashable, Sendable {
  /// The day on which it begins.
  package let day: Day
  /// What is needed.
  package let pattern: ShiftPattern

  /// Makes a need.
  package init(day: Day, pattern: ShiftPattern) {
    self.day = day
    self.pattern = pattern
  }

  /// From when.
  package var start: Instant { day.at(minute: pattern.start) }
  /// Until when, not included.
  package var end: Instant { day.at(minute: pattern.end) }
}

extension DutyBook {
  /// What a day needs, in the order of the book.
  package func needs(on day: Day, in calendar: WorkingCalendar) -> [DutyNeed] {
    let kind = calendar.kind(of: day)
    // 不值班: the desk is closed, and nobody has to sit there; patrols walk all the same.
    let isClosed = specialDays.first { $0.contains(day) }?.spans.isEmpty == true
    return patterns.filter { pattern in
      pattern.days.contains(kind)
        && (pattern.weekdays.isEmpty || pattern.weekdays.contains(day.weekday))
        && (pattern.season == nil
          || seasons.contains { $0.name == pattern.season && $0.contains(day) })
        && !(isClosed && pattern.kind.isAtDesk)
    }.map { DutyNeed(day: day, pattern: $0) }
  }

  /// Who may stand shifts of a kind; empty where nothing is said of it, and then anybody may.
  package func roles(for kind: ShiftKind) -> Set<Role> {
    Set(patterns.filter { $0.kind == kind }.flatMap(\.roles))
  }

  /// How many 党员 a shift must have at least.
  package func partyMembersNeeded(on shift: Shift, in calendar: WorkingCalendar) -> Int {
    needs(on: shift.start.day, in: calendar).filter { $0.pattern.kind == shift.kind }
      .map(\.pattern.partyMembers).max() ?? 0
  }

  /// How many of some people are 党员.
  package func partyMembers(among people: some Sequence<PersonID>, of directory: Directory) -> Int {
    people.count { partyMembers.contains(directory.name(of: $0)) }
  }

  /// Who may stand anything of it.
  package var standingRoles: Set<Role> { Set(patterns.flatMap(\.roles)) }
}

extension ShiftKind {
  /// The order of a roster: as the day goes, the days off behind, the patrol last.
  package static let inRosterOrder: [ShiftKind] = [
    .day, .noon, .evening, .weekend, .holiday, .nightPatrol,
  ]

  /// One character for narrow tables.
  package var letter: String {
    switch self {
    case .day: "日"
    case .noon: "午"
    case .evening: "错"
    case .weekend: "末"
    case .nightPatrol: "夜"
    case .holiday: "节"
    }
  }

  /// Whether somebody on a shift of this kind does what a pattern of that kind asks for: who sits at the desk on a
  /// day off does so whatever the day is called.
  func serves(_ other: ShiftKind) -> Bool {
    let daysOff: Set<ShiftKind> = [.weekend, .holiday]
    return self == other || daysOff.contains(self) && daysOff.contains(other)
  }
}
