internal import CLinux
internal import CoreModel
internal import Foundation
internal import GRDB

extension DeskStore {
  /// Opens a database, and in ``Mode/readWrite`` makes what is missing: folder (0700), file (0600), schema.
  ///
  /// A file that is not ours is recognised before anything is written to it.
  /// - Parameters:
  ///   - path: The database file. `-wal`, `-shm` and `.files` stand beside it.
  ///   - patience: Seconds to wait for a lock before giving up.
  ///   - indexing: Told how far the search index is, when a database of an earlier release has to be given one.
  /// - Throws: ``StoreError``: missing, notAllowed, readOnly, diskFull, notADatabase, foreign,
  ///   newerSchema, olderSchema, damaged, busy.
  package static func open(
    path: String, mode: Mode = .readWrite, patience: Double = DeskStore.patience,
    indexing: (IndexingProgress) -> Void = { _ in }
  ) throws(StoreError) -> DeskStore {
    _ = memoryIsUncounted
    if mode == .readWrite { try DatabaseFile.prepare(path) }
    let isFresh = try DatabaseFile.check(path)
    if mode == .readOnly, isFresh { throw .notADatabase(path: path) }
    let store = try told(path) {
      let place = mode == .readOnly ? DatabaseFile.placeForReading(path) : path
      let isOld = try inspect(place, path, isFresh: isFresh, patience: patience)
      if isOld, mode == .readOnly { try bringUpToDate(path, patience, indexing) }
      let pool = try DatabasePool(path: place, configuration: configuration(mode, patience))
      if mode == .readWrite {
        try pool.writeWithoutTransaction { db in
          // GRDB lowers this to NORMAL when it sets the journal mode; a desk that has said 「已保存」 means it.
          try db.execute(sql: "PRAGMA synchronous = FULL")
          try Schema.migrate(db)
        }
      }
      return DeskStore(path: path, mode: mode, pool: pool)
    }
    if mode == .readWrite {
      try store.adoptBuiltInRules()
      // A full disk or a lock that another desk keeps must not keep anybody out: what is missing of the index is
      // looked through, and the next opening goes on.
      try? store.finishSearchIndex(indexing)
      try? store.finishFacts(indexing)
    }
    return store
  }

  /// Tells SQLite, before its first use, not to keep count of its memory: nobody asks, and the lock for it is a sixth
  /// of the time of an import. False when something else in the process has used SQLite before; it counts then.
  private static let memoryIsUncounted = juwei_sqlite_count_memory(0) == 0

  /// Seconds to wait for a lock before giving up.
  package static let patience = 10.0

  /// Closes the connections; every later call fails.
  ///
  /// Those that only read go first (GRDB would close them last): the last connection to a database
  /// moves what is in the log into the database file, and one that only reads cannot. So after the last
  /// desk has left, the one file holds everything, as whoever copies it by hand expects.
  package func close() throws(StoreError) {
    try told(path) {
      pool.invalidateReadOnlyConnections()
      try pool.close()
    }
  }

  private static func configuration(_ mode: Mode, _ patience: Double) -> Configuration {
    var configuration = Configuration()
    configuration.label = "juwei"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .callback(waiting(patience))
    configuration.readonly = mode == .readOnly
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { $0.add(function: .initialsContain) }
    return configuration
  }

  /// Asks for a lock again every few milliseconds. SQLite's own waiting grows to 100 ms a turn, and a desk
  /// that has waited long is then passed by those that have just come.
  private static func waiting(_ patience: Double) -> @Sendable (Int) -> Bool {
    { tries in
      let milliseconds = tries < 10 ? 1 : 5
      // Ten short turns, then long ones: how long it has been follows from the number of turns.
      guard Double(tries < 10 ? tries : (tries - 10) * 5 + 10) < patience * 1000 else {
        return false
      }
      usleep(UInt32(milliseconds * 1000))
      return true
    }
  }

