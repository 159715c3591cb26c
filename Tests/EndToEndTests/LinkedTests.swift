import Foundation
import Testing

/// Six neighbours report one leak: linked, answered by one reply, taken back, unlinked; and a step on marked
/// requests of which some cannot take it.
extension EndToEnd {
  @Suite("Linked and marked")
  struct LinkedTests {
    /// What `show --json` says of links.
    private struct Links: Decodable {
      let number: String
      let status: String
      let main: String?
      let linked: [String]
      let linkedCount: Int
      let events: [RequestDocument.Event]
    }

    private func show(_ number: String, _ desk: Desk) async throws -> Links {
      try await desk.juwei("show", number, "--as", "王芳", "--json").succeeded().json(Links.self)
    }

    private func register(_ lines: [String], _ desk: Desk) async throws {
      for line in lines { try await desk.juwei("add", line, "--as", "王芳").succeeded() }
    }

    private static let leaks = [201, 301, 401, 501, 601, 701].map { "12号\($0) 厨房天花板漏水" }

    @Test("Six neighbours' leak is linked and answered by one reply, with six events")
    func leak() async throws {
      try await Desk.open { desk in
        try await register(LinkedTests.leaks, desk)
        let console = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await console.waitFor("待响应 6")
        try await console.press("A")
        try await console.waitFor("标记了列表里的 6 件")
        try await console.press("L")
        try await console.waitFor("选主件")
        try await console.press("Enter")
        try await console.waitFor("5 件已并入 20261121-001")
        try await console.waitFor("主5 厨房天花板漏水")

        try await console.press("Home")
        try await console.waitFor("├ 20261121-001")
        try await console.press("r")
        try await console.waitFor("同时响应 5 件并件")
        try await console.type("师傅已经在路上")
        try await console.press("C-s")
        try await console.waitFor("6 件已响应")

        let main = try await show("1", desk)
        #expect(main.linkedCount == 5 && main.main == nil)
        #expect(main.linked.sorted() == (2...6).map { "20261121-00\($0)" })
        for number in 1...6 {
          let one = try await show("\(number)", desk)
          #expect(one.events.filter { $0.kind == "responded" }.count == 1)
          if number > 1 { #expect(one.main == "20261121-001") }
        }

        // Taken back for all of them, then one goes its own way.
        try await console.press("u")
        try await console.waitFor("撤回上一步 6 件")
        try await console.press("Enter")
        try await console.waitFor("╭ 撤回上一步 6 件")
        try await console.press("y")
        try await console.waitFor("6 件已撤回")
        #expect(try await show("4", desk).events.map(\.kind).last == "undone")

        try await desk.juwei("do", "4", "unlink", "--note", "楼上单独漏", "--as", "王芳").succeeded()
        try await console.waitFor("主4 厨房天花板漏水")
        #expect(try await show("1", desk).linkedCount == 4)
        let refused = try await desk.juwei("do", "4", "link", "2", "--as", "王芳")
        #expect(refused.status == 1 && refused.error.contains("请直接并入 20261121-001"))
        try await desk.juwei("do", "4", "link", "1", "--as", "王芳").succeeded()
        #expect(try await show("4", desk).main == "20261121-001")
        #expect(
          try await desk.juwei("doctor", "--json").succeeded().json(DoctorDocument.self).ok)
      }
    }

    @Test("A step on marked requests shows to which it applies and why not to the rest")
    func mixed() async throws {
      try await Desk.open { desk in
        try await register(["12号502 楼道灯不亮", "3号楼 门禁坏了", "8号101 单元门关不上"], desk)
        try await desk.juwei("do", "2", "cancel", "--reason", "登记错了", "--as", "王芳").succeeded()
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("待响应 2")
        for view in ["超时", "今日收到"] {
          try await console.press("v")
          try await console.waitFor("诉求 · \(view)")
        }
        try await console.waitFor("门禁坏了")
        try await console.press("A")
        try await console.waitFor("标记了列表里的 3 件")
        try await console.press("r")
        try await console.waitFor("可以办 2 件 · 不能办 1 件")
        try await console.waitFor("诉求已撤销")
        try await console.press("Enter")
        try await console.waitFor("2 件各记一条")
        try await console.type("已安排")
        try await console.press("C-s")
        try await console.waitFor("2 件已响应")
        try await console.press("Home")
        try await console.waitFor("已标 1 件")
        for number in ["1", "3"] {
          #expect(try await show(number, desk).events.map(\.kind) == ["registered", "responded"])
        }
        #expect(try await show("2", desk).events.map(\.kind) == ["registered", "cancelled"])
      }
    }
  }
}
