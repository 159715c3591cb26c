import Testing

@testable import CoreModel

@Suite("What is owed next")
struct ObligationTests {
  @Test("Step by step to the resident's acceptance")
  func lifecycle() throws {
    var story = DeadlineStory("2026-11-20 09:00")
    #expect(try story.owed() == "首响 2026-11-20T09:10")
    story = story.responded("2026-11-20 09:05")
    #expect(try story.owed() == "派单 2026-11-20T09:35")
    story = story.graded("2026-11-20 09:06", .first).dispatched("2026-11-20 09:07")
    #expect(try story.owed() == "接单 2026-11-20T09:37")
    story = story.accepted("2026-11-20 09:10")
    #expect(try story.owed() == "到场 2026-11-20T09:37")
    story = story.arrived("2026-11-20 09:30")
    #expect(try story.owed() == "办结 2026-11-20T11:07")
    story = story.resolved("2026-11-20 10:00")
    #expect(try story.owed() == "反馈 2026-11-20T11:00")
    story = story.fedBack("2026-11-20 10:10")
    #expect(try story.owed() == "认可回访 2026-11-23T20:00")
    let unhappy = story.rejected("2026-11-20 10:20")
    #expect(try unhappy.owed() == "督办 2026-11-23T20:00")
    #expect(
      DeadlineRules.standard.obligation(for: try unhappy.request)?.owedBy == .role(.secretary))
    #expect(
      try unhappy.supervised("2026-11-20 11:00").owed() == "办结 2026-11-25T20:00")
    #expect(try story.confirmed("2026-11-20 10:20").owed() == nil)
    #expect(try story.then("2026-11-20 10:20", .cancelled(Remark())).owed() == nil)
  }

  @Test("A step without a limit gives way to the next one that has one")
  func stepsWithoutLimit() throws {
    let story = DeadlineStory.underWay("2026-11-20 09:00", .second).accepted("2026-11-20 09:10")
    #expect(try story.owed() == "办结 2026-11-25T20:00")
    let owedBy = DeadlineRules.standard.obligation(for: try story.request)?.owedBy
    #expect(owedBy == .handler(.person(DeadlineStory.crew)))
  }

  @Test("Nothing on a ticket is due later than the city's limit")
  func cityLimit() throws {
    let ticket = DeadlineStory(
      "2026-11-20 09:00", channel: .hotline, ticket: .help, statedDue: "2026-11-23 12:00")
    let handled = ticket.responded("2026-11-20 09:05").graded("2026-11-20 09:06", .second)
      .dispatched("2026-11-20 09:07").accepted("2026-11-20 09:08")
    #expect(try handled.due(.resolution) == shanghai("2026-11-25 20:00"))
    #expect(try handled.owed() == "见面① 2026-11-23T12:00")
    let told = handled.resolved("2026-11-23 11:00").fedBack("2026-11-23 11:30")
    // Telling the resident is no reply to the city: its limit runs on.
    #expect(try told.clock(.statutory)?.stoppedAt == nil)
    #expect(try told.owed() == "见面① 2026-11-23T12:00")
    let unhappy = told.rejected("2026-11-23 11:40")
    #expect(try unhappy.owed() == "督办 2026-11-23T12:00")
  }

  /// Whoever plays the desk at random must not find a request that owes nothing, or two things.
  @Test("Random lives: one obligation while open, none after; no due time before its start")
  func randomLives() throws {
    var dice = DeadlineDice(state: 2026)
    var seen: Set<ObligationKind> = []
    for life in 0..<400 {
      let kind: TicketKind? = life % 3 == 0 ? TicketKind.allCases.randomElement(using: &dice) : nil
      let urgency = Urgency.allCases.randomElement(using: &dice) ?? .normal
      let story = DeadlineStory("2026-09-23 0\(life % 10):30", urgency, ticket: kind)
      var history = try #require(RequestHistory(id: RequestID("r"), events: story.events))
      var now = shanghai("2026-09-23 10:00")
      for _ in 0..<25 {
        now = now.adding(minutes: Int.random(in: 0...600, using: &dice))
        let command = randomCommand(&dice, at: now)
        let decided = try? history.decide(
          command, by: secretary, at: now, in: crew, under: .standard)
        guard let events = decided else { continue }
        let more = events.enumerated().map {
          RecordedEvent(
            version: history.events.count + 1 + $0.offset, at: now, actor: secretary.person,
            event: $0.element)
        }
        history = try #require(history.appending(more))
        seen.formUnion(check(history.request))
      }
    }
    // Those of a ticket's own steps have tests of their own.
    let own: Set<ObligationKind> = [
      .contact, .thirdMeeting, .secondMeeting, .visit, .cityOrder, .returnAnswer, .extensionAnswer,
      .complexLimit, .interim, .reply, .telling, .inquiry,
    ]
    let elsewhere = own.union(OnwardStep.kinds)
    #expect(Set(ObligationKind.allCases).subtracting(seen.union(elsewhere)) == [])
  }

  private func check(_ request: Request) -> [ObligationKind] {
    let rules = DeadlineRules.standard
    let clocks = rules.clocks(for: request)
    // Of tasks there may be several, and what is to be done stays to be done after the closing.
    let single = clocks.filter { $0.kind != .task }
    #expect(Set(single.map(\.kind)).count == single.count)
    for clock in clocks {
      #expect(clock.dueAt >= clock.startedAt)
      #expect(clock.dueAt >= clock.originallyDueAt)
      #expect(!clock.explanation.isEmpty)
      #expect(request.isOpen || clock.stoppedAt != nil || clock.kind == .task)
    }
    let owed = rules.obligation(for: request)
    #expect((owed != nil) == request.isOpen)
    guard let owed else { return [] }
    #expect(
      clocks.contains { $0.kind == owed.kind && owed.dueAt <= $0.dueAt && $0.stoppedAt == nil },
      "\(owed) \(request.stage)")
    if let city = clocks.first(where: { $0.kind == .statutory && $0.stoppedAt == nil }) {
      #expect(owed.dueAt <= city.dueAt)
      #expect(city.dueAt == city.originallyDueAt)
    }
    return [owed.kind]
  }

  private let secretary = Actor(person: PersonID("s"), name: "书记", role: .secretary)
  private let crew = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "居民区"),
    people: (0...3).map { Person(id: PersonID("\($0)"), name: "\($0)号", role: .gridWorker) })

  private func randomCommand(
    _ dice: inout DeadlineDice, at now: Instant
  ) -> RequestCommand {
    let tier = Tier.allCases.randomElement(using: &dice) ?? .first
    let commands: [RequestCommand] = [
      .respond(note: ""), .triage(TriageDecision(tier: tier)),
      .dispatch(Dispatch(to: .person(PersonID("\(Int.random(in: 0...3, using: &dice))")))),
      .dispatch(Dispatch(to: .pool(.grid))), .accept(by: PersonID("1")), .accept(by: nil),
      .arrive(note: ""), .resolve(Resolution(outcome: "好")),
      .feedback(Feedback("好", by: .phone)), .confirm(note: ""), .reject(reason: "不好"),
      .supervise(instruction: "再办"),
      .hold(
        Hold(reason: "等", until: now.adding(minutes: Int.random(in: 1...9000, using: &dice)))),
      .resume(note: ""), .escalate(reason: "多户"), .note(text: "记"), .cancel(reason: "重"),
      .reopen(reason: "又"), .undo(reason: ""),
      .ticket(
        .contact(
          ContactAttempt(by: PersonID("1"), at: now, words: "说过了"), meeting: nil)),
      .task(
        .set(
          TaskOrder(
            title: "去看", person: PersonID("2"),
            dueAt: now.adding(minutes: Int.random(in: 1...4000, using: &dice))))),
    ]
    return commands.randomElement(using: &dice) ?? .note(text: "记")
  }
}
