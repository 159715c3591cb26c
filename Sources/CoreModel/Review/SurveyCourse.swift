/// 走势: what came in and was closed along a span, by day in a month, by week in a quarter, by month in a year.
package struct SurveyCourse: Hashable, Sendable {
  /// A stretch of the span.
  package struct Stretch: Hashable, Sendable {
    /// Its first day within the span.
    package let first: Day
    /// Its last.
    package let last: Day
    /// What stands below it: `21`, `11/16`, `11月`.
    package let label: String
    /// 收到; nil where it is still to come.
    package let received: Int?
    /// 办结; nil where it is still to come.
    package let closed: Int?
    /// What it opens into.
    package let opens: Opening
  }

  /// What a stretch opens into.
  package enum Opening: Hashable, Sendable {
    /// Its requests.
    case requests(SurveySelection)
    /// A span of its own.
    case span(ReportSpan)
  }

  /// The stretches, the earliest first.
  package let stretches: [Stretch]

  /// Sums a survey up. What has not begun by its time has no numbers.
  package init(_ survey: Survey) {
    let span = survey.question.span
    let today = survey.asOf.day
    func stretch(_ first: Day, _ last: Day, _ label: String, _ opens: Opening) -> Stretch {
      let days = survey.days.filter { first <= $0.day && $0.day <= last }
      let hasBegun = first <= today
      return Stretch(
        first: first, last: last, label: label,
        received: hasBegun ? days.reduce(0) { $0 + $1.received } : nil,
        closed: hasBegun ? days.reduce(0) { $0 + $1.closed } : nil, opens: opens)
    }
    let begin = span.start.day
    let end = span.end.day.adding(days: -1)
    switch span.kind {
    case .month:
      stretches = (begin.number...end.number).map { number in
        let day = Day(number: number)
        return stretch(
          day, day, "\(day.components.day)", .requests(SurveySelection(.day(day))))
      }
    case .quarter:
      stretches = span.weeks.map { monday in
        let (_, month, date) = monday.components
        return stretch(
          max(begin, monday), min(end, monday.adding(days: 6)), "\(month)/\(date)",
          .requests(SurveySelection(.week(monday))))
      }
    case .year:
      stretches = span.months.map { month in
        stretch(
          month.start.day, month.end.day.adding(days: -1), "\(month.month)月",
          .span(ReportSpan(.month, of: month)))
      }
    }
  }

  /// The highest number.
  package var highest: Int {
    stretches.flatMap { [$0.received, $0.closed] }.compactMap(\.self).max() ?? 0
  }

  /// The last stretch that has begun.
  package var newest: Int { stretches.lastIndex { $0.received != nil } ?? 0 }
}
