import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

/// A screen to be kept as text: what was pressed to get there.
struct ScreenCase: Sendable, CustomTestStringConvertible {
  var name: String
  var keys = ""
  /// What is pasted then.
  var pasted: String?
  /// What is pressed after the paste.
  var then = ""
  var select: String?
  var rows = 24
  var columns = 80
  var person = Invented.wang
  var showsPhone = false
  var isEmpty = false
  var isASCII = false
  /// The neighbours' requests instead, these of them linked to the first.
  var leaks: ClosedRange<Int>?
  var hasClusters = false
  /// Tickets at every point of their life instead.
  var hasTicketLives = false
  var hasTickets = false
  var testDescription: String { name }

  static let all: [ScreenCase] = [
    ScreenCase(name: "workbench-80x24"),
    ScreenCase(name: "workbench-120x40", rows: 40, columns: 120),
    ScreenCase(name: "workbench-200x50", rows: 50, columns: 200),
    ScreenCase(name: "workbench-60x16", rows: 16, columns: 60),
    ScreenCase(name: "workbench-ascii-120x40", rows: 40, columns: 120, isASCII: true),
    ScreenCase(name: "workbench-empty-120x40", rows: 40, columns: 120, isEmpty: true),
    ScreenCase(name: "workbench-hotline-selected", select: "ticket"),
    ScreenCase(name: "workbench-groups-pane", keys: "<Tab><Down>"),
    ScreenCase(name: "workbench-duty-pane", keys: "<Tab><Tab>"),
    ScreenCase(name: "workbench-hotline-pane", keys: "<BackTab>"),
    ScreenCase(name: "workbench-zoomed-120x40", keys: "<Tab>z", rows: 40, columns: 120),
    ScreenCase(name: "view-closed", keys: "vvv"),
    ScreenCase(name: "search", keys: "/楼道"),
    ScreenCase(name: "search-kept", keys: "/楼道<Enter>"),
    ScreenCase(name: "search-nothing", keys: "/没有这样的事"),
    ScreenCase(name: "facets-80x24", keys: "F<Space><Right>"),
    ScreenCase(name: "facets-120x40", keys: "F<Right><Right><Right>", rows: 40, columns: 120),
    ScreenCase(name: "facets-kept", keys: "F<Space><Esc>"),
    ScreenCase(name: "views-80x24", keys: "F<Space><Esc>V"),
    ScreenCase(name: "views-120x40", keys: "V<Down><Down>", rows: 40, columns: 120),
    ScreenCase(name: "views-naming", keys: "Vs我的"),
    ScreenCase(name: "groups-searched", keys: "3/mhy"),
    ScreenCase(name: "refused-step", keys: "d"),
    ScreenCase(name: "hotline-80x24", keys: "2"),
    ScreenCase(name: "hotline-120x40", keys: "2", rows: 40, columns: 120),
    ScreenCase(name: "inbox-80x24", keys: "2", hasTickets: true),
    ScreenCase(name: "inbox-120x40", keys: "2", rows: 40, columns: 120, hasTickets: true),
    ScreenCase(name: "inbox-200x50", keys: "2", rows: 50, columns: 200, hasTickets: true),
    ScreenCase(
      name: "inbox-ascii-120x40", keys: "2<Down>", rows: 40, columns: 120, isASCII: true,
      hasTickets: true),
    ScreenCase(
      name: "inbox-extended-120x40", keys: "2", select: "extended", rows: 40, columns: 120,
      hasTickets: true),
    ScreenCase(
      name: "inbox-underway-120x40", keys: "2", select: "underway", rows: 40, columns: 120,
      hasTickets: true),
    ScreenCase(name: "inbox-state-80x24", keys: "2<Tab><Tab><Tab>", hasTickets: true),
    ScreenCase(name: "inbox-no-such-state", keys: "2<Tab><Tab><Tab>", rows: 40, columns: 120),
    ScreenCase(name: "inbox-closed-80x24", keys: "2vvv", hasTickets: true),
    ScreenCase(name: "inbox-pane-80x24", keys: "<BackTab>", hasTickets: true),
    ScreenCase(name: "inbox-workbench-120x40", rows: 40, columns: 120, hasTickets: true),
    ScreenCase(
      name: "ticket-review-120x40", keys: "2", then: "<Right>", select: "review", rows: 40,
      columns: 120,
      hasTickets: true),
    ScreenCase(
      name: "ticket-called-80x24", keys: "2", then: "<Right>", select: "called", hasTickets: true),
    ScreenCase(name: "groups-80x24", keys: "3<Down>"),
    ScreenCase(name: "groups-120x40", keys: "3<Down>", rows: 40, columns: 120),
    ScreenCase(name: "groups-200x50", keys: "3", rows: 50, columns: 200),
    ScreenCase(name: "actions-80x24", keys: "<Enter>", select: "new"),
    ScreenCase(name: "actions-120x40", keys: "<Enter>", select: "there", rows: 40, columns: 120),
    ScreenCase(
      name: "actions-read-only", keys: "<Enter>", select: "new", person: Invented.zhou),
    // The example under the empty line shows an invented number.
    ScreenCase(name: "quick-add-empty", keys: "n", showsPhone: true),
    ScreenCase(
      name: "quick-add-typed", keys: "n12号502 楼道灯不亮 李阿姨 13800002046 @赵师傅 !急 #微信",
      showsPhone: true),
    ScreenCase(
      name: "quick-add-taken-120x40", keys: "n8号楼101 水管漏水<Tab>", rows: 40, columns: 120),
    ScreenCase(
      name: "quick-add-repeat", keys: "n12号301 楼梯口照明坏了 13700004268<Down>", showsPhone: true),
    ScreenCase(
      name: "quick-add-repeat-120x40", keys: "n3号 厨房水管又漏水了", rows: 40, columns: 120),
    ScreenCase(name: "quick-add-repeat-menu", keys: "n12号301 楼梯口照明坏了<Down><Enter>"),
    ScreenCase(name: "clusters-none", keys: "C"),
    ScreenCase(name: "clusters", keys: "C", hasClusters: true),
    ScreenCase(name: "clusters-opened", keys: "C<Enter>", hasClusters: true),
    ScreenCase(name: "clusters-question", keys: "C<Enter>e", hasClusters: true),
    ScreenCase(
      name: "clusters-120x40", keys: "C", rows: 40, columns: 120, hasClusters: true),
    ScreenCase(name: "triage", keys: "t", select: "answered"),
    ScreenCase(name: "form-respond", keys: "r", select: "new"),
    ScreenCase(name: "form-triage", keys: "t0", select: "answered"),
    ScreenCase(name: "form-dispatch", keys: "d", select: "graded"),
    ScreenCase(name: "form-dispatch-filtered", keys: "dz", select: "graded"),
    ScreenCase(name: "form-resolve", keys: "c换了皮碗", select: "there"),
    ScreenCase(name: "form-feedback", keys: "f", select: "done"),
    ScreenCase(name: "form-hold", keys: "p等配件<Enter>", select: "taken"),
    ScreenCase(name: "form-amend", keys: "i", select: "new"),
    ScreenCase(name: "form-missing", keys: "x<Enter>", select: "told"),
    ScreenCase(name: "form-discard", keys: "m写了一半<Esc>", select: "taken"),
    ScreenCase(name: "undo-question", keys: "u", select: "taken"),
    ScreenCase(name: "quit-question", keys: "q"),
    ScreenCase(name: "palette", keys: ":"),
    ScreenCase(name: "palette-searched", keys: ":pd"),
    ScreenCase(name: "help-80x24", keys: "?"),
    ScreenCase(name: "help-200x50", keys: "?", rows: 50, columns: 200),
    ScreenCase(name: "details-80x24", keys: "<Right>", select: "there"),
    ScreenCase(name: "details-120x40", keys: "<Right>", select: "refused", rows: 40, columns: 120),
    ScreenCase(name: "details-ticket", keys: "<Right>", select: "ticket"),
    ScreenCase(name: "details-revealed", keys: "T<Right>", select: "new", showsPhone: true),
    ScreenCase(name: "inform", keys: "y", select: "new"),
    ScreenCase(name: "inform-120x40", keys: "y<Right>", select: "there", rows: 40, columns: 120),
    ScreenCase(name: "inform-copied", keys: "y<C-s>", select: "new"),
    ScreenCase(name: "templates", keys: "Y"),
    ScreenCase(name: "templates-120x40", keys: "Y<Down>", rows: 40, columns: 120),
    ScreenCase(name: "reminders", keys: "B"),
    ScreenCase(name: "reminders-120x40", keys: "B<Down>", rows: 40, columns: 120),
    ScreenCase(name: "template-form", keys: "Y<Enter>"),
    ScreenCase(name: "import-path", keys: "I"),
    ScreenCase(name: "import-preview", keys: "I/tmp/gongdan.csv<Enter>"),
    ScreenCase(name: "settings", keys: "S", person: Invented.chen),
    ScreenCase(name: "settings-120x40", keys: "S", rows: 40, columns: 120, person: Invented.chen),
    ScreenCase(name: "settings-groups", keys: "S3", person: Invented.chen),
    ScreenCase(name: "settings-group", keys: "S3<Down><Enter>", person: Invented.chen),
    ScreenCase(
      name: "settings-add-groups", keys: "S3<Enter>51-60号楼、紫藤楼<Enter>12号楼<Enter>9-1号楼",
      person: Invented.chen),
    ScreenCase(
      name: "settings-people-120x40", keys: "S5", rows: 40, columns: 120, person: Invented.chen),
    ScreenCase(name: "settings-hours", keys: "S6<C-u>8点-25:00", person: Invented.chen),
    ScreenCase(name: "settings-roster", keys: "S7", person: Invented.chen),
    ScreenCase(
      name: "settings-roster-cancel", keys: "S7<End>x", person: Invented.chen),
    ScreenCase(
      name: "settings-pattern-120x40",
      keys: "S7<Enter>周一至周五 17:30-20:00 王芳<Enter>每天 20:00-次日2:00 夜巡 丁建",
      rows: 40, columns: 120, person: Invented.chen),
    ScreenCase(name: "settings-limits", keys: "S8", person: Invented.chen),
    ScreenCase(name: "settings-sheet", keys: "S9", person: Invented.chen),
    ScreenCase(name: "settings-duty", keys: "S<End><Up><Up><Enter>", person: Invented.chen),
    ScreenCase(
      name: "settings-duty-wrong-120x40", keys: "S<End><Up><Up><Enter>值班 王芳", rows: 40,
      columns: 120, person: Invented.chen),
    ScreenCase(name: "settings-area", keys: "S<End><Up><Enter>北片区", person: Invented.chen),
    ScreenCase(name: "settings-refused", keys: "S1"),
    ScreenCase(
      name: "import-preview-120x40", keys: "I/tmp/gongdan.csv<Enter><Tab><Tab>", rows: 40,
      columns: 120),
    ScreenCase(
      name: "import-preview-60x16", keys: "I/tmp/gongdan.csv<Enter>", rows: 16, columns: 60),
    ScreenCase(name: "import-refused", keys: "I/tmp/gongdan.csv<Enter><Tab>"),
    ScreenCase(name: "import-compare", keys: "I/tmp/gongdan.csv<Enter><Enter><Right><Down>"),
    ScreenCase(
      name: "import-compare-120x40", keys: "I/tmp/gongdan.csv<Enter><Enter><Right><Down>", rows: 40,
      columns: 120),
    ScreenCase(name: "import-mapping", keys: "I/tmp/gongdan.csv<Enter>m<Down>"),
    ScreenCase(name: "import-column", keys: "I/tmp/gongdan.csv<Enter>m<Enter>"),
    ScreenCase(name: "import-sheets", keys: "I/tmp/gongdan.csv<Enter>t"),
    ScreenCase(name: "import-files", keys: "I<Down>"),
    ScreenCase(name: "import-visits", keys: "I/tmp/回访.csv<Enter>"),
    ScreenCase(
      name: "import-visits-120x40", keys: "I/tmp/回访.csv<Enter>s", rows: 40, columns: 120),
    ScreenCase(name: "import-result", keys: "I/tmp/gongdan.csv<Enter> s"),
    ScreenCase(name: "marks-80x24", keys: "  <Down> ", leaks: 4...5),
    ScreenCase(name: "marks-120x40", keys: "  <Down> ", rows: 40, columns: 120, leaks: 4...5),
    ScreenCase(name: "marks-ascii", keys: "  ", isASCII: true),
    ScreenCase(name: "marks-menu", keys: "  <Enter>", leaks: 2...3),
    ScreenCase(name: "joint-preview", keys: "A c"),
    ScreenCase(name: "joint-preview-120x40", keys: "A c", rows: 40, columns: 120),
    ScreenCase(name: "joint-form-marked", keys: "  m<Enter>已联系物业", leaks: 4...5),
    ScreenCase(name: "joint-form-main", keys: "r师傅在路上", leaks: 2...6),
    ScreenCase(name: "joint-form-main-off", keys: "r<C-o>", leaks: 2...6),
    ScreenCase(name: "link-marked", keys: "AL", leaks: 5...6),
    ScreenCase(name: "link-one-120x40", keys: "L漏", rows: 40, columns: 120, leaks: 5...6),
    ScreenCase(name: "link-details", keys: "<Right>", leaks: 2...6),
    ScreenCase(name: "chat-empty", keys: "w"),
    ScreenCase(name: "chat-80x24", keys: "w", pasted: ChatSample.text),
    ScreenCase(name: "chat-120x40", keys: "w", pasted: ChatSample.text, rows: 40, columns: 120),
    ScreenCase(name: "chat-60x16", keys: "w", pasted: ChatSample.text, rows: 16, columns: 60),
    ScreenCase(
      name: "chat-rewriting", keys: "w", pasted: ChatSample.text, then: "<Enter> !急",
      showsPhone: true),
    ScreenCase(name: "chat-group", keys: "w", pasted: ChatSample.text, then: "g5"),
    ScreenCase(name: "chat-left-out", keys: "w", pasted: ChatSample.text, then: "<End>"),
    ScreenCase(
      name: "chat-text", keys: "w", pasted: ChatSample.text, then: "<Tab>", showsPhone: true),
    ScreenCase(name: "chat-result", keys: "w", pasted: ChatSample.text, then: "s"),
    ScreenCase(name: "score-80x24", keys: "="),
    ScreenCase(name: "score-120x40", keys: "=<Down><Down>", rows: 40, columns: 120),
    ScreenCase(name: "score-60x16", keys: "=", rows: 16, columns: 60),
    ScreenCase(name: "score-ascii", keys: "=s", isASCII: true),
    ScreenCase(name: "score-own-sheet-120x40", keys: "=s<Left>", rows: 40, columns: 120),
    ScreenCase(name: "score-tickets-80x24", keys: "=<Down><Down><Down><Down><Down><Enter>"),
    ScreenCase(
      name: "score-tickets-120x40", keys: "=<End><Up><Up><Enter><Down><Down>", rows: 40,
      columns: 120),
    ScreenCase(name: "score-empty", keys: "=<Left><Left>"),
    ScreenCase(name: "score-form-80x24", keys: "=e", person: Invented.chen),
    ScreenCase(name: "score-form-wrong", keys: "=e<C-u>看心情<C-s>", person: Invented.chen),
    ScreenCase(name: "score-refused", keys: "=e"),
    ScreenCase(name: "too-small", rows: 10, columns: 40),
  ]

