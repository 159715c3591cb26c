/// Days, weekdays and kinds of shifts as people type them for 请假与意愿.
package enum AbsenceText {
  /// Reads `11-23`, `11月23日至27日`, `2026-11-23 至 2026-12-02`, `明天`, `今天到后天`.
  /// - Throws: ``RuleProblem`` with an example.
  package static func days(
    _ typed: String, today: Day
  ) throws(RuleProblem) -> (first: Day, last: Day) {
    let text = EntryText.clean(typed).replacing("～", with: "~").replacing("—", with: "~")
      .replacing("–", with: "~").replacing(" - ", with: "~").replacing("至", with: "~")
      .replacing("到", with: "~").filter { $0 != " " }
    let ends = text.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(ends.count), let first = day(ends[0], near: today) else {
      throw problem(typed)
    }
    guard ends.count == 2 else { return (first, first) }
    guard let last = named(ends[1], today: today) ?? day(ends[1], after: first) else {
      throw problem(typed)
    }
    guard first <= last else {
      throw RuleProblem("「\(typed.tidied)」的最后一天早于第一天，请检查日期")
    }
    guard last.number - first.number <= longest else {
      throw RuleProblem("「\(typed.tidied)」超过一年，请检查日期；长期不排夜班等请写进值班规则的「不排」")
    }
    return (first, last)
  }

  /// Reads `周三`, `周一、周五`, `周六日`; empty for every day.
  /// - Throws: ``RuleProblem`` for anything else.
  package static func weekdays(_ typed: String) throws(RuleProblem) -> Set<Int> {
    var text = EntryText.clean(typed)
    for word in ["每个", "每", "星期", "礼拜", "周"] { text = text.replacing(word, with: "") }
    if text.hasPrefix("末") { text = "六日" + text.dropFirst() }
    var days: Set<Int> = []
    for character in text where !"、,，和 /".contains(character) {
      guard let index = names.firstIndex(of: character == "天" ? "日" : character) else {
        throw RuleProblem("「\(typed.tidied)」不是星期，请写成 周三 或 周一、周五；每天都是就不填")
      }
      days.insert(index + 1)
    }
    return days.count == 7 ? [] : days
  }

  /// Reads `夜巡`, `错时、夜巡`, `夜班`; empty for all.
  /// - Throws: ``RuleProblem`` for anything else.
  package static func kinds(_ typed: String) throws(RuleProblem) -> Set<ShiftKind> {
    var kinds: Set<ShiftKind> = []
    let words = EntryText.clean(typed).split { "、,， /和".contains($0) }.map(String.init)
    for word in words {
      if word == "夜班" {
        kinds.formUnion(ShiftKind.allCases.filter(\.isNight))
      } else if let kind = ShiftKind.allCases.first(where: {
        $0.title == word || $0.rawValue.lowercased() == word.lowercased() || $0.title + "班" == word
      }) {
        kinds.insert(kind)
      } else {
        let all = ShiftKind.allCases.map(\.title).joined(separator: "、")
        throw RuleProblem("没有「\(word)」这种班；可写：夜班、\(all)；都算就不填")
      }
    }
    return kinds
  }

  /// More than a year ahead nobody takes leave.
  static let longest = 366
  private static let names = Array("一二三四五六日")

  private static func problem(_ typed: String) -> RuleProblem {
    RuleProblem("「\(typed.tidied)」不是日期，请写成 11-23，或 11-23至11-27")
  }

  private static func day(_ text: String, near today: Day) -> Day? {
    if let named = named(text, today: today) { return named }
    let parts = numbers(text)
    switch parts.count {
    case 3: return Day(year: parts[0], month: parts[1], day: parts[2])
    case 2:
      let year = today.components.year
      return (year - 1...year + 1).compactMap { Day(year: $0, month: parts[0], day: parts[1]) }
        .min { abs($0.number - today.number) < abs($1.number - today.number) }
    default: return nil
    }
  }

  /// The end of a stretch: `27` and `27日` are in the month of its beginning, `12-02` comes after it.
  private static func day(_ text: String, after first: Day) -> Day? {
    let parts = numbers(text)
    let (year, month, _) = first.components
    switch parts.count {
    case 3: return Day(year: parts[0], month: parts[1], day: parts[2])
    case 2:
      let isNext = parts[0] < month - 6
      return Day(year: isNext ? year + 1 : year, month: parts[0], day: parts[1])
    case 1: return Day(year: year, month: month, day: parts[0])
    default: return nil
    }
  }

  private static func named(_ text: String, today: Day) -> Day? {
    switch text {
    case "今天", "今日": today
    case "明天", "明日": today.adding(days: 1)
    case "后天": today.adding(days: 2)
    default: nil
    }
  }

  /// The numbers of a date, none when anything else stands between them.
  private static func numbers(_ text: String) -> [Int] {
    let parts = text.split { "年月日号-./".contains($0) }
    let numbers = parts.compactMap { $0.allSatisfy(\.isASCII) ? Int($0) : nil }
    return numbers.count == parts.count ? numbers : []
  }
}
