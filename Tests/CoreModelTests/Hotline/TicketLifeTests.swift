import Testing

@testable import CoreModel

@Suite("A ticket's life")
struct TicketLifeTests {
  private func rules() -> DeadlineRules { .standard }

  @Test("goes from 待签收 to 待回访, and a content resident closes it")
  func normal() throws {
    var story = try #require(RequestStory.ticket())
    var states: [TicketState?] = [story.request.ticketState]
    try story.give(.sign(note: ""))
    states.append(story.request.ticketState)
    try story.give(story.reached)
    states.append(story.request.ticketState)
    try story.give(.meet(story.meeting(.acceptance)))
    try story.give([.gradeFirst, .dispatchToPlumber, .accept(by: nil)])
    try story.give(.meet(story.meeting(.progress)))
    try story.give(.done)
    states.append(story.request.ticketState)
    try story.give(.reply(story.reply(), meeting: story.meeting(.completion)))
    states.append(story.request.ticketState)
    #expect(states == [.toSign, .toContact, .inProgress, .toReply, .toVisit])
    #expect(story.request.status == .replied)
    #expect(story.request.isOpen)
    #expect(rules().obligation(for: story.request)?.kind == .visit)
    try story.give(
      .visit(HotlineVisit(.city, at: story.now, result: .satisfied, solution: .solved)))
    #expect(story.request.stage == .closed)
    #expect(story.request.ticketState == nil)
    #expect(rules().obligation(for: story.request) == nil)
  }

  @Test("is owed what is due first")
  func obligations() throws {
    var story = try #require(RequestStory.ticket())
    #expect(rules().obligation(for: story.request)?.kind == .signing)
    try story.give(.sign(note: ""))
    #expect(rules().obligation(for: story.request)?.kind == .firstContact)
    try story.give(story.reached)
    // The dispatch falls due today, the meeting at the close of Monday.
    #expect(rules().obligation(for: story.request)?.kind == .dispatch)
    try story.give([.gradeFirst, .dispatchToPlumber, .accept(by: nil), .arrive(note: "")])
    try story.give(.done)
    #expect(rules().obligation(for: story.request)?.kind == .reply)
  }

  @Test("A meeting that is due later does not hide the step that is due before it")
  func besideStep() throws {
    var story = try #require(RequestStory.ticket())
    try story.give(story.reached)
    try story.give(.meet(story.meeting(.acceptance)))
    try story.give([.triage(TriageDecision(tier: .second)), .dispatchToPlumber, .accept(by: nil)])
    // 二级 has no limit for 到场: what counts of the stage's own steps is 办结, three working days.
    #expect(rules().obligation(for: story.request)?.kind == .secondMeeting)
    let quick = try Policy(
      Policy.standard.rules.map { rule in
        var rule = rule
        if rule.title == "二级办结" { rule.allowance = .wallMinutes(60) }
        return rule
      })
    let hurried = DeadlineRules(policies: PolicyBook(original: quick))
    #expect(hurried.obligation(for: story.request)?.kind == .resolution)
  }

  @Test("cannot be closed while a meeting is missing; the 书记 alone lets it pass, in the log")
  func gate() throws {
    var story = try #require(RequestStory.ticket())
    try story.give(story.reached)
    try story.give([.gradeFirst, .done])
    let reply = TicketCommand.reply(story.reply(), meeting: story.meeting(.completion))
    #expect(throws: Refusal.self) { try story.give(reply) }
    let refusal = story.history.refusal(of: .reply, by: Cast.officer)
    #expect(refusal?.message.contains("接单见面、过程见面") == true)
    #expect(throws: Refusal.self) { try story.give(.waive(reason: "来电人在外地"), by: Cast.officer) }
    #expect(throws: Refusal.self) { try story.give(.waive(reason: " "), by: Cast.secretary) }
    try story.give(.waive(reason: "来电人在外地"), by: Cast.secretary)
    try story.give(.reply(story.reply(), meeting: nil))
    #expect(story.request.stage == .replied)
    #expect(story.history.events.contains { $0.event.kind == "ticketMeetingsWaived" })
  }

