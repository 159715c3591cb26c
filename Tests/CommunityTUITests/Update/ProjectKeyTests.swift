import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("微实事 by key") struct ProjectKeyTests {
  private func desk(
    _ person: Person = Invented.chen, rows: Int = 40, columns: Int = 120, isEmpty: Bool = false
  ) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: Size(rows: rows, columns: columns))
    let lines = isEmpty ? [] : try Invented.projects(bench.store)
    let pool = Array(bench.store.openRows.prefix(3))
    bench.store.answer = { effect in
      switch effect {
      case .project(.load): [.projectNews(.board(lines))]
      case .project(.loadCandidates(_, let id)): [.projectNews(.candidates(pool, to: id))]
      case .project(.perform(_, let id, _, _)): [.projectNews(.done("已记下", id))]
      case .project(.start): [.projectNews(.done("已立项", ProjectID("01")))]
      default: []
      }
    }
    bench.play("5<Tab>")
    return bench
  }

  /// What was sent to be recorded.
  private func commands(_ bench: inout DeskBench, _ keys: String) -> [ProjectEffect] {
    let effects = bench.press(keys)
    let found = effects.compactMap { effect -> ProjectEffect? in
      guard case .project(let own) = effect, own.readingTopic == nil else { return nil }
      return own
    }
    bench.settle()
    return found
  }

  @Test("The screen is as it was recorded", arguments: [(24, 80), (40, 120)])
  func screens(_ rows: Int, _ columns: Int) throws {
    var bench = try desk(rows: rows, columns: columns)
    try Snapshot.check(bench, "projects-\(columns)x\(rows)")
    bench.play("v")
    try Snapshot.check(bench, "projects-timeline-\(columns)x\(rows)")
    bench.play("v<Down>")
    bench.play("<Enter>")
    try Snapshot.check(bench, "projects-menu-\(columns)x\(rows)")
    bench.play("<Esc>V")
    try Snapshot.check(bench, "projects-whole-\(columns)x\(rows)")
    bench.play("<Esc>r")
    try Snapshot.check(bench, "projects-review-\(columns)x\(rows)")
  }

  @Test("At every size it keeps to the window, and without colour and with plain glyphs too")
  func everySize() throws {
    var bench = try desk()
    for (rows, columns) in [(20, 80), (24, 80), (24, 100), (30, 140), (50, 200)] {
      bench.resize(rows: rows, columns: columns)
      for keys in ["<Home>", "<Down>", "<End>", "v", "v"] {
        bench.play(keys)
        Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
        #expect(bench.screen.contains("2026-0"))
      }
    }
    bench.state.look.glyphs = .ascii
    Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
  }

  @Test("An empty board says how to begin")
  func empty() throws {
    var bench = try desk(isEmpty: true)
    #expect(bench.screen.contains("还没有微实事项目"))
    bench.play("c")
    #expect(bench.toast.contains("按 N"))
    bench.play("<Enter>")
    #expect(bench.toast.contains("按 N"))
  }

  @Test("A milestone is finished for the version that was seen, with files named in the form")
  func finishing() throws {
    var bench = try desk()
    bench.state.project.selected = ProjectID("01")
    bench.play("c2")
    bench.play("公示结束<Tab><Tab>/tmp/a.jpg '/tmp/b c.jpg'")
    let sent = commands(&bench, "<C-s>")
    #expect(
      sent == [
        .perform(
          .finishMilestone(
            MilestoneReport(3, on: Invented.now.day, words: "公示结束")), ProjectID("01"),
          version: 2, paths: ["/tmp/a.jpg", "/tmp/b c.jpg"])
      ] || bench.screen.contains("还没有登记公示"))
    #expect(bench.screen.contains("还没有登记公示"))
    bench.play("<Esc><Esc>c1")
    bench.play("方案定了")
    #expect(
      commands(&bench, "<C-s>") == [
        .perform(
          .finishMilestone(MilestoneReport(2, on: Invented.now.day, words: "方案定了")),
          ProjectID("01"), version: 2, paths: [])
      ])
    #expect(bench.toast == "已记下")
  }

  @Test("Another date needs a reason; what was typed stays in the form")
  func moving() throws {
    var bench = try desk()
    bench.state.project.selected = ProjectID("01")
    bench.play("d1")
    bench.play("11-28<C-s>")
    #expect(bench.screen.contains("改日期要写原因"))
    bench.play("<Tab><Tab>人没到齐")
    let sent = commands(&bench, "<C-s>")
    guard case .perform(.changeMilestone(let shift), _, _, _) = sent.first else {
      Issue.record("\(sent)")
      return
    }
    #expect(shift.milestone == 2 && shift.reason == "人没到齐")
    #expect(shift.due.iso8601 == "2026-11-28" && shift.person == Invented.chen.id)
  }

  @Test("销项 that cannot be is refused with what is missing; that of which only it is missing goes")
  func closing() throws {
    var bench = try desk()
    bench.state.project.selected = ProjectID("01")
    bench.play("x")
    #expect(bench.toast.contains("节点没有完成"))
    bench.state.project.selected = ProjectID("02")
    bench.play("x")
    #expect(bench.toast.contains("没有居民评议"))
    bench.play("r")
    bench.play("居民代表<Tab>9")
    let sent = commands(&bench, "<C-s>")
    guard case .perform(.review(let review), ProjectID("02"), 3, _) = sent.first else {
      Issue.record("\(sent)")
      return
    }
    #expect(review.satisfied == 9 && review.people == "居民代表")
  }

  @Test("Who may not is told who may")
  func permission() throws {
    var bench = try desk(Invented.zhao)
    bench.state.project.selected = ProjectID("01")
    bench.play("d")
    #expect(bench.toast.contains("须由"))
  }

  @Test("立项 asks for a request and a kind, and comes with the kind's milestones")
  func starting() throws {
    var bench = try desk()
    bench.play("N")
    #expect(bench.screen.contains("从哪一件诉求立项"))
    bench.play("<Enter>")
    #expect(bench.screen.contains("立项 · 哪一类"))
    bench.play("<Enter>")
    bench.play("加装扶手")
    let sent = commands(&bench, "<C-s>")
    guard case .start(let plan, _) = sent.first else {
      Issue.record("\(sent) \(bench.screen)")
      return
    }
    #expect(plan.name == "加装扶手" && plan.kind == "设施维修改造")
    #expect(plan.milestones.count == 6 && plan.owner == Invented.chen.id)
    #expect(bench.state.project.selected == ProjectID("01"))
  }

  @Test("What another desk did meanwhile is said once, and what was written stays")
  func overtaken() throws {
    var bench = try desk()
    bench.state.project.selected = ProjectID("01")
    bench.play("c1")
    bench.play("方案定了")
    let newer = try Invented.project(
      "01", "12号楼加装扶手", from: [],
      [
        .finishMilestone(
          MilestoneReport(1, on: Invented.now.day.adding(days: -10), words: "做好了")),
        .note(words: "量过尺寸"),
      ])
    bench.send(.projectNews(.board([newer])))
    #expect(commands(&bench, "<C-s>").isEmpty)
    #expect(bench.screen.contains("备注") && bench.screen.contains("方案定了"))
    #expect(commands(&bench, "<C-s>").count == 1)
  }

  @Test("Sources are shown on the workbench, and 全程 leads into each station")
  func sources() throws {
    var bench = try desk()
    bench.state.project.selected = ProjectID("03")
    bench.play("<Enter>")
    #expect(bench.screen.contains("来源诉求"))
    let line = try #require(bench.state.project.line(ProjectID("03")))
    bench.play("t")
    #expect(bench.screen.contains("看哪一件的全程"))
    let asked = bench.press("<Enter>")
    #expect(asked.contains(.project(.loadThread(line.sources[0].id))))
    let thread = RequestThread(
      try #require(bench.store.detail(line.sources[0].id.text)).history, obligation: nil,
      projects: [line.project], in: Invented.directory, now: Invented.now)
    bench.send(.projectNews(.thread(thread, line.sources[0].id)))
    bench.settle()
    #expect(bench.screen.contains("登记"))
    bench.play("<Esc>")
    bench.state.project.selected = ProjectID("03")
    _ = bench.state.choose("sources", in: .project(ProjectID("03")))
    bench.play("<Enter>")
    #expect(bench.state.screen == .workbench)
    #expect(bench.toast.contains("按 5 回到微实事"))
  }

  @Test("From a request: 全程 and 立项, or why not")
  func fromRequest() throws {
    var bench = try desk()
    bench.play("1")
    bench.play(">")
    #expect(bench.screen.contains("全程") && bench.screen.contains("立微实事项目"))
    let asked = bench.press("t")
    #expect(asked.contains { if case .project(.loadThread) = $0 { true } else { false } })
  }

  @Test("Whatever is typed, it neither traps nor leaves the window")
  func randomKeys() throws {
    var state: UInt64 = 11
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let keys = [
      "c", "d", "a", "f", "r", "x", "v", "t", "I", "V", "N", "<Enter>", "<Esc>", "<Down>", "<Up>",
      "<Tab>", "1", "2", "9", "三", "<C-s>", "<PageDown>", "<Home>", "5",
    ]
    for (rows, columns) in [(24, 80), (40, 120)] {
      var bench = try desk(rows: rows, columns: columns)
      for _ in 0..<400 {
        bench.play(keys[next(keys.count)])
        Snapshot.checkRules(bench.state.view(), showsPhone: true, sourceLocation: #_sourceLocation)
      }
    }
  }
}
