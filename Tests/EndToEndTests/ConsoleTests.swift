import Foundation
import Testing

/// The console in a real terminal, where unit tests cannot look.
extension EndToEnd {
  @Suite("The console")
  struct ConsoleTests {
    @Test("A lost terminal ends the console and keeps what was being typed")
    func lostTerminal() async throws {
      try await Desk.open { desk in
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("待响应 0")
        try await console.press("n")
        try await console.waitFor("╭ 新诉求")
        try await console.type("12号502 水管爆了")
        try await console.waitFor("│ 12号502 水管爆了")
        let program = try await console.program()
        try await console.loseTerminal()
        let gone = try await eventually { Processes.isAlive(program) ? nil : true }
        #expect(gone == true, "the console outlived its terminal")

        let again = try await desk.console(as: "王芳")
        try await again.waitFor("待响应 0")
        try await again.press("n")
        try await again.waitFor("│ 12号502 水管爆了")
      }
    }

    @Test("Killed by the system, it leaves the terminal usable", arguments: ["TERM", "HUP", "INT"])
    func signals(name: String) async throws {
      try await Desk.open { desk in
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("待响应 0")
        let number = try #require(["TERM": SIGTERM, "HUP": SIGHUP, "INT": SIGINT][name])
        kill(try await console.program(), number)
        #expect(try await console.waitForExit() == 128 + Int(number))
        let screen = try await console.screen
        #expect(!screen.contains("待响应"), "the main screen is not back:\n\(screen)")
        #expect(screen.cursor != nil, "the cursor stayed hidden")
      }
    }

    @Test("Every size is survived, from one cell to more than anybody has")
    func resize() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "12号502 楼道灯不亮", "--as", "王芳").succeeded()
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("楼道灯不亮")
        for (columns, rows) in [(80, 24), (40, 10), (20, 5), (2, 2), (1, 1), (300, 100), (120, 40)]
        {
          try await console.resize(columns: columns, rows: rows)
          try await console.waitFor("\(columns)×\(rows)") {
            $0.columns == columns && $0.lines.count == rows
          }
        }
        try await console.waitFor("楼道灯不亮")
        try await console.press("q")
        try await console.waitFor("退出")
        try await console.press("y")
        #expect(try await console.waitForExit() == 0)
      }
    }

    @Test("Made tiny and large again, the form is there with what was typed and can be saved")
    func resizeWhileTyping() async throws {
      try await Desk.open { desk in
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("待响应 0")
        try await console.press("n")
        try await console.waitFor("╭ 新诉求")
        try await console.type("12号502 楼道灯不亮")
        try await console.waitFor("│ 12号502 楼道灯不亮")
        for (columns, rows) in [(30, 8), (2, 2), (120, 40)] {
          try await console.resize(columns: columns, rows: rows)
          try await console.waitFor("\(columns)×\(rows)") {
            $0.columns == columns && $0.lines.count == rows
          }
        }
        try await console.waitFor("│ 12号502 楼道灯不亮")
        try await console.press("Enter")
        try await console.waitFor("待响应 1")
      }
    }

    @Test("Another desk's request appears; the selection stays on its request and its line")
    func live() async throws {
      try await Desk.open { desk in
        try await desk.juwei(
          "import", "12345", try desk.file("export.csv", Tickets.csv(60)), "--as", "王芳"
        ).succeeded()
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("待响应 60")
        // Into the list, so that there is room above for what is more pressing.
        try await console.press("NPage")
        try await console.press("NPage")
        try await console.waitUntilGone("第0件")
        try await console.press("k", "k", "k")
        let before = try await console.waitFor("a selection above the last line") {
          $0.row(of: "▌").map { $0 < 15 } == true
        }
        let selected = before.line(with: "▌")
        try await desk.juwei("add", "丁事 !特急", "--as", "王芳").succeeded()
        let after = try await console.waitFor("待响应 61")
        #expect(after.row(of: "▌") == before.row(of: "▌"))
        #expect(after.line(with: "▌")?.prefix(60) == selected?.prefix(60))
      }
    }

    @Test("A terminal that cannot draw is refused with words, not with rubbish")
    func dumb() async throws {
      try await Desk.open { desk in
        let console = try await desk.console(as: "王芳", term: "dumb")
        #expect(try await console.waitForExit() == 1)
        #expect(try await console.screen.contains("终端"))
      }
    }

    @Test("NO_COLOR sends no colour")
    func noColor() async throws {
      try await Desk.open { desk in
        let console = try await desk.console(as: "王芳", environment: ["NO_COLOR": "1"])
        try await console.waitFor("待响应 0")
        let colours = try await console.styledScreen.matches(
          of: #/\u{1B}\[(?:\d+;)*(?:3|4|9|10)[0-7](?:;|m)|[34]8;[25];/#)
        #expect(colours.isEmpty)
      }
    }

    @Test("In a locale that is not UTF-8 it draws Chinese all the same")
    func plainLocale() async throws {
      try await Desk.open { desk in
        let console = try await desk.console(
          as: "王芳", environment: ["JUWEI_WIDTH": ""], columns: 100, rows: 30)
        try await console.waitFor("居委值班台")
        let posix = try await desk.terminal(
          ["/usr/bin/env", "LC_ALL=C", "LANG=", try BuiltBinary.path(), "--as", "王芳"])
        try await posix.waitFor("居委值班台")
      }
    }

    @Test("A paste on a list does nothing but say so; Enter inside a paste saves nothing")
    func paste() async throws {
      try await Desk.open { desk in
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("待响应 0")
        try await console.paste("qqy\n")
        try await console.waitFor("列表里不能粘贴")
        try await console.press("n")
        try await console.waitFor("╭ 新诉求")
        try await console.paste("灯不亮\n请来看\n")
        try await console.waitFor("│ 灯不亮 请来看")
        #expect(try await console.screen.contains("待响应 0"))
      }
    }
  }
}
