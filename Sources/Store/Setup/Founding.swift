package import CoreModel
internal import Foundation
internal import GRDB

/// 首次设置: what was typed is kept while nobody is there, and all of it is taken in at once.
extension DeskStore {
  /// Keeps what was typed so far.
  package func saveSetupDraft(_ draft: SetupDraft, at now: Instant) throws(StoreError) {
    let text = try told(path) { try DeskRules.encoded(draft) }
    try change { db in
      try db.cachedStatement(
        sql: """
          INSERT INTO setup_draft (id, text, saved_at) VALUES (1, ?, ?)
          ON CONFLICT DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at
          """
      ).execute(arguments: [text, now.milliseconds])
    }
  }

  /// What was typed the last time; nil when nothing was, or another release wrote it otherwise.
  package func setupDraft() throws(StoreError) -> SetupDraft? {
    try look { db in
      try String.fetchOne(db, sql: "SELECT text FROM setup_draft WHERE id = 1")
    }.flatMap { try? DeskRules.decoded($0) }
  }

  /// Begins a desk with everything that was typed, or with nothing of it.
  /// - Throws: ``StoreError/invalidSetting(_:)`` when somebody else was faster, ``StoreError/refused(_:)``
  ///   while something must be mended.
  package func found(_ draft: SetupDraft, at now: Instant) throws(StoreError) -> SignIn {
    var random = SystemRandomNumberGenerator()
    var founding: Founding
    do {
      founding = try SetupPlan(draft).founding(at: now, in: .shipped, using: &random)
    } catch { throw .refused(error) }
    return try change { db in
      if let name = try String.fetchOne(
        db, sql: "SELECT name FROM person WHERE is_active = 1 LIMIT 1")
      {
        throw StoreError.invalidSetting("别的值班台刚刚设置好了（\(name)），这里的没有写入；请重新打开，从名单里登录")
      }
      // A neighbourhood without anybody may be there: it keeps its identity.
      if let row = try Row.fetchOne(db, sql: "SELECT uid FROM neighborhood ORDER BY id LIMIT 1") {
        let known = NeighborhoodID(row[0])
        founding.neighborhood = Neighborhood(id: known, name: founding.neighborhood.name)
        for index in founding.shifts.indices { founding.shifts[index].neighborhood = known }
      }
      let home = founding.neighborhood
      try db.execute(
        sql: """
          INSERT INTO neighborhood (uid, name) VALUES (?, ?)
          ON CONFLICT (uid) DO UPDATE SET name = excluded.name
          """, arguments: [home.id.text, home.name])
      let key = try PlaceKeys.key("neighborhood", home.id.text, db)
      try BuiltInRules.begin(key, db)
      if founding.hours != .standard {
        try db.execute(
          sql: """
            INSERT INTO setting (neighborhood_id, name, value) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET value = excluded.value
            """,
          arguments: [
            key, DeskRules.Setting.dutyHours.rawValue, try DeskRules.encoded(founding.hours),
          ])
        try db.execute(sql: "UPDATE revision SET rules = rules + 1")
      }
      for person in founding.people { try DeskRows.insert(person, home: key, db) }
      for estate in founding.estates { try DeskRows.insert(estate, home: key, db) }
      for group in founding.groups { try DeskRows.insert(group, home: key, db) }
      try PlaceKeys.touch(db)
      // Not the kept roll: should this fail, it must not have been replaced.
      let roll = try Roll(db, scope: home.id, revision: -1)
      try Shift.keep(founding.shifts, roll: roll, db)
      try db.execute(sql: "DELETE FROM setup_draft")
      guard let me = founding.people.first else { throw StoreError.failed("没有人员") }
      return SignIn(neighborhood: home, person: me, isNew: true)
    }
  }
}

