internal import CoreModel
internal import Foundation
internal import GRDB

/// What due times follow from besides what a neighbourhood has set: the standard hours, the years of the
/// calendar that we ship, and how they are reckoned. A release may change them; then the due times
/// that an earlier one stored are no longer what ``doctor`` reckons.
enum BuiltInRules {
  /// Tells the rules of this build from those of another.
  static func fingerprint(of rules: DeadlineRules = .standard) throws -> String {
    var hash = SHA256()
    hash.update(Array(try DeskRules.encoded(rules).utf8)[...])
    return "\(DeadlineRules.reckoning)-\(hash.finish())"
  }

  /// Writes down what a new neighbourhood begins with. Its policy is its own from then on: another
  /// standard in a later release must not change what was promised.
  static func begin(_ neighborhood: Int64, _ db: Database) throws {
    try keep(.policies, try DeskRules.encoded(PolicyBook.standard), of: neighborhood, db)
    try keep(.builtIn, try fingerprint(), of: neighborhood, db)
  }

  /// Stores a setting unless there is one.
  static func keep(
    _ setting: DeskRules.Setting, _ value: String, of neighborhood: Int64, _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO setting (neighborhood_id, name, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
        """, arguments: [neighborhood, setting.rawValue, value])
  }

  /// The reckoning by which the due times of a neighbourhood were last stored; 0 when that is not known.
  static func reckoning(of neighborhood: Int64, _ db: Database) throws -> Int {
    let stored = try String.fetchOne(
      db, sql: "SELECT value FROM setting WHERE neighborhood_id = ? AND name = ?",
      arguments: [neighborhood, DeskRules.Setting.builtIn.rawValue])
    return stored.flatMap { Int($0.prefix { $0 != "-" }) } ?? 0
  }

  /// Adds to a policy of an earlier release the clocks that it knew nothing of, for what starts from now on. What
  /// it says of the others is the neighbourhood's own and stays.
  static func completePolicies(
    of neighborhood: Int64, with clocks: Set<ObligationKind>, _ db: Database
  ) throws {
    let name = DeskRules.Setting.policies.rawValue
    let stored = try String.fetchOne(
      db, sql: "SELECT value FROM setting WHERE neighborhood_id = ? AND name = ?",
      arguments: [neighborhood, name])
    guard let stored else { return }
    let book: PolicyBook = try DeskRules.decoded(stored)
    let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    let complete = book.completed(with: clocks, effectiveFrom: now)
    guard complete != book else { return }
    try db.execute(
      sql: "UPDATE setting SET value = ? WHERE neighborhood_id = ? AND name = ?",
      arguments: [try DeskRules.encoded(complete), neighborhood, name])
  }

  /// The neighbourhoods whose due times were stored by other rules.
  static func outdated(_ fingerprint: String, _ db: Database) throws -> [(Int64, NeighborhoodID)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT n.id, n.uid FROM neighborhood n
        LEFT JOIN setting s ON s.neighborhood_id = n.id AND s.name = ?
        WHERE s.value IS NOT ? ORDER BY n.id
        """, arguments: [DeskRules.Setting.builtIn.rawValue, fingerprint]
    ).map { ($0[0], NeighborhoodID($0[1])) }
  }
}

extension DeskStore {
  /// Brings the due times of open requests to the built-in rules of this build, all in one transaction.
  func adoptBuiltInRules() throws(StoreError) {
    let fingerprint = try told(path) { try BuiltInRules.fingerprint() }
    guard try look({ db in try !BuiltInRules.outdated(fingerprint, db).isEmpty }) else { return }
    try change { db in
      // Another desk may have done it since we looked.
      for (key, scope) in try BuiltInRules.outdated(fingerprint, db) {
        try BuiltInRules.keep(.policies, try DeskRules.encoded(PolicyBook.standard), of: key, db)
        let reckoning = try BuiltInRules.reckoning(of: key, db)
        var unknown: Set<ObligationKind> = reckoning < 2 ? PolicyBook.ticketClocks : []
        if reckoning < 5 { unknown.formUnion(PolicyBook.escalationClocks) }
        if !unknown.isEmpty { try BuiltInRules.completePolicies(of: key, with: unknown, db) }
        try db.execute(
          sql: """
            INSERT INTO setting (neighborhood_id, name, value) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET value = excluded.value
            """, arguments: [key, DeskRules.Setting.builtIn.rawValue, fingerprint])
        try db.execute(sql: "UPDATE revision SET rules = rules + 1")
        let rules = try DeskRules(db, scope: scope)
        let roll = try self.roll(of: scope, db)
        let records = RequestRecords(db: db, roll: roll, rules: rules)
        try records.recomputeOpen(passingOverDamage: true)
        // Earlier builds kept what an 匿名 or 保密 caller said in the rows of lists as it stood, the next ones the
        // number of a 保密 caller among what is searched.
        if reckoning < 3 { try records.recomputePrivate() }
      }
    }
  }
}
