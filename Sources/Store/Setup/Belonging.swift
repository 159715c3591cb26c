package import CoreModel
internal import GRDB

/// A place where somebody may sit down: a person in a neighbourhood.
package struct DeskSeat: Hashable, Sendable {
  /// Who.
  package var person: Person
  /// Where they may work, in the order in which the neighbourhoods were set up.
  package var neighborhoods: [Neighborhood]

  /// Makes one.
  package init(person: Person, neighborhoods: [Neighborhood]) {
    self.person = person
    self.neighborhoods = neighborhoods
  }
}

/// Which neighbourhoods there are in the database and who belongs to which.
extension DeskStore {
  /// The neighbourhoods that somebody may enter: a 街镇督导 all, everybody else those they work for.
  package func reach(of person: PersonID) throws(StoreError) -> [Neighborhood] {
    try look { db in try Belonging.reach(of: person, db) }
  }

  /// Every 片区.
  package func areas() throws(StoreError) -> [Area] {
    try look { db in
      try Row.fetchAll(db, sql: "SELECT uid, name FROM area ORDER BY id").map {
        Area(id: AreaID($0[0]), name: $0[1])
      }
    }
  }

  /// Everybody active with the neighbourhoods that they may enter, for the sign-in list.
  package func seats() throws(StoreError) -> [DeskSeat] {
    let people = try people()
    return try look { db in
      let all = try DeskStore.neighborhoods(where: "TRUE", [], db)
      let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
      var homes: [PersonID: [Neighborhood]] = [:]
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT p.uid, n.uid FROM membership m JOIN person p ON p.id = m.person_id
          JOIN neighborhood n ON n.id = m.neighborhood_id
          WHERE m.ended_at IS NULL ORDER BY n.id
          """)
      while let row = try rows.next() {
        guard let home = byID[NeighborhoodID(row[1])] else { continue }
        homes[PersonID(row[0]), default: []].append(home)
      }
      return people.map { person in
        DeskSeat(
          person: person,
          neighborhoods: person.role == .supervisor ? all : homes[person.id] ?? [])
      }
    }
  }

  /// Signs somebody in at one of several neighbourhoods.
  /// - Throws: ``StoreError/refused(_:)`` when they do not belong there.
  package func signIn(
    person id: PersonID, in scope: NeighborhoodID
  ) throws(StoreError) -> SignIn {
    try look { db in
      let directory = try Viewer.bound(to: id) { try self.roll(of: scope, db).directory }
      guard let person = directory.person(id) else { throw StoreError.notFound("这个人") }
      return SignIn(neighborhood: directory.neighborhood, person: person, isNew: false)
    }
  }

  /// Sets up a neighbourhood, or says who works where.
  /// - Returns: What was done, in a sentence.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no.
  package func arrange(
    _ wanted: BelongingChange, by actor: Actor, at now: Instant
  ) throws(StoreError) -> String {
    try change { db in
      let known = try DeskStore.neighborhoods(where: "TRUE", [], db)
      let own = Set(try Belonging.reach(of: actor.person, db).map(\.id))
      let words: String
      switch try wanted.checked(by: actor, own: own, known: known) {
      case .found(let name, let area, let secretary):
        words = try self.found(name, area: area, secretary: secretary, by: actor, at: now, db)
      case .join(let person, let scope):
        words = try Belonging.join(person, scope, db)
      case .leave(let person, let scope):
        words = try Belonging.leave(person, scope, at: now, db)
      }
      try PlaceKeys.touch(db)
      return words
    }
  }

  private func found(
    _ name: String, area: String?, secretary: String?, by actor: Actor, at now: Instant,
    _ db: Database
  ) throws -> String {
    var random = SystemRandomNumberGenerator()
    let id = NeighborhoodID.timeOrdered(at: now, using: &random)
    try db.execute(
      sql: "INSERT INTO neighborhood (uid, name) VALUES (?, ?)", arguments: [id.text, name])
    let key = db.lastInsertedRowID
    try BuiltInRules.begin(key, db)
    if let area {
      // Not the kept roll: should this fail, it must not have been replaced.
      let roll = try Roll(db, scope: id, revision: -1)
      _ = try join(area: area, roll, at: now, using: &random, db)
    }
    var words = "已新建居民区「\(name)」" + (area.map { "，属\($0)" } ?? "")
    if let secretary {
      let known = try String.fetchOne(
        db, sql: "SELECT uid FROM person WHERE name = ? AND is_active = 1", arguments: [secretary])
      if let known {
        words += "；" + (try Belonging.join(PersonID(known), id, db))
      } else {
        try refuseKnownName(secretary, besides: nil, db)
        try DeskRows.insert(
          Person(id: .timeOrdered(at: now, using: &random), name: secretary, role: .secretary),
          home: key, db)
        words += "，书记 \(secretary)"
      }
    } else if actor.role != .supervisor {
      // Whoever set it up must be able to go on.
      words += "；" + (try Belonging.join(actor.person, id, db))
    }
    return words
  }

  /// Nobody of one neighbourhood lets somebody see all of them.
  func refuseSupervisor(by change: DeskChange, _ actor: Actor, _ db: Database) throws {
    switch change {
    case .addPeople(let entries):
      for entry in entries { try refuseSupervisor(entry.role, by: actor, db) }
    case .changePerson(let person, let was) where person.role != was.role:
      try refuseSupervisor(person.role, by: actor, db)
    default: return
    }
  }

  func refuseSupervisor(_ role: Role, by actor: Actor, _ db: Database) throws {
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM neighborhood") ?? 0
    if let refusal = Permissions.refusal(toAppoint: role, by: actor, isOneOfSeveral: count > 1) {
      throw refusal
    }
  }
}

/// Rows of who works where.
enum Belonging {
  /// See ``DeskStore/reach(of:)``.
  static func reach(of person: PersonID, _ db: Database) throws -> [Neighborhood] {
    try DeskStore.neighborhoods(
      where: """
        EXISTS (SELECT 1 FROM person p WHERE p.uid = ?1 AND p.is_active = 1 AND (
          p.role = 'supervisor' OR EXISTS (SELECT 1 FROM membership m
            WHERE m.person_id = p.id AND m.neighborhood_id = n.id AND m.ended_at IS NULL)))
        """, [person.text], db)
  }

  static func end(_ person: Int64, at home: Int64, since moment: Int64, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE membership SET ended_at = ? WHERE person_id = ? AND neighborhood_id = ?",
      arguments: [moment, person, home])
  }

  static func join(_ id: PersonID, _ scope: NeighborhoodID, _ db: Database) throws -> String {
    let (person, name, home, place) = try keys(id, scope, db)
    guard try !isMember(person, home, db) else {
      throw Refusal.outOfTurn("\(name)已经在「\(place)」办事，没有重复添加")
    }
    try db.execute(
      sql: """
        INSERT INTO membership (neighborhood_id, person_id, position)
        SELECT ?1, ?2, coalesce(max(position), -1) + 1 FROM membership WHERE neighborhood_id = ?1
        ON CONFLICT DO UPDATE SET ended_at = NULL
        """, arguments: [home, person])
    return "\(name)现在也在「\(place)」办事"
  }

  static func leave(
    _ id: PersonID, _ scope: NeighborhoodID, at now: Instant, _ db: Database
  ) throws -> String {
    let (person, name, home, place) = try keys(id, scope, db)
    guard try isMember(person, home, db) else {
      throw Refusal.outOfTurn("\(name)不在「\(place)」的名册里，没有可移出的")
    }
    let others =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM membership
          WHERE person_id = ? AND neighborhood_id <> ? AND ended_at IS NULL
          """, arguments: [person, home]) ?? 0
    guard others > 0 else {
      throw Refusal.outOfTurn(
        "「\(place)」是\(name)唯一的居民区，没有移出；先加入另一个居民区，或在设置里把\(name)改为已离岗")
    }
    let open =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM request INDEXED BY request_open
          WHERE neighborhood_id = ? AND due_at IS NOT NULL AND handler_id = ?
          """, arguments: [home, person]) ?? 0
    guard open == 0 else {
      throw Refusal.outOfTurn("\(name)在「\(place)」还承办着 \(open) 件未结诉求，没有移出；请先改派")
    }
    try end(person, at: home, since: now.milliseconds, db)
    return "\(name)不再在「\(place)」办事；以前经手的记录都在"
  }

  private static func isMember(_ person: Int64, _ home: Int64, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM membership
          WHERE person_id = ? AND neighborhood_id = ? AND ended_at IS NULL)
        """, arguments: [person, home]) ?? false
  }

  private static func keys(
    _ id: PersonID, _ scope: NeighborhoodID, _ db: Database
  ) throws -> (Int64, String, Int64, String) {
    guard
      let person = try Row.fetchOne(
        db, sql: "SELECT id, name FROM person WHERE uid = ? AND is_active = 1",
        arguments: [id.text])
    else { throw StoreError.notFound("这个人，或已不在岗") }
    guard
      let home = try Row.fetchOne(
        db, sql: "SELECT id, name FROM neighborhood WHERE uid = ?", arguments: [scope.text])
    else { throw StoreError.notFound("这个居民区") }
    return (person[0], person[1], home[0], home[1])
  }
}
