import CoreModel
import Foundation
import Store
import Testing

@testable import CommunityTUI

@Suite("juwei report") struct ReportFlowTests {
  /// Two requests of one room about the same, one of them answered and closed.
  private func desk() throws -> CommandBench {
    let bench = try CommandBench()
    for line in ["厨房漏水 502室 13800002046", "厨房又漏水了 502室 13800002046"] {
      #expect(bench.run("add", line, "--as", "陈静").code == 0)
    }
    for step in [
      ["respond", "--note", "马上来"], ["triage", "--tier", "1", "--category", "水电维修"],
      ["resolve", "--text", "修好了"], ["feedback", "--text", "修好了", "--method", "电话"],
      ["confirm"],
    ] {
      let result = bench.run(["do", "001"] + step + ["--as", "陈静"])
      #expect(result.code == 0, "\(step) \(result.remarks)")
    }
    return bench
  }

  @Test("Figures stand with fraction, basis and formula; clocks with median; parts below")
  func text() throws {
    let output = try desk().run("report", "month", "--as", "陈静").output
    for words in [
      "统计 · 2026年11月", "本月还没有结束", "收到            2件", "办结            1件", "重复投诉率      50.0%   1/2",
      "办结率（收件）  50.0%   1/2", "首响", "中位数", "类别", "水电维修", "响应率＝时限内响应 ÷", "自然分钟",
    ] { #expect(output.contains(words), "\(words)\n\(output)") }
  }

  @Test("JSON has numbers, and null where nothing counts; a quarter and a year hold the month")
  func json() throws {
    let bench = try desk()
    for (kind, text) in [("month", "2026-11"), ("quarter", "2026-Q4"), ("year", "2026")] {
      let document = bench.run("report", kind, "--json", "--as", "陈静").object
      #expect(document["span"] as? String == text)
      #expect(document["isComplete"] as? Bool == true)
      let figures = try #require(document["figures"] as? [[String: Any]])
      #expect(figures.count == FigureKind.allCases.count)
      let repeats = try #require(figures.first { $0["figure"] as? String == "repeats" })
      #expect(repeats["rate"] as? Double == 0.5 && repeats["denominator"] as? Int == 2)
      let content = try #require(figures.first { $0["figure"] as? String == "satisfaction" })
      #expect(content["rate"] is NSNull && content["text"] as? String == "—")
      let parts = try #require(document["parts"] as? [String: [[String: Any]]])
      #expect(parts["category"]?.contains { $0["title"] as? String == "水电维修" } == true)
    }
    let before = bench.run("report", "month", "--date", "2026-10", "--json", "--as", "陈静").object
    let figures = try #require(before["figures"] as? [[String: Any]])
    #expect(figures.allSatisfy { $0["denominator"] as? Int == 0 })
  }

  @Test("A number lists its requests, those that count or those that do not, without phones")
  func list() throws {
    let bench = try desk()
    let text = bench.run("report", "month", "--list", "重复投诉率", "--as", "陈静").output
    #expect(text.contains("重复投诉率 50.0%（1/2）") && text.contains("前反映过"))
    let document = bench.run(
      "report", "month", "--list", "repeats", "--counted", "no", "--json", "--as", "陈静"
    ).object
    let requests = try #require(document["requests"] as? [[String: Any]])
    #expect(requests.map { $0["number"] as? String } == ["20261121-001"])
    #expect(!text.contains("13800002046"))
    let clock = bench.run("report", "month", "--list", "首响", "--as", "陈静").output
    #expect(clock.contains("首响按时率 100.0%（1/1）") && clock.contains("按时，用时"))
    let nothing = bench.run("report", "month", "--list", "退单率", "--counted", "yes", "--as", "陈静")
    #expect(nothing.output.contains("没有这样的诉求"))
  }

  @Test("CSV has a number a row, with the mark for Excel; what people named is not calculated")
  func csv() throws {
    let bench = try desk()
    #expect(
      bench.run("do", "002", "triage", "--tier", "1", "--category", "=1+1", "--as", "陈静").code == 0)
    let text = bench.run("report", "month", "--csv", "--as", "陈静").output
    #expect(text.hasPrefix("\u{FEFF}期,范围,分类,项目,指标,数值,分子,分母,比率"))
    let rows = text.split(whereSeparator: \.isNewline)
    #expect(rows.contains { $0.contains("全部,,重复投诉率,50.0%,1,2,0.5,") })
    #expect(rows.contains { $0.contains(",类别,'=1+1,收到,1,") })
    let width = SurveyTable.columns.count
    #expect(
      rows.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == width })
  }

  @Test("A report can be narrowed; what cannot be asked is said with what can")
  func narrowing() throws {
    let bench = try desk()
    let one = bench.run("report", "month", "--only", "类别=水电维修", "--json", "--as", "陈静").object
    let figures = try #require(one["figures"] as? [[String: Any]])
    #expect(figures.first?["denominator"] as? Int == 1)
    let all = bench.run("report", "year", "--all", "--by", "居民区", "--as", "陈静")
    #expect(all.output.contains("全部居民区") && all.output.contains("居民区  "))
    for (arguments, words) in [
      (["--date", "2027-01"], "还没有到"), (["--date", "十月"], "--date 写成 2026-10"),
      (["--by", "天气"], "可以写：级别"), (["--list", "天气"], "可以用：收到"), (["--counted", "no"], "--list"),
      (["--list", "办结", "--counted", "也许"], "--counted 写 yes"), (["--json", "--csv"], "只写一个"),
      (["--only", "水电维修"], "--only 写成"), (["--only", "类别=电梯"], "有的是"),
      (["--area", "北片区"], "还没有建立片区"), (["--area", "北片区", "--all"], "只写一个"),
    ] {
      let result = bench.run(["report", "month"] + arguments + ["--as", "陈静"])
      #expect(result.code != 0 && result.remarks.contains(words), "\(arguments) \(result.remarks)")
    }
    #expect(try CommandBench().run("report", "month").remarks.contains("还没有数据库"))
  }
}
