internal import CoreModel
internal import Foundation
internal import GRDB

/// The index that finds requests of any age by words and columns.
///
/// Rows come in blocks of 4,096, and of each block the index says which rows have a token: a search is a
/// union and intersection of bits, newest block first, and a count is a count of bits. A block is written when
/// it is full and never grows: a new request costs no indexing, and the rows behind the last full block are
/// looked through instead. What is written about a row is corrected when it changes.
enum SearchIndex {
  /// Rises when the meaning of tokens or of stored sets changes; older indexes are then built anew.
  static let layout = 1

  /// The first row that is not in the index; 0 when there is none, or one that this release does not read.
  static func below(_ db: Database) throws -> Int64 {
    guard let row = try state(db), row.layout == layout else { return 0 }
    return row.below
  }

  private static func state(_ db: Database) throws -> (layout: Int, below: Int64)? {
    let query = try db.cachedStatement(
      sql: "SELECT layout, indexed_below FROM search_state WHERE id = 1")
    return try Row.fetchOne(query).map { ($0[0], $0[1]) }
  }

  /// How many full blocks wait to be written.
  static func missingBlocks(_ db: Database) throws -> Int {
    let newest = try Int64.fetchOne(db, sql: "SELECT max(id) FROM request") ?? 0
    return Int(max(0, (newest + 1 - (try below(db))) / Int64(RowSet.capacity)))
  }

  /// Writes the next full block, if there is one; false when all are there.
  @discardableResult
  static func writeNextBlock(_ db: Database) throws -> Bool {
    if let state = try state(db), state.layout != layout {
      try db.execute(sql: "DELETE FROM search_posting")
      try db.execute(
        sql: "UPDATE search_state SET layout = ?, indexed_below = 0 WHERE id = 1",
        arguments: [layout])
    }
    guard try missingBlocks(db) > 0 else { return false }
    let first = try below(db)
    try write(block: first / Int64(RowSet.capacity), db)
    try db.execute(
      sql: "UPDATE search_state SET indexed_below = ? WHERE id = 1",
      arguments: [first + Int64(RowSet.capacity)])
    return true
  }

  /// After a row was stored: writes the block that it fills.
  static func rowWasInserted(_ row: Int64, _ db: Database) throws {
    guard (row + 1) % Int64(RowSet.capacity) == 0 else { return }
    // Of an index that was never finished, no more than this: opening the database finishes it.
    _ = try writeNextBlock(db)
  }

  private static func write(block: Int64, _ db: Database) throws {
    let first = block * Int64(RowSet.capacity)
    // A token and the row in one number: sorted, they are the index.
    var entries: [UInt64] = []
    entries.reserveCapacity(RowSet.capacity * 128)
    let rows = try Row.fetchCursor(
      try db.cachedStatement(
        sql: """
          SELECT \(Projection.columns.joined(separator: ", ")), id, neighborhood_id FROM request
          WHERE id >= ? AND id < ? ORDER BY id
          """), arguments: [first, first + Int64(RowSet.capacity)])
    while let row = try rows.next() {
      let key: Int64 = row[Projection.columns.count]
      let place = UInt64(key - first)
      let projection = Projection(row)
      SearchToken.forEach(in: projection.haystack) { entries.append($0.code << 12 | place) }
      for token in SearchToken.columns(of: projection, scope: row[Projection.columns.count + 1]) {
        entries.append(token.code << 12 | place)
      }
    }
    entries.sort()
    let insertion = try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO search_posting (block, token, rows) VALUES (?, ?, ?)")
    var start = 0
    var members: [Int] = []
    while start < entries.count {
      let token = entries[start] >> 12
      members.removeAll(keepingCapacity: true)
      var end = start
      while end < entries.count, entries[end] >> 12 == token {
        let member = Int(entries[end] & 0xFFF)
        if members.last != member { members.append(member) }
        end += 1
      }
      try insertion.execute(arguments: [
        block, Int64(token), Data(RowSet.encoded(members)),
      ])
      start = end
    }
  }

