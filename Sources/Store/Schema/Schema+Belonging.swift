extension Schema {
  /// Who works in which 居民区, and who does no longer.
  static let belonging = Step(
    name: "belonging",
    sql: [
      """
      -- When somebody stopped working for a neighbourhood; NULL while they do. Events name them, so the row stays.
      ALTER TABLE membership ADD COLUMN ended_at INTEGER;
      """
    ])
}
