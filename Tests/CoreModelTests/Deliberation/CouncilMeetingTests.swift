import Testing

@testable import CoreModel

/// Meetings and items without a store: what was decided is appended as it would be.
private struct Hall {
  static let directory = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
    people: [
      Person(id: PersonID("chen"), name: "陈静", role: .secretary),
      Person(id: PersonID("wang"), name: "王芳", role: .dutyOfficer),
      Person(id: PersonID("zhao"), name: "赵师傅", role: .maintenance),
      Person(id: PersonID("jiang"), name: "小蒋", role: .readOnly),
    ])
  static let chen = Actor(person: PersonID("chen"), name: "陈静", role: .secretary)
  static let wang = Actor(person: PersonID("wang"), name: "王芳", role: .dutyOfficer)
  static let jiang = Actor(person: PersonID("jiang"), name: "小蒋", role: .readOnly)
  /// A Saturday.
  static let now =
    Day(year: 2026, month: 11, day: 21)?.at(minute: 10 * 60) ?? Instant(milliseconds: 0)

  var items: [AgendaID: AgendaItem] = [:]
  var records: [DutyRecord<CouncilEvent>] = []
  var limits: [AgendaID: Instant] = [:]
  var now = Hall.now

  var facts: CouncilFacts {
    CouncilFacts(
      items: items, limits: limits, again: Hall.now.adding(minutes: 7 * 1440),
      directory: Hall.directory)
  }

  var meeting: CouncilMeeting {
    get throws { try #require(CouncilMeeting(id: CouncilID("c"), records)) }
  }

  mutating func item(_ number: Int, _ events: [AgendaEvent] = [], urgency: Urgency = .normal)
    throws -> AgendaReference
  {
    let first = AgendaEvent.proposed(
      AgendaOrder(number: number, title: "第 \(number) 件事", urgency: urgency))
    let records = ([first] + events).enumerated().map {
      DutyRecord(version: $0.offset + 1, at: Hall.now, actor: Hall.wang.person, event: $0.element)
    }
    let item = try #require(AgendaItem(id: AgendaID("a\(number)"), records))
    items[item.id] = item
    return item.reference
  }

  mutating func append(_ event: CouncilEvent, by actor: Actor = Hall.wang) {
    records.append(
      DutyRecord(version: records.count + 1, at: now, actor: actor.person, event: event))
  }

  mutating func call(
    _ kind: CouncilKind, _ items: [AgendaReference], minutes: Int = 120, late: String = ""
  ) throws {
    let order = CouncilOrder(
      number: 1, kind: kind, items: items, start: Hall.now.adding(minutes: minutes),
      place: "居委会议室", lateReason: late)
    append(try CouncilMeeting.call(order, by: Hall.wang, at: now, in: facts))
  }

  mutating func give(_ command: CouncilCommand, by actor: Actor = Hall.wang) throws {
    append(try meeting.decide(command, by: actor, at: now, in: facts), by: actor)
  }

  static let seats = [
    CouncilSeat(.secretary, "陈静"), CouncilSeat(.committee, "王芳"), CouncilSeat(.resident, "王阿姨"),
  ]
}

private func adopting(_ item: AgendaReference, _ tasks: [TaskOrder]) -> CouncilCommand {
  .resolve(CouncilResolution(item: item.id, verdict: .adopt, words: "先疏通", tasks: tasks))
}

private let task = TaskOrder(
  title: "疏通", person: PersonID("zhao"), dueAt: Hall.now.adding(minutes: 5 * 1440))

private func decision(_ verdict: CouncilVerdict) -> AgendaEvent {
  .decided(
    AgendaDecision(
      meeting: CouncilID("x"), number: 9, kind: .special, verdict: verdict, words: "定了"))
}

