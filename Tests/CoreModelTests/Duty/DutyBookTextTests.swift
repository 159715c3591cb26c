import Testing

@testable import CoreModel

@Suite("值班规则 as text")
struct DutyBookTextTests {
  private let written = """
    # 木荷苑的值班规则
    季节 | 夏令 | 6-15 至 9-15 | 工作日 08:30-11:30、13:00-20:30 | 休息日 09:00-18:00
    季节｜春节｜12月25日-1月5日｜每天 不值班
    特殊日 | 2027-02-05 | 09:00-12:00 | 除夕
    特殊日 | 2027-07-10 至 07-12 | 00:00-24:00
    班次 | 错时 | 工作日 | 17点半-20:00 | 1人 | 值班员、主任 | 错时服务
    班次 | 夜巡 | 工作日 周三、周五 | 22:00-次日02:00 | 3人 党员１人 | 网格员 | 五必查 | 夏令
    班次 | 周末 | 周六至周日 | 09:00-17:00 | 2 | 书记
    AB角 | 调解 | 王芳 | 李强
    党员 | 王芳、李强
    党员 | 丁建 王芳
    免排 | 张敏 | 夜巡、错时 | 孕期
    限制 | 每周夜班 | 2 次

    """

  @Test("Every kind of line is understood")
  func reading() throws {
    let book = try DutyBook(text: written)
    #expect(book.hours == nil)
    #expect(book.seasons.map(\.name) == ["夏令", "春节"])
    let summer = book.seasons[0]
    #expect(
      summer.first == MonthDay(month: 6, day: 15) && summer.last == MonthDay(month: 9, day: 15))
    #expect(summer.kinds == [.working, .rest])
    #expect(summer.hours.working.map(\.text) == ["08:30–11:30", "13:00–20:30"])
    #expect(book.seasons[1].kinds.count == 3 && book.seasons[1].hours.isEmpty)
    #expect(book.seasons[1].contains(shanghai("2027-01-02 09:00").day))
    #expect(book.specialDays.map(\.name) == ["除夕", ""])
    #expect(book.specialDays[1].contains(shanghai("2027-07-12 23:00").day))
    #expect(!book.specialDays[1].contains(shanghai("2027-07-13 00:00").day))
    let patrol = book.patterns[1]
    #expect(patrol.days == [.working] && patrol.weekdays == [3, 5])
    #expect(patrol.start == 1320 && patrol.end == 1560 && patrol.season == "夏令")
    #expect(patrol.headcount == 3 && patrol.partyMembers == 1 && patrol.note == "五必查")
    #expect(book.patterns[0].start == 1050)
    #expect(book.patterns[2].days.count == 3 && book.patterns[2].weekdays == [6, 7])
    #expect(book.pairs == [DutyPair(post: "调解", a: "王芳", b: "李强")])
    #expect(book.partyMembers == ["王芳", "李强", "丁建"])
    #expect(
      book.exemptions == [DutyExemption(name: "张敏", kinds: [.nightPatrol, .evening], reason: "孕期")])
    #expect(book.limits.nightsPerWeek == 2)
    #expect(book.limits.consecutiveDays == PlanLimits().consecutiveDays)
  }

  @Test("What is written reads as the same rules again")
  func roundTrip() throws {
    for book in [DutyBook.standard, try DutyBook(text: written), DutyBook()] {
      #expect(try DutyBook(text: book.text) == book)
    }
    let area = try DutyBook(
      text: "平时 | 工作日 08:30-18:00 | 休息日 09:00-17:00 | 节假日 不值班\n")
    #expect(area.hours?.holiday == [])
    #expect(try DutyBook(text: area.text) == area)
  }

  @Test("Random rules read as the same again")
  func randomRoundTrip() throws {
    var dice = DeadlineDice(state: 51)
    for _ in 0..<200 {
      var book = DutyBook()
      for index in 0..<Int.random(in: 0...3, using: &dice) {
        let kinds = Set(DayKind.allCases.filter { _ in Bool.random(using: &dice) })
        guard !kinds.isEmpty else { continue }
        func spans(_ kind: DayKind) throws -> [DutySpan] {
          guard kinds.contains(kind) else { return [] }
          let end = Int.random(in: 2...1440, using: &dice)
          return [try DutySpan(start: Int.random(in: 0..<end, using: &dice), end: end)]
        }
        book.seasons.append(
          DutySeason(
            name: "季\(index)",
            first: MonthDay(
              month: Int.random(in: 1...12, using: &dice),
              day: Int.random(in: 1...28, using: &dice)),
            last: MonthDay(month: 2, day: 29),
            hours: try DutyHours(
              working: try spans(.working), rest: try spans(.rest), holiday: try spans(.holiday)),
            kinds: kinds))
      }
      for _ in 0..<Int.random(in: 0...5, using: &dice) {
        let start = Int.random(in: 0..<1440, using: &dice)
        let kinds = Set(DayKind.allCases.filter { _ in Bool.random(using: &dice) })
        let weekdays = Set((1...7).filter { _ in Int.random(in: 0..<3, using: &dice) == 0 })
        let headcount = Int.random(in: 1...20, using: &dice)
        book.patterns.append(
          ShiftPattern(
            ShiftKind.allCases.randomElement(using: &dice) ?? .day,
            on: kinds.isEmpty ? [.working] : kinds, weekdays: weekdays.count == 7 ? [] : weekdays,
            season: book.seasons.randomElement(using: &dice)?.name, start: start,
            end: start + Int.random(in: 1...1440, using: &dice), headcount: headcount,
            roles: [Role.allCases.randomElement(using: &dice) ?? .director],
            partyMembers: Int.random(in: 0...headcount, using: &dice),
            note: Bool.random(using: &dice) ? "带班 备注" : ""))
      }
      book.limits.restHoursAfterNight = Int.random(in: 0...48, using: &dice)
      #expect(try DutyBook(text: book.text) == book, "\(book.text)")
    }
  }

  @Test(
    "What is not understood is said with its line and how to write it",
    arguments: [
      ("值班 | 王芳", "季节、特殊日"), ("季节 | 夏令 | 6-15 至 9-15", "季节写成"),
      ("季节 | 夏令 | 6-31 至 9-15 | 工作日 08:30-20:30", "不是一段日子"),
      ("季节 | 夏令 | 6-15 至 9-15 | 08:30-20:30", "开头"),
      ("季节 | 夏令 | 6-15 至 9-15 | 工作日 20:30-08:30", "跨零点"),
      ("季节 | 夏令 | 6-15 至 9-15 | 工作日 08:30-12:00、11:00-13:00", "重叠"),
      ("平时 | 工作日 08:30-20:30", "都写出来"), ("特殊日 | 7-10 | 09:00-12:00", "2027-02-05"),
      ("特殊日 | 2027-07-10 |", "不值班"), ("班次 | 错时 | 工作日 | 17:30-20:00 | 1人", "班次写成"),
      ("班次 | 错时 | 上班日 | 17:30-20:00 | 1人 | 主任", "周一至周五"),
      ("班次 | 错时 | 工作日 | 22:00-02:00 | 1人 | 主任", "次日02:00"),
      ("班次 | 错时 | 工作日 | 17:30-20:00 | 很多 | 主任", "人数写"),
      ("班次 | 错时 | 工作日 | 17:30-20:00 | 1人 党员2人 | 主任", "还多"),
      ("班次 | 错时 | 工作日 | 17:30-20:00 | 1人 | 保安", "没有「保安」这个岗位"),
      ("班次 | 晚班 | 工作日 | 17:30-20:00 | 1人 | 主任", "没有「晚班」这种班次"),
      ("班次 | 错时 | 工作日 | 17:30-20:00 | 1人 | 主任 |  | 冬令", "没有叫「冬令」的季节"),
      ("AB角 | 调解 | 王芳 | 王芳", "同一个人"), ("AB角 | 调解 | 王芳", "AB角写成"),
      ("免排 | 张敏 | ", "免排哪些班次"), ("限制 | 每周夜班 | 9 次", "0 到 7"), ("党员 |", "没有写姓名"),
      ("限制 | 每周夜班 | 99999999999999999999 次", "0 到 7"),
    ])
  func complaints(line: String, reason: String) {
    let problem = #expect(throws: DutyBook.Unreadable.self) {
      try DutyBook(text: "# 说明\n\n" + line)
    }
    #expect(problem?.line == 3)
    #expect(problem?.message.contains(reason) == true, "\(problem?.message ?? "")")
  }

  @Test("Anything at all is read or refused, and never traps")
  func total() {
    var dice = DeadlineDice(state: 5)
    let pieces = [
      "季节", "特殊日", "班次", "AB角", "党员", "免排", "限制", "平时", "|", "｜", " | ", "\n", "工作日", "周", "一", "至",
      "-", "08:30-20:00", "次日", "24:00", "6-15 至 9-15", "2027-02-30", "99999999999999999999", "人",
      "党员1人", "主任", "夜巡", "#", "王芳", "\u{0}", "🀄️", "+", ":", "点半", "不值班", "每天", "每周夜班",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...14, using: &dice)).map { _ in
        pieces.randomElement(using: &dice) ?? ""
      }.joined()
      if let book = try? DutyBook(text: text) {
        #expect((try? DutyBook(text: book.text)) == book, "\(text)")
      }
    }
  }
}
