import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("What was filled in and not saved")
struct DraftRestoringTests {
  /// The terminal is lost: a new console starts on the same store.
  private func afterCrash(_ bench: DeskBench, as person: Person = Invented.wang) throws -> DeskBench
  {
    var store = bench.store
    for effect in bench.pending { _ = store.messages(for: effect, by: bench.state.session) }
    var next = try DeskBench(as: person)
    next.store = store
    next.send(.storeChanged)
    next.settle()
    return next
  }

  @Test("Every field of a form comes back: words, choices, times and paths")
  func everyField() throws {
    for (id, keys, fields) in [
      ("taken", "p等配件<Tab><Right><Right>", ["words": "等配件", "until": "days3"]),
      ("there", "c换了接头<Tab>~/图片/a.jpg", ["words": "换了接头", "photos": "~/图片/a.jpg"]),
      ("graded", "dzsf<Tab>带梯子", ["handler": "person:zhao", "words": "带梯子"]),
      ("new", "i，很急<Tab><Tab><Home>1", ["text": "楼道灯不亮，有老人摔倒，很急", "room": "1502"]),
    ] {
      var bench = try DeskBench()
      bench.select(id)
      bench.play(keys)
      var next = try afterCrash(bench)
      next.select(id)
      next.play(String(keys.prefix(1)))
      let form = try next.state.topForm.orThrow()
      for (field, value) in fields {
        let shown =
          form.form.values.choice(field) ?? form.form.values.text(field)
        #expect(shown == value, "\(id) \(field)")
      }
      #expect(form.notice?.contains("上次（19:37）") == true)
      next.play("<Esc><Esc>")
      #expect(next.store.drafts.isEmpty, "\(id)")
    }
  }

  @Test("Signing out and coming back with Esc finds what was not saved, and does not write over it")
  func comingBack() throws {
    var bench = try DeskBench()
    bench.play("n3号楼 门禁坏了<Esc>W<Esc>")
    #expect(bench.state.session != nil)
    bench.play("n")
    #expect(bench.state.topQuickAdd?.field.text == "3号楼 门禁坏了")
    #expect(bench.store.drafts[.quickAdd]?.text() == "3号楼 门禁坏了")
  }

  @Test("A line that comes back after the box was opened is looked for duplicates too")
  func lateLine() throws {
    var bench = try DeskBench()
    bench.play("n12号301 楼梯口照明坏了")
    var next = try afterCrash(bench)
    next.play("n")
    let kept = try next.store.kept(.quickAdd).orThrow()
    next.send(.draft(kept, .quickAdd))
    next.settle()
    #expect(next.state.topQuickAdd?.field.text == "12号301 楼梯口照明坏了")
    #expect(next.state.topQuickAdd?.similar.matches.map(\.row.id.text) == ["new"])
  }

  @Test("The draft that was chosen in the list is opened, not the newest of its kind")
  func chosenDraft() throws {
    var bench = try DeskBench()
    let elsewhere = KeptDraft(
      slot: DraftSlot.importPath.name, draft: "/tmp/older.csv", savedAt: Invented.now,
      origin: Draft.Origin(desk: DeskID("other"), body: "b"))
    bench.store.drafts[.importPath] = "/tmp/newer.csv"
    bench.send(.draftOpened(elsewhere, nil))
    bench.settle()
    #expect(bench.state.topImport?.field.text == "/tmp/older.csv")
    bench.play("<Esc>")
    bench.store.drafts[.importPath] = nil
    let chat = KeptDraft(
      slot: DraftSlot.chat.name, draft: Draft(ChatSample.text), savedAt: Invented.now,
      origin: Draft.Origin(desk: DeskID("other"), body: "b"))
    bench.send(.drafts([chat]))
    bench.send(.draftOpened(chat, nil))
    bench.settle()
    #expect(bench.state.topChat?.intake.candidates.isEmpty == false)
    bench.play("<Esc>")
    // This desk has one of its own in the same place: it would be written over.
    var own = chat
    own.origin.desk = bench.state.desk
    bench.send(.drafts([chat, own]))
    bench.send(.draftOpened(chat, nil))
    bench.settle()
    #expect(bench.state.topChat == nil && bench.screen.contains("另有一份粘贴的群聊"))
  }

