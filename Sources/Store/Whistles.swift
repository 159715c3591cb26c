package import CoreModel
internal import GRDB

/// What the screen of 吹哨 shows.
package struct WhistleBoard: Sendable, Equatable {
  /// Those that go on, what is owed first in front.
  package var open: [Whistle]
  /// The last ones that are over, the newest in front.
  package var closed: [Whistle]
  /// 常态措施, the one due first in front.
  package var measures: [StandingMeasure]
  /// The requests of each whistle.
  package var sources: [WhistleID: [OnwardSource]]

  /// Makes a board.
  package init(
    open: [Whistle] = [], closed: [Whistle] = [], measures: [StandingMeasure] = [],
    sources: [WhistleID: [OnwardSource]] = [:]
  ) {
    self.open = open
    self.closed = closed
    self.measures = measures
    self.sources = sources
  }
}

/// 常态措施: the task that comes next, and when it was last done.
package struct StandingMeasure: Hashable, Sendable, Identifiable {
  /// What is to be done next.
  package var task: DeskTask
  /// When it was last done.
  package var lastDoneAt: Instant?

  /// Makes a measure.
  package init(task: DeskTask, lastDoneAt: Instant? = nil) {
    self.task = task
    self.lastDoneAt = lastDoneAt
  }

  /// Globally unique.
  package var id: TaskID { task.id }
}

/// A unit that was called and has not turned up in time, for 督办.
package struct UnansweredWhistle: Hashable, Sendable, Identifiable {
  /// Which whistle.
  package var whistle: WhistleID
  /// What it is about.
  package var title: String
  /// How soon it was to be.
  package var level: WhistleLevel
  /// Which unit.
  package var unit: String
  /// By when it was to turn up.
  package var dueAt: Instant
  /// When that was reported to the sub-district.
  package var reportedAt: Instant?
  /// Who keeps after it.
  package var keeper: PersonID

  /// One line each.
  package var id: String { "\(whistle.text) \(unit)" }
}

extension DeskStore {
  // MARK: Reading

  /// What the screen shows.
  package func whistleBoard(of scope: NeighborhoodID) throws(StoreError) -> WhistleBoard {
    try look { db in
      let records = WhistleRecords(db: db, roll: try self.roll(of: scope, db))
      let onward = OnwardRecords(try self.records(of: scope, db))
      let open = try records.open()
      let closed = try records.closed(limit: DeskStore.closedWhistles)
      var sources: [WhistleID: [OnwardSource]] = [:]
      for whistle in open + closed { sources[whistle.id] = try onward.sources(of: whistle.link) }
      return WhistleBoard(
        open: open, closed: closed, measures: try self.standingMeasures(records.roll, db),
        sources: sources)
    }
  }

  /// How many that are over the board shows.
  private static let closedWhistles = 30

  /// A whistle, whole.
  package func whistle(
    _ id: WhistleID, of scope: NeighborhoodID
  ) throws(StoreError) -> Whistle {
    try look { db in
      try WhistleRecords(db: db, roll: try self.roll(of: scope, db)).whistle(id)
    }
  }

  /// Whistles that go on, what is owed first in front; all of them, the newest first, when asked for.
  package func whistles(
    of scope: NeighborhoodID, withClosed: Bool = false
  ) throws(StoreError) -> [Whistle] {
    try look { db in
      let records = WhistleRecords(db: db, roll: try self.roll(of: scope, db))
      return try records.open() + (withClosed ? records.closed(limit: 1000) : [])
    }
  }

  /// 常态措施, the one due first in front.
  package func standingMeasures(of scope: NeighborhoodID) throws(StoreError) -> [StandingMeasure] {
    try look { db in try self.standingMeasures(try self.roll(of: scope, db), db) }
  }