@Suite("议事会: meetings") struct CouncilMeetingTests {
  @Test("听证会 comes before a decision, 评议会 after one, and nothing is met about that is over")
  func kinds() throws {
    var hall = Hall()
    let open = try hall.item(1)
    let carrying = try hall.item(2, [decision(.adopt)])
    let settled = try hall.item(3, [.settled(outcome: "修好")])
    let gone = try hall.item(4, [.withdrawn(reason: "谈好了")])
    for kind in CouncilKind.allCases {
      let fits = [open, carrying, settled, gone].map { item in
        hall.items[item.id].map { kind.refusal(of: $0) == nil } ?? false
      }
      switch kind {
      case .hearing: #expect(fits == [true, false, false, false])
      case .review: #expect(fits == [false, true, true, false])
      default: #expect(fits == [true, true, false, false])
      }
    }
  }

  @Test("A pressing matter that would be met about too late is asked, and goes with a reason")
  func pressing() throws {
    var hall = Hall()
    let item = try hall.item(1, urgency: .urgent)
    hall.limits[item.id] = Hall.now.adding(minutes: 48 * 60)
    try hall.call(.coordination, [item], minutes: 47 * 60)
    hall.records = []
    let refusal = #expect(throws: Refusal.self) {
      try hall.call(.coordination, [item], minutes: 49 * 60)
    }
    #expect(refusal?.message.contains("48 小时") == true)
    try hall.call(.coordination, [item], minutes: 49 * 60, late: "业委会周二才回来")
    #expect(try hall.meeting.lateReason == "业委会周二才回来")
    // A reason is kept only where there is something to give it for.
    hall.records = []
    try hall.call(.coordination, [item], minutes: 60, late: "没有晚")
    #expect(try hall.meeting.lateReason.isEmpty)
  }

  @Test("A meeting cannot be closed without a resolution for each item: which ones is said")
  func closing() throws {
    var hall = Hall()
    let one = try hall.item(1)
    let two = try hall.item(2)
    try hall.call(.special, [one, two])
    let closing = CouncilCommand.close(CouncilClosing(host: "陈静", recorder: "王芳"))
    #expect(throws: Refusal.self) { try hall.give(closing, by: Hall.chen) }
    try hall.give(.attend(Hall.seats))
    try hall.give(adopting(one, [task]))
    let refusal = #expect(throws: Refusal.self) { try hall.give(closing, by: Hall.chen) }
    #expect(refusal?.message.contains("议2「第 2 件事」") == true)
    #expect(refusal?.message.contains("议1") == false)
    try hall.give(
      .resolve(CouncilResolution(item: two.id, verdict: .decline, words: "按合同不能改")))
    #expect(throws: Refusal.self) { try hall.give(closing, by: Hall.wang) }
    try hall.give(closing, by: Hall.chen)
    #expect(try hall.meeting.closing?.host == "陈静")
    #expect(try hall.meeting.resolution(of: one.id)?.tasks.first?.origin?.id == "a1")
    // What is kept is kept.
    #expect(throws: Refusal.self) { try hall.give(.note("还有一句"), by: Hall.chen) }
  }

  @Test(
    "A resolution says what its verdict needs: tasks with person and date, a date, a reason")
  func resolutions() throws {
    var hall = Hall()
    let item = try hall.item(1)
    try hall.call(.special, [item])
    #expect(throws: Refusal.self) { try hall.give(adopting(item, [task])) }
    try hall.give(.attend(Hall.seats))
    #expect(throws: Refusal.self) { try hall.give(adopting(item, [])) }
    let late = TaskOrder(title: "疏通", person: PersonID("zhao"), dueAt: Hall.now)
    #expect(throws: Refusal.self) { try hall.give(adopting(item, [late])) }
    let reader = TaskOrder(title: "看看", person: PersonID("jiang"), dueAt: task.dueAt)
    #expect(throws: Refusal.self) { try hall.give(adopting(item, [reader])) }
    for verdict in [CouncilVerdict.again, .decline, .passed] {
      let bare = CouncilResolution(item: item.id, verdict: verdict, words: "")
      #expect(throws: Refusal.self) { try hall.give(.resolve(bare)) }
    }
    let again = CouncilResolution(
      item: item.id, verdict: .again, words: "材料不全", againAt: Hall.now.adding(minutes: 9999))
    try hall.give(.resolve(again))
    // The later one counts, until the meeting is closed.
    try hall.give(adopting(item, [task]))
    #expect(try hall.meeting.resolutions.map(\.verdict) == [.adopt])
  }

  @Test("Votes are counted by somebody, and are no more than people who signed in")
  func votes() throws {
    var hall = Hall()
    let item = try hall.item(1)
    try hall.call(.special, [item])
    try hall.give(.attend(Hall.seats))
    func vote(_ yes: Int, _ no: Int, _ abstained: Int, _ counter: String = "王芳") -> CouncilCommand {
      .vote(
        CouncilVote(
          item: item.id, question: "先疏通", yes: yes, no: no, abstained: abstained,
          counter: counter))
    }
    for wrong in [vote(3, 1, 0), vote(0, 0, 0), vote(-1, 2, 0), vote(2, 1, 0, " ")] {
      #expect(throws: Refusal.self) { try hall.give(wrong) }
    }
    try hall.give(vote(1, 2, 0))
    try hall.give(vote(2, 1, 0))
    #expect(try hall.meeting.votes.map(\.yes) == [2])
  }

  @Test("Nobody who only reads calls, and nobody signs in to what has not come")
  func roles() throws {
    var hall = Hall()
    let item = try hall.item(1)
    let order = CouncilOrder(
      kind: .special, items: [item], start: Hall.now.adding(minutes: 60), place: "会议室")
    #expect(throws: Refusal.self) {
      try CouncilMeeting.call(order, by: Hall.jiang, at: Hall.now, in: hall.facts)
    }
    try hall.call(.special, [item], minutes: 2 * 1440)
    #expect(throws: Refusal.self) { try hall.give(.attend(Hall.seats)) }
    hall.now = Hall.now.adding(minutes: 2 * 1440 - 30)
    try hall.give(.attend(Hall.seats))
    #expect(throws: Refusal.self) { try hall.give(.cancel(reason: "停电"), by: Hall.chen) }
  }

  @Test("A meeting without items is for listening, and is closed with a record of what was said")
  func listening() throws {
    var hall = Hall()
    #expect(throws: Refusal.self) { try hall.call(.coordination, []) }
    try hall.call(.monthly, [])
    try hall.give(.attend(Hall.seats))
    let closing = CouncilCommand.close(CouncilClosing(host: "陈静", recorder: "王芳"))
    #expect(throws: Refusal.self) { try hall.give(closing, by: Hall.chen) }
    try hall.give(.note("楼道堆物说了三件"))
    try hall.give(closing, by: Hall.chen)
    #expect(try hall.meeting.standing(at: hall.now) == "已散会")
  }

  @Test(
    "Whatever is given in whatever order, a closed meeting has a resolution for each item and people who came",
    arguments: 0..<60)
  func random(_ seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &* 911 &+ 5)
    var hall = Hall()
    let items = [try hall.item(1), try hall.item(2), try hall.item(3)]
    try hall.call(.special, Array(items.prefix(2)))
    for _ in 0..<40 {
      guard let item = items.randomElement(using: &random) else { continue }
      let resolution = CouncilResolution(item: item.id, verdict: .decline, words: "不能改")
      let commands: [CouncilCommand] = [
        .attend(Hall.seats), .attend([]), .note("说"), .resolve(resolution),
        adopting(item, [task]), .list(item.id, lateReason: ""),
        .strike(item.id, reason: "材料没齐"), .announce(how: "群里"),
        .position(CouncilPosition(item: item.id, who: "业委会", words: "同意")),
        .close(CouncilClosing(host: "陈静", recorder: "王芳")), .cancel(reason: "停电"),
        .move(
          CouncilMove(
            start: Hall.now.adding(minutes: Int.random(in: -9000...9000, using: &random)),
            place: "会议室", reason: "有事")),
      ]
      guard let command = commands.randomElement(using: &random) else { continue }
      let before = try hall.meeting
      do {
        try hall.give(command, by: Bool.random(using: &random) ? Hall.chen : Hall.wang)
        #expect(before.isOpen)
      } catch is Refusal {
        #expect(try hall.meeting == before)
      }
      let after = try hall.meeting
      #expect(after.version == hall.records.count)
      #expect(Set(after.items.map(\.id)).count == after.items.count)
      let known = Set(after.items.map(\.id))
      #expect(after.resolutions.allSatisfy { known.contains($0.item) })
      if after.closing != nil {
        #expect(after.undecided.isEmpty && !after.present.isEmpty)
        #expect(after.resolutions.allSatisfy { $0.verdict != .adopt || !$0.tasks.isEmpty })
      }
    }
  }
}

