import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Reminders at the desk") struct ReminderKeyTests {
  private static let pressing = InventedRequest(
    id: "fresh", minutesAgo: 1, text: "电梯困人", urgency: .critical)

  private func news(_ bench: inout DeskBench) -> [Effect] {
    bench.send(.storeChanged)
    var seen: [Effect] = []
    while !bench.pending.isEmpty {
      let effect = bench.pending[0]
      seen.append(effect)
      bench.answerFirst()
    }
    return seen
  }

  private func notices(_ effects: [Effect]) -> Int {
    effects.count { if case .notify = $0 { true } else { false } }
  }

  @Test("What is new rings: bell, title, header and line, and the computer's own command")
  func rings() throws {
    var bench = try DeskBench()
    bench.state.frameWasShown(at: bench.state.now)
    let before = bench.state.reminders.list.total
    #expect(before > 0)
    try bench.store.register(Self.pressing)
    #expect(notices(news(&bench)) == 1)
    #expect(bench.state.bell)
    #expect(bench.toast.contains("急件待响应"))
    #expect(bench.state.view().title.contains("提醒 \(before + 1)"))
    #expect(bench.screen.contains("提醒 \(before + 1)"))
    // Nothing of the resident leaves the console.
    #expect(!bench.toast.contains("电梯"))
    bench.state.frameWasShown(at: bench.state.now)
    #expect(notices(news(&bench)) == 0 && !bench.state.bell)
  }

  @Test("What was there at the start does not shout; unheard it rings every five minutes")
  func repeats() throws {
    var bench = try DeskBench()
    #expect(bench.toast.isEmpty)
    let start = bench.state.now
    for minute in 1...11 {
      bench.state.frameWasShown(at: bench.state.now)
      // The store's time stands still, so that nothing new rings.
      bench.send(.tick(start.adding(minutes: minute)))
      bench.settle()
      #expect(bench.state.bell == (minute % ReminderRules.repeatMinutes == 0), "\(minute)")
    }
  }

  @Test("One is acknowledged, then all; another desk's acknowledging quietens this one")
  func acknowledge() throws {
    var bench = try DeskBench()
    let total = bench.state.reminders.list.total
    bench.play("Ba")
    #expect(bench.state.reminders.list.total == total - 1)
    let item = try bench.state.reminders.list.items.first.orThrow()
    try bench.store.perform(.acknowledge(item.reminder), on: item.row.id.text)
    _ = news(&bench)
    #expect(bench.state.reminders.list.total == total - 2)
    bench.play("A")
    #expect(bench.state.reminders.list.total == 0)
    #expect(bench.state.overlays.isEmpty)
    #expect(!bench.screen.contains("提醒 "))
    bench.play("<Esc>B")
    #expect(bench.toast.contains("没有要确认的提醒"))
  }

  @Test("Enter leads to the request, whatever the list showed")
  func leads() throws {
    var bench = try DeskBench()
    let item = try bench.state.reminders.list.items.first.orThrow()
    bench.play("vvvB<Enter>")
    #expect(bench.selection == item.row.id.text)
    #expect(bench.state.overlays.isEmpty && bench.state.screen == .workbench)
  }

  @Test("Acknowledging moves no deadline and takes nothing from the list")
  func moves() throws {
    var bench = try DeskBench()
    let item = try bench.state.reminders.list.items.first.orThrow()
    let before = try bench.store.detail(item.row.id.text).orThrow()
    bench.play("Ba")
    let after = try bench.store.detail(item.row.id.text).orThrow()
    #expect(after.obligation == before.obligation)
    #expect(after.request.acknowledged == item.reminder)
  }

  @Test("A reminder and a new request are shown whatever conditions were in force")
  func leadsThroughConditions() throws {
    var bench = try DeskBench()
    bench.play("B")
    let item = try bench.state.reminders.list.items.first.orThrow()
    bench.state.requests.filter.facets.choose(.group(GroupID("nowhere")))
    bench.play("<Enter>")
    #expect(bench.selection == item.row.id.text)
    #expect(bench.state.requests.filter.viewer == Invented.wang.id)
    bench.state.requests.filter.facets.choose(.group(GroupID("nowhere")))
    bench.state.requests.filter.view = .mine
    bench.play("n12号301 水管爆了<Enter>")
    #expect(bench.state.selectedRow?.text == "水管爆了")
  }

  @Test("Nothing rings while nobody has signed in: what was known may be over")
  func signedOut() throws {
    var bench = try DeskBench()
    bench.play("W")
    bench.state.frameWasShown(at: bench.state.now)
    let stale = bench.state.reminders.list
    #expect(stale.total > 0)
    let later = bench.state.now.adding(minutes: ReminderRules.repeatMinutes)
    #expect(notices(bench.send(.tick(later))) == 0)
    #expect(notices(bench.send(.reminders(stale))) == 0 && !bench.state.bell)
  }
}
