extension Schema {
  /// What the month's score is read by.
  static let score = Step(
    name: "score",
    sql: [
      """
      -- Replies by when they were filed: a later round takes the time of an earlier one out of the row. And what
      -- was opened once more, whose first settlement is in the log alone.
      CREATE INDEX event_score ON event (kind, at, request_id)
        WHERE \(scoreKinds);
      """
    ])

  /// The events that the index of the score knows.
  static let scoreKinds = "kind IN ('ticketReplied', 'ticketReviewBegun', 'reopened')"
}
