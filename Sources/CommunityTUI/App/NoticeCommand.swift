import Foundation
import Glibc
import Store

/// A command of this computer's user that is run when something rings, such as `notify-send`.
///
/// It comes from the environment and never from the database: whoever can write to the database must not be
/// able to run programs at another desk.
struct NoticeCommand: Sendable {
  private let command: String

  /// Nil when nothing was set.
  init?(_ command: String) {
    guard command.contains(where: { !$0.isWhitespace }) else { return nil }
    self.command = command
  }

  /// Runs it with two arguments, title and text, and does not wait for it. They are handed over as
  /// arguments, so that nothing in them is read by the shell.
  func give(title: String, body: String) throws(StoreError) {
    let script = "(\(command) \"$@\") </dev/null >/dev/null 2>&1 &"
    let words: [String] = ["sh", "-c", script, "sh", title, body]
    var arguments = words.map { strdup($0) }
    arguments.append(nil)
    defer { arguments.forEach { free($0) } }
    var process: pid_t = 0
    let problem = posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ)
    guard problem == 0 else { throw .failed(String(cString: strerror(problem))) }
    // The shell ends at once; what it started goes on by itself.
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }
}
