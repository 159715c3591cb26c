/// 节假日安排: one year of the State Council's notice, as it differs from Monday to Friday.
package struct CalendarYear: Hashable, Sendable {
  /// The year that the notice is about.
  package let year: Int
  /// Where it was published: a URL, or what staff wrote when they entered it.
  package let source: String
  /// Days off, weekends inside them included.
  package let holidays: [Holiday]
  /// 调休上班: weekend days that are worked.
  package let workdays: [Day]

  /// A run of days off with one name.
  package struct Holiday: Hashable, Sendable {
    /// `国庆节`.
    package let name: String
    /// The first day off.
    package let first: Day
    /// The last day off.
    package let last: Day

    /// Makes a run; ``CalendarYear/init(year:source:holidays:workdays:)`` checks it.
    package init(_ name: String, from first: Day, through last: Day) {
      self.name = name
      self.first = first
      self.last = last
    }
  }

  /// Makes a year.
  ///
  /// A notice may name days of the December before (元旦 2023 began on 2022-12-31).
  /// - Throws: ``RuleProblem`` when a run ends before it begins, a day lies outside the year, a day is
  ///   both off and worked, or there is no day off at all.
  package init(
    year: Int, source: String, holidays: [Holiday], workdays: [Day]
  ) throws(RuleProblem) {
    guard (1992...2200).contains(year) else { throw RuleProblem("年份 \(year) 不在 1992–2200 之间") }
    guard !holidays.isEmpty else { throw RuleProblem("\(year)年的放假安排里没有一天放假，请补全") }
    var off: Set<Day> = []
    for holiday in holidays {
      let days = holiday.last.number - holiday.first.number + 1
      guard (1...31).contains(days) else {
        throw RuleProblem(
          "「\(holiday.name)」的起止日期不对：\(holiday.first.iso8601) 至 \(holiday.last.iso8601)")
      }
      for offset in 0..<days { off.insert(holiday.first.adding(days: offset)) }
    }
    for day in Array(off) + workdays {
      let (y, m, _) = day.components
      guard y == year || (y == year - 1 && m == 12) else {
        throw RuleProblem("\(day.iso8601) 不属于\(year)年的放假安排")
      }
    }
    if let both = workdays.first(where: off.contains) {
      throw RuleProblem("\(both.iso8601) 既写成放假又写成调休上班")
    }
    self.init(checkedYear: year, source: source, holidays: holidays, workdays: workdays)
  }

  /// A year of our own table, which tests check instead.
  init(checkedYear year: Int, source: String, holidays: [Holiday], workdays: [Day]) {
    self.year = year
    self.source = source
    self.holidays = holidays
    self.workdays = workdays
  }
}

extension CalendarYear: Codable {
  private enum CodingKeys: String, CodingKey { case year, source, holidays, workdays }

  private struct Run: Codable {
    var name: String
    var first: String
    var last: String
  }

  /// Reads dates as `2027-01-01` and checks them.
  /// - Throws: ``RuleProblem``, or what the decoder throws for a wrong shape.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      year: try fields.decode(Int.self, forKey: .year),
      source: try fields.decode(String.self, forKey: .source),
      holidays: try fields.decode([Run].self, forKey: .holidays).map {
        Holiday($0.name, from: try Self.day($0.first), through: try Self.day($0.last))
      },
      workdays: try fields.decode([String].self, forKey: .workdays).map(Self.day))
  }

  /// Writes dates as `2027-01-01`.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(year, forKey: .year)
    try fields.encode(source, forKey: .source)
    let runs = holidays.map { Run(name: $0.name, first: $0.first.iso8601, last: $0.last.iso8601) }
    try fields.encode(runs, forKey: .holidays)
    try fields.encode(workdays.map(\.iso8601), forKey: .workdays)
  }

  private static func day(_ text: String) throws(RuleProblem) -> Day {
    guard let day = Instant(iso8601: text + "T00:00")?.day else {
      throw RuleProblem("「\(text)」不是日期，应写成 2027-01-01")
    }
    return day
  }
}
