import CoreModel
import Store

/// What the 值班 screen wants done outside the console.
enum RosterEffect: Sendable, Equatable {
  /// Read the roster of some days.
  case load(NeighborhoodID, from: Day, through: Day)
}

/// What came of it.
enum RosterNews: Sendable {
  /// The roster of some days.
  case board(RosterBoard)
}

extension RosterEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .load: "roster board"
    }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request {
    switch self {
    case .load: .reading
    }
  }
}

/// Carries them out.
struct RosterEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: RosterEffect) throws -> [RosterNews] {
    switch effect {
    case .load(let scope, let first, let last):
      return [.board(try store.rosterBoard(of: scope, from: first, through: last))]
    }
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: RosterNews) -> [Effect] {
    switch news {
    case .board(let board):
      install(board)
      return []
    }
  }
}
