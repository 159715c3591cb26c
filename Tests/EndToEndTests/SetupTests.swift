import Foundation
import Testing

/// A new committee begins: an empty folder, a keyboard, Chinese text.
extension EndToEnd {
  @Suite("First start")
  struct SetupTests {
    /// A working Friday, shortly before the desk of this committee closes.
    static let friday = "2026-11-20T18:50:00+08:00"

    @Test("From an empty folder to the first request with the right due time, killed in the middle")
    func firstStart() async throws {
      try await Desk.open(now: Self.friday) { desk in
        let first = try await desk.console(columns: 80, rows: 24)
        try await first.waitFor("欢迎使用居委值班台")
        try await first.press("Enter")
        try await first.waitFor("居民区和您自己")
        try await first.type("瑞和锦庭居民区")
        try await first.press("Enter")
        try await first.type("陈静")
        try await first.waitFor("陈静（书记）")
        try await first.press("C-s")
        try await first.waitFor("小区，一行一个")
        try await first.type("瑞和锦庭 瑞和物业")
        try await first.press("Enter")
        try await first.type("木荷苑")
        try await first.waitFor("小区 2 个")
        try await first.press("Enter", "Enter")
        try await first.waitFor("楼组，一行可以写出许多个")
        try await first.type("1-12号楼")
        try await first.waitFor("瑞和锦庭 12 个")

        // What was typed is on the disk before the next key; nothing else is.
        try await Self.waitForDraft(of: desk, holding: "1-12号楼")
        kill(try await first.program(), SIGKILL)
        try await first.waitFor("EXIT:137")
        #expect(try await desk.juwei("staff", "--json").output.contains("[]"))

        let second = try await desk.console(columns: 80, rows: 24)
        try await second.waitFor("接着上次写的")
        try await second.waitFor("瑞和锦庭 12 个")
        try await second.press("Enter")
        try await second.paste("木荷苑 1-8号\n木荷苑：南门岗亭")
        try await second.waitFor("木荷苑 9 个")
        try await second.press("C-s")
        try await second.waitFor("人员，一行一位")
        try await second.type("王芳 值班员 13800002046")
        try await second.press("Enter")
        try await second.type("赵师傅 物业维修")
        try await second.waitFor("维修人员  物业")
        try await second.press("C-s")
        try await second.waitFor("错时时段：")
        try await second.press("C-u")
        try await second.type("8点半-18：55")
        try await second.press("Enter", "C-u")
        try await second.type("10:00-15:00")
        try await second.waitFor("共 5小时")
        try await second.press("C-s")
        try await second.waitFor("本周起的排班")
        try await second.type("周一至周五 17:30-18:55 王芳")
        try await second.waitFor("本周起 4 周")
        try await second.press("C-s")
        try await second.waitFor("都齐了")
        try await second.press("Enter")
        try await second.waitFor("设置好了")
        try await second.waitFor("瑞和锦庭居民区")

        try await second.press("n")
        try await second.waitFor("╭ 新诉求")
        try await second.type("木荷苑5号302 楼道灯不亮")
        try await second.press("Enter")
        try await second.waitFor("✓ 已登记 20261120-001")
        let shown = try await desk.juwei("show", "001", "--json").succeeded()
          .json(RequestDocument.self)
        #expect(shown.group == "木荷苑5号" && shown.room == "302")
        // Ten minutes of duty: five until the desk closes at 18:55, five from Saturday's 10:00 on.
        #expect(shown.obligation?.dueAt == "2026-11-21T10:05:00+08:00")
        #expect(shown.events.first?.actor == "陈静")
        let staff = try await desk.juwei("staff").succeeded().output
        #expect(staff.contains("王芳") && staff.contains("赵师傅"))
        try await desk.juwei("doctor").succeeded()
      }
    }

    @Test("Later, S changes hours, people and roster, and says what follows")
    func settings() async throws {
      try await Desk.open(now: Self.friday) { desk in
        try await desk.juwei("add", "楼道灯不亮", "--as", "陈静").succeeded()
        let console = try await desk.console(as: "陈静", columns: 80, rows: 24)
        try await console.waitFor("楼道灯不亮")
        try await console.press("S")
        try await console.waitFor("╭ 设置")
        try await console.press("5")
        try await console.waitFor("＋ 添加人员")
        try await console.press("Enter")
        try await console.waitFor("登记人员，一行一位")
        try await console.type("赵师傅 物业维修 13900001234")
        try await console.waitFor("139****1234")
        try await console.press("C-s")
        try await console.waitFor("已添加 1 位")
        try await console.press("Escape")
        try await console.waitFor("6 错时时段")
        try await console.press("6")
        try await console.waitFor("╭ 错时时段")
        try await console.press("C-u")
        try await console.type("08:30-18:55")
        try await console.press("C-s")
        try await console.waitFor("1 件时限重新计算")
        try await console.press("7")
        try await console.waitFor("这一周还没有排班")
        try await console.press("Enter")
        try await console.waitFor("按周排班，从本周算起")
        try await console.type("每天 19:00-21:00 夜巡 赵师傅")
        try await console.waitFor("排出 3 个班次")
        try await console.press("C-s")
        // A fitter does not patrol by the rules: that is said once.
        try await console.waitFor("再保存一次")
        try await console.press("C-s")
        try await console.waitFor("已添加 3 个")
        try await console.waitFor("周日 11月22日 19:00-21:00 夜巡")
        let shown = try await desk.juwei("show", "001", "--json").succeeded()
          .json(RequestDocument.self)
        #expect(shown.obligation?.dueAt == "2026-11-21T09:05:00+08:00")
        try await desk.juwei("doctor").succeeded()
      }
    }

    /// Waits until what was typed has reached the database.
    private static func waitForDraft(of desk: Desk, holding text: String) async throws {
      let found = try await eventually {
        let folder = URL(fileURLWithPath: desk.database).deletingLastPathComponent()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        for name in files where name.hasPrefix("desk.db") {
          let bytes = try? Data(contentsOf: folder.appending(path: name))
          if bytes?.range(of: Data(text.utf8)) != nil { return true }
        }
        return nil
      }
      try #require(found == true, "the draft did not reach the disk")
    }
  }
}
