import Foundation
import Testing

/// A night at the desk, by keyboard alone, while a second console watches.
extension EndToEnd {
  @Suite("The scenario")
  struct ScenarioTests {
    @Test(
      "From an empty database to one accepted and one supervised request, two consoles watching")
    func night() async throws {
      try await Desk.open { desk in
        let export = try desk.file("工单.csv", Tickets.csv(3))
        let photo = try desk.file("灯.jpg", "不是真的照片")
        let one = try await desk.console(as: "王芳")
        try await one.waitFor("待响应 0")
        let two = try await desk.console(as: "王芳")
        try await two.waitFor("待响应 0")

        try await one.press("I")
        try await one.waitFor("导入 12345 工单")
        try await one.type(export)
        try await one.press("Enter")
        try await one.waitFor("还没有写入")
        try await one.press("s")
        try await one.waitFor("导入完成")
        try await one.press("Escape")
        try await one.waitUntilGone("导入完成")
        try await one.waitFor("待响应 3")
        try await two.waitFor("待响应 3")

        let accepted = try await take("12号502 楼道灯不亮 13800002046 !急", at: one)
        try await two.waitFor("楼道灯不亮")
        try await seeThrough(accepted, at: one, photo: photo)
        try await one.press("s")
        try await two.waitUntilGone("楼道灯不亮")

        let rejected = try await take("3号楼 厨房漏水 !特急", at: one)
        try await seeThrough(rejected, at: one, photo: photo)
        try await one.press("x")
        try await one.waitFor("╭ 不认可")
        try await one.type("还在漏")
        try await one.press("C-s")
        try await one.waitFor("转书记督办")
        try await one.press("b")
        try await one.waitFor("╭ 督办受理")
        try await one.type("今晚再去一次")
        try await one.press("C-s")
        try await one.waitFor("已督办受理")
        try await two.press("End")
        try await two.waitFor("督办中")

        // A note on the wrong request, taken back; the record keeps both.
        try await one.press("m")
        try await one.waitFor("╭ 备注")
        try await one.type("写错了地方")
        try await one.press("C-s")
        try await one.waitFor("备注 王芳  写错了地方")
        try await one.press("u")
        try await one.waitFor("╭ 撤回上一步")
        try await one.press("y")
        try await one.waitUntilGone("╭ 撤回上一步")
        try await one.waitFor("写错了地方（已撤回）")

        for console in [one, two] {
          try await console.press("q")
          try await console.waitFor("退出")
          try await console.press("y")
          #expect(try await console.waitForExit() == 0)
        }
        try await check(desk, accepted: accepted, rejected: rejected)
      }
    }

    /// `n`, the text, Enter; the number that it got.
    private func take(_ text: String, at console: TerminalSession) async throws -> String {
      try await console.press("n")
      try await console.waitFor("╭ 新诉求")
      try await console.type(text)
      try await console.press("Enter")
      let saved = try await console.waitFor(#/✓ 已登记 \d{8}-\d{3}/#)
      return String(try #require(saved.text.firstMatch(of: #/✓ 已登记 (\d{8}-\d{3})/#)).1)
    }

    /// Graded, answered, dispatched, resolved with evidence, fed back.
    private func seeThrough(
      _ number: String, at console: TerminalSession, photo: String
    ) async throws {
      try await console.press("t")
      try await console.waitFor("╭ 分级 \(number)")
      try await console.press("1")
      try await console.waitFor("\(number) 已分级")
      try await console.press("r")
      try await console.waitFor("╭ 响应 \(number)")
      try await console.press("Enter")
      try await console.waitFor("\(number) 已响应")
      try await console.press("d")
      try await console.waitFor("╭ 派单 \(number)")
      try await console.type("王芳")
      try await console.press("C-s")
      try await console.waitFor("\(number) 已派单")
      try await console.press("a")
      try await console.waitFor("\(number) 已接单")
      try await console.press("c")
      try await console.waitFor("╭ 处置完成 \(number)")
      try await console.type("修好了")
      try await console.press("Tab")
      try await console.type(photo)
      try await console.press("C-s")
      try await console.waitFor("\(number) 已处置完成")
      try await console.press("f")
      try await console.waitFor("╭ 反馈 \(number)")
      try await console.press("C-s")
      try await console.waitFor("\(number) 已反馈")
    }

    private func check(_ desk: Desk, accepted: String, rejected: String) async throws {
      let first = try await desk.juwei("show", accepted, "--json").succeeded()
        .json(RequestDocument.self)
      #expect(first.status == "closed")
      #expect(first.urgency == "urgent")
      #expect(first.handler == "王芳")
      // The photo was copied beside the database and is named on the record.
      #expect(try await desk.juwei("show", accepted).succeeded().output.contains("灯.jpg"))
      let copies = try FileManager.default.subpathsOfDirectory(atPath: desk.database + ".files")
      #expect(!copies.isEmpty)
      let second = try await desk.juwei("show", rejected, "--json").succeeded()
        .json(RequestDocument.self)
      #expect(second.status == "supervised")
      #expect(second.events.suffix(2).map(\.kind) == ["noted", "undone"])
      let all = try await desk.juwei("list", "--status", "all", "--json").succeeded()
        .json([RequestDocument].self)
      #expect(all.count == 5)
      let health = try await desk.juwei("doctor", "--json").succeeded().json(DoctorDocument.self)
      #expect(health.ok)
    }
  }
}
