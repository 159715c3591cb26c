import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("A new request is one line") struct QuickAddBoxTests {
  private func registered(_ effects: [Effect]) -> (form: Registration, steps: [RequestCommand])? {
    effects.lazy.compactMap {
      if case .register(let form, let steps) = $0 { (form, steps) } else { nil }
    }.first
  }

  @Test("Enter asks the store for exactly what was understood")
  func saves() throws {
    var bench = try DeskBench()
    let asked = try registered(
      bench.press("n12号502 楼道灯不亮 李阿姨 13800002046 @赵师傅 !急 #微信<Enter>")
    ).orThrow()
    #expect(asked.form.text == "楼道灯不亮")
    #expect(asked.form.place == RequestPlace(group: GroupID("12号楼"), room: "502"))
    #expect(asked.form.resident == Resident(name: "李阿姨", phone: "13800002046"))
    #expect(asked.form.urgency == .urgent && asked.form.channel == .weChatGroup)
    #expect(asked.form.namedHandler == .person(Invented.zhao.id))
    #expect(asked.form.firstReceiver == Invented.wang.id && asked.form.receivedAt == Invented.now)
    #expect(asked.steps.isEmpty, "a suggestion is never applied unseen")
  }

  @Test("Tab takes the suggestion over, and gives it back")
  func tab() throws {
    var bench = try DeskBench()
    bench.press("n楼道灯不亮 @赵师傅<Tab>")
    let suggestion = try bench.state.topQuickAdd.orThrow().suggestion.orThrow()
    #expect(bench.screen.contains("已采纳"))
    var other = bench
    let taken = try registered(bench.press("<Enter>")).orThrow()
    #expect(
      taken.steps == [
        .triage(suggestion.decision), .dispatch(Dispatch(to: .person(Invented.zhao.id))),
      ])
    let given = try registered(other.press("<Tab><Enter>")).orThrow()
    #expect(given.steps.isEmpty)
  }

  @Test("Tab before there is a suggestion takes nothing over")
  func tabTooEarly() throws {
    var bench = try DeskBench()
    bench.press("n<Tab>")
    bench.paste("楼道灯不亮")
    #expect(try registered(bench.press("<Enter>")).orThrow().steps.isEmpty)
  }

  @Test("A suggestion that changes is to be taken over anew")
  func suggestionChanges() throws {
    var bench = try DeskBench()
    bench.press("n楼道灯不亮<Tab>，有老人摔倒")
    #expect(bench.state.topQuickAdd?.suggestion?.urgency == .critical)
    #expect(try registered(bench.press("<Enter>")).orThrow().steps.isEmpty)
    var same = try DeskBench()
    same.press("n楼道灯不亮<Tab> 三天了")
    #expect(try registered(same.press("<Enter>")).orThrow().steps.count == 1)
  }

  @Test("A typed tier is decided without Tab")
  func typedTier() throws {
    var bench = try DeskBench()
    let asked = try registered(bench.press("n楼道灯不亮 !二级<Enter>")).orThrow()
    #expect(
      asked.steps == [
        .triage(TriageDecision(tier: .second, category: Category("水电维修")))
      ])
  }

  @Test(
    "Nothing typed is not saved", arguments: ["n<Enter>", "n   <Enter>", "n13800002046<Enter>"])
  func nothing(_ keys: String) throws {
    var bench = try DeskBench()
    #expect(registered(bench.press(keys)) == nil)
    #expect(bench.state.topQuickAdd?.error?.contains("还没有写诉求内容") == true)
  }

  @Test("Esc keeps what was typed as a draft, and n goes on with it")
  func draft() throws {
    var bench = try DeskBench()
    let effects = bench.press("n12号 灯坏<Esc>")
    #expect(effects.last == .saveDraft("12号 灯坏", .quickAdd))
    #expect(bench.state.overlays.isEmpty)
    #expect(bench.toast.contains("草稿"))
    bench.press("n")
    #expect(bench.state.topQuickAdd?.field.text == "12号 灯坏")
    #expect(bench.state.topQuickAdd?.draft.place.group == GroupID("12号楼"))
    bench.press("<Enter>")
    bench.settle()
    #expect(bench.store.drafts.isEmpty && bench.state.unsavedQuickAdd.isEmpty)
  }

  @Test("Every change is kept as it is typed, and the draft of last time is there")
  func keepsTyping() throws {
    var bench = try DeskBench()
    let kept = bench.press("n灯坏").filter { if case .saveDraft = $0 { true } else { false } }
    #expect(kept == [.saveDraft("灯", .quickAdd), .saveDraft("灯坏", .quickAdd)])
    #expect(bench.press("<Left>").isEmpty, "nothing changed")
    var next = try DeskBench()
    next.send(.draft(Invented.kept("上次写的"), .quickAdd))
    next.press("n")
    #expect(next.state.topQuickAdd?.field.text == "上次写的")
    next.send(.draft(Invented.kept("更早的"), .quickAdd))
    #expect(next.state.unsavedQuickAdd == "上次写的")
  }

  @Test(
    "A failure keeps the line", arguments: [StoreError.busy, .diskFull(path: "/d"), .failed("x")])
  func failure(_ error: StoreError) throws {
    var bench = try DeskBench()
    bench.press("n12号502 灯坏<Enter>")
    bench.send(.failed(Message.Failure(request: .registering, error: error)))
    #expect(bench.state.topQuickAdd?.field.text == "12号502 灯坏")
    #expect(bench.state.topQuickAdd?.error == error.message)
    #expect(registered(bench.press("<Enter>")) != nil, "Enter tries again")
  }

  @Test(
    "After saving, the new request is selected wherever one was",
    arguments: ["", "2", "3", "v", "vvv", "z<Tab>"])
  func selected(_ before: String) throws {
    var bench = try DeskBench()
    bench.play(before)
    bench.play("n8号楼101 水管漏水<Enter>")
    #expect(bench.state.screen == .workbench && bench.state.focus == .requests)
    #expect(bench.state.selectedDetail?.request.registration.text == "水管漏水")
    #expect(bench.toast.contains("已登记 20261120-016"))
    #expect(bench.state.arrivals == 0, "one's own is no news")
  }

  @Test("Enter inside a paste never saves")
  func paste() throws {
    var bench = try DeskBench()
    bench.press("n")
    #expect(registered(bench.paste("灯坏\n两天了\n")) == nil)
    #expect(bench.state.topQuickAdd?.field.text.contains("灯坏 两天了") == true)
    bench.paste(String(repeating: "长", count: 2000), truncated: true)
    #expect(bench.state.topQuickAdd?.error?.contains("太长") == true)
  }

  @Test("Ctrl-C keeps the draft and asks whether to leave, and saving in between harms neither")
  func leaves() throws {
    var bench = try DeskBench()
    let effects = bench.press("n灯坏<C-c>")
    #expect(effects.last == .saveDraft("灯坏", .quickAdd))
    let body = try bench.state.topQuestion.orThrow().confirm.body
    #expect(body.contains { $0.contains("草稿") })
    var saving = try DeskBench()
    saving.press("n灯坏<Enter><C-c>")
    saving.settle()
    #expect(saving.state.topQuestion?.action == .quit)
  }

  @Test("The cursor stands in the line, where the input method draws, whatever the clock does")
  func cursor() throws {
    var bench = try DeskBench()
    bench.press("n灯坏")
    let before = bench.state.view().cursor
    #expect(before != nil)
    bench.send(.tick(Invented.now.adding(minutes: 1)))
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.state.view().cursor == before)
    bench.press("了")
    #expect(bench.state.view().cursor?.column == before.map { $0.column + 2 })
  }
}
