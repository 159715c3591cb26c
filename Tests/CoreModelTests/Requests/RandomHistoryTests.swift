import Testing

@testable import CoreModel

@Suite("Random command sequences")
struct RandomHistoryTests {
  /// Deterministic, so that a failure can be run again.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let actors = [
    Cast.officer, Cast.secretary, Cast.director, Cast.plumber, Cast.otherPlumber, Cast.reader,
  ]

  private func command(_ kind: CommandKind, at now: Instant, _ dice: inout Dice) -> RequestCommand {
    switch kind {
    case .respond: .respond(note: "好的")
    case .triage: .triage(TriageDecision(tier: Tier.allCases.randomElement(using: &dice) ?? .first))
    case .dispatch: Bool.random(using: &dice) ? .dispatchToCrew : .dispatchToPlumber
    case .accept: .accept(by: Bool.random(using: &dice) ? nil : Cast.plumber.person)
    case .arrive: .arrive(note: "")
    case .resolve: .done
    case .feedback: .tell
    case .confirm: .confirm(note: "")
    case .reject: .reject(reason: "没修好")
    case .supervise: .supervise(instruction: "今天办好")
    case .hold: .hold(Hold(reason: "等", until: now.adding(minutes: 90)))
    case .resume: .resume(note: "")
    case .escalate: .escalate(reason: "群体诉求")
    case .note: .note(text: "记一笔")
    case .amend: .amend(Amendment(text: "改为第 \(Int.random(in: 0...999, using: &dice)) 版"))
    case .cancel: .cancel(reason: "撤回")
    case .reopen: .reopen(reason: "又来了")
    case .undo: .undo(reason: "")
    case .revealPhone: .revealPhone(reason: "")
    case .acknowledge:
      .acknowledge(
        Reminder(
          ReminderLevel.allCases.randomElement(using: &dice) ?? .soon, of: .arrival, dueAt: now))
    case .link: .link(to: RequestID("main"), note: "")
    case .unlink: .unlink(note: "")
    case .assign:
      .task(
        .set(
          TaskOrder(
            title: "去看", person: Cast.plumber.person,
            dueAt: now.adding(minutes: Int.random(in: 1...5000, using: &dice)))))
    case .changeTask:
      .task(
        .change(
          TaskChange(
            TaskID("r.\(Int.random(in: 2...30, using: &dice))"), person: Cast.director.person,
            dueAt: now.adding(minutes: 90), reason: "等配件")))
    case .settleTask:
      .task(
        .settle(TaskSettlement(TaskID("r.\(Int.random(in: 2...30, using: &dice))"), .done)))
    case .inquire:
      .inquiry(.ask(InquiryOrder(.question, "为什么还没有办", dueAt: now.adding(minutes: 600))))
    case .answerInquiry: .inquiry(.answer("在等配件", of: nil))
    case .closeInquiry:
      .inquiry(
        Bool.random(using: &dice)
          ? .close("知道了", of: nil)
          : .sendBack("说具体", dueAt: now.adding(minutes: 600), of: nil))
    case .inform: .inform(Informing("已安排", by: .phone, to: .resident))
    case .reconcile:
      .reconcile(
        HotlineReconciliation(
          choices: [.init(.place, ours: nil, theirs: "北门", takesTheirs: true)], fingerprint: "f"))
    case .sign, .contact, .meet, .waive, .reply, .visit, .review, .order, .share, .interim,
      .askReturn,
      .answerReturn, .askExtension, .answerExtension, .correctTicket:
      .ticket(ticketStep(kind, at: now, &dice))
    }
  }

  private func ticketStep(
    _ kind: CommandKind, at now: Instant, _ dice: inout Dice
  ) -> TicketCommand {
    let step = MeetingStep.allCases.randomElement(using: &dice) ?? .progress
    let meeting = Meeting(
      step, by: Cast.officer.person, at: now, manner: .visit, words: "看过了")
    let failure = Bool.random(using: &dice) ? ContactFailure.off : nil
    var reply = HotlineReply()
    reply.points = "居委会已办结"
    let isGranted = Bool.random(using: &dice)
    return switch kind {
    case .sign: .sign(note: "")
    case .contact:
      .contact(
        ContactAttempt(by: Cast.officer.person, at: now, failure: failure, words: "联系"),
        meeting: nil)
    case .meet: .meet(meeting)
    case .waive: .waive(reason: "来电人在外地")
    case .reply: .reply(reply, meeting: nil)
    case .visit:
      .visit(
        HotlineVisit(
          .city, at: now, result: isGranted ? .satisfied : .dissatisfied,
          words: "第\(now.milliseconds)次"))
    case .review: .review(ReviewRound(at: now, reason: "复核"))
    case .order: .order(CityOrder(at: now, words: "抓紧"))
    case .share: .share(TicketSharing(.assist, unit: "城管"))
    case .interim: .interim(text: "正在处理")
    case .askReturn: .askReturn(TicketReturn(reason: "不归我们"))
    case .answerReturn: .answerReturn(TicketAnswer(isGranted: isGranted))
    case .askExtension: .askExtension(TicketExtension(days: 2, reason: "等配件"))
    case .answerExtension: .answerExtension(TicketAnswer(isGranted: isGranted))
    default: .correct(TicketCorrection(isConfidential: isGranted))
    }
  }

  @Test("never reach a state that cannot be", arguments: 0..<60 as Range<UInt64>)
  func invariants(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var story = try #require(seed % 2 == 0 ? RequestStory() : RequestStory.ticket())
    var accepted = 0
    for _ in 0..<200 {
      let kind = CommandKind.allCases.randomElement(using: &dice) ?? .note
      let actor = Self.actors.randomElement(using: &dice) ?? Cast.officer
      let gate = story.history.refusal(of: kind, by: actor)
      let before = story.history
      do {
        try story.give(command(kind, at: story.now, &dice), by: actor)
        accepted += 1
        #expect(gate == nil, "\(kind) went past a closed gate")
      } catch {
        // A refusal changes nothing.
        #expect(story.history == before)
      }
      check(story.request)
      // The fold over all events is the state, however it was reached.
      let folded = RequestHistory(id: story.history.id, events: story.history.events)
      #expect(folded?.request == story.request)
      #expect(story.request.version == story.history.events.count)
    }
    #expect(accepted > 3)
  }

  @Test("Going on from a state is folding everything", arguments: 0..<40 as Range<UInt64>)
  func appending(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let start = try #require(seed % 2 == 0 ? RequestStory() : RequestStory.ticket()).history
    var history = start
    for _ in 0..<60 {
      let next = history.events.count + 1
      let more = (0..<Int.random(in: 0...3, using: &dice)).map { offset in
        RecordedEvent(
          version: next + offset, at: start.events[0].at.adding(minutes: next + offset),
          actor: Cast.plumber.person, event: event(beside: next, &dice))
      }
      let folded = RequestHistory(id: history.id, events: history.events + more)
      #expect(history.appending(more) == folded)
      history = try #require(folded)
    }
    let gap = RecordedEvent(
      version: history.events.count + 2, at: start.events[0].at, actor: Cast.plumber.person,
      event: .noted(Remark("跳号")))
    #expect(history.appending([gap]) == nil)
  }

  private static let link = OnwardLink(.agenda, id: "a", title: "停车")

  /// Any event at all, likely or not: a stored log is folded, never judged.
  private func event(beside version: Int, _ dice: inout Dice) -> RequestEvent {
    let now = Instant(milliseconds: Int64(version) * 60_000)
    let events: [RequestEvent] = [
      .responded(Remark()), .triaged(TriageDecision(tier: .second, urgency: .urgent)),
      .dispatched(Dispatch(to: .pool(.maintenance))),
      .accepted(Acceptance(by: Cast.plumber.person)),
      .arrived(Remark()), .resolved(Resolution(outcome: "好了")),
      .fedBack(Feedback("好了", by: .phone)),
      .confirmed(Remark()), .rejected(Remark("没好")), .supervised(Remark("再办")),
      .held(Hold(reason: "等", until: now)), .resumed(Remark()), .escalated(Remark("多户")),
      .linked(Linking(to: RequestID("main"), number: "20261120-002")),
      .unlinked(Linking(to: RequestID("main"), number: "20261120-002")),
      .amended(Amendment(text: "第\(version)版")), .cancelled(Remark("重复")), .reopened(Remark("又来")),
      .onward(.joined(OnwardJoining(Self.link))),
      .onward(
        .moved(
          OnwardMove(
            Self.link, "定了日子", step: OnwardStep(.meeting, "协调会", dueAt: now), phase: .started))),
      .onward(.settled(OnwardSettlement(Self.link, outcome: "办好了", resolves: true))),
      .onward(.left(OnwardLeaving(Self.link, reason: "另办"))),
      .inquiry(.asked(InquiryOrder(.question, "怎么还没办", dueAt: now))),
      .inquiry(.answered(InquiryWords(version - 1, "快了"))),
      .ticket(.signed(Remark())), .ticket(.visited(HotlineVisit(.city, at: now, result: .neutral))),
      .ticket(.replied(FiledReply(HotlineReply(), sheet: []))),
      .ticket(.contacted(ContactAttempt(by: Cast.plumber.person, at: now))),
      .ticket(.returnAnswered(TicketAnswer(isGranted: version % 3 == 0))),
      .ticket(.reviewBegun(ReviewRound(at: now, reason: "复核"))),
      // Now and then of something that is still to come.
      .undone(Undoing(version: Int.random(in: 1...(version + 2), using: &dice))),
    ]
    return events.randomElement(using: &dice) ?? .noted(Remark())
  }

  private func check(_ request: Request) {
    #expect(request.isOpen == (request.closedAt == nil))
    #expect((request.hold == nil) == (request.heldSince == nil))
    if !request.isOpen { #expect(request.hold == nil) }
    if request.stage == .accepted || request.stage == .arrived {
      #expect(request.handler?.person != nil)
    }
    if request.stage == .arrived { #expect(request.arrivedAt != nil && request.acceptedAt != nil) }
    if request.stage == .resolved { #expect(request.resolution != nil && request.tier != nil) }
    if request.stage == .fedBack { #expect(request.fedBackAt != nil && request.respondedAt != nil) }
    if request.stage == .dispatched { #expect(request.handler != nil && request.tier != nil) }
    if request.stage == .escalated { #expect(request.tier == .third) }
    if request.stage == .rejected { #expect(request.supervisionRounds > 0) }
    #expect((request.ticketState == nil) == (request.ticket == nil || !request.isOpen))
    if request.stage == .replied {
      #expect(request.ticket?.repliedAt != nil && request.hold == nil)
    }
    #expect((request.ticket?.returns.count ?? 0) <= TicketReturn.most)
    #expect((DeadlineRules.standard.obligation(for: request) == nil) == !request.isOpen)
    #expect(request.registration.firstReceiver == Cast.officer.person)
    #expect(request.pauses.allSatisfy { $0.from <= $0.to })
  }
}
