import Foundation
import Testing

/// A night at the desk and the morning after it, on the real binary: what the night wrote is what the 晨会 says.
extension EndToEnd {
  @Suite("A night and the morning after it")
  struct NightShiftTests {
    private static func at(_ moment: String) -> [String: String] {
      ["JUWEI_NOW": "2026-11-\(moment):00+08:00"]
    }

    @Test(
      "签到, three requests, a patrol with a finding, 交班, 接班签字; the 晨会 knows all of it, and what it decides comes back"
    )
    func nightAndMorning() async throws {
      // A Wednesday.
      try await Desk.open(now: "2026-11-18T17:00:00+08:00") { desk in
        try await setUp(desk)
        let numbers = try await evening(at: desk)
        let found = try await patrol(at: desk)
        let word = try await handOver(at: desk)
        try await sign(word, at: desk)
        let decided = try await meeting(at: desk, found: found)
        #expect((numbers + [found]).contains(decided))
        try await agrees(desk, decided: decided, found: found)
        try await dayAfter(desk, decided: decided)
        try await desk.juwei(["doctor"], environment: Self.at("20T09:00")).succeeded()
      }
    }

    private func setUp(_ desk: Desk) async throws {
      try await desk.juwei("add", "门禁坏了", "--as", "陈静").succeeded()
      try await desk.juwei("do", "001", "cancel", "--text", "记错了", "--as", "陈静").succeeded()
      for name in ["王芳", "李强", "徐敏"] {
        try await desk.juwei("staff", "add", name, "--role", "值班员", "--as", "陈静").succeeded()
      }
      for line in [
        "周三 17:30-22:00 王芳", "周三 20:00-21:00 夜巡 李强", "周四 08:30-17:30 徐敏",
      ] {
        try await desk.juwei("setup", "shift", "add", line, "--as", "陈静").succeeded()
      }
      let roster = try await desk.juwei("roster", "show").succeeded().output
      #expect(roster.contains("夜巡") && roster.contains("李强"))
    }

    /// 签到 and three requests; their numbers.
    private func evening(at desk: Desk) async throws -> [String] {
      let console = try await desk.console(as: "王芳", environment: Self.at("18T17:32"))
      try await console.waitFor("待响应 0")
      try await console.press("+")
      try await console.waitFor("还没有签到")
      try await console.press("Enter")
      try await console.waitFor("王芳 已签到 17:32")
      var numbers: [String] = []
      for text in ["12号502 电梯困人 !特急", "3号楼 厨房漏水 !急", "5号楼 楼道灯不亮"] {
        try await console.press("n")
        try await console.waitFor("╭ 新诉求")
        try await console.type(text)
        try await console.press("Enter")
        let saved = try await console.waitFor("a further number") { screen in
          screen.text.firstMatch(of: #/✓ 已登记 (\d{8}-\d{3})/#).map {
            !numbers.contains(String($0.1))
          } ?? false
        }
        let match = try #require(saved.text.firstMatch(of: #/✓ 已登记 (\d{8}-\d{3})/#))
        numbers.append(String(match.1))
      }
      // Answered at once; who goes there is not settled.
      for number in numbers {
        try await desk.juwei(
          ["do", number, "respond", "--as", "王芳"], environment: Self.at("18T17:40")
        ).succeeded()
      }
      try await console.waitFor("待响应 0")
      return numbers
    }

