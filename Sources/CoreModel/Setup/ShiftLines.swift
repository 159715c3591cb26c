/// Which days a line of the roster is for.
package enum ShiftDays: Hashable, Sendable {
  /// Days of the week, 1 is Monday.
  case weekdays(Set<Int>)
  /// Days that the calendar calls so: 调休 counts.
  case kinds(Set<DayKind>)

  /// Whether a day is one of them.
  package func contain(_ day: Day, in calendar: WorkingCalendar) -> Bool {
    switch self {
    case .weekdays(let days): days.contains(day.weekday)
    case .kinds(let kinds): kinds.contains(calendar.kind(of: day))
    }
  }

  /// `周一至周五`, `每天`, `周六、周日`, `工作日`.
  package var text: String {
    switch self {
    case .kinds(let kinds):
      return DayKind.allCases.filter(kinds.contains).map(\.title).joined(separator: "、")
    case .weekdays(let days):
      if days.count == 7 { return "每天" }
      let names = days.sorted().map { Day(number: $0 + 3).weekdayText }
      let isRun = days.count > 2 && days.sorted().last.map { $0 - days.count + 1 } == days.min()
      return isRun ? "\(names[0])至\(names[names.count - 1])" : names.joined(separator: "、")
    }
  }
}

/// A line of the roster: on which days, from when to when, who.
package struct ShiftEntry: Hashable, Sendable {
  /// Which days.
  package var days: ShiftDays
  /// The minute of the day.
  package var start: Int
  /// The minute of the day at which it ends; more than 1440 on the next one.
  package var end: Int
  /// What for.
  package var kind: ShiftKind
  /// The names of those on duty, the one in charge first.
  package var people: [String]

  /// `周一至周五 17:30-20:00 错时`.
  package var text: String {
    "\(days.text) \(ClockText.text(start))-\(ClockText.text(end)) \(kind.title)"
  }
}

