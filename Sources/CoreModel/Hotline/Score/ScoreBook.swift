/// 成绩表设置: how answers count, what is a repeat, and the sheets, as staff write them. One text is kept and read;
/// remarks in it stay where they are.
package struct ScoreBook: Hashable, Sendable {
  /// The text that staff edit.
  package let text: String
  /// 满意系数.
  package private(set) var weights = SatisfactionWeights.standard
  /// 重复天数: within so many days the same caller asking for the same is a repeat.
  package private(set) var repeatDays = ScoreBook.usualRepeatDays
  /// The sheets, in the order in which they are offered.
  package private(set) var sheets: [ScoreSheet] = []

  /// The sheet of a name, or whose name begins so.
  package func sheet(named name: String) -> ScoreSheet? {
    let plain = name.tidied
    return sheets.first { $0.name == plain }
      ?? sheets.first { !plain.isEmpty && $0.name.hasPrefix(plain) }
  }

  /// What is wrong with a line of the text.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// The Chinese sentence.
    package var message: String { "成绩表第 \(line) 行：\(reason)" }
  }

  /// Reads the text. Full-width marks do as well, since input methods write them.
  /// - Throws: ``Unreadable`` for the first line that is not understood.
  package init(text: String) throws(Unreadable) {
    self.text = text
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard text.isAtMost(ScoreBook.longestText) else {
      throw Unreadable(line: 1, reason: "太长了，最多 \(ScoreBook.longestText) 字")
    }
    for (index, raw) in lines.enumerated() {
      do throws(Complaint) {
        try read(String(raw).tidied)
      } catch {
        throw Unreadable(line: index + 1, reason: error.reason)
      }
    }
    guard !sheets.isEmpty else {
      throw Unreadable(line: lines.count, reason: "没有一张成绩表；表以「== 名称」开头")
    }
    if let empty = sheets.first(where: { $0.lines.isEmpty }) {
      throw Unreadable(line: lines.count, reason: "「\(empty.name)」没有一项；写成「先行联系 | 先行联系率 | 30 | 按比例」")
    }
  }

  private struct Complaint: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private mutating func read(_ line: String) throws(Complaint) {
    guard !line.isEmpty else { return }
    if line.hasPrefix("#") || line.hasPrefix("＃") {
      if !sheets.isEmpty { sheets[sheets.count - 1].notes.append(String(line.dropFirst()).tidied) }
      return
    }
    if line.hasPrefix("==") || line.hasPrefix("＝＝") { return try begin(line) }
    let fields = line.split(omittingEmptySubsequences: false) { $0 == "|" || $0 == "｜" }
      .map { String($0).tidied }
    guard sheets.isEmpty else { return try add(fields) }
    switch fields[0] {
    case "满意系数": try readWeights(fields.dropFirst())
    case "重复天数":
      guard fields.count == 2, let days = ScoreBook.number(fields[1]),
        days % 100 == 0, (1...ScoreBook.mostRepeatDays).contains(days / 100)
      else { throw Complaint("重复天数写 1 到 \(ScoreBook.mostRepeatDays) 的整数，例如「重复天数 | 30」") }
      repeatDays = days / 100
    default:
      throw Complaint("表名前面只能写「满意系数」和「重复天数」，不是「\(fields[0])」；表以「== 名称」开头")
    }
  }

  /// `== 赵巷月度成绩 | 办结口径`.
  private mutating func begin(_ line: String) throws(Complaint) {
    let parts = line.split(omittingEmptySubsequences: false) { $0 == "|" || $0 == "｜" }.map {
      String($0.drop { $0 == "=" || $0 == "＝" }).tidied
    }
    let name = parts[0].trimmingEquals
    guard !name.isEmpty else { throw Complaint("「==」后面没有写表名") }
    guard name.isAtMost(ScoreBook.longestName) else {
      throw Complaint("表名最多 \(ScoreBook.longestName) 字")
    }
    guard !sheets.contains(where: { $0.name == name }) else { throw Complaint("表名「\(name)」重复") }
    guard sheets.count < ScoreBook.mostSheets else {
      throw Complaint("最多 \(ScoreBook.mostSheets) 张成绩表")
    }
    var basis = ScoreBasis.closing
    if let word = parts.dropFirst().first?.trimmingEquals, !word.isEmpty {
      guard
        let found = ScoreBasis.allCases.first(where: { [$0.title, $0.shortTitle].contains(word) })
      else { throw Complaint("口径写「办结口径」或「受理口径」，不是「\(word)」") }
      basis = found
    }
    sheets.append(ScoreSheet(name: name, basis: basis, lines: []))
  }

  private mutating func add(_ fields: [String]) throws(Complaint) {
    guard fields.count == 4 else {
      throw Complaint("应有 4 栏，用 | 分开（项目、指标、分值、算法），实有 \(fields.count) 栏")
    }
    guard !fields[0].isEmpty, fields[0].isAtMost(ScoreBook.longestName) else {
      throw Complaint("项目要写名称，最多 \(ScoreBook.longestName) 字")
    }
    guard let figure = ScoreFigureKind(text: fields[1]) else {
      let known = ScoreFigureKind.allCases.map(\.title).joined(separator: "、")
      throw Complaint("没有「\(fields[1])」这个指标；可以用：\(known)")
    }
    guard let points = ScoreBook.number(fields[2]), (1...100_000).contains(points) else {
      throw Complaint("分值写大于 0、不超过 1000 的数，最多两位小数，不是「\(fields[2])」")
    }
    let last = sheets.count - 1
    guard sheets[last].lines.count < ScoreBook.mostLines else {
      throw Complaint("一张表最多 \(ScoreBook.mostLines) 项")
    }
    do throws(PointsRule.Unreadable) {
      let rule = try PointsRule(text: fields[3], for: figure, points: points)
      sheets[last].lines.append(ScoreSheet.Line(fields[0], figure, points: points, rule))
    } catch {
      throw Complaint(error.reason)
    }
  }

  /// `满意 1`, `基本满意 0.8`.
  private mutating func readWeights(_ fields: ArraySlice<String>) throws(Complaint) {
    var given: [Satisfaction: Int] = [:]
    for field in fields where !field.isEmpty {
      // 一 is a number to Unicode, and 一般 begins with it.
      let word = field.prefix { !"0123456789０１２３４５６７８９.．×*＝=".contains($0) }
      let plain = String(word).tidied
      guard let answer = SatisfactionWeights.answers.first(where: { $0.title == plain }) else {
        let known = SatisfactionWeights.answers.map(\.title).joined(separator: "、")
        throw Complaint("满意系数只能给\(known)，不是「\(plain)」（未评价不计）")
      }
      let number = String(field.dropFirst(word.count).drop { "×*＝=".contains($0) })
      guard let weight = ScoreBook.number(number), weight <= 100 else {
        throw Complaint("「\(plain)」的系数写 0 到 1，最多两位小数，不是「\(number)」")
      }
      given[answer] = weight
    }
    guard !given.isEmpty else { throw Complaint("满意系数写成「满意系数 | 满意 1 | 基本满意 0.8 | 一般 0.6」") }
    weights = SatisfactionWeights(given)
  }

  private static func number(_ text: String) -> Int? {
    var scanner = RuleScanner(text)
    guard let value = scanner.takeNumber(), scanner.isAtEnd else { return nil }
    return value
  }

  static let usualRepeatDays = 30
  private static let mostRepeatDays = 366
  private static let mostSheets = 12
  private static let mostLines = 30
  private static let longestName = 20
  /// Characters that the text may have.
  package static let longestText = 8000
}

extension String {
  /// Without the signs that may close a heading: `== 名称 ==`.
  fileprivate var trimmingEquals: String {
    var text = Substring(self)
    while let last = text.last, last == "=" || last == "＝" || last.isWhitespace {
      text.removeLast()
    }
    return String(text)
  }
}
