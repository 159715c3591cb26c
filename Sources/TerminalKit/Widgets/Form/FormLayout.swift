/// Where everything in a form stands.
struct FormLayout {
  /// The lines that belong to one field, counted from the first line of the form.
  struct Block {
    var start: Int
    /// The field itself; what is said about it comes below.
    var fieldRows: Int
    var error: [String]
    var help: [String]

    var rows: Int { fieldRows + error.count + help.count }
    var lines: Range<Int> { start..<start + rows }
  }

  private(set) var blocks: [Block] = []
  /// The part of the screen that shows fields.
  let content: Rect
  /// The line of keys at the bottom, empty when there is no room.
  let footer: Rect
  /// The number of lines scrolled away.
  private(set) var offset = 0
  private(set) var total = 0
  let labelColumns: Int
  let fieldColumns: Int

  /// A border and a blank at each side.
  private static let margin = 2
  private static let gap = 2

  init(_ form: Form, in rect: Rect) {
    let inner = rect.inset(rows: 1, columns: Self.margin)
    let hasFooter = inner.rows >= 3
    content = inner.inset(bottom: hasFooter ? 2 : 0)
    footer = hasFooter ? inner.line(inner.rows - 1) : inner.line(inner.rows)
    labelColumns = Self.labelColumns(form, inner: inner.columns)
    fieldColumns = max(0, inner.columns - labelColumns - Self.gap)
    arrange(form, spacing: 1)
    if total > content.rows { arrange(form, spacing: 0) }
    if blocks.indices.contains(form.focus) {
      offset = ScrollOffset.centered(
        on: blocks[form.focus].lines, of: total, showing: content.rows)
    }
  }

  /// The width of a field when the box is as wide as the form wants.
  static func fieldColumns(_ form: Form) -> Int {
    let inner = form.columns - 2 * margin
    return max(0, inner - labelColumns(form, inner: inner) - gap)
  }

  /// The rectangle of a field, which may be partly outside the content.
  func rect(of index: Int) -> Rect {
    Rect(
      row: content.row + blocks[index].start - offset,
      column: content.column + labelColumns + Self.gap, rows: blocks[index].fieldRows,
      columns: fieldColumns)
  }

  /// The field whose lines are at this position.
  func field(at position: Position) -> Int? {
    guard content.contains(position) else { return nil }
    return blocks.firstIndex { $0.lines.contains(position.row - content.row + offset) }
  }

  private static func labelColumns(_ form: Form, inner: Int) -> Int {
    let widest =
      form.fields.map { TextWidth.columns($0.label) + ($0.isRequired ? 2 : 0) }.max() ?? 0
    return max(0, min(widest, inner / 3))
  }

  private mutating func arrange(_ form: Form, spacing: Int) {
    blocks = []
    var start = 0
    for (index, field) in form.fields.enumerated() {
      guard !field.isHidden else {
        blocks.append(Block(start: start, fieldRows: 0, error: [], help: []))
        continue
      }
      let isFocused = index == form.focus
      let block = Block(
        start: start, fieldRows: rows(of: field, focused: isFocused),
        error: field.error.map { TextLayout.wrap($0, columns: fieldColumns - 2) } ?? [],
        help: isFocused && !field.help.isEmpty
          ? TextLayout.wrap(field.help, columns: fieldColumns) : [])
      blocks.append(block)
      start += block.rows + spacing
    }
    total = max(0, start - spacing)
  }

  /// No field is taller than the screen, so that its cursor can always be seen.
  private func rows(of field: FormField, focused: Bool) -> Int {
    let most = max(1, content.rows - 2)
    return switch field.kind {
    case .text, .toggle: 1
    case .area(_, let rows): max(1, min(rows, most))
    case .choice(let choice): min(most, choice.height(columns: fieldColumns, focused: focused))
    }
  }
}

extension Form {
  /// The size of the box that shows everything, as far as the room allows.
  package func preferredSize(in room: Size) -> Size {
    let columns = min(room.columns, self.columns)
    let layout = FormLayout(self, in: Rect(row: 0, column: 0, rows: room.rows, columns: columns))
    return Size(rows: min(room.rows, layout.total + 4), columns: columns)
  }

  /// Draws in a box that fills the rectangle; answers where the cursor stands. What does not fit
  /// scrolls with the focus.
  @discardableResult
  package func draw(
    into canvas: inout Canvas, rect: Rect, glyphs: WidgetGlyphs = .unicode
  ) -> Position? {
    let layout = FormLayout(self, in: rect)
    canvas.fill(rect)
    canvas.box(
      rect, title: title, trailingTitle: isDirty ? dirtyLabel : "", focused: true,
      glyphs: glyphs.box)
    drawFooter(into: &canvas, rect: rect, layout: layout, glyphs: glyphs)
    var cursor: Position?
    canvas.clipped(to: layout.content) { canvas in
      for index in fields.indices where !fields[index].isHidden {
        let position = drawField(index, into: &canvas, layout: layout, glyphs: glyphs)
        if index == focus { cursor = position }
      }
    }
    drawMarks(into: &canvas, rect: rect, layout: layout, glyphs: glyphs)
    return cursor.flatMap { layout.content.contains($0) ? $0 : nil }
  }

