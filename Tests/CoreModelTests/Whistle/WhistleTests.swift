import CoreModel
import Testing

@Suite("吹哨") struct WhistleTests {
  static let chen = Person(id: PersonID("chen"), name: "陈静", role: .secretary)
  static let xu = Person(id: PersonID("xu"), name: "徐敏", role: .gridWorker)
  static let gone = Person(id: PersonID("gone"), name: "老赵", role: .dutyOfficer, isActive: false)
  static let reader = Person(id: PersonID("reader"), name: "小蒋", role: .readOnly)
  static let facts = WhistleFacts(
    directory: Directory(
      neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
      people: [chen, xu, gone, reader]), rules: .standard)
  /// Friday 2026-11-20, 10:00.
  static let now = Instant(iso8601: "2026-11-20T10:00:00+08:00") ?? Instant(milliseconds: 0)

  static func order(
    _ units: [String] = ["城管中队", "派出所"], due: Instant = now.adding(minutes: 120),
    keeper: PersonID = chen.id
  ) -> WhistleOrder {
    WhistleOrder(
      serial: 1, title: "南门夜间烧烤占道", level: .red, words: "", units: units.map { WhistleUnit($0) },
      dueAt: due, keeper: keeper)
  }

  /// A whistle with steps, each an hour after the one before.
  static func whistle(_ commands: [WhistleCommand] = []) throws -> Whistle {
    let first = try Whistle.decide(order(), by: Actor(chen), at: now, in: facts)
    var records = [DutyRecord(version: 1, at: now, actor: chen.id, event: first)]
    for (index, command) in commands.enumerated() {
      let at = now.adding(minutes: 60 * (index + 1))
      let whistle = try #require(Whistle(id: WhistleID("w"), records: records))
      let event = try whistle.decide(command, by: Actor(chen), at: at, in: facts)
      records.append(
        DutyRecord(version: records.count + 1, at: at, actor: chen.id, event: event))
    }
    return try #require(Whistle(id: WhistleID("w"), records: records))
  }

  static func came(_ unit: String, after minutes: Int = 30) -> WhistleCommand {
    .checkIn(WhistleCheckIn(unit: unit, at: now.adding(minutes: minutes), people: "刘队长"))
  }

  private func refusal(
    _ command: WhistleCommand, on whistle: Whistle, by person: Person = chen,
    at now: Instant = now.adding(minutes: 300)
  ) -> String? {
    do throws(Refusal) {
      _ = try whistle.decide(command, by: Actor(person), at: now, in: Self.facts)
      return nil
    } catch {
      return error.message
    }
  }

  @Test(
    "What can be done follows from where it stands and who one is: menus and steps ask one gate")
  func gate() throws {
    func open(
      _ one: Whistle, to person: Person = Self.chen, after minutes: Int = 300
    ) -> Set<WhistleCommandKind> {
      let at = Self.now.adding(minutes: minutes)
      return Set(
        WhistleCommandKind.allCases.filter {
          one.refusal(of: $0, by: Actor(person), at: at) == nil
        })
    }
    let all = Set(WhistleCommandKind.allCases)
    let blown = try Self.whistle()
    #expect(open(blown) == all.subtracting([.leave]))
    // Nobody is late yet.
    #expect(open(blown, after: 30) == all.subtracting([.leave, .report]))
    #expect(open(blown, to: Self.xu) == [.checkIn, .follow, .supervise])
    #expect(open(blown, to: Self.reader).isEmpty)
    let there = try Self.whistle([Self.came("城管中队"), Self.came("派出所")])
    #expect(open(there) == all.subtracting([.leave, .move, .checkIn, .report]))
    let over = try Self.whistle([
      Self.came("城管中队"), Self.came("派出所"), .close(WhistleClosing(.solved, words: "清了")),
    ])
    #expect(open(over) == [.measure])
  }

  @Test("By level a unit has two hours on the wall, one working day, or three")
  func limits() {
    let rules = DeadlineRules.standard
    let book = WhistleBook.standard
    let due = WhistleLevel.allCases.map { book.limit($0).due(from: Self.now, under: rules) }
    #expect(due[0] == Self.now.adding(minutes: 120))
    // Friday: the next working day is Monday.
    #expect(due[1].day == Self.now.day.adding(days: 3))
    #expect(due[2].day == Self.now.day.adding(days: 5))
    // At night the red one goes on.
    let night = Self.now.day.at(minute: 23 * 60)
    #expect(book.limit(.red).due(from: night, under: rules) == night.adding(minutes: 120))
  }

