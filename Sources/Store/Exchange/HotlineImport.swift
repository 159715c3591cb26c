package import CoreModel
internal import GRDB

extension DeskStore {
  /// Says row by row what an import would do. Changes nothing, and other desks go on working.
  /// - Parameters:
  ///   - sheet: Its position in the source; nil takes the one that looks like an export.
  ///   - mapping: What is known of the columns beyond their names; nil takes what was kept for this header.
  ///   - now: When a row without any date counts as received.
  ///   - progress: Told now and then, on the calling thread; false stops it.
  /// - Throws: ``ExchangeError`` when the file cannot be read or somebody stopped it, and ``StoreError``.
  package func previewImport(
    _ source: ImportSource, sheet: Int? = nil, mapping: ColumnMapping? = nil,
    into scope: NeighborhoodID, at now: Instant, progress: (ImportProgress) -> Bool = { _ in true }
  ) throws -> ImportPreview {
    let chosen = sheet ?? source.suggestedSheet
    let known = try mapping ?? self.mapping(for: source.columns(of: chosen), in: scope)
    let reader = try HotlineReader(
      source, sheet: chosen, mapping: known ?? ColumnMapping(), receivedFallback: now)
    return try keeping { failure in
      try look { db in
        let known = try KnownTickets(records: try self.records(of: scope, db))
        return try failure.keep {
          try ImportPreview(of: reader, sheet: chosen, at: now, progress: progress) { row in
            try known.verdict(of: row)
          }
        }
      }
    }
  }

  /// Takes in what a hotline export says, in one transaction: all of it or, when it fails or is stopped, nothing.
  ///
  /// A ticket that is here already is never overwritten unseen: the same row again counts as the same, another as
  /// changed, and what was decided about it is recorded as 核对导入差异.
  /// - Parameters:
  ///   - sheet: Its position in the source; nil takes the one that looks like an export.
  ///   - mapping: What is known of the columns beyond their names; nil takes what was kept for this header.
  ///   - decisions: What to do with changed rows.
  ///   - progress: Told now and then, on the calling thread; false stops it, as long as nothing is committed.
  ///   - committed: Told as soon as everything is in and can be found. After that the search index is brought up to it,
  ///     a block a transaction; whoever is interrupted there goes on when the database is opened the next time.
  /// - Throws: ``ExchangeError`` when the file cannot be read or somebody stopped it, and ``StoreError``, above all
  ///   ``StoreError/refused(_:)`` when the actor may not import.
  package func importHotline(
    _ source: ImportSource, sheet: Int? = nil, mapping: ColumnMapping? = nil,
    decisions: ImportDecisions = ImportDecisions(), into scope: NeighborhoodID, by actor: Actor,
    at now: Instant, progress: (ImportProgress) -> Bool = { _ in true },
    committed: (ImportReport) -> Void = { _ in }
  ) throws -> ImportReport {
    try Permissions.checkImporting(actor)
    let chosen = sheet ?? source.suggestedSheet
    let known = try mapping ?? self.mapping(for: source.columns(of: chosen), in: scope)
    let reader = {
      try HotlineReader(
        source, sheet: chosen, mapping: known ?? ColumnMapping(), receivedFallback: now)
    }
    let report = try takeIn(
      reader, known ?? ColumnMapping(), decisions, scope, actor, now, progress, committed)
    // Should another desk keep the lock, the index is finished another time: the tickets are in.
    let told = { (step: IndexingProgress) in
      _ = progress(
        ImportProgress(
          phase: .indexing, rows: step.done,
          fraction: Double(step.done) / Double(max(1, step.total))))
    }
    try? finishSearchIndex(told)
    try? finishFacts(told)
    return report
  }

