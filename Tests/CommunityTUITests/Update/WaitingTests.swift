import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Keys that come too early wait, and are given again in order") struct WaitingTests {
  /// A console whose selected request has not been read.
  private func unread(_ id: String) throws -> DeskBench {
    var bench = try DeskBench()
    bench.select(id)
    bench.state.detail = DetailState()
    return bench
  }

  @Test("A step's key waits for the request and then opens its form with what was typed")
  func waitsForDetail() throws {
    var bench = try unread("told")
    #expect(bench.press("x") == [.loadDetail(RequestID("told"))])
    #expect(bench.press("还在漏").isEmpty)
    #expect(bench.state.overlays.isEmpty)
    bench.settle()
    #expect(bench.state.topForm?.kind == .reject)
    #expect(bench.state.topForm?.form.values.text("words") == "还在漏")
  }

  @Test("Typing ahead through two waits ends where slow typing ends")
  func waitsTwice() throws {
    var bench = try unread("given")
    bench.press("a")
    bench.press("o")
    bench.press("m")
    bench.press("已到<Enter>")
    bench.settle()
    let titles = try bench.store.detail("given").orThrow().history.events.map(\.event.title)
    #expect(titles.suffix(3) == ["接单", "到场", "备注"])
    var slow = try DeskBench()
    slow.select("given")
    slow.play("aom已到<Enter>")
    #expect(slow.store.histories == bench.store.histories)
  }

  @Test("While a step is being recorded, keys wait and the mouse does nothing")
  func waitsForSaving() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.press("o")
    #expect(bench.state.typeAhead.wait == .saving)
    #expect(bench.press("<Down><Down>").isEmpty)
    #expect(bench.selection == "taken")
    let click = MouseEvent(action: .press, button: .left, position: Position(row: 4, column: 4))
    #expect(bench.send(.input(.mouse(click))).isEmpty)
    #expect(bench.selection == "taken")
    bench.settle()
    #expect(bench.selection != "taken")
  }

  @Test("What failed drops what was typed after it")
  func failureDropsKeys() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.press("o")
    bench.press("c")
    bench.send(.failed(Message.Failure(request: .performing, error: .busy)))
    #expect(bench.state.overlays.isEmpty)
    #expect(bench.state.typeAhead.events.isEmpty && bench.state.typeAhead.wait == .nothing)
    #expect(bench.state.bell)
    #expect(bench.toast.contains("没有保存"))
  }

  @Test("Ctrl-C gets through whatever is being waited for")
  func quitsWhileWaiting() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.press("o<C-c>")
    #expect(bench.state.topQuestion?.action == .quit)
    bench.press("<C-c>")
    #expect(bench.state.isLeaving)
  }

  @Test("A stuck key does not fill the memory")
  func bounded() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.press("o" + String(repeating: "j", count: TypeAhead.limit + 50))
    #expect(bench.state.typeAhead.events.count == TypeAhead.limit)
  }

  @Test("A request that is gone gives the keys back to the desk")
  func missing() throws {
    var bench = try unread("told")
    bench.press("xq")
    bench.send(.detailMissing(RequestID("told")))
    #expect(bench.state.typeAhead.wait == .nothing)
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("Keys meant for one request are never given to another that took its place")
  func neverGivenToAnother() throws {
    var bench = try unread("told")
    bench.press("s")
    // Another desk closes it before it was read: the next one is selected.
    try bench.store.perform(.confirm(note: ""), on: "told")
    bench.pending = []
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.selection != "told")
    #expect(bench.state.typeAhead.wait == .nothing, "nothing waits for what is not shown any more")
    #expect(bench.toast.contains("没有执行"))
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("A key after saving a new request is meant for that request")
  func afterRegistering() throws {
    var bench = try DeskBench()
    bench.press("n8号楼101 水管漏水<Enter>r<Enter>")
    bench.settle()
    let last = try bench.store.histories.last.orThrow()
    #expect(last.request.registration.text.contains("漏水"))
    #expect(last.events.map(\.event.title) == ["登记", "响应"])
  }

  @Test("A key while the list is being read anew is meant for what the list will show")
  func afterSearching() throws {
    var bench = try DeskBench()
    bench.press("/反水<Enter>mA<Enter>")
    bench.settle()
    let last = try bench.store.detail("there").orThrow().history.events.last
    #expect(last?.event.title == "备注")
  }

  @Test("Moving while the new request is being looked for goes on from it")
  func movesFromTheNewOne() throws {
    var bench = try DeskBench()
    bench.press("n8号楼101 水管漏水<Enter>")
    while bench.pending.contains(where: \.isWriting) { bench.answerFirst() }
    bench.press("<Up>")
    bench.settle()
    let order = bench.store.rows(bench.state.requests.filter).map(\.id.text)
    let new = try order.firstIndex { $0.hasPrefix("registered") }.orThrow()
    #expect(new > 1)
    #expect(bench.selection == order[new - 1])
  }
}
