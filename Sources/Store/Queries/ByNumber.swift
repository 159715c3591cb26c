package import CoreModel
internal import GRDB

extension DeskStore {
  /// All about the request with a number.
  ///
  /// A short form will do when only one request fits: the end of the day and the running number
  /// (`1121-007`), or the running number alone (`7`). Open requests are looked at first. The number of a
  /// 12345 ticket will do too.
  /// - Throws: ``StoreError/ambiguous(_:candidates:)`` with the full numbers.
  package func detail(
    number: String, in scope: NeighborhoodID
  ) throws(StoreError) -> RequestDetail {
    try look { db in
      let records = try self.records(of: scope, db)
      let (row, id) = try records.find(SearchText.normalized(number), asked: number)
      let history = try EventRecords.history(of: id, row: row, roll: records.roll, db)
      return try records.detailWithCaller(history, row: row)
    }
  }
}

extension RequestRecords {
  private typealias Found = (row: Int64, id: RequestID, number: RequestNumber)

  fileprivate func find(_ text: String, asked: String) throws -> (Int64, RequestID) {
    if let number = RequestNumber(text),
      let row = try requests(
        where: "number_day = ? AND number_serial = ?", number.day, number.serial
      )
      .first
    {
      return (row.row, row.id)
    }
    if let short = ShortNumber(text) {
      for open in [true, false] {
        let fitting = try requests(short, open: open)
        if let only = fitting.first, fitting.count == 1 { return (only.row, only.id) }
        if !fitting.isEmpty {
          throw StoreError.ambiguous(asked, candidates: fitting.map(\.number.text))
        }
      }
    }
    if let ticket = try requests(
      where: """
        id = (SELECT request_id FROM hotline_ticket
          WHERE neighborhood_id = request.neighborhood_id AND number = ?)
        """, asked.tidied
    ).first {
      return (ticket.row, ticket.id)
    }
    throw StoreError.notFound("诉求「\(asked)」")
  }

  /// The few that fit exactly.
  private func requests(
    where condition: String, _ arguments: any DatabaseValueConvertible...
  ) throws -> [Found] {
    try found(
      """
      SELECT id, uid, number_day, number_serial FROM request
      WHERE neighborhood_id = ? AND \(condition) LIMIT 2
      """, [roll.scopeKey] + arguments)
  }

  /// The newest that fit a short number, as many as somebody may want to choose from.
  ///
  /// Goes from day to day on the index of the numbers, the newest first, and looks up one number on each:
  /// there are some hundred days a year, whatever the number of requests.
  private func requests(_ short: ShortNumber, open: Bool) throws -> [Found] {
    try found(
      """
      WITH RECURSIVE day (number) AS (
        SELECT max(number_day) FROM request WHERE neighborhood_id = ?1
        UNION ALL
        SELECT (SELECT max(number_day) FROM request
            WHERE neighborhood_id = ?1 AND number_day < day.number)
          FROM day WHERE day.number IS NOT NULL
      )
      SELECT r.id, r.uid, r.number_day, r.number_serial FROM day
      CROSS JOIN request r ON r.neighborhood_id = ?1 AND r.number_day = day.number
        AND r.number_serial = ?2
      WHERE day.number % ?3 = ?4 \(open ? "AND r.due_at IS NOT NULL" : "") LIMIT 8
      """, [roll.scopeKey, short.serial, short.modulus, short.dayEnd])
  }

  private func found(
    _ sql: String, _ arguments: [any DatabaseValueConvertible]
  ) throws -> [Found] {
    try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments))
      .map { ($0[0], RequestID($0[1]), RequestNumber(day: $0[2], serial: $0[3])) }
  }
}

/// The end of a request's number: `7`, or `1121-007` with the end of its day.
private struct ShortNumber {
  let serial: Int
  /// What the day leaves when it is divided by ``modulus``.
  let dayEnd: Int
  let modulus: Int

  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let last = parts.last, let serial = Int(last), serial > 0
    else { return nil }
    self.serial = serial
    let day = parts.count == 2 ? parts[0] : "0"
    guard day.utf8.count <= 8, day.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    dayEnd = Int(day) ?? 0
    modulus = parts.count == 2 ? day.utf8.reduce(1) { ten, _ in ten * 10 } : 1
  }
}
