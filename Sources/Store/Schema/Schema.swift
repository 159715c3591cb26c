internal import GRDB

/// The layout of the database, as a list of steps that is only ever appended to: a step that was once
/// released is never edited, since databases that took it exist.
enum Schema {
  /// `JUWE` in ASCII: by this a database is known to be ours.
  static let applicationID: Int32 = 0x4A55_5745

  /// One step: its name for ever, and what it runs.
  struct Step {
    let name: String
    let sql: [String]
  }

  /// Every step, oldest first.
  static let steps = [
    Step(
      name: "v1",
      sql: [
        "PRAGMA application_id = \(applicationID)", places, requests, requestIndexes, desk,
      ]),
    reminders,
    Step(name: "link", sql: [links]),
    Step(name: "setup", sql: [setup]),
    intake,
    search,
    drafts,
    tickets,
    headers,
    score,
    caller,
    duty,
    planning,
    rounds,
    dutyRules,
    handover,
    swaps,
    morning,
    onward,
    figures,
    council,
    projects,
    whistles,
    belonging,
    supervision,
    mediations,
    inquiries,
  ]

  /// Names of the steps that a database has taken; none when it is new.
  static func taken(_ db: Database) throws -> [String] {
    guard try db.tableExists("schema_step") else { return [] }
    return try String.fetchAll(db, sql: "SELECT name FROM schema_step ORDER BY id")
  }

