import CoreModel
import Testing

@testable import Store

@Suite struct SearchTests {
  @Test func oneSpellingForEverything() {
    #expect(SearchText.normalized(" １２号\t ＷＩＦＩ\n　坏了 ") == "12号 wifi 坏了")
  }

  @Test(arguments: [QueueFilter.View.open, .today, .all])
  func everythingThatIsKnownOfARequestFindsIt(view: QueueFilter.View) throws {
    let desk = try TestDesk()
    try desk.add(
      "厨房下水道漏水", group: 0, room: "502", name: "王阿姨", phone: "13800002046",
      followedBy: [
        .respond(note: ""), .triage(TriageDecision(tier: .first)),
        .dispatch(Dispatch(to: .person(desk.fitter.id))),
      ])
    try desk.add("楼道灯不亮，Wi-Fi 也坏了", group: 1, detail: "北门垃圾房")
    try desk.add(
      "电梯困人",
      followedBy: [
        .triage(TriageDecision(tier: .first)), .dispatch(Dispatch(to: .pool(.maintenance))),
      ])
    let leak: Set = ["厨房下水道漏水"]
    let light: Set = ["楼道灯不亮，Wi-Fi 也坏了"]
    for word in [
      "漏水", "下水道", "厨", "502", "王阿姨", "way", "12号楼", "12hl", "赵师傅", "zsf", "13800002046", "2046",
      "厨房 漏水", "漏水 502 赵师傅", "20261121-001", "漏水　５０２", "3800", "0002046", "138 0000 2046",
      "138-0000-2046", "1121-1", "1121-001", "cfxsd", "xsdls",
    ] {
      #expect(try desk.found(word, view: view) == leak, "\(word)")
    }
    for word in ["垃圾房", "bmljf", "木荷苑", "mhy", "wi", "FI", "灯不亮", "ldd", "LDDBL"] {
      #expect(try desk.found(word, view: view) == light, "\(word)")
    }
    #expect(try desk.found("维修班", view: view) == ["电梯困人"])
    #expect(try desk.found("漏水 灯不亮", view: view).isEmpty)
    #expect(try desk.found("瑞和锦庭", view: view) == leak.union(light))
    #expect(try desk.found("%", view: .open).isEmpty)
    #expect(try desk.found("\" OR *", view: view).isEmpty)
  }

  @Test(arguments: [QueueFilter.View.open, .today, .closed, .all])
  func aWordThatTheIndexDoesNotKnowIsNotPassedOver(view: QueueFilter.View) throws {
    let desk = try TestDesk()
    let rest = view == .closed ? desk.closing : []
    try desk.add("厨房漏水（急！）", followedBy: rest)
    try desk.add("厨房漏水", followedBy: rest)
    for word in ["？", "，", "🔥", "\"*", "漏水 ？"] {
      #expect(try desk.found(word, view: view).isEmpty, "\(word)")
    }
    #expect(try desk.found("漏水 （急", view: view) == ["厨房漏水（急！）"])
    #expect(try desk.found("漏水 ！", view: view) == ["厨房漏水（急！）"])
    #expect(try desk.found(" ", view: view).count == 2)
  }

