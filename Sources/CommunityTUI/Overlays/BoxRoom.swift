import TerminalKit

/// Where the parts of a box stand that shows a list with its header, and below it what there is to say of the
/// selected line.
struct BoxRoom: Equatable {
  /// The border.
  let frame: Rect
  /// The list with its header.
  let table: Rect
  /// The row of the line between.
  let dividerRow: Int
  /// The selected line, whole.
  let detail: Rect

  /// - Parameter lines: How few and how many lines the selected one has, with the line between; at most a third.
  init(size: Size, detail lines: ClosedRange<Int>) {
    frame = Rect(size: size).inset(rows: 1, columns: 0)
    let inside = frame.inset()
    let wanted = min(lines.upperBound, max(lines.lowerBound, inside.rows / 3))
    let (table, lower) = inside.splitting(bottom: wanted)
    self.table = table
    dividerRow = lower.row
    detail = lower.splitting(top: 1).rest.inset(rows: 0, columns: 1)
  }

  /// Rows of the list without its header.
  var listRows: Int { max(1, table.rows - 1) }
}
