package import CoreModel
internal import GRDB

/// What came of taking a plan over, or back.
package struct PlanReceipt: Hashable, Sendable {
  /// Shifts that are new, or gone when it was taken back.
  package var shifts: Int
  /// Shifts that were there and have more people, or have those of before again.
  package var changed: Int
  /// Shifts that stay as they are: begun, or changed by somebody since.
  package var kept: Int

  /// Makes a receipt.
  package init(shifts: Int = 0, changed: Int = 0, kept: Int = 0) {
    self.shifts = shifts
    self.changed = changed
    self.kept = kept
  }
}

/// The newest plan that was taken over and not taken back.
package struct AppliedPlan: Hashable, Sendable {
  /// Its row: what is taken back is what was seen.
  package let id: Int64
  /// Its first day.
  package let first: Day
  /// Its last day.
  package let last: Day
  /// When it was taken over.
  package let at: Instant
  /// By whom.
  package let by: PersonID
  /// Its shifts that have not begun.
  package let open: Int

  /// Makes one.
  package init(id: Int64, first: Day, last: Day, at: Instant, by: PersonID, open: Int) {
    self.id = id
    self.first = first
    self.last = last
    self.at = at
    self.by = by
    self.open = open
  }
}

extension DeskStore {
  /// Everything that a plan of some days follows from.
  package func planTask(
    of scope: NeighborhoodID, from first: Day, through last: Day, kinds: Set<ShiftKind>? = nil,
    at now: Instant
  ) throws(StoreError) -> PlanTask {
    try look { db in
      try self.planTask(
        try self.roll(of: scope, db), from: first, through: last, kinds: kinds, at: now, db)
    }
  }

  private func planTask(
    _ roll: Roll, from first: Day, through last: Day, kinds: Set<ShiftKind>?, at now: Instant,
    _ db: Database
  ) throws -> PlanTask {
    let scope = roll.directory.neighborhood.id
    let rules = try self.rules(of: scope, db)
    let horizon = PlanTask.horizon(from: first, through: last)
    return PlanTask(
      neighborhood: scope, first: first, last: last, now: now, book: rules.duty.book, kinds: kinds,
      calendar: rules.deadlines.calendar, people: roll.directory.people,
      shifts: try self.shifts(from: horizon.first, through: horizon.last, roll, db),
      absences: try absences(of: roll, first.adding(days: -1), last.adding(days: 1), db))
  }

  /// Puts a plan on the roster, whole or not at all.
  /// - Throws: ``StoreError/refused(_:)`` when somebody may not, or when what the plan follows from has changed.
  package func apply(
    _ plan: RosterPlan, by actor: Actor, at now: Instant
  ) throws(StoreError) -> PlanReceipt {
    let scope = plan.task.neighborhood
    return try change { db in
      try DeskStore.check(actor)
      let roll = try self.roll(of: scope, db)
      let task = plan.task
      let current = try self.planTask(
        roll, from: task.first, through: task.last, kinds: task.kinds, at: task.now, db)
      guard current == task else {
        throw Refusal.outOfTurn("排好以后，值班表、请假、规则或人员又有变动；没有采用，请重新排一次再看")
      }
      var random = SystemRandomNumberGenerator()
      let made = plan.shifts.filter { $0.wanted.start > now }.map { planned in
        (
          shift: planned.shift(id: .timeOrdered(at: now, using: &random), in: scope),
          was: planned.wanted.existing
        )
      }
      guard !made.isEmpty else { throw Refusal.missing("没有排出班次，值班表没有变动") }
      for (shift, was) in made {
        _ = try shift.checked(was: was, in: roll.directory, at: now)
      }
      try self.rosterChanged(made.map(\.shift), roll, db)
      try self.remember(made, of: plan, by: actor, at: now, roll, db)
      return PlanReceipt(
        shifts: made.count { $0.was == nil }, changed: made.count { $0.was != nil })
    }
  }

  /// The newest plan that can be taken back; nil when there is none.
  package func appliedPlan(
    of scope: NeighborhoodID, at now: Instant
  ) throws(StoreError) -> AppliedPlan? {
    try look { db in
      let roll = try self.roll(of: scope, db)
      guard let row = try DeskStore.newestPlan(roll, db), let by = roll.people[row[4]] else {
        return nil
      }
      let open = try self.planned(row[0], db).count { $0.made.start > now }
      return AppliedPlan(
        id: row[0], first: Day(number: row[1]), last: Day(number: row[2]),
        at: Instant(milliseconds: row[3]), by: by, open: open)
    }
  }

