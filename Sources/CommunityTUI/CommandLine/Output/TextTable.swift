import TerminalKit

/// Rows in columns that stand under each other whatever mixture of Han and Latin they hold.
///
/// The last column is as wide as it is: it is clipped only where a terminal would break the line.
struct TextTable {
  /// The names above the columns.
  var headers: [String]
  /// The cells; every row has as many as there are headers.
  var rows: [[String]] = []
  /// Columns to fit into; nil for as many as it takes.
  var columns: Int?

  /// Between two columns.
  private static let gap = 2
  /// The last column keeps this much on a narrow terminal, which then wraps it.
  private static let narrowest = 12

  /// The lines, headers first.
  var lines: [String] {
    let cells = ([headers] + rows).map { $0.map(Sanitizer.line) }
    let widths = headers.indices.dropLast().map { column in
      cells.map { TextWidth.columns($0[column]) }.max() ?? 0
    }
    let used = widths.reduce(0) { $0 + $1 + TextTable.gap }
    return cells.map { row in
      var line = ""
      for (column, width) in widths.enumerated() {
        line += TextLayout.pad(row[column], columns: width)
        line += String(repeating: " ", count: TextTable.gap)
      }
      let last = row.last ?? ""
      line +=
        columns.map {
          TextLayout.clip(last, columns: max($0 - used, TextTable.narrowest))
        } ?? last
      return line.trimmingTrailingSpaces
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
