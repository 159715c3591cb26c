import Testing

@testable import CoreModel

/// Saturday 2026-11-21, 20:00 in Shanghai.
private let now = Instant(iso8601: "2026-11-21T20:00:00") ?? Instant(milliseconds: 0)

private func group(_ name: String, chat: String) -> BuildingGroup {
  BuildingGroup(id: GroupID(name), name: name, estate: Sample.ruihe, weChatGroup: chat)
}

private let directory = Directory(
  neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
  estates: Sample.directory.estates,
  groups: [
    group("2号楼", chat: "瑞和2号楼大家庭"), group("12号楼", chat: "12号楼邻里群"), group("8号楼", chat: "八号楼群"),
  ], people: Sample.directory.people)

private let rules = TriageRules.standard

private func intake(
  _ text: String, group: GroupID? = GroupID("12号楼"), registered: [ChatRegistered] = []
) -> ChatIntake {
  var intake = ChatIntake(text, group: group, in: directory, rules: rules, at: now)
  intake.leaveOut(registered)
  return intake
}

@Suite("A conversation becomes candidates") struct ChatIntakeTests {
  @Test("Words of nobody known are not said to be the staff's, where a unit is not filled in")
  func nobody() throws {
    let unnamed = Directory(
      neighborhood: directory.neighborhood, estates: directory.estates, groups: directory.groups,
      people: directory.people + [Person(id: PersonID("p"), name: "吴刚", role: .maintenance)])
    let text = (1...300).map { "12号楼的楼道灯第\($0)次不亮" }.joined(separator: "\n")
    let found = ChatIntake(text, in: unnamed, rules: rules, at: now)
    #expect(found.candidates.contains { $0.sender.isEmpty })
    #expect(found.candidates.allSatisfy { $0.omission != .staff })
  }

  @Test(
    "Small talk is left out, and says why",
    arguments: [
      ("谢谢！", ChatOmission.courtesy), ("收到收到[OK]", .courtesy), ("好的，谢谢王老师", .courtesy),
      ("早上好🌹", .courtesy), ("@王芳 辛苦了", .courtesy), ("[捂脸][捂脸]", .faces), ("😂😂", .faces),
      ("[动画表情]", .faces), ("我家也是", .agreement), ("+1", .agreement), ("#接龙\n团购鸡蛋\n1. 张阿姨", .chain),
      ("1. 张阿姨\n2. 李师傅\n3. 502", .chain), ("[红包] 恭喜发财", .packet), ("[链接] 养生", .passedOn),
      ("[图片]", .wordless), ("[语音] 12\"", .wordless), ("在吗", .tooShort), ("？", .faces),
    ])
  func smallTalk(_ words: String, _ why: ChatOmission) throws {
    let candidate = try #require(intake("张阿姨 19:36\n\(words)").candidates.first)
    #expect(candidate.omission == why)
    #expect(!why.title.isEmpty && !why.reason.isEmpty)
  }

  @Test(
    "What asks for something is proposed",
    arguments: [
      "楼道灯不亮", "谢谢，顺便问一下什么时候来修灯", "几点停水？", "好久没有来水了", "早上好，8号楼没有水", "我家也漏水了", "支持加装电梯，请居委组织",
      "好的，那502漏水怎么办",
    ])
  func proposed(_ words: String) throws {
    #expect(try #require(intake("张阿姨 19:36\n\(words)").candidates.first).omission == nil)
  }

  @Test(
    "Whoever works on requests is no resident",
    arguments: ["王芳", "居委王芳", "王芳（居委会）", "赵师傅", "物业", "我", "瑞和物业"])
  func staff(_ sender: String) {
    #expect(intake("\(sender) 19:36\n楼道灯不亮").candidates.map(\.omission) == [.staff])
  }

  @Test("A resident with a name like somebody's is one", arguments: ["王芳妈妈", "小王芳芳家", "张阿姨"])
  func noStaff(_ sender: String) {
    #expect(intake("\(sender) 19:36\n楼道灯不亮").candidates.map(\.omission) == [nil])
  }

