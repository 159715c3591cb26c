internal import CoreModel
internal import GRDB

/// A list, as the SQL that walks one index of it in either direction.
///
/// Every list is walked by key, never by offset, and on an index that is named: what a page costs
/// must not depend on what SQLite guesses about the data. Lists of all ages that are searched or narrowed are
/// walked on the search index, and what that finds is asked the same conditions again.
struct QueueQuery {
  let roll: Roll
  private let source: String
  /// The column that the list is sorted by; ties are settled by the row's key, in the same direction.
  private let sort: String
  private let isDescending: Bool
  /// What the search index is asked; nil for a list that is walked on an index of its own.
  let expression: SearchExpression?
  /// Whether the search index finds nothing but what belongs to the list.
  let isExact: Bool
  private var conditions: [String] = []
  private var arguments: [any DatabaseValueConvertible] = []
  private let isAdHoc: Bool

  /// - Parameters:
  ///   - isIndexed: Whether to ask the search index where there is nothing to search, for counting.
  ///   - nightEnd: When tonight is over; asked for only where the view depends on it.
  init(
    _ filter: QueueFilter, roll: Roll, now: Instant, isIndexed: Bool = false,
    nightEnd: () throws -> Instant
  ) throws {
    self.roll = roll
    let words = SearchText.words(of: filter.search).map { SearchWord($0, roll: roll) }
    isAdHoc = !words.isEmpty || !filter.facets.isEmpty
    let isNarrowed =
      isAdHoc || filter.view == .recorded || filter.tier != nil || filter.handler != nil
      || filter.view == .closed && filter.group != nil
    if !filter.view.isOpen, filter.view != .today, isNarrowed || isIndexed {
      let facets = filter.facets.expressions(roll, on: now.day)
      expression = .all(
        words.filter(\.isKnown).map(\.expression) + Facet.allCases.compactMap { facets[$0] }
          + (try QueueQuery.expressions(of: filter, roll)))
      isExact = words.allSatisfy(\.isExact) && filter.ticketState == nil
      source = "request r NOT INDEXED"
      sort = "r.id"
      isDescending = true
    } else {
      expression = nil
      isExact = true
      let (index, column) = QueueQuery.index(of: filter, isAdHoc: isAdHoc)
      source = "request r INDEXED BY \(index)"
      sort = "r.\(column)"
      isDescending = !filter.view.isOpen
    }
    conditions.append("r.neighborhood_id = ?")
    arguments.append(roll.scopeKey)
    try restrict(to: filter, now: now, nightEnd: nightEnd)
    for word in words {
      conditions.append(word.condition)
      arguments += word.arguments
    }
    conditions += filter.facets.conditions(roll, on: now.day)
    if expression != nil, !words.isEmpty, !words.contains(where: \.isKnown) {
      // Punctuation alone: the index cannot say where it stands, and everything is no answer.
      conditions.append("FALSE")
    }
  }

  /// Up to `count` rows beyond a key (from the list's end when nil), nearest first.
  func rows(
    _ db: Database, beyond key: QueueKey?, forward: Bool, including: Bool = false, count: Int
  ) throws -> [QueueRow] {
    let isUp = forward != isDescending
    if let expression {
      guard conditions.last != "FALSE" else { return [] }
      return try indexedRows(
        db, expression, isUp: isUp, beyond: key?.row, including: including, count: count)
    }
    var conditions = conditions
    var arguments = arguments
    if let key {
      let comparison = (isUp ? ">" : "<") + (including ? "=" : "")
      conditions.append("(\(sort), r.id) \(comparison) (?, ?)")
      arguments.append(key.sort)
      arguments.append(key.row)
    }
    return try fetch(db, conditions, arguments, isUp: isUp, count: count)
  }

  private func fetch(
    _ db: Database, _ conditions: [String], _ arguments: [any DatabaseValueConvertible],
    isUp: Bool, count: Int
  ) throws -> [QueueRow] {
    let direction = isUp ? "ASC" : "DESC"
    let sql = """
      SELECT \(sort), \(QueueRow.columns) FROM \(source)
      WHERE \(conditions.joined(separator: " AND "))
      ORDER BY \(sort) \(direction)\(expression == nil ? ", r.id \(direction)" : "") LIMIT ?
      """
    // Searches name keys in their text: keeping each of them would fill memory.
    let query = try isAdHoc ? db.makeStatement(sql: sql) : db.cachedStatement(sql: sql)
    var rows: [QueueRow] = []
    let cursor = try Row.fetchCursor(query, arguments: StatementArguments(arguments + [count]))
    while let row = try cursor.next() { rows.append(try QueueRow(row, roll)) }
    return rows
  }

  // MARK: The search index

