import Foundation
import Testing

/// 督办 on the real binary: a rejected result comes to the supervisor and goes back accepted, over two 居民区.
extension EndToEnd {
  @Suite("督办")
  struct SupervisionTests {
    @Test("A rejected result → 督办 → asked, answered, closed → accepted; figures before and after")
    func rejected() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "厨房水管漏水 !一级", "--as", "王芳").succeeded()
        try await desk.juwei(
          "staff", "add", "周督导", "--role", "街镇督导", "--as", "王芳"
        ).succeeded()
        try await desk.juwei(
          "supervise", "neighborhoods", "add", "翠湖居民区", "--area", "北片区", "--secretary", "张敏",
          "--as", "周督导"
        ).succeeded()
        try await desk.juwei("add", "垃圾没有清运", "--as", "张敏").succeeded()
        for step in [
          ["respond"], ["resolve", "--text", "换了垫圈"], ["feedback", "--text", "换了垫圈"],
          ["reject", "--text", "还在漏"],
        ] {
          try await desk.juwei(["do", "001"] + step + ["--as", "王芳"]).succeeded()
        }

        // The supervisor begins with all of them, and goes down to the request.
        let boss = try await desk.console(as: "周督导", columns: 80, rows: 24)
        try await boss.waitFor("督办 · 2 个居民区")
        try await boss.waitFor("翠湖 ")
        try await boss.press("End")
        try await boss.waitFor("本居民区  要督办的 1 件")
        try await boss.press("Enter")
        try await boss.waitFor("督办 · 本居民区")
        try await boss.press("Enter")
        try await boss.waitFor("厨房水管漏水")
        try await boss.press("^")
        try await boss.waitFor("╭ 督办问询")
        try await boss.type("为什么没有修好？")
        try await boss.press("C-s")
        try await boss.waitFor("问询待答 1")

        // The question is in the committee's queue; the answer comes back marked until it is closed.
        try await desk.juwei(
          "do", "001", "answer-inquiry", "--text", "下午换整段水管", "--as", "王芳"
        ).succeeded()
        try await boss.waitFor("答复待阅 1")
        try await boss.press("^")
        try await boss.waitFor("下午换整段水管")
        try await boss.press("C-s")
        try await boss.waitFor("待督办")
        for step in [
          ["supervise", "--text", "换整段水管"], ["resolve", "--text", "换了水管"],
          ["feedback", "--text", "换了水管"], ["confirm"],
        ] {
          try await desk.juwei(["do", "001"] + step + ["--as", "王芳"]).succeeded()
        }
        try await boss.waitFor("没有要督办的诉求")
        let after = try await desk.juwei(
          "supervise", "areas", "--json", "--as", "周督导"
        ).succeeded().output
        #expect(after.contains("\"rejected\""))

        // Each desk sees its own; Esc leads back to all, Enter to the other one.
        try await boss.press("Escape")
        try await boss.waitFor("督办 · 本居民区")
        try await boss.press("Escape")
        try await boss.waitFor("督办 · 2 个居民区")
        try await boss.press("Home")
        try await boss.press("Down", "Down")
        try await boss.waitFor("翠湖居民区  要督办的")
        try await boss.press("Enter")
        try await boss.waitFor("督办 · 翠湖居民区")
        try await boss.press("1")
        try await boss.waitFor("垃圾没有清运")
      }
    }

    @Test("Nobody gets at another 居民区, by the command line or by switching")
    func scope() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "厨房水管漏水", "--as", "王芳").succeeded()
        try await desk.juwei(
          "supervise", "neighborhoods", "add", "翠湖居民区", "--secretary", "张敏", "--as", "王芳"
        ).succeeded()
        try await desk.juwei("add", "垃圾没有清运", "--as", "张敏").succeeded()
        try await desk.juwei("list", "-n", "翠湖", "--as", "王芳").refused()
        try await desk.juwei("list").refused()
        let own = try await desk.juwei("list", "--as", "张敏").succeeded().output
        #expect(own.contains("垃圾没有清运") && !own.contains("厨房水管漏水"))
        // 换人: the list says who works where.
        let console = try await desk.console(columns: 80, rows: 24)
        try await console.waitFor("请选择值班人员和居民区")
        try await console.waitFor("翠湖居民区")
        try await console.type("zm")
        try await console.press("Enter")
        try await console.waitFor("垃圾没有清运")
      }
    }
  }
}
