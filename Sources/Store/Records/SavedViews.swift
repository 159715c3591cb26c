package import CoreModel
internal import GRDB

/// 视图 that people keep, and the one that each used last.
extension DeskStore {
  /// Those of a person and those that others share, in their order. What cannot be read at all is left out.
  package func savedViews(
    of scope: NeighborhoodID, for person: PersonID?
  ) throws(StoreError) -> [SavedView] {
    guard try look({ db in try db.tableExists("saved_view") }) else { return [] }
    return try look { db in
      let roll = try self.roll(of: scope, db)
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT uid, name, person_id, is_shared, definition FROM saved_view
          WHERE neighborhood_id = ? AND (person_id = ? OR is_shared = 1) ORDER BY position, id
          """,
        arguments: [roll.scopeKey, person.flatMap { roll.personKeys[$0] } ?? 0])
      return rows.compactMap { row in
        guard let owner = roll.people[row[2]],
          let (definition, unknown) = ViewCoding.definition(of: row[4])
        else { return nil }
        return SavedView(
          id: Identifier<SavedView>(row[0]), name: row[1], owner: owner, isShared: row[3],
          definition: definition, unknown: unknown)
      }
    }
  }

  /// Keeps a view, as a new one at the end or in place of what it was.
  /// - Throws: ``StoreError/invalidSetting(_:)`` for a name that will not do, or somebody else's view.
  package func save(
    view: SavedView, in scope: NeighborhoodID, by person: PersonID
  ) throws(StoreError) {
    let mine = try savedViews(of: scope, for: person)
    if let problem = SavedView.refusal(
      ofName: view.name, taken: mine.filter { $0.id != view.id }.map(\.name))
    {
      throw .invalidSetting(problem)
    }
    try change { db in
      let roll = try self.roll(of: scope, db)
      try DeskStore.refuse(unlessOwned: view.id, by: person, roll, db)
      try db.execute(
        sql: """
          INSERT INTO saved_view
            (uid, neighborhood_id, person_id, position, name, is_shared, definition)
          VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_view), ?, ?, ?)
          ON CONFLICT (uid) DO UPDATE SET name = excluded.name, is_shared = excluded.is_shared,
            definition = excluded.definition
          """,
        arguments: [
          view.id.text, roll.scopeKey, try roll.key(of: person), view.name.tidied, view.isShared,
          try ViewCoding.text(of: view.definition, unknown: view.unknown),
        ])
    }
  }

  /// Forgets a view.
  /// - Throws: ``StoreError/invalidSetting(_:)`` for somebody else's.
  package func delete(
    view: Identifier<SavedView>, in scope: NeighborhoodID, by person: PersonID
  ) throws(StoreError) {
    try change { db in
      let roll = try self.roll(of: scope, db)
      try DeskStore.refuse(unlessOwned: view, by: person, roll, db)
      try db.execute(sql: "DELETE FROM saved_view WHERE uid = ?", arguments: [view.text])
    }
  }

  /// Puts views into an order, for everybody who sees them.
  package func order(
    views: [Identifier<SavedView>], in scope: NeighborhoodID
  ) throws(StoreError) {
    try change { db in
      let key = try self.roll(of: scope, db).scopeKey
      for (position, view) in views.enumerated() {
        try db.execute(
          sql: "UPDATE saved_view SET position = ? WHERE uid = ? AND neighborhood_id = ?",
          arguments: [position, view.text, key])
      }
    }
  }

  /// The view that somebody used last: the name of a ``DeskView``, or of a ``SavedView``.
  package func lastView(
    of person: PersonID, in scope: NeighborhoodID
  ) throws(StoreError) -> String? {
    guard try look({ db in try db.tableExists("last_view") }) else { return nil }
    return try look { db in
      let roll = try self.roll(of: scope, db)
      return try String.fetchOne(
        db, sql: "SELECT view FROM last_view WHERE neighborhood_id = ? AND person_id = ?",
        arguments: [roll.scopeKey, roll.personKeys[person] ?? 0])
    }
  }

  /// Remembers the view that somebody uses.
  package func keep(
    lastView view: String, of person: PersonID, in scope: NeighborhoodID
  ) throws(StoreError) {
    try change { db in
      let roll = try self.roll(of: scope, db)
      try db.execute(
        sql: """
          INSERT INTO last_view (neighborhood_id, person_id, view) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET view = excluded.view
          """, arguments: [roll.scopeKey, try roll.key(of: person), view])
    }
  }

  private static func refuse(
    unlessOwned view: Identifier<SavedView>, by person: PersonID, _ roll: Roll, _ db: Database
  ) throws {
    let owner = try Int64.fetchOne(
      db, sql: "SELECT person_id FROM saved_view WHERE uid = ?", arguments: [view.text])
    guard let owner, owner != roll.personKeys[person] else { return }
    let name = roll.people[owner].flatMap { roll.personNames[$0] } ?? "别人"
    throw StoreError.invalidSetting("这个视图是\(name)的，只有本人可以改动；要用它的条件，请先选它，再另存为自己的")
  }
}
