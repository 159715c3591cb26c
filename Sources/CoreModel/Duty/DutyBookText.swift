/// 值班规则 as text, one rule a line, so that staff can read and edit them and the store keeps them.
extension DutyBook {
  /// What is wrong with a line of the text.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// Makes one.
    package init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }

    /// The Chinese sentence.
    package var message: String { "值班规则第 \(line) 行：\(reason)" }
  }

  /// Characters that the text may have.
  package static let longestText = 12_000

  /// Reads rules from the text that staff edit. Lines that begin with `#` are remarks; `｜` and full-width digits do
  /// as well, since input methods write them. What a line may be is said by ``text``.
  /// - Throws: ``Unreadable`` for the first line that is not understood.
  package init(text: String) throws(Unreadable) {
    guard text.isAtMost(DutyBook.longestText) else {
      throw Unreadable(line: 1, reason: "太长了，最多 \(DutyBook.longestText) 字")
    }
    var reader = DutyBookReader()
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let plain = EntryText.clean(String(line))
      guard !plain.isEmpty, !plain.hasPrefix("#") else { continue }
      do throws(RuleProblem) {
        try reader.take(plain, line: index + 1)
      } catch {
        throw Unreadable(line: index + 1, reason: error.message)
      }
    }
    // A season may be named before it is written.
    for (name, line) in reader.seasonsNamed
    where !reader.book.seasons.contains(where: { $0.name == name }) {
      throw Unreadable(
        line: line, reason: "没有叫「\(name)」的季节；写成「季节 | \(name) | 6-15 至 9-15 | 工作日 08:30-20:30」")
    }
    self = reader.book
  }
}

/// Reads the lines of ``DutyBook`` one after the other.
private struct DutyBookReader {
  var book = DutyBook()
  /// Seasons that patterns belong to, with the lines that say so.
  var seasonsNamed: [(name: String, line: Int)] = []
  private var limitsSaid: Set<String> = []

  mutating func take(_ text: String, line: Int) throws(RuleProblem) {
    let fields = text.split(separator: "|", omittingEmptySubsequences: false)
      .map { String($0).tidied }
    let rest = Array(fields.dropFirst())
    switch fields[0] {
    case "平时": try takeHours(rest)
    case "季节": try takeSeason(rest)
    case "特殊日": try takeSpecialDay(rest)
    case "班次": try takePattern(rest, line: line)
    case "AB角", "ab角", "Ab角": try takePair(rest)
    case "党员": try takePartyMembers(rest)
    case "免排": try takeExemption(rest)
    case "限制": try takeLimit(rest)
    default:
      throw RuleProblem("每行以「平时、季节、特殊日、班次、AB角、党员、免排、限制」之一开头，用 | 分开，不是「\(fields[0])」")
    }
  }

  // MARK: Hours

  private mutating func takeHours(_ fields: [String]) throws(RuleProblem) {
    guard book.hours == nil else { throw RuleProblem("「平时」只能写一行") }
    let (hours, kinds) = try self.hours(fields)
    guard kinds.count == DayKind.allCases.count else {
      throw RuleProblem("「平时」要把工作日、休息日、节假日都写出来；不值班的写「节假日 不值班」")
    }
    book.hours = hours
  }

  private mutating func takeSeason(_ fields: [String]) throws(RuleProblem) {
    guard fields.count >= 3 else {
      throw RuleProblem("季节写成「季节 | 夏令 | 6-15 至 9-15 | 工作日 08:30-20:30 | 休息日 09:00-18:00」")
    }
    let name = try name(fields[0], "季节")
    guard !book.seasons.contains(where: { $0.name == name }) else {
      throw RuleProblem("季节「\(name)」写了两次")
    }
    try atMost(12, book.seasons.count, "季节")
    let numbers = DutyBookReader.numbers(fields[1])
    guard numbers.count == 4, let first = DutyBookReader.monthDay(numbers[0], numbers[1]),
      let last = DutyBookReader.monthDay(numbers[2], numbers[3])
    else { throw RuleProblem("「\(fields[1])」不是一段日子，应写成 6-15 至 9-15（月-日，每年如此）") }
    let (hours, kinds) = try self.hours(Array(fields.dropFirst(2)))
    guard !kinds.isEmpty else { throw RuleProblem("季节「\(name)」没有写时段，例如「工作日 08:30-20:30」") }
    book.seasons.append(
      DutySeason(name: name, first: first, last: last, hours: hours, kinds: kinds))
  }

