import CoreModel
import Store

/// Tickets of 12345 as a table for people, with the city's limit in working days.
struct TicketListing {
  /// Names of people and places.
  let directory: Directory
  /// Working days.
  let rules: DeadlineRules
  /// The time.
  let now: Instant
  /// Columns of the terminal; nil when the output goes elsewhere.
  let columns: Int?

  /// A ticket's text runs to hundreds of characters; a table of such lines is none.
  private static let widest = 180

  /// The lines, headers first.
  func lines(of rows: [QueueRow]) -> [String] {
    let days = WorkingDayText(rules.calendar, at: now)
    return TextTable(
      headers: ["工单号", "编号", "状态", "剩余", "下一步", "类型", "现时限", "原时限", "承办", "诉求"],
      rows: rows.map { row in
        let limit = row.ticket?.limit
        return [
          row.hotlineNumber ?? "—", row.number, row.ticket?.state.title ?? row.status.title,
          remaining(row), row.obligation?.kind.title ?? "—", row.ticket?.kind.title ?? "—",
          limit.map { days.left(until: $0.dueAt) } ?? "—",
          limit.flatMap { $0.isExtended ? days.shortDate($0.originallyDueAt.day) : nil } ?? "—",
          row.handler.map(directory.name(of:)) ?? "—",
          ((row.ticket?.round ?? 1) > 1 ? "［复核］" : "") + Privacy.masked(row.text),
        ]
      }, columns: columns ?? TicketListing.widest
    ).lines
  }

  /// `未办结 11，超时 6：待签收 2（超时 1）…`, and how this month compares.
  func summary(of counts: HotlineCounts) -> [String] {
    let states = TicketState.allCases.compactMap { state -> String? in
      guard let tally = counts.states[state] else { return nil }
      return "\(state.title) \(tally.count)" + (tally.overdue > 0 ? "（超时 \(tally.overdue)）" : "")
    }
    let open = "未办结 \(counts.open)，超时 \(counts.overdue)"
    return [
      states.isEmpty ? open : "\(open)：\(states.joined(separator: " · "))", counts.trend.text,
    ]
  }

  private func remaining(_ row: QueueRow) -> String {
    if let owed = row.obligation {
      let left = durationText(seconds: owed.dueAt.seconds(since: now))
      return owed.pressure(at: now) == .overdue ? "超时\(left)" : left
    }
    return row.closedAt.map { $0.nearText(relativeTo: now) } ?? "—"
  }
}
