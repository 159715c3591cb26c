/// A limit in working days, with the date that they mean: 「余 2 工作日·11-24 周二」.
package struct WorkingDayText {
  /// Which days are worked.
  private let calendar: WorkingCalendar
  /// The time.
  private let now: Instant

  /// Reads limits at a moment by a calendar.
  package init(_ calendar: WorkingCalendar, at now: Instant) {
    self.calendar = calendar
    self.now = now
  }

  /// What is left of a limit or how far it is past, and the day: 「余 2 工作日·11-24 周二」, 「今日 18:00 前」,
  /// 「超 1 工作日·11-18 周三」. Working days are counted after today, up to and with the day of the limit. Where
  /// that touches a year whose holidays are not published, it says 约.
  package func left(until due: Instant) -> String {
    if due < now { return overdue(since: due) }
    if due.day == now.day { return "今日 \(due.clockText) 前" }
    let days = calendar.workingDays(from: now.day, to: due.day)
    let count = days == 0 ? "不足 1" : "余 \(guess(through: due.day))\(days)"
    return "\(count) 工作日·\(date(due.day))"
  }

  /// The same where there is room for less: 「余2工作日 11-24」.
  package func shortLeft(until due: Instant) -> String {
    let day = shortDate(due.day)
    if due < now {
      let days = calendar.workingDays(from: due.day, to: now.day)
      return days == 0 ? "已超时 \(day)" : "超\(guess(through: due.day))\(days)工作日 \(day)"
    }
    if due.day == now.day { return "今日 \(due.clockText) 前" }
    let days = calendar.workingDays(from: now.day, to: due.day)
    return days == 0 ? "不足1工作日 \(day)" : "余\(guess(through: due.day))\(days)工作日 \(day)"
  }

  private func overdue(since due: Instant) -> String {
    if due.day == now.day { return "已超时·今日 \(due.clockText)" }
    let days = calendar.workingDays(from: due.day, to: now.day)
    // Over a weekend no working day has passed yet; late is late.
    guard days > 0 else { return "已超时·\(date(due.day))" }
    return "超 \(guess(through: due.day))\(days) 工作日·\(date(due.day))"
  }

  /// How pressing a limit is: 临期 is what is due before the next working day is over.
  package func pressure(of due: Instant) -> Obligation.Pressure {
    if due < now { return .overdue }
    return calendar.workingDays(from: now.day, to: due.day) <= 1 ? .soon : .calm
  }

  /// 「11-24 周二」; with the year where it is another one, and with 班 or 休 where the day is not what its weekday
  /// says.
  package func date(_ day: Day) -> String {
    let mark: String
    switch (calendar.kind(of: day), day.weekday > 5) {
    case (.working, true): mark = "班"
    case (.holiday, _): mark = "休"
    default: mark = ""
    }
    return "\(shortDate(day)) \(day.weekdayText)\(mark)"
  }

  /// 「11-24」; with the year where it is another one.
  package func shortDate(_ day: Day) -> String {
    let (year, month, date) = day.components
    let text = "\(month < 10 ? "0" : "")\(month)-\(date < 10 ? "0" : "")\(date)"
    return year == now.day.components.year ? text : "\(year)-\(text)"
  }

  private func guess(through day: Day) -> String {
    let (first, last) = (min(day, now.day), max(day, now.day))
    return calendar.unpublishedNotice(from: first, through: last) == nil ? "" : "约"
  }
}
