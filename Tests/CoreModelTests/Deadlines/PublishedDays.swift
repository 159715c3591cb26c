@testable import CoreModel

/// A calendar that shares nothing with ``WorkingCalendar``: the notices of 2024–2026 written out with one letter a day, and
/// time counted in seconds from one midnight. It knows no weekdays, no months and no leap years.
///
/// `w` is worked, `o` is worked in exchange for a day off (调休), `x` is off by the notice, `-` is a weekend.
enum PublishedDays {
  private static let written = """
    xwwww--wwwww--wwwww--wwwww--www
    ww-owwwwwxxxxxxxxowwwww--wwww
    w--wwwww--wwwww--wwwww--wwwww--
    wwwxxxowwwww--wwwww--wwwww-oww
    xxxxxwwwwwo-wwwww--wwwww--wwwww
    --wwwww--xwwww--wwwww--wwwww--
    wwwww--wwwww--wwwww--wwwww--www
    ww--wwwww--wwwww--wwwww--wwwww-
    -wwwww--wwwwwoxxxwww--wwwww-ow
    xxxxxxxwwwwo-wwwww--wwwww--wwww
    w--wwwww--wwwww--wwwww--wwwww-
    -wwwww--wwwww--wwwww--wwwww--ww

    xww--wwwww--wwwww--wwwww-owxxxx
    xxxxwwwo-wwwww--wwwww--wwwww
    --wwwww--wwwww--wwwww--wwwww--w
    wwwxxxwwwww--wwwww--wwwww-owww
    xxxxxwwww--wwwww--wwwww--wwwwwx
    xxwwww--wwwww--wwwww--wwwww--w
    wwww--wwwww--wwwww--wwwww--wwww
    w--wwwww--wwwww--wwwww--wwwww--
    wwwww--wwwww--wwwww--wwwww-oww
    xxxxxxxxwwo-wwwww--wwwww--wwwww
    --wwwww--wwwww--wwwww--wwwww--
    wwwww--wwwww--wwwww--wwwww--www

    xxxowwwww--wwwww--wwwww--wwwww-
    -wwwww--wwwwwoxxxxxxxxxwwwwo
    -wwwww--wwwww--wwwww--wwwww--ww
    wwwxxxwwww--wwwww--wwwww--wwww
    xxxxxwwwo-wwwww--wwwww--wwwww--
    wwwww--wwwww--wwwwxxxwwwww--ww
    www--wwwww--wwwww--wwwww--wwwww
    --wwwww--wwwww--wwwww--wwwww--w
    wwww--wwwww--wwwww-owwwwxxxwww
    xxxxxxxwwo-wwwww--wwwww--wwwww-
    -wwwww--wwwww--wwwww--wwwww--w
    wwww--wwwww--wwwww--wwwww--wwww
    """

  /// What follows 2026 is not published: as its weekdays are.
  private static let guessed = "w--wwwww--wwwww--wwwww--wwwww--wwwww--wwwww--wwwww--wwwww--www"

  /// The letters of 2024–2026, a day each.
  static let letters = Array(written.filter { !$0.isWhitespace })
  private static let isWorked = (letters + Array(guessed)).map { $0 == "w" || $0 == "o" }
  /// 2024-01-01 00:00 in Shanghai.
  private static let midnight: Int64 = 1_704_038_400

  /// So many minutes into a day.
  static func moment(_ day: Int, minute: Int) -> Instant {
    Instant(milliseconds: (midnight + Int64(day) * 86_400 + Int64(minute) * 60) * 1000)
  }

  /// The Nth worked day after a day, found by looking at one day after the other.
  static func workedDay(_ count: Int, after day: Int) -> Int? {
    var left = count
    for next in (day + 1)..<isWorked.count where isWorked[next] {
      left -= 1
      if left == 0 { return next }
    }
    return nil
  }

  /// When the Nth worked day after a day ends.
  static func close(_ count: Int, after day: Int, closingMinute: Int = 20 * 60) -> Instant? {
    workedDay(count, after: day).map { moment($0, minute: closingMinute) }
  }

  /// At the ends of the day, just before the desk opens, within its hours, in its last minute, and as it closes.
  static let minutes = [0, 509, 720, 1199, 1200, 1439]
}
