import CoreModel
import Store
import TerminalKit

/// The columns of the 12345 inbox, and one row of it.
enum TicketTable {
  /// As wide as 「余 12 工作日·12-31 周四」.
  private static let narrowLimit = 23
  /// From so many columns on there is room for the original limit beside the present one.
  private static let wide = 130
  /// From here on there is room for the place too.
  private static let widest = 150

  /// The table; columns give way from the right end of usefulness.
  static func table(glyphs: WidgetGlyphs, view: QueueFilter.View, columns: Int) -> Table {
    let time = TableColumn(
      id: "left", title: "  " + view.timeTitle, minimum: 13, ideal: view.isOpen ? 13 : 16,
      priority: 10)
    let step = TableColumn(
      id: "step", title: view.isOpen ? "下一步" : "状态", minimum: 8, priority: 9)
    let kind = TableColumn(id: "kind", title: "类型", minimum: 4, priority: 6)
    let limit = TableColumn(
      id: "due", title: "现时限", minimum: columns < wide ? narrowLimit : 31, priority: 8)
    let number = TableColumn(id: "number", title: "工单号", minimum: 12, ideal: 18, priority: 4)
    let place = TableColumn(id: "place", title: "楼组·室", minimum: 14, priority: 3)
    let text = TableColumn(
      id: "text", title: "诉求", minimum: 20, ideal: 24, flex: true, priority: 11)
    let handler = TableColumn(id: "handler", title: "承办", minimum: 6, ideal: 8, priority: 5)
    let shown =
      view.isOpen
      ? [time, step, kind, limit, number, text, handler] : [time, step, number, text, handler]
    return Table(
      columns: shown + (hasPlace(columns) ? [place] : []), highlight: .through("text"),
      glyphs: glyphs)
  }

  /// One row: what is owed and when, and the city's limit in working days.
  static func cells(
    _ row: QueueRow, in view: QueueFilter.View, session: AppState.Session, now: Instant,
    glyphs: WidgetGlyphs, columns: Int, claim: Claim? = nil
  ) -> [TableCell] {
    let plain = RequestTable.cells(
      row, in: view, directory: session.directory, now: now, glyphs: glyphs, claim: claim)
    // Time and step are those of every list; so are the words, with whoever is on it in front.
    let (time, step, place, words, handler) = (plain[0], plain[1], plain[3], plain[4], plain[5])
    let round = (row.ticket?.round ?? 1) > 1 ? [Span("复核 ", Style(.warning, bold: true))] : []
    let number = TableCell(row.hotlineNumber ?? "—", Style(.muted))
    let text = TableCell(round + words.spans)
    let last = hasPlace(columns) ? [place] : []
    guard view.isOpen else { return [time, step, number, text, handler] + last }
    let days = WorkingDayText(session.rules.deadlines.calendar, at: now)
    return [
      time, step, TableCell(row.ticket?.kind.title ?? "—", Style(.muted)),
      TableCell(limit(of: row.ticket, days, isNarrow: columns < wide)), number, text, handler,
    ] + last
  }

  /// 现时限 with what is left of it, and after 延期 the original one.
  private static func limit(
    of ticket: TicketLine?, _ days: WorkingDayText, isNarrow: Bool
  ) -> [Span] {
    guard let ticket, let limit = ticket.limit else {
      return [Span(ticket?.state == .toVisit ? "已回复" : "—", Style(.muted))]
    }
    let first = days.shortDate(limit.originallyDueAt.day)
    let original =
      limit.isExtended ? [Span(isNarrow ? " 原\(first)" : " 原 \(first)", Style(.muted))] : []
    var left = days.left(until: limit.dueAt)
    let room = isNarrow ? narrowLimit : 31
    if TextWidth.columns(left) + SpanLayout.columns(original) > room {
      left = days.shortLeft(until: limit.dueAt)
    }
    return [Span(left, Words.style(of: days.pressure(of: limit.dueAt)))] + original
  }

  private static func hasPlace(_ columns: Int) -> Bool { columns >= widest }
}
