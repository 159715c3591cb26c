internal import CoreModel
internal import Foundation
internal import GRDB

/// Runs something that may fail in many ways, and says it in the store's own words.
func told<T>(_ path: String, _ body: () throws -> T) throws(StoreError) -> T {
  do {
    return try body()
  } catch {
    throw StoreError(error, path: path)
  }
}

extension StoreError {
  /// What an error means for the person at the desk.
  init(_ error: any Error, path: String) {
    switch error {
    // Whoever read the rows does not know which file they came from.
    case StoreError.damaged(path: "", let detail): self = .damaged(path: path, detail: detail)
    case let error as StoreError: self = error
    case let error as RuleProblem: self = .invalidSetting(error.message)
    case let error as Refusal: self = .refused(error)
    case let error as EventCodec.Unreadable: self = .unreadableEvent("\(error)")
    case let error as DatabaseError: self.init(database: error, path: path)
    default: self = .failed("\(error)")
    }
  }

  private init(database error: DatabaseError, path: String) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_READONLY: self = .readOnly(path: path)
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_CORRUPT: self = .damaged(path: path, detail: error.message ?? "")
    case .SQLITE_PERM, .SQLITE_AUTH: self = .notAllowed(path: path)
    case .SQLITE_CANTOPEN:
      // SQLite says only that it cannot open: the system knows why.
      self = access(path, F_OK) != 0 ? .missing(path: path) : .notAllowed(path: path)
    case .SQLITE_IOERR where FreeSpace.isExhausted(at: path): self = .diskFull(path: path)
    default: self = .failed(error.message ?? "SQLite \(error.extendedResultCode.rawValue)")
    }
  }
}

/// Whether a disk has no room left.
enum FreeSpace {
  /// Less than two pages free counts as none: SQLite cannot even write a header.
  static func isExhausted(at path: String) -> Bool {
    var info = statvfs()
    let folder = (path as NSString).deletingLastPathComponent
    guard statvfs(folder.isEmpty ? "." : folder, &info) == 0 else { return false }
    return UInt64(info.f_bavail) * UInt64(info.f_frsize) < 8192
  }
}
