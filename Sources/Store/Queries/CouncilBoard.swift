package import CoreModel
internal import GRDB

/// What the screen of the 议事会 shows: one reading of one moment.
package struct CouncilBoard: Hashable, Sendable {
  /// Escalated requests that are on no item, those due first in front.
  package var pool: [PoolLine]
  /// How many more there are than are listed.
  package var morePool: Int
  /// The items that go on.
  package var items: [AgendaLine]
  /// Those that ended last, the newest first.
  package var ended: [AgendaLine]
  /// Meetings that are still to be held or closed, the earliest first.
  package var meetings: [CouncilMeeting]
  /// Those that were closed or cancelled last, the newest first.
  package var past: [CouncilMeeting]

  /// Makes a board.
  package init(
    pool: [PoolLine] = [], morePool: Int = 0, items: [AgendaLine] = [], ended: [AgendaLine] = [],
    meetings: [CouncilMeeting] = [], past: [CouncilMeeting] = []
  ) {
    self.pool = pool
    self.morePool = morePool
    self.items = items
    self.ended = ended
    self.meetings = meetings
    self.past = past
  }

  /// An item of it, whichever part it stands in.
  package func item(_ id: AgendaID) -> AgendaLine? {
    items.first { $0.item.id == id } ?? ended.first { $0.item.id == id }
  }

  /// A meeting of it, whichever part it stands in.
  package func meeting(_ id: CouncilID) -> CouncilMeeting? {
    meetings.first { $0.id == id } ?? past.first { $0.id == id }
  }

  /// So many requests of the pool are listed; so many of what is over.
  static let mostPool = 200
  static let mostEnded = 20
}

/// An escalated request that waits for an item.
package struct PoolLine: Hashable, Sendable, Identifiable {
  /// The request.
  package var row: QueueRow
  /// By when the 议事会 must have begun with it; nil where the policy does not say.
  package var dueAt: Instant?

  /// Makes a line.
  package init(row: QueueRow, dueAt: Instant?) {
    self.row = row
    self.dueAt = dueAt
  }

  /// Globally unique.
  package var id: RequestID { row.id }
}

/// An item with what belongs to it.
package struct AgendaLine: Hashable, Sendable, Identifiable {
  /// The item.
  package var item: AgendaItem
  /// Its requests, those that were taken out last.
  package var sources: [OnwardSource]
  /// What its resolutions gave out, the one due first in front.
  package var tasks: [DeskTask]
  /// By when the 议事会 must have met about it, or given it a date; nil once that was kept.
  package var limit: Instant?

  /// Makes a line.
  package init(
    item: AgendaItem, sources: [OnwardSource] = [], tasks: [DeskTask] = [], limit: Instant? = nil
  ) {
    self.item = item
    self.sources = sources
    self.tasks = tasks
    self.limit = limit
  }

  /// Globally unique.
  package var id: AgendaID { item.id }
  /// Its requests that were not taken out.
  package var kept: [OnwardSource] { sources.filter { !$0.wasLeft } }
  /// By when something is owed on it: what is given out, the meeting, or the limit of the 议事会.
  package var dueAt: Instant? {
    [item.step(tasks)?.dueAt, limit].compactMap(\.self).min()
  }
}

/// A meeting with its items as they are.
package struct CouncilDetail: Hashable, Sendable {
  /// The meeting.
  package var meeting: CouncilMeeting
  /// Its items by name.
  package var items: [AgendaID: AgendaItem]

  /// Makes a detail.
  package init(meeting: CouncilMeeting, items: [AgendaID: AgendaItem] = [:]) {
    self.meeting = meeting
    self.items = items
  }
}

extension DeskStore {
  /// Everything that the screen of the 议事会 shows.
  package func councilBoard(
    of scope: NeighborhoodID, at now: Instant
  ) throws(StoreError) -> CouncilBoard {
    try look { db in try self.agendaReader(of: scope, at: now, db).board() }
  }

