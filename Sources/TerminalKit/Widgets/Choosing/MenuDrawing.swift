extension Menu {
  /// The size of the box that shows everything, as far as the room allows.
  package func preferredSize(in room: Size) -> Size {
    let widest = items.map { widthOfTitle + Self.gap + noteColumns($0) }.max() ?? 0
    let content = max(widest, TextWidth.columns(title) + 2, items.isEmpty ? emptyColumns : 0)
    return Size(
      rows: min(room.rows, max(1, items.count) + 2),
      columns: min(room.columns, content + gutter + keyColumns + 4))
  }

  /// Draws the menu in a box that fills the rectangle.
  package func draw(
    into canvas: inout Canvas, rect: Rect, focused: Bool = true, glyphs: WidgetGlyphs = .unicode
  ) {
    canvas.fill(rect)
    canvas.box(rect, title: title, focused: focused, glyphs: glyphs.box)
    drawItems(into: &canvas, rect: rect.inset(), focused: focused, glyphs: glyphs)
    drawMarks(into: &canvas, rect: rect, glyphs: glyphs)
  }

  /// Says in the right border of the box that there is more.
  func drawMarks(into canvas: inout Canvas, rect: Rect, glyphs: WidgetGlyphs) {
    let inner = rect.inset()
    guard !inner.isEmpty else { return }
    let first = firstVisible(rows: inner.rows)
    let edge = rect.endColumn - 1
    canvas.clipped(to: rect) { canvas in
      if first > 0 {
        canvas.put(glyphs.moreAbove, row: inner.row, column: edge, style: Style(.accent))
      }
      if first + inner.rows < items.count {
        canvas.put(glyphs.moreBelow, row: inner.endRow - 1, column: edge, style: Style(.accent))
      }
    }
  }

  /// Draws the items without a box.
  package func drawItems(
    into canvas: inout Canvas, rect: Rect, focused: Bool, glyphs: WidgetGlyphs
  ) {
    guard !rect.isEmpty else { return }
    canvas.clipped(to: rect) { canvas in
      if items.isEmpty {
        canvas.put(emptyText, row: rect.row, column: rect.column + 1, style: Style(.muted))
      }
      let first = firstVisible(rows: rect.rows)
      for (line, index) in (first..<items.count).prefix(rect.rows).enumerated() {
        drawItem(index, in: rect.line(line), focused: focused, glyphs: glyphs, on: &canvas)
      }
    }
  }

  private func drawItem(
    _ index: Int, in line: Rect, focused: Bool, glyphs: WidgetGlyphs, on canvas: inout Canvas
  ) {
    let item = items[index]
    let isDisabled = item.disabledReason != nil
    let base = Style(isDisabled ? .disabled : item.isDanger ? .danger : .text)
    if hasDigits, index < 9 {
      canvas.put(
        String(index + 1), row: line.row, column: line.column + 2,
        style: Style(isDisabled ? .disabled : .muted))
    }
    let start = line.column + gutter
    let end = line.endColumn - (keyColumns > 0 ? keyColumns + 1 : 0) - 1
    let titleRoom = min(widthOfTitle, end - start)
    let title = TextMatch.highlight(query, in: item.title, style: base)
    canvas.put(
      SpanLayout.clip(title, columns: titleRoom), row: line.row, column: start, limit: titleRoom)
    let noteStart = start + titleRoom + Self.gap
    let note = Span(self.note(item), Style(isDisabled ? .disabled : .muted))
    canvas.put(
      SpanLayout.clip([note], columns: end - noteStart), row: line.row, column: noteStart,
      limit: max(0, end - noteStart))
    if let key = item.key?.label {
      let column = line.endColumn - 1 - TextWidth.columns(key)
      canvas.put(
        key, row: line.row, column: column, style: Style(isDisabled ? .disabled : .accent))
    }
    if index == selected {
      canvas.restyle(line) { $0.with(focused ? .selected : .selectedUnfocused) }
      canvas.put(
        glyphs.mark, row: line.row, column: line.column,
        style: Style(focused ? .selected : .selectedUnfocused))
    }
  }

  private static let gap = 2

  /// The mark, a blank and the digit with a blank.
  private var gutter: Int { hasDigits ? 4 : 2 }

  private var widthOfTitle: Int { items.map { TextWidth.columns($0.title) }.max() ?? 0 }

  private var keyColumns: Int {
    items.compactMap { $0.key.map { TextWidth.columns($0.label) } }.max() ?? 0
  }

  private var emptyColumns: Int { TextWidth.columns(emptyText) }

  private func note(_ item: MenuItem) -> String { item.disabledReason ?? item.note }

  private func noteColumns(_ item: MenuItem) -> Int { TextWidth.columns(note(item)) }
}
