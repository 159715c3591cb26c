/// A civil day in Shanghai, counted from 1970-01-01.
///
/// Days are plain integers so that calendars are arithmetic, not lookups. Shanghai has kept UTC+8
/// without summer time since 1992; earlier instants are not representable here and are refused by
/// whoever reads them (``Instant/earliestSupported``).
package struct Day: Hashable, Comparable, Sendable, Codable {
  /// Days since 1970-01-01.
  package let number: Int

  /// Makes a day from its number since 1970-01-01.
  package init(number: Int) { self.number = number }

  /// Makes a day from a proleptic Gregorian date; nil when there is no such date within
  /// the years 1–9999.
  package init?(year: Int, month: Int, day: Int) {
    // What people type may be any number: the year is bounded before anything is reckoned from it.
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Day.length(ofMonth: month, in: year)).contains(day)
    else { return nil }
    // Days from civil: years are counted from March so that the leap day comes last.
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// Year, month (1–12) and day of the month (1–31).
  package var components: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  /// 1 is Monday (周一), 7 is Sunday (周日).
  package var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

  /// The instant at which the day starts in Shanghai.
  package var start: Instant { at(minute: 0) }

  /// The instant at a minute of the day, counted from midnight in Shanghai; 1440 is the next midnight.
  package func at(minute: Int) -> Instant {
    Instant(milliseconds: Int64(number) * 86_400_000 - Day.offset + Int64(minute) * 60_000)
  }

  /// The day so many days later.
  package func adding(days: Int) -> Day { Day(number: number + days) }

  /// Earlier days order first.
  package static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  /// Shanghai is UTC+8, in milliseconds.
  fileprivate static let offset: Int64 = 8 * 3_600_000

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}

extension Instant {
  /// Shanghai had summer time until 1991; from here on the fixed offset of ``Day`` is right.
  package static let earliestSupported = Instant(milliseconds: 694_195_200_000)

  /// The civil day in Shanghai.
  package var day: Day {
    Day(number: Int(floorDivide(milliseconds + Day.offset, by: 86_400_000)))
  }

  /// Milliseconds since midnight in Shanghai.
  package var millisecondOfDay: Int64 { milliseconds - day.start.milliseconds }

  /// Whole minutes since midnight in Shanghai, 0–1439.
  package var minuteOfDay: Int { Int(millisecondOfDay / 60_000) }
}

private func floorDivide(_ a: Int64, by b: Int64) -> Int64 {
  a >= 0 ? a / b : (a - b + 1) / b
}
