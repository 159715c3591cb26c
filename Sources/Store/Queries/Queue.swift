package import CoreModel
internal import GRDB

extension DeskStore {
  /// A stretch of a list. What it costs does not depend on how long the list is or how deep one is in it.
  /// - Parameters:
  ///   - limit: Rows at most, from 1 to 1,000.
  ///   - now: What is overdue, and which day is today, depend on it.
  /// - Throws: ``StoreError/notFound(_:)`` for a neighbourhood, group or person that is not there.
  package func queue(
    _ filter: QueueFilter, _ window: Window = .first, limit: Int = 50, now: Instant
  ) throws(StoreError) -> QueuePage {
    try look { db in
      let query = try self.query(filter, now: now, db)
      return try query.page(db, window, limit: min(max(limit, 1), 1000))
    }
  }

  /// How many requests were recorded after a row, how many of them are 急 or 特急, and the newest row
  /// there is; nil counts none.
  package func arrivals(
    in scope: NeighborhoodID, after row: Int64?
  ) throws(StoreError) -> (count: Int, urgent: Int, newest: Int64) {
    try look { db in
      let key = try self.roll(of: scope, db).scopeKey
      let newest = try Int64.fetchOne(db, sql: "SELECT max(id) FROM request") ?? 0
      guard let row, row < newest else { return (0, 0, newest) }
      // Left to itself SQLite prefers an index of the neighbourhood and reads every request in it.
      let found = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*), coalesce(sum(urgency <> 'normal'), 0) FROM request NOT INDEXED
          WHERE id > ? AND neighborhood_id = ?
          """, arguments: [row, key])
      return (found?[0] ?? 0, found?[1] ?? 0, newest)
    }
  }

  /// How many requests there are, of any state.
  package func requestCount(of scope: NeighborhoodID) throws(StoreError) -> Int {
    try look { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM request WHERE neighborhood_id = ?",
        arguments: [try self.roll(of: scope, db).scopeKey]) ?? 0
    }
  }
}

extension QueueQuery {
  fileprivate func page(_ db: Database, _ window: Window, limit: Int) throws -> QueuePage {
    switch window {
    case .first: return try forward(db, from: nil, limit)
    case .last: return try backward(db, from: nil, limit)
    case .after(let key): return try forward(db, from: key, limit)
    case .before(let key): return try backward(db, from: key, limit)
    case .around(let key, let before, let after):
      return try around(db, key, before: min(max(before, 0), 1000), after: min(max(after, 0), 1000))
    case .containing(let id, let before, let after):
      guard let key = try key(db, of: id) else { return try page(db, .first, limit: limit) }
      return try page(db, .around(key, before: before, after: after), limit: limit)
    }
  }

  private func forward(_ db: Database, from key: QueueKey?, _ limit: Int) throws -> QueuePage {
    var rows = try rows(db, beyond: key, forward: true, count: limit + 1)
    let atEnd = rows.count <= limit
    if !atEnd { rows.removeLast() }
    let atStart = try key.map { try isEnd(db, at: $0, first: rows.first, forward: false) } ?? true
    return QueuePage(rows: rows, atStart: atStart, atEnd: atEnd)
  }

  private func backward(_ db: Database, from key: QueueKey?, _ limit: Int) throws -> QueuePage {
    var rows = try rows(db, beyond: key, forward: false, count: limit + 1)
    let atStart = rows.count <= limit
    if !atStart { rows.removeLast() }
    let atEnd = try key.map { try isEnd(db, at: $0, first: rows.first, forward: true) } ?? true
    return QueuePage(rows: rows.reversed(), atStart: atStart, atEnd: atEnd)
  }

  private func around(
    _ db: Database, _ key: QueueKey, before: Int, after: Int
  ) throws -> QueuePage {
    var preceding = try rows(db, beyond: key, forward: false, count: before + 1)
    let atStart = preceding.count <= before
    if !atStart { preceding.removeLast() }
    var following = try rows(db, beyond: key, forward: true, including: true, count: after + 2)
    // The row may have left the list since; its place has not.
    let wanted = following.first?.key.row == key.row ? after + 1 : after
    let atEnd = following.count <= wanted
    following = Array(following.prefix(wanted))
    return QueuePage(rows: preceding.reversed() + following, atStart: atStart, atEnd: atEnd)
  }

  /// Whether nothing lies on the other side of a page.
  private func isEnd(
    _ db: Database, at key: QueueKey, first: QueueRow?, forward: Bool
  ) throws -> Bool {
    if let first {
      return try rows(db, beyond: first.key, forward: forward, count: 1).isEmpty
    }
    return try rows(db, beyond: key, forward: forward, including: true, count: 1).isEmpty
  }
}
