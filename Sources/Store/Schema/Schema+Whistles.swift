extension Schema {
  /// 吹哨 as lists and 督办 need it; what happened is in the log of duty.
  static let whistles = Step(
    name: "whistles",
    sql: [
      """
      CREATE TABLE whistle (
        uid TEXT PRIMARY KEY CHECK (uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        title TEXT NOT NULL CHECK (title <> ''),
        level TEXT NOT NULL CHECK (level <> ''),
        keeper_id INTEGER NOT NULL REFERENCES person (id),
        blown_day INTEGER NOT NULL,
        serial INTEGER NOT NULL CHECK (serial > 0),
        blown_at INTEGER NOT NULL,
        -- When something is owed next; NULL once it is over.
        next_at INTEGER,
        closed_at INTEGER,
        result TEXT,
        CHECK ((closed_at IS NULL) = (result IS NULL)),
        CHECK (closed_at IS NULL OR next_at IS NULL)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX whistle_number ON whistle (neighborhood_id, blown_day, serial);
      CREATE INDEX whistle_open ON whistle (neighborhood_id, next_at) WHERE closed_at IS NULL;
      CREATE INDEX whistle_closed ON whistle (neighborhood_id, closed_at)
        WHERE closed_at IS NOT NULL;

      -- The units of a whistle, in the order in which they were called.
      CREATE TABLE whistle_call (
        whistle_uid TEXT NOT NULL REFERENCES whistle (uid),
        position INTEGER NOT NULL,
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        unit TEXT NOT NULL CHECK (unit <> ''),
        due_at INTEGER NOT NULL,
        -- NULL while it has not turned up.
        checked_in_at INTEGER,
        -- When its absence was reported to the sub-district.
        reported_at INTEGER,
        PRIMARY KEY (whistle_uid, position)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX whistle_call_missing ON whistle_call (neighborhood_id, due_at)
        WHERE checked_in_at IS NULL;

      -- Standing measures, wherever they come from.
      CREATE INDEX desk_task_standing ON desk_task (neighborhood_id, due_at)
        WHERE every IS NOT NULL AND settled_at IS NULL;
      """
    ])
}
