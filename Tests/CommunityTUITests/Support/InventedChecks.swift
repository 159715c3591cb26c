import CoreModel
import Store
import Synchronization

@testable import CommunityTUI

/// Rounds in memory, by the model's own rules: answers what 检查单 asks of the store.
final class InventedChecks: Sendable {
  private struct Kept {
    var logs: [(id: RoundID, records: [DutyRecord<RoundEvent>])] = []
    var earlier: [Finding] = []
    var book = ChecklistBook.standard
    var registered = 0
    var failure: StoreError?
  }
  private let kept = Mutex(Kept())
  private let person: Person
  private let now: Instant

  init(as person: Person = Invented.wang, now: Instant = Invented.now, earlier: [Finding] = []) {
    self.person = person
    self.now = now
    kept.withLock { $0.earlier = earlier }
  }

  /// All rounds, the earliest first.
  var rounds: [Round] {
    kept.withLock { $0.logs.compactMap { Round(id: $0.id, records: $0.records) } }
  }

  /// The next thing that is asked for fails.
  func fail(with error: StoreError) { kept.withLock { $0.failure = error } }

  /// What another desk does meanwhile.
  @discardableResult
  func perform(
    _ command: RoundCommand, on id: RoundID, by person: Person = Invented.ding
  ) throws(Refusal) -> Round {
    let round = rounds.first { $0.id == id }
    guard let round else { throw .invalid("没有这一轮") }
    let earlier = kept.withLock { $0.earlier }
    let events = try round.decide(
      command, by: Actor(person), at: now, in: Invented.directory,
      finding: FindingID("finding\(round.version)"), after: earlier)
    kept.withLock { kept in
      guard let place = kept.logs.firstIndex(where: { $0.id == id }) else { return }
      for event in events {
        kept.logs[place].records.append(
          DutyRecord(
            version: kept.logs[place].records.count + 1, at: now, actor: person.id, event: event))
      }
    }
    return rounds.first { $0.id == id } ?? round
  }

  /// What comes of an effect.
  func answer(_ effect: Effect) -> [Message] {
    guard case .checks(let effect) = effect else { return [] }
    if let failure = kept.withLock({ kept in
      defer { kept.failure = nil }
      return kept.failure
    }) {
      return [.failed(Message.Failure(request: effect.failureKind, error: failure))]
    }
    if case .perform(_, let id, let version?, _) = effect,
      let round = rounds.first(where: { $0.id == id }), round.version != version
    {
      let other = StoreError.Conflict(by: "丁建", at: now, title: "改人员", version: round.version)
      return [.failed(Message.Failure(request: effect.failureKind, error: .conflict(other)))]
    }
    do throws(Refusal) {
      return try news(of: effect).map { .checksNews($0) }
    } catch {
      return [.failed(Message.Failure(request: effect.failureKind, error: .refused(error)))]
    }
  }

  private func news(of effect: CheckEffect) throws(Refusal) -> [CheckNews] {
    let earlier = kept.withLock { $0.earlier }
    switch effect {
    case .loadDesk:
      return [
        .desk(
          ChecksDesk(
            open: rounds.filter(\.isOpen), past: rounds.filter { !$0.isOpen }.reversed()))
      ]
    case .loadRound(let id, _):
      return rounds.filter { $0.id == id }.map { .round($0, earlier: earlier) }
    case .begin(let checklist, let people, let request):
      let event = try Round.decideStart(
        checklist, people: people,
        about: request.map { FindingRequest(id: $0, number: "20261120-009") }, beside: rounds,
        by: Actor(person), at: now, in: Invented.directory)
      let id = RoundID("round\(rounds.count + 1)")
      kept.withLock {
        $0.logs.append((id, [DutyRecord(version: 1, at: now, actor: person.id, event: event)]))
      }
      return rounds.filter { $0.id == id }.map { .begun($0, earlier: earlier) }
    case .perform(let command, let id, _, _):
      return [.performed(try perform(command, on: id, by: person), command)]
    case .register(let finding, let id):
      let detail = try registered(finding, of: id)
      let request = FindingRequest(id: detail.history.id, number: detail.request.number)
      return [.registered(try perform(.link(finding, request), on: id, by: person), detail)]
    case .link(let finding, let id, let request):
      let link = FindingRequest(id: request, number: "20261118-003")
      return [.linked(try perform(.link(finding, link), on: id, by: person), link)]
    case .setBook(let book, let seen):
      guard kept.withLock({ $0.book.text == seen }) else {
        throw .outOfTurn("检查单刚被别的值班台改过，没有覆盖它")
      }
      kept.withLock { $0.book = book }
      return [.bookSet(book)]
    }
  }

  private func registered(_ id: FindingID, of round: RoundID) throws(Refusal) -> RequestDetail {
    guard
      let finding = rounds.first(where: { $0.id == round })?.findings.first(where: { $0.id == id })
    else { throw .outOfTurn("这个问题已经撤回") }
    var form = finding.registration(in: Invented.directory, receivedAt: now)
    let serial = kept.withLock { kept in
      kept.registered += 1
      return kept.registered
    }
    form.number = "20261120-09\(serial)"
    let event = try form.decide(by: Actor(person), at: now)
    guard
      let history = RequestHistory(
        id: RequestID("found\(serial)"),
        events: [RecordedEvent(version: 1, at: now, actor: person.id, event: event)])
    else { throw .invalid("不连续") }
    return RequestDetail(
      history: history, clocks: [],
      obligation: Invented.rules.deadlines.obligation(for: history.request), rowKey: 99)
  }
}

extension DeskBench {
  /// Lets 检查单 be answered by these rounds.
  mutating func use(_ checks: InventedChecks) {
    store.answer = { checks.answer($0) }
  }
}

extension Invented {
  /// What was found before at a point of the standard patrol.
  static func finding(
    daysAgo: Int, at place: String = "中心花园", _ words: String = "遛狗不牵绳，电话 13800002046",
    category: String = "文明劝导", request: String? = nil
  ) -> Finding {
    Finding(
      id: FindingID("earlier\(daysAgo)"), round: RoundID("earlier\(daysAgo)"), checklist: "夜巡",
      point: place,
      place: place, category: category, words: words,
      standing: LadderStanding(count: 1, days: 30, rung: "劝导登记"), by: ding.id,
      at: now.adding(minutes: -daysAgo * 1440),
      request: request.map { FindingRequest(id: RequestID($0), number: "20261118-003") })
  }
}
