import Foundation
import Testing

/// The 议事会, on the real binary.
extension EndToEnd {
  @Suite("议事会")
  struct CouncilTests {
    @Test(
      "A matter is proposed, met about, decided and done by key, and its resident is told before it is closed"
    )
    func whole() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "12号502 排水管又堵了 13800002046", "--as", "陈静").succeeded()
        try await desk.juwei("do", "1", "respond", "--note", "已回电", "--as", "陈静").succeeded()
        try await desk.juwei("do", "1", "escalate", "--text", "几户一起", "--as", "陈静").succeeded()
        let one = try await desk.console(as: "陈静", columns: 80, rows: 24)
        try await one.waitFor("排水管又堵了")
        try await one.press("5")
        try await one.waitFor("待列议题 1")
        try await one.press("N")
        try await one.waitFor("╭ 提议题")
        try await one.type("12号楼排水管")
        try await one.press("C-s")
        try await one.waitFor("列入 1 件诉求")
        try await one.press("O")
        try await one.waitFor("╭ 定会议")
        try await one.press("Tab", "Tab")
        try await one.type("20:30")
        try await one.press("Tab")
        try await one.type("居委会议室")
        try await one.press("C-s")
        try await one.waitFor("C 复制通知")
        try await one.press("A")
        try await one.waitFor("╭ 会议签到")
        try await one.press("C-s")
        try await one.waitFor("签到 1 人")
        // Nothing is decided yet.
        try await one.press("z")
        try await one.waitFor("还没有决议")
        try await one.press("L")
        try await one.waitFor("╭ 作决议")
        try await one.press("Tab")
        try await one.type("先疏通")
        try await one.press("Tab")
        try await one.type("疏通排水管 @陈静 11-30")
        try await one.press("C-s")
        try await one.waitFor("按 z 散会")
        try await one.press("z")
        try await one.waitFor("╭ 散会")
        try await one.press("C-s")
        try await one.waitFor("决议生效")
        let json = try await desk.juwei("show", "1", "--json").succeeded().output
        #expect(json.contains("\"carrying\""))
        // Carried there, it cannot be finished beside it.
        let refused = try await desk.juwei(
          "do", "1", "resolve", "--text", "好了", "--as", "陈静"
        ).refused()
        #expect(refused.error.contains("12号楼排水管"))
        let done = try await desk.juwei(
          "council", "task", "议1", "1", "done", "--words", "通了", "--as", "陈静"
        ).succeeded()
        #expect(done.output.contains("告知居民"))
        // The thread is walked by key, to the request and back.
        try await one.press("Up")
        try await one.waitFor("还有 1 件没有告知居民")
        try await one.press("Enter")
        try await one.waitFor("诉求 20261121-001")
        try await one.press("Down", "Down", "Enter")
        try await one.waitFor("按 5 回到议事会")
        try await one.press(">")
        try await one.waitFor("已办结")
        try await one.press("Enter")
        try await one.waitFor("还有 1 件没有告知居民")
        try await desk.juwei("do", "1", "feedback", "--text", "疏通好了", "--as", "陈静").succeeded()
        try await desk.juwei("do", "1", "confirm", "--as", "陈静").succeeded()
        let minutes = try await desk.juwei("council", "minutes", "会1").succeeded().output
        #expect(minutes.contains("采纳办理：先疏通") && !minutes.contains("13800002046"))
      }
    }
  }
}
