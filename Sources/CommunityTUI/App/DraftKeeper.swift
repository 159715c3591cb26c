import CoreModel
import Dispatch
import Store
import Synchronization

/// Keeps what is being typed: 300 ms after the first key that is not kept yet, however fast others follow, so
/// that a console that is killed in the middle of a word loses less than a second of typing.
///
/// It has a queue of its own: a long step or an import on the writing queue does not make typing wait.
final class DraftKeeper: Sendable {
  private struct Pending: Sendable {
    var draft: Draft
    var person: PersonID
  }

  /// What waits to be kept, and whether somebody is going to.
  private struct Waiting: Sendable {
    var drafts: [DraftSlot: Pending] = [:]
    var isScheduled = false
    var hasFailed = false
  }

  private let store: DeskStore
  private let clock: DeskClock
  private let desk: DeskID
  private let post: @Sendable (Message) -> Void
  private let queue = DispatchQueue(label: "juwei.drafts", qos: .userInitiated)
  private let waiting = Mutex(Waiting())

  /// How long typing may go on before it is kept.
  private static let delay = DispatchTimeInterval.milliseconds(300)
  /// After how long what could not be kept is tried again.
  private static let retryDelay = DispatchTimeInterval.seconds(2)

  init(
    store: DeskStore, clock: DeskClock, desk: DeskID, post: @escaping @Sendable (Message) -> Void
  ) {
    self.store = store
    self.clock = clock
    self.desk = desk
    self.post = post
  }

  /// Keeps a draft soon; an empty one is forgotten at once, since it was saved or thrown away.
  func keepSoon(_ draft: Draft, in slot: DraftSlot, of person: PersonID) {
    let isFirst = waiting.withLock { waiting in
      waiting.drafts[slot] = Pending(draft: draft, person: person)
      guard !waiting.isScheduled else { return false }
      waiting.isScheduled = !draft.isEmpty
      return true
    }
    if draft.isEmpty {
      queue.async { [self] in keepAll() }
    } else if isFirst {
      queue.asyncAfter(deadline: .now() + DraftKeeper.delay) { [self] in keepAll() }
    }
  }

  /// Does something after all that was typed before is kept.
  func afterKeeping(_ body: @escaping @Sendable () -> Void) {
    queue.async { [self] in
      keepAll()
      body()
    }
  }

  /// Keeps everything now.
  func flush() { queue.sync { keepAll(mayRetry: false) } }

  /// Keeps a draft here and now.
  func keep(_ draft: Draft, in slot: DraftSlot, of person: PersonID) throws(StoreError) {
    try store.keep(
      draft, slot: slot.name, about: slot.request, person: person, desk: desk, at: clock.now)
  }

  private func keepAll(mayRetry: Bool = true) {
    let pending = waiting.withLock { waiting in
      defer {
        waiting.drafts = [:]
        waiting.isScheduled = false
      }
      return waiting.drafts
    }
    for (slot, draft) in pending {
      do {
        try keep(draft.draft, in: slot, of: draft.person)
        waiting.withLock { $0.hasFailed = false }
      } catch {
        putBack(draft, in: slot, because: error, mayRetry: mayRetry)
      }
    }
  }

  /// What could not be kept is tried again until it can be, or something newer is typed; said once.
  private func putBack(
    _ draft: Pending, in slot: DraftSlot, because error: StoreError, mayRetry: Bool
  ) {
    let (isNews, isFirst) = waiting.withLock { waiting in
      if waiting.drafts[slot] == nil { waiting.drafts[slot] = draft }
      defer {
        waiting.hasFailed = true
        waiting.isScheduled = true
      }
      return (!waiting.hasFailed, !waiting.isScheduled)
    }
    if isNews { post(.failed(Message.Failure(request: .savingDraft, error: error))) }
    guard isFirst, mayRetry else { return }
    queue.asyncAfter(deadline: .now() + DraftKeeper.retryDelay) { [self] in keepAll() }
  }
}
