package import CoreModel
internal import GRDB

/// Reading who came to which shift, and what was handed over.
extension DeskStore {
  /// 签到 of every shift that is on at any time of the days, earliest first; shifts that nobody came to as well.
  package func attendance(
    of scope: NeighborhoodID, from first: Day, through last: Day
  ) throws(StoreError) -> [Attendance] {
    try look { db in
      try DutyRecords(db: db, roll: try self.roll(of: scope, db))
        .attendance(from: first.start, until: last.adding(days: 1).start)
    }
  }

  /// 签到 of one shift.
  /// - Throws: ``StoreError/notFound(_:)`` when the roster does not have it.
  package func attendance(
    of shift: Identifier<Shift>, in scope: NeighborhoodID
  ) throws(StoreError) -> Attendance {
    try look { db in
      try DutyRecords(db: db, roll: try self.roll(of: scope, db)).attendance(of: shift)
    }
  }

  /// 交接班 of the shifts that ended within a span, earliest first.
  package func handovers(
    of scope: NeighborhoodID, from start: Instant, until end: Instant
  ) throws(StoreError) -> [Handover] {
    try look { db in
      try DutyRecords(db: db, roll: try self.roll(of: scope, db))
        .handovers(from: start, until: end)
    }
  }

  /// What the header, the duty pane and `+` go by at a moment.
  package func dutyBoard(of scope: NeighborhoodID, now: Instant) throws(StoreError) -> DutyBoard {
    try look { db in
      try DutyRecords(db: db, roll: try self.roll(of: scope, db)).board(at: now)
    }
  }

  /// A handover with what its requests are about; nil when the shift has not been handed over.
  package func handover(
    of shift: Identifier<Shift>, in scope: NeighborhoodID
  ) throws(StoreError) -> HandoverReading? {
    try look { db in
      let records = DutyRecords(db: db, roll: try self.roll(of: scope, db))
      return try records.handover(of: shift).map { handover in
        HandoverReading(
          handover: handover, rows: try records.rows(of: handover.requests),
          tasks: try records.taskTitles(of: handover.sheet.items),
          next: try handover.sheet.next.flatMap { try records.attendanceIfKnown(of: $0.id) })
      }
    }
  }
}

/// A handover with the requests that it names, as lists show them now.
package struct HandoverReading: Hashable, Sendable {
  /// The handover.
  package var handover: Handover
  /// Its requests.
  package var rows: [RequestID: QueueRow]
  /// What the tasks among its items are, by the items' keys.
  package var tasks: [String: String]
  /// The shift that takes over, as it is now; nil when none was planned, or it is gone.
  package var next: Attendance?

  /// Makes a reading.
  package init(
    handover: Handover, rows: [RequestID: QueueRow] = [:], tasks: [String: String] = [:],
    next: Attendance? = nil
  ) {
    self.handover = handover
    self.rows = rows
    self.tasks = tasks
    self.next = next
  }
}

extension Handover {
  /// Every request that it names.
  fileprivate var requests: [RequestID] {
    sheet.items.compactMap(\.subject.request)
      + (sheet.received + sheet.closed + sheet.changed).map(\.request)
  }

  /// Hides a caller wherever staff wrote something: who is named in one place may be meant in another.
  fileprivate mutating func hide(_ blank: CallerBlank) {
    for index in sheet.items.indices {
      sheet.items[index].word = blank.blanked(sheet.items[index].word)
    }
    sheet.remark = blank.blanked(sheet.remark)
    sheet.findings = sheet.findings.map(blank.blanked)
    for index in additions.indices { additions[index].text = blank.blanked(additions[index].text) }
    if let words = signature?.text { signature?.text = blank.blanked(words) }
  }
}

/// Shifts, attendance and handovers of one neighbourhood at one moment of the database.
struct DutyRecords {
  let db: Database
  let roll: Roll

  private var scope: NeighborhoodID { roll.directory.neighborhood.id }

