package import CoreModel
internal import GRDB

extension DeskStore {
  /// What the WeChat groups may be told of a day: 今日小结.
  ///
  /// Reads the day's requests by when they came in and by when they were closed, and the open ones from an index
  /// alone: what lies behind them makes no difference.
  package func daySummary(
    of scope: NeighborhoodID, day: Day, now: Instant
  ) throws(StoreError) -> DaySummary {
    let duty = try dutySentence(of: scope, day: day)
    return try look { db in
      let roll = try self.roll(of: scope, db)
      let (start, end) = (day.start.milliseconds, day.adding(days: 1).start.milliseconds)
      var summary = DaySummary(day: day, duty: duty)
      func group(_ row: Row) -> GroupID? {
        let key: Int64? = row[0]
        return key.flatMap { roll.groups[$0] }
      }
      let open = try Row.fetchCursor(
        try db.cachedStatement(
          sql: """
            SELECT group_id, count(*) FROM request INDEXED BY request_open_group
            WHERE neighborhood_id = ? AND due_at IS NOT NULL GROUP BY group_id
            """), arguments: [roll.scopeKey])
      while let row = try open.next() { summary.openOther[group(row), default: 0] += row[1] }
      let received = try Row.fetchCursor(
        try db.cachedStatement(
          sql: """
            SELECT group_id, text, status, hotline_number IS NOT NULL
            FROM request INDEXED BY request_received
            WHERE neighborhood_id = ? AND received_at >= ? AND received_at < ?
            """), arguments: [roll.scopeKey, start, end])
      while let row = try received.next() {
        let group = group(row)
        guard let status = RequestStatus(rawValue: row[2]) else { continue }
        if status.isOpen { summary.openOther[group, default: 0] -= 1 }
        guard
          let item = DaySummary.Item(
            group: group, text: row[1], status: status, isHotline: row[3])
        else { continue }
        summary.received.append(item)
      }
      summary.openOther = summary.openOther.filter { $0.value > 0 }
      let closed = try Row.fetchCursor(
        try db.cachedStatement(
          sql: """
            SELECT group_id, count(*) FROM request INDEXED BY request_closed
            WHERE neighborhood_id = ? AND closed_at >= ? AND closed_at < ?
              AND received_at < ? AND status = ? GROUP BY group_id
            """),
        arguments: [roll.scopeKey, start, end, start, RequestStatus.closed.rawValue])
      while let row = try closed.next() { summary.closedOlder[group(row), default: 0] += row[1] }
      return summary
    }
  }

  /// When the desk is open on a day and the next one.
  private func dutySentence(
    of scope: NeighborhoodID, day: Day
  ) throws(StoreError) -> DutySentence {
    let rules = try rules(of: scope).deadlines
    let shifts = try shifts(of: scope, from: day, through: day.adding(days: 1))
    return DutySentence(
      day: day, duty: rules.dutyTime, calendar: rules.calendar, shifts: shifts)
  }
}
