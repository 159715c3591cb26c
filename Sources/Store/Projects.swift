package import CoreModel
internal import GRDB

/// A 微实事 with the requests that it came of.
package struct ProjectLine: Hashable, Sendable, Identifiable {
  /// The project.
  package var project: Project
  /// Its requests, those that go on in it first.
  package var sources: [OnwardSource]

  /// Makes a line.
  package init(project: Project, sources: [OnwardSource]) {
    self.project = project
    self.sources = sources
  }

  /// Globally unique.
  package var id: ProjectID { project.id }
  /// The requests that count: those that were not taken out.
  package var counted: [OnwardSource] { sources.filter { !$0.wasLeft } }
}

/// 微实事: reading them, and the one way in which they are written.
extension DeskStore {
  // MARK: Reading

  /// Those that go on, the one that owes something first in front, and those that ended since a moment, the newest
  /// first.
  package func projects(
    of scope: NeighborhoodID, endedSince since: Instant
  ) throws(StoreError) -> [ProjectLine] {
    try look { db in
      let records = ProjectRecords(try self.records(of: scope, db))
      return try records.lines(
        """
        SELECT uid FROM (
          SELECT uid, due_at AS place, id, 0 AS is_over FROM project
          WHERE neighborhood_id = ?1 AND ended_at IS NULL
          UNION ALL
          SELECT uid, -ended_at, id, 1 FROM project
          WHERE neighborhood_id = ?1 AND ended_at IS NOT NULL AND ended_at >= ?2
        ) ORDER BY is_over, place, id
        """, [records.roll.scopeKey, since.milliseconds])
    }
  }

  /// One of them.
  package func project(
    _ id: ProjectID, of scope: NeighborhoodID
  ) throws(StoreError) -> ProjectLine {
    try look { db in try ProjectRecords(try self.records(of: scope, db)).line(id) }
  }

  /// Those of a number (`2026-03`), or else those whose name has the words in it.
  package func projects(
    called words: String, of scope: NeighborhoodID
  ) throws(StoreError) -> [ProjectLine] {
    try look { db in
      let records = ProjectRecords(try self.records(of: scope, db))
      let exact = try records.lines(
        """
        SELECT uid FROM project WHERE neighborhood_id = ?1
          AND (uid = ?2 OR printf('%d-%02d', year, serial) = ?2 OR name = ?2) ORDER BY id
        """, [records.roll.scopeKey, words.tidied])
      guard exact.isEmpty else { return exact }
      return try records.lines(
        "SELECT uid FROM project WHERE neighborhood_id = ?1 AND instr(name, ?2) > 0 ORDER BY id",
        [records.roll.scopeKey, words.tidied])
    }
  }

  // MARK: Writing