  static let ofTickets: [ScreenCase] = [
    ticket("actions", "<Enter>", on: "fresh"),
    ticket("actions-120x40", "<Enter>", on: "extending", rows: 40, columns: 120),
    ticket("contact", "l", on: "fresh"),
    ticket("contact-again", "l<BackTab>wj", on: "tried"),
    ticket(
      "contact-120x40", "l夜里更吵<Enter><Enter><Enter><Enter>16:30", on: "fresh", rows: 40,
      columns: 120),
    ticket("meet", "h", on: "contacted"),
    ticket("meet-impossible-120x40", "h<BackTab>jbd", on: "contacted", rows: 40, columns: 120),
    ticket("return", "U区绿化市容局", on: "contacted"),
    ticket("return-answer", "U", on: "returning"),
    ticket("extend", "E3", on: "contacted"),
    ticket("extend-answer-120x40", "Ep<Enter>12-5", on: "extending", rows: 40, columns: 120),
    ticket("visit", "O", on: "replied"),
    ticket("order", "Q", on: "contacted"),
    ticket("correct", "J", on: "contacted"),
    ticket("inbox", "", on: "replied"),
  ]

  private static func ticket(
    _ name: String, _ keys: String, on id: String, rows: Int = 24, columns: Int = 80
  ) -> ScreenCase {
    ScreenCase(
      name: "ticket-\(name)", keys: keys, select: id, rows: rows, columns: columns,
      hasTicketLives: true)
  }

