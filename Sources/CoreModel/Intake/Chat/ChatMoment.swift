/// A time as chat programs write it: `2026/11/21 19:36:05`, 「昨天 19:36」, 「星期五 下午7:36」, 「11月21日 晚上8:05」.
struct ChatMoment: Hashable {
  /// Which day it says.
  enum Date: Hashable {
    case unsaid
    case full(Day)
    case monthDay(Int, Int)
    case daysAgo(Int)
    /// 1 is Monday.
    case weekday(Int)
  }

  /// The day.
  var date = Date.unsaid
  /// Minutes of that day; nil when only a day is said. 24:05 is five past the next midnight.
  var minute: Int?
  /// Seconds of the minute.
  var second = 0

  /// Whether it says the year, as the computer's programs do and the telephone's do not.
  var isFull: Bool { if case .full = date { true } else { false } }

  /// The moment meant, seen from now; `context` is the day that a line above said. Nil when there is no
  /// such day, or when it lies in the future: then nobody knows when it was.
  func instant(at now: Instant, on context: Day?) -> Instant? {
    guard let day = day(at: now, on: context) else { return nil }
    let minute = self.minute ?? 0
    var found = day.at(minute: minute).adding(seconds: second)
    // 「19:36」 in the morning was yesterday evening.
    if date == .unsaid, context == nil, found > now {
      found = day.adding(days: -1).at(minute: minute).adding(seconds: second)
    }
    // The clocks of two computers differ a little.
    guard found <= now.adding(minutes: 5), found >= .earliestSupported else { return nil }
    return min(found, now)
  }

  /// The day meant.
  func day(at now: Instant, on context: Day?) -> Day? {
    switch date {
    case .unsaid: return context ?? now.day
    case .full(let day): return day
    case .daysAgo(let days): return now.day.adding(days: -days)
    case .weekday(let weekday):
      // Within the last week; the same weekday is a week ago, since today would be said without one.
      let back = (now.day.weekday - weekday + 6) % 7 + 1
      return now.day.adding(days: -back)
    case .monthDay(let month, let day):
      let year = now.day.components.year
      guard let found = Day(year: year, month: month, day: day), found <= now.day else {
        return Day(year: year - 1, month: month, day: day)
      }
      return found
    }
  }
}

extension ChatMoment {
  /// Reads a moment at a position of a line in half width; nil when none begins there.
  static func read(_ line: [Unicode.Scalar], at start: Int) -> (moment: ChatMoment, end: Int)? {
    var reader = ChatMomentReader(line: line, index: start)
    guard let moment = reader.read() else { return nil }
    return (moment, reader.index)
  }
}

/// Reads along a line.
private struct ChatMomentReader {
  let line: [Unicode.Scalar]
  var index: Int

  mutating func read() -> ChatMoment? {
    var moment = ChatMoment()
    if let date = readDate() {
      moment.date = date
      skipBlanks()
      if date.isNumeric {
        let here = index
        if readWeekday() != nil { skipBlanks() } else { index = here }
      }
    }
    let end = index
    if let (minute, second) = readClock() {
      moment.minute = minute
      moment.second = second
      return moment
    }
    guard moment.date != .unsaid else { return nil }
    index = end
    while index > 0, line[index - 1].properties.isWhitespace { index -= 1 }
    return moment
  }

  // MARK: Days

  private mutating func readDate() -> ChatMoment.Date? {
    for (word, days) in [("今天", 0), ("今日", 0), ("昨天", 1), ("昨日", 1), ("前天", 2)]
    where take(word) {
      return .daysAgo(days)
    }
    if let weekday = readWeekday() { return .weekday(weekday) }
    let start = index
    if let date = readNumericDate() { return date }
    index = start
    return nil
  }

  private mutating func readWeekday() -> Int? {
    let start = index
    guard take("星期") || take("礼拜") || take("周") else { return nil }
    for (number, word) in ["一", "二", "三", "四", "五", "六", "日", "天"].enumerated()
    where take(word) {
      return min(number + 1, 7)
    }
    index = start
    return nil
  }

