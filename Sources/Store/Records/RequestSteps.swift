internal import CoreModel
internal import GRDB

/// When which request was gone on with: what a handover lists as changed during a shift.
enum RequestSteps {
  /// Writes down that something happened to a request; what is no news is left out.
  static func keep(
    _ events: some Sequence<RecordedEvent>, of row: Int64, scope: Int64, _ db: Database
  ) throws {
    let insert = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO request_step (neighborhood_id, at, request_id, version)
        VALUES (?, ?, ?, ?)
        """)
    for event in events where event.event.isNews {
      try insert.execute(arguments: [scope, event.at.milliseconds, row, event.version])
    }
  }

  /// Which requests were gone on with within a span, the newest last, with the version of the last step.
  static func within(
    _ start: Instant, _ end: Instant, scope: Int64, _ db: Database
  ) throws -> [(row: Int64, version: Int)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT request_id, max(version) FROM request_step
        WHERE neighborhood_id = ? AND at >= ? AND at < ? GROUP BY request_id ORDER BY max(at)
        """, arguments: [scope, start.milliseconds, end.milliseconds]
    ).map { ($0[0], $0[1]) }
  }
}
