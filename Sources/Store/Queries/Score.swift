package import CoreModel
internal import GRDB

extension DeskStore {
  /// 月度成绩 of a month: every figure by both bases.
  ///
  /// Reads the tickets that the month may count by their indexes, and folds only those. What is read may be more
  /// than counts, and never less: ``MonthScore`` decides.
  package func score(
    of scope: NeighborhoodID, month: ScoreMonth, now: Instant
  ) throws(StoreError) -> ScoreSurvey {
    try look { db in
      let records = try self.records(of: scope, db).withWholeRoster()
      let rules = records.rules
      let reading = ScoreReading(
        db: db, roll: records.roll, rules: rules, month: month, now: now)
      return ScoreSurvey(
        of: try reading.facts(), month: month, by: rules.scores, now: now)
    }
  }
}

/// Reads the tickets of a month.
private struct ScoreReading {
  let db: Database
  let roll: Roll
  let rules: DeskRules
  let month: ScoreMonth
  let now: Instant

  func facts() throws -> [TicketFacts] {
    let candidates = try candidates()
    var facts: [TicketFacts] = []
    var calls: [RepeatCalls.Call] = []
    // Which other ticket is the same caller's would tell who an 匿名 or 保密 one is.
    var hidden: Set<RequestID> = []
    for (row, id) in candidates {
      let history = try EventRecords.history(of: id, row: row, roll: roll, db)
      guard let fact = TicketFacts(history, by: rules.deadlines) else { continue }
      facts.append(fact)
      let request = history.request
      if request.callerPrivacy != .open { hidden.insert(id) }
      calls.append(
        RepeatCalls.Call(id: id, number: fact.ticket, registration: request.registration))
    }
    let earlier = try earlierCalls(than: facts, beside: Set(candidates.map(\.row)))
    let repeated = RepeatCalls.earlier(
      calls + earlier.map(\.call), within: rules.scores.repeatDays)
    // Of those only the registration was read; what became of their callers is in the rest of their logs.
    let rows = Dictionary(earlier.map { ($0.call.id, $0.row) }, uniquingKeysWith: { $1 })
    for call in Set(repeated.values.map(\.id)) {
      guard let row = rows[call] else { continue }
      let history = try EventRecords.history(of: call, row: row, roll: roll, db)
      if history.request.callerPrivacy != .open { hidden.insert(call) }
    }
    for index in facts.indices where facts[index].repetition == nil {
      let id = facts[index].id
      facts[index].repetition = repeated[id].map {
        .sameCaller(hidden.contains(id) || hidden.contains($0.id) ? "" : $0.number)
      }
    }
    return facts
  }

  // MARK: Which tickets

  /// Received, answered or closed in the month, opened once more at any time, or unanswered past its limit.
  private func candidates() throws -> [(row: Int64, id: RequestID)] {
    let (start, end) = (month.start.milliseconds, month.end.milliseconds)
    let cut = min(end, now.milliseconds + 1)
    let scope = roll.scopeKey
    // SQLite takes a partial index only where its own condition is repeated.
    let kinds = "e.\(Schema.scoreKinds)"
    var keys: Set<Int64> = []
    func collect(_ sql: String, _ arguments: [Int64]) throws {
      let rows = try Int64.fetchCursor(
        try db.cachedStatement(sql: sql), arguments: StatementArguments(arguments))
      while let key = try rows.next() { keys.insert(key) }
    }
    try collect(
      """
      SELECT id FROM request INDEXED BY request_hotline
      WHERE neighborhood_id = ? AND hotline_number IS NOT NULL AND received_at >= ? AND received_at < ?
      """, [scope, start, end])
    try collect(
      """
      SELECT id FROM request INDEXED BY request_hotline_closed
      WHERE neighborhood_id = ? AND closed_at IS NOT NULL AND hotline_number IS NOT NULL
        AND closed_at >= ? AND closed_at < ?
      """, [scope, start, end])
    try collect(
      """
      SELECT r.id FROM event e INDEXED BY event_score JOIN request r ON r.id = e.request_id
      WHERE \(kinds) AND e.kind = 'ticketReplied' AND e.at >= ? AND e.at < ? AND r.neighborhood_id = ?
      """, [start, end, scope])
    try collect(
      """
      SELECT r.id FROM event e INDEXED BY event_score JOIN request r ON r.id = e.request_id
      WHERE \(kinds) AND e.kind IN ('ticketReviewBegun', 'reopened') AND r.neighborhood_id = ?
        AND r.hotline_number IS NOT NULL AND r.received_at < ?
      """, [scope, end])
    try collect(
      """
      SELECT id FROM request INDEXED BY request_ticket_open
      WHERE neighborhood_id = ? AND ticket_state IS NOT NULL
        AND (ticket_due_at < ? OR ticket_original_due_at < ?)
        AND received_at < ? AND (replied_at IS NULL OR replied_at >= ?)
      """, [scope, cut, cut, end, start])
    // What stood open at the end of a month that is over, and was settled since.
    if now.milliseconds >= end {
      try collect(
        """
        SELECT id FROM request INDEXED BY request_hotline_closed
        WHERE neighborhood_id = ? AND closed_at IS NOT NULL AND hotline_number IS NOT NULL
          AND closed_at >= ? AND received_at < ?
        """, [scope, end, end])
      try collect(
        """
        SELECT r.id FROM event e INDEXED BY event_score JOIN request r ON r.id = e.request_id
        WHERE \(kinds) AND e.kind = 'ticketReplied' AND e.at >= ? AND r.neighborhood_id = ? AND r.received_at < ?
        """, [end, scope, end])
    }
    let identity = try db.cachedStatement(sql: "SELECT uid FROM request WHERE id = ?")
    return try keys.sorted().compactMap { key in
      try String.fetchOne(identity, arguments: [key]).map { (key, RequestID($0)) }
    }
  }

  // MARK: What came in before

  /// The tickets that came in so shortly before those that a repeat of them would count.
  private func earlierCalls(
    than facts: [TicketFacts], beside known: Set<Int64>
  ) throws -> [(call: RepeatCalls.Call, row: Int64)] {
    let (start, end) = (month.start, month.end)
    let counted = facts.filter { fact in
      month.contains(fact.receivedAt) || fact.doneAt.map { start <= $0 && $0 < end } == true
    }
    guard let first = counted.map(\.receivedAt).min(), let last = counted.map(\.receivedAt).max()
    else { return [] }
    let from = first.adding(minutes: -1440 * rules.scores.repeatDays)
    let query = try db.cachedStatement(
      sql: """
        SELECT r.id, r.uid, r.hotline_number, e.kind, e.layout, e.payload
        FROM request r INDEXED BY request_hotline JOIN event e ON e.request_id = r.id AND e.version = 1
        WHERE r.neighborhood_id = ? AND r.hotline_number IS NOT NULL AND r.received_at >= ?
          AND r.received_at <= ? AND r.status <> ?
        """)
    let rows = try Row.fetchCursor(
      query,
      arguments: [
        roll.scopeKey, from.milliseconds, last.milliseconds, RequestStatus.cancelled.rawValue,
      ])
    var calls: [(call: RepeatCalls.Call, row: Int64)] = []
    while let row = try rows.next() {
      guard !known.contains(row[0]) else { continue }
      let stored = EventCodec.Stored(kind: row[3], layout: row[4], payload: row[5])
      guard case .registered(let form) = try EventCodec.decode(stored) else { continue }
      let call = RepeatCalls.Call(id: RequestID(row[1]), number: row[2], registration: form)
      calls.append((call, row[0]))
    }
    return calls
  }
}
