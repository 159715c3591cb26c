/// Numbers along time as lines, with an axis and words below. Several lines differ by the shape of their points and
/// by how they are drawn, not by colour alone. A gap (nil) breaks its line: nothing was counted there.
package struct LineChart: Hashable, Sendable {
  /// One line.
  package struct Line: Hashable, Sendable {
    /// What it is of.
    package var title: String
    /// Its numbers from left to right.
    package var values: [Int?]

    /// Makes a line.
    package init(_ title: String, _ values: [Int?]) {
      self.title = title
      self.values = values
    }
  }

  /// How high the axis is, and how its numbers read.
  package struct Scale: Hashable, Sendable {
    /// The lowest number of the axis.
    package var lowest: Int
    /// The highest.
    package var highest: Int
    /// How they read.
    package var lowestLabel: String
    package var highestLabel: String

    /// Makes a scale; one without height gets one.
    package init(_ lowest: Int, _ lowestLabel: String, _ highest: Int, _ highestLabel: String) {
      self.lowest = lowest
      self.highest = max(lowest + 1, highest)
      self.lowestLabel = lowestLabel
      self.highestLabel = highestLabel
    }
  }

  /// The lines, the most important first; it is drawn over the others.
  package var lines: [Line]
  /// The axis.
  package var scale: Scale
  /// Words below, one for each place; those that would touch the one before are left out.
  package var labels: [String]
  /// The chosen place.
  package var selected: Int?
  /// The characters to draw with.
  package var glyphs: WidgetGlyphs

  /// Makes a chart.
  package init(
    _ lines: [Line], scale: Scale, labels: [String] = [], selected: Int? = nil,
    glyphs: WidgetGlyphs = .unicode
  ) {
    self.lines = lines
    self.scale = scale
    self.labels = labels
    self.selected = selected
    self.glyphs = glyphs
  }

  /// The lines with the points that tell them apart, for a line above the chart.
  package var legend: [Span] {
    lines.enumerated().flatMap { index, line in
      [Span("\(point(of: index)) ", style(of: index)), Span(line.title + "   ", Style(.muted))]
    }
  }

  private func point(of line: Int) -> String {
    glyphs.points.isEmpty ? "*" : String(glyphs.points[line % glyphs.points.count])
  }

  private func style(of line: Int) -> Style {
    switch line % 3 {
    case 0: Style(.accent, bold: true)
    case 1: Style(.muted)
    default: Style(.warning)
    }
  }

  /// How many places there are.
  private var count: Int { lines.map(\.values.count).max() ?? 0 }

  private struct Room {
    var plot: Rect
    /// Columns from one place to the next; 0 where several share a column.
    var pitch: Int
    /// How many places share a column.
    var shared: Int

    func column(of index: Int) -> Int {
      plot.column + (pitch > 0 ? index * pitch : index / max(1, shared))
    }
  }

  private func room(in rect: Rect) -> Room {
    let axis = max(
      TextWidth.columns(scale.lowestLabel), TextWidth.columns(scale.highestLabel))
    let plot = rect.inset(left: axis + 1, bottom: labels.isEmpty ? 1 : 2)
    let places = max(1, count)
    if places <= plot.columns {
      // The last place needs one column and not a whole step.
      let pitch = places == 1 ? 1 : max(1, min(12, (plot.columns - 1) / (places - 1)))
      return Room(plot: plot, pitch: pitch, shared: 1)
    }
    let shared = (places + max(1, plot.columns) - 1) / max(1, plot.columns)
    return Room(plot: plot, pitch: 0, shared: shared)
  }

  /// How many places share a column of a rectangle: their mean is drawn.
  package func perColumn(in rect: Rect) -> Int { room(in: rect).shared }

  /// Draws axis, lines and words.
  package func draw(into canvas: inout Canvas, rect: Rect) {
    guard rect.rows >= 4, rect.columns >= 14, count > 0 else { return }
    let room = room(in: rect)
    guard room.plot.rows >= 2, room.plot.columns >= 4 else { return }
    canvas.clipped(to: rect) { canvas in
      drawAxis(in: rect, room, into: &canvas)
      for index in lines.indices.reversed() { draw(index, in: room, into: &canvas) }
      drawLabels(in: rect, room, into: &canvas)
    }
  }

  private func drawAxis(in rect: Rect, _ room: Room, into canvas: inout Canvas) {
    let plot = room.plot
    let width = plot.column - rect.column - 1
    for row in plot.row..<plot.endRow {
      canvas.put(
        String(glyphs.box.vertical), row: row, column: plot.column - 1, style: Style(.border))
    }
    let line = String(repeating: glyphs.box.horizontal, count: plot.columns)
    canvas.put(
      "\(glyphs.box.bottomLeft)\(line)", row: plot.endRow, column: plot.column - 1,
      style: Style(.border))
    for (label, row) in [(scale.highestLabel, plot.row), (scale.lowestLabel, plot.endRow - 1)] {
      canvas.put(
        TextLayout.pad(label, columns: width, align: .right), row: row, column: rect.column,
        style: Style(.muted))
    }
    if let selected, (0..<count).contains(selected) {
      canvas.put(
        glyphs.moreAbove, row: plot.endRow, column: room.column(of: selected),
        style: Style(.accent, bold: true))
    }
  }

  /// The row of a number; beyond the axis is at its end.
  private func row(of value: Int, in room: Room) -> Int {
    let height = room.plot.rows - 1
    let share =
      Double(min(max(value, scale.lowest), scale.highest) - scale.lowest)
      / Double(scale.highest - scale.lowest)
    return room.plot.endRow - 1 - Int((share * Double(height)).rounded())
  }

  /// The numbers by column, those that share one as their mean.
  private func places(of line: Line, in room: Room) -> [(column: Int, value: Int)?] {
    guard room.pitch == 0 else {
      return line.values.enumerated().map { index, value in
        value.map { (room.column(of: index), $0) }
      }
    }
    return stride(from: 0, to: line.values.count, by: room.shared).map { start in
      let group = line.values[start..<min(line.values.count, start + room.shared)]
        .compactMap(\.self)
      guard !group.isEmpty else { return nil }
      return (room.column(of: start), group.reduce(0, +) / group.count)
    }
  }

  private func draw(_ index: Int, in room: Room, into canvas: inout Canvas) {
    let style = style(of: index)
    let places = places(of: lines[index], in: room)
    for (place, next) in zip(places, places.dropFirst()) {
      guard let place, let next else { continue }
      connect(
        (place.column, row(of: place.value, in: room)),
        (next.column, row(of: next.value, in: room)),
        isDotted: index > 0, style, into: &canvas)
    }
    for case let place? in places {
      canvas.put(
        point(of: index), row: row(of: place.value, in: room), column: place.column, style: style)
    }
  }

  /// A line from one point to the next: level, a step half-way, level again. The second line is dotted.
  private func connect(
    _ from: (column: Int, row: Int), _ to: (column: Int, row: Int), isDotted: Bool,
    _ style: Style, into canvas: inout Canvas
  ) {
    guard to.column > from.column + 1 else { return }
    let box = glyphs.box
    let middle = (from.column + to.column) / 2
    let horizontal = isDotted ? glyphs.separator : String(box.horizontal)
    let vertical = isDotted ? glyphs.separator : String(box.vertical)
    func put(_ text: String, _ column: Int, _ row: Int) {
      canvas.put(text, row: row, column: column, style: style)
    }
    for column in from.column + 1..<to.column where column != middle || from.row == to.row {
      put(horizontal, column, column < middle ? from.row : to.row)
    }
    guard from.row != to.row else { return }
    let isRising = to.row < from.row
    if isDotted {
      put(horizontal, middle, from.row)
      put(horizontal, middle, to.row)
    } else {
      put(String(isRising ? box.bottomRight : box.topRight), middle, from.row)
      put(String(isRising ? box.topLeft : box.bottomLeft), middle, to.row)
    }
    for row in min(from.row, to.row) + 1..<max(max(from.row, to.row), min(from.row, to.row) + 1) {
      put(vertical, middle, row)
    }
  }

  private func drawLabels(in rect: Rect, _ room: Room, into canvas: inout Canvas) {
    var free = rect.column
    for (index, label) in labels.enumerated() where index < count {
      let width = TextWidth.columns(label)
      let column = min(max(rect.column, room.column(of: index) - width / 2), rect.endColumn - width)
      guard column >= free else { continue }
      canvas.put(
        label, row: room.plot.endRow + 1, column: column,
        style: index == selected ? Style(.accent, bold: true) : Style(.muted))
      free = column + width + 1
    }
  }
}
