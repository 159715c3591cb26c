import CoreModel
import Store

/// What 检查单, 夜巡, 巡群 wants done outside the console.
enum CheckEffect: Sendable, Equatable {
  /// Read the rounds that go on and those of the last days, and those of a request.
  case loadDesk(NeighborhoodID, request: RequestID?)
  /// Read a round, and what was found at its places before.
  case loadRound(RoundID, NeighborhoodID)
  /// Begin a round.
  case begin(Checklist, people: [PersonID], about: RequestID?)
  /// Do something to a round; photos are kept first.
  case perform(RoundCommand, RoundID, version: Int?, photoPaths: [String])
  /// Take a finding down as a request.
  case register(FindingID, RoundID)
  /// Put a finding to a request that is there.
  case link(FindingID, RoundID, RequestID)
  /// Keep the checklists, unless somebody has changed them since they were seen.
  case setBook(ChecklistBook, seen: String)
}

/// What came of it.
enum CheckNews: Sendable {
  /// Rounds, for the list.
  case desk(ChecksDesk)
  /// A round as it is now; what was found before when that was read too.
  case round(Round, earlier: [Finding]?)
  /// A round was begun here.
  case begun(Round, earlier: [Finding])
  /// A command was carried out.
  case performed(Round, RoundCommand)
  /// A finding became a request.
  case registered(Round, RequestDetail)
  /// A finding was put to a request.
  case linked(Round, FindingRequest)
  /// The checklists after they were changed here.
  case bookSet(ChecklistBook)
}

/// The rounds that the list offers.
struct ChecksDesk: Sendable, Equatable {
  /// Those that go on, the earliest first.
  var open: [Round] = []
  /// Those of the last days that are over, the newest first.
  var past: [Round] = []

  /// How many days of rounds are listed.
  static let days = 7
  /// How long before today findings at a place are told.
  static let historyDays = 90
}

extension CheckEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .loadDesk: "checks"
    case .loadRound: "round"
    case .begin, .perform, .register, .link, .setBook: nil
    }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request {
    switch self {
    case .loadDesk, .loadRound: .reading
    case .begin, .perform, .link: .performing
    case .register: .registering
    case .setBook: .changingRules
    }
  }
}

/// Carries them out.
struct CheckEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: CheckEffect) throws -> [CheckNews] {
    switch effect {
    case .loadDesk(let scope, let request):
      return [.desk(try desk(of: scope, request: request))]
    case .loadRound(let id, let scope):
      let round = try store.round(id, of: scope)
      return [.round(round, earlier: try earlier(round, of: scope))]
    default: break
    }
    guard let session = context.session else { return [] }
    let (scope, actor) = (session.scope, session.actor)
    switch effect {
    case .loadDesk, .loadRound: return []
    case .begin(let checklist, let people, let request):
      let round = try store.beginRound(
        checklist, people: people, about: request, in: scope, by: actor, at: now)
      return [.begun(round, earlier: try earlier(round, of: scope))]
    case .perform(let command, let id, let version, let paths):
      let whole = command.adding(try paths.map { try store.attach(path: $0) })
      let round = try store.perform(
        whole, on: id, expecting: version, in: scope, by: actor, at: now)
      return [.performed(round, command)]
    case .register(let finding, let id):
      let (round, detail) = try store.register(finding, of: id, in: scope, by: actor, at: now)
      return [.registered(round, detail)]
    case .link(let finding, let id, let request):
      let round = try store.link(
        finding, of: id, to: request, in: scope, by: actor, at: now)
      guard let link = round.requests[finding] else { return [] }
      return [.linked(round, link)]
    case .setBook(let book, let seen):
      try store.setChecklists(book, seen: seen, of: scope, by: actor)
      return [.bookSet(book)]
    }
  }

  private func desk(of scope: NeighborhoodID, request: RequestID?) throws -> ChecksDesk {
    let open = try store.openRounds(of: scope)
    let since = now.day.adding(days: -ChecksDesk.days).start
    let past = try store.rounds(of: scope, from: since, until: now.adding(minutes: 60))
      .filter { !$0.isOpen }
    let own = try request.map { try store.detail(id: $0).checks?.rounds ?? [] } ?? []
    let older = own.filter { round in !round.isOpen && !past.contains { $0.id == round.id } }
    return ChecksDesk(open: open, past: (past + older).sorted { $0.startedAt > $1.startedAt })
  }

  private func earlier(_ round: Round, of scope: NeighborhoodID) throws -> [Finding] {
    try store.findings(
      atPlacesOf: round, of: scope,
      since: round.startedAt.day.adding(days: -ChecksDesk.historyDays).start)
  }
}

extension RoundCommand {
  /// The same with the photos that were named, which are kept beside the database.
  func adding(_ evidence: [Evidence]) -> RoundCommand {
    guard case .check(var report) = self, !evidence.isEmpty else { return self }
    report.evidence += evidence
    return .check(report)
  }
}
