package import CoreModel
internal import GRDB

extension DeskStore {
  /// How much is open at a moment. Reads one small index of the open requests, whatever lies behind them.
  package func counts(of scope: NeighborhoodID, now: Instant) throws(StoreError) -> DeskCounts {
    try look { db in
      let query = try db.cachedStatement(
        sql: """
          SELECT status, obligation, count(*), sum(due_at < ?1), sum(due_at BETWEEN ?1 AND ?2),
            sum(hotline_number IS NOT NULL), sum(hotline_number IS NOT NULL AND due_at < ?1),
            sum(hotline_number IS NOT NULL AND due_at BETWEEN ?1 AND ?3)
          FROM request INDEXED BY request_open_states
          WHERE neighborhood_id = ?4 AND due_at IS NOT NULL GROUP BY status, obligation
          """)
      let soon = now.adding(minutes: DeskCounts.warningMinutes).milliseconds
      let rows = try Row.fetchCursor(
        query,
        arguments: [
          now.milliseconds, soon, now.adding(minutes: 24 * 60).milliseconds,
          try self.roll(of: scope, db).scopeKey,
        ])
      var counts = DeskCounts()
      while let row = try rows.next() { counts.add(row) }
      let silent = try db.cachedStatement(
        sql: """
          SELECT count(*) FROM request INDEXED BY request_contact_due
          WHERE neighborhood_id = ? AND contact_due_at < ?
          """)
      counts.hotline.silent =
        try Int.fetchOne(
          silent, arguments: [try self.roll(of: scope, db).scopeKey, now.milliseconds]) ?? 0
      try self.addInbox(to: &counts.hotline, of: scope, now: now, db)
      return counts
    }
  }

  /// Every building group with its open requests and its last four weeks, in the directory's order.
  package func groupRows(of scope: NeighborhoodID, now: Instant) throws(StoreError) -> [GroupRow] {
    try look { db in
      let roll = try self.roll(of: scope, db)
      var open: [Int64: (open: Int, overdue: Int)] = [:]
      let openQuery = try db.cachedStatement(
        sql: """
          SELECT group_id, count(*), sum(due_at < ?) FROM request INDEXED BY request_open_group
          WHERE neighborhood_id = ? AND due_at IS NOT NULL AND group_id IS NOT NULL GROUP BY group_id
          """)
      let rows = try Row.fetchCursor(openQuery, arguments: [now.milliseconds, roll.scopeKey])
      while let row = try rows.next() { open[row[0]] = (row[1], row[2]) }
      let received = try db.cachedStatement(
        sql: """
          SELECT count(*) FROM request INDEXED BY request_group
          WHERE group_id = ? AND received_at >= ? AND received_at < ?
          """)
      let weeks = (0...4).map { now.day.adding(days: 1 + ($0 - 4) * 7).start.milliseconds }
      return try roll.directory.groups.compactMap { group in
        guard let key = roll.groupKeys[group.id] else { return nil }
        let weekly = try zip(weeks, weeks.dropFirst()).map { from, to in
          try Int.fetchOne(received, arguments: [key, from, to]) ?? 0
        }
        let now = open[key] ?? (0, 0)
        return GroupRow(id: group.id, open: now.open, overdue: now.overdue, weekly: weekly)
      }
    }
  }
}

extension DeskCounts {
  fileprivate mutating func add(_ row: Row) {
    let count: Int = row[2]
    let tickets: Int = row[5]
    let kind = ObligationKind(rawValue: row[1])
    open += count
    overdue += row[3]
    dueSoon += row[4]
    hotline.open += tickets
    hotline.overdue += row[6]
    hotline.dueWithinDay += row[7]
    if let kind, DeskView.unansweredSteps.contains(kind) {
      unanswered += count
      hotline.awaitingContact += tickets
    }
    guard let status = RequestStatus(rawValue: row[0]) else { return }
    byStatus[status, default: 0] += count
  }
}
