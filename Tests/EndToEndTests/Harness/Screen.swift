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

  /// The screen in a frame, as failures print it.
  var description: String {
    let rule = String(repeating: "─", count: max(columns, 1))
    let place = cursor.map { "cursor at \($0.row),\($0.column)" } ?? "cursor hidden"
    return "┌\(rule)\n" + lines.map { "│\($0)\n" }.joined()
      + "└\(rule)\n\(columns)×\(lines.count), \(place)"
  }
}
