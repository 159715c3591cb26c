extension Schema {
  /// 议题 and meetings of the 议事会, as lists find them. Both follow from the log of duty.
  static let council = Step(
    name: "council",
    sql: [
      """
      CREATE TABLE agenda_item (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        -- How the desk calls it, without gaps.
        number INTEGER NOT NULL CHECK (number > 0),
        title TEXT NOT NULL CHECK (title <> ''),
        status TEXT NOT NULL CHECK (status <> ''),
        -- NULL while something is still to be decided or done.
        ended_at INTEGER,
        UNIQUE (neighborhood_id, number)
      ) STRICT;
      CREATE INDEX agenda_item_open ON agenda_item (neighborhood_id, number)
        WHERE ended_at IS NULL;
      CREATE INDEX agenda_item_ended ON agenda_item (neighborhood_id, ended_at)
        WHERE ended_at IS NOT NULL;

      CREATE TABLE council_meeting (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        number INTEGER NOT NULL CHECK (number > 0),
        kind TEXT NOT NULL CHECK (kind <> ''),
        start_at INTEGER NOT NULL,
        -- NULL until it is closed or cancelled.
        ended_at INTEGER,
        UNIQUE (neighborhood_id, number)
      ) STRICT;
      CREATE INDEX council_meeting_open ON council_meeting (neighborhood_id, start_at)
        WHERE ended_at IS NULL;
      CREATE INDEX council_meeting_ended ON council_meeting (neighborhood_id, ended_at)
        WHERE ended_at IS NOT NULL;
      """
    ])
}