  /// Looks at a database through a connection that cannot write: whose is it, and from when?
  ///
  /// - Returns: Whether steps of the schema are missing.
  private static func inspect(
    _ place: String, _ path: String, isFresh: Bool, patience: Double
  ) throws -> Bool {
    if isFresh { return false }
    do {
      return try inspect(place, path, configuration(.readOnly, patience))
    } catch let error as DatabaseError where unfinished.contains(error.extendedResultCode) {
      // Whoever wrote last was killed half way: only a connection that may write can undo that half.
      // SQLite does so by itself, and nothing else is written.
      return try inspect(place, path, configuration(.readWrite, patience))
    }
  }

  /// Takes the missing steps of the schema for somebody who only wants to look: lists of this release cannot be
  /// read from tables of an older one.
  private static func bringUpToDate(
    _ path: String, _ patience: Double, _ indexing: (IndexingProgress) -> Void
  ) throws {
    do {
      try open(path: path, mode: .readWrite, patience: patience, indexing: indexing).close()
    } catch StoreError.readOnly, StoreError.notAllowed {
      throw StoreError.olderSchema(path: path)
    }
  }

  /// What a connection that cannot write says of a database whose last writer was killed.
  private static let unfinished: [ResultCode] = [
    .SQLITE_READONLY_ROLLBACK, .SQLITE_READONLY_RECOVERY,
  ]

  private static func inspect(
    _ place: String, _ path: String, _ configuration: Configuration
  ) throws -> Bool {
    let queue = try DatabaseQueue(path: place, configuration: configuration)
    defer { try? queue.close() }
    return try queue.unsafeRead { db in
      let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      // An empty database is as good as none: somebody else may be making it right now.
      guard tables > 0 || id != 0 else { return false }
      guard id == Schema.applicationID else { throw StoreError.foreign(path: path) }
      let unknown = Set(try Schema.taken(db)).subtracting(Schema.steps.map(\.name))
      if !unknown.isEmpty {
        throw StoreError.newerSchema(path: path, unknown: unknown.sorted())
      }
      return try Schema.taken(db).count < Schema.steps.count
    }
  }
}

/// The database's file and folder, before SQLite sees them.
enum DatabaseFile {
  /// Makes the folder for its owner alone, and an empty file for its owner alone.
  static func prepare(_ path: String) throws(StoreError) {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty { try makeFolder(folder) }
    // SQLite gives -wal and -shm the mode of the database file.
    let handle = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard handle >= 0 else { throw failure(path) }
    Foundation.close(handle)
  }

  /// Makes a folder, and those above it, with mode 0700.
  static func makeFolder(_ folder: String) throws(StoreError) {
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .missing(path: folder) }
      return
    }
    let parent = (folder as NSString).deletingLastPathComponent
    if !parent.isEmpty, parent != folder { try makeFolder(parent) }
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure(folder) }
  }

  /// Whether the file is still empty.
  static func check(_ path: String) throws(StoreError) -> Bool {
    let handle = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else { throw failure(path) }
    defer { Foundation.close(handle) }
    var status = stat()
    guard fstat(handle, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notADatabase(path: path) }
    if status.st_size == 0 { return true }
    let magic = Array("SQLite format 3\0".utf8)
    var head = [UInt8](repeating: 0, count: magic.count)
    guard read(handle, &head, head.count) == head.count, head == magic else {
      throw .notADatabase(path: path)
    }
    return false
  }

  /// What to call the database so that it can be read where nothing can be written: a stick that is
  /// locked, a folder of somebody else's.
  ///
  /// SQLite wants to make a log beside a database in WAL mode even to read it, unless it is told that
  /// nobody can change the file. With a log already there, its newest commits count: then as usual.
  static func placeForReading(_ path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    guard access(folder.isEmpty ? "." : folder, W_OK) != 0, access(path + "-wal", F_OK) != 0,
      let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
    else { return path }
    return "file:\(escaped)?immutable=1"
  }

  /// What the system's last refusal means.
  static func failure(_ path: String) -> StoreError {
    switch errno {
    case ENOENT, ENOTDIR: .missing(path: path)
    case EACCES, EPERM: .notAllowed(path: path)
    case EROFS: .readOnly(path: path)
    case ENOSPC, EDQUOT: .diskFull(path: path)
    case EISDIR: .notADatabase(path: path)
    default: .failed("\(path): \(String(cString: strerror(errno)))")
    }
  }
}
