extension Schema {
  /// Which reminder of a request was last acknowledged: lists ask for those that nobody has. What stands here
  /// follows from the events.
  static let reminders = Step(
    name: "reminders",
    sql: [
      """
      CREATE TABLE reminder_seen (
        request_id INTEGER PRIMARY KEY REFERENCES request (id),
        level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
        obligation TEXT NOT NULL CHECK (obligation <> ''),
        due_at INTEGER NOT NULL
      ) STRICT
      """
    ])
}
