package import CoreModel
internal import GRDB

/// What somebody was typing when the terminal went away.
extension DeskStore {
  /// Keeps what stands in a text field; one text a person and slot (`quick-add`, `note:<request>`, …).
  package func saveDraft(
    _ text: String, slot: String, person: PersonID, at now: Instant
  ) throws(StoreError) {
    try change { db in
      try db.cachedStatement(
        sql: """
          INSERT INTO draft (person_id, slot, text, saved_at) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at
          """
      ).execute(arguments: [
        try PlaceKeys.key("person", person.text, db), slot, text, now.milliseconds,
      ])
    }
  }

  /// What was kept, if anything.
  package func draft(slot: String, person: PersonID) throws(StoreError) -> String? {
    try look { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT text FROM draft WHERE slot = ?
            AND person_id = (SELECT id FROM person WHERE uid = ?)
          """, arguments: [slot, person.text])
    }
  }

  /// Forgets what was kept: it has been saved or thrown away.
  package func clearDraft(slot: String, person: PersonID) throws(StoreError) {
    try change { db in
      try db.execute(
        sql: """
          DELETE FROM draft WHERE slot = ? AND person_id = (SELECT id FROM person WHERE uid = ?)
          """, arguments: [slot, person.text])
    }
  }
}
