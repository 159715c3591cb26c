extension Schema {
  /// 交接班 as lists need it, and when which request was gone on with.
  static let handover = Step(
    name: "handover",
    sql: [
      """
      -- What follows from the logs of handovers: which shift was handed over, and whether the next has signed.
      CREATE TABLE handover (
        shift_uid TEXT PRIMARY KEY CHECK (shift_uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        ended_at INTEGER NOT NULL,
        given_at INTEGER NOT NULL,
        signed_at INTEGER CHECK (signed_at IS NULL OR signed_at >= given_at)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX handover_time ON handover (neighborhood_id, ended_at);
      CREATE INDEX handover_unsigned ON handover (neighborhood_id, ended_at)
        WHERE signed_at IS NULL;

      -- When a request was gone on with after it had come in: the log has no index by time, and a shift asks for
      -- a few hours out of a million requests.
      CREATE TABLE request_step (
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        at INTEGER NOT NULL,
        request_id INTEGER NOT NULL REFERENCES request (id),
        version INTEGER NOT NULL CHECK (version > 0),
        PRIMARY KEY (neighborhood_id, at, request_id)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO request_step (neighborhood_id, at, request_id, version)
      SELECT r.neighborhood_id, e.at, r.id, max(e.version)
      FROM request r INDEXED BY request_open JOIN event e ON e.request_id = r.id
      WHERE r.due_at IS NOT NULL AND e.version > 1 GROUP BY r.neighborhood_id, e.at, r.id;
      """
    ])
}
