import CoreModel
import Dispatch
import Foundation
import Store
import Synchronization
import TerminalKit

/// Carries effects out, off the thread that reads keys, and posts what came of them.
///
/// Reading and writing have a queue each: a disk that is slow to write never keeps a list waiting.
/// Of several readings of the same thing that wait, only the newest is done.
final class EffectRunner: Sendable {
  /// Who asks, and by which rules.
  struct Context: Sendable {
    /// The signed-in person and their desk.
    var session: AppState.Session?
  }

  let store: DeskStore
  private let clock: DeskClock
  private let notice: NoticeCommand?
  private let post: @Sendable (Message) -> Void
  private let imports: ImportRunner
  private let reading = DispatchQueue(label: "juwei.reading", qos: .userInitiated)
  /// What may take long has a queue of its own: lists never wait for it.
  private let surveying = DispatchQueue(label: "juwei.surveying", qos: .utility)
  private let writing = DispatchQueue(label: "juwei.writing", qos: .userInitiated)
  private let newest = Mutex<[String: Int]>([:])
  private let keeper: DraftKeeper
  private let hasClaimed = Mutex(false)
  private let lastStep = Mutex<UInt64>(0)
  /// Which desk this is, for as long as it runs.
  let desk: DeskID

  /// A selection that has not moved for so long is at rest.
  private static let restingNanoseconds: UInt64 = 150_000_000
  /// So long nothing may be typed before duplicates are looked for.
  private static let typingRest = DispatchTimeInterval.milliseconds(120)

  /// Makes a runner that posts messages to the console.
  init(
    store: DeskStore, clock: DeskClock, notice: NoticeCommand? = nil,
    post: @escaping @Sendable (Message) -> Void
  ) {
    self.store = store
    self.clock = clock
    self.notice = notice
    self.post = post
    var random = SystemRandomNumberGenerator()
    desk = .timeOrdered(at: clock.now, using: &random)
    keeper = DraftKeeper(store: store, clock: clock, desk: desk, post: post)
    imports = ImportRunner(store: store, clock: clock, post: post)
  }

  /// Carries effects out in the background.
  func run(_ effects: [Effect], in context: Context) {
    for effect in effects {
      if case .saveDraft(let draft, let slot) = effect {
        guard let person = context.session?.actor.person else { continue }
        keeper.keepSoon(draft, in: slot, of: person)
        continue
      }
      if effect.isOfDrafts {
        // Behind what was typed before, so that nothing older than that is read.
        keeper.afterKeeping { [self] in messages(of: effect, in: context).forEach(post) }
        continue
      }
      if case .importing(let task, let job) = effect {
        imports.run(task, job: job, session: context.session)
        continue
      }
      guard let topic = effect.readingTopic else {
        writing.async { [self] in messages(of: effect, in: context).forEach(post) }
        continue
      }
      let ticket = newest.withLock { newest in
        newest[topic, default: 0] += 1
        return newest[topic, default: 0]
      }
      let queue = effect.isSurvey ? surveying : reading
      queue.asyncAfter(deadline: .now() + patience(for: effect)) { [self] in
        guard newest.withLock({ $0[topic] }) == ticket else { return }
        messages(of: effect, in: context).forEach(post)
      }
    }
  }

  /// Carries out what is to be written and waits for it, though not for ever: what takes longer is rolled
  /// back as a whole when the process ends.
  func finish(_ effects: [Effect], in context: Context) {
    run(effects.filter { $0.readingTopic == nil }, in: context)
    let done = DispatchSemaphore(value: 0)
    writing.async { done.signal() }
    _ = done.wait(timeout: .now() + 2)
  }

