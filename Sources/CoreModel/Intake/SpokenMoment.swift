/// A moment as somebody types it who fills a form in: `9:10`, 「昨天16:30」, 「下午3点半」, `11-20 9:10`, 「10分钟前」, 「明天」.
///
/// It is read towards the present: a date without a year is the nearest one.
package struct SpokenMoment: Hashable, Sendable {
  /// Which day.
  package let day: Day
  /// Minutes of that day; nil when only the day was said.
  package let minute: Int?

  /// Reads what was typed at a moment; nil when it cannot be understood.
  package init?(_ typed: String, from now: Instant) {
    let text = SpokenMoment.plain(typed)
    if let instant = Instant(iso8601: text) ?? SpokenMoment.distance(text, from: now) {
      day = instant.day
      minute = instant.minuteOfDay
      return
    }
    let (ahead, rest) = SpokenMoment.daysAhead(text)
    let line = Array(rest.unicodeScalars)
    if let ahead, line.isEmpty {
      day = now.day.adding(days: ahead)
      minute = nil
      return
    }
    guard let (moment, end) = ChatMoment.read(line, at: 0), end == line.count,
      ahead == nil || moment.date == .unsaid,
      let said = SpokenMoment.day(of: moment, from: now)
    else { return nil }
    day = said.adding(days: ahead ?? 0)
    minute = moment.minute
  }

  /// The moment, with this minute of the day where none was said.
  package func instant(orAt usual: Int) -> Instant { day.at(minute: minute ?? usual) }

  /// The moment, when one was said to the minute.
  package var instant: Instant? { minute.map { day.at(minute: $0) } }

  /// A limit that was typed: a day alone means its close of business.
  package static func limit(
    _ typed: String, from now: Instant, under rules: DeadlineRules
  ) -> Instant? {
    SpokenMoment(typed, from: now).map {
      $0.instant ?? rules.dutyTime.closeOfBusiness(on: $0.day, in: rules.calendar)
    }
  }

  // MARK: Spelling

  /// Half width, without blanks at the ends, and with 「9点半」 as `9:30`.
  private static func plain(_ typed: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in typed.tidied.unicodeScalars { view.append(scalar.halfWidth) }
    var text = String(view)
    for word in ["点钟", "時", "时"] where !text.contains("小时") {
      text = text.replacing(word, with: "点")
    }
    guard let sign = text.firstIndex(of: "点") else { return withColon(text) }
    let before = text[..<sign]
    let after = text[text.index(after: sign)...]
    guard before.last?.isNumber == true else { return text }
    if after.isEmpty { return "\(before):00" }
    if after == "半" { return "\(before):30" }
    let minute = after.hasSuffix("分") ? after.dropLast() : after
    guard (1...2).contains(minute.count), minute.allSatisfy(\.isNumber) else { return text }
    return "\(before):\(minute.count == 1 ? "0" : "")\(minute)"
  }

  /// `1630` and `910` alone are hours and minutes.
  private static func withColon(_ text: String) -> String {
    guard (3...4).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return text
    }
    return "\(text.dropLast(2)):\(text.suffix(2))"
  }

  private static func daysAhead(_ text: String) -> (Int?, Substring) {
    for (word, days) in [("大后天", 3), ("后天", 2), ("明天", 1), ("明日", 1), ("今晚", 0), ("昨晚", -1)]
    where text.hasPrefix(word) {
      let rest = text.dropFirst(word.count).drop(while: \.isWhitespace)
      // 「昨晚8点」 is in the evening.
      let evening = word.hasSuffix("晚") && rest.first?.isNumber == true ? "晚上" : ""
      return (days, Substring(evening + rest))
    }
    return (nil, Substring(text))
  }

  /// 「10分钟前」, 「半小时前」, 「3天后」, 「刚才」.
  private static func distance(_ text: String, from now: Instant) -> Instant? {
    if ["刚才", "刚刚", "现在"].contains(text) { return now }
    guard text.hasSuffix("前") || text.hasSuffix("后") else { return nil }
    let sign = text.hasSuffix("前") ? -1 : 1
    let length = text.dropLast()
    for (unit, minutes) in [("分钟", 1), ("分", 1), ("小时", 60), ("天", 1440)]
    where length.hasSuffix(unit) {
      let count = length.dropLast(unit.count)
      if count == "半" { return now.adding(minutes: sign * minutes / 2) }
      guard count.count <= 4, let number = Int(count), number >= 0 else { return nil }
      return now.adding(minutes: sign * number * minutes)
    }
    return nil
  }

  // MARK: Days

  private static func day(of moment: ChatMoment, from now: Instant) -> Day? {
    guard case .monthDay(let month, let dayOfMonth) = moment.date else {
      return moment.date == .unsaid ? now.day : moment.day(at: now, on: nil)
    }
    let year = now.day.components.year
    return (year - 1...year + 1).compactMap { Day(year: $0, month: month, day: dayOfMonth) }
      .min { abs($0.number - now.day.number) < abs($1.number - now.day.number) }
  }
}
