import Foundation
import Testing

/// A shift from 签到 to 接班签字, at two desks.
extension EndToEnd {
  @Suite("A shift is handed over")
  struct HandoverTests {
    @Test(
      "One signs in, writes a word on what falls due and hands over; the next signs, and both desks see it"
    )
    func handover() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "楼道灯不亮 !特急", "--as", "陈静").succeeded()
        for name in ["王芳", "李强"] {
          try await desk.juwei("staff", "add", name, "--role", "值班员", "--as", "陈静").succeeded()
        }
        for line in ["周六 17:30-20:00 王芳", "周六 20:00-22:00 夜巡 李强"] {
          try await desk.juwei("setup", "shift", "add", line, "--as", "陈静").succeeded()
        }
        let one = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await one.waitFor("楼道灯不亮")
        try await one.press("+")
        try await one.waitFor("还没有签到")
        try await one.press("Enter")
        try await one.waitFor("王芳 已签到 19:42")
        try await one.press("+")
        try await one.waitFor("已写 0/1")
        try await one.type("师傅 21 点到")
        try await one.waitFor("已写 1/1")
        // Cut off in the middle, and gone on with.
        try await one.press("Escape")
        try await one.waitFor("写的交代留作草稿")
        try await one.press("Enter")
        try await one.waitFor("放回来了")
        try await one.press("C-s")
        try await one.waitFor("已交班，等李强签字")

        let two = try await desk.console(as: "李强")
        try await two.waitFor("交接未签 1")
        try await two.press("+")
        try await two.waitFor("未签字，等李强签")
        try await two.waitFor("师傅 21 点到")
        try await two.press("s")
        try await two.waitFor("同时签到")
        try await two.press("C-s")
        try await two.waitFor("李强 19:42 签字")
        try await one.waitFor("李强 19:42 签字")

        let line = try await desk.juwei("handover", "show", "--summary").succeeded().output
        #expect(line.contains("新接诉求 1 件") && !line.contains("王芳") && !line.contains("楼道"))
        let shifts = try await desk.juwei("shift").succeeded().output
        #expect(shifts.contains("晚到 132 分") && shifts.contains("早走 18 分"))
      }
    }
  }
}
