import Foundation
import Testing

/// 月度成绩 from an imported export to a changed sheet.
extension EndToEnd {
  @Suite("The month's score")
  struct ScoreTests {
    private static let export = """
      工单编号,工单类型,主要内容,工单状态,来电时间,派单时间,办结时间,是否满意,是否解决,是否先行联系
      A1,求助,收废品喇叭扰民,办结,2026-11-02 09:00,2026-11-02 09:30,2026-11-04 10:00,满意,已解决,是
      A2,投诉,楼道堆物没人管,办结,2026-11-03 09:00,2026-11-03 09:30,2026-11-18 10:00,一般,解释说明,否
      A3,求助,路灯不亮,办理中,2026-11-05 09:00,2026-11-05 09:30,,,,

      """

    @Test(
      "Figures open into tickets, a ticket opens on its screen, weights are changed for everybody")
    func score() async throws {
      try await Desk.open { desk in
        let file = try desk.file("export.csv", Self.export)
        try await desk.juwei("import", "12345", file, "--as", "陈静").succeeded()
        let one = try await desk.console(as: "陈静", columns: 80, rows: 24)
        try await one.waitFor("诉求")
        try await one.press("=")
        try await one.waitFor("得分 62（满分 95）")
        try await one.press("End")
        try await one.press("Up")
        try await one.press("Up")
        try await one.waitFor("满意×1＋基本满意×0.8＋一般×0.6")
        try await one.press("Enter")
        try await one.waitFor("一般（导入工单）")
        try await one.press("Enter")
        // The worst of the figure is selected, closed as it is.
        try await one.waitFor("楼道堆物没人管")
        try await one.waitFor("A2")
        try await one.press("=")
        try await one.waitFor("得分 62（满分 95）")
        try await one.press("e")
        try await one.waitFor("退单 | 退单率 | 5 | 反比例")
        try await one.type("== 我们的 | 受理口径")
        try await one.press("Enter")
        try await one.type("满意 | 满意率 | 12 | 按比例")
        try await one.press("C-s")
        try await one.waitFor("共 3 张")
        let text = try await desk.juwei("hotline", "score", "--sheet", "我们的").succeeded().output
        #expect(text.contains("我们的 · 受理口径  得分 9.6（满分 12）"))
      }
    }
  }
}
