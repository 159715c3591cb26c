import CoreModel
import Store
import TerminalKit

/// A list of requests with the selected one below: the queue, and the 12345 inbox.
struct RequestPane {
  let state: AppState
  let session: AppState.Session
  let pane: RequestPaneID

  private var list: RequestListState { state.requestList(pane) }
  private var glyphs: WidgetGlyphs { state.look.glyphs }

  /// Draws the pane without its rows.
  func drawFrame(into canvas: inout Canvas, rect: Rect, focused: Bool) {
    let layout = layout(rect)
    canvas.box(
      rect, title: title, trailingTitle: trailingTitle, focused: focused, glyphs: glyphs.box)
    if pane == .tickets {
      InboxHead(state: state, session: session).draw(into: &canvas, rect: layout.head)
    }
    if let line = layout.conditions { drawConditions(into: &canvas, rect: line) }
    if list.list.isEmpty { drawEmpty(into: &canvas, rect: layout.table) }
    drawDetail(into: &canvas, layout: layout, focused: focused)
  }

  /// Draws the rows, none of them selected.
  func drawRows(into canvas: inout Canvas, rect: Rect) {
    guard !list.list.isEmpty else { return }
    let rows = list.list.visibleRows.map { row in
      pane == .tickets
        ? TicketTable.cells(
          row, in: list.filter.view, session: session, now: state.now, glyphs: glyphs,
          columns: rect.columns, claim: state.otherClaim(on: row.id))
        : RequestTable.cells(
          row, in: list.filter.view, directory: session.directory, now: state.now, glyphs: glyphs,
          claim: state.otherClaim(on: row.id))
    }
    let place = layout(rect).table
    let table = state.requestTable(pane, columns: rect.columns)
    table.draw(into: &canvas, rect: place, rows: rows)
    guard !state.marks.isEmpty else { return }
    // Beside the bar of the selection, in a column that is blank otherwise.
    let body = table.body(of: place)
    for (line, row) in list.list.visibleRows.enumerated()
    where line < body.rows && state.marks.contains(row.id) {
      canvas.put(
        glyphs.check, row: body.row + line, column: body.column + 1,
        style: Style(.accent, bold: true))
    }
  }

  /// Marks the selection; answers where the cursor stands while words are searched.
  func drawSelection(into canvas: inout Canvas, rect: Rect, focused: Bool) -> Position? {
    state.requestTable(pane, columns: rect.columns).drawMark(
      into: &canvas, rect: layout(rect).table,
      selectedLine: list.list.selectedLine, focused: focused)
    guard focused, let field = list.searchField else { return nil }
    return drawSearch(field, into: &canvas, rect: rect)
  }

  private func layout(_ rect: Rect) -> RequestPaneLayout {
    RequestPaneLayout(
      frame: rect, hasConditions: state.hasConditions(pane), headRows: state.headRows(of: pane))
  }

  /// The conditions in force, and how to be rid of them.
  private func drawConditions(into canvas: inout Canvas, rect: Rect) {
    let hint = rect.columns < 90 ? "退格 去一项 Esc 全清" : "F 筛选  退格 去掉最后一项  Esc 全部清除"
    let width = TextWidth.columns(hint)
    let words = state.conditionWords(pane).joined(separator: " · ")
    let used = canvas.put(
      " 条件 ", row: rect.row, column: rect.column, style: Style(.accent, bold: true))
    canvas.put(
      TextLayout.clip(words, columns: max(0, rect.columns - used - width - 3)), row: rect.row,
      column: rect.column + used, style: Style(.info))
    canvas.put(hint, row: rect.row, column: rect.endColumn - width - 1, style: Style(.muted))
  }

  private var title: String {
    guard pane == .tickets else { return "诉求 · \(state.viewTitle(of: pane))" }
    let part = list.filter.ticketState?.title ?? state.viewTitle(of: pane)
    return "12345 工单 · \(part)"
  }

  private var trailingTitle: String {
    if pane == .queue, state.arrivals > 0 {
      let urgent = state.urgentArrivals > 0 ? "（急 \(state.urgentArrivals)）" : ""
      return "有 \(state.arrivals) 条新诉求\(urgent)"
    }
    if pane == .tickets, !InboxHead.isRoomy(state.size) {
      return state.counts.hotline.trend.shortText
    }
    return list.filter.view.isOpen ? "按下一步时限" : "新的在前"
  }

  private func drawDetail(into canvas: inout Canvas, layout: RequestPaneLayout, focused: Bool) {
    guard layout.detail.rows > 0 else { return }
    // While the selection runs, the request that was read last stays, under its own number.
    let shown = list.list.selectedRow == nil ? nil : state.detail.loaded
    canvas.divider(
      in: layout.frame, row: layout.dividerRow, title: shown?.request.number ?? "",
      focused: focused, glyphs: glyphs.box)
    guard let text = shown.flatMap(state.detailText) else { return }
    DetailView(text.brief, glyphs: glyphs).draw(into: &canvas, rect: layout.detail)
  }

  private func drawEmpty(into canvas: inout Canvas, rect: Rect) {
    let text =
      if !list.filter.search.isEmpty || state.hasConditions(pane) {
        "没有符合条件的诉求。Esc 清除条件，v 换视图"
      } else if pane == .tickets {
        InboxHead.emptiness(of: list.filter)
      } else if list.filter.view == .open {
        "没有待办的诉求。按 n 登记新诉求，按 I 导入 12345 工单"
      } else {
        "这个视图里没有诉求。按 v 换视图"
      }
    let lines = TextLayout.wrap(text, columns: rect.columns - 4)
    for (index, line) in lines.enumerated() {
      canvas.put(
        line, row: rect.row + min(2, max(0, rect.rows - lines.count)) + index,
        column: rect.column + 2, style: Style(.muted), limit: rect.columns - 4)
    }
  }

  private func drawSearch(_ field: TextField, into canvas: inout Canvas, rect: Rect) -> Position? {
    let line = Rect(
      row: rect.row, column: rect.column + 2, rows: 1, columns: min(56, rect.columns - 4))
    canvas.fill(line, style: Style(.field))
    let used = canvas.put(
      " 查找 ", row: line.row, column: line.column, style: Style(.accent, bold: true))
    return field.draw(
      into: &canvas, rect: line.inset(left: used), focused: true, glyphs: glyphs)
  }
}