  /// Takes the steps that are missing.
  ///
  /// Looked at again under the lock, and all in one transaction: several desks may open one new file at the
  /// same moment, and one of them may be killed in the middle. (GRDB's own migrator promises neither.)
  static func migrate(_ db: Database) throws {
    guard try taken(db).count < steps.count else { return }
    try db.inTransaction(.immediate) {
      try db.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS schema_step (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
          ) STRICT
          """)
      let known = Set(try taken(db))
      for step in steps where !known.contains(step.name) {
        for sql in step.sql { try db.execute(sql: sql) }
        try db.execute(sql: "INSERT INTO schema_step (name) VALUES (?)", arguments: [step.name])
      }
      return .commit
    }
  }

  /// 片区, 居民区, people and the places of each 居民区. Rows are never deleted: events name them.
  private static let places = """
    CREATE TABLE area (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
      name TEXT NOT NULL CHECK (name <> '')
    ) STRICT;

    CREATE TABLE neighborhood (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      area_id INTEGER REFERENCES area (id)
    ) STRICT;

    CREATE TABLE person (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      role TEXT NOT NULL CHECK (role <> ''),
      phone TEXT,
      unit TEXT NOT NULL,
      is_active INTEGER NOT NULL CHECK (is_active IN (0, 1))
    ) STRICT;

    -- Who works for which neighbourhood: a policeman or a supervisor works for several.
    CREATE TABLE membership (
      neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
      person_id INTEGER NOT NULL REFERENCES person (id),
      position INTEGER NOT NULL,
      PRIMARY KEY (neighborhood_id, person_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX membership_person ON membership (person_id);

    CREATE TABLE estate (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
      neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
      position INTEGER NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      property_company TEXT
    ) STRICT;
    CREATE INDEX estate_neighborhood ON estate (neighborhood_id, position);

    CREATE TABLE micro_grid (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
      neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
      position INTEGER NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      grid_worker_id INTEGER REFERENCES person (id)
    ) STRICT;
    CREATE INDEX micro_grid_neighborhood ON micro_grid (neighborhood_id, position);

    CREATE TABLE building_group (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
      neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
      position INTEGER NOT NULL,
      estate_id INTEGER NOT NULL REFERENCES estate (id),
      micro_grid_id INTEGER REFERENCES micro_grid (id),
      name TEXT NOT NULL CHECK (name <> ''),
      leader TEXT,
      rotating_leader TEXT,
      wechat_group TEXT,
      assigned_staff_id INTEGER REFERENCES person (id),
      households INTEGER NOT NULL CHECK (households >= 0)
    ) STRICT;
    CREATE INDEX building_group_neighborhood ON building_group (neighborhood_id, position);

    -- One row of counters: whoever keeps names or rules in memory reads them again when they moved.
    CREATE TABLE revision (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      places INTEGER NOT NULL,
      rules INTEGER NOT NULL
    ) STRICT;
    INSERT INTO revision (id, places, rules) VALUES (1, 0, 0);
    """

  /// The event log, and the projection that follows from it.
  private static let requests = """
    -- What lists need of a request. Everything here follows from its events and the rules.
    -- Instants are UTC milliseconds. An open request owes exactly one thing, a closed one nothing.
    CREATE TABLE request (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
      neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
      number_day INTEGER NOT NULL CHECK (number_day BETWEEN 19920101 AND 99991231),
      number_serial INTEGER NOT NULL CHECK (number_serial > 0),
      version INTEGER NOT NULL CHECK (version > 0),
      status TEXT NOT NULL CHECK (status <> ''),
      tier INTEGER CHECK (tier BETWEEN 1 AND 3),
      urgency TEXT NOT NULL CHECK (urgency <> ''),
      channel TEXT NOT NULL CHECK (channel <> ''),
      group_id INTEGER REFERENCES building_group (id),
      handler_id INTEGER REFERENCES person (id),
      handler_pool TEXT,
      first_receiver_id INTEGER NOT NULL REFERENCES person (id),
      received_at INTEGER NOT NULL,
      closed_at INTEGER,
      due_at INTEGER,
      obligation TEXT,
      owed_by TEXT,
      hotline_number TEXT,
      room TEXT,
      place_detail TEXT,
      text TEXT NOT NULL CHECK (text <> ''),
      -- Normalised words that the filter looks through; the text index is made of it.
      haystack TEXT NOT NULL,
      UNIQUE (neighborhood_id, number_day, number_serial),
      CHECK ((due_at IS NULL) = (closed_at IS NOT NULL)),
      CHECK ((due_at IS NULL) = (obligation IS NULL)),
      CHECK ((due_at IS NULL) = (owed_by IS NULL)),
      CHECK (handler_id IS NULL OR handler_pool IS NULL)
    ) STRICT;

    CREATE TABLE event (
      request_id INTEGER NOT NULL REFERENCES request (id),
      version INTEGER NOT NULL CHECK (version > 0),
      at INTEGER NOT NULL,
      actor_id INTEGER NOT NULL REFERENCES person (id),
      kind TEXT NOT NULL CHECK (kind <> ''),
      layout INTEGER NOT NULL CHECK (layout > 0),
      payload TEXT NOT NULL,
      PRIMARY KEY (request_id, version)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN
      SELECT RAISE (ABORT, 'events are never changed');
    END;
    CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN
      SELECT RAISE (ABORT, 'events are never deleted');
    END;
    CREATE TRIGGER request_no_delete BEFORE DELETE ON request BEGIN
      SELECT RAISE (ABORT, 'requests are never deleted');
    END;

    -- 12345 tickets by number, with a hash of what the export said of them.
    CREATE TABLE hotline_ticket (
      neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
      number TEXT NOT NULL CHECK (number <> ''),
      request_id INTEGER NOT NULL REFERENCES request (id),
      fingerprint TEXT NOT NULL,
      PRIMARY KEY (neighborhood_id, number)
    ) STRICT, WITHOUT ROWID;

    -- Bigrams of the haystack: see SearchText. Contentless, the words are not kept twice.
    CREATE VIRTUAL TABLE request_search USING fts5 (
      body, content = '', tokenize = 'unicode61'
    );
    """

  private static let requestIndexes = """
    -- What the filter of the open ones asks stands in the index, so that rows that do not match are
    -- never fetched. The key comes before it: the list is sorted by due time, then key.
    CREATE INDEX request_open ON request
      (neighborhood_id, due_at, id, group_id, handler_id, handler_pool, tier, hotline_number, haystack)
      WHERE due_at IS NOT NULL;
    CREATE INDEX request_open_states ON request
      (neighborhood_id, status, obligation, due_at, hotline_number) WHERE due_at IS NOT NULL;
    CREATE INDEX request_open_group ON request (neighborhood_id, group_id, due_at)
      WHERE due_at IS NOT NULL;
    CREATE INDEX request_closed ON request (neighborhood_id, closed_at)
      WHERE closed_at IS NOT NULL;
    CREATE INDEX request_received ON request (neighborhood_id, received_at);
    CREATE INDEX request_group ON request (group_id, received_at) WHERE group_id IS NOT NULL;
    CREATE INDEX request_hotline ON request (neighborhood_id, received_at)
      WHERE hotline_number IS NOT NULL;
    CREATE INDEX request_hotline_closed ON request (neighborhood_id, closed_at)
      WHERE closed_at IS NOT NULL AND hotline_number IS NOT NULL;
    """

  /// Rules that staff edit, shifts, and what was being typed.
  private static let desk = """
    CREATE TABLE setting (
      neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
      name TEXT NOT NULL CHECK (name <> ''),
      value TEXT NOT NULL,
      PRIMARY KEY (neighborhood_id, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE shift (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
      neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
      start_at INTEGER NOT NULL,
      end_at INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind <> ''),
      note TEXT NOT NULL,
      CHECK (end_at > start_at)
    ) STRICT;
    CREATE INDEX shift_time ON shift (neighborhood_id, start_at);

    CREATE TABLE shift_person (
      shift_id INTEGER NOT NULL REFERENCES shift (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      person_id INTEGER NOT NULL REFERENCES person (id),
      PRIMARY KEY (shift_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE draft (
      person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
      slot TEXT NOT NULL,
      text TEXT NOT NULL,
      saved_at INTEGER NOT NULL,
      PRIMARY KEY (person_id, slot)
    ) STRICT, WITHOUT ROWID;
    """
}
