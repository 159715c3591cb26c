import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Changing the roster from the 值班 screen") struct RosterEditTests {
  /// Tomorrow evening is 陈静's, the evening after 王芳's.
  private static let evenings: [Shift] = [(3, Invented.chen), (4, Invented.wang)].map {
    days, person in
    let day = Invented.now.day.adding(days: days)
    return Shift(
      id: Identifier("e\(days)"), neighborhood: Invented.scope, start: day.at(minute: 1050),
      end: day.at(minute: 1200), kind: .evening, people: [person.id])
  }

  private func bench(
    as person: Person = Invented.chen, rows: Int = 24, columns: Int = 80,
    shifts: [Shift] = Invented.week, swaps: [Swap] = []
  ) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: Size(rows: rows, columns: columns))
    bench.store.answer = InventedStore.rosterAnswer(shifts, swaps: swaps)
    bench.play("4")
    return bench
  }

  private func swap() throws -> Swap {
    let order = SwapOrder(
      giver: Invented.chen.id, given: Self.evenings[0], taker: Invented.wang.id,
      taken: Self.evenings[1], reason: "家长会")
    let record = DutyRecord(
      version: 1, at: Invented.now, actor: Invented.chen.id, event: SwapEvent.asked(order))
    return try Swap(id: Identifier("s1"), records: [record]).orThrow()
  }

  @Test("Enter lists what can be done with the cell, with reasons for what cannot")
  func actions() throws {
    var bench = try bench()
    bench.play("<Enter>")
    #expect(bench.screen.contains("可做的事") && bench.screen.contains("修改 错时 17:30-20:00"))
    #expect(bench.screen.contains("已经开始的班次不能换班"))
  }

  @Test("a opens a new shift with the hours of the gap and the kind of the line")
  func adding() throws {
    var bench = try bench(shifts: [])
    bench.play("<Right><Right><Right>a")
    let form = try bench.state.topSettingsForm.orThrow()
    #expect(form.form.values.text("start") == "08:30" && form.form.values.choice("kind") == "day")
    bench.state.overlays = []
    bench.play("<PgUp>a")
    #expect(bench.toast.contains("过去"))
  }

  @Test("What looks wrong is said once before it is saved, and saved when it is saved again")
  func warning() throws {
    var bench = try bench()
    // 陈静 patrols tonight until 22:00: the evening runs into that.
    bench.play("e")
    #expect(
      bench.state.topSettingsForm?.subject
        == .shift(Invented.week.first { $0.id.text == "w15" }, day: Invented.now.day))
    bench.play("<Tab><Tab><C-u>21:00<C-s>")
    let error = try bench.state.topSettingsForm?.error.orThrow()
    #expect(error?.contains("王芳同时排在") == true && error?.contains("再保存一次") == true)
    bench.play("<C-s>")
    #expect(bench.state.topSettingsForm == nil && bench.toast.contains("已保存"))
  }

  @Test("Leave is seen for a shift of days that are not on the screen")
  func leaveElsewhere() throws {
    var bench = try bench()
    let day = Invented.now.day.adding(days: 12)
    let leave = RosterLeave(
      person: Invented.wang.id, start: day.start, end: day.adding(days: 1).start, title: "年休假")
    bench.store.answer = InventedStore.rosterAnswer(Invented.week, leaves: [leave])
    let far = Shift(
      id: Identifier("far"), neighborhood: Invented.scope, start: day.at(minute: 1050),
      end: day.at(minute: 1200), kind: .evening, people: [Invented.wang.id])
    bench.pending += bench.state.openSettingsForm(.newShift(far))
    bench.settle()
    bench.play("<C-s>")
    #expect(bench.state.topSettingsForm?.error?.contains("年休假") == true)
    bench.play("<C-s>")
    #expect(bench.state.topSettingsForm == nil)
  }

  @Test("A late answer lies over nothing that was opened meanwhile, nor over itself")
  func lateAnswers() throws {
    var bench = try bench(shifts: Self.evenings)
    bench.play("<PgDn>t<Right><Right><Right>")
    bench.state.roster.line = .kind(.evening)
    bench.press("hh")
    bench.settle()
    #expect(bench.state.overlays.count == 1)
    bench.state.overlays = []
    bench.press("H")
    bench.press("?")
    bench.settle()
    #expect(bench.state.overlays.count == 1 && !bench.screen.contains("换班一览 ·"))
  }

  @Test(
    "A shift that waits in a swap is not offered for another; 换班一览 says at 80 columns who is waited for"
  )
  func waitsOnce() throws {
    let swap = try swap()
    var bench = try bench(shifts: Self.evenings, swaps: [swap])
    bench.send(.rosterNews(.waiting([swap])))
    bench.play("<Right><Right><Right>")
    bench.state.roster.line = .kind(.evening)
    bench.play("h")
    #expect(bench.state.overlays.isEmpty && bench.toast.contains("等答复"))
    bench.resize(rows: 24, columns: 80)
    bench.play("H")
    #expect(bench.screen.contains("等王芳答复（家长会）"))
  }

  @Test("d asks before a shift is cancelled; a 值班员 is told who may")
  func cancelling() throws {
    var bench = try bench()
    bench.play("<Right><Down>d")
    #expect(bench.screen.contains("取消班次"))
    bench.play("y")
    #expect(!bench.store.roster.isEmpty)
    var other = try self.bench(as: Invented.wang)
    other.play("<Right><Down>d")
    #expect(other.toast.contains("主任"))
  }

  @Test("h asks for a swap among those that the rules let pass; what is typed is kept as a draft")
  func asking() throws {
    var bench = try bench(shifts: Self.evenings)
    bench.play("<PgDn>t<Right><Right><Right>")
    bench.state.roster.line = .kind(.evening)
    bench.play("h")
    #expect(bench.screen.contains("陈静换班") && bench.screen.contains("王芳 换 11月24日"))
    bench.play("<Tab>家")
    bench.press("长")
    #expect(bench.pending.contains { if case .saveDraft = $0 { true } else { false } })
    bench.settle()
    let effects = bench.press("<C-s>")
    guard case .roster(.ask(let order))? = effects.last else {
      Issue.record("\(effects) \(bench.screen)")
      return
    }
    #expect(order.taker == Invented.wang.id && order.reason == "家长")
    bench.settle()
    #expect(bench.toast.contains("等王芳答复") && bench.state.overlays.isEmpty)
  }

  @Test(
    "A swap that waits is seen on the roster, in 换班一览 and in the duty pane; only the other one answers"
  )
  func waiting() throws {
    let swap = try swap()
    var bench = try bench(as: Invented.wang, shifts: Self.evenings, swaps: [swap])
    bench.send(.rosterNews(.waiting([swap])))
    bench.play("<Right><Right><Right>")
    #expect(bench.screen.contains("陈静换") && bench.screen.contains("换班等答复 1"))
    bench.play("H")
    #expect(bench.screen.contains("等王芳答复（家长会）"))
    bench.play("<Enter>")
    let effects = bench.press("<Enter>")
    #expect(effects == [.roster(.answer(.agree(words: ""), swap.id, version: 1))])
    var pane = try DeskBench(as: Invented.wang)
    pane.send(.rosterNews(.waiting([swap])))
    #expect(pane.screen.contains("换班等您答复：陈静"))
    #expect(pane.screen.contains("▌17:30-20:00 错时"), "who is on duty now stays in sight")
    var other = try self.bench(as: Invented.ding, shifts: Self.evenings, swaps: [swap])
    other.play("H<Enter><Enter>")
    #expect(other.toast.contains("由王芳本人办"))
  }

  @Test("Who is not on a shift does not swap it for others")
  func others() throws {
    var bench = try bench(as: Invented.ding, shifts: Self.evenings)
    bench.play("<Right><Right><Right>")
    bench.state.roster.line = .kind(.evening)
    bench.play("h")
    #expect(bench.toast.contains("本人提出"))
  }

  @Test("s counts shifts, nights and hours of everybody")
  func hours() throws {
    var bench = try bench()
    bench.play("s")
    #expect(bench.screen.contains("工时") && bench.screen.contains("66.5时"))
  }
}
