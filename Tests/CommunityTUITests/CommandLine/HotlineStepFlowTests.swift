import CoreModel
import Foundation
import Testing

@testable import CommunityTUI

@Suite("The steps of a ticket on the command line") struct HotlineStepFlowTests {
  /// A desk with tickets that came in on Friday at ten.
  private func bench(_ count: Int = 1) throws -> CommandBench {
    let bench = try CommandBench()
    let rows = (1...count).map { "热线-\($0),投诉,夜里噪声扰民,处理中,2026-11-20 10:00,13800002046" }
    let file = try bench.write(
      (["工单编号,工单类型,主要内容,工单状态,派单时间,来电人电话"] + rows).joined(separator: "\n") + "\n", to: "单.csv")
    let imported = bench.run("import", "12345", file, "--as", "陈静")
    #expect(imported.code == 0, "\(imported.remarks)")
    bench.environment["JUWEI_AS"] = "陈静"
    return bench
  }

  private func kinds(_ bench: CommandBench) -> [String] {
    (bench.run("show", "热线-1", "--json").object["events"] as? [[String: Any]] ?? [])
      .compactMap { $0["kind"] as? String }
  }

  @Test("A ticket goes by its number through every step, and each answers in words or JSON")
  func steps() throws {
    let bench = try bench()
    let lines: [[String]] = [
      ["sign", "热线-1"], ["contact", "热线-1", "--failure", "始终未接", "--at", "10:30"],
      ["contact", "热线-1", "--text", "来电人说夜里更吵", "--wechat", "--at", "昨天16:30"],
      ["meet", "热线-1", "--text", "看了现场", "--manner", "上门", "--at", "11-21 9:10"],
      ["interim", "热线-1", "--text", "已先处置"], ["share", "热线-1", "--unit", "镇城管中队"],
      ["return", "热线-1", "--unit", "区绿化市容局", "--text", "不归本居"], ["return", "热线-1", "--refused"],
      ["extend", "热线-1", "--days", "3", "--text", "等配件"],
      ["extend", "热线-1", "--granted", "--until", "12-05"],
      ["order", "热线-1", "--text", "今天办好", "--id", "督1", "--due", "11-24"],
      ["meet", "热线-1", "--impossible", "来电人在外地"],
      ["correct", "热线-1", "--confidential", "yes", "--text", "来电人要求"],
      ["return", "热线-1", "--text", "再退"], ["return", "热线-1", "--granted"],
    ]
    for line in lines {
      let done = bench.run(["hotline"] + line + ["--json"])
      #expect(done.code == 0 && !done.object.isEmpty, "\(line): \(done.remarks)")
    }
    #expect(bench.run("show", "热线-1", "--json").object["status"] as? String == "returned")
    #expect(
      kinds(bench).filter { $0 != "registered" } == [
        "ticketSigned", "ticketContacted", "ticketContacted", "ticketMet", "ticketMet",
        "ticketInterimReported", "ticketShared", "ticketReturnAsked", "ticketReturnAnswered",
        "ticketExtensionAsked", "ticketExtensionAnswered", "ticketCityOrdered", "ticketMet",
        "ticketCorrected", "ticketReturnAsked", "ticketReturnAnswered",
      ])
  }

  @Test("What the model refuses is said in Chinese with exit code 1, and records nothing")
  func refused() throws {
    let bench = try bench()
    let lines: [([String], String)] = [
      (["visit", "热线-1", "--result", "满意"], "还没有回复办结"),
      (["review", "热线-1", "--text", "再办"], "还没有回复办结"),
      (["contact", "热线-1"], "请写联系内容"),
      (["contact", "热线-1", "--text", "答复了", "--at", "明天9:00"], "将来"),
      (["contact", "热线-1", "--text", "答复了", "--at", "11-18 9:00"], "早于派单"),
      (["extend", "热线-1", "--days", "31", "--text", "等"], "1 至 30"),
      (["extend", "热线-1", "--granted"], "没有等待答复的延期"),
      (["return", "热线-1", "--refused"], "没有等待答复的退单"),
      (["correct", "热线-1"], "没有改动"), (["meet", "热线-1", "--impossible", ""], "原因"),
      (["sign", "热线-9"], "热线-9"),
    ]
    for (line, reason) in lines {
      let done = bench.run(["hotline"] + line)
      #expect(done.code == 1 && done.remarks.contains(reason), "\(line): \(done.remarks)")
    }
    #expect(kinds(bench) == ["registered"])
    let late = bench
    late.environment["JUWEI_NOW"] = "2026-12-20T09:00:00+08:00"
    let asked = late.run("hotline", "extend", "热线-1", "--days", "3", "--text", "还要几天")
    #expect(asked.code == 1 && asked.remarks.contains("不能再申请延期"))
  }

  @Test(
    "A wrong command line is code 2 and says how",
    arguments: [
      ["extend", "热线-1", "--text", "等"], ["extend", "热线-1", "--days", "3", "--complex"],
      ["return", "热线-1", "--granted", "--refused"], ["visit", "热线-1"],
      ["contact", "热线-1", "--text", "答", "--at", "半夜"], ["contact", "热线-1", "--failure", "忙"],
      ["meet", "热线-1", "--impossible", "外地", "--text", "看了"], ["order", "热线-1"],
    ])
  func wrong(_ line: [String]) throws {
    let bench = try bench()
    let done = bench.run(["hotline"] + line)
    #expect(done.code == 2 && !done.remarks.isEmpty, "\(done.remarks)")
    #expect(kinds(bench) == ["registered"])
  }

  @Test("Every step has an example in its help")
  func help() throws {
    let bench = try CommandBench()
    for name in [
      "sign", "contact", "meet", "interim", "share", "return", "extend", "order", "waive", "visit",
      "review", "correct",
    ] {
      let help = bench.run("hotline", name, "--help")
      #expect(help.code == 0 && help.output.contains("juwei hotline \(name) "), "\(name)")
    }
    #expect(bench.run("do", "1", "sign").remarks.contains("juwei hotline"))
  }

  @Test("Only the 书记 lets a ticket pass")
  func waive() throws {
    let bench = try bench()
    bench.run("staff", "add", "王芳", "--role", "值班员")
    let officer = bench.run("hotline", "waive", "热线-1", "--text", "来电人在外地", "--as", "王芳")
    #expect(officer.code == 1 && officer.remarks.contains("须由书记办理"), "\(officer.remarks)")
    #expect(bench.run("hotline", "waive", "热线-1", "--text", "来电人在外地").code == 0)
    #expect(kinds(bench).contains("ticketMeetingsWaived"))
  }
}
