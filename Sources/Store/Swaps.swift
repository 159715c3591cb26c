package import CoreModel
internal import GRDB

/// 换班: asking, answering, and the roster that follows.
extension DeskStore {
  /// Swaps whose shifts lie within a span, and those that wait, the earliest shift first.
  package func swaps(
    of scope: NeighborhoodID, from first: Day, through last: Day
  ) throws(StoreError) -> [Swap] {
    try look { db in
      try self.swaps(from: first, through: last, try self.roll(of: scope, db), db)
    }
  }

  /// The same within a reading or a change that does more.
  func swaps(
    from first: Day, through last: Day, _ roll: Roll, _ db: Database
  ) throws -> [Swap] {
    let ids = try String.fetchAll(
      db,
      sql: """
        SELECT uid FROM shift_swap
        WHERE neighborhood_id = ? AND start_at < ? AND (end_at > ? OR answered_at IS NULL)
        UNION SELECT uid FROM shift_swap
        WHERE neighborhood_id = ? AND answered_at IS NULL AND start_at >= ?
        """,
      arguments: [
        roll.scopeKey, last.adding(days: 1).start.milliseconds, first.start.milliseconds,
        roll.scopeKey, first.start.milliseconds,
      ])
    return try ids.map { try swap(Identifier($0), roll, db).swap }
      .sorted { ($0.order.given.start, $0.id) < ($1.order.given.start, $1.id) }
  }

  /// Swaps that wait for an answer.
  package func waitingSwaps(
    of scope: NeighborhoodID, at now: Instant
  ) throws(StoreError) -> [Swap] {
    try look { db in
      let roll = try self.roll(of: scope, db)
      let ids = try String.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT uid FROM shift_swap
            WHERE neighborhood_id = ? AND answered_at IS NULL AND start_at > ? ORDER BY start_at
            """), arguments: [roll.scopeKey, now.milliseconds])
      return try ids.map { try self.swap(Identifier($0), roll, db).swap }
    }
  }

  /// What a swap of a shift may be, as the roster is now.
  package func swapChoices(
    of shift: Shift, from giver: PersonID, in scope: NeighborhoodID, at now: Instant
  ) throws(StoreError) -> [SwapOrder] {
    try look { db in
      let facts = try self.swapFacts(scope, around: [shift], at: now, db)
      return Swap.choices(of: shift, from: giver, at: now, in: facts)
    }
  }

  /// Asks for a swap. The roster stays as it is until the other one agrees.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no.
  package func ask(
    _ order: SwapOrder, in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> Swap {
    try change { db in
      let roll = try self.roll(of: scope, db)
      let shifts = [order.given] + [order.taken].compactMap { $0 }
      let facts = try self.swapFacts(scope, around: shifts, at: now, db)
      let event = try Swap.decide(order, by: actor, at: now, in: facts)
      var random = SystemRandomNumberGenerator()
      let id = Identifier<Swap>.timeOrdered(at: now, using: &random)
      let records = try DutyLog.append(
        [event], to: id.text, after: [], expecting: nil, by: actor, at: now, roll: roll, db)
      guard let swap = Swap(id: id, records: records) else { throw StoreError.failed("换班没有记下") }
      let ends = [swap.order.given.end, swap.order.taken?.end ?? swap.order.given.end]
      let starts = [swap.order.given.start, swap.order.taken?.start ?? swap.order.given.start]
      try db.execute(
        sql: """
          INSERT INTO shift_swap (uid, neighborhood_id, start_at, end_at) VALUES (?, ?, ?, ?)
          """,
        arguments: [
          id.text, roll.scopeKey, starts.min()?.milliseconds, ends.max()?.milliseconds,
        ])
      return swap
    }
  }

  /// Answers a swap; with 同意 the roster follows in the same transaction.
  /// - Parameter version: The version that the desk saw; nil when whoever asks has not looked.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no, ``StoreError/conflict(_:)`` when somebody was faster.
  package func perform(
    _ command: SwapCommand, on id: Identifier<Swap>, expecting version: Int?,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> Swap {
    try change { db in
      let roll = try self.roll(of: scope, db)
      let (swap, known) = try self.swap(id, roll, db)
      try DutyLog.refuseOvertaken(known, expecting: version, roll: roll)
      let shifts = [swap.order.given] + [swap.order.taken].compactMap { $0 }
      let facts = try self.swapFacts(scope, around: shifts, at: now, db)
      let event = try swap.decide(command, by: actor, at: now, in: facts)
      let records = try DutyLog.append(
        [event], to: id.text, after: known, expecting: version, by: actor, at: now, roll: roll, db)
      try db.execute(
        sql: "UPDATE shift_swap SET answered_at = ? WHERE uid = ?",
        arguments: [now.milliseconds, id.text])
      if case .agreed = event {
        try Shift.keep(swap.carriedOut(on: facts.shifts), roll: roll, db)
        _ = try self.followRoster(db)
      }
      guard let next = Swap(id: id, records: records) else { throw StoreError.failed("换班没有记下") }
      return next
    }
  }

  private func swap(
    _ id: Identifier<Swap>, _ roll: Roll, _ db: Database
  ) throws -> (swap: Swap, records: [DutyRecord<SwapEvent>]) {
    let records = try DutyLog.records(SwapEvent.self, of: id.text, roll: roll, db)
    guard let swap = Swap(id: id, records: records) else { throw StoreError.notFound("这次换班") }
    return (swap, records)
  }

  /// So many days ahead somebody is offered shifts to swap for.
  private static let daysAhead = 35

  private func swapFacts(
    _ scope: NeighborhoodID, around shifts: [Shift], at now: Instant, _ db: Database
  ) throws -> SwapFacts {
    let roll = try self.roll(of: scope, db)
    let rules = try self.rules(of: scope, db)
    let days = shifts.flatMap { [$0.start.day, $0.end.day] }
    let first = (days + [now.day]).min() ?? now.day
    let last = max(days.max() ?? now.day, now.day.adding(days: DeskStore.daysAhead))
    let board = try rosterBoard(from: first, through: last, roll, db)
    return SwapFacts(
      shifts: board.shifts, leaves: board.leaves,
      waiting: board.swaps.filter { $0.isOpen(at: now) }, directory: roll.directory,
      book: rules.duty.book, calendar: rules.deadlines.calendar)
  }
}
