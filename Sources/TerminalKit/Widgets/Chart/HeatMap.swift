/// Numbers in rows and columns, each with a shade: where much is, one sees before one reads. Shade and number stand
/// side by side, so that it reads without colour; where there is room for shades only, the number of the chosen cell
/// is said by whoever draws it. It knows nothing of what it counts.
package struct HeatMap: Hashable, Sendable {
  /// A cell.
  package struct Place: Hashable, Sendable {
    /// The row, from 0.
    package var row: Int
    /// The column, from 0.
    package var column: Int

    /// Names a cell.
    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// What the rows are called.
  package var rowLabels: [String]
  /// What the columns are called.
  package var columnLabels: [String]
  /// The numbers, row by row, none of them below zero.
  package var values: [[Int]]
  /// The chosen cell.
  package var selected: Place?
  /// The first row shown; drawing keeps the chosen one in sight.
  package var top: Int
  /// The heading of the sums at the right; nil leaves them out.
  package var sumTitle: String?
  /// The characters to draw with.
  package var glyphs: WidgetGlyphs

  /// Makes a map. Rows that are too short are filled with zeros.
  package init(
    rowLabels: [String], columnLabels: [String], values: [[Int]], selected: Place? = nil,
    top: Int = 0, sumTitle: String? = nil, glyphs: WidgetGlyphs = .unicode
  ) {
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.values = rowLabels.indices.map { row in
      let given = row < values.count ? values[row] : []
      return columnLabels.indices.map { $0 < given.count ? max(0, given[$0]) : 0 }
    }
    self.selected = selected
    self.top = top
    self.sumTitle = sumTitle
    self.glyphs = glyphs
  }

  // MARK: Shades

  /// The highest number.
  package var highest: Int { values.lazy.flatMap(\.self).max() ?? 0 }

  /// Which shade a number has among so many, from 1; 0 for nothing.
  package static func level(of value: Int, highest: Int, of levels: Int) -> Int {
    guard value > 0, highest > 0, levels > 0 else { return 0 }
    return min(levels, (value * levels + highest - 1) / highest)
  }

  /// What each shade stands for: `1–3`; a shade that no whole number falls into is left out.
  package static func scale(highest: Int, levels: Int) -> [(level: Int, words: String)] {
    guard highest > 0, levels > 0 else { return [] }
    return (1...levels).compactMap { level in
      let low = highest * (level - 1) / levels + 1
      let high = highest * level / levels
      guard low <= high else { return nil }
      return (level, low == high ? "\(low)" : "\(low)–\(high)")
    }
  }

  /// The shades with their numbers, for a line below the map.
  package var legend: [Span] {
    HeatMap.scale(highest: highest, levels: glyphs.shades.count).flatMap { level, words in
      [
        Span(String(glyphs.shades[level - 1]), HeatMap.style(of: level, of: glyphs.shades.count)),
        Span(words + "  ", Style(.muted)),
      ]
    }
  }

  private static func style(of level: Int, of levels: Int) -> Style {
    guard level > 0 else { return Style(.muted, dim: true) }
    switch level * 4 / max(1, levels) {
    case ...1: return Style(.muted)
    case 2: return Style(.info)
    case 3: return Style(.warning)
    default: return Style(.danger)
    }
  }

  // MARK: Where things stand

  /// Where the map stands in a rectangle.
  package struct Room: Hashable, Sendable {
    /// Columns of the names at the left.
    let label: Int
    /// Columns from one cell to the next.
    package let pitch: Int
    /// Columns of the sums at the right.
    let sum: Int
    /// Rows of cells that are shown.
    package let rows: Int
    /// The first column shown: all are, unless there are more than fit one by one.
    package let first: Int
    /// How many columns are shown.
    package let count: Int
    /// Whether numbers stand beside the shades.
    package let hasNumbers: Bool
  }

  /// Where it stands in a rectangle.
  package func room(in rect: Rect) -> Room {
    let widest = rowLabels.map { TextWidth.columns($0) }.max() ?? 0
    let label = min(widest, max(6, rect.columns / 4))
    let sums = values.map { $0.reduce(0, +) }
    let sum = sumTitle.map { max(TextWidth.columns($0), "\(sums.max() ?? 0)".count) + 1 } ?? 0
    let free = max(1, rect.columns - label - 2 - sum)
    let count = max(1, columnLabels.count)
    // A shade, the number and a gap; with less room a shade alone, with a gap or without.
    let wanted = "\(highest)".count + 2
    let words = columnLabels.map { TextWidth.columns($0) }.max() ?? 0
    let pitch = max(1, min(max(wanted, words + 1), 9, free / count))
    let shown = min(count, max(1, free / pitch))
    let chosen = min(max(0, selected?.column ?? count - 1), count - 1)
    let first = shown == count ? 0 : min(max(0, chosen - shown / 2), count - shown)
    return Room(
      label: label, pitch: pitch, sum: sum, rows: max(0, rect.rows - 1), first: first,
      count: columnLabels.isEmpty ? 0 : shown, hasNumbers: pitch >= wanted)
  }

  /// The first row to show so that the chosen one is seen.
  package func firstRow(in rect: Rect) -> Int {
    let rows = max(1, rect.rows - 1)
    var first = min(max(0, top), max(0, rowLabels.count - rows))
    if let row = selected?.row {
      first = min(max(first, row - rows + 1), max(0, row))
    }
    return first
  }

  // MARK: Drawing

  /// Draws the columns' names and below them the rows.
  package func draw(into canvas: inout Canvas, rect: Rect) {
    guard rect.rows >= 2, rect.columns >= 12, !rowLabels.isEmpty, !columnLabels.isEmpty else {
      return
    }
    let room = room(in: rect)
    let first = firstRow(in: rect)
    let left = rect.column + 1 + room.label + 1
    canvas.clipped(to: rect) { canvas in
      drawHead(in: rect, room, from: left, into: &canvas)
      for line in 0..<room.rows where first + line < rowLabels.count {
        drawRow(first + line, at: rect.row + 1 + line, in: rect, room, from: left, into: &canvas)
      }
      let edge = rect.endColumn - 1
      if first > 0 {
        canvas.put(glyphs.moreAbove, row: rect.row, column: edge, style: Style(.muted))
      }
      if first + room.rows < rowLabels.count {
        canvas.put(glyphs.moreBelow, row: rect.endRow - 1, column: edge, style: Style(.muted))
      }
    }
  }

  private func drawHead(
    in rect: Rect, _ room: Room, from left: Int, into canvas: inout Canvas
  ) {
    var free = left
    for index in room.first..<room.first + room.count {
      let column = left + (index - room.first) * room.pitch
      let label = columnLabels[index]
      guard column >= free, column + TextWidth.columns(label) <= rect.endColumn - room.sum else {
        continue
      }
      let isChosen = selected?.column == index
      canvas.put(
        label, row: rect.row, column: column,
        style: isChosen ? Style(.accent, bold: true) : Style(.muted))
      free = column + TextWidth.columns(label) + 1
    }
    if let sumTitle {
      canvas.put(
        TextLayout.pad(sumTitle, columns: room.sum, align: .right), row: rect.row,
        column: sumColumn(room, from: left), style: Style(.muted))
    }
  }

  private func sumColumn(_ room: Room, from left: Int) -> Int { left + room.count * room.pitch }

  private func drawRow(
    _ index: Int, at row: Int, in rect: Rect, _ room: Room, from left: Int,
    into canvas: inout Canvas
  ) {
    let isChosen = selected?.row == index
    if isChosen {
      canvas.put(glyphs.mark, row: row, column: rect.column, style: Style(.accent, bold: true))
    }
    canvas.put(
      TextLayout.clip(rowLabels[index], columns: room.label), row: row, column: rect.column + 1,
      style: isChosen ? Style(.accent, bold: true) : .text)
    let levels = glyphs.shades.count
    for column in room.first..<room.first + room.count {
      let value = values[index][column]
      let level = HeatMap.level(of: value, highest: highest, of: levels)
      let shade = level > 0 ? String(glyphs.shades[level - 1]) : glyphs.separator
      let text = room.hasNumbers && value > 0 ? "\(shade)\(value)" : shade
      let isHere = isChosen && selected?.column == column
      // The chosen cell is told without colour: reversed and, where there is room, padded to its whole width.
      let width = max(1, room.pitch - 1)
      canvas.put(
        isHere ? TextLayout.pad(text, columns: width) : text, row: row,
        column: left + (column - room.first) * room.pitch,
        style: isHere
          ? Style(.selected, reverse: room.pitch == 1) : HeatMap.style(of: level, of: levels),
        limit: isHere ? width : max(1, room.pitch))
    }
    if sumTitle != nil {
      let sum = values[index].reduce(0, +)
      canvas.put(
        TextLayout.pad("\(sum)", columns: room.sum, align: .right), row: row,
        column: sumColumn(room, from: left), style: Style(.muted))
    }
  }
}
