import Testing

@testable import CoreModel

@Suite("去向 of a request") struct OnwardTests {
  private static let parking = OnwardLink(.agenda, id: "a1", title: "停车规划")
  private static let slope = OnwardLink(.project, id: "p1", title: "加装坡道")
  private static let cityGuards = OnwardLink(.whistle, id: "w1", title: "占道设摊")

  /// A story that can also take what happens beyond the desk.
  private struct Thread {
    var story: RequestStory
    var history: RequestHistory
    var now: Instant

    init() throws {
      var story = try #require(RequestStory())
      try story.give([.respond(note: "马上看"), .escalate(reason: "涉及多户")])
      self.story = story
      history = story.history
      now = story.now
    }

    var request: Request { history.request }

    mutating func take(_ event: OnwardEvent, minutes: Int = 60) throws {
      now = now.adding(minutes: minutes)
      try append([try history.decideOnward(event)])
    }

    mutating func give(_ command: RequestCommand) throws {
      now = now.adding(minutes: 1)
      try append(
        try history.decide(
          command, by: Cast.secretary, at: now, in: Cast.directory, under: .standard))
    }

    private mutating func append(_ events: [RequestEvent]) throws {
      history = try #require(
        history.appending(
          events.enumerated().map {
            RecordedEvent(
              version: history.request.version + 1 + $0.offset, at: now,
              actor: Cast.secretary.person, event: $0.element)
          }))
    }