  private mutating func takeSpecialDay(_ fields: [String]) throws(RuleProblem) {
    guard (2...3).contains(fields.count) else {
      throw RuleProblem("特殊日写成「特殊日 | 2027-02-05 | 09:00-12:00 | 除夕」，不值班的写「不值班」")
    }
    try atMost(100, book.specialDays.count, "特殊日")
    let numbers = DutyBookReader.numbers(fields[0])
    var first: Day?
    var last: Day?
    if numbers.count >= 3 { first = Day(year: numbers[0], month: numbers[1], day: numbers[2]) }
    switch numbers.count {
    case 3: last = first
    case 5: last = Day(year: numbers[0], month: numbers[3], day: numbers[4])
    case 6: last = Day(year: numbers[3], month: numbers[4], day: numbers[5])
    default: break
    }
    guard let first, let last, (1992...9998).contains(first.components.year),
      first <= last, last.number - first.number <= 366
    else { throw RuleProblem("「\(fields[0])」不是日子，应写成 2027-02-05 或 2027-07-10 至 2027-07-12") }
    guard !fields[1].isEmpty else { throw RuleProblem("没有写时段；那天没有人就写「不值班」") }
    let spans = try DutyHours.checked(try DutyHoursText.spans(fields[1]), of: "特殊日")
    let name = fields.count == 3 ? fields[2] : ""
    try words(name, "特殊日的说明")
    book.specialDays.append(DutySpecialDay(name: name, first: first, last: last, spans: spans))
  }

  /// `工作日 08:30-20:00`, one field for each kind of day.
  private func hours(
    _ fields: [String]
  ) throws(RuleProblem) -> (DutyHours, Set<DayKind>) {
    var spans: [DayKind: [DutySpan]] = [:]
    for field in fields where !field.isEmpty {
      let kinds: [DayKind]
      let word: String
      if field.hasPrefix("每天") {
        (kinds, word) = (DayKind.allCases, "每天")
      } else if let kind = DayKind.allCases.first(where: { field.hasPrefix($0.title) }) {
        (kinds, word) = ([kind], kind.title)
      } else {
        throw RuleProblem("「\(field)」要以工作日、休息日、节假日或每天开头，例如「工作日 08:30-20:00」")
      }
      let text = String(field.dropFirst(word.count).drop { ": ".contains($0) })
      guard !text.isEmpty else { throw RuleProblem("「\(word)」后面没有写时段；没有人就写「\(word) 不值班」") }
      let found = try DutyHoursText.spans(text)
      for kind in kinds {
        guard spans.updateValue(found, forKey: kind) == nil else {
          throw RuleProblem("\(kind.title)的时段写了两次")
        }
      }
    }
    let hours = try DutyHours(
      working: spans[.working] ?? [], rest: spans[.rest] ?? [], holiday: spans[.holiday] ?? [])
    return (hours, Set(spans.keys))
  }

  // MARK: Shifts