  /// Takes the newest plan back: its shifts that have not begun and that nobody has changed since go, those that it
  /// filled up are as before.
  /// - Parameter seen: What the person saw as the newest one.
  /// - Throws: ``StoreError/refused(_:)`` when somebody may not, or when another one is the newest by now.
  package func takeBackPlan(
    _ seen: AppliedPlan?, in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> PlanReceipt {
    try change { db in
      try DeskStore.check(actor)
      let roll = try self.roll(of: scope, db)
      let newest = try DeskStore.newestPlan(roll, db)
      if let seen, newest.map({ $0[0] as Int64 != seen.id }) ?? true {
        throw try DeskStore.overtaken(seen, by: newest, roll, at: now, db)
      }
      guard let row = newest, seen != nil else {
        throw Refusal.outOfTurn("没有可以撤回的排班")
      }
      var receipt = PlanReceipt()
      var gone: [Shift] = []
      var restored: [Shift] = []
      for (made, was) in try self.planned(row[0], db) {
        guard let current = try self.shift(made.id, roll, db) else { continue }
        let log = try DutyRecords(db: db, roll: roll).attendanceLog(of: made.id)
        // Whoever has signed in already stands it: their record goes by the shift.
        guard made.start > now, current == made, log.isEmpty else {
          receipt.kept += 1
          continue
        }
        if let was { restored.append(was) } else { gone.append(made) }
      }
      receipt.shifts = gone.count
      receipt.changed = restored.count
      try self.rosterChanged(restored, without: gone, roll, db)
      try db.execute(
        sql: "UPDATE roster_plan SET taken_back_at = ?, taken_back_by_id = ? WHERE id = ?",
        arguments: [now.milliseconds, try roll.key(of: actor.person), row[0] as Int64])
      return receipt
    }
  }

  /// Says who has taken back what somebody saw as the newest plan, or has put another one on the roster since.
  private static func overtaken(
    _ seen: AppliedPlan, by newest: Row?, _ roll: Roll, at now: Instant, _ db: Database
  ) throws -> Refusal {
    let taken = try Row.fetchOne(
      db, sql: "SELECT taken_back_at, taken_back_by_id FROM roster_plan WHERE id = ?",
      arguments: [seen.id])
    func who(_ key: Int64?) -> String {
      key.flatMap { roll.people[$0] }.map { roll.directory.name(of: $0) } ?? "别人"
    }
    if let taken, let at = taken[0] as Int64? {
      let moment = Instant(milliseconds: at).nearText(relativeTo: now)
      return .outOfTurn("\(who(taken[1])) 已在 \(moment) 撤回了这次排班；值班表没有再动")
    }
    guard let newest else { return .outOfTurn("没有可以撤回的排班") }
    let moment = Instant(milliseconds: newest[3]).nearText(relativeTo: now)
    return .outOfTurn("\(who(newest[4])) 在 \(moment) 又采用了一个方案；没有撤回，请看过再撤")
  }

  /// Who may put shifts on the roster.
  private static func check(_ actor: Actor) throws {
    if let refusal = DeskChange.refusal(toChange: "排班", by: actor, allowed: Permissions.ruling) {
      throw refusal
    }
  }

  /// Writes shifts, and takes others off the roster, with all that follows from it.
  private func rosterChanged(
    _ shifts: [Shift], without gone: [Shift] = [], _ roll: Roll, _ db: Database
  ) throws {
    try Shift.keep(shifts, roll: roll, db)
    for shift in gone {
      try db.execute(sql: "DELETE FROM shift WHERE uid = ?", arguments: [shift.id.text])
    }
  }

  private func remember(
    _ made: [(shift: Shift, was: Shift?)], of plan: RosterPlan, by actor: Actor, at now: Instant,
    _ roll: Roll, _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO roster_plan (neighborhood_id, first_day, last_day, applied_at, applied_by_id)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        roll.scopeKey, plan.task.first.number, plan.task.last.number, now.milliseconds,
        try roll.key(of: actor.person),
      ])
    let id = db.lastInsertedRowID
    for (shift, was) in made {
      try db.cachedStatement(
        sql: "INSERT INTO roster_plan_shift (plan_id, shift_uid, made, was) VALUES (?, ?, ?, ?)"
      ).execute(arguments: [
        id, shift.id.text, try DeskRules.encoded(shift), try was.map { try DeskRules.encoded($0) },
      ])
    }
  }

  private func planned(_ plan: Int64, _ db: Database) throws -> [(made: Shift, was: Shift?)] {
    try Row.fetchAll(
      db, sql: "SELECT made, was FROM roster_plan_shift WHERE plan_id = ? ORDER BY shift_uid",
      arguments: [plan]
    ).map { row in
      (
        try DeskRules.decoded(row[0] as String),
        try (row[1] as String?).map { try DeskRules.decoded($0) }
      )
    }
  }

  private static func newestPlan(_ roll: Roll, _ db: Database) throws -> Row? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT id, first_day, last_day, applied_at, applied_by_id FROM roster_plan
        WHERE neighborhood_id = ? AND taken_back_at IS NULL ORDER BY id DESC LIMIT 1
        """, arguments: [roll.scopeKey])
  }
}
