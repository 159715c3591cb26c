import Foundation
import Testing

/// Duplicates at entry, as people at the desk meet them.
extension EndToEnd {
  @Suite("Duplicates at entry")
  struct DuplicateTests {
    private func desk(_ body: @Sendable (Desk) async throws -> Void) async throws {
      try await Desk.open { desk in
        for line in ["北门口路灯不亮 13800002046", "小花园遛狗不牵绳", "北门口道闸坏了"] {
          try await desk.juwei("add", line, "--as", "王芳").succeeded()
        }
        try await body(desk)
      }
    }

    @Test("A repeat shows the earlier one while it is typed, and a new matter shows nothing")
    func shows() async throws {
      try await desk { desk in
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("路灯不亮")
        try await console.press("n")
        try await console.waitFor("╭ 新诉求")
        try await console.type("北大门的灯坏脱了")
        try await console.waitFor("可能重复 1 件")
        try await console.press("Down")
        try await console.waitFor("▌ 20")
        try await console.press("Enter")
        try await console.waitFor("这就是它：记到原诉求")
        try await console.press("Enter")
        try await console.waitFor("时间线")
        try await console.press("Escape")
        try await console.waitFor("│ 北大门的灯坏脱了")
        try await console.press("C-u")
        try await console.waitFor("可能重复") { !$0.contains("可能重复") }
        try await console.type("想申请助餐 13800002046")
        try await console.waitFor("同一来电人：")
        let screen = try await console.screen
        #expect(!screen.contains("可能重复"), "\(screen)")
      }
    }

    @Test("「这就是它」 puts the words down with the earlier request instead of a new one")
    func note() async throws {
      try await desk { desk in
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("路灯不亮")
        try await console.press("n")
        try await console.waitFor("╭ 新诉求")
        try await console.type("北门的路灯还是坏的")
        try await console.waitFor("可能重复 1 件")
        try await console.press("Down")
        try await console.waitFor("Enter 看它")
        try await console.press("Enter")
        try await console.waitFor("这就是它：记到原诉求")
        try await console.press("m")
        try await console.waitFor("没有另外登记")
        let list = try await desk.juwei("list", "--json").succeeded().json([Number].self)
        #expect(list.count == 3)
        let shown = try await desk.juwei("show", "001").succeeded()
        #expect(shown.output.contains("再次反映：北门的路灯还是坏的"))
      }
    }

    @Test("一类事 finds what came again and again, and makes one main request of it")
    func clusters() async throws {
      try await desk { desk in
        try await desk.juwei("add", "北门的灯坏了", "--as", "王芳").succeeded()
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("路灯不亮")
        try await console.press("C")
        try await console.waitFor("一类事 · 近30天")
        try await console.waitFor("北门")
        try await console.press("Enter")
        try await console.waitFor("· 2 件")
        try await console.waitFor("选中的这件会作主件")
        try await console.press("L")
        try await console.waitFor("其余 1 件并入它")
        try await console.press("y")
        try await console.waitFor("1 件已并入")
        let shown = try await desk.juwei("show", "004").succeeded()
        #expect(shown.output.contains("-001"))
      }
    }

    private struct Number: Decodable {
      var number: String
    }
  }
}