  @Test(arguments: [QueueFilter.View.open, .today, .closed, .all])
  func aPlaceIsFoundAsListsWriteItAndAsPeopleTypeIt(view: QueueFilter.View) throws {
    let desk = try TestDesk()
    let rest = view == .closed ? desk.closing : []
    try desk.add("灯不亮", group: 0, room: "502", followedBy: rest)
    try desk.add("楼上漏水", group: 1, room: "201", followedBy: rest)
    try desk.add("门禁坏", group: 2, room: "1201A", followedBy: rest)
    try desk.add("电梯异响", group: 2, room: "502", followedBy: rest)
    let cases = [
      ("灯不亮", ["12·502", "12号502", "12号楼502", "12-502", "１２号５０２室", "瑞和锦庭12号502"]),
      ("楼上漏水", ["木荷苑5号·201", "木荷苑5号201", "木荷苑5-201"]),
      ("门禁坏", ["3-1201A", "3·1201a", "3号1201A"]), ("电梯异响", ["3·502"]),
    ]
    for (text, words) in cases {
      for word in words { #expect(try desk.found(word, view: view) == [text], "\(word)") }
    }
    #expect(try desk.found("12·503", view: view).isEmpty)
    #expect(try desk.found("12·502 灯", view: view) == ["灯不亮"])
  }

  @Test func aPlaceThatSeveralEstatesHaveIsFoundInEach() throws {
    let desk = try TestDesk()
    let other = Estate(id: EstateID("e-2"), name: "真源里")
    let twin = BuildingGroup(id: GroupID("g-9"), name: "12号楼", estate: other.id)
    try desk.store.save(estates: [desk.estate, other], in: desk.scope)
    try desk.store.save(groups: desk.groups + [twin], in: desk.scope)
    try desk.add("灯不亮", group: 0, room: "502")
    var form = desk.form("水管漏", room: "502")
    form.place.group = twin.id
    _ = try desk.store.register(form, by: desk.actor, at: desk.now)
    for word in ["12·502", "12号502"] {
      #expect(try desk.found(word) == ["灯不亮", "水管漏"], "\(word)")
      #expect(try desk.found(word, view: .all) == ["灯不亮", "水管漏"], "\(word)")
    }
    #expect(try desk.found("真源里12号502", view: .all) == ["水管漏"])
  }

  @Test func theIndexFollowsCorrectionsHandlersAndNames() throws {
    let desk = try TestDesk()
    let id = try desk.add("厨房漏水", group: 0).request.id
    func perform(_ command: RequestCommand) throws {
      _ = try desk.store.perform(command, on: id, expecting: nil, by: desk.actor, at: desk.now)
    }
    try perform(.amend(Amendment(text: "卫生间渗水")))
    #expect(try desk.found("漏水", view: .all).isEmpty)
    #expect(try desk.found("渗水", view: .all) == ["卫生间渗水"])
    #expect(try desk.found("赵师傅", view: .all).isEmpty)
    try perform(.triage(TriageDecision(tier: .first)))
    try perform(.dispatch(Dispatch(to: .person(desk.fitter.id))))
    #expect(try desk.found("赵师傅", view: .all) == ["卫生间渗水"])
    var renamed = desk.groups
    renamed[0].name = "幸福楼"
    try desk.store.save(groups: renamed, in: desk.scope)
    #expect(try desk.found("幸福", view: .all) == ["卫生间渗水"])
    #expect(try desk.found("12号", view: .open).isEmpty)
    #expect(try desk.store.doctor().ok)
  }

  @Test func whatTheColumnsShowIsFound() throws {
    let desk = try TestDesk()
    let graded: [RequestCommand] = [
      .respond(note: ""), .triage(TriageDecision(tier: .first, urgency: .critical)),
    ]
    try desk.add("甲事")
    try desk.add("乙事", followedBy: graded)
    try desk.add(
      "丙事", followedBy: graded + [.dispatch(Dispatch(to: .person(desk.fitter.id)))])
    try desk.add("丁事，今天急着用，微信上说过")
    let other = desk.form("戊事")
    var form = other
    form.channel = .patrol
    form.urgency = .urgent
    _ = try desk.store.register(
      form, followedBy: [.respond(note: ""), .triage(TriageDecision(tier: .second))],
      by: desk.actor, at: desk.now)
    try desk.add("己事，二级风险", followedBy: desk.closing)
    let tier = TriageDecision(tier: .third)
    try desk.add("庚事", followedBy: [.triage(tier), .cancel(reason: "重复")])
    for view in [QueueFilter.View.open, .today] {
      let isToday = view == .today
      let late: Set = isToday ? ["己事，二级风险"] : []
      #expect(try desk.found("首响", view: view) == ["甲事", "丁事，今天急着用，微信上说过"])
      #expect(try desk.found("派单", view: view) == ["乙事", "戊事"])
      #expect(try desk.found("待派单", view: view) == ["乙事", "戊事"])
      #expect(try desk.found("接单", view: view) == ["丙事"])
      #expect(try desk.found("特急", view: view) == ["乙事", "丙事"])
      #expect(try desk.found("急", view: view) == ["乙事", "丙事", "丁事，今天急着用，微信上说过", "戊事"])
      #expect(try desk.found("2级", view: view) == ["戊事"])
      #expect(try desk.found("二级", view: view) == late.union(["戊事"]))
      #expect(try desk.found("巡查", view: view) == ["戊事"])
      #expect(try desk.found("一级 接单", view: view) == ["丙事"])
      #expect(try desk.found("督办", view: view).isEmpty)
      #expect(try desk.found("已撤销", view: view) == (isToday ? ["庚事"] : []))
    }
    #expect(try desk.found("二级", view: .all) == ["戊事", "己事，二级风险"])
    #expect(try desk.found("三级", view: .all) == ["庚事"])
    #expect(try desk.found("三级", view: .closed) == ["庚事"])
    #expect(try desk.found("已撤销", view: .closed) == ["庚事"])
    #expect(try desk.found("撤销", view: .all) == ["庚事"])
    #expect(try desk.found("巡查", view: .all) == ["戊事"])
    #expect(try desk.found("巡查 二级", view: .all) == ["戊事"])
    #expect(try desk.found("特急", view: .all) == ["乙事", "丙事"])
    #expect(try desk.found("急", view: .all) == ["乙事", "丙事", "丁事，今天急着用，微信上说过", "戊事"])
    #expect(try desk.found("丙事 特急", view: .all) == ["丙事"])
    #expect(try desk.found("接单 赵师傅", view: .all) == ["丙事"])
    #expect(try desk.found("甲事 特急", view: .all).isEmpty)
    #expect(try desk.found("己 二级", view: .closed) == ["己事，二级风险"])
    #expect(try desk.found("庚事 ？ 三级", view: .all).isEmpty)
  }

  @Test(arguments: [QueueFilter.View.open, .all, .closed])
  func columnsPageLikeEveryList(view: QueueFilter.View) throws {
    let desk = try TestDesk()
    let rest = view == .closed ? Array(desk.closing.dropFirst(2)) : []
    for index in 0..<20 {
      let tier: Tier = index % 2 == 0 ? .second : .first
      try desk.add(
        "第\(index)件", followedBy: [.respond(note: ""), .triage(TriageDecision(tier: tier))] + rest)
    }
    let filter = QueueFilter(scope: desk.scope, view: view, search: "二级")
    let whole = try desk.store.queue(filter, limit: 99, now: desk.now).rows
    #expect(whole.count == 10)
    #expect(whole.allSatisfy { $0.tier == .second })
    let next = try desk.store.queue(filter, .after(whole[3].key), limit: 3, now: desk.now)
    #expect(next.rows == Array(whole[4..<7]))
    let back = try desk.store.queue(filter, .before(whole[6].key), limit: 3, now: desk.now)
    #expect(back.rows == Array(whole[3..<6]))
  }

  @Test(
    arguments: [
      ("督办", "r.obligation IN ('supervision')"), ("认可回访", "r.obligation IN ('confirmation')"),
      ("待督办", "r.status IN ('rejected')"), ("挂起", "r.status IN ('held')"),
      ("议事", "r.obligation IN ('council')"), ("12345", "r.channel IN ('hotline')"),
      ("工单", "r.channel IN ('hotline')"), ("微信", "r.channel IN ('weChatGroup')"),
      ("联系", nil), ("漏水", nil), ("", nil),
    ] as [(String, String?)]) func columnsByTheirWholeWords(word: String, condition: String?)
  {
    #expect(SearchColumns(word)?.conditions == condition.map { [$0] })
  }

  @Test func searchPagesLikeEveryList() throws {
    let desk = try TestDesk()
    for index in 0..<30 { try desk.add("\(index % 3 == 0 ? "漏水" : "停电") 第\(index)件") }
    let filter = QueueFilter(scope: desk.scope, view: .all, search: "漏水")
    var rows: [QueueRow] = []
    var page = try desk.store.queue(filter, limit: 3, now: desk.now)
    rows += page.rows
    while !page.atEnd, let last = page.rows.last {
      page = try desk.store.queue(filter, .after(last.key), limit: 3, now: desk.now)
      rows += page.rows
    }
    #expect(rows.map(\.text) == stride(from: 27, through: 0, by: -3).map { "漏水 第\($0)件" })
    let back = try desk.store.queue(filter, .before(rows[6].key), limit: 3, now: desk.now)
    #expect(back.rows == Array(rows[3..<6]))
  }
}
