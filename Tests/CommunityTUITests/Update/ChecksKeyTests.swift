import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("检查单 by key") struct ChecksKeyTests {
  /// A console with a patrol that was just begun.
  private func walking(
    _ checks: InventedChecks = InventedChecks(), as person: Person = Invented.wang
  ) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: Size(rows: 24, columns: 80))
    bench.use(checks)
    bench.play("91")
    return bench
  }

  private func box(_ bench: DeskBench) throws -> ChecksBox {
    guard case .checks(let box) = bench.state.overlays.last else { throw Impossible() }
    return box
  }

  private func opened(_ bench: DeskBench) throws -> ChecksBox.OpenedRound {
    try box(bench).opened.orThrow()
  }

  @Test("A clerk begins the patrol with one key; nobody is on it whose patrol has not begun")
  func begins() throws {
    var bench = try DeskBench()
    let checks = InventedChecks()
    bench.use(checks)
    #expect(
      bench.press("9") == [.checks(.loadDesk(Invented.scope, request: bench.state.selectedRow?.id))]
    )
    bench.settle()
    #expect(bench.screen.contains("开一轮 夜巡") && bench.screen.contains("10 个点位"))
    let walk = try #require(ChecklistBook.standard.checklists.first)
    #expect(
      bench.press("<Enter>")
        == [.checks(.begin(walk, people: [], about: nil))])
    bench.settle()
    #expect(try opened(bench).round.people == [Invented.wang.id])
    #expect(bench.screen.contains("北门岗亭"))
  }

  @Test("While the patrol is on its people are put down; what the desk ticks for them says so")
  func onBehalf() throws {
    let checks = InventedChecks()
    var bench = try DeskBench(size: Size(rows: 40, columns: 120))
    bench.use(checks)
    bench.state.now = Invented.now.day.at(minute: 20 * 60 + 30)
    bench.play("9<Enter>")
    #expect(checks.rounds.first?.people == [Invented.ding.id, Invented.zhao.id])
    #expect(bench.toast.contains("打点记在 丁建 名下"))
    bench.play("<Enter>")
    #expect(checks.rounds.first?.check(at: 0)?.entry.by == Invented.ding.id)
    #expect(bench.screen.contains("王芳代记"))
  }

  @Test("A second Enter as a round begins ticks nothing")
  func beginsOnce() throws {
    var bench = try DeskBench()
    let checks = InventedChecks()
    bench.use(checks)
    bench.play("9")
    bench.press("<Enter><Enter> ")
    bench.settle()
    #expect(checks.rounds.count == 1 && checks.rounds.first?.done == 0)
  }

  @Test("A category is chosen by its letters")
  func categoryByLetters() throws {
    let checks = InventedChecks()
    var bench = try walking(checks)
    bench.play("f遛狗<Tab>wm<C-s>")
    #expect(checks.rounds.first?.findings.first?.category == "文明劝导")
  }

  @Test("People whom another desk put down meanwhile are not overwritten unseen")
  func overtaken() throws {
    let checks = InventedChecks()
    var bench = try walking(checks)
    let id = try opened(bench).round.id
    bench.play("p<C-u>王芳、赵师傅")
    try checks.perform(.setPeople([Invented.wang.id, Invented.ding.id]), on: id)
    bench.send(.storeChanged)
    bench.settle()
    bench.play("<C-s>")
    #expect(checks.rounds.first?.people == [Invented.wang.id, Invented.ding.id])
    let form = try box(bench).form.orThrow()
    #expect(form.error?.contains("丁建 已在") == true && form.about == ["现在记的是：王芳、丁建"])
    bench.play("<C-s>")
    #expect(checks.rounds.first?.people == [Invented.wang.id, Invented.zhao.id])
    // What this console ticked itself meanwhile is no surprise to it.
    bench.press("<Enter><Enter>p<C-u>王芳")
    bench.settle()
    bench.play("<C-s>")
    #expect(checks.rounds.first?.people == [Invented.wang.id])
  }

  @Test("Ten points are ticked by ten keys, faster than they are recorded, and each once")
  func ticks() throws {
    let checks = InventedChecks()
    var bench = try walking(checks)
    let effects = bench.press(
      "<Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter><Enter>")
    #expect(effects.count == 10)
    #expect(try opened(bench).pending.count == 10)
    // One more while they are on their way records nothing.
    #expect(bench.press("<Enter>").isEmpty)
    #expect(bench.toast.contains("每一项都打过了"))
    bench.settle()
    let round = try checks.rounds.first.orThrow()
    #expect(round.done == 10 && round.version == 11)
    #expect(try opened(bench).pending.isEmpty)
    #expect(round.checks.map(\.entry.by) == Array(repeating: Invented.wang.id, count: 10))
    bench.play("s<C-s>")
    #expect(bench.toast == "已结束：夜巡 10/10")
    #expect(try !opened(bench).round.isOpen)
    #expect(bench.press("<Enter>").isEmpty)
    #expect(bench.toast.contains("只能看"))
  }

  @Test("f takes the words of a finding, r makes a request of it, and both stay with the point")
  func finds() throws {
    let checks = InventedChecks()
    var bench = try walking(checks)
    bench.play("<Enter>f翻捡垃圾，声响大<C-s>")
    #expect(
      try box(bench).form.orThrow().form.fields.contains { $0.id == "category" && $0.error != nil })
    bench.play("<Right><C-s>")
    #expect(try box(bench).form == nil)
    #expect(bench.toast.contains("按 r 登记成诉求") && bench.store.drafts.isEmpty)
    let finding = try checks.rounds.first.orThrow().findings.first.orThrow()
    #expect(finding.place == "北门垃圾厢房" && finding.category != nil)
    #expect(bench.press("r") == [.checks(.register(finding.id, RoundID("round1")))])
    // What is typed meanwhile waits.
    #expect(bench.press("<Enter>").isEmpty)
    bench.settle()
    #expect(bench.state.overlays.count == 1)
    #expect(try opened(bench).round.findings.first?.request?.number == "20261120-091")
    #expect(try opened(bench).index == 2)
    bench.play("<Up>r")
    #expect(bench.toast == "已经登记成 20261120-091，按 o 看它")
    #expect(bench.press("o") == [.loadReading(RequestID("found1"))])
  }

  @Test(
    "What was found there before is told while the finding is written, and where the ladder would be"
  )
  func history() throws {
    let checks = InventedChecks(earlier: [
      Invented.finding(daysAgo: 1, request: "taken"), Invented.finding(daysAgo: 4),
    ])
    var bench = try walking(checks)
    bench.play("<Down><Down><Down>")
    #expect(bench.screen.contains("以前") && bench.screen.contains("20261118-003"))
    #expect(!bench.screen.contains("13800002046"))
    bench.play("f又是那条狗")
    let form = try box(bench).form.orThrow()
    #expect(form.form.values.choice(ChecksForm.category) == "文明劝导")
    #expect(form.about.last == "再记一次「文明劝导」就是同一处30天内第3次，移交城管")
    bench.play("<C-s>")
    let finding = try checks.rounds.first.orThrow().findings.first.orThrow()
    #expect(finding.standing?.rung == "移交城管")
    // The same place has a request already: it need not become another one.
    // It is for ever: asked first.
    #expect(bench.press("l").isEmpty)
    #expect(bench.screen.contains("归到 20261118-003"))
    #expect(bench.press("y") == [.checks(.link(finding.id, RoundID("round1"), RequestID("taken")))])
    bench.settle()
    #expect(bench.toast == "已记到 20261118-003")
    bench.play("o")
    guard case .reading = bench.state.overlays.last else { throw Impossible() }
  }

  @Test("Who may not register is told so, and the finding stays")
  func mayNotRegister() throws {
    let checks = InventedChecks(as: Invented.zhao)
    var bench = try walking(checks, as: Invented.zhao)
    bench.play("f灯不亮<C-s><Right><C-s>")
    #expect(bench.press("r").isEmpty)
    #expect(bench.toast.contains("您现在是维修人员；问题已经记下了"))
    #expect(checks.rounds.first?.findings.count == 1)
  }

  @Test("Leaving points out needs the reason, and what was typed is kept until it is saved")
  func finish() throws {
    let checks = InventedChecks()
    var bench = try walking(checks)
    bench.play("<Enter>s")
    let form = try box(bench).form.orThrow()
    #expect(form.about.first?.contains("没打的 9 项") == true)
    bench.play("下大雨")
    #expect(bench.store.drafts[form.slot]?.text(ChecksForm.reason) == "下大雨")
    bench.press("<Esc>")
    #expect(try box(bench).form?.error?.contains("再按一次 Esc") == true)
    bench.play("<C-s>")
    #expect(bench.store.drafts.isEmpty)
    let ending = try checks.rounds.first.orThrow().ending.orThrow()
    #expect(ending.reason == "下大雨" && ending.skipped.count == 9)
  }

  @Test(
    "A draft of a finding is there again when the form opens, and opens from the list of drafts")
  func drafts() throws {
    let checks = InventedChecks()
    var bench = try walking(checks)
    bench.play("f一地的烟头")
    let slot = try box(bench).form.orThrow().slot
    bench.state.overlays = []
    bench.play("9<Enter>f")
    #expect(try box(bench).form?.form.values.text(ChecksForm.words) == "一地的烟头")
    bench.state.overlays = []
    guard case .box(let name) = slot else { throw Impossible() }
    let effects = try bench.state.reopenBox(name).orThrow()
    bench.pending += effects
    bench.settle()
    #expect(try box(bench).form?.form.values.text(ChecksForm.words) == "一地的烟头")
    #expect(try opened(bench).round.id == RoundID("round1"))
  }

  @Test("What could not be recorded is open again, with why; what was typed stays")
  func failures() throws {
    let checks = InventedChecks()
    var bench = try walking(checks)
    checks.fail(with: .busy)
    bench.play("<Enter>")
    #expect(try opened(bench).pending.isEmpty && box(bench).error != nil)
    #expect(try opened(bench).round.done == 0)
    bench.play("f灯不亮")
    checks.fail(with: .busy)
    bench.play("<Tab><Right><C-s>")
    let form = try box(bench).form.orThrow()
    #expect(form.error != nil && form.form.values.text(ChecksForm.words) == "灯不亮")
    bench.play("<C-s>")
    #expect(checks.rounds.first?.findings.count == 1)
  }

  @Test("What another desk ticks and ends is seen, and this one is told")
  func otherDesk() throws {
    let checks = InventedChecks()
    var bench = try walking(checks)
    let id = try opened(bench).round.id
    try checks.perform(.check(PointReport(0, .fine)), on: id)
    bench.send(.storeChanged)
    bench.settle()
    #expect(try opened(bench).round.done == 1)
    try checks.perform(.finish(words: "", reason: "雨"), on: id)
    bench.play("<Down><Enter>")
    #expect(try box(bench).error?.contains("已由 丁建 在") == true)
  }

  @Test("u takes back the last of a point, X gives the round up, p says who walks")
  func corrections() throws {
    let checks = InventedChecks()
    var bench = try walking(checks)
    bench.play("<Enter><Up>u")
    #expect(checks.rounds.first?.done == 0)
    bench.play("p<C-u>王芳、没有人<C-s>")
    #expect(try box(bench).form?.error == "在岗人员里没有「没有人」；写姓名，几位用顿号隔开")
    bench.play("<C-u>王芳、丁建<C-s>")
    #expect(checks.rounds.first?.people == [Invented.wang.id, Invented.ding.id])
    bench.play("X开错了<C-s>")
    #expect(checks.rounds.first?.ending?.isDropped == true)
    #expect(bench.toast.contains("已作废"))
  }

  @Test("# begins the steps for the selected request; without one it says so")
  func steps() throws {
    var bench = try DeskBench()
    let checks = InventedChecks()
    bench.use(checks)
    bench.select("taken")
    bench.play("#")
    #expect(try box(bench).menu.items.map(\.id) == ["begin:调解四步法", "begin:五步法", "begin:应急步骤"])
    bench.play("<Enter><Enter>f一方不肯来<C-s>")
    let round = try checks.rounds.first.orThrow()
    #expect(round.request?.id == RequestID("taken"))
    #expect(
      round.check(at: 0)?.entry.result == .fine && round.check(at: 1)?.entry.result == .problem)
    bench.play("<Esc><Esc>")
    #expect(bench.state.overlays.isEmpty)
    bench.play("<Tab>#")
    #expect(bench.toast == "请先在诉求列表里选一条")
  }

  @Test(
    "The text of the checklists is edited; a line that is not understood is named, nothing is lost")
  func edits() throws {
    var bench = try DeskBench()
    let checks = InventedChecks()
    bench.use(checks)
    bench.play("9e<Enter>== 坏 | 散步")
    bench.play("<C-s>")
    let form = try box(bench).form.orThrow()
    #expect(form.error?.hasPrefix("检查单第") == true && bench.store.drafts[form.slot] != nil)
    var typed = form
    typed.form.setValue(.text("== 夜巡 | 点位\n东门"), for: "text")
    bench.state.changeChecks { $0.form = typed }
    bench.play("<C-s>")
    #expect(bench.toast.contains("检查单已保存，共 1 张"))
    #expect(bench.state.session?.rules.checklists.checklists.first?.points.map(\.name) == ["东门"])
    #expect(bench.screen.contains("1 个点位"))
    var reader = try DeskBench(as: Invented.zhou)
    reader.use(checks)
    reader.play("9e")
    #expect(reader.toast.contains("您现在是只读"))
  }
}
