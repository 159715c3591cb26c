import Testing

@testable import CoreModel

/// Several requests of one neighbourhood that can be linked to each other, as a store holds them.
struct LinkedStories {
  private(set) var histories: [RequestID: RequestHistory] = [:]
  private(set) var ids: [RequestID] = []
  private(set) var now = Instant(milliseconds: 1_795_000_000_000)

  init(_ count: Int, elsewhere: Int = 0) throws {
    for index in 0..<(count + elsewhere) {
      let id = RequestID("r\(index)")
      let form = Registration(
        number: "20261121-00\(index + 1)",
        neighborhood: NeighborhoodID(index < count ? "n" : "m"), text: "厨房漏水", channel: .phone,
        firstReceiver: Cast.officer.person, receivedAt: now.adding(minutes: index))
      let first = RecordedEvent(
        version: 1, at: now, actor: Cast.officer.person, event: .registered(form))
      histories[id] = RequestHistory(id: id, events: [first])
      ids.append(id)
    }
  }

  func request(_ id: RequestID) -> Request? { histories[id]?.request }

  func line(_ id: RequestID) -> LinkedRequest? { request(id).map { LinkedRequest($0) } }

  func linked(to id: RequestID) -> [LinkedRequest] {
    ids.compactMap(line).filter { $0.main?.id == id }
  }

  /// As a store would look it up.
  func kin(of id: RequestID, for command: RequestCommand) -> Kinship {
    Kinship(
      main: request(id)?.main.flatMap { line($0.id) }, linked: linked(to: id),
      candidate: histories[id]?.newMain(by: command).flatMap(line))
  }

  mutating func give(
    _ command: RequestCommand, to id: RequestID, by actor: Actor = Cast.officer
  ) throws {
    now = now.adding(minutes: 1)
    let history = try #require(histories[id])
    let events = try history.decide(
      command, by: actor, at: now, in: Cast.directory, beside: kin(of: id, for: command),
      under: .standard)
    let recorded = zip(events, (history.request.version + 1)...).map {
      RecordedEvent(version: $1, at: now, actor: actor.person, event: $0)
    }
    histories[id] = history.appending(recorded)
  }
}

@Suite("主件与并件")
struct LinkTests {
  private func link(_ a: Int, _ b: Int) -> (RequestID, RequestCommand) {
    (RequestID("r\(a)"), .link(to: RequestID("r\(b)"), note: "同一处漏水"))
  }