@Suite("议事会: what is typed and what is printed") struct CouncilPaperTests {
  @Test("1+3+N is read a side a line, told back the same, and what is missing is said")
  func seats() throws {
    let text = "书记：陈静\n居委:王芳，周宁\n业委会：\n物业：钱经理\n居民：王阿姨、李叔叔\n城管中队：张队\n消防："
    let seats = try [CouncilSeat](seats: text)
    #expect(seats.count == 8)
    #expect(seats.missingSides == "按 1+3+N 还缺业委会")
    #expect(seats.nameless == "书记、居委、物业、居民代表 2 位、城管中队、消防")
    #expect(try [CouncilSeat](seats: seats.text) == seats)
    #expect(try [CouncilSeat](seats: "王阿姨、李叔叔").map(\.side) == [.resident, .resident])
    #expect(try [CouncilSeat](seats: " ").isEmpty)
    let crowd = (0...CouncilSeat.most).map { "居民\($0)" }.joined(separator: "、")
    #expect(throws: Refusal.self) { try [CouncilSeat](seats: crowd) }
  }

  @Test("Tasks are read a line each, with person and date; what is missing names its line")
  func tasks() throws {
    let rules = DeadlineRules.standard
    func read(_ text: String) throws -> [TaskOrder] {
      try ResolutionTasks.read(text, from: Hall.now, in: Hall.directory, under: rules)
    }
    let orders = try read("疏通 12号楼 排水管 @赵师傅 11-30\n比三家报价 @wf 明天 17:00")
    #expect(orders.map(\.title) == ["疏通 12号楼 排水管", "比三家报价"])
    #expect(orders.map(\.person.text) == ["zhao", "wang"])
    #expect(orders.last?.dueAt == Hall.now.day.adding(days: 1).at(minute: 17 * 60))
    let told = ResolutionTasks.text(orders, in: Hall.directory, relativeTo: Hall.now)
    #expect(try read(told) == orders)
    for wrong in ["疏通 11-30", "疏通 @赵师傅", "@赵师傅 11-30", "疏通 @小蒋 11-30", "疏通 @赵师傅 哪天"] {
      let refusal = #expect(throws: Refusal.self) { try read(wrong) }
      #expect(refusal?.message.contains(wrong) == true)
    }
    #expect(try read(" \n").isEmpty)
  }

