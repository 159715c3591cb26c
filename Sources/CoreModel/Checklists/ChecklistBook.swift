/// 检查单设置: the checklists and the ladder, as staff write them. One text is kept and read; remarks stay where they
/// are.
///
///     阶梯 | 30天 | 文明劝导 | 劝导登记 1 | 屡劝不改 2 | 移交城管 3
///     == 夜巡 | 点位
///     类别 | 环境卫生、安全隐患
///     北门垃圾厢房 | 夜间翻捡、混投 | 20:30
package struct ChecklistBook: Hashable, Sendable {
  /// The text that staff edit.
  package let text: String
  /// What repeated findings at the same place come to.
  package private(set) var ladder = FindingLadder.standard
  /// In the order in which they are offered.
  package private(set) var checklists: [Checklist] = []

  /// Makes a book without checklists.
  init() { text = "" }

  /// The checklist of a name, or the only one whose name begins so.
  package func checklist(named name: String) -> Checklist? {
    let plain = name.tidied
    if let exact = checklists.first(where: { $0.name == plain }) { return exact }
    let near = checklists.filter { !plain.isEmpty && $0.name.hasPrefix(plain) }
    return near.count == 1 ? near.first : nil
  }

  /// What is wrong with a line of the text.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// The Chinese sentence.
    package var message: String { "检查单第 \(line) 行：\(reason)" }
  }

  /// Reads the text. Full-width marks do as well, since input methods write them.
  /// - Throws: ``Unreadable`` for the first line that is not understood.
  package init(text: String) throws(Unreadable) {
    self.text = text
    guard text.isAtMost(ChecklistBook.longestText) else {
      throw Unreadable(line: 1, reason: "太长了，最多 \(ChecklistBook.longestText) 字")
    }
    var headings: [Int] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, raw) in lines.enumerated() {
      let count = checklists.count
      do throws(Complaint) {
        try read(String(raw).tidied)
      } catch {
        throw Unreadable(line: index + 1, reason: error.reason)
      }
      if checklists.count > count { headings.append(index + 1) }
    }
    guard !checklists.isEmpty else {
      throw Unreadable(line: lines.count, reason: "没有一张检查单；检查单以「== 名称 | 点位」开头")
    }
    for (checklist, line) in zip(checklists, headings) where checklist.points.isEmpty {
      throw Unreadable(
        line: line, reason: "「\(checklist.name)」下面没有一项；一行写一项，例如「北门垃圾厢房 | 看什么 | 20:30」")
    }
  }

  private struct Complaint: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private mutating func read(_ line: String) throws(Complaint) {
    guard !line.isEmpty, !line.hasPrefix("#"), !line.hasPrefix("＃") else { return }
    if line.hasPrefix("==") || line.hasPrefix("＝＝") { return try begin(line) }
    let fields = ChecklistBook.fields(line)
    guard let last = checklists.indices.last else {
      guard fields[0] == "阶梯" else {
        throw Complaint("第一张检查单前面只能写「阶梯」，不是「\(fields[0])」；检查单以「== 名称 | 点位」开头")
      }
      do throws(FindingLadder.Unreadable) {
        ladder = try FindingLadder(fields: Array(fields.dropFirst()))
      } catch {
        throw Complaint(error.reason)
      }
      return
    }
    if fields[0] == "类别" {
      let words = fields.dropFirst().flatMap(MessageTemplates.words)
      guard (1...ChecklistBook.mostCategories).contains(words.count),
        Set(words).count == words.count,
        words.allSatisfy({ $0.isAtMost(ChecklistBook.longestName) })
      else {
        throw Complaint(
          "类别写 1 到 \(ChecklistBook.mostCategories) 个不同的词，用顿号隔开，例如「类别 | 环境卫生、安全隐患」")
      }
      checklists[last].categories = words
      return
    }
    try add(fields, to: last)
  }

  /// `== 夜巡 | 点位`.
  private mutating func begin(_ line: String) throws(Complaint) {
    let plain = line.drop { $0 == "=" || $0 == "＝" }
    var parts = ChecklistBook.fields(String(plain))
    if let last = parts.last { parts[parts.count - 1] = last.droppingEquals }
    let name = parts[0]
    guard !name.isEmpty else { throw Complaint("「==」后面没有写检查单的名称") }
    guard name.isAtMost(ChecklistBook.longestName) else {
      throw Complaint("检查单的名称最多 \(ChecklistBook.longestName) 字")
    }
    guard !checklists.contains(where: { $0.name == name }) else {
      throw Complaint("检查单「\(name)」写了两次")
    }
    guard checklists.count < ChecklistBook.mostChecklists else {
      throw Complaint("最多 \(ChecklistBook.mostChecklists) 张检查单")
    }
    let word = parts.count == 2 ? parts[1] : ""
    guard let kind = ChecklistKind.allCases.first(where: { $0.title == word }) else {
      let known = ChecklistKind.allCases.map(\.title).joined(separator: "、")
      throw Complaint("种类写 \(known)，例如「== \(name) | 点位」")
    }
    checklists.append(Checklist(name: name, kind: kind, points: []))
  }

  /// `北门垃圾厢房 | 夜间翻捡、混投 | 20:30`.
  private mutating func add(_ fields: [String], to index: Int) throws(Complaint) {
    let name = fields[0]
    let kind = checklists[index].kind
    guard (1...3).contains(fields.count), !name.isEmpty else {
      throw Complaint("一项写成「名称 | 看什么 | 时间」，后两样可以不写")
    }
    guard name.isAtMost(ChecklistBook.longestPoint) else {
      throw Complaint("一项的名称最多 \(ChecklistBook.longestPoint) 字，其余写到第二栏")
    }
    guard !checklists[index].points.contains(where: { $0.name == name }) else {
      throw Complaint("「\(name)」写了两次；同一处去两次，请写成「\(name)（第二次）」")
    }
    guard checklists[index].points.count < ChecklistBook.mostPoints else {
      throw Complaint("一张检查单最多 \(ChecklistBook.mostPoints) 项")
    }
    if name.hasPrefix("{") || name.hasPrefix("｛") {
      guard name == Checklist.allGroups, kind == .groups else {
        throw Complaint("「\(name)」看不懂；「\(Checklist.allGroups)」代表全部楼组，只用在「巡群」的检查单里")
      }
    }
    let hint = fields.count > 1 ? fields[1] : ""
    guard hint.isAtMost(ChecklistBook.longestHint) else {
      throw Complaint("「看什么」最多 \(ChecklistBook.longestHint) 字")
    }
    var planned: Int?
    if fields.count > 2, !fields[2].isEmpty {
      guard let minute = ChecklistBook.minute(fields[2]) else {
        throw Complaint("时间写 20:30 这样，不是「\(fields[2])」")
      }
      planned = minute
    }
    checklists[index].points.append(CheckPoint(name: name, hint: hint, plannedAt: planned))
  }

  private static func fields(_ line: String) -> [String] {
    line.split(omittingEmptySubsequences: false) { $0 == "|" || $0 == "｜" }.map {
      String($0).tidied
    }
  }

  private static func minute(_ text: String) -> Int? {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { folded.append(scalar.halfWidth) }
    let parts = String(folded).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({ (1...2).contains($0.count) && $0.allSatisfy(\.isASCII) }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), (0...23).contains(hours),
      (0...59).contains(minutes)
    else { return nil }
    return hours * 60 + minutes
  }

  private static let mostChecklists = 30
  private static let mostPoints = 60
  private static let mostCategories = 12
  private static let longestName = 20
  private static let longestPoint = 24
  private static let longestHint = 80
  /// Characters that the text may have.
  package static let longestText = 12_000
}

extension String {
  /// Without the signs that may close a heading: `== 名称 | 点位 ==`.
  fileprivate var droppingEquals: String {
    var text = Substring(self)
    while let last = text.last, last == "=" || last == "＝" || last.isWhitespace {
      text.removeLast()
    }
    return String(text)
  }
}
