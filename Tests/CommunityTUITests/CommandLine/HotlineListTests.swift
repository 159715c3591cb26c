import Foundation
import Testing

@testable import CommunityTUI

/// Tickets as the command line lists and shows them.
@Suite("juwei hotline list and show") struct HotlineListTests {
  private let sheet = """
    工单编号,工单类型,主要内容,工单状态,派单时间,办结时间,联系电话
    261121001,投诉,马桶反水,处理中,2026-11-20 09:00,,13800002046
    261121002,投诉,夜里噪音,已办结,2026-10-18 09:00,2026-10-19 10:00,62120000
    261121003,咨询,怎么办居住证,处理中,2026-11-21 10:00,,
    """

  private func bench() throws -> CommandBench {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "陈静"
    #expect(bench.run("import", "12345", try bench.write(sheet, to: "导入.csv")).code == 0)
    return bench
  }

  @Test func theListSaysStateAndLimitInWorkingDaysAndHowTheMonthCompares() throws {
    let bench = try bench()
    let all = bench.run("hotline", "list")
    #expect(all.code == 0, "\(all)")
    #expect(all.output.hasPrefix("未办结 2，超时 2：待签收 2（超时 2）\n本月 2 · 上月同期 1（多 1）· 上月 1"))
    #expect(all.output.contains("261121001") && all.output.contains("余 5 工作日·11-27 周五"))
    #expect(!all.output.contains("夜里噪音") && !all.output.contains("13800002046"))
    #expect(bench.run("hotline", "list", "--state", "待签收", "--json").array.count == 2)
    #expect(bench.run("hotline", "list", "--state", "toReply", "--json").array.isEmpty)
    let none = bench.run("hotline", "list", "--state", "待回复")
    #expect(none.code == 0 && none.output.contains("没有「待回复」的工单"))
    let closed = bench.run("hotline", "list", "--closed", "--json").array
    #expect(closed.compactMap { $0["hotlineNumber"] as? String } == ["261121002"])
    #expect(closed.first?["status"] as? String == "closed")
    let october = bench.run("hotline", "list", "--month", "2026-10", "--json", "--brief").array
    #expect(october.compactMap { $0["hotlineNumber"] as? String } == ["261121002"])
    #expect(october.first?["ticket"] is NSNull)
    #expect(bench.run("hotline", "list", "--month", "2026-11", "--json").array.count == 2)
  }

  @Test func aYearWithoutAPublishedCalendarIsSaid() throws {
    let bench = try bench()
    #expect(bench.run("hotline", "list").remarks.isEmpty)
    bench.environment["JUWEI_NOW"] = "2026-12-21T10:00:00+08:00"
    #expect(bench.run("hotline", "list").remarks.contains("2027年放假安排尚未载入"))
  }

  @Test func whatIsWrongIsSaidAndNothingElseHappens() throws {
    let bench = try bench()
    #expect(bench.run("hotline", "list", "--state", "待什么").code == 2)
    #expect(bench.run("hotline", "list", "--state", "待签收", "--closed").code == 2)
    let month = bench.run("hotline", "list", "--month", "十一月")
    #expect(month.code == 2 && month.remarks.contains("2026-11"))
    #expect(bench.run("hotline", "show", "999").code == 1)
    #expect(bench.run("add", "楼道灯不亮").code == 0)
    let plain = bench.run("hotline", "show", "20261121-001")
    let other = bench.run("hotline", "show", "20261121-002")
    #expect([plain.code, other.code].sorted() == [0, 1])
    #expect((plain.remarks + other.remarks).contains("不是 12345 工单"))
  }

  @Test func aTicketIsShownWithEveryRecord() throws {
    let bench = try bench()
    let number = bench.run("hotline", "show", "261121001", "--json").object["number"] as? String
    #expect(bench.run("hotline", "contact", try #require(number), "--text", "电话里说了，明天上门").code == 0)
    let shown = bench.run("hotline", "show", "261121001")
    for part in [
      "现时限", "余 5 工作日·11-27 周五", "关口", "✓签收", "三见面：还差过程见面、办结见面", "①接单见面",
      "签收与先行联系", "时限和由来", "时间线",
    ] {
      #expect(shown.output.contains(part), "\(part) is missing in\n\(shown.output)")
    }
    #expect(!shown.output.contains("13800002046"))
    let object = bench.run("hotline", "show", "261121001", "--json").object
    let ticket = try #require(object["ticket"] as? [String: Any])
    #expect(
      Set(ticket.keys) == [
        "state", "kind", "kindText", "categories", "round", "assignedAt", "dueAt", "originalDueAt",
        "overdue", "signedAt", "contact", "lastContactAt", "meetings", "missingMeetings",
        "repliedAt", "interimAt", "orders", "shares", "visits", "waiver", "replies", "returns",
        "extensions", "flags",
      ])
    #expect(ticket["state"] as? String == "inProgress" && ticket["kind"] as? String == "complaint")
    #expect(ticket["dueAt"] as? String == "2026-11-27T20:00:00+08:00")
    #expect(ticket["signedAt"] as? String == CommandBench.now)
    #expect((ticket["missingMeetings"] as? [String])?.count == 2)
    #expect(bench.run("show", "261121001", "--json").object["ticket"] != nil)
  }
}
