extension Schema {
  /// 主件/并件: which requests are linked to which main one. Follows from the events, as a request's row does.
  ///
  /// A table of its own: few requests are linked, and the row of none of the others need know.
  static let links = """
    CREATE TABLE request_link (
      request_id INTEGER PRIMARY KEY REFERENCES request (id),
      main_id INTEGER NOT NULL REFERENCES request (id),
      linked_at INTEGER NOT NULL,
      actor_id INTEGER NOT NULL REFERENCES person (id),
      CHECK (main_id <> request_id)
    ) STRICT;
    CREATE INDEX request_link_main ON request_link (main_id, linked_at, request_id);

    -- A 并件 has no 并件 of its own, and a request that has some is none: the rules see to it, and whatever else
    -- writes here is refused.
    CREATE TRIGGER request_link_depth BEFORE INSERT ON request_link
    WHEN EXISTS (SELECT 1 FROM request_link WHERE request_id = NEW.main_id)
      OR EXISTS (SELECT 1 FROM request_link WHERE main_id = NEW.request_id)
    BEGIN
      SELECT RAISE (ABORT, 'links are one deep');
    END;
    """
}
