import Foundation
import Testing

/// 统计 and the property company's appraisal on the real binary.
extension EndToEnd {
  @Suite("The figures of a month on screen 8")
  struct StatisticsTests {
    @Test(
      "A figure opens into its requests and they at the workbench; page, workbook and appraisal are written without telephones"
    )
    func month() async throws {
      try await Desk.open { desk in
        let secretary = ["--as", "陈静"]
        try await desk.juwei(["setup", "estate", "add", "瑞和锦庭 瑞和物业"] + secretary).succeeded()
        try await desk.juwei(["setup", "group", "add", "1-12号楼"] + secretary).succeeded()
        try await desk.juwei(["add", "12号楼502 电梯又停了 13800002046"] + secretary).succeeded()
        try await desk.juwei(["add", "12号楼302 楼道灯不亮 13800002047"] + secretary).succeeded()
        try await desk.juwei(["do", "001", "respond", "--note", "马上到"] + secretary).succeeded()

        let one = try await desk.console(as: "陈静", columns: 80, rows: 24)
        try await one.waitFor("诉求")
        try await one.press("8")
        try await one.waitFor("响应率")
        try await one.waitFor("2件")
        try await one.press("Enter")
        try await one.waitFor("楼道灯不亮")
        try await one.press("Enter")
        try await one.waitFor("按 8 回到统计")
        try await one.press("8")
        try await one.waitFor("每件都计入")
        try await one.press("Escape")
        try await one.waitFor("【总览】")
        try await one.press("Down", "Down", "Down", "Down")
        try await one.waitFor("时限内响应 ÷")
        try await one.press("Enter")
        try await one.waitFor("【全部】")
        try await one.waitFor("电梯又停了")
        try await one.press("Escape")
        try await one.waitFor("【总览】")
        // Another desk's work is in the figures at once.
        try await desk.juwei(["add", "8号楼 水管漏水"] + secretary).succeeded()
        try await one.waitFor("3件")
        // 物业考核 is the page before the first.
        try await one.press("BTab")
        try await one.waitFor("瑞和物业")
        try await one.waitFor("得分")
        try await one.press("I")
        try await one.waitFor("存成文件")
        try await one.press("1")
        try await one.waitFor("统计-2026-11.html")

        let page = try String(
          contentsOfFile: desk.folder.appending(path: "统计-2026-11.html").path, encoding: .utf8)
        #expect(page.contains("<svg") && page.contains("响应率") && page.contains("瑞和物业"))
        #expect(!page.contains("13800002046") && !page.contains("502"))

        let book = desk.folder.appending(path: "统计.xlsx").path
        try await desk.juwei("report", "month", "--out", book).succeeded()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: book))
        #expect(bytes.starts(with: [0x50, 0x4B]))
        let again = try await desk.juwei("report", "month", "--out", book).refused()
        #expect(again.error.contains("没有覆盖"))
        let sheet = try await desk.juwei("report", "appraisal", "--company", "瑞和", "--json")
          .succeeded().output
        #expect(sheet.contains("\"company\": \"瑞和物业\"") && sheet.contains("\"total\": 100"))
        let bad = try desk.file("考核表.txt", "== 考核\n办结 | 办结率 | 90 | 按比例\n")
        let refused = try await desk.juwei(
          ["report", "appraisal", "--set-sheet", bad] + secretary
        ).refused()
        #expect(refused.error.contains("合计 90 分，要正好是 100 分"))
      }
    }
  }
}
