import Foundation
import Testing

@testable import CommunityTUI

/// Tickets out to a file and results back in, by the command line.
@Suite("juwei hotline export and visits") struct HotlineFlowTests {
  private let sheet = """
    工单编号,主要内容,工单状态,派单时间,办结时间,是否满意,联系电话,区
    261121001,马桶反水,处理中,2026-11-20 09:00,,,13800002046,甲区
    261121002,夜里噪音,已办结,2026-10-18 09:00,2026-10-19 10:00,满意,62120000,乙区
    """

  private func bench() throws -> CommandBench {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "陈静"
    #expect(bench.run("import", "12345", try bench.write(sheet, to: "导入.csv")).code == 0)
    return bench
  }

  @Test func anExportSaysWhatItDidAndIsTheSameWhenItComesBack() throws {
    let bench = try bench()
    let out = bench.folder + "/出.xlsx"
    let first = bench.run("hotline", "export", "--out", out)
    #expect(first.code == 0 && first.line == "已导出 2 件（原表 8 列，值班台 22 列）：\(out)")
    let second = bench.run("hotline", "export", "--out", out)
    #expect(second.code == 1 && second.remarks.contains("没有覆盖"))
    let report = bench.run("hotline", "export", "--out", out, "--force", "--json").object
    #expect(report["rows"] as? Int == 2 && report["format"] as? String == "xlsx")
    #expect((report["columns"] as? [String])?.prefix(2) == ["工单编号", "主要内容"])
    let again = bench.run("import", "12345", out, "--json").object
    #expect(again["same"] as? Int == 2 && again["changed"] as? Int == 0)

    let month = bench.run(
      "hotline", "export", "--out", bench.folder + "/十月.csv", "--month", "2026-10", "--json")
    #expect(month.object["rows"] as? Int == 1)
    let text = try String(contentsOfFile: bench.folder + "/十月.csv", encoding: .utf8)
    #expect(text.contains("工单编号,主要内容,") && text.contains("62****00"))
    #expect(!text.contains("马桶反水"))
    let whole = bench.run("hotline", "export", "--out", bench.folder + "/全.csv", "--full", "核对")
    #expect(whole.output.contains("2 件写出了完整号码"))
    #expect(bench.run("show", "261121001").output.contains("查看电话"))
  }

  @Test func aTownsSheetIsFilledAndWhatIsNotOursIsListed() throws {
    let bench = try bench()
    let town = try bench.write(
      "工单编号,办结时间,是否满意\n261121002,,\n77,,\n", to: "镇里.csv")
    let out = bench.folder + "/填.csv"
    let filled = bench.run("hotline", "export", "--like", town, "--out", out)
    #expect(filled.code == 0 && filled.output.contains("已回填 2 行（填了 2 格"))
    #expect(filled.output.contains("第 3 行  77  本居没有这张工单"))
    #expect(
      try String(contentsOfFile: out, encoding: .utf8).contains("261121002,2026-10-19 10:00:00,满意,")
    )
    let other = try bench.write("姓名,电话\n王,1\n", to: "别的.csv")
    let refused = bench.run("hotline", "export", "--like", other, "--out", bench.folder + "/x.csv")
    #expect(refused.code == 1 && refused.remarks.contains("没有找到「工单编号」"))
    #expect(!FileManager.default.fileExists(atPath: bench.folder + "/x.csv"))
  }

  @Test(arguments: [
    ["--out", "a.txt"], ["--out", "a.csv", "--month", "十一月"],
    ["--out", "a.csv", "--from", "2026-11-02", "--to", "2026-11-01"],
    ["--out", "a.csv", "--month", "2026-11", "--from", "2026-11-01"],
    ["--out", "a.csv", "--like", "b.csv", "--full", "看"], ["--out", "a.csv", "--full", " "],
    ["--out", "a.csv", "--state", "没有"], ["--out", "a.csv", "--sheet", "一"],
  ])
  func aWrongCommandLineIsSaid(arguments: [String]) throws {
    let bench = try bench()
    let result = bench.run(["hotline", "export"] + arguments)
    #expect(result.code == 2 && !result.remarks.isEmpty, "\(result)")
  }

  @Test func withoutADatabaseNothingIsMade() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "陈静"
    let visits = try bench.write("工单编号,对结果\n1,满意\n", to: "回访.csv")
    for words in [
      ["hotline", "export", "--out", bench.folder + "/a.csv"],
      ["hotline", "export", "--out", bench.folder + "/a.csv", "--full", "核对"],
      ["hotline", "visits", visits], ["hotline", "visits", visits, "--preview"],
    ] {
      let refused = bench.run(words)
      #expect(refused.code == 1 && refused.remarks.contains("还没有数据库"), "\(words)")
    }
    #expect(!DatabaseLocation.exists(bench.folder + "/desk.sqlite"))
    #expect(!FileManager.default.fileExists(atPath: bench.folder + "/a.csv"))
  }

  @Test func visitsAreTriedThenTakenAndAgainAreTheSame() throws {
    let bench = try bench()
    let file = try bench.write(
      """
      工单编号,是否打通,对结果,诉求是否解决,是否重新交办,回访时间
      261121002,是,不满意,未解决,是,2026-10-20 10:00
      261121001,是,满意,,,
      """, to: "回访.csv")
    let trial = bench.run("hotline", "visits", file, "--preview")
    #expect(trial.output.hasPrefix("试导入（没有改动数据）：新增 1，相同 0，不收 1；其中重新交办 1 件，会开始回访复核"))
    #expect(trial.output.contains("第 3 行  不收  261121001  工单还没有回复办结"))
    let taken = bench.run("hotline", "visits", file, "--json").object
    #expect(taken["new"] as? Int == 1 && taken["reviews"] as? Int == 1)
    #expect(bench.run("hotline", "visits", file).output.hasPrefix("已导入：新增 0，相同 1，不收 1\n"))
    let wrong = bench.run("hotline", "visits", try bench.write("姓名,电话\n王,1\n", to: "别的.csv"))
    #expect(wrong.code == 1 && wrong.remarks.contains("没有找到回访结果的表头"))
    #expect(bench.run("doctor").code == 0)
  }
}
