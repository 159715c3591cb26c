/// What somebody says of days to come: 请假, or what they would rather have.
package enum AbsenceKind: String, CaseIterable, Codable, Sendable {
  /// 请假: not there at all.
  case leave
  /// 公出: working elsewhere, so not for the roster either.
  case away
  /// 不便: would rather not stand shifts then. A wish.
  case avoid
  /// 愿意: would like to stand shifts then. A wish.
  case prefer

  /// The Chinese word.
  package var title: String {
    switch self {
    case .leave: "请假"
    case .away: "公出"
    case .avoid: "尽量不排"
    case .prefer: "愿意值班"
    }
  }

  /// Whether nobody may be put on the roster then; the others are wishes.
  package var isBinding: Bool { self == .leave || self == .away }
}

/// 请假与意愿: on which days, at which hours, somebody is not there, or has a wish.
package struct Absence: Hashable, Codable, Sendable, Identifiable {
  /// Globally unique.
  package let id: Identifier<Absence>
  /// Who.
  package var person: PersonID
  /// What.
  package var kind: AbsenceKind
  /// The first day.
  package var first: Day
  /// The last day, included.
  package var last: Day
  /// Only on these weekdays, 1 (Monday) – 7; empty for every day.
  package var weekdays: Set<Int>
  /// Which hours of each day.
  package var part: DayPart
  /// Only about these shifts; empty for all. A 请假 is about all.
  package var shifts: Set<ShiftKind>
  /// `年假`, `孩子家长会`; may be empty.
  package var reason: String

  /// Makes one.
  package init(
    id: Identifier<Absence>, person: PersonID, kind: AbsenceKind, first: Day, last: Day,
    weekdays: Set<Int> = [], part: DayPart = .whole, shifts: Set<ShiftKind> = [],
    reason: String = ""
  ) {
    self.id = id
    self.person = person
    self.kind = kind
    self.first = first
    self.last = last
    self.weekdays = weekdays
    self.part = part
    self.shifts = shifts
    self.reason = reason
  }
}

/// Hours of a day, as people take leave.
package enum DayPart: String, CaseIterable, Codable, Sendable {
  /// 全天.
  case whole
  /// 上午, to noon.
  case morning
  /// 下午, from noon to the end of office hours at the latest (18:00).
  case afternoon
  /// 晚上, from 17:00 to midnight.
  case night

  /// The Chinese word.
  package var title: String {
    switch self {
    case .whole: "全天"
    case .morning: "上午"
    case .afternoon: "下午"
    case .night: "晚上"
    }
  }

  /// The minutes of the day.
  package var minutes: Range<Int> {
    switch self {
    case .whole: 0..<1440
    case .morning: 0..<720
    case .afternoon: 720..<1080
    case .night: 1020..<1440
    }
  }
}

extension Absence {
  /// Whether it is about a day.
  package func contains(_ day: Day) -> Bool {
    first <= day && day <= last && (weekdays.isEmpty || weekdays.contains(day.weekday))
  }

  /// Whether it touches a stretch of time.
  package func touches(from start: Instant, until end: Instant) -> Bool {
    guard start < end else { return false }
    var day = max(start.day, first)
    let final = min(end.day, last)
    while day <= final {
      if contains(day), day.at(minute: part.minutes.lowerBound) < end,
        start < day.at(minute: part.minutes.upperBound)
      {
        return true
      }
      day = day.adding(days: 1)
    }
    return false
  }

  /// Whether it is about a shift.
  package func covers(_ shift: Shift) -> Bool {
    covers(shift.kind, from: shift.start, until: shift.end)
  }

  /// Whether it is about a shift of a kind at a time.
  package func covers(_ kind: ShiftKind, from start: Instant, until end: Instant) -> Bool {
    (shifts.isEmpty || shifts.contains(kind)) && touches(from: start, until: end)
  }

  /// The stretches in which somebody is not there, within some days; none of a wish.
  package func leaves(from start: Day, through end: Day) -> [RosterLeave] {
    guard kind.isBinding, max(start, first) <= min(end, last) else { return [] }
    let title = reason.isEmpty ? kind.title : "\(kind.title)（\(reason)）"
    return (max(start, first).number...min(end, last).number).map(Day.init(number:))
      .filter(contains).map { day in
        RosterLeave(
          person: person, start: day.at(minute: part.minutes.lowerBound),
          end: day.at(minute: part.minutes.upperBound), title: title)
      }
  }

  /// `11月23日至11月27日 每周三 下午 夜巡`.
  package func timeText(relativeTo today: Day) -> String {
    var words = [first.dateText(relativeTo: today)]
    if last > first { words[0] += "至\(last.dateText(relativeTo: today))" }
    if !weekdays.isEmpty { words.append("每" + ShiftDays.weekdays(weekdays).text) }
    if part != .whole { words.append(part.title) }
    if !shifts.isEmpty {
      words.append(ShiftKind.allCases.filter(shifts.contains).map(\.title).joined(separator: "、"))
    }
    return words.joined(separator: " ")
  }

  /// `请假 11月23日至11月27日（年假）`.
  package func text(relativeTo today: Day) -> String {
    "\(kind.title) \(timeText(relativeTo: today))" + (reason.isEmpty ? "" : "（\(reason)）")
  }
}

extension Sequence where Element == Absence {
  /// Why somebody is not there for a shift: the first 请假 or 公出 that touches it.
  package func binding(_ person: PersonID, during shift: Shift) -> Absence? {
    first { $0.kind.isBinding && $0.person == person && $0.covers(shift) }
  }
}
