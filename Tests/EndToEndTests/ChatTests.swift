import Foundation
import Testing

/// A residents' group, pasted into the console as it comes from WeChat.
extension EndToEnd {
  @Suite("Pasting a WeChat conversation")
  struct ChatTests {
    static let conversation = """
      群聊的聊天记录

      张阿姨 2026/11/21 18:36:05
      12号502 楼道灯不亮，有老人摔倒 13800002046

      王芳 2026/11/21 18:37:11
      收到，马上联系师傅

      孙 2026/11/21 18:38:00
      [图片]
      孙 2026/11/21 18:38:20
      水管漏水，漏到楼下了

      何先生 2026/11/21 18:40:00
      谢谢居委会
      """

    @Test(
      "A big paste is listed, those that are marked are registered, and a second paste is recognised"
    )
    func pastes() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "早先的一件", "--as", "王芳").succeeded()
        let console = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await console.waitFor("早先的一件")
        try await console.press("w")
        try await console.waitFor("再到这里粘贴")
        try await console.paste(ChatTests.conversation)
        try await console.waitFor("已标记 2 条")
        let screen = try await console.waitFor("客套话")
        #expect(screen.contains("工作人员") && !screen.contains("13800002046"))
        try await console.press("s")
        try await console.waitFor("没有登记 2 条")
        let all = try await desk.juwei("list", "--status", "all", "--json").succeeded()
          .json([RequestDocument].self)
        let pasted = all.filter { $0.channel == "weChatGroup" }
        #expect(Set(pasted.map(\.text)) == ["楼道灯不亮，有老人摔倒", "水管漏水，漏到楼下了（群里附图片 1 张）"])
        #expect(
          Set(pasted.map(\.receivedAt)) == [
            "2026-11-21T18:36:05+08:00", "2026-11-21T18:38:00+08:00",
          ])
        try await console.press("Escape")
        try await console.waitUntilGone("没有登记 2 条")
        try await console.press("w")
        try await console.waitFor("再到这里粘贴")
        try await console.paste(ChatTests.conversation)
        try await console.waitFor("已标记 0 条")
        try await console.waitFor(#/已登记 1121-00\d/#)
      }
    }

    @Test("What was pasted outlives a killed console, with what was said of it")
    func survives() async throws {
      try await Desk.open { desk in
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("诉求")
        try await console.press("w")
        try await console.waitFor("再到这里粘贴")
        try await console.paste(ChatTests.conversation)
        try await console.waitFor("已标记 2 条")
        try await console.press("Space")
        try await console.waitFor("已标记 1 条")
        let sqlite = try Program.named("sqlite3", environment: desk.environment)
        let isKept = try await eventually { () -> Bool? in
          // What was marked stands behind a control character, which no paste can hold.
          let query = #"SELECT instr(body, '\u001e') > 0 FROM form_draft WHERE slot = 'chat'"#
          return try await sqlite.run([desk.database, query]).line == "1" ? true : nil
        }
        #expect(isKept == true)
        kill(try await console.program(), SIGKILL)
        let next = try await desk.console(as: "王芳")
        try await next.waitFor("诉求")
        try await next.press("w")
        try await next.waitFor("已标记 1 条")
        try await next.waitFor("上次粘贴")
      }
    }
  }
}
