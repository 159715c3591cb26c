import CoreModel
import Store
import TerminalKit

@testable import CommunityTUI

/// Six neighbours who report the same leak, oldest first: `leak1` to `leak6`; and a seventh matter.
extension InventedRequest {
  static let leaks: [InventedRequest] =
    (1...6).map { index in
      InventedRequest(
        id: "leak\(index)", minutesAgo: 20 - index, text: "厨房天花板漏水", channel: .phone,
        group: "3号楼", room: "\(index)01", resident: Resident(name: "住户\(index)"))
    } + [InventedRequest(id: "gate", minutesAgo: 2, text: "门禁刷卡没有反应", group: "8号楼")]
}

extension DeskBench {
  /// A console on the six neighbours' requests, those of the numbers linked to the first.
  static func leaks(
    linked: ClosedRange<Int>? = nil, as person: Person = Invented.wang,
    size: Size = Size(rows: 24, columns: 80)
  ) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: size, requests: InventedRequest.leaks)
    for index in linked.map(Array.init) ?? [] {
      try bench.store.perform(.link(to: RequestID("leak1"), note: ""), on: "leak\(index)")
    }
    bench.send(.storeChanged)
    bench.settle()
    bench.select("leak1")
    return bench
  }

  /// What happened to a request after it was registered.
  func events(_ id: String) throws -> [RequestEvent] {
    try store.detail(id).orThrow().history.events.dropFirst().map(\.event)
  }

  /// The identities that are marked.
  var marked: [String] { state.marks.ids.map(\.text) }
}
