package import CoreModel
internal import GRDB

/// Setting a neighbourhood up: what is there by its identifier is changed, what is not is added.
/// Nothing is ever deleted, since events name it. The order of an array is the order on the screens.
extension DeskStore {
  /// Saves areas (片区).
  package func save(areas: [Area]) throws(StoreError) {
    try change { db in
      for area in areas {
        try db.execute(
          sql: """
            INSERT INTO area (uid, name) VALUES (?, ?)
            ON CONFLICT (uid) DO UPDATE SET name = excluded.name
            """, arguments: [area.id.text, area.name])
      }
      try PlaceKeys.touch(db)
    }
  }

  /// Saves neighbourhoods (居民区); their areas must be there.
  package func save(neighborhoods: [Neighborhood]) throws(StoreError) {
    try change { db in
      for home in neighborhoods {
        let area = try home.area.map { try PlaceKeys.key("area", $0.text, db) }
        try db.execute(
          sql: """
            INSERT INTO neighborhood (uid, name, area_id) VALUES (?, ?, ?)
            ON CONFLICT (uid) DO UPDATE SET name = excluded.name, area_id = excluded.area_id
            """, arguments: [home.id.text, home.name, area])
        try BuiltInRules.begin(try PlaceKeys.key("neighborhood", home.id.text, db), db)
      }
      try PlaceKeys.touch(db)
    }
  }

  /// Saves people and that they work for a neighbourhood; they may work for others too.
  package func save(people: [Person], in scope: NeighborhoodID) throws(StoreError) {
    try change { db in
      let home = try PlaceKeys.key("neighborhood", scope.text, db)
      for (position, person) in people.enumerated() {
        try db.execute(
          sql: """
            INSERT INTO person (uid, name, role, phone, unit, is_active) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (uid) DO UPDATE SET name = excluded.name, role = excluded.role,
              phone = excluded.phone, unit = excluded.unit, is_active = excluded.is_active
            """,
          arguments: [
            person.id.text, person.name, person.role.rawValue, person.phone, person.unit,
            person.isActive,
          ])
        try db.execute(
          sql: """
            INSERT INTO membership (neighborhood_id, person_id, position) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET position = excluded.position, ended_at = NULL
            """, arguments: [home, try PlaceKeys.key("person", person.id.text, db), position])
      }
      try PlaceKeys.touch(db)
    }
  }

  /// Saves estates (小区).
  package func save(estates: [Estate], in scope: NeighborhoodID) throws(StoreError) {
    try change { db in
      let home = try PlaceKeys.key("neighborhood", scope.text, db)
      for (position, estate) in estates.enumerated() {
        try db.execute(
          sql: """
            INSERT INTO estate (uid, neighborhood_id, position, name, property_company)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (uid) DO UPDATE SET position = excluded.position, name = excluded.name,
              property_company = excluded.property_company
            """, arguments: [estate.id.text, home, position, estate.name, estate.propertyCompany])
      }
      try PlaceKeys.touch(db)
    }
  }

  /// Saves micro grids (微网格); their workers must be there.
  package func save(microGrids: [MicroGrid], in scope: NeighborhoodID) throws(StoreError) {
    try change { db in
      let home = try PlaceKeys.key("neighborhood", scope.text, db)
      for (position, grid) in microGrids.enumerated() {
        let worker = try grid.gridWorker.map { try PlaceKeys.key("person", $0.text, db) }
        try db.execute(
          sql: """
            INSERT INTO micro_grid (uid, neighborhood_id, position, name, grid_worker_id)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (uid) DO UPDATE SET position = excluded.position, name = excluded.name,
              grid_worker_id = excluded.grid_worker_id
            """, arguments: [grid.id.text, home, position, grid.name, worker])
      }
      try PlaceKeys.touch(db)
    }
  }

  /// Saves building groups (楼组); their estates, grids and staff must be there.
  package func save(groups: [BuildingGroup], in scope: NeighborhoodID) throws(StoreError) {
    try change { db in
      let home = try PlaceKeys.key("neighborhood", scope.text, db)
      for (position, group) in groups.enumerated() {
        let estate = try PlaceKeys.key("estate", group.estate.text, db)
        let grid = try group.microGrid.map { try PlaceKeys.key("micro_grid", $0.text, db) }
        let staff = try group.assignedStaff.map { try PlaceKeys.key("person", $0.text, db) }
        try db.execute(
          sql: """
            INSERT INTO building_group (uid, neighborhood_id, position, estate_id, micro_grid_id,
              name, leader, rotating_leader, wechat_group, assigned_staff_id, households)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (uid) DO UPDATE SET position = excluded.position,
              estate_id = excluded.estate_id, micro_grid_id = excluded.micro_grid_id,
              name = excluded.name, leader = excluded.leader,
              rotating_leader = excluded.rotating_leader, wechat_group = excluded.wechat_group,
              assigned_staff_id = excluded.assigned_staff_id, households = excluded.households
            """,
          arguments: [
            group.id.text, home, position, estate, grid, group.name, group.leader,
            group.rotatingLeader, group.weChatGroup, staff, group.households,
          ])
      }
      try PlaceKeys.touch(db)
    }
  }
}

/// Integer keys by identifier, while places are being saved.
enum PlaceKeys {
  /// The key of a row; `table` is one of our own names, never anybody's input.
  static func key(_ table: String, _ uid: String, _ db: Database) throws -> Int64 {
    let query = try db.cachedStatement(sql: "SELECT id FROM \(table) WHERE uid = ?")
    guard let key = try Int64.fetchOne(query, arguments: [uid]) else {
      throw StoreError.notFound("\(titles[table] ?? table) \(uid)")
    }
    return key
  }

  /// Tells everybody who keeps names that they have changed.
  static func touch(_ db: Database) throws {
    try db.execute(sql: "UPDATE revision SET places = places + 1")
  }

  private static let titles = [
    "area": "片区", "neighborhood": "居民区", "person": "人员", "estate": "小区", "micro_grid": "微网格",
    "building_group": "楼组", "request": "诉求",
  ]
}
