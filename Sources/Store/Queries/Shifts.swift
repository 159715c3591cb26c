package import CoreModel
internal import GRDB

extension DeskStore {
  /// Shifts that are on at any time of the days, earliest first.
  package func shifts(
    of scope: NeighborhoodID, from first: Day, through last: Day
  ) throws(StoreError) -> [Shift] {
    try look { db in
      try self.shifts(from: first, through: last, try self.roll(of: scope, db), db)
    }
  }

  /// The same within a reading or a change that does more.
  func shifts(
    from first: Day, through last: Day, _ roll: Roll, _ db: Database
  ) throws -> [Shift] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT id, uid, start_at, end_at, kind, note FROM shift
        WHERE neighborhood_id = ? AND start_at < ? AND start_at > ? AND end_at > ?
        ORDER BY start_at, id
        """,
      // No shift is longer than a week: so the index of the beginnings bounds both ends.
      arguments: [
        roll.scopeKey, last.adding(days: 1).start.milliseconds,
        first.adding(days: -7).start.milliseconds, first.start.milliseconds,
      ])
    let scope = roll.directory.neighborhood.id
    return try rows.compactMap { try Shift($0, in: scope, roll: roll, db) }
  }

  /// One shift as it is now; nil when it is gone.
  func shift(_ id: Identifier<Shift>, _ roll: Roll, _ db: Database) throws -> Shift? {
    try Row.fetchOne(
      db, sql: "SELECT id, uid, start_at, end_at, kind, note FROM shift WHERE uid = ?",
      arguments: [id.text]
    ).flatMap { try Shift($0, in: roll.directory.neighborhood.id, roll: roll, db) }
  }

  /// Saves shifts; what is there by its identifier is replaced.
  package func save(shifts: [Shift]) throws(StoreError) {
    try change { db in
      for shift in shifts {
        try Shift.keep([shift], roll: try self.roll(of: shift.neighborhood, db), db)
      }
    }
  }

  /// Takes a shift off the roster; nothing that happened during it is touched.
  package func delete(shift: Identifier<Shift>) throws(StoreError) {
    try change { db in
      let home = try String.fetchOne(
        db,
        sql: """
          SELECT n.uid FROM shift s JOIN neighborhood n ON n.id = s.neighborhood_id
          WHERE s.uid = ?
          """, arguments: [shift.text])
      if let home { _ = try self.roll(of: NeighborhoodID(home), db) }
      try db.execute(sql: "DELETE FROM shift WHERE uid = ?", arguments: [shift.text])
    }
  }
}

extension Shift {
  /// From `id, uid, start_at, end_at, kind, note`; nil for a kind that a later release made.
  init?(_ row: Row, in scope: NeighborhoodID, roll: Roll, _ db: Database) throws {
    guard let kind = ShiftKind(rawValue: row[4]) else { return nil }
    let people = try db.cachedStatement(
      sql: "SELECT person_id FROM shift_person WHERE shift_id = ? ORDER BY position")
    let keys = try Int64.fetchAll(people, arguments: [row[0] as Int64])
    self.init(
      id: Identifier<Shift>(row[1]), neighborhood: scope, start: Instant(milliseconds: row[2]),
      end: Instant(milliseconds: row[3]), kind: kind, people: keys.compactMap { roll.people[$0] },
      note: row[5])
  }

  /// Saves shifts of one neighbourhood, within a change.
  static func keep(_ shifts: [Shift], roll: Roll, _ db: Database) throws {
    for shift in shifts {
      guard shift.end > shift.start else {
        throw StoreError.invalidSetting("班次的结束时间要晚于开始时间")
      }
      try db.cachedStatement(
        sql: """
          INSERT INTO shift (uid, neighborhood_id, start_at, end_at, kind, note)
          VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (uid) DO UPDATE SET start_at = excluded.start_at,
            end_at = excluded.end_at, kind = excluded.kind, note = excluded.note
          """
      ).execute(arguments: [
        shift.id.text, roll.scopeKey, shift.start.milliseconds, shift.end.milliseconds,
        shift.kind.rawValue, shift.note,
      ])
      let key = try PlaceKeys.key("shift", shift.id.text, db)
      try db.cachedStatement(sql: "DELETE FROM shift_person WHERE shift_id = ?")
        .execute(arguments: [key])
      for (position, person) in shift.people.enumerated() {
        try db.cachedStatement(
          sql: "INSERT INTO shift_person (shift_id, position, person_id) VALUES (?, ?, ?)"
        ).execute(arguments: [key, position, try roll.key(of: person)])
      }
    }
  }
}
