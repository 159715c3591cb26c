/// Named numbers as bars that lie: names at the left, the number in words at the right, and where it stood before as
/// a mark across. It knows nothing of what it counts.
package struct HorizontalBars: Hashable, Sendable {
  /// One of them.
  package struct Bar: Hashable, Sendable {
    /// What it is of.
    package var label: String
    /// How long it is; nil where there is nothing to draw.
    package var value: Int?
    /// Where it stood before; nil leaves the mark out.
    package var before: Int?
    /// What stands at the right.
    package var words: String
    /// Whether it should catch the eye; the words say so too.
    package var isAlarming: Bool

    /// Makes a bar.
    package init(
      _ label: String, _ value: Int?, words: String, before: Int? = nil, isAlarming: Bool = false
    ) {
      self.label = label
      self.value = value.map { max(0, $0) }
      self.words = words
      self.before = before.map { max(0, $0) }
      self.isAlarming = isAlarming
    }
  }

  /// The bars, from the top.
  package var bars: [Bar]
  /// What a whole bar stands for; nil takes the longest one.
  package var whole: Int?
  /// The chosen bar.
  package var selected: Int?
  /// The first one shown; drawing keeps the chosen one in sight.
  package var top: Int
  /// The characters to draw with.
  package var glyphs: WidgetGlyphs

  /// Makes a chart.
  package init(
    _ bars: [Bar], whole: Int? = nil, selected: Int? = nil, top: Int = 0,
    glyphs: WidgetGlyphs = .unicode
  ) {
    self.bars = bars
    self.whole = whole
    self.selected = selected
    self.top = top
    self.glyphs = glyphs
  }

  /// The first bar to show so that the chosen one is seen.
  package func firstRow(in rect: Rect) -> Int {
    var first = min(max(0, top), max(0, bars.count - rect.rows))
    if let selected { first = min(max(first, selected - rect.rows + 1), max(0, selected)) }
    return first
  }

  /// Draws a row for each bar.
  package func draw(into canvas: inout Canvas, rect: Rect) {
    guard rect.rows >= 1, rect.columns >= 16 else { return }
    let words = min(
      bars.map { TextWidth.columns($0.words) }.max() ?? 0, rect.columns / 2)
    let names = bars.map { TextWidth.columns($0.label) }.max() ?? 0
    let label = min(names, max(6, (rect.columns - words) * 2 / 5))
    let room = max(0, rect.columns - label - words - 4)
    let longest = max(
      1, whole ?? bars.flatMap { [$0.value, $0.before] }.compactMap(\.self).max() ?? 1)
    let first = firstRow(in: rect)
    canvas.clipped(to: rect) { canvas in
      for (line, bar) in bars.dropFirst(first).prefix(rect.rows).enumerated() {
        let row = rect.row + line
        let isSelected = selected == first + line
        if isSelected {
          canvas.put(glyphs.mark, row: row, column: rect.column, style: Style(.accent, bold: true))
        }
        canvas.put(
          TextLayout.pad(TextLayout.clip(bar.label, columns: label), columns: label), row: row,
          column: rect.column + 1, style: isSelected ? Style(.selected) : .text)
        draw(
          bar, of: longest, at: row, column: rect.column + label + 2, columns: room, into: &canvas)
        canvas.put(
          TextLayout.pad(bar.words, columns: words), row: row, column: rect.endColumn - words - 1,
          style: Style(bar.isAlarming ? .warning : .text, bold: isSelected))
      }
      let edge = rect.endColumn - 1
      if first > 0 {
        canvas.put(glyphs.moreAbove, row: rect.row, column: edge, style: Style(.muted))
      }
      if first + rect.rows < bars.count {
        canvas.put(glyphs.moreBelow, row: rect.endRow - 1, column: edge, style: Style(.muted))
      }
    }
  }

  private func draw(
    _ bar: Bar, of longest: Int, at row: Int, column: Int, columns: Int, into canvas: inout Canvas
  ) {
    guard columns > 0 else { return }
    func length(_ value: Int) -> Int {
      // One must be seen beside a hundred, and only what is longest fills the row.
      let share = Double(min(value, longest)) / Double(longest)
      return value == 0 ? 0 : max(1, Int((share * Double(columns)).rounded()))
    }
    if let value = bar.value, let full = glyphs.bars.last {
      canvas.put(
        String(repeating: full, count: length(value)), row: row, column: column,
        style: Style(bar.isAlarming ? .warning : .info))
    }
    if let before = bar.before {
      canvas.put(
        String(glyphs.box.vertical), row: row, column: column + max(0, length(before) - 1),
        style: Style(.text, bold: true))
    }
  }
}
