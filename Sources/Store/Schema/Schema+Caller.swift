extension Schema {
  /// What is asked of many tickets at once about their callers.
  static let caller = Step(
    name: "caller",
    sql: [
      """
      -- By when the caller of an open ticket should hear from us (沟通); NULL for what is no ticket, is closed, or was
      -- replied to.
      ALTER TABLE request ADD COLUMN contact_due_at INTEGER;
      CREATE INDEX request_contact_due ON request (neighborhood_id, contact_due_at)
        WHERE contact_due_at IS NOT NULL;
      """
    ])
}
