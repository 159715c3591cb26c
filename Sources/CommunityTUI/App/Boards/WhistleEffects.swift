import CoreModel
import Store

/// What 吹哨 wants done outside the console.
enum WhistleEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum WhistleNews: Sendable {
  case none
}

extension WhistleEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct WhistleEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: WhistleEffect) throws -> [WhistleNews] {
    []
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: WhistleNews) -> [Effect] {
    []
  }
}
