import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("月度成绩 by key") struct ScoreKeyTests {
  private func box(_ bench: DeskBench) throws -> ScoreBox {
    guard case .score(let box) = bench.state.overlays.last else { throw Impossible() }
    return box
  }

  private func desk(_ person: Person = Invented.wang) throws -> DeskBench {
    try DeskBench(as: person, size: Size(rows: 24, columns: 80))
  }

  @Test("= opens this month; ← and → step through the months, and none that has not come")
  func months() throws {
    var bench = try desk()
    let effects = bench.press("=")
    let month = ScoreMonth(of: Invented.now.day)
    #expect(effects == [.loadScore(Invented.scope, month)])
    #expect(bench.screen.contains("正在统计"))
    bench.settle()
    #expect(bench.screen.contains("75.09"))
    bench.play("<Right>")
    #expect(bench.toast == "2026年12月 还没有到")
    #expect(bench.press("<Left>") == [.loadScore(Invented.scope, month.adding(months: -1))])
    // What comes late is of another month than is asked for now.
    bench.send(.score(InventedScore.survey(month)))
    #expect(try box(bench).survey == nil)
    bench.settle()
    #expect(try box(bench).survey?.month.text == "2026-10")
    bench.play("=")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("Tab takes the other basis, s the next sheet with its own")
  func bases() throws {
    var bench = try desk()
    bench.play("=<Tab>")
    #expect(try box(bench).basis == .receipt)
    #expect(bench.screen.contains("赵巷月度成绩 · 受理口径"))
    bench.play("s")
    #expect(bench.screen.contains("本居民区 · 受理口径"))
    bench.play("s")
    #expect(try box(bench).basis == .closing)
    bench.play("<Space>")
    let reading = try bench.state.topReading.orThrow()
    let text = try reading.copy.orThrow()
    #expect(text.contains("说明：受理量怎么计分出处没有写") && text.contains("满意×1＋基本满意×0.8＋一般×0.6"))
  }

  @Test("Enter lists the tickets of a figure, what lowers it first; Esc leads back step by step")
  func tickets() throws {
    var bench = try desk()
    bench.play("=<Down><Down><Down><Down><Down><Enter>")
    #expect(try box(bench).opened?.kind == .onTime)
    let rows = try box(bench).opened.orThrow().rows
    #expect(rows.map(\.entry.share) == rows.map(\.entry.share).sorted())
    bench.play("<End>")
    #expect(try box(bench).opened?.row?.entry.words == "按时")
    bench.play("<Esc>")
    #expect(try box(bench).opened == nil)
    bench.play("<Left><Left><Enter>")
    #expect(bench.toast == "「按时办结率」这个月没有可计的工单")
    bench.play("<Esc>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("Enter on a ticket selects it on the screen of the hotline, closed or not")
  func goes() throws {
    var bench = try desk()
    bench.play("=<Enter><End>")
    #expect(try box(bench).opened?.row?.facts.id == RequestID("ticket"))
    bench.play("<Enter>")
    #expect(bench.state.overlays.isEmpty && bench.state.screen == .hotline)
    #expect(bench.selection == "ticket")
    #expect(bench.state.tickets.filter.view == .all)
  }

  @Test("y copies the whole score as text, without anybody's telephone")
  func copies() throws {
    var bench = try desk()
    bench.play("=y")
    let text = try bench.state.clipboard.orThrow()
    #expect(text.hasPrefix("12345 月度成绩 · 2026年11月 · 瑞和锦庭居民区\n截至 11月20日 19:42，本月还没有结束"))
    #expect(text.contains("【赵巷月度成绩】办结口径  得分 75.09（满分 95）"))
    #expect(text.contains("【受理口径】") && !text.contains("138"))
  }

  @Test("Who may not change the sheets is told who may")
  func refused() throws {
    var bench = try desk()
    bench.play("=")
    #expect(bench.press("e").isEmpty)
    #expect(bench.toast == "成绩表由主任、书记修改，您现在是值班员")
  }

  @Test("e edits weights and sheets; a line that is not understood is named, and nothing is lost")
  func edits() throws {
    var bench = try desk(Invented.chen)
    bench.play("=e<C-u>看心情<C-s>")
    guard case .scoreForm(let form) = bench.state.overlays.last else { throw Impossible() }
    #expect(form.error?.hasPrefix("成绩表第") == true && form.form.isDirty)
    #expect(bench.store.drafts[form.slot] != nil)
    bench.press("<Esc>")
    bench.press("<Esc>")
    bench.settle()
    #expect(bench.store.drafts[form.slot] == nil)
    let text = ScoreBook.standard.text.replacing("一般 0.6", with: "一般 0.5")
    bench.play("e")
    guard case .scoreForm(var typed) = bench.state.overlays.last else { throw Impossible() }
    typed.form.setValue(.text(text), for: ScoreForm.text)
    bench.state.replaceTop(with: .scoreForm(typed))
    bench.play("<C-s>")
    #expect(bench.toast == "成绩表已保存，共 2 张")
    #expect(bench.store.scoreBook.weights[.neutral] == 50)
    #expect(try box(bench).survey?.closing.weights[.neutral] == 50)
    #expect(bench.state.session?.rules.scores == bench.store.scoreBook)
  }

  @Test("Sheets that another desk changed are not written over, and what was typed stays")
  func conflict() throws {
    var bench = try desk(Invented.chen)
    bench.play("=e")
    bench.store.scoreBook = try ScoreBook(text: "== 别的\n项 | 满意率 | 10 | 按比例")
    bench.play("\n# 说明<C-s>")
    guard case .scoreForm(let form) = bench.state.overlays.last else { throw Impossible() }
    #expect(form.error?.contains("别的值班台改过") == true)
    #expect(form.form.values.text(ScoreForm.text).hasSuffix("# 说明"))
  }

  @Test("A draft of the sheets opens again from the list of drafts")
  func draft() throws {
    var bench = try desk(Invented.chen)
    bench.play("=e# 再想想<C-c><Esc>")
    #expect(bench.state.reopenBoxForTest(ScoreForm.boxName))
  }
}

extension AppState {
  /// Whether a box of this name can be opened again.
  fileprivate func reopenBoxForTest(_ name: String) -> Bool {
    var copy = self
    return copy.reopenBox(name) != nil && copy.overlays.count >= 2
  }
}
