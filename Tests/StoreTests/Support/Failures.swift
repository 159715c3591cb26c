import Foundation

/// Errors of several threads.
final class Failures: @unchecked Sendable {
  private let lock = NSLock()
  private var errors: [any Error] = []

  var all: [any Error] { lock.withLock { errors } }

  func catching(_ body: () throws -> Void) {
    do {
      try body()
    } catch {
      lock.withLock { errors.append(error) }
    }
  }
}

/// Signals across threads that are waited for, not slept for.
final class Signals: @unchecked Sendable {
  private let condition = NSCondition()
  private var count = 0

  func send() {
    condition.lock()
    count += 1
    condition.broadcast()
    condition.unlock()
  }

  /// Waits for a signal after the ones already counted; false when none comes in a long time.
  func wait(beyond seen: Int) -> Bool {
    let deadline = Date().addingTimeInterval(20)
    condition.lock()
    defer { condition.unlock() }
    while count <= seen {
      if !condition.wait(until: deadline) { return false }
    }
    return true
  }

  var seen: Int {
    condition.lock()
    defer { condition.unlock() }
    return count
  }
}
