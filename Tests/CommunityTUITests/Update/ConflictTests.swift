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

  @Test("Both sides are shown, nothing is overwritten, and it rings")
  func showsBoth() throws {
    var bench = try overtaken()
    bench.press("m住户不在家<Enter>")
    bench.settle()
    let late = try bench.state.topLateSave.orThrow()
    #expect(late.mine == [SpokenField(label: "备注", value: "住户不在家")])
    #expect(bench.state.bell)
    for words in ["陈静 备注：另一边记的", "住户不在家", "您要保存的", "保存我的", "回到表单改", "放弃我的"] {
      #expect(bench.screen.contains(words), "\(words)")
    }
    #expect(
      try bench.store.detail("taken").orThrow().history.events.count == 6, "nothing was overwritten"
    )
  }

  @Test("Everything of it is there at 80×24, too")
  func smallScreen() throws {
    var bench = try overtaken()
    bench.resize(rows: 24, columns: 80)
    bench.press("m住户不在家<Enter>")
    bench.settle()
    for words in ["陈静 备注：另一边记的", "住户不在家", "保存我的", "回到表单改", "放弃我的"] {
      #expect(bench.screen.contains(words), "\(words)")
    }
  }

  @Test("Saved after it was shown, it stands behind the other's")
  func savesBehind() throws {
    var bench = try overtaken()
    bench.press("m住户不在家<Enter>")
    bench.settle()
    #expect(
      bench.press("s").filter(\.isWriting) == [
        .perform(.note(text: "住户不在家"), RequestID("taken"), version: 6)
      ])
    bench.settle()
    #expect(bench.state.overlays.isEmpty)
    #expect(try bench.store.detail("taken").orThrow().history.events.count == 7)
    #expect(bench.store.drafts.isEmpty)
  }

  @Test("Back in the form everything is as it was typed, and saving is against what was shown")
  func goesBack() throws {
    var bench = try overtaken()
    bench.press("m住户不在家<Enter>")
    bench.settle()
    bench.play("<Enter>")
    let form = try bench.state.topForm.orThrow()
    #expect(form.typedWords == "住户不在家")
    bench.play("<Enter>")
    #expect(bench.state.overlays.isEmpty)
    #expect(try bench.store.detail("taken").orThrow().history.events.count == 7)
  }

  @Test("Given up only when that is confirmed; until then the draft is kept")
  func drops() throws {
    var bench = try overtaken()
    bench.press("m住户不在家<Enter>")
    bench.settle()
    bench.play("x")
    #expect(bench.state.topQuestion != nil)
    #expect(!bench.store.drafts.isEmpty)
    bench.play("<Esc>")
    #expect(bench.state.topLateSave != nil)
    bench.play("xy")
    #expect(bench.state.overlays.isEmpty)
    #expect(bench.store.drafts.isEmpty)
    #expect(try bench.store.detail("taken").orThrow().history.events.count == 6)
  }

  @Test("What the rules refuse by now can be kept as a note by one key, or copied")
  func notesInstead() throws {
    var bench = try DeskBench()
    bench.select("told")
    bench.press("x声音还是很大")
    bench.settle()
    try bench.store.perform(.confirm(note: ""), on: "told")
    bench.play("<Enter>")
    let late = try bench.state.topLateSave.orThrow()
    #expect(late.refusal?.contains("已办结") == true)
    bench.play("y")
    #expect(bench.state.clipboard?.contains("声音还是很大") == true)
    bench.play("s")
    #expect(bench.state.topLateSave != nil, "it cannot be saved")
    bench.play("m")
    #expect(bench.state.overlays.isEmpty)
    let last = try bench.store.detail("told").orThrow().history.events.last
    guard case .noted(let remark)? = last?.event else { throw Impossible() }
    #expect(remark.text.contains("声音还是很大"))
    #expect(bench.store.drafts.isEmpty)
  }

  @Test("Of a correction, what both changed is chosen field by field; the rest is kept from either")
  func choosesFields() throws {
    for (keys, room) in [("", "1502"), ("<Home><Enter>", "999")] {
      var bench = try DeskBench()
      bench.select("new")
      bench.play("i")
      let there = Amendment(
        place: RequestPlace(group: GroupID("12号楼"), room: "999"),
        resident: Resident(name: "钱阿姨", phone: "13800002046"))
      _ = try bench.store.perform(.amend(there), on: "new", by: Invented.chen)
      bench.play("，很急<Tab><Tab><Home>1<C-s>")
      let late = try bench.state.topLateSave.orThrow()
      #expect(late.clashes.map(\.field) == [.room])
      #expect(late.clashes.first?.mine == "1502")
      #expect(late.clashes.first?.theirs == "999")
      bench.play(keys + "s")
      #expect(bench.state.overlays.isEmpty)
      let form = try bench.store.detail("new").orThrow().request.registration
      #expect(form.text.hasSuffix("，很急"))
      #expect(form.place.room == room)
      #expect(form.resident.name == "钱阿姨", "what only the other changed stays")
    }
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
    #expect(bench.state.topLateSave != nil)
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
    #expect(bench.state.topLateSave != nil)
    bench.play("s")
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