  /// The rows behind the last full block, then the blocks from the newest to the oldest; or the reverse.
  private func indexedRows(
    _ db: Database, _ expression: SearchExpression, isUp: Bool, beyond key: Int64?,
    including: Bool, count: Int
  ) throws -> [QueueRow] {
    let below = try SearchIndex.below(db)
    // Half open: from the first row that counts up to, not including, the last.
    var first: Int64 = 0
    var end = Int64.max
    if let key {
      if isUp { first = including ? key : key + 1 } else { end = including ? key + 1 : key }
    }
    var found: [QueueRow] = []
    func tail() throws {
      guard end > below, found.count < count else { return }
      found += try fetch(
        db, conditions + ["r.id >= ?", "r.id < ?"], arguments + [max(first, below), end],
        isUp: isUp, count: count - found.count)
    }
    if !isUp { try tail() }
    let size = Int64(RowSet.capacity)
    let (lowest, highest) = (first / size, (min(end, below) - 1) / size)
    if first < below, end > 0, lowest <= highest {
      let reader = try SearchBlock(db)
      var waiting: [Int64] = []
      var chunk = max(64, count + count / 4)
      for step in 0...(highest - lowest) where found.count < count {
        let block = isUp ? lowest + step : highest - step
        var set = try expression.rows(in: block, reader)
        if set.isEmpty { continue }
        set.keep(Int(max(0, first - block * size))..<Int(min(size, end - block * size)))
        let rows = set.rows.map { block * size + Int64($0) }
        waiting += isUp ? rows : rows.reversed()
        while found.count < count, waiting.count >= chunk {
          found += try verified(db, waiting.prefix(chunk), isUp: isUp, count: count - found.count)
          waiting.removeFirst(chunk)
          chunk = min(1024, chunk * 2)
        }
      }
      if found.count < count, !waiting.isEmpty {
        found += try verified(db, waiting[...], isUp: isUp, count: count - found.count)
      }
    }
    if isUp { try tail() }
    return found
  }

  /// Those of some rows that belong to the list.
  private func verified(
    _ db: Database, _ rows: ArraySlice<Int64>, isUp: Bool, count: Int
  ) throws -> [QueueRow] {
    let keys = rows.map { "\($0)" }.joined(separator: ",")
    return try fetch(
      db, ["r.id IN (\(keys))"] + conditions, arguments, isUp: isUp, count: count)
  }

  /// Gives what facets see of every row of the list that a stretch of keys holds, or of the whole list.
  func forEachSubject(
    _ db: Database, from first: Int64? = nil, _ body: (FacetSubject) -> Void
  ) throws {
    guard conditions.last != "FALSE" else { return }
    let sql = """
      SELECT \(FacetSubject.columns) FROM \(source)
      WHERE \((conditions + (first == nil ? [] : ["r.id >= ?"])).joined(separator: " AND "))
      """
    let query = try db.makeStatement(sql: sql)
    let all = arguments + (first.map { [$0] } ?? [])
    let rows = try Row.fetchCursor(query, arguments: StatementArguments(all))
    while let row = try rows.next() {
      if let subject = FacetSubject(row, roll) { body(subject) }
    }
  }

  /// The same of the rows of a list of keys.
  func forEachSubject(
    _ db: Database, of keys: [Int64], _ body: (FacetSubject) -> Void
  ) throws {
    let names = keys.map { "\($0)" }.joined(separator: ",")
    let sql = """
      SELECT \(FacetSubject.columns) FROM \(source)
      WHERE r.id IN (\(names)) AND \(conditions.joined(separator: " AND "))
      """
    let rows = try Row.fetchCursor(
      try db.makeStatement(sql: sql), arguments: StatementArguments(arguments))
    while let row = try rows.next() {
      if let subject = FacetSubject(row, roll) { body(subject) }
    }
  }

  /// Where a request stands in the list, or would stand; nil when it has no such place.
  func key(_ db: Database, of id: RequestID) throws -> QueueKey? {
    let found = try Row.fetchOne(
      db, sql: "SELECT r.id, \(sort) FROM request r WHERE r.uid = ? AND r.neighborhood_id = ?",
      arguments: [id.text, roll.scopeKey])
    guard let found, let place: Int64 = found[1] else { return nil }
    return QueueKey(sort: place, row: found[0])
  }

  /// The index that a list walks, and the column that it is sorted by.
  private static func index(
    of filter: QueueFilter, isAdHoc: Bool
  ) -> (index: String, column: String) {
    if [.open, .overdue, .tonight].contains(filter.view), filter.isOfTickets, !isAdHoc {
      return (filter.ticketState == nil ? "request_ticket_open" : "request_ticket_state", "due_at")
    }
    return switch filter.view {
    case .open, .overdue, .mine, .tonight, .rejected, .unanswered, .undispatched, .held:
      (filter.group == nil ? "request_open" : "request_open_group", "due_at")
    case .closed:
      (filter.hotlineOnly ? "request_hotline_closed" : "request_closed", "closed_at")
    case .all, .today, .recorded:
      if filter.group != nil {
        ("request_group", "received_at")
      } else {
        (filter.hotlineOnly ? "request_hotline" : "request_received", "received_at")
      }
    }
  }

