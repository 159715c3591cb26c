extension Schema {
  /// What the figures of 统计 are read by. Everything here follows from events, rules and places.
  static let figures = Step(
    name: "figures",
    sql: [
      """
      -- What figures ask of a request, one row each: see RequestFact.
      CREATE TABLE request_fact (
        request_id INTEGER PRIMARY KEY REFERENCES request (id),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        received_at INTEGER NOT NULL,
        -- From when to when it may count in anything; what is open has no end.
        first_at INTEGER NOT NULL,
        last_at INTEGER NOT NULL,
        -- 0 open, 1 closed, 2 cancelled, 3 taken back by the city.
        state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
        ended_at INTEGER,
        channel TEXT NOT NULL CHECK (channel <> ''),
        tier INTEGER CHECK (tier BETWEEN 1 AND 3),
        category TEXT,
        group_id INTEGER REFERENCES building_group (id),
        handler_id INTEGER REFERENCES person (id),
        handler_pool TEXT,
        rejected_at INTEGER,
        is_accepted INTEGER NOT NULL CHECK (is_accepted IN (0, 1)),
        satisfaction TEXT,
        is_linked INTEGER NOT NULL CHECK (is_linked IN (0, 1)),
        -- Seconds since the same resident or place came with the same matter; NULL when none did.
        repeat_after INTEGER,
        matter INTEGER,
        resident INTEGER,
        place INTEGER,
        -- When the last of its clocks is due: whoever moves due times from a moment on asks for it.
        due_at INTEGER,
        clocks BLOB NOT NULL,
        CHECK ((state = 0) = (ended_at IS NULL))
      ) STRICT;
      CREATE INDEX request_fact_time ON request_fact (neighborhood_id, last_at, first_at);
      CREATE INDEX request_fact_resident
        ON request_fact (neighborhood_id, resident, matter, received_at, request_id)
        WHERE resident IS NOT NULL AND matter IS NOT NULL AND state <> 2;
      CREATE INDEX request_fact_place
        ON request_fact (neighborhood_id, place, matter, received_at, request_id)
        WHERE place IS NOT NULL AND matter IS NOT NULL AND state <> 2;

      -- Requests without a fact: those of earlier releases, and those of an import until it is finished.
      CREATE TABLE fact_missing (
        first_id INTEGER PRIMARY KEY,
        last_id INTEGER NOT NULL,
        CHECK (last_id >= first_id)
      ) STRICT;
      INSERT INTO fact_missing (first_id, last_id)
        SELECT min(id), max(id) FROM request HAVING min(id) IS NOT NULL;

      -- Goes up with every change of a fact: whoever has counted meanwhile knows not to keep it.
      CREATE TABLE figure_revision (
        neighborhood_id INTEGER PRIMARY KEY REFERENCES neighborhood (id),
        revision INTEGER NOT NULL
      ) STRICT;

      -- The figures of a neighbourhood and month as they were last counted.
      CREATE TABLE figure_kept (
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        -- 202611.
        month INTEGER NOT NULL,
        layout INTEGER NOT NULL,
        -- Which property company looked after which group then.
        places INTEGER NOT NULL,
        reckoned_at INTEGER NOT NULL,
        is_stale INTEGER NOT NULL CHECK (is_stale IN (0, 1)),
        tally BLOB NOT NULL,
        UNIQUE (neighborhood_id, month)
      ) STRICT;
      """
    ])
}
