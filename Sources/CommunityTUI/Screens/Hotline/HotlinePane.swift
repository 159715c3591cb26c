import CoreModel
import Store
import TerminalKit

/// 12345 by state: the small pane of the workbench.
struct HotlinePane {
  let state: AppState
  let session: AppState.Session

  func draw(into canvas: inout Canvas, rect: Rect, focused: Bool) {
    let counts = state.counts.hotline
    canvas.box(
      rect, title: "12345 工单", trailingTitle: counts.open > 0 ? "未办结 \(counts.open)" : "",
      focused: focused, glyphs: state.look.glyphs.box)
    let inside = rect.inset(rows: 1, columns: 2)
    guard counts.open > 0 else {
      canvas.put(
        "没有未办结的工单。按 I 导入", row: inside.row, column: inside.column, style: Style(.muted),
        limit: inside.columns)
      return
    }
    let glyphs = state.look.glyphs
    let pressing: [(String, Int, Style)] = [
      ("\(glyphs.cross) 超时", counts.overdue, Style(.danger, bold: true)),
      ("\(glyphs.alert) 一天内到期", counts.dueWithinDay, Style(.warning)),
    ]
    let states = RequestStatus.allCases.compactMap { status in
      counts.byStatus[status].map {
        (status == .registered ? "  先行联系" : "  \(status.title)", $0, Style.text)
      }
    }
    let rows = pressing.filter { $0.1 > 0 } + states
    // Two columns when there are more states than lines.
    let columns = rows.count > inside.rows ? 2 : 1
    let width = inside.columns / columns
    for (index, row) in rows.prefix(inside.rows * columns).enumerated() {
      let column = inside.column + index / inside.rows * width
      let line = inside.row + index % inside.rows
      canvas.put(row.0, row: line, column: column, style: row.2, limit: width - 5)
      let number = "\(row.1)"
      canvas.put(
        number, row: line, column: column + width - 1 - TextWidth.columns(number), style: row.2)
    }
  }
}
