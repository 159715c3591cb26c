internal import CoreModel
internal import GRDB

extension DeskStore {
  /// The figures of the 12345 inbox: by state, what is due first, and how this month compares with the last.
  ///
  /// One walk over the index of the states, the first row of the inbox, and three stretches of the index of what
  /// came in: nothing but the open tickets and two months is ever read.
  func addInbox(
    to counts: inout HotlineCounts, of scope: NeighborhoodID, now: Instant, _ db: Database
  ) throws {
    let key = try roll(of: scope, db).scopeKey
    let tallies = try Row.fetchAll(
      try db.cachedStatement(sql: TicketCountsQuery.states), arguments: [now.milliseconds, key])
    for row in tallies {
      guard let state = TicketState(rawValue: row[0]) else { continue }
      counts.states[state] = TicketTally(count: row[1], overdue: row[2])
    }
    let inbox = QueueFilter(scope: scope, hotlineOnly: true)
    counts.next = try query(inbox, now: now, db).rows(
      db, beyond: nil, forward: true, count: 1
    ).first
    let spans = TicketTrend.Spans(at: now)
    let received = try db.cachedStatement(sql: TicketCountsQuery.received)
    func number(_ span: Range<Instant>) throws -> Int {
      try Int.fetchOne(
        received,
        arguments: [key, span.lowerBound.milliseconds, span.upperBound.milliseconds]) ?? 0
    }
    counts.trend = TicketTrend(
      thisMonth: try number(spans.thisMonth), sameDays: try number(spans.sameDays),
      lastMonth: try number(spans.lastMonth))
  }
}

/// What the figures of the inbox ask; a test looks at how SQLite goes about it.
enum TicketCountsQuery {
  static let states = """
    SELECT ticket_state, count(*), sum(due_at < ?1) FROM request INDEXED BY request_ticket_state
    WHERE neighborhood_id = ?2 AND ticket_state IS NOT NULL GROUP BY ticket_state
    """
  static let received = """
    SELECT count(*) FROM request INDEXED BY request_hotline
    WHERE neighborhood_id = ? AND hotline_number IS NOT NULL AND received_at >= ? AND received_at < ?
    """
}
