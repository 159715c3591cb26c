extension Schema {
  /// What imports keep: how staff understood the columns of a header.
  static let intake = Step(
    name: "intake",
    sql: [
      """
      CREATE TABLE import_mapping (
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        -- Names the header: see HotlineHeader.fingerprint(of:).
        header TEXT NOT NULL CHECK (header <> ''),
        -- JSON of ColumnMapping.
        mapping TEXT NOT NULL,
        PRIMARY KEY (neighborhood_id, header)
      ) STRICT, WITHOUT ROWID;
      """
    ])
}
