import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("议事会 by key") struct CouncilKeyTests {
  static let now = Invented.now

  static func item(_ number: Int, _ title: String, _ events: [AgendaEvent] = []) throws
    -> AgendaItem
  {
    let order = AgendaOrder(number: number, title: title, matter: "怎么办，谁出钱")
    let records = ([AgendaEvent.proposed(order)] + events).enumerated().map {
      DutyRecord(
        version: $0.offset + 1, at: now.adding(minutes: -600), actor: Invented.wang.id,
        event: $0.element)
    }
    return try AgendaItem(id: AgendaID("a\(number)"), records).orThrow()
  }

  static let seats = [
    CouncilSeat(.secretary, "陈静"), CouncilSeat(.committee, "王芳"),
    CouncilSeat(.property, "钱经理"), CouncilSeat(.resident, "李叔叔"),
  ]

  /// A board: the escalated request of the invented desk, two items, a meeting that goes on and one that is over.
  static func board(_ store: InventedStore) throws -> CouncilBoard {
    let pool = store.openRows.filter { $0.status == .escalated }
    let id = CouncilID("c5")
    let start = now.adding(minutes: -30)
    let date = AgendaDate(meeting: id, number: 5, kind: .coordination, start: start)
    let open = try item(7, "12号楼加装电梯的管线", [.scheduled(date)])
    let task = DeskTask(
      TaskOrder(
        id: TaskID("t1"), title: "划线并装充电桩", person: Invented.zhao.id,
        dueAt: now.adding(minutes: 2880)), by: Invented.chen.id, at: now.adding(minutes: -300))
    let carrying = try item(
      6, "电瓶车停放",
      [
        .decided(
          AgendaDecision(
            meeting: CouncilID("c4"), number: 4, kind: .special, verdict: .adopt,
            words: "西门划线集中停"))
      ])
    func meeting(_ id: CouncilID, _ order: CouncilOrder, _ events: [CouncilEvent]) throws
      -> CouncilMeeting
    {
      let records = ([CouncilEvent.called(order)] + events).enumerated().map {
        DutyRecord(
          version: $0.offset + 1, at: now.adding(minutes: -20), actor: Invented.wang.id,
          event: $0.element)
      }
      return try CouncilMeeting(id: id, records).orThrow()
    }
    return CouncilBoard(
      pool: pool.map { PoolLine(row: $0, dueAt: now.adding(minutes: 3 * 1440)) },
      items: [
        AgendaLine(item: open, sources: [], limit: nil),
        AgendaLine(item: carrying, tasks: [task]),
      ],
      meetings: [
        try meeting(
          id,
          CouncilOrder(
            number: 5, kind: .coordination, items: [open.reference], start: start,
            place: "居委会议室", people: seats), [.attended(seats)])
      ],
      past: [
        try meeting(
          CouncilID("c4"),
          CouncilOrder(
            number: 4, kind: .special, items: [carrying.reference], start: start, place: "花园"),
          [.attended(seats), .closed(CouncilClosing(host: "陈静", recorder: "王芳"))])
      ])
  }

  private func desk(
    _ person: Person = Invented.wang, rows: Int = 40, columns: Int = 120
  ) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: Size(rows: rows, columns: columns))
    let board = try Self.board(bench.store)
    bench.store.answer = { effect in
      switch effect {
      case .council(.load): [.councilNews(.board(board))]
      case .council(.clusters): [.councilNews(.clusters([]))]
      case .council(.choices(let requests)): [.councilNews(.choices(requests, board.items))]
      case .council: [.councilNews(.done("已记下", nil))]
      default: []
      }
    }
    bench.play("5")
    return bench
  }

  /// The menu on top, if one is.
  private static func menu(_ bench: DeskBench) -> Menu? {
    if case .menu(let box) = bench.state.overlays.last { box.menu } else { nil }
  }

  /// Keys whose effects are looked at before they are answered.
  private func effects(_ bench: inout DeskBench, _ script: String) -> [CouncilEffect] {
    bench.press(script).compactMap { if case .council(let effect) = $0 { effect } else { nil } }
      .filter { $0.readingTopic == nil }
  }

  @Test("The screen is as it was recorded", arguments: [(24, 80), (40, 120)])
  func screens(_ rows: Int, _ columns: Int) throws {
    var bench = try desk(Invented.chen, rows: rows, columns: columns)
    try Snapshot.check(bench, "council-\(columns)x\(rows)")
    bench.play("<Down>")
    try Snapshot.check(bench, "council-item-\(columns)x\(rows)")
    bench.play("<Enter>")
    try Snapshot.check(bench, "council-item-menu-\(columns)x\(rows)")
    bench.play("<Esc>]")
    try Snapshot.check(bench, "council-meeting-\(columns)x\(rows)")
    bench.play("L")
    try Snapshot.check(bench, "council-resolution-\(columns)x\(rows)")
  }

  @Test("At every size it keeps to the window")
  func everySize() throws {
    var bench = try desk()
    for (rows, columns) in [(16, 60), (17, 61), (24, 80), (30, 109), (30, 110), (60, 240)] {
      bench.resize(rows: rows, columns: columns)
      for key in ["<End>", "<Up>", "<Up>", "<Up>", "<Home>"] {
        bench.play(key)
        Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
      }
    }
  }

  @Test("↓ comes to everything in order, ] to every section; on a request its own menu opens")
  func walking() throws {
    var bench = try desk()
    let entries = try bench.state.councilList.orThrow().entries
    #expect(entries.count == 5)
    var seen = [bench.state.council.selected]
    for _ in 1..<entries.count {
      bench.play("<Down>")
      seen.append(bench.state.council.selected)
    }
    #expect(seen == entries.map(Optional.some))
    bench.play("]")
    #expect(bench.state.council.selected == entries.first)
    #expect(bench.selection == bench.state.council.row?.id.text)
    bench.play("]")
    #expect(bench.state.council.selected == .item(AgendaID("a7")))
    #expect(bench.state.council.row == nil)
    bench.play("[<Enter>")
    guard case .actions = bench.state.overlays.last else {
      Issue.record("no 可做的事")
      return
    }
  }

  @Test("N proposes an item about what is marked, and what is typed is kept until it is stored")
  func proposing() throws {
    var bench = try desk()
    let id = try bench.state.council.row.orThrow().id
    bench.play(" ")
    #expect(bench.state.council.marked == [id])
    bench.play("N")
    #expect(effects(&bench, "<C-s>").isEmpty)
    for character in "楼道灯" { bench.play(String(character)) }
    let sent = effects(&bench, "<C-s>")
    #expect(sent == [.propose(AgendaOrder(title: "楼道灯"), about: [id])])
    bench.settle()
    #expect(bench.state.overlays.isEmpty && bench.toast == "已记下")
    #expect(bench.state.council.marked.isEmpty)
  }

  @Test("J offers the items that may take a request; what is chosen is joined")
  func joining() throws {
    var bench = try desk()
    let id = try bench.state.council.row.orThrow().id
    bench.play("J")
    let menu = try Self.menu(bench).orThrow()
    #expect(menu.items.last?.id == "new")
    let sent = effects(&bench, "<Enter>")
    #expect(sent == [.agenda(.join([id]), AgendaID("a7"), version: nil)])
  }

  @Test("A resolution is read from the form; what does not belong to its verdict is not dropped")
  func resolving() throws {
    var bench = try desk(Invented.chen)
    bench.play("]]L")
    func fill(_ words: String, _ tasks: String) {
      bench.state.overlays.removeAll()
      bench.play("L")
      guard case .sheet(var sheet) = bench.state.overlays.last else { return }
      sheet.form.setValue(.choice(CouncilVerdict.decline.rawValue), for: CouncilField.verdict)
      sheet.form.setValue(.text(words), for: CouncilField.words)
      sheet.form.setValue(.text(tasks), for: CouncilField.tasks)
      bench.state.overlays[bench.state.overlays.count - 1] = .sheet(sheet)
    }
    fill("没有地方", "看看 @赵师傅 11-30")
    #expect(effects(&bench, "<C-s>").isEmpty)
    guard case .sheet(let sheet) = bench.state.overlays.last else {
      Issue.record("the form is gone")
      return
    }
    #expect(sheet.error?.contains("请清空交办") == true)
    fill("没有地方", "")
    let sent = effects(&bench, "<C-s>")
    #expect(
      sent == [
        .council(
          .resolve(
            CouncilResolution(item: AgendaID("a7"), verdict: .decline, words: "没有地方")),
          CouncilID("c5"), version: nil)
      ])
  }

  @Test("With one item on the meeting what is typed goes into the first field that is seen")
  func position() throws {
    var bench = try desk(Invented.chen)
    bench.play("]]<Enter>P业委会<Tab>同意先装一半")
    let sent = effects(&bench, "<C-s>")
    let position = CouncilPosition(item: AgendaID("a7"), who: "业委会", words: "同意先装一半")
    #expect(sent == [.council(.position(position), CouncilID("c5"), version: nil)])
  }

  @Test("A draft of a form is gone on with from another screen: its board is read first")
  func draft() throws {
    var bench = try desk(Invented.chen)
    bench.play("1")
    bench.state.council = CouncilState()
    bench.store.drafts = [
      .box("sheet:council:resolve/c5"): Draft(
        title: "作决议 · 会5", fields: ["words": .text("先装一半")])
    ]
    bench.send(.storeChanged)
    bench.settle()
    bench.play("D<Enter>")
    #expect(bench.state.screen == .council)
    guard case .sheet(let sheet) = bench.state.overlays.last else {
      Issue.record("no form: \(bench.screen)")
      return
    }
    #expect(sheet.form.values.text(CouncilField.words) == "先装一半")
    // What it was about is gone: it is read, without names of fields and the like.
    bench.state.overlays.removeAll()
    bench.store.drafts = [
      .box("sheet:council:resolve/c99"): Draft(
        title: "作决议 · 会99", fields: ["again": .text("12-5"), "verdict": .choice("project")])
    ]
    bench.send(.storeChanged)
    bench.settle()
    bench.play("D<Enter>")
    #expect(bench.screen.contains("12-5") && bench.screen.contains("不在屏上"))
    #expect(!bench.screen.contains("again") && !bench.screen.contains("选择 project"))
  }

  @Test("A meeting is called for what waits: what is being carried out is not listed")
  func waiting() throws {
    var bench = try desk(Invented.chen)
    bench.play("O")
    guard case .sheet(let sheet) = bench.state.overlays.last else {
      Issue.record("no form")
      return
    }
    #expect(!sheet.about.joined().contains("电瓶车停放"))
  }

  @Test("z says which items have no resolution, and what a role may not is grey with the reason")
  func closing() throws {
    var bench = try desk(Invented.chen)
    bench.play("]]z")
    #expect(bench.toast.contains("还没有决议：议7「12号楼加装电梯的管线」"))
    #expect(bench.state.overlays.isEmpty)
    var officer = try desk()
    officer.play("]]<Enter>")
    let menu = try Self.menu(officer).orThrow()
    let close = menu.items.first { $0.id == "close" }
    #expect(close?.disabledReason?.contains("主任、书记") == true)
    // What is over stays over.
    officer.play("<Esc>]<Enter>")
    let past = try Self.menu(officer).orThrow()
    #expect(past.items.map(\.id) == ["read", "page", "item:a6"])
    officer.play("<Esc>A")
    #expect(officer.toast.contains("已散会"))
  }

  @Test("A notice is copied without a name, and only saving says that people were told")
  func notice() throws {
    var bench = try desk()
    bench.play("]]")
    let sent = effects(&bench, "C")
    #expect(sent.isEmpty)
    let copied = try bench.state.clipboard.orThrow()
    #expect(copied.contains("【协调会通知】") && !copied.contains("陈静"))
    let saved = effects(&bench, "<C-s>")
    #expect(
      saved == [.council(.announce(how: "楼组微信群"), CouncilID("c5"), version: nil)])
  }

  @Test("A task of a resolution is settled where it was decided")
  func settling() throws {
    var bench = try desk()
    bench.play("]<Down><Enter>")
    #expect(bench.state.council.selected == .item(AgendaID("a6")))
    let menu = try Self.menu(bench).orThrow()
    #expect(menu.items.contains { $0.id == "task:t1" })
    bench.play("<Down><Enter><Enter>")
    let sent = effects(&bench, "<C-s>")
    guard case .task(.settle(let settlement), let seen)? = sent.first else {
      Issue.record("\(sent)")
      return
    }
    #expect(settlement.task == TaskID("t1") && seen.id == TaskID("t1"))
  }

  @Test("From a request > leads to the item that it is on, and 5 stays there")
  func fromRequest() throws {
    var bench = try desk()
    bench.play("1")
    let effects = bench.state.openThing(OnwardLink(.agenda, id: "a6", title: "电瓶车停放"))
    #expect(!effects.isEmpty && bench.state.screen == .council)
    #expect(bench.state.council.selected == .item(AgendaID("a6")))
    bench.play("1>")
    let menu = try Self.menu(bench).orThrow()
    #expect(menu.items.contains { $0.id == "agenda:new" })
  }
}
