import CoreModel
import Foundation
import Store
import Testing

@testable import CommunityTUI

/// A reply from the command line: looked at, refused for what is missing, filed, and printed as it was filed.
@Suite("juwei hotline reply") struct ReplyFlowTests {
  private let sheet = """
    工单编号,主要内容,工单类型,工单状态,派单时间,联系电话
    261121001,夜间噪声,投诉,处理中,2026-11-20 09:00,13800002046
    """

  /// An imported ticket; the 书记 lets it pass without meetings.
  private func bench(waived: Bool = true, told: Bool = true) throws -> CommandBench {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "陈静"
    #expect(bench.run("import", "12345", try bench.write(sheet, to: "导入.csv")).code == 0)
    if waived {
      let store = try bench.store()
      defer { try? store.close() }
      let signIn = try store.ensureDesk(personNamed: "陈静", at: Instant.earliestSupported)
      let scope = signIn.neighborhood.id
      let detail = try store.detail(number: "261121001", in: scope)
      let at = detail.request.receivedAt.adding(minutes: 10)
      let id = detail.request.id
      let call = ContactAttempt(by: signIn.person.id, at: at, words: "告知已劝停")
      let commands: [RequestCommand] = [
        .ticket(.waive(reason: "来电人在外地")), .triage(TriageDecision(tier: .first)),
        .resolve(Resolution(outcome: "已劝停夜间施工")), .ticket(.contact(call, meeting: nil)),
      ]
      for command in told ? commands : commands.dropLast() {
        _ = try store.perform(command, on: id, expecting: nil, by: Actor(signIn.person), at: at)
      }
    }
    return bench
  }

  @Test func whatIsMissingIsSaidBeforeAnythingIsFiled() throws {
    let bench = try bench()
    let shown = bench.run("hotline", "reply", "261121001")
    #expect(shown.code == 0 && shown.output.contains("工单编号：261121001\n工单类型：投诉\n"))
    #expect(shown.output.contains("  请选现场查看") && shown.output.contains("  请选是否满意"))
    let document = bench.run("hotline", "reply", "261121001", "--show", "--json").object
    #expect(
      (document["problems"] as? [[String: Any]])?.compactMap { $0["field"] as? String } == [
        "siteView", "opinion",
      ])
    let refused = bench.run("hotline", "reply", "261121001", "--opinion", "满意")
    #expect(refused.code == 1 && refused.remarks.contains("没有报出，还差 1 项：\n  请选现场查看"))
    let long = bench.run(
      "hotline", "reply", "261121001", "--site", "否", "--opinion", "满意", "--points",
      "居委会11月20日" + String(repeating: "办", count: 500))
    #expect(long.code == 1 && long.remarks.contains("超过 500 字"))
    #expect(bench.run("hotline", "reply", "261121001", "--copy-text").code == 1)
  }

  @Test func whatIsPrintedIsFiledAfterItWasFilledIn() throws {
    let bench = try bench()
    let text = bench.run("hotline", "reply", "261121001", "--text").output
    #expect(text.contains("答复市民要点：") && text.contains("\n是否满意：\n"))
    let filled = text.replacing("是否满意：\n", with: "是否满意：满意\n")
      .replacing("现场查看：\n", with: "现场查看：无实际现场\n")
    let file = try bench.write(filled, to: "回复.txt")
    let filed = bench.run("hotline", "reply", "261121001", "--from", file)
    #expect(filed.code == 0 && filed.output.contains("已记录「回复」，现在待回访"))
    let copy = bench.run("hotline", "reply", "261121001", "--copy-text")
    #expect(copy.code == 0 && copy.output.hasPrefix("工单编号：261121001\n"))
    #expect(copy.output.contains("现场查看：无实际现场\n") && copy.output.contains("处置情况：已劝停夜间施工"))
    let again = bench.run("hotline", "reply", "261121001", "--from", file)
    #expect(again.code == 1 && again.remarks.contains("回复办结，不能再「回复」"))
  }

  @Test func anAnswerThatNobodyRecordedIsMissing() throws {
    let bench = try bench(told: false)
    let shown = bench.run("hotline", "reply", "261121001", "--as", "陈静")
    #expect(shown.code == 0 && !shown.output.contains("答复来电人"))
    #expect(shown.output.contains("请选答复方式") && shown.output.contains("请写答复市民时间"))
    // Only saying so files what is there.
    let early = bench.run("hotline", "reply", "261121001", "--no-meeting", "--file")
    #expect(early.code == 1 && early.remarks.contains("没有报出，还差"))
    let full = [
      "--site", "否", "--opinion", "满意", "--manner", "电话", "--answered", "10:30",
    ]
    let ready = bench.run(["hotline", "reply", "261121001", "--show"] + full)
    #expect(ready.code == 0 && ready.output.contains("写 --file 和 --as 姓名"))
    #expect(bench.run(["hotline", "reply", "261121001", "--show", "--file"]).code != 0)
    let filed = bench.run(["hotline", "reply", "261121001", "--file"] + full)
    #expect(filed.code == 0 && filed.output.contains("已记录「回复」"))
  }

  @Test func meetingsAndUnknownWordsAreRefused() throws {
    let bench = try bench(waived: false)
    let early = bench.run("hotline", "reply", "261121001", "--opinion", "满意")
    #expect(early.code == 1 && early.remarks.contains("还差接单见面、过程见面"))
    let open = try self.bench()
    let wrong = open.run("hotline", "reply", "261121001", "--opinion", "很好", "--site", "否")
    #expect(wrong.code == 1 && wrong.remarks.contains("可写：满意、不满意、认可、未评价"))
    let file = try open.write("这是什么\n", to: "乱.txt")
    let lost = open.run("hotline", "reply", "261121001", "--from", file)
    #expect(lost.code == 1 && lost.remarks.contains("第 1 行看不懂"))
  }
}
