import CoreModel
import Store
import TerminalKit

/// The list of a board: headings with lines under them, few enough to hold them all.
enum BoardList {
  /// The first line that is shown so that one of them is: scrolled as little as needed, and the heading right above
  /// that one stays in sight with it.
  static func top(
    from top: Int, showing index: Int?, count: Int, rows: Int, isHeading: (Int) -> Bool
  ) -> Int {
    guard rows > 0, let index else { return 0 }
    let above = index > 0 && isHeading(index - 1) ? index - 1 : index
    return max(0, min(max(index - rows + 1, min(top, above)), count - rows))
  }

  /// Draws the lines from one on, with marks at the edge where there are more.
  /// - Parameter line: Draws one line, by its place in the list and its row on the screen.
  static func draw(
    count: Int, from top: Int, in rect: Rect, glyphs: WidgetGlyphs, into canvas: inout Canvas,
    line: (Int, Int, inout Canvas) -> Void
  ) {
    let top = max(0, min(top, count - rect.rows))
    canvas.clipped(to: rect) { canvas in
      for index in top..<max(top, min(count, top + rect.rows)) {
        line(index, rect.row + index - top, &canvas)
      }
    }
    let edge = rect.endColumn - 1
    if top > 0 { canvas.put(glyphs.moreAbove, row: rect.row, column: edge, style: Style(.muted)) }
    if top + rect.rows < count {
      canvas.put(glyphs.moreBelow, row: rect.endRow - 1, column: edge, style: Style(.muted))
    }
  }

  /// What stands there while there is nothing yet: what to do next.
  static func draw(advice: [String], in rect: Rect, into canvas: inout Canvas) {
    let lines = advice.flatMap { TextLayout.wrap($0, columns: max(10, rect.columns - 4)) }
    for (index, text) in lines.prefix(rect.rows).enumerated() {
      canvas.put(text, row: rect.row + index, column: rect.column + 2, style: Style(.muted))
    }
  }
}

extension [OnwardSource] {
  /// The requests of a thing beyond the desk, to choose one to go to.
  var menuItems: [MenuItem] {
    map { source in
      MenuItem(
        id: source.id.text,
        title:
          "\(source.row.number) \(TextLayout.clip(Privacy.masked(source.row.text), columns: 36))",
        note: source.wasLeft ? "已移出" : source.row.status.title)
    }
  }
}
