internal import CoreModel
internal import GRDB

/// Reading and writing 吹哨: the log, and the tables that follow from it.
struct WhistleRecords {
  let db: Database
  let roll: Roll

  /// The log of a whistle.
  func log(of id: WhistleID) throws -> [DutyRecord<WhistleEvent>] {
    try DutyLog.records(WhistleEvent.self, of: id.text, roll: roll, db)
  }

  /// A whistle of the neighbourhood, whole.
  func whistle(_ id: WhistleID) throws -> Whistle {
    guard try isHere(id), let whistle = Whistle(id: id, records: try log(of: id)) else {
      throw StoreError.notFound("这次吹哨")
    }
    return whistle
  }

  private func isHere(_ id: WhistleID) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM whistle WHERE uid = ? AND neighborhood_id = ?)"),
      arguments: [id.text, roll.scopeKey]) ?? false
  }

  /// Whistles by a query that gives their names.
  func whistles(_ sql: String, _ arguments: StatementArguments) throws -> [Whistle] {
    try String.fetchAll(db, sql: sql, arguments: arguments).map { try whistle(Identifier($0)) }
  }

  /// Those that go on, what is owed first in front.
  func open() throws -> [Whistle] {
    try whistles(
      """
      SELECT uid FROM whistle WHERE neighborhood_id = ? AND closed_at IS NULL ORDER BY next_at, uid
      """, [roll.scopeKey])
  }

  /// The last ones that are over, the newest in front.
  func closed(limit: Int) throws -> [Whistle] {
    try whistles(
      """
      SELECT uid FROM whistle WHERE neighborhood_id = ? AND closed_at IS NOT NULL
      ORDER BY closed_at DESC, uid DESC LIMIT ?
      """, [roll.scopeKey, limit])
  }

  /// Which whistle of its day comes next.
  func nextSerial(on day: Day) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT coalesce(max(serial), 0) + 1 FROM whistle WHERE neighborhood_id = ? AND blown_day = ?
        """, arguments: [roll.scopeKey, day.number]) ?? 1
  }

  /// Writes down where it stands.
  func store(_ whistle: Whistle, under rules: DeadlineRules) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO whistle
          (uid, neighborhood_id, title, level, keeper_id, blown_day, serial, blown_at, next_at,
           closed_at, result)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (uid) DO UPDATE SET next_at = excluded.next_at,
          closed_at = excluded.closed_at, result = excluded.result
        """
    ).execute(arguments: [
      whistle.id.text, roll.scopeKey, whistle.order.title, whistle.order.level.rawValue,
      try roll.key(of: whistle.order.keeper), whistle.blownAt.day.number, whistle.order.serial,
      whistle.blownAt.milliseconds, whistle.step(under: rules)?.dueAt.milliseconds,
      whistle.closedAt?.milliseconds, whistle.closing?.result.rawValue,
    ])
    let call = try db.cachedStatement(
      sql: """
        INSERT INTO whistle_call
          (whistle_uid, position, neighborhood_id, unit, due_at, checked_in_at, reported_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET due_at = excluded.due_at,
          checked_in_at = excluded.checked_in_at, reported_at = excluded.reported_at
        """)
    for (position, one) in whistle.calls.enumerated() {
      try call.execute(arguments: [
        whistle.id.text, position, roll.scopeKey, one.unit.name, one.dueAt.milliseconds,
        one.checkIn?.at.milliseconds, one.reportedAt?.milliseconds,
      ])
    }
  }
}
