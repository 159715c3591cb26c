import CoreModel
import Store

/// What 调解和潜在矛盾 wants done outside the console.
enum MediationEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum MediationNews: Sendable {
  case none
}

extension MediationEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct MediationEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: MediationEffect) throws -> [MediationNews] {
    []
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: MediationNews) -> [Effect] {
    []
  }
}
