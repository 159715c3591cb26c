extension Schema {
  /// 微实事: what lists need to find them; everything else follows from the log of duty.
  static let projects = Step(
    name: "projects",
    sql: [
      """
      CREATE TABLE project (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        year INTEGER NOT NULL CHECK (year BETWEEN 1992 AND 9999),
        serial INTEGER NOT NULL CHECK (serial > 0),
        name TEXT NOT NULL CHECK (name <> ''),
        started_at INTEGER NOT NULL,
        -- NULL while it goes on.
        ended_at INTEGER,
        -- By when it owes something; NULL once it has ended.
        due_at INTEGER,
        UNIQUE (neighborhood_id, year, serial),
        CHECK ((ended_at IS NULL) = (due_at IS NOT NULL))
      ) STRICT;
      CREATE INDEX project_open ON project (neighborhood_id, due_at, id) WHERE ended_at IS NULL;
      CREATE INDEX project_ended ON project (neighborhood_id, ended_at)
        WHERE ended_at IS NOT NULL;
      """
    ])
}
