import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Somebody is on it")
struct ConsoleClaimTests {
  private let there = DeskID("there")

  private func claimedBench(_ id: String = "taken") throws -> DeskBench {
    var bench = try DeskBench()
    bench.select(id)
    bench.store.claims[RequestID(id)] = Claim(
      request: RequestID(id), person: Invented.chen.id, desk: there,
      since: Invented.now.adding(minutes: -1), until: Invented.now.adding(seconds: 120))
    bench.send(.claimsChanged)
    bench.settle()
    return bench
  }

  @Test("An open form is claimed, and released when it closes; moving about asks for nothing")
  func claims() throws {
    var bench = try DeskBench()
    bench.select("taken")
    #expect(bench.press("jk<Home><End>").allSatisfy { !$0.isOfClaims })
    bench.select("taken")
    #expect(bench.press("m").contains(.claim(RequestID("taken"))))
    bench.settle()
    #expect(bench.press("住户不在").allSatisfy { !$0.isOfClaims }, "typing is not told key by key")
    #expect(bench.press("<Esc><Esc>").contains(.releaseClaim(RequestID("taken"))))
    bench.settle()
    #expect(bench.press("t").contains(.claim(RequestID("taken"))))
    bench.settle()
    #expect(bench.press("<Esc>").contains(.releaseClaim(RequestID("taken"))))
  }

  @Test("Saving releases; from the box of tiers to the form it stays claimed")
  func keeps() throws {
    var bench = try DeskBench()
    bench.select("answered")
    bench.play("t")
    #expect(bench.press("0").allSatisfy { !$0.isOfClaims })
    bench.settle()
    bench.play("<C-s>")
    #expect(bench.store.claims.isEmpty)
    #expect(bench.state.claimHold == nil)
  }

  @Test("While somebody types it is prolonged, once a minute has passed")
  func prolongs() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.play("m")
    bench.send(.tick(Invented.now.adding(minutes: 1)))
    #expect(!bench.pending.contains(.claim(RequestID("taken"))), "time alone prolongs nothing")
    #expect(bench.press("字").contains(.claim(RequestID("taken"))))
    #expect(!bench.press("字").contains(.claim(RequestID("taken"))))
  }

  @Test("Row and details say who is on it, and since when, until the time has run out")
  func shown() throws {
    var bench = try claimedBench()
    for (rows, columns) in [(40, 120), (24, 80)] {
      bench.resize(rows: rows, columns: columns)
      #expect(bench.screen.contains("[陈静]门禁"))
      #expect(bench.screen.contains("陈静 正在处理（19:41 起）"))
    }
    bench.send(.tick(Invented.now.adding(minutes: 3)))
    #expect(!bench.screen.contains("[陈静]"))
    #expect(!bench.screen.contains("正在处理"))
  }

  @Test("Opening its form warns; to look only takes nothing over")
  func warns() throws {
    var bench = try claimedBench()
    bench.play("m")
    #expect(bench.state.topClaim != nil)
    #expect(bench.screen.contains("陈静 正在处理（19:41 起）"))
    bench.play("<Enter>")
    #expect(bench.state.topReading != nil)
    #expect(try bench.store.detail("taken").orThrow().history.events.count == 5)
    #expect(bench.store.claims[RequestID("taken")]?.person == Invented.chen.id)
  }

  @Test("Taking over is recorded, and the form opens on what is then")
  func takesOver() throws {
    var bench = try claimedBench()
    bench.play("mJ")
    #expect(bench.state.topForm?.base == 6)
    #expect(bench.store.claims[RequestID("taken")]?.person == Invented.wang.id)
    let last = try bench.store.detail("taken").orThrow().history.events.last
    #expect(last?.event.title == "接手" && last?.actor == Invented.wang.id)
    bench.play("住户回来了<Enter>")
    #expect(bench.state.overlays.isEmpty)
    #expect(bench.store.claims.isEmpty)
  }

  @Test("Whoever loses it reads so in the form at once, keeps what they wrote, and can save it")
  func loses() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.play("m写了一半")
    try bench.store.takeOver("taken", by: Invented.chen, at: there)
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.screen.contains("陈静 已接手（19:42），您写的还在"))
    #expect(bench.press("，接着写").allSatisfy { !$0.isOfClaims }, "it is not taken back by typing")
    #expect(bench.screen.contains("陈静 已接手"))
    bench.play("<Enter>")
    #expect(bench.state.topLateSave != nil)
    #expect(bench.screen.contains("陈静 接手"))
    bench.play("s")
    let events = try bench.store.detail("taken").orThrow().history.events
    #expect(events.last?.event == .noted(Remark("写了一半，接着写")))
    #expect(bench.store.claims[RequestID("taken")]?.person == Invented.chen.id)
  }

  @Test("One's own claim of another desk keeps nobody out: after a crash one just goes on")
  func ownClaim() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.store.claims[RequestID("taken")] = Claim(
      request: RequestID("taken"), person: Invented.wang.id, desk: there, since: Invented.now,
      until: Invented.now.adding(seconds: 100))
    bench.send(.claimsChanged)
    bench.settle()
    bench.play("m")
    #expect(bench.state.topForm != nil)
    #expect(bench.state.topForm?.lost == nil)
    #expect(bench.store.claims[RequestID("taken")]?.desk == DeskID("this"))
  }

  @Test("A claim that was seen a moment too late is said in the form")
  func race() throws {
    var bench = try claimedBench()
    bench.state.claims = [:]
    bench.play("m")
    #expect(bench.state.topForm?.lost?.contains("陈静 正在处理") == true)
  }
}