  /// The same the long way for every row, which the short one must come to as well.
  func importRowByRow(
    _ source: ImportSource, decisions: ImportDecisions = ImportDecisions(),
    into scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws -> ImportReport {
    var reader = try HotlineReader(source, receivedFallback: now)
    return try change { db in
      var intake = try HotlineIntake(
        records: try self.records(of: scope, db), scope: scope, actor: actor, now: now,
        decisions: decisions)
      while let item = try reader.next() {
        switch item {
        case .row(let row): try intake.take(row)
        case .refused(let row): intake.refuse(row)
        }
      }
      return intake.finished
    }
  }

  /// Prepares rows on one thread while it writes them on this one. Should somebody change what they were prepared
  /// from before the lock is ours, it begins anew.
  private func takeIn(
    _ reader: () throws -> HotlineReader, _ mapping: ColumnMapping, _ decisions: ImportDecisions,
    _ scope: NeighborhoodID, _ actor: Actor, _ now: Instant, _ progress: (ImportProgress) -> Bool,
    _ committed: (ImportReport) -> Void
  ) throws -> ImportReport {
    defer { releaseImportCache() }
    for _ in 0..<5 {
      let begun = try reader()
      let preparation = ImportPreparation(begun, self, scope, actor, now)
      preparation.start()
      defer {
        preparation.queue.abandon()
        preparation.queue.waitUntilFinished()
      }
      let isReady = preparation.queue.waitUntilReady { newest in
        guard let newest else { return true }
        return progress(
          ImportProgress(phase: .reading, rows: newest.rowsSoFar, fraction: newest.fraction))
      }
      guard isReady else { throw ExchangeError.cancelled }
      let report = try keeping { failure in
        try changeInBulk { db in
          try failure.keep {
            let report = try self.write(preparation, decisions, scope, actor, now, progress, db)
            if report != nil {
              try self.records(of: scope, db).remember(begun.header, mapping: mapping, at: now)
            }
            return report
          }
        }
      }
      if let report {
        committed(report)
        return report
      }
    }
    throw StoreError.busy
  }

  /// Nil when what was prepared holds no more.
  private func write(
    _ preparation: ImportPreparation, _ decisions: ImportDecisions, _ scope: NeighborhoodID,
    _ actor: Actor, _ now: Instant, _ progress: (ImportProgress) -> Bool, _ db: Database
  ) throws -> ImportReport? {
    var intake: HotlineIntake?
    while let batch = try preparation.queue.next() {
      if intake == nil {
        if try preparation.snapshot?.isOvertaken(db) != false { return nil }
        intake = try HotlineIntake(
          records: try self.records(of: scope, db), scope: scope, actor: actor, now: now,
          decisions: decisions, words: preparation.words)
      }
      try intake?.take(batch)
      let step = ImportProgress(
        phase: .writing, rows: batch.rowsSoFar, fraction: batch.fraction)
      guard progress(step) else { throw ExchangeError.cancelled }
    }
    return intake?.finished ?? ImportReport()
  }

  /// Changes the database as ``change(_:)`` does, with memory enough to touch each page once. What is referred to is
  /// looked up in the roll under the same lock and never deleted, so that it is not asked for again row by row; and the
  /// log is moved into the database by whoever writes next, not while others wait for this.
  private func changeInBulk<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
    guard mode == .readWrite else { throw .readOnly(path: path) }
    return try told(path) {
      try pool.writeWithoutTransaction { db in
        try db.execute(
          sql: """
            PRAGMA foreign_keys = OFF; PRAGMA wal_autocheckpoint = 0;
            PRAGMA cache_size = -\(DeskStore.importCache)
            """)
        defer {
          try? db.execute(sql: "PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 1000")
        }
        return try DeskStore.transaction(db, body)
      }
    }
  }

  /// Gives back the memory of ``changeInBulk(_:)``: not before the report, which it would hold up.
  private func releaseImportCache() {
    try? pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA cache_size = -2000; PRAGMA shrink_memory")
    }
  }

  /// A transaction hands on errors of the store only: a file's own failure is kept beside it.
  private func keeping<T>(_ body: (inout KeptFailure) throws -> T) throws -> T {
    var failure = KeptFailure()
    do {
      return try body(&failure)
    } catch {
      throw failure.error ?? error
    }
  }

  /// Kibibytes that one transaction may keep in memory: with SQLite's own two megabytes a large import
  /// writes the same pages of its indexes to the log over and over.
  private static let importCache = 64 << 10
}

/// Why a file could not be read on.
private struct KeptFailure {
  var error: ExchangeError?

  mutating func keep<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as ExchangeError {
      self.error = error
      throw error
    }
  }
}

