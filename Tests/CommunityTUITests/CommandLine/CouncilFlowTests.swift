import Foundation
import Testing

@testable import CommunityTUI

@Suite("juwei council") struct CouncilFlowTests {
  private func desk() throws -> CommandBench {
    let bench = try CommandBench()
    #expect(bench.run("add", "12号楼排水管堵了 13800002046", "--as", "陈静").code == 0)
    #expect(bench.run("add", "厨房返水", "--as", "陈静").code == 0)
    for number in ["1", "2"] {
      #expect(bench.run("do", number, "respond", "--note", "已回电", "--as", "陈静").code == 0)
    }
    #expect(bench.run("staff", "add", "王芳", "--role", "值班员", "--as", "陈静").code == 0)
    return bench
  }

  private let seats = "书记：陈静；居委：王芳；居民：李叔叔"

  @Test("From two requests to a resolution, its tasks, and residents who are to be told")
  func whole() throws {
    let bench = try desk()
    let proposed = bench.run(
      "council", "propose", "12号楼排水管", "--request", "1", "--request", "2", "--as", "王芳")
    #expect(proposed.line == "议1「12号楼排水管」已提出，列入 2 件诉求")
    let met = bench.run(
      "council", "meet", "协调会", "议1", "--at", "11-21 20:00", "--place", "居委会议室", "--people",
      seats, "--as", "王芳")
    #expect(met.code == 0 && met.remarks.contains("还缺业委会、物业"))
    let notice = bench.run("council", "notice", "会1", "--as", "陈静").output
    #expect(notice.contains("【协调会通知】") && !notice.contains("李叔叔"))
    #expect(bench.run("council", "notice", "1", "--sent", "楼组群", "--as", "王芳").code == 0)
    let early = bench.run(
      "council", "close", "会1", "--host", "陈静", "--recorder", "王芳", "--as", "陈静")
    #expect(early.code == 1 && early.remarks.contains("还没有签到"))
    #expect(bench.run("council", "sign-in", "会1", seats, "--as", "王芳").code == 0)
    #expect(
      bench.run("council", "record", "会1", "--who", "居民", "先疏通", "--as", "王芳").code == 0)
    let tooMany = bench.run(
      "council", "record", "会1", "--vote", "先疏通", "--yes", "9", "--counter", "王芳", "--as", "王芳")
    #expect(tooMany.code == 1 && tooMany.remarks.contains("签到只有 3 人"))
    #expect(
      bench.run(
        "council", "record", "会1", "--vote", "先疏通", "--yes", "2", "--no", "1", "--counter", "王芳",
        "--as", "王芳"
      ).code == 0)
    let open = bench.run(
      "council", "close", "会1", "--host", "陈静", "--recorder", "王芳", "--as", "陈静")
    #expect(open.code == 1 && open.remarks.contains("还没有决议：议1「12号楼排水管」"))
    let nobody = bench.run(
      "council", "resolve", "会1", "议1", "采纳办理", "--words", "先疏通", "--task", "疏通 11-30", "--as", "王芳"
    )
    #expect(nobody.code == 1 && nobody.remarks.contains("没有写谁办"))
    #expect(
      bench.run(
        "council", "resolve", "会1", "议1", "采纳办理", "--words", "先疏通", "--task", "疏通 @王芳 11-30",
        "--as", "王芳"
      ).line == "决议已记下；散会以后生效")
    let notAllowed = bench.run(
      "council", "close", "会1", "--host", "陈静", "--recorder", "王芳", "--as", "王芳")
    #expect(notAllowed.code == 1 && notAllowed.remarks.contains("主任、书记"))
    #expect(
      bench.run("council", "close", "会1", "--host", "陈静", "--recorder", "王芳", "--as", "陈静").code
        == 0)
    let minutes = bench.run("council", "minutes", "会1", "--as", "陈静").output
    #expect(minutes.contains("赞成 2、反对 1、弃权 0") && minutes.contains("疏通  ——王芳"))
    #expect(!minutes.contains("13800002046"))
    let done = bench.run(
      "council", "task", "议1", "1", "done", "--words", "通了", "--as", "王芳")
    #expect(done.line.contains("议题办结"))
    let item = bench.run("council", "show", "议1", "--json", "--as", "陈静").object
    #expect(item["status"] as? String == "settled")
    let requests = try #require(item["requests"] as? [[String: Any]])
    #expect(requests.map { $0["status"] as? String } == ["resolved", "resolved"])
    let shown = bench.run("show", "1", "--json", "--as", "陈静").object
    let owed = shown["obligation"] as? [String: Any]
    #expect(owed?["kind"] as? String == "telling")
  }

  @Test("The page stands alone and prints; a file that is there is left alone")
  func pages() throws {
    let bench = try desk()
    bench.run("council", "propose", "<b>车棚</b>", "--as", "王芳")
    bench.run(
      "council", "meet", "专题会", "1", "--at", "11-21 20:00", "--place", "花园", "--as", "王芳")
    let path = bench.folder + "/notice.html"
    #expect(bench.run("council", "notice", "1", "--html", "--out", path, "--as", "陈静").code == 0)
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.contains("size: A4 portrait") && page.contains("&lt;b&gt;车棚"))
    #expect(bench.run("council", "notice", "1", "--html", "--out", path, "--as", "陈静").code == 1)
  }

  @Test("Bad input is refused with the reason, and nothing changes")
  func refusals() throws {
    let empty = try CommandBench()
    #expect(empty.run("council", "--as", "陈静").code == 1)
    let bench = try desk()
    #expect(bench.run("council", "--as", "陈静").output.contains("待列 0 件"))
    #expect(bench.run("council", "show", "议9", "--as", "陈静").code == 1)
    #expect(bench.run("council", "show", "哪个", "--as", "陈静").code == 2)
    #expect(bench.run("council", "propose", "找 13800002046", "--as", "王芳").code == 1)
    #expect(
      bench.run("council", "meet", "茶话会", "--at", "明天", "--place", "花园", "--as", "王芳").code == 2)
    let hour = bench.run(
      "council", "meet", "月月说事", "--at", "明天", "--place", "花园", "--as", "王芳")
    #expect(hour.code == 1 && hour.remarks.contains("几点"))
    bench.run("council", "propose", "甲", "--as", "王芳")
    bench.run("council", "propose", "乙", "--as", "王芳")
    #expect(bench.run("council", "item", "1", "merge", "1", "--as", "陈静").code == 1)
    #expect(bench.run("council", "item", "1", "merge", "2", "--as", "陈静").code == 0)
    let back = bench.run("council", "item", "2", "merge", "1", "--as", "陈静")
    #expect(back.code == 1 && back.remarks.contains("绕成一圈"))
    let document = bench.run("council", "list", "--json", "--as", "陈静").object
    #expect((document["items"] as? [Any])?.count == 1)
    #expect((document["ended"] as? [Any])?.count == 1)
  }
}