  // MARK: Shifts

  /// Shifts that are on at any time of a span, earliest first.
  func shifts(from start: Instant, until end: Instant) throws -> [Shift] {
    let query = try db.cachedStatement(
      sql: """
        SELECT id, uid, start_at, end_at, kind, note FROM shift
        WHERE neighborhood_id = ? AND start_at < ? AND start_at > ? AND end_at > ?
        ORDER BY start_at, id
        """)
    // No shift is longer than a week: so the index of the beginnings bounds both ends.
    return try Row.fetchAll(
      query,
      arguments: [
        roll.scopeKey, end.milliseconds, start.adding(minutes: -7 * 1440).milliseconds,
        start.milliseconds,
      ]
    ).compactMap { try Shift($0, in: scope, roll: roll, db) }
  }

  private func shift(_ id: Identifier<Shift>) throws -> Shift? {
    let query = try db.cachedStatement(
      sql: """
        SELECT id, uid, start_at, end_at, kind, note FROM shift
        WHERE uid = ? AND neighborhood_id = ?
        """)
    return try Row.fetchOne(query, arguments: [id.text, roll.scopeKey])
      .flatMap { try Shift($0, in: scope, roll: roll, db) }
  }

  /// The shift that takes over from one, within the next two weeks.
  func next(after shift: Shift) throws -> Shift? {
    shift.next(
      among: try shifts(from: shift.start, until: shift.end.adding(minutes: 14 * 1440)))
  }

  // MARK: Attendance

  func attendance(from start: Instant, until end: Instant) throws -> [Attendance] {
    try shifts(from: start, until: end).map(attendance)
  }

  func attendance(of id: Identifier<Shift>) throws -> Attendance {
    guard let attendance = try attendanceIfKnown(of: id) else {
      throw StoreError.notFound("这个班次，它可能刚被删去；请退回看过最新的值班表")
    }
    return attendance
  }

  func attendanceIfKnown(of id: Identifier<Shift>) throws -> Attendance? {
    try shift(id).map(attendance)
  }

  private func attendance(of shift: Shift) throws -> Attendance {
    Attendance(shift, try attendanceLog(of: shift.id))
  }

  func attendanceLog(of id: Identifier<Shift>) throws -> [DutyRecord<AttendanceEvent>] {
    try DutyLog.records(AttendanceEvent.self, of: id.text, roll: roll, db)
  }

  // MARK: Handovers

  func handoverLog(of id: Identifier<Shift>) throws -> [DutyRecord<HandoverEvent>] {
    try DutyLog.records(HandoverEvent.self, of: id.text, roll: roll, db)
  }

  /// A handover as it may be shown: a caller who is to be hidden is blanked in what staff wrote.
  func handover(of id: Identifier<Shift>) throws -> Handover? {
    guard let handover = Handover(id, try handoverLog(of: id)) else { return nil }
    return try discreet(handover)
  }

  func handovers(from start: Instant, until end: Instant) throws -> [Handover] {
    try handovers(
      "SELECT shift_uid FROM handover WHERE neighborhood_id = ? AND ended_at >= ? AND ended_at < ?",
      [roll.scopeKey, start.milliseconds, end.milliseconds]
    ).map(discreet)
  }

  /// As they were written.
  private func handovers(_ sql: String, _ arguments: StatementArguments) throws -> [Handover] {
    let query = try db.cachedStatement(sql: sql + " ORDER BY ended_at, shift_uid")
    return try String.fetchAll(query, arguments: arguments).compactMap {
      let id = Identifier<Shift>($0)
      return Handover(id, try handoverLog(of: id))
    }
  }

  private func discreet(_ handover: Handover) throws -> Handover {
    var handover = handover
    var seen: Set<RequestID> = []
    for request in handover.requests where seen.insert(request).inserted {
      guard let row = try ticketRow(of: request) else { continue }
      let blank = try EventRecords.history(of: request, row: row, roll: roll, db).callerBlank
      if !blank.isEmpty { handover.hide(blank) }
    }
    return handover
  }

