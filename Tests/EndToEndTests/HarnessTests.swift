import Foundation
import Testing

/// The harness against `sh`: when these hold, a failure elsewhere is the console's.
extension EndToEnd {
  @Suite("The harness itself")
  struct HarnessTests {
    @Test("What is typed arrives, Chinese included, and the screen says so")
    func typing() async throws {
      try await Desk.open { desk in
        let terminal = try await desk.terminal(["/bin/sh", "-c", "read line; echo \"got<$line>\""])
        try await terminal.type("12号502 楼道灯不亮；-l")
        try await terminal.press("Enter")
        let screen = try await terminal.waitFor("got<12号502 楼道灯不亮；-l>")
        #expect(screen.columns == 120)
        #expect(screen.lines.count == 40)
        #expect(try await terminal.waitForExit() == 0)
      }
    }

    @Test(
      "The exit status is seen, a signal's too", arguments: [("exit 7", 7), ("kill -9 $$", 137)])
    func exitStatus(script: String, status: Int) async throws {
      try await Desk.open { desk in
        let terminal = try await desk.terminal(["/bin/sh", "-c", script])
        #expect(try await terminal.waitForExit() == status)
      }
    }

    @Test("Keys arrive as a terminal sends them")
    func keys() async throws {
      try await Desk.open { desk in
        let terminal = try await desk.terminal(
          [
            "/bin/sh", "-c",
            "stty raw -echo; echo ready; x=$(dd bs=1 count=6 2>/dev/null | od -An -c); stty sane; echo; echo \"$x\"",
          ])
        try await terminal.waitFor("ready")
        try await terminal.press("Up", "F5")
        try await terminal.waitFor(#/033 +\[ +A +033 +\[ +1/#)
      }
    }

    @Test("The program learns of a new size")
    func resize() async throws {
      try await Desk.open { desk in
        let terminal = try await desk.terminal(
          ["/bin/sh", "-c", "while read line; do stty size; done"], columns: 80, rows: 24)
        try await terminal.press("Enter")
        try await terminal.waitFor("24 80")
        try await terminal.resize(columns: 100, rows: 30)
        try await terminal.press("Enter")
        let screen = try await terminal.waitFor("30 100")
        #expect(screen.lines.count == 30)
      }
    }

    @Test("A pattern, a condition and a disappearance can be waited for; the cursor is known")
    func waiting() async throws {
      try await Desk.open { desk in
        let terminal = try await desk.terminal(
          ["/bin/sh", "-c", #"printf 'n 42\nab'; read x; printf '\033[2J\033[?25l'; read x"#])
        try await terminal.waitFor(#/n \d+/#)
        let screen = try await terminal.waitFor("the cursor behind ab") { $0.cursor?.column == 2 }
        #expect(screen.cursor?.row == 1)
        #expect(screen.row(of: "ab") == 1)
        try await terminal.press("Enter")
        let blank = try await terminal.waitUntilGone("n 42")
        #expect(blank.cursor == nil)
      }
    }

    @Test("What is not shown in time is told with the screen")
    func failure() async throws {
      try await Desk.open { desk in
        let terminal = try await desk.terminal(["/bin/sh", "-c", "echo 'all there is'; read x"])
        try await terminal.waitFor("all there is")
        let (screen, isSo) = try await terminal.look(within: .milliseconds(50)) {
          $0.contains("never")
        }
        #expect(!isSo)
        #expect(screen.description == "  0 all there is\n120×40, cursor at 1,0")
      }
    }

    @Test("A lost terminal is a hang-up for the program, and nothing stays behind")
    func lostTerminal() async throws {
      try await Desk.open { desk in
        let mark = desk.folder.appending(path: "hung-up").path
        let terminal = try await desk.terminal(
          [
            "/bin/sh", "-c",
            "trap 'touch \(mark); exit 1' HUP; echo ready; while :; do read x; done",
          ])
        try await terminal.waitFor("ready")
        let program = try await terminal.program()
        #expect(Processes.isAlive(program))
        try await terminal.loseTerminal()
        let seen = try await eventually {
          FileManager.default.fileExists(atPath: mark) ? true : nil
        }
        #expect(seen == true)
        let gone = try await eventually { Processes.isAlive(program) ? nil : true }
        #expect(gone == true)
      }
    }

    @Test("Brackets are put around a paste for a program that asked for them")
    func paste() async throws {
      try await Desk.open { desk in
        let terminal = try await desk.terminal([
          "/bin/sh", "-c",
          #"stty raw -echo; printf '\033[?2004hready'; x=$(dd bs=1 count=15 2>/dev/null | od -An -c); stty sane; printf "%s\n" "$x""#,
        ])
        try await terminal.waitFor("ready")
        try await terminal.paste("a\nb")
        try await terminal.waitFor(#/\[ +2 +0 +0 +~ +a +\\r +b/#)
      }
    }

    @Test("A tool's output, errors, status and input are all there")
    func tools() async throws {
      try await Desk.open { desk in
        let shell = Program(path: "/bin/sh", environment: desk.environment)
        let result = try await shell.run(
          ["-c", "cat; echo \"$JUWEI_NOW $EXTRA\"; echo 原因 >&2; exit 3"],
          environment: ["EXTRA": "附加"], input: Array("输入\n".utf8))
        #expect(result.output == "输入\n\(Desk.evening) 附加\n")
        #expect(result.error == "原因\n")
        #expect(result.status == 3)
        try result.refused(status: 3, saying: "原因")
        #expect(try await shell.run(["-c", "echo '[1]'"]).json([Int].self) == [1])
      }
    }

    @Test("A program can be killed at a moment of the test's choosing")
    func killing() async throws {
      try await Desk.open { desk in
        let shell = Program(path: "/bin/sh", environment: desk.environment)
        let mark = desk.folder.appending(path: "begun").path
        let result = try await shell.run(["-c", "echo > \(mark); while :; do :; done"]) {
          _ = try await eventually { FileManager.default.fileExists(atPath: mark) ? true : nil }
        }
        #expect(result.signal == 9)
      }
    }

    @Test("A desk leaves nothing behind")
    func leavesNothing() async throws {
      var folder: URL?
      var process: Int32?
      try await Desk.open { desk in
        folder = desk.folder
        let terminal = try await desk.terminal([
          "/bin/sh", "-c", "trap '' HUP; while :; do read x; done",
        ])
        process = try await terminal.program()
      }
      let place = try #require(folder)
      #expect(!FileManager.default.fileExists(atPath: place.path))
      #expect(!Processes.isAlive(try #require(process)))
    }

    @Test("The binary that is tested is the one that was built")
    func binary() throws {
      #expect(try BuiltBinary.path().hasSuffix("/juwei"))
    }
  }
}
