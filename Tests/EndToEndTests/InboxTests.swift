import Foundation
import Testing

/// The 12345 inbox in a real terminal, on an imported file.
extension EndToEnd {
  @Suite("The 12345 inbox")
  struct InboxTests {
    private static let sheet = """
      工单编号,工单类型,主要内容,工单状态,派单时间,办结时间
      261121001,投诉,马桶反水,处理中,2026-11-20 09:00,
      261121002,求助,路灯不亮,处理中,2026-11-21 10:00,
      261121003,咨询,怎么办居住证,处理中,2026-11-21 16:00,
      261121004,投诉,夜里噪音,已办结,2026-10-18 09:00,2026-10-19 10:00
      """

    /// What `hotline list --json` says of a ticket.
    private struct Listed: Decodable {
      struct Ticket: Decodable {
        let state: String?
        let dueAt: String?
        let signedAt: String?
      }
      let number: String
      let hotlineNumber: String?
      let ticket: Ticket?
    }

    @Test("States are gone through by Tab, and what another desk does moves a ticket at once")
    func states() async throws {
      try await Desk.open { desk in
        _ = try await desk.load(try desk.file("工单.csv", InboxTests.sheet))
        let listed = try await desk.juwei("hotline", "list", "--json").succeeded()
          .json([Listed].self)
        #expect(listed.count == 3 && listed.allSatisfy { $0.ticket?.state == "toSign" })
        let number = try #require(listed.first { $0.hotlineNumber == "261121001" }).number

        let console = try await desk.console(as: "王芳")
        try await console.waitFor("待签收")
        try await console.press("2")
        try await console.waitFor("12345 工单 · 未办结")
        try await console.waitFor("余 5 工作日·11-27 周五")
        try await console.waitFor("本月 3 · 上月同期 1（多 2）· 上月 1")
        try await console.press("Tab")
        try await console.waitFor("12345 工单 · 待签收")
        try await console.press("Tab")
        try await console.waitFor("没有「先行联系」的工单")
        try await console.press("Tab")
        try await console.waitFor("没有「办理中」的工单")

        try await desk.juwei(
          "hotline", "contact", number, "--text", "明天上门", "--as", "王芳"
        ).succeeded()
        try await console.waitFor("├ \(number)")
        try await console.waitFor("✓签收")
        try await console.press("Right")
        try await console.waitFor("三见面：还差过程见面、办结见面")
        try await console.press("Escape")
        try await console.waitFor("12345 工单 · 办理中")

        let shown = try await desk.juwei("hotline", "show", "261121001", "--json").succeeded()
          .json(Listed.self)
        #expect(shown.ticket?.state == "inProgress" && shown.ticket?.signedAt != nil)
        let closed = try await desk.juwei("hotline", "list", "--closed", "--json").succeeded()
          .json([Listed].self)
        #expect(closed.map(\.hotlineNumber) == ["261121004"])
      }
    }
  }
}
