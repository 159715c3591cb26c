import CoreModel
import Store

/// What 值班 screen: shifts, leave, swaps, signing in and out wants done outside the console.
enum RosterEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum RosterNews: Sendable {
  case none
}

extension RosterEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct RosterEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: RosterEffect) throws -> [RosterNews] { [] }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: RosterNews) -> [Effect] { [] }
}
