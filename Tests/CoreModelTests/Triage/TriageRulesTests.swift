import Testing

@testable import CoreModel

@Suite("Triage rules (三层筛)")
struct TriageRulesTests {
  private func suggest(_ text: String, channel: Channel? = .phone, at minute: Int? = 600)
    -> TriageSuggestion?
  {
    TriageRules.standard.suggest(text: text, channel: channel, at: minute)
  }

  @Test(
    "What the desk hears is graded as the desk would",
    arguments: [
      ("楼道灯不亮", "公共照明", Tier.first, "灯不亮"), ("楼道的灯又不亮了", "公共照明", .first, "灯又不亮"),
      ("楼道灯不亮，有老人摔倒", "人身危险", .first, "摔倒"), ("电梯里困住三个人", "电梯困人", .first, "电梯里困"),
      ("有人被困在电梯里", "电梯困人", .first, "困在电梯"), ("电梯坏了", "电梯故障", .first, "电梯坏"),
      ("厨房水管漏水", "渗漏水", .first, "漏水"), ("马桶反水", "反水堵塞", .first, "反水"),
      ("楼道里有煤气味", "燃气泄漏", .first, "煤气味"), ("有人楼上高空抛物", "高空坠物", .first, "高空抛物"),
      ("电瓶车推上楼充电", "飞线充电", .first, "电瓶车推上楼"), ("私家车占了消防通道", "消防通道", .first, "消防通道"),
      ("收废品噪音扰民", "噪声扰民", .second, "噪音"), ("楼上漏水邻居不肯修", "渗漏水", .first, "漏水"),
      ("邻居吵架", "邻里纠纷", .second, "邻居"), ("有人在搭建阳光房", "违法建筑", .second, "搭建"),
      ("怀疑群租", "群租", .second, "群租"), ("我们想加装电梯", "加装电梯", .third, "加装电梯"),
      ("电梯加装什么时候开始维修", "加装电梯", .third, "电梯加装"),
      ("遛狗不牵绳", "养犬", .second, "遛狗"), ("居住证怎么办理", "证明办理", .first, "居住证"),
      ("希望建一个儿童乐园", "公共空间", .third, "儿童乐园"), ("ＷＩＦＩ咨询", "咨询", .first, "咨询"),
    ])
  func table(text: String, rule: String, tier: Tier, word: String) throws {
    let suggestion = try #require(suggest(text))
    #expect(suggestion.rule == rule)
    #expect(suggestion.tier == tier)
    #expect(suggestion.reason == "\(suggestion.category.name)·关键词「\(word)」")
    #expect(suggestion.decision.basis == suggestion.reason)
  }

  @Test("Nothing is suggested for words that say nothing", arguments: ["", "你好", "谢谢书记"])
  func none(text: String) {
    #expect(suggest(text) == nil)
  }

  @Test("The night patrol takes what is loud at night, by the clock or by the channel")
  func night() {
    #expect(suggest("夜间翻捡垃圾，声响大", at: 21 * 60)?.handler == .crew(.nightPatrol))
    #expect(suggest("夜间翻捡垃圾，声响大", at: 3 * 60)?.handler == .crew(.nightPatrol))
    #expect(suggest("夜间翻捡垃圾，声响大", at: 9 * 60)?.handler == .role(.propertyManager))
    #expect(suggest("翻捡垃圾", channel: .nightPatrol, at: nil)?.rule == "夜间垃圾扰民")
    #expect(suggest("翻捡垃圾", at: nil)?.rule == "垃圾清运")
  }

  @Test("A star stays within a sentence and within eight characters")
  func stars() {
    let text = KeywordText("灯坏了。不亮")
    #expect(text.find("灯*不亮") == nil)
    #expect(KeywordText("灯一二三四五六七八不亮").find("灯*不亮") != nil)
    #expect(KeywordText("灯一二三四五六七八九不亮").find("灯*不亮") == nil)
    #expect(KeywordText("灯灯一二三四五六七八不亮").find("灯*不亮") == "灯一二三四五六七八不亮")
    #expect(KeywordText("甲").find("*") == nil)
    #expect(KeywordText("").find("甲*乙") == nil)
  }

  @Test("Excluded words and places count")
  func conditions() {
    let rules = TriageRules([
      TriageRule(
        name: "a", keywords: ["堆"], excluding: ["雪"], places: ["楼道", "车棚"], tier: .second,
        category: Category("环境"))
    ])
    #expect(rules.suggest(text: "楼道堆物", channel: nil, at: nil) != nil)
    #expect(rules.suggest(text: "花园堆物", channel: nil, at: nil) == nil)
    #expect(rules.suggest(text: "楼道门口堆雪人", channel: nil, at: nil) == nil)
  }

