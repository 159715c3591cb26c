import TerminalKit

/// Where the parts of a box stand that fills the window with a table and the selected row below it.
struct TableOverDetail {
  /// The box: all but the line of keys.
  let frame: Rect
  /// The first line: tabs, or what all rows have in common.
  let head: Rect
  /// News and progress.
  let message: Rect
  /// What is below them, where something else stands instead of the table.
  let body: Rect
  /// The table with its header.
  let table: Rect
  /// The line between.
  let dividerRow: Int
  /// The selected row, whole.
  let detail: Rect

  /// - Parameters:
  ///   - percent: How much of the body the selected row has.
  ///   - lines: How few and how many lines that may be.
  init(size: Size, detail percent: Int, lines: ClosedRange<Int>) {
    frame = Rect(size: size).splitting(bottom: 1).rest
    let inside = frame.inset(rows: 1, columns: 2)
    let (head, rest) = inside.splitting(top: 1)
    let (message, body) = rest.splitting(top: 1)
    self.head = head
    self.message = message
    self.body = body
    let wanted = max(lines.lowerBound, min(lines.upperBound, body.rows * percent / 100))
    let (table, lower) = body.splitting(bottom: min(body.rows, wanted + 1))
    self.table = table
    dividerRow = lower.row
    detail = lower.splitting(top: 1).rest
  }

  /// 粘贴群聊: a message may be long.
  static func chat(_ size: Size) -> TableOverDetail {
    TableOverDetail(size: size, detail: 40, lines: 4...12)
  }

  /// 导入.
  static func importing(_ size: Size) -> TableOverDetail {
    TableOverDetail(size: size, detail: 35, lines: 3...10)
  }

  /// How many rows are seen at once.
  var rows: Int { max(1, table.rows - 1) }

  /// The first row that is shown so that one of them is.
  func top(from top: Int, showing index: Int) -> Int {
    max(0, min(max(top, index - rows + 1), index))
  }
}
