package import CoreModel
internal import GRDB

/// 「某某 正在处理」: who has a form of which request open. The rules are CoreModel's ``ClaimRules``.
extension DeskStore {
  /// Says that somebody has a form open, or goes on typing in it. Where somebody else has it, nothing is
  /// changed: ``takeOver(_:by:at:now:)`` is another step.
  package func claim(
    _ request: RequestID, by person: PersonID, at desk: DeskID, now: Instant
  ) throws(StoreError) {
    try change(marking: .claims) { db in
      let (row, scope) = try DeskStore.locate(request, db)
      _ = try self.roll(of: scope, db)
      let known = try DeskStore.claims(where: "r.id = ?", [row], db).first
      guard
        let claim = ClaimRules.claim(request, over: known, by: person, at: desk, now: now),
        claim != known
      else { return }
      try DeskStore.write(claim, row: row, now: now, db)
    }
  }

  /// Goes on with what somebody else has open, and records it. Where nobody has it any more, it is simply
  /// claimed.
  /// - Returns: The request as it is then.
  package func takeOver(
    _ id: RequestID, by actor: Actor, at desk: DeskID, now: Instant
  ) throws(StoreError) -> RequestDetail {
    try change { db in
      let (row, scope) = try DeskStore.locate(id, db)
      let records = try self.records(of: scope, db)
      let history = try EventRecords.history(of: id, row: row, roll: records.roll, db)
      let known = try DeskStore.claims(where: "r.id = ?", [row], db).first
      let events = try history.decideTakingOver(known, by: actor, at: desk, now: now)
      let next = try RequestRecords.extending(history, with: events, actor, now)
      if !events.isEmpty { try records.append(next, beyond: history, row: row) }
      let claim = Claim(
        request: id, person: actor.person, desk: desk, since: now,
        until: now.adding(seconds: ClaimRules.seconds),
        takenFrom: events.isEmpty ? nil : known?.person)
      try DeskStore.write(claim, row: row, now: now, db)
      return try records.detail(next, row: row)
    }
  }

  /// A desk has closed its form of a request.
  package func release(_ request: RequestID, at desk: DeskID) throws(StoreError) {
    try change(marking: .claims) { db in
      try db.cachedStatement(
        sql: """
          DELETE FROM claim WHERE desk = ? AND request_id = (SELECT id FROM request WHERE uid = ?)
          """
      ).execute(arguments: [desk.text, request.text])
    }
  }

  /// A desk ends.
  package func releaseAll(at desk: DeskID) throws(StoreError) {
    try change(marking: .claims) { db in
      try db.execute(sql: "DELETE FROM claim WHERE desk = ?", arguments: [desk.text])
    }
  }

  /// Who is on what in a neighbourhood now.
  package func claims(of scope: NeighborhoodID, now: Instant) throws(StoreError) -> [Claim] {
    try look { db in
      _ = try self.roll(of: scope, db)
      return try DeskStore.claims(where: "n.uid = ?", [scope.text], db)
        .filter { $0.isLive(at: now) }
    }
  }

  /// Who is on a request now.
  package func claim(on request: RequestID, now: Instant) throws(StoreError) -> Claim? {
    try look { db in
      try DeskStore.claims(where: "r.uid = ?", [request.text], db).first { $0.isLive(at: now) }
    }
  }

  private static func write(_ claim: Claim, row: Int64, now: Instant, _ db: Database) throws {
    // Those that ended are of no use to anybody.
    try db.cachedStatement(sql: "DELETE FROM claim WHERE until_at <= ?")
      .execute(arguments: [now.milliseconds])
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO claim
          (request_id, person_id, desk, since_at, until_at, taken_from_id)
        VALUES (?, ?, ?, ?, ?, (SELECT id FROM person WHERE uid = ?))
        """
    ).execute(arguments: [
      row, try PlaceKeys.key("person", claim.person.text, db), claim.desk.text,
      claim.since.milliseconds, claim.until.milliseconds, claim.takenFrom?.text,
    ])
  }

  private static func claims(
    where condition: String, _ arguments: StatementArguments, _ db: Database
  ) throws -> [Claim] {
    let query = try db.cachedStatement(
      sql: """
        SELECT r.uid, p.uid, c.desk, c.since_at, c.until_at, f.uid
        FROM claim c JOIN request r ON r.id = c.request_id JOIN person p ON p.id = c.person_id
        JOIN neighborhood n ON n.id = r.neighborhood_id
        LEFT JOIN person f ON f.id = c.taken_from_id WHERE \(condition)
        """)
    return try Row.fetchAll(query, arguments: arguments).map { row in
      let from: String? = row[5]
      return Claim(
        request: RequestID(row[0]), person: PersonID(row[1]), desk: DeskID(row[2]),
        since: Instant(milliseconds: row[3]), until: Instant(milliseconds: row[4]),
        takenFrom: from.map { PersonID($0) })
    }
  }
}
