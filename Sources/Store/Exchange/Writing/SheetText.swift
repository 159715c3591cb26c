/// What is done to a text before it goes into a cell: what residents wrote is not trusted.
package enum SheetText {
  /// The text without characters that a cell cannot hold or that turn its reading order around; line breaks
  /// are LF.
  package static func clean(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isLeftOut($0) || $0 == "\r" }) else { return text }
    var view = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" {
        view.append("\n")
      } else if !isLeftOut(scalar), !(isAfterReturn && scalar == "\n") {
        view.append(scalar)
      }
      isAfterReturn = scalar == "\r"
    }
    return String(view)
  }

  /// Control characters, marks that turn the reading order around, the byte order mark, and what is no character.
  private static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
      true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  // MARK: Formulas

  /// Whether a program that opens a text file would calculate a cell that begins so. One sign alone is a
  /// placeholder.
  static func isFormula(_ text: String) -> Bool {
    let rest = text.unicodeScalars.drop { $0 == "'" }
    guard let first = rest.first else { return false }
    return formulaSigns.contains(first) && rest.dropFirst().first != nil
  }

  /// The text with an apostrophe before what would be calculated; ``restored(_:)`` takes it away again.
  package static func neutralised(_ text: String) -> String { isFormula(text) ? "'" + text : text }

  /// The text without the apostrophe that ``neutralised(_:)`` put there.
  package static func restored(_ text: String) -> String {
    text.utf8.first == apostrophe && isFormula(text) ? String(text.dropFirst()) : text
  }

  private static let apostrophe = UInt8(ascii: "'")
  /// Those of an input method in full width too: some spreadsheet programs take them for the same.
  private static let formulaSigns: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
  ]

  // MARK: Width

  /// Columns of the widest of its lines, counted no further than `limit`: Han and what is as wide count two.
  static func width(_ text: String, limit: Int) -> Int {
    var widest = 0
    var width = 0
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        width = 0
        continue
      }
      width += scalar.value < 0x1100 ? 1 : isWide(scalar.value) ? 2 : 1
      if width > widest { widest = width }
      if widest >= limit { return limit }
    }
    return widest
  }

  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
