import Testing

@testable import CoreModel

@Suite("今日小结") struct DaySummaryTests {
  private let now = Instant(iso8601: "2026-11-21T19:42:00+08:00") ?? Instant(milliseconds: 0)
  private let group = GroupID("g12")

  private func item(
    _ text: String, _ status: RequestStatus, group: GroupID? = nil, isHotline: Bool = false
  ) throws -> DaySummary.Item {
    try #require(
      DaySummary.Item(group: group ?? self.group, text: text, status: status, isHotline: isHotline))
  }

  @Test("A group is told what came in, how far it is, and when the desk is open")
  func message() throws {
    let summary = DaySummary(
      day: now.day,
      received: [
        try item("楼道灯不亮", .registered), try item("3楼路灯坏了", .closed), try item("电梯停了", .arrived),
        try item("希望办个书法班", .fedBack), try item("电梯停了", .closed, group: GroupID("other")),
      ], closedOlder: [group: 2, GroupID("other"): 5], openOther: [group: 4],
      duty: DutySentence(
        day: now.day, duty: DutyTime(), calendar: .shipped,
        shifts: [
          shift(.weekend, 17 * 60, 20 * 60), shift(.nightPatrol, 20 * 60, 22 * 60),
        ]))
    #expect(
      summary.text(of: group, named: "12号楼", now: now) == """
        【12号楼 今日小结】11月21日 周六（截至 19:42）
        今天收到诉求 4 件：已办结 1 件、处置好待确认 1 件、在办 1 件、待答复 1 件。
        · 灯 2 件：已办结 1 件、待答复 1 件
        · 电梯 1 件：在办
        · 其他 1 件：处置好待确认
        以前的诉求今天办结 2 件，另有 4 件还在办。
        今天 值班到 20:00，20:00–22:00 夜巡。
        明天（周日） 09:00–17:00 有人值班。
        有事请在群里说，或打居委会电话。
        """)
    let all = summary.text(of: nil, named: "瑞和锦庭居民区", now: now)
    #expect(all.contains("今天收到诉求 5 件，涉及 2 个楼组：") && all.contains("办结 7 件"))
  }

  @Test("A quiet day says so, and an earlier day says that it is told as of now")
  func quiet() {
    var summary = DaySummary(day: now.day)
    #expect(
      summary.text(of: group, named: "12号楼", now: now) == """
        【12号楼 今日小结】11月21日 周六（截至 19:42）
        今天没有收到新的诉求。
        有事请在群里说，或打居委会电话。
        """)
    summary.day = now.day.adding(days: -1)
    let text = summary.text(of: group, named: "12号楼", now: now)
    #expect(text.hasPrefix("【12号楼 小结】11月20日 周五（办理情况截至现在）\n当天没有收到"))
  }

  @Test(
    "What is cancelled or given back does not count; tickets and household matters are not named")
  func notNamed() throws {
    for status in [RequestStatus.cancelled, .returned] {
      #expect(DaySummary.Item(group: nil, text: "灯", status: status, isHotline: false) == nil)
    }
    #expect(try item("楼道灯不亮", .registered, isHotline: true).topic == nil)
    #expect(try item("隔壁群租，住了十几个人", .registered).topic == nil)
    #expect(try item("楼道灯不亮", .registered).topic == "灯")
    let known = Set(MatterLexicon.standard.topicNames)
    #expect(DaySummary.unnamed.subtracting(known) == [], "each is a matter of the lexicon")
  }

  @Test("Whatever residents write, no name, telephone or room reaches the group", arguments: 1...40)
  func nothingPersonal(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    let names = ["李阿姨", "何先生", "孙女士", "周老伯", "钱老师", "张建国"]
    let matters = [
      "楼道灯不亮", "电梯又停了", "楼上漏水到我家", "隔壁群租", "垃圾没人收", "想借个轮椅", "狗一直叫", "马桶堵了", "门禁坏了",
    ]
    var summary = DaySummary(day: now.day)
    var personal: Set<String> = []
    for _ in 0..<Int.random(in: 1...30, using: &dice) {
      let name = try #require(names.randomElement(using: &dice))
      let phone = "13\(Int.random(in: 100_000_000...999_999_999, using: &dice))"
      let room = "\(Int.random(in: 2...33, using: &dice))0\(Int.random(in: 1...8, using: &dice))室"
      personal.formUnion([name, phone, room])
      let text = [name, phone, room, try #require(matters.randomElement(using: &dice))]
        .shuffled(using: &dice).joined(separator: Bool.random(using: &dice) ? " " : "，")
      let status = try #require(RequestStatus.allCases.randomElement(using: &dice))
      let item = DaySummary.Item(
        group: Bool.random(using: &dice) ? group : nil, text: text, status: status,
        isHotline: Bool.random(using: &dice))
      if let item { summary.received.append(item) }
    }
    for group in [nil, group] {
      let text = summary.text(of: group, named: "12号楼", now: now)
      for word in personal { #expect(!text.contains(word)) }
      let digits = text.split { !$0.isNumber || !$0.isASCII }
      #expect(digits.allSatisfy { $0.count <= 2 }, "no number is as long as a telephone or a room")
    }
  }

  @Test(
    "Shifts that touch are one stretch; over midnight the end is tomorrow's",
    arguments: [
      ("2026-11-20T10:00:00+08:00", "今天 值班到 20:00。", "明天（周六） 09:00–17:00 有人值班。"),
      ("2026-11-20T07:00:00+08:00", "今天 08:30–20:00 有人值班。", "明天（周六） 09:00–17:00 有人值班。"),
    ])
  func duty(_ at: String, _ today: String, _ tomorrow: String) throws {
    let now = try #require(Instant(iso8601: at))
    let sentence = DutySentence(day: now.day, duty: DutyTime(), calendar: .shipped, shifts: [])
    #expect(sentence.lines(at: now) == [today, tomorrow])
  }

  @Test("A shift over midnight says so")
  func midnight() {
    let sentence = DutySentence(
      day: now.day, duty: DutyTime(), calendar: .shipped,
      shifts: [shift(.evening, 19 * 60, 26 * 60)])
    #expect(sentence.lines(at: now).first == "今天 值班到 次日02:00。")
  }

  @Test(
    "Somebody who is there all night is there tomorrow; ends are said from the day that is spoken of"
  )
  func overnight() {
    let tomorrow = now.day.adding(days: 1)
    let closed = DutyTime(
      .standard,
      specialDays: [DutySpecialDay(name: "防台", first: now.day, last: tomorrow, spans: [])])
    func lines(_ spans: [(Int, Int)], at now: Instant? = nil) -> [String] {
      DutySentence(
        day: self.now.day, duty: closed, calendar: .shipped,
        shifts: spans.map { shift(.evening, $0.0, $0.1) }
      ).lines(at: now ?? self.now)
    }
    #expect(
      lines([(510, 1200), (1200, 1950)]) == ["今天 值班到 次日08:30。", "明天（周日） 00:00–08:30 有人值班。"])
    #expect(lines([(0, 1440), (1440, 2880)]) == ["今天 值班到 次日24:00。", "明天（周日） 00:00–24:00 有人值班。"])
    #expect(
      lines([(-240, 360)], at: now.day.at(minute: 60)) == ["今天 值班到 06:00。", "明天（周日）居委会不值班。"])
  }

  @Test("Seasons and special days are told, and a day on which nobody is there")
  func seasons() throws {
    let tomorrow = now.day.adding(days: 1)
    let late = try DutyHours(working: [], rest: [DutySpan(text: "09:00-20:30")], holiday: [])
    let duty = DutyTime(
      .standard,
      seasons: [
        DutySeason(
          name: "夏令", first: MonthDay(month: 11, day: 1), last: MonthDay(month: 11, day: 30),
          hours: late)
      ], specialDays: [DutySpecialDay(name: "除夕", first: tomorrow, last: tomorrow, spans: [])])
    let sentence = DutySentence(day: now.day, duty: duty, calendar: .shipped, shifts: [])
    #expect(sentence.lines(at: now) == ["今天 值班到 20:30。", "明天（周日）居委会不值班。"])
  }

  private func shift(_ kind: ShiftKind, _ from: Int, _ to: Int) -> Shift {
    Shift(
      id: Identifier("\(kind)"), neighborhood: NeighborhoodID("n"), start: now.day.at(minute: from),
      end: now.day.at(minute: to), kind: kind, people: [])
  }
}

/// The same numbers for the same seed.
private struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 32) | (state << 32)
  }
}