  @Test("A notice has no name, no room and no telephone; the minutes say who held what")
  func papers() throws {
    var hall = Hall()
    let item = try hall.item(7)
    let order = CouncilOrder(
      number: 3, kind: .coordination, items: [item], start: Hall.now.adding(minutes: 240),
      place: "居委会议室", people: Hall.seats, words: "有事打 13800002046")
    hall.append(try CouncilMeeting.call(order, by: Hall.wang, at: hall.now, in: hall.facts))
    let notice = CouncilNotice(of: try hall.meeting, in: Hall.directory, relativeTo: hall.now)
    #expect(notice.text.contains("时间：11月21日 周六 14:00\n地点：居委会议室\n议题：第 7 件事"))
    for name in ["陈静", "王芳", "王阿姨", "13800002046"] { #expect(!notice.text.contains(name)) }
    try hall.give(.attend(Array(Hall.seats.dropLast())))
    try hall.give(.position(CouncilPosition(item: item.id, who: "业委会", words: "同意先疏通")))
    try hall.give(adopting(item, [task]))
    func minutes() throws -> CouncilMinutes {
      CouncilMinutes(
        of: try hall.meeting, items: hall.items, in: Hall.directory, relativeTo: hall.now)
    }
    #expect(try minutes().warning?.contains("还没有散会") == true)
    try hall.give(.close(CouncilClosing(host: "陈静", recorder: "王芳")), by: Hall.chen)
    let text = try minutes().text
    for words in ["主持：陈静", "未到：居民王阿姨", "业委会：同意先疏通", "采纳办理：先疏通", "疏通  ——赵师傅"] {
      #expect(text.contains(words), "\(words)")
    }
    #expect(try minutes().warning == nil)
  }
}

@Suite("议题") struct AgendaItemTests {
  private func merged(_ hall: inout Hall, _ number: Int, into other: AgendaReference) throws
    -> AgendaItem
  {
    let item = try hall.item(number, [.merged(into: other)])
    return try #require(hall.items[item.id])
  }

