import Foundation
import Testing

/// The reply to the city, from the imported file to the sheet that is copied.
extension EndToEnd {
  @Suite("Replying to a ticket")
  struct ReplyTests {
    private let export = """
      工单编号,主要内容,工单类型,工单状态,派单时间
      261121001,夜间施工噪声,投诉,处理中,2026-11-20 09:00
      """

    /// A ticket that was signed for, contacted, met twice and settled, by keys.
    private func worked(at console: TerminalSession) async throws {
      try await console.waitFor("夜间施工噪声")
      try await console.press("N")
      try await console.waitFor("已签收")
      try await console.press("l")
      try await console.waitFor("联系内容")
      try await console.type("来电人说夜里更吵")
      try await console.press("C-s")
      try await console.waitFor("已记先行联系和接单见面")
      try await console.press("h")
      try await console.waitFor("哪次见面")
      try await console.type("看了现场")
      try await console.press("C-s")
      try await console.waitFor("已记过程见面")
      try await console.press("t", "1")
      try await console.waitFor("已分级")
      try await console.press("c")
      try await console.waitFor("做了什么，现在怎样")
      try await console.type("已劝停夜间施工")
      try await console.press("C-s")
      try await console.waitFor("已处置完成")
      try await console.press("l")
      try await console.waitFor("联系内容")
      try await console.type("告知已劝停")
      try await console.press("C-s")
      try await console.waitFor("已记先行联系")
    }

    @Test("The normal path: from 签收 to a filed reply that is frozen, and not over 500 characters")
    func normal() async throws {
      try await Desk.open { desk in
        let file = try desk.file("导入.csv", export)
        try await desk.juwei("import", "12345", file, "--as", "王芳").succeeded()
        let console = try await desk.console(as: "王芳")
        try await worked(at: console)
        // What is missing is said from the first moment on; too much is counted and not filed.
        try await console.press("H")
        try await console.waitFor("还差 1 项：是否满意")
        try await console.press("BTab", "BTab", "BTab", "BTab", "BTab")
        try await console.waitFor("不写姓名和电话")
        try await console.paste(String(repeating: "办", count: 500))
        try await console.waitFor("要点超")
        try await console.press("C-s")
        try await console.waitFor("没有报出")
        try await console.press("Escape")
        try await console.waitFor("再按一次 Esc 放弃")
        try await console.press("Escape")
        try await console.waitUntilGone("报出后不能撤回")
        try await console.press("H")
        try await console.waitFor("还差 1 项：是否满意")
        try await console.press("Right")
        try await console.waitFor("都填好了")
        try await console.press("C-s")
        try await console.waitFor("回复已报出")
        let sheet = try await desk.juwei("hotline", "reply", "261121001", "--copy-text").succeeded()
        #expect(sheet.output.hasPrefix("工单编号：261121001\n工单类型：投诉\n"))
        #expect(sheet.output.contains("联系内容：来电人说夜里更吵\n"))
        #expect(sheet.output.contains("处置情况：已劝停夜间施工") && sheet.output.contains("是否满意：满意\n"))
      }
    }

    @Test("Two desks replying at once: the second is shown the first, and keeps what it wrote")
    func twoDesks() async throws {
      try await Desk.open { desk in
        let file = try desk.file("导入.csv", export)
        try await desk.juwei("import", "12345", file, "--as", "王芳").succeeded()
        let console = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await worked(at: console)
        try await console.press("H")
        try await console.waitFor("还差 1 项：是否满意")
        try await console.press("Right")
        try await console.waitFor("都填好了")
        try await desk.juwei(
          "hotline", "reply", "261121001", "--as", "王芳", "--site", "否", "--opinion", "满意"
        ).succeeded()
        try await console.press("C-s")
        try await console.waitFor("现在不能保存")
        try await console.press("Escape")
        try await console.waitFor("写的还在")
        try await desk.juwei(
          "hotline", "reply", "261121001", "--as", "王芳", "--opinion", "满意"
        ).refused(saying: "回复办结，不能再「回复」")
      }
    }
  }
}
