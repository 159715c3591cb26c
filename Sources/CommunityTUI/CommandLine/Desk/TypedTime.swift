import CoreModel

/// Times as people type them after `--until`: `2h`, `3d`, `2026-11-23T09:00`, `2026-11-23`.
enum TypedTime {
  /// A day alone means its morning, when work begins.
  private static let morning = 9 * 60
  /// Longer stretches are a slip of the finger.
  private static let longestDays = 3660

  /// The instant; lengths count from `now`.
  /// - Throws: ``UsageProblem`` with examples.
  static func parse(_ typed: String, from now: Instant) throws -> Instant {
    let text = typed.tidied
    if let minutes = minutes(text) { return now.adding(minutes: minutes) }
    if let instant = Instant(iso8601: text) { return instant }
    if let day = Instant(iso8601: text + "T00:00")?.day { return day.at(minute: morning) }
    throw UsageProblem(
      "时间「\(text)」看不懂；请写 30m、2h、3d（分、小时、天），或 2026-11-23、2026-11-23T09:00")
  }

  private static func minutes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count <= 6, let number = Int(digits) else { return nil }
    let unit: Int
    switch text.dropFirst(digits.count) {
    case "m", "min", "分", "分钟": unit = 1
    case "h", "小时", "时": unit = 60
    case "d", "天", "日": unit = 1440
    case "w", "周": unit = 7 * 1440
    default: return nil
    }
    let minutes = number * unit
    return minutes <= longestDays * 1440 ? minutes : nil
  }
}
