/// Several lines of text to be typed; long lines wrap.
package struct TextArea: Hashable, Sendable {
  /// The text and the cursor.
  package var buffer: EditBuffer
  /// No more characters than this go in.
  package var limit: Int
  /// Stands in the area while it is empty.
  package var placeholder: String

  /// An area with the cursor behind its text.
  package init(_ text: String = "", limit: Int = 4000, placeholder: String = "") {
    buffer = EditBuffer(text)
    self.limit = limit
    self.placeholder = placeholder
  }

  /// The whole text.
  package var text: String {
    get { buffer.text }
    set { buffer.text = newValue }
  }

  /// Types or edits; Enter breaks the line. Up and down move over lines as they wrap at this width
  /// and are ignored at the first and the last, so that the owner can go to another field.
  package mutating func handle(_ key: Key, columns: Int) -> EditOutcome {
    switch (key.code, key.modifiers) {
    case (.enter, _): return buffer.type("\n", limit: limit)
    case (.up, []): return moveVertically(-1, columns: columns)
    case (.down, []): return moveVertically(1, columns: columns)
    default: return buffer.handle(key, limit: limit)
    }
  }

  /// Inserts pasted text with its line breaks.
  package mutating func paste(_ text: String) -> EditOutcome {
    buffer.type(Sanitizer.text(text), limit: limit)
  }

  /// How many lines the text takes at this width.
  package func height(columns: Int) -> Int { Wrapping(buffer.text, columns: columns).lines.count }

  /// Draws the part around the cursor; answers where the cursor stands.
  @discardableResult
  package func draw(
    into canvas: inout Canvas, rect: Rect, style: Style? = nil, focused: Bool,
    glyphs: WidgetGlyphs = .unicode
  ) -> Position? {
    guard !rect.isEmpty else { return nil }
    let style = style ?? Style(focused ? .fieldFocused : .field)
    canvas.fill(rect, style: style)
    if buffer.isEmpty {
      canvas.put(
        TextLayout.clip(placeholder, columns: rect.columns), row: rect.row, column: rect.column,
        style: style.adding(.dim))
    }
    let wrapping = Wrapping(buffer.text, columns: rect.columns)
    let cursor = wrapping.place(of: buffer.before.count)
    let offset = focused ? ScrollOffset.stepped(to: cursor.row, showing: rect.rows) : 0
    canvas.clipped(to: rect) { canvas in
      for (line, text) in wrapping.lines[offset...].prefix(rect.rows).enumerated() {
        canvas.put(text.text, row: rect.row + line, column: rect.column, style: style)
      }
      let edge = rect.endColumn - 1
      if offset > 0 {
        canvas.put(glyphs.moreAbove, row: rect.row, column: edge, style: style.adding(.dim))
      }
      if offset + rect.rows < wrapping.lines.count {
        canvas.put(glyphs.moreBelow, row: rect.endRow - 1, column: edge, style: style.adding(.dim))
      }
    }
    guard focused else { return nil }
    return Position(
      row: rect.row + cursor.row - offset,
      column: min(rect.column + cursor.column, rect.endColumn - 1))
  }

  private mutating func moveVertically(_ step: Int, columns: Int) -> EditOutcome {
    let wrapping = Wrapping(buffer.text, columns: columns)
    let place = wrapping.place(of: buffer.before.count)
    guard wrapping.lines.indices.contains(place.row + step) else { return .ignored }
    buffer.move(to: wrapping.offset(row: place.row + step, column: place.column))
    return .moved
  }
}

/// Where each character stands. Lines break wherever they are full, since a text that is being
/// typed must not jump from line to line.
struct Wrapping {
  struct Line {
    /// The number of characters before the line.
    var start: Int
    var text: String
    /// Whether a line break, which is a character too, follows.
    var isBroken = false
  }

  private(set) var lines: [Line] = []

  init(_ text: String, columns: Int) {
    // The last column is left to the cursor and to the marks.
    let room = max(2, columns - 1)
    var line = Line(start: 0, text: "")
    var used = 0
    var offset = 0
    for character in text {
      let width = character == "\n" ? 0 : TextWidth.columns(String(character))
      if used + width > room {
        lines.append(line)
        line = Line(start: offset, text: "")
        used = 0
      }
      offset += 1
      if character == "\n" {
        line.isBroken = true
        lines.append(line)
        line = Line(start: offset, text: "")
        used = 0
      } else {
        line.text.append(character)
        used += width
      }
    }
    lines.append(line)
  }

  /// The line and the column of the cursor that has so many characters before it.
  func place(of offset: Int) -> Position {
    let row = max(0, (lines.firstIndex { $0.start > offset } ?? lines.count) - 1)
    let prefix = lines[row].text.prefix(offset - lines[row].start)
    return Position(row: row, column: TextWidth.columns(prefix))
  }

  /// The number of characters before what stands nearest to this column of a line.
  func offset(row: Int, column: Int) -> Int {
    let line = lines[row]
    var used = 0
    var offset = line.start
    for character in line.text {
      let width = TextWidth.columns(String(character))
      if used + (width + 1) / 2 > column { break }
      used += width
      offset += 1
    }
    // Behind the last character of a full line is the start of the next one: stay on this line.
    let isLast = row == lines.count - 1
    let end = line.start + line.text.count
    return offset == end && !line.isBroken && !isLast ? max(line.start, end - 1) : offset
  }
}