  /// Begins one.
  /// - Parameters:
  ///   - agenda: The 议题 that it came of; its own part in the requests is not touched.
  ///   - requests: What it comes of, at least one. What was not sent to the 议事会 yet is, in the same step.
  /// - Throws: ``StoreError/refused(_:)`` when the plan says too little or a request cannot take part.
  package func startProject(
    _ plan: ProjectPlan, from agenda: OnwardLink? = nil, requests: [RequestID],
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> ProjectLine {
    try change { db in
      let project = try self.startProject(
        plan, from: agenda, requests: requests, in: scope, by: actor, at: now, db)
      return try ProjectRecords(try self.records(of: scope, db)).line(project.id)
    }
  }

  /// The same within a transaction that does more.
  func startProject(
    _ plan: ProjectPlan, from agenda: OnwardLink?, requests: [RequestID],
    in scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws -> Project {
    var plan = plan
    plan.agenda = agenda ?? plan.agenda
    let records = ProjectRecords(try self.records(of: scope, db))
    guard
      case .started(var order) = try Project.decide(
        plan, by: actor, at: now, in: records.roll.directory)
    else { throw StoreError.failed("立项没有产生记录") }
    guard !requests.isEmpty else {
      throw agenda == nil
        ? Refusal.missing("微实事要从诉求来：请至少选一件来源诉求，销项以后才知道告诉谁")
        : Refusal.outOfTurn("议题「\(plan.name)」的诉求都已经结了，不能转微实事；请把决议改为别的")
    }
    let year = now.day.components.year
    let serial = try records.nextSerial(in: year)
    order.number = "\(year)-\(serial < 10 ? "0" : "")\(serial)"
    var random = SystemRandomNumberGenerator()
    let id = ProjectID.timeOrdered(at: now, using: &random)
    let log = try DutyLog.append(
      [ProjectEvent.started(order)], to: id.text, after: [], expecting: nil, by: actor, at: now,
      roll: records.roll, db)
    guard let project = Project(id: id, records: log) else { throw StoreError.failed("项目没有记下") }
    try records.insert(project, year: year, serial: serial)
    var seen: Set<RequestID> = []
    for request in requests where seen.insert(request).inserted {
      try join(request, project, from: agenda, by: actor, at: now, db)
    }
    return project
  }

  /// Does something to a project, and lets its requests know in the same transaction.
  /// - Parameter version: The version that the desk saw; nil when whoever asks has not looked.
  /// - Throws: ``StoreError/conflict(_:)`` when somebody was faster, ``StoreError/refused(_:)`` when the rules say no.
  package func perform(
    _ command: ProjectCommand, on id: ProjectID, expecting version: Int?,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> ProjectLine {
    try change { db in
      let records = ProjectRecords(try self.records(of: scope, db))
      let known = try records.log(of: id)
      guard let project = Project(id: id, records: known) else {
        throw StoreError.notFound("这个微实事项目")
      }
      try DutyLog.refuseOvertaken(known, expecting: version, roll: records.roll)
      let event = try project.decide(command, by: actor, at: now, in: records.roll.directory)
      let next = try records.append(event, to: project, by: actor, at: now)
      let onward = OnwardRecords(records.requests)
      switch next.news(of: event, in: records.roll.directory) {
      case .settled(let settlement):
        try self.settleOnAll(settlement, onward, by: actor, at: now, db)
      case let news?: try onward.recordOnAll(news, by: actor, at: now)
      case nil: break
      }
      return try records.line(id)
    }
  }

  /// Lets one more request be part of a project.
  package func addSource(
    _ request: RequestID, to id: ProjectID, expecting version: Int?, in scope: NeighborhoodID,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> ProjectLine {
    try change { db in
      let records = ProjectRecords(try self.records(of: scope, db))
      let project = try records.project(id)
      try DutyLog.refuseOvertaken(project.records, expecting: version, roll: records.roll)
      if let refusal = project.refusal(of: .addSource, by: actor) { throw refusal }
      let number = try self.join(request, project, by: actor, at: now, db)
      try records.append(.sourceJoined(number: number), to: project, by: actor, at: now)
      return try records.line(id)
    }
  }

  /// Takes a request out of a project: it goes back to the 议事会.
  package func removeSource(
    _ request: RequestID, from id: ProjectID, reason: String, expecting version: Int?,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> ProjectLine {
    try change { db in
      let records = ProjectRecords(try self.records(of: scope, db))
      let project = try records.project(id)
      try DutyLog.refuseOvertaken(project.records, expecting: version, roll: records.roll)
      let onward = OnwardRecords(records.requests)
      let open = try onward.open(project.link)
      let (row, _) = try DeskStore.locate(request, db)
      let number = try EventRecords.history(
        of: request, row: row, roll: records.roll, db
      ).request.number
      guard open.contains(request) else {
        throw Refusal.outOfTurn("\(number) 不在项目「\(project.name)」里，或者已经移出")
      }
      let event = try project.decideLeaving(
        number: number, reason: reason, among: open.count, by: actor)
      guard case .sourceLeft(_, let reason) = event else {
        throw StoreError.failed("移出没有产生记录")
      }
      try records.append(event, to: project, by: actor, at: now)
      try onward.record(
        .left(OnwardLeaving(project.link, reason: reason)), on: request, by: actor, at: now)
      return try records.line(id)
    }
  }

  /// Records on a request that it is part of a project; one that the 议事会 has not seen is sent there first.
  /// - Parameter agenda: The 议题 that hands it over: 并件 that it carried come along then.
  /// - Returns: Its number.
  @discardableResult
  private func join(
    _ request: RequestID, _ project: Project, from agenda: OnwardLink? = nil, by actor: Actor,
    at now: Instant, _ db: Database
  ) throws -> String {
    let records = try self.records(of: try DeskStore.locate(request, db).1, db)
    let (row, _) = try DeskStore.locate(request, db)
    let history = try EventRecords.history(of: request, row: row, roll: records.roll, db)
    if agenda == nil, let main = history.request.main, try DeskStore.isOpen(main.id, db) {
      throw Refusal.outOfTurn(
        "\(history.request.number) 已并入主件 \(main.number)，请选主件：并件跟着主件一起告知")
    }
    let isAsked = history.request.isOpen && history.request.stage != .escalated
    if isAsked, history.joiningRefusal(project.link) != nil {
      _ = try perform(
        .escalate(reason: "列入微实事「\(project.name)」"), on: request, expecting: nil, by: actor,
        at: now,
        db)
    }
    let joined = try OnwardRecords(records).record(
      .joined(OnwardJoining(project.link, step: project.nextStep)), on: request, by: actor, at: now)
    return joined.number
  }

  /// Whether a request goes on.
  static func isOpen(_ request: RequestID, _ db: Database) throws -> Bool {
    try String.fetchOne(
      db, sql: "SELECT status FROM request WHERE uid = ?", arguments: [request.text]
    ).flatMap(RequestStatus.init(rawValue:)).map {
      ![.closed, .cancelled, .returned].contains($0)
    } ?? false
  }

  /// Replaces the standard milestones; projects that were begun keep theirs.
  /// - Parameter seen: The text that the person changed; nil to replace whatever is there.
  package func setProjectBook(
    _ book: ProjectBook, seen: String? = nil, of scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) {
    try Permissions.check(actor, for: "改微实事标准节点", allowed: Permissions.ruling)
    try change { db in
      _ = try self.set(.projects, of: scope, db) { known in
        guard seen == nil || seen == known ?? ProjectBook.standardText else {
          throw Refusal.outOfTurn("标准节点刚被别的值班台改过，没有覆盖它；请看过新的再改")
        }
        return book.text
      }
    }
  }
}

extension DeskStore {
  /// 全程 of a request, as it may be shown.
  package func thread(
    of request: RequestID, at now: Instant
  ) throws(StoreError) -> RequestThread {
    let detail = try detail(id: request)
    return try look { db in
      let (_, scope) = try DeskStore.locate(request, db)
      let records = ProjectRecords(try self.records(of: scope, db))
      var seen: Set<String> = []
      let links = detail.request.onward.map(\.link).filter {
        $0.kind == .project && seen.insert($0.id).inserted
      }
      return RequestThread(
        detail.history, obligation: detail.obligation,
        projects: try links.map { try records.project(ProjectID($0.id)) },
        in: records.roll.directory, now: now)
    }
  }

  /// Requests of the 议事会 that neither a project nor a 议题 carries yet, the one that has waited longest first.
  package func projectCandidates(of scope: NeighborhoodID) throws(StoreError) -> [QueueRow] {
    try look { db in
      let records = try self.records(of: scope, db)
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT r.received_at, \(QueueRow.columns) FROM request r
          WHERE r.neighborhood_id = ? AND r.due_at IS NOT NULL AND r.status = 'escalated'
            AND NOT EXISTS (SELECT 1 FROM request_onward o
              WHERE o.request_id = r.id AND o.ended_at IS NULL
                AND o.kind IN ('project', 'agenda'))
            AND NOT EXISTS (SELECT 1 FROM request_link l WHERE l.request_id = r.id)
          ORDER BY r.due_at, r.id LIMIT 200
          """, arguments: [records.roll.scopeKey])
      return try rows.map { try QueueRow($0, records.roll) }
    }
  }
}
