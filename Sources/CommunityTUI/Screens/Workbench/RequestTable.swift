import CoreModel
import Store
import TerminalKit

/// The columns of a list of requests, and one row of it.
enum RequestTable {
  /// The table; columns give way from the right end of usefulness.
  static func table(glyphs: WidgetGlyphs, view: QueueFilter.View) -> Table {
    Table(
      columns: [
        // As wide as 「✕ 超9小时59分」, or 「2025年12月31日」 where it is no longer owed.
        TableColumn(
          id: "left", title: "  " + view.timeTitle, minimum: 13, ideal: view.isOpen ? 13 : 16,
          priority: 10),
        TableColumn(id: "step", title: view.isOpen ? "下一步" : "状态", minimum: 8, priority: 9),
        TableColumn(id: "grade", title: "级", minimum: 2, priority: 8),
        TableColumn(id: "place", title: "楼组·室", minimum: 14, priority: 7),
        TableColumn(id: "text", title: "诉求", minimum: 16, ideal: 24, flex: true, priority: 11),
        TableColumn(id: "handler", title: "承办", minimum: 6, ideal: 8, priority: 6),
        TableColumn(id: "channel", title: "来源", minimum: 4, priority: 5),
      ],
      highlight: .through("text"), glyphs: glyphs)
  }

  /// One row: what is owed and when, or for what is closed when it came in and how it ended.
  static func cells(
    _ row: QueueRow, in view: QueueFilter.View, directory: Directory, now: Instant,
    glyphs: WidgetGlyphs, claim: Claim? = nil
  ) -> [TableCell] {
    let first: TableCell
    let second: TableCell
    if view.isOpen, let owed = row.obligation {
      first = TableCell([Words.remaining(of: owed, at: now, glyphs: glyphs)])
      // A limit that no hold stops may be nearer than the end of the hold.
      let isHeld = row.status == .held && owed.kind != .resumption
      second = TableCell(owed.kind.title + (isHeld ? "·挂" : ""), Words.style(of: owed, at: now))
    } else {
      let when = view == .closed ? row.closedAt ?? row.receivedAt : row.receivedAt
      first = TableCell("  " + when.shortText(relativeTo: now), Style(.muted))
      second = TableCell(row.status.title, Words.style(of: row.status))
    }
    return [
      first, second,
      TableCell([Words.grade(tier: row.tier, urgency: row.urgency)]),
      TableCell(Privacy.masked(directory.label(of: row.place)), Style(.muted)),
      TableCell(
        (claim.map { [Span("[\(directory.name(of: $0.person))]", Style(.warning, bold: true))] }
          ?? [])
          + [row.linkMark].compactMap(\.self)
          + [Span(Privacy.masked(row.text), Style(row.urgency == .critical ? .danger : .text))]),
      TableCell(row.handler.map(directory.name(of:)) ?? "—", Style(.muted)),
      TableCell(row.channel.shortTitle, Style(row.channel == .hotline ? .info : .muted)),
    ]
  }
}

extension QueueFilter.View {
  /// What the first column says: the time that the list is sorted by.
  var timeTitle: String {
    if isOpen { return "剩余" }
    return self == .closed ? "办结" : "收到"
  }
}
