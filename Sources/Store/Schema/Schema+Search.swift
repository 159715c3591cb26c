extension Schema {
  /// The index that takes the place of the text index of `v1`, and 视图 that people keep.
  ///
  /// It is filled when the database is opened for writing, a block at a time: until then rows that are not in
  /// it are looked through, so that searching is right at any moment.
  static let search = Step(
    name: "search",
    sql: [
      """
      DROP TABLE request_search;
      -- Which rows of a block of 4,096 have a token: see SearchToken, RowSet.
      CREATE TABLE search_posting (
        block INTEGER NOT NULL,
        token INTEGER NOT NULL,
        rows BLOB NOT NULL,
        PRIMARY KEY (block, token)
      ) STRICT, WITHOUT ROWID;
      -- Rows below this one are in the index, all of them.
      CREATE TABLE search_state (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        layout INTEGER NOT NULL,
        indexed_below INTEGER NOT NULL
      ) STRICT;
      INSERT INTO search_state (id, layout, indexed_below) VALUES (1, 0, 0);
      """,
      """
      CREATE TABLE saved_view (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        person_id INTEGER NOT NULL REFERENCES person (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
        definition TEXT NOT NULL
      ) STRICT;
      CREATE INDEX saved_view_neighborhood ON saved_view (neighborhood_id, position);
      -- The view that somebody used last: the name of one of ours, or the uid of a saved one.
      CREATE TABLE last_view (
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        person_id INTEGER NOT NULL REFERENCES person (id),
        view TEXT NOT NULL CHECK (view <> ''),
        PRIMARY KEY (neighborhood_id, person_id)
      ) STRICT, WITHOUT ROWID;
      """,
    ])
}
