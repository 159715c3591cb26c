internal import CoreModel
internal import GRDB

/// Writing requests: the event log, the row that follows from it, and the search index, together.
struct RequestRecords {
  let db: Database
  let roll: Roll
  let rules: DeskRules

  /// The statements that store a new request: found once by whoever stores many.
  struct Insertion {
    fileprivate let request: Statement
    fileprivate let event: Statement
    fileprivate let ticket: Statement

    init(_ db: Database) throws {
      request = try db.cachedStatement(sql: RequestRecords.insertion)
      event = try db.cachedStatement(sql: EventRecords.insertion)
      ticket = try db.cachedStatement(
        sql: """
          INSERT INTO hotline_ticket (neighborhood_id, number, request_id, fingerprint)
          VALUES (?, ?, ?, ?)
          """)
    }
  }

  /// Stores a request that is not there yet, whole.
  /// - Returns: Its row.
  @discardableResult
  func insert(
    _ history: RequestHistory, fingerprint: String = "",
    by insertion: Insertion? = nil
  ) throws -> Int64 {
    let insertion = try insertion ?? Insertion(db)
    let projection = try projection(of: history.request)
    try insertion.request.execute(
      arguments: StatementArguments([history.id.text, roll.scopeKey] + projection.values))
    let row = db.lastInsertedRowID
    try EventRecords.append(history.events, to: row, roll: roll, by: insertion.event)
    if history.request.acknowledged != nil {
      try EventRecords.keepReminder(seenOn: row, from: history.events, db)
    }
    if let number = projection.hotlineNumber {
      try insertion.ticket.execute(arguments: [roll.scopeKey, number, row, fingerprint])
    }
    if let main = history.request.main { try LinkRecords(self).store(main, of: row) }
    try AnswerRecords(self).store(history.request, row: row)
    if !history.request.tasks.isEmpty {
      try TaskRecords(db: db, roll: roll).store(history.request, row: row)
    }
    if !history.request.onward.isEmpty {
      try OnwardRecords.store(history.request, row: row, db)
    }
    try FactRecords(self).store(history, row: row, isNew: true)
    // One that has just come in has nothing to say for 督办 yet.
    if history.events.count > 1, projection.dueAt != nil {
      try WatchRecords.store(
        history, row: row, owes: projection.obligation, before: nil,
        at: history.events.last?.at, db)
    }
    try SearchIndex.rowWasInserted(row, db)
    return row
  }

  /// Stores what was appended to a request's history.
  func append(_ next: RequestHistory, beyond history: RequestHistory, row: Int64) throws {
    let events = next.events.dropFirst(history.events.count)
    if let actor = events.first?.actor { try roll.admit(actor) }
    let after = try projection(of: next.request)
    try EventRecords.append(events, to: row, roll: roll, db)
    try EventRecords.keepReminder(seenOn: row, from: events, db)
    try RequestSteps.keep(events, of: row, scope: roll.scopeKey, db)
    let before = try stored(row)
    try update(row, from: before, to: after)
    try WatchRecords.store(
      next, row: row, owes: after.obligation, before: before.obligation, at: events.last?.at, db)
    if next.request.main != history.request.main {
      try LinkRecords(self).store(next.request.main, of: row)
    }
    try AnswerRecords(self).store(next.request, row: row)
    try FactRecords(self).store(next, row: row)
    // A caller who asks to be hidden later is not to stay in what was decided before.
    if next.request.tasks != history.request.tasks
      || !next.request.tasks.isEmpty
        && next.request.callerBlank != history.request.callerBlank
    {
      try TaskRecords(db: db, roll: roll).store(next.request, row: row)
    }
    if next.request.onward != history.request.onward
      || !next.request.onward.isEmpty && next.request.callerBlank != history.request.callerBlank
    {
      try OnwardRecords.store(next.request, row: row, db)
    }
    for recorded in events {
      // What was decided upon is not asked again.
      guard case .hotlineReconciled(let decided) = recorded.event else { continue }
      try note(fingerprint: decided.fingerprint, of: row)
    }
  }

  /// Remembers which row of an export a ticket was last seen as.
  func note(fingerprint: String, of row: Int64) throws {
    try db.cachedStatement(
      sql: """
        UPDATE hotline_ticket SET fingerprint = ?1 WHERE (neighborhood_id, number) =
          (SELECT neighborhood_id, hotline_number FROM request WHERE id = ?2)
        """
    ).execute(arguments: [fingerprint, row])
  }

  /// Brings a row up to date, touching the indexes only of what has changed.
  func update(_ row: Int64, from old: Projection, to new: Projection) throws {
    guard old != new else { return }
    let step = try db.cachedStatement(
      sql: """
        UPDATE request SET version = ?, status = ?, tier = ?, urgency = ?, handler_id = ?,
          handler_pool = ?, closed_at = ?, due_at = ?, obligation = ?, owed_by = ?,
          ticket_state = ?, ticket_due_at = ?, ticket_original_due_at = ?, replied_at = ?,
          ticket_kind = ?, ticket_round = ?, contact_due_at = ? WHERE id = ?
        """)
    try step.execute(arguments: [
      new.version, new.status, new.tier, new.urgency, new.handler, new.pool, new.closedAt,
      new.dueAt, new.obligation, new.owedBy, new.ticketState, new.ticketDueAt,
      new.ticketOriginalDueAt, new.repliedAt, new.ticketKind, new.ticketRound, new.contactDueAt,
      row,
    ])
    if RequestRecords.formDiffers(old, new) {
      try db.cachedStatement(
        sql: """
          UPDATE request SET channel = ?, group_id = ?, room = ?, place_detail = ?, text = ?,
            haystack = ?, received_at = ? WHERE id = ?
          """
      ).execute(arguments: [
        new.channel, new.group, new.room, new.placeDetail, new.text, new.haystack, new.receivedAt,
        row,
      ])
    }
    try SearchIndex.rowWasChanged(row, from: old, to: new, scope: roll.scopeKey, db)
  }

