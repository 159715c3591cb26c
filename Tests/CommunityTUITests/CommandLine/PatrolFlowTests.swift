import CoreModel
import Foundation
import Testing

@testable import CommunityTUI

@Suite("juwei patrol") struct PatrolFlowTests {
  private func desk() throws -> CommandBench {
    let bench = try CommandBench()
    #expect(bench.run("add", "12号楼道灯不亮", "--as", "王芳").code == 0)
    bench.environment["JUWEI_AS"] = "王芳"
    return bench
  }

  @Test("A patrol from its beginning to its end, with a finding that becomes a request")
  func walk() throws {
    let bench = try desk()
    #expect(bench.run("patrol", "start").line.hasPrefix("夜巡 0/10"))
    let ticked = bench.run("patrol", "check", "1", "垃圾厢房", "--at", "19:30")
    #expect(ticked.code == 1 && ticked.remarks.contains("对应几项：北门垃圾厢房、南门垃圾厢房"))
    #expect(bench.run("patrol", "check", "1", "zxhy", "--at", "19:30").line.hasPrefix("夜巡 2/10"))
    let found = bench.run(
      "patrol", "finding", "非机动车库", "两辆电瓶车飞线充电", "13800002046", "--category", "安全隐患", "--register",
      "--json")
    #expect(found.object["request"] as? String == "20261121-002")
    #expect(found.object["text"] as? String == "两辆电瓶车飞线充电 138****2046")
    let early = bench.run("patrol", "finish")
    #expect(early.code == 1 && early.remarks.contains("还有 7 项没有打"))
    #expect(bench.run("patrol", "check", "地下车库", "--skip").remarks.contains("为什么不适用"))
    #expect(bench.run("patrol", "check", "地下车库", "--skip", "--note", "门锁着").code == 0)
    #expect(bench.run("patrol", "check", "--rest").line.hasPrefix("夜巡 10/10"))
    #expect(bench.run("patrol", "finish", "--note", "辛苦").code == 0)
    let again = bench.run("patrol", "finish")
    #expect(again.code == 1 && again.remarks.contains("没有正在打的一轮"))
    let shown = bench.run("patrol", "show").output
    #expect(shown.contains("门锁着") && shown.contains("→ 20261121-002"))
    #expect(!shown.contains("13800002046"))
    let document = bench.run("patrol", "show", "--json").object
    #expect(document["done"] as? Int == 10 && document["open"] as? Bool == false)
    #expect((document["points"] as? [[String: Any]])?.count == 10)
    #expect(bench.run("patrol", "list", "--json").array.count == 1)
    let request = bench.run("show", "002")
    #expect(request.output.contains("夜巡 19:42 非机动车库（安全隐患），王芳 发现"))
    let findings = bench.run("show", "002", "--json").object["findings"] as? [[String: Any]]
    #expect(findings?.first?["point"] as? String == "非机动车库")
  }

  @Test("The third time at one place within a month is the third rung")
  func ladder() throws {
    let bench = try desk()
    for (day, rung) in [("18", "劝导登记"), ("20", "屡劝不改"), ("22", "移交城管")] {
      bench.environment["JUWEI_NOW"] = "2026-11-\(day)T20:30:00+08:00"
      #expect(bench.run("patrol", "start", "五必查").code == 0)
      let found = bench.run(
        "patrol", "finding", "文明劝导", "遛狗不牵绳", "--place", "中心 花园", "--json")
      #expect(found.object["rung"] as? String == rung, "\(found.remarks)")
      #expect(bench.run("patrol", "finish", "--reason", "只看这一处").code == 0)
    }
    let registered = bench.run("patrol", "register", "文明劝导", "--round", "五必查", "--to", "001")
    #expect(registered.output.contains("→ 20261118-001") || registered.output.contains("-001"))
    #expect(bench.run("patrol", "register", "文明劝导", "--round", "五必查").code == 1)
  }

  @Test(
    "Steps are begun for a request, two rounds are told apart, and what is unclear changes nothing")
  func steps() throws {
    let bench = try desk()
    #expect(bench.run("patrol", "start", "调解四步法").remarks.contains("先在诉求列表里选一件"))
    #expect(bench.run("patrol", "start", "调解", "--for", "001").code == 0)
    #expect(bench.run("patrol", "start", "夜巡").code == 0)
    let unclear = bench.run("patrol", "check", "1")
    #expect(unclear.code == 1 && unclear.remarks.contains("用 --round 说明是哪一轮"))
    #expect(bench.run("patrol", "check", "听", "--round", "调解四步法", "--note", "分别听了").code == 0)
    let shown = bench.run("show", "001").output
    #expect(shown.contains("调解四步法 1/4") && shown.contains("分别听了"))
    #expect(bench.run("patrol", "start", "没有的").remarks.contains("有：夜巡、五必查"))
    #expect(bench.run("patrol", "finish", "--round", "夜巡", "--drop").remarks.contains("作废原因"))
    #expect(bench.run("patrol", "finish", "--round", "夜巡", "--drop", "--reason", "开错了").code == 0)
    #expect(bench.run("patrol", "check").code == 2)
    #expect(bench.run("patrol", "check", "听", "--at", "下辈子").code == 2)
  }

  @Test(
    "Checklists are printed and replaced as text; one line that is not understood replaces nothing")
  func templates() throws {
    let bench = try desk()
    let text = bench.run("patrol", "templates").output
    #expect(text.contains("== 夜巡 | 点位"))
    let bad = try bench.write(text + "\n== 坏 | 散步\n", to: "bad.txt")
    let refused = bench.run("patrol", "templates", "--set", bad)
    #expect(refused.code == 1 && refused.remarks.contains("检查单没有换"))
    let good = try bench.write("== 早巡 | 点位\n东门 | 门卫\n", to: "good.txt")
    #expect(bench.run("patrol", "templates", "--set", good).line == "已换上 1 张检查单")
    #expect(bench.run("patrol", "start", "早巡").line.hasPrefix("早巡 0/1"))
  }
}