  /// How long a reading may wait for a newer one. A single step is answered at once; while a key is
  /// held down, a whole request for every row passed would be sent over a slow line for nothing.
  private func patience(for effect: Effect) -> DispatchTimeInterval {
    if case .loadSimilar(let query) = effect {
      // While somebody types, only what stands there after a short rest is looked for.
      return query.excluding == nil ? EffectRunner.typingRest : .nanoseconds(0)
    }
    guard case .loadDetailAtRest = effect else { return .nanoseconds(0) }
    let now = DispatchTime.now().uptimeNanoseconds
    let isRunning = lastStep.withLock { last in
      defer { last = now }
      return now - last < EffectRunner.restingNanoseconds
    }
    return isRunning ? .nanoseconds(Int(EffectRunner.restingNanoseconds)) : .nanoseconds(0)
  }

  /// Answers that are being read while something else is done.
  struct Answer: Sendable {
    /// Nothing was asked.
    static let none = Answer { [] }
    /// Waits for the answers.
    let messages: @Sendable () -> [Message]
  }

  /// Where one thread leaves messages for another.
  private final class Found: Sendable {
    let messages = Mutex<[Message]>([])
  }

  /// Begins to read in the background what is needed a little later.
  func answering(_ effects: [Effect], in context: Context) -> Answer {
    let found = Found()
    let done = DispatchSemaphore(value: 0)
    reading.async { [self] in
      let messages = effects.flatMap { self.messages(of: $0, in: context) }
      found.messages.withLock { $0 = messages }
      done.signal()
    }
    return Answer {
      done.wait()
      return found.messages.withLock { $0 }
    }
  }

  /// Carries an effect out here and now: for the first screen, which is to be whole at once.
  func messages(of effect: Effect, in context: Context) -> [Message] {
    do {
      // The store lets nobody look into a neighbourhood that they do not belong to.
      return try Viewer.bound(to: context.session?.actor.person) {
        try result(of: effect, in: context)
      }
    } catch let error as StoreError {
      if case .loadDetail(let id) = effect, case .notFound = error { return [.detailMissing(id)] }
      return [.failed(Message.Failure(request: effect.failureKind, error: error))]
    } catch let error as ExchangeError {
      return [.failed(Message.Failure(request: .importing, error: .file(error.message)))]
    } catch let error as CommandFailure {
      return [.failed(Message.Failure(request: effect.failureKind, error: .file(error.message)))]
    } catch {
      return [.failed(Message.Failure(request: effect.failureKind, error: .failed("\(error)")))]
    }
  }

