import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("The 值班 screen") struct RosterKeyTests {
  private func bench(
    as person: Person = Invented.chen, rows: Int = 40, columns: Int = 120,
    shifts: [Shift] = Invented.week
  ) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: Size(rows: rows, columns: columns))
    bench.store.answer = InventedStore.rosterAnswer(shifts)
    bench.play("4")
    return bench
  }

  @Test("4 reads this week and shows it by shift, what is on now selected")
  func opens() throws {
    var bench = try DeskBench(as: Invented.chen)
    bench.store.answer = InventedStore.rosterAnswer(Invented.week)
    let effects = bench.press("4")
    let monday = Invented.now.day.adding(days: -4)
    #expect(
      effects.contains(
        .roster(.load(Invented.scope, from: monday, through: monday.adding(days: 6)))))
    bench.settle()
    #expect(bench.state.screen == .roster)
    #expect(bench.screen.contains("值班表 11月16日–22日（本周） · 按班次"))
    #expect(bench.state.rosterGrid?.selected?.line == .kind(.evening))
    #expect(bench.screen.contains("正在值班"))
  }

  @Test("F4 does the same")
  func functionKey() throws {
    var bench = try DeskBench(as: Invented.chen)
    bench.press("<F4>")
    #expect(bench.state.screen == .roster)
  }

  @Test("Gaps and double bookings are told by words and marks, not by colour alone")
  func marks() throws {
    let screen = try bench().screen
    #expect(screen.contains("✕ 缺岗") && screen.contains("重班 1"))
    #expect(screen.contains("✕无人") && screen.contains("✕缺2人") && screen.contains("!王芳"))
  }

  @Test("Tab shows the same by person and back")
  func byPerson() throws {
    var bench = try bench()
    bench.play("<Tab>")
    #expect(bench.screen.contains("按人") && bench.screen.contains("!错夜"))
    bench.play("<Tab>")
    #expect(bench.screen.contains("按班次"))
  }

  @Test("Arrows go from cell to cell; over the edge they go on in the next week")
  func arrows() throws {
    var bench = try bench()
    let today = Invented.now.day
    bench.play("<Right><Down>")
    #expect(bench.state.roster.day == today.adding(days: 1))
    #expect(bench.state.roster.line == .kind(.weekend))
    bench.play("<Up><Up><Up><Up>")
    #expect(bench.state.roster.line == .kind(.day))
    bench.play("<Right>")
    let effects = bench.press("<Right>")
    let monday = today.adding(days: 3)
    #expect(
      effects == [.roster(.load(Invented.scope, from: monday, through: monday.adding(days: 6)))])
    bench.settle()
    #expect(bench.screen.contains("（下周）"))
    bench.play("t")
    #expect(bench.state.roster.day == today && bench.screen.contains("（本周）"))
  }

  @Test("Page keys turn weeks and months, and a late answer of another week is not shown")
  func pages() throws {
    var bench = try bench()
    bench.press("<PgDn>")
    #expect(bench.screen.contains("正在读取"))
    bench.press("<PgUp>")
    bench.settle()
    #expect(bench.screen.contains("（本周）") && !bench.screen.contains("正在读取"))
    bench.play("m<PgDn>")
    #expect(bench.screen.contains("值班表 12月"))
    bench.play("<PgUp><PgUp>")
    #expect(bench.screen.contains("值班表 10月"))
  }

  @Test("g goes to the next thing that is wrong, round and round, from the table by person too")
  func problems() throws {
    var bench = try bench()
    var seen: [String] = []
    for _ in 0..<12 {
      bench.play("g")
      let place = "\(bench.state.roster.day.number) \(String(describing: bench.state.roster.line))"
      #expect(bench.state.rosterGrid?.selected?.problems.isEmpty == false)
      if seen.contains(place) { break }
      seen.append(place)
    }
    #expect(seen.count > 2)
    var other = try self.bench()
    other.play("<Tab>g")
    #expect(other.toast.contains("处要看"))
  }

  @Test("免排 counts: in the title, in the cell and for g")
  func exemptions() throws {
    let day = Invented.now.day.adding(days: 2)
    let shift = Shift(
      id: Identifier("x"), neighborhood: Invented.scope, start: day.at(minute: 1200),
      end: day.at(minute: 1320), kind: .nightPatrol, people: [Invented.chen.id, Invented.wang.id])
    var bench = try bench(shifts: [shift])
    bench.state.session?.rules.duty = try DutyRules(
      ownText: "免排 | 王芳 | 夜巡 | 孕期", areaText: nil, areaName: nil)
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.screen.contains("免排 1") && bench.screen.contains("!王芳"))
    bench.play("g")
    #expect(bench.state.roster.day == day && bench.toast.contains("规则写明王芳不排夜巡"))
    bench.resize(rows: 24, columns: 80)
    bench.play("m")
    #expect(bench.screen.contains("!王芳、"), "what is wrong stands first, where nothing cuts it")
  }

  @Test("Hours of a month are not cut")
  func hoursOfAMonth() throws {
    let days = (1...30).map { Invented.now.day.firstOfMonth.adding(days: $0 - 1) }
    let shifts = days.map { day in
      Shift(
        id: Identifier("d\(day.number)"), neighborhood: Invented.scope,
        start: day.at(minute: 1050), end: day.at(minute: 1265), kind: .evening,
        people: [Invented.wang.id])
    }
    var bench = try bench(rows: 24, columns: 80, shifts: shifts)
    bench.play("m<Tab>")
    #expect(bench.screen.contains("107.5时"))
  }

  @Test("Who is on leave is not named as the one to ask")
  func contactsOnLeave() throws {
    var bench = try DeskBench(as: Invented.chen)
    bench.state.session?.rules.duty = try DutyRules(
      ownText: "AB角 | 调解 | 王芳 | 丁建", areaText: nil, areaName: nil)
    let day = Invented.now.day
    bench.send(
      .rosterNews(
        .leaves([
          RosterLeave(
            person: Invented.wang.id, start: day.start, end: day.adding(days: 1).start,
            title: "请假")
        ])))
    let pane = try DutyPane(state: bench.state, session: bench.state.session.orThrow())
    #expect("\(pane.view.lines)".contains("丁建（代 王芳）"))
  }

  @Test("A whole roster says so")
  func whole() throws {
    var bench = try bench(shifts: [])
    bench.play("<PgUp>g")
    #expect(bench.toast.contains("没有缺岗"))
  }

  @Test("What another desk changes is read again while the screen is up, and only then")
  func live() throws {
    var bench = try bench()
    func isOfRoster(_ effect: Effect) -> Bool {
      if case .roster(.load) = effect { true } else { false }
    }
    #expect(bench.send(.storeChanged).contains(where: isOfRoster))
    bench.settle()
    bench.play("1")
    #expect(!bench.send(.storeChanged).contains(where: isOfRoster))
  }

  @Test(
    "Screens as they were looked at",
    arguments: [
      ("roster-shift", ""), ("roster-person", "<Tab>"), ("roster-month-person", "<Tab>m"),
      ("roster-month-shift", "m"),
    ], [(24, 80), (40, 120)])
  func screens(_ what: (name: String, keys: String), _ size: (rows: Int, columns: Int)) throws {
    var bench = try bench(rows: size.rows, columns: size.columns)
    bench.play(what.keys)
    try Snapshot.check(bench, "\(what.name)-\(size.columns)x\(size.rows)")
  }
}
