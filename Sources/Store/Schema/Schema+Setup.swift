extension Schema {
  /// 首次设置 as it was typed so far. There is nobody yet whose draft it could be, and there is one at most.
  static let setup = """
    CREATE TABLE setup_draft (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      text TEXT NOT NULL,
      saved_at INTEGER NOT NULL
    ) STRICT;
    """
}
