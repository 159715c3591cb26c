internal import CoreModel
internal import GRDB

/// Rounds of checklists as they stand in the database: the log, and the two tables that follow from it.
struct RoundRecords {
  let roll: Roll
  let db: Database

  /// The events of a round, oldest first.
  func log(of id: RoundID) throws -> [DutyRecord<RoundEvent>] {
    try DutyLog.records(RoundEvent.self, of: id.text, roll: roll, db)
  }

  /// A round, whole.
  func round(_ id: RoundID) throws -> Round {
    guard let round = Round(id: id, records: try log(of: id)) else {
      throw StoreError.notFound("这一轮检查单")
    }
    return round
  }

  /// The rounds of a query for `uid`.
  func rounds(_ sql: String, _ arguments: StatementArguments) throws -> [Round] {
    try String.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map {
      try round(RoundID($0))
    }
  }

  /// The rounds that go on and were begun since a moment, the earliest first.
  func open(since: Instant = Instant(milliseconds: 0)) throws -> [Round] {
    try rounds(
      """
      SELECT uid FROM round WHERE neighborhood_id = ? AND ended_at IS NULL AND started_at >= ?
      ORDER BY started_at, id
      """, [roll.scopeKey, since.milliseconds])
  }

  /// What there is of checklists around a request.
  func around(_ request: Int64) throws -> RequestChecks {
    RequestChecks(
      findings: try findings("f.request_id = ? ORDER BY f.at, f.id", [request]),
      rounds: try rounds(
        "SELECT uid FROM round WHERE request_id = ? ORDER BY started_at DESC, id DESC", [request]))
  }

  /// The findings that a condition holds for.
  func findings(_ condition: String, _ arguments: StatementArguments) throws -> [Finding] {
    let query = try db.cachedStatement(
      sql: """
        SELECT f.uid, r.uid, r.checklist, f.point, f.place, f.group_id, f.category, f.words,
          f.count, f.days, f.rung, f.evidence, f.person_id, f.at, q.uid, q.number_day,
          q.number_serial
        FROM finding f JOIN round r ON r.id = f.round_id
        LEFT JOIN request q ON q.id = f.request_id WHERE \(condition)
        """)
    return try Row.fetchAll(query, arguments: arguments).map(finding)
  }

  /// What was found at a place since a moment.
  func findings(at place: String, since: Instant) throws -> [Finding] {
    let key = Finding.key(of: place)
    guard !key.isEmpty else { return [] }
    return try findings(
      "f.neighborhood_id = ? AND f.place_key = ? AND f.place_key <> '' AND f.at >= ? ORDER BY f.at",
      [roll.scopeKey, key, since.milliseconds])
  }

  /// Brings the tables to what the events say of a round.
  func store(_ round: Round, beyond before: Round?) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO round (uid, neighborhood_id, request_id, checklist, started_at, ended_at)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET ended_at = excluded.ended_at
        """
    ).execute(arguments: [
      round.id.text, roll.scopeKey, try round.request.map { try key(of: $0.id) },
      round.checklist.name, round.startedAt.milliseconds, round.ending?.at.milliseconds,
    ])
    // A round that does not count has no findings.
    let counted = round.ending?.isDropped == true ? [] : round.findings
    guard counted != before?.findings ?? [] else { return }
    let query = try db.cachedStatement(sql: "SELECT id FROM round WHERE uid = ?")
    guard let row = try Int64.fetchOne(query, arguments: [round.id.text]) else { return }
    try db.cachedStatement(sql: "DELETE FROM finding WHERE round_id = ?").execute(arguments: [row])
    for finding in counted { try insert(finding, of: row) }
  }

  private func insert(_ finding: Finding, of round: Int64) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO finding (uid, round_id, neighborhood_id, request_id, at, point, place,
          place_key, group_id, category, words, count, days, rung, evidence, person_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      finding.id.text, round, roll.scopeKey, try finding.request.map { try key(of: $0.id) },
      finding.at.milliseconds, finding.point, finding.place, Finding.key(of: finding.place),
      finding.group.flatMap { roll.groupKeys[$0] }, finding.category, finding.words,
      finding.standing?.count, finding.standing?.days, finding.standing?.rung,
      try DeskRules.encoded(finding.evidence), try roll.key(of: finding.by),
    ])
  }

  private func key(of request: RequestID) throws -> Int64 {
    let query = try db.cachedStatement(sql: "SELECT id FROM request WHERE uid = ?")
    guard let key = try Int64.fetchOne(query, arguments: [request.text]) else {
      throw StoreError.notFound("这件诉求")
    }
    return key
  }

  private func finding(_ row: Row) throws -> Finding {
    guard let person = roll.people[row[12]] else {
      throw StoreError.damaged(path: "", detail: "发现问题的人不在册")
    }
    let count: Int? = row[8]
    let days: Int? = row[9]
    let group: Int64? = row[5]
    var request: FindingRequest?
    if let uid: String = row[14] {
      request = FindingRequest(
        id: RequestID(uid), number: RequestNumber(day: row[15], serial: row[16]).text)
    }
    return Finding(
      id: FindingID(row[0]), round: RoundID(row[1]), checklist: row[2], point: row[3],
      place: row[4], group: group.flatMap { roll.groups[$0] }, category: row[6], words: row[7],
      standing: count.map { LadderStanding(count: $0, days: days ?? 0, rung: row[10]) },
      evidence: try DeskRules.decoded(row[11]), by: person, at: Instant(milliseconds: row[13]),
      request: request)
  }
}
