import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

/// The same keys for the same seed, on every machine.
private struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 32) | (state << 32)
  }
}

@Suite("Whatever is pressed") struct RandomKeysTests {
  private static let special = [
    "<Enter>", "<Esc>", "<Tab>", "<BackTab>", "<Up>", "<Down>", "<Left>", "<Right>", "<Home>",
    "<End>", "<PgUp>", "<PgDn>", "<BS>", "<C-s>", "<C-c>", "<F2>", "<F3>", "灯", "ｎ", "1", "2", "3",
    "0", " ", "y",
  ]
  private static let letters =
    DeskCommand.all.flatMap(\.keys).compactMap { key -> String? in
      if case .character(let character) = key.code, key.modifiers.isEmpty {
        String(character)
      } else {
        nil
      }
    }
  private static let sizes = [
    Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 16, columns: 60),
    Size(rows: 9, columns: 30),
  ]

  @Test(
    "The console neither sticks nor draws nonsense, and every event is one that the rules allow",
    arguments: [3, 7, 12, 31, 58, 163])
  func walk(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    var bench = try DeskBench(as: seed % 3 == 0 ? Invented.chen : Invented.wang)
    var pressed = ""
    for _ in 0..<250 {
      let roll = Int.random(in: 0..<100, using: &dice)
      switch roll {
      case 0..<55: pressed = try Self.letters.randomElement(using: &dice).orThrow()
      case 55..<92: pressed = try Self.special.randomElement(using: &dice).orThrow()
      case 92..<94:
        bench.send(.input(.resize(try Self.sizes.randomElement(using: &dice).orThrow())))
        pressed = ""
      case 94..<96: bench.paste("12号502 灯坏\n第二行")
      case 96..<98:
        let history = try bench.store.histories.randomElement(using: &dice).orThrow()
        _ = try? bench.store.perform(.note(text: "另一边"), on: history.id.text)
        bench.send(.storeChanged)
      default:
        try bench.store.register(
          InventedRequest(id: "x\(bench.store.histories.count)", minutesAgo: 2, text: "新来的"))
        bench.send(.storeChanged)
      }
      bench.press(pressed)
      // Sometimes keys come faster than answers.
      if roll % 3 != 0 { bench.settle() }
      if bench.state.isLeaving { bench.state.isLeaving = false }
      if bench.state.session == nil { bench.send(.sessionLoaded(Invented.session())) }
      bench.state.clipboard = nil
    }
    bench.settle()
    #expect(bench.state.typeAhead.wait == .nothing)
    #expect(bench.pending.isEmpty)
    bench.resize(rows: 40, columns: 120)
    bench.play("<Esc><Esc><Esc><Esc>")
    let showsPhone = bench.state.detail.revealed != nil || !bench.state.overlays.isEmpty
    Snapshot.checkRules(
      bench.state.view(), showsPhone: showsPhone, sourceLocation: #_sourceLocation)
    for history in bench.store.histories {
      #expect(RequestHistory(id: history.id, events: history.events) == history)
    }
    let listed = bench.state.requests
    if listed.searchField == nil {
      #expect(
        Set(listed.list.rows.map(\.id)).isSubset(of: bench.store.rows(listed.filter).map(\.id)))
    }
    if let row = bench.state.selectedRow, let loaded = bench.state.detail.loaded {
      #expect(loaded.history.id == row.id, "the detail is that of the selection")
      #expect(loaded.request.version == row.version)
    }
  }
}
