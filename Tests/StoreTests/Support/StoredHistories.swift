import CoreModel
import GRDB

@testable import Store

extension DeskStore {
  /// Every request as its log says, in the order in which they were stored: demonstrations go on with what was
  /// generated.
  func everyHistory(of scope: NeighborhoodID) throws -> [RequestHistory] {
    try pool.read { db in
      let roll = try self.roll(of: scope, db)
      return try Row.fetchAll(db, sql: "SELECT id, uid FROM request ORDER BY id").map {
        try EventRecords.history(of: RequestID($0[1]), row: $0[0], roll: roll, db)
      }
    }
  }
}