  @Test("It waits for units, then for what they undertook, then for its end")
  func course() throws {
    let rules = DeadlineRules.standard
    var whistle = try Self.whistle()
    #expect(whistle.phase(at: Self.now) == .awaited && whistle.standing(at: Self.now) == "等报到 0/2")
    #expect(whistle.step(under: rules)?.kind == .whistle)
    whistle = try Self.whistle([Self.came("城管中队"), Self.came("派出所", after: 90)])
    #expect(whistle.phase(at: Self.now) == .ending)
    #expect(whistle.step(under: rules)?.what == "看效果、收哨")
    let task = TaskID("t")
    whistle = try Self.whistle([
      Self.came("城管中队"), Self.came("派出所", after: 90),
      .undertake(
        WhistleUndertaking(
          task: task, unit: "城管", words: "每晚巡查", dueAt: Self.now.adding(minutes: 3000),
          person: Self.xu.id)),
    ])
    #expect(whistle.phase(at: Self.now) == .owing)
    let step = try #require(whistle.step(under: rules))
    #expect(step.kind == .undertaking && step.person == Self.xu.id)
    #expect(whistle.undertakings.first?.what.unit == "城管中队", "a part of the name is enough")
    let early = refusal(.close(WhistleClosing(.solved, words: "好了")), on: whistle)
    #expect(early?.contains("每晚巡查") == true)
  }