  @Test("A meeting that was not possible counts with its reason, and gives way to one that was")
  func impossible() throws {
    var story = try #require(RequestStory.ticket())
    let nobody = Meeting(.progress, notPossible: "", by: Cast.officer.person, at: story.now)
    #expect(throws: Refusal.self) { try story.give(.meet(nobody)) }
    var told = nobody
    told.impossible = "来电人在外地"
    try story.give(.meet(told))
    #expect(story.request.ticket?.missingMeetings == [.acceptance, .completion])
    try story.give(.meet(story.meeting(.progress)))
    #expect(story.request.ticket?.meetings[.progress]?.manner == .phone)
    #expect(throws: Refusal.self) { try story.give(.meet(told)) }
  }

  @Test("Three attempts without an answer are 未联, fewer are not")
  func notReached() throws {
    var story = try #require(RequestStory.ticket())
    for count in 1...3 {
      #expect(story.request.ticket?.isContactSettled == false, "\(count)")
      try story.give(story.notReached)
    }
    #expect(story.request.ticket?.isContactSettled == true)
    #expect(story.request.ticket?.contactedAt == nil)
    #expect(story.request.respondedAt == nil)
    let clock = rules().clocks(for: story.request).first { $0.kind == .firstContact }
    #expect(clock?.stoppedAt == story.request.ticket?.contactGivenUpAt)
  }

  @Test("退单 is asked for three times at most; when it is granted, nothing is owed")
  func returning() throws {
    var story = try #require(RequestStory.ticket())
    for _ in 1...2 {
      try story.give(.askReturn(TicketReturn(to: "区绿化市容局", reason: "不属于本居")))
      #expect(story.request.ticketState == .returning)
      #expect(throws: Refusal.self) { try story.give(.askReturn(TicketReturn(reason: "再退"))) }
      #expect(story.history.refusal(of: .undo, by: Cast.officer) != nil)
      try story.give(.answerReturn(TicketAnswer(isGranted: false, words: "属地负责")))
    }
    try story.give(.askReturn(TicketReturn(reason: "第三次")))
    var granted = story
    try granted.give(.answerReturn(TicketAnswer(isGranted: true)))
    #expect(granted.request.stage == .returned)
    #expect(!granted.request.isOpen)
    #expect(rules().obligation(for: granted.request) == nil)
    try story.give(.answerReturn(TicketAnswer(isGranted: false)))
    #expect(throws: Refusal.self) { try story.give(.askReturn(TicketReturn(reason: "第四次"))) }
  }

