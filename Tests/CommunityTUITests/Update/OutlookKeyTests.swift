import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("今日小结 and 趋势 by key") struct OutlookKeyTests {
  private func summary(_ bench: DeskBench) throws -> SummaryBox {
    guard case .outlook(.summary(let box)) = bench.state.overlays.last else { throw Impossible() }
    return box
  }

  private func trend(_ bench: DeskBench) throws -> TrendBox {
    guard case .outlook(.trend(let box)) = bench.state.overlays.last else { throw Impossible() }
    return box
  }

  @Test("0 opens the day for all groups; y copies it, and the group is ticked off")
  func copies() throws {
    var bench = try InventedOutlook.bench()
    let effects = bench.press("0")
    #expect(effects == [.outlook(.summary(Invented.scope, Invented.now.day))])
    bench.settle()
    bench.play("y")
    let all = try bench.state.clipboard.orThrow()
    #expect(all.hasPrefix("【瑞和锦庭居民区 今日小结】11月20日 周五（截至 19:42）\n今天收到诉求 "))
    bench.play("<Down><Down><Down>")
    let group = try summary(bench).group.orThrow()
    bench.state.clipboard = nil
    bench.play("<Enter>")
    #expect(bench.toast.contains("贴到「\(group.text)邻里群」"))
    let text = try bench.state.clipboard.orThrow()
    #expect(text.hasPrefix("【\(group.text) 今日小结】"))
    #expect(bench.screen.contains("✓ 复制过了"))
    #expect(bench.state.outlook.copied.count == 2)
    for word in ["李阿姨", "何先生", "孙女士", "502", "101", "1201", "138", "139"] {
      #expect(!all.contains(word) && !text.contains(word))
    }
    // It is still ticked off when it is opened anew.
    bench.play("<Esc>0<Down><Down><Down>")
    #expect(bench.screen.contains("✓ 复制过了"))
  }

  @Test("Nothing is copied before it was counted; ← goes back a day, → not beyond today")
  func days() throws {
    var bench = try InventedOutlook.bench()
    bench.press("0y")
    #expect(bench.toast == "还在统计，请稍候再按 y" && bench.state.clipboard == nil)
    bench.settle()
    bench.play("<Right>")
    #expect(bench.toast == "11月21日还没有到")
    let yesterday = Invented.now.day.adding(days: -1)
    #expect(bench.press("<Left>") == [.outlook(.summary(Invented.scope, yesterday))])
    // What comes late is of another day than is asked for now.
    bench.send(.outlookNews(.summary(DaySummary(day: Invented.now.day))))
    #expect(try summary(bench).summary == nil)
    bench.settle()
    #expect(try summary(bench).summary?.day == yesterday)
    bench.play("0")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("What another desk writes shows at once, and the group stays the chosen one")
  func live() throws {
    var bench = try InventedOutlook.bench()
    bench.play("0<Down><Down>")
    let group = try summary(bench).group
    let before = bench.screen
    try bench.store.register(
      InventedRequest(id: "late", minutesAgo: 1, text: "楼道灯又不亮了", group: "8号楼"))
    bench.store.answer = InventedOutlook.answer(bench.store)
    bench.send(.storeChanged)
    bench.settle()
    #expect(try summary(bench).group == group)
    #expect(bench.screen != before)
  }

  @Test("- asks for everything; / asks for a matter or a place, which is remembered")
  func asks() throws {
    var bench = try InventedOutlook.bench()
    let usual = TrendQuestion(end: Invented.now.day)
    #expect(bench.press("-") == [.outlook(.trend(Invented.scope, usual))])
    bench.settle()
    bench.press("/木荷苑 垃圾")
    let wanted = TrendQuestion(words: "木荷苑 垃圾", end: Invented.now.day)
    #expect(bench.press("<Enter>") == [.outlook(.trend(Invented.scope, wanted))])
    // An answer to what was asked before is not this one's.
    bench.send(.outlookNews(.trend(InventedOutlook.trend(usual))))
    #expect(try trend(bench).trend == nil)
    bench.settle()
    #expect(try trend(bench).trend?.question == wanted)
    bench.play("/改了<Esc>")
    #expect(try trend(bench).question == wanted)
    bench.play("<Esc>")
    #expect(bench.press("-") == [.outlook(.trend(Invented.scope, wanted))])
  }

  @Test("↑ and ↓ take more days and fewer, PgUp the ones before; ← chooses a day")
  func windows() throws {
    var bench = try InventedOutlook.bench()
    bench.play("-<Up><Up>")
    #expect(try trend(bench).question.days == 92)
    bench.play("<Up>")
    #expect(bench.toast == "可以看 14、28、56、92 天")
    bench.play("<Down><Down><Down>")
    #expect(try trend(bench).question.days == 14)
    bench.play("<PgUp>")
    #expect(try trend(bench).question.end == Invented.now.day.adding(days: -14))
    #expect(try trend(bench).selected == Invented.now.day.adding(days: -14))
    bench.play("<PgDn><End><Left><Left>")
    #expect(try trend(bench).selected == Invented.now.day.adding(days: -2))
    #expect(bench.screen.contains("11月18日 周三"))
  }

  @Test("Enter lists the requests of a day, and each is read from there")
  func opens() throws {
    var bench = try InventedOutlook.bench()
    bench.play("-<Up><Home>")
    let question = try trend(bench).question
    #expect(
      bench.press("<Enter>") == [.outlook(.trendDay(Invented.scope, question, question.first))])
    bench.settle()
    #expect(bench.screen.contains("6 件"))
    bench.play("<Down><Enter>")
    #expect(bench.state.topReading != nil)
    bench.play("<Esc><Esc>")
    #expect(try trend(bench).selected == question.first)
  }

  @Test("m keeps measures as lines; a wrong line is named, and what was typed stays a draft")
  func measures() throws {
    var bench = try InventedOutlook.bench(hasMeasures: false)
    bench.play("-m11月9日<C-s>")
    #expect(bench.screen.contains("措施第 1 行：「11月9日」后面没有写措施"))
    #expect(bench.store.drafts[.box("measures")] != nil)
    bench.play(" 启动夜巡<C-s>")
    #expect(bench.toast == "措施已保存，共 1 条")
    #expect(bench.state.session?.rules.measures.text == "2026-11-09 启动夜巡")
    #expect(bench.store.drafts[.box("measures")] == nil)
    #expect(bench.screen.contains("▼ 11月9日 启动夜巡"))
    bench.play("m7月1日 换灯<Esc>")
    #expect(bench.screen.contains("再按一次 Esc 放弃"))
    bench.play("<Esc>")
    #expect(try trend(bench).trend != nil)
  }

  @Test("A draft of measures is gone on with from the list of drafts")
  func draft() throws {
    var bench = try InventedOutlook.bench(hasMeasures: false)
    bench.store.drafts[.box("measures")] = Draft(
      title: "措施（图上标出的日子）", fields: [MeasureForm.text: .text("7月21日 启动夜")])
    bench.play("D<Enter>")
    guard case .outlook(.measures(let form)) = bench.state.overlays.last else {
      throw Impossible()
    }
    #expect(form.form.values.text(MeasureForm.text) == "7月21日 启动夜")
  }

  @Test("Whoever only reads looks and copies, and writes no measures")
  func reads() throws {
    var bench = try InventedOutlook.bench(as: Invented.zhou)
    bench.play("-m")
    #expect(bench.toast == "措施由值班台记录，您现在是只读")
    bench.play("y")
    #expect(bench.state.clipboard?.contains("启动夜巡") == true)
  }

  @Test("Measures that another desk changed meanwhile are not written over")
  func overtaken() throws {
    var bench = try InventedOutlook.bench()
    bench.state.session?.rules.measures = try MeasureBook(text: "2026-01-01 别的", now: Invented.now)
    bench.play("-m2月2日 新的<C-s>")
    #expect(bench.screen.contains("措施刚被别的值班台改过"))
    guard case .outlook(.measures) = bench.state.overlays.last else { throw Impossible() }
  }
}

@Suite("Screens as they are recorded: 今日小结 and 趋势") struct OutlookScreenTests {
  @Test(
    "The screen is as it was recorded",
    arguments: [
      ("summary-80x24", "0", 24, 80, false), ("summary-120x40", "0<Down><Down>y", 40, 120, false),
      ("trend-80x24", "-", 24, 80, false), ("trend-120x40", "-<Up><Home>", 40, 120, false),
      ("trend-quarter-80x24", "-<Up><Up>", 24, 80, false),
      ("trend-asking-80x24", "-/木荷苑", 24, 80, false),
      ("trend-matter-120x40", "-/垃圾<Enter>", 40, 120, false),
      ("trend-ascii-80x24", "-", 24, 80, true),
      ("trend-day-80x24", "-<Home><Enter>", 24, 80, false),
      ("trend-measures-80x24", "-m", 24, 80, false), ("trend-60x16", "-", 16, 60, false),
    ])
  func screen(_ name: String, _ keys: String, rows: Int, columns: Int, isASCII: Bool) throws {
    var bench = try InventedOutlook.bench(rows: rows, columns: columns, isASCII: isASCII)
    bench.play(keys)
    try Snapshot.check(bench, name)
  }
}