  func bench() throws -> DeskBench {
    var bench = try DeskBench(
      as: person, size: Size(rows: rows, columns: columns),
      requests: isEmpty
        ? []
        : hasTickets
          ? InventedTickets.all
          : hasTicketLives
            ? InventedTicket.all
            : InventedRequest.all + (hasClusters ? InventedRequest.recurring : []),
      glyphs: isASCII ? .ascii : .unicode)
    bench.store.report = ImportReport(
      new: 12, same: 3,
      changed: [
        .init(
          number: "20261119SH0042", line: 5,
          fields: [ImportDifference(field: .state, ours: "处理中", theirs: "回复完成")])
      ],
      refused: [.init(line: 9, reason: "没有工单编号"), .init(line: 14, reason: "派单时间读不懂：十一月")])
    if let leaks { bench = try .leaks(linked: leaks, as: person, size: bench.state.size) }
    if hasTicketLives { bench.play("2") }
    if let select, !hasTickets { bench.select(select) }
    bench.play(keys)
    // A ticket is selected where it is looked at.
    if let select, hasTickets { bench.select(select) }
    if let pasted { bench.paste(pasted) }
    bench.settle()
    bench.play(then)
    return bench
  }
}

/// A step of 首次设置 to be kept as text.
struct SetupCase: Sendable, CustomTestStringConvertible {
  var name: String
  var keys: String
  var rows = 24
  var columns = 80
  var testDescription: String { name }

