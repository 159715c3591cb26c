/// 值班规则 as staff write them: when the desk is open in which season, which shifts a day needs and who may stand
/// them, AB角, and what a plan must keep to.
package struct DutyBook: Hashable, Sendable {
  /// 平时 hours that a 片区 gives those of its 居民区 that have set none of their own; nil for none.
  package var hours: DutyHours?
  /// Days with hours of their own, before any season; the first that fits counts.
  package var specialDays: [DutySpecialDay]
  /// Hours that replace the usual ones for a part of the year; the first that fits a day counts.
  package var seasons: [DutySeason]
  /// The shifts that days need, in the order of the day.
  package var patterns: [ShiftPattern]
  /// AB角.
  package var pairs: [DutyPair]
  /// 党员, by name.
  package var partyMembers: [String]
  /// Who does not stand what, by name.
  package var exemptions: [DutyExemption]
  /// What a plan must keep to.
  package var limits: PlanLimits

  /// Makes a book.
  package init(
    seasons: [DutySeason] = [], patterns: [ShiftPattern] = [], pairs: [DutyPair] = [],
    partyMembers: [String] = [], exemptions: [DutyExemption] = [],
    limits: PlanLimits = PlanLimits(), hours: DutyHours? = nil,
    specialDays: [DutySpecialDay] = []
  ) {
    self.hours = hours
    self.specialDays = specialDays
    self.seasons = seasons
    self.patterns = patterns
    self.pairs = pairs
    self.partyMembers = partyMembers
    self.exemptions = exemptions
    self.limits = limits
  }
}

/// A part of the year with hours of its own, such as 夏令.
package struct DutySeason: Hashable, Codable, Sendable {
  /// `夏令`.
  package var name: String
  /// The first day, month (1–12) and day of the month.
  package var first: MonthDay
  /// The last day; before the first one, it runs over New Year.
  package var last: MonthDay
  /// When the desk is open then.
  package var hours: DutyHours
  /// The kinds of days that it has hours for; on the others the desk keeps its usual ones.
  package var kinds: Set<DayKind>

  /// Makes a season.
  package init(
    name: String, first: MonthDay, last: MonthDay, hours: DutyHours,
    kinds: Set<DayKind> = Set(DayKind.allCases)
  ) {
    self.name = name
    self.first = first
    self.last = last
    self.hours = hours
    self.kinds = kinds
  }

  /// Whether a day belongs to it.
  package func contains(_ day: Day) -> Bool {
    let (_, month, date) = day.components
    let own = MonthDay(month: month, day: date)
    return first <= last ? first <= own && own <= last : first <= own || own <= last
  }
}

/// 特殊日: days on which the desk is open at other times than season and calendar say, such as 防台 or 除夕.
package struct DutySpecialDay: Hashable, Codable, Sendable {
  /// What for.
  package var name: String
  /// The first day.
  package var first: Day
  /// The last one.
  package var last: Day
  /// When the desk is open; empty for 不值班.
  package var spans: [DutySpan]

  /// Makes special days.
  package init(name: String, first: Day, last: Day, spans: [DutySpan]) {
    self.name = name
    self.first = first
    self.last = last
    self.spans = spans
  }

  /// Whether a day is one of them.
  package func contains(_ day: Day) -> Bool { first <= day && day <= last }
}

/// A day of every year.
package struct MonthDay: Hashable, Codable, Sendable, Comparable {
  /// 1–12.
  package var month: Int
  /// 1–31.
  package var day: Int

  /// Makes one.
  package init(month: Int, day: Int) {
    self.month = month
    self.day = day
  }

  /// Earlier days of the year order first.
  package static func < (a: MonthDay, b: MonthDay) -> Bool {
    (a.month, a.day) < (b.month, b.day)
  }
}

