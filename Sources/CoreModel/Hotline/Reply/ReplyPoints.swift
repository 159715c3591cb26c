/// 答复市民要点: how many characters it has, and whether it names what the city asks for.
package struct ReplyPoints: Hashable, Sendable {
  /// Characters, as people count them; see ``count(_:)``.
  package let count: Int
  /// Whether 处置部门 stands in it.
  package let namesDepartment: Bool
  /// Whether a day or a time stands in it (答复时间).
  package let namesTime: Bool
  /// Whether it says what was done, besides who and when (处置情况).
  package let saysWhatWasDone: Bool

  /// Reads a text.
  package init(_ text: String, department: String) {
    let tidy = ReplyPoints.tidy(text)
    count = ReplyPoints.count(tidy)
    let plain = ReplyPoints.plain(tidy)
    let units = ReplyPoints.units(department)
    namesDepartment = !units.isEmpty && units.allSatisfy(plain.contains)
    var rest = plain
    for unit in units { rest = rest.replacing(unit, with: "\n") }
    let (withoutTimes, found) = ReplyPoints.removingTimes(rest)
    namesTime = found
    saysWhatWasDone = ReplyPoints.isAbout(withoutTimes)
  }

  /// Whether it has no more characters than the city's form takes.
  package var fits: Bool { count <= HotlineReply.mostPoints }

  /// Characters of a text as people count them: a Han character, a letter, a digit, a punctuation mark and a
  /// blank are one each, a line break is one, and what is drawn as one picture (an emoji with its joiners) is
  /// one. Blanks and line breaks at the ends do not count: they are not filed.
  package static func count(_ text: String) -> Int { tidy(text).count }

  /// The text as it is filed: one kind of line break, no blanks at the ends.
  package static func tidy(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").tidied
  }

  // MARK: 处置部门

  /// The units that must be named: several are written with 、 or commas between them.
  private static func units(_ department: String) -> [String] {
    department.split { "、，,；;/".contains($0) }.map { plain(String($0)) }.filter { !$0.isEmpty }
  }

  /// Half width and without blanks, so that spelling does not matter; line breaks part sentences.
  private static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let half = scalar.halfWidth
      if half.properties.isWhitespace, half != "\n" { continue }
      plain.append(half)
    }
    return String(plain).lowercased()
  }

  // MARK: 答复时间

  /// The text without days and times, and whether there was one.
  private static func removingTimes(_ text: String) -> (rest: String, found: Bool) {
    var rest: [Character] = []
    let all = Array(text)
    var index = 0
    var found = false
    while index < all.count {
      if let length = timeLength(all, from: index) {
        found = true
        index += length
        rest.append("\n")
      } else {
        rest.append(all[index])
        index += 1
      }
    }
    return (String(rest), found)
  }

  /// How many characters a day or a time that begins here has; nil when none does.
  private static func timeLength(_ text: [Character], from start: Int) -> Int? {
    for word in words where matches(text, word, at: start) { return word.count }
    if matches(text, ["周"], at: start) || matches(text, ["星", "期"], at: start) {
      let length = text[start] == "周" ? 1 : 2
      if let next = at(text, start + length), "一二三四五六日天".contains(next) { return length + 1 }
    }
    // A number within a word or another number begins nothing.
    if let before = at(text, start - 1), isDigit(before) || before.isASCII && before.isLetter {
      return nil
    }
    guard let first = number(text, from: start) else { return nil }
    let end = start + first.length
    guard let mark = at(text, end) else { return nil }
    switch mark {
    case "年":
      return part(text, from: end + 1, "月", 1...12).map { month in
        month + (part(text, from: month, "日号", 1...31).map { $0 - month } ?? 0) - start
      }
    case "月" where (1...12).contains(first.value):
      // 「3月」 alone is a length of time or a month, not a day of the answer.
      return part(text, from: end + 1, "日号", 1...31, mayEnd: true).map { $0 - start }
    case "日" where (1...31).contains(first.value): return first.length + 1
    case ":" where first.value < 24:
      guard let minute = number(text, from: end + 1), minute.length == 2, minute.value < 60 else {
        return nil
      }
      return first.length + 1 + minute.length
    case "点", "时":
      guard first.value <= 24, first.length <= 2 else { return nil }
      // 「3时间」 is none.
      if mark == "时", at(text, end + 1) == "间" { return nil }
      if mark == "点", at(text, end + 1).map({ "建意见要".contains($0) }) == true { return nil }
      return first.length + 1
    case "-", "/", ".":
      return dashedLength(text, from: start, first: first, end: end, mark: mark)
    default: return nil
    }
  }

  /// 「2026-11-20」, 「2026/11/20」, 「2026.11.20」, 「11-20」 and 「11/20」; 「3.5」 and 「12-502」 are none.
  private static func dashedLength(
    _ text: [Character], from start: Int, first: Number, end: Int, mark: Character
  ) -> Int? {
    guard let second = number(text, from: end + 1) else { return nil }
    let next = end + 1 + second.length
    if first.length == 4 {
      guard at(text, next) == mark, let third = number(text, from: next + 1),
        Day(year: first.value, month: second.value, day: third.value) != nil
      else { return nil }
      return next + 1 + third.length - start
    }
    guard mark != ".", Day(year: 2024, month: first.value, day: second.value) != nil,
      second.length == 2 || mark == "/"
    else { return nil }
    // 「11-20号楼」, 「5-12层」.
    if let after = at(text, next), "号楼栋幢弄室层户座单-".contains(after) { return nil }
    return next - start
  }

  private struct Number {
    var value: Int
    var length: Int
  }

  /// A number in digits or Chinese numerals up to 99.
  private static func number(_ text: [Character], from start: Int) -> Number? {
    var length = 0
    while let next = at(text, start + length), isDigit(next) { length += 1 }
    if length > 0 {
      guard length <= 4, let value = Int(String(text[start..<start + length])) else { return nil }
      return Number(value: value, length: length)
    }
    while length < 3, let next = at(text, start + length), numerals.contains(next) { length += 1 }
    guard length > 0 else { return nil }
    var value = 0
    for character in text[start..<start + length] {
      if character == "十" {
        value = max(1, value) * 10
      } else {
        value +=
          numerals.firstIndex(of: character).map {
            numerals.distance(from: numerals.startIndex, to: $0)
          } ?? 0
      }
    }
    return value > 0 ? Number(value: value, length: length) : nil
  }

  /// Where a number followed by one of the marks ends.
  private static func part(
    _ text: [Character], from start: Int, _ marks: String, _ range: ClosedRange<Int>,
    mayEnd: Bool = false
  ) -> Int? {
    guard let found = number(text, from: start), range.contains(found.value) else { return nil }
    let end = start + found.length
    guard let mark = at(text, end), marks.contains(mark) else { return nil }
    // 「11月20号楼」 names a building.
    if mark == "号", at(text, end + 1).map({ "楼院".contains($0) }) == true { return nil }
    return end + 1
  }

  private static func at(_ text: [Character], _ index: Int) -> Character? {
    text.indices.contains(index) ? text[index] : nil
  }

  private static func matches(_ text: [Character], _ word: [Character], at start: Int) -> Bool {
    start + word.count <= text.count && text[start..<start + word.count].elementsEqual(word)
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  private static let numerals = "零一二三四五六七八九十"
  private static let words: [[Character]] = [
    "今日", "今天", "今晚", "今早", "当日", "当天", "当晚", "当场", "同日", "次日", "昨日", "昨天", "昨晚", "前日",
    "前天", "上午", "中午", "下午", "傍晚", "晚上", "凌晨", "早上", "早晨",
  ].map(Array.init)

  // MARK: 处置情况

  /// Whether something is left when who, when and the phrases that every reply has are taken away.
  private static func isAbout(_ text: String) -> Bool {
    let all = Array(text)
    var left: Set<Character> = []
    var index = 0
    while index < all.count {
      if let phrase = phrases[all[index]]?.first(where: { matches(all, $0, at: index) }) {
        index += phrase.count
        continue
      }
      if all[index].isLetter || all[index].isNumber { left.insert(all[index]) }
      index += 1
    }
    return left.count >= leastToSay
  }

  /// Fewer different characters than 「劝停」 say nothing.
  private static let leastToSay = 2

  /// What says that there was an answer, but not what was done. Longer ones first.
  private static let phrases: [Character: [[Character]]] = Dictionary(
    grouping: [
      "处置情况", "处理情况", "办理情况", "处置部门", "答复时间", "答复情况", "处理结果", "办理结果", "处置结果",
      "市民反映的问题", "您反映的问题", "反映的问题", "工作人员", "来电人", "市民", "居民", "诉求", "工单", "问题", "事项",
      "已经", "已于", "于", "已", "并", "经", "由", "向", "对", "将", "的", "了", "和", "在", "请", "您", "你", "我",
      "们",
      "好", "电话", "微信", "书面", "约谈", "上门", "当面", "短信", "答复", "回复", "告知", "反馈", "联系", "沟通",
      "处理", "处置", "办理", "办结", "解决", "完毕", "完成", "结束", "感谢", "谢谢", "支持", "理解", "知晓", "收到",
    ].map(Array.init), by: { $0[0] }
  ).mapValues { $0.sorted { $0.count > $1.count } }
}
