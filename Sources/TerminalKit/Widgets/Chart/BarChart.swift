/// Numbers in a row as upright bars, with an axis, words below and marks above. It knows nothing of what it counts.
///
/// What does not fit side by side is drawn several to a bar, and ``BarChart/perBar(in:)`` says how many.
package struct BarChart: Hashable, Sendable {
  /// Something that is marked: a line through the bars with words above.
  package struct Mark: Hashable, Sendable {
    /// Which value it stands before.
    package var index: Int
    /// What it says.
    package var label: String

    /// Makes a mark.
    package init(index: Int, label: String) {
      self.index = index
      self.label = label
    }
  }

  /// Words below the axis.
  package struct Tick: Hashable, Sendable {
    /// Which value they belong to.
    package var index: Int
    /// What they say.
    package var label: String

    /// Makes a tick.
    package init(index: Int, label: String) {
      self.index = index
      self.label = label
    }
  }

  /// The numbers, none of them below zero.
  package var values: [Int]
  /// Words below; those that would touch the one before are left out.
  package var ticks: [Tick]
  /// What is marked; of those that have no line of their own above, the words are left out.
  package var marks: [Mark]
  /// The chosen value.
  package var selected: Int?
  /// The characters to draw with.
  package var glyphs: WidgetGlyphs

  /// Makes a chart.
  package init(
    _ values: [Int], ticks: [Tick] = [], marks: [Mark] = [], selected: Int? = nil,
    glyphs: WidgetGlyphs = .unicode
  ) {
    self.values = values.map { max(0, $0) }
    self.ticks = ticks
    self.marks = marks
    self.selected = selected
    self.glyphs = glyphs
  }

  /// Where the bars stand.
  private struct Room {
    var bars: Rect
    /// How many values a bar has.
    var perBar: Int
    /// Columns from one bar to the next.
    var pitch: Int
    /// Columns of a bar.
    var width: Int
    /// Lines of words above.
    var labelRows: Int
    /// The highest bar.
    var highest: Int
  }

  /// How many values stand in one bar in a rectangle.
  package func perBar(in rect: Rect) -> Int { room(in: rect).perBar }

  private func sums(_ perBar: Int) -> [Int] {
    stride(from: 0, to: values.count, by: perBar).map { start in
      values[start..<min(values.count, start + perBar)].reduce(0, +)
    }
  }

  private func room(in rect: Rect) -> Room {
    let labelRows = min(3, marks.count, max(0, rect.rows - 5))
    var perBar = 1
    var axis = 0
    // The axis is as wide as its highest number, which depends on how many values share a bar.
    while true {
      axis = "\(sums(perBar).max() ?? 0)".count + 1
      if (values.count + perBar - 1) / perBar <= max(1, rect.columns - axis) { break }
      perBar += 1
    }
    let bars = rect.inset(top: labelRows, left: axis, bottom: 2)
    let count = max(1, (values.count + perBar - 1) / perBar)
    let pitch = max(1, min(8, bars.columns / count))
    return Room(
      bars: bars, perBar: perBar, pitch: pitch, width: max(1, pitch - 1),
      labelRows: labelRows, highest: max(1, sums(perBar).max() ?? 1))
  }

  /// Draws the chart: words of marks, bars, the axis, words of ticks.
  package func draw(into canvas: inout Canvas, rect: Rect) {
    guard rect.rows >= 4, rect.columns >= 12, !values.isEmpty else { return }
    let room = room(in: rect)
    canvas.clipped(to: rect) { canvas in
      drawAxis(in: rect, room, into: &canvas)
      drawMarks(in: rect, room, into: &canvas)
      drawBars(in: room, into: &canvas)
      drawTicks(in: rect, room, into: &canvas)
    }
  }

  private func column(of index: Int, in room: Room) -> Int {
    room.bars.column + index / room.perBar * room.pitch
  }

  private func drawAxis(in rect: Rect, _ room: Room, into canvas: inout Canvas) {
    let width = room.bars.column - rect.column - 1
    func label(_ value: Int, row: Int) {
      canvas.put(
        TextLayout.pad("\(value)", columns: width, align: .right), row: row, column: rect.column,
        style: Style(.muted))
    }
    for row in room.bars.row..<room.bars.endRow {
      canvas.put(
        String(glyphs.box.vertical), row: row, column: room.bars.column - 1, style: Style(.border))
    }
    let line = String(repeating: glyphs.box.horizontal, count: room.bars.columns)
    canvas.put(
      "\(glyphs.box.bottomLeft)\(line)", row: room.bars.endRow, column: room.bars.column - 1,
      style: Style(.border))
    label(room.highest, row: room.bars.row)
    if room.highest > 3, room.bars.rows >= 5 {
      let middle = room.highest / 2
      let height = Int(
        (Double(middle) / Double(room.highest) * Double(room.bars.rows)).rounded())
      if height > 0, height < room.bars.rows { label(middle, row: room.bars.endRow - height) }
    }
    label(0, row: room.bars.endRow)
  }

  private func drawMarks(in rect: Rect, _ room: Room, into canvas: inout Canvas) {
    let isASCII = glyphs.box == .ascii
    // The latest ones have the words where there is not room for all.
    let worded = marks.sorted { $0.index < $1.index }.suffix(room.labelRows)
    for mark in marks {
      let column = column(of: mark.index, in: room)
      for row in room.bars.row..<room.bars.endRow {
        canvas.put(isASCII ? ":" : "┊", row: row, column: column, style: Style(.warning))
      }
    }
    for (line, mark) in worded.enumerated() {
      let column = column(of: mark.index, in: room)
      let row = rect.row + line
      for below in row..<room.bars.row {
        canvas.put(isASCII ? ":" : "┊", row: below, column: column, style: Style(.warning))
      }
    }
    for (line, mark) in worded.enumerated() {
      let column = column(of: mark.index, in: room)
      let sign = glyphs.moreBelow
      let words = TextWidth.columns(mark.label)
      let row = rect.row + line
      if column + 2 + words <= rect.endColumn || column - rect.column < rect.columns / 2 {
        canvas.put(
          [Span(sign, Style(.warning, bold: true)), Span(" \(mark.label)", Style(.warning))],
          row: row, column: column)
      } else {
        let label = TextLayout.clip(mark.label, columns: column - rect.column - 1)
        canvas.put(
          [Span("\(label) ", Style(.warning)), Span(sign, Style(.warning, bold: true))],
          row: row, column: column - TextWidth.columns(label) - 1)
      }
    }
  }

  private func drawBars(in room: Room, into canvas: inout Canvas) {
    let steps = glyphs.bars.count
    guard steps > 0, let full = glyphs.bars.last else { return }
    for (bar, value) in sums(room.perBar).enumerated() {
      let column = room.bars.column + bar * room.pitch
      let isSelected = selected.map { $0 / room.perBar == bar } ?? false
      let style = Style(isSelected ? .accent : .info, bold: isSelected)
      // One must be seen beside a hundred.
      let height =
        value == 0
        ? 0
        : max(
          1,
          Int(
            (Double(value) / Double(room.highest) * Double(room.bars.rows * steps)).rounded()))
      for row in 0..<room.bars.rows {
        let filled = min(steps, max(0, height - row * steps))
        guard filled > 0 else { break }
        let glyph = filled == steps ? full : glyphs.bars[filled - 1]
        canvas.put(
          String(repeating: glyph, count: room.width), row: room.bars.endRow - 1 - row,
          column: column, style: style)
      }
      if isSelected {
        canvas.put(
          glyphs.moreAbove, row: room.bars.endRow,
          column: column + (room.width - 1) / 2, style: Style(.accent, bold: true))
      }
    }
  }

  private func drawTicks(in rect: Rect, _ room: Room, into canvas: inout Canvas) {
    var free = rect.column
    for tick in ticks.sorted(by: { $0.index < $1.index }) {
      let width = TextWidth.columns(tick.label)
      let column = min(column(of: tick.index, in: room), rect.endColumn - width)
      guard column >= free else { continue }
      canvas.put(
        tick.label, row: room.bars.endRow + 1, column: column, style: Style(.muted))
      free = column + width + 1
    }
  }
}
