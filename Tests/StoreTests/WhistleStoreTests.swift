import CoreModel
import Testing

@testable import Store

@Suite("吹哨 in the database") struct WhistleStoreTests {
  private let desk: TestDesk

  init() throws { desk = try TestDesk() }

  private func order(
    _ units: [String] = ["城管中队", "派出所"], due: Int = 120
  ) -> WhistleOrder {
    WhistleOrder(
      title: "南门夜间烧烤占道", level: .red, words: "油烟", units: units.map { WhistleUnit($0) },
      dueAt: desk.now.adding(minutes: due), keeper: desk.secretary.id)
  }

  private func perform(
    _ command: WhistleCommand, on whistle: Whistle, after minutes: Int, version: Int? = nil
  ) throws -> Whistle {
    try desk.store.perform(
      command, on: whistle.id, expecting: version, in: desk.scope, by: desk.actor,
      at: desk.now.adding(minutes: minutes))
  }

  private func came(_ unit: String, after minutes: Int) -> WhistleCommand {
    .checkIn(
      WhistleCheckIn(unit: unit, at: desk.now.adding(minutes: minutes), people: "刘队长"))
  }

  @Test("A whistle shows on its request to the end, and the desk goes on beside it")
  func thread() throws {
    let request = try desk.add("南门烧烤油烟大")
    let whistle = try desk.store.blow(
      order(), about: [request.history.id], in: desk.scope, by: desk.actor, at: desk.now)
    #expect(whistle.number == "20261121-01" && whistle.order.watch == nil)
    func part() throws -> Onward? {
      let detail = try desk.store.detail(id: request.history.id)
      return detail.request.onward.first
    }
    #expect(try part()?.step?.what == "城管中队报到")
    #expect(try part()?.step?.dueAt == desk.now.adding(minutes: 120))
    _ = try perform(came("城管中队", after: 10), on: whistle, after: 10)
    #expect(try part()?.step?.what == "派出所报到")
    _ = try perform(came("派出所", after: 20), on: whistle, after: 20)
    _ = try perform(
      .undertake(
        WhistleUndertaking(
          unit: "城管中队", words: "每晚巡查", dueAt: desk.now.adding(minutes: 600),
          person: desk.officer.id)), on: whistle, after: 25)
    let step = try #require(try part()?.step)
    #expect(step.kind == .undertaking && step.person == desk.officer.id)
    let task = try #require(try desk.store.openTasks(of: desk.scope).first?.task)
    #expect(task.title == "城管中队承诺：每晚巡查" && task.origin == whistle.link)
    // Put off in 晨会: the whistle and the request follow.
    try desk.store.perform(
      .change(
        TaskChange(
          task.id, person: desk.secretary.id, dueAt: desk.now.adding(minutes: 900), reason: "下雨")),
      in: desk.scope, by: desk.actor, at: desk.now.adding(minutes: 30))
    #expect(try part()?.step?.dueAt == desk.now.adding(minutes: 900))
    // Done there, too.
    try desk.store.perform(
      .settle(TaskSettlement(task.id, .done, words: "看过三晚")), in: desk.scope, by: desk.actor,
      at: desk.now.adding(minutes: 40))
    var now = try desk.store.whistle(whistle.id, of: desk.scope)
    #expect(now.owed.isEmpty && now.undertakings.first?.timesPutOff == 1)
    #expect(try part()?.step?.what == "看效果、收哨")
    now = try perform(
      .close(WhistleClosing(.solved, words: "摊位已清")), on: whistle, after: 50, version: now.version)
    #expect(try part()?.outcome == "办成：摊位已清")
    let detail = try desk.store.detail(id: request.history.id)
    #expect(detail.request.isOpen && detail.obligation != nil)
    #expect(try desk.store.whistleBoard(of: desk.scope).closed.map(\.id) == [whistle.id])
    let sources = try desk.store.sources(of: whistle.link, in: desk.scope)
    #expect(sources.map(\.id) == [request.history.id])
  }

  @Test("One without a request reminds of itself by a task, which is done once every unit is there")
  func alone() throws {
    let whistle = try desk.store.blow(order(), in: desk.scope, by: desk.actor, at: desk.now)
    var tasks = try desk.store.openTasks(of: desk.scope)
    #expect(tasks.count == 1 && tasks[0].task.dueAt == desk.now.adding(minutes: 120))
    _ = try perform(
      .move(WhistleMove(dueAt: desk.now.adding(minutes: 180), reason: "堵车")), on: whistle, after: 1)
    tasks = try desk.store.openTasks(of: desk.scope)
    #expect(tasks[0].task.dueAt == desk.now.adding(minutes: 180))
    _ = try perform(came("城管中队", after: 10), on: whistle, after: 10)
    #expect(try desk.store.openTasks(of: desk.scope).count == 1)
    _ = try perform(came("派出所", after: 20), on: whistle, after: 20)
    #expect(try desk.store.openTasks(of: desk.scope).isEmpty)
  }