extension Effect {
  fileprivate var isOfClaims: Bool {
    switch self {
    case .claim, .releaseClaim, .takeOver: true
    default: false
    }
  }
}

@Suite("Nothing typed is lost between two desks")
struct TwoDesksPropertyTests {
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 32) | (state << 32)
    }
  }

  @Test(
    "However two desks' saves interleave, every text is in an event, in a draft, or still in the form",
    arguments: [1, 5, 9, 23, 41, 77, 130, 260])
  func interleaved(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    var benches = [try DeskBench(as: Invented.wang), try DeskBench(as: Invented.chen)]
    var store = benches[0].store
    // Each person's drafts are their own.
    var drafts: [[DraftSlot: Draft]] = [[:], [:]]
    var typed: [Set<String>] = [[], []]
    func play(_ side: Int, _ script: String) {
      var bench = benches[side]
      store.desk = DeskID("desk\(side)")
      store.drafts = drafts[side]
      bench.store = store
      bench.state.desk = store.desk
      bench.send(.storeChanged)
      bench.settle()
      bench.play(script)
      benches[side] = bench
      store = bench.store
      drafts[side] = bench.store.drafts
    }
    func check() {
      let notes = store.histories.flatMap(\.events).map { event -> String in
        switch event.event {
        case .noted(let remark), .rejected(let remark), .responded(let remark): remark.text
        case .resolved(let resolution): resolution.outcome
        default: ""
        }
      }
      for side in 0...1 {
        let kept = drafts[side].values.map { $0.text() }
        for text in typed[side] {
          #expect(
            (notes + kept).contains { $0.contains(text) }, "\(text) of desk \(side) is gone")
        }
      }
    }
    for turn in 0..<60 {
      let side = Int.random(in: 0...1, using: &dice)
      if benches[side].state.overlays.isEmpty {
        let id = ["taken", "told", "there"].randomElement(using: &dice) ?? "taken"
        benches[side].select(id)
        let key = ["m", "r", "c", "x"].randomElement(using: &dice) ?? "m"
        play(side, key)
        if case .claimed = benches[side].state.overlays.last { play(side, "J") }
        guard case .form = benches[side].state.overlays.last else {
          if !benches[side].state.overlays.isEmpty { play(side, "<Esc>") }
          continue
        }
        let text = "第\(turn)句"
        typed[side].insert(text)
        play(side, text)
      } else {
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: play(side, "，再写一点")
        case 1 where Self.isLate(benches[side]): play(side, "b")
        case 2 where Self.isLate(benches[side]):
          play(side, "m")
          if Self.isLate(benches[side]) { play(side, "s") }
        default: play(side, Self.isLate(benches[side]) ? "s" : "<C-s>")
        }
        if Self.isLate(benches[side]), turn % 3 == 0 { play(side, "m") }
      }
      check()
    }
    #expect(!typed[0].isEmpty && !typed[1].isEmpty)
  }

  private static func isLate(_ bench: DeskBench) -> Bool {
    if case .lateSave = bench.state.overlays.last { true } else { false }
  }
}
