import CoreModel
import Store

/// What 交接班 wants done outside the console.
enum HandoverEffect: Sendable, Equatable {
  case none
}

/// What came of it.
enum HandoverNews: Sendable {
  /// The shifts around now with who came to them, and what was handed over.
  case board(DutyBoard)
}

extension HandoverEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? { nil }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { .reading }
}

/// Carries them out.
struct HandoverEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: HandoverEffect) throws -> [HandoverNews] { [] }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: HandoverNews) -> [Effect] {
    switch news {
    case .board(let board):
      duty = board
      return []
    }
  }
}
