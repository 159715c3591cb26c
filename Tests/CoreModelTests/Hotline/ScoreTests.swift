import Testing

@testable import CoreModel

/// Facts thrown with dice: tickets of three months, handled and surveyed in every way.
struct ScoreDice {
  var dice: DeadlineDice

  init(_ seed: UInt64) { dice = DeadlineDice(state: seed) }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 1...100, using: &dice) <= percent }

  mutating func pick<Value>(_ all: [Value]) -> Value {
    all[Int.random(in: all.indices, using: &dice)]
  }

  mutating func facts(_ count: Int) -> [TicketFacts] { (0..<count).map { ticket($0) } }

  private mutating func ticket(_ index: Int) -> TicketFacts {
    let first = shanghai("2026-09-28T00:00")
    let received = first.adding(minutes: Int.random(in: 0..<70 * 1440, using: &dice))
    var facts = TicketFacts(
      id: RequestID("r\(index)"), ticket: "T\(index)", number: "N\(index)", subject: "漏水",
      receivedAt: received)
    func later(_ most: Int) -> Instant {
      received.adding(minutes: Int.random(in: 0...most * 1440, using: &dice))
    }
    if chance(90) {
      facts.originallyDueAt = later(8)
      facts.dueAt =
        chance(80) ? facts.originallyDueAt : facts.originallyDueAt?.adding(minutes: 4000)
    }
    if chance(75) { facts.doneAt = later(20) }
    if chance(80) { facts.contactDueAt = later(2) }
    if chance(70) { facts.contactedAt = later(3) }
    facts.isOurs = chance(80)
    if chance(50) { facts.contactByCity = chance(70) }
    if chance(60) {
      facts.solution = .init(pick(Solution.allCases), by: pick(TicketFacts.Source.allCases))
    }
    if chance(60) {
      facts.satisfaction = .init(pick(Satisfaction.allCases), by: pick(TicketFacts.Source.allCases))
    }
    if chance(15) { facts.repetition = .linked("20260901-001") }
    if facts.doneAt == nil, chance(30) { facts.returnedAt = later(10) }
    facts.isWithdrawn = chance(5)
    return facts
  }
}

/// Every figure counted once more, slowly and by other means: sums over all tickets with plain conditions.
struct SlowScore {
  let facts: [TicketFacts]
  let month: ScoreMonth
  let basis: ScoreBasis
  let weights: [Satisfaction: Int]
  let now: Instant

  /// The end of what is looked at, inclusive.
  private var last: Instant {
    guard basis == .closing else { return now }
    return min(now, Instant(milliseconds: month.end.milliseconds - 1))
  }

  private func inMonth(_ at: Instant?) -> Bool {
    guard let at else { return false }
    return at.iso8601.hasPrefix(month.text) && at <= last
  }

  private var present: [TicketFacts] {
    facts.filter { !$0.isWithdrawn && $0.receivedAt <= last && month.start <= now }
  }
  private func done(_ ticket: TicketFacts) -> Bool { isPast(ticket.doneAt) }
  private func back(_ ticket: TicketFacts) -> Bool { isPast(ticket.returnedAt) }
  private func isPast(_ at: Instant?) -> Bool { at.map { $0 <= last } ?? false }
  private var members: [TicketFacts] {
    present.filter { basis == .receipt ? inMonth($0.receivedAt) : inMonth($0.doneAt) }
  }
  private var handled: [TicketFacts] { members.filter { !back($0) } }

  private func ours(_ ticket: TicketFacts) -> Bool? {
    if !ticket.isOurs { return nil }
    if let at = ticket.contactedAt, at <= last {
      guard let due = ticket.contactDueAt else { return true }
      return at <= due
    }
    if let due = ticket.contactDueAt, due < last { return false }
    return done(ticket) ? false : nil
  }

