import Testing

@testable import CoreModel

@Suite("Words for residents") struct TemplateTests {
  private func filling(_ story: RequestStory, clocks: [Clock] = []) -> TemplateFilling {
    TemplateFilling(
      request: story.request, directory: Cast.directory, clocks: clocks, now: story.now)
  }

  @Test("Every standard template can be kept, and its text is read back as it is")
  func standard() throws {
    for template in MessageTemplates.standard.all {
      #expect(try template.checked() == template)
    }
    #expect(try MessageTemplates(text: MessageTemplates.standard.text) == .standard)
    #expect(!MessageTemplates.standard.all.isEmpty)
  }

  @Test("At every step of a request there are words for the group")
  func everyStep() throws {
    var story = try #require(RequestStory())
    for status in RequestStatus.allCases {
      let moment = TemplateMoment(of: status)
      #expect(
        MessageTemplates.standard.all.contains { $0.moment == moment && $0.audience == .group },
        "\(status)")
    }
    try story.give([.respond(note: ""), .triage(TriageDecision(tier: .first))])
    #expect(!MessageTemplates.standard.fitting(story.request, for: .resident).isEmpty)
  }

  @Test(
    "What a template may hold",
    arguments: [
      ("{编号}收到", TemplateAudience.group, true), ("{称呼}您好", .group, false),
      ("｛称呼｝您好", .resident, true), ("{ 编号 }", .group, true), ("{编码}", .resident, false),
      ("没有括号", .group, true), ("{没有关上", .group, true), ("{结果}", .group, false),
      ("{}", .resident, false), ("== 行首", .group, false),
    ])
  func mayHold(text: String, audience: TemplateAudience, isGood: Bool) {
    let template = MessageTemplate(name: "试", moment: .any, audience: audience, text: text)
    if isGood {
      #expect(throws: Never.self) { try template.checked() }
    } else {
      #expect(throws: Refusal.self) { try template.checked() }
    }
  }

  @Test("A group message filled in says nothing personal, whatever was written down")
  func nothingPersonal() throws {
    var story = try #require(RequestStory(channel: .weChatGroup))
    try story.give([
      .amend(
        Amendment(
          text: "李阿姨家 13800002046 漏水",
          place: RequestPlace(room: "502", detail: "李阿姨家"), resident: Resident(name: "李阿姨"))),
      .respond(note: ""), .triage(TriageDecision(tier: .first)), .dispatchToPlumber,
    ])
    for template in MessageTemplates.standard.all where template.audience == .group {
      let text = filling(story).filled(template.text)
      for secret in ["李阿姨", "502", "138"] { #expect(!text.contains(secret), "\(text)") }
      #expect(!text.contains("{"))
    }
  }

  @Test("What is not known reads on, and what somebody must write shows as a gap")
  func gaps() throws {
    let story = try #require(RequestStory())
    let text = filling(story).filled("{称呼}，{承办人}{时限}到{地点}：{结果}。{不知道}")
    #expect(text == "李阿姨，工作人员尽快到您家：\(TemplateFilling.blank)。{不知道}")
  }

  @Test("The promise is the soonest clock that a resident cares about and that is not missed")
  func promise() throws {
    let story = try #require(RequestStory())
    func clock(_ kind: ObligationKind, _ minutes: Int) -> Clock {
      let due = story.now.adding(minutes: minutes)
      return Clock(
        kind: kind, basis: .wall, startedAt: story.now, dueAt: due, originallyDueAt: due,
        stoppedAt: nil, explanation: "")
    }
    let clocks = [
      clock(.resolution, 120), clock(.firstResponse, 10), clock(.dispatch, 5), clock(.arrival, -3),
    ]
    let due = story.now.adding(minutes: 10).clockText
    #expect(filling(story, clocks: clocks).filled("{时限}") == "最晚\(due)前")
  }

  @Test("Telephones in free text are masked even for the resident")
  func masked() throws {
    var story = try #require(RequestStory())
    try story.give(.amend(Amendment(text: "请打 13800002046")))
    #expect(!filling(story).filled("{诉求}").contains("13800002046"))
  }

  // MARK: The list

  @Test("Those of the category come first, those of another stay out")
  func order() throws {
    func template(_ name: String, _ moment: TemplateMoment, _ categories: [String] = [])
      -> MessageTemplate
    {
      MessageTemplate(
        name: name, moment: moment, audience: .group, categories: categories, text: "好")
    }
    let list = MessageTemplates([
      template("通用", .any), template("受理", .received), template("水电", .received, ["水电维修"]),
      template("噪声", .received, ["噪声扰民"]), template("办结", .closing),
      template("水电通用", .any, ["水电维修"]),
    ])
    var story = try #require(RequestStory())
    #expect(list.fitting(story.request).map(\.name) == ["受理", "通用"])
    try story.give(.triage(TriageDecision(tier: .first, category: Category("水电维修"))))
    #expect(list.fitting(story.request).map(\.name) == ["水电", "受理", "水电通用", "通用"])
    #expect(list.fitting(story.request, for: .resident).isEmpty)
  }

  @Test("Changes go on, and what another desk has changed meanwhile is not overwritten")
  func changes() throws {
    let old = MessageTemplates.standard
    let first = try #require(old.all.first)
    var other = first
    other.text = "改过的"
    let changed = try old.applying(.replace(first, with: other))
    #expect(changed.named(first.name)?.text == "改过的")
    #expect(throws: Refusal.self) { try changed.applying(.replace(first, with: other)) }
    #expect(throws: Refusal.self) { try changed.applying(.remove(first)) }
    #expect(throws: Refusal.self) { try old.applying(.add(first)) }
    other.name = old.all[1].name
    #expect(throws: Refusal.self) { try old.applying(.replace(first, with: other)) }
    #expect(try old.applying(.raise(old.all[1])).all.first == old.all[1])
    #expect(try old.applying(.raise(first)) == old)
    #expect(try old.applying(.remove(first)).all.count == old.all.count - 1)
  }

  @Test(
    "A text that cannot be read names its line",
    arguments: [
      ("写错", 1), ("# 好\n== 甲 | 受理 | 群消息 ==\n好\n== 乙 | 没有 | 群消息 ==\n好", 4),
      ("== 甲 | 受理 | 谁 ==\n好", 1), ("== 甲 ==\n好", 1), ("\n== 甲 | 受理 | 群消息 ==\n{称呼}", 2),
      ("== 甲 | 受理 | 群消息 ==\n好\n== 甲 | 受理 | 群消息 ==\n好", 3), ("== 甲 | 受理 | 群消息 ==\n\n", 1),
    ])
  func unreadable(text: String, line: Int) {
    #expect { try MessageTemplates(text: text) } throws: { error in
      (error as? MessageTemplates.Unreadable)?.line == line
    }
  }

  @Test("Words of any kind that can be kept are read back as they were")
  func roundTrip() throws {
    let pieces = ["好", "{编号}", "\n", "=", " ", "==", "#", "|", "｛楼组｝", "，", "x", "\u{3000}"]
    var random = SplitMix(seed: 3)
    var kept = 0
    for _ in 0..<500 {
      func words(_ most: UInt64) -> String {
        (0..<Int(random.next() % most)).map { _ in pieces[Int(random.next() % 12)] }.joined()
      }
      let template = MessageTemplate(
        name: words(5), moment: .any, audience: .group, categories: [words(3)], text: words(12))
      guard let list = try? MessageTemplates([]).applying(.add(template)) else { continue }
      kept += 1
      #expect(try MessageTemplates(text: list.text) == list, "\(template)")
    }
    #expect(kept > 100)
  }

  // MARK: Telling

  @Test("A word to the group answers those who asked in it, not a caller and not the hotline")
  func answering() throws {
    for (channel, audience, answers) in [
      (Channel.weChatGroup, TemplateAudience.group, true), (.phone, .group, false),
      (.phone, .resident, true), (.weChatGroup, .resident, true),
    ] {
      var story = try #require(RequestStory(channel: channel))
      try story.give(.inform(Informing("已收到", by: .weChat, to: audience)))
      #expect((story.request.respondedAt != nil) == answers)
      #expect(story.request.lastContactAt == story.now)
    }
  }

  @Test("A gap is not told to anybody, and nor is nothing")
  func gapRefused() throws {
    var story = try #require(RequestStory())
    for text in ["", "  \n", "已处理：\(TemplateFilling.blank)。"] {
      #expect(throws: Refusal.self) {
        try story.give(.inform(Informing(text, by: .phone, to: .resident)))
      }
    }
  }

  @Test("What was told stays told, and the step before it can be taken back")
  func undo() throws {
    var story = try #require(RequestStory())
    try story.give([
      .respond(note: ""), .triage(TriageDecision(tier: .first)),
      .inform(Informing("好的", by: .phone, to: .resident)), .undo(reason: "错"),
    ])
    #expect(story.request.tier == nil)
    #expect(story.request.lastContactAt != nil)
  }
}
