/// Moments as people write them into the fields of 回复: 「10:30」, 「昨天 16:20」, 「11-20 10:30」, 「11月20日10:30」.
package enum ReplyMoment {
  /// The moment; nil for what is none. Without a day it is today's; without a year the latest such day that is
  /// not in the future, since what is recorded has happened.
  package static func parse(_ text: String, at now: Instant) -> Instant? {
    let plain = normalised(text)
    if let moment = Instant(iso8601: plain) { return moment }
    var rest = Substring(plain)
    guard let day = takeDay(&rest, now: now) else { return nil }
    while rest.first == " " { rest.removeFirst() }
    guard let minute = minute(rest) else { return nil }
    return day.at(minute: minute)
  }

  /// How a moment is put into a field, so that it is read back as the same: 「11-20 10:30」, with the year when
  /// it is not this one's.
  package static func text(_ moment: Instant, at now: Instant) -> String {
    let (year, _, _) = moment.day.components
    let whole = moment.day.iso8601
    let isNear = year == now.day.components.year && moment.day <= now.day
    return "\(isNear ? String(whole.dropFirst(5)) : whole) \(moment.clockText)"
  }

  private static func normalised(_ text: String) -> String {
    var plain = ""
    for scalar in text.tidied.unicodeScalars {
      let half = scalar.halfWidth
      plain.unicodeScalars.append(half.properties.isWhitespace ? " " : half)
    }
    return plain
  }

  private static func takeDay(_ rest: inout Substring, now: Instant) -> Day? {
    let words: [(String, Int)] = [
      ("今天", 0), ("今日", 0), ("今", 0), ("昨天", -1), ("昨日", -1), ("昨", -1), ("前天", -2), ("前日", -2),
    ]
    for (word, days) in words where rest.hasPrefix(word) {
      rest = rest.dropFirst(word.count)
      return now.day.adding(days: days)
    }
    var ahead = rest
    guard let first = takeNumber(&ahead), let mark = ahead.first else { return now.day }
    let isDate = "-/.年月".contains(mark)
    guard isDate else { return now.day }
    ahead.removeFirst()
    guard let second = takeNumber(&ahead) else { return nil }
    if first > 31 || mark == "年" {
      guard let next = ahead.first, "-/.月".contains(next) else { return nil }
      ahead.removeFirst()
      guard let third = takeNumber(&ahead) else { return nil }
      dropDayWord(&ahead)
      rest = ahead
      return Day(year: first, month: second, day: third)
    }
    dropDayWord(&ahead)
    rest = ahead
    let year = now.day.components.year
    guard let day = Day(year: year, month: first, day: second) else { return nil }
    return day <= now.day ? day : Day(year: year - 1, month: first, day: second)
  }

  private static func dropDayWord(_ rest: inout Substring) {
    if let next = rest.first, "日号T".contains(next) { rest.removeFirst() }
  }

  private static func minute(_ text: Substring) -> Int? {
    var rest = text
    var isLate = false
    for (word, late) in [
      ("上午", false), ("早上", false), ("中午", false), ("下午", true), ("晚上", true),
    ] where rest.hasPrefix(word) {
      rest = rest.dropFirst(word.count)
      isLate = late
    }
    guard var hour = takeNumber(&rest), hour < 24, let mark = rest.first, ":点时".contains(mark)
    else {
      return nil
    }
    if isLate, hour < 12 { hour += 12 }
    rest.removeFirst()
    if mark != ":", rest.isEmpty { return hour * 60 }
    if mark != ":", rest == "半" { return hour * 60 + 30 }
    guard let minute = takeNumber(&rest), minute < 60 else { return nil }
    if rest.first == "分" { rest.removeFirst() }
    return rest.allSatisfy { $0 == " " } ? hour * 60 + minute : nil
  }

  /// One to four ASCII digits.
  private static func takeNumber(_ rest: inout Substring) -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard (1...4).contains(digits.count), let number = Int(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    return number
  }
}
