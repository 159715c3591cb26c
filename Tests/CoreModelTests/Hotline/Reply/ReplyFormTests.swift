import Testing

@testable import CoreModel

@Suite("回复")
struct ReplyFormTests {
  /// A ticket of a kind that waits for its reply.
  private func ready(_ kind: TicketKind) throws -> RequestStory {
    var story = try #require(RequestStory.ticket(kind))
    try story.goUpToReply()
    return story
  }

  private func fitting(_ story: RequestStory) throws -> HotlineReply {
    var reply = story.reply()
    let form = try #require(ReplyForm(of: story.request))
    reply.fact = form.options(of: .fact).first.flatMap { FactFinding(rawValue: $0.id) }
    return reply
  }

  @Test("has the findings of the ticket's kind, 督办 those of 投诉")
  func kinds() throws {
    func facts(_ kind: TicketKind) throws -> [String] {
      let story = try #require(RequestStory.ticket(kind))
      return try #require(ReplyForm(of: story.request)).options(of: .fact).map(\.title)
    }
    #expect(try facts(.complaint) == ["属实", "部分属实", "不属实"])
    #expect(try facts(.help) == facts(.complaint))
    #expect(try facts(.supervision) == facts(.complaint))
    #expect(try facts(.suggestion) == ["采纳", "部分采纳", "留作参考", "不予采纳"])
    #expect(try facts(.inquiry) == ["有政策信息", "无政策信息", "对政策解释不接受"])
    let inquiry = try #require(RequestStory.ticket(.inquiry))
    #expect(try #require(ReplyForm(of: inquiry.request)).fields.contains(.factNote) == false)
    let plain = try #require(RequestStory())
    #expect(ReplyForm(of: plain.request) == nil)
  }

  @Test("A later round has the form of its kind, not of 督办")
  func laterRound() throws {
    var story = try ready(.suggestion)
    try story.give(.reply(fitting(story), meeting: nil))
    try story.give(.review(ReviewRound(at: story.now, reason: "再看")))
    let form = try #require(ReplyForm(of: story.request))
    #expect(form.options(of: .fact).first?.title == "采纳")
    #expect(form.missingMeetings.count == 3)
  }

