internal import CoreModel
internal import GRDB

/// The roster as duty minutes count it: when somebody is at the desk.
///
/// What is kept in memory reaches back from the last shift as far as ``span`` and no further. That covers every clock of
/// what is open or was settled in this quarter; whoever looks at something older reads on (``DeskRules/reaching``), so
/// that results never depend on how much is kept.
enum RosterTime {
  /// A roster may be made for ``Shift/farthest`` days ahead; a quarter before today is within it even then.
  static let span = Shift.farthest + 120

  /// The stretches that are kept, and from when on they are all that there are; nil for all time.
  static func kept(
    of neighborhood: Int64, _ db: Database
  ) throws -> (stretches: [DutyStretch], from: Instant?) {
    let newest = try db.cachedStatement(
      sql: "SELECT max(start_at) FROM shift WHERE neighborhood_id = ? AND \(Schema.deskKinds(""))")
    guard let last = try Int64.fetchOne(newest, arguments: [neighborhood]) else { return ([], nil) }
    let from = Instant(milliseconds: last).day.adding(days: -span).start
    let older = try db.cachedStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM shift
          WHERE neighborhood_id = ? AND start_at < ? AND \(Schema.deskKinds("")))
        """)
    let hasOlder = try Bool.fetchOne(older, arguments: [neighborhood, from.milliseconds]) ?? false
    return (
      try stretches(of: neighborhood, from: from, before: nil, db), hasOlder ? from : nil
    )
  }

  /// The stretches that touch the time from a moment on, or that and before another.
  static func stretches(
    of neighborhood: Int64, from first: Instant, before last: Instant?, _ db: Database
  ) throws -> [DutyStretch] {
    let query = try db.cachedStatement(
      sql: """
        SELECT start_at, end_at FROM shift
        WHERE neighborhood_id = ? AND start_at >= ? AND start_at < ? AND \(Schema.deskKinds(""))
        ORDER BY start_at
        """)
    // A shift is no longer than a day: what began before that is over.
    let rows = try Row.fetchCursor(
      query,
      arguments: [
        neighborhood, first.adding(minutes: -1440).milliseconds, last?.milliseconds ?? Int64.max,
      ])
    var stretches: [DutyStretch] = []
    while let row = try rows.next() {
      stretches.append(
        DutyStretch(start: Instant(milliseconds: row[0]), end: Instant(milliseconds: row[1])))
    }
    return stretches
  }
}

extension DeskRules {
  /// The same with the roster from a moment on, where less of it is kept.
  func reaching(
    _ instant: Instant, of neighborhood: Int64, _ db: Database
  ) throws -> DeskRules {
    let time = deadlines.dutyTime
    guard let known = time.rosteredFrom, instant < known else { return self }
    let earlier = try RosterTime.stretches(of: neighborhood, from: instant, before: known, db)
    var rules = self
    rules.deadlines.dutyTime = time.with(rostered: earlier + time.rostered, from: instant)
    return rules
  }
}

extension RequestRecords {
  /// The rules with as much of the roster as a request's clocks may count.
  func deadlines(for request: Request) throws -> DeadlineRules {
    let first = min(request.receivedAt, request.hotline?.assignedAt ?? request.receivedAt)
    return try rules.reaching(first, of: roll.scopeKey, db).deadlines
  }

  /// The same records with the whole roster, for whoever goes through requests of any age.
  func withWholeRoster() throws -> RequestRecords {
    RequestRecords(
      db: db, roll: roll,
      rules: try rules.reaching(.earliestSupported, of: roll.scopeKey, db))
  }
}

extension DeskStore {
  /// Brings due times of open requests to a roster that was changed in this transaction; how many moved.
  ///
  /// Every transaction ends with it. What was changed within the hours changes nothing, and what is due before the
  /// first minute that the desk gained or lost is due as before.
  @discardableResult
  func followRoster(_ db: Database) throws -> Int {
    let query = try db.cachedStatement(
      sql: """
        SELECT n.uid, c.start_at, c.end_at FROM roster_change c
        JOIN neighborhood n ON n.id = c.neighborhood_id ORDER BY c.id
        """)
    var changed: [String: [DutyStretch]] = [:]
    let rows = try Row.fetchCursor(query)
    while let row = try rows.next() {
      changed[row[0], default: []].append(
        DutyStretch(start: Instant(milliseconds: row[1]), end: Instant(milliseconds: row[2])))
    }
    guard !changed.isEmpty else { return 0 }
    try db.execute(sql: "DELETE FROM roster_change")
    try db.execute(sql: "UPDATE revision SET rules = rules + 1")
    var moved = 0
    for (uid, stretches) in changed.sorted(by: { $0.key < $1.key }) {
      let scope = NeighborhoodID(uid)
      // Not the kept ones: should this fail, they must not have been replaced.
      let rules = try DeskRules(db, scope: scope)
      let time = rules.deadlines.dutyTime
      guard
        let first = time.firstBeside(hours: stretches, in: rules.deadlines.calendar)
      else { continue }
      let roll = try Roll(db, scope: scope, revision: -1)
      moved += try RequestRecords(db: db, roll: roll, rules: rules)
        .recomputeOpen(dueFrom: time.mayRunDry ? nil : first)
    }
    return moved
  }
}
