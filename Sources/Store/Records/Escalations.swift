package import CoreModel
internal import GRDB

/// Something that a level of escalation has told somebody, and that they have not said they saw.
package struct EscalationItem: Hashable, Sendable {
  /// The request.
  package var row: QueueRow
  /// What was told.
  package var notice: EscalationNotice

  /// Makes one.
  package init(row: QueueRow, notice: EscalationNotice) {
    self.row = row
    self.notice = notice
  }
}

extension DeskStore {
  /// Tells somebody what 督办层级 has for them now, and writes down that they were told: nobody is told it again.
  /// - Returns: How much was new.
  @discardableResult
  package func escalate(
    to person: PersonID, in scope: NeighborhoodID, now: Instant
  ) throws(StoreError) -> Int {
    try change { db in
      // Another desk may have told it since.
      let due = try self.due(for: person, in: scope, now: now, db)
      let key = try self.roll(of: scope, db).key(of: person)
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO escalation_notice
            (request_id, obligation, since, level, due_at, person_id, told_at)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET due_at = excluded.due_at, person_id = excluded.person_id,
            told_at = excluded.told_at, seen_at = NULL
          """)
      for item in due {
        try insert.execute(arguments: [
          item.key, item.owed.kind.rawValue, item.owed.since.milliseconds, item.level.text,
          item.owed.dueAt.milliseconds, key, now.milliseconds,
        ])
      }
      return due.count
    }
  }

  /// How much 督办层级 has to tell somebody now; reading, so that a desk writes only when there is something.
  package func escalationsDue(
    for person: PersonID, in scope: NeighborhoodID, now: Instant
  ) throws(StoreError) -> Int {
    try look { db in try self.due(for: person, in: scope, now: now, db).count }
  }

  /// What somebody was told in a neighbourhood and has not said that they saw, the newest first; of what is not owed
  /// any more nothing is left to see.
  package func escalations(
    for person: PersonID, in scope: NeighborhoodID
  ) throws(StoreError) -> [EscalationItem] {
    try look { db in
      let roll = try self.roll(of: scope, db)
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT r.due_at, \(QueueRow.columns), e.level AS e_level, e.obligation AS e_obligation,
            e.since AS e_since, e.due_at AS e_due, e.told_at AS e_told
          FROM escalation_notice e INDEXED BY escalation_unseen
          JOIN request r ON r.id = e.request_id
          WHERE e.person_id = ? AND e.seen_at IS NULL AND r.neighborhood_id = ?
            AND r.obligation = e.obligation
          ORDER BY e.told_at DESC, r.due_at LIMIT 200
          """, arguments: [try roll.key(of: person), roll.scopeKey])
      return try rows.compactMap { row in
        guard let kind = ObligationKind(rawValue: row["e_obligation"]) else { return nil }
        return EscalationItem(
          row: try QueueRow(row, roll),
          notice: EscalationNotice(
            level: row["e_level"], obligation: kind, since: Instant(milliseconds: row["e_since"]),
            dueAt: Instant(milliseconds: row["e_due"]), person: person,
            at: Instant(milliseconds: row["e_told"])))
      }
    }
  }

  /// Somebody says that they saw what they were told of some requests.
  package func seeEscalations(
    of requests: [RequestID], by person: PersonID, at now: Instant
  ) throws(StoreError) {
    guard !requests.isEmpty else { return }
    try change { db in
      for id in requests {
        try db.cachedStatement(
          sql: """
            UPDATE escalation_notice SET seen_at = ?
            WHERE person_id = (SELECT id FROM person WHERE uid = ?) AND seen_at IS NULL
              AND request_id = (SELECT id FROM request WHERE uid = ?)
            """
        ).execute(arguments: [now.milliseconds, person.text, id.text])
      }
    }
  }

  /// Whom 督办层级 has told what about a request, the oldest first.
  package func escalations(of id: RequestID) throws(StoreError) -> [EscalationNotice] {
    try look { db in
      let (row, scope) = try DeskStore.locate(id, db)
      let roll = try self.roll(of: scope, db)
      return try DeskStore.notices(of: row, roll, db)
    }
  }

  fileprivate static func notices(
    of row: Int64, _ roll: Roll, _ db: Database
  ) throws -> [EscalationNotice] {
    let query = try db.cachedStatement(
      sql: """
        SELECT level, obligation, since, due_at, person_id, told_at FROM escalation_notice
        WHERE request_id = ? ORDER BY told_at, level
        """)
    return try Row.fetchAll(query, arguments: [row]).compactMap { row in
      guard let kind = ObligationKind(rawValue: row[1]), let person = roll.people[row[4]] else {
        return nil
      }
      return EscalationNotice(
        level: row[0], obligation: kind, since: Instant(milliseconds: row[2]),
        dueAt: Instant(milliseconds: row[3]), person: person, at: Instant(milliseconds: row[5]))
    }
  }

  private struct Due {
    let key: Int64
    let owed: OwedStep
    let level: EscalationLevel
  }

  /// What is to be told to somebody now: open requests by due time, as far as a level may reach.
  private func due(
    for person: PersonID, in scope: NeighborhoodID, now: Instant, _ db: Database
  ) throws -> [Due] {
    let roll = try self.roll(of: scope, db)
    let desk = try self.rules(of: scope, db)
    let book = desk.escalation
    guard !book.levels.isEmpty, !book.isQuiet(at: now) else { return [] }
    let day = now.day
    let shifts = try self.shifts(from: day.adding(days: -1), through: day, roll, db)
    let leaves = try absences(of: roll, day, day, db).flatMap { $0.leaves(from: day, through: day) }
    let rules = EscalationRules(
      book: book,
      presence: DutyPresence(
        shifts: shifts, leaves: leaves, hours: desk.deadlines.dutyTime,
        calendar: desk.deadlines.calendar), directory: roll.directory)
    // Whoever is not at work now is told nothing, whatever is owed.
    guard
      EscalationRecipient.allCases.contains(where: {
        rules.presence.isOnDuty(person, as: $0, at: now)
      })
    else { return [] }
    let reach = book.levels.map(\.reach)
    let first = now.day.adding(days: -(reach.map(\.after).max() ?? 0) - EscalationRules.staleDays)
    let last = now.adding(minutes: 1440 * (reach.map(\.before).max() ?? 0))
    let rows = try Row.fetchAll(
      try db.cachedStatement(sql: EscalationQuery.open),
      arguments: [roll.scopeKey, first.start.milliseconds, last.milliseconds])
    var found: [Due] = []
    for row in rows {
      let handlerKey: Int64? = row[4]
      let pool: String? = row[5]
      let handler =
        handlerKey.flatMap { roll.people[$0] }.map(Handler.person)
        ?? pool.flatMap(Crew.init(rawValue:)).map(Handler.pool)
      guard let kind = ObligationKind(rawValue: row[2]) else { continue }
      let owed = OwedStep(
        kind, dueAt: Instant(milliseconds: row[1]), since: Instant(milliseconds: row[6]),
        owedBy: Projection.owedBy(row[3], handler: handler), handler: handler)
      // Asked twice: without what was told, since that has to be read for each.
      guard !rules.levels(for: person, about: owed, known: [], at: now).isEmpty else { continue }
      let known = try DeskStore.notices(of: row[0], roll, db)
      for level in rules.levels(for: person, about: owed, known: known, at: now) {
        found.append(Due(key: row[0], owed: owed, level: level))
      }
    }
    return found
  }
}

