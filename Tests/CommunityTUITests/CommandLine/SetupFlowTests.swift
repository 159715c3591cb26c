import CoreModel
import Foundation
import Testing

@testable import CommunityTUI

/// Setting a desk up by script.
@Suite struct SetupFlowTests {
  @Test func aScriptSetsADeskUp() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "陈静"
    #expect(bench.run("setup", "name", "瑞和锦庭居民区").code == 0)
    #expect(bench.run("setup", "group", "add", "1-3号楼").remarks.contains("先添加"))
    #expect(bench.run("setup", "estate", "add", "瑞和锦庭 瑞和物业", "木荷苑").line == "已添加 2 个小区")
    #expect(bench.run("setup", "group", "add", "1-12号楼", "木荷苑 1-8号").line == "已添加 20 个楼组")
    let again = bench.run("setup", "group", "add", "12-13号楼")
    #expect(again.line == "已添加 1 个楼组" && again.remarks.contains("「12号楼」"))
    let changed = bench.run(
      "setup", "group", "set", "12号楼", "--leader", "张阿姨", "--chat", "12号楼邻里群", "--households", "36")
    #expect(changed.code == 0)
    #expect(bench.run("staff", "add", "王芳", "--role", "值班员").code == 0)
    let hours = bench.run("setup", "hours", "--working", "8:30-19:00", "--holiday", "不值班", "--json")
    #expect(hours.object["working"] as? [String] == ["08:30-19:00"])
    #expect((hours.object["holiday"] as? [String])?.isEmpty == true)
    // It is Saturday evening: Sunday is what is left of the week.
    let shifts = bench.run("setup", "shift", "add", "周末 9:00-16:00 王芳", "--json")
    #expect(shifts.array.map { $0["start"] as? String } == ["2026-11-22T09:00:00+08:00"])
    let shown = bench.run("setup", "show", "--json").object
    #expect(shown["name"] as? String == "瑞和锦庭居民区")
    let groups = try #require(shown["groups"] as? [[String: Any]])
    #expect(groups.count == 21)
    let twelve = try #require(groups.first { $0["name"] as? String == "12号楼" })
    #expect(twelve["leader"] as? String == "张阿姨" && twelve["households"] as? Int == 36)
    #expect((shown["shifts"] as? [Any])?.count == 1)
    #expect(bench.run("setup").output.contains("木荷苑  8 个楼组"))
    #expect(bench.run("add", "木荷苑5号302 楼道灯不亮").code == 0)
    #expect(bench.run("doctor").code == 0)
  }

  @Test func whatIsWrongChangesNothingAndSaysWhy() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "陈静"
    #expect(bench.run("setup", "estate", "add", "瑞和锦庭").code == 0)
    let cases: [([String], String)] = [
      (["group", "add", "1-3号楼", "1-9999号"], "一行最多"),
      (["hours", "--working", "25:00-26:00"], "工作日"),
      (["shift", "add", "周一 20:00-17:30 陈静"], "跨零点"), (["shift", "add", "周一 9:00-10:00 李四"], "李四"),
      (["name", " "], "不能是空的"), (["group", "set", "99号楼", "--leader", "张"], "没有叫"),
    ]
    for (words, complaint) in cases {
      let result = bench.run(["setup"] + words)
      #expect(result.code == 1 && result.remarks.contains(complaint), "\(words) \(result)")
    }
    #expect(bench.run("setup", "shift", "add", "周一 9:00-10:00 陈静", "--weeks", "百").code == 2)
    #expect((bench.run("setup", "show", "--json").object["groups"] as? [Any])?.isEmpty == true)
    #expect(bench.run("staff", "add", "王芳", "--role", "值班员").code == 0)
    let refused = bench.run("setup", "estate", "add", "木荷苑", "--as", "王芳")
    #expect(refused.code == 1 && refused.remarks.contains("须由"))
  }
}
