import CoreModel
import Store
import TerminalKit

/// 错时值班: who stands today and tomorrow, as the store has it.
struct DutyPane {
  let state: AppState
  let session: AppState.Session

  func draw(into canvas: inout Canvas, rect: Rect, focused: Bool) {
    canvas.box(rect, title: "错时值班", focused: focused, glyphs: state.look.glyphs.box)
    view.draw(into: &canvas, rect: DutyPane.text(in: rect))
  }

  /// The part of the pane that shows the shifts.
  static func text(in rect: Rect) -> Rect { rect.inset(rows: 1, columns: 1) }

  /// The shifts in words.
  var view: DetailView {
    DetailView(lines, offset: state.dutyOffset, glyphs: state.look.glyphs)
  }

  private var lines: [DetailLine] {
    let today = state.now.day
    // A calendar that ends soon makes deadlines guesses: that must be seen before it happens.
    let warnings = session.rules.deadlines.notices(at: state.now).map { notice in
      DetailLine.text([Span("\(state.look.glyphs.alert) \(notice)", Style(.warning))])
    }
    let waiting = state.roster.waiting.filter { $0.isOpen(at: state.now) }
    let swaps = waiting.map { swap in
      DetailLine.item(
        [Span("换班", Style(.info, bold: true))],
        [
          Span(swap.order.shortText(in: session.directory, relativeTo: today)),
          Span(
            "，等\(session.directory.name(of: swap.order.taker))答复，按 4 再按 H", Style(.muted)),
        ])
    }
    let notices = DutyMarks(state: state, session: session).notices + warnings
    guard !state.shifts.isEmpty else {
      return notices + swaps + [.text([Span(" 今明两天没有排班，按 4 看值班表", Style(.muted))])] + contacts
    }
    return notices + swaps
      + [today, today.adding(days: 1)].flatMap { (day: Day) -> [DetailLine] in
        let shifts = state.shifts.filter { $0.start.day == day }.sorted { $0.start < $1.start }
        guard !shifts.isEmpty else { return [] }
        let name = day == today ? "今天" : "明天"
        let kind = session.rules.deadlines.calendar.name(of: day).map { " \($0)" } ?? ""
        return [.rule("\(name) \(day.weekdayText)\(kind)")] + shifts.map(line)
      } + contacts
  }

  /// Whom to ask for each post, as 值班规则 say.
  private var contacts: [DetailLine] {
    let book = session.rules.duty.book
    guard !book.pairs.isEmpty else { return [] }
    let absent = book.unknownInPairs(of: session.directory)
    return [.rule("找谁（AB角）")]
      + book.pairs.map { pair in
        let contact = pair.contact(absent: absent)
        let style = contact.name == nil ? Style(.warning) : Style.text
        return .item(
          [Span(" \(pair.post)", Style(.muted))], [Span(contact.text(of: pair), style)])
      }
  }

  private func line(_ shift: Shift) -> DetailLine {
    let isOn = shift.start <= state.now && state.now < shift.end
    let isPast = shift.end <= state.now
    let style = isOn ? Style(.accent, bold: true) : isPast ? Style(.disabled) : .text
    return .item(
      [
        Span("\(isOn ? state.look.glyphs.mark : " ")", Style(.accent)),
        Span(
          "\(shift.start.clockText)-\(shift.end.clockText)",
          isPast ? Style(.disabled) : Style(.muted)),
      ],
      [Span("\(shift.kind.title) ", Style(.muted))]
        + DutyMarks(state: state, session: session).names(of: shift, style))
  }
}
