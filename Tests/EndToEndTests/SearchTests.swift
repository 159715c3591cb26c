import Testing

/// Finding requests, narrowing lists and keeping views, through the real console.
extension EndToEnd {
  @Suite("Searching and views")
  struct SearchTests {
    @Test("Digits of a phone find it masked, and letters find the text")
    func digitsAndLetters() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "楼道灯不亮 李阿姨 13800002046", "--as", "王芳").succeeded()
        try await desk.juwei("add", "厨房漏水 13911117788", "--as", "王芳").succeeded()
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("厨房漏水")
        for word in ["0204", "lddbl"] {
          try await console.press("/")
          try await console.type(word)
          try await console.waitUntilGone("厨房漏水")
          let screen = try await console.waitFor("138****2046")
          #expect(screen.contains("楼道灯不亮"))
          #expect(!screen.contains("13800002046"))
          try await console.press("Escape")
          try await console.waitFor("厨房漏水")
        }
      }
    }

    @Test("A facet narrows the list, and a view of it survives a restart")
    func views() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "楼道灯不亮 !急", "--as", "王芳").succeeded()
        try await desk.juwei("add", "厨房漏水", "--as", "王芳").succeeded()
        let console = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await console.waitFor("厨房漏水")
        try await console.press("F")
        try await console.waitFor("符合 2 件")
        for _ in 0..<5 { try await console.press("Right") }
        try await console.waitFor("普通")
        try await console.press("Down", "Space")
        try await console.waitFor("符合 1 件")
        try await console.press("Escape")
        try await console.waitUntilGone("符合 1 件")
        try await console.waitUntilGone("厨房漏水")
        try await console.waitFor("紧急 急")
        try await console.press("V")
        try await console.waitFor("视图一览")
        try await console.press("s")
        try await console.waitFor("存为")
        try await console.type("急件")
        try await console.waitFor("急件")
        try await console.press("Enter")
        try await console.waitFor("已存为视图「急件」")
        try await console.press("Escape")
        try await console.waitUntilGone("视图一览")
        try await console.press("q")
        try await console.waitFor("退出值班台")
        try await console.press("y")
        #expect(try await console.waitForExit() == 0)

        let again = try await desk.console(as: "王芳", columns: 80, rows: 24)
        let screen = try await again.waitFor("诉求 · 急件")
        #expect(screen.contains("楼道灯不亮") && !screen.contains("厨房漏水"))
        let listed = try await desk.juwei("list", "--view", "急件", "--as", "王芳", "--json")
          .succeeded().json([RequestDocument].self)
        #expect(listed.count == 1)
      }
    }
  }
}
