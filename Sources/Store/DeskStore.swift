internal import CoreModel
internal import GRDB
internal import Synchronization

/// 值班台's memory: one SQLite database, and the only way to it.
///
/// Safe to share between threads. Reads run beside each other and beside writes; a write waits for
/// the disk, so never call one on the thread that reads keys.
package final class DeskStore: Sendable {
  /// How to open a database.
  package enum Mode: Hashable, Sendable {
    /// Makes the file and its folder when they are missing.
    case readWrite
    /// Changes nothing, except that it brings an old schema up to date.
    case readOnly
  }

  /// The database file.
  package let path: String
  /// How it was opened.
  package let mode: Mode
  let pool: DatabasePool
  private let kept = Mutex(Kept())

  /// What is read once and kept until somebody changes it.
  private struct Kept {
    var rolls: [NeighborhoodID: Roll] = [:]
    var rules: [NeighborhoodID: (revision: Int64, rules: DeskRules)] = [:]
  }

  init(path: String, mode: Mode, pool: DatabasePool) {
    self.path = path
    self.mode = mode
    self.pool = pool
  }

  /// Reads from one moment of the database.
  func look<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
    // Bound again on the thread of the connection, whichever that is.
    let viewer = Viewer.current
    return try told(path) {
      try pool.read { db in try Viewer.bound(to: viewer) { try body(db) } }
    }
  }

  /// What a transaction changed; see the table `change_mark`.
  enum Mark: String {
    /// What is listed: requests, people, places, rules. Other desks read it anew.
    case content
    /// Who is on what. Other desks read only that.
    case claims
    /// What somebody is typing. Other desks read nothing.
    case drafts
  }

  /// Changes the database, in whole or not at all.
  func change<T>(
    marking mark: Mark = .content, _ body: (Database) throws -> T
  ) throws(StoreError) -> T {
    guard mode == .readWrite else { throw .readOnly(path: path) }
    let viewer = Viewer.current
    return try told(path) {
      try pool.writeWithoutTransaction { db in
        try Viewer.bound(to: viewer) {
          try DeskStore.transaction(db, marking: mark) { db in
            let result = try body(db)
            try self.followRoster(db)
            return result
          }
        }
      }
    }
  }

  /// One transaction of ``change(marking:_:)``: what it changed is counted in the same commit.
  static func transaction<T>(
    _ db: Database, marking mark: Mark = .content, _ body: (Database) throws -> T
  ) throws -> T {
    var result: T?
    // IMMEDIATE takes the lock before anything is read: nobody can slip in between.
    try db.inTransaction(.immediate) {
      let before = db.totalChangesCount
      result = try body(db)
      if db.totalChangesCount != before {
        try db.cachedStatement(
          sql: "UPDATE change_mark SET \(mark.rawValue) = \(mark.rawValue) + 1"
        ).execute()
      }
      return .commit
    }
    guard let result else { throw StoreError.failed("") }
    return result
  }

  /// The people and places of a neighbourhood, as they are at the moment that `db` sees.
  /// - Throws: ``Refusal`` when whoever asks (``Viewer``) does not belong there: the one gate of all readings.
  func roll(of scope: NeighborhoodID, _ db: Database) throws -> Roll {
    let revision = try DeskStore.revision("places", db)
    let roll: Roll
    if let known = kept.withLock({ $0.rolls[scope] }), known.revision == revision {
      roll = known
    } else {
      roll = try Roll(db, scope: scope, revision: revision)
      kept.withLock { $0.rolls[scope] = roll }
    }
    if let viewer = Viewer.current { try roll.admit(viewer) }
    return roll
  }

  /// The rules of a neighbourhood, as they are at the moment that `db` sees.
  func rules(of scope: NeighborhoodID, _ db: Database) throws -> DeskRules {
    let revision = try DeskStore.revision("rules", db)
    if let known = kept.withLock({ $0.rules[scope] }), known.revision == revision {
      return known.rules
    }
    let rules = try DeskRules(db, scope: scope)
    kept.withLock { $0.rules[scope] = (revision, rules) }
    return rules
  }

  private static func revision(_ name: String, _ db: Database) throws -> Int64 {
    let query = try db.cachedStatement(sql: "SELECT \(name) FROM revision")
    return try Int64.fetchOne(query) ?? 0
  }
}
