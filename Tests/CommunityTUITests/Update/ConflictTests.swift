import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Two desks at one request") struct ConflictTests {
  /// Another desk writes and this one has not noticed yet.
  private func overtaken() throws -> DeskBench {
    var bench = try DeskBench()
    bench.select("taken")
    try bench.store.perform(.note(text: "另一边记的"), on: "taken")
    return bench
  }

  @Test("The form stays with what was typed, says who was faster, and rings")
  func keepsTheForm() throws {
    var bench = try overtaken()
    bench.press("m住户不在家<Enter>")
    bench.settle()
    let form = try bench.state.topForm.orThrow()
    #expect(form.form.values.text("words") == "住户不在家")
    #expect(form.error?.contains("陈静") == true)
    #expect(bench.state.bell)
    #expect(bench.screen.contains("陈静"))
    #expect(bench.screen.contains("住户不在家"))
    #expect(
      try bench.store.detail("taken").orThrow().history.events.count == 6, "nothing was overwritten"
    )
  }

  @Test("Saving again, after it was shown, is against the new version")
  func acceptsTheNewVersion() throws {
    var bench = try overtaken()
    bench.press("m住户不在家<Enter>")
    bench.settle()
    #expect(
      bench.press("<Enter>").filter(\.isWriting) == [
        .perform(.note(text: "住户不在家"), RequestID("taken"), version: 6)
      ])
    bench.settle()
    #expect(bench.state.overlays.isEmpty)
    #expect(try bench.store.detail("taken").orThrow().history.events.count == 7)
  }

  @Test("A step without a form says who was faster and shows what is new")
  func withoutForm() throws {
    var bench = try overtaken()
    bench.press("o")
    bench.settle()
    #expect(bench.toast.contains("陈静"))
    #expect(bench.state.detail.loaded?.request.version == 6)
    bench.press("o")
    #expect(bench.pending.contains(.perform(.arrive(note: ""), RequestID("taken"), version: 6)))
  }

  @Test("A complaint about the form itself accepts nothing that the person has not been told of")
  func onlyAConflictAccepts() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.press("m写到一半<Esc>")
    #expect(bench.state.topForm?.error != nil, "Esc asks before it discards")
    try bench.store.perform(.note(text: "另一边记的"), on: "taken")
    bench.send(.storeChanged)
    bench.settle()
    #expect(
      bench.press("<Enter>").filter(\.isWriting) == [
        .perform(.note(text: "写到一半"), RequestID("taken"), version: 5)
      ])
    bench.settle()
    #expect(bench.state.topForm?.error?.contains("陈静") == true)
  }

  @Test("A form goes on working when another desk's step takes its request out of the list")
  func formOutlivesTheRow() throws {
    var bench = try DeskBench()
    bench.select("told")
    bench.press("m居民来电感谢")
    try bench.store.perform(.confirm(note: ""), on: "told")
    bench.send(.storeChanged)
    bench.settle()
    #expect(bench.selection != "told")
    bench.press("<Enter>")
    bench.settle()
    #expect(bench.state.topForm?.error?.contains("陈静") == true)
    bench.press("<Enter>")
    bench.settle()
    #expect(bench.state.overlays.isEmpty)
    #expect(try bench.store.detail("told").orThrow().history.events.last?.event.title == "备注")
  }

  @Test(
    "Whatever goes wrong, the form keeps what was typed",
    arguments: [
      StoreError.busy, .diskFull(path: "/d"), .readOnly(path: "/d"), .refused(.invalid("不行")),
    ])
  func keepsWords(_ error: StoreError) throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.press("m住户不在家<Enter>")
    bench.send(.failed(Message.Failure(request: .performing, error: error)))
    #expect(bench.state.topForm?.form.values.text("words") == "住户不在家")
    #expect(bench.state.topForm?.error == error.message)
    #expect(bench.state.typeAhead.wait == .nothing)
  }

  @Test("Esc discards what was typed only when it is pressed twice, and other keys go on")
  func discards() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.press("m写了<Esc>")
    #expect(bench.state.topForm != nil)
    bench.press("字<Esc>")
    #expect(bench.state.topForm?.form.values.text("words") == "写了字")
    bench.press("<Esc>")
    #expect(bench.state.overlays.isEmpty)
    bench.press("m<Esc>")
    #expect(bench.state.overlays.isEmpty, "an empty form closes at once")
  }
}
