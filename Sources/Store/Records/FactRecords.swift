internal import CoreModel
internal import Foundation
internal import GRDB

/// What figures ask of a request, kept beside its row in the transaction that changes it.
struct FactRecords {
  private let records: RequestRecords
  private var db: Database { records.db }
  private var scope: Int64 { records.roll.scopeKey }

  init(_ records: RequestRecords) { self.records = records }

  /// Brings the fact of a request to what its events say, those of its repeats with it, and marks what was kept of
  /// the months that count it otherwise now.
  /// - Parameter isNew: Whether the row was written just now.
  func store(_ history: RequestHistory, row: Int64, isNew: Bool = false) throws {
    let old = try isNew ? nil : StoredFact.find(row, records.roll, db)
    var new = StoredFact(
      fact: RequestFact(history, by: try records.deadlines(for: history.request)),
      keys: RepeatKeys(of: history.request))
    new.repeatAfter = try gap(of: new, row: row)
    guard old != new else { return }
    try write(new, row: row)
    try changed(from: old, to: new)
    // Whoever comes right after it among its likes, before and now, has another one before it.
    guard old?.standing != new.standing else { return }
    let later = try Set([old, new].compactMap(\.self).flatMap { try next(after: $0, row: row) })
    for row in later { try placeAmongLikes(row) }
  }

  /// Whether the fact of a request is what its events say.
  ///
  /// Of what is closed the limits are as they were reckoned then: hours of the desk have no history.
  func agrees(with history: RequestHistory, row: Int64) throws -> Bool {
    guard let stored = try StoredFact.find(row, records.roll, db) else { return false }
    var folded = StoredFact(
      fact: RequestFact(history, by: try records.deadlines(for: history.request)),
      keys: RepeatKeys(of: history.request))
    folded.repeatAfter = try gap(of: folded, row: row)
    return folded.withoutLimits == stored.withoutLimits
  }

  /// Notes that rows have no fact yet; ``DeskStore/finishFacts(_:)`` makes them.
  static func noteMissing(_ rows: ClosedRange<Int64>, _ db: Database) throws {
    // An import goes on where it was.
    try db.cachedStatement(
      sql: """
        INSERT INTO fact_missing (first_id, last_id)
        VALUES (coalesce((SELECT first_id FROM fact_missing WHERE last_id = ?1 - 1), ?1), ?2)
        ON CONFLICT (first_id) DO UPDATE SET last_id = max(last_id, excluded.last_id)
        """
    ).execute(arguments: [rows.lowerBound, rows.upperBound])
  }

