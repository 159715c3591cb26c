package import CoreModel
internal import GRDB

/// Which tickets an export has.
package struct ExportFilter: Hashable, Sendable {
  /// By which moment a stretch of days counts.
  package enum Basis: String, CaseIterable, Sendable {
    /// When it came in.
    case received
    /// When it was closed; open ones have no such moment.
    case closed

    /// The Chinese word.
    package var title: String { self == .received ? "来电时间" : "办结时间" }
  }

  /// How far they have come.
  package enum Standing: Hashable, Sendable {
    /// One of the states of the inbox.
    case state(TicketState)
    /// Something is still owed.
    case open
    /// Nothing is.
    case closed
  }

  /// The first day.
  package var from: Day?
  /// The last day.
  package var to: Day?
  /// By which moment.
  package var basis = Basis.received
  /// Any of these; empty takes all.
  package var standings: [Standing] = []

  /// Makes one that takes every ticket.
  package init() {}
}

/// How an export is to be made.
package struct ExportRequest: Sendable {
  /// Where it goes.
  package var path: String
  /// CSV or XLSX.
  package var format: SheetFile.Format
  /// Whether a file of this name is replaced.
  package var isReplacing = false
  /// Which tickets.
  package var filter = ExportFilter()
  /// Why whole telephone numbers are needed; nil masks them.
  package var fullReason: String?

  /// Makes one.
  package init(to path: String, as format: SheetFile.Format) {
    self.path = path
    self.format = format
  }
}

/// What an export came to.
package struct ExportReport: Hashable, Sendable {
  /// A row that could not be filled, or a ticket that could not be read.
  package struct Passed: Hashable, Sendable {
    /// The line of the town's sheet; nil for a ticket of ours.
    package var line: Int?
    /// 工单编号, as far as it is known.
    package var number: String
    /// Why.
    package var reason: String
  }

  /// Rows below the header.
  package var rows = 0
  /// The names of the columns, in order.
  package var columns: [String] = []
  /// How many of them are ours.
  package var ownColumns = 0
  /// The sheet of a workbook that was filled; empty for a text file, and for an export.
  package var sheet = ""
  /// Sheets of that workbook that were left out.
  package var otherSheets = 0
  /// Blank cells of a town's sheet that were filled.
  package var filled = 0
  /// Tickets with a number that stands whole and is masked elsewhere.
  package var wholePhones = 0
  /// Rows whose ticket is not here: they stay as they were.
  package var unknown: [Passed] = []
  /// What could not be read, and is not in the file.
  package var unreadable: [Passed] = []
  /// Cells that were too long for the file.
  package var cuts: [SheetFile.Cut] = []
}

extension DeskStore {
  /// Writes tickets in the columns in which they came in, and ours behind them. They are read one after the other
  /// and never held; nothing is written until it is whole.
  /// - Parameter progress: Told now and then how many rows are done; false stops it, and no file is left.
  /// - Throws: ``StoreError``, and ``ExchangeError/cancelled``.
  package func exportTickets(
    _ wanted: ExportRequest, of scope: NeighborhoodID, by actor: Actor?, at now: Instant,
    progress: (Int) -> Bool = { _ in true }
  ) throws -> ExportReport {
    if wanted.fullReason != nil { try DeskStore.checkWholePhones(actor) }
    let file = try SheetFile(
      wanted.path, format: wanted.format, replacing: wanted.isReplacing, title: "工单", at: now)
    defer { file.abandon() }
    var report = ExportReport()
    var revealed: [RequestID] = []
    var isStopped = false
    try look { db in
      let records = try self.records(of: scope, db)
      let layout = ExportLayout(try TicketRows(records).header(for: wanted.filter))
      let own = OwnColumn.allCases
      report.columns = layout.header.names + own.map(\.name)
      report.ownColumns = own.count
      try file.begin(report.columns)
      let tickets = TicketRows(records)
      try tickets.each(wanted.filter) { key, id, number in
        guard !isStopped else { return }
        guard let one = try tickets.ticket(key, id, full: wanted.fullReason != nil) else {
          report.unreadable.append(
            .init(line: nil, number: number, reason: "记录读不出，没有写进去；请运行 juwei doctor"))
          return
        }
        let cells = layout.cells(of: one) + own.map { $0.value(of: one) }
        try file.write(cells)
        report.rows += 1
        if one.disclosure.isFull {
          let masked = one.masked
          if layout.cells(of: masked) + own.map({ $0.value(of: masked) }) != cells {
            revealed.append(id)
          }
        }
        if report.rows.isMultiple(of: 500) { isStopped = !progress(report.rows) }
      }
    }
    guard !isStopped else { throw ExchangeError.cancelled }
    report.wholePhones = revealed.count
    if let reason = wanted.fullReason, let actor {
      try log(revealed, reason: reason, by: actor, at: now)
    }
    report.cuts = try file.finish().cuts
    return report
  }