  private func result(of effect: Effect, in context: Context) throws -> [Message] {
    let now = clock.now
    switch effect {
    case .loadSession(let wish):
      let signIn: SignIn
      switch wish {
      case .person(let id): signIn = try store.signIn(person: id)
      case .name(let name): signIn = try store.ensureDesk(personNamed: name, at: now)
      case .seat(let id, let scope): signIn = try store.signIn(person: id, in: scope)
      case .namedSeat(let name, let scope):
        let known = try store.ensureDesk(personNamed: name, at: now)
        signIn = try store.signIn(person: known.person.id, in: scope)
      }
      return [.sessionLoaded(try session(of: signIn))]
    case .loadRows(let pane, let filter, let need, let limit, let generation):
      let page = try rows(filter, need: need, limit: limit, now: now)
      return [.rows(pane, page, need: need, generation: generation)]
    case .loadDetail(let id), .loadDetailAtRest(let id):
      return [.detail(try store.detail(id: id))]
    case .loadBoards(let scope, let seen):
      let arrivals = try store.arrivals(in: scope, after: seen)
      return [
        .arrivals(arrivals.count, urgent: arrivals.urgent, newest: arrivals.newest),
        .counts(try store.counts(of: scope, now: now)),
        .groups(try store.groupRows(of: scope, now: now)),
        .shifts(try store.shifts(of: scope, from: now.day, through: now.day.adding(days: 1))),
        .handoverNews(.board(try store.dutyBoard(of: scope, now: now))),
        .reminders(try store.reminders(of: scope, now: now)),
        .claims(try store.claims(of: scope, now: now)),
        .rosterNews(.waiting(try store.waitingSwaps(of: scope, at: now))),
        .rosterNews(.leaves(try store.leaves(of: scope, on: now.day))),
      ] + (try sessionNews(context, scope: scope))
    case .perform(let command, let id, let version):
      guard let actor = context.session?.actor else { return [] }
      return [
        .performed(
          command.kind,
          try store.perform(command, on: id, expecting: version, by: actor, at: now))
      ]
    case .resolve(let outcome, let paths, let id, let version):
      guard let actor = context.session?.actor else { return [] }
      let evidence = try paths.map { try store.attach(path: $0.expandingTilde) }
      let command = RequestCommand.resolve(Resolution(outcome: outcome, evidence: evidence))
      return [
        .performed(
          .resolve, try store.perform(command, on: id, expecting: version, by: actor, at: now))
      ]
    case .register(let registration, let steps):
      guard let actor = context.session?.actor else { return [] }
      return [
        .registered(try store.register(registration, followedBy: steps, by: actor, at: now))
      ]
    case .importing:
      return []
    case .saveDraft(let draft, let slot):
      guard let person = context.session?.actor.person else { return [] }
      try keeper.keep(draft, in: slot, of: person)
      return []
    case .loadDraft(let slot):
      guard let person = context.session?.actor.person else { return [] }
      return try store.draft(slot: slot.name, person: person).map { [.draft($0, slot)] } ?? []
    case .loadDrafts:
      guard let person = context.session?.actor.person else { return [] }
      return [.drafts(try store.drafts(of: person))]
    case .openDraft(let kept):
      return [.draftOpened(kept, try subject(of: kept))]
    case .discardDraft(let kept):
      guard let person = context.session?.actor.person else { return [] }
      try store.discard(kept, of: person)
      return [.drafts(try store.drafts(of: person))]
    case .claim(let id):
      guard let session = context.session else { return [] }
      hasClaimed.withLock { $0 = true }
      try store.claim(id, by: session.actor.person, at: desk, now: now)
      // Somebody else may have been faster by a moment.
      return [.claims(try store.claims(of: session.scope, now: now))]
    case .releaseClaim(let id):
      try store.release(id, at: desk)
      return []
    case .loadClaims:
      guard let session = context.session else { return [] }
      return [.claims(try store.claims(of: session.scope, now: now))]
    case .takeOver(let id, let intent):
      guard let session = context.session else { return [] }
      hasClaimed.withLock { $0 = true }
      let detail = try store.takeOver(id, by: session.actor, at: desk, now: now)
      return [.takenOver(detail, intent)]
    case .loadSimilar, .loadReading, .recordRepeat, .registerLinked, .loadClusters,
      .loadClusterRows:
      return try DuplicateEffects(store: store, now: now, context: context).messages(of: effect)
    case .redraw:
      return []
    case .loadJoint(let purpose, let ids):
      return [.joint(try store.details(of: ids), purpose)]
    case .performAll(let kind, let photoPaths, let steps):
      guard let actor = context.session?.actor else { return [] }
      let evidence = try photoPaths.map { try store.attach(path: $0.expandingTilde) }
      return [
        .performedAll(
          kind, try store.performAll(steps.map { $0.adding(evidence) }, by: actor, at: now))
      ]
    case .loadMarkable(let filter):
      let page = try store.queue(filter, .first, limit: Marks.limit, now: now)
      return [.markable(page.rows.map(\.id), isWhole: page.atEnd)]
    case .findMains(let id, let words):
      return [
        .mains(try store.mainCandidates(for: id, words: words, now: now), for: id, words: words)
      ]
    case .acknowledge(let keys):
      guard let actor = context.session?.actor else { return [] }
      return [.acknowledged(try acknowledge(keys, by: actor, at: now))]
    case .notify(let title, let body):
      try notice?.give(title: title, body: body)
      return []
    case .findChat(let scope, let span):
      return [.chatFound(try store.chatRegistered(in: scope, receivedAt: span))]
    case .registerChat(let entries):
      guard let actor = context.session?.actor else { return [] }
      return [.chatRegistered(register(entries, by: actor, at: now))]
    case .changeTemplates(let change):
      guard let session = context.session else { return [] }
      return [
        .templatesChanged(
          try store.changeTemplates(change, of: session.scope, by: session.actor), change)
      ]
    case .saveSetup(let draft):
      // Not after the desk was made of it.
      if try store.people().isEmpty { try store.saveSetupDraft(draft, at: now) }
      return []
    case .found(let draft):
      let signIn = try store.found(draft, at: now)
      return [.sessionLoaded(try session(of: signIn)), .founded]
    case .lookForDesk:
      let people = try store.people()
      return people.isEmpty ? [] : [.deskAppeared(people)]
    case .change(let change):
      guard let known = context.session else { return [] }
      let report = try store.perform(change, in: known.scope, by: known.actor, at: now)
      return [.deskChanged(change, report, try again(known))]
    case .proposeDirectory(let path, let onlyShifts):
      guard let known = context.session else { return [] }
      let proposal = try store.propose(
        directorySheet: try InputFile.bytes(of: path.expandingTilde), onlyShifts: onlyShifts,
        in: known.scope, by: known.actor, at: now)
      return [.directoryProposed(proposal)]
    case .applyDirectory(let proposal):
      guard let known = context.session else { return [] }
      let report = try store.apply(proposal, in: known.scope, by: known.actor, at: now)
      return [.directoryApplied(report, try again(known))]
    case .loadRoster(let scope, let first, let last):
      return [.roster(try store.shifts(of: scope, from: first, through: last), from: first)]
    case .countFacets(let pane, let filter):
      return [.facetCounts(pane, try store.facetCounts(filter, now: now), for: filter)]
    case .saveView, .saveNewView, .deleteView, .orderViews, .keepLastView:
      return try changeViews(effect, context, now: now)
    case .performWithPhotos(let command, let paths, let id, let version):
      guard let actor = context.session?.actor else { return [] }
      let whole = command.adding(try paths.map { try store.attach(path: $0.expandingTilde) })
      return [
        .performed(
          command.kind, try store.perform(whole, on: id, expecting: version, by: actor, at: now))
      ]
    case .loadScore, .setScoreBook:
      return try ScoreEffects(store: store, now: now, context: context).messages(of: effect)
    case .roster, .planning, .handover, .checks, .morning, .outlook, .council, .project, .whistle,
      .mediation, .supervision, .statistics:
      return try boardMessages(of: effect, context, now: now)
    }
  }