  private func drawField(
    _ index: Int, into canvas: inout Canvas, layout: FormLayout, glyphs: WidgetGlyphs
  ) -> Position? {
    let field = fields[index]
    let block = layout.blocks[index]
    let rect = layout.rect(of: index)
    let isFocused = index == focus
    let label = TextLayout.clip(
      field.label, columns: layout.labelColumns - (field.isRequired ? 2 : 0))
    let used = canvas.put(
      label, row: rect.row, column: layout.content.column,
      style: isFocused ? Style(.title, bold: true) : Style(.muted), limit: layout.labelColumns)
    if field.isRequired {
      canvas.put(
        " *", row: rect.row, column: layout.content.column + used, style: Style(.danger),
        limit: max(0, layout.labelColumns - used))
    }
    for (line, text) in block.error.enumerated() {
      canvas.put(
        (line == 0 ? "\(glyphs.cross) " : "  ") + text, row: rect.endRow + line,
        column: rect.column, style: Style(.danger))
    }
    for (line, text) in block.help.enumerated() {
      canvas.put(
        text, row: rect.endRow + block.error.count + line, column: rect.column,
        style: Style(.muted))
    }
    return drawInput(field, into: &canvas, rect: rect, focused: isFocused, glyphs: glyphs)
  }

  private func drawInput(
    _ field: FormField, into canvas: inout Canvas, rect: Rect, focused: Bool, glyphs: WidgetGlyphs
  ) -> Position? {
    switch field.kind {
    case .text(let input):
      return input.draw(into: &canvas, rect: rect, focused: focused, glyphs: glyphs)
    case .area(let input, _):
      return input.draw(into: &canvas, rect: rect, focused: focused, glyphs: glyphs)
    case .choice(let input):
      return input.draw(into: &canvas, rect: rect, focused: focused, glyphs: glyphs)
    case .toggle(let isOn):
      guard !rect.isEmpty else { return nil }
      canvas.put(
        isOn ? "[\(glyphs.check)] 是" : "[ ] 否", row: rect.row, column: rect.column,
        style: focused ? Style(.selected, bold: true) : isOn ? Style(.accent) : Style(.muted),
        limit: rect.columns)
      return focused
        ? Position(row: rect.row, column: min(rect.column + 1, rect.endColumn - 1)) : nil
    }
  }

  private func drawFooter(
    into canvas: inout Canvas, rect: Rect, layout: FormLayout, glyphs: WidgetGlyphs
  ) {
    guard !layout.footer.isEmpty else { return }
    canvas.divider(in: rect, row: layout.footer.row - 1, focused: true, glyphs: glyphs.box)
    let keys = hints.flatMap { key, label in
      [Span(key, Style(.accent)), Span(" \(label)  ", Style(.muted))]
    }
    canvas.put(
      SpanLayout.clip(keys, columns: layout.footer.columns), row: layout.footer.row,
      column: layout.footer.column, limit: layout.footer.columns)
  }

  /// What the keys do in the focused field, the most important first.
  private var hints: [(String, String)] {
    let common = [("Ctrl-S", submitLabel), ("Esc", cancelLabel)]
    switch focusedField?.kind {
    case .area: return [("Tab", "下一项")] + common + [("Enter", "换行")]
    case .choice(let choice):
      let typing = choice.isShort ? [] : [("键入", "筛选")]
      return [("←→", "选择")] + typing + [("Tab", "下一项")] + common
    case .toggle: return [("空格", "切换"), ("Tab", "下一项")] + common
    case .text, nil:
      return isOnLast
        ? [("Enter", submitLabel), ("Esc", cancelLabel)] : [("Enter", "下一项")] + common
    }
  }

  private func drawMarks(
    into canvas: inout Canvas, rect: Rect, layout: FormLayout, glyphs: WidgetGlyphs
  ) {
    let content = layout.content
    guard !content.isEmpty else { return }
    let edge = rect.endColumn - 1
    if layout.offset > 0 {
      canvas.put(glyphs.moreAbove, row: content.row, column: edge, style: Style(.accent))
    }
    if layout.offset + content.rows < layout.total {
      canvas.put(glyphs.moreBelow, row: content.endRow - 1, column: edge, style: Style(.accent))
    }
  }
}
