internal import GRDB
internal import GRDBSQLite

/// A statement that is run a hundred thousand times: bound by position and by pointer, without a value object for
/// each column.
struct BulkStatement {
  private let statement: Statement
  private var handle: OpaquePointer { statement.sqliteStatement }
  private let db: Database

  init(_ db: Database, _ sql: String) throws {
    statement = try db.makeStatement(sql: sql)
    self.db = db
  }

  @inline(__always)
  func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }

  @inline(__always)
  func bind(_ index: Int32, _ value: Int64?) {
    if let value { bind(index, value) } else { sqlite3_bind_null(handle, index) }
  }

  /// The bytes must stay where they are until the statement was run.
  @inline(__always)
  func bind(_ index: Int32, _ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress else {
      sqlite3_bind_text(handle, index, "", 0, nil)
      return
    }
    start.withMemoryRebound(to: CChar.self, capacity: text.count) { start in
      _ = sqlite3_bind_text(handle, index, start, Int32(truncatingIfNeeded: text.count), nil)
    }
  }

  @inline(__always)
  func bind(_ index: Int32, _ word: StaticBytes?) {
    if let word { bind(index, word.bytes) } else { sqlite3_bind_null(handle, index) }
  }

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
