import CoreModel
import Store
import TerminalKit

/// What 督办 wants done outside the console.
enum SupervisionEffect: Sendable, Equatable {
  /// Read everybody with the neighbourhoods that they may enter, for 换人.
  case loadSeats
  /// Read the figures of all that the person may look into.
  case load
  /// Read the requests behind a figure.
  case loadList(SupervisionPlace, Concern?)
  /// Read what 督办层级 told the person, and whether there is more.
  case askTold
  /// Write down what 督办层级 has to tell the person now.
  case tell
  /// Write down that the person saw what they were told of these.
  case see([RequestID])
  /// Replace 督办层级, unless somebody has changed them since they were seen.
  case setLevels(EscalationBook, seen: String)
}

/// What came of it.
enum SupervisionNews: Sendable {
  /// Everybody with the neighbourhoods that they may enter.
  case seats([DeskSeat])
  /// The figures.
  case survey(SupervisionSurvey)
  /// The requests behind a figure.
  case list(SupervisedList, SupervisionPlace, Concern?)
  /// What 督办层级 told the person and they have not said they saw; and whether there is more to tell.
  case told([EscalationItem], isMore: Bool)
  /// So much was seen.
  case seen(Int)
  /// 督办层级 as they are now.
  case levels(EscalationBook)
}

extension SupervisionEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .loadSeats: "supervision.seats"
    case .load: "supervision"
    case .loadList: "supervision.list"
    case .askTold: "supervision.told"
    case .tell, .see, .setLevels: nil
    }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request {
    switch self {
    case .loadSeats, .load, .loadList: .reading
    // Nothing depends on it that is on screen: it is asked again a minute later.
    case .askTold, .tell: .claiming
    case .see: .performing
    case .setLevels: .changingRules
    }
  }
}

/// Carries them out.
struct SupervisionEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: SupervisionEffect) throws -> [SupervisionNews] {
    switch effect {
    case .loadSeats: return [.seats(try store.seats())]
    case .load:
      guard let person = context.session?.actor.person else { return [] }
      return [.survey(try store.supervision(for: person, now: now))]
    case .loadList(let place, let concern):
      guard let person = context.session?.actor.person else { return [] }
      let list = try store.supervised(at: place, concern: concern, for: person, now: now)
      return [.list(list, place, concern)]
    case .askTold:
      guard let session = context.session else { return [] }
      return [try told(session)]
    case .tell:
      guard let session = context.session else { return [] }
      for scope in try scopes(session) {
        try store.escalate(to: session.actor.person, in: scope, now: now)
      }
      return [try told(session)]
    case .see(let ids):
      guard let session = context.session else { return [] }
      try store.seeEscalations(of: ids, by: session.actor.person, at: now)
      return [try told(session), .seen(ids.count)]
    case .setLevels(let book, let seen):
      guard let session = context.session else { return [] }
      try store.setEscalationBook(book, seen: seen, of: session.scope, by: session.actor)
      return [.levels(book)]
    }
  }

  /// What the person was told, and whether there is more to tell.
  private func told(_ session: AppState.Session) throws -> SupervisionNews {
    var items: [EscalationItem] = []
    var isMore = false
    for scope in try scopes(session) {
      items += try store.escalations(for: session.actor.person, in: scope)
      isMore =
        try isMore || store.escalationsDue(for: session.actor.person, in: scope, now: now) > 0
    }
    return .told(items.sorted { $0.notice.at > $1.notice.at }, isMore: isMore)
  }

  /// Where somebody hears of levels: a supervisor in all that they look into, whichever desk they sit at.
  private func scopes(_ session: AppState.Session) throws -> [NeighborhoodID] {
    guard session.actor.role == .supervisor else { return [session.scope] }
    return try store.reach(of: session.actor.person).map(\.id)
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: SupervisionNews) -> [Effect] {
    switch news {
    case .seats(let seats):
      if session == nil { signIn = SignInState(seats: seats) }
      return []
    case .survey(let survey):
      install(survey)
      return []
    case .list(let list, let place, let concern): return install(list, at: place, concern)
    case .told(let items, let isMore): return install(told: items, isMore: isMore)
    case .seen(let count):
      say("\(count) 件的督办提醒您看过了，不再提醒；时限没有变", .success)
      return []
    case .levels(let book):
      session?.rules.escalation = book
      return finishSheet("督办层级已保存，共 \(book.levels.count) 条")
    }
  }
}
