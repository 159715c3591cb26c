package import CoreModel
internal import GRDB

/// 交办 with the request that it belongs to, as lists show it.
package struct TaskLine: Hashable, Sendable, Identifiable {
  /// The task.
  package var task: DeskTask
  /// Its request; nil when it stands by itself.
  package var request: Subject?

  /// Globally unique.
  package var id: TaskID { task.id }

  /// The request of a task.
  package struct Subject: Hashable, Sendable {
    /// Globally unique.
    package var id: RequestID
    /// `20261121-007`.
    package var number: String
    /// What the resident said; callers that nobody is to know are blanked.
    package var text: String
    /// Where it stands.
    package var status: RequestStatus
  }

  /// Makes a line.
  package init(task: DeskTask, request: Subject?) {
    self.task = task
    self.request = request
  }
}

/// Reading and writing the table of tasks. It follows from the events of requests and from the log.
struct TaskRecords {
  let db: Database
  let roll: Roll

  /// Writes down the tasks of a request as they are now; one whose order was taken back is gone.
  func store(_ request: Request, row: Int64) throws {
    try db.cachedStatement(sql: "DELETE FROM desk_task WHERE request_id = ?")
      .execute(arguments: [row])
    for task in shown(request) { try store(task, request: row) }
  }

  /// Whether the table has the tasks of a request as they follow from it.
  func agree(with request: Request, row: Int64) throws -> Bool {
    let stored = try lines(where: "t.request_id = ?", order: "t.uid", [row]).map(\.task)
    return stored == shown(request).sorted { $0.id < $1.id }
  }

  /// The tasks of a request without its caller, where that wants to stay unknown.
  private func shown(_ request: Request) -> [DeskTask] {
    let blank = request.callerBlank
    return request.tasks.map { task in
      var task = task
      task.title = blank.blanked(task.title)
      if let words = task.settlement?.words { task.settlement?.words = blank.blanked(words) }
      return task
    }
  }