  private mutating func restrict(
    to filter: QueueFilter, now: Instant, nightEnd: () throws -> Instant
  ) throws {
    if filter.view.isOpen { conditions.append("r.due_at IS NOT NULL") }
    switch filter.view {
    case .open, .all: break
    case .overdue: add("r.due_at < ?", now.milliseconds)
    case .closed: conditions.append("r.closed_at IS NOT NULL")
    case .today:
      add("r.received_at >= ?", now.day.start.milliseconds)
      add("r.received_at < ?", now.day.adding(days: 1).start.milliseconds)
    case .mine: add("r.handler_id = ?", QueueQuery.key(of: filter.viewer, roll))
    case .tonight: add("r.due_at < ?", try nightEnd().milliseconds)
    case .rejected: add("status", DeskView.rejectedStatuses.map(\.rawValue))
    case .unanswered: add("obligation", DeskView.unansweredSteps.map(\.rawValue))
    case .undispatched:
      conditions.append("r.handler_id IS NULL AND r.handler_pool IS NULL")
      add("status", DeskView.undispatchedStatuses.map(\.rawValue))
    case .held: add("status", [RequestStatus.held.rawValue])
    case .recorded: add("r.first_receiver_id = ?", QueueQuery.key(of: filter.viewer, roll))
    }
    if let group = filter.group { add("r.group_id = ?", try roll.key(of: group)) }
    if let tier = filter.tier { add("r.tier = ?", tier.rawValue) }
    if let handler = filter.handler { add("r.handler_id = ?", try roll.key(of: handler)) }
    if filter.hotlineOnly {
      conditions.append("r.hotline_number IS NOT NULL")
      // The same for what is open; the index of the inbox knows only this.
      if filter.view.isOpen { conditions.append("r.ticket_state IS NOT NULL") }
    }
    if let state = filter.ticketState { add("r.ticket_state = ?", state.rawValue) }
  }

  /// The same asked of the search index, for the views that may be walked on it.
  private static func expressions(
    of filter: QueueFilter, _ roll: Roll
  ) throws -> [SearchExpression] {
    var parts: [SearchExpression] = []
    switch filter.view {
    case .closed:
      parts.append(
        .any(RequestStatus.allCases.filter { !$0.isOpen }.map { .token(.of(.status, $0)) }))
    case .recorded: parts.append(.token(SearchToken(.receiver, key(of: filter.viewer, roll))))
    default: break
    }
    if let group = filter.group {
      parts.append(.token(SearchToken(.group, try roll.key(of: group))))
    }
    if let tier = filter.tier { parts.append(.token(SearchToken(.tier, Int64(tier.rawValue)))) }
    if let handler = filter.handler {
      parts.append(.token(SearchToken(.handler, try roll.key(of: handler))))
    }
    if filter.hotlineOnly { parts.append(.token(SearchToken(.hotline, 1))) }
    return parts + [.token(SearchToken(.scope, roll.scopeKey))]
  }

  /// Whoever has not said who they are has handled and recorded nothing.
  private static func key(of person: PersonID?, _ roll: Roll) -> Int64 {
    person.flatMap { roll.personKeys[$0] } ?? SearchToken.nobody
  }

  private mutating func add(_ condition: String, _ argument: some DatabaseValueConvertible) {
    conditions.append(condition)
    arguments.append(argument)
  }

  private mutating func add(_ column: String, _ values: [String]) {
    conditions.append("r.\(column) IN (\(values.map { "'\($0)'" }.joined(separator: ", ")))")
  }
}

