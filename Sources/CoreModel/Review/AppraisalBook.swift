/// 物业考核表设置: the sheets by which property companies are appraised, as staff write them. One text is kept and
/// read; remarks in it stay where they are.
package struct AppraisalBook: Hashable, Sendable {
  /// The text that staff edit.
  package let text: String
  /// The sheets, in the order in which they stand.
  package private(set) var sheets: [AppraisalSheet] = []

  /// The sheet for a company: its own, else the first one for everybody.
  package func sheet(for company: String) -> AppraisalSheet? {
    sheets.first { $0.company == company } ?? sheets.first { $0.company == nil } ?? sheets.first
  }

  /// What is wrong with a line of the text.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// The Chinese sentence.
    package var message: String { "物业考核表第 \(line) 行：\(reason)" }
  }

  /// Reads the text. Full-width marks do as well, since input methods write them.
  /// - Throws: ``Unreadable`` for the first line that is not understood, and for a sheet whose points are not 100.
  package init(text: String) throws(Unreadable) {
    self.text = text
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard text.isAtMost(AppraisalBook.longestText) else {
      throw Unreadable(line: 1, reason: "太长了，最多 \(AppraisalBook.longestText) 字")
    }
    var headings: [Int] = []
    for (index, raw) in lines.enumerated() {
      do throws(Complaint) {
        try read(String(raw).tidied)
      } catch {
        throw Unreadable(line: index + 1, reason: error.reason)
      }
      while headings.count < sheets.count { headings.append(index + 1) }
    }
    guard !sheets.isEmpty else {
      throw Unreadable(line: lines.count, reason: "没有一张考核表；表以「== 名称」开头")
    }
    for (sheet, heading) in zip(sheets, headings) {
      guard !sheet.lines.isEmpty else {
        throw Unreadable(
          line: heading, reason: "「\(sheet.name)」没有一项；写成「到场及时 | 到场及时率 | 20 | 按比例，95%满分」")
      }
      guard sheet.total == AppraisalBook.whole else {
        throw Unreadable(
          line: heading, reason: "「\(sheet.name)」各项分值合计 \(sheet.totalText) 分，要正好是 100 分")
      }
    }
    guard sheets.contains(where: { $0.company == nil }) else {
      throw Unreadable(line: headings[0], reason: "每张表都只写给一家物业；请留一张不写物业名的，给其他物业用")
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
    guard !sheets.isEmpty else { throw Complaint("前面还没有表名；表以「== 名称」开头") }
    try add(AppraisalBook.fields(of: line))
  }

  private static func fields(of line: String) -> [String] {
    line.split(omittingEmptySubsequences: false) { $0 == "|" || $0 == "｜" }.map {
      String($0).tidied
    }
  }

  /// `== 物业月度考核`, or for one company `== 名称 | 瑞和物业`.
  private mutating func begin(_ line: String) throws(Complaint) {
    let parts = AppraisalBook.fields(of: line).map { $0.trimmingEquals }
    let name = parts[0]
    guard !name.isEmpty else { throw Complaint("「==」后面没有写表名") }
    guard name.isAtMost(AppraisalBook.longestName) else {
      throw Complaint("表名最多 \(AppraisalBook.longestName) 字")
    }
    guard !sheets.contains(where: { $0.name == name }) else { throw Complaint("表名「\(name)」重复") }
    guard sheets.count < AppraisalBook.mostSheets else {
      throw Complaint("最多 \(AppraisalBook.mostSheets) 张考核表")
    }
    let company = parts.dropFirst().first { !$0.isEmpty }
    if let company, sheets.contains(where: { $0.company == company }) {
      throw Complaint("「\(company)」已经有一张表了")
    }
    sheets.append(AppraisalSheet(name: name, company: company, lines: []))
  }

  private mutating func add(_ fields: [String]) throws(Complaint) {
    guard fields.count == 4 else {
      throw Complaint("应有 4 栏，用 | 分开（项目、指标、分值、算法），实有 \(fields.count) 栏")
    }
    let last = sheets.count - 1
    guard !fields[0].isEmpty, fields[0].isAtMost(AppraisalBook.longestName) else {
      throw Complaint("项目要写名称，最多 \(AppraisalBook.longestName) 字")
    }
    guard !sheets[last].lines.contains(where: { $0.name == fields[0] }) else {
      throw Complaint("这张表里已经有「\(fields[0])」这一项")
    }
    guard let measure = AppraisalMeasure(text: fields[1]) else {
      throw Complaint("没有「\(fields[1])」这个指标；可以用：\(AppraisalBook.known)")
    }
    guard let points = AppraisalBook.number(fields[2]), (1...AppraisalBook.whole).contains(points)
    else {
      throw Complaint("分值写大于 0、不超过 100 的数，最多两位小数，不是「\(fields[2])」")
    }
    guard sheets[last].lines.count < AppraisalBook.mostLines else {
      throw Complaint("一张表最多 \(AppraisalBook.mostLines) 项")
    }
    do throws(PointsRule.Unreadable) {
      let rule = try PointsRule(text: fields[3], for: measure, points: points)
      sheets[last].lines.append(
        AppraisalSheet.Line(name: fields[0], measure: measure, points: points, rule: rule))
    } catch {
      throw Complaint(error.reason)
    }
  }

  /// The measures in words, for messages.
  package static var known: String {
    AppraisalMeasure.all.map(\.title).joined(separator: "、")
  }

  private static func number(_ text: String) -> Int? {
    var scanner = RuleScanner(text)
    guard let value = scanner.takeNumber(), scanner.isAtEnd else { return nil }
    return value
  }

  /// 100 points, in hundredths.
  private static let whole = 10_000
  private static let mostSheets = 12
  private static let mostLines = 30
  private static let longestName = 20
  /// Characters that the text may have.
  package static let longestText = 8000
}

extension String {
  /// Without the signs that may stand around a heading: `== 名称 ==`.
  fileprivate var trimmingEquals: String {
    var text = Substring(self)
    func isSign(_ character: Character?) -> Bool {
      character.map { $0 == "=" || $0 == "＝" || $0.isWhitespace } ?? false
    }
    while isSign(text.first) { text.removeFirst() }
    while isSign(text.last) { text.removeLast() }
    return String(text)
  }
}
