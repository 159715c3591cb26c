import Foundation
import Testing

/// A program in a real terminal: a tmux of its own on a private socket, so that tests neither see
/// each other nor the developer's sessions.
struct TerminalSession: Sendable {
  private let tmux: Program
  private let socket: String
  /// The shell that runs the program, prints `EXIT:` and its status when it ends, and then keeps the
  /// screen as it is.
  let shell: Int32

  /// Opens a terminal and starts the program in it.
  static func start(
    _ command: [String], in folder: URL, environment: [String: String], columns: Int = 120,
    rows: Int = 40, term: String = "tmux-256color"
  ) async throws -> TerminalSession {
    let name = "t\(UInt32.random(in: .min ... .max))"
    let configuration = folder.appending(path: name + ".conf")
    try """
    set -g default-terminal "\(term)"
    set -g default-shell /bin/sh
    set -g status off
    set -s escape-time 0
    """.write(to: configuration, atomically: true, encoding: .utf8)
    var environment = environment
    environment["TERM"] = "xterm-256color"
    let tmux = try Program.named("tmux", environment: environment)
    let socket = folder.appending(path: name).path
    // A socket's path has room for 107 bytes; a longer one fails with something obscure.
    try #require(socket.utf8.count < 104, "set TMPDIR to a shorter path than \(folder.path)")
    let started = try await tmux.run(
      [
        "-u", "-S", socket, "-f", configuration.path, "new-session", "-d", "-P", "-F",
        "#{pane_pid}", "-x", "\(columns)", "-y", "\(rows)",
        "/bin/sh", "-c", #""$@"; echo "EXIT:$?"; exec cat >/dev/null"#, "sh",
      ] + command
    ).succeeded()
    let shell = try #require(Int32(started.line), "\(started)")
    return TerminalSession(tmux: tmux, socket: socket, shell: shell)
  }

  // MARK: Typing

  /// Types text as it stands.
  func type(_ text: String) async throws {
    // To tmux a semicolon at the end of a word ends the command.
    let escaped = text.hasSuffix(";") ? text.dropLast() + "\\;" : text
    try await tell("send-keys", "-l", "--", escaped)
  }

  /// Presses keys by tmux's names: `Enter`, `Escape`, `Up`, `PPage`, `BTab`, `F5`, `C-s`, `n`.
  ///
  /// After `Escape` wait for what it does before pressing on: bytes that arrive together are one key.
  func press(_ keys: String...) async throws {
    try await tell(["send-keys", "--"] + keys)
  }

  /// Pastes as a terminal does: line ends become carriage returns, in brackets when the program asked for them.
  func paste(_ text: String) async throws {
    try await tell("set-buffer", "--", text)
    try await tell("paste-buffer", "-p")
  }

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) async throws {
    try await tell("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  // MARK: Looking

  /// What is on the screen now.
  var screen: Screen {
    get async throws {
      let shown = try await tell(
        "display-message", "-p",
        "#{pane_width} #{pane_height} #{cursor_flag} #{cursor_y} #{cursor_x}",
        ";", "capture-pane", "-p")
      var lines = shown.output.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      let numbers = lines.removeFirst().split(separator: " ").compactMap { Int($0) }
      try #require(numbers.count == 5, "\(shown)")
      lines = Array(lines.prefix(numbers[1]))
      return Screen(
        lines: lines, columns: numbers[0],
        cursor: numbers[2] == 1 ? (row: numbers[3], column: numbers[4]) : nil)
    }
  }

  /// The screen with its colours, as escape sequences.
  var styledScreen: String {
    get async throws { try await tell("capture-pane", "-p", "-e").output }
  }

  /// The title that the program gave its terminal.
  var title: String {
    get async throws { try await tell("display-message", "-p", "#{pane_title}").line }
  }

  /// Waits until a line shows the text.
  @discardableResult
  func waitFor(
    _ text: String, within limit: Duration = patience,
    at location: SourceLocation = #_sourceLocation
  ) async throws -> Screen {
    try await waitFor("「\(text)」", within: limit, at: location) { $0.contains(text) }
  }

  /// Waits until no line shows the text.
  @discardableResult
  func waitUntilGone(
    _ text: String, within limit: Duration = patience,
    at location: SourceLocation = #_sourceLocation
  ) async throws -> Screen {
    try await waitFor("no 「\(text)」", within: limit, at: location) { !$0.contains(text) }
  }

  /// Waits until the pattern is found in the screen's text.
  @discardableResult
  func waitFor<Output>(
    _ pattern: Regex<Output>, within limit: Duration = patience,
    at location: SourceLocation = #_sourceLocation
  ) async throws -> Screen {
    try await waitFor("a match of the pattern", within: limit, at: location) {
      $0.text.firstMatch(of: pattern) != nil
    }
  }

  /// Waits until the screen is as told; `what` says so in words.
  @discardableResult
  func waitFor(
    _ what: String, within limit: Duration = patience,
    at location: SourceLocation = #_sourceLocation, where isSo: (Screen) -> Bool
  ) async throws -> Screen {
    let (screen, isSo) = try await look(within: limit, where: isSo)
    try #require(
      isSo, "waited \(limit) for \(what); the screen shows\n\(screen)", sourceLocation: location)
    return screen
  }

  /// Looks until the screen is as told or time is up; the last screen, and whether it is so.
  func look(
    within limit: Duration, where isSo: (Screen) -> Bool
  ) async throws -> (screen: Screen, isSo: Bool) {
    var last = try await screen
    let found = try await eventually(within: limit) {
      last = try await screen
      return isSo(last) ? true : nil
    }
    return (last, found != nil)
  }

  // MARK: Ending

  /// Waits until the program has ended; its exit status.
  @discardableResult
  func waitForExit(
    within limit: Duration = patience, at location: SourceLocation = #_sourceLocation
  ) async throws -> Int {
    let ended = try await waitFor("the program's end", within: limit, at: location) {
      $0.text.contains(#/EXIT:\d+/#)
    }
    let status = ended.text.firstMatch(of: #/EXIT:(\d+)/#).flatMap { Int($0.1) }
    return try #require(status, sourceLocation: location)
  }

  /// The program's process, once the shell has started it.
  func program(at location: SourceLocation = #_sourceLocation) async throws -> Int32 {
    let found = try await eventually { Processes.children(of: shell).first }
    return try #require(found, "the shell runs nothing", sourceLocation: location)
  }

  /// Takes the terminal away, as a lost connection does; the program gets a hang-up.
  func loseTerminal() async throws {
    _ = try await tmux.run(["-S", socket, "kill-server"])
  }

  /// Ends all that is left, by force when it does not go by itself.
  func close() async {
    let left = Processes.tree(of: shell)
    _ = try? await tmux.run(["-S", socket, "kill-server"])
    if await areGone(left, within: .seconds(2)) { return }
    for process in left where Processes.isAlive(process) { kill(process, SIGKILL) }
    _ = await areGone(left, within: patience)
  }

  private func areGone(_ processes: [Int32], within limit: Duration) async -> Bool {
    let gone = try? await eventually(within: limit) {
      processes.contains(where: Processes.isAlive) ? nil : true
    }
    return gone == true
  }

  @discardableResult
  private func tell(_ words: String...) async throws -> ToolResult { try await tell(words) }

  @discardableResult
  private func tell(_ words: [String]) async throws -> ToolResult {
    try await tmux.run(["-u", "-S", socket] + words).succeeded()
  }
}
