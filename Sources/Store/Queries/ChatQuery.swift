package import CoreModel
internal import GRDB

extension DeskStore {
  /// What was registered from residents' groups within a span: so that what is pasted twice is seen.
  package func chatRegistered(
    in scope: NeighborhoodID, receivedAt span: ClosedRange<Instant>
  ) throws(StoreError) -> [ChatRegistered] {
    try look { db in
      let records = try self.records(of: scope, db)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT e.kind, e.layout, e.payload
          FROM request r JOIN event e ON e.request_id = r.id AND e.version = 1
          WHERE r.neighborhood_id = ? AND r.received_at BETWEEN ? AND ? AND r.channel = ?
            AND r.status <> ?
          ORDER BY r.received_at DESC LIMIT ?
          """,
        arguments: [
          records.roll.scopeKey, span.lowerBound.milliseconds, span.upperBound.milliseconds,
          Channel.weChatGroup.rawValue, RequestStatus.cancelled.rawValue, DeskStore.mostFromChats,
        ])
      var found: [ChatRegistered] = []
      while let row = try rows.next() {
        let stored = EventCodec.Stored(kind: row[0], layout: row[1], payload: row[2])
        guard case .registered(let form) = try EventCodec.decode(stored) else { continue }
        found.append(
          ChatRegistered(
            number: form.number, resident: form.resident.name ?? "", text: form.text,
            receivedAt: form.receivedAt))
      }
      return found
    }
  }

  /// More than anybody registers from groups in the days that one paste covers.
  private static let mostFromChats = 5000
}
