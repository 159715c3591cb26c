import Testing

@testable import CoreModel

@Suite("匿名 and 保密") struct CallerPrivacyTests {
  @Test(
    "What a column says",
    arguments: [
      ("是否匿名", "是", CallerPrivacy.anonymous), ("是否匿名", "否", .open), ("匿名", "匿名", .anonymous),
      ("是否匿名", "实名", .open), ("是否匿名", "", .open), ("是否匿名", "匿名保密", .confidential),
      ("是否保密", "是", .confidential), ("保密要求", "保密", .confidential), ("保密", "不保密", .open),
      ("保密要求", "无需保密", .open), ("保密要求", "个人信息保密", .confidential), ("保密", "否", .open),
      ("是否公开", "否", .open), ("是否公开", "不公开", .open), ("是否公开", "保密", .confidential),
      ("个人信息是否公开", "否", .confidential), ("是否公开个人信息", "不公开", .confidential),
      ("个人信息是否公开", "是", .open), ("诉求来源", "保密", .open),
    ])
  func columns(_ column: String, _ value: String, _ expected: CallerPrivacy) {
    #expect(CallerPrivacy(column: column, value: value) == expected)
  }

  @Test("The strictest column counts, and what was corrected counts over all of them")
  func correction() throws {
    var ticket = HotlineTicket.invented()
    ticket.otherColumns = ["是否匿名": "是", "是否保密": "是", "区": "虚构区"]
    #expect(ticket.callerPrivacy == .confidential)
    var story = try #require(RequestStory(channel: .hotline, hotline: ticket))
    #expect(story.history.request.callerPrivacy == .confidential)
    try story.give(.correct(TicketCorrection(isConfidential: false)))
    #expect(story.history.request.callerPrivacy == .open)
    try story.give(.correct(TicketCorrection(isAnonymous: true)))
    #expect(story.history.request.callerPrivacy == .anonymous)
    try story.give(.correct(TicketCorrection(isConfidential: true)))
    #expect(story.history.request.callerPrivacy == .confidential)
  }

  @Test(
    "A caller's name and numbers are blanked however they are written",
    arguments: [
      ("张建国来电反映", "来电人来电反映"), ("张先生说楼上漏水", "来电人说楼上漏水"), ("电话13800002046", "电话***"),
      ("打 138 0000 2046 找他", "打 *** 找他"), ("138-0000-2046、13800002046", "***、***"),
      ("１３８００００２０４６", "***"), ("号码138****2046", "号码***"), ("138×××2046", "***"),
      ("13900003157是物业的", "13900003157是物业的"), ("张阿姨的狗叫", "来电人的狗叫"), ("建国路100号", "建国路100号"),
      ("", ""), ("固话62120000", "固话***"), ("021-6212 0000", "***"),
    ])
  func blanks(_ text: String, _ shown: String) {
    let blank = CallerBlank(
      .confidential, names: ["张建国"], phones: ["13800002046", "021-62120000"])
    #expect(blank.blanked(text) == shown)
    #expect(blank.blanked(blank.blanked(text)) == shown)
  }

  @Test("What is no name blanks nothing, and an anonymous caller's number stays")
  func noNames() {
    for name in ["市民", "匿名", "先生", "无", ""] {
      let blank = CallerBlank(.confidential, names: [name], phones: [])
      #expect(blank.blanked("市民先生反映无人管理，匿名") == "市民先生反映无人管理，匿名")
    }
    let anonymous = CallerBlank(.anonymous, names: ["张建国"], phones: ["13800002046"])
    #expect(anonymous.blanked("张建国 13800002046") == "来电人 13800002046")
    #expect(anonymous.shown("13800002046", ofColumn: "移动电话") == "13800002046")
    #expect(anonymous.shown("张建国", ofColumn: "联系人") == "（匿名）")
    #expect(anonymous.shown("张三", ofColumn: "先行联系人") == "张三")
    #expect(anonymous.shown("是", ofColumn: "是否匿名") == "是")
  }

  @Test("Nothing that happens to a 保密 ticket says who called")
  func everyEvent() throws {
    let story = try told()
    let whole = dumped(story.history)
    #expect(whole.contains("张建国") && whole.contains("13800002046"))
    let discreet = story.history.discreet
    let shown = dumped(discreet)
    for trace in ["张建国", "张先生", "13800002046", "138 0000 2046", "13611112222"] {
      #expect(!shown.contains(trace), "\(trace) shows")
    }
    #expect(discreet.events.map(\.version) == story.history.events.map(\.version))
    #expect(discreet.request.stage == story.history.request.stage)
    #expect(discreet.request.callerPrivacy == .confidential)
    #expect(discreet.discreet == discreet)
    #expect(discreet.request.registration.resident.name == "来电人（保密）")
    #expect(discreet.request.registration.resident.phone == "***")
  }