  @Test("Merging goes one way: not into itself, not back, not into what is over")
  func merging() throws {
    var hall = Hall()
    let one = try #require(hall.items[try hall.item(1).id])
    let two = try merged(&hall, 2, into: one.reference)
    let over = try #require(hall.items[try hall.item(3, [.settled(outcome: "好")]).id])
    #expect(throws: Refusal.self) { try one.merging(into: one) }
    let back = #expect(throws: Refusal.self) { try one.merging(into: two) }
    #expect(back?.message.contains("绕成一圈") == true)
    #expect(throws: Refusal.self) { try one.merging(into: over) }
    #expect(two.refusal(of: .merge(into: one.id), by: Hall.chen) != nil)
    #expect(one.refusal(of: .merge(into: two.id), by: Hall.wang) != nil)
    #expect(one.refusal(of: .merge(into: two.id), by: Hall.chen) == nil)
  }

  @Test("A title says something in one line, without a telephone")
  func titles() {
    for wrong in ["", "  ", "找李阿姨 13800002046", "一\n二", String(repeating: "长", count: 61)] {
      #expect(throws: Refusal.self) {
        try AgendaItem.propose(AgendaOrder(title: wrong), by: Hall.wang)
      }
    }
    #expect(throws: Refusal.self) {
      try AgendaItem.propose(AgendaOrder(title: "灯"), by: Hall.jiang)
    }
  }

  @Test(
    "It ends when all that was given out is done; when nothing was, it is to be met about again")
  func ending() throws {
    var hall = Hall()
    let item = try #require(hall.items[try hall.item(1, [decision(.adopt)]).id])
    func tasks(_ outcomes: [TaskSettlement.Outcome?]) -> [DeskTask] {
      outcomes.enumerated().map { index, outcome in
        var order = task
        order.id = TaskID("t\(index)")
        var one = DeskTask(order, by: Hall.chen.person, at: Hall.now)
        if let outcome {
          one.apply(.settled(TaskSettlement(one.id, outcome, words: "通了")), at: Hall.now)
        }
        return one
      }
    }
    let until = Hall.now.adding(minutes: 100)
    #expect(item.ending(after: tasks([.done, nil]), again: until) == nil)
    #expect(item.ending(after: [], again: until) == nil)
    guard case .settled(let outcome) = item.ending(after: tasks([.done, .dropped]), again: until)
    else {
      Issue.record("not settled")
      return
    }
    #expect(outcome == "议事会决议：定了。已落实：疏通（通了）")
    guard case .returned(until, _) = item.ending(after: tasks([.dropped]), again: until) else {
      Issue.record("not returned")
      return
    }
    #expect(item.step(tasks([nil]))?.kind == .carrying)
    #expect(item.step(tasks([nil]))?.person == PersonID("zhao"))
  }
}
