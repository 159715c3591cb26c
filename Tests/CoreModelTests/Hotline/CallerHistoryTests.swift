import Testing

@testable import CoreModel

@Suite("同一来电人") struct CallerHistoryTests {
  private let now = Instant(iso8601: "2026-11-20T10:00") ?? Instant(milliseconds: 0)

  private func entry(
    _ id: String, daysAgo: Int, status: RequestStatus = .closed, ending: CallerEnding? = nil,
    hasWeChat: Bool = false, privacy: CallerPrivacy = .open, text: String = "夜间噪声"
  ) -> CallerHistory.Entry {
    CallerHistory.Entry(
      id: RequestID(id), number: "2026-\(id)", ticketNumber: "T\(id)",
      receivedAt: now.adding(minutes: -daysAgo * 1440), text: text,
      place: RequestPlace(room: "302"), status: status, ending: ending, hasWeChat: hasWeChat,
      privacy: privacy)
  }

  @Test("Counts take the request that was asked about in, the rest is of the others")
  func counts() {
    let history = CallerHistory(
      entries: [
        entry("a", daysAgo: 10, status: .registered), entry("b", daysAgo: 40, ending: .notAccepted),
        entry("c", daysAgo: 80, ending: .rated(.dissatisfied), hasWeChat: true),
        entry("d", daysAgo: 300, ending: .settled(.unsolved)), entry("e", daysAgo: 400),
      ], own: entry("own", daysAgo: 0, status: .registered))
    #expect([30, 90, 365, 1000].map { history.count(days: $0, before: now) } == [2, 4, 5, 6])
    #expect(history.open == 1 && history.rejected == 3 && history.hasWeChat)
    #expect(!CallerHistory(own: entry("own", daysAgo: 0)).hasWeChat)
  }

  @Test(
    "From a hidden caller nothing leads to a name, and from a named one nothing to a secret",
    arguments: [CallerPrivacy.open, .anonymous, .confidential])
  func discreet(_ own: CallerPrivacy) {
    let blank = CallerBlank(own, names: ["张建国"], phones: ["13800002046"])
    let shown = CallerHistory(
      entries: [
        entry("open", daysAgo: 1, text: "张建国 13800002046 说吵"),
        entry("secret", daysAgo: 2, privacy: .confidential),
      ], own: entry("own", daysAgo: 0, privacy: own)
    ).discreet(beside: blank)
    let (open, secret) = (shown.entries[0], shown.entries[1])
    #expect(open.canBeOpened == (own == .open))
    #expect(secret.canBeOpened == (own != .open))
    #expect(
      (open.ticketNumber == nil) == (own != .open) && (open.place.room == nil) == (own != .open))
    #expect(secret.text == (own == .open ? "保密工单" : "夜间噪声"))
    #expect(open.text.contains("张建国") == (own == .open))
    #expect(shown.total == 2)
  }

  @Test("How it ended is what the resident said last, and what was taken back counts not")
  func endings() throws {
    var story = try #require(RequestStory.ticket())
    #expect(story.history.callerEnding == nil)
    try story.goUpToReply()
    var reply = story.reply("居委会已于11月20日电话答复来电人：换了接头，不漏了。")
    reply.solution = .solved
    try story.give(.reply(reply, meeting: nil))
    #expect(story.history.callerEnding == .settled(.solved))
    try story.give(.visit(HotlineVisit(.city, at: story.now, result: .fairlySatisfied)))
    #expect(story.history.callerEnding == .rated(.fairlySatisfied))
    try story.give(.visit(HotlineVisit(.city, at: story.now, solution: .unsolved)))
    #expect(story.history.callerEnding == .settled(.unsolved))
    #expect(story.history.callerEnding?.isRejection == true)
  }

  @Test("重复工单号 is the main one's, and a ticket repeats neither itself nor what is none")
  func repeated() throws {
    var story = try #require(RequestStory.ticket())
    #expect(story.request.repeatedTicketNumber(main: "261120-9") == nil)
    let main = LinkedRequest(
      id: RequestID("m"), number: "20261120-009", neighborhood: NeighborhoodID("n"), text: "噪声",
      status: .registered, receivedAt: story.now)
    let events = try story.history.decide(
      .link(to: main.id, note: ""), by: Cast.officer, at: story.now, in: story.directory,
      beside: Kinship(candidate: main), under: .standard)
    let linked = try #require(
      story.history.appending([
        RecordedEvent(version: 2, at: story.now, actor: Cast.officer.person, event: events[0])
      ]))
    #expect(linked.request.repeatedTicketNumber(main: "261120-9") == "261120-9")
    #expect(linked.request.repeatedTicketNumber(main: nil) == nil)
    #expect(linked.request.repeatedTicketNumber(main: linked.request.hotline?.number) == nil)
    try story.give(.sign(note: ""))
  }

  @Test("Days without a word are working days, and a word begins them anew")
  func silence() throws {
    // Friday.
    var story = try #require(RequestStory.ticket())
    let rules = DeadlineRules.standard
    func silence(_ text: String) throws -> Silence? {
      rules.silence(of: story.request, at: try #require(Instant(iso8601: text)))
    }
    #expect(try silence("2026-11-20T18:00")?.text == nil)
    #expect(try silence("2026-11-22T18:00")?.text == nil)
    #expect(try silence("2026-11-25T09:00")?.text == "已 3 个工作日没有联系居民")
    #expect(try silence("2026-11-25T09:00")?.isLate == false)
    #expect(try silence("2026-11-26T09:00")?.isLate == true)
    #expect(try silence("2026-11-26T09:00")?.text == "已 4 个工作日没有联系居民")
    #expect(rules.contactDue(of: story.request) == (try silence("2026-11-26T09:00")?.dueAt))
    try story.give(story.reached)
    #expect(rules.contactDue(of: story.request) != nil)
    try story.give(.visitable)
    #expect(try silence("2026-11-30T09:00") == nil)
    #expect(rules.contactDue(of: story.request) == nil)
  }
}

extension RequestStory {
  /// Goes on to a filed reply.
  fileprivate mutating func give(_ end: End) throws {
    for step in MeetingStep.allCases { try give(.meet(meeting(step))) }
    try give([.gradeFirst, .dispatchToPlumber, .accept(by: nil), .done])
    try give(.reply(reply(), meeting: nil))
  }

  fileprivate enum End { case visitable }
}
