/// A stretch of a day during which the desk is staffed, in minutes of the day.
package struct DutySpan: Hashable, Codable, Sendable, Comparable {
  /// The first minute, 0–1439.
  package let start: Int
  /// The minute at which it closes, at most 1440 (24:00).
  package let end: Int

  /// Makes a span.
  /// - Throws: ``RuleProblem`` when it is empty or leaves the day; what crosses midnight is two spans.
  package init(start: Int, end: Int) throws(RuleProblem) {
    guard start >= 0, end <= 1440 else { throw RuleProblem("值班时段须在 00:00–24:00 之内") }
    guard start < end else { throw RuleProblem("值班时段不能跨零点，也不能为空；跨零点请拆成两段") }
    self.init(checkedStart: start, end: end)
  }

  /// Reads `08:30-20:00`, with any dash or 至.
  /// - Throws: ``RuleProblem`` when it reads differently.
  package init(text: String) throws(RuleProblem) {
    let ends = text.split { "-–—~～至".contains($0) }.map(DutySpan.minute)
    guard ends.count == 2, let start = ends[0], let end = ends[1] else {
      throw RuleProblem("「\(text)」不是时段，应写成 08:30-20:00")
    }
    try self.init(start: start, end: end)
  }

  fileprivate init(checkedStart: Int, end: Int) {
    start = checkedStart
    self.end = end
  }

  /// `08:30–20:00`.
  package var text: String { "\(DutySpan.text(start))–\(DutySpan.text(end))" }

  /// Earlier spans order first.
  package static func < (a: DutySpan, b: DutySpan) -> Bool { (a.start, a.end) < (b.start, b.end) }

  /// Reads `08:30–20:00`.
  /// - Throws: ``RuleProblem`` when it reads differently, or what the decoder throws.
  package init(from decoder: any Decoder) throws {
    try self.init(text: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes `08:30–20:00`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  private static func text(_ minute: Int) -> String {
    let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
    return (hours < 10 ? "0" : "") + "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)"
  }

  private static func minute(_ text: Substring) -> Int? {
    let parts = text.filter { !$0.isWhitespace }.split { $0 == ":" || $0 == "：" }.map { Int($0) }
    guard parts.count == 2, let hours = parts[0], let minutes = parts[1],
      (0...24).contains(hours), (0...59).contains(minutes)
    else { return nil }
    return hours * 60 + minutes
  }
}

/// 错时值班时间: when the desk is staffed all year round, by kind of day. ``DutyTime`` adds the rest.
package struct DutyHours: Hashable, Sendable {
  /// 工作日.
  package let working: [DutySpan]
  /// 休息日.
  package let rest: [DutySpan]
  /// 节假日.
  package let holiday: [DutySpan]

  /// 工作日 08:30–20:00, 休息日 and 节假日 09:00–17:00.
  package static let standard = DutyHours(
    checkedWorking: [DutySpan(checkedStart: 510, end: 1200)],
    rest: [DutySpan(checkedStart: 540, end: 1020)],
    holiday: [DutySpan(checkedStart: 540, end: 1020)])

  /// Makes duty hours; a kind of day without spans is a day without duty.
  /// - Throws: ``RuleProblem`` when spans of one kind of day overlap.
  package init(
    working: [DutySpan], rest: [DutySpan], holiday: [DutySpan]
  ) throws(RuleProblem) {
    self.init(
      checkedWorking: try DutyHours.checked(working, .working),
      rest: try DutyHours.checked(rest, .rest), holiday: try DutyHours.checked(holiday, .holiday))
  }

  private init(checkedWorking: [DutySpan], rest: [DutySpan], holiday: [DutySpan]) {
    working = checkedWorking
    self.rest = rest
    self.holiday = holiday
  }

  /// The spans of a kind of day, earliest first.
  package func spans(on kind: DayKind) -> [DutySpan] {
    switch kind {
    case .working: working
    case .rest: rest
    case .holiday: holiday
    }
  }

  /// Whether the desk is never staffed on any kind of day.
  package var isEmpty: Bool { working.isEmpty && rest.isEmpty && holiday.isEmpty }

  private static func checked(
    _ spans: [DutySpan], _ kind: DayKind
  ) throws(RuleProblem) -> [DutySpan] {
    try checked(spans, of: kind.title)
  }

  /// Spans of one day, earliest first.
  /// - Throws: ``RuleProblem`` when two overlap.
  static func checked(_ spans: [DutySpan], of what: String) throws(RuleProblem) -> [DutySpan] {
    let sorted = spans.sorted()
    for (earlier, later) in zip(sorted, sorted.dropFirst()) where later.start < earlier.end {
      throw RuleProblem("\(what)的值班时段 \(earlier.text) 与 \(later.text) 重叠")
    }
    return sorted
  }
}

extension DutyHours: Codable {
  private enum CodingKeys: String, CodingKey { case working, rest, holiday }

  /// Reads lists of `08:30–20:00` by kind of day.
  /// - Throws: ``RuleProblem`` for what is no span or overlaps, or what the decoder throws.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func spans(_ key: CodingKeys) throws -> [DutySpan] {
      try fields.decode([String].self, forKey: key).map { try DutySpan(text: $0) }
    }
    try self.init(
      working: try spans(.working), rest: try spans(.rest), holiday: try spans(.holiday))
  }

  /// Writes lists of `08:30–20:00` by kind of day.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(working.map(\.text), forKey: .working)
    try fields.encode(rest.map(\.text), forKey: .rest)
    try fields.encode(holiday.map(\.text), forKey: .holiday)
  }
}
