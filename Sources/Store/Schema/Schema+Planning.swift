extension Schema {
  /// 请假与意愿, and which shifts a plan made, so that it can be taken back.
  static let planning = Step(
    name: "planning",
    sql: [
      """
      CREATE TABLE absence (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        person_id INTEGER NOT NULL REFERENCES person (id),
        kind TEXT NOT NULL CHECK (kind <> ''),
        -- Days since 1970-01-01 in Shanghai.
        first_day INTEGER NOT NULL,
        last_day INTEGER NOT NULL CHECK (last_day >= first_day),
        -- JSON of Absence, which the columns before are for looking up.
        body TEXT NOT NULL,
        set_at INTEGER NOT NULL,
        set_by_id INTEGER NOT NULL REFERENCES person (id),
        -- Struck out; the row stays as a record.
        cancelled_at INTEGER,
        cancelled_by_id INTEGER REFERENCES person (id),
        CHECK ((cancelled_at IS NULL) = (cancelled_by_id IS NULL))
      ) STRICT;
      CREATE INDEX absence_days ON absence (neighborhood_id, last_day) WHERE cancelled_at IS NULL;

      CREATE TABLE roster_plan (
        id INTEGER PRIMARY KEY,
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        first_day INTEGER NOT NULL,
        last_day INTEGER NOT NULL CHECK (last_day >= first_day),
        applied_at INTEGER NOT NULL,
        applied_by_id INTEGER NOT NULL REFERENCES person (id),
        taken_back_at INTEGER,
        taken_back_by_id INTEGER REFERENCES person (id),
        CHECK ((taken_back_at IS NULL) = (taken_back_by_id IS NULL))
      ) STRICT;
      CREATE INDEX roster_plan_newest ON roster_plan (neighborhood_id, id)
        WHERE taken_back_at IS NULL;

      -- What the plan made of each shift, and of what; both JSON of Shift.
      CREATE TABLE roster_plan_shift (
        plan_id INTEGER NOT NULL REFERENCES roster_plan (id),
        shift_uid TEXT NOT NULL CHECK (shift_uid <> ''),
        made TEXT NOT NULL,
        -- NULL for a shift that was not there before.
        was TEXT,
        PRIMARY KEY (plan_id, shift_uid)
      ) STRICT, WITHOUT ROWID;
      """
    ])
}
