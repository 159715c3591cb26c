/// Counting in 值班时间. A span is open from its first minute up to, not including, its last.
///
/// Which hours a day has depends on what the calendar says it is, so that every question takes the
/// calendar along.
extension DutyHours {
  /// Whether the desk is staffed at a moment.
  package func isOpen(at instant: Instant, in calendar: WorkingCalendar) -> Bool {
    closing(at: instant, in: calendar) != nil
  }

  /// When the span that is open at a moment closes; nil when the desk is not staffed then.
  package func closing(at instant: Instant, in calendar: WorkingCalendar) -> Instant? {
    let day = instant.day
    let minute = instant.minuteOfDay
    for span in spans(on: calendar.kind(of: day)) where span.start <= minute && minute < span.end {
      return day.at(minute: span.end)
    }
    return nil
  }

  /// The next moment, strictly later, at which a span begins; nil when none does within a year.
  package func nextOpening(after instant: Instant, in calendar: WorkingCalendar) -> Instant? {
    var day = instant.day
    for _ in 0...DutyHours.longestSearch {
      for span in spans(on: calendar.kind(of: day)) {
        let opening = day.at(minute: span.start)
        if opening > instant { return opening }
      }
      day = day.adding(days: 1)
    }
    return nil
  }

  /// The first moment by which so many duty minutes have passed since `start`.
  ///
  /// From outside duty hours the counting begins at the next opening; what ends exactly as a span
  /// closes is due then and not at the next opening. Nothing to count is due at once. Nil when the
  /// desk is not staffed at all for over a year: then there is no such moment.
  package func adding(
    minutes: Int, to start: Instant, in calendar: WorkingCalendar
  ) -> Instant? {
    adding(milliseconds: Int64(minutes) * 60_000, to: start, in: calendar)
  }

  /// Whole duty minutes between two moments; 0 when the second is not later.
  package func minutes(
    from start: Instant, to end: Instant, in calendar: WorkingCalendar
  ) -> Int {
    Int(milliseconds(from: start, to: end, in: calendar) / 60_000)
  }

  func adding(
    milliseconds: Int64, to start: Instant, in calendar: WorkingCalendar
  ) -> Instant? {
    guard milliseconds > 0 else { return start }
    var left = milliseconds
    var day = start.day
    var daysWithoutDuty = 0
    while daysWithoutDuty <= DutyHours.longestSearch {
      daysWithoutDuty += 1
      for span in spans(on: calendar.kind(of: day)) {
        let opening = max(start, day.at(minute: span.start)).milliseconds
        let available = day.at(minute: span.end).milliseconds - opening
        guard available > 0 else { continue }
        if left <= available { return Instant(milliseconds: opening + left) }
        left -= available
        daysWithoutDuty = 0
      }
      day = day.adding(days: 1)
    }
    return nil
  }

  func milliseconds(
    from start: Instant, to end: Instant, in calendar: WorkingCalendar
  ) -> Int64 {
    guard start < end else { return 0 }
    var total: Int64 = 0
    var day = start.day
    while day.start < end {
      for span in spans(on: calendar.kind(of: day)) {
        let from = max(start, day.at(minute: span.start))
        let to = min(end, day.at(minute: span.end))
        if from < to { total += to.milliseconds - from.milliseconds }
      }
      day = day.adding(days: 1)
    }
    return total
  }

  /// When work ends on a day for limits in working days: the close of its last span, or 17:30, the
  /// end of office hours, when the desk keeps no hours on such days.
  package func closeOfBusiness(on day: Day, in calendar: WorkingCalendar) -> Instant {
    day.at(minute: spans(on: calendar.kind(of: day)).last?.end ?? 1050)
  }

  /// Every kind of day comes round within a year; who is not on duty for longer never is.
  private static let longestSearch = 400
}