extension DeskStore {
  /// A list of the neighbourhood as a query.
  func query(
    _ filter: QueueFilter, now: Instant, isIndexed: Bool = false, _ db: Database
  ) throws -> QueueQuery {
    let roll = try self.roll(of: filter.scope, db)
    return try QueueQuery(filter, roll: roll, now: now, isIndexed: isIndexed) {
      let rules = try self.rules(of: filter.scope, db).deadlines
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT uid, start_at, end_at FROM shift
          WHERE neighborhood_id = ? AND start_at >= ? AND start_at < ?
          """,
        arguments: [
          roll.scopeKey, now.day.adding(days: -1).start.milliseconds,
          now.day.adding(days: 1).start.milliseconds,
        ])
      let shifts = rows.map { row in
        Shift(
          id: Identifier<Shift>(row[0]), neighborhood: filter.scope,
          start: Instant(milliseconds: row[1]), end: Instant(milliseconds: row[2]), kind: .evening,
          people: [])
      }
      return DutyNight.end(
        at: now, shifts: shifts, duty: rules.dutyTime, calendar: rules.calendar)
    }
  }
}

extension FacetSubject {
  /// What ``init(_:_:)`` reads.
  static let columns = """
    r.tier, r.status, r.channel, r.group_id, r.handler_id, r.handler_pool, r.urgency,
    r.hotline_number IS NOT NULL, r.received_at
    """

  /// Nil for a row that this release does not understand.
  init?(_ row: Row, _ roll: Roll) {
    let tier: Int? = row[0]
    let group: Int64? = row[3]
    let person: Int64? = row[4]
    let pool: String? = row[5]
    guard let status = RequestStatus(rawValue: row[1]), let channel = Channel(rawValue: row[2]),
      let urgency = Urgency(rawValue: row[6])
    else { return nil }
    self.init(
      tier: tier.flatMap(Tier.init(rawValue:)), status: status, channel: channel,
      group: group.flatMap { roll.groups[$0] },
      handler: person.flatMap { roll.people[$0] }.map(Handler.person)
        ?? pool.flatMap(Crew.init(rawValue:)).map(Handler.pool),
      urgency: urgency, isHotline: row[7], receivedAt: Instant(milliseconds: row[8]))
  }
}

extension QueueRow {
  /// What ``init(_:_:)`` reads, after the sort column.
  static let columns = """
    r.id, r.uid, r.number_day, r.number_serial, r.version, r.text, r.group_id, r.room,
    r.place_detail, r.tier, r.urgency, r.status, r.channel, r.obligation, r.due_at, r.owed_by,
    r.handler_id, r.handler_pool, r.first_receiver_id, r.received_at, r.closed_at, r.hotline_number,
    \(LinkRecords.columns),
    r.ticket_state, r.ticket_kind, r.ticket_round, r.ticket_due_at, r.ticket_original_due_at
    """

  init(_ row: Row, _ roll: Roll) throws {
    let person: Int64? = row[17]
    let pool: String? = row[18]
    let handler =
      person.flatMap { roll.people[$0] }.map(Handler.person)
      ?? pool.flatMap(Crew.init(rawValue:)).map(Handler.pool)
    let group: Int64? = row[7]
    let tier: Int? = row[10]
    let due: Int64? = row[15]
    let owed: String? = row[16]
    let closed: Int64? = row[21]
    guard let urgency = Urgency(rawValue: row[11]), let status = RequestStatus(rawValue: row[12]),
      let channel = Channel(rawValue: row[13]), let receiver = roll.people[row[19]]
    else { throw StoreError.damaged(path: "", detail: "诉求 \(row[2] as String) 的列表行无法识别") }
    let kind: String? = row[14]
    let obligation = due.flatMap { due in
      kind.flatMap(ObligationKind.init(rawValue:)).map {
        Obligation(
          $0, dueAt: Instant(milliseconds: due),
          owedBy: Projection.owedBy(owed ?? "", handler: handler))
      }
    }
    self.init(
      id: RequestID(row[2]), key: QueueKey(sort: row[0], row: row[1]),
      number: RequestNumber(day: row[3], serial: row[4]).text, version: row[5], text: row[6],
      group: group.flatMap { roll.groups[$0] }, room: row[8], placeDetail: row[9],
      tier: tier.flatMap(Tier.init(rawValue:)), urgency: urgency, status: status, channel: channel,
      obligation: obligation, handler: handler, firstReceiver: receiver,
      receivedAt: Instant(milliseconds: row[20]),
      closedAt: closed.map { Instant(milliseconds: $0) }, hotlineNumber: row[22],
      mainNumber: row[23], linkedCount: row[24], ticket: TicketLine(row, from: 25))
  }
}

extension TicketLine {
  /// The five columns of a ticket; nil for what is none or is closed.
  fileprivate init?(_ row: Row, from first: Int) {
    let state: String? = row[first]
    let kind: String? = row[first + 1]
    let round: Int? = row[first + 2]
    let due: Int64? = row[first + 3]
    let original: Int64? = row[first + 4]
    guard let state = state.flatMap(TicketState.init(rawValue:)) else { return nil }
    let limit = due.map {
      TicketLimit(
        dueAt: Instant(milliseconds: $0), originallyDueAt: Instant(milliseconds: original ?? $0))
    }
    self.init(
      state: state, kind: kind.flatMap(TicketKind.init(rawValue:)) ?? .help, round: round ?? 1,
      limit: limit)
  }
}

extension QueueFilter {
  /// Whether the index of the inbox has all that is asked: the open tickets, and nothing else of them.
  fileprivate var isOfTickets: Bool {
    (hotlineOnly || ticketState != nil) && group == nil && tier == nil && handler == nil
  }
}
