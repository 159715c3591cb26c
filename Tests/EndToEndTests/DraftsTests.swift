import Foundation
import Testing

/// What was typed survives whatever happens to the console, and two desks at one request lose nothing.
extension EndToEnd {
  @Suite("Drafts, claims and late saves")
  struct DraftsTests {
    private func request(_ desk: Desk) async throws -> String {
      let number = try await desk.juwei("add", "12号502 楼道灯不亮", "--as", "王芳").succeeded().line
      try await desk.juwei("do", number, "triage", "--tier", "1").succeeded()
      try await desk.juwei("staff", "add", "张强", "--role", "主任", "--as", "王芳").succeeded()
      return number
    }

    /// What the database keeps of all drafts, as it is written there.
    private func kept(_ desk: Desk) async throws -> String {
      let sqlite = try Program.named("sqlite3", environment: desk.environment)
      return try await sqlite.run([desk.database, "SELECT body FROM form_draft"]).succeeded().output
    }

    @Test("kill -9 in the middle of a form, while keys keep coming, loses at most the last second")
    func killed() async throws {
      try await Desk.open { desk in
        _ = try await request(desk)
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("楼道灯不亮")
        try await console.press("p")
        try await console.waitFor("挂起 2026")
        try await console.press("Tab", "Right", "Right", "BTab")
        // Without a pause, until something of it is kept, and then for two seconds more.
        let clock = ContinuousClock()
        var shown: [(number: Int, at: ContinuousClock.Instant)] = []
        var end: ContinuousClock.Instant?
        var number = 0
        while end.map({ clock.now < $0 }) ?? true {
          number += 1
          try await console.type("\(number),")
          try await console.waitFor("the number that was typed") { $0.contains("\(number),") }
          shown.append((number, clock.now))
          try #require(number < 900, "typing starves the keeping of drafts")
          if end == nil, number > 5, try await kept(desk).contains("1,2,3") {
            end = clock.now + .seconds(2)
          }
        }
        let last = clock.now
        kill(try await console.program(), SIGKILL)
        let words = try await kept(desk)
        let safe = try #require(shown.last { $0.at <= last - .seconds(1) })
        #expect(words.contains(",\(safe.number),"), "lost more than a second: \(words)")

        let again = try await desk.console(as: "王芳")
        try await again.waitFor("有 1 份没写完的草稿，按 D 查看")
        try await again.press("p")
        try await again.waitFor("上次（19:42）没有保存的内容已经放回来了")
        let screen = try await again.waitFor("● 三天后")
        let restored = screen.line(with: "原因")?.matches(of: #/\d+/#).compactMap { Int($0.output) }
        #expect((restored?.last ?? 0) >= safe.number, "\(screen)")
      }
    }

    @Test("A terminal that goes away keeps everything; D lists what is left and goes on with it")
    func lostTerminal() async throws {
      try await Desk.open { desk in
        let number = try await request(desk)
        let console = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await console.waitFor("楼道灯不亮")
        try await console.press("i")
        try await console.waitFor("更正 \(number)")
        try await console.type("，住户电话 13800002046")
        try await console.press("Tab", "Tab")
        try await console.type("1203")
        try await console.waitFor("1203")
        let program = try await console.program()
        try await console.loseTerminal()
        #expect(try await eventually { Processes.isAlive(program) ? nil : true } == true)

        let again = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await again.waitFor("有 1 份没写完的草稿，按 D 查看")
        try await again.press("D")
        let list = try await again.waitFor("更正 \(number)")
        #expect(list.contains("138****2046") && !list.contains("13800002046"), "\(list)")
        try await again.press("Enter")
        try await again.waitFor("已经放回来了")
        try await again.waitFor("5021203")
        try await again.press("C-s")
        try await again.waitFor("已更正")
        let after = try await desk.juwei("show", number, "--json").succeeded()
          .json(RequestDocument.self)
        #expect(after.room == "5021203")
        try await again.press("D")
        try await again.waitFor("没有没写完的草稿")
      }
    }

    @Test("A form shows at the other desk; taken over, its owner reads so at once, losing nothing")
    func takeOver() async throws {
      try await Desk.open { desk in
        let number = try await request(desk)
        let one = try await desk.console(as: "王芳")
        let two = try await desk.console(as: "张强")
        try await one.waitFor("楼道灯不亮")
        try await two.waitFor("楼道灯不亮")
        try await one.press("m")
        try await one.waitFor("备注 \(number)")
        try await one.type("住户说周末在家")
        try await two.waitFor("[王芳]楼道灯不亮")
        try await two.waitFor("王芳 正在处理（19:42 起）")

        let script = try await desk.juwei("do", number, "respond", "--as", "张强").succeeded()
        #expect(script.error.contains("王芳 正在处理（19:42 起）；这一步照办"))
        #expect(script.output.contains("已记录「响应」"))
        try await two.waitFor("19:42 响应 张强")

        try await two.press("m")
        try await two.waitFor("接手")
        try await two.press("J")
        try await two.waitFor("备注 \(number)")
        try await one.waitFor("张强 已接手（19:42），您写的还在")
        try await two.type("已派人上门")
        try await two.press("Enter")
        try await two.waitFor("已备注")
        try await two.waitUntilGone("[王芳]")

        try await one.press("Enter")
        try await one.waitFor("您要保存的")
        let both = try await one.waitFor("已派人上门")
        for words in ["张强 响应", "张强 接手：原由 王芳 处理", "张强 备注", "住户说周末在家", "保存我的"] {
          #expect(both.contains(words), "\(words)\n\(both)")
        }
        try await one.press("s")
        try await one.waitFor("已备注")
        let after = try await desk.juwei("show", number, "--json").succeeded()
          .json(RequestDocument.self)
        #expect(
          after.events.map(\.kind) == [
            "registered", "triaged", "responded", "takenOver", "noted", "noted",
          ])
        #expect(try await kept(desk).isEmpty, "nothing is left over")
      }
    }

