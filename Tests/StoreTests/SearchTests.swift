import CoreModel
import Testing

@testable import Store

@Suite struct SearchTests {
  @Test(arguments: [
    ("厨房漏水", "厨房 房漏 漏水 水 "),
    ("漏", "漏 "),
    ("12号楼dengpao", "12 号楼 楼 dengpao "),
    ("三楼，WIFI坏", "三楼 楼 wifi 坏 "),
  ]) func textIsStoredInPairs(text: String, tokens: String) {
    let body = SearchText.indexBody(
      haystack: SearchText.normalized(text), group: nil, handler: nil, pool: nil)
    #expect(body == tokens)
  }

  @Test(
    arguments: [
      ("漏水", "\"漏水\""), ("下水道", "\"下水 水道\""), ("漏", "\"漏\" *"), ("12号楼", "\"12 号楼\""),
      ("way", "\"way\" *"), ("502", "\"502\""), ("13800", "\"13800\" *"), ("楼12", "\"楼 12\""),
      ("，", nil), ("\"*", nil),
    ] as [(String, String?)]) func aWordIsAskedForInPairs(word: String, phrase: String?)
  {
    #expect(SearchText.phrase(for: word) == phrase)
  }

  @Test func oneSpellingForEverything() {
    #expect(SearchText.normalized(" １２号\t ＷＩＦＩ\n　坏了 ") == "12号 wifi 坏了")
  }

  @Test(arguments: QueueFilter.View.allCases.filter { $0 != .overdue && $0 != .closed })
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
      "厨房 漏水", "漏水 502 赵师傅", "20261121-001", "漏水　５０２",
    ] {
      #expect(try desk.found(word, view: view) == leak, "\(word)")
    }
    for word in ["垃圾房", "bmljf", "木荷苑", "mhy", "wi", "FI", "灯不亮"] {
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