  static let all: [SetupCase] = {
    let place = "<Enter>瑞和锦庭居民区<Enter>陈静<Tab>"
    let estates = place + "<Tab>瑞和锦庭 瑞和物业<Enter>木荷苑<Enter>"
    let groups = estates + "<Enter>1-12号楼<Enter>木荷苑 1-8号<Enter>"
    let staff = groups + "<Enter>王芳 值班员 13800002046<Enter>赵师傅 物业维修 138000012<Enter>"
    let hours = staff + "<Enter>"
    let shifts = hours + "<C-s>周一至周五 17:30-20:00 王芳<Enter>周六 9:00-16:00 王芳、陈静"
    return [
      SetupCase(name: "setup-demo", keys: "3"),
      SetupCase(name: "setup-place", keys: place),
      SetupCase(name: "setup-groups", keys: groups),
      SetupCase(name: "setup-groups-120x40", keys: groups, rows: 40, columns: 120),
      SetupCase(name: "setup-groups-wrong", keys: groups + "1-9999号<Enter><Enter>"),
      SetupCase(name: "setup-staff", keys: staff),
      SetupCase(name: "setup-hours", keys: hours),
      SetupCase(name: "setup-shifts", keys: shifts),
      SetupCase(name: "setup-shifts-60x16", keys: shifts, rows: 16, columns: 60),
      SetupCase(name: "setup-summary", keys: shifts + "<C-s>"),
      SetupCase(name: "setup-summary-120x40", keys: shifts + "<C-s>", rows: 40, columns: 120),
      SetupCase(name: "setup-summary-unfinished", keys: "2<C-s><C-s><Enter>"),
    ]
  }()
}