  /// The meeting that is to be held next, for notices elsewhere.
  func agendaReader(
    of scope: NeighborhoodID, at now: Instant, _ db: Database
  ) throws -> AgendaReader {
    let records = try self.records(of: scope, db)
    return AgendaReader(
      agenda: AgendaRecords(
        records: records, scope: scope,
        actor: Actor(person: PersonID(""), name: "", role: .readOnly),
        now: now))
  }
}

/// Reads items and meetings for lists.
struct AgendaReader {
  let agenda: AgendaRecords
  private var db: Database { agenda.db }
  private var roll: Roll { agenda.roll }

  func board() throws -> CouncilBoard {
    let pool = try pool()
    return CouncilBoard(
      pool: pool.lines, morePool: pool.more,
      items: try names(of: "agenda_item", ended: false).map { try line(AgendaID($0)) }.sorted {
        ($0.dueAt?.milliseconds ?? .max, $0.item.number)
          < ($1.dueAt?.milliseconds ?? .max, $1.item.number)
      },
      ended: try names(of: "agenda_item", ended: true).map { try line(AgendaID($0)) },
      meetings: try names(of: "council_meeting", ended: false).map {
        try AgendaRecords.meeting(CouncilID($0), roll: roll, db)
      },
      past: try names(of: "council_meeting", ended: true).map {
        try AgendaRecords.meeting(CouncilID($0), roll: roll, db)
      })
  }

  func line(_ id: AgendaID) throws -> AgendaLine {
    let item = try agenda.item(id)
    return AgendaLine(
      item: item, sources: try agenda.onward.sources(of: item.link),
      tasks: try agenda.tasks(of: item), limit: item.isOpen ? try agenda.limit(of: item) : nil)
  }

  private func names(of table: String, ended: Bool) throws -> [String] {
    let order = table == "agenda_item" ? "number" : "start_at, id"
    return try String.fetchAll(
      db,
      sql: ended
        ? """
        SELECT uid FROM \(table) WHERE neighborhood_id = ? AND ended_at IS NOT NULL
        ORDER BY ended_at DESC, id DESC LIMIT \(CouncilBoard.mostEnded)
        """
        : """
        SELECT uid FROM \(table) WHERE neighborhood_id = ? AND ended_at IS NULL ORDER BY \(order)
        """, arguments: [roll.scopeKey])
  }

  /// What was escalated and is on no item and in no 微实事. 并件 come along with their 主件 and are not listed.
  private func pool() throws -> (lines: [PoolLine], more: Int) {
    let condition = """
      FROM request r INDEXED BY request_open_states
      WHERE r.neighborhood_id = ? AND r.status = '\(RequestStatus.escalated.rawValue)'
        AND r.due_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM request_link l WHERE l.request_id = r.id)
        AND NOT EXISTS (SELECT 1 FROM request_onward o WHERE o.request_id = r.id
          AND o.kind IN ('agenda', 'project') AND o.ended_at IS NULL)
      """
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT r.due_at, \(QueueRow.columns) \(condition) ORDER BY r.due_at, r.id
        LIMIT \(CouncilBoard.mostPool + 1)
        """, arguments: [roll.scopeKey])
    var lines = try rows.prefix(CouncilBoard.mostPool).map { row in
      let row = try QueueRow(row, roll)
      return PoolLine(row: row, dueAt: try agenda.limit(of: row.id))
    }
    lines.sort {
      ($0.dueAt?.milliseconds ?? .max, $0.row.receivedAt)
        < ($1.dueAt?.milliseconds ?? .max, $1.row.receivedAt)
    }
    guard rows.count > CouncilBoard.mostPool else { return (lines, 0) }
    let all = try Int.fetchOne(
      db, sql: "SELECT count(*) \(condition)", arguments: [roll.scopeKey])
    return (lines, max(0, (all ?? 0) - lines.count))
  }
}
