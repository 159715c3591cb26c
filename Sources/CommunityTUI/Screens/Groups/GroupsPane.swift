import CoreModel
import Store
import TerminalKit

/// 楼组: each with its open requests, the last four weeks, and whom to call.
struct GroupsPane {
  let state: AppState
  let session: AppState.Session

  private var glyphs: WidgetGlyphs { state.look.glyphs }
  private var groups: GroupListState { state.groups }

  /// The pane of the workbench.
  func draw(into canvas: inout Canvas, rect: Rect, focused: Bool) {
    let total = groups.rows.count
    canvas.box(
      rect, title: "楼组" + searched, trailingTitle: total > 0 ? "\(groups.index + 1)/\(total)" : "",
      focused: focused, glyphs: glyphs.box)
    let table = Table(
      columns: [
        TableColumn(id: "name", title: "", minimum: 9, ideal: 11, priority: 4),
        TableColumn(id: "open", title: "", minimum: 4, priority: 3),
        TableColumn(id: "trend", title: "", minimum: 4, priority: 2),
        TableColumn(id: "leader", title: "", minimum: 6, ideal: 8, flex: true, priority: 1),
      ], highlight: .columns(["name"]), showsHeader: false, glyphs: glyphs)
    draw(table, into: &canvas, rect: rect.inset(), focused: focused) { row, group in
      [
        TableCell(group.name), openCell(row), trendCell(row),
        TableCell(group.leader ?? "—", Style(.muted)),
      ]
    }
  }

  /// The screen of its own.
  func drawScreen(into canvas: inout Canvas, rect: Rect) {
    let total = groups.rows.count
    canvas.box(
      rect, title: "楼组一览" + searched,
      trailingTitle: total > 0 ? "\(groups.index + 1)/\(total)  Enter 看它的诉求" : "",
      focused: true, glyphs: glyphs.box)
    let table = Table(
      columns: [
        TableColumn(id: "name", title: "楼组", minimum: 10, ideal: 12, priority: 9),
        TableColumn(id: "open", title: "未结", minimum: 6, priority: 8),
        TableColumn(id: "trend", title: "近四周", minimum: 11, ideal: 16, priority: 7),
        TableColumn(id: "leader", title: "楼组长", minimum: 8, ideal: 10, priority: 6),
        TableColumn(id: "rotating", title: "轮值", minimum: 8, ideal: 10, priority: 3),
        TableColumn(id: "staff", title: "责任社工", minimum: 8, ideal: 10, priority: 5),
        TableColumn(id: "grid", title: "微网格", minimum: 10, ideal: 12, priority: 2),
        TableColumn(id: "houses", title: "户数", minimum: 4, priority: 1, align: .right),
        TableColumn(id: "chat", title: "微信群", minimum: 12, ideal: 18, flex: true, priority: 4),
      ], highlight: .columns(["name"]), glyphs: glyphs)
    draw(table, into: &canvas, rect: rect.inset(), focused: true) { row, group in
      [
        TableCell(group.name), openCell(row), trendCell(row, withNumbers: true),
        TableCell(group.leader ?? "—"), TableCell(group.rotatingLeader ?? "—", Style(.muted)),
        TableCell(group.assignedStaff.map(session.directory.name(of:)) ?? "—"),
        TableCell(gridName(group), Style(.muted)), TableCell("\(group.households)", Style(.muted)),
        TableCell(group.weChatGroup ?? "—", Style(.muted)),
      ]
    }
  }

  private func draw(
    _ table: Table, into canvas: inout Canvas, rect: Rect, focused: Bool,
    cells: (GroupRow, BuildingGroup) -> [TableCell]
  ) {
    guard !groups.rows.isEmpty else {
      canvas.put(
        groups.search.isEmpty ? "还没有楼组，按 S 添加" : "没有找到「\(groups.search)」。Esc 清除",
        row: rect.row + min(1, max(0, rect.rows - 1)), column: rect.column + 2,
        style: Style(.muted), limit: rect.columns - 3)
      return
    }
    let height = table.body(of: rect).rows
    let visible = groups.rows.dropFirst(groups.top).prefix(height)
    table.draw(
      into: &canvas, rect: rect,
      rows: visible.map { row in
        session.directory.group(row.id).map { cells(row, $0) } ?? [TableCell("（不在册）")]
      }, selectedLine: groups.index - groups.top, focused: focused)
  }

  private var searched: String {
    groups.search.isEmpty || groups.field != nil ? "" : " · 查找「\(groups.search)」Esc 清除"
  }

  /// The field over the border; answers where the cursor stands.
  func drawSearch(into canvas: inout Canvas, rect: Rect) -> Position? {
    guard let field = groups.field else { return nil }
    let line = Rect(
      row: rect.row, column: rect.column + 2, rows: 1, columns: min(56, rect.columns - 4))
    canvas.fill(line, style: Style(.field))
    let used = canvas.put(
      " 查找 ", row: line.row, column: line.column, style: Style(.accent, bold: true))
    return field.draw(into: &canvas, rect: line.inset(left: used), focused: true, glyphs: glyphs)
  }

  private func openCell(_ row: GroupRow) -> TableCell {
    guard row.open > 0 else { return TableCell("·", Style(.muted)) }
    let late = row.overdue > 0
    return TableCell(
      "\(late ? glyphs.cross : glyphs.dot)\(row.open)",
      late ? Style(.danger, bold: true) : Style(.accent))
  }

  private func trendCell(_ row: GroupRow, withNumbers: Bool = false) -> TableCell {
    // One scale for all, so that a busy group looks busy.
    let busiest = groups.rows.flatMap(\.weekly).max() ?? 0
    let bars = Sparkline.bars(row.weekly, columns: 4, maximum: max(4, busiest), glyphs: glyphs)
    let numbers = withNumbers ? " " + row.weekly.map(String.init).joined(separator: " ") : ""
    return TableCell([Span(bars, Style(.info)), Span(numbers, Style(.muted))])
  }

  private func gridName(_ group: BuildingGroup) -> String {
    session.directory.microGrids.first { $0.id == group.microGrid }?.name ?? "—"
  }
}