@Suite("Screens as they are recorded") struct ScreenTests {
  @Test("The screen is as it was recorded", arguments: ScreenCase.all + ScreenCase.ofTickets)
  func screen(_ screen: ScreenCase) throws {
    try Snapshot.check(screen.bench(), screen.name, showsPhone: screen.showsPhone)
  }

  @Test("Signing in is as it was recorded", arguments: [false, true])
  func signIn(_ isFirst: Bool) throws {
    let bench = try DeskBench(signInAmong: isFirst ? [] : Invented.people)
    try Snapshot.check(bench, isFirst ? "sign-in-first" : "sign-in")
  }

  @Test("Setting a desk up is as it was recorded", arguments: SetupCase.all)
  func setup(_ step: SetupCase) throws {
    var bench = try DeskBench(
      signInAmong: [], size: Size(rows: step.rows, columns: step.columns))
    bench.play(step.keys)
    try Snapshot.check(bench, step.name, showsPhone: true)
  }

  @Test("A conflict is as it was recorded")
  func conflict() throws {
    var bench = try DeskBench(size: Size(rows: 24, columns: 80))
    bench.select("taken")
    try bench.store.perform(.note(text: "另一边记的"), on: "taken")
    bench.play("m住户不在家<Enter>")
    try Snapshot.check(bench, "form-conflict")
  }

