package import CoreModel
internal import GRDB

/// What the screen of 调解 shows.
package struct MediationBoard: Sendable, Equatable {
  /// Those that go on, early signs too, what is due first in front.
  package var open: [Mediation]
  /// The last ones that are over, the newest in front.
  package var ended: [Mediation]
  /// The requests of each.
  package var sources: [MediationID: [OnwardSource]]

  /// Makes a board.
  package init(
    open: [Mediation] = [], ended: [Mediation] = [], sources: [MediationID: [OnwardSource]] = [:]
  ) {
    self.open = open
    self.ended = ended
    self.sources = sources
  }
}

extension DeskStore {
  // MARK: Reading

  /// What the screen shows.
  package func mediationBoard(of scope: NeighborhoodID) throws(StoreError) -> MediationBoard {
    try look { db in
      let records = MediationRecords(db: db, roll: try self.roll(of: scope, db))
      let onward = OnwardRecords(try self.records(of: scope, db))
      let open = try records.open()
      let ended = try records.ended(limit: 30)
      var sources: [MediationID: [OnwardSource]] = [:]
      for one in open + ended { sources[one.id] = try onward.sources(of: one.link) }
      return MediationBoard(open: open, ended: ended, sources: sources)
    }
  }

  /// Mediations and early signs that go on, what is due first in front; with those that are over when asked for.
  package func mediations(
    of scope: NeighborhoodID, withEnded: Bool = false
  ) throws(StoreError) -> [Mediation] {
    try look { db in
      let records = MediationRecords(db: db, roll: try self.roll(of: scope, db))
      return try records.open() + (withEnded ? records.ended(limit: 1000) : [])
    }
  }

  /// A mediation, whole.
  package func mediation(
    _ id: MediationID, of scope: NeighborhoodID
  ) throws(StoreError) -> Mediation {
    try look { db in
      try MediationRecords(db: db, roll: try self.roll(of: scope, db)).mediation(id)
    }
  }

  // MARK: Writing

