import Testing

@testable import CoreModel

@Suite("换班") struct SwapTests {
  static let wang = Person(id: PersonID("wang"), name: "王芳", role: .dutyOfficer)
  static let zhou = Person(id: PersonID("zhou"), name: "周宁", role: .dutyOfficer)
  static let chen = Person(id: PersonID("chen"), name: "陈静", role: .secretary)
  static let zhao = Person(id: PersonID("zhao"), name: "赵师傅", role: .maintenance)
  static let gone = Person(
    id: PersonID("gone"), name: "老张", role: .dutyOfficer, isActive: false)
  static let directory = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭"),
    people: [wang, zhou, chen, zhao, gone])
  static let monday = Day(number: 20_780)
  static let now = monday.at(minute: 600)

  static func shift(
    _ id: String, day: Int, _ start: Int, _ end: Int, _ people: [Person],
    kind: ShiftKind = .evening
  ) -> Shift {
    let day = monday.adding(days: day)
    return Shift(
      id: Identifier(id), neighborhood: NeighborhoodID("n"), start: day.at(minute: start),
      end: day.at(minute: end), kind: kind, people: people.map(\.id))
  }

  static let mine = shift("mine", day: 1, 1050, 1200, [wang])
  static let yours = shift("yours", day: 2, 1050, 1200, [zhou])
  static let order = SwapOrder(
    giver: wang.id, given: mine, taker: zhou.id, taken: yours, reason: "家长会")

  static func facts(
    _ shifts: [Shift] = [mine, yours], leaves: [RosterLeave] = [], waiting: [Swap] = [],
    book: DutyBook = .standard
  ) -> SwapFacts {
    SwapFacts(
      shifts: shifts, leaves: leaves, waiting: waiting, directory: directory, book: book,
      calendar: .shipped)
  }

  static func asked(_ order: SwapOrder = order) throws -> Swap {
    let record = DutyRecord(version: 1, at: now, actor: wang.id, event: SwapEvent.asked(order))
    return try #require(Swap(id: Identifier("s"), records: [record]))
  }

  private func refusal(
    _ order: SwapOrder = order, by person: Person = wang, at now: Instant = now,
    in facts: SwapFacts = facts()
  ) -> String? {
    do {
      _ = try Swap.decide(order, by: Actor(person), at: now, in: facts)
      return nil
    } catch { return error.message }
  }

  @Test("Who stands the shift asks, or 主任 and 书记 for them, and nobody else")
  func asking() {
    #expect(refusal() == nil)
    #expect(refusal(by: Self.chen) == nil)
    #expect(refusal(by: Self.zhou)?.contains("王芳本人提出") == true)
  }

  @Test(
    "Leave, another shift at that time, a role that does not stand it and exemptions are refused")
  func rules() {
    let leave = RosterLeave(
      person: Self.zhou.id, start: Self.mine.start, end: Self.mine.end, title: "年休假")
    #expect(refusal(in: Self.facts(leaves: [leave]))?.contains("周宁年休假") == true)
    let patrol = Self.shift("p", day: 1, 1190, 1320, [Self.zhou], kind: .nightPatrol)
    #expect(
      refusal(in: Self.facts([Self.mine, Self.yours, patrol]))?.contains("周宁那时已经排了夜巡") == true)
    let other = SwapOrder(giver: Self.wang.id, given: Self.mine, taker: Self.zhao.id)
    #expect(refusal(other)?.contains("不值错时") == true)
    let left = SwapOrder(giver: Self.wang.id, given: Self.mine, taker: Self.gone.id)
    #expect(refusal(left)?.contains("不在岗") == true)
    var book = DutyBook.standard
    book.exemptions = [DutyExemption(name: "周宁", kinds: [.evening], reason: "孕期")]
    #expect(refusal(in: Self.facts(book: book))?.contains("孕期") == true)
  }

  @Test("The shift that is given away does not stand in the way of the one that is taken")
  func ownShift() {
    // Both on Tuesday evening, one after the other: each is free exactly because of the swap.
    let early = Self.shift("a", day: 1, 1020, 1100, [Self.wang])
    let late = Self.shift("b", day: 1, 1090, 1200, [Self.zhou])
    let order = SwapOrder(giver: Self.wang.id, given: early, taker: Self.zhou.id, taken: late)
    #expect(refusal(order, in: Self.facts([early, late])) == nil)
    let help = SwapOrder(giver: Self.wang.id, given: early, taker: Self.zhou.id)
    #expect(refusal(help, in: Self.facts([early, late]))?.contains("已经排了错时") == true)
  }

  @Test("What waits in another swap is not offered again")
  func waitingIsNotOffered() throws {
    let third = Self.shift("third", day: 3, 1050, 1200, [Self.zhou])
    let waiting = SwapOrder(
      giver: Self.chen.id, given: Self.shift("c", day: 4, 1050, 1200, [Self.chen]),
      taker: Self.zhou.id, taken: Self.yours)
    let facts = Self.facts([Self.mine, Self.yours, third], waiting: [try Self.asked(waiting)])
    let offered = Swap.choices(of: Self.mine, from: Self.wang.id, at: Self.now, in: facts)
    #expect(offered.first?.taken?.id == third.id)
    #expect(!offered.contains { $0.taken?.id == Self.yours.id })
    let own = Self.facts([Self.mine, Self.yours], waiting: [try Self.asked()])
    #expect(Swap.choices(of: Self.mine, from: Self.wang.id, at: Self.now, in: own).isEmpty)
  }

  @Test("A patrol keeps the 党员 that it needs")
  func partyMembers() {
    var book = DutyBook.standard
    book.partyMembers = ["王芳"]
    book.patterns = [
      ShiftPattern(
        .nightPatrol, on: Set(DayKind.allCases), start: 1200, end: 1320, headcount: 2,
        roles: Permissions.desk, partyMembers: 1)
    ]
    let patrol = Self.shift("p", day: 1, 1200, 1320, [Self.wang, Self.chen], kind: .nightPatrol)
    let order = SwapOrder(giver: Self.wang.id, given: patrol, taker: Self.zhou.id)
    #expect(refusal(order, in: Self.facts([patrol], book: book))?.contains("0 名党员") == true)
    book.partyMembers.append("周宁")
    #expect(refusal(order, in: Self.facts([patrol], book: book)) == nil)
  }

  @Test(
    "What has begun, was cancelled or has other people by now is not swapped; nor twice at once")
  func stale() throws {
    #expect(refusal(at: Self.mine.start)?.contains("已经开始") == true)
    #expect(refusal(in: Self.facts([Self.yours]))?.contains("取消") == true)
    var others = Self.mine
    others.people = [Self.chen.id]
    #expect(refusal(in: Self.facts([others, Self.yours]))?.contains("不在") == true)
    #expect(refusal(in: Self.facts(waiting: [try Self.asked()]))?.contains("等答复") == true)
  }

  @Test("Only the other one, or 主任 and 书记 for them, agrees; then the roster follows in both places")
  func agreeing() throws {
    let swap = try Self.asked()
    #expect(throws: Refusal.self) {
      try swap.decide(.agree(words: ""), by: Actor(Self.wang), at: Self.now, in: Self.facts())
    }
    let event = try swap.decide(
      .agree(words: "好"), by: Actor(Self.zhou), at: Self.now, in: Self.facts())
    #expect(event == .agreed(words: "好"))
    let patrol = Self.shift("other", day: 3, 1050, 1200, [Self.wang])
    let changed = swap.carriedOut(on: [Self.mine, Self.yours, patrol])
    #expect(changed.map(\.id.text) == ["mine", "yours"])
    #expect(changed.map(\.people) == [[Self.zhou.id], [Self.wang.id]])
  }

  @Test("The rules are asked again when it is agreed")
  func agreedLate() throws {
    let swap = try Self.asked()
    let leave = RosterLeave(
      person: Self.zhou.id, start: Self.mine.start, end: Self.mine.end, title: "病假")
    #expect(throws: Refusal.self) {
      try swap.decide(
        .agree(words: ""), by: Actor(Self.zhou), at: Self.now, in: Self.facts(leaves: [leave]))
    }
  }

  @Test("An answered swap is answered once; one whose shift has begun has lapsed")
  func answered() throws {
    let swap = try Self.asked()
    #expect(swap.state(at: Self.now) == .waiting)
    #expect(swap.state(at: Self.mine.start) == .lapsed)
    let records = [
      DutyRecord(version: 1, at: Self.now, actor: Self.wang.id, event: SwapEvent.asked(Self.order)),
      DutyRecord(
        version: 2, at: Self.now, actor: Self.zhou.id, event: SwapEvent.declined(words: "有事")),
    ]
    let declined = try #require(Swap(id: Identifier("s"), records: records))
    #expect(declined.state(at: Self.mine.end) == .declined && declined.version == 2)
    #expect(throws: Refusal.self) {
      try declined.decide(
        .agree(words: ""), by: Actor(Self.zhou), at: Self.now, in: Self.facts())
    }
  }

  @Test("Everything that is offered may be asked, and what may not is not offered")
  func choices() {
    let wednesday = Self.shift("w", day: 2, 1200, 1320, [Self.chen], kind: .nightPatrol)
    let facts = Self.facts([Self.mine, Self.yours, wednesday])
    let choices = Swap.choices(of: Self.mine, from: Self.wang.id, at: Self.now, in: facts)
    #expect(choices.first?.taken?.id == Self.yours.id)
    #expect(Set(choices.map(\.taker)) == [Self.zhou.id, Self.chen.id])
    for choice in choices { #expect(refusal(choice, in: facts) == nil) }
  }
}
