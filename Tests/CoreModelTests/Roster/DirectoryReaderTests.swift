import Testing

@testable import CoreModel

@Suite("Sheets of 楼组, staff and rosters")
struct DirectoryReaderTests {
  // 2026-11-21 is a Saturday; 12:00 in Shanghai.
  private let now = Day(year: 2026, month: 11, day: 21)?.at(minute: 720) ?? Instant(milliseconds: 0)
  private let home = Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区")
  private let wang = Person(
    id: PersonID("w"), name: "王芳", role: .dutyOfficer, phone: "13800002046", unit: "居委会")
  private let zhou = Person(id: PersonID("z"), name: "周宁", role: .director)
  private let estate = Estate(id: EstateID("e"), name: "瑞和锦庭")

  private var directory: Directory {
    Directory(
      neighborhood: home, estates: [estate],
      groups: [
        BuildingGroup(
          id: GroupID("g12"), name: "12号楼", estate: estate.id, leader: "张阿姨", households: 36)
      ], people: [wang, zhou])
  }

  private func rows(_ text: String) -> [SheetTable.Row] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      let cells = $1.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      return cells.allSatisfy(\.isEmpty) ? nil : SheetTable.Row(number: $0 + 1, cells: cells)
    }
  }

  private func read(
    _ text: String, name: String = "", into directory: Directory? = nil, shifts: [Shift] = []
  ) -> DirectoryProposal {
    read([SheetTable(name: name, rows: rows(text))], into: directory, shifts: shifts)
  }

  private func read(
    _ sheets: [SheetTable], into directory: Directory? = nil, shifts: [Shift] = []
  ) -> DirectoryProposal {
    DirectoryReader.read(
      sheets, into: directory ?? self.directory, shifts: shifts, by: Actor(zhou), at: now,
      rules: .standard, using: Counting())
  }

  private struct Counting: RandomNumberGenerator {
    var value: UInt64 = 0
    mutating func next() -> UInt64 {
      value &+= 0x9E37_79B9_7F4A_7C15
      return value
    }
  }

  private func shown(_ proposal: DirectoryProposal) -> [String] {
    proposal.items.map {
      "\($0.line) \($0.subject.title) \($0.title) \($0.verdict.title) \($0.words)"
    }
  }

  // MARK: 楼组

  @Test("Groups are matched however their number is written, and blank cells erase nothing")
  func groups() {
    let proposal = read(
      """
      瑞和锦庭居民区楼组一览表
      序号|所属小区|楼 号|楼组长（姓名）|户数|楼组微信群|备注
      1|瑞和锦庭|12号|||12号楼邻里群|
      2||13|李 师 傅|40户|13号楼邻里群|新
      3|木荷苑|12号楼|陈阿姨|三十|
      4||12|||
      合计||||76
      """)
    #expect(
      shown(proposal) == [
        "3 楼组 12号楼 有变化 微信群：（空） → 12号楼邻里群",
        "4 楼组 13号楼 新增 瑞和锦庭 楼组长 李师傅 40 户",
        "5 小区 木荷苑 新增 ",
        "5 楼组 木荷苑12号楼 新增 木荷苑 楼组长 陈阿姨；户数「三十」不是数字，没有填",
        "6 楼组 木荷苑12号楼 不导入 与第 5 行重复",
      ])
    #expect(proposal.remarks == ["没有导入的列：备注"])
    guard case .group(let group, let was) = proposal.items[0].value else {
      Issue.record("no group")
      return
    }
    #expect(group.leader == "张阿姨" && group.households == 36 && was?.weChatGroup == nil)
  }

  @Test("What is as it was says so, and changes nothing")
  func sameGroups() {
    let proposal = read("楼组|楼组长|户数\n12幢|张阿姨|36\n")
    #expect(shown(proposal) == ["2 楼组 12号楼 相同 "])
    #expect(!proposal.changesSomething)
  }

  @Test("Grids, grid workers and responsible staff are filled in where the people are known")
  func grids() {
    let proposal = read(
      """
      小区|楼组|微网格|网格员|责任社工|物业公司
      瑞和锦庭|12号楼|3|周宁|王 芳|瑞和物业
      瑞和锦庭|14号楼|3|周宁|李四|瑞和物业
      """)
    #expect(
      shown(proposal) == [
        "2 小区 瑞和锦庭 有变化 物业公司：（空） → 瑞和物业", "2 微网格 第3微网格 新增 网格员 周宁",
        "2 楼组 12号楼 有变化 微网格：（空） → 第3微网格；责任社工：（空） → 王芳",
        "3 楼组 14号楼 新增 瑞和锦庭；责任社工「李四」不在名册里，没有填；请先登记这位人员",
      ])
  }

  @Test("Without estates the neighbourhood's own name is taken; with several one must be said")
  func estates() {
    let empty = Directory(neighborhood: home, people: [zhou])
    #expect(
      shown(read("楼号|户数\n1|30\n2|30", into: empty)) == [
        "2 小区 瑞和锦庭 新增 ", "2 楼组 1号楼 新增 瑞和锦庭 30 户", "3 楼组 2号楼 新增 瑞和锦庭 30 户",
      ])
    let two = Directory(
      neighborhood: home, estates: [estate, Estate(id: EstateID("m"), name: "木荷苑")], people: [zhou])
    #expect(
      shown(read("楼号|户数\n1|30\n木荷苑5号|20", into: two)) == [
        "2 楼组 1 不导入 没有写小区，而小区不止一个；请加一列「小区」", "3 楼组 木荷苑5号 新增 木荷苑 20 户",
      ])
    let known = Directory(
      neighborhood: home, estates: two.estates,
      groups: [
        BuildingGroup(id: GroupID("g3"), name: "3号楼", estate: estate.id),
        BuildingGroup(id: GroupID("m3"), name: "木荷苑3号", estate: EstateID("m")),
        BuildingGroup(id: GroupID("m4"), name: "木荷苑4号", estate: EstateID("m")),
      ], people: [zhou])
    for written in ["3", "3号", "3号楼", "3幢", "3栋"] {
      #expect(
        shown(read("楼号|户数\n\(written)|30", into: known)) == ["2 楼组 3号楼 有变化 户数：0 → 30"],
        "\(written)")
    }
    #expect(shown(read("楼号|户数\n4幢|30", into: known)) == ["2 楼组 木荷苑4号 有变化 户数：0 → 30"])
    #expect(
      shown(read("楼号|户数\n1|30", name: "木荷苑", into: two)) == ["2 楼组 1号楼 新增 木荷苑 30 户"])
  }

  // MARK: 人员

  @Test("People are matched by name; roles are read as people call them; phones stay masked")
  func staff() {
    let proposal = read(
      """
      姓名|职务|手机号码|单位
      王　芳|值班员|138-0000-2046|居委会
      周宁|副主任|13900001111|
      赵师傅|瑞和物业维修|13800001234|
      钱立|物业经理||瑞和物业
      孙某|楼组长||
      周宁|主任||
      吴倩|||居委会
      """)
    #expect(
      shown(proposal) == [
        "2 人员 王芳 相同 ", "3 人员 周宁 有变化 电话：（空） → 139****1111", "4 人员 赵师傅 新增 维修人员 瑞和物业",
        "5 人员 钱立 新增 物业经理 瑞和物业",
        "6 人员 孙某 不导入 看不懂岗位「楼组长」，可写：\(Role.allCases.map(\.title).joined(separator: "、"))",
        "7 人员 周宁 不导入 与第 3 行同名；同名的另一位请写得能区分，例如 小周宁",
        "8 人员 吴倩 不导入 没有写岗位，可写：\(Role.allCases.map(\.title).joined(separator: "、"))",
      ])
    #expect(proposal.summary == "人员 新增 2、有变化 1、相同 1、不导入 3")
  }

  @Test("Nobody's own role is changed by a sheet, and names with signs are refused")
  func ownRole() {
    let proposal = read("姓名|岗位\n周宁|书记\n王@芳|值班员")
    #expect(
      shown(proposal) == [
        "2 人员 周宁 不导入 不能改自己的角色，请另一位书记或主任来改",
        "3 人员 王@芳 不导入 姓名里不能有空格和 @ # ! 等符号：登记时用 @姓名 派单",
      ])
  }

  // MARK: 值班表

  @Test("A row a shift: dates, times, several names in a cell, who is in charge first")
  func longRoster() {
    let proposal = read(
      """
      瑞和锦庭居民区2026年11月值班表
      日期|星期|时段|值班人员|带班领导|备注
      2026-11-23|周一|17:30-20:00|王芳||错时
      ||20:00-22:00 夜巡|王 芳 周宁||
      24日|二|8点半至17点半|王芳、周宁（带班）||
      11月25日|星期三|夜班 20:00—次日8:00|王芳|周宁|
      11/26||错时|王芳/周宁||
      2026-11-20|周五|17:30-20:00|王芳||
      2026-11-27|周四|17:30-20:00|王芳||
      2026-11-31||17:30-20:00|王芳||
      2026-11-28||随便|王芳||
      2026-11-29||9:00-17:00|李四||
      2026-11-30||9:00-17:00|||
      备注：请提前十分钟到岗
      """)
    #expect(
      shown(proposal) == [
        "3 班次 11月23日 周一 17:30–20:00 新增 错时；王芳",
        "4 班次 11月23日 周一 20:00–22:00 新增 夜巡；王芳、周宁",
        "5 班次 11月24日 周二 08:30–17:30 新增 日间；周宁、王芳",
        "6 班次 11月25日 周三 20:00–次日08:00 新增 错时；周宁、王芳",
        "7 班次 11月26日 周四 17:30–20:00 新增 错时；王芳、周宁；表里没写时间，按 17:30–20:00 排",
        "8 班次 11月20日 周五 17:30–20:00 略过 已经过去，不改动值班记录",
        "9 班次 11月27日 周五 不导入 11月27日 周五，而表里写的是周四；请核对日期",
        "10 班次 2026-11-31 不导入 没有「2026-11-31」这一天，请检查日期",
        "11 班次 11月28日 周六 随便 不导入 看不懂时段「随便」，应写成 17:30-20:00，或早班、晚班、错时、夜巡等",
        "12 班次 11月29日 周日 09:00–17:00 不导入 名册里没有「李四」；请先登记人员，或改好姓名",
        "13 班次 11月30日 周一 09:00–17:00 不导入 没有写谁值班",
      ])
  }

  @Test("A row a day: a column for each time, by its times, by the sheet's legend, or by its word")
  func wideRoster() {
    let proposal = read(
      """
      11月值班安排
      日期|早班|9:00-17:30|晚班(17:30-20:00)|夜间|电话
      11月23日 周一|王芳|周宁|王芳 周宁|无|62000000
      24日|周宁||||
      早班：8:30-11:30；夜间 20:00-22:00
      """)
    #expect(
      shown(proposal) == [
        "3 班次 11月23日 周一 08:30–11:30 新增 日间；王芳",
        "3 班次 11月23日 周一 09:00–17:30 新增 日间；周宁",
        "3 班次 11月23日 周一 17:30–20:00 新增 错时；王芳、周宁", "4 班次 11月24日 周二 08:30–11:30 新增 日间；周宁",
      ])
    #expect(proposal.remarks == ["没有导入的列：电话"])
  }

  @Test("Without times the desk's own hours are taken, by the kind of day, and that is said")
  func noTimes() {
    let proposal = read("日期|值班人\n2026-11-23|王芳\n2026-11-28|周宁")
    #expect(
      shown(proposal) == [
        "2 班次 11月23日 周一 08:30–17:30 新增 日间；王芳；表里没写时间，按 08:30–17:30 排",
        "3 班次 11月28日 周六 09:00–17:00 新增 周末；周宁；表里没写时间，按 09:00–17:00 排",
      ])
  }

  @Test("A shift that is there is the same or changed, and never made twice")
  func knownShifts() {
    let day = Day(year: 2026, month: 11, day: 23) ?? now.day
    let shift = Shift(
      id: Identifier<Shift>("s"), neighborhood: home.id, start: day.at(minute: 1050),
      end: day.at(minute: 1200), kind: .evening, people: [wang.id], note: "错时服务")
    let text = "日期|时段|值班人\n11-23|17:30-20:00|"
    #expect(shown(read(text + "王芳", shifts: [shift])) == ["2 班次 11月23日 周一 17:30–20:00 相同 王芳"])
    #expect(
      shown(read(text + "周宁", shifts: [shift])) == [
        "2 班次 11月23日 周一 17:30–20:00 有变化 值班：王芳 → 周宁"
      ])
    #expect(
      shown(read(text + "周宁\n11-23|17:30-20:00|王芳", shifts: [shift])).last
        == "3 班次 11月23日 周一 17:30–20:00 不导入 与第 2 行是同一个班次；几个人同班请写在一格里")
  }

  @Test("The same sheet read again is all the same")
  func again() {
    let text =
      "小区|楼号|楼组长|微网格\n瑞和锦庭|12|张阿姨|一\n木荷苑|5|陈阿姨|二"
    let first = read(text)
    var groups: [BuildingGroup] = []
    var estates: [Estate] = []
    var grids: [MicroGrid] = []
    for item in first.items {
      switch item.value {
      case .group(let group, _): groups.append(group)
      case .estate(let estate, _): estates.append(estate)
      case .microGrid(let grid, _): grids.append(grid)
      default: break
      }
    }
    let known = Directory(
      neighborhood: home, estates: [estate] + estates, microGrids: grids, groups: groups,
      people: [zhou])
    let second = read(text, into: known)
    #expect(second.items.map(\.verdict) == [.same, .same])
  }

  @Test("Several sheets: staff first, so that groups and rosters may name them")
  func severalSheets() {
    let proposal = read([
      SheetTable(name: "值班", rows: rows("日期|值班人|时段\n2026-11-23|新同事|17:30-20:00")),
      SheetTable(name: "楼组", rows: rows("楼号|责任社工\n12|新同事")),
      SheetTable(name: "人员", rows: rows("姓名|岗位\n新同事|社工")),
      SheetTable(name: "说明", rows: rows("请按下列格式填写\n谢谢")),
      SheetTable(name: "空", rows: []),
    ])
    #expect(
      shown(proposal) == [
        "2 人员 新同事 新增 值班员", "2 楼组 12号楼 有变化 责任社工：（空） → 新同事",
        "2 班次 11月23日 周一 17:30–20:00 新增 错时；新同事",
      ])
    #expect(proposal.items.map(\.sheet) == ["人员", "楼组", "值班"])
    #expect(proposal.remarks.count == 1 && proposal.remarks[0].hasPrefix("「说明」不像楼组表"))
  }

  @Test("A roster with its days across is read: a row a person, one word a shift")
  func across() {
    let proposal = read("姓名|12/1|12/2|12/3|12/4|12/5\n王芳|早|晚|早|休|早")
    #expect(
      proposal.items.map { "\($0.title) \($0.verdict.title)" } == [
        "12月1日 周二 08:30–12:00 新增", "12月2日 周三 17:30–20:00 新增", "12月3日 周四 08:30–12:00 新增",
        "12月5日 周六 08:30–12:00 新增",
      ])
    #expect(proposal.remarks.isEmpty)
  }

  @Test("A column of times beside one of words says when; what is no time is refused")
  func timesBesideWords() {
    let proposal = read(
      """
      日期|班次|时间|值班人员|备注
      11-24|夜巡|22:00-次日6:00|王芳、周宁|
      11-25|夜巡|25:00-26:00|王芳|
      11-26|错时||王芳|
      11-27|甲班|9:00-12:00|王芳|
      """)
    #expect(
      shown(proposal) == [
        "2 班次 11月24日 周二 22:00–次日06:00 新增 夜巡；王芳、周宁",
        "3 班次 11月25日 周三 25:00-26:00 不导入 看不懂时段「25:00-26:00」，应写成 17:30-20:00，或早班、晚班、错时、夜巡等",
        "4 班次 11月26日 周四 17:30–20:00 新增 错时；王芳；表里没写时间，按 17:30–20:00 排",
        "5 班次 11月27日 周五 09:00–12:00 新增 日间；王芳",
      ])
    #expect(proposal.remarks.isEmpty)
    let apart = read("日期|班次|开始时间|结束时间|值班人\n11-24|夜巡|21:00|23:00|王芳")
    #expect(shown(apart) == ["2 班次 11月24日 周二 21:00–23:00 新增 夜巡；王芳"])
  }

  @Test(
    "A row changes no shift of another kind, and the order of people but the first is no change")
  func otherKinds() {
    let day = Day(year: 2026, month: 11, day: 23) ?? now.day
    let li = Person(id: PersonID("l"), name: "李敏", role: .dutyOfficer)
    let crew = Directory(neighborhood: home, people: [wang, zhou, li])
    let patrol = Shift(
      id: Identifier("s"), neighborhood: home.id, start: day.at(minute: 1200),
      end: day.at(minute: 1320), kind: .evening, people: [wang.id])
    let other = read("日期|班次|值班人\n11-23|夜巡|周宁、李敏", into: crew, shifts: [patrol])
    #expect(other.items.map(\.verdict.title) == ["新增"])
    var three = patrol
    three.kind = .nightPatrol
    three.people = [wang.id, zhou.id, li.id]
    func verdict(_ names: String) -> [String] {
      read("日期|班次|值班人\n11-23|夜巡|\(names)", into: crew, shifts: [three]).items
        .map(\.verdict.title)
    }
    #expect(verdict("王芳、李敏、周宁") == ["相同"])
    #expect(verdict("周宁、王芳、李敏") == ["有变化"], "somebody else is in charge")
    let across = read(
      "姓名|11/23|11/24|11/25|11/26|11/27\n周宁|夜巡||||\n李敏|夜巡||||\n王芳|夜巡||||", into: crew,
      shifts: [three])
    #expect(across.items.map(\.verdict.title) == ["相同"], "such a sheet says nobody in charge")
  }

  @Test(
    "Rows without a name belong to the name above them; the same shift written twice counts once")
  func rowsOfOne() {
    let proposal = read(
      """
      姓名|11/23|11/24|11/25|11/26|11/27
      |一|二|三|四|五
      王芳|上午||上午||
      |下午|错时|上午||
      """)
    #expect(proposal.items.count == 4)
    #expect(proposal.items.allSatisfy { $0.verdict == .new })
    let nobody = read("姓名|11/23|11/24|11/25|11/26|11/27\n|错时||||")
    #expect(nobody.items.map(\.words) == ["这一行没有写姓名，1 个班次没有导入；请写上是谁的"])
  }

  @Test(
    "Who does not stand such shifts by the rules is said; only shifts are read where that is asked")
  func exempt() {
    let book = DutyBook(exemptions: [DutyExemption(name: "王芳", kinds: [.nightPatrol], reason: "孕期")]
    )
    let proposal = DirectoryReader.read(
      [
        SheetTable(name: "值班", rows: rows("日期|班次|值班人\n11-23|夜巡|王芳")),
        SheetTable(name: "人员", rows: rows("姓名|岗位\n新同事|社工")),
      ], into: directory, shifts: [], by: Actor(zhou), at: now, rules: .standard, book: book,
      onlyShifts: true, using: Counting())
    #expect(proposal.items.count == 1)
    #expect(proposal.items.first?.words.contains("规则写明王芳不排夜巡：孕期，请核对") == true)
    #expect(proposal.remarks.first?.hasPrefix("「人员」里的楼组、人员没有导入") == true)
  }

  @Test("Rows that the sheet's reader has refused are refused with its reason")
  func badRows() {
    var table = SheetTable(rows: rows("姓名|岗位\n赵师傅|维修"))
    table.rows[1].problem = "B 列的内容超过 256 KB"
    #expect(shown(read([table])) == ["2 人员 赵师傅 不导入 B 列的内容超过 256 KB"])
  }

  @Test("Who may take it in follows from what is in it")
  func permission() {
    let people = read("姓名|岗位\n赵师傅|维修")
    #expect(people.refusal(by: Actor(zhou)) == nil)
    #expect(people.refusal(by: Actor(wang))?.message.contains("书记") == true)
  }

  @Test(
    "Days as rosters write them",
    arguments: [
      ("2026-11-21", 21, 11), ("2026/11/1", 1, 11), ("2026.11.21", 21, 11), ("26-11-21", 21, 11),
      ("2026年11月21日", 21, 11), ("11月21日（周六）", 21, 11), ("11.21", 21, 11), ("11月3号", 3, 11),
      ("21日", 21, 11), ("21", 21, 11), ("20261121", 21, 11), ("2026-11-21 00:00:00", 21, 11),
      ("１１月２１日", 21, 11), ("12-1", 1, 12), ("1月2日", 2, 1),
    ])
  func days(text: String, date: Int, month: Int) {
    let reader = RosterDay(titles: ["", "2026年11月值班表"], today: now.day)
    let expected = Day(year: month == 1 ? 2027 : 2026, month: month, day: date)
    #expect(reader.read(text) == expected.map { .day($0) })
  }

  @Test(
    "What is no day",
    arguments: ["", "上午", "13:00", "第三周", "1985-01-01", "2026-02-30", "99", "999999999999"])
  func noDays(text: String) {
    let reading = RosterDay(titles: [], today: now.day).read(text)
    #expect(reading == .other || reading == .impossible)
  }

  @Test("Random cells in every column are read or refused, and never stop the reading")
  func randomCells() {
    var random = Counting()
    let pieces = [
      "王芳", "周宁", "、", " ", "11月", "23日", "-", "17:30", "20:00", "（", "带班", "号楼", "12", "木荷苑",
      "次日", "+", "99999999999999999999", "\u{202E}", "周", "夜巡", "书记", "13800002046", "/", "点", "半",
    ]
    for _ in 0..<1500 {
      let header = [
        "日期|时段|值班人|星期|带班", "姓名|岗位|电话|单位|备注", "小区|楼号|户数|微网格|责任社工",
        "日期|早班|17:30-20:00|夜间|备注",
      ][Int(random.next() >> 33) % 4]
      var text = header
      for _ in 0..<3 {
        text +=
          "\n"
          + (0..<5).map { _ in
            (0..<Int(random.next() >> 33) % 5).map { _ in
              pieces[Int(random.next() >> 33) % pieces.count]
            }.joined()
          }.joined(separator: "|")
      }
      for item in read(text).items where item.value != nil {
        #expect(
          item.verdict == .new || { if case .changed = item.verdict { true } else { false } }())
      }
    }
  }
}