/// New rows behind those that are there, and changed ones that keep their place.
enum DeskRows {
  static func insert(_ person: Person, home: Int64, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO person (uid, name, role, phone, unit, is_active) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        person.id.text, person.name, person.role.rawValue, person.phone, person.unit,
        person.isActive,
      ])
    try db.execute(
      sql: """
        INSERT INTO membership (neighborhood_id, person_id, position)
        SELECT ?, ?, coalesce(max(position), -1) + 1 FROM membership WHERE neighborhood_id = ?
        """, arguments: [home, db.lastInsertedRowID, home])
  }

  /// Who leaves one of several neighbourhoods goes on in the others.
  static func update(_ person: Person, at home: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE person SET name = ?, role = ?, phone = ?, unit = ? WHERE uid = ?",
      arguments: [
        person.name, person.role.rawValue, person.phone, person.unit, person.id.text,
      ])
    let key = try PlaceKeys.key("person", person.id.text, db)
    let worksElsewhere =
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM membership
            WHERE person_id = ? AND neighborhood_id <> ? AND ended_at IS NULL)
          """, arguments: [key, home]) ?? false
    guard person.isActive || !worksElsewhere else {
      return try Belonging.end(key, at: home, since: 0, db)
    }
    try db.execute(
      sql: "UPDATE person SET is_active = ? WHERE id = ?", arguments: [person.isActive, key])
    try db.execute(
      sql: "UPDATE membership SET ended_at = NULL WHERE person_id = ? AND neighborhood_id = ?",
      arguments: [key, home])
  }

  static func insert(_ estate: Estate, home: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO estate (uid, neighborhood_id, position, name, property_company)
        SELECT ?, ?, coalesce(max(position), -1) + 1, ?, ? FROM estate WHERE neighborhood_id = ?
        """, arguments: [estate.id.text, home, estate.name, estate.propertyCompany, home])
  }

  static func update(_ estate: Estate, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE estate SET name = ?, property_company = ? WHERE uid = ?",
      arguments: [estate.name, estate.propertyCompany, estate.id.text])
  }

  static func insert(_ grid: MicroGrid, home: Int64, _ db: Database) throws {
    let worker = try grid.gridWorker.map { try PlaceKeys.key("person", $0.text, db) }
    try db.execute(
      sql: """
        INSERT INTO micro_grid (uid, neighborhood_id, position, name, grid_worker_id)
        SELECT ?, ?, coalesce(max(position), -1) + 1, ?, ? FROM micro_grid WHERE neighborhood_id = ?
        """, arguments: [grid.id.text, home, grid.name, worker, home])
  }

  static func update(_ grid: MicroGrid, _ db: Database) throws {
    let worker = try grid.gridWorker.map { try PlaceKeys.key("person", $0.text, db) }
    try db.execute(
      sql: "UPDATE micro_grid SET name = ?, grid_worker_id = ? WHERE uid = ?",
      arguments: [grid.name, worker, grid.id.text])
  }

  static func insert(_ group: BuildingGroup, home: Int64, _ db: Database) throws {
    let estate = try PlaceKeys.key("estate", group.estate.text, db)
    let grid = try group.microGrid.map { try PlaceKeys.key("micro_grid", $0.text, db) }
    let staff = try group.assignedStaff.map { try PlaceKeys.key("person", $0.text, db) }
    try db.execute(
      sql: """
        INSERT INTO building_group (uid, neighborhood_id, position, estate_id, micro_grid_id, name,
          leader, rotating_leader, wechat_group, assigned_staff_id, households)
        SELECT ?, ?, coalesce(max(position), -1) + 1, ?, ?, ?, ?, ?, ?, ?, ?
        FROM building_group WHERE neighborhood_id = ?
        """,
      arguments: [
        group.id.text, home, estate, grid, group.name, group.leader, group.rotatingLeader,
        group.weChatGroup, staff, group.households, home,
      ])
  }

  static func update(_ group: BuildingGroup, _ db: Database) throws {
    let estate = try PlaceKeys.key("estate", group.estate.text, db)
    let grid = try group.microGrid.map { try PlaceKeys.key("micro_grid", $0.text, db) }
    let staff = try group.assignedStaff.map { try PlaceKeys.key("person", $0.text, db) }
    try db.execute(
      sql: """
        UPDATE building_group SET estate_id = ?, micro_grid_id = ?, name = ?, leader = ?,
          rotating_leader = ?, wechat_group = ?, assigned_staff_id = ?, households = ?
        WHERE uid = ?
        """,
      arguments: [
        estate, grid, group.name, group.leader, group.rotatingLeader, group.weChatGroup, staff,
        group.households, group.id.text,
      ])
  }
}
