import CoreModel
import Store
import TerminalKit

/// The line at the top: where, when, who is on duty until when, and what presses.
struct HeaderLine {
  let state: AppState
  let session: AppState.Session

  func draw(into canvas: inout Canvas, rect: Rect) {
    canvas.fill(rect, style: Style(.header))
    let isTight = rect.columns < (state.reminderCount > 0 ? 100 : 70)
    var right = figures(short: isTight)
    let parts = whereAndWhen
    let isWide = state.size.columns >= 100
    // What does not fit is left out whole, half a name helps nobody: the time and who one is stay
    // longest, the name of the program goes first.
    let order = isWide ? [2, 3, 1, 4, 5, 6, 0] : [2, 3, 1, 0, 4, 5, 6]
    var kept = kept(of: parts, in: order, columns: rect.columns - SpanLayout.columns(right))
    if isWide, !kept.contains(4) {
      // Who is on duty is looked for here all day: the figures say it shorter, then the place gives way.
      for (isWhole, order) in [(true, order), (false, order), (false, [2, 3, 4, 1, 5, 6, 0])]
      where !kept.contains(4) {
        right = figures(short: true, wholeUnsigned: isWhole)
        let room = rect.columns - SpanLayout.columns(right)
        kept = self.kept(of: parts, in: order, columns: room)
      }
    }
    let width = SpanLayout.columns(right)
    let margin = isWide && !kept.contains(0) ? [Span(" ", Style(.header))] : []
    let left = margin + parts.indices.filter(kept.contains).flatMap { parts[$0] }
    canvas.put(left, row: rect.row, column: rect.column)
    canvas.put(right, row: rect.row, column: rect.endColumn - width)
  }

  /// Which of the parts fit, asked in the order in which they matter.
  private func kept(of parts: [[Span]], in order: [Int], columns: Int) -> Set<Int> {
    let isWide = state.size.columns >= 100
    var kept: Set<Int> = []
    for index in order {
      // Who is next says nothing without who is on duty, nor when without who.
      if index > 4, !kept.contains(index - 1) { continue }
      let margin = isWide && index != 0 ? 1 : 0
      let needed = kept.union([index]).reduce(margin) { $0 + SpanLayout.columns(parts[$1]) }
      if needed + 1 <= columns { kept.insert(index) }
    }
    return kept
  }

  private var whereAndWhen: [[Span]] {
    let day = state.now.day
    let calendar = session.rules.deadlines.calendar
    let dayKind = calendar.name(of: day).map { " \($0)" } ?? ""
    let isWide = state.size.columns >= 100
    let role = state.size.columns >= 140 ? "（\(session.actor.role.title)）" : ""
    let date = "\(day.dateText(relativeTo: day)) \(day.weekdayText)\(dayKind)"
    return [
      [Span(isWide ? " 居委值班台 " : " ", Style(.header, bold: true))],
      [Span("\(session.directory.neighborhood.name)  ", Style(.header))],
      [Span("\(date) ", Style(.header)), Span(state.now.clockText, Style(.header, bold: true))],
      [Span("  \(session.actor.name)\(role)", Style(.header))],
      [Span(dutyText.isEmpty ? "" : "  " + dutyText, Style(.header))],
      [Span(nextText, Style(.header))], [Span(nextTime, Style(.header))],
    ]
  }

  private var duty: DutyNow { DutyNow(state.shifts, at: state.now) }

  /// ` · 下一班 李强`.
  private var nextText: String {
    guard let shift = duty.next, let first = shift.people.first else { return "" }
    return "\(dutyText.isEmpty ? "  " : " · ")下一班 \(session.directory.name(of: first))"
  }

  /// ` 明日 08:30`.
  private var nextTime: String {
    nextText.isEmpty ? "" : duty.next.map { " \($0.start.nearText(relativeTo: state.now))" } ?? ""
  }

  /// `错时值班 王芳 至20:00`.
  private var dutyText: String {
    guard let shift = duty.current else {
      return session.rules.deadlines.dutyTime.isOpen(
        at: state.now, in: session.rules.deadlines.calendar) ? "" : "值班时间外"
    }
    let first = shift.people.first.map(session.directory.name(of:)) ?? "—"
    let others = shift.people.count > 1 ? "等\(shift.people.count)人" : ""
    let word = shift.kind.isAtDesk ? "\(shift.kind.title)值班" : shift.kind.title
    let end = shift.end.nearText(relativeTo: state.now).replacing("明日 ", with: "次日")
    return "\(word) \(first)\(others) 至\(end)"
  }

  private func figures(short: Bool, wholeUnsigned: Bool = false) -> [Span] {
    let counts = state.counts
    let glyphs = state.look.glyphs
    let reminders = state.reminderCount
    let ringing =
      reminders == 0
      ? []
      : [
        Span("\(glyphs.alert)提醒 \(reminders)", Style(.badge, bold: true)),
        Span(" \(glyphs.box.vertical) ", Style(.header)),
      ]
    return ringing + unsigned(short: short && !wholeUnsigned) + [
      Span(
        "\(short ? "待响" : "待响应") \(counts.unanswered)",
        counts.unanswered > 0 ? Style(.badge) : Style(.header)),
      Span(" \(glyphs.box.vertical) ", Style(.header)),
      Span(
        "\(short ? "将超" : "将超时") \(counts.dueSoon)",
        counts.dueSoon > 0 ? Style(.badge, bold: true) : Style(.header)),
      Span(" \(glyphs.box.vertical) ", Style(.header)),
      Span(
        "\(counts.overdue > 0 ? glyphs.cross : "")超时 \(counts.overdue)",
        counts.overdue > 0 ? Style(.badge, bold: true) : Style(.header)),
      Span(" ", Style(.header)),
    ]
  }

  /// What the next shift has not signed, else what an ended one has not handed over.
  private func unsigned(short: Bool) -> [Span] {
    let unsigned = state.duty.unsigned.count
    let owed = state.duty.owed(at: state.now).count
    guard unsigned + owed > 0 else { return [] }
    let words = unsigned > 0 ? (short ? "未签" : "交接未签") : (short ? "未交" : "未交班")
    return [
      Span(
        "\(state.look.glyphs.alert)\(words) \(unsigned > 0 ? unsigned : owed)", Style(.badge)),
      Span(" \(state.look.glyphs.box.vertical) ", Style(.header)),
    ]
  }
}
