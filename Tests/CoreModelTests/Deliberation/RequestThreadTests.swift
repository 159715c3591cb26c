import Testing

@testable import CoreModel

@Suite("全程") struct RequestThreadTests {
  private func thread(
    _ history: RequestHistory, _ projects: [Project] = [], now: Instant
  ) -> RequestThread {
    RequestThread(
      history, obligation: DeadlineRules.standard.obligation(for: history.request),
      projects: projects, in: Cast.directory, now: now)
  }

  /// A request with events of its project, an hour after each other.
  private func record(
    _ event: OnwardEvent, on history: RequestHistory, at now: Instant
  ) throws -> RequestHistory {
    let decided = try history.decideOnward(event)
    return try #require(
      history.appending([
        RecordedEvent(
          version: history.request.version + 1, at: now, actor: Cast.officer.person,
          event: decided)
      ]))
  }

  @Test("A simple repair has what was, what is owed now, and what is to come")
  func simple() throws {
    var story = try #require(RequestStory())
    let first = thread(story.history, now: story.now)
    #expect(first.stations.first?.title == "登记")
    #expect(first.stations.first?.state == .done)
    #expect(first.stations.map(\.title).suffix(3) == ["处置完成", "告知居民", "居民认可、办结"])
    #expect(first.stations.count { $0.state == .next || $0.state == .late } == 1)
    try story.give(RequestCommand.uptoFeedback)
    let told = thread(story.history, now: story.now)
    #expect(told.stations.last?.title == "居民认可、办结")
    #expect(told.stations.last?.state == .next)
    #expect(told.stations.last?.due != nil)
    try story.give(.confirm(note: "好了"))
    #expect(thread(story.history, now: story.now).stations.allSatisfy { $0.state == .done })
  }

  @Test("Late is said, whatever is to come")
  func late() throws {
    let story = try #require(RequestStory())
    let thread = thread(story.history, now: story.now.adding(minutes: 600))
    #expect(thread.stations.contains { $0.state == .late })
    #expect(!thread.stations.contains { $0.state == .next })
  }

  @Test("A project's milestones stand in it with a way there, done and to come, to 告知居民")
  func project() throws {
    var story = try #require(RequestStory())
    try story.give([.respond(note: "收到"), .escalate(reason: "要装扶手")])
    var work = try ProjectStory()
    let link = work.project.link
    var history = try record(
      .joined(OnwardJoining(link, step: work.project.nextStep)), on: story.history,
      at: work.now)
    try work.finish(1, on: 22)
    history = try record(
      .moved(OnwardMove(link, "「议定方案」完成：做好了", step: work.project.nextStep)), on: history,
      at: work.now)
    let open = thread(history, [work.project], now: work.now)
    let titles = open.stations.map(\.title)
    #expect(titles.contains("列入微实事") && titles.contains("节点完成"))
    #expect(titles.count { $0 == "节点完成" } == 1)
    #expect(!titles.contains("微实事进展"))
    #expect(
      titles.suffix(6)
        == ["节点 方案公示", "节点 完工", "居民评议", "微实事销项", "告知居民", "居民认可、办结"])
    #expect(open.stations.filter { $0.title.hasPrefix("节点 ") }.allSatisfy { $0.thing == link })
    #expect(open.stations.first { $0.state == .next }?.title == "节点 方案公示")

    history = try record(
      .settled(OnwardSettlement(link, outcome: "扶手装好", resolves: true)), on: history,
      at: work.now.adding(minutes: 60))
    let settled = thread(history, [work.project], now: work.now)
    #expect(settled.stations.map(\.title).suffix(3) == ["微实事销项", "告知居民", "居民认可、办结"])
    #expect(settled.stations.first { $0.state == .next }?.title == "告知居民")
    // Without the project the request tells what it was told itself.
    #expect(thread(history, now: work.now).stations.contains { $0.title == "微实事进展" })
  }

  @Test("What is past stands in the order of time, and names of stations are unique")
  func order() throws {
    var story = try #require(RequestStory())
    try story.give(RequestCommand.uptoFeedback)
    let found = thread(story.history, now: story.now)
    let times = found.stations.compactMap(\.at)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set(found.stations.map(\.id)).count == found.stations.count)
  }
}
