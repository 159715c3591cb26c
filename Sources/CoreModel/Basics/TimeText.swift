/// How times read to people (Shanghai time, Chinese words) and to machines (ISO 8601 with offset).
extension Instant {
  /// `19:42`.
  package var clockText: String { "\(twoDigits(minuteOfDay / 60)):\(twoDigits(minuteOfDay % 60))" }

  /// `11月21日 19:42`, with the year in front when it is not the year of `reference`.
  package func dateTimeText(relativeTo reference: Instant) -> String {
    "\(day.dateText(relativeTo: reference.day)) \(clockText)"
  }

  /// `19:42` on the same day, `昨日 19:42`, `明日 08:40`, else `11月21日 19:42`.
  package func nearText(relativeTo reference: Instant) -> String {
    switch day.number - reference.day.number {
    case 0: clockText
    case -1: "昨日 \(clockText)"
    case 1: "明日 \(clockText)"
    default: dateTimeText(relativeTo: reference)
    }
  }

  /// `19:42` on the same day, else `11月21日`: for columns too narrow for both.
  package func shortText(relativeTo reference: Instant) -> String {
    day == reference.day ? clockText : day.dateText(relativeTo: reference.day)
  }

  /// `2026-11-21T19:42:00+08:00`.
  package var iso8601: String {
    let (y, m, d) = day.components
    let seconds = Int(millisecondOfDay / 1000)
    let time =
      "\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60)):\(twoDigits(seconds % 60))"
    return "\(fourDigits(y))-\(twoDigits(m))-\(twoDigits(d))T\(time)+08:00"
  }

  /// Reads `2026-11-21T19:42[:00[.123]]` with `Z` or an offset; without one it is Shanghai time.
  package init?(iso8601 text: String) {
    var rest = Substring(text)
    guard let year = rest.takeNumber(digits: 4), rest.take("-"),
      let month = rest.takeNumber(digits: 2), rest.take("-"),
      let dayOfMonth = rest.takeNumber(digits: 2), rest.take("T") || rest.take(" "),
      let hour = rest.takeNumber(digits: 2), hour < 24, rest.take(":"),
      let minute = rest.takeNumber(digits: 2), minute < 60,
      let day = Day(year: year, month: month, day: dayOfMonth)
    else { return nil }
    var milliseconds: Int64 = 0
    if rest.take(":") {
      guard let second = rest.takeNumber(digits: 2), second < 61 else { return nil }
      milliseconds = Int64(second) * 1000
      if rest.take(".") {
        let fraction = rest.prefix { $0.isASCII && $0.isNumber }
        guard !fraction.isEmpty, let value = Int64(fraction.prefix(3)) else { return nil }
        milliseconds += value * [100, 10, 1][min(fraction.count, 3) - 1]
        rest = rest.dropFirst(fraction.count)
      }
    }
    var correction = 0
    if !rest.isEmpty, !(rest == "Z") {
      let sign = rest.take("+") ? 1 : rest.take("-") ? -1 : 0
      guard sign != 0, let hours = rest.takeNumber(digits: 2), hours < 15 else { return nil }
      _ = rest.take(":")
      guard let minutes = rest.takeNumber(digits: 2), minutes < 60, rest.isEmpty else { return nil }
      correction = 480 - sign * (hours * 60 + minutes)
    } else if rest == "Z" {
      correction = 480
    }
    self.init(
      milliseconds: day.at(minute: hour * 60 + minute + correction).milliseconds + milliseconds)
  }
}

extension Day {
  /// `11月21日`, with the year in front when it is not that of `reference`.
  package func dateText(relativeTo reference: Day) -> String {
    let (y, m, d) = components
    return (y == reference.components.year ? "" : "\(y)年") + "\(m)月\(d)日"
  }

  /// `周六`.
  package var weekdayText: String { "周" + ["一", "二", "三", "四", "五", "六", "日"][weekday - 1] }

  /// `20261121`, the date part of a request's number.
  package var compactText: String {
    let (y, m, d) = components
    return fourDigits(y) + twoDigits(m) + twoDigits(d)
  }

  /// `2026-11-21`.
  package var iso8601: String {
    let (y, m, d) = components
    return "\(fourDigits(y))-\(twoDigits(m))-\(twoDigits(d))"
  }
}

/// A length of time in the words of the queue: `不到1分`, `26分`, `1小时12分`, `3天4小时`.
package func durationText(seconds: Int) -> String {
  let minutes = abs(seconds) / 60
  if minutes == 0 { return "不到1分" }
  if minutes < 60 { return "\(minutes)分" }
  if minutes < 24 * 60 {
    return minutes % 60 == 0 ? "\(minutes / 60)小时" : "\(minutes / 60)小时\(minutes % 60)分"
  }
  let days = minutes / 1440
  let hours = minutes / 60 % 24
  return hours == 0 || days > 9 ? "\(days)天" : "\(days)天\(hours)小时"
}

/// The same for narrow columns: from ten hours on the minutes are left out.
package func shortDurationText(seconds: Int) -> String {
  let hours = abs(seconds) / 3600
  return (10..<24).contains(hours) ? "\(hours)小时" : durationText(seconds: seconds)
}

private func twoDigits(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
private func fourDigits(_ n: Int) -> String {
  String(repeating: "0", count: max(0, 4 - "\(n)".count)) + "\(n)"
}

extension Substring {
  /// Takes the literal off the front; false, and nothing taken, when it is not there.
  fileprivate mutating func take(_ literal: String) -> Bool {
    guard hasPrefix(literal) else { return false }
    self = dropFirst(literal.count)
    return true
  }

  /// Takes exactly so many ASCII digits off the front.
  fileprivate mutating func takeNumber(digits: Int) -> Int? {
    let head = prefix(digits)
    guard head.count == digits, head.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    self = dropFirst(digits)
    return Int(head)
  }
}
