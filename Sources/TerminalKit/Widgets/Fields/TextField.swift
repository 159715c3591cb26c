/// One line of text to be typed.
package struct TextField: Hashable, Sendable {
  /// The text and the cursor.
  package var buffer: EditBuffer
  /// No more characters than this go in.
  package var limit: Int
  /// Stands in the field while it is empty.
  package var placeholder: String
  /// Whether stars are shown instead of the text.
  package var isSecret: Bool
  /// Whether the last insertion was cut at the limit: the owner should say so.
  package private(set) var wasCut = false

  /// A field with the cursor behind its text.
  package init(
    _ text: String = "", limit: Int = 500, placeholder: String = "", isSecret: Bool = false
  ) {
    buffer = EditBuffer(text)
    self.limit = limit
    self.placeholder = placeholder
    self.isSecret = isSecret
  }

  /// The whole text.
  package var text: String {
    get { buffer.text }
    set { buffer.text = newValue }
  }

  /// Types or edits. Enter, Tab, Esc, up and down are the owner's.
  package mutating func handle(_ key: Key) -> EditOutcome {
    let outcome = buffer.handle(key, limit: limit)
    wasCut = key.typed != nil && outcome == .moved && buffer.text.count >= limit
    return outcome
  }

  /// Inserts pasted text as one line: breaks become spaces, so that Enter inside it does nothing.
  package mutating func paste(_ text: String) -> EditOutcome {
    let line = Sanitizer.line(text)
    let old = buffer
    wasCut = !buffer.insert(line, limit: limit)
    return buffer == old ? .moved : .changed
  }

  /// Draws in the first line of the rectangle; answers where the cursor stands, which is where the
  /// input method shows its candidates.
  @discardableResult
  package func draw(
    into canvas: inout Canvas, rect: Rect, style: Style? = nil, focused: Bool,
    glyphs: WidgetGlyphs = .unicode
  ) -> Position? {
    let line = rect.line(0)
    guard !line.isEmpty else { return nil }
    let style = style ?? Style(focused ? .fieldFocused : .field)
    canvas.fill(line, style: style)
    if buffer.isEmpty {
      canvas.put(
        TextLayout.clip(placeholder, columns: line.columns), row: line.row, column: line.column,
        style: style.adding(.dim))
      return focused ? Position(row: line.row, column: line.column) : nil
    }
    let before = shown(buffer.before)
    let text = before + shown(buffer.after)
    let cursor = TextWidth.columns(before)
    // The last column belongs to the mark that the text goes on, and to the cursor behind the text.
    let reach = buffer.after.isEmpty ? cursor : cursor + 1
    let offset = focused ? min(cursor, ScrollOffset.stepped(to: reach, showing: line.columns)) : 0
    canvas.clipped(to: line) { canvas in
      canvas.put(text, row: line.row, column: line.column - offset, style: style)
      if offset > 0 {
        canvas.put(glyphs.cut, row: line.row, column: line.column, style: style.adding(.dim))
      }
      if TextWidth.columns(text) - offset > line.columns {
        canvas.put(
          glyphs.cut, row: line.row, column: line.endColumn - 1, style: style.adding(.dim))
      }
    }
    guard focused else { return nil }
    return Position(row: line.row, column: min(line.column + cursor - offset, line.endColumn - 1))
  }

  private func shown(_ text: String) -> String {
    isSecret ? String(repeating: "*", count: text.count) : text
  }
}
