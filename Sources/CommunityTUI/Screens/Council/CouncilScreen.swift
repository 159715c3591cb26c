import CoreModel
import Store
import TerminalKit

/// 5 议事会: the pool, 一类事, 议题 and meetings in one list, and what is selected beside it or below.
struct CouncilScreen {
  let state: AppState
  let session: AppState.Session

  private var glyphs: WidgetGlyphs { state.look.glyphs }

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    guard let board = state.council.board else {
      canvas.box(rect, title: "议事会", focused: true, glyphs: glyphs.box)
      canvas.put("正在读取……", row: rect.row + 1, column: rect.column + 2, style: Style(.muted))
      return nil
    }
    canvas.box(
      rect, title: "议事会 · 待列 \(board.pool.count + board.morePool) · 议题 \(board.items.count)",
      trailingTitle: next(board), focused: true, glyphs: glyphs.box)
    let room = CouncilRoom(rect)
    drawList(in: room.list, into: &canvas)
    if let divider = room.divider {
      canvas.divider(in: rect, row: divider, focused: true, glyphs: glyphs.box)
    }
    if let bar = room.bar {
      canvas.verticalDivider(in: rect, column: bar, focused: true, glyphs: glyphs.box)
    }
    DetailView(CouncilWords(state: state, session: session).detail, glyphs: glyphs)
      .draw(into: &canvas, rect: room.detail)
    return nil
  }

  private func next(_ board: CouncilBoard) -> String {
    guard let meeting = board.meetings.first(where: { $0.start.day >= state.now.day }) else {
      return ""
    }
    return "\(meeting.start.nearText(relativeTo: state.now)) \(meeting.kind.title)"
  }

  private func drawList(in rect: Rect, into canvas: inout Canvas) {
    let lines = state.councilList?.lines ?? []
    let top = max(0, min(state.council.top, lines.count - rect.rows))
    canvas.clipped(to: rect) { canvas in
      for (index, line) in lines.dropFirst(top).prefix(rect.rows).enumerated() {
        let row = rect.row + index
        if line.isHeading {
          drawHeading(line, row: row, in: rect, into: &canvas)
        } else {
          draw(line, row: row, in: rect, into: &canvas)
        }
        guard let entry = line.entry, entry == state.council.selected else { continue }
        canvas.restyle(
          Rect(row: row, column: rect.column + 1, rows: 1, columns: CouncilScreen.markColumns)
        ) { $0.with(.selected) }
        canvas.put(glyphs.mark, row: row, column: rect.column, style: Style(.accent, bold: true))
      }
    }
    let edge = rect.endColumn - 1
    if top > 0 { canvas.put(glyphs.moreAbove, row: rect.row, column: edge, style: Style(.muted)) }
    if top + rect.rows < lines.count {
      canvas.put(glyphs.moreBelow, row: rect.endRow - 1, column: edge, style: Style(.muted))
    }
  }

  private func drawHeading(
    _ line: CouncilLine, row: Int, in rect: Rect, into canvas: inout Canvas
  ) {
    let used = canvas.put(
      line.text, row: row, column: rect.column + 1, style: Style(.title, bold: true))
    canvas.put(
      TextLayout.clip(line.side, columns: max(0, rect.columns - used - 5)), row: row,
      column: rect.column + 1 + used + 2, style: Style(.muted))
  }

  private func draw(_ line: CouncilLine, row: Int, in rect: Rect, into canvas: inout Canvas) {
    let marks = CouncilScreen.markColumns
    let side = min(TextWidth.columns(line.side), rect.columns * 3 / 10)
    let text = max(0, rect.columns - marks - side - 5)
    canvas.put(
      TextLayout.pad(TextLayout.clip(line.mark, columns: marks - 1), columns: marks), row: row,
      column: rect.column + 1, style: line.style)
    canvas.put(
      TextLayout.clip(line.text, columns: text), row: row, column: rect.column + 1 + marks)
    canvas.put(
      TextLayout.clip(line.side, columns: side), row: row, column: rect.endColumn - side - 2,
      style: Style(.muted))
  }

  static let markColumns = 11
}

/// Where the parts of the screen stand.
struct CouncilRoom {
  let list: Rect
  let detail: Rect
  /// The row of the line between them, where one stands below the other.
  var divider: Int?
  /// The column of the line between them, where they stand side by side.
  var bar: Int?

  /// Wide windows have them side by side.
  init(_ rect: Rect) {
    let inside = rect.inset()
    guard rect.columns < 110 else {
      let (left, right) = inside.splitting(left: inside.columns * 11 / 20)
      list = left
      bar = left.endColumn
      detail = right.inset(left: 2, right: 1)
      return
    }
    let rows = max(4, min(9, inside.rows * 2 / 5))
    let (above, below) = inside.splitting(bottom: rows + 1)
    list = above
    divider = below.row
    detail = below.inset(top: 1, left: 1)
  }
}

extension AppState {
  /// The lines of the list; nil until they were read.
  var councilList: CouncilList? {
    guard let session, let board = council.board else { return nil }
    return CouncilList(council, board: board, directory: session.directory, now: now)
  }

  /// How many lines of the list are shown.
  var councilRows: Int {
    guard let pane = layout?.panes[.requests] else { return 1 }
    return max(1, CouncilRoom(pane.splitting(top: 1).rest).list.rows)
  }
}
