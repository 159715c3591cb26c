import Foundation
import Testing

/// 微实事 on the real binary: from a resident's word to 销项 and 告知居民.
extension EndToEnd {
  @Suite("微实事")
  struct ProjectTests {
    private struct Document: Decodable {
      var number: String
      var stage: String
      var missingForCloseOff: [String]
      var sources: [Source]

      struct Source: Decodable {
        var number: String
        var standing: String
      }
    }

    @Test("A request becomes a project by key, is closed off with proof, and its resident is told")
    func wholeWay() async throws {
      try await Desk.open { desk in
        let number = "20261121-001"
        try await desk.juwei("add", "12号楼楼道没有扶手，老人下楼摔过 13800002046", "--as", "王芳")
          .succeeded()
        try await desk.juwei("do", number, "respond", "--note", "记下了", "--as", "王芳").succeeded()
        let one = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await one.waitFor("楼道没有扶手")
        try await one.press(">")
        try await one.waitFor("立微实事项目")
        try await one.press("w")
        try await one.waitFor("立项 · 哪一类")
        try await one.press("4")
        try await one.waitFor("微实事立项")
        try await one.type("12号楼加装扶手")
        try await one.press("C-s")
        try await one.waitFor("已立项 2026-01")

        // The milestone is what the request owes now, and the board shows it.
        try await one.waitFor("节点")
        try await one.press("5")
        try await one.press("Tab")
        try await one.waitFor("微实事 · 按阶段")
        try await one.waitFor("征集需求、报名")
        // Not finished: 销项 says what is missing.
        try await one.press("x")
        try await one.waitFor("还不能销项")

        let project = "2026-01"
        for milestone in ["1", "2", "3"] {
          try await desk.juwei(
            "project", "milestone", "done", project, milestone, "--words", "做好了", "--as", "王芳"
          ).succeeded()
        }
        let open = try await desk.juwei("project", "show", project, "--json").succeeded()
          .json(Document.self)
        #expect(open.missingForCloseOff.count == 2)
        let refused = try await desk.juwei(
          "project", "close-off", project, "--words", "装好了", "--as", "王芳"
        ).refused()
        #expect(refused.error.contains("凭据") && refused.error.contains("评议"))
        let photo = try desk.file("完工.jpg", "a photo")
        try await desk.juwei(
          "project", "evidence", project, "--words", "完工照片", "--file", photo, "--as", "王芳"
        ).succeeded()
        try await one.waitFor("凭据 1 份")
        try await one.press("r")
        try await one.waitFor("记居民评议 ·")
        try await one.type("评议会，居民代表 9 人")
        try await one.press("Tab")
        try await one.type("9")
        try await one.press("C-s")
        try await one.waitFor("都齐了")
        try await one.press("x")
        try await one.waitFor("做成了什么")
        try await one.type("一至六层扶手装好了")
        try await one.press("C-s")
        try await one.waitFor("已销项")
        try await one.waitFor("待告知居民 1 件")

        // Back to the request by key, and the resident is told there.
        try await one.press("Enter")
        try await one.waitFor("来源诉求")
        let list = try await desk.juwei("list", "--json").succeeded().json([RequestDocument].self)
        #expect(list.map(\.number) == [number])
        try await one.press("Enter")
        try await one.waitFor(number)
        try await one.press("Enter")
        try await one.waitFor("按 5 回到微实事")
        try await desk.juwei("do", number, "confirm", "--as", "王芳").refused()
        try await desk.juwei(
          "do", number, "feedback", "--text", "扶手装好了", "--method", "phone", "--as", "王芳"
        ).succeeded()
        try await desk.juwei("do", number, "confirm", "--as", "王芳").succeeded()
        let told = try await desk.juwei("project", "show", project, "--json").succeeded()
          .json(Document.self)
        #expect(told.stage == "closedOff")
        #expect(told.sources.map(\.standing) == ["已告知，已办结"])

        // The chain, from the first word to the end.
        let thread = try await desk.juwei("show", number, "--thread").succeeded().output
        let words = ["登记", "列入微实事", "节点完成", "居民评议", "微实事销项", "告知居民"]
        var rest = Substring(thread)
        for word in words {
          let found = try #require(rest.range(of: word), "\(word) in \(thread)")
          rest = rest[found.upperBound...]
        }
        #expect(!thread.contains("13800002046"))
        let page = desk.folder.appending(path: "销项.html").path
        try await desk.juwei("project", "notice", project, "--result", "--out", page).succeeded()
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(html.contains("一至六层扶手装好了") && !html.contains("13800002046"))
      }
    }

    @Test("What is wrong is said, and nothing is changed")
    func refusals() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "楼道没有扶手", "--as", "王芳").succeeded()
        try await desk.juwei(
          "project", "create", "001", "--name", "扶手", "--as", "王芳"
        ).refused()
        try await desk.juwei(
          "project", "create", "001", "--name", "扶手", "--kind", "没有这类", "--as", "王芳"
        ).refused()
        try await desk.juwei(
          "project", "create", "001", "--name", "扶手", "--milestone", "销项|做|12-03", "--as", "王芳"
        ).refused()
        try await desk.juwei("project", "show", "2026-01").refused()
        let list = try await desk.juwei("project", "list", "--json").succeeded().output
        #expect(list.trimmingCharacters(in: .whitespacesAndNewlines) == "[]")
        try await desk.juwei(
          "project", "create", "001", "--name", "扶手", "--milestone", "实施|装好|12-03", "--as", "王芳"
        ).succeeded()
        try await desk.juwei(
          "project", "milestone", "move", "扶手", "1", "--to", "12-10", "--as", "王芳"
        ).refused()
        try await desk.juwei(
          "project", "milestone", "move", "扶手", "1", "--to", "12-10", "--reason", "材料没到",
          "--version", "1", "--as", "王芳"
        ).succeeded()
        try await desk.juwei(
          "project", "note", "扶手", "--words", "晚了", "--version", "1", "--as", "王芳"
        ).refused()
        // What the project carries, the desk does not close on its own.
        try await desk.juwei("do", "001", "cancel", "--text", "不要了", "--as", "王芳").refused()
      }
    }
  }
}
