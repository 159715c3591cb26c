import CoreModel
import Foundation
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("调解 by key") struct MediationKeyTests {
  /// A case that is talked about, and an early sign.
  private static func board() -> MediationBoard {
    let now = Invented.now
    let method =
      ChecklistBook.standard.checklist(named: "调解四步法")
      ?? Checklist(name: "", kind: .steps, points: [])
    let order = MediationOrder(
      title: "上下邻居漏水赔偿", words: "王小明家漏到楼下",
      parties: [
        MediationParty("王小明", about: "601 13800002046"), MediationParty("周大勇"),
      ], pair: MediatorPair(lead: Invented.wang.id, second: Invented.chen.id), method: method,
      talkAt: now.adding(minutes: -30))
    let sign = LatentSign(
      title: "3号楼晾晒争执", words: "群里吵过两次", place: "3号楼", watcher: Invented.ding.id,
      reviewAt: now.adding(minutes: 9000))
    func one(_ id: String, _ event: MediationEvent) -> Mediation? {
      Mediation(
        id: MediationID(id),
        records: [
          DutyRecord(
            version: 1, at: now.adding(minutes: -900), actor: Invented.wang.id, event: event)
        ])
    }
    return MediationBoard(
      open: [one("m1", .opened(order)), one("m2", .noticed(sign))].compactMap { $0 })
  }

  private func desk(
    _ person: Person = Invented.wang, rows: Int = 40, columns: Int = 120
  ) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: Size(rows: rows, columns: columns))
    let board = Self.board()
    bench.store.answer = { effect in
      switch effect {
      case .mediation(.load): [.mediationNews(.board(board))]
      case .mediation: [.mediationNews(.done("已记下", MediationID("m1")))]
      default: []
      }
    }
    bench.play("5<Tab><Tab><Tab>")
    return bench
  }

  @Test("Names of parties are not on the screen, nor in what is copied")
  func names() throws {
    var bench = try desk()
    #expect(bench.screen.contains("王某") && !bench.screen.contains("王小明"))
    bench.play("V")
    #expect(bench.screen.contains("王小明"))
    guard case .reading(let reading) = bench.state.overlays.last else {
      Issue.record("not read")
      return
    }
    #expect(reading.copy?.contains("王小明") == false)
    var reader = try desk(Invented.zhou)
    reader.play("V")
    #expect(!reader.screen.contains("王小明"))
  }

  @Test("What does not fit says why; a talk is sent with the version that was seen")
  func steps() throws {
    var bench = try desk()
    bench.play("f")
    #expect(bench.toast.contains("还没有达成协议"))
    bench.play("r")
    #expect(bench.toast.contains("已经转为调解"))
    bench.play("a谈了一次<Tab><Tab>明天14:00")
    guard
      case .mediation(.perform(.meet(let session), _, version: 1)) = bench.press("<C-s>").first
    else {
      Issue.record("\(bench.screen)")
      return
    }
    #expect(session.words == "谈了一次")
    bench.settle()
    #expect(bench.state.overlays.isEmpty)
    bench.play("<End>o")
    #expect(bench.toast.contains("潜在矛盾"))
  }
}
