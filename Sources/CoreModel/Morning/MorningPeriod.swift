/// What a 晨会 looks back on: the last working day and everything since, so that weekends and holidays roll up.
package struct MorningPeriod: Hashable, Codable, Sendable {
  /// The day of the meeting.
  package let day: Day
  /// The first day that it looks back on.
  package let first: Day

  /// What the meeting of a day looks back on.
  package init(of day: Day, in calendar: WorkingCalendar) {
    var first = day.adding(days: -1)
    // No row of days off is as long as that; a calendar that says so must not keep the desk waiting.
    while calendar.kind(of: first) != .working, day.number - first.number < MorningPeriod.longest {
      first = first.adding(days: -1)
    }
    self.day = day
    self.first = first
  }

  /// The last day that it looks back on.
  package var last: Day { day.adding(days: -1) }
  /// From when.
  package var start: Instant { first.start }
  /// Until when, not included.
  package var end: Instant { day.start }
  /// How many days.
  package var days: Int { day.number - first.number }

  /// `昨日 11月20日 周五`, `11月20日 周五 至 11月22日 周日（3 天）`.
  package var title: String {
    let from = "\(first.dateText(relativeTo: day)) \(first.weekdayText)"
    guard days > 1 else { return "昨日 \(from)" }
    return "\(from) 至 \(last.dateText(relativeTo: day)) \(last.weekdayText)（\(days) 天）"
  }

  /// `11月20日`, `11月20日至22日`: within a sentence.
  package var shortTitle: String {
    let from = first.dateText(relativeTo: day)
    guard days > 1 else { return from }
    let (year, month, date) = last.components
    let (firstYear, firstMonth, _) = first.components
    let isSameMonth = year == firstYear && month == firstMonth
    return "\(from)至" + (isSameMonth ? "\(date)日" : last.dateText(relativeTo: day))
  }

  private static let longest = 31
}