    @Test("A desk that died is on nothing once its time has run out")
    func runsOut() async throws {
      try await Desk.open { desk in
        let number = try await request(desk)
        let one = try await desk.console(as: "王芳")
        try await one.waitFor("楼道灯不亮")
        try await one.press("t")
        try await one.waitFor("分级 \(number)")
        let two = try await desk.console(as: "张强", columns: 80, rows: 24)
        try await two.waitFor("[王芳]楼道灯不亮")
        kill(try await one.program(), SIGKILL)
        let later = try await desk.console(
          as: "张强", environment: ["JUWEI_NOW": "2026-11-21T19:45:00+08:00"])
        try await later.waitFor("楼道灯不亮")
        try await later.press("m")
        let screen = try await later.waitFor("备注 \(number)")
        #expect(!screen.contains("正在处理"))
      }
    }

    @Test("Both corrected one field: the person chooses, at 80×24")
    func chooses() async throws {
      try await Desk.open { desk in
        let number = try await request(desk)
        let one = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await one.waitFor("楼道灯不亮")
        try await one.press("i")
        try await one.waitFor("更正 \(number)")
        try await desk.juwei(
          "do", number, "amend", "--room", "602", "--resident", "钱阿姨", "--as", "张强"
        ).succeeded()
        try await one.type("，很急")
        try await one.press("Tab", "Tab", "C-u")
        try await one.type("702")
        try await one.press("C-s")
        try await one.waitFor("您要保存的")
        let late = try await one.waitFor("室号：用我的")
        #expect(late.contains("我「702」 对方「602」"), "\(late)")
        #expect(late.contains("502 → 602"), "\(late)")
        try await one.press("Home", "Enter")
        try await one.waitFor("室号：用对方的")
        try await one.press("s")
        try await one.waitFor("已更正")
        let after = try await desk.juwei("show", number, "--json").succeeded()
          .json(RequestDocument.self)
        #expect(after.room == "602")
        #expect(after.text.hasSuffix("，很急"))
      }
    }
  }
}