  @Test("The standard table is complete: every rule can be reached, names are its own")
  func standard() {
    let rules = TriageRules.standard.rules
    #expect(rules.count >= 35)
    #expect(Set(rules.map(\.name)).count == rules.count)
    #expect(Set(rules.map(\.tier)) == Set(Tier.allCases))
    for rule in rules {
      let minute = rule.atNightOnly ? 23 * 60 : 600
      let isReached = rule.keywords.contains { keyword in
        let words = String(keyword.filter { $0 != "*" })
        return suggest(words, at: minute)?.rule == rule.name
      }
      #expect(isReached, "\(rule.name)")
    }
  }

  @Test("Reading the printed rules gives the same rules")
  func roundTrip() throws {
    #expect(try TriageRules(text: TriageRules.standard.text) == TriageRules.standard)
    #expect(try TriageRules(text: TriageRules([]).text) == TriageRules([]))
    var random = SplitMix(seed: 7)
    func pick<T>(_ values: [T]) -> T { values[Int(random.next() % UInt64(values.count))] }
    let words = ["漏水", "灯*不亮", "Wi-Fi", "a", "＃1", "ⅰ"]
    for _ in 0..<500 {
      let rules = TriageRules(
        (0..<3).map { index in
          TriageRule(
            name: "规则\(index)", keywords: [pick(words), pick(words)],
            excluding: pick([[], [pick(words)]]), places: pick([[], ["楼道"]]),
            atNightOnly: pick([true, false]), tier: pick(Tier.allCases),
            category: Category(pick(["水电维修", "噪声 扰民"])),
            handler: pick([nil, .crew(pick(Crew.allCases)), .role(pick(Role.allCases))]),
            urgency: pick([nil] + Urgency.allCases))
        })
      #expect(try TriageRules(text: rules.text) == rules)
    }
  }

  @Test("Words that would break the text are left out of it")
  func hostileWords() throws {
    let rules = TriageRules([
      TriageRule(name: "a|b\n", keywords: ["x|y"], tier: .first, category: Category("c|d"))
    ])
    let read = try TriageRules(text: rules.text)
    #expect(read.rules.map(\.name) == ["ab"])
    #expect(read.rules.map(\.keywords) == [["xy"]])
  }

  @Test("Full-width signs and missing last columns are understood")
  func lenient() throws {
    let rules = try TriageRules(text: "＃ 备注\r\n灯｜灯＊不亮，没灯｜｜｜｜1级｜报修\r\n")
    #expect(
      rules.rules == [
        TriageRule(name: "灯", keywords: ["灯*不亮", "没灯"], tier: .first, category: Category("报修"))
      ])
  }

  @Test(
    "A line that is not understood is named, with what it should be",
    arguments: [
      ("灯 | 灯", "应有 9 栏，用 | 分开（名称、关键词、不含、地点、时段、级别、类别、派给、紧急），实有 2 栏"),
      (" | 灯 | | | | 一级 | 报修 | |", "没有写名称"), ("灯 | * | | | | 一级 | 报修 | |", "「灯」没有写关键词"),
      ("灯 | 灯 | | | 早上 | 一级 | 报修 | |", "时段写「夜间」或不写，不是「早上」"),
      ("灯 | 灯 | | | | 四级 | 报修 | |", "级别写一级、二级或三级，不是「四级」"),
      ("灯 | 灯 | | | | 一级 | | |", "「灯」没有写类别"), ("灯 | 灯 | | | | 一级 | 报修 | | 很急", "紧急写急、特急或不写，不是「很急」"),
      ("甲 | 灯 | | | | 一级 | 报修 | |", "名称「甲」与第 2 行重复"),
    ])
  func unreadable(line: String, reason: String) {
    let error = TriageRules.Unreadable(line: 3, reason: reason)
    #expect(throws: error) {
      try TriageRules(text: "# 规则\n甲 | 水 | | | | 一级 | 报修 | |\n\(line)\n")
    }
    #expect(error.message.hasPrefix("分级规则第 3 行："))
  }

  @Test("A role that one active person has becomes that person")
  func suggestedHandlers() {
    #expect(
      SuggestedHandler.role(.police).handler(in: Sample.directory) == .person(PersonID("chen")))
    #expect(SuggestedHandler.role(.maintenance).handler(in: Sample.directory) == nil)
    #expect(SuggestedHandler.crew(.grid).handler(in: Sample.directory) == .pool(.grid))
  }
}
