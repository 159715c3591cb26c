import CoreModel
import Foundation
import Testing

@testable import CommunityTUI

@Suite("juwei hotline score") struct ScoreFlowTests {
  private func desk() throws -> CommandBench {
    let bench = try CommandBench()
    let path = try bench.write(
      """
      工单编号,工单类型,主要内容,工单状态,来电时间,派单时间,办结时间,是否满意,是否解决,是否先行联系,是否重复
      A1,求助,收废品喇叭扰民,办结,2026-11-02 09:00,2026-11-02 09:30,2026-11-04 10:00,满意,已解决,是,否
      A2,投诉,楼道堆物没人管,办结,2026-11-03 09:00,2026-11-03 09:30,2026-11-18 10:00,一般,解释说明,否,否
      A3,咨询,居住证怎么办,办结,2026-10-30 09:00,2026-10-30 09:30,2026-11-02 10:00,未评价,未解决,,是
      A4,求助,路灯不亮,办理中,2026-11-05 09:00,2026-11-05 09:30,,,,,
      """, to: "gongdan.csv")
    #expect(bench.run("import", "12345", path, "--as", "陈静").code == 0)
    return bench
  }

  @Test("Both bases stand side by side, with formulas, fractions and every sheet")
  func whole() throws {
    let result = try desk().run("hotline", "score")
    #expect(result.code == 0)
    for words in [
      "12345 月度成绩 · 2026年11月", "本月还没有结束", "办结口径：受理量按收到时间", "受理口径：各项都按收到时间",
      "满意×1＋基本满意×0.8＋一般×0.6", "赵巷月度成绩 · 办结口径  得分", "（满分 95", "本居民区 · 受理口径", "说明：受理量怎么计分出处没有写",
    ] { #expect(result.output.contains(words), "\(words)") }
    let rows = result.output.split(separator: "\n").map(String.init)
    let onTime = try #require(rows.first { $0.hasPrefix("按时办结率 ") })
    #expect(
      onTime.split(separator: " ").map(String.init) == ["按时办结率", "50.0%", "2/4", "33.3%", "1/3"])
    let satisfied = try #require(rows.first { $0.hasPrefix("满意率") })
    #expect(satisfied.split(separator: " ").contains("1.6/2"))
  }

  @Test("JSON says the same in numbers, and null where nothing counts")
  func json() throws {
    let bench = try desk()
    let document = bench.run("hotline", "score", "--month", "2026-11", "--json", "--list", "满意率")
      .object
    #expect(document["month"] as? String == "2026-11")
    let bases = try #require(document["bases"] as? [String: [String: Any]])
    let figures = try #require(bases["closing"]?["figures"] as? [[String: Any]])
    let satisfied = try #require(figures.first { $0["figure"] as? String == "satisfaction" })
    #expect(satisfied["rate"] as? Double == 0.8 && satisfied["numerator"] as? Double == 1.6)
    let ours = try #require(figures.first { $0["figure"] as? String == "contactByUs" })
    #expect(ours["rate"] is NSNull && ours["text"] as? String == "—")
    let sheets = try #require(document["sheets"] as? [[String: Any]])
    #expect(sheets.compactMap { $0["total"] as? Int } == [95, 100])
    let list = try #require(document["list"] as? [String: Any])
    let tickets = try #require(list["tickets"] as? [[String: Any]])
    #expect(tickets.compactMap { $0["hotlineNumber"] as? String } == ["A2", "A1"])
    let september = bench.run(
      "hotline", "score", "--month", "2026-09", "--basis", "receipt", "--json")
    #expect((september.object["bases"] as? [String: Any])?.keys.sorted() == ["receipt"])
  }

  @Test("A figure opens into its tickets")
  func list() throws {
    let result = try desk().run("hotline", "score", "--list", "按时办结率", "--basis", "办结")
    #expect(result.output.hasPrefix("按时办结率 50.0%（2/4） · 办结口径 · 2026年11月"))
    #expect(result.output.contains("未办结，已超"))
  }

  @Test("The sheets are printed, changed by file, and refused whole when a line is wrong")
  func sheets() throws {
    let bench = try desk()
    let text = bench.run("hotline", "score", "--show-sheet").line
    let changed = try bench.write(text.replacing("一般 0.6", with: "一般 0.2"), to: "表.txt")
    let set = bench.run("hotline", "score", "--set-sheet", changed, "--as", "陈静")
    #expect(set.line == "已换上 2 张成绩表：赵巷月度成绩（满分 95）、本居民区（满分 100）")
    #expect(bench.run("hotline", "score").output.contains("1.2/2"))
    let wrong = try bench.write("== 甲\n项 | 开心率 | 10 | 按比例\n", to: "错.txt")
    let refused = bench.run("hotline", "score", "--set-sheet", wrong, "--as", "陈静")
    #expect(refused.code == 1 && refused.remarks.contains("成绩表第 2 行：没有「开心率」这个指标"))
    #expect(refused.remarks.contains("成绩表没有换，仍用原来的"))
    bench.run("staff", "add", "王芳", "--role", "值班员", "--as", "陈静")
    let clerk = bench.run("hotline", "score", "--set-sheet", changed, "--as", "王芳")
    #expect(clerk.code == 1 && clerk.remarks.contains("书记"))
  }

  @Test(
    "What is asked wrongly is a wrong command line, with what to write",
    arguments: [
      (["--month", "十一月"], "月份写成 2026-11"), (["--month", "2026-12"], "还没有到"),
      (["--basis", "calendar"], "口径写 closing"), (["--list", "开心率"], "没有「开心率」这个指标"),
      (["--sheet", "没有"], "现有：赵巷月度成绩、本居民区"),
    ])
  func wrong(arguments: [String], words: String) throws {
    let result = try desk().run(["hotline", "score"] + arguments)
    #expect(result.code == 2 && result.remarks.contains(words), "\(result.remarks)")
  }

  @Test("Before there is a database the sheets can be read, and the score says what is missing")
  func nothing() throws {
    let bench = try CommandBench()
    #expect(bench.run("hotline", "score", "--show-sheet").output.contains("== 赵巷月度成绩"))
    let result = bench.run("hotline", "score")
    #expect(result.code == 1 && result.remarks.contains("还没有数据库"))
  }
}
