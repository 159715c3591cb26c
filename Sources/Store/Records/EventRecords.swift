internal import CoreModel
internal import GRDB

/// Reading and writing the event log.
enum EventRecords {
  /// The whole history of a request.
  static func history(
    of id: RequestID, row: Int64, roll: Roll, _ db: Database
  ) throws -> RequestHistory {
    let query = try db.cachedStatement(
      sql: """
        SELECT version, at, actor_id, kind, layout, payload FROM event WHERE request_id = ?
        ORDER BY version
        """)
    var events: [RecordedEvent] = []
    let rows = try Row.fetchCursor(query, arguments: [row])
    while let row = try rows.next() { events.append(try recorded(row, roll)) }
    guard let history = RequestHistory(id: id, events: events) else {
      throw StoreError.damaged(path: "", detail: "诉求 \(id.text) 的记录不连续")
    }
    return history
  }

  /// From `version, at, actor_id, kind, layout, payload`.
  static func recorded(_ row: Row, _ roll: Roll) throws -> RecordedEvent {
    guard let actor = roll.people[row[2]] else {
      throw StoreError.damaged(path: "", detail: "记录的经手人不在册")
    }
    let stored = EventCodec.Stored(kind: row[3], layout: row[4], payload: row[5])
    return RecordedEvent(
      version: row[0], at: Instant(milliseconds: row[1]), actor: actor,
      event: try EventCodec.decode(stored))
  }

  /// Appends events to a request's log.
  static func append(
    _ events: some Sequence<RecordedEvent>, to row: Int64, roll: Roll, _ db: Database
  ) throws {
    try append(events, to: row, roll: roll, by: try db.cachedStatement(sql: insertion))
  }

  /// Appends events to a request's log by ``insertion``, which whoever writes many keeps at hand.
  static func append(
    _ events: some Sequence<RecordedEvent>, to row: Int64, roll: Roll, by insert: Statement
  ) throws {
    for event in events {
      let stored = try EventCodec.encode(event.event)
      try insert.execute(arguments: [
        row, event.version, event.at.milliseconds, try roll.key(of: event.actor), stored.kind,
        stored.layout, stored.payload,
      ])
    }
  }

  /// Writes down beside the log which reminder of a request was last acknowledged, when the log says it anew.
  static func keepReminder(
    seenOn row: Int64, from events: some Sequence<RecordedEvent>, _ db: Database
  ) throws {
    let seen = events.compactMap {
      if case .acknowledged(let reminder) = $0.event { reminder } else { nil }
    }
    guard let reminder = seen.last else { return }
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO reminder_seen (request_id, level, obligation, due_at)
        VALUES (?, ?, ?, ?)
        """
    ).execute(arguments: [
      row, reminder.level.rawValue, reminder.obligation.rawValue, reminder.dueAt.milliseconds,
    ])
  }

  /// The reminder that was last acknowledged, as ``keepReminder(seenOn:from:_:)`` wrote it down.
  static func reminderSeen(on row: Int64, _ db: Database) throws -> Reminder? {
    let query = try db.cachedStatement(
      sql: "SELECT level, obligation, due_at FROM reminder_seen WHERE request_id = ?")
    guard let found = try Row.fetchOne(query, arguments: [row]),
      let level = ReminderLevel(rawValue: found[0]),
      let obligation = ObligationKind(rawValue: found[1])
    else { return nil }
    return Reminder(level, of: obligation, dueAt: Instant(milliseconds: found[2]))
  }

  /// What an event's row has, in order.
  static let columns = [
    "request_id", "version", "at", "actor_id", "kind", "layout", "payload",
  ]

  static let insertion = """
    INSERT INTO event (\(columns.joined(separator: ", ")))
    VALUES (?, ?, ?, ?, ?, ?, ?)
    """
}