  /// Writes an early sign down, with the task of looking at it again.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no, or a request cannot take part.
  package func notice(
    _ sign: LatentSign, about requests: [RequestID] = [], in scope: NeighborhoodID,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> Mediation {
    try change { db in
      let roll = try self.roll(of: scope, db)
      var sign = sign
      sign.requests = try requests.map { try self.reference(to: $0, of: roll, db) }
      let event = try Mediation.decide(sign, by: actor, at: now, in: roll.directory)
      return try self.begin(event, about: requests, in: scope, by: actor, at: now, db)
    }
  }

  /// Takes a case on that nobody had seen coming.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no, or a request cannot take part.
  package func mediate(
    _ order: MediationOrder, about requests: [RequestID] = [], in scope: NeighborhoodID,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> Mediation {
    try change { db in
      let roll = try self.roll(of: scope, db)
      var order = order
      order.requests = try requests.map { try self.reference(to: $0, of: roll, db) }
      let event = try Mediation.decide(order, by: actor, at: now, in: roll.directory)
      return try self.begin(event, about: requests, in: scope, by: actor, at: now, db)
    }
  }

  /// Does something to a mediation.
  /// - Parameter version: The version that the desk saw; nil when whoever asks has not looked.
  /// - Throws: ``StoreError/conflict(_:)`` when somebody was faster, ``StoreError/refused(_:)`` when the rules say no.
  package func perform(
    _ command: MediationCommand, on id: MediationID, expecting version: Int?,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> Mediation {
    try change { db in
      let roll = try self.roll(of: scope, db)
      let known = try MediationRecords(db: db, roll: roll).mediation(id)
      var event = try known.decide(command, by: actor, at: now, in: roll.directory)
      if case .failed(var failure) = event, failure.way == .threeOffices {
        failure.whistle = try self.whistleToThreeOffices(known, failure, scope, actor, now, db).id
        event = .failed(failure)
      }
      return try self.record(
        event, on: known, expecting: version, in: scope, by: actor, at: now, db)
    }
  }

  private func begin(
    _ event: MediationEvent, about requests: [RequestID], in scope: NeighborhoodID,
    by actor: Actor, at now: Instant, _ db: Database
  ) throws -> Mediation {
    var random = SystemRandomNumberGenerator()
    let id = MediationID.timeOrdered(at: now, using: &random)
    let roll = try self.roll(of: scope, db)
    guard
      let planned = Mediation(
        id: id, records: [DutyRecord(version: 1, at: now, actor: actor.person, event: event)])
    else { throw StoreError.failed("调解没有记下") }
    let complete = try withTask(event, of: planned, in: scope, by: actor, at: now, db)
    let log = try DutyLog.append(
      [complete], to: id.text, after: [], expecting: nil, by: actor, at: now, roll: roll, db)
    guard let mediation = Mediation(id: id, records: log) else {
      throw StoreError.failed("调解没有记下")
    }
    try MediationRecords(db: db, roll: roll).store(mediation)
    let onward = OnwardRecords(try self.records(of: scope, db))
    for request in requests {
      try onward.record(
        .joined(OnwardJoining(mediation.link, step: mediation.step)), on: request, by: actor,
        at: now)
    }
    return mediation
  }

  /// Writes an event down: in the log, in the table, on each of the requests; the task of what was due is done, and
  /// the one of what is due next set.
  private func record(
    _ event: MediationEvent, on known: Mediation, expecting version: Int?,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws -> Mediation {
    let roll = try self.roll(of: scope, db)
    try DutyLog.refuseOvertaken(known.records, expecting: version, roll: roll)
    let planned = Mediation(
      id: known.id,
      records: known.records + [
        DutyRecord(version: known.version + 1, at: now, actor: actor.person, event: event)
      ])
    let complete = try planned.map {
      try withTask(event, of: $0, in: scope, by: actor, at: now, db)
    }
    let log = try DutyLog.append(
      [complete ?? event], to: known.id.text, after: known.records, expecting: version, by: actor,
      at: now, roll: roll, db)
    guard let next = Mediation(id: known.id, records: log) else {
      throw StoreError.failed("调解的记录不连续")
    }
    try MediationRecords(db: db, roll: roll).store(next)
    let onward = OnwardRecords(try self.records(of: scope, db))
    if let ending = next.ending {
      try onward.recordOnAll(
        .settled(OnwardSettlement(next.link, outcome: ending.told, resolves: false)), by: actor,
        at: now)
    } else {
      // What parties said stays in the case: the request learns that there was a talk, and when the next is.
      try onward.recordOnAll(
        .moved(OnwardMove(next.link, event.title, step: next.step)), by: actor, at: now)
    }
    try settle(known.task, after: next, words: event.title, in: scope, by: actor, at: now, db)
    if case .staffed = event { try handOver(next, in: scope, by: actor, at: now, db) }
    return next
  }

  /// The event with the task of what is due from then on.
  private func withTask(
    _ event: MediationEvent, of planned: Mediation, in scope: NeighborhoodID, by actor: Actor,
    at now: Instant, _ db: Database
  ) throws -> MediationEvent {
    func task(_ what: String) throws -> TaskID? {
      guard planned.isOpen, let due = planned.nextAt else { return nil }
      return try perform(
        .set(
          TaskOrder(
            title: "\(what)：\(planned.title)", person: planned.keeper, dueAt: due,
            origin: planned.link)), in: scope, by: actor, at: now, isAsked: true, db
      ).id
    }
    switch event {
    case .noticed(var sign):
      sign.task = try task("复看潜在矛盾") ?? sign.task
      return .noticed(sign)
    case .reviewed(var review):
      review.task = try task("复看潜在矛盾")
      return .reviewed(review)
    case .opened(var order):
      order.task = try task("调解谈话")
      return .opened(order)
    case .met(var session):
      session.task = try task("调解谈话")
      return .met(session)
    case .agreed(var agreement):
      agreement.task = try task("一案一回访") ?? agreement.task
      return .agreed(agreement)
    case .visited(var visit):
      visit.task = try task("调解谈话")
      return .visited(visit)
    case .staffed, .stepped, .postponed, .failed, .withdrawn: return event
    }
  }

  /// The task of what was due is done with, unless it is still the one that is due.
  private func settle(
    _ task: TaskID?, after next: Mediation, words: String, in scope: NeighborhoodID,
    by actor: Actor, at now: Instant, _ db: Database
  ) throws {
    guard let task, task != next.task,
      let known = try TaskRecords(db: db, roll: try self.roll(of: scope, db)).task(task),
      known.isOpen
    else { return }
    _ = try perform(
      .settle(TaskSettlement(task, .done, words: words)), in: scope, by: actor, at: now,
      isAsked: true, db)
  }

  /// Another A角 does what is due: the task goes to them too.
  private func handOver(
    _ mediation: Mediation, in scope: NeighborhoodID, by actor: Actor, at now: Instant,
    _ db: Database
  ) throws {
    guard mediation.isOpen, let id = mediation.task,
      let task = try TaskRecords(db: db, roll: try self.roll(of: scope, db)).task(id),
      task.isOpen, task.person != mediation.keeper
    else { return }
    // A date that has passed cannot be set: whoever takes over what is late has a day for it.
    let due = task.dueAt > now ? task.dueAt : now.adding(minutes: 24 * 60)
    _ = try perform(
      .change(TaskChange(id, person: mediation.keeper, dueAt: due, reason: "换调解员")), in: scope,
      by: actor, at: now, isAsked: true, db)
  }

  /// 三所联动: what the committee could not mediate goes to the police, the judicial office and the lawyers, with the
  /// same requests.
  private func whistleToThreeOffices(
    _ mediation: Mediation, _ failure: MediationFailure, _ scope: NeighborhoodID, _ actor: Actor,
    _ now: Instant, _ db: Database
  ) throws -> Whistle {
    let rules = try self.rules(of: scope, db)
    // The desk goes on beside a mediation: what it closed meanwhile takes no part, and holds nothing up.
    let requests = try OnwardRecords(try self.records(of: scope, db)).open(mediation.link)
      .filter { try DeskStore.isOpen($0, db) }
    let units = try rules.whistles.units(named: WhistleBook.threeOffices)
    return try blow(
      WhistleOrder(
        title: mediation.title, level: .yellow, words: "居民区调解没有达成一致，请三所联动", units: units,
        dueAt: rules.whistles.limit(.yellow).due(from: now, under: rules.deadlines),
        keeper: mediation.keeper), about: requests, in: scope, by: actor, at: now, isAsked: true, db
    )
  }

  // MARK: Tasks

  /// A task of a mediation cannot be ticked off: what was said, and whether they kept to it, has to be written down.
  func mediationTaskWasSettled(
    _ task: DeskTask, in scope: NeighborhoodID, _ db: Database
  ) throws {
    guard let mediation = try mediation(of: task, in: scope, db), mediation.isOpen,
      mediation.task == task.id
    else { return }
    throw Refusal.outOfTurn("这是\(mediation.step?.what ?? "调解")：请按 5 到「调解」里记下结果，交办会跟着记为办好")
  }

  /// The talk, the 回访 or the review was put off in 晨会.
  func mediationTaskWasChanged(
    _ task: DeskTask, _ change: TaskChange, in scope: NeighborhoodID, by actor: Actor,
    at now: Instant, _ db: Database
  ) throws {
    guard let mediation = try mediation(of: task, in: scope, db), mediation.isOpen,
      mediation.task == task.id
    else { return }
    // Handed to another A角, and not put off.
    if change.person == mediation.keeper, change.dueAt == mediation.nextAt { return }
    _ = try record(
      .postponed(change), on: mediation, expecting: nil, in: scope, by: actor, at: now, db)
  }

  private func mediation(
    of task: DeskTask, in scope: NeighborhoodID, _ db: Database
  ) throws -> Mediation? {
    guard let origin = task.origin, origin.kind == .mediation else { return nil }
    let id = MediationID(origin.id)
    return Mediation(
      id: id,
      records: try MediationRecords(db: db, roll: try self.roll(of: scope, db)).log(of: id))
  }
}
