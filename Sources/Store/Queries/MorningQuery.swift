import CoreModel

/// What the 晨会 asks; a test looks at how SQLite goes about it. Nothing here reads more than the days that the meeting
/// looks back on, and the open requests.
enum MorningQuery {
  static let received = """
    SELECT count(*) FROM request INDEXED BY request_received
    WHERE neighborhood_id = ? AND received_at >= ? AND received_at < ?
    """

  static let closed = """
    SELECT count(*) FROM request INDEXED BY request_closed
    WHERE neighborhood_id = ? AND closed_at IS NOT NULL AND closed_at >= ? AND closed_at < ?
    """

  static let cancelled = """
    SELECT count(DISTINCT r.id) FROM event e INDEXED BY event_morning
      JOIN request r ON r.id = e.request_id
    WHERE e.\(Schema.morningKinds) AND e.kind = 'cancelled' AND e.at >= ?1 AND e.at < ?2
      AND r.neighborhood_id = ?3 AND r.status = 'cancelled' AND r.closed_at >= ?1 AND r.closed_at < ?2
    """

  /// What somebody did not accept, the desk's own word or an answer to 回访; what was taken back does not count.
  static let rejected = """
    SELECT count(*) FROM event e INDEXED BY event_morning JOIN request r ON r.id = e.request_id
    WHERE e.\(Schema.morningKinds) AND e.kind IN ('rejected', 'ticketVisited')
      AND e.at >= ? AND e.at < ? AND r.neighborhood_id = ?
      AND (e.kind = 'rejected' OR json_extract(e.payload, '$.result') = 'dissatisfied'
        OR json_extract(e.payload, '$.solution') = 'unsolved')
      AND NOT EXISTS (
        SELECT 1 FROM event u WHERE u.request_id = e.request_id AND u.version > e.version
          AND u.kind = 'undone' AND json_extract(u.payload, '$.version') = e.version)
    """

  static let replied = """
    SELECT count(*) FROM request INDEXED BY request_replied
    WHERE neighborhood_id = ? AND replied_at IS NOT NULL AND replied_at >= ? AND replied_at < ?
    """

  /// What was answered or had to be, how much of it in time, and how many rows say nothing of it.
  static let answers = """
    SELECT coalesce(sum(a.due_at IS NOT NULL AND (a.answered_at IS NOT NULL OR a.due_at < ?4)), 0),
      coalesce(sum(a.due_at IS NOT NULL AND a.answered_at <= a.due_at), 0),
      coalesce(sum(a.request_id IS NULL), 0)
    FROM request r INDEXED BY request_received LEFT JOIN request_answer a ON a.request_id = r.id
    WHERE r.neighborhood_id = ?1 AND r.received_at >= ?2 AND r.received_at < ?3
    """

  /// Those of which no row says it.
  static let unanswered = """
    SELECT r.id, r.uid
    FROM request r INDEXED BY request_received LEFT JOIN request_answer a ON a.request_id = r.id
    WHERE r.neighborhood_id = ? AND r.received_at >= ? AND r.received_at < ?
      AND a.request_id IS NULL LIMIT \(mostFolded)
    """

  static let open = """
    SELECT count(*), coalesce(sum(due_at < ?2), 0), coalesce(sum(due_at BETWEEN ?2 AND ?3 - 1), 0)
    FROM request INDEXED BY request_open_states
    WHERE neighborhood_id = ?1 AND due_at IS NOT NULL
    """

  /// Open requests at some states, or owing some things, due before a moment; the first due first.
  static func steps(_ statuses: [RequestStatus], _ kinds: [ObligationKind]) -> String {
    let states = statuses.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    let steps = kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return rows(
      index: "request_open_states",
      """
      r.due_at IS NOT NULL AND r.status IN (\(states)) AND r.obligation IN (\(steps))
        AND r.due_at >= ? AND r.due_at < ?
      """, order: "r.due_at, r.id")
  }

  /// What is late, the newest first: that is what the last meeting has not seen.
  static let overdue = rows(
    index: "request_open", "r.due_at IS NOT NULL AND r.due_at >= ? AND r.due_at < ?",
    order: "r.due_at DESC, r.id DESC")

  /// What is late and pressing, however long: it must not be crowded out by what became late since.
  static let urgentOverdue = rows(
    index: "request_open",
    "r.due_at IS NOT NULL AND r.urgency <> 'normal' AND r.due_at >= ? AND r.due_at < ?",
    order: "r.due_at DESC, r.id DESC")

  /// What is due in a stretch of time, the first due first.
  static let due = rows(
    index: "request_open", "r.due_at IS NOT NULL AND r.due_at >= ? AND r.due_at < ?",
    order: "r.due_at, r.id")

  /// Tickets whose limit ends in a stretch of time.
  static let ticketsDue = rows(
    index: "request_ticket_due",
    "r.ticket_due_at IS NOT NULL AND r.ticket_due_at >= ? AND r.ticket_due_at < ?",
    order: "r.ticket_due_at, r.id")

  private static func rows(index: String, _ condition: String, order: String) -> String {
    """
    SELECT r.due_at, \(QueueRow.columns) FROM request r INDEXED BY \(index)
    WHERE r.neighborhood_id = ? AND \(condition) ORDER BY \(order) LIMIT \(mostListed)
    """
  }

  static let shifts = """
    SELECT id, uid, start_at, end_at, kind, note FROM shift
    WHERE neighborhood_id = ? AND start_at >= ? AND start_at < ? ORDER BY start_at, id
    """

  static let rounds = """
    SELECT uid FROM round WHERE neighborhood_id = ? AND started_at >= ? AND started_at < ?
    ORDER BY started_at, id
    """

  /// Rows of a kind that a meeting lists; nobody talks about more in ten minutes.
  static let mostListed = 40
  /// Histories that are folded for want of a row; an import of a day has fewer.
  static let mostFolded = 2000
}
