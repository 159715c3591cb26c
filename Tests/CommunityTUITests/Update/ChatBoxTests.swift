import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("A pasted conversation is marked and registered") struct ChatBoxTests {
  private func pasted(_ text: String = ChatSample.text) throws -> DeskBench {
    var bench = try DeskBench()
    bench.play("w")
    bench.paste(text)
    bench.settle()
    return bench
  }

  private func entries(_ effects: [Effect]) -> [ChatEntry]? {
    effects.lazy.compactMap {
      if case .registerChat(let entries) = $0 { entries } else { nil }
    }.first
  }

  @Test("A paste is listed at once, kept, and compared with what is registered")
  func lists() throws {
    var bench = try DeskBench()
    bench.play("w")
    let effects = bench.paste(ChatSample.text)
    let box = try bench.state.topChat.orThrow()
    #expect(box.step == .choosing && box.intake.group == GroupID("12号楼"))
    #expect(effects.contains(.saveDraft(Draft(ChatSample.text), .chat)))
    let first = try Instant(iso8601: "2026-11-20T19:20:05").orThrow()
    #expect(effects.contains(.findChat(Invented.scope, receivedAt: first...Invented.now)))
    bench.settle()
    let after = try bench.state.topChat.orThrow()
    // 「new」 of the invented desk is what 李阿姨 said at 19:39.
    #expect(
      after.intake.candidates.map { $0.omission?.title } == [
        "已登记 1120-001", nil, "工作人员", nil, "系统提示", "客套话", "附和",
      ])
    #expect(after.marked.map(\.sender) == ["张阿姨", "8-101 孙"])
    #expect(after.selection == 1, "the first that is marked")
  }

  @Test("s registers each marked one for itself, with the group's channel, its time and its place")
  func registers() throws {
    var bench = try pasted()
    let asked = try entries(bench.press("s")).orThrow()
    #expect(asked.map(\.registration.text) == ["厨房漏水了", "晚上收废品的喇叭太吵了[捂脸]（群里附图片 1 张）"])
    #expect(asked.allSatisfy { $0.registration.channel == .weChatGroup })
    #expect(
      asked.map(\.registration.receivedAt) == [
        Instant(iso8601: "2026-11-20T19:20:05"), Instant(iso8601: "2026-11-20T19:22:00"),
      ])
    #expect(
      asked.map(\.registration.place) == [
        RequestPlace(group: GroupID("12号楼"), room: "502"),
        RequestPlace(group: GroupID("8号楼"), room: "101"),
      ])
    #expect(asked.map { $0.steps.map(\.kind) } == [[], [.note]], "no tier that nobody saw")
    bench.settle()
    #expect(bench.toast.contains("已登记 2 件"))
    #expect(bench.state.topReading?.title == "群聊登记结果")
    #expect(bench.store.drafts[.chat] == nil)
    #expect(bench.state.arrivals == 0, "one's own is no news")
    bench.play("<Esc>w")
    bench.paste(ChatSample.text)
    bench.settle()
    #expect(bench.state.topChat?.marked.isEmpty == true, "pasted twice, registered once")
    #expect(entries(bench.press("s")) == nil)
    #expect(bench.state.topChat?.error?.contains("没有标记") == true)
  }

  @Test("A likely repeat is shown for the selected one, and nothing is unmarked for it")
  func repeats() throws {
    let text = """
      周老伯 2026/11/21 08:30:00
      12号301 楼梯口照明坏了 13800002046

      张阿姨 2026/11/21 08:40:00
      12号502 想申请助餐
      """
    var bench = try pasted(text)
    let number = try bench.store.detail("new").orThrow().request.number
    #expect(bench.state.topChat?.marked.count == 2)
    #expect(bench.screen.contains("可能重复 \(number)") && !bench.screen.contains("13800002046"))
    let moved = bench.press("<Down>")
    #expect(moved.contains { if case .loadSimilar = $0 { true } else { false } })
    #expect(!bench.screen.contains("可能重复"), "what was said of another one is not shown here")
    bench.settle()
    #expect(!bench.screen.contains("可能重复"))
  }

  @Test("One's own is no news, also while the boards are being counted")
  func ownIsNoNews() throws {
    var bench = try pasted()
    bench.press("s")
    bench.settle()
    let newest = bench.state.newestRow
    #expect(newest == Int64(bench.store.histories.count) && bench.state.seenRow == newest)
    var racing = try pasted()
    racing.press("s")
    racing.pending = []
    racing.send(.arrivals(1, urgent: 0, newest: newest))
    racing.send(.chatRegistered([]))
    #expect(racing.state.arrivals == 0 && racing.state.seenRow == newest)
  }

  @Test("Space marks and moves on, a marks all that are proposed or none")
  func marks() throws {
    var bench = try pasted()
    bench.play("<Home>  ")
    #expect(bench.state.topChat?.marked.map(\.sender) == ["李阿姨", "8-101 孙"])
    #expect(bench.state.topChat?.selection == 2)
    bench.play("a")
    #expect(bench.state.topChat?.marked.map(\.sender) == ["李阿姨", "张阿姨", "8-101 孙"])
    bench.play("a")
    #expect(bench.state.topChat?.marked.isEmpty == true)
    bench.play("<Up><Up> <Down>")
    #expect(bench.state.topChat?.selection == 2)
  }

  @Test("t takes the suggestion over, and another line is to be seen anew")
  func suggestion() throws {
    var bench = try pasted()
    bench.play("t")
    let taken = try entries(bench.press("s")).orThrow()
    #expect(taken[0].steps.map(\.kind) == [.triage] && taken[1].steps.map(\.kind) == [.note])
    var other = try pasted()
    other.play("t<Enter>，有老人摔倒<Enter>")
    #expect(try entries(other.press("s")).orThrow()[0].steps.map(\.kind) == [.note])
  }

  @Test("Enter rewrites the line as quick-add reads it; Esc leaves it")
  func rewrites() throws {
    var bench = try pasted()
    bench.play("<Enter> !急<Esc>")
    #expect(bench.state.topChat?.selected?.isRewritten == false)
    bench.play("<Enter> !急 李阿姨<Enter>")
    let asked = try entries(bench.press("s")).orThrow()
    #expect(asked[0].registration.urgency == .urgent)
    #expect(asked[0].registration.resident.name == "李阿姨")
    #expect(asked[0].steps.map(\.kind) == [.note], "the very words are kept")
    var empty = try pasted()
    empty.play("<Enter><C-u><Enter>")
    #expect(empty.state.topChat?.error?.contains("不能是空的") == true)
  }

  @Test("g chooses whose group it is, for places that name no building")
  func group() throws {
    var bench = try pasted("张阿姨:\n楼道灯不亮\n")
    #expect(bench.state.topChat?.intake.group == nil)
    bench.play("g8<Enter>")
    #expect(bench.state.topChat?.intake.group == GroupID("8号楼"))
    #expect(bench.state.topChat?.selected?.draft.place.group == GroupID("8号楼"))
    var selected = try DeskBench()
    selected.play("3<Down><Down>w")
    selected.paste("张阿姨:\n楼道灯不亮\n")
    #expect(
      selected.state.topChat?.intake.group == GroupID("12号楼"), "the selected one is the usual")
  }

  @Test("What was pasted, marked and rewritten survives; Del twice throws it away")
  func draft() throws {
    var bench = try pasted()
    bench.play(" <Enter> 一个灯<Enter><Home> ")
    let kept = try bench.state.topChat.orThrow()
    bench.play("<Esc>")
    #expect(bench.toast.contains("草稿") && bench.state.overlays.isEmpty)
    var next = try DeskBench()
    next.store.drafts = bench.store.drafts
    next.play("w")
    let restored = try next.state.topChat.orThrow()
    #expect(restored.area.text == ChatSample.text && restored.decisions == kept.decisions)
    #expect(restored.marked.map(\.id) == kept.marked.map(\.id))
    #expect(restored.intake.candidates.map(\.line) == kept.intake.candidates.map(\.line))
    next.play("<Del>")
    #expect(next.state.topChat?.error?.contains("再按一次 Del") == true)
    next.play("<Del>")
    #expect(next.state.overlays.isEmpty && next.store.drafts[.chat] == nil)
  }

  @Test("A line that is being rewritten is kept while it is typed")
  func draftWhileRewriting() throws {
    var bench = try pasted()
    bench.play("<Enter>，急")
    var restored = ChatBox()
    restored.restore(try bench.store.drafts[.chat].orThrow().text())
    #expect(restored.decisions.values.compactMap(\.line).first?.hasSuffix("，急") == true)
  }

  @Test("More can be pasted behind it; what was said of the first part holds")
  func more() throws {
    var bench = try pasted()
    bench.play(" ")
    bench.paste("马 2026/11/20 19:35:00\n电梯停了")
    bench.settle()
    #expect(bench.state.topChat?.marked.map(\.sender) == ["8-101 孙", "马"])
  }

  @Test("Without bracketed paste the lines are typed, and Tab lists them")
  func typed() throws {
    var bench = try DeskBench()
    bench.play("w张阿姨:<Enter>楼道灯不亮<Enter>")
    #expect(bench.state.topChat?.step == .pasting)
    bench.play("<Tab>")
    #expect(bench.state.topChat?.marked.map(\.draft.text) == ["楼道灯不亮"])
    #expect(bench.screen.contains("时间不明"))
    var empty = try DeskBench()
    empty.play("w<Tab>")
    #expect(empty.state.topChat?.error?.contains("还没有内容") == true)
  }

  @Test("A paste that was cut says so")
  func cut() throws {
    var bench = try DeskBench()
    bench.play("w")
    bench.paste(ChatSample.text, truncated: true)
    #expect(bench.state.topChat?.notice?.contains("太长") == true)
    var long = try DeskBench()
    long.play("w")
    long.paste(String(repeating: "长", count: ChatBox.longest + 1))
    #expect(long.state.topChat?.notice?.contains("太长") == true)
  }

  @Test("What cannot be registered stays with the reason, the others are")
  func failures() throws {
    var bench = try pasted()
    bench.store.refusals = ["厨房漏水了": .busy]
    bench.play("s")
    let box = try bench.state.topChat.orThrow()
    #expect(box.error?.contains("登记了 1 件，还有 1 件没有登记") == true)
    #expect(box.marked.map(\.sender) == ["张阿姨"] && box.selected?.sender == "张阿姨")
    bench.store.refusals = [:]
    #expect(try entries(bench.press("s")).orThrow().count == 1)
    var long = try pasted("张阿姨:\n\(String(repeating: "长", count: 5000))")
    #expect(entries(long.press("s")) == nil)
    #expect(long.state.topChat?.error?.contains("超过 4000 字") == true)
  }

  @Test("Whoever may not register may not paste either")
  func refused() throws {
    var bench = try DeskBench(as: Invented.zhou)
    bench.play("w")
    #expect(bench.state.overlays.isEmpty && bench.toast.contains("登记"))
  }

  @Test("What turns out to be registered does not move the line that is being rewritten")
  func rewritingGoesOn() throws {
    var bench = try DeskBench()
    bench.play("w")
    bench.paste(ChatSample.text)
    let selected = try bench.state.topChat?.selected.orThrow().id
    // The answer comes when the line is open already.
    bench.press("<Enter>！")
    bench.settle()
    #expect(bench.state.topChat?.registered.isEmpty == false)
    #expect(bench.state.topChat?.selected?.id == selected)
  }
}