  /// The same person at the same desk, as it is now.
  private func again(_ known: AppState.Session) throws -> AppState.Session {
    let directory = try store.directory(of: known.scope)
    let actor = directory.person(known.actor.person).map { Actor($0) } ?? known.actor
    return try placed(
      AppState.Session(
        actor: actor, directory: directory, rules: try store.rules(of: known.scope),
        views: try store.savedViews(of: known.scope, for: known.actor.person)))
  }

  /// A session that knows where else the person may go.
  private func placed(_ session: AppState.Session) throws -> AppState.Session {
    var session = session
    session.neighborhoods = try store.reach(of: session.actor.person)
    session.neighborhoodCount = try store.neighborhoods().count
    return session
  }

  /// The request that a draft is about, if it is about one that is still there.
  private func subject(of kept: KeptDraft) throws -> RequestDetail? {
    guard let id = kept.request?.id else { return nil }
    do {
      return try store.detail(id: id)
    } catch StoreError.notFound {
      return nil
    }
  }

  private func session(of signIn: SignIn) throws -> AppState.Session {
    // Asked for by whoever was here before: it is the new one who looks from now on.
    try Viewer.bound(to: signIn.person.id) {
      try placed(
        AppState.Session(
          actor: Actor(signIn.person), directory: try store.directory(of: signIn.neighborhood.id),
          rules: try store.rules(of: signIn.neighborhood.id),
          views: try store.savedViews(of: signIn.neighborhood.id, for: signIn.person.id),
          lastView: try store.lastView(of: signIn.person.id, in: signIn.neighborhood.id)))
    }
  }

