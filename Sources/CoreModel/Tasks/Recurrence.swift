extension DeskTask {
  /// The order of the task that comes after this one, once this one is done; nil when it does not come back. What
  /// was dropped does not: that is how a standing measure ends.
  package func following(at now: Instant) -> TaskOrder? {
    guard let recurrence, settlement?.outcome == .done else { return nil }
    return TaskOrder(
      title: title, person: person, dueAt: recurrence.next(after: dueAt, now: now), origin: origin,
      recurrence: recurrence)
  }
}

/// 常态措施: how a task comes back by itself once it is done, such as 「每季度疏通」.
///
/// There is no background job: whoever records that it is done sets the next one in the same transaction.
package struct Recurrence: Hashable, Codable, Sendable {
  /// What is counted.
  package enum Unit: String, CaseIterable, Codable, Sendable {
    case day, week, month, quarter, year

    /// The Chinese word, as after a number.
    package var title: String {
      switch self {
      case .day: "天"
      case .week: "周"
      case .month: "个月"
      case .quarter: "季度"
      case .year: "年"
      }
    }

    fileprivate var months: Int? {
      switch self {
      case .day, .week: nil
      case .month: 1
      case .quarter: 3
      case .year: 12
      }
    }
  }

  /// How many units lie between two of them; at least 1.
  package var every: Int
  /// The unit.
  package var unit: Unit
  /// The day of the month that it was first due on, so that the 31st does not creep to the 28th for ever.
  package var monthDay: Int?

  /// 每季度.
  package static let everyQuarter = Recurrence(unit: .quarter)

  private init(unit: Unit) {
    every = 1
    self.unit = unit
  }

  /// Makes one; nil where it would never come back, or later than in three years.
  package init?(every: Int, unit: Unit, monthDay: Int? = nil) {
    guard every >= 1, every * (unit.months ?? 1) <= (unit.months == nil ? 99 : 36) else {
      return nil
    }
    self.every = every
    self.unit = unit
    self.monthDay = monthDay
  }

  /// 「每季度」, 「每 2 周」.
  package var title: String {
    guard every == 1 else { return "每 \(every) \(unit.title)" }
    return unit == .month ? "每月" : "每\(unit.title)"
  }

  /// The next time after one that was due, at the same time of day: the first that lies after `now`, so that
  /// what was done late does not come back late already.
  package func next(after due: Instant, now: Instant) -> Instant {
    let minute = due.minuteOfDay
    var steps = 1
    while true {
      let next = day(due.day, plus: every * steps).at(minute: minute)
      if next > max(now, due) { return next }
      steps += 1
    }
  }

  private func day(_ first: Day, plus count: Int) -> Day {
    guard let months = unit.months else {
      return first.adding(days: count * (unit == .week ? 7 : 1))
    }
    let (year, month, dayOfMonth) = first.components
    let number = year * 12 + month - 1 + count * months
    let wanted = monthDay ?? dayOfMonth
    // The 31st of a short month is its last day.
    for day in stride(from: wanted, through: 1, by: -1) {
      if let found = Day(year: number / 12, month: number % 12 + 1, day: day) { return found }
    }
    return first.adding(days: count * months * 30)
  }
}
