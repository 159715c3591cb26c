internal import CoreModel
internal import GRDB

/// 值班规则 are kept word for word, as staff wrote them: of a 居民区 among its settings, of a 片区 in a table of its own.
extension DeskStore {
  /// Keeps the text of a neighbourhood, or lets it follow its 片区; how many open requests are due at another time.
  func set(dutyBook text: String?, of roll: Roll, _ db: Database) throws -> Int {
    let scope = roll.directory.neighborhood.id
    if let text { return try set(.dutyBook, of: scope, db) { _ in text } }
    try db.execute(
      sql: "DELETE FROM setting WHERE neighborhood_id = ? AND name = ?",
      arguments: [roll.scopeKey, DeskRules.Setting.dutyBook.rawValue])
    return try recompute([scope], db)
  }

  /// Keeps the text of a neighbourhood's 片区. All of its neighbourhoods that follow it do so at once.
  func set(areaDutyBook text: String?, of roll: Roll, _ db: Database) throws -> Int {
    let name = DeskRules.Setting.dutyBook.rawValue
    let area = try Int64.fetchOne(
      db, sql: "SELECT area_id FROM neighborhood WHERE id = ?", arguments: [roll.scopeKey])
    guard let area else { throw StoreError.notFound("片区") }
    if let text {
      try db.execute(
        sql: """
          INSERT INTO area_setting (area_id, name, value) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET value = excluded.value
          """, arguments: [area, name, text])
    } else {
      try db.execute(
        sql: "DELETE FROM area_setting WHERE area_id = ? AND name = ?", arguments: [area, name])
    }
    let followers = try String.fetchAll(
      db,
      sql: """
        SELECT uid FROM neighborhood n WHERE area_id = ? AND NOT EXISTS (
          SELECT 1 FROM setting s WHERE s.neighborhood_id = n.id AND s.name = ?) ORDER BY id
        """, arguments: [area, name])
    return try recompute(followers.map { NeighborhoodID($0) }, db)
  }

  /// Puts a neighbourhood into a 片区, which is made when there is none of the name, or out of it.
  func join(
    area name: String?, _ roll: Roll, at now: Instant,
    using random: inout some RandomNumberGenerator, _ db: Database
  ) throws -> Int {
    var key: Int64?
    if let name {
      let known = try Int64.fetchOne(
        db, sql: "SELECT id FROM area WHERE name = ? ORDER BY id LIMIT 1", arguments: [name])
      if let known {
        key = known
      } else {
        try db.execute(
          sql: "INSERT INTO area (uid, name) VALUES (?, ?)",
          arguments: [AreaID.timeOrdered(at: now, using: &random).text, name])
        key = db.lastInsertedRowID
      }
    }
    try db.execute(
      sql: "UPDATE neighborhood SET area_id = ? WHERE id = ?", arguments: [key, roll.scopeKey])
    return try recompute([roll.directory.neighborhood.id], db)
  }

  private func recompute(_ scopes: [NeighborhoodID], _ db: Database) throws -> Int {
    try db.execute(sql: "UPDATE revision SET rules = rules + 1")
    return try scopes.reduce(0) { moved, scope in
      // Neither the kept rules nor the kept roll: should this fail, they must not have been replaced.
      let records = RequestRecords(
        db: db, roll: try Roll(db, scope: scope, revision: -1),
        rules: try DeskRules(db, scope: scope))
      return moved + (try records.recomputeOpen())
    }
  }
}
