internal import CoreModel
internal import GRDB

/// Reading and writing 调解: the log, and the table that follows from it.
struct MediationRecords {
  let db: Database
  let roll: Roll

  /// The log of a mediation.
  func log(of id: MediationID) throws -> [DutyRecord<MediationEvent>] {
    try DutyLog.records(MediationEvent.self, of: id.text, roll: roll, db)
  }

  /// A mediation of the neighbourhood, whole.
  func mediation(_ id: MediationID) throws -> Mediation {
    let isHere = try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM mediation WHERE uid = ? AND neighborhood_id = ?)"),
      arguments: [id.text, roll.scopeKey])
    guard isHere == true, let mediation = Mediation(id: id, records: try log(of: id)) else {
      throw StoreError.notFound("这件调解")
    }
    return mediation
  }

  /// Those that go on, what is due first in front.
  func open() throws -> [Mediation] {
    try mediations(
      """
      SELECT uid FROM mediation WHERE neighborhood_id = ? AND ended_at IS NULL
      ORDER BY next_at, uid
      """, [roll.scopeKey])
  }

  /// The last ones that are over, the newest in front.
  func ended(limit: Int) throws -> [Mediation] {
    try mediations(
      """
      SELECT uid FROM mediation WHERE neighborhood_id = ? AND ended_at IS NOT NULL
      ORDER BY ended_at DESC, uid DESC LIMIT ?
      """, [roll.scopeKey, limit])
  }

  private func mediations(_ sql: String, _ arguments: StatementArguments) throws -> [Mediation] {
    try String.fetchAll(db, sql: sql, arguments: arguments).map { try mediation(Identifier($0)) }
  }

  /// Writes down where it stands.
  func store(_ mediation: Mediation) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO mediation
          (uid, neighborhood_id, title, phase, keeper_id, begun_at, next_at, ended_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (uid) DO UPDATE SET title = excluded.title, phase = excluded.phase,
          keeper_id = excluded.keeper_id, next_at = excluded.next_at, ended_at = excluded.ended_at
        """
    ).execute(arguments: [
      mediation.id.text, roll.scopeKey, mediation.title, "\(mediation.phase)",
      try roll.key(of: mediation.keeper), mediation.begunAt.milliseconds,
      mediation.nextAt?.milliseconds, mediation.endedAt?.milliseconds,
    ])
  }
}
