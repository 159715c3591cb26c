internal import CoreModel
internal import GRDB

/// 微实事 as they stand in the database: the log, and the table that follows from it.
struct ProjectRecords {
  let requests: RequestRecords
  var roll: Roll { requests.roll }
  private var db: Database { requests.db }

  init(_ requests: RequestRecords) { self.requests = requests }

  /// The events of a project, oldest first.
  func log(of id: ProjectID) throws -> [DutyRecord<ProjectEvent>] {
    try DutyLog.records(ProjectEvent.self, of: id.text, roll: roll, db)
  }

  /// A project, whole; one of another 居民区 is not found.
  func project(_ id: ProjectID) throws -> Project {
    let query = try db.cachedStatement(
      sql: "SELECT 1 FROM project WHERE uid = ? AND neighborhood_id = ?")
    guard try Int.fetchOne(query, arguments: [id.text, roll.scopeKey]) != nil,
      let project = Project(id: id, records: try log(of: id))
    else { throw StoreError.notFound("这个微实事项目") }
    return project
  }

  /// The same with its requests.
  func line(_ id: ProjectID) throws -> ProjectLine {
    let project = try project(id)
    return ProjectLine(
      project: project, sources: try OnwardRecords(requests).sources(of: project.link))
  }

  /// Those of a query for `uid`.
  func lines(_ sql: String, _ arguments: StatementArguments) throws -> [ProjectLine] {
    try String.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map {
      try line(ProjectID($0))
    }
  }

  /// The next free number of a year.
  func nextSerial(in year: Int) throws -> Int {
    let query = try db.cachedStatement(
      sql: "SELECT max(serial) FROM project WHERE neighborhood_id = ? AND year = ?")
    return (try Int.fetchOne(query, arguments: [roll.scopeKey, year]) ?? 0) + 1
  }

  /// Stores one that is new.
  func insert(_ project: Project, year: Int, serial: Int) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO project (uid, neighborhood_id, year, serial, name, started_at, due_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      project.id.text, roll.scopeKey, year, serial, project.name, project.startedAt.milliseconds,
      project.nextStep?.dueAt.milliseconds,
    ])
  }

  /// Appends what was decided.
  @discardableResult
  func append(
    _ event: ProjectEvent, to project: Project, by actor: Actor, at now: Instant
  ) throws -> Project {
    let log = try DutyLog.append(
      [event], to: project.id.text, after: project.records, expecting: nil, by: actor, at: now,
      roll: roll, db)
    guard let next = Project(id: project.id, records: log) else {
      throw StoreError.failed("项目的记录不完整")
    }
    try db.cachedStatement(
      sql: "UPDATE project SET name = ?, ended_at = ?, due_at = ? WHERE uid = ?"
    ).execute(arguments: [
      next.name, next.ending?.at.milliseconds, next.nextStep?.dueAt.milliseconds, next.id.text,
    ])
    return next
  }
}
