/// 值班时间: when somebody is at the desk, which is what duty minutes count.
///
/// It is the hours of the day (by special day, season and kind of day) and beside them whatever the roster says:
/// who stands until 22:00 once is there until 22:00 that day. Patrols are not: they walk.
///
/// Limits in working days go by ``closeOfBusiness(on:in:)``, which neither the roster nor a special day moves: somebody
/// who stands in late must not give the city's limit a later end.
package struct DutyTime: Hashable, Codable, Sendable {
  /// 平时.
  package var hours: DutyHours
  /// Parts of the year with other hours; the first that fits counts.
  package var seasons: [DutySeason]
  /// Days with other hours, before any season.
  package var specialDays: [DutySpecialDay]
  /// When the roster has somebody at the desk: disjoint, earliest first.
  package private(set) var rostered: [DutyStretch]
  /// From when on ``rostered`` is complete; nil when it is from the beginning.
  package private(set) var rosteredFrom: Instant?

  /// Makes duty time.
  /// - Parameters:
  ///   - rostered: May overlap and come in any order.
  ///   - rosteredFrom: From when on the roster is known.
  package init(
    _ hours: DutyHours = .standard, seasons: [DutySeason] = [],
    specialDays: [DutySpecialDay] = [], rostered: [DutyStretch] = [], rosteredFrom: Instant? = nil
  ) {
    self.hours = hours
    self.seasons = seasons
    self.specialDays = specialDays
    self.rostered = DutyStretch.merged(rostered)
    self.rosteredFrom = rosteredFrom
  }

  /// The same with another roster.
  package func with(rostered: [DutyStretch], from first: Instant?) -> DutyTime {
    DutyTime(
      hours, seasons: seasons, specialDays: specialDays, rostered: rostered, rosteredFrom: first)
  }

  /// Whether its roster is known from a moment on.
  package func knowsRoster(from instant: Instant) -> Bool {
    rosteredFrom.map { $0 <= instant } ?? true
  }

  /// The hours of a day, without the roster.
  package func spans(on day: Day, in calendar: WorkingCalendar) -> [DutySpan] {
    if let special = specialDays.first(where: { $0.contains(day) }) { return special.spans }
    return usualSpans(on: day, in: calendar)
  }

  /// The hours that the day has by season and kind.
  func usualSpans(on day: Day, in calendar: WorkingCalendar) -> [DutySpan] {
    let kind = calendar.kind(of: day)
    guard !seasons.isEmpty else { return hours.spans(on: kind) }
    let season = seasons.first { $0.kinds.contains(kind) && $0.contains(day) }
    return (season?.hours ?? hours).spans(on: kind)
  }

  /// The season that a day belongs to; nil for the rest of the year.
  package func season(of day: Day) -> DutySeason? { seasons.first { $0.contains(day) } }

  /// Whether nobody is ever at the desk.
  package var isEmpty: Bool {
    hours.isEmpty && seasons.allSatisfy(\.hours.isEmpty) && rostered.isEmpty
      && specialDays.allSatisfy(\.spans.isEmpty)
  }

  /// Whether the hours alone may leave the desk unstaffed for so long that a limit could be counted by the wall clock
  /// only: then a single shift may move any due time.
  package var mayRunDry: Bool {
    hours.working.isEmpty
      || seasons.contains { $0.kinds.contains(.working) && $0.hours.working.isEmpty }
  }
}

/// From when until when somebody is at the desk; the end is not included.
package struct DutyStretch: Hashable, Codable, Sendable {
  /// From when.
  package var start: Instant
  /// Until when.
  package var end: Instant

  /// Makes a stretch.
  package init(start: Instant, end: Instant) {
    self.start = start
    self.end = end
  }

  /// Disjoint stretches, earliest first, that cover the same time.
  package static func merged(_ stretches: [DutyStretch]) -> [DutyStretch] {
    var result: [DutyStretch] = []
    for stretch in stretches.filter({ $0.start < $0.end }).sorted(by: { $0.start < $1.start }) {
      if let last = result.last, stretch.start <= last.end {
        result[result.count - 1].end = max(last.end, stretch.end)
      } else {
        result.append(stretch)
      }
    }
    return result
  }
}

extension ShiftKind {
  /// Whether who stands it is at the desk: a patrol is not.
  package var isAtDesk: Bool { self != .nightPatrol }
}

extension Shift {
  /// The time that it puts somebody at the desk; nil for a patrol.
  package var atDesk: DutyStretch? {
    kind.isAtDesk ? DutyStretch(start: start, end: end) : nil
  }
}