  private mutating func takePattern(_ fields: [String], line: Int) throws(RuleProblem) {
    guard (5...7).contains(fields.count) else {
      throw RuleProblem(
        "班次写成「班次 | 错时 | 工作日 | 17:30-20:00 | 1人 | 值班员、主任」，后面可以再写备注和季节，实有 \(fields.count + 1) 栏")
    }
    try atMost(60, book.patterns.count, "班次")
    let kind = try kind(fields[0])
    let (days, weekdays) = try self.days(fields[1])
    let time = try ShiftLines.span(ShiftLines.marked(fields[2]).filter { $0 != " " })
    let (headcount, partyMembers) = try self.headcount(fields[3])
    var roles: [Role] = []
    for word in EntryText.pieces(fields[4]) {
      guard let role = Role.allCases.first(where: { $0.title == word }) else {
        let known = Role.allCases.map(\.title).joined(separator: "、")
        throw RuleProblem("没有「\(word)」这个岗位；可以写：\(known)")
      }
      if !roles.contains(role) { roles.append(role) }
    }
    guard !roles.isEmpty else { throw RuleProblem("没有写谁可以值，例如「值班员、主任」") }
    let note = fields.count > 5 ? fields[5] : ""
    try words(note, "备注")
    let season = fields.count > 6 && !fields[6].isEmpty ? fields[6] : nil
    if let season { seasonsNamed.append((season, line)) }
    book.patterns.append(
      ShiftPattern(
        kind, on: days, weekdays: weekdays, season: season, start: time.start, end: time.end,
        headcount: headcount, roles: roles, partyMembers: partyMembers, note: note))
  }

  /// `工作日`, `每天`, `周六、周日`, `工作日 周三`: kinds of days, weekdays, or both.
  private func days(_ text: String) throws(RuleProblem) -> (Set<DayKind>, Set<Int>) {
    var kinds: Set<DayKind> = []
    var weekdays: [String] = []
    for piece in EntryText.pieces(text.replacingDashes) {
      if let kind = DayKind.allCases.first(where: { $0.title == piece }) {
        kinds.insert(kind)
      } else if ["每天", "每日", "天天"].contains(piece) {
        kinds.formUnion(DayKind.allCases)
      } else {
        weekdays.append(piece)
      }
    }
    guard !kinds.isEmpty || !weekdays.isEmpty else {
      throw RuleProblem("没有写哪些天，可写：每天、工作日、休息日、节假日、周一至周五、周六")
    }
    if kinds.isEmpty { kinds = Set(DayKind.allCases) }
    guard !weekdays.isEmpty else { return (kinds, []) }
    guard case .weekdays(let days) = try ShiftLines.days(weekdays.joined(separator: "、")) else {
      throw RuleProblem("「\(text)」看不懂，可写：每天、工作日、休息日、节假日、周一至周五、周六")
    }
    return (kinds, days.count == 7 ? [] : days)
  }

  /// `3人`, `3人 党员1人`.
  private func headcount(_ text: String) throws(RuleProblem) -> (Int, Int) {
    let numbers = DutyBookReader.numbers(text)
    let saysParty = text.contains("党员")
    guard numbers.count == (saysParty ? 2 : 1), (1...20).contains(numbers[0]) else {
      throw RuleProblem("人数写「1人」或「3人 党员1人」，1 到 20 人，不是「\(text)」")
    }
    guard saysParty else { return (numbers[0], 0) }
    guard numbers[1] <= numbers[0] else {
      throw RuleProblem("党员 \(numbers[1]) 人比全班 \(numbers[0]) 人还多")
    }
    return (numbers[0], numbers[1])
  }

  // MARK: People

  private mutating func takePair(_ fields: [String]) throws(RuleProblem) {
    guard fields.count == 3, !fields[0].isEmpty, !fields[1].isEmpty, !fields[2].isEmpty else {
      throw RuleProblem("AB角写成「AB角 | 调解 | 王芳 | 李强」：岗位、A角、B角")
    }
    let post = try name(fields[0], "岗位")
    let a = try person(fields[1])
    let b = try person(fields[2])
    guard a != b else { throw RuleProblem("「\(post)」的 A角和 B角是同一个人（\(a)）") }
    guard !book.pairs.contains(where: { $0.post == post && $0.a == a }) else {
      throw RuleProblem("「\(post)」的 A角 \(a) 写了两次")
    }
    try atMost(60, book.pairs.count, "AB角")
    book.pairs.append(DutyPair(post: post, a: a, b: b))
  }

