import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

extension InventedRequest {
  /// One caller three times, the last time by the hotline, and a neighbour.
  static let callingAgain: [InventedRequest] = [
    InventedRequest(
      id: "long", minutesAgo: 18 * 1440, text: "楼上夜间噪声", channel: .phone, group: "8号楼",
      room: "302", resident: Resident(name: "何先生", phone: "13900003157"),
      commands: .told + [.reject(reason: "当晚又吵")]),
    InventedRequest(
      id: "closed", minutesAgo: 40 * 1440, text: "门禁坏了", channel: .phone, group: "8号楼",
      room: "302", resident: Resident(name: "何先生", phone: "13900003157"),
      commands: .told + [.confirm(note: "")]),
    InventedRequest(
      id: "again", minutesAgo: 30, text: "楼上夜里还是吵", group: "8号楼", room: "302",
      resident: Resident(name: "何先生", phone: "13900003157"), hotline: "20261120SH0007"),
    InventedRequest(
      id: "neighbour", minutesAgo: 20, text: "水管漏水", group: "8号楼", room: "402",
      resident: Resident(name: "周老伯", phone: "13700004268")),
  ]
}

@Suite("同一来电人 on the console") struct CallerKeyTests {
  private func bench(_ size: Size = Size(rows: 24, columns: 80)) throws -> DeskBench {
    var bench = try DeskBench(size: size, requests: InventedRequest.callingAgain)
    bench.select("again")
    return bench
  }

  @Test("The selected ticket says at once how often its caller came, and how it ended")
  func line() throws {
    let bench = try bench(Size(rows: 40, columns: 120))
    let screen = bench.screen
    #expect(screen.contains("同一来电人：近90天第3次，上次 11-02 楼上夜间噪声（不认可）"))
    #expect(screen.contains("; 看全"))
  }

  @Test(
    "; opens the whole history, Enter goes to a request, closed ones too", arguments: [";", "；"])
  func opening(_ key: String) throws {
    var bench = try bench()
    bench.play(key)
    guard case .caller(let box)? = bench.state.overlays.last else {
      Issue.record("the history is not open")
      return
    }
    #expect(box.menu.items.map(\.id) == ["long", "closed"])
    #expect(bench.screen.contains("同一来电人 2 件"))
    bench.play("<Down><Enter>")
    #expect(bench.state.overlays.isEmpty)
    #expect(bench.selection == "closed")
  }

  @Test("Who never called before, and who left no number, is told so")
  func nothing() throws {
    var bench = try bench()
    bench.select("neighbour")
    bench.play(";")
    #expect(bench.toast.contains("以前没有来过"))
    #expect(bench.state.overlays.isEmpty)
    var other = try DeskBench()
    other.select("pooled")
    other.play(";")
    #expect(other.toast.contains("没有登记电话"))
  }

  @Test("From a 保密 ticket the history is seen, and nobody is led to a name")
  func secret() throws {
    var requests = InventedRequest.callingAgain
    requests[2].otherColumns = ["是否保密": "是"]
    var bench = try DeskBench(requests: requests)
    bench.select("again")
    bench.play(";")
    #expect(bench.screen.contains("同一来电人 2 件"))
    for trace in ["何先生", "13900003157", "139****3157", bench.store.histories[0].request.number] {
      #expect(!bench.screen.split(separator: "╭").last.map { $0.contains(trace) }.orFalse)
    }
    bench.play("<Enter>")
    #expect(bench.toast.contains("保密"))
    #expect(bench.selection == "again")
  }

  @Test("Too long without a word to the resident is warned of, and a word ends it")
  func silence() throws {
    var requests = InventedRequest.callingAgain
    requests[2].minutesAgo = 8 * 1440
    var bench = try DeskBench(requests: requests)
    bench.select("again")
    #expect(bench.screen.contains("个工作日没有联系居民"))
    try bench.store.perform(
      .ticket(
        .contact(
          ContactAttempt(by: Invented.wang.id, at: Invented.now, words: "说了进展"), meeting: nil)),
      on: "again")
    bench.send(.storeChanged)
    bench.settle()
    #expect(!bench.screen.contains("个工作日没有联系居民"))
  }
}

extension Bool? {
  fileprivate var orFalse: Bool { self ?? false }
}
