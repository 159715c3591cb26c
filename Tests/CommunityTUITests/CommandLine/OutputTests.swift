import CoreModel
import Foundation
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite struct OutputTests {
  @Test func jsonIsSortedExplicitAndSafe() throws {
    let value = JSONValue.object([
      "b": .null, "a": .array([.int(-1), .bool(true), .array([]), .object([:])]),
      "c": .string("引号\"\\\n\u{1B}[2J\u{202E}\u{7F}\u{2028}😀\u{E0001}é"),
    ])
    let text = value.text()
    #expect(
      text.hasPrefix("{\n  \"a\": [\n    -1,\n    true,\n    [],\n    {}\n  ],\n  \"b\": null"))
    #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(read["b"] is NSNull)
    #expect(
      read["c"] as? String == "引号\"\\\n\u{1B}[2J\u{202E}\u{7F}\u{2028}😀\u{E0001}é")
  }

  @Test func columnsStandUnderEachOther() {
    let table = TextTable(
      headers: ["编号", "位置", "诉求"],
      rows: [["1", "12·502", "楼道灯不亮"], ["20261121-007", "木荷苑5号", "a\tb\u{1B}[2J"]])
    let lines = table.lines
    #expect(
      lines == [
        "编号          位置       诉求", "1             12·502     楼道灯不亮",
        "20261121-007  木荷苑5号  a b[2J",
      ])
  }

  @Test func onlyTheLastColumnGivesWay() {
    let table = TextTable(
      headers: ["a", "b"], rows: [["1", String(repeating: "漏", count: 50)]], columns: 30)
    #expect(table.lines.allSatisfy { TextWidth.columns($0) <= 30 })
  }

  @Test func knownPhrasesAreChinese() {
    #expect(
      UsageWords.chinese("Error: Missing expected argument '<编号>'\nUsage: juwei show <编号>")
        == "用法不对：缺少参数 '<编号>'\n用法：juwei show <编号>")
    #expect(UsageWords.chinese("something new") == "something new")
  }

  @Test(arguments: [
    ("30m", 30), ("2h", 120), ("2小时", 120), ("3d", 4320), ("1w", 10080),
  ])
  func lengthsCountFromNow(_ text: String, _ minutes: Int) throws {
    let now = try #require(Instant(iso8601: CommandBench.now))
    #expect(try TypedTime.parse(text, from: now) == now.adding(minutes: minutes))
  }

  @Test func datesAreRead() throws {
    let now = try #require(Instant(iso8601: CommandBench.now))
    #expect(
      try TypedTime.parse("2026-11-23", from: now).iso8601 == "2026-11-23T09:00:00+08:00")
    #expect(
      try TypedTime.parse("2026-11-23T10:30", from: now).iso8601 == "2026-11-23T10:30:00+08:00")
    for rubbish in ["", "h", "-2h", "99999999999999999999h", "9999w", "2026-02-30", "明天"] {
      #expect(throws: UsageProblem.self) { try TypedTime.parse(rubbish, from: now) }
    }
  }
}
