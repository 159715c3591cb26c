package import CoreModel
internal import GRDB

/// 请假与意愿: written whole, struck out rather than deleted.
extension DeskStore {
  /// What touches some days, by first day; struck-out ones left out.
  package func absences(
    of scope: NeighborhoodID, from first: Day, through last: Day
  ) throws(StoreError) -> [Absence] {
    try look { db in try self.absences(of: try self.roll(of: scope, db), first, last, db) }
  }

  /// Who is not there at some time of a day.
  package func leaves(
    of scope: NeighborhoodID, on day: Day
  ) throws(StoreError) -> [RosterLeave] {
    try absences(of: scope, from: day, through: day).flatMap { $0.leaves(from: day, through: day) }
  }

  /// The same within a transaction.
  func absences(of roll: Roll, _ first: Day, _ last: Day, _ db: Database) throws -> [Absence] {
    let rows = try String.fetchAll(
      db,
      sql: """
        SELECT body FROM absence
        WHERE neighborhood_id = ? AND cancelled_at IS NULL AND last_day >= ? AND first_day <= ?
        ORDER BY first_day, id
        """, arguments: [roll.scopeKey, first.number, last.number])
    return try rows.map { try DeskRules.decoded($0) }
  }

  /// Takes 请假与意愿 down, or strikes one out.
  /// - Returns: The shifts to come that somebody stands although they will not be there.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no.
  @discardableResult
  package func perform(
    _ wanted: AbsenceChange, in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> [Shift] {
    try change { db in
      let roll = try self.roll(of: scope, db)
      switch try wanted.checked(in: roll.directory, by: actor, at: now) {
      case .add(let absences):
        try self.keep(absences, by: actor, at: now, roll, db)
        let last = absences.map(\.last).max() ?? now.day
        let shifts = try self.shifts(from: now.day, through: last, roll, db)
        return absences.flatMap { $0.stood(in: shifts, at: now) }
      case .cancel(let absence):
        try self.strikeOut(absence, by: actor, at: now, roll, db)
        return []
      }
    }
  }

  func keep(
    _ absences: [Absence], by actor: Actor, at now: Instant, _ roll: Roll, _ db: Database
  ) throws {
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO absence
          (uid, neighborhood_id, person_id, kind, first_day, last_day, body, set_at, set_by_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for absence in absences {
      try insert.execute(arguments: [
        absence.id.text, roll.scopeKey, try roll.key(of: absence.person), absence.kind.rawValue,
        absence.first.number, absence.last.number, try DeskRules.encoded(absence),
        now.milliseconds, try roll.key(of: actor.person),
      ])
    }
  }

  private func strikeOut(
    _ absence: Absence, by actor: Actor, at now: Instant, _ roll: Roll, _ db: Database
  ) throws {
    let row = try Row.fetchOne(
      db, sql: "SELECT cancelled_at FROM absence WHERE uid = ? AND neighborhood_id = ?",
      arguments: [absence.id.text, roll.scopeKey])
    guard let row else { throw StoreError.notFound("这条请假或意愿") }
    guard row[0] as Int64? == nil else {
      throw Refusal.outOfTurn("别的值班台刚刚已经取消了这一条")
    }
    try db.execute(
      sql: "UPDATE absence SET cancelled_at = ?, cancelled_by_id = ? WHERE uid = ?",
      arguments: [now.milliseconds, try roll.key(of: actor.person), absence.id.text])
  }
}
