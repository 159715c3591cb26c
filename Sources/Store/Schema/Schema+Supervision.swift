extension Schema {
  /// 督办: what open requests are a concern by, and which levels of escalation were told to whom.
  static let supervision = Step(
    name: "supervision",
    sql: [
      """
      -- What the history of an open request says for 督办; follows from its events, but for owed_since. One without a
      -- row has said nothing since it came in. Closed ones have none.
      CREATE TABLE request_watch (
        request_id INTEGER PRIMARY KEY REFERENCES request (id),
        last_at INTEGER NOT NULL,
        -- Since when it owes what it owes now.
        owed_since INTEGER NOT NULL,
        is_rejected INTEGER NOT NULL CHECK (is_rejected IN (0, 1)),
        is_returned INTEGER NOT NULL CHECK (is_returned IN (0, 1)),
        is_repeated INTEGER NOT NULL CHECK (is_repeated IN (0, 1)),
        waits INTEGER NOT NULL CHECK (waits >= 0),
        whistle_due_at INTEGER,
        asked INTEGER NOT NULL CHECK (asked >= 0),
        answered INTEGER NOT NULL CHECK (answered >= 0)
      ) STRICT;

      -- All that 督办 asks of an open request, so that no row of a million is fetched.
      CREATE INDEX request_watched ON request
        (neighborhood_id, group_id, due_at, status, obligation, owed_by, handler_id, handler_pool,
         received_at)
        WHERE due_at IS NOT NULL;

      -- 督办层级: once told, never again, whichever desk asks and whenever it was started.
      CREATE TABLE escalation_notice (
        request_id INTEGER NOT NULL REFERENCES request (id),
        obligation TEXT NOT NULL CHECK (obligation <> ''),
        since INTEGER NOT NULL,
        level TEXT NOT NULL CHECK (level <> ''),
        due_at INTEGER NOT NULL,
        person_id INTEGER NOT NULL REFERENCES person (id),
        told_at INTEGER NOT NULL,
        -- NULL until they have said that they saw it.
        seen_at INTEGER,
        PRIMARY KEY (request_id, obligation, since, level)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX escalation_unseen ON escalation_notice (person_id, told_at)
        WHERE seen_at IS NULL;
      """
    ])

  /// Requests with a question that whoever asked has not closed; closed ones keep their row as long.
  static let inquiries = Step(
    name: "inquiries",
    sql: [
      """
      CREATE INDEX request_watch_inquiry ON request_watch (request_id)
        WHERE asked > 0 OR answered > 0;
      """
    ])
}
