import Foundation
import Testing

@testable import CommunityTUI

/// Setting a desk up from a spreadsheet.
@Suite struct SheetFlowTests {
  @Test func aSheetIsLookedAtThenTakenInAndAgainIsAllTheSame() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "陈静"
    let staff = try bench.write("姓名,职务,电话\n王芳,社工,13800002046\n赵师傅,瑞和物业维修,\n某某,楼组长,\n", to: "1.csv")
    // Nothing is there to compare with, and looking makes no database.
    #expect(bench.run("setup", "import", staff, "--dry-run").code == 1)
    #expect(bench.run("setup", "name", "瑞和锦庭居民区").code == 0)
    let preview = bench.run("setup", "import", staff, "--dry-run")
    #expect(preview.code == 0)
    #expect(preview.output.contains("人员 新增 2、不导入 1。只是预览，什么都没有改"))
    #expect(preview.output.contains("看不懂岗位「楼组长」"))
    #expect(!preview.output.contains("13800002046"))
    #expect(bench.run("staff", "list", "--json").array.count == 1)
    #expect(bench.run("setup", "import", staff).output.contains("已写入"))
    #expect(bench.run("staff", "list", "--json").array.count == 3)
    let again = bench.run("setup", "import", staff, "--json").object
    let items = try #require(again["items"] as? [[String: Any]])
    #expect(items.map { $0["verdict"] as? String } == ["same", "same", "refused"])

    let groups = try bench.write("楼号,楼组长,户数,责任社工\n1,张阿姨,36,王芳\n2,,,\n", to: "2.csv")
    #expect(bench.run("setup", "import", groups).line.contains("小区 新增 1；楼组 新增 2。已写入") == true)
    let shown = bench.run("setup", "show", "--json").object
    #expect((shown["groups"] as? [Any])?.count == 2)
    let changed = try bench.write("楼号,楼组长\n1号楼,李老师\n", to: "3.csv")
    #expect(bench.run("setup", "import", changed).output.contains("楼组长：张阿姨 → 李老师"))
    let roster = try bench.write("日期,17:30-20:00\n2026-11-23,王芳、赵师傅\n2026-11-20,王芳\n", to: "4.csv")
    let taken = bench.run("setup", "import", roster)
    #expect(taken.output.contains("班次 新增 1、略过 1。已写入"), "\(taken)")
    #expect(bench.run("doctor").code == 0)
  }

  @Test func whatCannotBeReadMakesNoDatabaseAndSaysWhatToDo() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "陈静"
    let page = try bench.write("<html><table><tr><td>姓名</td></tr></table></html>", to: "名册.xls")
    let refused = bench.run("setup", "import", page)
    #expect(refused.code == 1 && refused.remarks.contains("网页（HTML）"))
    #expect(!DatabaseLocation.exists(bench.folder + "/desk.sqlite"))
    let other = try bench.write("甲,乙\n1,2\n", to: "6.csv")
    let nothing = bench.run("setup", "import", other)
    #expect(nothing.output.contains("不像楼组表") && nothing.output.contains("没有要改的"))
    #expect(bench.run("setup", "import", "/不存在.xlsx").code == 1)
  }
}