  @Test("A template or a setting half written comes back where it was opened, and from the list")
  func boxes() throws {
    for (keys, word, boxes) in [
      ("Yn夜班<Tab><Tab><Tab><Tab>夜里{编号}有人管", "夜里{编号}有人管", 2),
      ("Y<Enter>！", "！", 2), ("S3<Enter>101-103号楼", "101-103号楼", 1),
    ] {
      var bench = try DeskBench(as: Invented.chen)
      bench.play(keys)
      #expect(bench.store.drafts.count == 1, "\(keys)")
      var next = try afterCrash(bench, as: Invented.chen)
      next.play("D<Enter>")
      #expect(next.state.overlays.count == boxes, "\(keys)")
      #expect(next.screen.contains(word), "\(keys)")
      #expect(next.screen.contains("上次（19:37）"), "\(keys)")
      next.play("<Esc><Esc><Esc>")
      #expect(next.state.overlays.isEmpty && next.store.drafts.isEmpty, "\(keys)")
      var saved = try afterCrash(bench, as: Invented.chen)
      saved.play("D<Enter><C-s>")
      #expect(saved.store.drafts.isEmpty, "\(keys)")
    }
  }

  @Test("Only what was changed is kept: what others corrected since is not put back")
  func onlyChanges() throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.play("i，很急")
    var next = try afterCrash(bench)
    _ = try next.store.perform(
      .amend(Amendment(place: RequestPlace(group: GroupID("12号楼"), room: "999"))), on: "new")
    next.send(.storeChanged)
    next.settle()
    next.select("new")
    next.play("i")
    #expect(next.state.topForm?.form.values.text("room") == "999")
    #expect(next.state.topForm?.notice?.contains("新情况") == true)
    next.play("<C-s>")
    #expect(next.state.topLateSave?.clashes.isEmpty == true, "what happened since is shown first")
    next.play("s")
    let form = try next.store.detail("new").orThrow().request.registration
    #expect(form.text.hasSuffix("，很急") && form.place.room == "999")
  }

  @Test("Nothing is put over what was typed since; the draft stays in the list")
  func neverOver() throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.store.drafts[.step(.note, RequestID("new"))] = "早先写的"
    bench.press("m新写的")
    bench.settle()
    #expect(bench.state.topForm?.typedWords == "新写的")
    #expect(bench.toast.contains("按 D"))
  }

  @Test("Where the box of tiers pointed comes back, and goes when it is closed")
  func triage() throws {
    var bench = try DeskBench()
    bench.select("answered")
    bench.play("t<Down><Down>")
    let selected = bench.state.topTriage?.menu.selectedItem?.id
    var next = try afterCrash(bench)
    next.select("answered")
    next.play("t")
    #expect(next.state.topTriage?.menu.selectedItem?.id == selected)
    next.play("<Esc>")
    #expect(next.store.drafts.isEmpty)
  }

  @Test("A suggestion that was taken over with Tab is taken over again, if it is still the same")
  func suggestion() throws {
    var bench = try DeskBench()
    bench.play("n12号 楼道灯不亮<Tab>")
    #expect(bench.state.topQuickAdd?.isSuggestionTaken == true)
    var next = try afterCrash(bench)
    next.send(.draft(try next.store.kept(.quickAdd).orThrow(), .quickAdd))
    next.play("n")
    #expect(next.state.topQuickAdd?.field.text == "12号 楼道灯不亮")
    #expect(next.state.topQuickAdd?.isSuggestionTaken == true)
    next.play("，漏水<Esc>n")
    #expect(next.state.topQuickAdd?.isSuggestionTaken == false)
  }

  @Test("The path of an import comes back")
  func importPath() throws {
    var bench = try DeskBench()
    bench.play("I~/下载/工单.csv")
    var next = try afterCrash(bench)
    next.play("I")
    #expect(next.state.topImport?.field.text == "~/下载/工单.csv")
  }

  @Test("A choice that is not offered any more is left as it is")
  func goneChoice() throws {
    var bench = try DeskBench()
    bench.select("graded")
    bench.store.drafts[.step(.dispatch, RequestID("graded"))] = Draft(
      fields: ["handler": .choice("person:nobody"), "words": .text("带梯子")])
    bench.play("d")
    let form = try bench.state.topForm.orThrow()
    #expect(form.typedWords == "带梯子")
    #expect(form.form.values.choice("handler") != "person:nobody")
  }
}

