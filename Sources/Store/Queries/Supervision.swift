package import CoreModel
internal import GRDB

/// What 督办 shows of all that somebody may look into: figures by 片区, 居民区 and 楼组.
package struct SupervisionSurvey: Hashable, Sendable {
  /// The moment that it is about.
  package var asOf: Instant
  /// The neighbourhoods, by 片区; those of none last.
  package var homes: [Home]

  /// Makes one.
  package init(asOf: Instant, homes: [Home]) {
    self.asOf = asOf
    self.homes = homes
  }

  /// Figures of a neighbourhood.
  package struct Home: Hashable, Sendable, Identifiable {
    /// The neighbourhood.
    package var neighborhood: Neighborhood
    /// The name of its 片区; empty for none.
    package var area: String
    /// Its groups with something open, in the order of the wall plan; what names no group comes last.
    package var groups: [Group]
    /// Working days after which something counts as 压着不动 there.
    package var stalledDays: Int
    /// Units that were whistled to and have not turned up, the longest late first; those of whistles that no request
    /// is behind are among them.
    package var absent: [AbsentUnit] = []

    /// Globally unique.
    package var id: NeighborhoodID { neighborhood.id }
    /// All of it.
    package var tally: SupervisionTally { groups.map(\.tally).reduce(SupervisionTally(), +) }

    /// Makes one.
    package init(neighborhood: Neighborhood, area: String, groups: [Group], stalledDays: Int) {
      self.neighborhood = neighborhood
      self.area = area
      self.groups = groups
      self.stalledDays = stalledDays
    }
  }

  /// A unit that was whistled to and has not turned up.
  package struct AbsentUnit: Hashable, Sendable {
    /// `城管中队`.
    package var unit: String
    /// What the whistle is about.
    package var title: String
    /// By when it was to turn up.
    package var dueAt: Instant
    /// Whether that was reported to the sub-district.
    package var isReported: Bool

    /// Makes one.
    package init(unit: String, title: String, dueAt: Instant, isReported: Bool) {
      self.unit = unit
      self.title = title
      self.dueAt = dueAt
      self.isReported = isReported
    }
  }

  /// Figures of a group.
  package struct Group: Hashable, Sendable {
    /// The group; nil for what names none.
    package var id: GroupID?
    /// What it is called.
    package var name: String
    /// The figures.
    package var tally: SupervisionTally

    /// Makes one.
    package init(id: GroupID?, name: String, tally: SupervisionTally) {
      self.id = id
      self.name = name
      self.tally = tally
    }
  }

  /// The names of the 片区, in the order of ``homes``; empty for none.
  package var areas: [String] {
    homes.map(\.area).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}

/// Whose requests are listed.
package enum SupervisionPlace: Hashable, Sendable {
  /// All that somebody may look into.
  case everywhere
  /// A 片区 by name; empty for those of none.
  case area(String)
  /// 居民区.
  case neighborhood(NeighborhoodID)
  /// 楼组 of a 居民区; nil for what names none.
  case group(NeighborhoodID, GroupID?)

  /// The neighbourhood that it lies in, if in one.
  package var neighborhood: NeighborhoodID? {
    switch self {
    case .everywhere, .area: nil
    case .neighborhood(let id), .group(let id, _): id
    }
  }
}

/// A request that is a concern: an open one, or one that was closed before an answer was read.
package struct SupervisedRow: Hashable, Sendable, Identifiable {
  /// As lists show it.
  package var row: QueueRow
  /// Where.
  package var neighborhood: Neighborhood
  /// Its place in words.
  package var place: String
  /// At whose desk it is.
  package var owner: String
  /// What it is judged by.
  package var facts: WatchFacts
  /// In which ways it is one.
  package var concerns: Concerns

  /// Globally unique.
  package var id: RequestID { row.id }

  /// Makes one.
  package init(
    row: QueueRow, neighborhood: Neighborhood, place: String, owner: String, facts: WatchFacts,
    concerns: Concerns
  ) {
    self.row = row
    self.neighborhood = neighborhood
    self.place = place
    self.owner = owner
    self.facts = facts
    self.concerns = concerns
  }
}

/// The requests behind a figure.
package struct SupervisedList: Hashable, Sendable {
  /// The worst first.
  package var rows: [SupervisedRow]
  /// How many there are, those that are not listed included.
  package var total: Int

  /// Makes a list.
  package init(rows: [SupervisedRow], total: Int) {
    self.rows = rows
    self.total = total
  }

  /// Rows that are listed.
  package static let most = 500
}

extension DeskStore {
  /// The figures of all that somebody may look into.
  package func supervision(
    for viewer: PersonID, now: Instant
  ) throws(StoreError) -> SupervisionSurvey {
    try look { db in
      let areas = try SupervisionQuery.areaNames(db)
      let homes = try Belonging.reach(of: viewer, db).map { home in
        try SupervisionQuery(self, home.id, now: now, db).home(
          in: home.area.flatMap { areas[$0] } ?? "")
      }
      return SupervisionSurvey(asOf: now, homes: SupervisionQuery.byArea(homes))
    }
  }

  /// The requests behind a figure.
  /// - Parameter concern: Which concern; nil for any.
  package func supervised(
    at place: SupervisionPlace, concern: Concern?, for viewer: PersonID, now: Instant,
    limit: Int = SupervisedList.most
  ) throws(StoreError) -> SupervisedList {
    try look { db in
      let areas = try SupervisionQuery.areaNames(db)
      let homes = try Belonging.reach(of: viewer, db).filter { home in
        switch place {
        case .everywhere: true
        case .area(let name): (home.area.flatMap { areas[$0] } ?? "") == name
        case .neighborhood(let id), .group(let id, _): home.id == id
        }
      }
      if homes.isEmpty, let scope = place.neighborhood {
        // Says why.
        try self.roll(of: scope, db).admit(viewer)
      }
      var found: [SupervisionQuery.Found] = []
      for home in homes {
        found += try SupervisionQuery(self, home.id, now: now, db).found(place, concern)
      }
      found.sort { ($0.place, $0.key) < ($1.place, $1.key) }
      let rows = try found.prefix(max(1, limit)).compactMap { try $0.row(db) }
      return SupervisedList(rows: rows, total: found.count)
    }
  }
}

/// What 督办 asks of one neighbourhood: its open requests, walked on one index that has all of it, and the few closed
/// ones with a question.
struct SupervisionQuery {
  private let roll: Roll
  private let stalledBefore: Instant
  private let stalledDays: Int
  private let now: Instant
  private let db: Database

  init(_ store: DeskStore, _ scope: NeighborhoodID, now: Instant, _ db: Database) throws {
    roll = try store.roll(of: scope, db)
    let rules = try store.rules(of: scope, db)
    stalledDays = rules.escalation.stalledDays
    stalledBefore = rules.deadlines.calendar.stalledBefore(now, workingDays: stalledDays)
    self.now = now
    self.db = db
  }

  /// The open requests of a neighbourhood with what says whether they are a concern.
  static let open = """
    SELECT r.id, r.group_id, r.due_at, r.status, r.owed_by, r.handler_id, r.handler_pool,
      EXISTS (SELECT 1 FROM request_link l WHERE l.main_id = r.id), \(WatchRecords.columns)
    FROM request r INDEXED BY request_watched
    LEFT JOIN request_watch w ON w.request_id = r.id
    WHERE r.neighborhood_id = ? AND r.due_at IS NOT NULL
    """

  /// The closed ones with a question that whoever asked has not closed: the answer comes back all the same.
  static let closed = """
    SELECT r.id, r.group_id, r.due_at, r.status, r.owed_by, r.handler_id, r.handler_pool,
      0, \(WatchRecords.columns)
    FROM request_watch w INDEXED BY request_watch_inquiry CROSS JOIN request r ON r.id = w.request_id
    WHERE (w.asked > 0 OR w.answered > 0) AND r.neighborhood_id = ? AND r.due_at IS NULL
    """

  /// A request that a list has.
  struct Found {
    let key: Int64
    let facts: WatchFacts
    let concerns: Concerns
    let roll: Roll
    let owner: String
    /// Where it stands: what is latest, or has lain longest, first.
    let place: Int64

    func row(_ db: Database) throws -> SupervisedRow? {
      let query = try db.cachedStatement(
        sql: "SELECT r.due_at, \(QueueRow.columns) FROM request r WHERE r.id = ?")
      guard let found = try Row.fetchOne(query, arguments: [key]) else { return nil }
      let row = try QueueRow(found, roll)
      return SupervisedRow(
        row: row, neighborhood: roll.directory.neighborhood,
        place: roll.directory.label(of: row.place), owner: owner, facts: facts, concerns: concerns)
    }
  }

  /// The figures.
  func home(in area: String) throws -> SupervisionSurvey.Home {
    var tallies: [Int64: SupervisionTally] = [:]
    try forEach { row, facts, concerns in
      let group: Int64? = row[1]
      tallies[group ?? SupervisionQuery.noGroup, default: SupervisionTally()].add(
        concerns, secondsLate: facts.dueAt.map { now.seconds(since: $0) } ?? 0,
        isOpen: facts.dueAt != nil, owner: owner(row))
    }
    var groups: [SupervisionSurvey.Group] = roll.directory.groups.compactMap { group in
      guard let key = roll.groupKeys[group.id], let tally = tallies[key] else { return nil }
      return SupervisionSurvey.Group(id: group.id, name: group.name, tally: tally)
    }
    if let tally = tallies[SupervisionQuery.noGroup] {
      groups.append(SupervisionSurvey.Group(id: nil, name: "未注明楼组", tally: tally))
    }
    var home = SupervisionSurvey.Home(
      neighborhood: roll.directory.neighborhood, area: area, groups: groups,
      stalledDays: stalledDays)
    home.absent = try absentUnits()
    return home
  }

  /// Units that have not turned up: of whistles that go on, and of closed ones where that was reported.
  static let absent = """
    SELECT c.unit, w.title, c.due_at, c.reported_at IS NOT NULL
    FROM whistle_call c INDEXED BY whistle_call_missing JOIN whistle w ON w.uid = c.whistle_uid
    WHERE c.neighborhood_id = ? AND c.checked_in_at IS NULL AND c.due_at >= ? AND c.due_at < ?
      AND (w.closed_at IS NULL OR c.reported_at IS NOT NULL)
    ORDER BY c.due_at LIMIT 50
    """

  private func absentUnits() throws -> [SupervisionSurvey.AbsentUnit] {
    try Row.fetchAll(
      try db.cachedStatement(sql: SupervisionQuery.absent),
      arguments: [
        roll.scopeKey, now.day.adding(days: -SupervisionQuery.absentDays).start.milliseconds,
        now.milliseconds,
      ]
    ).map {
      SupervisionSurvey.AbsentUnit(
        unit: $0[0], title: $0[1], dueAt: Instant(milliseconds: $0[2]), isReported: $0[3])
    }
  }

  /// What nobody came to for so long is history.
  private static let absentDays = 90

  /// The requests at a place that are a concern.
  func found(_ place: SupervisionPlace, _ concern: Concern?) throws -> [Found] {
    var wanted: Int64?
    if case .group(_, let group) = place {
      wanted = try group.map { try roll.key(of: $0) } ?? SupervisionQuery.noGroup
    }
    var result: [Found] = []
    try forEach { row, facts, concerns in
      let group: Int64? = row[1]
      if let wanted, (group ?? SupervisionQuery.noGroup) != wanted { return }
      guard concern.map({ concerns.contains($0) }) ?? !concerns.isEmpty else { return }
      let order = concern == .stalled ? facts.watch.lastAt : facts.dueAt ?? facts.watch.lastAt
      result.append(
        Found(
          key: row[0], facts: facts, concerns: concerns, roll: roll, owner: owner(row),
          place: order.milliseconds))
    }
    return result
  }

  private static let noGroup: Int64 = -1

  private func forEach(_ body: (Row, WatchFacts, Concerns) throws -> Void) throws {
    for sql in [SupervisionQuery.open, SupervisionQuery.closed] {
      let query = try db.cachedStatement(sql: sql)
      let rows = try Row.fetchCursor(query, arguments: [roll.scopeKey])
      while let row = try rows.next() {
        guard let status = RequestStatus(rawValue: row[3]) else { continue }
        let due: Int64? = row[2]
        let facts = WatchFacts(
          status: status, dueAt: due.map { Instant(milliseconds: $0) },
          watch: WatchRecords.watch(row, from: 8), hasLinked: row[7])
        try body(row, facts, facts.concerns(at: now, stalledBefore: stalledBefore))
      }
    }
  }

  /// At whose desk a request is.
  private func owner(_ row: Row) -> String {
    let person: Int64? = row[5]
    let pool: String? = row[6]
    let handler =
      person.flatMap { roll.people[$0] }.map(Handler.person)
      ?? pool.flatMap(Crew.init(rawValue:)).map(Handler.pool)
    let owed: String? = row[4]
    switch Projection.owedBy(owed ?? "", handler: handler) {
    case .desk: return "值班台"
    case .handler(.person(let id)): return roll.personNames[id] ?? "（不在册）"
    case .handler(.pool(let crew)): return crew.title
    case .role(let role): return role.title
    }
  }

  static func areaNames(_ db: Database) throws -> [AreaID: String] {
    var names: [AreaID: String] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT uid, name FROM area ORDER BY id")
    while let row = try rows.next() { names[AreaID(row[0])] = row[1] }
    return names
  }

  /// Those of one 片区 beside each other, in the order in which the first of each was set up; those of none last.
  static func byArea(_ homes: [SupervisionSurvey.Home]) -> [SupervisionSurvey.Home] {
    var order: [String: Int] = ["": Int.max]
    for home in homes where order[home.area] == nil { order[home.area] = order.count }
    return homes.enumerated().sorted {
      (order[$0.element.area] ?? 0, $0.offset) < (order[$1.element.area] ?? 0, $1.offset)
    }.map(\.element)
  }
}
