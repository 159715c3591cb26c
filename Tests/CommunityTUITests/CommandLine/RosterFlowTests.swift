import CoreModel
import Testing

@testable import CommunityTUI

/// The roster by script: shown, and swapped.
@Suite struct RosterFlowTests {
  private func desk() throws -> CommandBench {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "陈静"
    #expect(bench.run("staff", "add", "王芳", "--role", "值班员").code == 0)
    #expect(bench.run("staff", "add", "周宁", "--role", "值班员").code == 0)
    let shifts = bench.run(
      "setup", "shift", "add", "周一 17:30-20:00 王芳", "周二 17:30-20:00 周宁", "--weeks", "2")
    #expect(shifts.code == 0)
    return bench
  }

  @Test func aWeekAndAMonthAreShown() throws {
    let bench = try desk()
    let week = bench.run("roster", "show", "--week", "11月23日")
    #expect(week.output.contains("值班表 11月23日–11月29日") && week.output.contains("王芳"))
    #expect(week.output.contains("缺岗"))
    let month = bench.run("roster", "show", "--month", "2026-11", "--by", "person", "--json").object
    #expect((month["shifts"] as? [Any])?.count == 2)
    let people = month["people"] as? [[String: Any]] ?? []
    #expect(people.map { $0["plannedMinutes"] as? Int } == [150, 150])
    #expect(bench.run("roster", "show", "--month", "11").code == 2)
    #expect(bench.run("roster", "show", "--week", "哪天").code == 2)
  }

  @Test func leaveIsSaidOfShiftsThatAreAdded() throws {
    let bench = try desk()
    #expect(bench.run("roster", "leave", "add", "王芳", "11-23", "--reason", "年假").code == 0)
    let added = bench.run("setup", "shift", "add", "周一 20:00-22:00 王芳", "--weeks", "2")
    #expect(added.code == 0 && added.remarks.contains("年假"))
    #expect(
      bench.run("setup", "shift", "add", "周一 20:00-22:00 王芳", "--weeks", "2").remarks.contains(
        "同时排在"))
    let shown = bench.run("roster", "show", "--week", "11月23日").output
    let lines = shown.split(separator: "\n").map(String.init).filter { $0.contains("：") }
    #expect(Set(lines).count == lines.count)
  }

  @Test func aSwapIsAskedAndAgreed() throws {
    let bench = try desk()
    let asked = bench.run(
      "roster", "swap", "ask", "11月23日 错时", "周宁", "--for", "11月24日", "--reason", "家长会", "--as",
      "王芳")
    #expect(asked.output.contains("等周宁答复"), "\(asked.remarks)")
    let listed = bench.run("roster", "swap", "--json").array
    #expect(listed.map { $0["state"] as? String } == ["waiting"])
    let id = listed.first?["id"] as? String ?? ""
    let alone = bench.run("roster", "swap", "agree", id, "--as", "王芳")
    #expect(alone.code == 1 && alone.remarks.contains("周宁本人"))
    #expect(bench.run("roster", "swap", "agree", id, "--as", "周宁").output.contains("值班表已经改好"))
    let week = bench.run("roster", "show", "--week", "11月23日", "--json").object
    let shifts = week["shifts"] as? [[String: Any]] ?? []
    #expect(shifts.map { $0["people"] as? [String] } == [["周宁"], ["王芳"]])
    #expect(bench.run("roster", "swap", "withdraw", id).code == 1)
    #expect(bench.run("doctor").code == 0)
  }
}
