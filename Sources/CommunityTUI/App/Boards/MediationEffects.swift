import CoreModel
import Store

/// What 调解 wants done outside the console.
enum MediationEffect: Sendable, Equatable {
  /// Read the board.
  case load(NeighborhoodID)
  /// Write an early sign down.
  case notice(LatentSign, [RequestID])
  /// Take a case on.
  case mediate(MediationOrder, [RequestID])
  /// Do something to one.
  case perform(MediationCommand, MediationID, version: Int)
}

/// What came of it.
enum MediationNews: Sendable {
  /// The board, read.
  case board(MediationBoard)
  /// Something was written down; what to say of it, and what to select.
  case done(String, MediationID)
}

extension MediationEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    if case .load = self { "mediations" } else { nil }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request {
    if case .load = self { .reading } else { .performing }
  }
}

/// Carries them out.
struct MediationEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: MediationEffect) throws -> [MediationNews] {
    if case .load(let scope) = effect { return [.board(try store.mediationBoard(of: scope))] }
    guard let session = context.session else { return [] }
    let scope = session.scope
    let actor = session.actor
    switch effect {
    case .load: return []
    case .notice(let sign, let requests):
      let one = try store.notice(sign, about: requests, in: scope, by: actor, at: now)
      return [.done("已记潜在矛盾，\(sign.reviewAt.nearText(relativeTo: now)) 复看", one.id)]
    case .mediate(let order, let requests):
      let one = try store.mediate(order, about: requests, in: scope, by: actor, at: now)
      return [.done("已受理调解，\(order.talkAt.nearText(relativeTo: now)) 谈话", one.id)]
    case .perform(let command, let id, let version):
      let one = try store.perform(
        command, on: id, expecting: version, in: scope, by: actor, at: now)
      return [.done(words(of: command, one), id)]
    }
  }

  private func words(of command: MediationCommand, _ one: Mediation) -> String {
    if case .fail(let failure) = command, failure.way == .threeOffices {
      return "已记调解不成，已向派出所、司法所、律师事务所吹哨（5 吹哨里看）"
    }
    if let ending = one.ending { return "已了结：\(ending.title)" }
    let next = one.step.map { "，下一步 \($0.what) \($0.dueAt.nearText(relativeTo: now))" } ?? ""
    return "\(command.kind.title)，已记下\(next)"
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: MediationNews) -> [Effect] {
    switch news {
    case .board(let board): return install(board)
    case .done(let words, let id):
      mediation.selected = id
      return finishSheet(screen == .mediations ? words : "\(words)（5 调解里看）")
    }
  }
}
