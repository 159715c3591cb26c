/// A remark on what was typed into a field of several lines.
package struct EntryRemark: Hashable, Sendable {
  /// The line that it is about, counted from 1; nil for all of it.
  package let line: Int?
  /// What is so, and what to write instead.
  package let text: String
  /// Whether nothing is taken in while it is so; others are only to be known.
  package let isProblem: Bool

  /// Makes a remark.
  package init(line: Int?, text: String, isProblem: Bool) {
    self.line = line
    self.text = text
    self.isProblem = isProblem
  }

  /// The sentence with the line's number.
  package var message: String { line.map { "第 \($0) 行：\(text)" } ?? text }

  static func problem(_ text: String, line: Int? = nil) -> EntryRemark {
    EntryRemark(line: line, text: text, isProblem: true)
  }

  static func note(_ text: String, line: Int? = nil) -> EntryRemark {
    EntryRemark(line: line, text: text, isProblem: false)
  }
}

/// What was understood of a field of several lines, and what was not.
package struct Understood<Entry: Hashable & Sendable>: Hashable, Sendable {
  /// What the good lines mean, in their order.
  package var entries: [Entry] = []
  /// What is to be said of them.
  package var remarks: [EntryRemark] = []

  /// Nothing yet.
  package init() {}

  /// What must be mended before it can be taken in.
  package var problems: [EntryRemark] { remarks.filter(\.isProblem) }
}

/// Typed lines in one spelling.
enum EntryText {
  /// The lines that say something, with their numbers.
  static func lines(_ text: String) -> [(number: Int, text: String)] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .map { ($0.offset + 1, clean(String($0.element))) }.filter { !$0.1.isEmpty }
  }

  /// Half-width signs, no control or format characters, single blanks, none at the ends.
  static func clean(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        if view.last.map({ $0 != " " }) ?? false { view.append(" ") }
        continue
      }
      let category = scalar.properties.generalCategory
      if category == .control || category == .format { continue }
      // Parentheses stay as they are: they stand in names.
      view.append(scalar == "（" || scalar == "）" ? scalar : scalar.halfWidth)
    }
    return String(view).tidied
  }

  /// The pieces between blanks and the signs that lists are written with.
  static func pieces(_ text: String) -> [String] {
    text.split { $0 == " " || "、,;；|".contains($0) }.map(String.init)
  }
}

/// Names of places and groups.
package enum PlaceName {
  /// Why something cannot be called so; nil when it can. `what` is 小区, 楼组, ….
  package static func problem(_ name: String, what: String, atMost most: Int = 30) -> String? {
    if name.tidied.isEmpty { return "\(what)名称不能是空的" }
    if !name.isAtMost(most) { return "\(what)名称太长（最多 \(most) 个字）" }
    return hasControl(name) ? "\(what)名称里有看不见的控制字符，请重新输入" : nil
  }

  /// Why a typed line is no group's name: it needs a Han character or a digit, and has only such signs as
  /// stand in names; nil when it is one.
  static func unlikeGroup(_ name: String) -> String? {
    let hasWord = name.unicodeScalars.contains { $0.properties.isIdeographic || $0.isDigit }
    let strange = name.first { !$0.isLetter && !$0.isNumber && !groupSigns.contains($0) }
    if hasWord, strange == nil { return nil }
    let reason = strange.map { "不能有「\($0)」" } ?? "要有汉字或数字"
    return "「\(name)」不像楼组：名称\(reason)，例如 12号楼、1-12号楼、北门商铺"
  }

  private static let groupSigns = " 、-–—~～+/.·#&()（）"

  static func hasControl(_ text: String) -> Bool {
    text.unicodeScalars.contains {
      [.control, .format, .lineSeparator, .paragraphSeparator]
        .contains($0.properties.generalCategory)
    }
  }
}
