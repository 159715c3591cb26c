extension Schema {
  /// What the 12345 inbox lists need of a ticket. Everything here follows from its events and the rules.
  static let tickets = Step(
    name: "tickets",
    sql: [
      """
      -- Where an open ticket stands, the city's limit as it is now and as it was at first; NULL for what is no
      -- ticket or is closed.
      ALTER TABLE request ADD COLUMN ticket_state TEXT;
      ALTER TABLE request ADD COLUMN ticket_due_at INTEGER;
      ALTER TABLE request ADD COLUMN ticket_original_due_at INTEGER;
      ALTER TABLE request ADD COLUMN ticket_kind TEXT;
      ALTER TABLE request ADD COLUMN ticket_round INTEGER;
      -- When the reply of the present round was filed.
      ALTER TABLE request ADD COLUMN replied_at INTEGER;

      -- The inbox, whole and by state; both by what is owed next.
      CREATE INDEX request_ticket_open ON request (neighborhood_id, due_at, id, ticket_state)
        WHERE ticket_state IS NOT NULL;
      CREATE INDEX request_ticket_state ON request (neighborhood_id, ticket_state, due_at, id)
        WHERE ticket_state IS NOT NULL;
      CREATE INDEX request_replied ON request (neighborhood_id, replied_at)
        WHERE replied_at IS NOT NULL;
      """
    ])
}