extension ImportSource {
  /// The names of a sheet's header; none for a sheet that is not there.
  package func columns(of sheet: Int) -> [String] {
    sheets.indices.contains(sheet) ? sheets[sheet].columns : []
  }
}

extension ImportPreview {
  /// What importing into an empty desk would do.
  /// - Throws: ``ExchangeError`` when the file cannot be read or somebody stopped it.
  package init(
    ofNew source: ImportSource, sheet: Int? = nil, mapping: ColumnMapping? = nil, at now: Instant,
    progress: (ImportProgress) -> Bool = { _ in true }
  ) throws {
    let chosen = sheet ?? source.suggestedSheet
    let reader = try HotlineReader(
      source, sheet: chosen, mapping: mapping ?? ColumnMapping(), receivedFallback: now)
    try self.init(of: reader, sheet: chosen, at: now, progress: progress) { _ in nil }
  }

  /// - Parameter judge: The verdict about a ticket that is here already, nil when it is not.
  fileprivate init(
    of reader: HotlineReader, sheet: Int, at now: Instant, progress: (ImportProgress) -> Bool,
    judge: (HotlineRow) throws -> Verdict?
  ) throws {
    var reader = reader
    self.init(sheet: sheet, mapping: reader.header.mapping, columns: reader.columns)
    while let item = try reader.next() {
      switch item {
      case .row(let row):
        append(
          Row(
            line: row.line, number: row.ticket.number,
            text: String(row.callerBlank.blanked(row.text).prefix(ImportPreview.Row.kept)),
            verdict: try judge(row) ?? row.newVerdict(at: now)))
      case .refused(let row):
        append(
          Row(line: row.line, number: row.number, text: row.text, verdict: .refused(row.reason)))
      }
      if rows.count.isMultiple(of: 500) {
        let step = ImportProgress(phase: .reading, rows: rows.count, fraction: reader.fraction)
        guard progress(step) else { throw ExchangeError.cancelled }
      }
    }
  }
}

extension HotlineHeader {
  /// How the columns are understood, whole.
  fileprivate var mapping: ColumnMapping {
    var mapping = ColumnMapping()
    for field in Field.allCases {
      if let index = positions(of: field).first { mapping.columns[field] = columns[index] }
    }
    return mapping
  }
}

extension HotlineRow {
  /// Whether a ticket that is not here can be taken: nobody's name is in the rules about that.
  fileprivate func newVerdict(at now: Instant) -> ImportPreview.Verdict {
    do {
      _ = try registration(in: NeighborhoodID(""), firstReceiver: PersonID("")).checked(at: now)
      return .new
    } catch {
      return .refused(error.message)
    }
  }
}

/// The tickets that are here.
private struct KnownTickets {
  let records: RequestRecords
  private let query: Statement

  init(records: RequestRecords) throws {
    self.records = records
    query = try records.db.cachedStatement(
      sql: """
        SELECT request_id, fingerprint FROM hotline_ticket WHERE neighborhood_id = ? AND number = ?
        """)
  }

  /// The request of a ticket, and the row that it was last seen as; nil when it is not here.
  func find(_ number: String) throws -> (request: Int64, fingerprint: String)? {
    guard let row = try Row.fetchOne(query, arguments: [records.roll.scopeKey, number]) else {
      return nil
    }
    return (row[0], row[1])
  }

  func history(of key: Int64) throws -> RequestHistory {
    let id = try String.fetchOne(
      records.db, sql: "SELECT uid FROM request WHERE id = ?", arguments: [key])
    return try EventRecords.history(
      of: RequestID(id ?? ""), row: key, roll: records.roll, records.db)
  }

  /// Whether a row is here already, and what it says otherwise; nil when it is not here.
  func verdict(of row: HotlineRow) throws -> ImportPreview.Verdict? {
    guard let found = try find(row.ticket.number) else { return nil }
    if found.fingerprint == row.fingerprint { return .same }
    let known = try history(of: found.request)
    let fields = HotlineDifference.list(
      from: known, to: row, under: try records.deadlines(for: known.request),
      in: records.roll.directory)
    return fields.isEmpty ? .same : .changed(fields)
  }
}

