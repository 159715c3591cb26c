import Foundation
import Testing

/// The disk, the rights or another program say no: a clear answer, and nothing that was typed is lost.
extension EndToEnd {
  @Suite("When the disk or a lock says no")
  struct HardTimesTests {
    @Test(
      "A full disk: said so, the typed text stays, and with room again it is saved",
      .enabled(if: SmallDisk.isPossible, SmallDisk.need))
    func fullDisk() async throws {
      try await Desk.open { desk in
        let disk = try SmallDisk(in: desk.folder, bytes: 2 << 20)
        let database = disk.folder.appending(path: "desk.db").path
        let first = try await desk.juwei("add", "第一件", "--as", "王芳", "--db", database)
          .succeeded().line
        let console = try await desk.console(as: "王芳", ["--db", database])
        try await console.waitFor("待响应 1")
        try disk.fill()
        try await console.press("n")
        try await console.waitFor("╭ 新诉求")
        // Longer than what may be left of the last page.
        let text = "12号502 " + String(repeating: "水管漏水", count: 12)
        try await console.type(text)
        try await console.press("Enter")
        try await console.waitFor("磁盘已满")
        let one = try await desk.juwei("add", "第二件", "--db", database).refused(saying: "磁盘已满")
        #expect(one.output.isEmpty)
        let lines = try await desk.juwei(["add", "-", "--db", database], input: "甲\n乙\n")
          .refused(saying: "第1行起没有办", "磁盘已满")
        #expect(lines.output.isEmpty)
        // Looking still works.
        let seen = try await desk.juwei("list", "--json", "--brief", "--db", database).succeeded()
        #expect(seen.output.contains(first))

        try disk.empty()
        try await console.dismissMessage()
        try await console.waitFor("水管漏水水管漏水")
        try await console.press("Enter")
        try await console.waitFor("待响应 2")
        let health = try await desk.juwei("doctor", "--json", "--db", database).succeeded()
          .json(DoctorDocument.self)
        #expect(health.ok)
      }
    }

    @Test(
      "Where nothing can be written it can be read, and writing is refused",
      .enabled(if: SmallDisk.isPossible, SmallDisk.need))
    func readOnlyDisk() async throws {
      try await Desk.open { desk in
        let disk = try SmallDisk(in: desk.folder, bytes: 4 << 20)
        let database = disk.folder.appending(path: "书 记?.db").path
        let number = try await desk.juwei("add", "楼道灯不亮", "--as", "王芳", "--db", database)
          .succeeded().line
        try disk.lock()
        for arguments in [["list"], ["show", number], ["search", "灯不"], [], ["doctor"]] {
          try await desk.juwei(arguments + ["--db", database]).succeeded()
        }
        let copy = desk.folder.appending(path: "copy.db").path
        try await desk.juwei("backup", copy, "--db", database).succeeded()
        for arguments in [
          ["add", "漏水"], ["do", number, "respond"], ["staff", "add", "李敏", "--role", "主任"],
        ] {
          let refused = try await desk.juwei(arguments + ["--db", database]).refused(saying: "只能读取")
          #expect(refused.output.isEmpty)
        }
        let console = try await desk.console(as: "王芳", ["--db", database])
        #expect(try await console.waitForExit() == 1)
        #expect(try await console.screen.contains("只能读取"))
        try await desk.juwei("add", "漏水", "--as", "王芳", "--db", disk.folder.path + "/new/a.db")
          .refused(saying: "只能读取")
      }
    }

    @Test("A database locked for longer than patience: said so, the typed text stays")
    func locked() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "第一件", "--as", "王芳").succeeded()
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("待响应 1")
        let locker = try await desk.terminal(["sqlite3", desk.database])
        try await locker.waitFor("sqlite>")
        try await locker.type("BEGIN EXCLUSIVE; SELECT 'lo'||'cked';")
        try await locker.press("Enter")
        try await locker.waitFor("locked")

        async let refused = desk.juwei("add", "第二件")
        try await console.press("n")
        try await console.waitFor("╭ 新诉求")
        try await console.type("12号502 楼道灯不亮")
        try await console.press("Enter")
        try await console.waitFor("数据库正被其他程序占用")
        try await refused.refused(saying: "数据库正被其他程序占用")
        // Reading goes on meanwhile.
        try await desk.juwei("list").succeeded()

        try await locker.type("ROLLBACK; SELECT 'un'||'locked';")
        try await locker.press("Enter")
        try await locker.waitFor("unlocked")
        try await console.dismissMessage()
        try await console.waitFor("│ 12号502 楼道灯不亮")
        try await console.press("Enter")
        try await console.waitFor("待响应 2")
      }
    }

    @Test("A folder that is missing is made; one that cannot be made is refused with its name")
    func missingFolder() async throws {
      try await Desk.open { desk in
        let made = desk.folder.appending(path: "新/目录/desk.db").path
        try await desk.juwei("add", "漏水", "--as", "王芳", "--db", made).succeeded()
        let impossible = "/proc/没有这个目录/desk.db"
        try await desk.juwei("list", "--db", impossible).refused(saying: impossible)
        try await desk.juwei("add", "漏水", "--as", "王芳", "--db", impossible)
          .refused(saying: "/proc/没有这个目录")
        let console = try await desk.console(as: "王芳", ["--db", impossible])
        #expect(try await console.waitForExit() == 1)
        #expect(try await console.screen.contains("没有这个文件或目录"))
      }
    }

    @Test("The console refuses another program's database and leaves it and the terminal alone")
    func foreignDatabase() async throws {
      try await Desk.open { desk in
        let path = desk.folder.appending(path: "foreign.db").path
        let sqlite = try Program.named("sqlite3", environment: desk.environment)
        try await sqlite.run([path, "CREATE TABLE note (text); INSERT INTO note VALUES ('a')"])
          .succeeded()
        let before = FileManager.default.contents(atPath: path)
        let console = try await desk.console(as: "王芳", ["--db", path])
        #expect(try await console.waitForExit() == 1)
        let screen = try await console.screen
        #expect(screen.contains("这是别的程序的数据库"))
        #expect(screen.cursor != nil)
        #expect(FileManager.default.contents(atPath: path) == before)
      }
    }
  }
}

extension TerminalSession {
  /// Closes the box that says what went wrong.
  fileprivate func dismissMessage() async throws {
    try await press("Escape")
  }
}
