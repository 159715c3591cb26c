internal import CoreModel
internal import GRDB

/// A list, as the SQL that walks one index of it in either direction.
///
/// Every list is walked by key, never by offset, and on an index that is named: what a page costs
/// must not depend on what SQLite guesses about the data.
struct QueueQuery {
  let roll: Roll
  private let source: String
  /// The column that the list is sorted by; ties are settled by the row's key, in the same direction.
  private let sort: String
  private let isDescending: Bool
  /// Whether the sort column is the row's key itself.
  private let isByRow: Bool
  private var conditions: [String] = []
  private var arguments: [any DatabaseValueConvertible] = []
  private let isAdHoc: Bool

  init(_ filter: QueueFilter, roll: Roll, now: Instant) throws {
    self.roll = roll
    let words = SearchText.words(of: filter.search)
    let shown = words.map(SearchColumns.init)
    let isWalked =
      [.open, .overdue, .today].contains(filter.view)
      || !words.isEmpty && shown.allSatisfy { $0?.isCommon == true }
    // The text index does not know columns. With a word that it knows, they are asked of what that finds;
    // by themselves the list is walked for them, or, where that takes long, they are words like others.
    let isMixed = !isWalked && shown.contains { $0 == nil }
    let asked = isMixed ? zip(words, shown).filter { $1 == nil }.map(\.0) : words
    let match = isWalked || words.isEmpty ? nil : QueueQuery.match(asked, roll)
    isAdHoc = !words.isEmpty
    isByRow = match != nil
    isDescending = ![.open, .overdue].contains(filter.view)
    if let match {
      // CROSS JOIN keeps the text index outermost: it yields rows newest first.
      source = "request_search s CROSS JOIN request r ON r.id = s.rowid"
      sort = "s.rowid"
      conditions.append("request_search MATCH ?")
      arguments.append(match.phrase)
    } else {
      let (index, column) = QueueQuery.index(of: filter)
      source = "request r INDEXED BY \(index)"
      sort = "r.\(column)"
    }
    conditions.append("r.neighborhood_id = ?")
    arguments.append(roll.scopeKey)
    try restrict(to: filter, now: now)
    if isWalked {
      for word in words { add(word: word) }
    } else if let match {
      for word in match.strange { add("instr(r.haystack, ?)", word) }
      if isMixed {
        for (word, columns) in zip(words, shown) where columns != nil { add(word: word) }
      }
    } else if !words.isEmpty {
      // Punctuation alone: the index cannot say where it stands, and everything is no answer.
      conditions.append("FALSE")
    }
  }

  /// Up to `count` rows beyond a key (from the list's end when nil), nearest first.
  func rows(
    _ db: Database, beyond key: QueueKey?, forward: Bool, including: Bool = false, count: Int
  ) throws -> [QueueRow] {
    let isUp = forward != isDescending
    var conditions = conditions
    var arguments = arguments
    if let key {
      let comparison = (isUp ? ">" : "<") + (including ? "=" : "")
      conditions.append(
        isByRow ? "\(sort) \(comparison) ?" : "(\(sort), r.id) \(comparison) (?, ?)")
      if !isByRow { arguments.append(key.sort) }
      arguments.append(key.row)
    }
    arguments.append(count)
    let direction = isUp ? "ASC" : "DESC"
    let sql = """
      SELECT \(sort), \(QueueRow.columns) FROM \(source)
      WHERE \(conditions.joined(separator: " AND "))
      ORDER BY \(sort) \(direction)\(isByRow ? "" : ", r.id \(direction)") LIMIT ?
      """
    // Searches name keys in their text: keeping each of them would fill memory.
    let query = try isAdHoc ? db.makeStatement(sql: sql) : db.cachedStatement(sql: sql)
    var rows: [QueueRow] = []
    let cursor = try Row.fetchCursor(query, arguments: StatementArguments(arguments))
    while let row = try cursor.next() { rows.append(try QueueRow(row, roll)) }
    return rows
  }

  /// Where a request stands in the list, or would stand; nil when it has no such place.
  func key(_ db: Database, of id: RequestID) throws -> QueueKey? {
    let column = isByRow ? "r.id" : sort
    let found = try Row.fetchOne(
      db, sql: "SELECT r.id, \(column) FROM request r WHERE r.uid = ? AND r.neighborhood_id = ?",
      arguments: [id.text, roll.scopeKey])
    guard let found, let place: Int64 = found[1] else { return nil }
    return QueueKey(sort: place, row: found[0])
  }

