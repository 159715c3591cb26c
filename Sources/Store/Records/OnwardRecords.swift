package import CoreModel
internal import GRDB

/// A request that is or was part of something beyond the desk, as lists there show it.
package struct OnwardSource: Hashable, Sendable, Identifiable {
  /// The request, as lists show it. 并件 hear of everything through it: ``QueueRow/linkedCount``.
  package var row: QueueRow
  /// What came of it for this request, once it was settled.
  package var outcome: String?
  /// Whether it was taken out again.
  package var wasLeft: Bool

  /// Makes a source.
  package init(row: QueueRow, outcome: String? = nil, wasLeft: Bool = false) {
    self.row = row
    self.outcome = outcome
    self.wasLeft = wasLeft
  }

  /// Globally unique.
  package var id: RequestID { row.id }
}

/// Reading and writing which requests are part of what. It follows from the events of the requests.
struct OnwardRecords {
  let records: RequestRecords
  private var db: Database { records.db }

  init(_ records: RequestRecords) { self.records = records }

  /// Writes down what a request is part of, as it is now.
  static func store(_ request: Request, row: Int64, _ db: Database) throws {
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO request_onward
          (request_id, position, kind, uid, joined_at, ended_at, outcome)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT DO UPDATE SET ended_at = excluded.ended_at, outcome = excluded.outcome
        """)
    let blank = request.callerBlank
    for (position, part) in request.onward.enumerated() {
      try insert.execute(arguments: [
        row, position, part.link.kind.rawValue, part.link.id, part.joinedAt.milliseconds,
        part.endedAt?.milliseconds, part.outcome.map(blank.blanked),
      ])
    }
  }

  /// Whether what is written down is what follows from the request.
  static func agree(with request: Request, row: Int64, _ db: Database) throws -> Bool {
    let query = try db.cachedStatement(
      sql: """
        SELECT kind, uid, joined_at, ended_at, outcome FROM request_onward WHERE request_id = ?
        ORDER BY position
        """)
    let stored = try Row.fetchAll(query, arguments: [row])
    let blank = request.callerBlank
    return stored.count == request.onward.count
      && zip(stored, request.onward).allSatisfy { row, part in
        row[0] == part.link.kind.rawValue && row[1] == part.link.id
          && row[2] == part.joinedAt.milliseconds
          && row[3] as Int64? == part.endedAt?.milliseconds
          && row[4] as String? == part.outcome.map(blank.blanked)
      }
  }

  /// The requests of a thing, those that go on in it first, each in the order in which it came in.
  func sources(of link: OnwardLink) throws -> [OnwardSource] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT r.received_at, \(QueueRow.columns), o.outcome,
          o.ended_at IS NOT NULL AND o.outcome IS NULL AS was_left
        FROM request_onward o JOIN request r ON r.id = o.request_id
        WHERE o.kind = ? AND o.uid = ? AND r.neighborhood_id = ?
          AND o.position = (SELECT max(position) FROM request_onward p
            WHERE p.request_id = o.request_id AND p.kind = o.kind AND p.uid = o.uid)
        ORDER BY was_left, r.received_at, r.id
        """, arguments: [link.kind.rawValue, link.id, records.roll.scopeKey])
    return try rows.map {
      OnwardSource(
        row: try QueueRow($0, records.roll), outcome: $0["outcome"], wasLeft: $0["was_left"])
    }
  }

  /// The requests that go on in a thing.
  func open(_ link: OnwardLink) throws -> [RequestID] {
    try String.fetchAll(
      db,
      sql: """
        SELECT r.uid FROM request_onward o JOIN request r ON r.id = o.request_id
        WHERE o.kind = ? AND o.uid = ? AND o.ended_at IS NULL ORDER BY r.received_at, r.id
        """, arguments: [link.kind.rawValue, link.id]
    ).map { RequestID($0) }
  }

  /// Records on a request what happened to it beyond the desk.
  /// - Throws: ``StoreError/refused(_:)`` when it cannot take part, or does not.
  @discardableResult
  func record(
    _ event: OnwardEvent, on id: RequestID, by actor: Actor, at now: Instant
  ) throws -> Request {
    let (row, scope) = try DeskStore.locate(id, db)
    guard scope == records.roll.directory.neighborhood.id else {
      throw StoreError.notFound("这件诉求")
    }
    let history = try EventRecords.history(of: id, row: row, roll: records.roll, db)
    let next = try RequestRecords.extending(
      history, with: [try history.decideOnward(event)], actor, now)
    try records.append(next, beyond: history, row: row)
    return next.request
  }

  /// The same on every request that goes on in the thing.
  func recordOnAll(_ event: OnwardEvent, by actor: Actor, at now: Instant) throws {
    for id in try open(event.link) { try record(event, on: id, by: actor, at: now) }
  }
}

extension DeskStore {
  /// A thing came to its end for all its requests. Those that went on without it, as a ticket that was replied in
  /// time, owe their resident the result all the same: that becomes a task.
  func settleOnAll(
    _ settlement: OnwardSettlement, _ onward: OnwardRecords, by actor: Actor, at now: Instant,
    _ db: Database
  ) throws {
    try settle(
      settlement, on: try onward.open(settlement.link), onward, by: actor, at: now, db)
  }

  /// The same for some of them.
  func settle(
    _ settlement: OnwardSettlement, on requests: [RequestID], _ onward: OnwardRecords,
    by actor: Actor, at now: Instant, _ db: Database
  ) throws {
    let records = onward.records
    for id in requests {
      let request = try onward.record(.settled(settlement), on: id, by: actor, at: now)
      guard
        let order = request.tellingOrder(
          after: settlement, by: actor, at: now, in: records.roll.directory,
          under: try records.deadlines(for: request))
      else { continue }
      _ = try perform(
        .set(order), in: records.roll.directory.neighborhood.id, by: actor, at: now,
        isAsked: true, db)
    }
  }

  /// The requests of a thing beyond the desk, those that go on in it first.
  package func sources(
    of link: OnwardLink, in scope: NeighborhoodID
  ) throws(StoreError) -> [OnwardSource] {
    try look { db in try OnwardRecords(try self.records(of: scope, db)).sources(of: link) }
  }
}
