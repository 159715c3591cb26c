import CoreModel
import Store

/// What 排班: making a plan wants done outside the console.
enum PlanningEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum PlanningNews: Sendable {
  case none
}

extension PlanningEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct PlanningEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: PlanningEffect) throws -> [PlanningNews] { [] }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: PlanningNews) -> [Effect] { [] }
}