/// A shift that comes round: on which days, from when to when, how many people of which roles.
package struct ShiftPattern: Hashable, Sendable {
  /// What for.
  package var kind: ShiftKind
  /// On which kinds of days.
  package var days: Set<DayKind>
  /// On which weekdays, 1 (Monday) – 7; empty for all.
  package var weekdays: Set<Int>
  /// The season it belongs to, by name; nil for the whole year.
  package var season: String?
  /// The first minute of the day.
  package var start: Int
  /// The minute at which it ends; above 1440 it runs over midnight.
  package var end: Int
  /// How many people it needs.
  package var headcount: Int
  /// Who may stand it.
  package var roles: [Role]
  /// How many of them must be 党员 at least.
  package var partyMembers: Int
  /// What stands beside it on the roster: `书记带班`.
  package var note: String

  /// Makes a pattern.
  package init(
    _ kind: ShiftKind, on days: Set<DayKind>, weekdays: Set<Int> = [], season: String? = nil,
    start: Int, end: Int, headcount: Int = 1, roles: [Role], partyMembers: Int = 0,
    note: String = ""
  ) {
    self.kind = kind
    self.days = days
    self.weekdays = weekdays
    self.season = season
    self.start = start
    self.end = end
    self.headcount = headcount
    self.roles = roles
    self.partyMembers = partyMembers
    self.note = note
  }
}

/// AB角: a post with two people, of whom one is always there.
package struct DutyPair: Hashable, Sendable {
  /// `调解`.
  package var post: String
  /// A角, by name.
  package var a: String
  /// B角, by name.
  package var b: String

  /// Makes a pair.
  package init(post: String, a: String, b: String) {
    self.post = post
    self.a = a
    self.b = b
  }
}

/// Somebody who does not stand certain shifts: 孕期不排夜班.
package struct DutyExemption: Hashable, Sendable {
  /// By name.
  package var name: String
  /// Which shifts.
  package var kinds: Set<ShiftKind>
  /// Why.
  package var reason: String

  /// Makes an exemption.
  package init(name: String, kinds: Set<ShiftKind>, reason: String = "") {
    self.name = name
    self.kinds = kinds
    self.reason = reason
  }
}

/// What a plan must keep to, whatever else it wants.
package struct PlanLimits: Hashable, Sendable {
  /// Hours that must lie between the end of one shift and the next of the same person, unless they touch on one day.
  package var restHoursAfterNight: Int
  /// Nights (错时 and 夜巡) that one person stands within a week at most.
  package var nightsPerWeek: Int
  /// Days that one person works one after the other at most.
  package var consecutiveDays: Int
  /// Hours that one person stands on one day at most, unless a single shift is longer.
  package var hoursPerDay: Int

  /// Makes limits.
  package init(
    restHoursAfterNight: Int = 10, nightsPerWeek: Int = 3, consecutiveDays: Int = 6,
    hoursPerDay: Int = 12
  ) {
    self.restHoursAfterNight = restHoursAfterNight
    self.nightsPerWeek = nightsPerWeek
    self.consecutiveDays = consecutiveDays
    self.hoursPerDay = hoursPerDay
  }
}

extension ShiftKind {
  /// Whether it counts as a night in what is shared out fairly.
  package var isNight: Bool { self == .evening || self == .nightPatrol }
}

extension DutyBook {
  /// What a neighbourhood begins with: noon, the hours to 20:00, weekends and holidays with somebody in charge, and a
  /// patrol of three (木荷苑's practice).
  package static let standard = DutyBook(
    patterns: [
      ShiftPattern(
        .day, on: [.working], start: 510, end: 1050, headcount: 2, roles: Permissions.desk),
      ShiftPattern(
        .noon, on: [.working], start: 690, end: 780, roles: Permissions.desk),
      ShiftPattern(
        .evening, on: [.working], start: 1050, end: 1200, roles: Permissions.desk,
        note: "错时服务至20:00"),
      ShiftPattern(
        .weekend, on: [.rest], start: 540, end: 1020, headcount: 2, roles: Permissions.desk),
      ShiftPattern(
        .holiday, on: [.holiday], start: 540, end: 1020, headcount: 2, roles: Permissions.desk),
      ShiftPattern(
        .nightPatrol, on: Set(DayKind.allCases), start: 1200, end: 1320, headcount: 3,
        roles: [.dutyOfficer, .director, .secretary, .gridWorker], note: "五必查"),
    ])
}
