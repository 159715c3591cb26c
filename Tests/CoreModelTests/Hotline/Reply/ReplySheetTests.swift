import Testing

@testable import CoreModel

@Suite("The sheet of a reply")
struct ReplySheetTests {
  private func sheet(_ story: RequestStory) -> [String: String] {
    let lines = ReplySheet(story.history, directory: story.directory).lines(of: story.reply())
    return Dictionary(uniqueKeysWithValues: lines.map { ($0.field, $0.value) })
  }

  @Test("has the whole form in the city's order")
  func order() throws {
    var story = try #require(RequestStory.ticket())
    try story.goUpToReply()
    let lines = ReplySheet(story.history, directory: story.directory).lines(of: story.reply())
    #expect(
      lines.map(\.field) == [
        "工单编号", "工单类型", "转送单/督办单", "主办/协办", "优先级", "来电时间", "派单时间", "联系人", "联系电话", "是否匿名",
        "是否保密", "是否重复", "重复工单号", "退单一", "退单二", "退单三", "延期承诺时限", "先行联系", "未联原因", "先行联系人",
        "联系时间", "联系内容", "事实认定", "事实认定说明", "现场查看", "查看时间", "诉求认定", "诉求认定说明", "处置部门",
        "答复市民要点", "落款单位", "答复方式", "答复市民时间", "诉求解决", "是否满意", "市民反馈说明", "是否公开",
      ])
    #expect(
      ReplySheet.text(lines).hasPrefix("工单编号：热线-261120-001\n工单类型：投诉\n转送单/督办单：转送单\n"))
    let values = sheet(story)
    #expect(values["先行联系"] == "已联")
    #expect(values["先行联系人"] == "王芳")
    #expect(values["联系内容"] == "来电人说夜里更吵")
    #expect(values["联系电话"] == "138****2046")
    #expect(values["事实认定"] == "属实")
    #expect(values["是否公开"] == "是")
  }

  @Test("says what became of contact, returns, extension and order")
  func course() throws {
    var story = try #require(RequestStory.ticket())
    try story.give(story.notReached)
    try story.give(.askReturn(TicketReturn(to: "区绿化市容局", reason: "请找 13800002046 李阿姨")))
    try story.give(.answerReturn(TicketAnswer(isGranted: false)))
    try story.give(.askExtension(TicketExtension(days: 3, reason: "等配件")))
    try story.give(.answerExtension(TicketAnswer(isGranted: true)))
    try story.give(.order(CityOrder(number: "督-7", at: story.now, words: "快办")))
    let values = sheet(story)
    #expect(values["先行联系"] == "未联")
    #expect(values["未联原因"] == "始终未接")
    #expect(values["退单一"]?.hasPrefix("区绿化市容局；2026-11-20 10:02；请找（号码略）来电人；未准") == true)
    #expect(values["退单二"]?.isEmpty == true)
    #expect(values["延期承诺时限"]?.hasPrefix("2026-12-02") == true)
    #expect(values["转送单/督办单"] == "督办单；督-7")
  }

  @Test("Who called is kept back where the ticket is 匿名 or 保密")
  func hidden() throws {
    for (correction, word) in [
      (TicketCorrection(isAnonymous: true), "（匿名）"),
      (TicketCorrection(isConfidential: true), "（保密）"),
    ] {
      var story = try #require(RequestStory.ticket())
      try story.give(.correct(correction))
      let values = sheet(story)
      #expect(values["联系人"] == word)
      #expect(values["联系电话"] == word)
    }
  }

  @Test("stays as it was filed, whatever is corrected afterwards")
  func frozen() throws {
    var story = try #require(RequestStory.ticket())
    try story.goUpToReply()
    try story.give(.reply(story.reply(), meeting: nil))
    let filed = try #require(story.request.ticket?.replies.last?.reply)
    try story.give(.correct(TicketCorrection(isConfidential: true, role: .assist)))
    try story.give(.amend(Amendment(text: "改了内容", urgency: .critical)))
    #expect(story.request.ticket?.replies.last?.reply == filed)
    #expect(filed.sheet.first { $0.field == "优先级" }?.value == "普通")
  }
}

@Suite("回复 filled in from the timeline")
struct ReplyPrefillTests {
  /// People with units, as a committee has them.
  private var directory: Directory {
    Directory(
      neighborhood: Cast.directory.neighborhood,
      people: Cast.directory.people.map { person in
        var person = person
        person.unit = person.role == .maintenance ? "瑞和物业" : "瑞和锦庭居委会"
        return person
      })
  }

  private func story(_ kind: TicketKind = .complaint) throws -> RequestStory {
    var story = try #require(RequestStory.ticket(kind))
    story.directory = directory
    return story
  }

  private func prefilled(_ story: RequestStory) -> HotlineReply {
    ReplyPrefill(story.history, directory: story.directory, now: story.now).reply
  }

