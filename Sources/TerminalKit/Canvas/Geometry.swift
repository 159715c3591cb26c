/// A cell of the screen; row 0 is the top, column 0 the left.
package struct Position: Hashable, Sendable {
  /// Counted from the top.
  package var row: Int
  /// Counted from the left.
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// Rows and columns; never negative.
package struct Size: Hashable, Sendable {
  /// The height.
  package var rows: Int
  /// The width.
  package var columns: Int

  package init(rows: Int, columns: Int) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }
}

/// A rectangle of cells. Every operation gives a valid, possibly empty, rectangle, so that layout code
/// needs no special case for a window that is too small.
package struct Rect: Hashable, Sendable {
  /// Counted from the top.
  package var row: Int
  /// Counted from the left.
  package var column: Int
  /// The height.
  package var rows: Int
  /// The width.
  package var columns: Int

  package init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  package init(size: Size) {
    self.init(row: 0, column: 0, rows: size.rows, columns: size.columns)
  }

  /// The first row below.
  package var endRow: Int { row + rows }
  /// The first column to the right.
  package var endColumn: Int { column + columns }
  /// The extent without the place.
  package var size: Size { Size(rows: rows, columns: columns) }
  /// Whether nothing can be drawn in it.
  package var isEmpty: Bool { rows == 0 || columns == 0 }

  /// Whether a cell lies inside.
  package func contains(_ position: Position) -> Bool {
    position.row >= row && position.row < endRow
      && position.column >= column && position.column < endColumn
  }

  /// The cells that both have; empty when there are none.
  package func intersection(_ other: Rect) -> Rect {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Rect(
      row: top, column: left,
      rows: min(endRow, other.endRow) - top, columns: min(endColumn, other.endColumn) - left)
  }

  /// The rectangle inside a margin: one cell all round is the inside of a box.
  package func inset(rows rowMargin: Int = 1, columns columnMargin: Int = 1) -> Rect {
    inset(top: rowMargin, left: columnMargin, bottom: rowMargin, right: columnMargin)
  }

  /// The rectangle inside margins that differ from side to side.
  package func inset(top: Int = 0, left: Int = 0, bottom: Int = 0, right: Int = 0) -> Rect {
    Rect(
      row: row + min(top, rows), column: column + min(left, columns),
      rows: rows - top - bottom, columns: columns - left - right)
  }

  /// The upper `count` rows and what is below them.
  package func splitting(top count: Int) -> (top: Rect, rest: Rect) {
    let count = min(max(0, count), rows)
    return (
      Rect(row: row, column: column, rows: count, columns: columns),
      Rect(row: row + count, column: column, rows: rows - count, columns: columns)
    )
  }

  /// The lower `count` rows and what is above them.
  package func splitting(bottom count: Int) -> (rest: Rect, bottom: Rect) {
    let (rest, bottom) = splitting(top: rows - min(max(0, count), rows))
    return (rest, bottom)
  }

  /// The left `count` columns and what is right of them.
  package func splitting(left count: Int) -> (left: Rect, rest: Rect) {
    let count = min(max(0, count), columns)
    return (
      Rect(row: row, column: column, rows: rows, columns: count),
      Rect(row: row, column: column + count, rows: rows, columns: columns - count)
    )
  }

  /// The right `count` columns and what is left of them.
  package func splitting(right count: Int) -> (rest: Rect, right: Rect) {
    let (rest, right) = splitting(left: columns - min(max(0, count), columns))
    return (rest, right)
  }

  /// A rectangle of at most the given size in the middle of this one: where a dialogue stands.
  package func centered(rows wantedRows: Int, columns wantedColumns: Int) -> Rect {
    let innerRows = min(max(0, wantedRows), rows)
    let innerColumns = min(max(0, wantedColumns), columns)
    return Rect(
      row: row + (rows - innerRows) / 2, column: column + (columns - innerColumns) / 2,
      rows: innerRows, columns: innerColumns)
  }
}
