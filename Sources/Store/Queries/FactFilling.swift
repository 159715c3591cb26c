internal import CoreModel
internal import GRDB

extension DeskStore {
  /// Makes the facts that are missing, a thousand a transaction: whoever is interrupted goes on from there the
  /// next time. Without them figures would be too low, so whoever asks for figures calls this first.
  func finishFacts(_ told: (IndexingProgress) -> Void = { _ in }) throws {
    // The program's own work for every neighbourhood, whoever's question has set it off.
    try Viewer.bound(to: nil) { try fillFacts(told) }
  }

  private func fillFacts(_ told: (IndexingProgress) -> Void) throws {
    var (left, all) = try look { db in try FactFilling.missing(db) }
    while left > 0 {
      told(IndexingProgress(done: all - left, total: all))
      // Nothing that lists show: other desks need not read anew.
      try change(marking: .drafts) { db in
        try FactFilling.fill(db) { try self.records(of: $0, db) }
      }
      (left, all) = try look { db in try FactFilling.missing(db) }
      if left == 0 { told(IndexingProgress(done: all, total: all)) }
    }
  }
}

/// Making the facts of requests that have none.
enum FactFilling {
  /// Rows of one transaction.
  private static let step = 1000

  /// How many rows have no fact, and how many there are, about.
  static func missing(_ db: Database) throws -> (left: Int, all: Int) {
    let left =
      try Int.fetchOne(db, sql: "SELECT total(last_id - first_id + 1) FROM fact_missing") ?? 0
    guard left > 0 else { return (0, 0) }
    return (left, max(left, try Int.fetchOne(db, sql: "SELECT max(id) FROM request") ?? 0))
  }

  /// Makes the next ones.
  static func fill(_ db: Database, records: (NeighborhoodID) throws -> RequestRecords) throws {
    guard
      let range = try Row.fetchOne(
        db, sql: "SELECT first_id, last_id FROM fact_missing ORDER BY first_id LIMIT 1")
    else { return }
    let first: Int64 = range[0]
    let last: Int64 = min(range[1], first + Int64(step) - 1)
    var known: [String: RequestRecords] = [:]
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT r.id, r.uid, n.uid FROM request r JOIN neighborhood n ON n.id = r.neighborhood_id
        WHERE r.id BETWEEN ? AND ? ORDER BY r.id
        """, arguments: [first, last])
    while let row = try rows.next() {
      let scope: String = row[2]
      let records = try known[scope] ?? records(NeighborhoodID(scope)).withWholeRoster()
      known[scope] = records
      do {
        let history = try EventRecords.history(
          of: RequestID(row[1]), row: row[0], roll: records.roll, db)
        try FactRecords(records).store(history, row: row[0])
      } catch  where !(error is DatabaseError) {
        // One whose events cannot be read must not keep the figures of all others from anybody; doctor names it.
        continue
      }
    }
    try db.execute(sql: "DELETE FROM fact_missing WHERE first_id = ?", arguments: [first])
    if last < range[1] as Int64 {
      try db.execute(
        sql: "INSERT INTO fact_missing (first_id, last_id) VALUES (?, ?)",
        arguments: [last + 1, range[1] as Int64])
    }
  }
}