  @Test("tells the course in one paragraph that passes the checks")
  func course() throws {
    var story = try story()
    try story.give(story.reached)
    try story.give(.meet(story.meeting(.acceptance)))
    try story.give([.gradeFirst, .dispatchToPlumber, .accept(by: nil), .arrive(note: "")])
    try story.give(.meet(story.meeting(.progress)))
    try story.give([.done, .tell])
    let reply = prefilled(story)
    #expect(
      reply.points
        == "瑞和锦庭居委会于11月20日10:00电话联系来电人了解情况，来电人说夜里更吵。11月20日10:06瑞和物业维修人员到现场查看。"
        + "处置情况：换了接头，不漏了。11月20日10:09电话答复来电人：已修好。")
    #expect(reply.department == "瑞和物业")
    #expect(reply.signedBy == "瑞和锦庭居委会")
    #expect(reply.siteView == .viewed)
    #expect(reply.solution == .solved)
    #expect(reply.manner == .phone)
    #expect(reply.answeredAt == story.now)
    // What the resident thinks is asked and not guessed.
    let form = try #require(ReplyForm(of: story.request))
    #expect(form.problems(of: reply, isMeeting: true, at: story.now).map(\.field) == [.opinion])
  }

  @Test("leaves open what nobody recorded")
  func open() throws {
    let reply = prefilled(try story(.suggestion))
    #expect(reply.fact == nil)
    #expect(reply.siteView == nil)
    #expect(reply.solution == nil)
    #expect(reply.manner == nil && reply.answeredAt == nil)
    #expect(!reply.points.contains("答复来电人"))
    #expect(prefilled(try story(.inquiry)).siteView == .noSite)
    #expect(prefilled(try story(.inquiry)).solution == .explained)
  }

  @Test(
    "是否公开 is the export's, then what was corrected, and never 是 of a 保密 ticket",
    arguments: [
      ([:], nil, true), (["是否公开": "否"], nil, false), (["是否公开": "是"], nil, true),
      (["是否公开": "否"], true, true), (["是否公开": "是"], false, false),
      (["是否匿名": "是"], nil, false), (["是否匿名": "是", "是否公开": "是"], nil, true),
      (["是否保密": "是", "是否公开": "是"], true, false), (["个人信息是否公开": "是"], nil, true),
    ] as [([String: String], Bool?, Bool)])
  func publicity(_ columns: [String: String], _ corrected: Bool?, _ expected: Bool) throws {
    var ticket = HotlineTicket.invented()
    ticket.otherColumns = columns
    var story = try #require(RequestStory(channel: .hotline, hotline: ticket))
    if let corrected {
      try story.give(.correct(TicketCorrection(isPublic: corrected, reason: "来电人要求")))
    }
    #expect(prefilled(story).isPublic == expected)
    var reply = story.reply()
    reply.isPublic = true
    let form = try #require(ReplyForm(of: story.request))
    let shorts = form.problems(of: reply, isMeeting: true, at: story.now).map(\.short)
    #expect(shorts.contains("保密不能公开") == (columns["是否保密"] != nil))
    reply.isPublic = false
    #expect(form.problems(of: .isPublic, in: reply, at: story.now).isEmpty)
  }

  @Test("never has more than 500 characters, a telephone or the caller's name")
  func bounds() throws {
    let words = [
      "李阿姨 13800002046 说漏水", "电话 021-62120000，打 138 0000 2046",
      String(repeating: "很长的话", count: 300),
      "换行\n再换行。。", "138****2046", "李阿姨" + String(repeating: "，李阿姨", count: 60), "👨‍👩‍👧" + "好",
    ]
    for (index, first) in words.enumerated() {
      for second in words {
        var story = try story(TicketKind.allCases[index % 5])
        story.directory = Directory(
          neighborhood: directory.neighborhood,
          people: directory.people.map { person in
            var person = person
            person.unit = index % 2 == 0 ? "" : String(repeating: "长", count: 60)
            return person
          })
        try story.give(
          .contact(
            ContactAttempt(by: Cast.officer.person, at: story.now, words: first), meeting: nil))
        try story.give([.gradeFirst, .dispatchToPlumber, .accept(by: nil), .arrive(note: "")])
        try story.give(.resolve(Resolution(outcome: second)))
        try story.give(.feedback(Feedback(first, by: .weChat)))
        let points = prefilled(story).points
        #expect(ReplyPoints.count(points) <= HotlineReply.mostPoints)
        #expect(!points.contains("李阿姨"))
        #expect(!points.contains("****"))
        #expect(Privacy.masked(points) == points)
        #expect(!points.contains("13800002046") && !points.contains("2046"))
        #expect(!points.contains("\n"))
      }
    }
  }

  @Test("A later round is told from its own beginning")
  func laterRound() throws {
    var story = try story()
    try story.goUpToReply()
    try story.give(.reply(story.reply(), meeting: nil))
    try story.give(.review(ReviewRound(at: story.now, reason: "还漏")))
    let reply = prefilled(story)
    #expect(!reply.points.contains("换了接头"))
    #expect(reply.solution == nil)
  }
}
