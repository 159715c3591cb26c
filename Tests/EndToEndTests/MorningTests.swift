import Foundation
import Testing

/// The morning after a weekend, on the real binary.
extension EndToEnd {
  @Suite("晨会")
  struct MorningTests {
    @Test(
      "It is written when it is opened; a decision becomes a task, the minutes stay as they were")
    func morning() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "12号502 楼道灯不亮 13800002046 !急", "--as", "王芳").succeeded()
        let monday = ["JUWEI_NOW": "2026-11-23T08:30:00+08:00"]
        let one = try await desk.console(
          as: "王芳", environment: monday, columns: 80, rows: 24)
        try await one.waitFor("诉求")
        try await one.press("6")
        try await one.waitFor("11月20日至22日")
        try await one.waitFor("收到 1 ")
        try await one.waitFor("急件超时")
        try await one.press("Tab")
        try await one.waitFor("现在谁去办")
        try await one.press("@")
        try await one.waitFor("╭ 交办")
        try await one.type("带梯子换灯")
        try await one.press("C-s")
        try await one.waitFor("已交办 王芳")
        try await one.press("A")
        try await one.waitFor("╭ 到会")
        try await one.press("C-s")
        try await one.waitFor("已记下")
        try await one.press("z")
        try await one.waitFor("╭ 散会留档")
        try await one.type("下午停水")
        try await one.press("C-s")
        try await one.waitFor("纪要留档")

        // What happens afterwards changes nothing of what was kept.
        let later = ["JUWEI_NOW": "2026-11-24T08:30:00+08:00"]
        let number = "20261121-001"
        try await desk.juwei(
          ["do", number, "cancel", "--text", "记错了", "--as", "王芳"], environment: later
        ).succeeded()
        let kept = try await desk.juwei(
          ["morning", "--date", "2026-11-23"], environment: later
        ).succeeded().output
        #expect(kept.contains("带梯子换灯") && kept.contains("下午停水") && kept.contains("楼道灯不亮"))
        #expect(!kept.contains("13800002046"))
        // The task was not done: it is there the next morning.
        let next = try await desk.juwei(["morning"], environment: later).succeeded().output
        #expect(next.contains("以前的交办") && next.contains("带梯子换灯"))
        let page = desk.folder.appending(path: "晨会.html").path
        try await desk.juwei(
          ["morning", "--date", "2026-11-23", "--html", "--out", page], environment: later
        ).succeeded()
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(html.contains("size: A4 portrait") && html.contains("带梯子换灯"))
        try await desk.juwei(
          ["morning", "--html", "--out", page], environment: later
        ).refused()
        let brief = try await desk.juwei(
          ["morning", "--date", "2026-11-23", "--brief"], environment: later
        ).succeeded().output
        #expect(brief.hasPrefix("【晨会】") && !brief.contains("王芳") && !brief.contains("502"))
      }
    }

    @Test("A day that has not come, a date that is none, and no database are said")
    func refusals() async throws {
      try await Desk.open { desk in
        try await desk.juwei("morning").refused()
        try await desk.juwei("add", "灯不亮", "--as", "王芳").succeeded()
        try await desk.juwei("morning", "--date", "2026-12-01").refused(status: 2)
        try await desk.juwei("morning", "--date", "昨天").refused(status: 2)
        try await desk.juwei("morning", "--json", "--html").refused(status: 2)
        let json = try await desk.juwei("morning", "--json").succeeded().output
        #expect(json.contains("\"figures\""))
      }
    }
  }
}