@Suite("The list of drafts")
struct DraftListTests {
  private func bench() throws -> DeskBench {
    var bench = try DeskBench()
    bench.store.drafts = [
      .step(.note, RequestID("taken")): Draft(
        seen: 5, fields: ["words": .text("住户 13800002046 不在家")]),
      .step(.reject, RequestID("ended")): Draft(fields: ["words": .text("声音还是大")]),
      .quickAdd: "12号 灯坏",
    ]
    bench.send(.sessionLoaded(Invented.session()))
    bench.settle()
    return bench
  }

  @Test("At sign-in a line says how many there are, once")
  func told() throws {
    var bench = try bench()
    #expect(bench.toast == "有 3 份没写完的草稿，按 D 查看")
    bench.play("<Down>D<Esc>")
    #expect(bench.toast.isEmpty)
  }

  @Test("Each stands with what, which request, when and its first words, masked")
  func list() throws {
    var bench = try bench()
    bench.play("D")
    #expect(bench.state.topDrafts?.drafts.count == 3)
    for size in [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120)] {
      bench.resize(rows: size.rows, columns: size.columns)
      for words in ["没写完的草稿", "备注 2026", "19:37", "138****2046", "新诉求", "12号 灯坏"] {
        #expect(bench.screen.contains(words), "\(words)\n\(bench.screen)")
      }
      #expect(!bench.screen.contains("13800002046"))
    }
  }

  @Test("Enter goes on with it, whatever is selected in the list")
  func reopens() throws {
    var bench = try bench()
    bench.select("new")
    bench.play("D")
    let index = try (bench.state.topDrafts?.drafts.firstIndex { $0.slot == "note:taken" }).orThrow()
    bench.play(String(repeating: "<Down>", count: index) + "<Enter>")
    #expect(bench.state.topForm?.request == RequestID("taken"))
    #expect(bench.state.topForm?.typedWords == "住户 13800002046 不在家")
    bench.play("<C-s>")
    #expect(bench.state.overlays.isEmpty)
    #expect(bench.store.drafts[.step(.note, RequestID("taken"))] == nil)
    #expect(try bench.store.detail("taken").orThrow().history.events.last?.event.title == "备注")
  }

  @Test("What cannot be gone on with is read with the reason, and copied")
  func reads() throws {
    var bench = try bench()
    bench.play("D")
    let index = try (bench.state.topDrafts?.drafts.firstIndex { $0.slot == "reject:ended" })
      .orThrow()
    bench.play(String(repeating: "<Down>", count: index) + "<Enter>")
    #expect(bench.screen.contains("现在不能接着填"))
    #expect(bench.screen.contains("声音还是大"))
    bench.press("y")
    #expect(bench.state.clipboard == "原因：声音还是大")
    #expect(bench.store.drafts.count == 3, "it is still there")
  }

  @Test("x throws one away, after a question")
  func discards() throws {
    var bench = try bench()
    bench.play("Dx")
    #expect(bench.state.topQuestion != nil)
    bench.play("<Enter>")
    #expect(bench.store.drafts.count == 3, "cancel comes first")
    bench.play("xy")
    #expect(bench.store.drafts.count == 2)
    #expect(bench.state.topDrafts?.drafts.count == 2)
  }

  @Test("An old one is said to be old, not thrown away")
  func old() throws {
    var bench = try DeskBench()
    bench.send(.drafts([Invented.kept("上个月写的", minutesAgo: 31 * 1440)]))
    bench.state.toast = nil
    bench.state.hasToldOfDrafts = false
    bench.send(.drafts([Invented.kept("上个月写的", minutesAgo: 31 * 1440)]))
    #expect(bench.toast.contains("1 份已放了 30 天以上"))
    bench.press("D")
    #expect(bench.screen.contains("很久了"))
  }
}