  private static func checkWholePhones(_ actor: Actor?) throws(StoreError) {
    guard let actor else { throw .refused(.missing("导出完整号码要记下是谁，请用 --as 写上姓名")) }
    try Permissions.check(actor, for: "导出完整号码", allowed: Permissions.desk)
  }

  /// Who had the numbers is on the record before anybody has the file.
  private func log(
    _ ids: [RequestID], reason: String, by actor: Actor, at now: Instant
  ) throws(StoreError) {
    for start in stride(from: 0, to: ids.count, by: 500) {
      let part = ids[start..<min(start + 500, ids.count)]
      let outcomes = try performAll(
        part.map { JointStep(.revealPhone(reason: reason), on: $0, expecting: nil) }, by: actor,
        at: now)
      if let failed = outcomes.first(where: { $0.done == nil }) {
        throw .file("没有记下「查看电话」，因此没有写出文件：\(failed.reason ?? "")")
      }
    }
  }
}

/// The tickets of a neighbourhood, one after the other.
struct TicketRows {
  let records: RequestRecords
  private var db: Database { records.db }

  init(_ records: RequestRecords) { self.records = records }

  /// By which header tickets are laid out: that of the last import, else the usual names and whatever other columns
  /// the tickets have.
  func header(for filter: ExportFilter) throws -> HotlineHeader {
    if let last = try records.lastImportHeader() { return last.header }
    var others: Set<String> = []
    try each(filter) { key, id, _ in
      let columns = try ticket(key, id, full: false)?.request.hotline?.otherColumns.keys
      if let columns { others.formUnion(columns) }
    }
    let known = Set(ExportLayout.standard)
    return HotlineHeader(
      recognisingPartsOf: ExportLayout.standard + others.subtracting(known).sorted())
  }

  /// Goes through the rows that a filter takes, in the order in which the tickets came in.
  func each(
    _ filter: ExportFilter, _ body: (Int64, RequestID, String) throws -> Void
  ) throws {
    var conditions = ["neighborhood_id = ?", "hotline_number IS NOT NULL"]
    var arguments: [any DatabaseValueConvertible] = [records.roll.scopeKey]
    let moment = filter.basis == .received ? "received_at" : "coalesce(replied_at, closed_at)"
    if let from = filter.from {
      conditions.append("\(moment) >= ?")
      arguments.append(from.start.milliseconds)
    }
    if let to = filter.to {
      conditions.append("\(moment) < ?")
      arguments.append(to.adding(days: 1).start.milliseconds)
    }
    if filter.basis == .closed { conditions.append("\(moment) IS NOT NULL") }
    if !filter.standings.isEmpty {
      let any = filter.standings.map { standing -> String in
        switch standing {
        case .state(let state):
          arguments.append(state.rawValue)
          return "ticket_state = ?"
        case .open: return "due_at IS NOT NULL"
        case .closed: return "due_at IS NULL"
        }
      }
      conditions.append("(\(any.joined(separator: " OR ")))")
    }
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, uid, hotline_number FROM request WHERE \(conditions.joined(separator: " AND "))
        ORDER BY \(filter.basis == .received ? "received_at" : moment), id
        """, arguments: StatementArguments(arguments))
    while let row = try rows.next() {
      try body(row[0], RequestID(row[1] as String), row[2])
    }
  }

  /// A ticket whole; nil when its log cannot be read.
  func ticket(_ key: Int64, _ id: RequestID, full isFull: Bool) throws -> ExportedTicket? {
    do {
      let history = try EventRecords.history(of: id, row: key, roll: records.roll, db)
      // A look at a number can be logged only where there is one.
      return ExportedTicket(
        history, under: try records.deadlines(for: history.request), in: records.roll.directory,
        full: isFull && history.request.registration.resident.phone != nil)
    } catch  where !(error is DatabaseError) {
      return nil
    }
  }

  /// The request of a ticket's number; nil when it is not here.
  func find(_ number: String) throws -> (key: Int64, id: RequestID)? {
    let query = try db.cachedStatement(
      sql: """
        SELECT r.id, r.uid FROM hotline_ticket t JOIN request r ON r.id = t.request_id
        WHERE t.neighborhood_id = ? AND t.number = ?
        """)
    return try Row.fetchOne(query, arguments: [records.roll.scopeKey, number])
      .map { ($0[0], RequestID($0[1] as String)) }
  }
}
