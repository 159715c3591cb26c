import ArgumentParser
import CoreModel
import Store
import Testing

@testable import CommunityTUI

@Suite struct ParsingTests {
  @Test(arguments: [
    ["--db", "a.db", "--as", "王芳", "list"], ["list", "--db", "a.db", "--as", "王芳"],
    ["--db=a.db", "list", "--as=王芳"], ["--as", "王芳", "list", "--limit", "3", "--db", "a.db"],
  ])
  func sharedOptionsStandAnywhere(_ arguments: [String]) throws {
    let list = try #require(try Juwei.parseAsRoot(arguments) as? ListCommand)
    #expect(list.shared.database == "a.db")
    #expect(list.shared.name == "王芳")
  }

  @Test func bareCommandLineIsTheConsole() throws {
    let root = try #require(try Juwei.parseAsRoot(["--db", "a.db"]) as? Juwei)
    #expect(root.shared.database == "a.db")
  }

  @Test func listTakesItsFilters() throws {
    let list = try ListCommand.parse([
      "--status", "overdue", "--tier", "2", "--group", "12号楼", "--search", "漏水", "--limit", "9",
      "--json",
    ])
    #expect(list.status == .overdue)
    #expect(list.facets.tier == ["2"])
    #expect(list.facets.group == ["12号楼"])
    #expect(list.search == "漏水")
    #expect(list.listing.limit == 9)
    #expect(list.listing.json)
  }

  @Test(arguments: QueueFilter.View.allCases) func everyStatusHasItsWord(_ view: QueueFilter.View)
    throws
  {
    #expect(try ListCommand.parse(["--status", view.rawValue]).status == view)
    #expect(try ListCommand.parse(["--status", view.title]).status == view)
  }

  /// 核对导入差异 is decided where the export is; steps of the hotline have a command of their own.
  @Test(
    arguments: CommandKind.allCases.filter {
      $0 != .reconcile && !CommandKind.ofTickets.contains($0)
    }) func everyStepHasItsWord(
      _ kind: CommandKind
    ) throws
  {
    let needed: [CommandKind: [String]] = [
      .triage: ["--tier", "1"], .dispatch: ["--to", "维修班"], .hold: ["--until", "3d"],
      .link: ["003"], .assign: ["--to", "王芳"],
    ]
    let rest = needed[kind] ?? []
    #expect(try DoCommand.parse(["007", kind.rawValue] + rest).step == kind)
    #expect(try DoCommand.parse(["007", kind.title] + rest).step == kind)
  }

  @Test(arguments: ["--text", "--note", "--reason"]) func wordsHaveThreeNames(_ name: String) throws
  {
    #expect(try DoCommand.parse(["007", "note", name, "已回电"]).particulars.words == "已回电")
  }

  @Test(arguments: [
    ["007", "respond", "--tier", "1"], ["007", "triage"], ["007", "dispatch"], ["007", "hold"],
    ["007", "triage", "--tier", "4"], ["007", "dance"], ["007"], [],
    ["007", "accept", "--photo", "a.jpg"], ["007", "note", "--version", "x"],
    ["007", "link"], ["007", "note", "003"], ["-", "link", "003"],
  ])
  func stepsRefuseWhatTheyWouldIgnore(_ arguments: [String]) {
    #expect(throws: (any Error).self) { try DoCommand.parse(arguments) }
  }

  @Test func photosAddUpAndVersionIsChecked() throws {
    let command = try DoCommand.parse([
      "007", "resolve", "--text", "已修", "--photo", "a.jpg", "--photo", "b.jpg", "--version", "4",
    ])
    #expect(command.particulars.photo == ["a.jpg", "b.jpg"])
    #expect(command.version == 4)
  }

  @Test(arguments: [
    ("phone", Channel.phone), ("来电", .phone), ("WECHATGROUP", .weChatGroup), ("12345", .hotline),
    ("夜巡", .nightPatrol),
  ])
  func channelsReadInBothLanguages(_ word: String, _ channel: Channel) throws {
    #expect(try AddCommand.parse(["灯不亮", "--channel", word]).channel == channel)
  }

  @Test func demoHasBounds() throws {
    #expect(try DemoCommand.parse([]).requests == 868)
    #expect(throws: (any Error).self) { try DemoCommand.parse(["--requests", "0"]) }
    #expect(throws: (any Error).self) { try DemoCommand.parse(["--requests", "1000001"]) }
    #expect(throws: (any Error).self) { try DemoCommand.parse(["--seed", "-1"]) }
  }
}