/// One import while it runs.
private struct HotlineIntake {
  private let known: KnownTickets
  private let scope: NeighborhoodID
  private let actor: Actor
  private let now: Instant
  private let decisions: ImportDecisions
  private var report = ImportReport()
  private var random = SystemRandomNumberGenerator()
  private var numbers = NumberSupply()
  private let insertion: RequestRecords.Insertion
  private let writer: TicketWriter
  private var nextRow: Int64

  private var records: RequestRecords { known.records }

  init(
    records: RequestRecords, scope: NeighborhoodID, actor: Actor, now: Instant,
    decisions: ImportDecisions, words: StaticWords = StaticWords()
  ) throws {
    known = try KnownTickets(records: records)
    self.scope = scope
    self.actor = actor
    self.now = now
    self.decisions = decisions
    insertion = try RequestRecords.Insertion(records.db)
    writer = try TicketWriter(records, actor: actor.person, now: now, words: words)
    nextRow = try (Int64.fetchOne(records.db, sql: "SELECT max(id) FROM request") ?? 0) + 1
  }

  /// Takes a batch in, in the order of the file.
  mutating func take(_ batch: PreparedBatch) throws {
    report.same += batch.same
    var tickets: [PreparedTicket] = []
    tickets.reserveCapacity(batch.rows.count)
    for row in batch.rows {
      if case .ticket(let ticket) = row {
        tickets.append(ticket)
        continue
      }
      try write(&tickets, batch.bytes)
      switch row {
      case .ticket: break
      case .row(let row): try take(row)
      case .refused(let row): refuse(row)
      }
    }
    try write(&tickets, batch.bytes)
  }

  private mutating func write(_ tickets: inout [PreparedTicket], _ bytes: ByteArena) throws {
    guard !tickets.isEmpty else { return }
    try writer.write(tickets, of: bytes, from: nextRow) { day in
      try numbers.next(on: day, records)
    }
    nextRow += Int64(tickets.count)
    report.new += tickets.count
    tickets.removeAll(keepingCapacity: true)
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
    if let found = try known.find(row.ticket.number) {
      return try compare(row, with: found.request, found.fingerprint)
    }
    var form = row.registration(in: scope, firstReceiver: actor.person)
    do {
      // Decided before it has a number: a refused row must not use one up.
      if case .registered(let decided) = try form.decide(by: actor, at: now) { form = decided }
    } catch {
      return refuse(RefusedRow(line: row.line, reason: error.message))
    }
    report.new += 1
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
    let key = try records.insert(history, fingerprint: row.fingerprint, by: insertion)
    nextRow = key + 1
  }

  private mutating func compare(
    _ row: HotlineRow, with key: Int64, _ fingerprint: String
  ) throws {
    if fingerprint == row.fingerprint {
      report.same += 1
      return
    }
    let history = try known.history(of: key)
    let fields = HotlineDifference.list(
      from: history, to: row, under: try records.deadlines(for: history.request),
      in: records.roll.directory)
    guard !fields.isEmpty else {
      // It only says the same otherwise: next time it is known at once. What we have written ourselves does not take
      // the place of what the city wrote last.
      if !row.isOurs { try records.note(fingerprint: row.fingerprint, of: key) }
      report.same += 1
      return
    }
    let number = row.ticket.number
    guard
      let decided = decisions.decision(of: number).reconciliation(
        of: fields, fingerprint: row.fingerprint)
    else {
      report.changed.append(.init(number: number, line: row.line, fields: fields))
      return
    }
    do {
      let next = try records.extending(history, by: .reconcile(decided), actor, now)
      try records.append(next, beyond: history, row: key)
      report.reconciled += 1
    } catch let refusal as Refusal {
      refuse(RefusedRow(line: row.line, reason: "工单 \(number) 的差异没有核对：\(refusal.message)"))
    }
  }
}

/// Running numbers for many requests in one transaction.
struct NumberSupply {
  private var last: [Int: Int] = [:]

  mutating func next(on day: Day, _ records: RequestRecords) throws -> RequestNumber {
    let number = RequestNumber(day: day, serial: 1).day
    return RequestNumber(day: number, serial: try next(on: number, records))
  }

  /// The next serial of a day that is written as one number.
  mutating func next(on day: Int, _ records: RequestRecords) throws -> Int {
    let serial = try (last[day] ?? records.lastSerial(on: day)) + 1
    last[day] = serial
    return serial
  }
}
