import CoreModel
import Foundation
import Testing

@testable import CommunityTUI

@Suite("juwei mediation") struct MediationFlowTests {
  private func desk() throws -> CommandBench {
    let bench = try CommandBench()
    #expect(bench.run("add", "楼上漏水", "--as", "王芳").code == 0)
    bench.environment["JUWEI_AS"] = "王芳"
    #expect(bench.run("staff", "add", "顾老师", "--role", "调解员").code == 0)
    return bench
  }

  @Test("A case from its parties to its 回访, without a party's name for others")
  func course() throws {
    let bench = try desk()
    let begun = bench.run(
      "mediation", "begin", "漏水赔偿", "--parties", "张建国 501、李小芸 401", "--lead", "顾老师", "--second",
      "王芳", "--talk", "11-23 14:00", "--for", "001", "--json")
    #expect(begun.code == 0, "\(begun.remarks)")
    #expect(begun.object["parties"] as? [String] == ["张某", "李某"])
    let alone = bench.run(
      "mediation", "begin", "又一件", "--parties", "张建国", "--lead", "顾老师", "--second", "王芳",
      "--talk", "11-23 14:00")
    #expect(alone.code == 1 && alone.remarks.contains("两方"))
    #expect(bench.run("mediation", "step", "漏水", "听", "--note", "张建国说不赔").code == 0)
    let early = bench.run("mediation", "visit", "漏水", "--note", "x", "--kept")
    #expect(early.code == 1 && early.remarks.contains("还没有达成协议"))
    #expect(bench.run("mediation", "agree", "漏水", "--note", "修管", "--visit", "11-30").code == 0)
    let shown = bench.run("mediation", "show", "漏水").output
    #expect(shown.contains("张某") && !shown.contains("张建国"))
    #expect(bench.run("mediation", "show", "漏水", "--names").output.contains("张建国"))
    #expect(!bench.run("show", "001").output.contains("张建国"))
    let over = bench.run("mediation", "visit", "漏水", "--note", "修好了", "--kept")
    #expect(over.code == 0 && over.line.contains("调成，已回访"))
    #expect(bench.run("show", "001").output.contains("调解成功"))
  }

  @Test("An early sign is listed, reviewed and becomes a case that fails into 三所联动")
  func latent() throws {
    let bench = try desk()
    #expect(
      bench.run("mediation", "notice", "晾晒争执", "--review", "12-05", "--for", "001").code == 0)
    #expect(bench.run("mediation", "list", "--latent").output.contains("晾晒争执"))
    #expect(bench.run("mediation", "review", "晾晒", "--note", "还在吵", "--next", "12-10").code == 0)
    let begun = bench.run(
      "mediation", "begin", "晾晒纠纷", "--parties", "张三、李四", "--lead", "顾老师", "--second", "王芳",
      "--talk", "11-23 14:00", "--from", "晾晒")
    #expect(begun.code == 0, "\(begun.remarks)")
    #expect(bench.run("mediation", "fail", "晾晒纠纷", "--note", "谈不拢").code == 0)
    #expect(bench.run("whistle", "list").output.contains("晾晒纠纷"))
  }
}
