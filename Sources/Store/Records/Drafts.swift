package import CoreModel
internal import GRDB

/// A draft that was kept.
package struct KeptDraft: Hashable, Sendable {
  /// Which form it is of: one draft a person, slot and desk.
  package var slot: String
  /// What was filled in.
  package var draft: Draft
  /// When it was last kept.
  package var savedAt: Instant
  /// Where it came from.
  package var origin: Draft.Origin
  /// The request that it is about, if it is about one.
  package var request: Subject?

  /// What lists say of the request.
  package struct Subject: Hashable, Sendable {
    /// The request.
    package var id: RequestID
    /// Its number.
    package var number: String
    /// What the resident said.
    package var text: String

    /// Makes a subject.
    package init(id: RequestID, number: String, text: String) {
      self.id = id
      self.number = number
      self.text = text
    }
  }

  /// Makes a kept draft.
  package init(
    slot: String, draft: Draft, savedAt: Instant, origin: Draft.Origin, request: Subject? = nil
  ) {
    self.slot = slot
    self.draft = draft
    self.savedAt = savedAt
    self.origin = origin
    self.request = request
  }
}

/// What somebody was filling in when the terminal went away. Nothing here counts as a change of what is
/// listed: no other desk reads anything anew for it.
extension DeskStore {
  /// Keeps what stands in a form; an empty draft is forgotten. The one that it goes on from goes with it,
  /// unless somebody is still typing there.
  package func keep(
    _ draft: Draft, slot: String, about request: RequestID? = nil, person: PersonID, desk: DeskID,
    at now: Instant
  ) throws(StoreError) {
    try change(marking: .drafts) { db in
      let key = try PlaceKeys.key("person", person.text, db)
      if let origin = draft.replaces, origin.desk != desk {
        try DeskStore.forget(origin, slot: slot, person: key, db)
      }
      guard !draft.isEmpty else {
        try db.cachedStatement(
          sql: "DELETE FROM form_draft WHERE person_id = ? AND slot = ? AND desk = ?"
        ).execute(arguments: [key, slot, desk.text])
        return
      }
      try db.cachedStatement(
        sql: """
          INSERT INTO form_draft (person_id, slot, desk, request_id, body, saved_at)
          VALUES (?, ?, ?, (SELECT id FROM request WHERE uid = ?), ?, ?)
          ON CONFLICT DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at
          """
      ).execute(arguments: [
        key, slot, desk.text, request?.text, try DraftCoding.encode(draft), now.milliseconds,
      ])
    }
  }

  /// The newest draft of a form, kept at whichever desk.
  package func draft(slot: String, person: PersonID) throws(StoreError) -> KeptDraft? {
    try look { db in
      try DeskStore.drafts(
        where: "p.uid = ? AND d.slot = ?", [person.text, slot], limit: 1, db
      ).first
    }
  }

  /// Everything that a person did not save, the newest first.
  package func drafts(of person: PersonID) throws(StoreError) -> [KeptDraft] {
    try look { db in try DeskStore.drafts(where: "p.uid = ?", [person.text], limit: 500, db) }
  }

  /// Throws a draft away, unless it reads differently by now.
  package func discard(_ kept: KeptDraft, of person: PersonID) throws(StoreError) {
    try change(marking: .drafts) { db in
      let key = try PlaceKeys.key("person", person.text, db)
      try DeskStore.forget(kept.origin, slot: kept.slot, person: key, db)
    }
  }

  private static func forget(
    _ origin: Draft.Origin, slot: String, person: Int64, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        DELETE FROM form_draft WHERE person_id = ? AND slot = ? AND desk = ? AND body = ?
        """
    ).execute(arguments: [person, slot, origin.desk.text, origin.body])
  }

  private static func drafts(
    where condition: String, _ arguments: StatementArguments, limit: Int, _ db: Database
  ) throws -> [KeptDraft] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT d.slot, d.desk, d.body, d.saved_at, r.uid, r.number_day, r.number_serial, r.text
        FROM form_draft d JOIN person p ON p.id = d.person_id
        LEFT JOIN request r ON r.id = d.request_id
        WHERE \(condition) ORDER BY d.saved_at DESC, d.slot, d.desk LIMIT \(limit)
        """, arguments: arguments
    ).map { row in
      let uid: String? = row[4]
      let body: String = row[2]
      return KeptDraft(
        slot: row[0], draft: DraftCoding.decode(body), savedAt: Instant(milliseconds: row[3]),
        origin: Draft.Origin(desk: DeskID(row[1]), body: body),
        request: uid.map {
          KeptDraft.Subject(
            id: RequestID($0), number: RequestNumber(day: row[5], serial: row[6]).text, text: row[7]
          )
        })
    }
  }
}
