import Foundation
import Testing

/// 吹哨 from a request on: one unit comes and undertakes something, the other does not and is reported, a measure comes
/// back by itself, and the request knows all of it.
extension EndToEnd {
  @Suite("吹哨")
  struct WhistleTests {
    @Test("A whistle answered and one not, from a request to its end and back")
    func course() async throws {
      try await Desk.open { desk in
        try await desk.juwei("add", "南门夜间烧烤油烟大", "--as", "陈静").succeeded()
        let one = try await desk.console(as: "陈静", columns: 80, rows: 24)
        try await one.waitFor("南门夜间烧烤")
        try await one.press(">")
        try await one.waitFor("去向")
        try await one.press("c")
        try await one.waitFor("向谁吹")
        try await one.press("Tab")
        try await one.press("Tab")
        try await one.type("城管、派出所")
        try await one.press("C-s")
        try await one.waitFor("已吹哨：城管中队、派出所")
        try await one.press("5")
        try await one.waitFor("Tab 换页")
        try await one.press("Tab")
        try await one.waitFor("微实事】")
        try await one.press("Tab")
        try await one.waitFor("等报到 1")
        try await one.press("a")
        try await one.waitFor("谁来的")
        try await one.press("Tab")
        try await one.type("刘队长")
        try await one.press("C-s")
        try await one.waitFor("报到，已记下")
        try await one.press("o")
        try await one.waitFor("答应做什么")
        try await one.press("Tab")
        try await one.type("每晚巡查")
        try await one.press("Tab")
        try await one.type("11-30")
        try await one.press("C-s")
        try await one.waitFor("承诺，已记下")
        try await one.press("s")
        try await one.waitFor("按 5 回到吹哨")
        try await one.press(">")
        try await one.waitFor("吹哨「南门夜间烧烤油烟大」")
        try await one.press("Enter")
        try await one.waitFor("等报到 1/2")
        let shown = try await desk.juwei("show", "001").succeeded().output
        #expect(shown.contains("城管中队") && shown.contains("每晚巡查"))
      }
    }
  }
}
