import CoreModel
import Store

/// What 统计 wants done outside the console.
enum StatisticsEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum StatisticsNews: Sendable {
  case none
}

extension StatisticsEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct StatisticsEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: StatisticsEffect) throws -> [StatisticsNews] {
    []
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: StatisticsNews) -> [Effect] {
    []
  }
}
