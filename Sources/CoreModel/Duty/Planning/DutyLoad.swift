/// What is shared out fairly: every shift counts as one of these.
package enum DutyLoad: Int, CaseIterable, Codable, Sendable {
  /// 夜班: 错时 and 夜巡, on whatever day.
  case night
  /// 周末: what else falls on a weekend.
  case weekend
  /// 节假日: what else falls on a holiday.
  case holiday
  /// 日间.
  case day
  /// 午间.
  case noon

  /// The Chinese word.
  package var title: String {
    switch self {
    case .night: "夜班"
    case .weekend: "周末"
    case .holiday: "节假日"
    case .day: "日间"
    case .noon: "午间"
    }
  }

  /// Whether it is a burden that is promised to be shared out evenly; the rest is, as far as that allows.
  package var isBurden: Bool { self == .night || self == .weekend || self == .holiday }

  /// What a shift of a kind on a kind of day counts as.
  package init(_ kind: ShiftKind, on day: DayKind) {
    switch (kind, day) {
    case (.evening, _), (.nightPatrol, _): self = .night
    case (.weekend, _): self = .weekend
    case (.holiday, _): self = .holiday
    case (_, .holiday): self = .holiday
    case (_, .rest): self = .weekend
    case (.noon, .working): self = .noon
    case (.day, .working): self = .day
    }
  }

  /// What a shift counts as.
  package init(_ shift: Shift, in calendar: WorkingCalendar) {
    self.init(shift.kind, on: calendar.kind(of: shift.start.day))
  }
}

/// How many shifts somebody stands, by what they count as.
package struct DutyTally: Hashable, Sendable {
  private var counts = Array(repeating: 0, count: DutyLoad.allCases.count)
  /// Minutes in all.
  package var minutes = 0

  /// Nothing yet.
  package init() {}

  /// How many of one sort.
  package subscript(load: DutyLoad) -> Int {
    get { counts[load.rawValue] }
    set { counts[load.rawValue] = newValue }
  }

  /// How many in all.
  package var total: Int { counts.reduce(0, +) }

  /// Adds a shift.
  package mutating func add(_ shift: Shift, in calendar: WorkingCalendar) {
    self[DutyLoad(shift, in: calendar)] += 1
    minutes += shift.end.seconds(since: shift.start) / 60
  }

  /// What people stand in some shifts.
  package static func of(
    _ shifts: some Sequence<Shift>, in calendar: WorkingCalendar
  ) -> [PersonID: DutyTally] {
    var tallies: [PersonID: DutyTally] = [:]
    for shift in shifts {
      for person in Set(shift.people) {
        tallies[person, default: DutyTally()].add(shift, in: calendar)
      }
    }
    return tallies
  }
}
