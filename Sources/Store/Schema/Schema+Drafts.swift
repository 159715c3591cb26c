extension Schema {
  /// Drafts of whole forms, who has which request open, and a count of what changed, so that a desk can tell
  /// a new request from a colleague's typing.
  static let drafts = Step(
    name: "drafts",
    sql: [
      """
      -- What somebody filled in and did not save, by desk: two desks of one person do not overwrite
      -- each other. The body is JSON, see DraftCoding.
      CREATE TABLE form_draft (
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
        slot TEXT NOT NULL CHECK (slot <> ''),
        desk TEXT NOT NULL CHECK (desk <> ''),
        request_id INTEGER REFERENCES request (id),
        body TEXT NOT NULL,
        saved_at INTEGER NOT NULL,
        PRIMARY KEY (person_id, slot, desk)
      ) STRICT, WITHOUT ROWID;

      INSERT INTO form_draft (person_id, slot, desk, request_id, body, saved_at)
      SELECT d.person_id, d.slot, 'v1', r.id,
        json_object('fields', json_object('words', json_object('t', d.text)), 'v', 1), d.saved_at
      FROM draft d LEFT JOIN request r ON r.uid = substr(d.slot, instr(d.slot, ':') + 1)
      WHERE d.slot <> '' AND d.text <> '';
      DROP TABLE draft;

      -- Who has a form of a request open. A claim ends by its time; nobody has to tidy up.
      CREATE TABLE claim (
        request_id INTEGER PRIMARY KEY REFERENCES request (id),
        person_id INTEGER NOT NULL REFERENCES person (id),
        desk TEXT NOT NULL CHECK (desk <> ''),
        since_at INTEGER NOT NULL,
        until_at INTEGER NOT NULL CHECK (until_at >= since_at),
        taken_from_id INTEGER REFERENCES person (id)
      ) STRICT;

      -- One row of counters: what every transaction changed. Those that change nothing that is
      -- listed count apart, so that typing at one desk makes no other read its lists anew.
      CREATE TABLE change_mark (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        content INTEGER NOT NULL,
        claims INTEGER NOT NULL,
        drafts INTEGER NOT NULL
      ) STRICT;
      INSERT INTO change_mark (id, content, claims, drafts) VALUES (1, 0, 0, 0);
      """
    ])
}