  @Test("A unit that does not come is found by 督办 until it comes or the whistle ends")
  func unanswered() throws {
    let whistle = try desk.store.blow(order(), in: desk.scope, by: desk.actor, at: desk.now)
    let late = desk.now.adding(minutes: 200)
    #expect(try desk.store.unansweredWhistles(of: desk.scope, at: desk.now).isEmpty)
    #expect(
      try desk.store.unansweredWhistles(of: desk.scope, at: late).map(\.unit) == ["城管中队", "派出所"])
    _ = try perform(came("派出所", after: 20), on: whistle, after: 20)
    _ = try perform(.report(words: ""), on: whistle, after: 200)
    let found = try desk.store.unansweredWhistles(of: desk.scope, at: late)
    #expect(found.map(\.unit) == ["城管中队"] && found.first?.reportedAt == late)
    _ = try perform(.close(WhistleClosing(.unsolved, words: "没人来")), on: whistle, after: 210)
    #expect(try desk.store.unansweredWhistles(of: desk.scope, at: late).isEmpty)
  }

  @Test("A standing measure comes back once done, after the whistle too, and ends when dropped")
  func measures() throws {
    let whistle = try desk.store.blow(
      order(["排水管理所"]), in: desk.scope, by: desk.actor, at: desk.now)
    _ = try perform(came("排水管理所", after: 5), on: whistle, after: 5)
    _ = try perform(.close(WhistleClosing(.solved, words: "通了")), on: whistle, after: 10)
    let first = desk.now.day.adding(days: 10).at(minute: 1050)
    _ = try perform(
      .measure(
        WhistleMeasure(
          title: "疏通南门雨水井", person: desk.officer.id, dueAt: first, recurrence: .everyQuarter)),
      on: whistle, after: 20)
    var standing = try desk.store.standingMeasures(of: desk.scope)
    #expect(standing.map(\.task.dueAt) == [first] && standing[0].lastDoneAt == nil)
    try desk.store.perform(
      .settle(TaskSettlement(standing[0].id, .done)), in: desk.scope, by: desk.actor,
      at: desk.now.adding(minutes: 30))
    standing = try desk.store.standingMeasures(of: desk.scope)
    // The first is due on 1 December, the next on 1 March.
    #expect(standing.map(\.task.dueAt.day.iso8601) == ["2027-03-01"])
    #expect(standing[0].lastDoneAt == desk.now.adding(minutes: 30))
    try desk.store.perform(
      .settle(TaskSettlement(standing[0].id, .dropped, words: "改造了")), in: desk.scope,
      by: desk.actor, at: desk.now.adding(minutes: 40))
    #expect(try desk.store.standingMeasures(of: desk.scope).isEmpty)
    let last = try desk.store.whistle(whistle.id, of: desk.scope).records.last
    #expect(last?.event.title == "措施停止")
  }

  @Test("Requests join and leave; a closed one cannot, and nothing is left behind when one cannot")
  func joining() throws {
    let one = try desk.add("南门烧烤")
    let over = try desk.add("已经好了", followedBy: desk.closing)
    #expect(throws: StoreError.self) {
      try desk.store.blow(
        order(), about: [one.history.id, over.history.id], in: desk.scope, by: desk.actor,
        at: desk.now)
    }
    #expect(try desk.store.whistles(of: desk.scope).isEmpty)
    #expect(try desk.store.detail(id: one.history.id).request.onward.isEmpty)
    let whistle = try desk.store.blow(order(), in: desk.scope, by: desk.actor, at: desk.now)
    let link = FindingRequest(id: one.history.id, number: one.request.number)
    _ = try perform(.join([link]), on: whistle, after: 1)
    #expect(try desk.store.whistleBoard(of: desk.scope).sources[whistle.id]?.count == 1)
    #expect(throws: StoreError.self) { try perform(.join([link]), on: whistle, after: 2) }
    _ = try perform(.leave(one.history.id, reason: "另一回事"), on: whistle, after: 3)
    #expect(try desk.store.detail(id: one.history.id).request.onward.first?.wasLeft == true)
  }

  @Test("Who comes second with what depends on the whole is told who was faster")
  func conflict() throws {
    let whistle = try desk.store.blow(order(), in: desk.scope, by: desk.actor, at: desk.now)
    _ = try perform(.follow(WhistleNote("打过电话")), on: whistle, after: 1)
    #expect(throws: StoreError.self) {
      try perform(
        .close(WhistleClosing(.withdrawn, words: "吹错了")), on: whistle, after: 2, version: 1)
    }
    #expect(try desk.store.whistle(whistle.id, of: desk.scope).isOpen)
  }

  @Test("The units are kept, and who changed them first is not written over")
  func units() throws {
    let book = try WhistleBook(text: "城管中队 | 5000")
    try desk.store.setWhistleBook(
      book, seen: WhistleBook.standardText, of: desk.scope, by: desk.actor)
    #expect(try desk.store.rules(of: desk.scope).whistles == book)
    #expect(throws: StoreError.self) {
      try desk.store.setWhistleBook(
        book, seen: WhistleBook.standardText, of: desk.scope, by: desk.actor)
    }
    #expect(throws: StoreError.self) {
      try desk.store.setWhistleBook(book, of: desk.scope, by: Actor(desk.fitter))
    }
  }
}