  /// After a row changed: puts what the index says of it right.
  static func rowWasChanged(
    _ row: Int64, from old: Projection, to new: Projection, scope: Int64, _ db: Database
  ) throws {
    guard row < (try below(db)) else { return }
    var before = Set(SearchToken.columns(of: old, scope: scope))
    var after = Set(SearchToken.columns(of: new, scope: scope))
    if old.haystack != new.haystack {
      SearchToken.forEach(in: old.haystack) { before.insert($0) }
      SearchToken.forEach(in: new.haystack) { after.insert($0) }
    }
    let block = row / Int64(RowSet.capacity)
    let place = Int(row % Int64(RowSet.capacity))
    for token in before.subtracting(after).sorted() {
      try change(token, of: block, db) { $0.remove(place) }
    }
    for token in after.subtracting(before).sorted() {
      try change(token, of: block, db) { $0.insert(place) }
    }
  }

  private static func change(
    _ token: SearchToken, of block: Int64, _ db: Database, _ body: (inout RowSet) -> Void
  ) throws {
    var set = try SearchBlock(db).rows(having: token, in: block)
    body(&set)
    if set.isEmpty {
      try db.cachedStatement(sql: "DELETE FROM search_posting WHERE block = ? AND token = ?")
        .execute(arguments: [block, Int64(token.code)])
    } else {
      try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO search_posting (block, token, rows) VALUES (?, ?, ?)"
      ).execute(arguments: [block, Int64(token.code), Data(set.encoded)])
    }
  }

  /// How many tokens of a row the index lacks; none when the row can be found. What it says too much of a row
  /// costs a look at the row and is not looked for.
  static func faults(of row: Int64, _ projection: Projection, scope: Int64, _ db: Database) throws
    -> Int
  {
    guard row < (try below(db)) else { return 0 }
    var tokens = Set(SearchToken.columns(of: projection, scope: scope))
    SearchToken.forEach(in: projection.haystack) { tokens.insert($0) }
    let block = row / Int64(RowSet.capacity)
    let place = Int(row % Int64(RowSet.capacity))
    let reader = try SearchBlock(db)
    return try tokens.filter { !(try reader.rows(having: $0, in: block).contains(place)) }.count
  }
}

/// Reads what the index says of one block after the other.
struct SearchBlock {
  /// What was read, for whoever asks for the same again and again.
  private final class Kept {
    var sets: [SearchToken: [Int64: RowSet]] = [:]
  }

  private let kept: Kept?
  private let one: Statement
  private let range: Statement
  private let each: Statement

  /// - Parameter isKeeping: Whether to keep what was read of single tokens.
  init(_ db: Database, isKeeping: Bool = false) throws {
    kept = isKeeping ? Kept() : nil
    one = try db.cachedStatement(
      sql: "SELECT rows FROM search_posting WHERE block = ? AND token = ?")
    range = try db.cachedStatement(
      sql: "SELECT rows FROM search_posting WHERE block = ? AND token BETWEEN ? AND ?")
    each = try db.cachedStatement(
      sql: """
        SELECT token, rows FROM search_posting WHERE block = ? AND token BETWEEN ? AND ?
        """)
  }

  /// The rows of a block that have a token.
  func rows(having token: SearchToken, in block: Int64) throws -> RowSet {
    if let set = kept?.sets[token]?[block] { return set }
    var set = RowSet()
    defer { kept?.sets[token, default: [:]][block] = set }
    let found = try Row.fetchCursor(one, arguments: [block, Int64(token.code)])
    while let row = try found.next() { set.formUnion(row, 0) }
    return set
  }

  /// The rows of a block that have any token of a range.
  func rows(having tokens: ClosedRange<SearchToken>, in block: Int64) throws -> RowSet {
    var set = RowSet()
    let found = try Row.fetchCursor(
      range, arguments: [block, Int64(tokens.lowerBound.code), Int64(tokens.upperBound.code)])
    while let row = try found.next() { set.formUnion(row, 0) }
    return set
  }

  /// Every token of a range with its rows.
  func forEach(
    of tokens: ClosedRange<SearchToken>, in block: Int64, _ body: (Int64, RowSet) -> Void
  ) throws {
    let found = try Row.fetchCursor(
      each, arguments: [block, Int64(tokens.lowerBound.code), Int64(tokens.upperBound.code)])
    while let row = try found.next() {
      var set = RowSet()
      set.formUnion(row, 1)
      let code: Int64 = row[0]
      body(code & 0x3FF_FFFF_FFFF, set)
    }
  }
}

extension RowSet {
  fileprivate mutating func formUnion(_ row: Row, _ column: Int) {
    try? row.withUnsafeData(atIndex: column) { data in
      data?.withUnsafeBytes { formUnion(stored: $0) }
    }
  }
}
