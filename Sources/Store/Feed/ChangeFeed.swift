internal import CLinux
internal import Foundation
internal import GRDB

/// Tells when somebody, here or in another process, has changed the database.
///
/// The kernel reports a write before its commit can be seen, by as long as the disk takes; so the feed looks
/// at once, a few times within the next 40 ms, and every 250 ms as a net. A look is one `PRAGMA data_version` on a connection of its own,
/// which changes with everybody else's commits. What was changed stands in the table `change_mark`: nobody reads
/// lists anew because a colleague types, or because of who is on what. Between looks its thread sleeps.
package final class ChangeFeed: Sendable {
  private let loop: FeedLoop

  /// Starts to look.
  /// - Parameters:
  ///   - onClaims: Called instead when nothing but claims (正在处理) changed.
  ///   - onChange: Called on the feed's own thread, once for any number of commits that were
  ///     seen together.
  /// - Throws: ``StoreError`` when the database cannot be opened once more, or the system has no
  ///   descriptors left.
  package init(
    _ store: DeskStore, onClaims: @escaping @Sendable () -> Void = {},
    onChange: @escaping @Sendable () -> Void
  ) throws(StoreError) {
    let loop = try told(store.path) {
      try FeedLoop(path: store.path, onChange: onChange, onClaims: onClaims)
    }
    self.loop = loop
    let thread = Thread { loop.run() }
    thread.name = "juwei.feed"
    thread.stackSize = 512 * 1024
    thread.start()
  }

  deinit { loop.stop() }

  /// Stops. When it returns, `onChange` is not running and is not called any more, unless it was
  /// `onChange` itself that called this.
  package func stop() {
    loop.stop()
    loop.waitForEnd()
  }
}

/// What the feed's thread does.
private final class FeedLoop: Sendable {
  private let connection: DatabaseQueue
  private let onChange: @Sendable () -> Void
  private let onClaims: @Sendable () -> Void
  /// -1 when the system has none left to give: the net alone still sees everything.
  private let watch: Int32
  private let wake: Int32
  /// Where the database stood when the feed was made: what is committed before its thread runs is news too.
  private let beginning: Moment?
  private let ended = NSCondition()
  private let state = Lock()

  private final class Lock: @unchecked Sendable {
    // Guarded by `ended`.
    var hasEnded = false
    var thread: Thread?
  }

  /// Where the database stands: the version that SQLite counts, and what we count ourselves.
  private struct Moment {
    var version: Int64
    /// Content, claims, drafts; nil in a database that does not count them.
    var marks: [Int64]?
  }

  init(
    path: String, onChange: @escaping @Sendable () -> Void,
    onClaims: @escaping @Sendable () -> Void
  ) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(1)
    configuration.label = "juwei.feed"
    connection = try DatabaseQueue(path: path, configuration: configuration)
    self.onChange = onChange
    self.onClaims = onClaims
    beginning = try FeedLoop.moment(connection)
    wake = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard wake >= 0 else { throw StoreError.failed("系统的文件句柄已用完") }
    watch = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    if watch >= 0 {
      let folder = (path as NSString).deletingLastPathComponent
      let mask = UInt32(IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO)
      inotify_add_watch(watch, folder.isEmpty ? "." : folder, mask)
    }
  }

  deinit {
    close(wake)
    if watch >= 0 { close(watch) }
  }

  func stop() {
    var one: UInt64 = 1
    _ = write(wake, &one, 8)
  }

  func waitForEnd() {
    ended.lock()
    defer { ended.unlock() }
    if state.thread === Thread.current { return }
    while !state.hasEnded { ended.wait() }
  }

  func run() {
    ended.lock()
    state.thread = Thread.current
    ended.unlock()
    var seen = beginning
    // Looks that are still to come after the last report, in milliseconds of a clock that only moves on.
    var looks: [Int64] = []
    while true {
      let now = FeedLoop.milliseconds()
      let timeout = min(looks.first.map { max(0, $0 - now) } ?? 250, 250)
      switch sleep(Int32(timeout)) {
      case .stopped: return end()
      case .reported:
        let now = FeedLoop.milliseconds()
        looks = FeedLoop.delays.map { now + $0 }
      case .nothing:
        let now = FeedLoop.milliseconds()
        looks.removeAll { $0 <= now }
      }
      // nil when the database is locked for a moment; the next look will tell.
      guard let current = try? FeedLoop.version(connection), current != seen?.version,
        let moment = try? FeedLoop.moment(connection)
      else { continue }
      defer { seen = moment }
      guard let old = seen?.marks, let new = moment.marks, old != new, old[0] == new[0] else {
        // Content, or a change that nobody has counted: by another program.
        onChange()
        continue
      }
      if old[1] != new[1] { onClaims() }
    }
  }

  private func end() {
    try? connection.close()
    ended.lock()
    state.hasEnded = true
    state.thread = nil
    ended.broadcast()
    ended.unlock()
  }

  /// Milliseconds after a report at which to look: a fast disk is seen at once, a slow one soon.
  private static let delays: [Int64] = [1, 2, 4, 7, 12, 20, 40]

  private enum Waking { case stopped, reported, nothing }

  private func sleep(_ timeout: Int32) -> Waking {
    var sources = [
      pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
      pollfd(fd: watch, events: Int16(POLLIN), revents: 0),
    ]
    // A negative descriptor is passed over.
    guard poll(&sources, 2, timeout) > 0 else { return .nothing }
    if sources[0].revents != 0 { return .stopped }
    guard sources[1].revents != 0 else { return .nothing }
    // What was reported does not matter, only that something was.
    var buffer = [UInt8](repeating: 0, count: 4096)
    while read(watch, &buffer, buffer.count) > 0 {}
    return .reported
  }

  private static func version(_ connection: DatabaseQueue) throws -> Int64? {
    try connection.unsafeRead { db in
      try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
    }
  }

  /// Both from one moment of the database, so that no change is taken for one that was counted before.
  private static func moment(_ connection: DatabaseQueue) throws -> Moment? {
    try connection.read { db in
      let marks = try? Row.fetchOne(
        db, sql: "SELECT content, claims, drafts FROM change_mark")
      guard let version = try Int64.fetchOne(db, sql: "PRAGMA data_version") else { return nil }
      return Moment(version: version, marks: marks.map { [$0[0], $0[1], $0[2]] })
    }
  }

  private static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