  /// Whether a row has no fact yet, and is known to have none.
  static func isMissing(_ row: Int64, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      try db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM fact_missing WHERE first_id <= ?1 AND last_id >= ?1)"),
      arguments: [row]) ?? false
  }

  // MARK: Repeats

  /// Writes how long after its like a request came, where that is another than it was.
  private func placeAmongLikes(_ row: Int64) throws {
    guard let old = try StoredFact.find(row, records.roll, db) else { return }
    var new = old
    new.repeatAfter = try gap(of: old, row: row)
    guard new.repeatAfter != old.repeatAfter else { return }
    try db.cachedStatement(sql: "UPDATE request_fact SET repeat_after = ? WHERE request_id = ?")
      .execute(arguments: [new.repeatAfter, row])
    try changed(from: old, to: new)
  }

  /// Seconds since the newest one like it; nil when there is none within the days of ``RepeatRule``.
  private func gap(of stored: StoredFact, row: Int64) throws -> Int? {
    guard stored.fact.state != .cancelled, let matter = stored.keys.matter else { return nil }
    let at = stored.fact.receivedAt.milliseconds
    let first = at - FactRecords.window
    func newest(_ sql: String, _ key: Int64?) throws -> Int64? {
      guard let key else { return nil }
      return try Int64.fetchOne(
        try db.cachedStatement(sql: sql), arguments: [scope, key, matter, first, at, at, row])
    }
    let moments = [
      try newest(FactRecords.before("resident"), stored.keys.resident),
      try newest(FactRecords.before("place"), stored.keys.place),
    ]
    return moments.compactMap(\.self).max().map { Int((at - $0) / 1000) }
  }

  /// Those that came right after one like it.
  private func next(after stored: StoredFact, row: Int64) throws -> [Int64] {
    guard let matter = stored.keys.matter else { return [] }
    let at = stored.fact.receivedAt.milliseconds
    let last = at + FactRecords.window
    func oldest(_ sql: String, _ key: Int64?) throws -> Int64? {
      guard let key else { return nil }
      return try Int64.fetchOne(
        try db.cachedStatement(sql: sql), arguments: [scope, key, matter, last, at, at, row])
    }
    return [
      try oldest(FactRecords.after("resident"), stored.keys.resident),
      try oldest(FactRecords.after("place"), stored.keys.place),
    ].compactMap(\.self)
  }

  private static let window = Int64(RepeatRule.days) * 86_400_000

  private static func before(_ column: String) -> String {
    """
    SELECT received_at FROM request_fact INDEXED BY request_fact_\(column)
    WHERE neighborhood_id = ? AND \(column) = ? AND matter = ? AND \(column) IS NOT NULL
      AND matter IS NOT NULL AND state <> 2 AND received_at >= ? AND received_at <= ?
      AND (received_at < ? OR request_id < ?)
    ORDER BY received_at DESC, request_id DESC LIMIT 1
    """
  }

  private static func after(_ column: String) -> String {
    """
    SELECT request_id FROM request_fact INDEXED BY request_fact_\(column)
    WHERE neighborhood_id = ? AND \(column) = ? AND matter = ? AND \(column) IS NOT NULL
      AND matter IS NOT NULL AND state <> 2 AND received_at <= ? AND received_at >= ?
      AND (received_at > ? OR request_id > ?)
    ORDER BY received_at, request_id LIMIT 1
    """
  }

  // MARK: What was kept

  /// Marks the months whose figures are others now.
  private func changed(from old: StoredFact?, to new: StoredFact) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO figure_revision (neighborhood_id, revision) VALUES (?, 1)
        ON CONFLICT DO UPDATE SET revision = revision + 1
        """
    ).execute(arguments: [scope])
    let first = min(new.first, old?.first ?? new.first)
    let months = try Int.fetchAll(
      try db.cachedStatement(
        sql: """
          SELECT month FROM figure_kept WHERE neighborhood_id = ? AND month >= ? AND is_stale = 0
          """), arguments: [scope, ScoreMonth(of: first.day).number])
    for number in months {
      guard let month = ScoreMonth(number: number) else { continue }
      let question = FigureQuestion(start: month.start, end: month.end, now: month.end)
      func tally(_ stored: StoredFact?) -> FigureTally {
        var tally = FigureTally()
        if let fact = stored?.counted { tally.add(fact, by: question) }
        return tally
      }
      guard tally(old) != tally(new) else { continue }
      try db.cachedStatement(
        sql: "UPDATE figure_kept SET is_stale = 1 WHERE neighborhood_id = ? AND month = ?"
      ).execute(arguments: [scope, number])
    }
  }

  // MARK: The row

  private func write(_ stored: StoredFact, row: Int64) throws {
    let fact = stored.fact
    let roll = records.roll
    try db.cachedStatement(sql: FactRecords.insertion).execute(arguments: [
      row, scope, fact.receivedAt.milliseconds, stored.first.milliseconds,
      fact.moments.last?.milliseconds ?? Int64.max, fact.state.rawValue,
      fact.endedAt?.milliseconds, fact.channel.rawValue, fact.tier?.rawValue, fact.category?.name,
      try fact.group.map { try roll.key(of: $0) },
      try fact.handler?.person.map { try roll.key(of: $0) }, fact.handler?.pool?.rawValue,
      fact.firstRejectedAt?.milliseconds, fact.isAccepted, fact.satisfaction?.rawValue,
      fact.repetition == .linked, stored.repeatAfter, stored.keys.matter, stored.keys.resident,
      stored.keys.place, fact.clocks.map(\.dueAt.milliseconds).max(), Data(fact.clockBytes),
    ])
  }

  private static let insertion = """
    INSERT OR REPLACE INTO request_fact
      (request_id, neighborhood_id, received_at, first_at, last_at, state, ended_at, channel, tier,
      category, group_id, handler_id, handler_pool, rejected_at, is_accepted, satisfaction,
      is_linked, repeat_after, matter, resident, place, due_at, clocks)
    VALUES (?\(String(repeating: ", ?", count: 22)))
    """
}

/// A fact as it is stored: with what tells its likes.
struct StoredFact: Equatable {
  var fact: RequestFact
  var keys: RepeatKeys
  var repeatAfter: Int?

  /// The first moment at which it may count.
  var first: Instant { fact.moments.first }

  /// As figures count it.
  var counted: RequestFact {
    var counted = fact
    if counted.repetition != .linked {
      counted.repetition = repeatAfter.map { .earlier(seconds: $0) }
    }
    return counted
  }

  /// Where it stands among its likes.
  struct Standing: Equatable {
    var keys: RepeatKeys
    var receivedAt: Instant
    var counts: Bool
  }

  /// Where it stands among its likes.
  var standing: Standing {
    Standing(keys: keys, receivedAt: fact.receivedAt, counts: fact.state != .cancelled)
  }

  /// For comparing what was reckoned at different times.
  var withoutLimits: StoredFact {
    var copy = self
    guard fact.state != .open else { return copy }
    for index in copy.fact.clocks.indices {
      copy.fact.clocks[index].dueAt = copy.fact.clocks[index].startedAt
    }
    return copy
  }

  /// The fact of a row, if it has one.
  static func find(_ row: Int64, _ roll: Roll, _ db: Database) throws -> StoredFact? {
    let query = try db.cachedStatement(
      sql: """
        SELECT \(FactRow.columns), f.matter, f.resident, f.place, r.uid
        FROM request_fact f JOIN request r ON r.id = f.request_id WHERE f.request_id = ?
        """)
    guard let found = try Row.fetchOne(query, arguments: [row]) else { return nil }
    var reading = FactRow(
      neighborhood: roll.directory.neighborhood.id, groups: roll.groups, people: roll.people)
    guard try reading.take(found) else {
      throw StoreError.damaged(path: "", detail: "第 \(row) 行的统计数据无法识别")
    }
    var fact = reading.fact
    fact = fact.named(RequestID(found[FactRow.count + 3]))
    var keys = RepeatKeys()
    keys.matter = found[FactRow.count]
    keys.resident = found[FactRow.count + 1]
    keys.place = found[FactRow.count + 2]
    var repeatAfter: Int?
    if case .earlier(let seconds) = fact.repetition { fact.repetition = nil; repeatAfter = seconds }
    if fact.repetition == .linked { repeatAfter = reading.repeatAfter }
    return StoredFact(fact: fact, keys: keys, repeatAfter: repeatAfter)
  }
}

/// Reads facts one after the other into one value.
struct FactRow {
  static let columns = """
    f.received_at, f.state, f.ended_at, f.channel, f.tier, f.category, f.group_id, f.handler_id,
    f.handler_pool, f.rejected_at, f.is_accepted, f.satisfaction, f.is_linked, f.repeat_after,
    f.clocks
    """
  static let count = 15

  private(set) var fact: RequestFact
  private(set) var repeatAfter: Int?
  private let groups: [Int64: GroupID]
  private let people: [Int64: PersonID]

  init(neighborhood: NeighborhoodID, groups: [Int64: GroupID], people: [Int64: PersonID]) {
    fact = RequestFact(
      id: RequestID(""), neighborhood: neighborhood, receivedAt: Instant(milliseconds: 0),
      channel: .phone)
    self.groups = groups
    self.people = people
  }

  /// Takes a row of ``columns``; false when it is none of ours.
  mutating func take(_ row: Row) throws -> Bool {
    let ended: Int64? = row[2]
    let tier: Int? = row[4]
    let category: String? = row[5]
    let group: Int64? = row[6]
    let person: Int64? = row[7]
    let rejected: Int64? = row[9]
    let satisfaction: String? = row[11]
    guard let state = RequestFact.State(rawValue: row[1]),
      let channel = Channel(rawValue: row[3])
    else { return false }
    fact.receivedAt = Instant(milliseconds: row[0])
    fact.state = state
    fact.endedAt = ended.map { Instant(milliseconds: $0) }
    fact.channel = channel
    fact.tier = tier.flatMap(Tier.init(rawValue:))
    fact.category = category.map { Category($0) }
    fact.group = group.flatMap { groups[$0] }
    if let person {
      fact.handler = people[person].map(Handler.person)
    } else {
      let pool: String? = row[8]
      fact.handler = pool.flatMap(Crew.init(rawValue:)).map(Handler.pool)
    }
    fact.firstRejectedAt = rejected.map { Instant(milliseconds: $0) }
    fact.isAccepted = row[10]
    fact.satisfaction = satisfaction.flatMap(Satisfaction.init(rawValue:))
    repeatAfter = row[13]
    let isLinked: Bool = row[12]
    fact.repetition = isLinked ? .linked : repeatAfter.map { .earlier(seconds: $0) }
    return try row.withUnsafeData(atIndex: 14) { data in
      guard let data else { return false }
      return data.withUnsafeBytes { fact.take(clockBytes: $0) }
    }
  }
}

extension ScoreMonth {
  /// 202611.
  var number: Int { year * 100 + month }

  /// From ``number``.
  init?(number: Int) { self.init(year: number / 100, month: number % 100) }
}