  @Test("Arrivals are as they were recorded")
  func arrivals() throws {
    var bench = try DeskBench(size: Size(rows: 24, columns: 80))
    try bench.store.register(InventedRequest(id: "fresh", minutesAgo: 1, text: "新来的"))
    bench.send(.storeChanged)
    bench.settle()
    try Snapshot.check(bench, "arrivals")
  }

  @Test(
    "At every size a console may have, every screen keeps to the window and masks phones",
    arguments: [
      "", "2", "3", "<Enter>", "n", "t", "r", "i", " ", "?", ":", "I", "u", "q", "/楼", "S", "S3",
      "S3<Down><Enter>", "S5<Enter>", "S7", "S7<Enter>",
    ])
  func everySize(_ keys: String) throws {
    var bench = try DeskBench(as: keys.hasPrefix("S") ? Invented.chen : Invented.wang)
    bench.select("graded")
    bench.play(keys)
    for (rows, columns) in [
      (16, 60), (17, 61), (24, 80), (29, 103), (30, 104), (31, 131), (60, 240),
    ] {
      bench.resize(rows: rows, columns: columns)
      Snapshot.checkRules(
        bench.state.view(), showsPhone: ["n", "S5<Enter>"].contains(keys),
        sourceLocation: #_sourceLocation)
    }
  }

  @Test("What residents write cannot reach the terminal as anything but text")
  func hostileText() throws {
    let text = "灯\u{1B}[2J\u{202E}坏\u{9B}31m\u{7}了\u{200F}🇨🇳👨‍👩‍👧\u{E000}"
    var bench = try DeskBench(
      requests: [
        InventedRequest(
          id: "hostile", minutesAgo: 5, text: text, resident: Resident(name: "李\u{1B}]0;x\u{7}阿姨"))
      ])
    for keys in ["", " ", "<Esc>i", "<Esc>y", "<Esc>u"] {
      bench.play(keys)
      let screen = bench.screen.unicodeScalars
      #expect(!screen.contains { $0.value < 32 && $0 != "\n" || (0x7F...0x9F).contains($0.value) })
      #expect(!screen.contains { "\u{202E}\u{200F}\u{E000}".unicodeScalars.contains($0) })
      #expect(bench.screen.contains("灯"))
    }
  }
}

@Suite("Without colour") struct MonochromeTests {
  /// What tells the cells of a row apart on a terminal without colours: characters and attributes.
  private func looks(_ bench: DeskBench, of id: String, columns: Range<Int>) throws -> [String] {
    let canvas = bench.state.view().canvas
    let list = bench.state.requests.list
    let line = try list.visibleRows.map(\.id.text).firstIndex(of: id).orThrow()
    let table = try bench.state.requestPaneLayout(.queue).orThrow().table
    return try columns.map { column in
      let position = table.column + column
      let text = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(text.count == canvas.size.rows)
      let cell = try canvas.cell(row: table.row + 1 + line, column: position).orThrow()
      let look = Theme.monochrome.appearance(of: cell.style, colors: 256)
      #expect(look.foreground == .standard && look.background == .standard)
      return "\(look.attributes.rawValue)"
    }
  }

