extension Schema {
  /// The log of everything at the desk that is no request, and the tasks that came of meetings.
  static let duty = Step(
    name: "duty",
    sql: [
      """
      -- A stream is one thing: a shift, a handover, a round of a checklist, a meeting, a task.
      CREATE TABLE duty_event (
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        stream TEXT NOT NULL CHECK (stream <> ''),
        stream_uid TEXT NOT NULL CHECK (stream_uid <> ''),
        version INTEGER NOT NULL CHECK (version > 0),
        at INTEGER NOT NULL,
        actor_id INTEGER NOT NULL REFERENCES person (id),
        kind TEXT NOT NULL CHECK (kind <> ''),
        layout INTEGER NOT NULL CHECK (layout > 0),
        payload TEXT NOT NULL,
        PRIMARY KEY (stream, stream_uid, version)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX duty_event_time ON duty_event (neighborhood_id, stream, at);

      CREATE TRIGGER duty_event_no_update BEFORE UPDATE ON duty_event BEGIN
        SELECT RAISE (ABORT, 'events are never changed');
      END;
      CREATE TRIGGER duty_event_no_delete BEFORE DELETE ON duty_event BEGIN
        SELECT RAISE (ABORT, 'events are never deleted');
      END;

      -- 交办 as lists need them: those of requests follow from their events, the others from the log above.
      CREATE TABLE desk_task (
        uid TEXT PRIMARY KEY CHECK (uid <> ''),
        neighborhood_id INTEGER NOT NULL REFERENCES neighborhood (id),
        -- NULL for what stands by itself.
        request_id INTEGER REFERENCES request (id),
        person_id INTEGER NOT NULL REFERENCES person (id),
        title TEXT NOT NULL CHECK (title <> ''),
        due_at INTEGER NOT NULL,
        -- The day of the meeting that decided it, as Day counts; NULL for what was decided at another time.
        meeting_day INTEGER,
        set_at INTEGER NOT NULL,
        set_by_id INTEGER NOT NULL REFERENCES person (id),
        changed_at INTEGER,
        times_put_off INTEGER NOT NULL CHECK (times_put_off >= 0),
        -- When it was done or dropped, which, and with what words; NULL while it is owed.
        settled_at INTEGER,
        outcome TEXT,
        outcome_words TEXT,
        CHECK ((settled_at IS NULL) = (outcome IS NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX desk_task_open ON desk_task (neighborhood_id, due_at) WHERE settled_at IS NULL;
      CREATE INDEX desk_task_settled ON desk_task (neighborhood_id, settled_at)
        WHERE settled_at IS NOT NULL;
      CREATE INDEX desk_task_request ON desk_task (request_id) WHERE request_id IS NOT NULL;
      """
    ])
}
