import CoreModel
import Store
import TerminalKit

/// 5 吹哨: the whistles by where they stand, 常态措施, and what is selected at the bottom.
struct WhistleScreen {
  let state: AppState
  let session: AppState.Session

  private var glyphs: WidgetGlyphs { state.look.glyphs }

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    guard let board = state.whistle.board else {
      canvas.box(rect, title: "吹哨", focused: true, glyphs: glyphs.box)
      canvas.put("正在读……", row: rect.row + 1, column: rect.column + 2, style: Style(.muted))
      return nil
    }
    let unanswered = board.open.count { $0.phase(at: state.now) == .unanswered }
    canvas.box(
      rect, title: "吹哨 · 进行中 \(board.open.count)",
      trailingTitle: unanswered > 0 ? "\(glyphs.alert)哨响没人到 \(unanswered)" : "", focused: true,
      glyphs: glyphs.box)
    let room = state.whistleRoom
    let lines = state.whistleLines
    if lines.isEmpty {
      drawEmpty(into: &canvas, rect: room.list)
    } else {
      drawList(lines, in: room.list, into: &canvas)
    }
    if !room.detail.isEmpty {
      canvas.divider(in: rect, row: room.detail.row - 1, focused: true, glyphs: glyphs.box)
      DetailView(detail, glyphs: glyphs).draw(into: &canvas, rect: room.detail)
    }
    return nil
  }

  private func drawEmpty(into canvas: inout Canvas, rect: Rect) {
    let advice = [
      "还没有吹哨。居委会一家办不了的，按 N 向城管、房管、电力等单位吹哨，限时报到。",
      "在诉求上按 > 选「吹哨」，诉求和哨单就连在一起；U 看和改单位名册。",
    ]
    BoardList.draw(advice: advice, in: rect, into: &canvas)
  }

  private func drawList(_ lines: [WhistleLine], in rect: Rect, into canvas: inout Canvas) {
    BoardList.draw(
      count: lines.count, from: state.whistle.top, in: rect, glyphs: glyphs, into: &canvas
    ) { index, row, canvas in
      let line = lines[index]
      guard let entry = line.entry else {
        canvas.put(line.text, row: row, column: rect.column + 1, style: Style(.title, bold: true))
        return
      }
      draw(line, row: row, in: rect, into: &canvas)
      guard entry == state.whistle.selected else { return }
      canvas.restyle(
        Rect(row: row, column: rect.column + 1, rows: 1, columns: WhistleScreen.markColumns)
      ) { $0.with(.selected) }
      canvas.put(glyphs.mark, row: row, column: rect.column, style: Style(.accent, bold: true))
    }
  }

  private func draw(_ line: WhistleLine, row: Int, in rect: Rect, into canvas: inout Canvas) {
    let columns = WhistleScreen.markColumns
    let style = Style(
      line.isAlarming ? .danger : line.isOver ? .muted : .text, bold: line.isAlarming)
    canvas.put(
      TextLayout.pad(TextLayout.clip(line.mark, columns: columns - 1), columns: columns),
      row: row, column: rect.column + 1, style: style)
    let standing = (line.isAlarming ? glyphs.cross + " " : "") + line.standing
    let right = min(TextWidth.columns(standing), rect.columns / 2)
    let room = rect.columns - columns - right - 5
    canvas.put(
      TextLayout.clip(line.text, columns: room), row: row, column: rect.column + 1 + columns,
      style: Style(line.isOver ? .muted : .text))
    canvas.put(
      TextLayout.clip(standing, columns: right), row: row, column: rect.endColumn - right - 2,
      style: style)
  }

  static let markColumns = 9

  private var detail: [DetailLine] {
    if let whistle = state.whistle.selectedWhistle {
      return WhistleText(whistle: whistle, directory: session.directory, now: state.now).summary
    }
    guard let measure = state.whistle.selectedMeasure else { return [] }
    let task = measure.task
    let last = measure.lastDoneAt.map { "上次 \($0.dateTimeText(relativeTo: state.now)) 办好" }
    return [
      .text([
        Span(
          "\(task.recurrence?.title ?? "") \(Privacy.masked(task.title))", Style(.text, bold: true))
      ]),
      .text([
        Span(
          [
            "下一次 \(Words.deadline(task.dueAt, at: state.now))",
            "由\(session.directory.name(of: task.person))办", last ?? "还没有办过",
            task.timesPutOff > 0 ? "推了 \(task.timesPutOff) 次" : "",
          ].filter { !$0.isEmpty }.joined(separator: " · "), Style(.muted))
      ]),
      .text([
        Span(
          task.origin.map { "从\($0.kind.title)「\(Privacy.masked($0.title))」定下" } ?? "",
          Style(.muted))
      ]),
      .text([Span("* 这一次办好了，或以后不办了 · & 改期、换人", Style(.info))]),
    ]
  }
}

extension AppState {
  /// Where the parts of the screen stand, below the line of the pages.
  var whistleRoom: (list: Rect, detail: Rect) {
    guard let rect = layout?.panes[.requests] else {
      let nothing = Rect(row: 0, column: 0, rows: 0, columns: 0)
      return (nothing, nothing)
    }
    let inside = rect.splitting(top: 1).1.inset()
    let detail = inside.rows >= 30 ? 14 : max(5, inside.rows / 2 - 1)
    let (list, below) = inside.splitting(bottom: detail + 1)
    return (list, below.inset(top: 1, left: 1))
  }
}