  private mutating func readNumericDate() -> ChatMoment.Date? {
    guard let first = readNumber(digits: 1...4) else { return nil }
    if first.digits == 4 {
      let isHan = take("年")
      guard isHan || takeOne(of: "-/."), let month = readNumber(digits: 1...2),
        isHan ? take("月") : takeOne(of: "-/."), let day = readNumber(digits: 1...2),
        let found = Day(year: first.value, month: month.value, day: day.value)
      else { return nil }
      _ = take("日")
      _ = take("T")
      return .full(found)
    }
    guard first.digits <= 2, take("月") || takeOne(of: "-/"),
      let day = readNumber(digits: 1...2),
      Day(year: 2024, month: first.value, day: day.value) != nil
    else { return nil }
    if !take("日") { _ = take("号") }
    return .monthDay(first.value, day.value)
  }

  // MARK: Hours

  private mutating func readClock() -> (minute: Int, second: Int)? {
    let half = readHalf()
    skipBlanks()
    guard let hour = readNumber(digits: 1...2), hour.value <= 24, take(":"),
      let minute = readNumber(digits: 2...2), minute.value < 60
    else { return nil }
    var second = 0
    if take(":") {
      guard let number = readNumber(digits: 2...2), number.value < 61 else { return nil }
      second = min(number.value, 59)
      if take(".") { _ = readNumber(digits: 1...3) }
    }
    let before = index
    skipBlanks()
    let latin: Half? =
      take("AM") || take("am") ? .morning : take("PM") || take("pm") ? .evening : nil
    if latin == nil { index = before }
    guard let hours = ChatMomentReader.hours(hour.value, half ?? latin) else { return nil }
    return (hours * 60 + minute.value, second)
  }

  private enum Half { case morning, noon, afternoon, evening }

  private mutating func readHalf() -> Half? {
    let words: [(String, Half)] = [
      ("凌晨", .morning), ("清晨", .morning), ("早上", .morning), ("早晨", .morning), ("上午", .morning),
      ("中午", .noon), ("下午", .afternoon), ("傍晚", .afternoon), ("晚上", .evening), ("夜里", .evening),
    ]
    for (word, half) in words where take(word) { return half }
    return nil
  }

  private static func hours(_ hour: Int, _ half: Half?) -> Int? {
    switch half {
    case nil: hour < 24 ? hour : nil
    case .morning: hour == 12 ? 0 : hour < 24 ? hour : nil
    case .noon: hour < 10 ? hour + 12 : hour < 24 ? hour : nil
    case .afternoon: hour < 12 ? hour + 12 : hour < 24 ? hour : nil
    // 「晚上12:05」 is the next day's first hour.
    case .evening: hour < 12 ? hour + 12 : hour == 12 ? 24 : hour < 24 ? hour : nil
    }
  }

  // MARK: Parts

  private mutating func readNumber(digits: ClosedRange<Int>) -> (value: Int, digits: Int)? {
    var end = index
    while end < line.count, line[end].isDigit { end += 1 }
    guard digits.contains(end - index) else { return nil }
    let value = line[index..<end].reduce(0) { $0 * 10 + Int($1.value) - 48 }
    defer { index = end }
    return (value, end - index)
  }

  private mutating func take(_ word: String) -> Bool {
    let scalars = Array(word.unicodeScalars)
    guard index + scalars.count <= line.count,
      line[index..<index + scalars.count].elementsEqual(scalars)
    else { return false }
    index += scalars.count
    return true
  }

  private mutating func takeOne(of signs: String) -> Bool {
    guard index < line.count, signs.unicodeScalars.contains(line[index]) else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < line.count, line[index].properties.isWhitespace { index += 1 }
  }
}

extension ChatMoment.Date {
  fileprivate var isNumeric: Bool {
    switch self {
    case .full, .monthDay: true
    case .unsaid, .daysAgo, .weekday: false
    }
  }
}