  @Test(
    "Everything that must be filled in is said, in the order of the form",
    arguments: TicketKind.allCases)
  func missing(_ kind: TicketKind) throws {
    let story = try ready(kind)
    let form = try #require(ReplyForm(of: story.request))
    let problems = form.problems(of: HotlineReply(), isMeeting: false, at: story.now)
    #expect(
      problems.compactMap(\.field) == [
        .fact, .siteView, .claim, .department, .points, .signedBy, .manner, .answeredAt, .solution,
        .opinion, .isPublic,
      ])
    #expect(problems.allSatisfy { !$0.short.isEmpty && $0.message.hasPrefix("请") })
  }

  @Test("What is asked for depends on the other fields")
  func dependent() throws {
    let story = try ready(.complaint)
    let form = try #require(ReplyForm(of: story.request))
    func wrong(_ change: (inout HotlineReply) -> Void) -> [ReplyField?] {
      var reply = story.reply()
      change(&reply)
      return form.problems(of: reply, isMeeting: false, at: story.now).map(\.field)
    }
    #expect(wrong { _ in }.isEmpty)
    #expect(wrong { $0.fact = .partlyConfirmed } == [.factNote])
    #expect(wrong { $0.fact = .unfounded } == [.factNote])
    #expect(wrong { $0.siteViewedAt = nil } == [.siteViewedAt])
    #expect(wrong { ($0.siteView, $0.siteViewedAt) = (.notViewed, nil) }.isEmpty)
    #expect(wrong { $0.claim = .other } == [.claimNote])
    #expect(wrong { $0.claim = .excessive } == [.claimNote])
    for opinion in [ReplyOpinion.dissatisfied, .accepted, .unrated] {
      #expect(wrong { $0.opinion = opinion } == [.residentWords])
    }
    #expect(wrong { ($0.opinion, $0.residentWords) = (.unrated, "没有表态") }.isEmpty)
    #expect(wrong { $0.fact = .adopted } == [.fact])
    #expect(wrong { $0.repeats = "热线-261120-001" } == [.repeats])
    #expect(wrong { $0.answeredAt = story.now.adding(minutes: 60) } == [.answeredAt])
    #expect(wrong { $0.answeredAt = story.now.adding(minutes: -2 * 1440) } == [.answeredAt])
    #expect(wrong { $0.siteViewedAt = story.now.adding(minutes: -2 * 1440) }.isEmpty)
    #expect(wrong { $0.department = "瑞和物业" } == [.points])
    #expect(wrong { $0.points = "居委会 11月20日" } == [.points])
    #expect(wrong { $0.points = "换了接头，不漏了" } == [.points, .points])
  }

  @Test("500 characters are filed, 501 are not, and nothing of them is lost")
  func length() throws {
    let story = try ready(.complaint)
    let form = try #require(ReplyForm(of: story.request))
    var reply = story.reply()
    reply.points += String(repeating: "办", count: 500 - reply.points.count)
    #expect(form.problems(of: reply, isMeeting: false, at: story.now).isEmpty)
    reply.points += "\n"
    #expect(form.problems(of: reply, isMeeting: false, at: story.now).isEmpty)
    reply.points += "👨‍👩‍👧"
    let problem = form.problems(of: reply, isMeeting: false, at: story.now).first
    #expect(problem?.short == "要点超 2 字")
    #expect(problem?.message.contains("502 字，超过 500 字") == true)
  }

  @Test("The caller of a 保密 ticket is not named in what goes out")
  func confidential() throws {
    var story = try ready(.complaint)
    try story.give(.correct(TicketCorrection(isConfidential: true, reason: "来电人要求")))
    var reply = story.reply("居委会于11月20日答复李阿姨：换了接头，不漏了。")
    let form = try #require(ReplyForm(of: story.request))
    let problem = form.problems(of: reply, isMeeting: false, at: story.now).first
    #expect(problem?.short == "要点有来电人姓名或电话")
    reply.points = "居委会于11月20日电话13800002046答复来电人：换了接头，不漏了。"
    #expect(
      form.problems(of: reply, isMeeting: false, at: story.now).first?.short == "要点有来电人姓名或电话")
    reply.points = "居委会于11月20日电话13700001234答复来电人：换了接头，不漏了。"
    #expect(form.problems(of: reply, isMeeting: false, at: story.now).first?.short == "要点有电话")
  }

  @Test("办结见面 comes with the answer; what else is missing is said first")
  func meeting() throws {
    var story = try #require(RequestStory.ticket())
    try story.give(story.reached)
    try story.give([.gradeFirst, .done])
    var form = try #require(ReplyForm(of: story.request))
    #expect(form.asksForMeeting)
    let early = form.problems(of: HotlineReply(), isMeeting: true, at: story.now).first
    #expect(early?.field == nil)
    #expect(early?.short == "差接单见面、过程见面")
    try story.give(.meet(story.meeting(.acceptance)))
    try story.give(.meet(story.meeting(.progress)))
    form = try #require(ReplyForm(of: story.request))
    #expect(form.problems(of: story.reply(), isMeeting: true, at: story.now).isEmpty)
    #expect(
      form.problems(of: story.reply(), isMeeting: false, at: story.now).map(\.short) == ["差办结见面"])
    let reply = story.reply()
    try story.give(
      .reply(reply, meeting: reply.meeting(by: Cast.officer.person, at: story.now)))
    let met = story.request.ticket?.meetings[.completion]
    #expect(met?.manner == .phone)
    #expect(met?.at == reply.answeredAt)
    #expect(met?.words == "答复办理结果，市民满意")
  }

  @Test("is filed exactly when nothing is wrong with it, else refused with the first thing that is")
  func property() throws {
    var random = SeededChoices(seed: 20_261_122)
    for kind in TicketKind.allCases {
      let story = try ready(kind)
      let form = try #require(ReplyForm(of: story.request))
      var filed = 0
      for _ in 0..<400 {
        let reply = random.reply(from: try fitting(story), at: story.now)
        let command = RequestCommand.ticket(.reply(reply, meeting: nil))
        let problem = form.problems(of: reply, isMeeting: false, at: story.now).first
        do throws(Refusal) {
          let events = try story.history.decide(
            command, by: Cast.officer, at: story.now, in: story.directory, under: .standard)
          #expect(problem == nil, "\(reply)")
          guard case .ticket(.replied(let done))? = events.last else { continue }
          expectWhole(done, form)
          filed += 1
        } catch {
          #expect(error.message == problem?.message)
        }
      }
      #expect(filed > 20)
    }
  }

  private func expectWhole(_ filed: FiledReply, _ form: ReplyForm) {
    let names = filed.sheet.map(\.field)
    #expect(Set(names).count == names.count)
    let own = names.filter { name in ReplyField.allCases.contains { $0.title == name } }
    #expect(own == form.fields.map(\.title))
  }

  @Test("A second reply at another desk finds the first")
  func twice() throws {
    var story = try ready(.complaint)
    let other = story.history
    try story.give(.reply(story.reply(), meeting: nil))
    #expect(other.refusal(of: .reply, by: Cast.director) == nil)
    let refusal = story.history.refusal(of: .reply, by: Cast.director)
    #expect(refusal?.message.contains("回复办结，不能再「回复」") == true)
  }

  @Test("Values are read by their Chinese words, and anything else is answered with what there is")
  func reading() throws {
    let now = try #require(Instant(iso8601: "2026-11-22T09:00"))
    var reply = HotlineReply()
    try reply.set("部分属实", for: .fact, at: now)
    try reply.set("是", for: .siteView, at: now)
    try reply.set("昨天 16:20", for: .siteViewedAt, at: now)
    try reply.set("否", for: .isPublic, at: now)
    #expect(reply.fact == .partlyConfirmed)
    #expect(reply.siteView == .viewed)
    #expect(reply.shown(.siteViewedAt) == "2026-11-21 16:20")
    #expect(reply.isPublic == false)
    #expect(throws: Refusal.invalid("「答复方式」没有「短信」；可写：电话、书面、约谈")) {
      try reply.set("短信", for: .manner, at: now)
    }
    #expect(throws: Refusal.self) { try reply.set("某时", for: .answeredAt, at: now) }
    for field in ReplyField.allCases {
      var copy = HotlineReply()
      try copy.set(reply.value(of: field), for: field, at: now)
      #expect(copy.value(of: field) == reply.value(of: field))
      try copy.set("", for: field, at: now)
      #expect(copy == HotlineReply())
    }
  }
}

