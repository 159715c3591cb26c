import Foundation
import Synchronization

/// A desk of its own for one test: a folder, a database that does not exist yet, a fixed clock and
/// an environment that holds nothing of the developer's.
final class Desk: Sendable {
  /// A Saturday evening, while the staggered shift (错时值班) is on.
  static let evening = "2026-11-21T19:42:00+08:00"

  /// Everything of this desk is in here.
  let folder: URL
  /// Where the database is, or will be.
  let database: String
  /// What programs of this desk see of the environment.
  let environment: [String: String]
  private let sessions = Mutex<[TerminalSession]>([])

  private init(now: String) throws {
    // Made by hand: the name stays short enough for sockets.
    folder = FileManager.default.temporaryDirectory
      .appending(path: "juwei-\(UInt32.random(in: .min ... .max))")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    database = folder.appending(path: "desk.db").path
    var environment = [
      "HOME": folder.path, "XDG_DATA_HOME": folder.appending(path: "data").path,
      "XDG_STATE_HOME": folder.appending(path: "state").path, "TMPDIR": folder.path,
      "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "JUWEI_NOW": now, "JUWEI_DB": database,
    ]
    // Where the toolchain's libraries are, when the developer has to say so; and coverage.
    for name in ["LD_LIBRARY_PATH", "LLVM_PROFILE_FILE"] {
      environment[name] = ProcessInfo.processInfo.environment[name]
    }
    self.environment = environment
  }

  /// Opens a desk, does the test's work at it and leaves nothing behind.
  static func open(
    now: String = evening, _ work: (Desk) async throws -> Void
  ) async throws {
    let desk = try Desk(now: now)
    do {
      try await work(desk)
    } catch {
      await desk.close()
      throw error
    }
    await desk.close()
  }

  private func close() async {
    for session in sessions.withLock({ $0 }) { await session.close() }
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs `juwei` with the words given, without a terminal.
  func juwei(
    _ arguments: [String], environment: [String: String] = [:], input: String = ""
  ) async throws -> ToolResult {
    try await tool().run(arguments, environment: environment, input: Array(input.utf8))
  }

  /// Runs `juwei` with the words given, without a terminal.
  func juwei(_ arguments: String...) async throws -> ToolResult { try await juwei(arguments) }

  /// `juwei` as a program of this desk.
  func tool() throws -> Program {
    Program(path: try BuiltBinary.path(), environment: environment)
  }

  /// Opens the console in a terminal.
  func console(
    as person: String? = nil, _ arguments: [String] = [], environment: [String: String] = [:],
    columns: Int = 120, rows: Int = 40, term: String = "tmux-256color"
  ) async throws -> TerminalSession {
    let name = person.map { ["--as", $0] } ?? []
    return try await terminal(
      [try BuiltBinary.path()] + name + arguments, environment: environment, columns: columns,
      rows: rows, term: term)
  }

  /// Starts any program in a terminal.
  func terminal(
    _ command: [String], environment extra: [String: String] = [:], columns: Int = 120,
    rows: Int = 40, term: String = "tmux-256color"
  ) async throws -> TerminalSession {
    let session = try await TerminalSession.start(
      command, in: folder, environment: environment.merging(extra) { _, new in new },
      columns: columns, rows: rows, term: term)
    sessions.withLock { $0.append(session) }
    return session
  }

  /// Writes a file of this desk; its path.
  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let place = folder.appending(path: name)
    try Data(bytes).write(to: place)
    return place.path
  }

  /// Writes a file of this desk; its path.
  func file(_ name: String, _ text: String) throws -> String { try file(name, text.utf8) }
}
