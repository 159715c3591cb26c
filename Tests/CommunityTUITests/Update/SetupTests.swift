import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("First start") struct SetupTests {
  private static let place = "<Enter>瑞和锦庭居民区<Enter>陈静<Tab>"

  @Test("A name is enough to begin, and Enter at the end makes the desk")
  func short() throws {
    var bench = try DeskBench(signInAmong: [])
    bench.play("2")
    #expect(bench.state.setup.form?.focusedField?.id == "name")
    bench.play(" 王芳 <Enter><Enter>")
    #expect(bench.state.setup.draft.step == .summary)
    var draft = bench.state.setup.draft
    draft.step = .summary
    #expect(bench.press("<Enter>") == [.found(draft)])
    // Keys while it is being written are not taken for anything.
    #expect(bench.press("<Esc>q").isEmpty)
    bench.settle()
    #expect(bench.state.session?.actor.name == "王芳")
    #expect(bench.state.session?.actor.role == .secretary)
    #expect(bench.state.session?.directory.neighborhood.name == "本居民区")
    #expect(bench.toast.contains("按 n 登记"))
  }

  @Test("Without a name nothing is made, and it is said where to write it")
  func nameless() throws {
    var bench = try DeskBench(signInAmong: [])
    bench.play("2<C-s>")
    #expect(bench.screen.contains("还没有写您的姓名"))
    bench.play("<C-s>")
    #expect(bench.state.setup.draft.step == .summary)
    #expect(bench.press("<Enter>").isEmpty)
    #expect(bench.screen.contains("还没有写您的姓名"))
    bench.play("1王<BS>")
    #expect(bench.state.setup.draft.step == .place)
  }

  @Test("Everything typed is kept after every key, and continued where it was")
  func continued() throws {
    var bench = try DeskBench(signInAmong: [])
    bench.play(Self.place + "<Tab>瑞和锦庭<Enter><Enter>1-3号楼<Enter>木荷")
    let kept = try #require(bench.store.setupDraft)
    #expect(kept == bench.state.setup.draft)
    #expect(kept.step == .groups && kept.groups == "1-3号楼\n木荷")
    var again = try DeskBench(signInAmong: [])
    again.state.continueSetup(kept)
    #expect(again.screen.contains("接着上次写的") && again.screen.contains("木荷"))
    again.play("苑商铺")
    #expect(again.state.setup.draft.groups == "1-3号楼\n木荷苑商铺")
  }

  @Test("Each step can be passed over and come back to, with what was typed")
  func backAndForth() throws {
    var bench = try DeskBench(signInAmong: [])
    bench.play(Self.place + "<Tab>")
    #expect(bench.state.setup.draft.step == .estates)
    for step in [SetupDraft.Step.groups, .staff, .hours, .shifts, .summary] {
      bench.play("<C-s>")
      #expect(bench.state.setup.draft.step == step)
    }
    bench.play("3")
    #expect(bench.state.setup.draft.step == .groups)
    bench.play("1-2号楼<Esc><Esc>")
    #expect(bench.state.setup.draft.step == .place)
    #expect(bench.screen.contains("瑞和锦庭居民区"))
    bench.play("<Esc>")
    #expect(bench.state.setup.draft.step == .welcome && !bench.state.isLeaving)
    bench.play("<Esc>")
    #expect(bench.state.isLeaving)
    #expect(bench.state.setup.draft.groups == "1-2号楼")
  }

  @Test("A mistake is said once, may wait, and keeps the desk from being made until it is mended")
  func mistakes() throws {
    var bench = try DeskBench(signInAmong: [])
    bench.play(Self.place + "<Tab><C-s>1-9999号<C-s>")
    #expect(bench.state.setup.draft.step == .groups)
    #expect(bench.screen.contains("再按一次先跳过"))
    bench.play("<C-s>")
    #expect(bench.state.setup.draft.step == .staff)
    bench.play("<C-s><C-s><C-s>")
    #expect(bench.state.setup.draft.step == .summary)
    #expect(bench.press("<Enter>").isEmpty)
    #expect(bench.screen.contains("一行最多"))
    bench.play("3<C-u>1-9号<C-s><C-s><C-s><C-s>")
    guard case .found(let draft)? = bench.press("<Enter>").first else { throw Impossible() }
    #expect(SetupPlan(draft).groups.entries.count == 9)
  }

  @Test("Hours that cannot be read leave the other fields understood")
  func oneWrongField() throws {
    var bench = try DeskBench(signInAmong: [])
    bench.play(Self.place + "<Tab><C-s><C-s><C-s>")
    #expect(bench.state.setup.draft.step == .hours)
    bench.play("<C-u>8:30到晚上八点")
    #expect(bench.screen.contains("「8:30到晚上八点」不是时段"))
    #expect(bench.screen.contains("休息日  09:00-17:00  共 8小时"))
  }

  @Test("A pasted list of many lines goes in as lines, and nothing in it is a command")
  func paste() throws {
    var bench = try DeskBench(signInAmong: [])
    bench.play(Self.place + "<Tab><C-s>")
    bench.paste("1-3号楼\r\n5号楼\u{1B}[31m\n\n木荷\u{202E}苑商铺\n")
    #expect(bench.state.setup.draft.step == .groups)
    #expect(
      bench.state.setup.draft.groups.split(separator: "\n").count == 3
        && bench.state.setup.draft.groups.hasSuffix("木荷苑商铺\n"))
    #expect(
      !bench.state.setup.draft.groups.unicodeScalars.contains {
        $0.value == 0x1B || $0 == "\u{202E}"
      })
  }

  @Test("What could not be written is said, and nothing is lost")
  func failure() throws {
    var bench = try DeskBench(signInAmong: [])
    bench.play("2王芳<Enter><Enter>")
    bench.press("<Enter>")
    bench.pending = []
    bench.send(
      .failed(Message.Failure(request: .changingRules, error: .diskFull(path: "/tmp/x"))))
    #expect(bench.screen.contains("磁盘已满"))
    bench.pending = []
    #expect(bench.press("<Enter>").count == 1)
  }

  @Test("Set up at another desk meanwhile, the list of people stands in its place")
  func overtaken() throws {
    var bench = try DeskBench(signInAmong: [])
    bench.play(Self.place)
    #expect(bench.send(.storeChanged) == [.lookForDesk])
    bench.pending = []
    bench.send(.deskAppeared(Invented.people))
    #expect(bench.screen.contains("请选择值班人员") && bench.screen.contains("刚刚设置好了"))
    #expect(bench.press("<Down><Enter>") == [.loadSession(.person(Invented.chen.id))])
  }
}
