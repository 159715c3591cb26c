/// A screenful of cells to draw on: a value, without any terminal behind it.
///
/// Whatever is drawn outside the canvas or the current clipping rectangle is left out silently, so
/// widgets need not guard against small windows. Wide characters are never left with one half.
package struct Canvas: Hashable, Sendable {
  /// Fixed for life: a window of another size gets another canvas.
  package let size: Size
  /// Row by row.
  private(set) var cells: [Cell]
  /// Drawing outside this rectangle has no effect.
  package private(set) var clip: Rect

  package init(size: Size, style: Style = .text) {
    self.size = size
    cells = Array(repeating: .blank(style), count: size.rows * size.columns)
    clip = Rect(size: size)
  }

  /// The whole canvas as a rectangle.
  package var bounds: Rect { Rect(size: size) }

  /// The cell at a position, or `nil` outside the canvas.
  package func cell(row: Int, column: Int) -> Cell? {
    guard bounds.contains(Position(row: row, column: column)) else { return nil }
    return cells[row * size.columns + column]
  }

  /// Draws with everything outside `rect` protected; coordinates stay those of the canvas.
  @discardableResult
  package mutating func clipped<Result>(
    to rect: Rect, _ draw: (inout Canvas) throws -> Result
  ) rethrows -> Result {
    let outer = clip
    clip = outer.intersection(rect)
    defer { clip = outer }
    return try draw(&self)
  }

  /// Draws one line of text and returns the columns it used, at most `limit`.
  ///
  /// Text that does not fit is cut; a wide character that would be cut in half is a blank instead.
  @discardableResult
  package mutating func put(
    _ text: String, row: Int, column: Int, style: Style = .text, limit: Int? = nil
  ) -> Int {
    guard row >= clip.row, row < clip.endRow else { return 0 }
    let end = min(clip.endColumn, limit.map { column + max(0, $0) } ?? Int.max)
    guard column < end else { return 0 }
    if column >= clip.column && text.isPlainASCII {
      return putASCII(text, row: row, column: column, style: style, end: end)
    }
    var at = column
    var glyphs = text.glyphs
    while at < end, let glyph = glyphs.next() {
      if at < clip.column || at + glyph.width > end {
        // Half inside at either edge: the visible half is a blank.
        for half in at..<min(at + glyph.width, end) where half >= clip.column {
          set(.blank(style), row: row, column: half)
        }
        at = min(at + glyph.width, end)
      } else {
        set(Cell(glyph, style: style), row: row, column: at)
        at += glyph.width
      }
    }
    return at - column
  }

  /// Draws pieces of text one after the other and returns the columns they used together.
  @discardableResult
  package mutating func put(_ spans: [Span], row: Int, column: Int, limit: Int? = nil) -> Int {
    var used = 0
    for span in spans {
      let left = limit.map { $0 - used }
      if let left, left <= 0 { break }
      used += put(span.text, row: row, column: column + used, style: span.style, limit: left)
    }
    return used
  }

  /// Blanks a rectangle.
  package mutating func fill(_ rect: Rect, style: Style = .text) {
    let area = rect.intersection(clip)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      severWideCharacters(row: row, columns: area.column..<area.endColumn)
      let start = row * size.columns
      for index in start + area.column..<start + area.endColumn { cells[index] = .blank(style) }
    }
  }

  /// Changes how a rectangle looks without touching its text.
  package mutating func restyle(_ rect: Rect, style: Style) {
    restyle(rect) { _ in style }
  }

  /// Changes each style in a rectangle; a wide character follows its left half.
  package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let area = rect.intersection(clip)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      let start = row * size.columns
      for column in area.column..<area.endColumn where !cells[start + column].isContinuation {
        let style = change(cells[start + column].style)
        cells[start + column].style = style
        if cells[start + column].width == 2 { cells[start + column + 1].style = style }
      }
    }
  }

  private mutating func putASCII(
    _ text: String, row: Int, column: Int, style: Style, end: Int
  ) -> Int {
    let count = min(text.utf8.count, end - column)
    guard count > 0 else { return 0 }
    severWideCharacters(row: row, columns: column..<column + count)
    var index = row * size.columns + column
    for byte in text.utf8.prefix(count) {
      cells[index] = Cell(ascii: byte, style: style)
      index += 1
    }
    return count
  }

  /// Writes one glyph that is known to be inside, leaving no half of a wide character beside it.
  private mutating func set(_ cell: Cell, row: Int, column: Int) {
    let columns = column..<column + cell.width
    severWideCharacters(row: row, columns: columns)
    let index = row * size.columns + column
    cells[index] = cell
    if cell.width == 2 { cells[index + 1] = .continuation(cell.style) }
  }

  /// Blanks the outer halves of wide characters that straddle the ends of a stretch to be overwritten.
  ///
  /// A half left alone would make the terminal shift the rest of the row.
  private mutating func severWideCharacters(row: Int, columns: Range<Int>) {
    let start = row * size.columns
    let first = start + columns.lowerBound
    if cells[first].isContinuation && columns.lowerBound > 0 {
      cells[first - 1] = .blank(cells[first - 1].style)
    }
    let after = start + columns.upperBound
    if columns.upperBound < size.columns && cells[after].isContinuation {
      cells[after] = .blank(cells[after].style)
    }
  }
}
