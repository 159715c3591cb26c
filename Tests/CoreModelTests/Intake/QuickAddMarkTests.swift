import Testing

@testable import CoreModel

@Suite("Quick-add: signs")
struct QuickAddMarkTests {
  private static let crews = Crew.allCases.map { "@\($0.title)" }.joined(separator: " ")

  private func parse(_ line: String) -> QuickAddDraft {
    QuickAdd.parse(line, in: Sample.directory)
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
      ("漏水 @孙师傅", "不认识承办人「@孙师傅」，已留在内容里；可写：\(Self.crews)"),
      ("漏水 @小王", "不认识承办人「@小王」，已留在内容里；可写：@王芳 \(Self.crews)"),
      ("漏水 @刘师傅", "不认识承办人「@刘师傅」，已留在内容里；可写：@刘敏 \(Self.crews)"),
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
    #expect(draft.problems == ["不认识承办人「\(name)」，已留在内容里；可写：\(Self.crews)"])
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
    "An unknown word behind a sign stays, and says what can be written",
    arguments: [
      ("漏水 !非常急", "「!非常急」：可写 !急 !特急 !一级 !二级 !三级，已留在内容里"),
      ("！很急，漏水", "「！很急」：可写 !急 !特急 !一级 !二级 !三级，已留在内容里"),
      ("漏水!四级", "「!四级」：可写 !急 !特急 !一级 !二级 !三级，已留在内容里"),
      (
        "漏水 #群", "不认识来源「#群」，可写：#微信群 #来电 #来访 #扫码 #12345 #巡查 #夜巡 #走访 #联系卡 #书记接待日"
      ),
    ])
  func unknownSigns(line: String, problem: String) {
    let draft = parse(line)
    #expect(draft.text == line)
    #expect(draft.problems == [problem])
    #expect(draft.urgency == .normal && draft.tier == nil && draft.channel == nil)
  }

  @Test(
    "Signs that mean nothing here stay in the text",
    arguments: ["快来！急死了", "漏水!!", "C#语言", "a@b.cn", "#", "@", "!", "漏水！"])
  func noSigns(line: String) {
    #expect(parse(line).text == line)
    #expect(parse(line).problems.isEmpty)
  }

  @Test("A sign said twice counts once")
  func twice() {
    let draft = parse("漏水 @赵师傅 @郑师傅 #来电 #来访")
    #expect(draft.handler == .person(PersonID("zhao")))
    #expect(draft.channel == .phone)
    #expect(draft.text == "漏水 @郑师傅 #来访")
    #expect(draft.problems.count == 2)
  }
}
