import Foundation
import Testing

/// The paths of a ticket beside the normal one, on an imported file, by keys in a real terminal.
extension EndToEnd {
  @Suite("The paths of a 12345 ticket")
  struct TicketPathTests {
    /// Came in on Friday morning; it is Saturday evening.
    private static func file(_ desk: Desk, closed: Bool = false) throws -> String {
      let state = closed ? "回复完成,2026-11-21 10:00" : "处理中,"
      return try desk.file(
        "工单.csv",
        "工单编号,工单类型,主要内容,工单状态,办结时间,派单时间,来电人电话\n"
          + "热线-1,投诉,夜里收废品喇叭扰民,\(state),2026-11-20 10:00,13800002046\n")
    }

    /// The inbox with the one ticket of the file selected.
    private func inbox(
      _ desk: Desk, as person: String = "王芳", closed: Bool = false, columns: Int = 120,
      rows: Int = 40
    ) async throws -> TerminalSession {
      if !FileManager.default.fileExists(atPath: desk.database) {
        #expect(try await desk.load(try Self.file(desk, closed: closed)).new == 1)
      }
      let console = try await desk.console(as: person, columns: columns, rows: rows)
      try await console.waitFor("诉求")
      try await console.press("2")
      try await console.waitFor(". 下一步")
      if !closed { try await console.waitFor("夜里收废品") }
      return console
    }

    private func ticket(_ desk: Desk) async throws -> RequestDocument {
      try await desk.juwei("show", "热线-1", "--json").succeeded().json(RequestDocument.self)
    }

    private func kinds(_ desk: Desk) async throws -> [String] {
      try await ticket(desk).events.map(\.kind).filter { $0 != "registered" }
    }

    @Test("未联: three attempts with their times, and 先行联系 is owed no longer", arguments: [80, 120])
    func notReached(columns: Int) async throws {
      try await Desk.open { desk in
        let console = try await inbox(desk, columns: columns, rows: columns == 80 ? 24 : 40)
        try await console.press("N")
        try await console.waitFor("已签收")
        #expect(try await ticket(desk).obligation?.kind == "firstContact")
        for (count, time) in [(1, "昨天10:30"), (2, "9:10"), (3, "16:30")] {
          try await console.press("l")
          try await console.waitFor("联系内容")
          try await console.press("BTab")
          try await console.type("wj")
          try await console.waitUntilGone("已加微信")
          if count == 3 { try await console.waitFor("按未联办理") }
          try await console.press("Tab", "Tab", "Tab")
          try await console.type(time)
          try await console.press("C-s")
          try await console.waitFor("已记第\(count)次联系：始终未接")
        }
        #expect(
          try await kinds(desk) == ["ticketSigned"] + Array(repeating: "ticketContacted", count: 3))
        #expect(try await ticket(desk).obligation?.kind != "firstContact")
      }
    }

    @Test("退单: asked and refused, asked and granted; the history is in the form")
    func returned() async throws {
      try await Desk.open { desk in
        let console = try await inbox(desk, columns: 80, rows: 24)
        try await console.press("U")
        try await console.waitFor("最多 3 次")
        try await console.type("区绿化市容局")
        try await console.press("Enter")
        try await console.type("绿化带不归本居")
        try await console.press("Enter")
        try await console.waitFor("已申请退单（第1次）")
        try await console.press("u")
        try await console.waitFor("不能撤回")
        try await console.press("U")
        try await console.waitFor("市里答复")
        try await console.type("bp")
        try await console.press("Enter")
        try await console.type("属地负责")
        try await console.press("Enter")
        try await console.waitFor("退单未准，继续办理")
        try await console.press("U")
        try await console.waitFor("未准：属地负责")
        try await console.press("Enter")
        try await console.type("附了权属证明")
        try await console.press("Enter")
        try await console.waitFor("已申请退单（第2次）")
        // What waits for an answer is what is owed next.
        try await console.type("。")
        try await console.waitFor("市里答复")
        try await console.type("p")
        try await console.press("C-s")
        try await console.waitFor("退单获准，已办结")
        #expect(try await ticket(desk).status == "returned")
        #expect(try await ticket(desk).obligation == nil)
      }
    }

