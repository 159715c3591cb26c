internal import CoreModel
internal import GRDB

/// When requests had to be answered first and when they were, beside the row: the 晨会 counts it over a whole weekend
/// without reading a history.
struct AnswerRecords {
  private let records: RequestRecords

  init(_ records: RequestRecords) { self.records = records }

  /// Whether what stands beside the row is what follows from the request; requests of earlier releases have nothing,
  /// and what was due of a closed one stays as it was when the rules change.
  func agree(with request: Request, row: Int64) throws -> Bool {
    let query = try records.db.cachedStatement(
      sql: "SELECT due_at, answered_at FROM request_answer WHERE request_id = ?")
    guard let stored = try Row.fetchOne(query, arguments: [row]) else { return true }
    let answer = try records.deadlines(for: request).answer(of: request)
    let isDue = stored[0] as Int64? == answer?.dueAt.milliseconds
    return (isDue || !request.isOpen)
      && stored[1] as Int64? == answer?.answeredAt?.milliseconds
  }

  /// Writes it down when it is not so already.
  func store(_ request: Request, row: Int64) throws {
    // By the roster of its time, which may be older than the one that is kept.
    let answer = try records.deadlines(for: request).answer(of: request)
    try records.db.cachedStatement(
      sql: """
        INSERT INTO request_answer (request_id, due_at, answered_at) VALUES (?, ?, ?)
        ON CONFLICT (request_id) DO UPDATE
          SET due_at = excluded.due_at, answered_at = excluded.answered_at
          WHERE due_at IS NOT excluded.due_at OR answered_at IS NOT excluded.answered_at
        """
    ).execute(arguments: [
      row, answer?.dueAt.milliseconds, answer?.answeredAt?.milliseconds,
    ])
  }
}