  @Test("A unit that did not turn up is reported, and stays; only then the whistle may end")
  func unanswered() throws {
    let whistle = try Self.whistle([Self.came("派出所")])
    let late = Self.now.adding(minutes: 121)
    #expect(whistle.phase(at: late) == .unanswered && whistle.standing(at: late) == "哨响没人到 1家")
    let closing = WhistleCommand.close(WhistleClosing(.partly, words: "劝离一个摊"))
    #expect(refusal(closing, on: whistle)?.contains("城管中队还没有报到") == true)
    #expect(
      refusal(.report(words: ""), on: whistle, at: Self.now.adding(minutes: 100))?
        .contains("还没有过报到时限") == true)
    let reported = try Self.whistle([
      Self.came("派出所"), .follow(WhistleNote("电话没人接")), .report(words: ""),
    ])
    #expect(reported.unreported.isEmpty && reported.missing.map(\.unit.name) == ["城管中队"])
    #expect(refusal(.report(words: ""), on: reported)?.contains("已经上报过") == true)
    #expect(reported.phase(at: late) == .unanswered, "reported is not answered")
    let over = try Self.whistle([
      Self.came("派出所"), .follow(WhistleNote("电话没人接")), .report(words: ""), closing,
    ])
    #expect(!over.isOpen && over.missing.count == 1 && over.step(under: .standard) == nil)
    #expect(refusal(.follow(WhistleNote("又来了")), on: over)?.contains("收哨") == true)
    // A unit may come after it was reported.
    let after = try Self.whistle([
      Self.came("派出所"), .follow(WhistleNote("电话没人接")), .report(words: ""),
      Self.came("城管中队", after: 200),
    ])
    #expect(after.phase(at: late) == .ending && after.calls[0].isLate(at: late))
  }

  @Test(
    "What cannot be is refused with what to do",
    arguments: [
      (came("城管中队", after: 400), "还没有到"), (came("城管中队", after: -30), "不能在这以前"),
      (came("消防"), "请先加吹"),
      (.checkIn(WhistleCheckIn(unit: "城管中队", at: now, people: " ")), "谁来报到"),
      (
        .undertake(WhistleUndertaking(unit: "城管中队", words: "", dueAt: now, person: chen.id)),
        "答应做什么"
      ),
      (
        .undertake(WhistleUndertaking(unit: "城管中队", words: "巡查", dueAt: now, person: chen.id)),
        "在现在以后"
      ),
      (
        .undertake(
          WhistleUndertaking(
            unit: "城管中队", words: "巡查", dueAt: now.adding(minutes: 999), person: gone.id)), "已不在岗"
      ),
      (.call(WhistleSummons([WhistleUnit("派出所")], dueAt: now.adding(minutes: 999))), "已经吹过哨"),
      (.move(WhistleMove(dueAt: now.adding(minutes: 999), reason: "")), "写原因"),
      (.follow(WhistleNote("  ")), "跟进的情况"), (.supervise(WhistleNote("满意")), "谁的意见"),
      (.leave(RequestID("r"), reason: "x"), "没有列入诉求"), (.join([]), "要列入的诉求"),
      (.close(WhistleClosing(.solved, words: "")), "告诉居民"),
    ] as [(WhistleCommand, String)])
  func refusals(_ command: WhistleCommand, _ words: String) throws {
    let message = refusal(command, on: try Self.whistle())
    #expect(message?.contains(words) == true, "\(message ?? "let pass")")
  }

  @Test("The grid worker may say who came, the reader nothing, and only the desk blows and ends")
  func permissions() throws {
    let whistle = try Self.whistle()
    #expect(refusal(Self.came("城管中队"), on: whistle, by: Self.xu) == nil)
    #expect(
      refusal(.close(WhistleClosing(.solved, words: "好")), on: whistle, by: Self.xu)?
        .contains("须由") == true)
    #expect(
      refusal(.follow(WhistleNote("x")), on: whistle, by: Self.reader)?.contains("须由") == true)
    #expect(throws: Refusal.self) {
      try Whistle.decide(Self.order(), by: Actor(Self.xu), at: Self.now, in: Self.facts)
    }
  }

  @Test("A whistle needs a matter, units, a time to come and somebody who keeps after it")
  func blowing() {
    func message(_ change: (inout WhistleOrder) -> Void) -> String {
      var order = Self.order()
      change(&order)
      do throws(Refusal) {
        _ = try Whistle.decide(order, by: Actor(Self.chen), at: Self.now, in: Self.facts)
        return ""
      } catch {
        return error.message
      }
    }
    #expect(message { $0.title = " " }.contains("为什么事"))
    #expect(message { $0.title = "一\n二" }.contains("一行"))
    #expect(message { $0.units = [] }.contains("哪些单位"))
    #expect(message { $0.dueAt = Self.now }.contains("在现在以后"))
    #expect(message { $0.dueAt = Self.now.adding(minutes: 31 * 1440) }.contains("最长"))
    #expect(message { $0.keeper = Self.reader.id }.contains("只能查看"))
    #expect(message { $0.words = "x" }.isEmpty)
  }

  @Test("A withdrawn whistle is one to which nobody came")
  func withdrawn() throws {
    let closing = WhistleCommand.close(WhistleClosing(.withdrawn, words: "吹错了"))
    #expect(refusal(closing, on: try Self.whistle()) == nil)
    #expect(refusal(closing, on: try Self.whistle([Self.came("派出所")]))?.contains("不能撤哨") == true)
  }

  @Test("Whatever is recorded, the fold loses no unit and owes something until the end")
  func histories() throws {
    var random = SeededSteps(seed: 7)
    for _ in 0..<200 {
      var records = [
        DutyRecord(
          version: 1, at: Self.now, actor: Self.chen.id, event: WhistleEvent.blown(Self.order()))
      ]
      var isClosed = false
      for step in 1..<12 {
        let at = Self.now.adding(minutes: step * 40)
        let whistle = try #require(Whistle(id: WhistleID("w"), records: records))
        let commands: [WhistleCommand] = [
          Self.came("城管中队", after: step * 40), Self.came("派出所", after: step * 40),
          .report(words: ""), .follow(WhistleNote("看过")),
          .call(
            WhistleSummons([WhistleUnit("单位\(step)")], dueAt: at.adding(minutes: 60))),
          .undertake(
            WhistleUndertaking(
              task: TaskID("t\(step)"), unit: "派出所", words: "做\(step)",
              dueAt: at.adding(minutes: 90), person: Self.chen.id)),
          .close(WhistleClosing(.partly, words: "好")),
        ]
        guard
          let event = try? whistle.decide(
            commands[random.next(commands.count)], by: Actor(Self.chen), at: at, in: Self.facts)
        else { continue }
        records.append(
          DutyRecord(version: records.count + 1, at: at, actor: Self.chen.id, event: event))
        let next = try #require(Whistle(id: WhistleID("w"), records: records))
        #expect(next.version == records.count && next.calls.count >= whistle.calls.count)
        #expect((next.step(under: .standard) == nil) == !next.isOpen)
        if case .closed = event {
          isClosed = true
          #expect(next.unreported.isEmpty && next.owed.isEmpty)
        }
        #expect(!isClosed || !next.isOpen)
      }
    }
  }
}

