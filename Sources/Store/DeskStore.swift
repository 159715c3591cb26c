internal import GRDB

/// 值班台's memory: one SQLite database, and the only way to it.
///
/// Safe to share between threads. Reads run beside each other and beside writes; a write waits for
/// the disk, so never call one on the thread that reads keys.
package final class DeskStore: Sendable {
  /// How to open a database.
  package enum Mode: Hashable, Sendable {
    /// Makes the file and its folder when they are missing.
    case readWrite
    /// Changes nothing, not even an old schema.
    case readOnly
  }

  /// The database file.
  package let path: String
  /// How it was opened.
  package let mode: Mode
  let pool: DatabasePool

  init(path: String, mode: Mode, pool: DatabasePool) {
    self.path = path
    self.mode = mode
    self.pool = pool
  }
}