  private func rows(
    _ filter: QueueFilter, need: WindowNeed<QueueRow>, limit: Int, now: Instant
  ) throws -> QueuePage {
    let window: Window
    switch need {
    case .first: window = .first
    case .last: window = .last
    case .before(let row): window = .before(row.key)
    case .after(let row): window = .after(row.key)
    case .around(let row): window = .around(row.key, before: limit, after: limit)
    case .containing(let id):
      window = .containing(id, before: limit, after: limit)
    }
    return try store.queue(filter, window, limit: limit, now: now)
  }

  /// People, places and rules again, when they are not what the console knows. The store keeps them
  /// at hand, so that asking costs next to nothing.
  private func sessionNews(_ context: Context, scope: NeighborhoodID) throws -> [Message] {
    guard let known = context.session, known.scope == scope else { return [] }
    let directory = try store.directory(of: scope)
    let rules = try store.rules(of: scope)
    let views = try store.savedViews(of: scope, for: known.actor.person)
    let next = try placed(
      AppState.Session(actor: known.actor, directory: directory, rules: rules, views: views))
    guard
      directory != known.directory || rules != known.rules || views != known.views
        || next.neighborhoods != known.neighborhoods
        || next.neighborhoodCount != known.neighborhoodCount
    else { return [] }
    // Who signed in stays who they are, with what the roll says of them now.
    let actor = directory.person(known.actor.person).map { Actor($0) } ?? known.actor
    var changed = next
    changed.actor = actor
    return [.sessionChanged(changed)]
  }

  /// One after the other: what somebody else acknowledged meanwhile, or closed, needs nothing more.
  private func acknowledge(
    _ keys: [ReminderState.Key], by actor: Actor, at now: Instant
  ) throws(StoreError) -> Int {
    for key in keys {
      do {
        _ = try store.perform(
          .acknowledge(key.reminder), on: key.request, expecting: nil, by: actor, at: now)
      } catch .refused(.outOfTurn) {
        continue
      }
    }
    return keys.count
  }

  /// Each for itself: what one is refused for does not keep the others from being registered. When the store
  /// itself fails, the rest is not tried.
  private func register(
    _ entries: [ChatEntry], by actor: Actor, at now: Instant
  ) -> [ChatOutcome] {
    var failure: StoreError?
    return entries.map { entry in
      if let failure { return ChatOutcome(id: entry.id, result: .failure(failure)) }
      do throws(StoreError) {
        let detail = try store.register(
          entry.registration, followedBy: entry.steps, by: actor, at: now)
        return ChatOutcome(id: entry.id, result: .success(detail))
      } catch {
        if case .refused = error {} else { failure = error }
        return ChatOutcome(id: entry.id, result: .failure(error))
      }
    }
  }

  // MARK: Leaving

  /// Keeps what was typed, and says that this desk has nothing open any more; called before the process ends.
  func leave() {
    keeper.flush()
    guard hasClaimed.withLock({ $0 }) else { return }
    // A claim ends by itself: behind something long, such as an import, nobody waits for it.
    let done = DispatchSemaphore(value: 0)
    writing.async { [self] in
      try? store.releaseAll(at: desk)
      done.signal()
    }
    _ = done.wait(timeout: .now() + .milliseconds(500))
  }
}

extension JointStep {
  /// A step with the photos that were named, which are kept beside the database.
  fileprivate func adding(_ evidence: [Evidence]) -> JointStep {
    evidence.isEmpty ? self : JointStep(command.adding(evidence), on: id, expecting: version)
  }
}

extension RequestCommand {
  /// 处置完成 or 见面 with photos; other steps have none.
  fileprivate func adding(_ evidence: [Evidence]) -> RequestCommand {
    switch self {
    case .resolve(var resolution):
      resolution.evidence = evidence
      return .resolve(resolution)
    case .ticket(.meet(var meeting)):
      meeting.evidence = evidence
      return .ticket(.meet(meeting))
    default: return self
    }
  }
}

extension String {
  /// `~/图片` as the shell would read it.
  fileprivate var expandingTilde: String { (self as NSString).expandingTildeInPath }
}
