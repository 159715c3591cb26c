import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("排班 and 请假与意愿 by key") struct PlanningKeyTests {
  private func page(_ bench: DeskBench) throws -> PlanPage {
    guard case .planning(let box) = bench.state.overlays.last, case .plan(let page) = box.pages.last
    else { throw Impossible() }
    return page
  }

  private func form(_ bench: DeskBench) throws -> AbsenceForm {
    guard case .planning(let box) = bench.state.overlays.last, case .form(let form) = box.pages.last
    else { throw Impossible() }
    return form
  }

  @Test("p on 值班 plans next month; ← → change the month, and none that is over")
  func months() throws {
    var bench = try InventedPlanning.bench()
    bench.play("4")
    #expect(bench.press("p") == [.planning(.draw(InventedPlanning.december, kinds: nil))])
    #expect(bench.screen.contains("正在排"))
    bench.settle()
    #expect(bench.screen.contains("排班 2026年12月"))
    #expect(bench.screen.contains("没有缺岗"))
    bench.play("<Left>")
    #expect(try page(bench).period.title == "2026年11月")
    bench.play("<Left>")
    #expect(bench.toast.contains("已经过去"))
    bench.press("<Right>")
    // What comes late is of another month than is asked for now.
    let late = InventedPlanning.plan(InventedPlanning.december.adding(months: -1), nil)
    bench.send(
      .planningNews(
        .drawn(late, of: InventedPlanning.december.adding(months: -1), kinds: nil, last: nil)))
    #expect(try page(bench).plan == nil)
    bench.settle()
    #expect(try page(bench).plan != nil)
  }

  @Test("A digit leaves a kind out; one always stays")
  func kinds() throws {
    var bench = try InventedPlanning.bench()
    bench.play("4p")
    let all = try page(bench).kinds
    let effects = bench.press("1")
    #expect(
      effects == [.planning(.draw(InventedPlanning.december, kinds: Set(all.dropFirst())))])
    bench.settle()
    let hasDays = try page(bench).plan?.shifts.contains { $0.wanted.pattern.kind == .day }
    #expect(hasDays == false)
    bench.play("23456")
    #expect(bench.toast == "至少要排一种班")
    #expect(try page(bench).unwanted.count == all.count - 1)
  }

  @Test("Tab shows by person, what is missing and why, and shift by shift")
  func tabs() throws {
    var bench = try InventedPlanning.bench(people: Invented.people)
    bench.play("4p")
    #expect(bench.screen.contains("缺岗 "))
    bench.play("<Tab>")
    #expect(bench.screen.contains("12月1日 周二 11:30-13:00 午间"))
    #expect(bench.screen.contains("缺 "))
    bench.play("<Tab><End>")
    #expect(bench.screen.contains("12月31日"))
    bench.play("<Tab>")
    #expect(bench.screen.contains("原有→排后"))
    bench.play("y")
    #expect(bench.state.clipboard?.contains("缺岗：") == true)
  }

  @Test("Enter asks, y puts it on the roster; the box stays with what is left")
  func apply() throws {
    var bench = try InventedPlanning.bench()
    bench.play("4p<Enter>")
    #expect(bench.screen.contains("采用 2026年12月的方案"))
    let plan = InventedPlanning.plan(InventedPlanning.december, nil)
    #expect(bench.press("y").first == .planning(.apply(plan)))
    bench.settle()
    #expect(bench.toast.contains("已写进值班表：新排 \(plan.shifts.count) 个班"))
    #expect(try page(bench).plan != nil)
  }

  @Test("Who may not plan may look, and is told who may")
  func permission() throws {
    var bench = try InventedPlanning.bench(Invented.wang)
    bench.play("4p<Enter>")
    #expect(bench.toast.contains("「排班」须由主任、书记办理"))
    bench.play("u")
    #expect(bench.toast == "没有可以撤回的排班")
  }

  @Test("u asks with what would go, and takes the newest plan back")
  func takeBack() throws {
    let last = AppliedPlan(
      id: 7, first: InventedPlanning.december.first, last: InventedPlanning.december.last,
      at: Invented.now.adding(minutes: -30), by: Invented.chen.id, open: 34)
    var bench = try InventedPlanning.bench(last: last)
    bench.play("4pu")
    #expect(bench.screen.contains("34 个班取消"))
    bench.play("y")
    #expect(bench.toast == "已撤回排班：取消 31 个班，1 个班恢复原来的人；2 个班已经开始或之后有人改过，没有动")
  }

  @Test("A plan that was overtaken says so in the box, and is drawn anew")
  func overtaken() throws {
    var bench = try InventedPlanning.bench()
    bench.play("4p<Enter>")
    bench.press("y")
    bench.pending = []
    let effects = bench.send(
      .failed(
        Message.Failure(
          request: .changingRules, error: .refused(.outOfTurn("排好以后，值班表又有变动；没有采用")))))
    #expect(effects == [.planning(.draw(InventedPlanning.december, kinds: nil))])
    #expect(try page(bench).plan == nil)
    bench.settle()
    #expect(try page(bench).plan != nil)
    #expect(bench.screen.contains("排好以后，值班表又有变动"))
    bench.play("<Tab>")
    #expect(bench.screen.contains("没有缺岗"))
  }

  @Test("l lists leave and wishes; one is taken down in a form, with what it hits said")
  func absences() throws {
    var bench = try InventedPlanning.bench(Invented.wang)
    bench.play("4l")
    #expect(bench.screen.contains("李敏 请假 12月7日至12月11日"))
    #expect(bench.screen.contains("王芳 尽量不排"))
    bench.play("<Enter>")
    #expect(try form(bench).form.values.choice("person") == "wang")
    bench.play("<Tab><Tab>明天到后天")
    #expect(bench.store.drafts.values.contains { !$0.isEmpty })
    bench.play("<C-s>")
    #expect(bench.toast.contains("已登记：王芳 请假 11月21日至11月22日"))
    #expect(bench.store.drafts.values.allSatisfy { $0.isEmpty })
  }

  @Test("Leave over shifts that are on the roster lists them to be changed")
  func stood() throws {
    var bench = try InventedPlanning.bench()
    bench.play("4l<Enter><Tab><Tab>明天<C-s>")
    let reading = try bench.state.topReading.orThrow()
    #expect(reading.title == "陈静不在时已经排了的班")
    #expect(bench.screen.contains("周末"))
  }

  @Test("What is not understood is said in the form, and nothing typed is lost")
  func wrong() throws {
    var bench = try InventedPlanning.bench(Invented.wang)
    bench.play("4l<Enter><Tab><Tab>下下周<C-s>")
    #expect(try form(bench).error?.contains("不是日期") == true)
    bench.play("<Esc>")
    #expect(try form(bench).error?.contains("再按一次 Esc") == true)
    bench.play("<Esc>")
    #expect(throws: Impossible.self) { try form(bench) }
  }

  @Test("One is struck out after a question; somebody else's only by 主任 or 书记")
  func strikeOut() throws {
    var other = try InventedPlanning.bench(Invented.wang)
    other.play("4l<End><Enter>")
    #expect(other.toast.contains("李敏的请假与意愿由本人或主任、书记登记"))
    var bench = try InventedPlanning.bench()
    bench.play("4l<End>x")
    #expect(bench.press("y").first == .planning(.change(.cancel(InventedPlanning.leave))))
    bench.settle()
    #expect(bench.toast == "已取消李敏的请假")
  }

  @Test("l over a plan leads back to it, drawn anew")
  func fromPlan() throws {
    var bench = try InventedPlanning.bench()
    bench.play("4pl")
    #expect(bench.screen.contains("请假与意愿"))
    #expect(bench.press("<Esc>") == [.planning(.draw(InventedPlanning.december, kinds: nil))])
    bench.settle()
    #expect(try page(bench).plan != nil)
    bench.play("<Esc>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test(
    "The boxes at both sizes",
    arguments: [
      ("planning-80x24", "4p", 24, 80), ("planning-120x40", "4p", 40, 120),
      ("planning-shifts-80x24", "4p<Tab><Tab>", 24, 80), ("absences-80x24", "4l", 24, 80),
      ("absence-form-80x24", "4l<Down><Enter>", 24, 80),
    ])
  func screens(name: String, keys: String, rows: Int, columns: Int) throws {
    var bench = try InventedPlanning.bench(rows: rows, columns: columns)
    bench.play(keys)
    try Snapshot.check(bench, name)
  }

  @Test("Gaps with their reasons", arguments: [24, 40])
  func gapScreens(rows: Int) throws {
    var bench = try InventedPlanning.bench(
      rows: rows, columns: rows == 24 ? 80 : 120, people: Invented.people)
    bench.play("4p<Tab>")
    try Snapshot.check(bench, "planning-gaps-\(rows)")
  }
}
