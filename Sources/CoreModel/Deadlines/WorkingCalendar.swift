/// What a day is to those who work on requests.
package enum DayKind: String, CaseIterable, Codable, Sendable {
  /// 工作日, 调休上班 included.
  case working
  /// 休息日: a weekend day that nobody swapped.
  case rest
  /// 节假日: a day off by the State Council's notice.
  case holiday

  /// The Chinese word.
  package var title: String {
    switch self {
    case .working: "工作日"
    case .rest: "休息日"
    case .holiday: "节假日"
    }
  }
}

/// 工作日历: the State Council's calendar with 调休, for the years that it knows.
///
/// In a year that is not loaded it counts Monday to Friday; ``isPublished(year:)`` tells, and whoever
/// shows a date that depends on such a year says so (``unpublishedNotice(from:through:)``).
package struct WorkingCalendar: Hashable, Sendable {
  /// The years it knows, earliest first.
  package let years: [CalendarYear]

  private let exceptions: [Int: Exception]
  private let published: Set<Int>

  private struct Exception: Hashable {
    let kind: DayKind
    let name: String
  }

  /// The calendar that we ship: 2024, 2025 and 2026.
  package static let shipped = WorkingCalendar(years: CalendarYear.shipped)

  /// Makes a calendar; of two data for one year the later one given counts.
  package init(years: [CalendarYear]) {
    var byYear: [Int: CalendarYear] = [:]
    for year in years { byYear[year.year] = year }
    self.years = byYear.values.sorted { $0.year < $1.year }
    var exceptions: [Int: Exception] = [:]
    // A later year's notice may name days of the December before, and is the newer word on them.
    for year in self.years {
      for holiday in year.holidays {
        for number in holiday.first.number...max(holiday.first.number, holiday.last.number) {
          exceptions[number] = Exception(kind: .holiday, name: holiday.name)
        }
      }
      for day in year.workdays {
        exceptions[day.number] = Exception(kind: .working, name: "调休上班")
      }
    }
    self.exceptions = exceptions
    published = Set(self.years.map(\.year))
  }

  /// The calendar with one more year, or with newer data for one it has.
  package func adding(year: CalendarYear) -> WorkingCalendar {
    WorkingCalendar(years: years + [year])
  }

  /// What a day is.
  package func kind(of day: Day) -> DayKind {
    exceptions[day.number]?.kind ?? (day.weekday <= 5 ? .working : .rest)
  }

  /// `国庆节`, `调休上班`; nil for a day that is as its weekday says.
  package func name(of day: Day) -> String? { exceptions[day.number]?.name }

  /// Whether the notice for a year is loaded; otherwise its days are a guess by weekday.
  package func isPublished(year: Int) -> Bool { published.contains(year) }

  /// 「2027年放假安排尚未载入，按周一至周五推算」, when a stretch of days touches such years.
  package func unpublishedNotice(from first: Day, through last: Day) -> String? {
    unpublishedNotice(
      years: first.components.year...max(first.components.year, last.components.year))
  }

  func unpublishedNotice(years: some Sequence<Int>) -> String? {
    let missing = years.filter { !isPublished(year: $0) }
    guard !missing.isEmpty else { return nil }
    return missing.map { "\($0)年" }.joined(separator: "、") + "放假安排尚未载入，按周一至周五推算"
  }

  /// The Nth working day after a day, that day itself never counted; the day itself for N ≤ 0.
  package func adding(workingDays: Int, to day: Day) -> Day {
    var result = day
    var left = workingDays
    while left > 0 {
      result = result.adding(days: 1)
      if kind(of: result) == .working { left -= 1 }
    }
    return result
  }

  /// How many working days come after `first`, up to and including `last`; negative when `last` is
  /// earlier. The inverse of ``adding(workingDays:to:)``.
  package func workingDays(from first: Day, to last: Day) -> Int {
    guard first <= last else { return -workingDays(from: last, to: first) }
    var count = 0
    var number = first.number + 1
    while number <= last.number {
      if kind(of: Day(number: number)) == .working { count += 1 }
      number += 1
    }
    return count
  }
}

extension WorkingCalendar: Codable {
  /// Reads the list of years.
  /// - Throws: ``RuleProblem`` when a year's data contradict themselves.
  package init(from decoder: any Decoder) throws {
    self.init(years: try decoder.singleValueContainer().decode([CalendarYear].self))
  }

  /// Writes the list of years.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(years)
  }
}