    /// 夜巡 with one finding; the number of the request that it became.
    private func patrol(at desk: Desk) async throws -> String {
      let console = try await desk.console(
        as: "李强", environment: Self.at("18T20:55"), columns: 80, rows: 24)
      try await console.waitFor("电梯困人")
      try await console.press("9")
      try await console.waitFor("开一轮 夜巡")
      try await console.press("Enter")
      try await console.waitFor("北门岗亭")
      for _ in 0..<5 { try await console.press("Enter") }
      try await console.waitFor("5/10")
      try await console.press("f")
      try await console.waitFor("发现 *")
      try await console.type("两辆电瓶车飞线充电")
      try await console.press("Tab")
      // 安全隐患 by its letters.
      try await console.type("aq")
      try await console.press("C-s")
      try await console.waitFor("按 r 登记成诉求")
      try await console.press("r")
      let saved = try await console.waitFor(#/已登记 \d{8}-\d{3}/#)
      let match = try #require(saved.text.firstMatch(of: #/已登记 (\d{8}-\d{3})/#))
      try await console.press("s")
      try await console.waitFor("没打的 4 项")
      try await console.type("下大雨")
      try await console.press("C-s")
      try await console.waitFor("已结束：夜巡 6/10")
      return String(match.1)
    }

    /// 交班 with a word on each that needs one; the word.
    private func handOver(at desk: Desk) async throws -> String {
      let word = "已约师傅明早八点"
      let console = try await desk.console(as: "王芳", environment: Self.at("18T21:45"))
      try await console.waitFor("电梯困人")
      try await console.press("+")
      var screen = try await console.waitFor(#/已写 0/\d+/#)
      let needed = try #require(
        screen.text.firstMatch(of: #/已写 0/(\d+)/#).flatMap { Int($0.1) })
      #expect(needed > 0)
      for written in 1...max(1, needed) {
        try await console.type(word)
        screen = try await console.waitFor("已写 \(written)/\(needed)")
        if written < needed { try await console.press("Enter") }
      }
      try await console.press("C-s")
      try await console.waitFor("已交班，等徐敏签字")
      let unsigned = try await desk.juwei(
        ["morning", "--json"], environment: Self.at("19T08:20")
      ).succeeded().json(Morning.self)
      #expect(unsigned.nightNotes.contains { $0.title == "交接班" && $0.open })
      return word
    }

    /// 接班签字 by the shift of the morning.
    private func sign(_ word: String, at desk: Desk) async throws {
      let console = try await desk.console(as: "徐敏", environment: Self.at("19T08:31"))
      try await console.waitFor("交接未签 1")
      try await console.press("+")
      try await console.waitFor("未签字，等徐敏签")
      try await console.waitFor(word)
      try await console.press("s")
      try await console.waitFor("同时签到")
      try await console.press("C-s")
      try await console.waitFor("徐敏 08:31 签字")
    }

    /// The meeting: what the night left is there; a decision on what is late. The number of what it was about.
    private func meeting(at desk: Desk, found: String) async throws -> String {
      let console = try await desk.console(as: "陈静", environment: Self.at("19T08:40"))
      try await console.waitFor("电梯困人")
      try await console.press("6")
      try await console.waitFor("昨夜值守")
      try await console.waitFor("17:30–22:00 王芳")
      try await console.waitFor("夜巡 6/10")
      try await console.waitFor("徐敏接班签字")
      try await console.waitFor("两辆电瓶车飞线充电")
      try await console.waitFor("已登记 \(found)")
      for _ in 0..<4 {
        if try await console.screen.contains("现在谁去办") { break }
        try await console.press("Tab")
        _ = try await console.look(within: .seconds(2)) { $0.contains("现在谁去办") }
      }
      try await console.waitFor("现在谁去办")
      try await console.press("@")
      let form = try await console.waitFor(#/╭ 交办 · \d{8}-\d{3}/#)
      let match = try #require(form.text.firstMatch(of: #/╭ 交办 · (\d{8}-\d{3})/#))
      try await console.type("带物业去现场看")
      try await console.press("C-s")
      try await console.waitFor("已交办 ")
      return String(match.1)
    }

    /// The command line says the same as the screen did.
    private func agrees(_ desk: Desk, decided: String, found: String) async throws {
      let report = try await desk.juwei(["morning", "--json"], environment: Self.at("19T08:45"))
        .succeeded().json(Morning.self)
      #expect(report.night.count == 2)
      #expect(report.nightNotes.contains { $0.title == "夜巡" && $0.text.contains("6/10") })
      #expect(report.nightNotes.contains { $0.title == "发现" && $0.text.contains(found) })
      #expect(report.nightNotes.contains { $0.title == "交接班" && $0.text.contains("徐敏接班签字") })
      // The one who never signed in to the patrol is all that is open of the night.
      #expect(
        report.nightNotes.filter(\.open).map(\.text) == ["11月18日 夜巡 20:00–21:00 没有签到：李强"])
      let task = try #require(report.decided.first)
      #expect(report.decided.count == 1 && task.title == "带物业去现场看" && task.request == decided)
      #expect(!task.person.isEmpty && task.dueAt.hasPrefix("2026-11-"))
      let request = try await desk.juwei(
        ["show", decided, "--json"], environment: Self.at("19T08:45")
      ).succeeded().json(RequestDocument.self)
      #expect(request.obligation?.kind == "task" && request.obligation?.dueAt == task.dueAt)
    }

    /// What was not done is there again.
    private func dayAfter(_ desk: Desk, decided: String) async throws {
      let next = Self.at("20T08:40")
      let report = try await desk.juwei(["morning", "--json"], environment: next).succeeded()
        .json(Morning.self)
      #expect(report.tasks.contains { $0.title == "带物业去现场看" && $0.request == decided })
      #expect(report.decided.isEmpty)
      let console = try await desk.console(as: "陈静", environment: next)
      try await console.waitFor("电梯困人")
      try await console.press("6")
      try await console.waitFor("以前的交办")
      try await console.waitFor("带物业去现场看")
    }
  }
}

/// What scripts read of `juwei morning --json`.
private struct Morning: Decodable {
  struct Night: Decodable {}
  struct Note: Decodable {
    let title: String
    let text: String
    let open: Bool
  }
  struct Task: Decodable {
    let title: String
    let person: String
    let dueAt: String
    let request: String?
  }
  let night: [Night]
  let nightNotes: [Note]
  let decided: [Task]
  let tasks: [Task]
}
