package import CoreModel
internal import GRDB

/// What rings at a desk now and nobody has acknowledged.
package struct ReminderList: Hashable, Sendable {
  /// One request that rings.
  package struct Item: Hashable, Sendable {
    /// The request.
    package var row: QueueRow
    /// What about it.
    package var reminder: Reminder

    /// Makes an item.
    package init(row: QueueRow, reminder: Reminder) {
      self.row = row
      self.reminder = reminder
    }

    /// What has not been missed yet stands above what has: it can still be saved.
    fileprivate var place: (Int, Int64) {
      let due = reminder.dueAt.milliseconds
      return switch reminder.level {
      case .pressing: (0, due)
      case .soon: (1, due)
      case .overdue: (2, -due)
      }
    }
  }

  /// 急件 first, then what is due soonest; what has been late longest comes last.
  package var items: [Item]
  /// How many there are, those that are not listed included, as far as anybody would count.
  package var total: Int

  /// Makes a list, in its order.
  package init(items: [Item] = [], total: Int = 0) {
    self.items = items.sorted { $0.place < $1.place }
    self.total = total
  }

  /// Items that are listed.
  package static let most = 50
  /// More are not counted.
  package static let mostCounted = 999
}

extension DeskStore {
  /// What rings now in a neighbourhood and nobody has acknowledged.
  package func reminders(
    of scope: NeighborhoodID, now: Instant
  ) throws(StoreError) -> ReminderList {
    try look { db in
      let roll = try self.roll(of: scope, db)
      var rows: [QueueRow] = []
      var total = 0
      for query in ReminderQuery.all(now: now) {
        rows += try query.rows(db, roll)
        total += try query.count(db, roll)
      }
      let items = rows.compactMap { row in
        row.obligation.flatMap {
          ReminderRules.reminder(
            of: $0, urgency: row.urgency, isAnswered: row.status != .registered, at: now)
        }.map { ReminderList.Item(row: row, reminder: $0) }
      }
      return ReminderList(
        items: Array(items.prefix(ReminderList.most)), total: min(total, ReminderList.mostCounted))
    }
  }
}

/// The rows of one level of reminder, walked on an index.
private struct ReminderQuery {
  private let level: ReminderLevel
  private let condition: String
  private let index: String
  private let order: String
  private let arguments: [Int64]

  /// The levels, in the order of the list. They exclude each other.
  static func all(now: Instant) -> [ReminderQuery] {
    let time = now.milliseconds
    let lead = now.adding(minutes: ReminderRules.leadMinutes).milliseconds
    let oldest = now.adding(minutes: -60 * ReminderRules.overdueHours).milliseconds
    let unansweredPressing = "r.status = 'registered' AND r.urgency <> 'normal'"
    return [
      ReminderQuery(
        level: .pressing, condition: "\(unansweredPressing) AND r.due_at >= ?",
        index: "request_open_states", order: "r.due_at", arguments: [time]),
      ReminderQuery(
        level: .soon, condition: "NOT (\(unansweredPressing)) AND r.due_at BETWEEN ? AND ?",
        index: "request_open", order: "r.due_at", arguments: [time, lead]),
      // The second itself still counts as in time, as the model reckons whole seconds.
      ReminderQuery(
        level: .overdue, condition: "r.due_at < ? AND r.due_at >= ?",
        index: "request_open", order: "r.due_at DESC", arguments: [time, oldest]),
    ]
  }

  func rows(_ db: Database, _ roll: Roll) throws -> [QueueRow] {
    let query = try db.cachedStatement(
      sql: "SELECT r.due_at, \(QueueRow.columns) \(body) ORDER BY \(order) LIMIT ?")
    return try Row.fetchAll(query, arguments: bindings(roll) + [Int64(ReminderList.most)])
      .map { try QueueRow($0, roll) }
  }

  func count(_ db: Database, _ roll: Roll) throws -> Int {
    let query = try db.cachedStatement(sql: "SELECT count(*) FROM (SELECT 1 \(body) LIMIT ?)")
    return try Int.fetchOne(
      query, arguments: bindings(roll) + [Int64(ReminderList.mostCounted)]) ?? 0
  }

  private func bindings(_ roll: Roll) -> StatementArguments {
    StatementArguments([roll.scopeKey] + arguments + [Int64(level.rawValue)])
  }

  private var body: String {
    """
    FROM request r INDEXED BY \(index) LEFT JOIN reminder_seen s ON s.request_id = r.id
    WHERE r.neighborhood_id = ? AND r.due_at IS NOT NULL AND \(condition)
      AND NOT (s.due_at IS r.due_at AND s.obligation IS r.obligation
        AND coalesce(s.level, 0) >= ?)
    """
  }
}