  /// The stored row of a request.
  func stored(_ row: Int64) throws -> Projection {
    let query = try db.cachedStatement(sql: RequestRecords.selection)
    guard let found = try Row.fetchOne(query, arguments: [row]) else {
      throw StoreError.notFound("这件诉求")
    }
    return Projection(found)
  }

  /// What follows from a request and the rules.
  func projection(of request: Request) throws -> Projection {
    try Projection(request, under: try deadlines(for: request), roll: roll)
  }

  /// Brings the open requests of the neighbourhood up to date of which something is due from a moment on, after the
  /// roster has changed from there on; nil for all of them.
  func recomputeOpen(dueFrom first: Instant?) throws -> Int {
    guard let first else { return try recomputeOpen() }
    let moment = first.milliseconds
    return try recompute(
      """
      SELECT id, uid, received_at FROM request WHERE neighborhood_id = ? AND due_at IS NOT NULL
        AND (due_at >= \(moment) OR ticket_due_at >= \(moment) OR contact_due_at >= \(moment)
          OR (SELECT f.due_at FROM request_fact f WHERE f.request_id = request.id) >= \(moment))
      """, passingOverDamage: true)
  }

  /// Brings every open request of the neighbourhood up to date after the rules have changed.
  /// - Parameter passingOverDamage: Leaves a request alone whose events cannot be read: opening a database
  ///   must not fail for it, and ``DeskStore/doctor(sample:)`` names it.
  @discardableResult
  func recomputeOpen(passingOverDamage: Bool = false) throws -> Int {
    try recompute(
      "SELECT id, uid, received_at FROM request WHERE neighborhood_id = ? AND due_at IS NOT NULL",
      passingOverDamage: passingOverDamage)
  }

  /// The same for every ticket, closed ones too, of which an export or a correction says something about 匿名 or 保密.
  func recomputePrivate() throws {
    try recompute(
      """
      SELECT r.id, r.uid, r.received_at FROM request r JOIN event e ON e.request_id = r.id AND e.version = 1
      WHERE r.neighborhood_id = ? AND r.hotline_number IS NOT NULL
        AND (EXISTS (
          SELECT 1 FROM event c WHERE c.request_id = r.id AND c.kind = 'ticketCorrected'
        ) OR EXISTS (
          SELECT 1 FROM json_each(e.payload, '$.hotline.otherColumns') c
          WHERE c.key LIKE '%公开%'
            OR (c.key LIKE '%匿名%' OR c.key LIKE '%保密%')
              AND c.value NOT IN ('否', '无', '不', '不匿名', '不保密', '实名', '公开')))
      """, passingOverDamage: true)
  }

  /// Brings the requests of a query for `id, uid, received_at` up to date.
  @discardableResult
  private func recompute(_ sql: String, passingOverDamage: Bool) throws -> Int {
    var moved = 0
    let rows = try Row.fetchAll(db, sql: sql, arguments: [roll.scopeKey])
    guard let oldest = rows.map({ $0[2] as Int64 }).min() else { return 0 }
    // The roster as far back as the oldest of them needs it, read once.
    let records = RequestRecords(
      db: db, roll: roll,
      rules: try rules.reaching(Instant(milliseconds: oldest), of: roll.scopeKey, db))
    for row in rows {
      let key: Int64 = row[0]
      let history: RequestHistory
      do {
        history = try EventRecords.history(of: RequestID(row[1]), row: key, roll: roll, db)
      } catch  where passingOverDamage && !(error is DatabaseError) {
        continue
      }
      let now = try records.projection(of: history.request)
      let before = try stored(key)
      if before.dueAt != now.dueAt { moved += 1 }
      try update(key, from: before, to: now)
      try AnswerRecords(self).store(history.request, row: key)
      try FactRecords(records).store(history, row: key)
      try WatchRecords.store(
        history, row: key, owes: now.obligation, before: nil, at: nil, db)
      if !history.request.tasks.isEmpty {
        try TaskRecords(db: db, roll: roll).store(history.request, row: key)
      }
    }
    return moved
  }

  /// The next free number of a day.
  func nextNumber(on day: Day) throws -> RequestNumber {
    let number = RequestNumber(day: day, serial: 1)
    return RequestNumber(day: number.day, serial: try lastSerial(on: number.day) + 1)
  }

  /// The last serial that a day has given, the day as one number; 0 when it has given none.
  func lastSerial(on day: Int) throws -> Int {
    let query = try db.cachedStatement(
      sql: """
        SELECT max(number_serial) FROM request WHERE neighborhood_id = ? AND number_day = ?
        """)
    return try Int.fetchOne(query, arguments: [roll.scopeKey, day]) ?? 0
  }

  private static func formDiffers(_ old: Projection, _ new: Projection) -> Bool {
    old.channel != new.channel || old.group != new.group || old.room != new.room
      || old.placeDetail != new.placeDetail || old.text != new.text || old.haystack != new.haystack
      || old.receivedAt != new.receivedAt
  }

  private static let insertion = """
    INSERT INTO request (uid, neighborhood_id, \(Projection.columns.joined(separator: ", ")))
    VALUES (?, ?\(String(repeating: ", ?", count: Projection.columns.count)))
    """

  static let selection = """
    SELECT \(Projection.columns.joined(separator: ", ")) FROM request WHERE id = ?
    """
}