  @Test("A 并件 names its main request and keeps its number, stage and deadlines")
  func linking() throws {
    var stories = try LinkedStories(2)
    let (one, command) = link(1, 0)
    let before = try #require(stories.request(one))
    try stories.give(command, to: one)
    var after = try #require(stories.request(one))
    #expect(after.main?.id == RequestID("r0") && after.main?.number == "20261121-001")
    #expect(after.main?.at == stories.now && after.main?.by == Cast.officer.person)
    after.main = nil
    after.version = before.version
    #expect(after == before, "nothing else changed")
    #expect(
      stories.histories[one]?.events.last?.event
        == .linked(Linking(to: RequestID("r0"), number: "20261121-001", text: "同一处漏水")))
    try stories.give(.unlink(note: "不是一回事"), to: one)
    #expect(stories.request(one)?.main == nil)
    try stories.give(.undo(reason: ""), to: one)
    #expect(stories.request(one)?.main?.id == RequestID("r0"))
    try stories.give(.undo(reason: ""), to: one)
    #expect(stories.request(one)?.main == nil)
  }

  @Test("Open or closed, on hold or cancelled: links and unlinks at any time")
  func anyTime() throws {
    let ends: [[RequestCommand]] = [
      [.cancel(reason: "重复")],
      [.hold(Hold(reason: "等", until: Instant(milliseconds: 1_795_010_000_000)))],
      [.respond(note: ""), .gradeFirst, .done, .tell, .confirm(note: "")],
    ]
    for end in ends {
      var stories = try LinkedStories(2)
      let (one, command) = link(1, 0)
      for step in end { try stories.give(step, to: one) }
      try stories.give(command, to: one)
      try stories.give(.unlink(note: ""), to: one)
      #expect(stories.request(one)?.main == nil)
    }
  }

  @Test("What would make a chain is refused, and says where to go instead")
  func chains() throws {
    var stories = try LinkedStories(4, elsewhere: 1)
    try stories.give(link(1, 0).1, to: RequestID("r1"))
    func refusal(_ pair: (RequestID, RequestCommand)) -> String {
      do {
        try stories.give(pair.1, to: pair.0)
        return ""
      } catch let refusal as Refusal {
        return refusal.message
      } catch {
        return "\(error)"
      }
    }
    #expect(refusal(link(2, 1)).contains("请直接并入 20261121-001"))
    #expect(refusal(link(0, 2)).contains("20261121-002"), "a main one says which are linked to it")
    #expect(refusal(link(2, 2)).contains("自己"))
    #expect(refusal(link(1, 0)).contains("已经并入"))
    #expect(refusal(link(2, 4)).contains("别的居民区"))
    #expect(refusal((RequestID("r2"), .link(to: RequestID("none"), note: ""))).contains("没有找到"))
    #expect(refusal((RequestID("r0"), .unlink(note: ""))).contains("到并件上办"))
    #expect(refusal((RequestID("r2"), .unlink(note: ""))).contains("没有并入"))
    #expect(refusal(link(1, 3)) == "", "to another main one, it goes straight over")
    #expect(stories.request(RequestID("r1"))?.main?.id == RequestID("r3"))
    try stories.give(.undo(reason: ""), to: RequestID("r1"))
    #expect(stories.request(RequestID("r1"))?.main?.id == RequestID("r0"))
  }

  @Test("解除 is not taken back where that would make a chain")
  func undoingUnlink() throws {
    var stories = try LinkedStories(3)
    try stories.give(link(1, 0).1, to: RequestID("r1"))
    try stories.give(.unlink(note: ""), to: RequestID("r1"))
    try stories.give(link(2, 1).1, to: RequestID("r2"))
    #expect(throws: Refusal.self) { try stories.give(.undo(reason: ""), to: RequestID("r1")) }
    try stories.give(.unlink(note: ""), to: RequestID("r2"))
    try stories.give(link(0, 2).1, to: RequestID("r0"))
    #expect(throws: Refusal.self) { try stories.give(.undo(reason: ""), to: RequestID("r1")) }
    try stories.give(.unlink(note: ""), to: RequestID("r0"))
    try stories.give(.undo(reason: ""), to: RequestID("r1"))
    #expect(stories.request(RequestID("r1"))?.main?.id == RequestID("r0"))
  }

  @Test("Links belong to the desk", arguments: [Cast.plumber, Cast.reader])
  func permissions(actor: Actor) throws {
    var stories = try LinkedStories(2)
    let (one, command) = link(1, 0)
    #expect(throws: Refusal.self) { try stories.give(command, to: one, by: actor) }
    try stories.give(command, to: one)
    #expect(throws: Refusal.self) { try stories.give(.unlink(note: ""), to: one, by: actor) }
  }

  @Test(
    "Whatever is linked, unlinked and taken back, links are one deep",
    arguments: 0..<80 as Range<UInt64>)
  func forest(seed: UInt64) throws {
    var dice = RandomHistoryTests.Dice(state: seed)
    var stories = try LinkedStories(6, elsewhere: 1)
    var done = 0
    for _ in 0..<200 {
      let id = try #require(stories.ids.randomElement(using: &dice))
      let other = try #require(stories.ids.randomElement(using: &dice))
      let commands: [RequestCommand] = [
        .link(to: other, note: ""), .link(to: other, note: ""), .unlink(note: ""),
        .undo(reason: ""), .undo(reason: ""), .cancel(reason: "重复"), .reopen(reason: "又来"),
        .note(text: "记"),
      ]
      let command = try #require(commands.randomElement(using: &dice))
      let gate = stories.histories[id]?.refusal(
        of: command.kind, by: Cast.secretary, beside: stories.kin(of: id, for: command))
      do {
        try stories.give(command, to: id, by: Cast.secretary)
        #expect(gate == nil, "\(command) went past a closed gate")
        done += 1
      } catch is Refusal {}
      for one in stories.ids {
        let request = try #require(stories.request(one))
        let folded = RequestHistory(id: one, events: try #require(stories.histories[one]).events)
        #expect(folded?.request == request)
        guard let main = request.main else { continue }
        #expect(main.id != one)
        #expect(stories.request(main.id)?.main == nil, "a main one is no 并件")
        #expect(stories.linked(to: one).isEmpty, "a 并件 has none")
        #expect(
          stories.request(main.id)?.registration.neighborhood == request.registration.neighborhood)
      }
    }
    #expect(done > 30)
  }

  @Test("Of those chosen the likeliest main one comes first")
  func candidates() throws {
    var stories = try LinkedStories(5)
    try stories.give(.cancel(reason: "登记错"), to: RequestID("r0"))
    func candidates(_ indexes: [Int]) -> [String] {
      let chosen = indexes.compactMap { stories.line(RequestID("r\($0)")) }
      let linked = Dictionary(
        uniqueKeysWithValues: chosen.map { ($0.id, stories.linked(to: $0.id)) })
      let mains = chosen.compactMap { $0.main.flatMap { stories.line($0.id) } }
      return LinkPlan.candidates(chosen, linked: linked, mains: mains).map(\.id.text)
    }
    #expect(candidates([3, 2, 0]) == ["r2", "r3", "r0"], "the oldest open one, closed ones last")
    try stories.give(link(4, 3).1, to: RequestID("r4"))
    #expect(candidates([1, 3, 2]) == ["r3", "r1", "r2"], "one that has 并件 already")
    #expect(candidates([1, 4]) == ["r3", "r1"], "the main one stands for its 并件")
  }

  @Test(
    "A plan links everything chosen, and 并件 along with their main one, in an order that is allowed")
  func plan() throws {
    var stories = try LinkedStories(6)
    try stories.give(link(1, 0).1, to: RequestID("r1"))
    try stories.give(link(2, 0).1, to: RequestID("r2"))
    try stories.give(link(4, 3).1, to: RequestID("r4"))
    let chosen = [0, 3, 5, 2].compactMap { stories.line(RequestID("r\($0)")) }
    let linked = Dictionary(uniqueKeysWithValues: chosen.map { ($0.id, stories.linked(to: $0.id)) })
    let plan = LinkPlan(
      to: try #require(stories.line(RequestID("r3"))), chosen: chosen, linked: linked)
    #expect(Set(plan.joining) == Set([0, 1, 2, 5].map { RequestID("r\($0)") }))
    #expect(plan.along == 1, "r1 was not chosen")
    for id in plan.joining {
      try stories.give(.link(to: plan.main.id, note: ""), to: id)
    }
    #expect(stories.linked(to: RequestID("r3")).count == 5)
  }
}
