import CoreModel
internal import GRDB

/// The header of the last import, by which an export is laid out.
struct ImportHeader: Hashable {
  /// The names as the file had them, without the columns that we add ourselves.
  var names: [String]
  /// What was known of them beyond their names.
  var mapping: ColumnMapping

  /// How the columns are understood.
  var header: HotlineHeader { HotlineHeader(recognisingPartsOf: names, mapping: mapping) }
}

extension RequestRecords {
  /// The header that was imported last; nil before the first import.
  func lastImportHeader() throws -> ImportHeader? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT names, mapping FROM import_header WHERE neighborhood_id = ?
        ORDER BY imported_at DESC, header LIMIT 1
        """, arguments: [roll.scopeKey])
    return try row.map { row in
      ImportHeader(
        names: try DeskRules.decoded(row[0] as String),
        mapping: try DeskRules.decoded(row[1] as String))
    }
  }

  /// Remembers the header of an import; nothing is written when it is the last one already.
  func remember(_ header: HotlineHeader, mapping: ColumnMapping, at now: Instant) throws {
    let names = header.names.filter { !HotlineHeader.isOwn($0) }
    let seen = ImportHeader(names: names, mapping: mapping)
    guard try lastImportHeader() != seen else { return }
    // Not before another that was taken in in the same moment.
    try db.execute(
      sql: """
        INSERT INTO import_header (neighborhood_id, header, names, mapping, imported_at)
        VALUES (?1, ?2, ?3, ?4, max(?5, coalesce(
          (SELECT max(imported_at) + 1 FROM import_header WHERE neighborhood_id = ?1), 0)))
        ON CONFLICT DO UPDATE SET names = excluded.names, mapping = excluded.mapping,
          imported_at = excluded.imported_at
        """,
      arguments: [
        roll.scopeKey, HotlineHeader.fingerprint(of: names), try DeskRules.encoded(names),
        try DeskRules.encoded(mapping), now.milliseconds,
      ])
  }
}