    var owed: ObligationKind? { DeadlineRules.standard.obligation(for: request)?.kind }
  }

  @Test("From the pool over a meeting and a 微实事 to 告知居民, something is owed at every moment")
  func wholeWay() throws {
    var thread = try Thread()
    #expect(thread.owed == .council)
    try thread.take(.joined(OnwardJoining(Self.parking)))
    // Proposing is not starting: the 议事会's clock runs on.
    #expect(thread.owed == .council)
    let meeting = OnwardStep(.meeting, "协调会", dueAt: thread.now.adding(minutes: 3 * 1440))
    try thread.take(.moved(OnwardMove(Self.parking, "定了日子", step: meeting, phase: .started)))
    let owed = try #require(DeadlineRules.standard.obligation(for: thread.request))
    #expect(owed.kind == .meeting && owed.dueAt == meeting.dueAt)
    #expect(owed.owedBy == .role(.secretary))
    try thread.take(.moved(OnwardMove(Self.parking, "开过会", step: nil, phase: .held)))
    // Met about, and nothing resolved: it must not drop out of the queue.
    #expect(thread.owed == .council)
    let milestone = OnwardStep(
      .milestone, "方案公示", dueAt: thread.now.adding(minutes: 7 * 1440), by: Cast.director.person)
    let building = OnwardEvent.joined(OnwardJoining(Self.slope, step: milestone))
    #expect(throws: Refusal.self, "Two would each bring it to an end.") {
      try thread.history.decideOnward(building)
    }
    try thread.take(
      .settled(OnwardSettlement(Self.parking, outcome: "转为微实事", resolves: false)))
    try thread.take(building, minutes: 0)
    let next = try #require(DeadlineRules.standard.obligation(for: thread.request))
    #expect(next.kind == .milestone)
    #expect(next.owedBy == .handler(.person(Cast.director.person)))
    #expect(thread.request.carriedBy?.link == Self.slope)
    try thread.take(
      .settled(OnwardSettlement(Self.slope, outcome: "坡道已建好", resolves: true)))
    #expect(thread.request.stage == .resolved && thread.owed == .telling)
    #expect(thread.request.resolution?.outcome == "坡道已建好")
    #expect(throws: Refusal.self) { try thread.give(.confirm(note: "")) }
    try thread.give(.tell)
    try thread.give(.confirm(note: ""))
    #expect(thread.request.stage == .closed && thread.owed == nil)
    let clocks = DeadlineRules.standard.clocks(for: thread.request).map(\.kind)
    #expect(clocks.contains(.council) && clocks.contains(.telling) && !clocks.contains(.feedback))
  }

  @Test("What is pressing must be met about within its 48 hours; for the rest a date will do")
  func urgentMatters() throws {
    for urgency in [Urgency.normal, .urgent] {
      var thread = try Thread()
      try thread.give(.amend(Amendment(urgency: urgency == .normal ? .critical : .urgent)))
      if urgency == .normal { try thread.give(.amend(Amendment(urgency: .normal))) }
      try thread.take(.joined(OnwardJoining(Self.parking)))
      let due = thread.now.adding(minutes: 4 * 1440)
      try thread.take(
        .moved(
          OnwardMove(
            Self.parking, "定了日子", step: OnwardStep(.meeting, "听证会", dueAt: due),
            phase: .started)))
      #expect(thread.owed == (urgency == .normal ? .meeting : .council))
    }
  }

  @Test(
    "A hold ends with what it waited for: the resident is told now, and not when it would have ended"
  )
  func held() throws {
    var thread = try Thread()
    try thread.take(.joined(OnwardJoining(Self.parking)))
    try thread.give(.hold(Hold(reason: "等会", until: thread.now.adding(minutes: 20 * 1440))))
    try thread.take(.settled(OnwardSettlement(Self.parking, outcome: "不采纳", resolves: true)))
    #expect(thread.request.hold == nil && thread.owed == .telling)
    try thread.give(.tell)
  }

  @Test("Back from a 微实事 that was cancelled, the 议事会 has its time anew")
  func back() throws {
    var thread = try Thread()
    try thread.take(.joined(OnwardJoining(Self.parking)))
    try thread.take(
      .moved(OnwardMove(Self.parking, "开过会", step: nil, phase: .held)), minutes: 60)
    #expect(thread.owed == .council)
    let unlimited = try #require(DeadlineRules.standard.obligation(for: thread.request))
    #expect(unlimited.dueAt > thread.now)
    try thread.take(
      .settled(OnwardSettlement(Self.parking, outcome: "转为微实事", resolves: false)),
      minutes: 20 * 1440)
    try thread.take(.joined(OnwardJoining(Self.slope)), minutes: 0)
    func clock() -> (stopped: Instant?, due: Instant?) {
      let found = DeadlineRules.standard.clocks(for: thread.request).first { $0.kind == .council }
      return (found?.stoppedAt, found?.dueAt)
    }
    #expect(clock().stopped != nil)
    try thread.take(.left(OnwardLeaving(Self.slope, reason: "街道统一做")), minutes: 20 * 1440)
    #expect(thread.owed == .council && clock().stopped == nil)
    #expect(try #require(clock().due) > thread.now)
    try thread.take(.joined(OnwardJoining(Self.parking)))
    try thread.take(.moved(OnwardMove(Self.parking, "定了日子", step: nil, phase: .started)))
    #expect(clock().stopped == thread.now)
    try thread.take(.settled(OnwardSettlement(Self.parking, outcome: "划了线", resolves: true)))
    #expect(thread.owed == .telling && clock().stopped != thread.now)
  }

  @Test("While it is carried, the desk cannot settle, dispatch or cancel it; taken out, it can")
  func carried() throws {
    var thread = try Thread()
    try thread.take(.joined(OnwardJoining(Self.parking)))
    for command in [RequestCommand.done, .dispatchToPlumber, .cancel(reason: "居民撤回")] {
      #expect(throws: Refusal.self) { try thread.give(command) }
    }
    #expect(throws: Refusal.self) { try thread.give(.undo(reason: "")) }
    try thread.take(.left(OnwardLeaving(Self.parking, reason: "居民撤回")))
    #expect(thread.owed == .council)
    try thread.give(.cancel(reason: "居民撤回"))
    #expect(!thread.request.isOpen)
  }

  @Test("Who cannot take part is refused with the reason")
  func refusals() throws {
    var thread = try Thread()
    try thread.take(.joined(OnwardJoining(Self.parking)))
    let again = OnwardEvent.joined(OnwardJoining(Self.parking))
    #expect(throws: Refusal.self) { try thread.history.decideOnward(again) }
    let other = OnwardEvent.joined(
      OnwardJoining(OnwardLink(.agenda, id: "a2", title: "加装电梯")))
    #expect(throws: Refusal.self) { try thread.history.decideOnward(other) }
    let strange = OnwardEvent.settled(OnwardSettlement(Self.slope, outcome: "好", resolves: true))
    #expect(throws: Refusal.self) { try thread.history.decideOnward(strange) }
    let open = try #require(RequestStory())
    #expect(throws: Refusal.self) {
      try open.history.decideOnward(.joined(OnwardJoining(Self.slope)))
    }
    // A whistle runs beside, whatever the stage.
    _ = try open.history.decideOnward(.joined(OnwardJoining(Self.cityGuards)))
  }

  @Test("A whistle is owed beside what the desk owes, and does not stop it")
  func beside() throws {
    var thread = try Thread()
    let soon = OnwardStep(.whistle, "城管报到", dueAt: thread.now.adding(minutes: 90))
    try thread.take(.joined(OnwardJoining(Self.cityGuards, step: soon)))
    #expect(thread.owed == .whistle)
    try thread.give(.note(text: "已打电话"))
    try thread.take(.moved(OnwardMove(Self.cityGuards, "城管已到", step: nil)))
    #expect(thread.owed == .council)
    // What only went on is passed over: the note can still be taken back.
    #expect(thread.history.lastStep?.event == .noted(Remark("已打电话")))
  }

  @Test("Opened again, it owes its own steps, not what was owed beyond the desk")
  func reopened() throws {
    var thread = try Thread()
    try thread.take(.joined(OnwardJoining(Self.parking)))
    try thread.take(.settled(OnwardSettlement(Self.parking, outcome: "已划线", resolves: true)))
    try thread.give(.tell)
    try thread.give(.confirm(note: ""))
    try thread.give(.reopen(reason: "又乱停了"))
    #expect(thread.owed == .dispatch)
    #expect(thread.request.resolvedBy == nil)
  }
}
