extension Schema {
  /// What the columns of imported exports were, in their order: an export gives them back.
  static let headers = Step(
    name: "headers",
    sql: [
      """
      CREATE TABLE import_header (
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        -- Names the header: see HotlineHeader.fingerprint(of:).
        header TEXT NOT NULL CHECK (header <> ''),
        -- JSON array of the names, in order, as the file had them.
        names TEXT NOT NULL,
        -- JSON of the ColumnMapping that it was read with.
        mapping TEXT NOT NULL,
        -- When a file with this header was last taken in after one with another.
        imported_at INTEGER NOT NULL,
        PRIMARY KEY (neighborhood_id, header)
      ) STRICT, WITHOUT ROWID;
      """
    ])
}