  @Test("A caller like any other is left alone")
  func open() throws {
    let story = try #require(RequestStory.ticket())
    #expect(story.history.discreet == story.history)
  }

  @Test("Correcting another field does not write the blank over the caller")
  func amending() throws {
    var story = try told()
    let shown = story.history.discreet.request.registration.resident
    try story.give(.amend(Amendment(resident: Resident(name: shown.name, phone: "13900003157"))))
    #expect(
      story.history.request.registration.resident == Resident(name: "张建国", phone: "13900003157"))
    try story.give(.amend(Amendment(resident: Resident(name: "李四", phone: "***"))))
    #expect(
      story.history.request.registration.resident == Resident(name: "李四", phone: "13900003157"))
  }

  @Test("The whole number of a 保密 caller is for 书记 and 主任, with a reason in the log")
  func revealing() throws {
    var story = try told()
    let refusal = try #require(story.history.refusal(of: .revealPhone, by: Cast.officer))
    #expect(refusal.message.contains("保密"))
    #expect(story.history.refusal(of: .revealPhone, by: Cast.secretary) == nil)
    #expect(throws: Refusal.self) {
      try story.give(.revealPhone(reason: " "), by: Cast.secretary)
    }
    try story.give(.revealPhone(reason: "约见面"), by: Cast.secretary)
    #expect(story.history.events.last?.event == .phoneRevealed(Remark("约见面")))
  }

  @Test("A message to an 匿名 or 保密 caller speaks to a resident")
  func messages() throws {
    let story = try told()
    let filling = TemplateFilling(
      request: story.history.discreet.request, directory: Cast.directory, clocks: [],
      now: story.now)
    #expect(filling.filled("{称呼}您好") == "居民您好")
    #expect(!filling.filled("{诉求}").contains("张建国"))
  }

  /// A 保密 ticket of which every word says who called.
  private func told() throws -> RequestStory {
    var ticket = HotlineTicket.invented()
    ticket.otherColumns = [
      "是否保密": "是", "联系人": "张建国", "移动电话": "13611112222", "备注": "张先生 138 0000 2046",
    ]
    var story = try #require(
      RequestStory(
        text: "张建国（13800002046）反映夜间噪声", channel: .hotline, hotline: ticket,
        resident: Resident(name: "张建国", phone: "13800002046")))
    let said = "张建国 138 0000 2046 说了"
    try story.give(.sign(note: said))
    try story.give(
      .contact(ContactAttempt(by: Cast.officer.person, at: story.now, words: said), meeting: nil))
    try story.give([.respond(note: said), .note(text: said), .gradeFirst, .dispatchToPlumber])
    try story.give([.accept(by: nil), .arrive(note: said)])
    for step in [MeetingStep.acceptance, .progress] {
      try story.give(
        .meet(
          Meeting(
            step, by: Cast.officer.person, with: "张先生", at: story.now, manner: .phone, words: said))
      )
    }
    try story.give(
      .meet(
        Meeting(
          .completion, notPossible: said, by: Cast.officer.person, at: story.now)))
    try story.give(.interim(text: said))
    try story.give(.share(TicketSharing(.assist, unit: "城管中队", words: said)))
    try story.give(
      .order(CityOrder(number: "督1", at: story.now, words: said)))
    try story.give(.informed(said))
    try story.give([.resolve(Resolution(outcome: said))])
    var reply = story.reply("居委会已于11月20日电话答复张建国（13800002046）：楼上换了地垫。")
    reply.residentWords = said
    // A reply that names a caller who wants to be 保密 is refused; this one was filed before they did.
    #expect(throws: Refusal.self) { try story.give(.reply(reply, meeting: nil)) }
    try story.give(.correct(TicketCorrection(isConfidential: false)))
    try story.give(.reply(reply, meeting: nil))
    try story.give(.correct(TicketCorrection(isConfidential: true)))
    return story
  }

  private func dumped(_ history: RequestHistory) -> String {
    var text = ""
    dump(history, to: &text)
    return text
  }
}

extension RequestStory {
  fileprivate mutating func give(_ step: RequestCommand) throws { try give([step]) }
}

extension RequestCommand {
  fileprivate static func informed(_ text: String) -> RequestCommand {
    .inform(Informing(text, by: .phone, to: .resident))
  }
}
