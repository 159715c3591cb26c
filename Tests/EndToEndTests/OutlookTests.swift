import Foundation
import Testing

/// 今日小结 and 趋势 on the real binary.
extension EndToEnd {
  @Suite("The day's summary and the trend")
  struct OutlookTests {
    @Test(
      "A request shows in the group's summary without its words, and in the trend with a measure")
    func day() async throws {
      try await Desk.open { desk in
        try await desk.juwei("setup", "estate", "add", "瑞和锦庭", "--as", "陈静").succeeded()
        try await desk.juwei("setup", "group", "add", "1-12号楼", "--as", "陈静").succeeded()
        try await desk.juwei("add", "12号楼502 电梯又停了 13800002046", "--as", "陈静").succeeded()
        try await desk.juwei("add", "12号楼302 楼道灯不亮 何先生", "--as", "陈静").succeeded()
        let text = try await desk.juwei("today", "--group", "12号楼").succeeded().output
        #expect(text.hasPrefix("【12号楼 今日小结】11月21日 周六（截至 19:42）\n今天收到诉求 2 件：待答复 2 件。"))
        #expect(text.contains("· 电梯 1 件：待答复"))
        for word in ["502", "302", "2046", "何先生", "李阿姨"] { #expect(!text.contains(word)) }

        let one = try await desk.console(as: "陈静", columns: 80, rows: 24)
        try await one.waitFor("诉求")
        try await one.press("0")
        try await one.waitFor("今天收到诉求 2 件")
        try await one.press("y")
        try await one.waitFor("复制过了")
        try await one.press("Escape")
        try await one.waitUntilGone("复制过了")
        try await one.press("-")
        try await one.waitFor("共 2 件")
        try await one.press("/")
        try await one.waitFor("例如")
        try await one.type("电梯")
        try await one.press("Enter")
        try await one.waitFor("共 1 件")
        try await one.press("m")
        try await one.waitFor("一行一条")
        try await one.type("11月16日 更换钢丝绳 | 电梯")
        try await one.press("C-s")
        try await one.waitFor("▼ 11月16日 更换钢丝绳")
        let trend = try await desk.juwei("trend", "电梯", "--json").succeeded().output
        #expect(trend.contains("\"title\": \"更换钢丝绳\"") && trend.contains("\"total\": 1"))
        let lamps = try await desk.juwei("trend", "照明").succeeded().output
        #expect(!lamps.contains("钢丝绳"))
      }
    }
  }
}
