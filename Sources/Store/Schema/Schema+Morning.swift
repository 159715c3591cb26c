extension Schema {
  /// What the 晨会 is read by, however much lies behind it.
  static let morning = Step(
    name: "morning",
    sql: [
      """
      -- By when each request had to be answered first, and when it was; NULL where nobody owed an answer. Requests
      -- of earlier releases and those of an import have no row until something happens to them: whoever counts
      -- folds those.
      CREATE TABLE request_answer (
        request_id INTEGER PRIMARY KEY REFERENCES request (id),
        due_at INTEGER,
        answered_at INTEGER
      ) STRICT;

      -- What was cancelled or not accepted, by when: few among all events.
      CREATE INDEX event_morning ON event (kind, at, request_id, version) WHERE \(morningKinds);

      -- Open tickets by the city's limit.
      CREATE INDEX request_ticket_due ON request (neighborhood_id, ticket_due_at)
        WHERE ticket_due_at IS NOT NULL;
      """
    ])

  /// The events that the index of the morning knows.
  static let morningKinds = "kind IN ('cancelled', 'rejected', 'ticketVisited')"
}
