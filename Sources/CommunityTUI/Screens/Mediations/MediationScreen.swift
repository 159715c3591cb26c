import CoreModel
import Store
import TerminalKit

/// 5 调解: the cases by where they stand, 潜在矛盾, and what is selected at the bottom.
struct MediationScreen {
  let state: AppState
  let session: AppState.Session

  private var glyphs: WidgetGlyphs { state.look.glyphs }

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    guard let board = state.mediation.board else {
      canvas.box(rect, title: "调解", focused: true, glyphs: glyphs.box)
      canvas.put("正在读……", row: rect.row + 1, column: rect.column + 2, style: Style(.muted))
      return nil
    }
    let cases = board.open.count { !$0.isLatent }
    canvas.box(
      rect, title: "调解 · 进行中 \(cases)", trailingTitle: "潜在矛盾 \(board.open.count - cases)",
      focused: true, glyphs: glyphs.box)
    let room = state.whistleRoom
    let lines = state.mediationLines
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

  private var detail: [DetailLine] {
    state.mediation.selectedMediation.map {
      MediationText(mediation: $0, directory: session.directory, now: state.now).summary
    } ?? []
  }

  private func drawEmpty(into canvas: inout Canvas, rect: Rect) {
    let advice = [
      "还没有调解。按 N 受理一件纠纷（两位调解员，一案一回访），按 c 记下潜在矛盾和复看的日子。",
      "在诉求上按 > 也可以；调解不成可以一键转三所联动。",
    ]
    BoardList.draw(advice: advice, in: rect, into: &canvas)
  }

  private func drawList(_ lines: [MediationLine], in rect: Rect, into canvas: inout Canvas) {
    BoardList.draw(
      count: lines.count, from: state.mediation.top, in: rect, glyphs: glyphs, into: &canvas
    ) { index, row, canvas in
      let line = lines[index]
      guard let id = line.id else {
        canvas.put(line.text, row: row, column: rect.column + 1, style: Style(.title, bold: true))
        return
      }
      draw(line, row: row, in: rect, into: &canvas)
      guard id == state.mediation.selected else { return }
      canvas.restyle(
        Rect(row: row, column: rect.column + 1, rows: 1, columns: max(0, rect.columns - 2))
      ) { $0.with(.selected) }
      canvas.put(glyphs.mark, row: row, column: rect.column, style: Style(.accent, bold: true))
    }
  }

  private func draw(_ line: MediationLine, row: Int, in rect: Rect, into canvas: inout Canvas) {
    let style = Style(
      line.isAlarming ? .danger : line.isOver ? .muted : .text, bold: line.isAlarming)
    let standing = (line.isAlarming ? glyphs.cross + " " : "") + line.standing
    let right = min(TextWidth.columns(standing), rect.columns * 2 / 5)
    let parties = min(TextWidth.columns(line.parties), rect.columns / 4)
    let room = rect.columns - right - parties - 8
    canvas.put(
      TextLayout.clip(line.text, columns: room), row: row, column: rect.column + 2,
      style: Style(line.isOver ? .muted : .text))
    canvas.put(
      TextLayout.clip(line.parties, columns: parties), row: row,
      column: rect.endColumn - right - parties - 4, style: Style(.muted))
    canvas.put(
      TextLayout.clip(standing, columns: right), row: row, column: rect.endColumn - right - 2,
      style: style)
  }
}
