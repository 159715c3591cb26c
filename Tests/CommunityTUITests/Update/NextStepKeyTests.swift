import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("`.` opens what is owed next") struct NextStepKeyTests {
  /// What `.` does on a request of the invented world.
  enum Opened: Sendable, Equatable {
    case form(CommandKind)
    case tiers
    case menu([CommandKind])
    case recorded(CommandKind)
    case said(String)
  }

  private static let tickets: [(String, ObligationKind, Opened)] = [
    ("fresh", .signing, .recorded(.sign)), ("signed", .firstContact, .form(.contact)),
    ("returning", .returnAnswer, .form(.answerReturn)), ("gap", .reply, .form(.meet)),
    ("replied", .visit, .form(.visit)), ("rejected", .supervision, .said("须由书记办理")),
  ]
  private static let others: [(String, ObligationKind, Opened)] = [
    ("new", .firstResponse, .form(.respond)), ("answered", .dispatch, .tiers),
    ("graded", .dispatch, .form(.dispatch)), ("given", .acceptance, .recorded(.accept)),
    ("pooled", .acceptance, .form(.accept)), ("taken", .arrival, .recorded(.arrive)),
    ("there", .resolution, .form(.resolve)), ("done", .feedback, .form(.feedback)),
    ("told", .confirmation, .menu([.confirm, .reject])),
    ("refused", .supervision, .said("须由书记办理")),
    ("held", .resumption, .menu([.resume, .respond])), ("council", .council, .form(.resolve)),
  ]

  @Test("at every stage of a request and of a ticket")
  func everyStage() throws {
    for (list, requests) in [
      (Self.tickets, InventedTicket.all), (Self.others, InventedRequest.all),
    ] {
      for (id, owed, expected) in list {
        for key in [".", "。"] {
          var bench = try DeskBench(requests: requests)
          bench.select(id)
          #expect(try bench.store.detail(id).orThrow().obligation?.kind == owed, "\(id)")
          let effects = bench.press(key)
          #expect(opened(bench, effects) == expected, "\(id) \(key)")
        }
      }
    }
  }

  @Test(
    "for every kind that can be owed, whatever else is so, it says something or opens something")
  func everyKind() throws {
    for kind in ObligationKind.allCases {
      for id in InventedTicket.all.map(\.id) {
        var bench = try DeskBench(as: Invented.chen, requests: InventedTicket.all)
        bench.select(id)
        bench.state.detail.loaded?.obligation = Obligation(
          kind, dueAt: Invented.now, owedBy: .desk)
        let effects = bench.press(".")
        #expect(
          !bench.state.overlays.isEmpty || !bench.toast.isEmpty
            || effects.contains(where: \.isWriting),
          "\(kind) \(id)")
      }
    }
  }

  @Test("What is closed has no next step, and says so")
  func closed() throws {
    var bench = try DeskBench()
    bench.play("vvv")
    bench.select("ended")
    #expect(bench.press(".").isEmpty && bench.toast.contains("没有下一步"))
  }

  private func opened(_ bench: DeskBench, _ effects: [Effect]) -> Opened {
    if case .perform(let command, _, _)? = effects.first(where: \.isWriting) {
      return .recorded(command.kind)
    }
    if let form = bench.state.topForm { return .form(form.kind) }
    if bench.state.topTriage != nil { return .tiers }
    if let menu = bench.state.topMenu {
      let kinds = DeskCommand.all.filter { command in menu.items.contains { $0.id == command.name }
      }
      return .menu(
        menu.items.compactMap { item in kinds.first { $0.name == item.id }?.kinds.first })
    }
    return .said(["须由书记办理"].first { bench.toast.contains($0) } ?? bench.toast)
  }
}
