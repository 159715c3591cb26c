import CoreModel
import Store

/// What the 值班 screen wants done outside the console.
enum RosterEffect: Sendable, Equatable {
  /// Read the roster of some days.
  case load(NeighborhoodID, from: Day, through: Day)
  /// Read whom somebody may ask to swap a shift.
  case loadSwapChoices(NeighborhoodID, Shift, from: PersonID)
  /// Read 换班 of some days, for the list.
  case loadSwaps(NeighborhoodID, from: Day, through: Day)
  /// Look what would be wrong with the roster after a change, before it is made.
  case examine(DeskChange)
  /// Ask for a swap.
  case ask(SwapOrder)
  /// Answer one.
  case answer(SwapCommand, Identifier<Swap>, version: Int)
}

/// What came of it.
enum RosterNews: Sendable {
  /// The roster of some days.
  case board(RosterBoard)
  /// Whom somebody may ask to swap a shift.
  case swapChoices([SwapOrder], Shift, from: PersonID)
  /// 换班 for the list.
  case swaps([Swap])
  /// The swaps that wait for an answer.
  case waiting([Swap])
  /// Who is on leave today.
  case leaves([RosterLeave])
  /// What would be wrong after a change.
  case examined(DeskChange, [RosterProblem])
  /// A swap was asked for or answered.
  case swapped(Swap)
}

extension RosterEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .load: "roster board"
    case .loadSwapChoices: "swap choices"
    case .loadSwaps: "swaps"
    case .examine, .ask, .answer: nil
    }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request {
    switch self {
    case .load, .loadSwapChoices, .loadSwaps: .reading
    case .examine, .ask, .answer: .changingRules
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
    case .loadSwapChoices(let scope, let shift, let giver):
      let orders = try store.swapChoices(of: shift, from: giver, in: scope, at: now)
      return [.swapChoices(orders, shift, from: giver)]
    case .loadSwaps(let scope, let first, let last):
      return [.swaps(try store.swaps(of: scope, from: first, through: last))]
    case .examine(let change):
      guard let session = context.session else { return [] }
      let problems = try store.rosterProblems(of: change.savedShifts, in: session.scope)
      return [.examined(change, problems)]
    case .ask(let order):
      guard let session = context.session else { return [] }
      return [.swapped(try store.ask(order, in: session.scope, by: session.actor, at: now))]
    case .answer(let command, let id, let version):
      guard let session = context.session else { return [] }
      return [
        .swapped(
          try store.perform(
            command, on: id, expecting: version, in: session.scope, by: session.actor, at: now))
      ]
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
    case .swapChoices(let orders, let shift, let giver):
      return install(orders, for: shift, from: giver)
    case .swaps(let swaps):
      return install(swaps)
    case .waiting(let swaps):
      roster.waiting = swaps
      return []
    case .leaves(let leaves):
      roster.leaves = leaves
      return []
    case .examined(let change, let problems):
      return install(problems, after: change)
    case .swapped(let swap):
      return finish(swap)
    }
  }
}
