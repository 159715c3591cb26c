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
      ("楼道里有煤气味", "燃气泄漏", .first, "煤气味"), ("有人楼上高空抛物", "高空抛物", .second, "高空抛物"),
      ("电瓶车推上楼充电", "飞线充电", .first, "电瓶车推上楼"), ("私家车占了消防通道", "消防通道", .first, "消防通道"),
      ("收废品噪音扰民", "商户扰民", .second, "收废品"), ("楼上漏水邻居不肯修", "邻里漏水", .second, "楼上漏"),
      ("邻居吵架", "邻里纠纷", .second, "邻居"), ("有人在搭建阳光房", "违法建筑", .second, "搭建"),
      ("怀疑群租", "群租", .second, "群租"), ("我们想加装电梯", "加装电梯", .third, "加装电梯"),
      ("电梯加装什么时候开始维修", "加装电梯", .third, "电梯加装"),
      ("遛狗不牵绳", "养犬", .first, "遛狗"), ("居住证怎么办理", "证明办理", .first, "居住证"),
      ("希望建一个儿童乐园", "公共空间", .third, "儿童乐园"), ("ＷＩＦＩ咨询", "咨询", .first, "咨询"),
    ])
  func table(text: String, rule: String, tier: Tier, word: String) throws {
    let suggestion = try #require(suggest(text))
    #expect(suggestion.rule == rule)
    #expect(suggestion.tier == tier)
    #expect(suggestion.reason == "\(suggestion.category.name)·关键词「\(word)」")
    #expect(suggestion.decision.basis == suggestion.reason)
  }

  /// Neighbours, old people and places stand in half of all texts: they must not decide.
  @Test(
    "A text is graded by what is wrong, not by who is near",
    arguments: [
      ("3号楼电梯关门夹人，差点夹到小孩的手", "电梯", Tier.first), ("楼道里的灭火器过期了没人换", "安全隐患", .first),
      ("六楼水压小，热水器打不着", "水电维修", .first), ("楼上空调滴水，滴在我家遮阳棚上", "邻里纠纷", .first),
      ("报修三次了物业不来", "物业服务", .second), ("楼上漏水，请居委协调", "邻里纠纷", .second),
      ("楼上漏水把我家天花板泡坏了，邻居不肯赔", "邻里纠纷", .second), ("厨房水管漏水，家里有老人", "水电维修", .first),
      ("香樟树上毛毛虫掉下来，掉到晒的被子上", "绿化", .first), ("家里有老人，楼道灯不亮", "水电维修", .first),
      ("电梯又坏了，家里老人下不了楼", "电梯", .first), ("隔壁在楼道里堆了好多纸箱", "环境卫生", .first),
      ("楼上小孩半夜跑跳，脚步声很重", "噪声扰民", .second), ("楼下邻居把电瓶拎回家充电", "安全隐患", .first),
      ("楼上独居阿婆好几天没出门了，不放心", "为老助残", .first), ("隔壁邻居老是把垃圾放我家门口，吵了好几次", "邻里纠纷", .second),
      ("请问老年卡在哪里办", "咨询办事", .first), ("请问医保卡丢了怎么办", "咨询办事", .first),
      ("我们楼组想把架空层改成活动室", "议事事项", .third), ("大家商量一下非机动车棚怎么改", "议事事项", .third),
      ("有辆车堵在大门口挡住我的车", "停车管理", .first), ("楼上的狗天天叫", "养宠", .first), ("小孩被没牵绳的狗咬了", "养宠", .second),
      ("外墙瓷砖掉下来了，怕砸到人", "安全隐患", .second), ("健身器材螺丝松了", "公共设施", .first),
      ("小区大门门禁刷卡没反应", "公共设施", .first), ("我家没电了，隔壁有电", "水电维修", .first), ("垃圾桶满了没人清", "环境卫生", .first),
      ("楼道里有大便，太脏了", "环境卫生", .first), ("儿子媳妇和婆婆天天吵，婆媳不和", "家庭矛盾", .second),
      ("电瓶车电瓶被偷了", "治安", .second), ("三楼闻到煤气味", "安全隐患", .first), ("有位老伯在花园晕倒了", "人员安全", .first),
      ("隔壁房东隔成六间出租", "房屋租赁", .second), ("顶楼在搭建玻璃房", "违法建设", .second), ("电梯突然下沉，吓死了", "电梯", .first),
      ("下雨天12号楼门口积水很深", "公共设施", .first), ("希望单元门口加一个无障碍坡道", "议事事项", .third),
      ("妈妈坐轮椅，下周去医院想请人帮忙抬下楼", "为老助残", .first), ("家里失业了，想申请临时救助", "民生救助", .second),
      ("地漏反味，卫生间很臭", "水电维修", .first), ("楼道好久没人打扫", "环境卫生", .first), ("共享单车乱停在楼门口", "停车管理", .first),
      ("楼下棋牌室麻将声吵到半夜", "噪声扰民", .second), ("楼上装修周末也敲墙", "噪声扰民", .first),
      ("物业费涨价要公示", "物业服务", .second), ("社区食堂几点开门", "咨询办事", .first),
      ("又有人翻垃圾，瓶子响得睡不着", "环境卫生", .first), ("马桶堵了", "水电维修", .first),
      ("楼上晾衣服滴水到我家被子", "邻里纠纷", .first), ("楼上往下倒水，说了不听", "邻里纠纷", .second),
      ("楼梯间烟雾报警器一直响，有焦味", "安全隐患", .first), ("大树快倒了，压着电线", "绿化", .first),
    ])
  func wholeTexts(text: String, category: String, tier: Tier) throws {
    let suggestion = try #require(suggest(text, at: text.contains("翻垃圾") ? 23 * 60 : 600))
    #expect(suggestion.category.name == category)
    #expect(suggestion.tier == tier)
  }

  @Test(
    "Life and limb is 特急, in the words and the dialect that people use",
    arguments: [
      "有人昏迷不醒", "电梯坏脱了，老人困在里头", "电梯坏脱勒，阿婆困勒里厢", "人关勒电梯里出勿来", "电梯停了，有人困牢了", "3号楼电梯困人", "被困在电梯里半个钟头了",
      "隔壁老伯伯晕倒在楼道里", "爷爷突然没有呼吸了", "独居阿婆敲门叫不应", "老伯伯掼跤了，头浪向全是血", "小囡从台阶上摔下来，流血不止", "楼上有人要跳楼",
      "邻居在家里割腕自杀",
      "一家人煤气中毒了", "厨房燃气泄漏，味道很大", "屋里厢天然气漏气", "5楼着火了", "电瓶车棚在冒烟", "隔壁火着起来了，快点来", "修灯的时候触电了",
      "配电箱冒烟了",
      "有人昏迷，差点没人发现", "妈妈心脏病犯了，喘不上气", "有人拿刀砍人", "小朋友掉进河里溺水了",
    ])
  func danger(text: String) {
    #expect(suggest(text)?.urgency == .critical, "\(String(describing: suggest(text)))")
    #expect(suggest("12号502 " + text)?.urgency == .critical)
  }

  @Test(
    "What only sounds like danger is none",
    arguments: [
      "楼道里的灭火器过期", "居委有血压计可以借吗", "游乐场的跳楼机太吵", "小店跳楼价喇叭一直叫", "想参加急救培训", "消防演练几点开始", "防触电宣传什么时候来",
      "漏电保护器跳闸了", "电梯坏脱了", "电梯太响，困觉困勿着", "低保户生活困难", "燃气报警器过期了要换", "上门查煤气表", "楼道堆物，万一着火怎么办",
      "纸箱堆着怕着火",
      "献血活动在哪里报名", "头晕，想量血压", "电梯维修，车子停在门口出不来", "医院轮椅能借吗", "流浪猫太多",
    ])
  func harmless(text: String) {
    #expect(suggest(text)?.urgency != .critical, "\(String(describing: suggest(text)))")
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
        let words = String(keyword.filter { $0 != "*" }) + (rule.places.first ?? "")
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
