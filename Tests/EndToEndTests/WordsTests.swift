import Foundation
import Testing

/// Words for residents: written by the desk, filled in, copied and on the record.
extension EndToEnd {
  @Suite("Words for residents")
  struct WordsTests {
    @Test("A template written in the console is filled in, copied, and recorded as told")
    func told() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "厨房漏水 #微信", "--as", "王芳").succeeded()
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("厨房漏水")
        try await console.press("Y")
        try await console.waitFor("╭ 话术模板")
        try await console.press("n")
        try await console.waitFor("╭ 新模板")
        try await console.type("夜间")
        try await console.press("Tab", "Tab", "Tab", "Tab")
        try await console.type("{称呼}")
        try await console.press("C-s")
        try await console.waitFor("群消息整栋楼都看得到")
        try await console.press("C-u")
        try await console.type("编号{编号}夜里也有人管")
        try await console.press("C-s")
        try await console.waitFor("模板「夜间」已保存")
        try await console.press("Escape")
        try await console.waitUntilGone("╭ 话术模板")

        try await console.press("y")
        try await console.waitFor("╭ 告知居民")
        try await console.type("yj")
        try await console.waitFor("夜里也有人管")
        try await console.press("C-s")
        try await console.waitFor("╭ 给居民的话")
        let shown = try await desk.juwei("show", "001", "--json").succeeded().output
        #expect(shown.contains("\"informed\"") && shown.contains("夜里也有人管"))
        let text = try await desk.juwei("templates").succeeded().output
        #expect(text.contains("== 夜间 | 受理 | 群消息"))
        let bad = try desk.file("坏模板.txt", "== 甲 | 受理 | 群消息 ==\n{电话}\n")
        let refused = try await desk.juwei("templates", "--set", bad, "--as", "王芳")
        #expect(refused.status != 0 && refused.error.contains("第 1 行"))
        #expect(try await desk.juwei("templates").succeeded().output == text)
      }
    }
  }
}
