import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("交接班 by keys")
struct HandoverKeyTests {
  private static let evening = Invented.shifts[0]
  private static let patrol = Invented.shifts[1]

  /// What falls due before the patrol ends: two requests and a task.
  static let items = [
    HandoverItem(
      .request(RequestID("new")), number: "20261120-001", owed: "首响",
      dueAt: Invented.now.adding(minutes: 7)),
    HandoverItem(
      .request(RequestID("given")), number: "20261120-004", owed: "到场",
      dueAt: Invented.now.adding(minutes: 60)),
    HandoverItem(
      .request(RequestID("refused")), number: "20261118-010", owed: "督办",
      dueAt: Invented.now.adding(minutes: -600)),
  ]

  private func bench(_ person: Person = Invented.wang, present: Bool = true) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: Size(rows: 24, columns: 80))
    bench.store.duty.items = Self.items
    // No desk is open tomorrow: the patrol takes over.
    bench.store.duty.shifts = [Self.evening, Self.patrol]
    if present {
      _ = try bench.store.duty.attend(
        .signIn(AttendanceEntry(Invented.wang.id)), Self.evening, by: Actor(Invented.wang),
        now: Self.evening.start)
    }
    return bench
  }

  /// A handover that 王芳 has given.
  private func given(to person: Person) throws -> DeskBench {
    var bench = try bench(person)
    let words = Dictionary(uniqueKeysWithValues: Self.items.map { ($0.id, "盯住") })
    let event = try Handover.decideGiving(
      bench.store.duty.matter(of: Self.evening), words: words, remark: "", over: nil,
      by: Actor(Invented.wang), at: Invented.now.adding(minutes: -2), in: Invented.directory)
    bench.store.duty.append(
      event, to: Self.evening.id, by: Actor(Invented.wang), now: Invented.now.adding(minutes: -2))
    return bench
  }

  @Test("`+` offers signing in to who is on the roster, and says how late it is")
  func signingIn() throws {
    var bench = try bench(present: false)
    bench.play("+")
    #expect(bench.screen.contains("签到") && bench.screen.contains("还没有签到"))
    bench.press("<Enter>")
    #expect(
      bench.pending == [
        .handover(.attend(.signIn(AttendanceEntry(Invented.wang.id)), Self.evening.id))
      ])
    bench.settle()
    #expect(bench.toast.contains("王芳 已签到 19:42") && bench.toast.contains("晚到 132 分"))
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("Who is not on the roster is told who is next, and may still stand in")
  func nobody() throws {
    var bench = try bench(Invented.chen, present: false)
    bench.play("+")
    #expect(bench.screen.contains("陈静 现在不在班上"))
    #expect(bench.screen.contains("顶班"))
    bench.store.duty.shifts = []
    bench.play("<Esc>+")
    #expect(bench.screen.contains("先排班再签到"))
  }

  @Test("Near the end `+` opens 交班, which asks for a word on each and keeps every one")
  func giving() throws {
    var bench = try bench()
    bench.play("+")
    #expect(bench.screen.contains("交班 · 错时 17:30–20:00"))
    #expect(bench.screen.contains("已写 0/2"))
    bench.play("<C-s>")
    #expect(bench.screen.contains("还有 2 件没有写交代"))
    bench.press("马上来")
    let kept = try #require(bench.pending.last)
    guard case .saveDraft(let draft, .box("handover:s1")) = kept else {
      Issue.record("not kept: \(kept)")
      return
    }
    #expect(draft.fields["request:new"] == .text("马上来"))
    bench.settle()
    bench.play("<Enter>等居民回电<Enter>钥匙在抽屉")
    #expect(bench.screen.contains("已写 2/2"))
    bench.press("<C-s>")
    let sent = bench.pending.compactMap { effect -> HandoverCommand? in
      if case .handover(.give(let command, _, leaving: true)) = effect { command } else { nil }
    }
    #expect(
      sent == [
        .give(words: ["request:new": "马上来", "request:given": "等居民回电"], remark: "钥匙在抽屉")
      ])
    bench.settle()
    #expect(bench.toast.contains("已交班，等丁建、赵师傅签字"))
    #expect(bench.screen.contains("交接单 · 错时 17:30–20:00"))
    #expect(bench.store.drafts[.box("handover:s1")]?.isEmpty != false)
    bench.play("y")
    #expect(bench.state.clipboard?.contains("新接诉求 3 件") == true)
    #expect(bench.store.duty.board.attendance[0].stints[0].departure != nil)
  }

  @Test("What was written and not given is there again")
  func draft() throws {
    var bench = try bench()
    bench.play("+写到一半<Esc>")
    #expect(bench.toast.contains("留作草稿") || bench.screen.contains("交班"))
    bench.play("<Esc>+")
    #expect(bench.screen.contains("写到一半"))
    #expect(bench.screen.contains("放回来了") && !bench.screen.contains("✕ 上次"))
    bench.play("接着写")
    let kept = bench.store.drafts[.box("handover:s1")]?.fields
    #expect(kept?["request:given"] == .text("接着写"), "the cursor stands where nothing is written")
    #expect(kept?["request:new"] == .text("写到一半"))
  }

  @Test("Enter goes round to what is not written, and only Space flips 签退")
  func enter() throws {
    var bench = try bench()
    bench.play("+<Down>乙<Enter>甲")
    guard case .giving(let page)? = bench.state.handoverBox?.page else {
      Issue.record("no page")
      return
    }
    #expect(page.words["request:new"] == "甲" && page.words["request:given"] == "乙")
    bench.play("<Enter><Enter>")
    guard case .giving(let last)? = bench.state.handoverBox?.page else { return }
    #expect(last.isOnLeaving && last.isLeaving)
    bench.play("<Enter>写")
    guard case .giving(let still)? = bench.state.handoverBox?.page else { return }
    #expect(still.isLeaving && bench.screen.contains("只按空格改"))
    bench.play(" ")
    guard case .giving(let flipped)? = bench.state.handoverBox?.page else { return }
    #expect(!flipped.isLeaving)
  }

  @Test("What comes in while 交班 is written gets its word, and the text that is typed stays")
  func comesIn() throws {
    var bench = try bench()
    bench.play("+写到一")
    bench.store.duty.items.append(
      HandoverItem(
        .request(RequestID("later")), number: "20261120-012", owed: "首响",
        dueAt: Invented.now.adding(minutes: 20)))
    bench.send(.tick(Invented.now.adding(minutes: 1)))
    bench.settle()
    bench.play("半")
    guard case .giving(let page)? = bench.state.handoverBox?.page else { return }
    #expect(page.items.contains { $0.number == "20261120-012" })
    #expect(page.words["request:new"] == "写到一半")
  }

  @Test("Whoever is overtaken while writing is told at once, and a draft left behind can be added")
  func overtakenAtOnce() throws {
    var bench = try bench()
    bench.play("+甲")
    let event = try Handover.decideGiving(
      bench.store.duty.matter(of: Self.evening),
      words: Dictionary(uniqueKeysWithValues: Self.items.map { ($0.id, "丙") }), remark: "",
      over: nil, by: Actor(Invented.chen), at: Invented.now, in: Invented.directory)
    bench.store.duty.append(
      event, to: Self.evening.id, by: Actor(Invented.chen), now: Invented.now)
    bench.send(.tick(Invented.now.adding(minutes: 1)))
    bench.settle()
    #expect(bench.screen.contains("已在 19:42 交班") && bench.screen.contains("Ctrl-S 记作补充"))
    bench.play("<Esc><Esc>")
    let effects = bench.state.reopenHandover("handover:s1") ?? []
    #expect(effects.contains(.loadDraft(.box("handover:s1"))))
    bench.pending += effects
    bench.settle()
    #expect(bench.screen.contains("甲"))
    bench.play("<C-s>")
    let handover = try #require(bench.store.duty.handover(of: Self.evening.id))
    #expect(handover.additions.map(\.text) == ["20261120-001：甲"])
  }

  @Test("A desk whose clock is behind what is recorded is told once")
  func clockBehind() throws {
    var bench = try bench()
    bench.store.duty.latest = Invented.now.adding(minutes: 1440)
    bench.send(.tick(Invented.now.adding(minutes: 1)))
    bench.settle()
    #expect(bench.toast.hasPrefix("请先校准这台电脑的时间"))
    bench.play("+<Esc>")
    bench.send(.tick(Invented.now.adding(minutes: 2)))
    bench.settle()
    #expect(!bench.toast.contains("校准"))
  }

  @Test("Of two desks that end one shift, the second is told, and adds what was written")
  func overtaken() throws {
    var bench = try bench()
    bench.play("+甲<Enter>乙")
    let event = try Handover.decideGiving(
      bench.store.duty.matter(of: Self.evening),
      words: Dictionary(uniqueKeysWithValues: Self.items.map { ($0.id, "丙") }), remark: "",
      over: nil, by: Actor(Invented.chen), at: Invented.now, in: Invented.directory)
    bench.store.duty.append(
      event, to: Self.evening.id, by: Actor(Invented.chen), now: Invented.now)
    bench.play("<C-s>")
    #expect(bench.screen.contains("先行「交班」") && bench.screen.contains("Ctrl-S 记作补充"))
    #expect(bench.screen.contains("甲"))
    bench.play("<C-s>")
    let handover = try #require(bench.store.duty.handover(of: Self.evening.id))
    #expect(handover.additions.map(\.text) == ["20261120-001：甲；20261120-004：乙"])
    #expect(bench.toast.contains("补充已加"))
  }

  @Test("Whoever takes over finds what waits, signs it and is signed in")
  func signing() throws {
    var bench = try given(to: Invented.ding)
    bench.play("+")
    #expect(bench.screen.contains("交接单") && bench.screen.contains("未签字，等丁建、赵师傅签"))
    bench.play("s")
    #expect(bench.screen.contains("接班签字") && bench.screen.contains("同时签到"))
    bench.play("知道了<C-s>")
    let handover = try #require(bench.store.duty.handover(of: Self.evening.id))
    #expect(handover.signature?.by == Invented.ding.id && handover.signature?.text == "知道了")
    #expect(bench.store.duty.log(of: Self.patrol).isPresent(Invented.ding.id))
    #expect(bench.screen.contains("丁建 19:42 签字"))
  }

  @Test("Nobody signs what they handed over, and the second signature is refused in words")
  func refusals() throws {
    var own = try given(to: Invented.wang)
    own.play("+")
    #expect(!own.screen.contains("接班签字"))
    let paper = try #require(own.screen.firstRange(of: "看交接单")).lowerBound
    #expect(try #require(own.screen.firstRange(of: "签退")).lowerBound < paper)
    own.play("<Down><Enter>s")
    #expect(own.toast.contains("自己交的"))
    var other = try given(to: Invented.zhao)
    other.play("+")
    let handover = try #require(other.store.duty.handover(of: Self.evening.id))
    other.store.duty.append(
      try handover.decideSigning(
        "", by: Actor(Invented.ding), next: other.store.duty.log(of: Self.patrol),
        at: Invented.now, in: Invented.directory), to: Self.evening.id, by: Actor(Invented.ding),
      now: Invented.now)
    other.play("s<C-s>")
    #expect(other.screen.contains("不用再签"))
  }

  @Test("What is unsigned stands in the header and in the duty pane until it is signed")
  func visible() throws {
    var bench = try given(to: Invented.chen)
    bench.resize(rows: 40, columns: 120)
    bench.send(.tick(Invented.now.adding(minutes: 1)))
    bench.settle()
    #expect(bench.screen.contains("交接未签 1"))
    #expect(bench.screen.contains("交接未签：错时"))
    // Whatever presses, who is on duty until when is not what gives way.
    bench.state.counts.unanswered = 10
    bench.state.counts.dueSoon = 11
    bench.state.counts.overdue = 16
    #expect(bench.screen.contains("交接未签 1") && bench.screen.contains("错时值班 王芳 至20:00"))
    bench.state.counts.unanswered = 1010
    bench.state.counts.dueSoon = 1011
    bench.state.counts.overdue = 1016
    #expect(bench.screen.contains("未签 1") && bench.screen.contains("错时值班 王芳 至20:00"))
  }

  @Test("Screens as they are", arguments: [80, 120])
  func screens(columns: Int) throws {
    let rows = columns == 80 ? 24 : 40
    var menu = try bench(present: false)
    menu.resize(rows: rows, columns: columns)
    menu.play("+")
    try Snapshot.check(menu, "handover-menu-\(columns)x\(rows)")
    var giving = try bench()
    giving.resize(rows: rows, columns: columns)
    giving.play("+师傅马上到<Enter>")
    try Snapshot.check(giving, "handover-giving-\(columns)x\(rows)")
    giving.play("<Tab>")
    try Snapshot.check(giving, "handover-course-\(columns)x\(rows)")
    var paper = try given(to: Invented.ding)
    paper.resize(rows: rows, columns: columns)
    paper.play("+")
    try Snapshot.check(paper, "handover-paper-\(columns)x\(rows)")
    paper.play("s")
    try Snapshot.check(paper, "handover-signing-\(columns)x\(rows)")
    paper.play("<Esc><Esc><Esc>")
    try Snapshot.check(paper, "handover-unsigned-\(columns)x\(rows)")
  }

  @Test("Any keys in any order end in no trap, and Esc always leads out")
  func random() throws {
    var random = SystemRandomNumberGenerator()
    let keys = ["<Up>", "<Down>", "<Enter>", "<Tab>", "<Esc>", "+", "s", "a", "y", "<C-s>", "写"]
    for _ in 0..<40 {
      var bench = try bench(
        [Invented.wang, Invented.ding, Invented.chen].randomElement() ?? Invented.wang)
      for _ in 0..<25 { bench.play(keys.randomElement(using: &random) ?? "") }
      for _ in 0..<6 { bench.play("<Esc>") }
      #expect(bench.state.overlays.isEmpty)
    }
  }
}
