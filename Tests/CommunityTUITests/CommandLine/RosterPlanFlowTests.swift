import CoreModel
import Foundation
import Testing

@testable import CommunityTUI

@Suite("juwei roster plan and leave") struct RosterPlanFlowTests {
  private func bench() throws -> CommandBench {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "周敏"
    for (name, role) in [
      ("王芳", "值班员"), ("李敏", "值班员"), ("吴倩", "值班员"), ("郑峰", "值班员"), ("孙丽", "值班员"),
      ("徐敏", "网格员"), ("高翔", "网格员"), ("罗军", "网格员"),
    ] {
      #expect(bench.run("staff", "add", name, "--role", role).code == 0)
    }
    return bench
  }

  @Test(
    "A preview writes nothing; --apply writes it; the next plan has nothing to do; --undo takes it back"
  )
  func plan() throws {
    let bench = try bench()
    let preview = bench.run("roster", "plan")
    #expect(preview.code == 0)
    #expect(preview.output.contains("排班 2026年12月：可排"))
    #expect(preview.output.contains("还没有写进值班表"))
    #expect(preview.output.contains("均匀：夜班"))
    let first = bench.run("roster", "plan", "--json").object
    #expect(first["applied"] is NSNull)
    #expect(first["missing"] as? Int == 0)
    let spreads = first["spreads"] as? [[String: Any]] ?? []
    #expect(spreads.allSatisfy { ($0["difference"] as? Int ?? 9) <= 1 })
    #expect(
      bench.run("roster", "plan", "--json").output == bench.run("roster", "plan", "--json").output)

    let applied = bench.run("roster", "plan", "--month", "12", "--apply", "--json").object
    #expect(
      (applied["applied"] as? [String: Any])?["shifts"] as? Int
        == (first["shifts"] as? [Any])?.count)
    #expect(bench.run("roster", "plan", "--month", "2026-12").output.contains("没有要补的"))
    #expect(bench.run("roster", "plan", "--undo", "--as", "王芳").code == 1)
    #expect(bench.run("roster", "plan", "--undo").output.contains("已撤回排班：取消"))
    #expect(bench.run("roster", "plan", "--undo").code == 1)
  }

  @Test("Days, kinds and what goes wrong")
  func options() throws {
    let bench = try bench()
    let patrols = bench.run(
      "roster", "plan", "--from", "11-23", "--to", "11-29", "--kinds", "夜巡", "--json"
    ).object
    let shifts = patrols["shifts"] as? [[String: Any]] ?? []
    #expect(shifts.count == 7)
    #expect(shifts.allSatisfy { $0["kind"] as? String == "nightPatrol" })
    for wrong in [
      ["--month", "十二"], ["--month", "12", "--from", "12-01"], ["--kinds", "早班"],
      ["--apply", "--undo"], ["--undo", "--month", "12"], ["--from", "明年"],
    ] {
      #expect(bench.run(["roster", "plan"] + wrong).code == 2, "\(wrong)")
    }
    #expect(bench.run("roster", "plan", "--month", "2026-10").remarks.contains("已经过去"))
    #expect(bench.run("roster", "plan", "--from", "11-29", "--to", "11-23").code == 1)
    #expect(
      bench.run("roster", "plan", "--from", "12-01", "--to", "2027-09-01").remarks.contains("半年"))
    #expect(bench.run("roster", "plan", "--apply", "--as", "王芳").remarks.contains("须由主任、书记办理"))
  }

  @Test(
    "Leave is taken down, hits what is on the roster, keeps people off the plan, and is struck out")
  func leave() throws {
    let bench = try bench()
    #expect(bench.run("roster", "leave").line == "没有登记的请假与意愿")
    #expect(
      bench.run("roster", "plan", "--from", "12-01", "--to", "12-07", "--kinds", "夜巡", "--apply")
        .code == 0)
    let added = bench.run(
      "roster", "leave", "add", "李敏", "12-01至12-20", "--reason", "年假", "--as", "李敏")
    #expect(added.line == "已登记 李敏 请假 12月1日至12月20日（年假）")
    #expect(added.remarks.contains("李敏在此期间已排"))
    let plan = bench.run(
      "roster", "plan", "--from", "12-08", "--to", "12-20", "--json"
    ).object
    let names = (plan["shifts"] as? [[String: Any]] ?? []).flatMap {
      $0["people"] as? [String] ?? []
    }
    #expect(!names.isEmpty && !names.contains("李敏"))
    #expect(
      bench.run("roster", "leave", "add", "李敏", "12-25", "--as", "王芳").remarks.contains(
        "由本人或主任、书记登记"))
    #expect(
      bench.run(
        "roster", "leave", "add", "王芳", "12-01至31", "--wish", "尽量不排", "--weekdays", "周三", "--kinds",
        "夜班"
      ).line == "已登记 王芳 尽量不排 12月1日至12月31日 每周三 错时、夜巡")
    let listed = bench.run("roster", "leave", "--json").array
    #expect(listed.map { $0["person"] as? String } == ["李敏", "王芳"])
    #expect(bench.run("roster", "leave", "cancel", "1", "--name", "王芳").code == 1)
    #expect(bench.run("roster", "leave", "cancel", "9").code == 1)
    #expect(bench.run("roster", "leave", "cancel", "1", "--name", "李敏").code == 0)
    #expect(bench.run("roster", "leave", "list", "--json").array.count == 1)
    for wrong in [
      ["李敏", "下周"], ["李敏", "12-01", "--part", "凌晨"], ["李敏", "12-01", "--wish", "随便"],
      ["李敏", "12-01", "--kinds", "夜班"],
    ] {
      #expect(bench.run(["roster", "leave", "add"] + wrong).code == 2, "\(wrong)")
    }
    #expect(bench.run("roster", "leave", "add", "张三", "12-01").remarks.contains("名册里没有「张三」"))
  }
}
