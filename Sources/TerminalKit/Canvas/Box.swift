/// The characters that lines and boxes are made of.
package struct BoxGlyphs: Hashable, Sendable {
  /// Top, bottom and dividers.
  package var horizontal: Character
  /// The sides.
  package var vertical: Character
  /// The corner where rows and columns begin.
  package var topLeft: Character
  /// The corner at the end of the first row.
  package var topRight: Character
  /// The corner at the beginning of the last row.
  package var bottomLeft: Character
  /// The corner where rows and columns end.
  package var bottomRight: Character
  /// Where a divider leaves the left side.
  package var leftJoint: Character
  /// Where a divider meets the right side.
  package var rightJoint: Character
  /// Where a vertical divider leaves the top.
  package var topJoint: Character
  /// Where a vertical divider meets the bottom.
  package var bottomJoint: Character

  /// Rounded corners.
  package static let unicode = BoxGlyphs(
    horizontal: "─", vertical: "│", topLeft: "╭", topRight: "╮", bottomLeft: "╰",
    bottomRight: "╯", leftJoint: "├", rightJoint: "┤", topJoint: "┬", bottomJoint: "┴")

  /// For terminals that draw line characters two columns wide, or not at all.
  package static let ascii = BoxGlyphs(
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+",
    bottomRight: "+", leftJoint: "+", rightJoint: "+", topJoint: "+", bottomJoint: "+")
}

extension Canvas {
  /// Draws a border along the inside edge of a rectangle; what is inside stays as it is.
  ///
  /// Titles stand in the top line, one at each end; the trailing one gives way first.
  package mutating func box(
    _ rect: Rect, title: String = "", trailingTitle: String = "", focused: Bool = false,
    glyphs: BoxGlyphs = .unicode
  ) {
    guard rect.rows >= 2, rect.columns >= 2 else { return }
    let style = Style(focused ? .borderFocused : .border)
    let line = String(repeating: glyphs.horizontal, count: rect.columns - 2)
    put(
      "\(glyphs.topLeft)\(line)\(glyphs.topRight)", row: rect.row, column: rect.column,
      style: style)
    put(
      "\(glyphs.bottomLeft)\(line)\(glyphs.bottomRight)", row: rect.endRow - 1,
      column: rect.column, style: style)
    let side = String(glyphs.vertical)
    for row in rect.row + 1..<rect.endRow - 1 {
      put(side, row: row, column: rect.column, style: style)
      put(side, row: row, column: rect.endColumn - 1, style: style)
    }
    putTitles(title, trailingTitle, on: rect, row: rect.row, focused: focused)
  }

  /// Draws a line across a box that joins its sides, with a title of its own.
  package mutating func divider(
    in rect: Rect, row: Int, title: String = "", trailingTitle: String = "",
    focused: Bool = false, glyphs: BoxGlyphs = .unicode
  ) {
    guard rect.columns >= 2, row > rect.row, row < rect.endRow - 1 else { return }
    let line = String(repeating: glyphs.horizontal, count: rect.columns - 2)
    put(
      "\(glyphs.leftJoint)\(line)\(glyphs.rightJoint)", row: row, column: rect.column,
      style: Style(focused ? .borderFocused : .border))
    putTitles(title, trailingTitle, on: rect, row: row, focused: focused)
  }

  /// Draws a line down a box that joins its top and bottom.
  package mutating func verticalDivider(
    in rect: Rect, column: Int, focused: Bool = false, glyphs: BoxGlyphs = .unicode
  ) {
    guard rect.rows >= 2, column > rect.column, column < rect.endColumn - 1 else { return }
    let style = Style(focused ? .borderFocused : .border)
    put(String(glyphs.topJoint), row: rect.row, column: column, style: style)
    for row in rect.row + 1..<rect.endRow - 1 {
      put(String(glyphs.vertical), row: row, column: column, style: style)
    }
    put(String(glyphs.bottomJoint), row: rect.endRow - 1, column: column, style: style)
  }

  private mutating func putTitles(
    _ title: String, _ trailing: String, on rect: Rect, row: Int, focused: Bool
  ) {
    // A line character and a space stay visible at each end: ╭ title ──── trailing ╮
    let room = rect.columns - 4
    var used = 0
    if !title.isEmpty && room > 0 {
      let text = " \(TextLayout.clip(title, columns: room)) "
      used = put(
        text, row: row, column: rect.column + 1,
        style: Style(focused ? .title : .muted, bold: focused), limit: rect.columns - 2)
    }
    let width = TextWidth.columns(trailing) + 2
    if !trailing.isEmpty && width + used + 1 <= rect.columns - 2 {
      put(
        " \(trailing) ", row: row, column: rect.endColumn - 1 - width,
        style: Style(.muted))
    }
  }
}
