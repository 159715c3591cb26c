import Foundation
import Testing

/// What scripts rely on: exit codes, names, instants.
extension EndToEnd {
  @Suite("The command line")
  struct CommandLineTests {
    @Test("A request is taken down, shown, listed and found")
    func basics() async throws {
      try await Desk.open { desk in
        let number = try await desk.juwei("add", "12号502 楼道灯不亮 13800002046 !急", "--as", "王芳")
          .succeeded().line
        #expect(number == "20261121-001")
        let shown = try await desk.juwei("show", number, "--json").succeeded()
          .json(RequestDocument.self)
        #expect(shown.text.contains("楼道灯不亮"))
        #expect(shown.urgency == "urgent")
        #expect(shown.firstReceiver == "王芳")
        #expect(shown.version == 1)
        #expect(shown.status == "registered")
        #expect(shown.receivedAt == Desk.evening)
        #expect(shown.obligation?.overdue == false)
        #expect(shown.events.map(\.actor) == ["王芳"])
        for arguments in [
          ["list", "--json"], ["list", "--status", "all", "--json"], ["search", "灯不", "--json"],
          ["list", "--search", "2046", "--json"],
        ] {
          let found = try await desk.juwei(arguments).succeeded().json([RequestDocument].self)
          #expect(found.map(\.number) == [number], "\(arguments)")
        }
        let none = try await desk.juwei("search", "漏水", "--json").succeeded()
          .json([RequestDocument].self)
        #expect(none.isEmpty)
      }
    }

    @Test("Every name of the contract is there, with null where nothing is known")
    func names() async throws {
      try await Desk.open { desk in
        let added = try await desk.juwei("add", "楼道灯不亮", "--as", "王芳", "--json").succeeded()
        let object = try #require(
          try JSONSerialization.jsonObject(with: Data(added.output.utf8)) as? [String: Any])
        #expect(RequestDocument.names.subtracting(object.keys).isEmpty)
        #expect(object["handler"] is NSNull)
      }
    }

    @Test("The phone number is masked wherever it is printed")
    func masked() async throws {
      try await Desk.open { desk in
        let number = try await desk.juwei("add", "灯不亮 13800002046", "--as", "王芳").succeeded().line
        for arguments in [
          ["show", number], ["show", number, "--json"], ["list"], ["list", "--json"],
        ] {
          let result = try await desk.juwei(arguments).succeeded()
          #expect(!result.output.contains("13800002046"), "\(arguments)")
        }
      }
    }

    @Test(
      "A wrong command line is 2, says what is wrong, and prints nothing on standard output",
      arguments: [
        ["add"], ["list", "--status", "sometimes"], ["list", "--tier", "4"], ["nonsense"],
        ["do", "001", "dance"], ["show"], ["import", "12345"],
      ])
    func usage(arguments: [String]) async throws {
      try await Desk.open { desk in
        let result = try await desk.juwei(arguments).refused(status: 2)
        #expect(result.output.isEmpty)
      }
    }

    @Test("What cannot be done is 1 with the reason; nothing is changed")
    func refused() async throws {
      try await Desk.open { desk in
        let number = try await desk.juwei("add", "楼道灯不亮", "--as", "王芳").succeeded().line
        try await desk.juwei("show", "20261121-999").refused()
        try await desk.juwei("do", number, "feedback", "--text", "好了", "--as", "王芳")
          .refused(saying: "反馈")
        try await desk.juwei("do", number, "dispatch", "--to", "王芳", "--as", "王芳")
          .refused(saying: "分级")
        try await desk.juwei("do", number, "respond", "--version", "7", "--as", "王芳").refused()
        try await desk.juwei("do", number, "respond", "--as", "不在册的人").refused()
        let shown = try await desk.juwei("show", number, "--json").succeeded()
          .json(RequestDocument.self)
        #expect(shown.version == 1)
      }
    }