  /// The index that a list walks, and the column that it is sorted by.
  private static func index(of filter: QueueFilter) -> (index: String, column: String) {
    switch filter.view {
    case .open, .overdue:
      (filter.group == nil ? "request_open" : "request_open_group", "due_at")
    case .closed:
      (filter.hotlineOnly ? "request_hotline_closed" : "request_closed", "closed_at")
    case .all, .today:
      if filter.group != nil {
        ("request_group", "received_at")
      } else {
        (filter.hotlineOnly ? "request_hotline" : "request_received", "received_at")
      }
    }
  }

  private mutating func restrict(to filter: QueueFilter, now: Instant) throws {
    switch filter.view {
    case .open: conditions.append("r.due_at IS NOT NULL")
    case .overdue: add("r.due_at < ?", now.milliseconds)
    case .closed: conditions.append("r.closed_at IS NOT NULL")
    case .all: break
    case .today:
      add("r.received_at >= ?", now.day.start.milliseconds)
      add("r.received_at < ?", now.day.adding(days: 1).start.milliseconds)
    }
    if let group = filter.group { add("r.group_id = ?", try roll.key(of: group)) }
    if let tier = filter.tier { add("r.tier = ?", tier.rawValue) }
    if let handler = filter.handler { add("r.handler_id = ?", try roll.key(of: handler)) }
    if filter.hotlineOnly { conditions.append("r.hotline_number IS NOT NULL") }
  }

  private mutating func add(_ condition: String, _ argument: some DatabaseValueConvertible) {
    conditions.append(condition)
    arguments.append(argument)
  }

  /// A word stands in the haystack, in a column, or names the group, the handler or the crew.
  private mutating func add(word: String) {
    var ways = ["instr(r.haystack, ?)"]
    var groups: [String] = []
    var people: [String] = []
    var crews: [String] = []
    for bearer in roll.bearers(of: word) {
      switch bearer {
      case .group(let key): groups.append("\(key)")
      case .person(let key): people.append("\(key)")
      case .crew(let crew): crews.append("'\(crew.rawValue)'")
      }
    }
    if !groups.isEmpty { ways.append("r.group_id IN (\(groups.joined(separator: ", ")))") }
    if !people.isEmpty { ways.append("r.handler_id IN (\(people.joined(separator: ", ")))") }
    if !crews.isEmpty { ways.append("r.handler_pool IN (\(crews.joined(separator: ", ")))") }
    arguments.append(word)
    if let (groups, room) = roll.place(named: word) {
      let keys = groups.map { "\($0)" }.joined(separator: ", ")
      ways.append("(r.group_id IN (\(keys)) AND r.room = ? COLLATE NOCASE)")
      arguments.append(room)
    }
    ways += SearchColumns(word)?.conditions ?? []
    conditions.append("(\(ways.joined(separator: " OR ")))")
  }

  /// What to ask the text index, and the words that it does not know, which rows have to be looked
  /// through for.
  private struct Match {
    var phrase: String
    var strange: [String]
  }

  /// The same, asked of the text index; nil when no word says anything that it knows.
  private static func match(_ words: [String], _ roll: Roll) -> Match? {
    var clauses: [String] = []
    var strange: [String] = []
    for word in words {
      var ways = SearchText.phrase(for: word).map { [$0] } ?? []
      var seen: Set<String> = []
      for bearer in roll.bearers(of: word) {
        let token =
          switch bearer {
          case .group(let key): "grp\(key)"
          case .person(let key): "hdl\(key)"
          case .crew(let crew): "crew\(crew.rawValue.lowercased())"
          }
        if seen.insert(token).inserted { ways.append(token) }
      }
      if let (groups, room) = roll.place(named: word), let phrase = SearchText.phrase(for: room) {
        ways += groups.map { "(grp\($0) AND \(phrase))" }
      }
      if ways.isEmpty {
        strange.append(word)
      } else {
        clauses.append("(\(ways.joined(separator: " OR ")))")
      }
    }
    guard !clauses.isEmpty else { return nil }
    return Match(phrase: clauses.joined(separator: " AND "), strange: strange)
  }
}

extension QueueRow {
  /// What ``init(_:_:)`` reads, after the sort column.
  static let columns = """
    r.id, r.uid, r.number_day, r.number_serial, r.version, r.text, r.group_id, r.room,
    r.place_detail, r.tier, r.urgency, r.status, r.channel, r.obligation, r.due_at, r.owed_by,
    r.handler_id, r.handler_pool, r.first_receiver_id, r.received_at, r.closed_at, r.hotline_number,
    \(LinkRecords.columns)
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
      mainNumber: row[23], linkedCount: row[24])
  }
}
