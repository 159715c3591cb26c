internal import CoreModel
internal import GRDB

/// Reading and writing 议题 and meetings of the 议事会: their logs, the tables that lists find them by, and what their
/// requests are told, together.
struct AgendaRecords {
  let records: RequestRecords
  let scope: NeighborhoodID
  let actor: Actor
  let now: Instant

  var db: Database { records.db }
  var roll: Roll { records.roll }
  var onward: OnwardRecords { OnwardRecords(records) }

  // MARK: Items

  static func item(_ id: AgendaID, roll: Roll, _ db: Database) throws -> AgendaItem {
    let known = try String.fetchOne(
      db, sql: "SELECT uid FROM agenda_item WHERE uid = ? AND neighborhood_id = ?",
      arguments: [id.text, roll.scopeKey])
    guard known != nil,
      let item = AgendaItem(
        id: id, try DutyLog.records(AgendaEvent.self, of: id.text, roll: roll, db))
    else { throw StoreError.notFound("这个议题") }
    return item
  }

  func item(_ id: AgendaID) throws -> AgendaItem { try AgendaRecords.item(id, roll: roll, db) }

  /// Begins an item.
  func begin(_ order: AgendaOrder) throws -> AgendaItem {
    var random = SystemRandomNumberGenerator()
    let id = AgendaID.timeOrdered(at: now, using: &random)
    var order = order
    order.number = try next("agenda_item")
    order.meetBy = records.rules.deadlines.meetingLimit(of: order.urgency, from: now)
    let event = try AgendaItem.propose(order, by: actor)
    guard case .proposed(let kept) = event else { throw StoreError.failed("议题没有记下") }
    try db.execute(
      sql: """
        INSERT INTO agenda_item (uid, neighborhood_id, number, title, status)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        id.text, roll.scopeKey, kept.number, kept.title, AgendaStatus.open.rawValue,
      ])
    let known = try DutyLog.append(
      [event], to: id.text, after: [], expecting: nil, by: actor, at: now, roll: roll, db)
    guard let item = AgendaItem(id: id, known) else { throw StoreError.failed("议题没有记下") }
    return item
  }

  /// Appends what happened to an item.
  @discardableResult
  func append(
    _ events: [AgendaEvent], to id: AgendaID, expecting version: Int? = nil
  ) throws -> AgendaItem {
    let known = try DutyLog.records(AgendaEvent.self, of: id.text, roll: roll, db)
    let after = try DutyLog.append(
      events, to: id.text, after: known, expecting: version, by: actor, at: now, roll: roll, db)
    guard let item = AgendaItem(id: id, after) else { throw StoreError.notFound("这个议题") }
    try db.execute(
      sql: "UPDATE agenda_item SET title = ?, status = ?, ended_at = ? WHERE uid = ?",
      arguments: [item.title, item.status.rawValue, item.endedAt?.milliseconds, id.text])
    return item
  }

  /// What its resolutions gave out.
  func tasks(of item: AgendaItem) throws -> [DeskTask] {
    try TaskRecords(db: db, roll: roll).tasks(from: item.link)
  }

  /// Tells its requests what happened, and what is owed from now on.
  func tell(
    _ item: AgendaItem, _ words: String, phase: OnwardMove.Phase? = nil
  ) throws {
    let move = OnwardMove(item.link, words, step: item.step(try tasks(of: item)), phase: phase)
    try onward.recordOnAll(.moved(move), by: actor, at: now)
  }

  /// Lets a request join, those that are linked to it with it; one that is not escalated is escalated by it.
  func join(_ request: RequestID, to item: AgendaItem) throws -> AgendaItem {
    var item = item
    let (row, home) = try DeskStore.locate(request, db)
    guard home == scope else { throw StoreError.notFound("这件诉求") }
    // Whoever means a 并件 means the matter: its 主件 joins, and all that is linked to that. A 主件 that is over joins
    // nothing any more, and must not keep what is still open from going on.
    let above = try Int64.fetchOne(
      db,
      sql: """
        SELECT l.main_id FROM request_link l JOIN request m ON m.id = l.main_id
        WHERE l.request_id = ? AND m.status NOT IN ('closed', 'cancelled', 'returned')
        """, arguments: [row])
    let main = above ?? row
    let linked = try Int64.fetchAll(
      db,
      sql: "SELECT request_id FROM request_link WHERE main_id = ? ORDER BY linked_at, request_id",
      arguments: [main])
    for key in [main] + linked {
      guard
        let uid = try String.fetchOne(
          db, sql: "SELECT uid FROM request WHERE id = ?", arguments: [key])
      else { continue }
      let id = RequestID(uid)
      if item.sources.contains(where: { $0.id == id }) { continue }
      var history = try EventRecords.history(of: id, row: key, roll: roll, db)
      let step = item.step(try tasks(of: item))
      // What is linked comes along where it can; what is over or goes another way already is left in peace.
      if key != main {
        let stage = history.request.stage
        let canRise = history.refusal(of: .escalate, by: actor) == nil
        guard history.request.isOpen, stage == .escalated || canRise,
          history.request.carriedBy == nil
        else { continue }
      }
      if history.request.isOpen, history.request.stage != .escalated {
        let next = try records.extending(
          history, by: .escalate(reason: "列入议题「\(item.title)」"), actor, now)
        try records.append(next, beyond: history, row: key)
        history = next
      }
      try onward.record(
        .joined(OnwardJoining(item.link, step: step)), on: id, by: actor, at: now)
      if let date = item.date {
        let words = "排在\(date.kind.title)，\(date.start.dateTimeText(relativeTo: now))"
        try onward.record(
          .moved(OnwardMove(item.link, words, step: step, phase: .started)), on: id, by: actor,
          at: now)
      }
      item = try append(
        [
          .joined(
            AgendaSource(
              id: id, number: history.request.number, urgency: history.request.urgency))
        ], to: item.id)
    }
    return item
  }

  /// By when the 议事会 must have met about a pressing item, by the clocks of its requests; for others, by when it must
  /// have a date. Nil where that was kept, or the item has no requests.
  func limit(of item: AgendaItem) throws -> Instant? {
    var limits = [item.pressedBy].compactMap(\.self)
    for source in item.sources {
      if let due = try limit(of: source.id) { limits.append(due) }
    }
    return limits.min()
  }

  /// The same of one request.
  func limit(of request: RequestID) throws -> Instant? {
    let (row, _) = try DeskStore.locate(request, db)
    let history = try EventRecords.history(of: request, row: row, roll: roll, db)
    return try records.deadlines(for: history.request).clocks(for: history.request)
      .first { $0.kind == .council && $0.stoppedAt == nil }?.dueAt
  }

  /// When what is not met about any more is due again.
  var again: Instant {
    let rules = records.rules.deadlines
    let day = rules.calendar.adding(workingDays: AgendaRecords.againDays, to: now.day)
    return rules.dutyTime.closeOfBusiness(on: day, in: rules.calendar)
  }

  /// When a meeting that is held now must have decided and ended: who may close it is not always there at night.
  var closing: Instant {
    let rules = records.rules.deadlines
    let day = rules.calendar.adding(workingDays: 1, to: now.day)
    return rules.dutyTime.closeOfBusiness(on: day, in: rules.calendar)
  }

  /// As many working days as the 议事会 has to begin with something.
  private static let againDays = 5

  // MARK: Meetings

  static func meeting(_ id: CouncilID, roll: Roll, _ db: Database) throws -> CouncilMeeting {
    let known = try String.fetchOne(
      db, sql: "SELECT uid FROM council_meeting WHERE uid = ? AND neighborhood_id = ?",
      arguments: [id.text, roll.scopeKey])
    guard known != nil,
      let meeting = CouncilMeeting(
        id: id, try DutyLog.records(CouncilEvent.self, of: id.text, roll: roll, db))
    else { throw StoreError.notFound("这次会议") }
    return meeting
  }

  /// Begins a meeting.
  func begin(_ order: CouncilOrder) throws -> CouncilMeeting {
    var random = SystemRandomNumberGenerator()
    let id = CouncilID.timeOrdered(at: now, using: &random)
    var order = order
    order.number = try next("council_meeting")
    order.items = try order.items.map { try item($0.id).reference }
    let event = try CouncilMeeting.call(
      order, by: actor, at: now, in: try facts(order.items.map(\.id)))
    guard case .called(let kept) = event else { throw StoreError.failed("会议没有记下") }
    try db.execute(
      sql: """
        INSERT INTO council_meeting (uid, neighborhood_id, number, kind, start_at)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        id.text, roll.scopeKey, kept.number, kept.kind.rawValue, kept.start.milliseconds,
      ])
    return try append(event, to: id, expecting: nil)
  }

  /// Appends what happened to a meeting.
  func append(
    _ event: CouncilEvent, to id: CouncilID, expecting version: Int?
  ) throws -> CouncilMeeting {
    let known = try DutyLog.records(CouncilEvent.self, of: id.text, roll: roll, db)
    let after = try DutyLog.append(
      [event], to: id.text, after: known, expecting: version, by: actor, at: now, roll: roll, db)
    guard let meeting = CouncilMeeting(id: id, after) else { throw StoreError.notFound("这次会议") }
    try db.execute(
      sql: "UPDATE council_meeting SET start_at = ?, ended_at = ? WHERE uid = ?",
      arguments: [meeting.start.milliseconds, meeting.endedAt?.milliseconds, id.text])
    return meeting
  }

  /// What decisions about a meeting go by.
  func facts(_ ids: [AgendaID]) throws -> CouncilFacts {
    var facts = CouncilFacts(again: again, directory: roll.directory)
    for id in ids {
      let item = try item(id)
      facts.items[id] = item
      if item.urgency != .normal { facts.limits[id] = try limit(of: item) }
    }
    return facts
  }

  private func next(_ table: String) throws -> Int {
    let last = try Int.fetchOne(
      db, sql: "SELECT max(number) FROM \(table) WHERE neighborhood_id = ?",
      arguments: [roll.scopeKey])
    return (last ?? 0) + 1
  }
}
