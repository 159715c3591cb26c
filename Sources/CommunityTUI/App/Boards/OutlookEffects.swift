import CoreModel
import Store

/// What 今日小结 and 趋势 wants done outside the console.
enum OutlookEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum OutlookNews: Sendable {
  case none
}

extension OutlookEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct OutlookEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: OutlookEffect) throws -> [OutlookNews] { [] }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: OutlookNews) -> [Effect] { [] }
}