  @Test("What one person sends in pieces is one matter")
  func together() throws {
    let found = intake(
      """
      张阿姨 19:36
      [图片]
      张阿姨 19:36
      12号502厨房漏水
      "李四"撤回了一条消息
      张阿姨 19:38
      漏到501了
      张阿姨 19:39
      谢谢
      张阿姨 19:50
      电梯也停了
      李 19:51
      楼道灯不亮
      """)
    let proposed = found.candidates.filter { $0.omission == nil }
    #expect(proposed.map(\.messages.count) == [2, 1, 1, 1])
    let first = try #require(proposed.first)
    #expect(first.draft.text.contains("厨房漏水") && first.draft.text.contains("群里附图片 1 张"))
    #expect(first.draft.place == RequestPlace(group: GroupID("12号楼"), room: "502"))
    #expect(first.at == Instant(iso8601: "2026-11-21T19:36:00"))
    #expect(found.candidates.flatMap(\.messages).count == found.messageCount)
  }

  @Test("Another place, another matter and a gap begin another candidate")
  func apart() {
    #expect(intake("张 19:36\n12号502漏水\n张 19:37\n8号101也漏").candidates.count == 2)
    #expect(intake("张 19:36\n楼道灯不亮\n张 19:37\n另外电梯也停了").candidates.count == 2)
    #expect(intake("张 19:36\n楼道灯不亮\n张 19:42\n电梯停了").candidates.count == 2)
    #expect(intake("张 19:36\n楼道灯不亮\n李 19:36\n啊？怎么又坏了\n张 19:37\n两天了").candidates.count == 3)
  }

  @Test(
    "The group is known by the title",
    arguments: [
      ("12号楼邻里群", "12号楼"), ("12号楼", "12号楼"), ("【12号楼邻里群】", "12号楼"), ("瑞和2号楼大家庭", "2号楼"),
      ("瑞和锦庭12号楼业主", "12号楼"), ("八号楼群", "8号楼"),
    ])
  func titles(_ title: String, _ group: String) {
    let found = intake("\(title)的聊天记录\n\n张阿姨 19:36\n楼道灯不亮", group: nil)
    #expect(found.group == GroupID(group) && found.titleGroup == GroupID(group))
    #expect(found.candidates.map(\.draft.place.group) == [GroupID(group)])
  }

  @Test("A title that fits nothing or several says nothing", arguments: ["团购群", "瑞和锦庭", ""])
  func noTitle(_ title: String) {
    #expect(ChatGroup.group(named: title, in: directory) == nil)
  }

