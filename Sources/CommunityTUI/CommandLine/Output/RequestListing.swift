import CoreModel
import Store

/// Requests as a table for people.
struct RequestListing {
  /// Names of people and places.
  let directory: Directory
  /// The time.
  let now: Instant
  /// Columns of the terminal; nil when the output goes elsewhere.
  let columns: Int?

  /// A hotline ticket's text runs to hundreds of characters; a table of such lines is none.
  private static let widest = 160

  /// The lines, headers first. Open requests say what is owed, closed ones when they ended.
  func lines(of rows: [QueueRow]) -> [String] {
    let table = TextTable(
      headers: ["编号", "剩余", "下一步", "级", "状态", "位置", "承办", "来源", "诉求"],
      rows: rows.map { row in
        [
          row.number, remaining(row), row.obligation?.kind.title ?? "—", grade(row),
          row.status.title, place(row), row.handler.map(directory.name(of:)) ?? "—",
          row.channel.shortTitle, link(row) + Privacy.masked(row.text),
        ]
      }, columns: columns ?? RequestListing.widest)
    return table.lines
  }

  private func remaining(_ row: QueueRow) -> String {
    if let owed = row.obligation {
      let left = durationText(seconds: owed.dueAt.seconds(since: now))
      return owed.pressure(at: now) == .overdue ? "超时\(left)" : left
    }
    return row.closedAt.map { $0.nearText(relativeTo: now) } ?? "—"
  }

  private func link(_ row: QueueRow) -> String {
    if let main = row.mainNumber { return "［并入 \(main)］" }
    return row.linkedCount > 0 ? "［主件，并件 \(row.linkedCount)］" : ""
  }

  private func grade(_ row: QueueRow) -> String {
    let urgency = row.urgency == .normal ? "" : row.urgency.title
    let grade = (row.tier?.shortTitle ?? "") + urgency
    return grade.isEmpty ? "—" : grade
  }

  private func place(_ row: QueueRow) -> String {
    let label = Privacy.masked(directory.label(of: row.place))
    return label.isEmpty ? "—" : label
  }
}