  /// The row of a request that is a ticket; only those have callers to be hidden.
  private func ticketRow(of request: RequestID) throws -> Int64? {
    let query = try db.cachedStatement(
      sql: "SELECT id FROM request WHERE uid = ? AND hotline_number IS NOT NULL")
    return try Int64.fetchOne(query, arguments: [request.text])
  }

  // MARK: The board

  func board(at now: Instant) throws -> DutyBoard {
    let day = now.day
    let coming = now.adding(minutes: Attendance.earliestMinutes)
    let attendance = try shifts(
      from: day.adding(days: -DutyRecords.boardDays).start, until: day.adding(days: 2).start
    ).map { shift in
      // Nobody can have come to what is far off.
      shift.start > coming ? Attendance(shift) : try self.attendance(of: shift)
    }
    // The board is asked who gave and who signs; the words are hidden where a sheet is read.
    let recent = try handovers(
      "SELECT shift_uid FROM handover WHERE neighborhood_id = ? AND ended_at >= ? AND ended_at < ?",
      [
        roll.scopeKey, day.adding(days: -DutyRecords.boardDays).start.milliseconds,
        now.adding(minutes: 1440).milliseconds,
      ])
    let waiting = try handovers(
      """
      SELECT shift_uid FROM handover INDEXED BY handover_unsigned
      WHERE neighborhood_id = ? AND signed_at IS NULL AND ended_at < ?
      """, [roll.scopeKey, day.adding(days: -DutyRecords.boardDays).start.milliseconds])
    return DutyBoard(
      attendance: attendance, handovers: waiting + recent, usedSince: try first(of: .shift),
      handingSince: try first(of: .handover), latest: try latest())
  }

  /// When the newest record was made, of a request or at the desk.
  private func latest() throws -> Instant? {
    let steps = try db.cachedStatement(
      sql: "SELECT max(at) FROM request_step WHERE neighborhood_id = ?")
    let duty = try db.cachedStatement(
      sql: "SELECT max(at) FROM duty_event WHERE neighborhood_id = ? AND stream = ?")
    var times = [try Int64.fetchOne(steps, arguments: [roll.scopeKey])]
    for stream in DutyStreamKind.allCases {
      times.append(try Int64.fetchOne(duty, arguments: [roll.scopeKey, stream.rawValue]))
    }
    return times.compactMap { $0 }.max().map { Instant(milliseconds: $0) }
  }

  /// The same of a span that is looked back on.
  func board(from start: Instant, until end: Instant, at now: Instant) throws -> DutyBoard {
    DutyBoard(
      attendance: try attendance(from: start, until: end),
      handovers: try handovers(from: start, until: max(end, now.adding(minutes: 1440))),
      usedSince: try first(of: .shift), handingSince: try first(of: .handover))
  }

  private func first(of stream: DutyStreamKind) throws -> Instant? {
    let query = try db.cachedStatement(
      sql: "SELECT min(at) FROM duty_event WHERE neighborhood_id = ? AND stream = ?")
    let first = try Int64.fetchOne(
      query, arguments: [roll.scopeKey, stream.rawValue])
    return first.map { Instant(milliseconds: $0) }
  }

  /// So many days back what is over is still shown.
  private static let boardDays = 3

  // MARK: Requests

  /// Requests as lists show them.
  func rows(of requests: [RequestID]) throws -> [RequestID: QueueRow] {
    let query = try db.cachedStatement(
      sql: """
        SELECT r.id, \(QueueRow.columns) FROM request r WHERE r.uid = ? AND r.neighborhood_id = ?
        """)
    var rows: [RequestID: QueueRow] = [:]
    for request in requests where rows[request] == nil {
      rows[request] = try Row.fetchOne(query, arguments: [request.text, roll.scopeKey])
        .map { try QueueRow($0, roll) }
    }
    return rows
  }
}