    @Test("A request is seen through to the resident's acceptance")
    func lifecycle() async throws {
      try await Desk.open { desk in
        let photo = try desk.file("灯.jpg", "不是真的照片")
        let number = try await desk.juwei("add", "楼道灯不亮", "--as", "王芳").succeeded().line
        let steps = [
          ["respond", "--note", "已回电"], ["triage", "--tier", "1"], ["dispatch", "--to", "王芳"],
          ["accept"], ["arrive"], ["resolve", "--text", "换了灯泡", "--photo", photo],
          ["feedback", "--text", "灯亮了", "--method", "phone"], ["confirm"],
        ]
        for step in steps {
          try await desk.juwei(["do", number] + step + ["--as", "王芳"]).succeeded()
        }
        let done = try await desk.juwei("show", number, "--json").succeeded()
          .json(RequestDocument.self)
        #expect(done.status == "closed")
        #expect(done.version == 1 + steps.count)
        #expect(done.obligation == nil)
        #expect(done.closedAt == Desk.evening)
        #expect(done.events.map(\.version) == Array(1...done.version))
        let open = try await desk.juwei("list", "--json").succeeded().json([RequestDocument].self)
        #expect(open.isEmpty)
        let closed = try await desk.juwei("list", "--status", "closed", "--json").succeeded()
          .json([RequestDocument].self)
        #expect(closed.map(\.number) == [number])
        let health = try await desk.juwei("doctor", "--json").succeeded().json(DoctorDocument.self)
        #expect(health.ok)
      }
    }

    @Test("Without a terminal the queue is printed, on an empty desk what to do first")
    func withoutTerminal() async throws {
      try await Desk.open { desk in
        let empty = try await desk.juwei([]).succeeded()
        #expect(empty.output.contains("juwei add"))
        #expect(!FileManager.default.fileExists(atPath: desk.database))
        try await desk.juwei("add", "楼道灯不亮", "--as", "王芳").succeeded()
        #expect(try await desk.juwei([]).succeeded().output.contains("楼道灯不亮"))
      }
    }

    @Test("A backup is a desk of its own and never overwrites")
    func backup() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "楼道灯不亮", "--as", "王芳").succeeded()
        let copy = desk.folder.appending(path: "copy.db").path
        try await desk.juwei("backup", copy).succeeded()
        let found = try await desk.juwei("list", "--json", "--db", copy).succeeded()
          .json([RequestDocument].self)
        #expect(found.count == 1)
        try await desk.juwei("backup", copy).refused()
      }
    }

    @Test("A database that cannot be used is refused with a clear answer")
    func badDatabases() async throws {
      try await Desk.open { desk in
        let foreign = desk.folder.appending(path: "foreign.db").path
        let sqlite = try Program.named("sqlite3", environment: desk.environment)
        try await sqlite.run([foreign, "CREATE TABLE note (text); INSERT INTO note VALUES ('a')"])
          .succeeded()
        let garbage = try desk.file("garbage.db", String(repeating: "不是数据库", count: 1000))
        for path in [foreign, garbage, desk.folder.path] {
          try await desk.juwei("add", "楼道灯不亮", "--as", "王芳", "--db", path).refused()
          try await desk.juwei("list", "--db", path).refused()
        }
        let kept = try await sqlite.run([foreign, "SELECT text FROM note"]).succeeded().line
        #expect(kept == "a")
      }
    }

    @Test("The same in any locale, and with a clock of its own")
    func locale() async throws {
      try await Desk.open { desk in
        let result = try await desk.juwei(
          ["add", "楼道灯不亮", "--as", "王芳", "--json"],
          environment: ["LC_ALL": "C", "LANG": "", "JUWEI_NOW": "2027-01-02T03:04:05Z"])
        let request = try result.succeeded().json(RequestDocument.self)
        #expect(request.receivedAt == "2027-01-02T11:04:05+08:00")
        #expect(request.text == "楼道灯不亮")
        try await desk.juwei(["list"], environment: ["JUWEI_NOW": "yesterday"])
          .refused(status: 2, saying: "JUWEI_NOW")
      }
    }

    @Test("Help has examples for every command")
    func help() async throws {
      try await Desk.open { desk in
        for command in [
          "add", "list", "show", "do", "import", "search", "demo", "keys", "backup", "doctor",
        ] {
          let help = try await desk.juwei(command, "--help").succeeded()
          #expect(help.output.contains("juwei \(command)"), "\(help)")
          #expect(help.output.contains("例"), "\(help)")
        }
      }
    }
  }
}