  private func standingMeasures(_ roll: Roll, _ db: Database) throws -> [StandingMeasure] {
    let lines = try TaskRecords(db: db, roll: roll).lines(
      where: "t.every IS NOT NULL AND t.settled_at IS NULL", order: "t.due_at, t.uid", [])
    let last = try db.cachedStatement(
      sql: """
        SELECT max(settled_at) FROM desk_task
        WHERE origin_kind = ? AND origin_uid = ? AND title = ? AND outcome = 'done'
        """)
    return try lines.map { line in
      let origin = line.task.origin
      return StandingMeasure(
        task: line.task,
        lastDoneAt: try Int64.fetchOne(
          last, arguments: [origin?.kind.rawValue, origin?.id, line.task.title]
        ).map { Instant(milliseconds: $0) })
    }
  }

  /// Units that were called, whose time is over and that have not turned up: in one 居民区, the longest overdue first.
  package func unansweredWhistles(
    of scope: NeighborhoodID, at now: Instant
  ) throws(StoreError) -> [UnansweredWhistle] {
    try look { db in
      let roll = try self.roll(of: scope, db)
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT w.uid, w.title, w.level, c.unit, c.due_at, c.reported_at, w.keeper_id
          FROM whistle_call c JOIN whistle w ON w.uid = c.whistle_uid
          WHERE c.neighborhood_id = ? AND c.checked_in_at IS NULL AND c.due_at < ?
            AND w.closed_at IS NULL
          ORDER BY c.due_at, c.whistle_uid, c.position
          """, arguments: [roll.scopeKey, now.milliseconds])
      return rows.compactMap { row in
        guard let keeper = roll.people[row[6]] else { return nil }
        return UnansweredWhistle(
          whistle: WhistleID(row[0]), title: row[1],
          level: WhistleLevel(rawValue: row[2]) ?? .yellow, unit: row[3],
          dueAt: Instant(milliseconds: row[4]),
          reportedAt: (row[5] as Int64?).map { Instant(milliseconds: $0) }, keeper: keeper)
      }
    }
  }

  // MARK: Writing

  /// Blows a whistle; its requests go on as they were, and show what is owed there beside what the desk owes.
  /// - Parameter requests: What it is about; none for what no resident has reported.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no, or one of the requests cannot take part.
  package func blow(
    _ order: WhistleOrder, about requests: [RequestID] = [], in scope: NeighborhoodID,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> Whistle {
    try change { db in
      try self.blow(order, about: requests, in: scope, by: actor, at: now, db)
    }
  }

  /// The same within a transaction that does more.
  func blow(
    _ order: WhistleOrder, about requests: [RequestID], in scope: NeighborhoodID, by actor: Actor,
    at now: Instant, isAsked: Bool = false, _ db: Database
  ) throws -> Whistle {
    let roll = try self.roll(of: scope, db)
    let records = WhistleRecords(db: db, roll: roll)
    var order = order
    order.serial = try records.nextSerial(on: now.day)
    order.requests = try requests.map { try self.reference(to: $0, of: roll, db) }
    var random = SystemRandomNumberGenerator()
    let id = WhistleID.timeOrdered(at: now, using: &random)
    let facts = try whistleFacts(scope, db)
    // Decided first: what is refused must not leave a task behind.
    let event = try Whistle.decide(order, by: actor, at: now, in: facts, isAsked: isAsked)
    guard case .blown(var checked) = event else {
      throw StoreError.failed("吹哨没有记下")
    }
    let link = OnwardLink(.whistle, id: id.text, title: checked.title)
    if requests.isEmpty {
      checked.watch = try perform(
        .set(
          TaskOrder(
            title: "看吹哨的单位到了没有：\(checked.title)", person: checked.keeper,
            dueAt: checked.dueAt, origin: link)), in: scope, by: actor, at: now, isAsked: true, db
      ).id
    }
    let log = try DutyLog.append(
      [WhistleEvent.blown(checked)], to: id.text, after: [], expecting: nil, by: actor, at: now,
      roll: roll, db)
    guard let whistle = Whistle(id: id, records: log) else { throw StoreError.failed("吹哨没有记下") }
    try records.store(whistle, under: facts.rules)
    let onward = OnwardRecords(try self.records(of: scope, db))
    for request in requests {
      try onward.record(
        .joined(OnwardJoining(link, step: whistle.step(under: facts.rules))), on: request,
        by: actor, at: now)
    }
    return whistle
  }

  /// Does something to a whistle.
  /// - Parameter version: The version that the desk saw, for what depends on all of it; nil for whoever has not
  ///   looked, and for what several may write down at once.
  /// - Throws: ``StoreError/conflict(_:)`` when somebody was faster, ``StoreError/refused(_:)`` when the rules say no.
  package func perform(
    _ command: WhistleCommand, on id: WhistleID, expecting version: Int?,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> Whistle {
    try change { db in
      try self.perform(command, on: id, expecting: version, in: scope, by: actor, at: now, db)
    }
  }

  /// The same within a transaction that does more.
  func perform(
    _ command: WhistleCommand, on id: WhistleID, expecting version: Int?,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws -> Whistle {
    let whistle = try WhistleRecords(db: db, roll: try self.roll(of: scope, db)).whistle(id)
    let facts = try whistleFacts(scope, db)
    var event = try whistle.decide(command, by: actor, at: now, in: facts)
    func task(_ order: TaskOrder) throws -> TaskID {
      try self.perform(.set(order), in: scope, by: actor, at: now, db).id
    }
    switch event {
    case .undertook(var what):
      what.task = try task(
        TaskOrder(
          title: "\(what.unit)承诺：\(what.words)", person: what.person, dueAt: what.dueAt,
          origin: whistle.link))
      event = .undertook(what)
    case .measured(var measure):
      measure.task = try task(
        TaskOrder(
          title: measure.title, person: measure.person, dueAt: measure.dueAt, origin: whistle.link,
          recurrence: measure.recurrence))
      event = .measured(measure)
    case .moved(let move):
      try moveWatch(of: whistle, to: move, in: scope, by: actor, at: now, db)
    default: break
    }
    let next = try record(
      event, on: whistle, expecting: version, in: scope, by: actor, at: now, db)
    if next.missing.isEmpty || !next.isOpen {
      try settleWatch(of: next, in: scope, by: actor, at: now, db)
    }
    return next
  }

  /// Writes an event down: in the log, in the tables, and on each of the requests.
  private func record(
    _ event: WhistleEvent, on whistle: Whistle, expecting version: Int?, in scope: NeighborhoodID,
    by actor: Actor, at now: Instant, _ db: Database
  ) throws -> Whistle {
    let roll = try self.roll(of: scope, db)
    let records = WhistleRecords(db: db, roll: roll)
    let rules = try self.rules(of: scope, db).deadlines
    let log = try DutyLog.append(
      [event], to: whistle.id.text, after: whistle.records, expecting: version, by: actor, at: now,
      roll: roll, db)
    guard let next = Whistle(id: whistle.id, records: log) else {
      throw StoreError.failed("吹哨的记录不连续")
    }
    try records.store(next, under: rules)
    let onward = OnwardRecords(try self.records(of: scope, db))
    let step = next.step(under: rules)
    let words = "\(event.title)：\(next.words(of: event, relativeTo: now, in: roll.directory))"
    switch event {
    case .joined(let requests):
      for request in requests {
        let known = try self.reference(to: request.id, of: roll, db)
        try onward.record(
          .joined(OnwardJoining(next.link, step: step)), on: known.id, by: actor, at: now)
      }
    case .left(let leaving):
      try onward.record(
        .left(OnwardLeaving(next.link, reason: leaving.reason)), on: leaving.request.id,
        by: actor, at: now)
    case .closed(let closing):
      try onward.recordOnAll(
        .settled(
          OnwardSettlement(
            next.link, outcome: "\(closing.result.title)：\(closing.words)", resolves: false)),
        by: actor, at: now)
    default:
      try onward.recordOnAll(.moved(OnwardMove(next.link, words, step: step)), by: actor, at: now)
    }
    return next
  }

  private func whistleFacts(_ scope: NeighborhoodID, _ db: Database) throws -> WhistleFacts {
    WhistleFacts(
      directory: try roll(of: scope, db).directory, rules: try rules(of: scope, db).deadlines)
  }

  // MARK: Tasks

  /// A task of a whistle was done or dropped, here or in 晨会: the whistle says so.
  func whistleTaskWasSettled(
    _ task: DeskTask, in scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws {
    guard let settlement = task.settlement,
      let whistle = try whistle(of: task, in: scope, db)
    else { return }
    if whistle.undertakings.contains(where: { $0.what.task == task.id && $0.isOpen }) {
      _ = try record(
        .undertakingSettled(settlement), on: whistle, expecting: nil, in: scope, by: actor,
        at: now, db)
    } else if task.recurrence != nil, settlement.outcome == .dropped {
      _ = try record(
        .measureEnded(settlement), on: whistle, expecting: nil, in: scope, by: actor, at: now, db)
    }
  }

  /// An undertaking got another date or somebody else keeps after it.
  func whistleTaskWasChanged(
    _ task: DeskTask, _ change: TaskChange, in scope: NeighborhoodID, by actor: Actor,
    at now: Instant, _ db: Database
  ) throws {
    guard let whistle = try whistle(of: task, in: scope, db),
      whistle.undertakings.contains(where: { $0.what.task == task.id && $0.isOpen })
    else { return }
    _ = try record(
      .undertakingMoved(change), on: whistle, expecting: nil, in: scope, by: actor, at: now, db)
  }

  private func whistle(
    of task: DeskTask, in scope: NeighborhoodID, _ db: Database
  ) throws -> Whistle? {
    guard let origin = task.origin, origin.kind == .whistle else { return nil }
    let id = WhistleID(origin.id)
    return Whistle(
      id: id,
      records: try WhistleRecords(db: db, roll: try self.roll(of: scope, db)).log(of: id))
  }

  /// The task that watches a whistle without requests is done once every unit is there.
  private func settleWatch(
    of whistle: Whistle, in scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws {
    guard let watch = try openWatch(of: whistle, in: scope, db) else { return }
    let words = whistle.missing.isEmpty ? "各单位都已报到" : "已收哨"
    _ = try perform(
      .settle(TaskSettlement(watch.id, .done, words: words)), in: scope, by: actor, at: now, db)
  }

  private func moveWatch(
    of whistle: Whistle, to move: WhistleMove, in scope: NeighborhoodID, by actor: Actor,
    at now: Instant, _ db: Database
  ) throws {
    guard let watch = try openWatch(of: whistle, in: scope, db), watch.dueAt != move.dueAt
    else { return }
    _ = try perform(
      .change(
        TaskChange(
          watch.id, person: whistle.order.keeper, dueAt: move.dueAt, reason: move.reason)),
      in: scope, by: actor, at: now, db)
  }

  private func openWatch(
    of whistle: Whistle, in scope: NeighborhoodID, _ db: Database
  ) throws -> DeskTask? {
    guard let id = whistle.order.watch,
      let task = try TaskRecords(db: db, roll: try self.roll(of: scope, db)).task(id), task.isOpen
    else { return nil }
    return task
  }

  // MARK: Units

  /// Replaces the units that can be whistled to, and the times to turn up; whistles that were blown keep theirs.
  /// - Parameter seen: The text that the person changed; nil to replace whatever is there.
  /// - Throws: ``StoreError/refused(_:)`` when the actor's role may not, or another desk has changed them since
  ///   they were seen.
  package func setWhistleBook(
    _ book: WhistleBook, seen: String? = nil, of scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) {
    try Permissions.check(actor, for: "改吹哨单位", allowed: Permissions.wording)
    try change { db in
      _ = try self.set(.whistles, of: scope, db) { known in
        guard seen == nil || seen == known ?? WhistleBook.standardText else {
          throw Refusal.outOfTurn("吹哨单位刚被别的值班台改过，没有覆盖它；您写的还在这里，请另存后看过新的再改")
        }
        return book.text
      }
    }
  }
}
