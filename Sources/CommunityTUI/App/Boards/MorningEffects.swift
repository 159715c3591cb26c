import CoreModel
import Store

/// What 晨会 and the tasks that come of it wants done outside the console.
enum MorningEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum MorningNews: Sendable {
  case none
}

extension MorningEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct MorningEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: MorningEffect) throws -> [MorningNews] { [] }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: MorningNews) -> [Effect] { [] }
}
