import CoreModel
import Store

/// What 督办 wants done outside the console.
enum SupervisionEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum SupervisionNews: Sendable {
  case none
}

extension SupervisionEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct SupervisionEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: SupervisionEffect) throws -> [SupervisionNews] {
    []
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: SupervisionNews) -> [Effect] {
    []
  }
}
