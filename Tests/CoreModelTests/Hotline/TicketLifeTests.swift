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
    var story = try #require(RequestStory.ticket())
    try story.give([.respond(note: "马上办"), .gradeFirst, .dispatchToPlumber])
    #expect(story.request.ticketState == .inProgress)
    #expect(story.request.ticket?.contactedAt != nil)
  }
}
