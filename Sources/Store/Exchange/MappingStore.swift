package import CoreModel
internal import Foundation
internal import GRDB

extension DeskStore {
  /// What was decided about the columns of exports with this header; nil when nothing was.
  package func mapping(
    for columns: [String], in scope: NeighborhoodID
  ) throws(StoreError) -> ColumnMapping? {
    try look { db in
      let roll = try self.roll(of: scope, db)
      let text = try String.fetchOne(
        db,
        sql: "SELECT mapping FROM import_mapping WHERE neighborhood_id = ? AND header = ?",
        arguments: [roll.scopeKey, HotlineHeader.fingerprint(of: columns)])
      return try text.map { try DeskRules.decoded($0) }
    }
  }

  /// Keeps what was decided about the columns of exports with this header; an empty mapping forgets it.
  package func saveMapping(
    _ mapping: ColumnMapping, for columns: [String], in scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) {
    try Permissions.checkImporting(actor)
    try change { db in
      let roll = try self.roll(of: scope, db)
      let header = HotlineHeader.fingerprint(of: columns)
      try db.execute(
        sql: "DELETE FROM import_mapping WHERE neighborhood_id = ? AND header = ?",
        arguments: [roll.scopeKey, header])
      guard !mapping.isEmpty else { return }
      try db.execute(
        sql: "INSERT INTO import_mapping (neighborhood_id, header, mapping) VALUES (?, ?, ?)",
        arguments: [roll.scopeKey, header, try DeskRules.encoded(mapping)])
    }
  }
}

extension Permissions {
  /// - Throws: ``StoreError/refused(_:)`` when the actor may not import.
  static func checkImporting(_ actor: Actor) throws(StoreError) {
    try check(actor, for: "导入工单", allowed: importing)
  }

  /// - Throws: ``StoreError/refused(_:)`` when the actor's role is none of those that may.
  static func check(_ actor: Actor, for what: String, allowed: [Role]) throws(StoreError) {
    if let refusal = DeskChange.refusal(toChange: what, by: actor, allowed: allowed) {
      throw .refused(refusal)
    }
  }
}

extension HotlineHeader {
  /// Names a header: the same for the same names in the same order, whatever blanks and widths they are written in.
  static func fingerprint(of columns: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for column in columns {
      for byte in key(column).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return String(hash, radix: 16)
  }
}
