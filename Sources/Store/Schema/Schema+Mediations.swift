extension Schema {
  /// 调解 and 潜在矛盾 as lists need them; what happened is in the log of duty.
  static let mediations = Step(
    name: "mediations",
    sql: [
      """
      CREATE TABLE mediation (
        uid TEXT PRIMARY KEY CHECK (uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        title TEXT NOT NULL CHECK (title <> ''),
        -- talking, visiting, watched or over.
        phase TEXT NOT NULL CHECK (phase <> ''),
        keeper_id INTEGER NOT NULL REFERENCES person (id),
        begun_at INTEGER NOT NULL,
        -- When the talk, the 回访 or the review is; NULL once it is over.
        next_at INTEGER,
        ended_at INTEGER,
        CHECK ((next_at IS NULL) = (ended_at IS NOT NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX mediation_open ON mediation (neighborhood_id, next_at) WHERE ended_at IS NULL;
      CREATE INDEX mediation_ended ON mediation (neighborhood_id, ended_at)
        WHERE ended_at IS NOT NULL;
      """
    ])
}
