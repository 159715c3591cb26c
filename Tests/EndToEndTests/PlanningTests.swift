import Foundation
import Testing

/// 请假, 排班 and taking it back, on the screen of the roster and from the command line.
extension EndToEnd {
  @Suite("Planning the roster")
  struct PlanningTests {
    @Test("Leave is taken down, a month is planned around it, taken over, and taken back")
    func month() async throws {
      try await Desk.open { desk in
        try await desk.juwei("staff", "add", "王芳", "--role", "值班员", "--as", "陈静").succeeded()
        for name in ["李敏", "吴倩", "郑峰", "孙丽", "何晴"] {
          try await desk.juwei("staff", "add", name, "--role", "值班员", "--as", "陈静").succeeded()
        }
        let one = try await desk.console(as: "陈静", columns: 80, rows: 24)
        try await one.waitFor("诉求")
        try await one.press("4")
        try await one.waitFor("值班表")
        try await one.press("l")
        try await one.waitFor("＋ 登记请假、公出")
        try await one.press("Enter")
        try await one.waitFor("登记请假、公出（那些天不排班）")
        try await one.press("Tab")
        try await one.press("Tab")
        try await one.type("12-07至12-11")
        try await one.press("C-s")
        try await one.waitFor("陈静 请假 12月7日至12月11日")
        try await one.press("Escape")
        try await one.waitFor("按人按班")
        try await one.press("p")
        try await one.waitFor("可排")
        try await one.press("Enter")
        try await one.waitFor("写进值班表")
        try await one.press("y")
        try await one.waitFor("已写进值班表：新排")
        let again = try await desk.juwei("roster", "plan", "--month", "2026-12").succeeded().output
        #expect(again.contains("陈静"))
        try await one.press("u")
        try await one.waitFor("撤回排班")
        try await one.press("y")
        try await one.waitFor("已撤回排班：取消")
      }
    }
  }
}
