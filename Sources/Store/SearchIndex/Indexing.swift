internal import GRDB

/// How far the search index of a database is that has to be given one.
package struct IndexingProgress: Hashable, Sendable {
  /// Requests that are in it.
  package var done: Int
  /// Requests that will be.
  package var total: Int
}

extension DeskStore {
  /// Writes what is missing of the search index, a block a transaction: whoever is interrupted goes on from
  /// there the next time, and until then what is missing is looked through.
  func finishSearchIndex(_ told: (IndexingProgress) -> Void) throws(StoreError) {
    var (missing, below) = try look { db in
      (try SearchIndex.missingBlocks(db), Int(try SearchIndex.below(db)))
    }
    let total = below + missing * RowSet.capacity
    while missing > 0 {
      told(IndexingProgress(done: below, total: total))
      let isWritten = try change { db in try SearchIndex.writeNextBlock(db) }
      (missing, below) = try look { db in
        (try SearchIndex.missingBlocks(db), Int(try SearchIndex.below(db)))
      }
      guard isWritten || missing == 0 else { return }
      if missing == 0 { told(IndexingProgress(done: total, total: total)) }
    }
  }
}
