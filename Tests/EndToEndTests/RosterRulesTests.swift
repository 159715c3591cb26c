import Foundation
import Testing

/// 值班规则 on the real binary: kept as a text, and due times follow.
extension EndToEnd {
  @Suite("值班规则")
  struct RosterRulesTests {
    @Test(
      "A special day in the rules moves what is open; the header says who is on duty, and who is asked for what"
    )
    func rules() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "12号502 楼道灯不亮", "--as", "陈静").succeeded()
        // Saturday evening: nobody is there until Sunday at nine.
        #expect(try await due(desk) == "2026-11-22T09:10:00+08:00")
        let printed = try await desk.juwei("roster", "rules").succeeded().output
        #expect(printed.contains("班次 | 错时 | 工作日 | 17:30-20:00 | 1人"))

        let file = desk.folder.appending(path: "值班规则.txt")
        let text = printed + "# 台风\n特殊日 | 2026-11-21 | 00:00-24:00 | 防台\nAB角 | 调解 | 陈静 | 李强\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
        let set = try await desk.juwei("roster", "rules", "--set", file.path, "--as", "陈静")
          .succeeded().output
        #expect(set.contains("1 个特殊日、6 种班次、1 对AB角") && set.contains("1 件时限重新计算"))
        #expect(set.contains("人员里没有「李强」"))
        #expect(try await due(desk) == "2026-11-21T19:52:00+08:00")
        #expect(try await desk.juwei("roster", "rules").succeeded().output.contains("# 台风"))

        // What cannot be read changes nothing and says where.
        try "班次 | 晚班".write(to: file, atomically: true, encoding: .utf8)
        let refused = try await desk.juwei("roster", "rules", "--set", file.path, "--as", "陈静")
        #expect(refused.status == 1 && refused.error.contains("值班规则第 1 行"))
        #expect(try await desk.juwei("roster", "rules").succeeded().output.contains("# 台风"))

        try await desk.juwei(
          "setup", "shift", "add", "周六 17:30-20:00 陈静", "--as", "陈静"
        ).succeeded()
        let console = try await desk.console(as: "陈静", columns: 120, rows: 40)
        try await console.waitFor("周末值班 陈静 至20:00")
        try await console.waitFor("找谁（AB角）")
        try await console.waitFor("陈静（李强不在）")
        try await desk.juwei("doctor").succeeded()
      }
    }

    @Test("A shift entered at the keyboard moves the due time of what is open, over midnight too")
    func shifts() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "12号502 楼道灯不亮", "--as", "陈静").succeeded()
        let console = try await desk.console(as: "陈静", columns: 120, rows: 40)
        try await console.waitFor("楼道灯不亮")
        try await console.press("S", "7")
        try await console.waitFor("这一周还没有排班")
        try await console.press("Enter")
        try await console.waitFor("按周排班，从本周算起")
        try await console.type("周六 21:00-次日02:00 错时 陈静")
        try await console.waitFor("排出 1 个班次")
        try await console.press("C-s")
        try await console.waitFor("1 件时限重新计算")
        #expect(try await due(desk) == "2026-11-21T21:10:00+08:00")
        try await desk.juwei("doctor").succeeded()
      }
    }

    private func due(_ desk: Desk) async throws -> String? {
      try await desk.juwei("show", "001", "--json").succeeded().json(RequestDocument.self)
        .obligation?.dueAt
    }
  }
}