  /// Numerator in hundredths, and denominator.
  func count(_ kind: ScoreFigureKind) -> (Int, Int) {
    func share(_ all: [TicketFacts], _ counts: (TicketFacts) -> Bool) -> (Int, Int) {
      (all.count(where: counts) * 100, all.count)
    }
    func contact(_ answer: (TicketFacts) -> Bool?) -> (Int, Int) {
      let answers = handled.compactMap(answer)
      return (answers.count { $0 } * 100, answers.count)
    }
    func onTime(_ limit: (TicketFacts) -> Instant?) -> (Int, Int) {
      var (kept, all) = (0, 0)
      for ticket in present where !back(ticket) {
        guard let limit = limit(ticket) else { continue }
        if done(ticket) {
          guard let doneAt = ticket.doneAt, members.contains(ticket) else { continue }
          all += 1
          kept += doneAt <= limit ? 1 : 0
        } else if limit < last, basis == .closing || members.contains(ticket) {
          all += 1
        }
      }
      return (kept * 100, all)
    }
    switch kind {
    case .received: return share(present.filter { inMonth($0.receivedAt) }) { _ in true }
    case .done: return share(members.filter(done)) { _ in true }
    case .contact: return contact { $0.contactByCity ?? ours($0) }
    case .contactByCity: return contact(\.contactByCity)
    case .contactByUs: return contact(ours)
    case .onTime: return onTime(\.dueAt)
    case .onTimeOriginally: return onTime(\.originallyDueAt)
    case .solved:
      let yes = handled.count { $0.solution?.answer == .solved }
      return (yes * 100, yes + handled.count { $0.solution?.answer == .explained })
    case .solvedOfAll:
      return share(handled.filter { $0.solution != nil }) { $0.solution?.answer == .solved }
    case .satisfaction:
      let said = handled.compactMap(\.satisfaction?.answer).filter { $0 != .unrated }
      return (said.reduce(0) { $0 + weights[$1, default: 0] }, said.count)
    case .repeats: return share(members) { $0.repetition != nil }
    case .returns:
      if basis == .receipt { return share(members, back) }
      let gone = present.filter { inMonth($0.returnedAt) }
      return (gone.count * 100, gone.count + handled.count)
    }
  }
}

@Suite("The month's score") struct ScoreTests {
  private static let november = ScoreMonth(text: "2026-11") ?? ScoreMonth(of: Day(number: 0))

