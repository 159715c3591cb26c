package import CoreModel
internal import GRDB

/// A 晨会 as the store read it.
package struct MorningSurvey: Hashable, Sendable {
  /// What happened, what needs a decision, what today brings.
  package var report: MorningReport
  /// Who is there, and the minutes when it is over.
  package var meeting: MorningMeeting
  /// The requests of the report as lists show them.
  package var rows: [RequestID: QueueRow]

  /// Makes one.
  package init(
    report: MorningReport, meeting: MorningMeeting, rows: [RequestID: QueueRow] = [:]
  ) {
    self.report = report
    self.meeting = meeting
    self.rows = rows
  }

  /// The minutes as they are kept, or as they would be now.
  package func minutes(in directory: Directory) -> MorningMinutes {
    meeting.minutes ?? MorningMinutes(of: report, meeting: meeting, in: directory)
  }
}

extension DeskStore {
  /// The 晨会 of a day. What it costs depends on the days that it looks back on and on what is open, not on how many
  /// requests there are.
  /// - Parameter day: A day that is over has its numbers and what was decided; what was open then is in its minutes.
  package func morning(
    of scope: NeighborhoodID, day: Day, now: Instant
  ) throws(StoreError) -> MorningSurvey {
    try look { db in try self.morning(of: scope, day: day, now: now, db) }
  }

  /// The same within a transaction.
  func morning(
    of scope: NeighborhoodID, day: Day, now: Instant, _ db: Database
  ) throws -> MorningSurvey {
    let roll = try self.roll(of: scope, db)
    let rules = try self.rules(of: scope, db)
    let calendar = rules.deadlines.calendar
    let reading = MorningReading(
      db: db, roll: roll, rules: rules, period: MorningPeriod(of: day, in: calendar), now: now)
    let (readings, rows) = try reading.all()
    let records = try DutyLog.records(
      MeetingEvent.self, of: DeskStore.meetingName(day, in: scope), roll: roll, db)
    return MorningSurvey(
      report: MorningReport(of: reading.period, asOf: now, from: readings, under: calendar),
      meeting: MorningMeeting(on: day, records), rows: rows)
  }

  /// The log of a meeting.
  static func meetingName(_ day: Day, in scope: NeighborhoodID) -> String {
    "\(scope.text)/\(day.iso8601)"
  }
}

/// Reads what a meeting is made of.
private struct MorningReading {
  let db: Database
  let roll: Roll
  let rules: DeskRules
  let period: MorningPeriod
  let now: Instant

  private var scope: Int64 { roll.scopeKey }
  private var start: Int64 { period.start.milliseconds }
  private var end: Int64 { period.end.milliseconds }

  func all() throws -> (MorningReport.Readings, [RequestID: QueueRow]) {
    var readings = MorningReport.Readings()
    readings.counts = try counts()
    readings.isPartOfAnswers = try hasTooManyToFold()
    let tasks = TaskRecords(db: db, roll: roll)
    // Of a day that is over, what its meeting decided: what was owed then is in its minutes.
    let ofItsDay = period.day == now.day ? "" : " AND t.meeting_day = \(period.day.number)"
    readings.tasks = try tasks.lines(
      where: "t.settled_at IS NULL" + ofItsDay, order: "t.due_at, t.uid", []
    ).map(MorningTask.init)
    readings.settled = try tasks.lines(
      where: "t.settled_at >= ?" + ofItsDay, order: "t.settled_at DESC, t.uid", [start]
    ).map(MorningTask.init)
    readings.shifts = try shifts()
    readings.notes = try handovers() + missing() + patrols()
    // What was open on a day that is over, nobody can tell any more but its minutes.
    guard period.day == now.day else { return (readings, [:]) }
    let open = try Row.fetchOne(
      try db.cachedStatement(sql: MorningQuery.open),
      arguments: [scope, now.milliseconds, tomorrow])
    readings.counts.open = open?[0] ?? 0
    readings.counts.overdue = open?[1] ?? 0
    let rows = try requests()
    readings.requests = rows.compactMap(MorningRequest.init)
    let unique = Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
    let dueTimes = unique.values.compactMap { $0.obligation?.dueAt.milliseconds }
    readings.overdue = (
      read: dueTimes.count { $0 < now.milliseconds }, all: readings.counts.overdue
    )
    readings.due = (
      read: dueTimes.count { $0 >= now.milliseconds && $0 < tomorrow }, all: open?[2] ?? 0
    )
    return (readings, unique)
  }

  private var tomorrow: Int64 { now.day.adding(days: 1).start.milliseconds }

  // MARK: Numbers

  private func counts() throws -> MorningCounts {
    var counts = MorningCounts()
    counts.received = try number(MorningQuery.received, [scope, start, end])
    counts.today = try number(
      MorningQuery.received, [scope, end, min(now.milliseconds + 1, end + 86_400_000)])
    counts.cancelled = try number(MorningQuery.cancelled, [start, end, scope])
    counts.closed = try number(MorningQuery.closed, [scope, start, end]) - counts.cancelled
    counts.rejected = try number(MorningQuery.rejected, [start, end, scope])
    counts.tickets = try number(TicketCountsQuery.received, [scope, start, end])
    counts.replied = try number(MorningQuery.replied, [scope, start, end])
    try countAnswers(into: &counts)
    return counts
  }

