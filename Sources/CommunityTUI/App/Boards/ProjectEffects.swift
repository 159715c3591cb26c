import CoreModel
import Store

/// What 微实事 wants done outside the console.
enum ProjectEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum ProjectNews: Sendable {
  case none
}

extension ProjectEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct ProjectEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: ProjectEffect) throws -> [ProjectNews] {
    []
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: ProjectNews) -> [Effect] {
    []
  }
}
