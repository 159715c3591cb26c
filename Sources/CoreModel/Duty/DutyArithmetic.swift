/// Counting in 值班时间. A stretch is open from its first moment up to, not including, its last.
///
/// Which hours a day has depends on what the calendar says it is, so that every question takes the
/// calendar along.
extension DutyTime {
  /// Whether somebody is at the desk at a moment.
  package func isOpen(at instant: Instant, in calendar: WorkingCalendar) -> Bool {
    let minute = instant.minuteOfDay
    if spans(on: instant.day, in: calendar).contains(where: {
      $0.start <= minute && minute < $0.end
    }) {
      return true
    }
    let index = firstRostered(endingAfter: instant)
    return index < rostered.count && rostered[index].start <= instant
  }

  /// Until when somebody is at the desk without a break; nil when nobody is.
  package func closing(at instant: Instant, in calendar: WorkingCalendar) -> Instant? {
    var closing: Int64?
    var hasBreak = false
    var day = instant.day
    for _ in 0...DutyTime.longestSearch {
      visit(day, in: calendar) { start, end in
        if let known = closing {
          hasBreak = start > known
          if !hasBreak { closing = end }
        } else if start <= instant.milliseconds, instant.milliseconds < end {
          closing = end
        }
        return !hasBreak
      }
      day = day.adding(days: 1)
      // Only what ends at midnight may go on the next day.
      guard let closing else { return nil }
      if hasBreak || closing < day.start.milliseconds { break }
    }
    return closing.map { Instant(milliseconds: $0) }
  }

  /// The next moment, strictly later, at which somebody comes to an empty desk; nil when nobody does within a year.
  package func nextOpening(after instant: Instant, in calendar: WorkingCalendar) -> Instant? {
    var day = instant.day
    for _ in 0...DutyTime.longestSearch {
      var opening: Instant?
      visit(day, in: calendar) { start, _ in
        guard start > instant.milliseconds,
          !isOpen(at: Instant(milliseconds: start - 1), in: calendar)
        else { return true }
        opening = Instant(milliseconds: start)
        return false
      }
      if let opening { return opening }
      day = day.adding(days: 1)
    }
    return nil
  }

  /// The first moment by which so many duty minutes have passed since `start`.
  ///
  /// While nobody is there the counting waits for the next opening; what ends exactly as the desk closes is due
  /// then and not at the next opening. Nothing to count is due at once. Nil when nobody is there for over a year:
  /// then there is no such moment.
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
    var due: Instant?
    while daysWithoutDuty <= DutyTime.longestSearch {
      daysWithoutDuty += 1
      visit(day, in: calendar) { from, to in
        let opening = max(start.milliseconds, from)
        let available = to - opening
        guard available > 0 else { return true }
        if left <= available {
          due = Instant(milliseconds: opening + left)
          return false
        }
        left -= available
        daysWithoutDuty = 0
        return true
      }
      if let due { return due }
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
      visit(day, in: calendar) { from, to in
        total += max(0, min(end.milliseconds, to) - max(start.milliseconds, from))
        return true
      }
      day = day.adding(days: 1)
    }
    return total
  }

  /// When work ends on a day for limits in working days: the close of its last span by season and kind of day, or
  /// 17:30, the end of office hours, when the desk keeps no hours on such days.
  package func closeOfBusiness(on day: Day, in calendar: WorkingCalendar) -> Instant {
    day.at(minute: usualSpans(on: day, in: calendar).last?.end ?? 1050)
  }

  /// The first moment of some stretches that no hours cover: the roster alone decides whether somebody is there then.
  /// Nil when the hours cover them all.
  package func firstBeside(
    hours stretches: [DutyStretch], in calendar: WorkingCalendar
  ) -> Instant? {
    let plain = with(rostered: [], from: nil)
    return stretches.compactMap { stretch in
      let first = plain.closing(at: stretch.start, in: calendar) ?? stretch.start
      return first < stretch.end ? first : nil
    }.min()
  }

  /// Visits the stretches of a day during which somebody is there, disjoint and earliest first, in UTC milliseconds,
  /// until the visitor has seen enough. What crosses midnight ends there.
  private func visit(
    _ day: Day, in calendar: WorkingCalendar, _ body: (Int64, Int64) -> Bool
  ) {
    let spans = spans(on: day, in: calendar)
    let midnight = day.start
    let nextMidnight = day.adding(days: 1).start
    var index = firstRostered(endingAfter: midnight)
    // Most days have nobody beside the usual hours.
    guard index < rostered.count, rostered[index].start < nextMidnight else {
      for span in spans {
        let from = midnight.milliseconds + Int64(span.start) * 60_000
        guard body(from, midnight.milliseconds + Int64(span.end) * 60_000) else { return }
      }
      return
    }
    var stretches: [(from: Int64, to: Int64)] = []
    for span in spans {
      let from = midnight.milliseconds + Int64(span.start) * 60_000
      stretches.append((from, midnight.milliseconds + Int64(span.end) * 60_000))
    }
    while index < rostered.count, rostered[index].start < nextMidnight {
      stretches.append(
        (
          max(midnight, rostered[index].start).milliseconds,
          min(nextMidnight, rostered[index].end).milliseconds
        ))
      index += 1
    }
    stretches.sort { $0.from < $1.from }
    var current = stretches[0]
    for stretch in stretches.dropFirst() {
      if stretch.from <= current.to {
        current.to = max(current.to, stretch.to)
      } else {
        guard body(current.from, current.to) else { return }
        current = stretch
      }
    }
    _ = body(current.from, current.to)
  }

  /// The first stretch of the roster that is not over at a moment.
  private func firstRostered(endingAfter instant: Instant) -> Int {
    var (low, high) = (0, rostered.count)
    while low < high {
      let middle = (low + high) / 2
      if rostered[middle].end > instant { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Every kind of day comes round within a year; who is not on duty for longer never is.
  private static let longestSearch = 400
}
