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
      return records.detail(history, row: row)
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
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if (1...2).contains(parts.count), let serial = parts.last.flatMap({ Int($0) }), serial > 0 {
      let day = parts.count == 2 ? String(parts[0]) : ""
      for open in [true, false] {
        let condition = (open ? "due_at IS NOT NULL AND " : "") + "number_serial = ?"
        let fitting = try requests(where: condition, serial)
          .filter { "\($0.number.day)".hasSuffix(day) }
        if let only = fitting.first, fitting.count == 1 { return (only.row, only.id) }
        if !fitting.isEmpty {
          throw StoreError.ambiguous(asked, candidates: fitting.prefix(8).map(\.number.text))
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

  /// The newest that fit, a few more than anybody wants to choose from.
  private func requests(
    where condition: String, _ arguments: any DatabaseValueConvertible...
  ) throws -> [Found] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, uid, number_day, number_serial FROM request
        WHERE neighborhood_id = ? AND \(condition) ORDER BY number_day DESC LIMIT 400
        """, arguments: StatementArguments([roll.scopeKey] + arguments)
    ).map { ($0[0], RequestID($0[1]), RequestNumber(day: $0[2], serial: $0[3])) }
  }
}
