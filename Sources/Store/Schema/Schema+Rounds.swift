extension Schema {
  /// Rounds of checklists and what was found in them, as lists need it. Both follow from the log of duty.
  static let rounds = Step(
    name: "rounds",
    sql: [
      """
      CREATE TABLE round (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        -- NULL for what is about no request.
        request_id INTEGER REFERENCES request (id),
        checklist TEXT NOT NULL CHECK (checklist <> ''),
        started_at INTEGER NOT NULL,
        -- NULL while it goes on.
        ended_at INTEGER
      ) STRICT;
      CREATE INDEX round_time ON round (neighborhood_id, started_at);
      CREATE INDEX round_open ON round (neighborhood_id, started_at) WHERE ended_at IS NULL;
      CREATE INDEX round_request ON round (request_id, started_at) WHERE request_id IS NOT NULL;

      -- Only what counts: a finding that was taken back leaves, the log keeps it.
      CREATE TABLE finding (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
        round_id INTEGER NOT NULL REFERENCES round (id),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        request_id INTEGER REFERENCES request (id),
        at INTEGER NOT NULL,
        point TEXT NOT NULL,
        place TEXT NOT NULL,
        -- As places are compared; empty where there is none.
        place_key TEXT NOT NULL,
        group_id INTEGER REFERENCES building_group (id),
        category TEXT,
        words TEXT NOT NULL CHECK (words <> ''),
        count INTEGER,
        days INTEGER,
        rung TEXT,
        evidence TEXT NOT NULL,
        person_id INTEGER NOT NULL REFERENCES person (id)
      ) STRICT;
      CREATE INDEX finding_time ON finding (neighborhood_id, at);
      CREATE INDEX finding_place ON finding (neighborhood_id, place_key, at)
        WHERE place_key <> '';
      CREATE INDEX finding_round ON finding (round_id);
      CREATE INDEX finding_request ON finding (request_id) WHERE request_id IS NOT NULL;
      """
    ])
}
