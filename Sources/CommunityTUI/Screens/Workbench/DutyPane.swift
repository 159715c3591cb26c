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
    let notices = DutyMarks(state: state, session: session).notices + swaps + warnings
    guard !state.shifts.isEmpty else {
      return [.text([Span(" 今明两天没有排班，按 4 看值班表", Style(.muted))])] + notices + contacts
    }
    // The pane is low: who is on duty now comes first, what is over last.
    let near = state.shifts.filter { $0.end > state.now && $0.start.day <= today }.sorted {
      ($0.isOn(at: state.now) ? 0 : 1, $0.start, $0.id)
        < ($1.isOn(at: state.now) ? 0 : 1, $1.start, $1.id)
    }
    let over = state.shifts.filter { $0.end <= state.now && $0.start.day == today }
      .sorted { $0.start < $1.start }
    let tomorrow = state.shifts.filter { $0.start.day == today.adding(days: 1) }
      .sorted { $0.start < $1.start }
    return rule("今天", today, near + over) + near.map(line) + notices + over.map(line)
      + rule("明天", today.adding(days: 1), tomorrow) + tomorrow.map(line) + contacts
  }

  private func rule(_ name: String, _ day: Day, _ shifts: [Shift]) -> [DetailLine] {
    let kind = session.rules.deadlines.calendar.name(of: day).map { " \($0)" } ?? ""
    return shifts.isEmpty ? [] : [.rule("\(name) \(day.weekdayText)\(kind)")]
  }

  /// Swaps that wait, in one line: those that wait for whoever sits here before all others.
  private var swaps: [DetailLine] {
    let waiting = state.roster.waiting.filter { $0.isOpen(at: state.now) }
    let mine = waiting.filter { $0.order.taker == session.actor.person }
    let isMine = !mine.isEmpty
    var names: [String] = []
    for swap in isMine ? mine : waiting {
      let name = session.directory.name(of: isMine ? swap.order.giver : swap.order.taker)
      if !names.contains(name) { names.append(name) }
    }
    guard let first = names.first else { return [] }
    let who = first + (names.count > 1 ? "等\(names.count)人" : "")
    return [
      .text([
        Span(
          isMine ? "\(state.look.glyphs.alert) 换班等您答复：\(who)" : " 换班等\(who)答复",
          isMine ? Style(.warning, bold: true) : Style(.info)),
        Span("，按 4、H", Style(.muted)),
      ])
    ]
  }

  /// Whom to ask for each post, as 值班规则 say.
  private var contacts: [DetailLine] {
    let book = session.rules.duty.book
    guard !book.pairs.isEmpty else { return [] }
    let away = state.roster.leaves.filter { $0.start <= state.now && state.now < $0.end }
    let absent = book.unknownInPairs(of: session.directory)
      .union(away.map { session.directory.name(of: $0.person) })
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