  @Test("延期 moves the present limit and keeps the original; after the limit it is refused")
  func extending() throws {
    var story = try #require(RequestStory.ticket())
    let first = try #require(rules().ticketLimit(of: story.request))
    #expect(first.dueAt.day.iso8601 == "2026-11-27")
    try story.give(.askExtension(TicketExtension(days: 3, reason: "等配件")))
    #expect(story.request.ticketState == .extending)
    #expect(rules().ticketLimit(of: story.request) == first)
    try story.give(.answerExtension(TicketAnswer(isGranted: true)))
    let second = try #require(rules().ticketLimit(of: story.request))
    #expect(second.dueAt.day.iso8601 == "2026-12-02")
    #expect(second.originallyDueAt == first.dueAt)
    try story.give(.askExtension(TicketExtension(days: nil, reason: "涉及多部门")))
    try story.give(.answerExtension(TicketAnswer(isGranted: true)))
    #expect(rules().ticketLimit(of: story.request)?.dueAt.day.iso8601 == "2026-12-11")
    let late = try #require(Instant(iso8601: "2026-12-12T09:00"))
    #expect(throws: Refusal.self) {
      try story.history.decide(
        .ticket(.askExtension(TicketExtension(days: 3, reason: "还要"))), by: Cast.officer, at: late,
        in: Cast.directory, under: .standard)
    }
  }

  @Test("Another limit in a later export counts, and the first stays in sight")
  func restated() throws {
    var story = try #require(RequestStory.ticket())
    let first = try #require(rules().ticketLimit(of: story.request))
    func restate(_ due: String) -> RequestCommand {
      .reconcile(
        HotlineReconciliation(
          choices: [.init(.due, ours: nil, theirs: due, takesTheirs: true)], fingerprint: due))
    }
    try story.give(restate("2026-12-01T17:30:00+08:00"))
    var limit = try #require(rules().ticketLimit(of: story.request))
    #expect(limit.originallyDueAt == first.dueAt)
    #expect(limit.dueAt == Instant(iso8601: "2026-12-01T17:30"))
    try story.give(.askExtension(TicketExtension(days: 2, reason: "等配件")))
    try story.give(.answerExtension(TicketAnswer(isGranted: true)))
    limit = try #require(rules().ticketLimit(of: story.request))
    #expect(limit.dueAt.day.iso8601 == "2026-12-03")
    #expect(limit.originallyDueAt == first.dueAt)
    // The city's newest word counts, also against what it granted before.
    try story.give(restate("2026-12-08T17:30:00+08:00"))
    limit = try #require(rules().ticketLimit(of: story.request))
    #expect(limit.dueAt.day.iso8601 == "2026-12-08")
    #expect(limit.originallyDueAt == first.dueAt)
    let clock = rules().clocks(for: story.request).first { $0.kind == .statutory }
    #expect(clock?.explanation.contains("市热线改为") == true)
  }

  @Test("回访复核 is a new round with everything owed again and its own limit")
  func review() throws {
    var story = try #require(RequestStory.ticket())
    #expect(throws: Refusal.self) {
      try story.give(.visit(HotlineVisit(.city, at: story.now, result: .satisfied)))
    }
    #expect(throws: Refusal.self) {
      try story.give(.review(ReviewRound(at: story.now, reason: "再办")))
    }
    try story.goUpToReply()
    try story.give(.reply(story.reply(), meeting: nil))
    try story.give(
      .visit(HotlineVisit(.city, at: story.now, result: .dissatisfied, solution: .unsolved)))
    #expect(story.request.stage == .rejected)
    try story.give(.review(ReviewRound(at: story.now, reason: "市民仍不满意")))
    #expect(story.request.ticketState == .review)
    #expect(story.request.ticket?.round == 2)
    #expect(story.request.ticket?.missingMeetings.count == 3)
    #expect(story.request.ticket?.replies.count == 1)
    #expect(rules().ticketLimit(of: story.request)?.dueAt.day.iso8601 == "2026-11-25")
    #expect(rules().obligation(for: story.request)?.kind == .signing)
    try story.goUpToReply()
    try story.give(.reply(story.reply(), meeting: nil))
    #expect(story.request.ticket?.replies.map(\.round) == [1, 2])
  }

  @Test("督办单 is a clock of its own, and the nearer of the two limits is next")
  func order() throws {
    var story = try #require(RequestStory.ticket())
    try story.give(story.reached)
    try story.give([.gradeFirst, .dispatchToPlumber, .accept(by: nil), .arrive(note: "")])
    let soon = story.now.adding(minutes: 30)
    try story.give(.order(CityOrder(at: story.now, dueAt: soon, words: "今天办好")))
    #expect(rules().obligation(for: story.request).map(\.kind) == .cityOrder)
    #expect(rules().obligation(for: story.request)?.dueAt == soon)
  }

  @Test("A call that was a meeting as well is taken back as one; apart from it, each by itself")
  func undoPair() throws {
    var story = try #require(RequestStory.ticket())
    try story.give(.sign(note: ""))
    let attempt = ContactAttempt(by: Cast.officer.person, at: story.now, words: "说过了")
    try story.give(.contact(attempt, meeting: story.meeting(.acceptance)))
    try story.give(.undo(reason: "打错了"))
    #expect(story.request.ticket?.attempts == [])
    #expect(story.request.ticket?.meetings == [:])
    #expect(story.request.ticket?.signedAt != nil)
    try story.give(story.reached)
    try story.give(.meet(story.meeting(.acceptance)))
    try story.give(.undo(reason: ""))
    #expect(story.request.ticket?.attempts.count == 1)
  }

  @Test("What went to the city cannot be taken back, what the desk recorded can")
  func undo() throws {
    var story = try #require(RequestStory.ticket())
    try story.goUpToReply()
    #expect(story.history.refusal(of: .undo, by: Cast.officer) == nil)
    try story.give(.reply(story.reply(), meeting: nil))
    #expect(story.history.refusal(of: .undo, by: Cast.officer)?.message.contains("报给市热线") == true)
  }

  @Test("An urgent ticket at night is handled first, and signed for the next working day")
  func night() throws {
    let night = try #require(Instant(iso8601: "2026-11-20T23:10"))
    var form = try #require(RequestStory.ticket()).request.registration
    form.urgency = .critical
    form.receivedAt = night
    form.hotline?.assignedAt = night
    let first = RecordedEvent(
      version: 1, at: night, actor: Cast.officer.person, event: .registered(form))
    let history = try #require(RequestHistory(id: RequestID("r"), events: [first]))
    let clocks = rules().clocks(for: history.request)
    func due(_ kind: ObligationKind) -> String? {
      clocks.first { $0.kind == kind }.map { $0.dueAt.iso8601 }
    }
    let owed = try #require(rules().obligation(for: history.request))
    #expect(owed.kind == .firstContact)
    #expect(owed.dueAt == night.adding(minutes: 30))
    #expect(due(.interim) == night.adding(minutes: 120).iso8601)
    #expect(due(.signing)?.hasPrefix("2026-11-23") == true)
  }

  @Test("Tickets of an earlier release are signed for by whatever was done on them")
  func earlier() throws {
    let story = DeadlineStory("2026-11-20 10:00", channel: .hotline, ticket: .help)
      .responded("2026-11-20 10:05").graded("2026-11-20 10:06", .first)
      .dispatched("2026-11-20 10:07")
    #expect(try story.request.ticketState == .inProgress)
    #expect(try story.request.ticket?.contactedAt != nil)
  }

  @Test("The first answer to a ticket is 先行联系, with what the city asks of it")
  func respondIsContact() throws {
    var story = try #require(RequestStory.ticket())
    #expect(throws: Refusal.self) { try story.give(.respond(note: "马上办")) }
    #expect(
      story.history.refusal(of: .respond, by: Cast.officer)?.message.contains("先行联系") == true)
    try story.give(story.reached)
    try story.give(.respond(note: "又说了一次"))
    #expect(story.request.ticket?.attempts.count == 1)
  }

  @Test("What was asked of the city lapses with the reply and does not come back in the next round")
  func lapsing() throws {
    var story = try #require(RequestStory.ticket())
    try story.goUpToReply()
    try story.give(.askExtension(TicketExtension(days: 3, reason: "等配件")))
    try story.give(.reply(story.reply(), meeting: nil))
    #expect(story.request.ticketState == .toVisit)
    try story.give(
      .visit(HotlineVisit(.city, at: story.now, result: .dissatisfied, solution: .unsolved)))
    try story.give(.review(ReviewRound(at: story.now, reason: "再办")))
    #expect(story.request.ticketState == .review)
    let limit = rules().ticketLimit(of: story.request)
    #expect(throws: Refusal.self) {
      try story.give(.answerExtension(TicketAnswer(isGranted: true)))
    }
    #expect(rules().ticketLimit(of: story.request) == limit)
    try story.give(.askExtension(TicketExtension(days: 2, reason: "这一轮要的")))
    #expect(story.request.ticketState == .extending)
  }

  @Test("Of several 督办单 the one that is due first is owed, also while a 退单 waits")
  func orders() throws {
    var story = try #require(RequestStory.ticket())
    try story.give(story.reached)
    try story.give([.gradeFirst, .dispatchToPlumber, .accept(by: nil), .arrive(note: "")])
    let soon = story.now.adding(minutes: 10)
    try story.give(.order(CityOrder(at: story.now, dueAt: soon, words: "今天办好")))
    let later = story.now.adding(minutes: 6 * 1440)
    try story.give(.order(CityOrder(at: story.now, dueAt: later, words: "再催一次")))
    #expect(rules().obligation(for: story.request)?.dueAt == soon)
    try story.give(.askReturn(TicketReturn(reason: "不属于本居")))
    #expect(rules().obligation(for: story.request)?.kind == .cityOrder)
    #expect(rules().obligation(for: story.request)?.dueAt == soon)
    // Issued in the morning, before the ticket came in on the same day: still owed.
    var early = try #require(RequestStory.ticket())
    try early.give(early.reached)
    try early.give(
      .order(CityOrder(at: early.now.adding(minutes: -60), dueAt: soon, words: "早上就催了")))
    #expect(rules().clocks(for: early.request).contains { $0.kind == .cityOrder })
  }

  @Test("The caller is owed a word while a 退单 waits")
  func returningUncontacted() throws {
    var story = try #require(RequestStory.ticket())
    try story.give(.sign(note: ""))
    try story.give(.askReturn(TicketReturn(reason: "不属于本居")))
    let kinds = rules().clocks(for: story.request).filter { $0.stoppedAt == nil }.map(\.kind)
    #expect(kinds.contains(.firstContact))
    #expect(rules().obligation(for: story.request)?.kind == .returnAnswer)
  }

  @Test("The city's word after the desk's own 回访 opens a closed ticket again")
  func lateRejection() throws {
    var story = try #require(RequestStory.ticket())
    try story.goUpToReply()
    try story.give(.reply(story.reply(), meeting: nil))
    try story.give(.visit(HotlineVisit(.desk, at: story.now, result: .satisfied)))
    #expect(story.request.stage == .closed)
    try story.give(
      .visit(HotlineVisit(.city, at: story.now, result: .dissatisfied, solution: .unsolved)))
    #expect(story.request.stage == .rejected)
    #expect(rules().obligation(for: story.request)?.kind == .supervision)
    // While it is taken up again the city's results are kept, the desk's own wait.
    try story.give(.supervise(instruction: "今天办好"), by: Cast.secretary)
    try story.give(.visit(HotlineVisit(.city, at: story.now, result: .neutral)))
    #expect(story.request.stage == .supervised)
    #expect(throws: Refusal.self) {
      try story.give(.visit(HotlineVisit(.desk, at: story.now, result: .satisfied)))
    }
    #expect(story.request.ticket?.roundVisits.count == 3)
  }

  @Test("A limit that is stated anew in a later round is that round's; an old closing is refused")
  func restatedReview() throws {
    var story = try #require(RequestStory.ticket())
    try story.goUpToReply()
    try story.give(.reply(story.reply(), meeting: nil))
    try story.give(.review(ReviewRound(at: story.now, reason: "再办")))
    func reconcile(_ field: HotlineField, _ value: String) -> RequestCommand {
      .reconcile(
        HotlineReconciliation(
          choices: [.init(field, ours: nil, theirs: value, takesTheirs: true)], fingerprint: value))
    }
    let before = try #require(rules().ticketLimit(of: story.request))
    try story.give(reconcile(.due, "2026-12-01T17:30:00+08:00"))
    let after = try #require(rules().ticketLimit(of: story.request))
    #expect(after.dueAt == Instant(iso8601: "2026-12-01T17:30"))
    #expect(after.originallyDueAt == before.dueAt)
    #expect(throws: Refusal.self) {
      try story.give(reconcile(.closed, "2026-11-20T10:00:00+08:00"))
    }
    #expect(story.request.isOpen)
  }

  @Test(
    "What a ticket was is not changed after the reply; the city's newer kind beats a correction")
  func kinds() throws {
    var story = try #require(RequestStory.ticket(.inquiry))
    try story.give(.correct(TicketCorrection(kind: .suggestion, reason: "是建议")))
    #expect(story.request.limitKind == .suggestion)
    try story.give(
      .reconcile(
        HotlineReconciliation(
          choices: [.init(.kind, ours: nil, theirs: "投诉", takesTheirs: true)], fingerprint: "k")))
    #expect(story.request.limitKind == .complaint)
    #expect(story.request.ticket?.correction.kind == nil)
    try story.goUpToReply()
    try story.give(.reply(story.reply(), meeting: nil))
    #expect(throws: Refusal.self) {
      try story.give(.correct(TicketCorrection(kind: .inquiry, reason: "改回来")))
    }
    try story.give(.correct(TicketCorrection(isConfidential: true)))
  }

  @Test("Opened again for our own sake, a ticket keeps the settling that it had")
  func reopened() throws {
    var story = try #require(RequestStory.ticket())
    try story.goUpToReply()
    try story.give(.tell)
    try story.give(.reply(story.reply(), meeting: nil))
    let replied = try #require(story.request.ticket?.repliedAt)
    try story.give(.visit(HotlineVisit(.city, at: story.now, result: .satisfied)))
    try story.give(.reopen(reason: "又坏了"))
    let clock = rules().clocks(for: story.request).first { $0.kind == .statutory }
    #expect(clock?.stoppedAt == replied)

    let closing = HotlineClosing(
      at: shanghai("2024-03-06 11:00"), outcome: "已办结", satisfaction: "满意")
    let old = DeadlineStory("2024-03-04 09:00", ticket: .help)
      .then("2026-11-20 09:00", .closedByHotline(closing)).reopened("2026-11-20 10:00")
      .then("2026-11-20 11:00", .ticket(.replied(FiledReply(HotlineReply(), sheet: []))))
    #expect(try old.request.ticketState == .toVisit)
    #expect(try old.owed() == "回访 2026-11-25T20:00")
  }

  @Test("回访复核 of an urgent ticket has the review's own limit")
  func urgentReview() throws {
    var story = try #require(RequestStory.ticket())
    try story.give(.amend(Amendment(urgency: .critical)))
    #expect(
      rules().ticketLimit(of: story.request)?.dueAt
        == Instant(iso8601: "2026-11-21T10:00"))
    try story.goUpToReply()
    try story.give(.reply(story.reply(), meeting: nil))
    try story.give(.review(ReviewRound(at: story.now, reason: "再办")))
    #expect(rules().ticketLimit(of: story.request)?.dueAt.day.iso8601 == "2026-11-25")
  }

  @Test(
    "Who speaks with a caller is somebody who is listed, and the crew records its own tickets alone"
  )
  func whoMeets() throws {
    var story = try #require(RequestStory.ticket())
    var ghost = story.meeting(.acceptance)
    ghost.by = PersonID("ghost")
    #expect(throws: Refusal.self) { try story.give(.meet(ghost)) }
    let own = story.meeting(.acceptance)
    #expect(throws: Refusal.self) { try story.give(.meet(own), by: Cast.plumber) }
    try story.give(story.reached)
    try story.give([.gradeFirst, .dispatchToPlumber])
    try story.give(.meet(own), by: Cast.plumber)
    #expect(story.history.refusal(of: .meet, by: Cast.otherPlumber) != nil)
  }

  @Test("A policy that is to take force later keeps the tickets' clocks too")
  func laterPolicy() throws {
    let short = try Policy([PolicyRule(.firstResponse, .wallMinutes(7), title: "首响", source: "")])
    let (now, later) = (shanghai("2026-11-20 10:00"), shanghai("2027-01-01 00:00"))
    let book = PolicyBook(original: short).adding(short, effectiveFrom: later)
      .completed(effectiveFrom: now)
    #expect(book.policy(at: now.adding(minutes: -1)) == short)
    for moment in [now, later] {
      let clocks = Set(book.policy(at: moment).rules.map(\.clock))
      #expect(clocks == PolicyBook.ticketClocks.union([.firstResponse]))
    }
    #expect(book.completed(effectiveFrom: now) == book)
  }
}
