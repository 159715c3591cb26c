import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("What other desks do shows without getting in the way") struct LiveTests {
  private static let pressing = InventedRequest(
    id: "fresh", minutesAgo: 20, text: "电梯困人", urgency: .critical)
  private static let many = (0..<60).map {
    InventedRequest(id: "many\($0)", minutesAgo: 10, text: "第\($0)件")
  }

  @Test("New requests never move the selection or its line on the screen", arguments: [0, 4, 11])
  func selectionStays(_ steps: Int) throws {
    var bench = try DeskBench(size: Size(rows: 24, columns: 80))
    bench.play(String(repeating: "j", count: steps))
    let selected = bench.selection
    let line = bench.state.requests.list.selectedLine
    try bench.store.register(Self.pressing)
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.state.requests.list.rows.contains { $0.id.text == "fresh" })
    #expect(bench.selection == selected)
    // At the very top there is nothing to scroll away: the line moves by the one new row.
    let isAtTop =
      line
      == bench.store.rows(bench.state.requests.filter).firstIndex { $0.id.text == selected }.map {
        $0 - 1
      }
    #expect(
      bench.state.requests.list.selectedLine == line
        || (isAtTop && bench.state.requests.list.top == 0))
  }

  @Test("Far down a long list a refresh leaves every line where it was")
  func longList() throws {
    var bench = try DeskBench(size: Size(rows: 24, columns: 80), requests: Self.many)
    bench.play("<PgDn><PgDn>kk")
    let visible = bench.visible
    let line = bench.state.requests.list.selectedLine
    try bench.store.register(Self.pressing)
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.visible == visible && bench.state.requests.list.selectedLine == line)
  }

  @Test("A line counts what came in since the person last moved")
  func arrivals() throws {
    var bench = try DeskBench()
    #expect(bench.state.arrivals == 0, "what was there at the start is no news")
    for id in ["a", "b"] {
      try bench.store.register(InventedRequest(id: id, minutesAgo: 1, text: "新来的\(id)"))
      bench.send(.storeChanged)
      bench.settle()
    }
    #expect(bench.state.arrivals == 2)
    #expect(bench.screen.contains("有 2 条新诉求"))
    bench.play("j")
    #expect(bench.state.arrivals == 0)
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.state.arrivals == 0 && !bench.screen.contains("条新诉求"))
  }

  @Test("The selection follows its request when what is owed moves it in the list")
  func follows() throws {
    var bench = try DeskBench()
    bench.select("new")
    let before = bench.store.rows(bench.state.requests.filter).firstIndex { $0.id.text == "new" }
    try bench.store.perform(.respond(note: ""), on: "new")
    try bench.store.perform(.triage(TriageDecision(tier: .third)), on: "new")
    try bench.store.perform(.escalate(reason: "大家商量"), on: "new")
    bench.send(.storeChanged)
    bench.settle()
    #expect(
      bench.store.rows(bench.state.requests.filter).firstIndex { $0.id.text == "new" } != before)
    #expect(bench.selection == "new")
    #expect(bench.state.detail.loaded?.request.stage == .escalated)
    #expect(bench.state.following == nil && bench.state.toast == nil)
  }

  @Test("A selected request that another desk closed says so, and the next one is selected")
  func vanishes() throws {
    var bench = try DeskBench()
    bench.select("told")
    let order = bench.visible
    let next = try order[order.firstIndex(of: "told").orThrow() + 1]
    try bench.store.perform(.confirm(note: ""), on: "told")
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.selection == next)
    #expect(bench.toast.contains("已不在这个列表里"))
    #expect(bench.state.selectedDetail?.history.id.text == next)
  }

  @Test("Closing it oneself is no warning: the news of the step stays")
  func ownStep() throws {
    var bench = try DeskBench()
    bench.select("told")
    bench.play("s")
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.toast.contains("居民认可，已办结"))
    #expect(bench.state.toast?.toast.kind == .success)
  }

  @Test("The request that is being read follows what other desks do")
  func reading() throws {
    var bench = try DeskBench()
    bench.select("there")
    bench.play("<Right>")
    #expect(bench.state.topReading?.title == "20261120-007")
    try bench.store.perform(.note(text: "另一边补充"), on: "there")
    bench.send(.storeChanged)
    bench.settle()
    bench.play("<End>")
    #expect(bench.screen.contains("另一边补充"))
  }

  @Test("A change while an answer is on its way is looked at too")
  func changeInFlight() throws {
    var bench = try DeskBench()
    bench.send(.storeChanged)
    try bench.store.register(Self.pressing)
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.state.requests.list.rows.contains { $0.id.text == "fresh" })
  }

  @Test("A reading that failed says so, and the next change reads again")
  func readingFails() throws {
    var bench = try DeskBench()
    bench.send(.storeChanged)
    bench.pending = []
    bench.send(.failed(Message.Failure(request: .reading, error: .busy)))
    #expect(bench.state.toast?.toast.kind == .danger)
    #expect(!bench.visible.isEmpty, "what was read stays")
    try bench.store.register(Self.pressing)
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.state.requests.list.rows.contains { $0.id.text == "fresh" })
  }

  @Test("Every minute the boards are read again and the clock goes on")
  func ticks() throws {
    var bench = try DeskBench()
    let effects = bench.send(.tick(Invented.now.adding(minutes: 1)))
    #expect(
      effects == [
        .loadBoards(Invented.scope, newerThan: bench.state.seenRow), .supervision(.askTold),
      ])
    #expect(bench.screen.contains("19:43"))
  }

  @Test("The window's title counts what rings and what is overdue")
  func title() throws {
    let bench = try DeskBench()
    let overdue = bench.store.counts.overdue
    #expect(overdue > 0)
    let ringing = bench.store.reminders.total
    #expect(
      bench.state.view().title == "（提醒 \(ringing) · \(overdue) 件超时）瑞和锦庭居民区 值班台")
  }
}
