import CoreModel
import Store
import TerminalKit

/// 12345 on the workbench: what presses, how many stand where, what is due first, and this month against the last.
struct HotlinePane {
  let state: AppState
  let session: AppState.Session

  private var counts: HotlineCounts { state.counts.hotline }
  private var glyphs: WidgetGlyphs { state.look.glyphs }

  func draw(into canvas: inout Canvas, rect: Rect, focused: Bool) {
    canvas.box(
      rect, title: "12345 工单", trailingTitle: counts.open > 0 ? "未办结 \(counts.open)" : "",
      focused: focused, glyphs: glyphs.box)
    let inside = rect.inset(rows: 1, columns: 2)
    guard counts.open > 0 else {
      canvas.put(
        "没有未办结的工单。按 I 导入", row: inside.row, column: inside.column, style: Style(.muted),
        limit: inside.columns)
      put(trend, into: &canvas, inside, row: inside.row + 1)
      return
    }
    put(pressing, into: &canvas, inside, row: inside.row)
    // With the window to itself there is room to say what each state means.
    let isLarge = inside.rows >= 14 && inside.columns >= 60
    let row =
      isLarge
      ? drawStatesWithWords(into: &canvas, inside, row: inside.row + 2) + 1
      : drawStates(into: &canvas, inside, row: inside.row + 1)
    put(next, into: &canvas, inside, row: row)
    put(trend, into: &canvas, inside, row: row + 1)
  }

  private func put(_ spans: [Span], into canvas: inout Canvas, _ inside: Rect, row: Int) {
    guard row < inside.endRow else { return }
    canvas.put(
      SpanLayout.clip(spans, columns: inside.columns), row: row, column: inside.column)
  }

  private var pressing: [Span] {
    let late =
      counts.overdue > 0
      ? Span("\(glyphs.cross) 超时 \(counts.overdue)", Style(.danger, bold: true))
      : Span("没有超时", Style(.success))
    guard counts.dueWithinDay > 0 else { return [late] }
    return [late, Span("   \(glyphs.alert) 一天内到期 \(counts.dueWithinDay)", Style(.warning))]
  }

  /// Four lines of two.
  private func drawStates(into canvas: inout Canvas, _ inside: Rect, row: Int) -> Int {
    let states = TicketState.allCases
    let lines = (states.count + 1) / 2
    let width = inside.columns / 2
    for (index, state) in states.enumerated() where row + index % lines < inside.endRow {
      let column = inside.column + index / lines * width
      let line = row + index % lines
      let number = badge(of: state)
      canvas.put(
        state.title, row: line, column: column,
        style: counts.states[state] == nil ? Style(.muted) : .text, limit: width - 1)
      canvas.put(
        [number], row: line, column: column + width - 2 - TextWidth.columns(number.text))
    }
    return row + lines
  }

  /// One line each, with what it means.
  private func drawStatesWithWords(into canvas: inout Canvas, _ inside: Rect, row: Int) -> Int {
    for (index, state) in TicketState.allCases.enumerated() where row + index < inside.endRow {
      let number = badge(of: state)
      canvas.put(state.title, row: row + index, column: inside.column, style: .text)
      canvas.put(
        [number], row: row + index, column: inside.column + 17 - TextWidth.columns(number.text))
      canvas.put(
        state.explanation, row: row + index, column: inside.column + 20, style: Style(.muted),
        limit: inside.columns - 20)
    }
    return row + TicketState.allCases.count
  }

  /// 「3」, 「3✕1」 when one of the three is overdue, a dot for none.
  private func badge(of state: TicketState) -> Span {
    guard let tally = counts.states[state] else { return Span(glyphs.separator, Style(.muted)) }
    return tally.overdue > 0
      ? Span("\(tally.count)\(glyphs.cross)\(tally.overdue)", Style(.danger, bold: true))
      : Span("\(tally.count)", Style(.accent))
  }

  /// The ticket that is due first.
  private var next: [Span] {
    guard let row = counts.next, let owed = row.obligation else { return [] }
    let left = Words.remaining(of: owed, at: state.now, glyphs: glyphs)
    return [
      Span("先到 ", Style(.muted)),
      Span("\(owed.kind.title) ", Words.style(of: owed, at: state.now)),
      Span(String(left.text.drop { $0 == " " }), left.style),
      Span(" \(Privacy.masked(row.text))", .text),
    ]
  }

  private var trend: [Span] { [Span(counts.trend.shortText, Style(.info))] }
}
