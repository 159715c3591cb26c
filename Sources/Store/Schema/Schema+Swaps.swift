extension Schema {
  /// 换班 as the roster needs it; what was asked and answered is in the log of duty.
  static let swaps = Step(
    name: "swaps",
    sql: [
      """
      CREATE TABLE shift_swap (
        uid TEXT PRIMARY KEY CHECK (uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        -- When its earlier shift begins, and when its later one is over.
        start_at INTEGER NOT NULL,
        end_at INTEGER NOT NULL CHECK (end_at > start_at),
        -- NULL while it waits.
        answered_at INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX shift_swap_open ON shift_swap (neighborhood_id, start_at)
        WHERE answered_at IS NULL;
      CREATE INDEX shift_swap_time ON shift_swap (neighborhood_id, start_at);
      """
    ])
}
