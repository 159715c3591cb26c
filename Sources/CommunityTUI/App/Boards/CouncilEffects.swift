import CoreModel
import Store

/// What 议事会：议题和会议 wants done outside the console.
enum CouncilEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum CouncilNews: Sendable {
  case none
}

extension CouncilEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct CouncilEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: CouncilEffect) throws -> [CouncilNews] {
    []
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: CouncilNews) -> [Effect] {
    []
  }
}