/// The roster as a pattern, one line each: `周一至周五 17:30-20:00 王芳`, `每天 20:00-22:00 夜巡 丁建、赵师傅`.
package enum ShiftLines {
  /// Reads the lines.
  /// - Parameter people: The names of those who may be on duty.
  package static func understand(
    _ text: String, people: [String]
  ) -> Understood<ShiftEntry> {
    var result = Understood<ShiftEntry>()
    for (number, line) in EntryText.lines(text) {
      do {
        result.entries.append(try entry(line, people: people))
      } catch {
        result.remarks.append(.problem(error.message, line: number))
      }
    }
    result.remarks += overlaps(in: result.entries)
    return result
  }

  /// The shifts that a pattern makes in so many weeks, this one counted; what is over is left out.
  package static func shifts(
    _ entries: [ShiftEntry], weeks: Int, from now: Instant, in calendar: WorkingCalendar
  ) -> [(entry: ShiftEntry, start: Instant, end: Instant)] {
    let monday = now.day.adding(days: 1 - now.day.weekday)
    var shifts: [(entry: ShiftEntry, start: Instant, end: Instant)] = []
    for offset in 0..<max(0, min(weeks, mostWeeks)) * 7 {
      let day = monday.adding(days: offset)
      for entry in entries where entry.days.contain(day, in: calendar) {
        let end = day.at(minute: entry.end)
        if end > now { shifts.append((entry, day.at(minute: entry.start), end)) }
      }
    }
    return shifts
  }

  /// How many weeks a text says: `4`, `4周`.
  /// - Throws: ``RuleProblem`` for anything else than 1 to ``mostWeeks``.
  package static func weeks(_ text: String) throws(RuleProblem) -> Int {
    var tidy = EntryText.clean(text)
    for unit in ["个星期", "个周", "星期", "周"] where tidy.hasSuffix(unit) {
      tidy = String(tidy.dropLast(unit.count)).tidied
      break
    }
    guard let weeks = Int(tidy), (1...mostWeeks).contains(weeks) else {
      throw RuleProblem("「\(text.tidied)」不是周数，应为 1–\(mostWeeks)")
    }
    return weeks
  }

  /// Half a year: nobody knows longer who will be there.
  package static let mostWeeks = 26

  /// Several shifts at the same time by the same person; it happens, and it is said.
  private static func overlaps(in entries: [ShiftEntry]) -> [EntryRemark] {
    for (index, entry) in entries.enumerated() {
      for other in entries[(index + 1)...] {
        guard entry.start < other.end, other.start < entry.end, meets(entry.days, other.days),
          let name = entry.people.first(where: other.people.contains)
        else { continue }
        return [.note("\(name)的两个班次时间重叠：\(entry.text) 和 \(other.text)；可以这样排，请核对")]
      }
    }
    return []
  }

  private static func meets(_ days: ShiftDays, _ others: ShiftDays) -> Bool {
    switch (days, others) {
    case (.weekdays(let a), .weekdays(let b)): !a.isDisjoint(with: b)
    case (.kinds(let a), .kinds(let b)): !a.isDisjoint(with: b)
    case (.weekdays(let days), .kinds(let kinds)), (.kinds(let kinds), .weekdays(let days)):
      (kinds.contains(.working) && days.contains { $0 < 6 })
        || (kinds.contains(.rest) && days.contains { $0 > 5 })
    }
  }

  // MARK: One line

  private static func entry(
    _ line: String, people: [String]
  ) throws(RuleProblem) -> ShiftEntry {
    let text = marked(line)
    let words = text.split(separator: " ").map(String.init)
    // The time is what has a clock in it; what stands before says the days, what stands behind who.
    guard let (days, time, rest) = split(words) else {
      throw RuleProblem("没有写时间，例如：周一至周五 17:30-20:00 王芳")
    }
    let (start, end) = try span(time)
    let rule = try self.days(days)
    var kind: ShiftKind?
    var names: [String] = []
    for word in rest.flatMap(EntryText.pieces) {
      if let found = ShiftKind.allCases.first(where: { $0.title == word }) {
        kind = found
      } else if people.contains(word) {
        if !names.contains(word) { names.append(word) }
      } else if !["带班", "值班", "和"].contains(word) {
        throw RuleProblem("人员里没有「\(word)」，请先登记；班次可写：\(kinds)")
      }
    }
    guard !names.isEmpty else { throw RuleProblem("没有写谁值班") }
    return ShiftEntry(
      days: rule, start: start, end: end, kind: kind ?? usual(rule, start: start, end: end),
      people: names)
  }

  private static let kinds = ShiftKind.allCases.map(\.title).joined(separator: "、")

  private static func split(
    _ words: [String]
  ) -> (days: String, time: String, rest: [String])? {
    guard let index = words.firstIndex(where: { hasClock($0) }) else { return nil }
    // 「周一17:30-20:00王芳」 without blanks is taken apart as well.
    let word = ClockText.plain(words[index])
    let isTime: (Character) -> Bool = { ("0"..."9").contains($0) || ":+-".contains($0) }
    guard let colon = word.firstIndex(of: ":") else { return nil }
    var first = colon
    while first > word.startIndex, isTime(word[word.index(before: first)]) {
      first = word.index(before: first)
    }
    while first < colon, word[first] == "-" { first = word.index(after: first) }
    var last = colon
    while last < word.endIndex, isTime(word[last]) { last = word.index(after: last) }
    let before = words[..<index].joined(separator: "、") + word[..<first]
    let after = String(word[last...])
    return (
      before, String(word[first..<last]),
      (after.isEmpty ? [] : [after]) + words[(index + 1)...]
    )
  }

  private static func hasClock(_ word: String) -> Bool {
    let plain = ClockText.plain(word)
    guard let colon = plain.firstIndex(of: ":"), colon > plain.startIndex else { return false }
    return ("0"..."9").contains(plain[plain.index(before: colon)])
  }

  /// The line with one sign for every dash, and a plus for the next day.
  static func marked(_ line: String) -> String {
    line.replacing("次日", with: "+").replacing("第二天", with: "+").replacingDashes
  }

  /// `17:30-20:00`; a plus before the end is the next day.
  static func span(_ text: String) throws(RuleProblem) -> (start: Int, end: Int) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2 else {
      throw RuleProblem("「\(text)」不是时段，应写成 17:30-20:00")
    }
    let isNextDay = ends[1].hasPrefix("+")
    let endText = isNextDay ? String(ends[1].dropFirst()) : ends[1]
    guard let start = ClockText.minute(ends[0]), start < 1440 else {
      throw RuleProblem("「\(ends[0])」不是时间，应在 00:00–24:00 之内")
    }
    guard let end = ClockText.minute(endText) else {
      throw RuleProblem("「\(endText)」不是时间，应在 00:00–24:00 之内")
    }
    if isNextDay {
      guard end <= start else { throw RuleProblem("一个班次最长 24 小时") }
      return (start, end + 1440)
    }
    guard start < end else {
      throw RuleProblem(
        "结束（\(endText)）要晚于开始（\(ends[0])）；跨零点请写 \(ends[0])-次日\(endText)")
    }
    return (start, end)
  }

  /// Which days a text says.
  /// - Throws: ``RuleProblem`` when it says none.
  static func days(_ text: String) throws(RuleProblem) -> ShiftDays {
    let tidy = text.filter { $0 != " " }
    switch tidy {
    case "每天", "每日", "天天", "": return .weekdays(Set(1...7))
    case "工作日": return .kinds([.working])
    case "周末", "双休日": return .weekdays([6, 7])
    case "休息日": return .kinds([.rest])
    case "节假日", "假日": return .kinds([.holiday])
    case "休息日、节假日", "休息日和节假日", "非工作日": return .kinds([.rest, .holiday])
    default: break
    }
    var days: Set<Int> = []
    var last: Int?
    var isRange = false
    var rest = tidy[...]
    while let character = rest.first {
      if let unit = ["星期", "礼拜", "周"].first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(unit.count)
        if rest.first == "末" {
          days.formUnion([6, 7])
          rest = rest.dropFirst()
        }
        continue
      }
      rest = rest.dropFirst()
      if let index = Array("一二三四五六日").firstIndex(of: character == "天" ? "日" : character) {
        let day = index + 1
        if isRange, let from = last {
          guard from <= day else { throw RuleProblem("「\(text)」看不懂；请写成 周一至周五") }
          days.formUnion(from...day)
        }
        days.insert(day)
        last = day
        isRange = false
      } else if character == "-" {
        isRange = true
      } else if !"、,，和及".contains(character) {
        throw RuleProblem("「\(text)」不是星期，可写：每天、周一至周五、周六、周日、工作日、节假日")
      }
    }
    guard !days.isEmpty, !isRange else {
      throw RuleProblem("「\(text)」不是星期，可写：每天、周一至周五、周六、周日、工作日、节假日")
    }
    return .weekdays(days)
  }

  private static func usual(_ days: ShiftDays, start: Int, end: Int) -> ShiftKind {
    switch days {
    case .kinds([.holiday]): return .holiday
    case .weekdays(let days) where days.isSubset(of: [6, 7]): return .weekend
    case .kinds(let kinds) where !kinds.contains(.working): return .weekend
    default: break
    }
    if start >= 17 * 60 { return .evening }
    return start >= 11 * 60 && end <= 14 * 60 ? .noon : .day
  }
}
