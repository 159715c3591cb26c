import Foundation
import Testing

/// Escalation that does not lose the thread: several parts on the real binary, one after the other.
extension EndToEnd {
  @Suite("From a cluster to 告知居民, and 督办")
  struct EscalationTests {
    private struct Figures: Decodable {
      var figures: [Figure]

      struct Figure: Decodable {
        var figure: String
        var numerator: Int
      }

      /// How many a figure counts.
      func count(_ id: String) -> Int? { figures.first { $0.figure == id }?.numerator }
    }

    @Test("Three alike become one 议题, a 协调会 makes it a 微实事, 销项 tells all three; figures follow")
    func cluster() async throws {
      try await Desk.open { desk in
        let numbers = try await takeThreeAlike(desk)
        let before = try await figures(desk)
        #expect(before.count("received") == 3 && before.count("closed") == 0)
        let one = try await desk.console(as: "陈静", columns: 100, rows: 30)
        try await one.waitFor("雨棚")
        try await desk.juwei(
          ["council", "propose", "12号楼雨棚漏水"] + numbers.flatMap { ["--request", $0] }
            + ["--as", "陈静"]
        ).succeeded()
        // The same escalation twice.
        let twice = try await desk.juwei(
          "council", "propose", "又是雨棚", "--request", numbers[0], "--as", "陈静"
        ).refused()
        #expect(twice.error.contains("12号楼雨棚漏水"))
        try await one.press("5")
        try await one.waitFor("12号楼雨棚漏水")

        try await desk.juwei(
          "council", "meet", "协调会", "议1", "--at", "20:30", "--place", "居委会议室", "--people",
          "书记：陈静；居民：李阿姨", "--as", "陈静"
        ).succeeded()
        try await one.waitFor("协调会")
        let early = try await desk.juwei(
          "council", "close", "会1", "--host", "陈静", "--recorder", "陈静", "--as", "陈静"
        ).refused()
        #expect(early.error.contains("签到") || early.error.contains("决议"))
        try await desk.juwei("council", "sign-in", "会1", "书记：陈静；居民：李阿姨", "--as", "陈静")
          .succeeded()
        try await desk.juwei(
          "council", "resolve", "会1", "议1", "project", "--words", "列入微实事，换雨棚", "--task",
          "换雨棚 @陈静 11-28", "--as", "陈静"
        ).succeeded()
        try await desk.juwei(
          "council", "close", "会1", "--host", "陈静", "--recorder", "陈静", "--as", "陈静"
        ).succeeded()
        try await one.press("Tab")
        try await one.waitFor("微实事 · 按阶段")
        try await one.waitFor("换雨棚")

        let open = try await desk.juwei(
          "project", "close-off", "2026-01", "--words", "换好了", "--as", "陈静"
        ).refused()
        #expect(open.error.contains("节点"))
        try await desk.juwei(
          "project", "milestone", "done", "2026-01", "1", "--words", "换好了", "--as", "陈静"
        ).succeeded()
        try await desk.juwei(
          "project", "evidence", "2026-01", "--words", "验收单（纸质），档案柜", "--as", "陈静"
        ).succeeded()
        try await desk.juwei(
          "project", "review", "2026-01", "--people", "居民代表 5 人", "--satisfied", "5", "--as", "陈静"
        ).succeeded()
        try await desk.juwei(
          "project", "close-off", "2026-01", "--words", "雨棚换好了，不漏了", "--as", "陈静"
        ).succeeded()
        try await one.waitFor("待告知居民 3 件")

        for number in numbers {
          #expect(try await request(number, desk).obligation?.kind == "telling")
          try await desk.juwei("do", number, "confirm", "--as", "陈静").refused()
          try await desk.juwei(
            "do", number, "feedback", "--text", "雨棚换好了", "--as", "陈静"
          ).succeeded()
          try await desk.juwei("do", number, "confirm", "--as", "陈静").succeeded()
          #expect(try await request(number, desk).status == "closed")
        }
        let after = try await figures(desk)
        #expect(after.count("received") == 3 && after.count("closed") == 3)
        let thread = try await desk.juwei("show", numbers[1], "--thread").succeeded().output
        var rest = Substring(thread)
        for word in ["登记", "列入议题", "列入微实事", "节点完成", "微实事销项", "告知居民"] {
          let found = try #require(rest.range(of: word), "\(word) in \(thread)")
          rest = rest[found.upperBound...]
        }
        let health = try await desk.juwei("doctor", "--json").succeeded().json(DoctorDocument.self)
        #expect(health.ok)
      }
    }

    @Test(
      "Of two units one turns up and one does not; what is not accepted goes to the 书记 until it is")
    func whistleAndSupervision() async throws {
      try await Desk.open { desk in
        let number = "20261121-001"
        try await desk.juwei("add", "南门夜间烧烤占道 13800002046", "--as", "陈静").succeeded()
        try await desk.juwei("do", number, "respond", "--note", "记下了", "--as", "陈静").succeeded()
        try await desk.juwei("do", number, "triage", "--tier", "2", "--as", "陈静").succeeded()
        try await desk.juwei(
          "whistle", "blow", "南门夜间烧烤占道", "--units", "城管中队、派出所", "--level", "red", "--for",
          "001", "--as", "陈静"
        ).succeeded()
        try await desk.juwei("whistle", "check-in", "01", "城管中队", "--who", "刘队长", "--as", "陈静")
          .succeeded()
        let one = try await desk.console(as: "陈静", columns: 100, rows: 30)
        try await one.waitFor("报到")
        try await one.press(">")
        try await one.waitFor("南门夜间烧烤占道")
        try await one.press("Enter")
        try await one.waitFor("派出所")
        // Later that night it is plain who did not come.
        func late(_ words: String...) async throws -> ToolResult {
          try await desk.juwei(
            words + ["--as", "陈静"], environment: ["JUWEI_NOW": "2026-11-21T23:30:00+08:00"]
          ).succeeded()
        }
        #expect(try await late("supervise", "list", "--json").output.contains(number))
        _ = try await late("do", number, "resolve", "--text", "摊位已清")
        _ = try await late("do", number, "feedback", "--text", "摊位已清")
        _ = try await late("do", number, "reject", "--text", "又来了")
        _ = try await late("do", number, "inquire", "--text", "为什么又来了")
        _ = try await late("do", number, "answer-inquiry", "--text", "派出所没有来")
        _ = try await late("do", number, "supervise", "--text", "今晚再去")
        _ = try await late("do", number, "resolve", "--text", "清走了")
        _ = try await late("do", number, "feedback", "--text", "清走了")
        _ = try await late("do", number, "confirm")
        #expect(try await request(number, desk).status == "closed")
      }
    }

    // MARK: Helpers

    private func takeThreeAlike(_ desk: Desk) async throws -> [String] {
      var numbers: [String] = []
      for (index, room) in ["502", "602", "402"].enumerated() {
        let number = "20261121-00\(index + 1)"
        try await desk.juwei(
          "add", "12号\(room) 雨棚漏水 1380000204\(index)", "--as", "陈静"
        ).succeeded()
        try await desk.juwei("do", number, "respond", "--note", "记下了", "--as", "陈静").succeeded()
        numbers.append(number)
      }
      return numbers
    }

    private func figures(_ desk: Desk) async throws -> Figures {
      try await desk.juwei("report", "month", "--json").succeeded().json(Figures.self)
    }

    private func request(_ number: String, _ desk: Desk) async throws -> RequestDocument {
      try await desk.juwei("show", number, "--json").succeeded().json(RequestDocument.self)
    }
  }
}