/// Numbers that follow from a seed.
private struct SeededSteps {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}

@Suite("吹哨单位") struct WhistleBookTests {
  private func complaint(_ text: String) -> String {
    do throws(WhistleBook.Unreadable) {
      _ = try WhistleBook(text: text)
      return ""
    } catch {
      return error.message
    }
  }

  @Test("The text that a neighbourhood begins with can be read, and knows 三所联动")
  func standard() throws {
    let book = WhistleBook.standard
    #expect(book.units.count > 10 && book.text == WhistleBook.standardText)
    #expect(try book.units(named: "三所联动").map(\.name) == ["派出所", "司法所", "律师事务所"])
    #expect(book.limit(.red) == .minutes(120) && book.limit(.yellow) == .workingDays(3))
  }

  @Test(
    "Units are found by name, initials and a part of the name; others stand as they were typed",
    arguments: [
      ("城管中队、派出所", ["城管中队", "派出所"]), ("cgzd", ["城管中队"]), ("城管", ["城管中队"]),
      ("slsld", []), ("ssld，城管", ["派出所", "司法所", "律师事务所", "城管中队"]),
      ("城管；城管中队", ["城管中队"]), ("居委会隔壁的学校", ["居委会隔壁的学校"]), ("公司", []), (" 、", []),
    ])
  func names(_ typed: String, _ names: [String]) {
    let found = (try? WhistleBook.standard.units(named: typed).map(\.name)) ?? []
    #expect(found == names)
  }

  @Test(
    "A line that is not understood is named",
    arguments: [
      ("城管\n城管", "第 2 行"), ("报到时限 | 红色 快点\n城管", "没有看懂时限"), ("联动 | 三所联动\n城管", "联动写成"),
      ("# 空", "至少写一家"), ("城管 | a | b | c", "最多两个"), ("报到时限 | 红色 1小时 | 红色 2小时\n城管", "写了两次"),
    ])
  func wrong(_ text: String, _ words: String) {
    #expect(complaint(text).contains(words), "\(complaint(text))")
  }

  @Test("Times that staff change are kept")
  func changed() throws {
    let book = try WhistleBook(text: "报到时限 | 红色 90分钟 | 橙色 2工作日\n城管中队 | 5000")
    #expect(book.limit(.red).text == "90分钟" && book.limit(.orange) == .workingDays(2))
    #expect(book.limit(.yellow) == .workingDays(3), "what is not written stays")
    #expect(book.units.first?.contact == "5000")
  }

  @Test(
    "How often is read as people write it",
    arguments: [
      ("每季度", "每季度"), ("每 2 周", "每 2 周"), ("两周", "每 2 周"), ("半年", "每 6 个月"), ("每月", "每月"),
      ("每个月", "每月"), ("每３天", "每 3 天"), ("年", "每年"), ("常常", ""), ("每0天", ""), ("每100天", ""),
    ])
  func recurrences(_ typed: String, _ title: String) {
    #expect((Recurrence(text: typed)?.title ?? "") == title)
  }

  @Test("A yearly measure that is done sets the next one, further off than a single task may be")
  func yearly() throws {
    let due = WhistleTests.now.adding(minutes: 1440)
    let order = TaskOrder(
      id: TaskID("t"), title: "清洗水箱", person: WhistleTests.chen.id, dueAt: due,
      recurrence: Recurrence(text: "每年", firstDue: due))
    var task = DeskTask(order, by: WhistleTests.chen.id, at: WhistleTests.now)
    task.apply(.settled(TaskSettlement(TaskID("t"), .done)), at: WhistleTests.now)
    var next = try #require(task.following(at: WhistleTests.now))
    next.id = TaskID("t2")
    let event = try TaskCommand.set(next).decide(
      on: nil, by: Actor(WhistleTests.chen), at: WhistleTests.now,
      in: WhistleTests.facts.directory)
    #expect(event == .set(next))
    next.recurrence = nil
    #expect(throws: Refusal.self) {
      try TaskCommand.set(next).decide(
        on: nil, by: Actor(WhistleTests.chen), at: WhistleTests.now,
        in: WhistleTests.facts.directory)
    }
  }
}
