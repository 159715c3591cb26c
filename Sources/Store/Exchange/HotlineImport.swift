package import CoreModel
internal import GRDB

extension DeskStore {
  /// Takes in what a hotline export says, in one transaction: all of it or nothing.
  ///
  /// A ticket that is here already is never overwritten: the same row again counts as the same, another as
  /// changed, with what differs.
  /// - Parameters:
  ///   - sheet: As read by ``HotlineSheet/read(_:receivedFallback:)``.
  ///   - dryRun: Only say what would happen.
  /// - Throws: ``StoreError/refused(_:)`` when the actor may not import.
  package func importHotline(
    _ sheet: HotlineSheet, into scope: NeighborhoodID, by actor: Actor, at now: Instant,
    dryRun: Bool = false
  ) throws(StoreError) -> ImportReport {
    try takeIn(scope, actor, now, dryRun) { intake in
      for row in sheet.rows { try intake.take(row) }
      for refused in sheet.refused { intake.refuse(refused) }
    }
  }

  /// Takes in an export while it is read, so that a large one never stands in memory as tickets.
  /// - Parameters:
  ///   - reader: At the file's beginning.
  ///   - dryRun: Only say what would happen.
  /// - Throws: ``ExchangeError`` when the rest of the file cannot be told into rows, and ``StoreError``;
  ///   either way nothing was taken in.
  package func importHotline(
    from reader: HotlineReader, into scope: NeighborhoodID, by actor: Actor,
    at now: Instant, dryRun: Bool = false
  ) throws -> ImportReport {
    var reader = reader
    var unreadable: ExchangeError?
    do {
      return try takeIn(scope, actor, now, dryRun) { intake in
        while let item = try reader.next(failing: &unreadable) {
          switch item {
          case .row(let row): try intake.take(row)
          case .refused(let row): intake.refuse(row)
          }
        }
      }
    } catch {
      if let unreadable { throw unreadable }
      throw error
    }
  }

  private func takeIn(
    _ scope: NeighborhoodID, _ actor: Actor, _ now: Instant, _ dryRun: Bool,
    _ feed: (inout HotlineIntake) throws -> Void
  ) throws(StoreError) -> ImportReport {
    guard Permissions.importing.contains(actor.role) else {
      let allowed = Permissions.importing.map(\.title).joined(separator: "、")
      throw .refused(.invalid("「导入工单」须由\(allowed)办理；您现在是\(actor.role.title)"))
    }
    let take = { (db: Database) in
      if !dryRun { try db.execute(sql: "PRAGMA cache_size = -\(DeskStore.importCache)") }
      defer { try? db.execute(sql: "PRAGMA cache_size = -2000; PRAGMA shrink_memory") }
      var intake = try HotlineIntake(
        records: try self.records(of: scope, db), scope: scope, actor: actor, now: now,
        isDry: dryRun)
      try feed(&intake)
      return intake.finished
    }
    return dryRun ? try look(take) : try change(take)
  }

  /// Kibibytes that one transaction may keep in memory: with SQLite's own two megabytes a large import
  /// writes the same pages of its indexes to the log over and over.
  private static let importCache = 64 << 10
}

/// One import while it runs.
private struct HotlineIntake {
  private let records: RequestRecords
  private let scope: NeighborhoodID
  private let actor: Actor
  private let now: Instant
  private let isDry: Bool
  private var report = ImportReport()
  private var random = SystemRandomNumberGenerator()
  private var numbers = NumberSupply()
  private let known: Statement
  private let insertion: RequestRecords.Insertion?

  init(
    records: RequestRecords, scope: NeighborhoodID, actor: Actor, now: Instant, isDry: Bool
  ) throws {
    self.records = records
    self.scope = scope
    self.actor = actor
    self.now = now
    self.isDry = isDry
    known = try records.db.cachedStatement(
      sql: """
        SELECT request_id, fingerprint FROM hotline_ticket WHERE neighborhood_id = ? AND number = ?
        """)
    insertion = isDry ? nil : try RequestRecords.Insertion(records.db)
  }

  /// The report, in the order of the file.
  var finished: ImportReport {
    var report = report
    report.refused.sort { $0.line < $1.line }
    return report
  }

  mutating func refuse(_ row: RefusedRow) {
    report.refused.append(ImportReport.Refused(line: row.line, reason: row.reason))
  }

  mutating func take(_ row: HotlineRow) throws {
    if let found = try Row.fetchOne(known, arguments: [records.roll.scopeKey, row.ticket.number]) {
      let fingerprint: String = found[1]
      if fingerprint == row.fingerprint {
        report.same += 1
      } else {
        try report.changed.append(difference(row, from: found[0]))
      }
      return
    }
    var form = row.registration(in: scope, firstReceiver: actor.person)
    do {
      // Decided before it has a number: a refused row must not use one up.
      if case .registered(let decided) = try form.decide(by: actor, at: now) { form = decided }
    } catch {
      return refuse(RefusedRow(line: row.line, reason: error.message))
    }
    report.new += 1
    if isDry { return }
    form.number = try numbers.next(on: form.receivedAt.day, records).text
    let id = RequestID.timeOrdered(at: now, using: &random)
    var events = [
      RecordedEvent(version: 1, at: now, actor: actor.person, event: .registered(form))
    ]
    if let closing = row.closing {
      events.append(
        RecordedEvent(version: 2, at: now, actor: actor.person, event: .closedByHotline(closing)))
    }
    let history = try DeskStore.history(id, events)
    let obligation = records.rules.deadlines.obligation(for: history.request)
    try records.insert(
      history, obligation: obligation, fingerprint: row.fingerprint, by: insertion)
  }

  private func difference(
    _ row: HotlineRow, from key: Int64
  ) throws -> ImportReport.Changed {
    let id = try String.fetchOne(
      records.db, sql: "SELECT uid FROM request WHERE id = ?", arguments: [key])
    let history = try EventRecords.history(
      of: RequestID(id ?? ""), row: key, roll: records.roll, records.db)
    return ImportReport.Changed(
      number: row.ticket.number, line: row.line,
      differences: HotlineDifference.list(from: history, to: row))
  }
}

/// Running numbers for many requests in one transaction.
struct NumberSupply {
  private var last: [Int: Int] = [:]

  mutating func next(on day: Day, _ records: RequestRecords) throws -> RequestNumber {
    let first = RequestNumber(day: day, serial: 1)
    let serial = try last[first.day].map { $0 + 1 } ?? records.nextNumber(on: day).serial
    last[first.day] = serial
    return RequestNumber(day: first.day, serial: serial)
  }
}

extension HotlineReader {
  /// The next row; the failure is kept, since a transaction hands on errors of the store only.
  fileprivate mutating func next(failing failure: inout ExchangeError?) throws -> Item? {
    do {
      return try next()
    } catch {
      failure = error
      throw error
    }
  }
}