    @Test("延期: where it would go is seen while it is typed; granted, both limits stay visible")
    func extended() async throws {
      try await Desk.open { desk in
        let console = try await inbox(desk)
        try await console.press("E")
        try await console.waitFor("还没有延过")
        try await console.type("3")
        try await console.waitFor(#/批准以后到 12月2日/#)
        try await console.press("Enter")
        try await console.type("等配件")
        try await console.press("Enter")
        try await console.waitFor("已申请延期到 12月2日")
        try await console.press("E")
        try await console.waitFor("延期答复")
        try await console.type("p")
        try await console.waitFor(#/批准以后现时限 12月2日/#)
        try await console.press("C-s")
        try await console.waitFor("延期获准，现时限 12月2日")
        try await console.press("E")
        try await console.waitFor(#/原时限 11月27日.*现时限 12月2日/#)
        // Too late: refused where it was typed, and nothing typed is lost.
        try await console.type("31")
        try await console.press("Enter")
        try await console.type("还要几天")
        try await console.press("Enter")
        try await console.waitFor("1 至 30 个工作日之间")
        try await console.waitFor("还要几天")
        let late = try await desk.juwei(
          ["hotline", "extend", "热线-1", "--days", "3", "--text", "还要", "--as", "王芳"],
          environment: ["JUWEI_NOW": "2026-12-12T09:00:00+08:00"])
        #expect(late.status == 1 && late.error.contains("不能再申请延期"))
      }
    }

    @Test("督办单 has a limit of its own and is what is owed next when that is the nearest")
    func ordered() async throws {
      try await Desk.open { desk in
        let console = try await inbox(desk, columns: 80, rows: 24)
        try await console.press("l")
        try await console.waitFor("联系内容")
        try await console.type("来电人说夜里更吵")
        try await console.press("C-s")
        try await console.waitFor("已记先行联系和接单见面")
        try await console.press("Q")
        try await console.waitFor("督办要求")
        try await console.type("今晚办好")
        try await console.press("Enter")
        try await console.type("今晚9点")
        try await console.waitFor("时限 11月21日 21:00")
        try await console.press("C-s")
        try await console.waitFor("已记督办单")
        #expect(
          try await kinds(desk) == ["ticketContacted", "ticketMet", "ticketCityOrdered"])
        let clock = try await ticket(desk).clocks.first { $0.kind == "cityOrder" }
        #expect(clock?.dueAt == "2026-11-21T21:00:00+08:00")
      }
    }

    @Test("回访复核 begins a new round of a closed ticket, with everything owed again")
    func reviewed() async throws {
      try await Desk.open { desk in
        let console = try await inbox(desk, closed: true)
        try await desk.juwei(
          "hotline", "visit", "热线-1", "--source", "city", "--result", "不满意", "--solution", "未解决",
          "--text", "夜里还是吵", "--at", "15:00", "--as", "王芳"
        ).succeeded()
        try await console.press("v", "v", "v")
        try await console.waitFor("夜里收废品")
        try await console.press("Q")
        try await console.waitFor("复核要求")
        try await console.type("市民仍不满意，请再上门")
        try await console.press("C-s")
        try await console.waitFor("已记回访复核，第2轮")
        #expect(try await ticket(desk).obligation?.kind == "signing")
        try await console.press("2")
        try await console.press("v", "v")
        try await console.waitFor("夜里收废品")
        try await console.type(".")
        try await console.waitFor("已签收")
        #expect(try await kinds(desk).suffix(2) == ["ticketReviewBegun", "ticketSigned"])
        #expect(try await ticket(desk).closedAt == nil)
      }
    }

    @Test("书记放行: the desk is refused, the 书记 writes why, and the desk sees it at once")
    func waived() async throws {
      try await Desk.open { desk in
        let secretary = try await inbox(desk)
        try await desk.juwei("staff", "add", "李梅", "--role", "值班员", "--as", "王芳").succeeded()
        let officer = try await inbox(desk, as: "李梅", columns: 80, rows: 24)
        try await officer.press("!")
        try await officer.waitFor("须由书记办理")
        try await officer.press("O")
        try await officer.waitFor("还没有回复办结")
        try await secretary.press("!")
        try await secretary.waitFor("接单见面 还没有")
        try await secretary.press("Enter")
        try await secretary.waitFor("请填写理由")
        try await secretary.type("来电人长期在外地")
        try await secretary.press("Enter")
        try await secretary.waitFor("书记已放行")
        #expect(try await kinds(desk) == ["ticketMeetingsWaived"])
        try await officer.waitFor("书记放行")
      }
    }

    @Test(
      "Two desks at once: the later form shows what the other recorded, and keeps what was typed")
    func together() async throws {
      try await Desk.open { desk in
        let console = try await inbox(desk)
        try await console.press("h")
        try await console.waitFor("见面内容")
        try await console.type("上门看过现场")
        try await desk.juwei(
          "hotline", "meet", "热线-1", "--text", "电话里说好了", "--manner", "电话", "--as", "王芳"
        ).succeeded()
        try await console.press("C-s")
        try await console.waitFor("电话里说好了")
        try await console.waitFor("上门看过现场")
        #expect(try await kinds(desk) == ["ticketMet"])
        try await console.press("Escape")
        try await console.waitUntilGone("怎么办")
        // The next one is still missing: chosen by hand, the words are saved.
        try await console.press("Tab", "Tab", "Tab")
        try await console.type("明天9:00")
        try await console.press("C-s")
        try await console.waitFor(#/已经记过|在将来/#)
        try await console.waitFor("上门看过现场")
        #expect(try await kinds(desk) == ["ticketMet"])
      }
    }
  }
}