  private mutating func takePartyMembers(_ fields: [String]) throws(RuleProblem) {
    let names = fields.flatMap(EntryText.pieces)
    guard !names.isEmpty else { throw RuleProblem("没有写姓名，例如「党员 | 王芳、李强」") }
    for name in names {
      let name = try person(name)
      if !book.partyMembers.contains(name) { book.partyMembers.append(name) }
    }
    try atMost(500, book.partyMembers.count - 1, "党员")
  }

  private mutating func takeExemption(_ fields: [String]) throws(RuleProblem) {
    guard (2...3).contains(fields.count), !fields[0].isEmpty else {
      throw RuleProblem("免排写成「免排 | 张敏 | 夜巡、错时 | 孕期」：谁、哪些班次、原因")
    }
    try atMost(200, book.exemptions.count, "免排")
    let name = try person(fields[0])
    var kinds: Set<ShiftKind> = []
    for word in EntryText.pieces(fields[1]) {
      if word == "全部" { kinds.formUnion(ShiftKind.allCases) } else { kinds.insert(try kind(word)) }
    }
    guard !kinds.isEmpty else { throw RuleProblem("没有写免排哪些班次，例如「夜巡、错时」，全免写「全部」") }
    let reason = fields.count == 3 ? fields[2] : ""
    try words(reason, "原因")
    book.exemptions.append(DutyExemption(name: name, kinds: kinds, reason: reason))
  }

  private mutating func takeLimit(_ fields: [String]) throws(RuleProblem) {
    guard fields.count == 2, let limit = DutyBook.limitNames.first(where: { $0.name == fields[0] })
    else {
      let known = DutyBook.limitNames.map(\.name).joined(separator: "、")
      throw RuleProblem("限制写成「限制 | 每周夜班 | 3 次」；可以写：\(known)")
    }
    guard limitsSaid.insert(limit.name).inserted else {
      throw RuleProblem("「\(limit.name)」写了两次")
    }
    let numbers = DutyBookReader.numbers(fields[1])
    guard numbers.count == 1, limit.range.contains(numbers[0]) else {
      throw RuleProblem(
        "「\(limit.name)」写 \(limit.range.lowerBound) 到 \(limit.range.upperBound) \(limit.unit)，不是「\(fields[1])」"
      )
    }
    book.limits[keyPath: limit.path] = numbers[0]
  }

  // MARK: Words

  private func kind(_ text: String) throws(RuleProblem) -> ShiftKind {
    guard let kind = ShiftKind.allCases.first(where: { $0.title == text }) else {
      let known = ShiftKind.allCases.map(\.title).joined(separator: "、")
      throw RuleProblem("没有「\(text)」这种班次；可以写：\(known)")
    }
    return kind
  }

  private func person(_ text: String) throws(RuleProblem) -> String {
    if let problem = PersonName.problem(text) { throw RuleProblem("「\(text)」：\(problem)") }
    return text
  }

  private func name(_ text: String, _ what: String) throws(RuleProblem) -> String {
    guard !text.isEmpty, text.isAtMost(20) else {
      throw RuleProblem("\(what)要写名称，最多 20 个字")
    }
    return text
  }

  private func words(_ text: String, _ what: String) throws(RuleProblem) {
    guard text.isAtMost(60) else { throw RuleProblem("\(what)最多 60 个字") }
  }

  private func atMost(_ most: Int, _ count: Int, _ what: String) throws(RuleProblem) {
    guard count < most else { throw RuleProblem("\(what)最多 \(most) 个") }
  }

  /// Every number that a text says; what is longer than any of ours is none that can be right.
  private static func numbers(_ text: String) -> [Int] {
    text.unicodeScalars.split { !$0.isDigit }.map {
      Int(String(String.UnicodeScalarView($0))) ?? Int.max
    }
  }

  private static func monthDay(_ month: Int, _ day: Int) -> MonthDay? {
    // A leap year has every day that a year can have.
    Day(year: 2024, month: month, day: day).map { _ in MonthDay(month: month, day: day) }
  }
}
