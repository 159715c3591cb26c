extension Schema {
  /// 去向: which request is part of what beyond the desk; and where a task comes from, and whether it comes back.
  static let onward = Step(
    name: "onward",
    sql: [
      """
      -- Follows from the events of the request. One row for each time that it joined.
      CREATE TABLE request_onward (
        request_id INTEGER NOT NULL REFERENCES request (id),
        position INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind <> ''),
        uid TEXT NOT NULL CHECK (uid <> ''),
        joined_at INTEGER NOT NULL,
        -- NULL while it goes on.
        ended_at INTEGER,
        -- What came of it; NULL while it goes on, and where the request was taken out.
        outcome TEXT,
        PRIMARY KEY (request_id, position),
        CHECK (outcome IS NULL OR ended_at IS NOT NULL)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX request_onward_thing ON request_onward (kind, uid, request_id);

      ALTER TABLE desk_task ADD COLUMN origin_kind TEXT;
      ALTER TABLE desk_task ADD COLUMN origin_uid TEXT;
      ALTER TABLE desk_task ADD COLUMN origin_title TEXT;
      -- How it comes back once it is done: number and unit, and the day of the month; NULL when it is done once.
      ALTER TABLE desk_task ADD COLUMN every INTEGER;
      ALTER TABLE desk_task ADD COLUMN every_unit TEXT;
      ALTER TABLE desk_task ADD COLUMN every_month_day INTEGER;
      CREATE INDEX desk_task_origin ON desk_task (origin_kind, origin_uid)
        WHERE origin_uid IS NOT NULL;
      """
    ])
}
