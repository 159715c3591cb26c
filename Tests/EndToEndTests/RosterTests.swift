import Testing

/// The roster in a real terminal: seen, and swapped between two desks.
extension EndToEnd {
  @Suite("值班表")
  struct RosterTests {
    @Test(
      "A gap is seen, a swap is asked at one desk and agreed at the other, and the roster follows")
    func roster() async throws {
      try await Desk.open(now: "2026-11-20T16:00:00+08:00") { desk in
        for name in ["王芳", "周宁"] {
          _ = try await desk.juwei("staff", "add", name, "--role", "值班员", "--as", "陈静").succeeded()
        }
        _ = try await desk.juwei(
          "setup", "shift", "add", "周一 17:30-20:00 王芳", "周二 17:30-20:00 周宁", "--weeks", "2",
          "--as", "陈静"
        ).succeeded()
        let one = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await one.waitFor("诉求")
        try await one.press("4")
        try await one.waitFor("值班表 11月16日–22日（本周）")
        try await one.press("NPage")
        try await one.waitFor("（下周）")
        try await one.waitFor("✕无人")
        try await one.press("Left", "Left", "Left", "Left")
        try await one.waitFor("11月23日 周一")
        try await one.press("Up", "Up", "Up", "Up", "Down", "Down")
        try await one.waitFor("· 错时 ─")
        try await one.press("h")
        try await one.waitFor("王芳换班")
        try await one.press("C-s")
        try await one.waitFor("等周宁答复")

        let other = try await desk.console(as: "周宁")
        try await other.waitFor("换班等您答复：王芳")
        try await other.press("4")
        try await other.waitFor("换班等答复 1")
        try await other.press("H")
        try await other.waitFor("换班一览")
        try await other.press("Enter")
        try await other.waitFor("周宁同意，值班表马上改好")
        try await other.press("Enter")
        try await other.waitFor("值班表已经改好")

        // The other desk sees it without a key.
        try await one.waitFor("17:30-20:00 错时 周宁")
        let shown = try await desk.juwei("roster", "show", "--week", "11月24日", "--by", "person")
          .succeeded().output
        #expect(shown.contains("23日错时") && shown.contains("24日错时"))
      }
    }
  }
}
