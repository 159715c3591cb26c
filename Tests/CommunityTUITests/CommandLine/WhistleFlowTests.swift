import CoreModel
import Foundation
import Testing

@testable import CommunityTUI

@Suite("juwei whistle") struct WhistleFlowTests {
  private func desk() throws -> CommandBench {
    let bench = try CommandBench()
    #expect(bench.run("add", "南门烧烤油烟大", "13800002046", "--as", "王芳").code == 0)
    bench.environment["JUWEI_AS"] = "王芳"
    return bench
  }

  @Test("A whistle answered and one not, from the first word to the end")
  func course() throws {
    let bench = try desk()
    let blown = bench.run(
      "whistle", "blow", "南门夜间烧烤占道", "--units", "城管、派出所", "--level", "红色", "--for", "001", "--note",
      "找 13800002046", "--json")
    #expect(blown.code == 0, "\(blown.remarks)")
    #expect(blown.object["number"] as? String == "20261121-01")
    #expect(blown.object["words"] as? String == "找 138****2046")
    #expect(blown.object["phase"] as? String == "awaited")
    #expect(bench.run("whistle", "blow", "又一件", "--units", "城管").line.contains("20261121-02"))
    let unknown = bench.run("whistle", "check-in", "1", "消防", "--who", "李")
    #expect(unknown.code == 1 && unknown.remarks.contains("请先加吹"))
    #expect(bench.run("whistle", "check-in", "1", "城管", "--who", "刘队长", "--note", "看了").code == 0)
    bench.environment["JUWEI_NOW"] = "2026-11-21T22:00:00+08:00"
    #expect(
      bench.run("whistle", "undertake", "烧烤", "城管", "每晚巡查", "--due", "11-30").code == 0)
    let shown = bench.run("show", "001")
    #expect(shown.output.contains("吹哨") && shown.output.contains("城管中队"))
    let early = bench.run("whistle", "close", "01", "--note", "好了")
    #expect(early.code == 1 && early.remarks.contains("派出所还没有报到"))
    let late = bench.run("whistle", "list", "--unanswered", "--json")
    #expect(late.array.count == 1 && late.array.first?["unit"] as? String == "派出所")
    #expect(bench.run("whistle", "report", "01").code == 0)
    #expect(bench.run("whistle", "close", "01", "--note", "好了").remarks.contains("承诺没有了结"))
    #expect(bench.run("whistle", "settle", "01", "--broken").remarks.contains("为什么"))
    #expect(bench.run("whistle", "settle", "01", "巡查", "--note", "来了三晚").code == 0)
    #expect(bench.run("whistle", "supervise", "01", "效果还好", "--who", "业委会 周主任").code == 0)
    let closed = bench.run("whistle", "close", "01", "--result", "partly", "--note", "摊位已清")
    #expect(closed.code == 0 && closed.line.contains("部分办成"))
    #expect(bench.run("whistle", "list").output.contains("20261121-02"))
    #expect(!bench.run("whistle", "list").output.contains("烧烤"))
    let page = bench.run("whistle", "show", "01", "--html").output
    #expect(page.contains("红色吹哨单") && page.contains("没有报到，已上报街镇"))
    #expect(page.contains("业委会 周主任") && !page.contains("13800002046"))
    let text = bench.run("whistle", "show", "01").output
    #expect(text.contains("部分办成：摊位已清") && !text.contains("13800002046"))
  }

  @Test("A measure comes back once it is done and ends when it is stopped")
  func measures() throws {
    let bench = try desk()
    #expect(bench.run("whistle", "blow", "雨水井", "--units", "排水管理所").code == 0)
    let wrong = bench.run("whistle", "measure", "01", "疏通", "--every", "常常", "--first", "12-01")
    #expect(wrong.code == 2 && wrong.remarks.contains("看不懂"))
    #expect(
      bench.run("whistle", "measure", "01", "疏通雨水井", "--every", "每季度", "--first", "12-01").code == 0
    )
    #expect(bench.run("whistle", "measures").output.contains("12月1日"))
    #expect(bench.run("whistle", "measures", "--done", "疏通").output.contains("2027年3月1日"))
    #expect(bench.run("whistle", "measures", "--stop", "疏通").code == 1)
    let stopped = bench.run("whistle", "measures", "--stop", "疏通", "--note", "改造了")
    #expect(stopped.code == 0 && stopped.output.contains("没有常态措施"))
  }

  @Test("The units are listed and replaced; a text that cannot be read changes nothing")
  func units() throws {
    let bench = try desk()
    #expect(bench.run("whistle", "units").output.contains("三所联动"))
    let wrong = try bench.write("城管\n城管", to: "wrong.txt")
    let refused = bench.run("whistle", "units", "--set", wrong)
    #expect(refused.code == 1 && refused.remarks.contains("第 2 行"))
    let good = try bench.write("报到时限 | 红色 1小时\n城管中队 | 5000", to: "units.txt")
    #expect(bench.run("whistle", "units", "--set", good).code == 0)
    let blown = bench.run(
      "whistle", "blow", "占道", "--units", "cgzd", "--level", "red", "--json")
    #expect(
      ((blown.object["units"] as? [[String: Any]])?.first?["dueAt"] as? String)?
        .hasPrefix("2026-11-21T20:42") == true)
  }
}