  @Test(
    "The place is that of the words, of the sender's name, of the group, in this order",
    arguments: [
      ("张阿姨", "楼道灯不亮", "12号楼", nil), ("张阿姨", "8号101漏水", "8号楼", "101"),
      ("12-502 张阿姨", "家里漏水", "12号楼", "502"), ("502张阿姨", "家里漏水", "12号楼", "502"),
      ("8-101李", "家里漏水", "8号楼", "101"), ("张阿姨", "502漏水", "12号楼", "502"),
      ("张阿姨", "502室漏水", "12号楼", "502"), ("12-502 张阿姨", "8号101漏水", "8号楼", "101"),
      ("12-502 张阿姨", "8号楼没有水", "8号楼", nil), ("张阿姨", "3个灯不亮", "12号楼", nil),
    ] as [(String, String, String, String?)])
  func places(_ sender: String, _ words: String, _ group: String, _ room: String?) throws {
    let candidate = try #require(intake("\(sender) 19:36\n\(words)").candidates.first)
    #expect(candidate.draft.place.group == GroupID(group))
    #expect(candidate.draft.place.room == room)
    #expect(
      candidate.draft.resident.name?.contains("阿姨") != false || candidate.draft.resident.name == "李"
    )
  }

  @Test("Calling a colleague gives no order, an address is no call")
  func mentions() throws {
    let called = try #require(intake("张 19:36\n@赵师傅\u{2005}楼道灯不亮").candidates.first)
    #expect(called.draft.handler == nil && called.draft.problems.isEmpty)
    #expect(called.draft.text == "楼道灯不亮")
    #expect(called.original.contains("@赵师傅"), "the very words are kept")
    let address = try #require(intake("张 19:36\n写信给abc@example.cn没有人回").candidates.first)
    #expect(address.draft.text.contains("abc@example.cn"))
    #expect(try #require(intake("张 19:36\n@赵师傅楼道灯不亮").candidates.first).draft.text == "楼道灯不亮")
  }

  @Test("What is registered has the group's channel, the message's time and who said it")
  func registration() throws {
    let candidate = try #require(
      intake("12-502 张阿姨 2026/11/21 19:36:05\n楼道灯不亮，有老人摔倒 13800002046").candidates.first)
    let form = candidate.registration(
      in: NeighborhoodID("n"), firstReceiver: PersonID("wang"), at: now)
    #expect(form.channel == .weChatGroup && form.text == "楼道灯不亮，有老人摔倒")
    #expect(form.receivedAt == Instant(iso8601: "2026-11-21T19:36:05"))
    #expect(form.resident == Resident(name: "张阿姨", phone: "13800002046"))
    #expect(candidate.suggestion?.urgency != nil)
    #expect(candidate.steps(taken: false, at: now).isEmpty, "a suggestion is never applied unseen")
    #expect(candidate.steps(taken: true, at: now).map(\.kind) == [.triage])
    let unknown = try #require(intake("张阿姨:\n楼道灯不亮").candidates.first)
    #expect(
      unknown.registration(in: NeighborhoodID("n"), firstReceiver: PersonID("wang"), at: now)
        .receivedAt == now)
  }

  @Test("The very words are noted where the request's differ")
  func original() throws {
    var found = intake("张阿姨 19:36\n[图片]\n楼道灯不亮\n李 19:37\n水管漏水")
    let note = try #require(found.candidates[0].steps(taken: false, at: now).first)
    guard case .note(let text) = note else { throw Impossible() }
    #expect(text.hasPrefix("微信群原话 · 张阿姨 11月21日 19:36") && text.contains("[图片]\n楼道灯不亮"))
    #expect(found.candidates[1].steps(taken: false, at: now).isEmpty)
    found.rewrite(1, as: "8号101 水管漏水 !急", in: directory, rules: rules, at: now)
    #expect(found.candidates[1].draft.urgency == .urgent)
    #expect(found.candidates[1].draft.place == RequestPlace(group: GroupID("8号楼"), room: "101"))
    #expect(found.candidates[1].steps(taken: false, at: now).map(\.kind) == [.note])
    found.rewrite(1, as: "水管漏水", in: directory, rules: rules, at: now)
    #expect(found.candidates[1].steps(taken: false, at: now).isEmpty, "as it was proposed")
  }

  @Test("What is registered already is recognised, by its moment or without one by its words")
  func registered() throws {
    let at = try #require(Instant(iso8601: "2026-11-21T19:36:00"))
    let known = ChatRegistered(
      number: "20261121-007", resident: "张阿姨", text: "楼道灯不亮", receivedAt: at)
    #expect(
      intake("张阿姨 19:36\n楼道灯不亮", registered: [known]).candidates.map(\.omission)
        == [.registered("20261121-007")])
    #expect(
      intake("张阿姨 19:36\n12号楼 楼道灯不亮了，请来修", registered: [known]).candidates.map(\.omission)
        == [.registered("20261121-007")], "one person at one moment says one thing")
    #expect(
      intake("张阿姨:\n楼道灯不亮！", registered: [known]).candidates.map(\.omission)
        == [.registered("20261121-007")])
    #expect(intake("张阿姨 19:37\n楼道灯不亮", registered: [known]).candidates.map(\.omission) == [nil])
    #expect(intake("李 19:36\n水管漏水", registered: [known]).candidates.map(\.omission) == [nil])
    #expect(intake("李:\n楼道灯不亮", registered: [known]).candidates.map(\.omission) == [nil])
    #expect(
      intake("张阿姨 19:36\n谢谢", registered: [known]).candidates.map(\.omission) == [.courtesy])
    let twice = intake("张阿姨 19:36\n楼道灯不亮\n李 19:37\n我也觉得暗\n张阿姨 19:36\n楼道灯不亮")
    #expect(twice.candidates.map(\.omission) == [nil, nil, .repeated])
    #expect(Set(twice.candidates.map(\.id)).count == 3)
  }

  @Test("The span that is asked for covers every message, and days back where no time is known")
  func span() throws {
    let at = try #require(Instant(iso8601: "2026-11-20T19:36:00"))
    let dated = intake("张阿姨 2026/11/20 19:36:00\n楼道灯不亮").candidates
    #expect(ChatRegistered.span(of: dated, at: now) == at...now)
    let unknown = intake("张阿姨:\n楼道灯不亮").candidates
    #expect(ChatRegistered.span(of: unknown, at: now).lowerBound == now.adding(minutes: -3 * 1440))
  }
}

private struct Impossible: Error {}
