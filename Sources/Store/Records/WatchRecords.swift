internal import CoreModel
internal import GRDB

/// What the history of a request says for 督办, beside its row.
enum WatchRecords {
  /// Writes it down; of what is closed nothing is kept but for a question that whoever asked has not closed.
  /// - Parameters:
  ///   - owes: What it owes now.
  ///   - before: What it owed before what happened at `now`; nil when it is only reckoned anew.
  static func store(
    _ history: RequestHistory, row: Int64, owes: String?, before: String?, at now: Instant?,
    _ db: Database
  ) throws {
    guard owes != nil || !history.request.inquiriesToRead.isEmpty else {
      return try db.cachedStatement(sql: "DELETE FROM request_watch WHERE request_id = ?")
        .execute(arguments: [row])
    }
    let watch = RequestWatch(history)
    let since = owes == before || now == nil ? nil : now
    try db.cachedStatement(
      sql: """
        INSERT INTO request_watch (request_id, last_at, owed_since, is_rejected, is_returned,
          is_repeated, waits, whistle_due_at, asked, answered)
        VALUES (?1, ?2, coalesce(?3, ?11), ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT DO UPDATE SET last_at = excluded.last_at,
          owed_since = coalesce(?3, owed_since), is_rejected = excluded.is_rejected,
          is_returned = excluded.is_returned, is_repeated = excluded.is_repeated,
          waits = excluded.waits, whistle_due_at = excluded.whistle_due_at,
          asked = excluded.asked, answered = excluded.answered
        """
    ).execute(arguments: [
      row, watch.lastAt.milliseconds, since?.milliseconds, watch.isRejected, watch.isReturned,
      watch.isRepeated, watch.waits, watch.whistleDueAt?.milliseconds, watch.asked,
      watch.answered, history.request.receivedAt.milliseconds,
    ])
  }

  /// What ``watch(_:from:)`` reads.
  static let columns = """
    coalesce(w.last_at, r.received_at), coalesce(w.is_rejected, 0), coalesce(w.is_returned, 0),
    coalesce(w.is_repeated, 0), coalesce(w.waits, 0), w.whistle_due_at, coalesce(w.asked, 0),
    coalesce(w.answered, 0)
    """

  /// From the columns.
  static func watch(_ row: Row, from first: Int) -> RequestWatch {
    var watch = RequestWatch(lastAt: Instant(milliseconds: row[first]))
    watch.isRejected = row[first + 1]
    watch.isReturned = row[first + 2]
    watch.isRepeated = row[first + 3]
    watch.waits = row[first + 4]
    let due: Int64? = row[first + 5]
    watch.whistleDueAt = due.map { Instant(milliseconds: $0) }
    watch.asked = row[first + 6]
    watch.answered = row[first + 7]
    return watch
  }
}
