internal import GRDB
internal import GRDBSQLite

/// A statement that is run a hundred thousand times: bound by position and by pointer, without a value object for
/// each column.
struct BulkStatement {
  // The handle lives as long as the statement.
  private let statement: Statement
  fileprivate let handle: OpaquePointer
  private let db: Database

  init(_ db: Database, _ sql: String) throws {
    statement = try db.makeStatement(sql: sql)
    handle = statement.sqliteStatement
    self.db = db
  }

  /// Where its one row is bound.
  var row: BulkRow { BulkRow(handle: handle, offset: 0) }

  /// Runs it; what is bound stays bound.
  @inline(__always)
  func run() throws {
    let code = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else { throw failure(code) }
  }

  /// Looks for one row, and hands on its first two columns.
  @inline(__always)
  func first<T>(_ read: (Int64, UnsafeBufferPointer<UInt8>) -> T) throws -> T? {
    let code = sqlite3_step(handle)
    defer { sqlite3_reset(handle) }
    if code == SQLITE_DONE { return nil }
    guard code == SQLITE_ROW else { throw failure(code) }
    let bytes = UnsafeBufferPointer(
      start: sqlite3_column_text(handle, 1), count: Int(sqlite3_column_bytes(handle, 1)))
    return read(sqlite3_column_int64(handle, 0), bytes)
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(db.sqliteConnection)),
      message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
  }
}

/// Stores rows of one table, many a statement.
///
/// A statement opens its table and every index of it anew, and looks for the row's place in each from the root down.
/// While it goes on it knows that the next row belongs behind the last one: for a table with eight indexes that is
/// half of all the work.
struct BulkInsertion {
  private static let rowsAtOnce = 50

  private let one: BulkStatement
  private let many: BulkStatement
  private let columns: Int

  /// - Parameter columns: Their names; a row is bound by their positions, from 1.
  init(_ db: Database, into table: String, _ columns: [String]) throws {
    self.columns = columns.count
    let row = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
    func statement(_ rows: Int) throws -> BulkStatement {
      // Whoever fails here rolls the whole transaction back: FAIL spares SQLite a journal for each statement, which
      // it would need to take back the rows before the one that failed.
      try BulkStatement(
        db,
        """
        INSERT OR FAIL INTO \(table) (\(columns.joined(separator: ", ")))
        VALUES \(Array(repeating: row, count: rows).joined(separator: ", "))
        """)
    }
    one = try statement(1)
    many = try statement(BulkInsertion.rowsAtOnce)
  }

  /// Binds what every row has; it stays bound.
  func bindAll(_ bind: (BulkRow) -> Void) {
    bind(one.row)
    for row in 0..<BulkInsertion.rowsAtOnce { bind(place(row, in: many)) }
  }

  /// Stores so many rows.
  /// - Parameter bind: Given a row's position and where to bind its columns; the bytes must stay where they are until
  ///   the last row is stored.
  func run(_ rows: Int, _ bind: (Int, BulkRow) -> Void) throws {
    var row = 0
    while row < rows {
      if rows - row >= BulkInsertion.rowsAtOnce {
        for index in 0..<BulkInsertion.rowsAtOnce { bind(row + index, place(index, in: many)) }
        try many.run()
        row += BulkInsertion.rowsAtOnce
      } else {
        bind(row, one.row)
        try one.run()
        row += 1
      }
    }
  }

  private func place(_ row: Int, in statement: BulkStatement) -> BulkRow {
    BulkRow(handle: statement.handle, offset: Int32(truncatingIfNeeded: row * columns))
  }
}

/// Where a row's columns are bound, by their positions from 1; no longer than its statement is kept.
struct BulkRow {
  fileprivate let handle: OpaquePointer
  fileprivate let offset: Int32

  @inline(__always)
  func bind(_ column: Int32, _ value: Int64) { sqlite3_bind_int64(handle, offset + column, value) }

  @inline(__always)
  func bind(_ column: Int32, _ value: Int64?) {
    if let value { bind(column, value) } else { sqlite3_bind_null(handle, offset + column) }
  }

  /// The bytes must stay where they are until the statement was run.
  @inline(__always)
  func bind(_ column: Int32, _ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress else {
      sqlite3_bind_text(handle, offset + column, "", 0, nil)
      return
    }
    start.withMemoryRebound(to: CChar.self, capacity: text.count) { start in
      _ = sqlite3_bind_text(
        handle, offset + column, start, Int32(truncatingIfNeeded: text.count), nil)
    }
  }

  @inline(__always)
  func bind(_ column: Int32, _ word: StaticBytes?) {
    if let word { bind(column, word.bytes) } else { sqlite3_bind_null(handle, offset + column) }
  }
}
