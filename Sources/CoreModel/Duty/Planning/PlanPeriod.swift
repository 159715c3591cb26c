/// The days that are planned at once, as people say them: a month, mostly.
package struct PlanPeriod: Hashable, Sendable {
  /// The first day.
  package let first: Day
  /// The last day.
  package let last: Day

  /// Some days.
  package init(first: Day, last: Day) {
    self.first = first
    self.last = last
  }

  /// The month of a day.
  package init(monthOf day: Day) {
    let (year, month, date) = day.components
    let next =
      month == 12
      ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: month + 1, day: 1)
    first = day.adding(days: 1 - date)
    last = next?.adding(days: -1) ?? day
  }

  /// The month after so many months, or before.
  package func adding(months: Int) -> PlanPeriod {
    var period = self
    for _ in 0..<abs(months) {
      period = PlanPeriod(
        monthOf: months > 0 ? period.last.adding(days: 1) : period.first.adding(days: -1))
    }
    return period
  }

  /// `2026年12月`, or the days.
  package var title: String {
    let (year, month, _) = first.components
    return self == PlanPeriod(monthOf: first)
      ? "\(year)年\(month)月" : "\(first.iso8601) 至 \(last.iso8601)"
  }

  /// Reads `12`, `12月`, `2026-12`, `2026年12月`; without a year it is the nearest that is not over.
  /// - Throws: ``RuleProblem`` with an example.
  package init(month typed: String, today: Day) throws(RuleProblem) {
    let parts = EntryText.clean(typed).split { "年月-./ ".contains($0) }.map {
      $0.allSatisfy(\.isASCII) ? Int($0) : nil
    }
    let year = today.components.year
    let found: Day? =
      switch (parts.count, parts.first ?? nil, parts.last ?? nil) {
      case (1, let month?, _):
        [year, year + 1].compactMap { Day(year: $0, month: month, day: 1) }
          .first { PlanPeriod(monthOf: $0).last >= today }
      case (2, let year?, let month?): Day(year: year, month: month, day: 1)
      default: nil
      }
    guard let found else {
      throw RuleProblem("「\(typed.tidied)」不是月份，请写成 2026-12 或 12月")
    }
    self.init(monthOf: found)
  }
}
