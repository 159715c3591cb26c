package import CoreModel
internal import GRDB

/// What a shift leaves to the next, read by index: the open requests by due time, new and closed ones by their
/// times, and what was gone on with by `request_step`. Closed requests of other days are never looked at.
extension DeskStore {
  /// What a shift would hand over now, with the requests that it names.
  package func handoverMatter(
    of shift: Identifier<Shift>, in scope: NeighborhoodID, now: Instant
  ) throws(StoreError) -> HandoverPreparation {
    try look { db in
      let records = DutyRecords(db: db, roll: try self.roll(of: scope, db))
      let matter = try records.matter(of: try records.attendance(of: shift), at: now)
      let named =
        matter.items.compactMap(\.subject.request)
        + (matter.received + matter.closed + matter.changed).map(\.request)
      return HandoverPreparation(
        matter: matter, rows: try records.rows(of: named),
        tasks: try records.taskTitles(of: matter.items), existing: try records.handover(of: shift))
    }
  }
}

/// What a shift would hand over now.
package struct HandoverPreparation: Hashable, Sendable {
  /// The matter.
  package var matter: HandoverMatter
  /// The requests that it names.
  package var rows: [RequestID: QueueRow]
  /// What the tasks among the items are, by the items' keys.
  package var tasks: [String: String]
  /// What another desk has handed over meanwhile.
  package var existing: Handover?

  /// Makes one.
  package init(
    matter: HandoverMatter, rows: [RequestID: QueueRow] = [:], tasks: [String: String] = [:],
    existing: Handover? = nil
  ) {
    self.matter = matter
    self.rows = rows
    self.tasks = tasks
    self.existing = existing
  }
}

extension DutyRecords {
  func matter(of attendance: Attendance, at now: Instant) throws -> HandoverMatter {
    let shift = attendance.shift
    var matter = HandoverMatter(attendance: attendance, next: try next(after: shift))
    // What comes in before the next shift begins is this one's; what comes later is not, however late it is given.
    let end = min(
      now.adding(seconds: 1), max(shift.end, matter.next?.start ?? now.adding(seconds: 1)))
    try addOpen(to: &matter, at: now)
    matter.figures.received = try count(
      "request INDEXED BY request_received", "received_at", from: shift.start, until: end)
    matter.received = try entries(
      "request INDEXED BY request_received", "received_at", from: shift.start, until: end)
    matter.figures.closed = try count(
      "request INDEXED BY request_closed", "closed_at", from: shift.start, until: end)
    matter.closed = try entries(
      "request INDEXED BY request_closed", "closed_at", from: shift.start, until: end)
    try addChanged(to: &matter, until: end)
    matter.findings = try findings(from: shift.start, until: end)
    matter.figures.findings = matter.findings.count
    return matter
  }

  private func addOpen(to matter: inout HandoverMatter, at now: Instant) throws {
    let counting = try db.cachedStatement(
      sql: """
        SELECT count(*), sum(due_at < ?1), sum(due_at < ?2)
        FROM request INDEXED BY request_open_states
        WHERE neighborhood_id = ?3 AND due_at IS NOT NULL
        """)
    if let row = try Row.fetchOne(
      counting, arguments: [now.milliseconds, matter.until.milliseconds, roll.scopeKey])
    {
      matter.figures.open = row[0]
      matter.figures.overdue = row[1] ?? 0
      matter.figures.due = row[2] ?? 0
    }
    // What falls due from the beginning of the shift on comes first: a word is owed on it.
    let fresh = try due(
      from: matter.shift.start, until: matter.until, known: now, limit: .mostAsked)
    let old = try due(
      from: Instant(milliseconds: 0), until: matter.shift.start, known: now,
      limit: .mostAsked - fresh.count)
    let tasks = try tasks(until: matter.until)
    matter.figures.due += tasks.count
    matter.items = (old + fresh + tasks).sorted { ($0.dueAt, $0.number) < ($1.dueAt, $1.number) }
  }

  private func due(
    from start: Instant, until end: Instant, known now: Instant, limit: Int
  ) throws -> [HandoverItem] {
    guard limit > 0 else { return [] }
    let query = try db.cachedStatement(
      sql: """
        SELECT uid, number_day, number_serial, obligation, due_at
        FROM request INDEXED BY request_open
        WHERE neighborhood_id = ? AND due_at IS NOT NULL AND due_at >= ? AND due_at < ?
          AND received_at <= ?
        ORDER BY due_at, id LIMIT ?
        """)
    let rows = try Row.fetchAll(
      query,
      arguments: [
        roll.scopeKey, start.milliseconds, end.milliseconds, now.milliseconds, limit,
      ])
    return rows.map { row in
      let kind: String = row[3]
      return HandoverItem(
        .request(RequestID(row[0])), number: RequestNumber(day: row[1], serial: row[2]).text,
        owed: ObligationKind(rawValue: kind)?.title ?? kind,
        dueAt: Instant(milliseconds: row[4]))
    }
  }

