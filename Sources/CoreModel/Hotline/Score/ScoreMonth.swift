/// The month that a score is about, in Shanghai.
package struct ScoreMonth: Hashable, Comparable, Sendable {
  /// The year.
  package let year: Int
  /// 1–12.
  package let month: Int

  /// A month; nil when there is none, or when it lies outside the years that times are kept for.
  package init?(year: Int, month: Int) {
    guard ScoreMonth.years.contains(year), (1...12).contains(month) else { return nil }
    self.year = year
    self.month = month
  }

  /// The month of a day.
  package init(of day: Day) {
    let (year, month, _) = day.components
    self.year = min(max(year, ScoreMonth.years.lowerBound), ScoreMonth.years.upperBound)
    self.month = month
  }

  /// Reads `2026-11`, `2026年11月`, `202611`; nil for anything else.
  package init?(text: String) {
    let parts = text.tidied.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    switch parts.count {
    case 1 where parts[0] > 10_000: self.init(year: parts[0] / 100, month: parts[0] % 100)
    case 2: self.init(year: parts[0], month: parts[1])
    default: return nil
    }
  }

  /// The first moment of it.
  package var start: Instant { first.start }

  /// The first moment after it.
  package var end: Instant { adding(months: 1).first.start }

  private var first: Day { Day(year: year, month: month, day: 1) ?? Day(number: 0) }

  /// The month so many months later; the ends of the years that are kept hold it.
  package func adding(months: Int) -> ScoreMonth {
    let number = year * 12 + month - 1 + months
    let (year, month) = (number / 12, number % 12 + 1)
    return ScoreMonth(year: year, month: month) ?? self
  }

  /// Whether a moment lies in it.
  package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

  /// `2026-11`.
  package var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

  /// `2026年11月`.
  package var title: String { "\(year)年\(month)月" }

  /// Earlier months order first.
  package static func < (a: ScoreMonth, b: ScoreMonth) -> Bool {
    (a.year, a.month) < (b.year, b.month)
  }

  private static let years = 1992...2200
}

/// 口径: by which of its dates a ticket belongs to a month.
package enum ScoreBasis: String, CaseIterable, Codable, Sendable {
  /// 办结口径: what was received counts by its receipt, all else by when the ticket was answered. 赵巷 counts so.
  case closing
  /// 受理口径: everything counts by when the ticket was received, however late it is answered.
  case receipt

  /// The Chinese words.
  package var title: String {
    switch self {
    case .closing: "办结口径"
    case .receipt: "受理口径"
    }
  }

  /// Two characters.
  package var shortTitle: String { String(title.prefix(2)) }

  /// What it means, for the edge of a box.
  package var brief: String {
    switch self {
    case .closing: "受理量按收到时间，其余按办结时间"
    case .receipt: "都按收到时间，以后还会变"
    }
  }

  /// What it means, in a sentence.
  package var explanation: String {
    switch self {
    case .closing: "受理量按收到时间算进当月，其余各项按办结时间算进当月"
    case .receipt: "各项都按收到时间算进当月，办结得晚的以后还会变"
    }
  }
}
