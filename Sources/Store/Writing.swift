package import CoreModel
internal import GRDB

/// The one write path: load, decide, append events, update the row, all in one transaction with the
/// version that the desk saw. The rules themselves are CoreModel's.
extension DeskStore {
  /// Takes a new request down, and does at once what was said with it.
  /// - Parameters:
  ///   - registration: Its number is ignored: the store gives the day's next one.
  ///   - commands: Done in order; when one is refused, nothing is stored.
  /// - Throws: ``StoreError``, above all ``StoreError/refused(_:)``.
  package func register(
    _ registration: Registration, followedBy commands: [RequestCommand] = [], by actor: Actor,
    at now: Instant
  ) throws(StoreError) -> RequestDetail {
    try change { db in try self.register(registration, followedBy: commands, by: actor, at: now, db)
    }
  }

  /// The same within a transaction that does more.
  func register(
    _ registration: Registration, followedBy commands: [RequestCommand] = [], by actor: Actor,
    at now: Instant, _ db: Database
  ) throws -> RequestDetail {
    var random = SystemRandomNumberGenerator()
    let id = RequestID.timeOrdered(at: now, using: &random)
    let records = try self.records(of: registration.neighborhood, db)
    try records.roll.admit(actor.person)
    // Decided first: a refused registration must not depend on what number it would have had.
    guard case .registered(var form) = try registration.decide(by: actor, at: now) else {
      throw StoreError.failed("登记没有产生记录")
    }
    form.number = try records.nextNumber(on: form.receivedAt.day).text
    var history = try DeskStore.history(
      id, [RecordedEvent(version: 1, at: now, actor: actor.person, event: .registered(form))])
    for command in commands {
      history = try records.extending(history, by: command, actor, now)
    }
    let row = try records.insert(history)
    return try records.detail(history, row: row)
  }

  /// Does something to a request.
  /// - Parameter version: The version that the desk saw; nil when whoever asks has not looked, as a
  ///   script has not.
  /// - Throws: ``StoreError/conflict(_:)`` when somebody was faster, ``StoreError/refused(_:)`` when
  ///   the rules say no.
  package func perform(
    _ command: RequestCommand, on id: RequestID, expecting version: Int?, by actor: Actor,
    at now: Instant
  ) throws(StoreError) -> RequestDetail {
    try change { db in try self.perform(command, on: id, expecting: version, by: actor, at: now, db)
    }
  }

  /// The same within a transaction.
  func perform(
    _ command: RequestCommand, on id: RequestID, expecting version: Int?, by actor: Actor,
    at now: Instant, _ db: Database
  ) throws -> RequestDetail {
    let (row, scope) = try DeskStore.locate(id, db)
    let records = try self.records(of: scope, db)
    let history = try EventRecords.history(of: id, row: row, roll: records.roll, db)
    if let version,
      version > history.request.version || history.newsSince(version: version) != nil
    {
      throw DeskStore.conflict(history, records.roll)
    }
    let next = try records.extending(history, by: command, actor, now)
    try records.append(next, beyond: history, row: row)
    var detail = try records.detail(next, row: row)
    if case .revealPhone = command {
      detail.revealedPhone = next.request.registration.resident.phone
    }
    return detail
  }

  /// All about a request.
  package func detail(id: RequestID) throws(StoreError) -> RequestDetail {
    try look { db in
      let (row, scope) = try DeskStore.locate(id, db)
      let records = try self.records(of: scope, db)
      let history = try EventRecords.history(of: id, row: row, roll: records.roll, db)
      return try records.detailWithCaller(history, row: row)
    }
  }

  func records(of scope: NeighborhoodID, _ db: Database) throws -> RequestRecords {
    RequestRecords(db: db, roll: try roll(of: scope, db), rules: try rules(of: scope, db))
  }

  /// A request's row and its neighbourhood.
  static func locate(_ id: RequestID, _ db: Database) throws -> (Int64, NeighborhoodID) {
    let query = try db.cachedStatement(
      sql: """
        SELECT r.id, n.uid FROM request r JOIN neighborhood n ON n.id = r.neighborhood_id
        WHERE r.uid = ?
        """)
    guard let row = try Row.fetchOne(query, arguments: [id.text]) else {
      throw StoreError.notFound("这件诉求")
    }
    return (row[0], NeighborhoodID(row[1]))
  }

  static func history(_ id: RequestID, _ events: [RecordedEvent]) throws -> RequestHistory {
    guard let history = RequestHistory(id: id, events: events) else {
      throw StoreError.failed("诉求 \(id.text) 的记录不连续")
    }
    return history
  }

  private static func conflict(_ history: RequestHistory, _ roll: Roll) -> StoreError {
    guard let last = history.events.last else { return .notFound("这件诉求") }
    return .conflict(
      StoreError.Conflict(
        by: roll.personNames[last.actor] ?? "（不在册）", at: last.at, title: last.event.title,
        version: last.version))
  }
}

extension RequestRecords {
  /// The history after a command.
  func extending(
    _ history: RequestHistory, by command: RequestCommand, _ actor: Actor, _ now: Instant
  ) throws -> RequestHistory {
    let kin = try LinkRecords(self).kin(of: history, for: command)
    let events = try history.decide(
      command, by: actor, at: now, in: roll.directory, beside: kin,
      under: try deadlines(for: history.request))
    return try RequestRecords.extending(history, with: events, actor, now)
  }

  /// The history after events that were decided.
  static func extending(
    _ history: RequestHistory, with events: [RequestEvent], _ actor: Actor, _ now: Instant
  ) throws -> RequestHistory {
    let recorded = events.enumerated().map {
      RecordedEvent(
        version: history.request.version + 1 + $0.offset, at: now, actor: actor.person,
        event: $0.element)
    }
    guard let next = history.appending(recorded) else {
      throw StoreError.failed("诉求 \(history.id.text) 的记录不连续")
    }
    return next
  }

  /// The same for whoever looks at one request: with what else came from its caller, and how often the matter did.
  func detailWithCaller(_ history: RequestHistory, row: Int64) throws -> RequestDetail {
    var detail = try detail(history, row: row)
    detail.checks = try RoundRecords(roll: roll, db: db).around(row)
    let caller = try CallerSearch(self).history(beside: history, row: row)
    detail.caller = caller
    let request = history.request
    guard request.hotline != nil else { return detail }
    let query = SimilarQuery(request.registration, excluding: history.id)
    let similar = try SimilarSearch(query: query, roll: roll, db: db).answer()
    detail.repeats = RepeatCounts(
      ofPhone: caller.count(days: RepeatCounts.days, before: request.receivedAt.adding(minutes: 1)),
      ofMatter: similar.lateCount + 1)
    return detail
  }

  /// A history with what follows from the rules, and the requests that it is linked to.
  ///
  /// Whatever leaves the store to be shown goes through here: an 匿名 or 保密 caller is blanked in it.
  func detail(_ history: RequestHistory, row: Int64) throws -> RequestDetail {
    let deadlines = try deadlines(for: history.request)
    return RequestDetail(
      history: history.discreet, clocks: deadlines.clocks(for: history.request),
      obligation: deadlines.obligation(for: history.request), rowKey: row,
      kin: try LinkRecords(self).kin(of: history, row: row))
  }
}