  @Test(
    "Every figure is what a slow count of the same tickets gives, whatever their order",
    arguments: 0..<16 as Range<UInt64>)
  func slowCount(seed: UInt64) throws {
    var dice = ScoreDice(seed)
    let facts = dice.facts(90)
    let given: [Satisfaction: Int] =
      seed % 2 == 0 ? [:] : [.fairlySatisfied: 70, .neutral: 35, .dissatisfied: 10]
    let weights = SatisfactionWeights(given)
    let numbers = [Satisfaction.satisfied: 100, .fairlySatisfied: 80, .neutral: 60].merging(given) {
      $1
    }
    for month in ["2026-09", "2026-10", "2026-11", "2026-12"].compactMap(ScoreMonth.init(text:)) {
      for now in [
        shanghai("2026-10-31T23:59"), shanghai("2026-11-21T19:42"), shanghai("2027-03-01T08:00"),
      ] {
        for basis in ScoreBasis.allCases {
          let score = MonthScore(of: facts, month: month, basis: basis, weights: weights, now: now)
          let slow = SlowScore(
            facts: facts, month: month, basis: basis, weights: numbers, now: now)
          for kind in ScoreFigureKind.allCases {
            let (numerator, denominator) = slow.count(kind)
            let figure = score[kind]
            #expect(
              figure.numerator == numerator && figure.denominator == denominator,
              "\(kind) \(basis) \(month.text) \(now.iso8601)")
            check(figure, in: score)
          }
          let shuffled = MonthScore(
            of: facts.shuffled(using: &dice.dice), month: month, basis: basis, weights: weights,
            now: now)
          #expect(shuffled == score)
        }
      }
    }
  }

  /// What must hold of any figure.
  private func check(_ figure: ScoreFigure, in score: MonthScore) {
    let places = figure.entries.map(\.ticket)
    #expect(Set(places).count == places.count && places == places.sorted())
    #expect(places.allSatisfy(score.tickets.indices.contains))
    #expect(figure.entries.allSatisfy { (0...100).contains($0.share) })
    if let rate = figure.rate {
      #expect((0...1).contains(rate))
      #expect(figure.valueText.hasSuffix("%"))
      #expect((figure.valueText == "100.0%") == (rate == 1))
      #expect((figure.valueText == "0.0%") == (rate == 0))
    } else {
      #expect(figure.kind.isCount || figure.valueText == "—")
    }
    #expect(!figure.formula.isEmpty)
  }

  @Test("What happens after a month does not change its 办结口径")
  func settled() {
    var dice = ScoreDice(7)
    let facts = dice.facts(200)
    let month = Self.november
    let then = MonthScore(
      of: facts, month: month, basis: .closing,
      now: Instant(milliseconds: month.end.milliseconds - 1))
    let later = MonthScore(
      of: facts, month: month, basis: .closing, now: shanghai("2027-06-01T08:00"))
    for kind in ScoreFigureKind.allCases {
      #expect(then[kind].entries.map(\.share) == later[kind].entries.map(\.share), "\(kind)")
    }
  }

  @Test("Nothing counted is —, never 0 or 100")
  func nothing() throws {
    for basis in ScoreBasis.allCases {
      let score = MonthScore(
        of: [], month: Self.november, basis: basis, now: shanghai("2026-11-21T19:42"))
      for figure in score.figures {
        #expect(figure.valueText == (figure.kind.isCount ? "0件" : "—"))
        #expect(figure.rate == nil)
      }
      let result = ScoreResult(try #require(ScoreBook.standard.sheet(named: "赵巷")), by: score)
      #expect(result.lines.map(\.earnedText) == ["5", "—", "—", "—"])
      #expect(result.totalText == "得分 5（满分 95，其中 90 分没有数据）")
    }
  }

  private func ticket(_ id: String, _ received: String, done: String? = nil) -> TicketFacts {
    var facts = TicketFacts(id: RequestID(id), ticket: id, receivedAt: shanghai(received))
    facts.doneAt = done.map { shanghai($0) }
    facts.dueAt = shanghai("2026-11-10T20:00")
    facts.originallyDueAt = shanghai("2026-11-06T20:00")
    return facts
  }

  @Test("A ticket counts by its receipt or by its answer, and says why")
  func bases() throws {
    let now = shanghai("2026-11-21T19:42")
    var late = ticket("late", "2026-10-30T09:00", done: "2026-11-12T20:00")
    late.satisfaction = .init(.fairlySatisfied, by: .city)
    late.solution = .init(.explained, by: .reply)
    var early = ticket("early", "2026-11-03T09:00", done: "2026-11-09T10:00")
    early.satisfaction = .init(.satisfied, by: .desk)
    early.solution = .init(.unsolved, by: .city)
    early.contactByCity = true
    let open = ticket("open", "2026-11-05T09:00")
    let facts = [open, early, late]
    let closing = MonthScore(of: facts, month: Self.november, basis: .closing, now: now)
    #expect(closing[.received].fractionText == "2" && closing[.done].fractionText == "2")
    #expect(closing[.onTime].fractionText == "1/3" && closing[.onTime].valueText == "33.3%")
    #expect(closing[.onTimeOriginally].fractionText == "0/3")
    #expect(closing.tickets(of: .onTime).map(\.facts.ticket) == ["late", "open", "early"])
    #expect(
      closing.tickets(of: .onTime).map(\.entry.words) == ["迟 2天", "未办结，已超 10天", "按时"])
    #expect(
      closing[.satisfaction].fractionText == "1.8/2" && closing[.satisfaction].valueText == "90.0%")
    #expect(closing[.solved].fractionText == "0/1" && closing[.solvedOfAll].fractionText == "0/2")
    #expect(
      closing[.contact].fractionText == "1/2" && closing[.contactByCity].fractionText == "1/1")
    let receipt = MonthScore(of: facts, month: Self.november, basis: .receipt, now: now)
    #expect(receipt[.done].fractionText == "1" && receipt[.onTime].fractionText == "1/2")
    #expect(receipt[.satisfaction].fractionText == "1/1")
  }

  @Test("Only everything is 100 %, and only nothing is 0")
  func rounding() {
    func figure(_ yes: Int, of count: Int) -> ScoreFigure {
      ScoreFigure(
        kind: .onTime, basis: .closing, formula: "f",
        entries: (0..<count).map { .init(ticket: $0, share: $0 < yes ? 100 : 0, words: "") })
    }
    #expect(figure(3999, of: 4000).valueText == "99.9%")
    #expect(figure(1, of: 4000).valueText == "0.1%")
    #expect(figure(4000, of: 4000).valueText == "100.0%")
    #expect(figure(0, of: 4000).valueText == "0.0%")
    #expect(figure(1, of: 8).valueText == "12.5%" && figure(1, of: 16).valueText == "6.3%")
  }

  @Test(
    "Months are read as people write them",
    arguments: [
      ("2026-11", "2026-11"), ("2026年2月", "2026-02"), ("202612", "2026-12"), ("2026/1", "2026-01"),
      ("2026-13", nil), ("11", nil), ("", nil), ("2026-11-02", nil), ("九月", nil), ("1900-01", nil),
    ])
  func months(text: String, read: String?) {
    #expect(ScoreMonth(text: text)?.text == read)
  }

  @Test("Months follow each other over the years")
  func monthArithmetic() throws {
    let first = try #require(ScoreMonth(year: 2025, month: 11))
    #expect(
      first.adding(months: 3).text == "2026-02" && first.adding(months: -11).text == "2024-12")
    #expect(
      first.end == shanghai("2025-12-01T00:00") && first.contains(shanghai("2025-11-30T23:59")))
    #expect(ScoreMonth(of: shanghai("2026-11-30T23:59").day).title == "2026年11月")
    let last = try #require(ScoreMonth(year: 2200, month: 12))
    #expect(last.adding(months: 1) == last)
  }
}