  /// 交办 that belong to no request: those that do are owed by their request.
  private func tasks(until end: Instant) throws -> [HandoverItem] {
    let query = try db.cachedStatement(
      sql: """
        SELECT uid, due_at FROM desk_task INDEXED BY desk_task_open
        WHERE neighborhood_id = ? AND settled_at IS NULL AND due_at < ? AND request_id IS NULL
        ORDER BY due_at, uid LIMIT ?
        """)
    return try Row.fetchAll(
      query, arguments: [roll.scopeKey, end.milliseconds, HandoverMatter.mostAsked]
    ).map { row in
      HandoverItem(
        .task(row[0]), number: "", owed: ObligationKind.task.title,
        dueAt: Instant(milliseconds: row[1]))
    }
  }

  /// What the tasks among items are, by the items' keys.
  func taskTitles(of items: [HandoverItem]) throws -> [String: String] {
    let query = try db.cachedStatement(sql: "SELECT title FROM desk_task WHERE uid = ?")
    var titles: [String: String] = [:]
    for item in items {
      guard case .task(let uid) = item.subject else { continue }
      titles[item.id] = try String.fetchOne(query, arguments: [uid])
    }
    return titles
  }

  /// 发现问题 of patrols and rounds, as one line each.
  private func findings(from start: Instant, until end: Instant) throws -> [String] {
    try RoundRecords(roll: roll, db: db).findings(
      "f.neighborhood_id = ? AND f.at >= ? AND f.at < ? ORDER BY f.at, f.id LIMIT ?",
      [roll.scopeKey, start.milliseconds, end.milliseconds, HandoverMatter.mostListed]
    ).map { finding in
      [finding.at.clockText, finding.checklist, finding.place, finding.words]
        .filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  private func count(
    _ table: String, _ column: String, from start: Instant, until end: Instant
  ) throws -> Int {
    try Int.fetchOne(
      try db.cachedStatement(
        sql: """
          SELECT count(*) FROM \(table)
          WHERE neighborhood_id = ? AND \(column) IS NOT NULL AND \(column) >= ? AND \(column) < ?
          """),
      arguments: [roll.scopeKey, start.milliseconds, end.milliseconds]) ?? 0
  }

  private func entries(
    _ table: String, _ column: String, from start: Instant, until end: Instant
  ) throws -> [HandoverEntry] {
    let query = try db.cachedStatement(
      sql: """
        SELECT uid, number_day, number_serial, status FROM \(table)
        WHERE neighborhood_id = ? AND \(column) IS NOT NULL AND \(column) >= ? AND \(column) < ?
        ORDER BY \(column), id LIMIT ?
        """)
    return try Row.fetchAll(
      query,
      arguments: [
        roll.scopeKey, start.milliseconds, end.milliseconds, HandoverMatter.mostListed,
      ]
    ).map { row in
      let status: String = row[3]
      return HandoverEntry(
        RequestID(row[0]), number: RequestNumber(day: row[1], serial: row[2]).text,
        step: RequestStatus(rawValue: status)?.title ?? status)
    }
  }

  /// Those that were gone on with, but neither came in nor were closed during the shift.
  private func addChanged(to matter: inout HandoverMatter, until end: Instant) throws {
    let start = matter.shift.start
    let request = try db.cachedStatement(
      sql: """
        SELECT uid, number_day, number_serial, received_at, closed_at FROM request WHERE id = ?
        """)
    let event = try db.cachedStatement(
      sql: """
        SELECT version, at, actor_id, kind, layout, payload FROM event
        WHERE request_id = ? AND version = ?
        """)
    for step in try RequestSteps.within(start, end, scope: roll.scopeKey, db) {
      guard let row = try Row.fetchOne(request, arguments: [step.row]) else { continue }
      let closed: Int64? = row[4]
      let isNew = (row[3] as Int64) >= start.milliseconds
      let isClosed = closed.map { $0 >= start.milliseconds && $0 < end.milliseconds } ?? false
      guard !isNew, !isClosed else { continue }
      matter.figures.changed += 1
      guard matter.changed.count < HandoverMatter.mostListed,
        let found = try Row.fetchOne(event, arguments: [step.row, step.version])
      else { continue }
      matter.changed.append(
        HandoverEntry(
          RequestID(row[0]), number: RequestNumber(day: row[1], serial: row[2]).text,
          step: try EventRecords.recorded(found, roll).event.title))
    }
  }
}

extension Int {
  fileprivate static var mostAsked: Int { HandoverMatter.mostAsked }
}
