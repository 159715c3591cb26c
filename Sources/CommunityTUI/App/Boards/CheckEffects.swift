import CoreModel
import Store

/// What 检查单, 夜巡, 巡群 wants done outside the console.
enum CheckEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum CheckNews: Sendable {
  case none
}

extension CheckEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct CheckEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: CheckEffect) throws -> [CheckNews] { [] }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: CheckNews) -> [Effect] { [] }
}
