extension Schema {
  /// 值班规则 of a 片区, and the roster as duty minutes need it.
  static let dutyRules = Step(
    name: "dutyRules",
    sql: [
      """
      CREATE TABLE area_setting (
        area_id INTEGER NOT NULL REFERENCES area (id),
        name TEXT NOT NULL CHECK (name <> ''),
        value TEXT NOT NULL,
        PRIMARY KEY (area_id, name)
      ) STRICT, WITHOUT ROWID;

      CREATE INDEX shift_desk ON shift (neighborhood_id, start_at, end_at) WHERE \(deskKinds(""));

      -- Time at the desk that the roster gained or lost in the transaction that is going on, whoever writes shifts.
      -- Due times follow before it is committed, so that this is empty whenever anybody looks.
      CREATE TABLE roster_change (
        id INTEGER PRIMARY KEY,
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        start_at INTEGER NOT NULL,
        end_at INTEGER NOT NULL
      ) STRICT;

      CREATE TRIGGER shift_added AFTER INSERT ON shift WHEN \(deskKinds("NEW.")) BEGIN
        INSERT INTO roster_change (neighborhood_id, start_at, end_at)
        VALUES (NEW.neighborhood_id, NEW.start_at, NEW.end_at);
      END;
      CREATE TRIGGER shift_removed AFTER DELETE ON shift WHEN \(deskKinds("OLD.")) BEGIN
        INSERT INTO roster_change (neighborhood_id, start_at, end_at)
        VALUES (OLD.neighborhood_id, OLD.start_at, OLD.end_at);
      END;
      CREATE TRIGGER shift_moved AFTER UPDATE OF start_at, end_at, kind ON shift
      WHEN OLD.start_at <> NEW.start_at OR OLD.end_at <> NEW.end_at OR OLD.kind <> NEW.kind
      BEGIN
        INSERT INTO roster_change (neighborhood_id, start_at, end_at)
        SELECT OLD.neighborhood_id, OLD.start_at, OLD.end_at WHERE \(deskKinds("OLD."));
        INSERT INTO roster_change (neighborhood_id, start_at, end_at)
        SELECT NEW.neighborhood_id, NEW.start_at, NEW.end_at WHERE \(deskKinds("NEW."));
      END;
      """
    ])

  /// The kinds of shifts that are stood at the desk, as `ShiftKind.isAtDesk` says.
  static func deskKinds(_ row: String) -> String {
    "\(row)kind IN ('day', 'noon', 'evening', 'weekend', 'holiday')"
  }
}