/// What 督办层级 asks; a test looks at how SQLite goes about it.
enum EscalationQuery {
  static let open = """
    SELECT r.id, r.due_at, r.obligation, r.owed_by, r.handler_id, r.handler_pool,
      coalesce(w.owed_since, r.received_at)
    FROM request r INDEXED BY request_open LEFT JOIN request_watch w ON w.request_id = r.id
    WHERE r.neighborhood_id = ? AND r.due_at IS NOT NULL AND r.due_at >= ? AND r.due_at <= ?
    """
}

extension EscalationLevel {
  /// Days before and after a deadline beyond which it never is: holidays may lie between.
  fileprivate var reach: (before: Int, after: Int) {
    let days =
      switch unit {
      case .minutes: 1
      case .hours: amount / 24 + 1
      case .days: amount + 1
      case .workingDays: amount * 2 + 12
      }
    return isBefore ? (days, 0) : (0, days)
  }
}

extension DeskStore {
  /// Replaces 督办层级 of a neighbourhood.
  /// - Parameter seen: The text that the person changed; nil to replace whatever is there.
  /// - Throws: ``StoreError/refused(_:)`` when the actor's role may not, or another desk has changed them since.
  package func setEscalationBook(
    _ book: EscalationBook, seen: String? = nil, of scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) {
    try Permissions.check(actor, for: "改督办层级", allowed: Permissions.ruling + [.supervisor])
    try change { db in
      try self.roll(of: scope, db).admit(actor.person)
      _ = try self.set(.escalation, of: scope, db) { known in
        guard seen == nil || seen == known ?? EscalationBook.standard.text else {
          throw Refusal.outOfTurn("督办层级刚被别的值班台改过，没有覆盖它；您写的还在这里，请另存后看过新的再改")
        }
        return book.text
      }
    }
  }
}
