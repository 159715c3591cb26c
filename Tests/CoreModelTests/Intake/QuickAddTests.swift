import Testing

@testable import CoreModel

@Suite("Quick-add: one line of Chinese")
struct QuickAddTests {
  private func parse(_ line: String) -> QuickAddDraft {
    QuickAdd.parse(line, in: Sample.directory)
  }

  @Test("The line of the manual is understood whole")
  func manual() {
    let draft = parse("12号502 楼道灯不亮 13800002046 @赵师傅 !急 #来电")
    #expect(draft.text == "楼道灯不亮")
    #expect(draft.place == RequestPlace(group: GroupID("12号楼"), room: "502"))
    #expect(draft.resident.phone == "13800002046")
    #expect(draft.handler == .person(PersonID("zhao")))
    #expect(draft.urgency == .urgent)
    #expect(draft.channel == .phone)
    #expect(draft.problems.isEmpty)
    #expect(
      draft.recognised.map(\.kind) == [.place, .phone, .handler, .urgency, .channel])
    #expect(draft.recognised.map(\.meaning) == ["12·502", "13800002046", "赵师傅", "急", "来电"])
  }

  @Test(
    "Handlers by name, initials, crew, and role",
    arguments: [
      ("漏水 @赵师傅", Handler.person(PersonID("zhao"))),
      ("漏水@赵师傅", .person(PersonID("zhao"))),
      ("@赵师傅漏水", .person(PersonID("zhao"))),
      ("漏水 ＠赵", .person(PersonID("zhao"))),
      ("漏水 @wf", .person(PersonID("wang"))),
      ("漏水 @维修班", .pool(.maintenance)),
      ("漏水 @yxz", .pool(.nightPatrol)),
      ("漏水 @民警", .person(PersonID("chen"))),
    ])
  func handlers(line: String, handler: Handler) {
    let draft = parse(line)
    #expect(draft.handler == handler)
    #expect(draft.text == "漏水")
    #expect(draft.problems.isEmpty)
  }

  @Test(
    "A handler that is not plain is asked for, and stays in the text",
    arguments: [
      ("漏水 @zsf", "「@zsf」可以是：赵师傅、郑师傅；请写清楚或登记后派单"),
      ("漏水 @刘敏", "「@刘敏」可以是：刘敏（调解员 居委会）、刘敏（网格员 街道）；请写清楚或登记后派单"),
      ("漏水 @孙师傅", "不认识承办人「@孙师傅」，已留在内容里"),
      ("漏水 @书记", "没有在册的书记，「@书记」已留在内容里"),
      ("漏水 @维修人员", "「@维修人员」可以是：赵师傅、郑师傅；请写清楚或登记后派单"),
    ])
  func unclearHandlers(line: String, problem: String) {
    let draft = parse(line)
    #expect(draft.handler == nil)
    #expect(draft.text == line)
    #expect(draft.problems == [problem])
  }

  @Test(
    "An unknown handler stays whole, and is nobody else",
    arguments: [
      ("漏水 @钱师傅", "漏水 @钱师傅", "@钱师傅"), ("漏水@钱师傅", "漏水@钱师傅", "@钱师傅"),
      ("12号502 漏水，@钱师傅", "漏水，@钱师傅", "@钱师傅"), ("漏水 ＠李阿姨 12号502", "漏水 ＠李阿姨", "＠李阿姨"),
      ("@姓名李明 漏水", "@姓名李明 漏水", "@姓名李明"), ("漏水 @5号楼", "漏水 @5号楼", "@5号楼"),
      ("漏水，12号502 @钱师傅", "漏水， @钱师傅", "@钱师傅"), ("漏水 @钱师傅12号502", "漏水 @钱师傅", "@钱师傅"),
    ])
  func strangers(line: String, text: String, name: String) {
    let draft = parse(line)
    #expect(draft.handler == nil)
    #expect(draft.resident == Resident())
    #expect(draft.text == text)
    #expect(draft.problems == ["不认识承办人「\(name)」，已留在内容里"])
    #expect((draft.place.room == "502") == line.contains("502"))
    #expect(draft.place.group != GroupID("5、6号楼"))
    // And a resident beside them is still one.
    #expect(parse(line + " 张先生").resident.name == "张先生")
  }

  @Test(
    "Urgency, tier and channel by their signs",
    arguments: [
      ("漏水 !急", Urgency.urgent, nil, nil), ("漏水！特急", .critical, nil, nil),
      ("!tj 漏水", .critical, nil, nil), ("漏水 !一级", .normal, Tier.first, nil),
      ("漏水 ！２级 #ld", .normal, .second, Channel.phone), ("漏水 #微信群", .normal, nil, .weChatGroup),
      ("漏水 #微信", .normal, nil, .weChatGroup), ("漏水 ＃12345", .normal, nil, .hotline),
      ("#书记接待日 漏水", .normal, nil, .secretaryDay), ("#夜巡漏水", .normal, nil, .nightPatrol),
      ("漏水 #yx !三级", .normal, .third, .nightPatrol),
    ])
  func signs(line: String, urgency: Urgency, tier: Tier?, channel: Channel?) {
    let draft = parse(line)
    #expect(draft.urgency == urgency)
    #expect(draft.tier == tier)
    #expect(draft.channel == channel)
    #expect(draft.text == "漏水")
  }

  @Test(
    "Signs that mean nothing here stay in the text",
    arguments: ["快来！急死了", "漏水!!", "C#语言", "a@b.cn", "#", "@", "!", "漏水！"])
  func noSigns(line: String) {
    #expect(parse(line).text == line)
    #expect(parse(line).problems.isEmpty)
  }

  @Test(
    "Residents, only where it is plain",
    arguments: [
      ("12号502 李阿姨 漏水", "李阿姨", "漏水"), ("12号502李阿姨 漏水", "李阿姨", "漏水"),
      ("李桂芳阿姨，漏水", "李桂芳阿姨", "漏水"), ("欧阳先生 漏水", "欧阳先生", "漏水"),
      ("李阿姨反映漏水", "李阿姨", "李阿姨反映漏水"), ("12号502 李阿姨家漏水", "李阿姨", "李阿姨家漏水"),
      ("漏水 联系人：李小明", "李小明", "漏水"), ("钟点阿姨没来", nil, "钟点阿姨没来"),
      ("有老人摔倒", nil, "有老人摔倒"), ("赵师傅 漏水", nil, "赵师傅 漏水"), ("老师 吵架", nil, "老师 吵架"),
    ])
  func residents(line: String, name: String?, text: String) {
    let draft = parse(line)
    #expect(draft.resident.name == name)
    #expect(draft.text == text)
  }

  @Test("Commas between what was understood go with it")
  func commas() {
    let draft = parse("12号502，李阿姨，楼道灯不亮，有老人摔倒，13800002046，!急")
    #expect(draft.text == "楼道灯不亮，有老人摔倒")
  }

  @Test("A sign said twice counts once")
  func twice() {
    let draft = parse("漏水 @赵师傅 @郑师傅 #来电 #来访")
    #expect(draft.handler == .person(PersonID("zhao")))
    #expect(draft.channel == .phone)
    #expect(draft.text == "漏水 @郑师傅 #来访")
    #expect(draft.problems.count == 2)
  }

  @Test("An empty line is an empty draft")
  func empty() {
    #expect(parse("") == QuickAddDraft())
    #expect(parse(" 　\n") == QuickAddDraft())
  }

  @Test("No typed character is lost, none is invented, and their order stays")
  func nothingIsLost() {
    var random = SplitMix(seed: 20_261_121)
    let pieces =
      [
        "12号", "502", "室", "木荷苑", "5", "号楼", "道灯不亮", "，", "、", "：", " ", "　", "!急", "！", "@赵师傅",
        "@zsf", "@钱师傅",
        "@", "#来电", "#", "13800002046", "021-", "62120000", "(021)", "李阿姨", "家", "反映", "电话", "。",
        "3-1201", "-",
        "·", "８号", "👨‍👩‍👧", "é", "\u{0301}", "\t", "\n", "弄", "单元", "2", "A", "联系人", "+86", "1",
        "真源1058弄",
      ]
    for _ in 0..<20_000 {
      let line = (0..<Int(random.next() % 12)).map { _ in
        pieces[Int(random.next() % UInt64(pieces.count))]
      }.joined()
      let draft = parse(line)
      let typed = visible(line)
      let taken = draft.recognised.map { visible($0.sourceText) }
      // Every recognised word stands in the line; what is left of it, in order, is the text.
      let kept = visible(draft.text)
      #expect(isSubsequence(kept, of: typed), "\(line)")
      for word in taken { #expect(line.unicodeScalars.containsRun(word), "\(line)") }
      var counts: [Unicode.Scalar: Int] = [:]
      for scalar in typed { counts[scalar, default: 0] += 1 }
      for scalar in kept { counts[scalar, default: 0] -= 1 }
      for (word, recognised) in zip(taken, draft.recognised)
      where !recognised.staysInText {
        for scalar in word { counts[scalar, default: 0] -= 1 }
      }
      #expect(counts.values.allSatisfy { $0 == 0 }, "\(line) → \(draft)")
    }
  }

  private func visible(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { !$0.properties.isWhitespace }
  }

  private func isSubsequence(_ part: [Unicode.Scalar], of whole: [Unicode.Scalar]) -> Bool {
    var rest = part[...]
    for scalar in whole where scalar == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}

extension String.UnicodeScalarView {
  /// Whether the scalars stand in it in a row, blanks aside.
  fileprivate func containsRun(_ run: [Unicode.Scalar]) -> Bool {
    let visible = filter { !$0.properties.isWhitespace }.map { $0 }
    return run.isEmpty
      || visible.indices.contains { visible[$0...].starts(with: run) }
  }
}

/// A small generator with a seed, so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