/// Replies that differ from a good one in some fields, the same ones in every run.
private struct SeededChoices {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func reply(from good: HotlineReply, at now: Instant) -> HotlineReply {
    var reply = good
    for _ in 0..<below(4) {
      switch below(14) {
      case 0: reply.fact = FactFinding.allCases[below(FactFinding.allCases.count)]
      case 1: reply.factNote = ["", " ", "现场看过"][below(3)]
      case 2: reply.siteView = [nil, .viewed, .notViewed, .noSite][below(4)]
      case 3: reply.siteViewedAt = [nil, now, now.adding(minutes: 90)][below(3)]
      case 4: reply.claim = [nil, .justified, .other][below(3)]
      case 5: reply.claimNote = ["", "另有约定", String(repeating: "长", count: 301)][below(3)]
      case 6: reply.points = ["", "居委会", good.points + "\n再见", "13800002046"][below(4)]
      case 7: reply.points += String(repeating: "办", count: 440 + below(60))
      case 8: reply.department = ["", "居委会", "瑞和物业", " 居委会 "][below(4)]
      case 9: reply.manner = [nil, .phone, .writing][below(3)]
      case 10: reply.answeredAt = [nil, now, now.adding(minutes: -3 * 1440)][below(3)]
      case 11: reply.opinion = [nil, .satisfied, .unrated, .dissatisfied][below(4)]
      case 12: reply.residentWords = ["", "谢谢"][below(2)]
      default: reply.repeats = ["", "热线-261120-001", "热线-261119-007"][below(3)]
      }
    }
    return reply
  }
}
