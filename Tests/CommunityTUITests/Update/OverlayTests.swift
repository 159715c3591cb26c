import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Menus, questions and boxes") struct OverlayTests {
  @Test("Enter lists every step: those that can be taken first, the others with the reason")
  func actionMenu() throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.press("<Enter>")
    let items = try bench.state.topMenu.orThrow().items
    #expect(
      items.count == DeskCommand.all.filter { $0.scope == .request && !$0.isOfTickets }.count)
    let firstRefused = try items.firstIndex { $0.disabledReason != nil }.orThrow()
    #expect(items[firstRefused...].allSatisfy { $0.disabledReason?.isEmpty == false })
    #expect(items.prefix(2).map(\.title) == ["下一步", "响应"])
    let detail = try bench.store.detail("new").orThrow()
    // 阅结 shares a key with 问询, and says why it cannot only where something was asked.
    for kind in CommandKind.allCases
    where !CommandKind.ofTickets.contains(kind) && kind != .closeInquiry {
      // What is decided in a list of its own is no item here.
      guard let name = DeskCommand.named(.step(kind))?.name else { continue }
      let item = try items.first { $0.id == name }.orThrow()
      #expect(
        item.disabledReason
          == detail.refusal(of: kind, by: Actor(Invented.wang))?.message)
    }
    #expect(bench.press("s").isEmpty)
    #expect(bench.toast.contains("反馈以后") && bench.screen.contains("反馈以后"))
    #expect(bench.state.topMenu != nil, "the menu stays to choose something else")
    bench.press("r")
    #expect(bench.state.overlays.count == 1 && bench.state.topForm?.kind == .respond)
  }

  @Test(
    "What the menu offers can be chosen with Enter and by its key",
    arguments: ["<Enter>", "r"])
  func choosing(_ key: String) throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.press("<Enter>" + key)
    #expect(bench.state.topForm?.kind == .respond)
  }

  @Test("A digit in the menu does nothing: it may have been meant for a screen")
  func digitsDoNothing() throws {
    var bench = try DeskBench()
    bench.select("new")
    #expect(bench.press("<Enter>2").isEmpty)
    guard case .actions = bench.state.overlays.last else {
      Issue.record("the menu is gone")
      return
    }
  }

  @Test("An empty list says what to do instead of opening a menu")
  func emptyList() throws {
    var bench = try DeskBench(requests: [])
    #expect(bench.screen.contains("没有待办的诉求。按 n 登记新诉求"))
    #expect(bench.press("<Enter>").isEmpty)
    #expect(bench.toast.contains("按 n 登记新诉求"))
    #expect(bench.press("r").isEmpty && bench.toast.contains("请先在诉求列表里选一条"))
  }

  @Test(
    "The palette finds a command by name and by 拼音 initials and gives it",
    arguments: ["可看电话", "kdh"])
  func palette(_ words: String) throws {
    var bench = try DeskBench()
    bench.select("new")
    let typed = words == "kdh" ? "kdh" : "看电话"
    bench.press(":\(typed)<Enter>")
    #expect(
      bench.pending.contains(.perform(.revealPhone(reason: ""), RequestID("new"), version: 1)))
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("What the palette cannot give says why and stays open")
  func paletteRefuses() throws {
    var bench = try DeskBench()
    bench.select("new")
    #expect(bench.press(":派单<Enter>").isEmpty)
    #expect(bench.screen.contains("请先「分级」再派单"))
    #expect(!bench.state.overlays.isEmpty)
  }

  @Test("Leaving asks, with Cancel chosen, and q never answers")
  func quit() throws {
    var bench = try DeskBench()
    bench.press("q")
    let question = try bench.state.topQuestion.orThrow()
    #expect(question.action == .quit && !question.confirm.isConfirmFocused)
    bench.press("qqq")
    #expect(!bench.state.isLeaving)
    bench.press("<Enter>")
    #expect(!bench.state.isLeaving && bench.state.overlays.isEmpty)
    bench.press("qy")
    #expect(bench.state.isLeaving)
  }

  @Test("The unmasked phone shows only after it was recorded, and goes with the selection")
  func reveal() throws {
    var bench = try DeskBench()
    bench.select("new")
    #expect(bench.screen.contains("138****2046") && !bench.screen.contains("13800002046"))
    bench.press("T")
    #expect(!bench.screen.contains("13800002046"), "not before it is recorded")
    bench.settle()
    #expect(bench.screen.contains("13800002046"))
    let events = try bench.store.detail("new").orThrow().history.events
    #expect(events.last?.event == .phoneRevealed(Remark()))
    bench.play("j")
    #expect(!bench.screen.contains("13800002046"))
    bench.play("k")
    #expect(!bench.screen.contains("13800002046"))
  }

  @Test("A number in the words, the place or the name is masked wherever they show")
  func maskedEverywhere() throws {
    let place = RequestPlace(detail: "北门 13700001234")
    var bench = try DeskBench(
      requests: [
        InventedRequest(
          id: "said", minutesAgo: 50, text: "漏水，打 13800002046", channel: .phone,
          resident: Resident(name: "李阿姨13600005678"),
          commands: [.amend(Amendment(place: place)), .respond(note: "")])
      ])
    // The list with the pane below, everything of it, undoing, and 提醒.
    for keys in ["", " ", "<Esc>u", "<Esc>B", "<Esc>z"] {
      bench.play(keys)
      let screen = bench.screen
      #expect(screen.contains("138****2046") || keys == "<Esc>B", "\(keys)\n\(screen)")
      for number in ["13800002046", "13700001234", "13600005678"] {
        #expect(!screen.contains(number), "\(keys)\n\(screen)")
      }
    }
  }

  @Test("The next person at the desk does not see what the last one looked at")
  func revealEndsWithTheSession() throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.play("T")
    let detail = try bench.store.detail("new").orThrow()
    bench.play("W")
    bench.send(.sessionLoaded(Invented.session(Invented.chen)))
    bench.settle()
    bench.select("new")
    #expect(bench.state.selectedDetail?.history == detail.history)
    #expect(!bench.screen.contains("13800002046"))
  }

  @Test("The whole request explains every deadline, and steps can be taken from there")
  func details() throws {
    var bench = try DeskBench()
    bench.select("there")
    bench.play("<Right>")
    for clock in try bench.store.detail("there").orThrow().clocks {
      #expect(bench.screen.contains(clock.kind.title))
    }
    bench.press("m")
    #expect(bench.state.topForm?.kind == .note)
    bench.press("看过了<Enter>")
    bench.settle()
    #expect(bench.state.overlays.count == 1, "back in the text")
    bench.play("<End>")
    #expect(bench.screen.contains("看过了"))
    bench.play("q")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("The theme changes round and round, and everything is drawn again")
  func theme() throws {
    var bench = try DeskBench()
    let first = bench.state.look.theme
    for _ in Theme.all { #expect(bench.press("M") == [.redraw]) }
    #expect(bench.state.look.theme == first)
    #expect(bench.press("<C-l>") == [.redraw])
  }
}

@Suite("Who is at the desk") struct SignInTests {
  @Test("A name is found by typing it or its 拼音 initials", arguments: ["赵", "zsf", "ZSF", "ｚｓｆ"])
  func choose(_ typed: String) throws {
    var bench = try DeskBench(signInAmong: Invented.people)
    #expect(bench.press(typed).isEmpty)
    #expect(bench.press("<Enter>") == [.loadSession(.person(Invented.zhao.id))])
    bench.settle()
    #expect(bench.state.session?.actor.person == Invented.zhao.id)
    #expect(bench.screen.contains("赵师傅"))
    #expect(!bench.visible.isEmpty)
  }

  @Test("What went wrong is said on this screen too")
  func failure() throws {
    var bench = try DeskBench(signInAmong: Invented.people)
    bench.press("<Enter>")
    bench.send(.failed(Message.Failure(request: .reading, error: .unknownPerson("王芳", known: []))))
    #expect(bench.screen.contains("人员名册里没有「王芳」"))
    bench.press("<Down>")
    #expect(!bench.screen.contains("人员名册里没有"))
  }

  @Test("Esc and Ctrl-C leave", arguments: ["<Esc>", "<C-c>"])
  func leave(_ key: String) throws {
    var bench = try DeskBench(signInAmong: Invented.people)
    bench.press(key)
    #expect(bench.state.isLeaving)
  }

  @Test("W goes back to the list, and the next one starts afresh")
  func changePerson() throws {
    var bench = try DeskBench()
    bench.play("n没写完的<Esc>/反水<Enter>W")
    #expect(bench.state.session == nil)
    #expect(bench.screen.contains("请选择值班人员"))
    bench.press("陈<Enter>")
    bench.store.drafts = [:]
    bench.settle()
    #expect(bench.state.session?.actor.person == Invented.chen.id)
    #expect(bench.state.requests.filter.search.isEmpty && bench.visible.count > 1)
    bench.press("n")
    #expect(bench.state.topQuickAdd?.field.text == "", "a draft belongs to who wrote it")
  }
}
