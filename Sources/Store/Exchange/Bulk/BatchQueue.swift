internal import Foundation

/// Hands batches from the thread that prepares them to the one that writes. It holds so many and no more: who
/// prepares waits for room.
final class BatchQueue: @unchecked Sendable {
  // Everything below is guarded by the condition.
  private let condition = NSCondition()
  private var batches: [PreparedBatch] = []
  private var isFinished = false
  private var isAbandoned = false
  private var failure: (any Error)?
  private let most: Int
  private static let enough = 2

  init(most: Int) { self.most = most }

  /// Adds a batch; false when nobody wants it any more.
  func add(_ batch: PreparedBatch) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while batches.count >= most, !isAbandoned { condition.wait() }
    batches.append(batch)
    condition.broadcast()
    return !isAbandoned
  }

  /// Says that there will be no more, and why not.
  func finish(_ error: (any Error)? = nil) {
    condition.lock()
    isFinished = true
    failure = error
    condition.broadcast()
    condition.unlock()
  }

  /// Says that nobody will take any more.
  func abandon() {
    condition.lock()
    isAbandoned = true
    condition.broadcast()
    condition.unlock()
  }

  /// Waits until everything is prepared, or enough to begin with: preparing a row takes less than writing it, so that
  /// whoever writes is not kept waiting under the lock. Told each time, so that progress can be shown.
  func waitUntilReady(_ told: (PreparedBatch?) -> Bool) -> Bool {
    while true {
      condition.lock()
      if !isFinished, batches.count < BatchQueue.enough {
        _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
      }
      let isReady = isFinished || batches.count >= BatchQueue.enough
      let newest = batches.last
      condition.unlock()
      guard told(newest) else { return false }
      if isReady { return true }
    }
  }

  /// The next batch; nil at the end.
  /// - Throws: Why there are no more.
  func next() throws -> PreparedBatch? {
    condition.lock()
    defer { condition.unlock() }
    while batches.isEmpty, !isFinished { condition.wait() }
    if batches.isEmpty {
      if let failure { throw failure }
      return nil
    }
    let batch = batches.removeFirst()
    condition.broadcast()
    return batch
  }

  /// Waits until whoever prepares has ended.
  func waitUntilFinished() {
    condition.lock()
    while !isFinished { condition.wait() }
    condition.unlock()
  }
}