  /// Writes down one task.
  func store(_ task: DeskTask, request: Int64?) throws {
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO desk_task
          (uid, neighborhood_id, request_id, person_id, title, due_at, meeting_day, set_at,
           set_by_id, changed_at, times_put_off, settled_at, outcome, outcome_words, origin_kind,
           origin_uid, origin_title, every, every_unit, every_month_day)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      task.id.text, roll.scopeKey, request, try roll.key(of: task.person), task.title,
      task.dueAt.milliseconds, task.meeting?.number, task.setAt.milliseconds,
      try roll.key(of: task.setBy), task.putOffAt?.milliseconds, task.timesPutOff,
      task.settledAt?.milliseconds, task.settlement?.outcome.rawValue, task.settlement?.words,
      task.origin?.kind.rawValue, task.origin?.id, task.origin?.title, task.recurrence?.every,
      task.recurrence?.unit.rawValue, task.recurrence?.monthDay,
    ])
  }

  /// The request of a task; nil when it stands by itself or is not known.
  func request(of task: TaskID) throws -> RequestID? {
    try String.fetchOne(
      db,
      sql: """
        SELECT r.uid FROM desk_task t JOIN request r ON r.id = t.request_id
        WHERE t.uid = ? AND t.neighborhood_id = ?
        """, arguments: [task.text, roll.scopeKey]
    ).map { RequestID($0) }
  }

  /// A task as the table has it.
  func task(_ id: TaskID) throws -> DeskTask? {
    try lines(where: "t.uid = ?", order: "t.uid", [id.text]).first?.task
  }

  /// Tasks by a condition on the table `t`, in an order.
  func lines(
    where condition: String, order: String, _ arguments: [(any DatabaseValueConvertible)?]
  ) throws -> [TaskLine] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT t.uid, t.person_id, t.title, t.due_at, t.meeting_day, t.set_at, t.set_by_id,
          t.changed_at, t.times_put_off, t.settled_at, t.outcome, t.outcome_words,
          r.uid, r.number_day, r.number_serial, r.text, r.status,
          t.origin_kind, t.origin_uid, t.origin_title, t.every, t.every_unit, t.every_month_day
        FROM desk_task t LEFT JOIN request r ON r.id = t.request_id
        WHERE t.neighborhood_id = ? AND \(condition) ORDER BY \(order)
        """, arguments: StatementArguments([roll.scopeKey] + arguments))
    return rows.compactMap(line)
  }

  private func line(_ row: Row) -> TaskLine? {
    guard let person = roll.people[row[1]], let setBy = roll.people[row[6]] else { return nil }
    var task = DeskTask(
      TaskOrder(
        id: TaskID(row[0]), title: row[2], person: person, dueAt: Instant(milliseconds: row[3]),
        meeting: (row[4] as Int?).map { Day(number: $0) }),
      by: setBy, at: Instant(milliseconds: row[5]))
    task.putOffAt = (row[7] as Int64?).map { Instant(milliseconds: $0) }
    task.timesPutOff = row[8]
    task.settledAt = (row[9] as Int64?).map { Instant(milliseconds: $0) }
    task.settlement = (row[10] as String?).flatMap(TaskSettlement.Outcome.init(rawValue:)).map {
      TaskSettlement(task.id, $0, words: row[11] ?? "")
    }
    task.origin = (row[17] as String?).flatMap(OnwardKind.init(rawValue:)).map {
      OnwardLink($0, id: row[18] ?? "", title: row[19] ?? "")
    }
    if let every = row[20] as Int?, let unit = (row[21] as String?).flatMap(Recurrence.Unit.init) {
      task.recurrence = Recurrence(every: every, unit: unit, monthDay: row[22])
    }
    let subject = (row[12] as String?).map {
      TaskLine.Subject(
        id: RequestID($0), number: RequestNumber(day: row[13], serial: row[14]).text,
        text: row[15], status: RequestStatus(rawValue: row[16]) ?? .registered)
    }
    return TaskLine(task: task, request: subject)
  }
}

extension TaskRecords {
  /// The tasks that come from a thing beyond the desk, the one due first in front.
  func tasks(from link: OnwardLink) throws -> [DeskTask] {
    try lines(
      where: "t.origin_kind = ? AND t.origin_uid = ?", order: "t.due_at, t.uid",
      [link.kind.rawValue, link.id]
    ).map(\.task)
  }
}

extension DeskStore {
  /// The tasks that come from a thing beyond the desk, settled ones too, the one due first in front.
  package func tasks(
    from link: OnwardLink, in scope: NeighborhoodID
  ) throws(StoreError) -> [DeskTask] {
    try look { db in
      try TaskRecords(db: db, roll: try self.roll(of: scope, db)).tasks(from: link)
    }
  }

  /// What is still to be done, the one due first in front.
  package func openTasks(of scope: NeighborhoodID) throws(StoreError) -> [TaskLine] {
    try look { db in
      try TaskRecords(db: db, roll: try self.roll(of: scope, db))
        .lines(where: "t.settled_at IS NULL", order: "t.due_at, t.uid", [])
    }
  }

  /// What was done or dropped within a span, the newest in front.
  package func settledTasks(
    of scope: NeighborhoodID, from start: Instant, until end: Instant
  ) throws(StoreError) -> [TaskLine] {
    try look { db in
      try TaskRecords(db: db, roll: try self.roll(of: scope, db)).lines(
        where: "t.settled_at >= ? AND t.settled_at < ?", order: "t.settled_at DESC, t.uid",
        [start.milliseconds, end.milliseconds])
    }
  }

  /// Does something to a task: to one of a request through that request's own history, to others in a log of
  /// their own. A new one stands by itself; for a request use ``RequestCommand/task(_:)``.
  /// - Parameter seen: The task as the person saw it, so that nobody writes over what another desk has just put
  ///   down; nil for new ones and for whoever did not look.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no, or the task is not as it was seen.
  @discardableResult
  package func perform(
    _ command: TaskCommand, in scope: NeighborhoodID, seen: DeskTask? = nil, by actor: Actor,
    at now: Instant
  ) throws(StoreError) -> DeskTask {
    try change { db in
      try self.perform(command, in: scope, seen: seen, by: actor, at: now, db)
    }
  }

  /// The same within a transaction.
  /// - Parameter isAsked: Whether the thing beyond the desk that the task comes from has asked who may.
  func perform(
    _ command: TaskCommand, in scope: NeighborhoodID, seen: DeskTask? = nil, by actor: Actor,
    at now: Instant, isAsked: Bool = false, _ db: Database
  ) throws -> DeskTask {
    let roll = try self.roll(of: scope, db)
    let records = TaskRecords(db: db, roll: roll)
    var command = command
    if case .set(var order) = command, order.id.text.isEmpty {
      var random = SystemRandomNumberGenerator()
      order.id = .timeOrdered(at: now, using: &random)
      command = .set(order)
    }
    func check(_ task: DeskTask?) throws {
      if let seen, let refusal = task?.refusal(whoSaw: seen, in: roll.directory) { throw refusal }
    }
    if let request = try records.request(of: command.task) {
      try check(try records.task(command.task))
      let detail = try perform(
        .task(command), on: request, expecting: nil, by: actor, at: now, db)
      guard let task = detail.request.tasks.first(where: { $0.id == command.task }) else {
        throw StoreError.notFound("这项交办")
      }
      return task
    }
    let known = try DutyLog.records(TaskEvent.self, of: command.task.text, roll: roll, db)
    try check(DeskTask(known))
    let event = try command.decide(
      on: DeskTask(known), by: actor, at: now, in: roll.directory, isAsked: isAsked)
    let after = try DutyLog.append(
      [event], to: command.task.text, after: known, expecting: nil, by: actor, at: now, roll: roll,
      db)
    guard let task = DeskTask(after) else { throw StoreError.failed("交办的记录不连续") }
    try records.store(task, request: nil)
    if let next = task.following(at: now) {
      // Whoever may say that it is done, such as the crew, lets the next one come.
      _ = try perform(.set(next), in: scope, by: actor, at: now, isAsked: true, db)
    }
    if !task.isOpen { try taskWasSettled(task, in: scope, by: actor, at: now, db) }
    if case .changed(let change) = event {
      try taskWasChanged(task, change, in: scope, by: actor, at: now, db)
    }
    return task
  }
}
