/// Days as rosters write them, most without a year.
struct RosterDay {
  /// The month that the sheet's title or name says: 「2026年11月值班表」.
  private(set) var month: (year: Int?, month: Int)?
  private let today: Day

  init(titles: [String], today: Day) {
    self.today = today
    for title in titles {
      let numbers = RosterDay.numbers(in: EntryText.clean(title))
      for (index, number) in numbers.enumerated() where number.unit == "月" {
        guard (1...12).contains(number.value) else { continue }
        let before = index > 0 ? numbers[index - 1] : nil
        let year = before.flatMap { $0.unit == "年" && $0.value > 1900 ? $0.value : nil }
        month = (year, number.value)
        return
      }
    }
  }

  enum Reading: Equatable {
    case day(Day)
    /// It looks like a day, and there is none such.
    case impossible
    /// It is something else.
    case other
  }

  /// Reads `2026-11-21`, `2026年11月21日`, `11月21日(周六)`, `11/21`, `21日`, `20261121`.
  func read(_ text: String) -> Reading {
    var plain = EntryText.clean(text)
    for mark in ["(", "（", "周", "星期", "礼拜"] {
      if let range = plain.firstRange(of: mark) { plain = String(plain[..<range.lowerBound]) }
    }
    if let blank = plain.firstIndex(of: " "), plain[blank...].contains(":") {
      plain = String(plain[..<blank])
    }
    plain = plain.tidied
    guard !plain.isEmpty,
      plain.allSatisfy({ ("0"..."9").contains($0) || "-/.年月日号".contains($0) })
    else { return .other }
    let numbers = RosterDay.numbers(in: plain).map(\.value)
    let found: Day?
    switch numbers.count {
    case 3:
      let year = numbers[0] < 100 ? numbers[0] + 2000 : numbers[0]
      found = Day(year: year, month: numbers[1], day: numbers[2])
    case 2: found = near(month: numbers[0], day: numbers[1])
    case 1 where plain.utf8.count == 8 && numbers[0] > 19_000_000:
      found = Day(
        year: numbers[0] / 10_000, month: numbers[0] / 100 % 100, day: numbers[0] % 100)
    case 1:
      guard let month, numbers[0] < 100 else { return .other }
      found =
        month.year.map { Day(year: $0, month: month.month, day: numbers[0]) }
        ?? near(month: month.month, day: numbers[0])
    default: return .other
    }
    guard let found, (1992...9999).contains(found.components.year) else { return .impossible }
    return .day(found)
  }

  /// The day of a week's day that a text names: 1 is Monday.
  static func weekday(in text: String) -> Int? {
    let plain = EntryText.clean(text)
    for mark in ["星期", "礼拜", "周"] {
      guard let range = plain.firstRange(of: mark), let next = plain[range.upperBound...].first
      else {
        continue
      }
      if let index = Array("一二三四五六日").firstIndex(of: next == "天" ? "日" : next) { return index + 1 }
    }
    return nil
  }

  /// The day of this month and date that the title's year has, or that is nearest to today.
  private func near(month wanted: Int, day: Int) -> Day? {
    let year = today.components.year
    if let month, let stated = month.year {
      // A roster of December may end in January.
      let own =
        wanted < month.month - 6 ? stated + 1 : wanted > month.month + 6 ? stated - 1 : stated
      return Day(year: own, month: wanted, day: day)
    }
    return (year - 1...year + 1).compactMap { Day(year: $0, month: wanted, day: day) }
      .min { abs($0.number - today.number) < abs($1.number - today.number) }
  }

  private static func numbers(in text: String) -> [(value: Int, unit: Character?)] {
    var numbers: [(value: Int, unit: Character?)] = []
    var value: Int?
    for character in text {
      if let digit = character.wholeNumberValue, ("0"..."9").contains(character) {
        value = min((value ?? 0) * 10 + digit, 100_000_000)
      } else if let number = value {
        numbers.append((number, character))
        value = nil
      }
    }
    if let number = value { numbers.append((number, nil)) }
    return numbers
  }
}
