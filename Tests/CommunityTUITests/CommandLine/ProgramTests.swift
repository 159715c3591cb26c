import CoreModel
import Testing

@testable import CommunityTUI

@Suite struct ProgramTests {
  @Test func withoutADatabaseItSaysHowToBegin() throws {
    let bench = try CommandBench()
    let result = bench.run()
    #expect(result.code == 0)
    #expect(result.output.contains("还没有数据库"))
    #expect(result.output.contains("juwei demo"))
    #expect(!DatabaseLocation.exists(bench.folder + "/desk.sqlite"))
  }

  @Test(arguments: [
    ["list"], ["show", "007"], ["search", "漏水"], ["backup", "b.sqlite"], ["doctor"],
    ["do", "007", "respond"], ["add", "灯不亮"],
  ])
  func lookingMakesNoDatabase(_ arguments: [String]) throws {
    let bench = try CommandBench()
    let result = bench.run(arguments)
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.remarks.hasPrefix("错误："))
    #expect(!DatabaseLocation.exists(bench.folder + "/desk.sqlite"))
  }

  @Test func wrongUsageIsTwoAndInChinese() throws {
    let bench = try CommandBench()
    for result in [
      bench.run("dance"), bench.run("list", "--status", "x"), bench.run("list", "--limit", "-1"),
      bench.run("do"), bench.run("list", "--db"), bench.run("search"), bench.run("search", " "),
      bench.run("add"), bench.run("import", "999", "x"), bench.run("list", "--brief"),
      bench.run("add", "灯不亮", "--phone", "abc"), bench.run("list", "--as", " "),
    ] {
      #expect(result.code == 2)
      #expect(result.output.isEmpty)
      #expect(result.remarks.hasPrefix("用法不对："))
    }
    #expect(bench.run("dance").remarks.contains("没有这个命令 'dance'"))
  }

  @Test func helpIsChineseAndDone() throws {
    let bench = try CommandBench()
    for result in [bench.run("--help"), bench.run("help"), bench.run("help", "do")] {
      #expect(result.code == 0)
      #expect(result.output.contains("用法："))
      #expect(!result.output.contains("USAGE"))
    }
  }

  @Test func aWrongClockIsRefused() throws {
    let bench = try CommandBench()
    for time in ["yesterday", "1985-06-01T00:00:00Z"] {
      bench.environment["JUWEI_NOW"] = time
      let result = bench.run("list")
      #expect(result.code == 2)
      #expect(result.remarks.contains("JUWEI_NOW"))
    }
  }

  @Test func rubbishNeverCrashesAndNeverReachesTheTerminal() throws {
    let bench = try CommandBench()
    let rubbish = ["\u{FFFD}\u{FFFD}", "\u{1B}[2J", "--\u{0}", "-", "--", "---", "", "\u{202E}"]
    for word in rubbish {
      for result in [
        bench.run(word), bench.run("list", word), bench.run("do", word, word),
        bench.run("show", word), bench.run("import", "12345", word + "x", "--dry-run"),
        bench.run("list", "--status", word), bench.run("do", "1", "hold", "--until", word),
      ] {
        #expect((0...2).contains(result.code))
        #expect(!result.remarks.unicodeScalars.contains("\u{1B}"))
        #expect(!result.remarks.unicodeScalars.contains("\u{202E}"))
      }
    }
  }

  @Test(arguments: [
    (["JUWEI_DB": "/a/b", "XDG_DATA_HOME": "/x", "HOME": "/h"], "/a/b"),
    (["XDG_DATA_HOME": "/x", "HOME": "/h"], "/x/juwei/juwei.sqlite"),
    (["XDG_DATA_HOME": "x", "HOME": "/h"], "/h/.local/share/juwei/juwei.sqlite"),
    (["JUWEI_DB": "", "HOME": "/h"], "/h/.local/share/juwei/juwei.sqlite"),
  ])
  func theDatabaseIsWhereItIsSaidToBe(_ environment: [String: String], _ path: String) throws {
    #expect(try DatabaseLocation.path(option: nil, environment: environment) == path)
    #expect(try DatabaseLocation.path(option: "/o", environment: environment) == "/o")
    #expect(throws: CommandFailure.self) {
      try DatabaseLocation.path(option: nil, environment: [:])
    }
  }
}
