package import CoreModel
internal import GRDB

/// Who sits at the desk, and where.
package struct SignIn: Hashable, Sendable {
  /// The neighbourhood that they work for.
  package var neighborhood: Neighborhood
  /// The person.
  package var person: Person
  /// Whether the database was empty and both were made now.
  package var isNew: Bool

  /// Makes a sign-in.
  package init(neighborhood: Neighborhood, person: Person, isNew: Bool) {
    self.neighborhood = neighborhood
    self.person = person
    self.isNew = isNew
  }
}

extension DeskStore {
  /// Finds somebody by name, and the neighbourhood that they work for.
  ///
  /// On a database without anybody it makes the neighbourhood 「本居民区」 and the person, who becomes its
  /// 书记: whoever sets the desk up must be able to do everything on it. The screen says so.
  /// - Throws: ``StoreError/unknownPerson(_:known:)``, and ``StoreError/invalidSetting(_:)`` for a
  ///   blank name, or a name that two people bear.
  package func ensureDesk(personNamed name: String, at now: Instant) throws(StoreError) -> SignIn {
    let name = name.tidied
    guard !name.isEmpty else { throw .invalidSetting("姓名不能是空的") }
    if let known = try signIn(personNamed: name) { return known }
    return try change { db in
      // Somebody else may have set the desk up since we looked.
      if let known = try self.signIn(personNamed: name, db) { return known }
      return try DeskStore.makeDesk(personNamed: name, at: now, db)
    }
  }

  /// Signs somebody in who was chosen from the list: two people may bear one name.
  package func signIn(person id: PersonID) throws(StoreError) -> SignIn {
    try look { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT id, uid, name, role, phone, unit, is_active FROM person
          WHERE uid = ? AND is_active = 1
          """, arguments: [id.text])
      guard let row else { throw StoreError.notFound("这个人，可能刚刚离岗") }
      return try self.signIn(of: try Person(row), db)
    }
  }

  /// Everybody active, for the sign-in list; by neighbourhood, in its order.
  package func people() throws(StoreError) -> [Person] {
    try look { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT p.id, p.uid, p.name, p.role, p.phone, p.unit, p.is_active FROM person p
          LEFT JOIN membership m ON m.person_id = p.id AND m.ended_at IS NULL
          WHERE p.is_active = 1 AND (m.person_id IS NOT NULL OR p.role = 'supervisor')
          GROUP BY p.id
          ORDER BY min(m.neighborhood_id) IS NULL, min(m.neighborhood_id), min(m.position), p.id
          """
      ).map { try Person($0) }
    }
  }

  /// Every neighbourhood, in the order in which they were set up.
  package func neighborhoods() throws(StoreError) -> [Neighborhood] {
    try look { db in try DeskStore.neighborhoods(where: "TRUE", [], db) }
  }

  /// Everybody and every place of a neighbourhood.
  package func directory(of scope: NeighborhoodID) throws(StoreError) -> Directory {
    try look { db in try self.roll(of: scope, db).directory }
  }

  private func signIn(personNamed name: String) throws(StoreError) -> SignIn? {
    try look { db in try self.signIn(personNamed: name, db) }
  }

  /// nil when there is nobody yet.
  private func signIn(personNamed name: String, _ db: Database) throws -> SignIn? {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT id, uid, name, role, phone, unit, is_active FROM person WHERE is_active = 1
        ORDER BY id
        """)
    guard !rows.isEmpty else { return nil }
    let people = try rows.map { try Person($0) }
    let found = people.filter { $0.name == name }
    guard let person = found.first else {
      throw StoreError.unknownPerson(name, known: people.prefix(20).map(\.name))
    }
    guard found.count == 1 else {
      throw StoreError.invalidSetting("有 \(found.count) 位「\(name)」，请从名单里选择")
    }
    return try signIn(of: person, db)
  }

  private func signIn(of person: Person, _ db: Database) throws -> SignIn {
    let homes = try Belonging.reach(of: person.id, db)
    guard let home = homes.first else { throw StoreError.notFound("\(person.name) 所在的居民区") }
    return SignIn(neighborhood: home, person: person, isNew: false)
  }

  private static func makeDesk(
    personNamed name: String, at now: Instant, _ db: Database
  ) throws -> SignIn {
    var random = SystemRandomNumberGenerator()
    let person = Person(id: .timeOrdered(at: now, using: &random), name: name, role: .secretary)
    let home =
      try neighborhoods(where: "TRUE", [], db).first
      ?? Neighborhood(id: .timeOrdered(at: now, using: &random), name: "本居民区")
    try db.execute(
      sql: "INSERT INTO neighborhood (uid, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [home.id.text, home.name])
    let key = try PlaceKeys.key("neighborhood", home.id.text, db)
    try BuiltInRules.begin(key, db)
    try db.execute(
      sql: "INSERT INTO person (uid, name, role, unit, is_active) VALUES (?, ?, ?, '', 1)",
      arguments: [person.id.text, person.name, person.role.rawValue])
    try db.execute(
      sql: "INSERT INTO membership (neighborhood_id, person_id, position) VALUES (?, ?, 0)",
      arguments: [key, db.lastInsertedRowID])
    try PlaceKeys.touch(db)
    return SignIn(neighborhood: home, person: person, isNew: true)
  }

  static func neighborhoods(
    where condition: String, _ arguments: StatementArguments, _ db: Database
  ) throws -> [Neighborhood] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT n.uid, n.name, a.uid FROM neighborhood n LEFT JOIN area a ON a.id = n.area_id
        WHERE \(condition) ORDER BY n.id
        """, arguments: arguments
    ).map { row in
      let area: String? = row[2]
      return Neighborhood(
        id: NeighborhoodID(row[0]), name: row[1], area: area.map { AreaID($0) })
    }
  }
}
