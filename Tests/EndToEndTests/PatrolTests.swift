import Foundation
import Testing

/// A patrol on the real binary.
extension EndToEnd {
  @Suite("A patrol")
  struct PatrolTests {
    @Test(
      "Two people walk one patrol at two desks; a finding becomes a request that knows where it was found"
    )
    func patrol() async throws {
      try await Desk.open(now: "2026-11-21T21:10:00+08:00") { desk in
        try await desk.juwei("add", "12号502 楼道灯不亮", "--as", "陈静").succeeded()
        try await desk.juwei("staff", "add", "王芳", "--role", "值班员", "--as", "陈静").succeeded()
        let one = try await desk.console(as: "陈静", columns: 80, rows: 24)
        try await one.waitFor("楼道灯不亮")
        try await one.press("9")
        try await one.waitFor("开一轮 夜巡")
        try await one.press("Enter")
        try await one.waitFor("北门岗亭")
        let two = try await desk.console(as: "王芳")
        try await two.waitFor("楼道灯不亮")
        try await two.press("9")
        try await two.waitFor("接着打 夜巡")
        try await two.press("Enter")
        try await two.waitFor("北门岗亭")
        for _ in 0..<5 { try await one.press("Enter") }
        // What one desk ticks the other sees.
        try await two.waitFor("5/10")
        try await one.press("f")
        try await one.waitFor("发现 *")
        try await one.type("两辆电瓶车飞线充电")
        try await one.press("Tab")
        try await one.press("Right")
        try await one.press("C-s")
        try await one.waitFor("按 r 登记成诉求")
        try await one.press("r")
        try await one.waitFor("已登记 20261121-002")
        try await two.waitFor("20261121-002")
        try await one.press("s")
        try await one.waitFor("没打的 4 项")
        try await one.type("下大雨")
        try await one.press("C-s")
        try await one.waitFor("已结束：夜巡 6/10")
        // The other desk is told instead of ending it once more.
        try await two.waitFor("没去")
        try await two.press("s")
        try await two.waitFor("已由 陈静")
        try await one.press("Escape")
        try await one.waitFor("开一轮 夜巡")
        try await one.press("Escape")
        try await one.waitFor("有 1 条新诉求")
        try await one.press("Up")
        try await one.waitFor("来自 夜巡")
        let shown = try await desk.juwei("show", "002").succeeded().output
        #expect(shown.contains("夜巡 21:10 非机动车库"))
      }
    }
  }
}
