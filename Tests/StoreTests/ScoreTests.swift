import CoreModel
import Testing

@testable import Store

@Suite("月度成绩 in the store") struct ScoreStoreTests {
  /// Numbers that are the same in every run.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private let desk: TestDesk

  init() throws { desk = try TestDesk() }

  private func moment(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }

  private func month(_ text: String) throws -> ScoreMonth { try #require(ScoreMonth(text: text)) }

  @discardableResult
  private func ticket(
    _ number: String, _ text: String, at: Instant, phone: String? = nil,
    columns: [String: String] = [:], kind: TicketKind = .help
  ) throws -> RequestDetail {
    var form = desk.form(
      text, group: 0, phone: phone, receivedAt: at,
      ticket: HotlineTicket(
        number: number, kind: kind, kindText: kind.title, assignedAt: at, otherColumns: columns))
    form.channel = .hotline
    return try desk.store.register(form, followedBy: [], by: desk.actor, at: at)
  }

  @discardableResult
  private func give(_ command: RequestCommand, _ id: RequestID, at: Instant, boss: Bool = false)
    throws -> RequestDetail
  {
    try desk.store.perform(
      command, on: id, expecting: nil, by: boss ? desk.boss : desk.actor, at: at)
  }

  /// Contacted, waived and answered.
  private func answer(
    _ id: RequestID, at: Instant, opinion: ReplyOpinion = .satisfied, solution: Solution = .solved,
    repeats: String = ""
  ) throws {
    try give(
      .ticket(
        .contact(
          ContactAttempt(by: desk.officer.id, at: at, words: "来电人说夜里更吵"), meeting: nil)), id, at: at
    )
    try give(.ticket(.waive(reason: "来电人在外地")), id, at: at, boss: true)
    try give(.triage(TriageDecision(tier: .first)), id, at: at)
    try give(.resolve(Resolution(outcome: "已劝停")), id, at: at)
    var reply = HotlineReply()
    reply.fact = .confirmed
    reply.siteView = .noSite
    reply.claim = .justified
    let (_, month, day) = at.day.components
    reply.points = "居委会已于\(month)月\(day)日电话答复来电人：已上门劝停，现在不响了。"
    reply.department = "居委会"
    reply.signedBy = "居委会"
    reply.manner = .phone
    reply.answeredAt = at
    reply.solution = solution
    reply.opinion = opinion
    reply.residentWords = opinion == .satisfied ? "" : "再看看"
    reply.isPublic = false
    reply.repeats = repeats
    try give(.ticket(.reply(reply, meeting: nil)), id, at: at)
  }

  @Test("A month's tickets are counted from the log, with who said what")
  func counted() throws {
    let one = try ticket("A1", "收废品喇叭扰民", at: try moment("2026-11-03T09:00"), phone: "13800002046")
    try answer(one.request.id, at: try moment("2026-11-04T10:00"))
    try give(
      .ticket(
        .visit(
          HotlineVisit(
            .city, at: try moment("2026-11-06T10:00"), wasContactedFirst: true,
            result: .fairlySatisfied, solution: .explained))),
      one.request.id, at: try moment("2026-11-06T10:00"))
    let two = try ticket(
      "A2", "收废品的喇叭又在吵", at: try moment("2026-11-10T09:00"), phone: "138 0000 2046")
    try answer(two.request.id, at: try moment("2026-11-20T10:00"), opinion: .accepted)
    try ticket("A3", "楼道灯不亮", at: try moment("2026-11-12T09:00"), phone: "13900003157")
    let gone = try ticket("A4", "马路上的树倒了", at: try moment("2026-11-02T09:00"))
    try give(
      .ticket(.askReturn(TicketReturn(to: "区绿化市容局", reason: "不在小区里"))), gone.request.id,
      at: try moment("2026-11-02T10:00"))
    try give(
      .ticket(.answerReturn(TicketAnswer(isGranted: true))), gone.request.id,
      at: try moment("2026-11-02T15:00"))
    let survey = try desk.store.score(of: desk.scope, month: month("2026-11"), now: desk.now)
    let closing = survey.closing
    #expect(closing[.received].denominator == 4 && closing[.done].denominator == 2)
    #expect(closing.tickets(of: .onTime).map(\.facts.ticket) == ["A2", "A3", "A1"])
    #expect(closing[.onTime].fractionText == "1/3")
    #expect(closing[.satisfaction].fractionText == "1.8/2")
    #expect(
      closing.tickets(of: .satisfaction).map(\.entry.words) == ["基本满意（市回访）", "满意（回复单）"])
    #expect(closing[.solved].fractionText == "1/2")
    #expect(
      closing[.contact].fractionText == "1/2" && closing[.contactByCity].fractionText == "1/1")
    #expect(closing.tickets(of: .contactByUs).map(\.facts.ticket) == ["A2", "A1"])
    #expect(closing.tickets(of: .repeats).first?.entry.words == "同一来电人同一件事，前次 A1")
    #expect(
      closing[.returns].fractionText == "1/3" && survey.receipt[.returns].fractionText == "1/4")
    #expect(survey.receipt[.repeats].fractionText == "1/4")
  }

  @Test("What an export says of a ticket that it closed itself counts, and our log is silent")
  func imported() throws {
    let at = try moment("2026-10-30T09:00")
    let one = try ticket(
      "B1", "路灯不亮", at: at, columns: ["是否解决": "解决", "是否先行联系": "是", "是否重复": "是", "重复工单号": "B0"])
    try give(
      .reconcile(
        HotlineReconciliation(
          choices: [
            .init(.closed, ours: nil, theirs: "2026-11-02T08:00:00+08:00", takesTheirs: true),
            .init(.satisfaction, ours: nil, theirs: "不满意", takesTheirs: true),
          ], fingerprint: "f")), one.request.id, at: try moment("2026-11-02T10:00"))
    let closing = try desk.store.score(of: desk.scope, month: month("2026-11"), now: desk.now)
      .closing
    #expect(closing[.received].denominator == 0 && closing[.done].denominator == 1)
    #expect(closing.tickets(of: .satisfaction).map(\.entry.words) == ["不满意（导入工单）"])
    #expect(closing[.satisfaction].valueText == "0.0%" && closing[.solved].valueText == "100.0%")
    #expect(closing[.contact].fractionText == "1/1" && closing[.contactByUs].valueText == "—")
    #expect(closing.tickets(of: .repeats).map(\.entry.words) == ["工单写明重复 B0"])
  }

  @Test("Of an 匿名 or 保密 caller neither the name in the words nor the other ticket is told")
  func discreet() throws {
    let text = "李阿姨说收废品喇叭扰民"
    for (number, columns) in [("S1", ["是否保密": "是"]), ("S2", [:]), ("S3", ["是否匿名": "是"])] {
      var form = desk.form(
        text, name: "李阿姨", phone: "13800002046",
        receivedAt: try moment("2026-11-0\(number.last ?? "1")T09:00"),
        ticket: HotlineTicket(
          number: number, kind: .help, kindText: "求助",
          assignedAt: try moment("2026-11-0\(number.last ?? "1")T09:00"), otherColumns: columns))
      form.channel = .hotline
      _ = try desk.store.register(form, followedBy: [], by: desk.actor, at: form.receivedAt)
    }
    let score = try desk.store.score(of: desk.scope, month: month("2026-11"), now: desk.now).receipt
    let rows = score.tickets(of: .repeats)
    #expect(rows.map(\.facts.ticket) == ["S2", "S3", "S1"])
    #expect(rows.prefix(2).map(\.entry.words) == Array(repeating: "同一来电人同一件事（来电人不公开）", count: 2))
    #expect(rows.map { $0.facts.subject.contains("李阿姨") } == [true, false, false])
  }

  @Test("Neither does a ticket of another month that was made 保密 later say who called")
  func discreetLater() throws {
    for (first, word) in [
      (true, "同一来电人同一件事（来电人不公开）"), (false, "同一来电人同一件事，前次 E-false"),
    ] {
      let phone = first ? "13800002046" : "13900003157"
      let one = try ticket(
        "E-\(first)", "收废品喇叭扰民", at: try moment("2026-10-20T09:00"), phone: phone,
        columns: first ? [:] : ["是否保密": "是"])
      try give(
        .ticket(.correct(TicketCorrection(isConfidential: first, reason: "来电人要求"))),
        one.request.id, at: try moment("2026-10-20T09:30"))
      try answer(one.request.id, at: try moment("2026-10-21T10:00"))
      try ticket("F-\(first)", "收废品的喇叭又在吵", at: try moment("2026-11-05T09:00"), phone: phone)
      let rows = try desk.store.score(of: desk.scope, month: month("2026-11"), now: desk.now)
        .receipt.tickets(of: .repeats)
      #expect(rows.first { $0.facts.ticket == "F-\(first)" }?.entry.words == word)
    }
  }

  @Test("What the desk said of a 保密 caller before their name was put right is not told either")
  func formerName() throws {
    let at = try moment("2026-11-03T09:00")
    var form = desk.form(
      "张建国说楼上漏水", name: "张建国", phone: "13800002046", receivedAt: at,
      ticket: HotlineTicket(
        number: "G1", kind: .help, kindText: "求助", assignedAt: at, otherColumns: ["是否保密": "是"]))
    form.channel = .hotline
    let one = try desk.store.register(form, followedBy: [], by: desk.actor, at: at)
    try give(
      .amend(Amendment(resident: Resident(name: "李四", phone: "13900003157"))), one.request.id,
      at: at)
    let rows = try desk.store.score(of: desk.scope, month: month("2026-11"), now: desk.now)
      .receipt.tickets(of: .received)
    #expect(rows.map(\.facts.subject) == ["来电人说楼上漏水"])
  }

  /// Takes over that the hotline closed a ticket.
  private func close(_ id: RequestID, on moment: String, at: Instant) throws {
    try give(
      .reconcile(
        HotlineReconciliation(
          choices: [.init(.closed, ours: nil, theirs: moment, takesTheirs: true)],
          fingerprint: moment)), id, at: at)
  }

  @Test("What the hotline closed in time stays so when the desk opens it again and replies later")
  func closedBeforeTheReply() throws {
    let one = try ticket("R1", "路灯不亮", at: try moment("2026-10-27T09:00"))
    try close(
      one.request.id, on: "2026-10-28T08:00:00+08:00", at: try moment("2026-10-28T10:00"))
    // The export's time was put right.
    try close(
      one.request.id, on: "2026-10-28T09:00:00+08:00", at: try moment("2026-10-29T10:00"))
    try give(.reopen(reason: "又不亮了"), one.request.id, at: try moment("2026-11-09T10:00"))
    try answer(one.request.id, at: try moment("2026-11-19T10:00"))
    let two = try ticket("R2", "路灯又不亮", at: try moment("2026-10-27T09:00"))
    try answer(two.request.id, at: try moment("2026-10-28T10:00"))
    try close(
      two.request.id, on: "2026-11-18T08:00:00+08:00", at: try moment("2026-11-19T10:00"))
    let october = try desk.store.score(of: desk.scope, month: month("2026-10"), now: desk.now)
    #expect(october.closing[.onTime].fractionText == "2/2")
    let done = october.closing.tickets(of: .done).map {
      "\($0.facts.ticket) \($0.facts.doneAt?.iso8601 ?? "")"
    }
    #expect(
      done.sorted() == ["R1 2026-10-28T09:00:00+08:00", "R2 2026-10-28T10:00:00+08:00"])
    let november = try desk.store.score(of: desk.scope, month: month("2026-11"), now: desk.now)
    #expect(november.closing[.done].denominator == 0)
  }

  @Test("A 回访 without a rating hides nobody else's, and one without 是否解决 neither")
  func unrated() throws {
    func asked(
      _ number: String, columns: [String: String] = [:], opinion: ReplyOpinion = .satisfied,
      _ visits: [HotlineVisit]
    ) throws {
      let one = try ticket(number, "楼上漏水", at: try moment("2026-11-03T09:00"), columns: columns)
      try answer(one.request.id, at: try moment("2026-11-04T10:00"), opinion: opinion)
      for visit in visits { try give(.ticket(.visit(visit)), one.request.id, at: visit.at) }
    }
    func visit(
      _ source: HotlineVisit.Source, _ day: Int, _ result: Satisfaction, _ solution: Solution? = nil
    ) throws -> HotlineVisit {
      HotlineVisit(
        source, at: try moment("2026-11-0\(day)T10:00"), result: result, solution: solution)
    }
    try asked("V1", [try visit(.desk, 5, .neutral), try visit(.city, 6, .unrated, .explained)])
    try asked(
      "V2", columns: ["是否满意": "一般", "是否解决": "未解决"], [try visit(.city, 6, .unrated)])
    try asked(
      "V3", columns: ["是否满意": "未评价"],
      [try visit(.desk, 5, .unrated), try visit(.city, 6, .unrated)])
    try asked(
      "V4", [try visit(.city, 5, .fairlySatisfied, .explained), try visit(.city, 6, .unrated)])
    try asked("V5", opinion: .unrated, [try visit(.city, 6, .unrated)])
    let closing = try desk.store.score(of: desk.scope, month: month("2026-11"), now: desk.now)
      .closing
    func words(_ kind: ScoreFigureKind) -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: closing.tickets(of: kind).map { ($0.facts.ticket, $0.entry.words) })
    }
    #expect(
      words(.satisfaction) == [
        "V1": "一般（本居回访）", "V2": "一般（导入工单）", "V3": "满意（回复单）", "V4": "基本满意（市回访）",
      ])
    #expect(
      words(.solvedOfAll) == [
        "V1": "解释说明（市回访）", "V2": "未解决（导入工单）", "V3": "已解决（回复单）", "V4": "解释说明（市回访）",
        "V5": "已解决（回复单）",
      ])
  }

  @Test("An open ticket whose limit the city shortened is late in the month after")
  func shortened() throws {
    let at = try moment("2026-09-28T09:00")
    var form = desk.form(
      "楼上漏水", receivedAt: at,
      ticket: HotlineTicket(
        number: "L1", kind: .help, kindText: "求助", assignedAt: at,
        statedDueAt: try moment("2026-12-20T17:00")))
    form.channel = .hotline
    let one = try desk.store.register(form, followedBy: [], by: desk.actor, at: at)
    try give(
      .reconcile(
        HotlineReconciliation(
          choices: [
            .init(.due, ours: nil, theirs: "2026-10-20T17:00:00+08:00", takesTheirs: true)
          ], fingerprint: "f")), one.request.id, at: try moment("2026-10-08T10:00"))
    let closing = try desk.store.score(of: desk.scope, month: month("2026-11"), now: desk.now)
      .closing
    #expect(closing[.onTime].fractionText == "0/1")
    #expect(closing[.onTimeOriginally].denominator == 0)
  }

  @Test("A second round of the city leaves the first one's answer in its month")
  func review() throws {
    let one = try ticket("C1", "楼上漏水", at: try moment("2026-10-08T09:00"))
    try answer(one.request.id, at: try moment("2026-10-09T10:00"))
    try give(
      .ticket(.review(ReviewRound(at: try moment("2026-11-02T09:00"), reason: "居民不满意"))),
      one.request.id, at: try moment("2026-11-02T09:00"))
    let now = try moment("2026-11-03T09:00")
    for text in ["2026-10", "2026-11"] {
      let closing = try desk.store.score(of: desk.scope, month: month(text), now: now).closing
      #expect(closing[.done].denominator == (text == "2026-10" ? 1 : 0))
    }
    try answer(one.request.id, at: try moment("2026-11-04T10:00"))
    let october = try desk.store.score(
      of: desk.scope, month: month("2026-10"), now: try moment("2026-11-21T09:00"))
    #expect(october.closing[.onTime].fractionText == "1/1")
  }

  @Test(
    "What is read of a month is all that counts, whatever happened to the tickets",
    arguments: 0..<6 as Range<UInt64>)
  func complete(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let first = try moment("2026-09-20T08:00")
    let matters = ["收废品喇叭扰民", "喇叭又在吵", "楼道灯不亮", "楼上漏水"]
    for index in 0..<40 {
      let at = first.adding(minutes: Int.random(in: 0..<60 * 1440, using: &dice))
      let phone =
        Bool.random(using: &dice) ? "1380000204\(Int.random(in: 0...3, using: &dice))" : nil
      let made = try ticket(
        "T\(index)", matters[index % matters.count], at: at, phone: phone,
        columns: index % 5 == 0 ? ["是否满意": "一般", "是否解决": "未解决"] : [:])
      var when = at
      for _ in 0..<Int.random(in: 0...5, using: &dice) {
        when = when.adding(minutes: Int.random(in: 60...8 * 1440, using: &dice))
        try? step(made.request.id, Int.random(in: 0...10, using: &dice), at: when)
      }
    }
    let rows = try desk.store.queue(
      QueueFilter(scope: desk.scope, view: .all, hotlineOnly: true), limit: 500, now: desk.now
    ).rows
    let histories = try rows.map { try desk.store.detail(id: $0.id).history }
    let rules = try desk.store.rules(of: desk.scope)
    var facts = histories.compactMap { TicketFacts($0, by: rules.deadlines) }
    let calls = histories.filter { $0.request.stage != .cancelled }.map {
      RepeatCalls.Call(
        id: $0.id, number: $0.request.hotline?.number ?? "", registration: $0.request.registration)
    }
    let repeats = RepeatCalls.find(calls, within: 30)
    for index in facts.indices where facts[index].repetition == nil {
      facts[index].repetition = repeats[facts[index].id].map { .sameCaller($0) }
    }
    for text in ["2026-09", "2026-10", "2026-11", "2026-12"] {
      for now in [try moment("2026-10-20T10:00"), desk.now, try moment("2027-02-01T10:00")] {
        let read = try desk.store.score(of: desk.scope, month: month(text), now: now)
        let whole = ScoreSurvey(of: facts, month: try month(text), by: .standard, now: now)
        for basis in ScoreBasis.allCases {
          for kind in ScoreFigureKind.allCases {
            #expect(
              read[basis].tickets(of: kind).map { "\($0.facts.ticket) \($0.entry.words)" }
                == whole[basis].tickets(of: kind).map { "\($0.facts.ticket) \($0.entry.words)" },
              "\(kind) \(basis) \(text) \(now.iso8601)")
          }
        }
      }
    }
  }

  /// Something that may happen to a ticket; what is refused did not.
  private func step(_ id: RequestID, _ choice: Int, at: Instant) throws {
    switch choice {
    case 0, 1: try answer(id, at: at)
    case 2: try give(.ticket(.review(ReviewRound(at: at, reason: "不满意"))), id, at: at)
    case 3:
      try give(
        .ticket(.visit(HotlineVisit(.city, at: at, wasContactedFirst: false, result: .neutral))),
        id,
        at: at)
    case 4:
      try give(.ticket(.askReturn(TicketReturn(reason: "不归我们"))), id, at: at)
      try give(.ticket(.answerReturn(TicketAnswer(isGranted: true))), id, at: at)
    case 5:
      try give(.ticket(.askExtension(TicketExtension(days: 5, reason: "等配件"))), id, at: at)
      try give(.ticket(.answerExtension(TicketAnswer(isGranted: true))), id, at: at)
    case 6: try give(.reopen(reason: "又来了"), id, at: at)
    case 7: try give(.cancel(reason: "重复登记"), id, at: at)
    case 8: try close(id, on: at.adding(minutes: -600).iso8601, at: at)
    case 9:
      try give(
        .reconcile(
          HotlineReconciliation(
            choices: [
              .init(.due, ours: nil, theirs: at.adding(minutes: 1440).iso8601, takesTheirs: true)
            ], fingerprint: "due \(at.iso8601)")), id, at: at)
    default: try give(.undo(reason: ""), id, at: at)
    }
  }

  @Test("The sheets are kept as they were written, and only where nobody else has changed them")
  func book() throws {
    let text = ScoreBook.standard.text.replacing("一般 0.6", with: "一般 0.5")
    let book = try ScoreBook(text: text)
    try desk.store.setScoreBook(
      book, seen: ScoreBook.standard.text, of: desk.scope, by: desk.boss)
    #expect(try desk.store.rules(of: desk.scope).scores == book)
    #expect(
      try desk.store.score(of: desk.scope, month: month("2026-11"), now: desk.now).closing.weights[
        .neutral] == 50)
    #expect(throws: StoreError.self) {
      try desk.store.setScoreBook(
        .standard, seen: ScoreBook.standard.text, of: desk.scope, by: desk.boss)
    }
    let refused = #expect(throws: StoreError.self) {
      try desk.store.setScoreBook(.standard, of: desk.scope, by: desk.actor)
    }
    #expect(refused?.message.contains("书记") == true)
    try desk.store.setScoreBook(.standard, of: desk.scope, by: desk.boss)
    #expect(try desk.store.rules(of: desk.scope).scores == .standard)
  }
}
