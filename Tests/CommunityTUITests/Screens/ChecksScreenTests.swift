import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

/// 检查单 as text.
@Suite("Screens as text: 检查单") struct ChecksScreenTests {
  /// A screen and the keys that lead to it.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var keys: String
    var size = Size(rows: 24, columns: 80)
    var isASCII = false
    var testDescription: String { name }
  }

  static let all: [Case] = [
    Case(name: "checks-list-80x24", keys: "9"),
    Case(name: "checks-list-120x40", keys: "9<Enter><Esc>", size: Size(rows: 40, columns: 120)),
    Case(name: "checks-round-80x24", keys: "9<Enter>" + walk),
    Case(name: "checks-round-120x40", keys: "9<Enter>" + walk, size: Size(rows: 40, columns: 120)),
    Case(
      name: "checks-round-ascii-120x40", keys: "9<Enter>" + walk,
      size: Size(rows: 40, columns: 120),
      isASCII: true),
    Case(name: "checks-finding-80x24", keys: "9<Enter><Down><Down><Down>f"),
    Case(name: "checks-finish-80x24", keys: "9<Enter><Enter>s"),
    Case(name: "checks-over-80x24", keys: "9<Enter><Enter>s下大雨<C-s><Down>"),
    Case(name: "checks-steps-80x24", keys: "#<Enter><Enter>f"),
    Case(name: "checks-groups-80x24", keys: "93<Enter>"),
    Case(name: "checks-text-80x24", keys: "9e"),
  ]

  private static let walk = "<Enter><Enter><Enter>f又是那条狗<C-s>r"

  private func bench(_ screen: Case) throws -> DeskBench {
    var bench = try DeskBench(
      size: screen.size, glyphs: screen.isASCII ? .ascii : .unicode)
    bench.use(
      InventedChecks(earlier: [
        Invented.finding(daysAgo: 1, request: "taken"), Invented.finding(daysAgo: 4),
      ]))
    bench.play(screen.keys)
    return bench
  }

  @Test("Each of its screens is as it was recorded", arguments: all)
  func screen(_ screen: Case) throws {
    try Snapshot.check(bench(screen), screen.name)
  }

  @Test("It draws in every window, however small", arguments: all)
  func everySize(_ screen: Case) throws {
    var bench = try bench(screen)
    for rows in [5, 8, 12, 16, 30] {
      for columns in [20, 40, 60, 100] {
        bench.resize(rows: rows, columns: columns)
        Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
      }
    }
  }

  @Test(
    "A request says where it was found and how far its steps have come, without anybody's number")
  func inDetail() throws {
    var bench = try DeskBench(size: Size(rows: 40, columns: 120))
    bench.select("taken")
    var detail = try bench.store.opened("taken").orThrow()
    let found = Invented.finding(daysAgo: 1, request: "taken")
    let start = RoundStart(
      checklist: try #require(ChecklistBook.standard.checklist(named: "调解四步法")),
      people: [Invented.wang.id])
    let round = try #require(
      Round(
        id: RoundID("r"),
        records: [
          DutyRecord(version: 1, at: Invented.now, actor: Invented.wang.id, event: .started(start)),
          DutyRecord(
            version: 2, at: Invented.now, actor: Invented.wang.id,
            event: .checked(
              CheckEntry(
                point: 0, result: .fine, words: "打了 13800002046", by: Invented.wang.id,
                at: Invented.now))),
        ]))
    detail.checks = RequestChecks(findings: [found], rounds: [round])
    bench.send(.detail(detail))
    #expect(bench.screen.contains("来自 夜巡 昨日 19:42 中心花园（文明劝导，劝导登记），丁建 发现"))
    #expect(bench.screen.contains("调解四步法 1/4，还没有结束"))
    bench.press("<Right>")
    #expect(bench.screen.contains("1 听 已做") && bench.screen.contains("138****2046"))
    Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
  }
}