  /// The row on the screen that holds a request.
  private func row(_ bench: DeskBench, of id: String) throws -> String {
    let line = try bench.visible.firstIndex(of: id).orThrow()
    let table = try bench.state.requestPaneLayout(.queue).orThrow().table
    let rows = bench.screen.split(separator: "\n", omittingEmptySubsequences: false)
    return String(rows[table.row + 1 + line])
  }

  @Test(
    "Overdue, soon and calm differ in their words and in how they are drawn",
    arguments: [false, true])
  func pressures(_ isASCII: Bool) throws {
    let glyphs: WidgetGlyphs = isASCII ? .ascii : .unicode
    var bench = try DeskBench(glyphs: glyphs)
    bench.select("council")
    let rows = bench.store.rows(bench.state.requests.filter)
    func first(_ pressure: Obligation.Pressure) throws -> String {
      try rows.first {
        $0.obligation?.pressure(at: Invented.now) == pressure && $0.id.text != "council"
      }
      .orThrow().id.text
    }
    let overdue = try first(.overdue)
    let soon = try first(.soon)
    let calm = try first(.calm)
    #expect(try row(bench, of: overdue).contains("\(glyphs.cross) 超"))
    #expect(try row(bench, of: soon).contains("\(glyphs.alert) "))
    let plain = try row(bench, of: calm)
    #expect(!plain.contains("\(glyphs.cross) 超") && !plain.contains("\(glyphs.alert) "))
    let looks = try [overdue, soon, calm].map { try self.looks(bench, of: $0, columns: 2..<6) }
    #expect(Set(looks).count == 3)
  }

  @Test(
    "The selected row differs from itself unselected, with the keys and without",
    arguments: ["new", "given", "council"])
  func selection(_ id: String) throws {
    var bench = try DeskBench()
    bench.select(id)
    let selected = try looks(bench, of: id, columns: 0..<40)
    let marked = try row(bench, of: id)
    bench.play("<Tab>")
    let unfocused = try looks(bench, of: id, columns: 0..<40)
    bench.play("<BackTab>")
    bench.select(id == "held" ? "taken" : "held")
    let unselected = try looks(bench, of: id, columns: 0..<40)
    #expect(Set([selected, unfocused, unselected]).count == 3)
    #expect(marked.contains("▌"))
    #expect(try !row(bench, of: id).contains("▌"))
  }

  @Test("NO_COLOR chooses this theme, and 16 colours and fewer keep the pressures apart")
  func themes() {
    #expect(
      Theme.preferred(named: "dark", environment: ["NO_COLOR": "1"]).name
        == Theme.monochrome.name)
    for theme in Theme.all {
      for colors in [0, 8, 16, 256] {
        let looks = [Style(.danger, bold: true), Style(.warning, bold: true), .text].map {
          theme.appearance(of: $0, colors: colors)
        }
        #expect(Set(looks).count == 3, "\(theme.name) with \(colors) colours")
        let rows = [TerminalKit.Role.selected, .selectedUnfocused, .text].map {
          theme.appearance(of: $0, colors: colors)
        }
        #expect(Set(rows).count == 3, "\(theme.name) with \(colors) colours")
      }
    }
  }
}