  private func countAnswers(into counts: inout MorningCounts) throws {
    let found = try Row.fetchOne(
      try db.cachedStatement(sql: MorningQuery.answers),
      arguments: [scope, start, end, now.milliseconds])
    counts.answerable = found?[0] ?? 0
    counts.answeredInTime = found?[1] ?? 0
    guard let found, found[2] as Int > 0 else { return }
    for row in try Row.fetchAll(db, sql: MorningQuery.unanswered, arguments: [scope, start, end]) {
      let history = try EventRecords.history(
        of: RequestID(row[1]), row: row[0], roll: roll, db)
      guard let answer = rules.deadlines.answer(of: history.request) else { continue }
      if answer.answeredAt != nil || answer.dueAt < now { counts.answerable += 1 }
      if let at = answer.answeredAt, at <= answer.dueAt { counts.answeredInTime += 1 }
    }
  }

  /// Whether more requests have no row that says how they were answered than are folded.
  private func hasTooManyToFold() throws -> Bool {
    let found = try Row.fetchOne(
      try db.cachedStatement(sql: MorningQuery.answers),
      arguments: [scope, start, end, now.milliseconds])
    return (found?[2] ?? 0) > MorningQuery.mostFolded
  }

  private func number(_ sql: String, _ arguments: [Int64]) throws -> Int {
    try Int.fetchOne(
      try db.cachedStatement(sql: sql), arguments: StatementArguments(arguments)) ?? 0
  }

  // MARK: Requests and shifts

  /// Open requests that the meeting may talk about; some come twice.
  private func requests() throws -> [QueueRow] {
    let present = now.milliseconds
    let calendar = rules.deadlines.calendar
    let next = calendar.adding(workingDays: 1, to: now.day).adding(days: 1).start.milliseconds
    let open = RequestStatus.allCases.filter(\.isOpen)
    let visits = MorningReport.visiting.sorted { $0.rawValue < $1.rawValue }
    return try rows(MorningQuery.steps([.rejected], ObligationKind.allCases), 0, Int64.max)
      + rows(MorningQuery.steps(open, [.cityOrder]), 0, Int64.max)
      + rows(MorningQuery.urgentOverdue, 0, present)
      + rows(MorningQuery.overdue, 0, present)
      + rows(MorningQuery.ticketsDue, present, next)
      + rows(MorningQuery.steps([.held], [.resumption]), present, tomorrow)
      + rows(MorningQuery.steps(open, [.council]), present, next)
      + rows(MorningQuery.steps(open, visits), present, tomorrow)
      + rows(MorningQuery.due, present, tomorrow)
  }

  private func rows(_ sql: String, _ from: Int64, _ until: Int64) throws -> [QueueRow] {
    var rows: [QueueRow] = []
    let cursor = try Row.fetchCursor(
      try db.cachedStatement(sql: sql), arguments: [scope, from, until])
    while let row = try cursor.next() { rows.append(try QueueRow(row, roll)) }
    return rows
  }

  /// The night is over in the morning of the meeting, not at midnight.
  private func patrols() throws -> [MorningNote] {
    let until = min(now.milliseconds + 1, period.day.adding(days: 1).start.milliseconds)
    let records = RoundRecords(roll: roll, db: db)
    return MorningNote.patrols(
      try records.rounds(MorningQuery.rounds, [scope, start, until]),
      findings: try records.findings(
        "f.neighborhood_id = ? AND f.at >= ? AND f.at < ? ORDER BY f.at, f.id",
        [scope, start, until]), in: roll.directory, on: period.day)
  }

  private func handovers() throws -> [MorningNote] {
    let until = min(now.milliseconds + 1, period.day.adding(days: 1).start.milliseconds)
    return MorningNote.handovers(
      try DutyRecords(db: db, roll: roll).handovers(
        from: period.start, until: Instant(milliseconds: until)), in: roll.directory,
      on: period.day)
  }

  private func missing() throws -> [MorningNote] {
    MorningNote.missing(
      from: try DutyRecords(db: db, roll: roll).board(
        from: period.start, until: period.day.adding(days: 1).start, at: now),
      in: period, at: now, by: roll.directory)
  }

  private func shifts() throws -> [Shift] {
    let rows = try Row.fetchAll(
      db, sql: MorningQuery.shifts,
      arguments: [scope, start, period.day.adding(days: 1).start.milliseconds])
    return try rows.compactMap {
      try Shift($0, in: roll.directory.neighborhood.id, roll: roll, db)
    }
  }
}

extension MorningRequest {
  /// From a row of a list; nil when nothing is owed on it.
  fileprivate init?(_ row: QueueRow) {
    guard let obligation = row.obligation else { return nil }
    self.init(
      id: row.id, number: row.number, text: row.text, place: row.place, urgency: row.urgency,
      status: row.status, obligation: obligation, handler: row.handler,
      ticketDueAt: row.ticket?.limit?.dueAt)
  }
}

extension MorningTask {
  /// From a line of the list of tasks.
  fileprivate init(_ line: TaskLine) {
    self.init(
      task: line.task, request: line.request?.id, number: line.request?.number,
      text: line.request?.text)
  }
}
