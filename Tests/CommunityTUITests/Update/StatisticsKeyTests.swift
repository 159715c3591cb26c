import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("统计 by key") struct StatisticsKeyTests {
  private static let november = ReportSpan(.month, of: Invented.now.day)

  @Test(
    "Every page is as it was recorded", arguments: [(24, 80), (40, 120)])
  func screens(_ rows: Int, _ columns: Int) throws {
    var bench = try InventedStatistics.bench(rows: rows, columns: columns)
    for (name, keys) in [
      ("overview", "<Down><Down><Down><Down>"), ("course", "<Tab>"), ("clocks", "<Tab>"),
      ("parts", "<Tab>vVVVVV<Down>"), ("heat", "<Tab><Down><Left>"), ("appraisal", "<Tab><Down>"),
      ("requests", "<Enter><Down>"),
    ] {
      bench.play(keys)
      try Snapshot.check(bench, "statistics-\(name)-\(columns)x\(rows)")
    }
  }

  @Test(
    "A year fits 80 columns, with shades for its weeks, and every mark is ASCII where it must be")
  func year() throws {
    var bench = try InventedStatistics.bench(rows: 24, columns: 80)
    bench.play("zz<Tab><Tab><Tab><Tab>")
    #expect(bench.state.statisticsSpan.kind == .year)
    try Snapshot.check(bench, "statistics-heat-year-80x24")
    var plain = try InventedStatistics.bench(rows: 24, columns: 80, isASCII: true)
    for _ in StatisticsState.Page.allCases {
      #expect(!plain.screen.contains("█") && !plain.screen.contains("▌"))
      plain.play("<Tab>")
    }
  }

  @Test("At every size it keeps to the window")
  func everySize() throws {
    var bench = try InventedStatistics.bench()
    for (rows, columns) in [(16, 60), (17, 61), (24, 80), (30, 104), (60, 240)] {
      bench.resize(rows: rows, columns: columns)
      for _ in 0...StatisticsState.Page.allCases.count {
        bench.play("<Tab><End><Enter>")
        Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
        bench.play("<Esc>")
        Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
      }
      bench.play("8")
    }
  }

  @Test("What was kept is shown at once and says as of when; what is so takes its place")
  func refining() throws {
    var bench = try DeskBench(as: Invented.chen)
    bench.store.answer = InventedStatistics.answer(bench.store)
    bench.press("8")
    #expect(
      bench.pending.contains(
        .statistics(
          .kept(SurveyQuestion(Self.november, of: .neighborhood(Invented.scope)), .shown))))
    while bench.state.statistics.survey == nil, !bench.pending.isEmpty { bench.answerFirst() }
    #expect(bench.screen.contains("截至 11月20日 19:12，本月还没有结束，正在更新……"))
    bench.settle()
    #expect(bench.screen.contains("截至 11月20日 19:42") && !bench.screen.contains("正在更新"))
    #expect(bench.state.statistics.before?.question.span == Self.november.previous)
  }

  @Test("What was asked for another span does not take the place of what is asked for now")
  func late() throws {
    var bench = try InventedStatistics.bench()
    let november = try bench.state.statistics.survey.orThrow()
    bench.press("[")
    bench.send(.statisticsNews(.survey(november, of: november.question, .shown, isKept: false)))
    #expect(bench.state.statistics.survey == nil)
    bench.settle()
    #expect(bench.state.statistics.survey?.question.span == Self.november.previous)
  }

  @Test("[ ] go back and forth, z takes month, quarter and year; what has not begun is refused")
  func spans() throws {
    var bench = try InventedStatistics.bench()
    bench.play("[")
    #expect(bench.state.statisticsSpan == Self.november.previous)
    bench.play("]]")
    #expect(bench.state.statisticsSpan == Self.november && bench.toast == "2026年12月还没有到")
    bench.play("z")
    #expect(bench.state.statisticsSpan.title == "2026年第4季度")
    bench.play("z")
    #expect(bench.state.statisticsSpan.title == "2026年")
    bench.play("<Tab><Enter>")
    #expect(bench.state.statisticsSpan == Self.november, "a month of the year's line opens itself")
    bench.play("zzz")
    #expect(bench.state.statisticsSpan == Self.november)
  }

  @Test("Every number opens into its requests; Tab divides them, Enter shows one at the workbench")
  func opening() throws {
    var bench = try InventedStatistics.bench()
    bench.play("<Down><Down><Down><Down>")
    let effects = bench.press("<Enter>")
    guard case .statistics(.entries(let selection, let question)) = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(selection == SurveySelection(.figure(.response)))
    #expect(question.span == Self.november)
    bench.settle()
    let opened = try bench.state.statistics.opened.orThrow()
    #expect(opened.rows.count == opened.entries?.count)
    #expect(bench.screen.contains("响应率") && bench.screen.contains("时限内响应 ÷"))
    bench.play("<Tab>")
    #expect(bench.state.statistics.opened?.selection.part == .numerator)
    #expect(bench.state.statistics.opened?.entries?.allSatisfy(\.isCounted) == true)
    bench.play("<Tab><Down>")
    #expect(bench.state.statistics.opened?.entries?.contains { $0.isCounted } == false)
    let id = bench.state.statistics.opened?.row?.id.text
    #expect(bench.selection == id, "its keys are those of the request")
    bench.play("<Enter>")
    #expect(bench.state.screen == .workbench && bench.toast == "按 8 回到统计")
    bench.play("8")
    #expect(bench.state.statistics.opened != nil)
    bench.play("<Esc>")
    #expect(bench.state.statistics.opened == nil)
  }

  @Test("Clocks, parts, weeks and lines of a sheet open into what they count")
  func everyPage() throws {
    var bench = try InventedStatistics.bench()
    func asked(_ keys: String) -> (SurveySelection, SurveyQuestion)? {
      bench.play(String(keys.dropLast("<Enter>".count)))
      let effects = bench.press("<Enter>")
      bench.settle()
      bench.play("<Esc>")
      guard case .statistics(.entries(let selection, let question)) = effects.first else {
        return nil
      }
      return (selection, question)
    }
    #expect(asked("<Tab><Home><Enter>")?.0 == SurveySelection(.day(Self.november.start.day)))
    #expect(asked("<Tab><Down><Enter>")?.0 == SurveySelection(.clock(.firstContact)))
    #expect(
      asked("<Tab>vvVVVV<Enter>")?.0
        == SurveySelection(.figure(.response), key: .handler(.person(Invented.zhao.id))))
    let week = asked("<Tab><Left><Enter>")?.0
    #expect(week?.subject == .week(ReportSpan.monday(of: Invented.now.day).adding(days: -7)))
    #expect(week?.key == .group(GroupID("3号楼")))
    let line = try asked("<Tab>v<Down><Down><Enter>").orThrow()
    #expect(line.0 == SurveySelection(.figure(.closedOnTime)))
    #expect(line.1.filter == [.company("木荷物业")])
  }

  @Test("A number of nothing is said and not opened")
  func nothing() throws {
    var bench = try InventedStatistics.bench()
    bench.play("<End><Up>")
    #expect(bench.press("<Enter>").isEmpty)
    #expect(bench.toast.contains("没有诉求可以打开"))
  }

  @Test(
    "All 居民区 together are asked for with A, and their requests are read and not looked for here")
  func everybody() throws {
    var own = try InventedStatistics.bench()
    #expect(own.press("A").isEmpty && own.toast.contains("街镇督导"))
    var bench = try InventedStatistics.bench(
      as: Person(id: PersonID("xu"), name: "徐督导", role: .supervisor, unit: "街镇"))
    let effects = bench.press("A")
    #expect(
      effects.contains(.statistics(.kept(SurveyQuestion(Self.november, of: .all), .shown))))
    bench.settle()
    #expect(bench.screen.contains("全部居民区"))
    bench.play("<Enter>")
    #expect(bench.state.screen == .statistics)
    guard case .loadReading? = bench.press("<Enter>").first else {
      Issue.record("the request is read")
      return
    }
  }

  @Test("The words of everything are read and copied; files are written as one chooses")
  func files() throws {
    var bench = try InventedStatistics.bench()
    bench.play("<Space>")
    bench.press("y")
    #expect(bench.state.clipboard?.contains("【时限】") == true)
    #expect(bench.state.clipboard?.contains(FigureKind.repeats.formula) == true)
    bench.play("<Esc>I")
    let effects = bench.press("2")
    #expect(
      effects == [
        .statistics(
          .write(.xlsx, SurveyQuestion(Self.november, of: .neighborhood(Invented.scope))))
      ])
    bench.settle()
    #expect(bench.toast == "已存成 统计")
  }

  @Test(
    "The sheets are changed by 主任 and 书记; a line that cannot be read stays in the form, as does what came late"
  )
  func book() throws {
    var other = try InventedStatistics.bench(as: Invented.wang)
    other.play("w")
    #expect(other.state.overlays.isEmpty && other.toast.contains("您现在是值班员"))
    var bench = try InventedStatistics.bench()
    bench.play("w<C-s>")
    #expect(bench.toast.contains("已保存"))
    bench.play("w<C-End>")
    bench.play("x")
    bench.play("<C-s>")
    guard case .sheet(let sheet)? = bench.state.overlays.last else {
      Issue.record("the form is open")
      return
    }
    #expect(sheet.error?.contains("物业考核表第") == true)
    #expect(bench.store.drafts[.box("sheet:statistics:appraisal-book")] != nil)
  }
}
