/// What a report is about: a month, a quarter or a year in Shanghai.
package struct ReportSpan: Hashable, Sendable {
  /// How long it is.
  package let kind: Kind
  /// Its first month.
  package let first: ScoreMonth

  /// How long a report reaches.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// 月.
    case month
    /// 季度.
    case quarter
    /// 年.
    case year

    /// The Chinese word.
    package var title: String {
      switch self {
      case .month: "月"
      case .quarter: "季度"
      case .year: "年"
      }
    }

    /// How many months it has.
    package var months: Int {
      switch self {
      case .month: 1
      case .quarter: 3
      case .year: 12
      }
    }
  }

  /// The one of a kind that a month lies in.
  package init(_ kind: Kind, of month: ScoreMonth) {
    self.kind = kind
    let offset = (month.month - 1) % kind.months
    first = ScoreMonth(year: month.year, month: month.month - offset) ?? month
  }

  /// The one of a kind that a day lies in.
  package init(_ kind: Kind, of day: Day) { self.init(kind, of: ScoreMonth(of: day)) }

  /// The one of a kind that is typed: `2026-11-21`, `2026-11`, `2026年11月`, `2026-Q4`, `2026年第4季度`, `2026`; whatever
  /// is longer than a month, by a month within it too. Nil for anything else.
  package init?(_ kind: Kind, text: String) {
    let tidy = text.tidied
    let numbers = tidy.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    let isQuarter = tidy.uppercased().contains("Q") || tidy.contains("季")
    switch numbers.count {
    case 1 where kind == .year && numbers[0] < 10_000:
      guard let month = ScoreMonth(year: numbers[0], month: 1) else { return nil }
      self.init(kind, of: month)
    case 2 where isQuarter:
      guard kind == .quarter, (1...4).contains(numbers[1]),
        let month = ScoreMonth(year: numbers[0], month: numbers[1] * 3)
      else { return nil }
      self.init(kind, of: month)
    case 1, 2:
      guard !isQuarter, let month = ScoreMonth(text: tidy) else { return nil }
      self.init(kind, of: month)
    case 3:
      guard let day = Day(year: numbers[0], month: numbers[1], day: numbers[2]),
        ScoreMonth(year: numbers[0], month: numbers[1]) != nil
      else { return nil }
      self.init(kind, of: day)
    default: return nil
    }
  }

  /// Its months, the earliest first.
  package var months: [ScoreMonth] { (0..<kind.months).map { first.adding(months: $0) } }

  /// The last of its months.
  package var last: ScoreMonth { first.adding(months: kind.months - 1) }

  /// The first moment of it.
  package var start: Instant { first.start }

  /// The first moment after it.
  package var end: Instant { last.end }

  /// Whether a moment lies in it.
  package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

  /// The one before it.
  package var previous: ReportSpan { ReportSpan(kind, of: first.adding(months: -kind.months)) }

  /// The one after it.
  package var next: ReportSpan { ReportSpan(kind, of: first.adding(months: kind.months)) }

  /// The same time by another length; a shorter one is its last part that has begun by `now`.
  package func changed(to kind: Kind, now: Instant) -> ReportSpan {
    let month =
      kind.months < self.kind.months ? min(last, max(first, ScoreMonth(of: now.day))) : first
    return ReportSpan(kind, of: month)
  }

  /// `2026-11`, `2026-Q4`, `2026`.
  package var text: String {
    switch kind {
    case .month: first.text
    case .quarter: "\(first.year)-Q\((first.month - 1) / 3 + 1)"
    case .year: "\(first.year)"
    }
  }

  /// `2026年11月`, `2026年第4季度`, `2026年`.
  package var title: String {
    switch kind {
    case .month: first.title
    case .quarter: "\(first.year)年第\((first.month - 1) / 3 + 1)季度"
    case .year: "\(first.year)年"
    }
  }

  /// The Mondays of the weeks that it touches, the earliest first.
  package var weeks: [Day] {
    let monday = ReportSpan.monday(of: start.day)
    let last = end.day.adding(days: -1)
    return stride(from: monday.number, through: last.number, by: 7).map { Day(number: $0) }
  }

  /// The Monday of a day's week.
  package static func monday(of day: Day) -> Day { day.adding(days: 1 - day.weekday) }
}
