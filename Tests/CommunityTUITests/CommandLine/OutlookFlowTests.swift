import CoreModel
import Foundation
import Store
import Testing

@testable import CommunityTUI

@Suite("juwei today, trend and roster files") struct OutlookFlowTests {
  private func desk() throws -> CommandBench {
    let bench = try CommandBench()
    #expect(bench.run("add", "楼道灯不亮 13800002046", "--as", "陈静").code == 0)
    #expect(bench.run("staff", "add", "王芳", "--role", "值班员", "--as", "陈静").code == 0)
    return bench
  }

  @Test("today prints the message, and JSON with the figures; a day to come is refused")
  func today() throws {
    let bench = try desk()
    let text = bench.run("today", "--as", "陈静")
    #expect(text.output.contains("今日小结】11月21日 周六（截至 19:42）\n今天收到诉求 1 件：待答复 1 件。"))
    #expect(!text.output.contains("2046"))
    let document = bench.run("today", "--json", "--as", "陈静").object
    let summaries = try #require(document["summaries"] as? [[String: Any]])
    #expect(summaries.first?["received"] as? Int == 1 && summaries.first?["group"] is NSNull)
    #expect(bench.run("today", "--each", "--as", "陈静").line.contains("没有一个楼组有要说的事"))
    #expect(bench.run("today", "--date", "2026-12-24", "--as", "陈静").remarks.contains("还没有到"))
    #expect(bench.run("today", "--group", "99号楼", "--as", "陈静").code == 1)
  }

  @Test("trend prints a chart and what changed; measures are a text that is set as a whole")
  func trend() throws {
    let bench = try desk()
    let text = bench.run("trend", "灯", "--as", "陈静").output
    #expect(text.contains("趋势：灯，10月25日–11月21日，28 天\n共 1 件"))
    #expect(text.contains("█"))
    #expect(bench.run("trend", "--days", "7").code == 2)
    #expect(bench.run("trend", "--measures", "--json", "--as", "陈静").code == 2)
    #expect(bench.run("trend", "灯", "--measures", "--as", "陈静").code == 2)
    #expect(bench.run("roster", "swap", "list", "0199", "--as", "陈静").code == 2)
    #expect(bench.run("roster", "swap", "agree", "0199", "--giver", "王芳", "--as", "陈静").code == 2)
    let wrong = try bench.write("7月21日 启动夜巡\n哪天 换灯\n", to: "wrong.txt")
    let refused = bench.run("trend", "--set-measures", wrong, "--as", "陈静")
    #expect(
      refused.code == 1 && refused.remarks.contains("措施第 2 行") && refused.remarks.contains("没有换"))
    let right = try bench.write("11月16日 换灯 | 灯\n", to: "right.txt")
    #expect(bench.run("trend", "--set-measures", right, "--as", "陈静").line == "已换上 1 条措施")
    #expect(bench.run("trend", "--measures", "--as", "陈静").line == "2026-11-16 换灯 | 灯")
    let document = bench.run("trend", "灯", "--json", "--as", "陈静").object
    #expect(document["total"] as? Int == 1)
    let measures = try #require(document["measures"] as? [[String: Any]])
    #expect(measures.first?["title"] as? String == "换灯")
  }

  @Test("A roster that is only looked at founds no neighbourhood; its people stay outside")
  func importOnlyShifts() throws {
    let empty = try CommandBench()
    let sheet = try empty.write("日期,班次,值班人\n2026-12-01,错时,王芳\n", to: "in.csv")
    let dry = empty.run("roster", "import", sheet, "--dry-run", "--as", "陈静")
    #expect(dry.code == 1 && dry.remarks.contains("还没有数据库"))
    let bench = try desk()
    let staff = try bench.write("姓名,岗位\n新同事,社工\n", to: "staff.csv")
    let refused = bench.run("roster", "import", staff, "--as", "陈静")
    #expect(refused.output.contains("这里只导入班次"))
    #expect(!bench.run("staff", "list", "--as", "陈静").output.contains("新同事"))
  }

  @Test(
    "A month of the roster goes out and comes back in; the page prints, and names are spelled out")
  func roster() throws {
    let bench = try desk()
    let sheet = try bench.write(
      "日期,班次,值班人\n2026-12-01,17:30-20:00,王芳\n2026-12-01,22:00-次日6:00,陈静、王芳\n2026-12-02,错时,没有这人\n",
      to: "in.csv")
    let dry = bench.run("roster", "import", sheet, "--dry-run", "--as", "陈静")
    #expect(dry.output.contains("名册里没有「没有这人」") && dry.output.contains("什么都没有改"))
    #expect(bench.run("roster", "import", sheet, "--as", "陈静").output.contains("新增 2、不导入 1。已写入"))
    let out = bench.folder + "/out.xlsx"
    let written = bench.run("roster", "export", out, "--month", "2026-12", "--as", "陈静")
    #expect(written.line == "2026年12月值班表已写到 \(out)（2 个班次、2 人），改好可以再导入")
    let again = bench.run("roster", "import", out, "--as", "陈静")
    #expect(again.output.contains("没有要改的"))
    #expect(bench.run("roster", "export", out, "--month", "2026-12").remarks.contains("--force"))
    let page = bench.folder + "/out.html"
    #expect(bench.run("roster", "export", page, "--month", "2026-12", "--as", "陈静").code == 0)
    let html = try String(contentsOfFile: page, encoding: .utf8)
    for words in ["2026年12月值班表", "size: A4", "王芳", "错时 17:30-20:00", "各人班次", "31日 周四"] {
      #expect(html.contains(words), "\(words)")
    }
    #expect(bench.run("roster", "export", bench.folder + "/x.pdf").code == 2)
    let empty = bench.run("roster", "export", bench.folder + "/x.html", "--month", "2027-05")
    #expect(empty.remarks.contains("2027年5月还没有排班，没有写出任何文件"))
  }
}
