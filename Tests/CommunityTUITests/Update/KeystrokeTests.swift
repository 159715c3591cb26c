import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

/// What is pressed for one step: keys by name, and words, a run of which counts as one keystroke however long
/// they are.
private struct Played {
  var step: String
  var keys: [String]
  /// The words of keys that stand for typed text.
  static let words = "…"

  var count: Int { keys.count }
}

@Suite("From 签收 to a filed reply") struct KeystrokeTests {
  /// The standard case: somebody takes the ticket, calls, meets, has it done, and each key is what the manual says.
  private static let standard: [(step: String, keys: [(key: String, text: String)])] = [
    ("签收", [("N", "N")]),
    ("先行联系 + 接单见面", [("l", "l"), ("…", "来电人说夜里十点以后最吵，答应当天上门"), ("Ctrl-S", "<C-s>")]),
    ("分级", [("t", "t"), ("t", "t")]),
    ("派单", [("d", "d"), ("姓名首字母", "zsf"), ("Ctrl-S", "<C-s>")]),
    ("接单", [("a", "a")]),
    ("过程见面", [("h", "h"), ("…", "和来电人一起看了摊位，约好晚上清走"), ("Ctrl-S", "<C-s>")]),
    ("处置完成", [("c", "c"), ("…", "摊位已清走，贴了告示"), ("Ctrl-S", "<C-s>")]),
    ("办结见面", [("h", "h"), ("…", "电话里说了结果，来电人满意"), ("Ctrl-S", "<C-s>")]),
    ("回复", [("H", "H"), ("→", "<Right>"), ("Ctrl-S", "<C-s>")]),
  ]

  @Test("takes no more keystrokes than there are facts to record")
  func standardCase() throws {
    var bench = try DeskBench(requests: InventedTicket.all)
    bench.play("2")
    bench.select("fresh")
    let before = try bench.store.detail("fresh").orThrow().history.events.count
    var table: [String] = []
    var keys = 0
    var facts = 0
    var seen = before
    for (step, pressed) in Self.standard {
      for (_, text) in pressed { bench.play(text) }
      let events = try bench.store.detail("fresh").orThrow().history.events
      let isDone = bench.state.overlays.isEmpty || step.hasPrefix("回复")
      #expect(isDone && events.count > seen, "\(step): \(bench.screen)")
      let recorded = events[seen...].flatMap(\.facts)
      seen = events.count
      keys += pressed.count
      facts += recorded.count
      table.append(
        "| \(step) | \(pressed.map { "`\($0.key)`" }.joined(separator: " ")) | \(pressed.count) | "
          + "\(recorded.count)：\(recorded.joined(separator: "、")) |")
      #expect(pressed.count <= recorded.count, "\(step)")
    }
    print(table.joined(separator: "\n"))
    print("keys \(keys), facts \(facts)")
    #expect(keys <= facts)
    let request = try bench.store.detail("fresh").orThrow().request
    #expect(request.ticket?.missingMeetings.isEmpty == true && request.stage == .replied)
    #expect(request.ticketState == .toVisit)
  }

  @Test("The same by `.` alone where the policy asks for it next")
  func byNext() throws {
    var bench = try DeskBench(requests: InventedTicket.all)
    bench.play("2")
    bench.select("fresh")
    bench.play(".")
    #expect(try bench.store.detail("fresh").orThrow().request.ticket?.signedAt != nil)
    bench.play(".来电人说夜里最吵<C-s>")
    #expect(try bench.store.detail("fresh").orThrow().request.ticketState == .inProgress)
    bench.play(".t")
    #expect(try bench.store.detail("fresh").orThrow().request.tier != nil)
    bench.play(".zsf<C-s>")
    #expect(try bench.store.detail("fresh").orThrow().request.handler != nil)
  }
}

extension RecordedEvent {
  /// The facts that it records, each in a word: what has a content of its own, with who and when.
  fileprivate var facts: [String] {
    func told(_ pairs: (String, Bool)...) -> [String] { pairs.filter(\.1).map(\.0) }
    let own = ["谁", "何时"]
    switch event {
    case .ticket(.signed): return own
    case .ticket(.contacted(let attempt)):
      return ["谁联系", "何时", "方式", "已联"]
        + told(("内容", !attempt.words.isEmpty), ("已加微信", attempt.addedWeChat))
    case .ticket(.met(let meeting)):
      return ["哪次", "谁见", "见谁", "何时", "方式"]
        + told(("内容", !meeting.words.isEmpty), ("照片", !meeting.evidence.isEmpty))
    case .triaged(let decision):
      return ["级别"] + told(("类别", decision.category != nil)) + own
    case .dispatched: return ["承办人"] + own
    case .accepted: return own
    case .resolved: return ["处置结果"] + own
    case .ticket(.replied(let filed)):
      // What the sheet says of the ticket and of 先行联系 was recorded before.
      return filed.sheet.drop { $0.field != "事实认定" }.filter { !$0.value.isEmpty }.map(\.field)
    default: return []
    }
  }
}
