import CoreModel
import Foundation
import Testing

@testable import CommunityTUI

/// Files in and out: imports, backups, the demonstration.
@Suite struct FilesFlowTests {
  private static let header = "工单编号,工单类型,问题分类,标题,主要内容,工单状态,来电人,被反映街乡镇,办结时间"
  private static let good = [
    "RX-1,诉求,物业->漏水,楼道漏水,三楼楼道漏水,,王某,某街道,", "RX-2,咨询,社保->补贴,补贴咨询,怎么申请,,李某,某街道,",
  ]

  private func sheet(_ rows: [String]) -> String {
    ([FilesFlowTests.header] + rows).joined(separator: "\n") + "\n"
  }

  @Test func importsAddUpAndRepeatNothing() throws {
    let bench = try CommandBench()
    let file = try bench.write(sheet(FilesFlowTests.good + [",诉求,,,没有编号,,,,"]), to: "a.csv")
    let dry = bench.run("import", "12345", file, "--dry-run", "--json")
    #expect(dry.code == 0)
    #expect(dry.object["new"] as? Int == 2)
    #expect(!DatabaseLocation.exists(bench.folder + "/desk.sqlite"))

    let first = bench.run("import", "12345", file, "--as", "王芳", "--json").object
    #expect(first["new"] as? Int == 2)
    #expect(first["refused"] as? Int == 1)
    let refused = try #require((first["refusedRows"] as? [[String: Any]])?.first)
    #expect(refused["line"] as? Int == 4)
    #expect((refused["reason"] as? String)?.isEmpty == false)

    let again = bench.run("import", "12345", file, "--json").object
    #expect(again["new"] as? Int == 0)
    #expect(again["same"] as? Int == 2)

    let other = try bench.write(
      sheet([FilesFlowTests.good[0].replacing("三楼", with: "四楼"), FilesFlowTests.good[1]]),
      to: "b.csv")
    let changed = bench.run("import", "12345", other, "--json").object
    #expect(changed["same"] as? Int == 1)
    #expect(changed["changed"] as? Int == 1)
    let row = try #require((changed["changedRows"] as? [[String: Any]])?.first)
    #expect(row["number"] as? String == "RX-1")
    #expect(row["line"] as? Int == 2)
    #expect(bench.run("search", "三楼", "--json").array.count == 1)
    #expect(bench.run("list", "--json").array.allSatisfy { $0["channel"] as? String == "hotline" })
  }

  @Test(arguments: ["", "\u{0}\u{1}\u{2}", "姓名,年龄\n王某,三十\n", "\"没有配对\n"])
  func whatIsNoExportIsRefused(_ content: String) throws {
    let bench = try CommandBench()
    let file = try bench.write(content, to: "a.csv")
    let result = bench.run("import", "12345", file, "--as", "王芳")
    #expect(result.code == 1)
    #expect(result.remarks.hasPrefix("错误："))
    #expect(!DatabaseLocation.exists(bench.folder + "/desk.sqlite"))
    #expect(bench.run("import", "12345", bench.folder, "--as", "王芳").code == 1)
    #expect(bench.run("import", "12345", bench.folder + "/none", "--as", "王芳").code == 1)
  }

  @Test func theDemonstrationIsTheSameForTheSameSeed() throws {
    let bench = try CommandBench()
    #expect(bench.run("demo", "--requests", "40", "--seed", "7").code == 0)
    let numbers = bench.run("list", "--status", "all", "--json", "--brief").array
    #expect(numbers.count == 40)
    #expect(bench.run("demo").code == 1)
    #expect(bench.run().output.contains("瑞和锦庭"))
    let nameless = bench.run("add", "楼道灯不亮")
    #expect(nameless.code == 1)
    #expect(nameless.remarks.contains("王芳"))

    let other = try CommandBench()
    #expect(other.run("demo", "--requests", "40", "--seed", "7").code == 0)
    let same = other.run("list", "--status", "all", "--json", "--brief").array
    #expect(same as NSArray == numbers as NSArray)
  }

  @Test func backupsAreWholeAndNeverOverwrite() throws {
    let bench = try CommandBench()
    bench.run("add", "楼道灯不亮", "--as", "王芳")
    let copy = bench.folder + "/copy.sqlite"
    #expect(bench.run("backup", copy).code == 0)
    #expect(bench.run("backup", copy).code == 1)
    #expect(bench.run("--db", copy, "list", "--json").array.count == 1)
    #expect(bench.run("backup", bench.folder).output.contains("juwei-20261121-1942.sqlite"))
    let check = bench.run("doctor", "--db", copy, "--json")
    #expect(check.code == 0)
    #expect(check.object["ok"] as? Bool == true)
    #expect((check.object["checks"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test func aFileThatIsNoDatabaseIsLeftAlone() throws {
    let bench = try CommandBench()
    let file = try bench.write("no database at all, but somebody's letter", to: "letter.txt")
    for arguments in [["list"], ["doctor"], [], ["add", "灯不亮", "--as", "王芳"]] {
      let result = bench.run(["--db", file] + arguments)
      #expect(result.code == 1)
      #expect(result.remarks.hasPrefix("错误："))
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("no database"))
  }
}
