import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("What another desk does meanwhile")
struct OtherDeskTests {
  /// Another desk closes what is selected here, and the list is read again.
  private func closeElsewhere(_ id: String, in bench: inout DeskBench) throws {
    _ = try bench.store.perform(.confirm(note: ""), on: id, by: Invented.chen)
    bench.send(.storeChanged)
    bench.settle()
  }

  @Test("A key in an open menu never reaches the request that took the first one's place")
  func menu() throws {
    var bench = try DeskBench()
    bench.select("told")
    bench.play("<Enter>")
    try closeElsewhere("told", in: &bench)
    #expect(bench.selection != "told")
    #expect(bench.press("m").isEmpty)
    #expect(bench.state.topForm == nil)
    #expect(bench.toast.contains("没有执行"))
  }

  @Test("A step's key while reading is for the request that is read")
  func reading() throws {
    var bench = try DeskBench()
    bench.select("told")
    bench.play("<Right>")
    try closeElsewhere("told", in: &bench)
    #expect(bench.press("m").isEmpty)
    #expect(bench.state.topForm == nil)
  }

  @Test("A correction saved after a conflict keeps what the other desk corrected")
  func amend() throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.play("i")
    let there = Amendment(place: RequestPlace(group: GroupID("12号楼"), room: "999"))
    _ = try bench.store.perform(.amend(there), on: "new", by: Invented.chen)
    bench.play("，很急<C-s>")
    #expect(bench.state.topLateSave?.clashes.isEmpty == true)
    bench.play("s")
    let request = try bench.store.detail("new").orThrow().request
    #expect(request.registration.text.hasSuffix("，很急"))
    #expect(request.registration.place.room == "999")
  }

  @Test("A failure of something else leaves a saving on its way: nothing is recorded twice")
  func saving() throws {
    var bench = try DeskBench()
    bench.press("n12号 灯坏<Enter>")
    for request in [Message.Failure.Request.savingDraft, .reading] {
      bench.send(.failed(Message.Failure(request: request, error: .busy)))
      bench.press("<Enter>")
    }
    let registrations = bench.pending.filter {
      if case .register = $0 { true } else { false }
    }
    #expect(registrations.count == 1)
  }

  @Test("People and rules that were changed elsewhere are taken over without signing in again")
  func roll() throws {
    var bench = try DeskBench()
    let session = try bench.state.session.orThrow()
    let newcomer = Person(id: PersonID("new-one"), name: "新来的", role: .maintenance)
    let directory = Directory(
      neighborhood: session.directory.neighborhood, estates: session.directory.estates,
      groups: session.directory.groups, people: session.directory.people + [newcomer])
    bench.send(
      .sessionChanged(
        AppState.Session(actor: session.actor, directory: directory, rules: session.rules)))
    #expect(bench.state.session?.directory.person(newcomer.id) == newcomer)
    #expect(bench.state.selectedRow != nil)
  }
}

@Suite("Words of a step that were not saved")
struct StepDraftTests {
  @Test("come back when the step is opened again, and go when it is saved or given up")
  func words() throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.play("m门禁卡也坏了")
    // The terminal is lost here: a new console starts on the same store.
    var next = try DeskBench()
    next.store = bench.store
    next.select("new")
    next.play("m")
    #expect(next.state.topForm?.typedWords == "门禁卡也坏了")
    #expect(next.state.topForm?.notice?.contains("上次") == true)
    next.play("<Enter>")
    #expect(next.store.drafts.isEmpty)
    next.play("m再写一点<Esc><Esc>m")
    #expect(next.state.topForm?.typedWords.isEmpty == true)
  }

  @Test("A name that nobody bears sends the order to nobody")
  func unmatchedChoice() throws {
    var bench = try DeskBench()
    bench.select("graded")
    bench.play("d不存在的人<Enter><Enter>")
    #expect(bench.state.topForm != nil)
    #expect(bench.screen.contains("没有匹配「不存在的人」的选项"))
  }
}

@Suite("What was corrected stays readable") struct CorrectionWordsTests {
  @Test("The timeline says what each correction wrote, and what the resident first said")
  func corrections() throws {
    var bench = try DeskBench()
    try bench.store.perform(.amend(Amendment(text: "乙改过的话 13800002046")), on: "new")
    try bench.store.perform(
      .amend(Amendment(text: "甲改过的话", resident: Resident(name: "李阿姨", phone: nil))), on: "new")
    bench.send(.storeChanged)
    bench.settle()
    bench.select("new")
    bench.play("<Right><End>")
    for words in ["楼道灯不亮，有老人摔倒", "内容「乙改过的话 138****2046」", "内容「甲改过的话」", "联系人 李阿姨"] {
      #expect(bench.screen.contains(words), "\(words)")
    }
  }
}
