import CoreModel
import Store

/// Carries out what has to do with 月度成绩.
struct ScoreEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect; nothing of those that are others'.
  func messages(of effect: Effect) throws -> [Message] {
    switch effect {
    case .loadScore(let scope, let month):
      return [.score(try store.score(of: scope, month: month, now: now))]
    case .setScoreBook(let book, let seen):
      guard let session = context.session else { return [] }
      try store.setScoreBook(book, seen: seen, of: session.scope, by: session.actor)
      return [.scoreBookSet(book)]
    default: return []
    }
  }
}
