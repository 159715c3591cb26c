internal import CLinux
internal import GRDB

/// The newest rows that have words and columns, for whoever compares them afterwards: a few questions after
/// another about the same words, which are read once.
final class NewestRows {
  /// One thing that a row may have.
  enum Piece {
    /// These characters, somewhere in its haystack.
    case text(String)
    case group(Int64)
  }

  fileprivate struct Late {
    var row: Int64
    var group: Int64?
    var haystack: [UInt8]
  }

  private let db: Database
  private let below: Int64
  private let reader: SearchBlock?
  /// The rows behind the last full block, newest first, once they were needed.
  private var late: [Late]?

  init(_ db: Database) throws {
    self.db = db
    below = try SearchIndex.below(db)
    reader = below > 0 ? try SearchBlock(db, isKeeping: true) : nil
  }

  /// The newest rows that have one of the pieces of every list, newest first. Of those in the index some may
  /// have the characters of a text elsewhere.
  func rows(_ pieces: [[Piece]], limit: Int) throws -> [Int64] {
    var found: [Int64] = []
    for row in try lateRows() {
      if found.count == limit { return found }
      if pieces.allSatisfy({ $0.contains { row.has($0) } }) { found.append(row.row) }
    }
    guard let reader else { return found }
    let expression = SearchExpression.all(
      pieces.map { ways in
        let known = ways.map(NewestRows.expression)
        return known.contains { if case .everything = $0 { true } else { false } }
          ? .everything : .any(known)
      })
    let size = Int64(RowSet.capacity)
    var block = below / size - 1
    while block >= 0, found.count < limit {
      let rows = try expression.rows(in: block, reader).rows
      found += rows.reversed().prefix(limit - found.count).map { block * size + Int64($0) }
      block -= 1
    }
    return found
  }

  private static func expression(_ piece: Piece) -> SearchExpression {
    switch piece {
    case .text(let text): SearchExpression.text(text)?.expression ?? .everything
    case .group(let key): .token(SearchToken(.group, key))
    }
  }

  private func lateRows() throws -> [Late] {
    if let late { return late }
    var rows: [Late] = []
    let query = try db.cachedStatement(
      sql: "SELECT id, group_id, haystack FROM request WHERE id >= ? ORDER BY id DESC")
    let cursor = try Row.fetchCursor(query, arguments: [below])
    while let row = try cursor.next() {
      rows.append(Late(row: row[0], group: row[1], haystack: Array((row[2] as String).utf8)))
    }
    late = rows
    return rows
  }
}

extension NewestRows.Late {
  fileprivate func has(_ piece: NewestRows.Piece) -> Bool {
    switch piece {
    case .group(let key): return group == key
    case .text(var text):
      return haystack.withUnsafeBytes { hay in
        text.withUTF8 { word in
          guard let start = hay.baseAddress, let needle = word.baseAddress else {
            return word.isEmpty
          }
          return memmem(start, hay.count, needle, word.count) != nil
        }
      }
    }
  }
}
