/// What a row shows in one column.
package struct TableCell: Hashable, Sendable {
  /// Pieces of text, each in its style.
  package var spans: [Span]

  /// Text in one style.
  package init(_ text: String, _ style: Style = .text) {
    spans = [Span(text, style)]
  }

  /// Text in several styles.
  package init(_ spans: [Span]) {
    self.spans = spans
  }
}

/// How much of the selected row is drawn differently. Over a slow line every cell counts.
package enum TableHighlight: Hashable, Sendable {
  /// Only the mark in the gutter.
  case gutter
  /// The mark and these columns.
  case columns([String])
  /// The mark and everything from the first column to the end of this one.
  case through(String)
  /// The mark and everything.
  case row
}

/// Draws rows in aligned columns under a header. It holds no rows and no selection.
package struct Table: Hashable, Sendable {
  /// The columns, from left to right; cells come in the same order.
  package var columns: [TableColumn]
  /// How the selected row is shown.
  package var highlight: TableHighlight
  /// Whether the first line names the columns.
  package var showsHeader: Bool
  /// The characters to draw with.
  package var glyphs: WidgetGlyphs

  /// The mark and a blank.
  private static let gutter = 2

  /// A table of these columns.
  package init(
    columns: [TableColumn], highlight: TableHighlight = .gutter, showsHeader: Bool = true,
    glyphs: WidgetGlyphs = .unicode
  ) {
    self.columns = columns
    self.highlight = highlight
    self.showsHeader = showsHeader
    self.glyphs = glyphs
  }

  /// The part of the rectangle that shows rows: its height is the height of the list.
  package func body(of rect: Rect) -> Rect {
    showsHeader ? rect.inset(top: 1) : rect
  }

  /// The screen line of the row at this position, for a click.
  package func line(at position: Position, in rect: Rect) -> Int? {
    let body = body(of: rect)
    return body.contains(position) ? position.row - body.row : nil
  }

  /// Draws the visible rows of a list.
  package func draw<Row>(
    into canvas: inout Canvas, rect: Rect, list: WindowedList<Row>, focused: Bool = true,
    cells: (Row) -> [TableCell]
  ) {
    draw(
      into: &canvas, rect: rect, rows: list.visibleRows.map(cells), selectedLine: list.selectedLine,
      focused: focused)
  }

  /// Draws rows, the first of them in the first line under the header.
  package func draw(
    into canvas: inout Canvas, rect: Rect, rows: [[TableCell]], selectedLine: Int? = nil,
    focused: Bool = true
  ) {
    guard !rect.isEmpty else { return }
    let placed = placedColumns(in: rect)
    canvas.clipped(to: rect) { canvas in
      if showsHeader {
        for (column, start, width) in placed {
          put(
            [Span(columns[column].title, Style(.muted))], in: columns[column], row: rect.row,
            start: start, width: width, into: &canvas)
        }
      }
      let body = body(of: rect)
      for (line, cells) in rows.prefix(body.rows).enumerated() {
        for (column, start, width) in placed where cells.indices.contains(column) {
          put(
            cells[column].spans, in: columns[column], row: body.row + line, start: start,
            width: width, into: &canvas)
        }
        if line == selectedLine {
          mark(body.line(line), placed: placed, focused: focused, into: &canvas)
        }
      }
    }
  }

  /// Marks the selected row of a table that was drawn without one: moving the selection within a
  /// screen then needs no other row to be drawn again.
  package func drawMark(
    into canvas: inout Canvas, rect: Rect, selectedLine: Int?, focused: Bool = true
  ) {
    let body = body(of: rect)
    guard let selectedLine, selectedLine >= 0, selectedLine < body.rows else { return }
    canvas.clipped(to: rect) { canvas in
      mark(
        body.line(selectedLine), placed: placedColumns(in: rect), focused: focused, into: &canvas)
    }
  }

  /// Each column that is shown, with its first screen column and its width.
  private func placedColumns(in rect: Rect) -> [(column: Int, start: Int, width: Int)] {
    let widths = TableLayout.widths(columns, total: rect.columns - Self.gutter)
    var start = rect.column + Self.gutter
    var placed: [(column: Int, start: Int, width: Int)] = []
    for (column, width) in widths.enumerated() {
      guard let width else { continue }
      placed.append((column, start, width))
      start += width + 1
    }
    return placed
  }

  private func put(
    _ spans: [Span], in column: TableColumn, row: Int, start: Int, width: Int,
    into canvas: inout Canvas
  ) {
    let clipped = SpanLayout.clip(spans, columns: width)
    let spare = width - SpanLayout.columns(clipped)
    let indent =
      switch column.align {
      case .left: 0
      case .right: spare
      case .center: spare / 2
      }
    canvas.put(clipped, row: row, column: start + indent, limit: width - indent)
  }

  private func mark(
    _ line: Rect, placed: [(column: Int, start: Int, width: Int)], focused: Bool,
    into canvas: inout Canvas
  ) {
    let role: Role = focused ? .selected : .selectedUnfocused
    switch highlight {
    case .gutter: break
    case .columns(let ids):
      for (column, start, width) in placed where ids.contains(columns[column].id) {
        canvas.restyle(Rect(row: line.row, column: start, rows: 1, columns: width)) {
          $0.with(role)
        }
      }
    case .through(let id):
      guard let last = placed.first(where: { columns[$0.column].id == id }) else { break }
      let width = last.start + last.width - line.column
      canvas.restyle(line.splitting(left: width).left.inset(left: 1)) { $0.with(role) }
    case .row:
      canvas.restyle(line.inset(left: 1)) { $0.with(role) }
    }
    canvas.put(
      glyphs.mark, row: line.row, column: line.column,
      style: Style(focused ? .accent : .muted, bold: focused))
  }
}
