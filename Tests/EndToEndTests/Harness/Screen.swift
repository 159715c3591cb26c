import Foundation

/// What a terminal shows at one moment.
struct Screen: Sendable, CustomStringConvertible {
  /// The lines from the top, without the blanks at their ends.
  let lines: [String]
  /// Its size.
  let columns: Int
  /// Where the cursor is, counted from 0; nil while it is hidden.
  let cursor: (row: Int, column: Int)?

  /// All lines.
  var text: String { lines.joined(separator: "\n") }

  /// Whether a line shows the text.
  func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  /// The first line that shows the text.
  func line(with text: String) -> String? { lines.first { $0.contains(text) } }

  /// Which line shows the text, counted from 0.
  func row(of text: String) -> Int? { lines.firstIndex { $0.contains(text) } }

  /// The screen as failures print it: borders in ASCII and empty rows folded.
  ///
  /// It has to stay short: the test runner loses messages of several kilobytes that are not ASCII.
  var description: String {
    let place = cursor.map { "cursor at \($0.row),\($0.column)" } ?? "cursor hidden"
    var shown = ""
    var folded = 0
    for (row, line) in lines.enumerated() {
      let plain = String(line.map { Self.plain[$0] ?? $0 })
      guard plain.contains(where: { !" |".contains($0) }) else {
        folded += 1
        continue
      }
      if folded > 0 { shown += "    ... \(folded) empty\n" }
      folded = 0
      let number = String(row)
      shown += String(repeating: " ", count: max(0, 3 - number.count)) + "\(number) \(plain)\n"
    }
    return shown + "\(columns)×\(lines.count), \(place)"
  }

  private static let plain: [Character: Character] = [
    "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "├": "+", "┤": "+", "┬": "+",
    "┴": "+",
  ]
}
