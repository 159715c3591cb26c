import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Marks, and one step for all that are marked") struct MarkTests {
  @Test("Space marks and steps on, again takes the mark off; Esc takes all off before the filter")
  func toggling() throws {
    var bench = try DeskBench.leaks()
    bench.play("/漏水<Enter><Home>  ")
    #expect(bench.marked == ["leak1", "leak2"])
    #expect(bench.selection == "leak3")
    #expect(bench.screen.contains("已标 2 件"))
    bench.play("<Up> ")
    #expect(bench.marked == ["leak1"])
    bench.play("<Esc>")
    #expect(bench.marked.isEmpty && bench.toast.contains("清除了 1 件"))
    #expect(bench.state.requests.filter.search == "漏水", "the words are still there")
    bench.play("<Esc>")
    #expect(bench.state.requests.filter.search.isEmpty)
    #expect(!bench.screen.contains("已标"))
  }

  @Test("Marks are by identity: they outlast news, another view and another screen")
  func lasting() throws {
    var bench = try DeskBench.leaks()
    bench.play("  ")
    try bench.store.perform(.respond(note: "别的台"), on: "leak2")
    bench.send(.storeChanged)
    bench.settle()
    bench.play("v2")
    #expect(bench.marked == ["leak1", "leak2"])
    bench.play("1vvvv")
    #expect(bench.marked == ["leak1", "leak2"])
    let lines = bench.screen.split(separator: "\n").filter { $0.contains("✓") && $0.contains("漏水") }
    #expect(lines.count == 2)
  }

  @Test("A marks what the filter shows, no more than there is room for, and says so")
  func everything() throws {
    var bench = try DeskBench.leaks()
    bench.play("/漏水<Enter>A")
    #expect(bench.marked.sorted() == (1...6).map { "leak\($0)" })
    #expect(bench.toast.contains("标记了列表里的 6 件"))
    bench.state.marks.clear()
    bench.press("A")
    bench.pending = []
    let many = (0..<Marks.limit + 3).map { RequestID("x\($0)") }
    bench.send(.markable(many, isWhole: false))
    #expect(bench.marked.count == Marks.limit)
    #expect(bench.toast.contains("最多标记 \(Marks.limit) 件"))
  }

  @Test("What was read to be marked for a key that waited no longer marks nothing")
  func lateAnswer() throws {
    var bench = try DeskBench.leaks()
    bench.send(.markable([RequestID("leak1")], isWhole: true))
    #expect(bench.marked.isEmpty)
  }

  @Test("Somebody else at the desk begins without marks")
  func signingIn() throws {
    var bench = try DeskBench.leaks()
    bench.play(" ")
    bench.send(.sessionLoaded(Invented.session(Invented.chen)))
    #expect(bench.marked.isEmpty)
  }

  @Test(
    "A step shows to which of the marked it applies and why not to the rest, is filled in once, and is recorded on each"
  )
  func mixed() throws {
    var bench = try DeskBench()
    for id in ["new", "graded", "ended", "dropped"] {
      _ = bench.state.marks.insert([RequestID(id)])
    }
    bench.play("r")
    let box = try bench.state.topJoint.orThrow()
    #expect(box.set.able.map(\.history.id.text) == ["new", "graded"])
    #expect(box.set.blocked.map(\.detail.history.id.text) == ["ended", "dropped"])
    for blocked in box.set.blocked {
      #expect(
        blocked.reason
          == blocked.detail.refusal(of: .respond, by: Actor(Invented.wang))?.message)
    }
    #expect(bench.screen.contains("可以办 2 件 · 不能办 2 件"))
    bench.play("<Enter>")
    #expect(bench.state.topForm?.form.title == "响应 · 标记的 2 件")
    let effects = bench.press("已安排人去看<C-s>")
    #expect(
      effects.filter(\.isWriting) == [
        .performAll(
          .respond, photoPaths: [],
          [
            JointStep(.respond(note: "已安排人去看"), on: RequestID("new"), expecting: 1),
            JointStep(.respond(note: "已安排人去看"), on: RequestID("graded"), expecting: 3),
          ])
      ])
    bench.settle()
    #expect(bench.state.overlays.isEmpty && bench.toast.contains("2 件已响应"))
    #expect(bench.marked == ["ended", "dropped"], "what was not done stays marked")
    for id in ["new", "graded"] {
      #expect(try bench.events(id).last == .responded(Remark("已安排人去看")))
    }
  }

  @Test("Enter's menu says of each step to how many it applies; the same gate decides")
  func menu() throws {
    var bench = try DeskBench()
    for id in ["new", "told", "ended"] { _ = bench.state.marks.insert([RequestID(id)]) }
    bench.play("<Enter>")
    let items = try bench.state.topMenu.orThrow().items
    let respond = try items.first { $0.title == "响应" }.orThrow()
    #expect(respond.note == "可以办 2 件 · 不能办 1 件")
    #expect(items.first { $0.title == "更正" }?.disabledReason?.contains("一次只改一件") == true)
    bench.play("s")
    #expect(bench.state.topJoint?.set.able.map(\.history.id.text) == ["told"])
  }

  @Test(
    "What is only ever for one request says so", arguments: ["i", "T", "y"])
  func onlyOne(_ key: String) throws {
    var bench = try DeskBench.leaks()
    bench.play("  ")
    #expect(bench.press(key).isEmpty)
    #expect(bench.toast.contains("Esc 清除标记"))
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("When another desk was faster with some, the rest is done and the words stay for those")
  func conflict() throws {
    var bench = try DeskBench.leaks()
    bench.play("   m")
    bench.play("<Enter>")
    try bench.store.perform(.note(text: "别的台先写"), on: "leak2")
    bench.play("已联系物业<C-s>")
    let form = try bench.state.topForm.orThrow()
    #expect(form.error?.contains("已办 2 件；1 件没有保存") == true)
    #expect(form.typedWords == "已联系物业")
    #expect(form.request == RequestID("leak2") && form.seen.request.version == 2)
    bench.play("<C-s>")
    #expect(bench.state.overlays.isEmpty)
    #expect(try bench.events("leak2").last == .noted(Remark("已联系物业")))
    #expect(try bench.events("leak1").count == 1, "nothing was written twice")
  }

  @Test("撤销 of many asks once more, and not with the key that began it")
  func dangerous() throws {
    var bench = try DeskBench.leaks()
    bench.play("  X<Enter>重复登记<C-s>")
    #expect(bench.state.topQuestion?.confirm.title == "撤销 2 件")
    bench.play("X")
    #expect(bench.state.topQuestion != nil)
    bench.play("<Esc>")
    #expect(bench.state.topForm?.typedWords == "重复登记", "back in the form with what was written")
    bench.play("<C-s>y")
    #expect(bench.toast.contains("2 件已撤销"))
    #expect(try bench.events("leak1").last == .cancelled(Remark("重复登记")))
  }

  @Test("u right after takes the step back from all of them, each with its own record")
  func undo() throws {
    var bench = try DeskBench.leaks()
    bench.play("   r<Enter>在路上<C-s>")
    bench.play("u")
    let box = try bench.state.topJoint.orThrow()
    #expect(box.set.kind == .undo && box.set.able.count == 3)
    bench.play("<Enter>y")
    #expect(bench.toast.contains("3 件已撤回"))
    for index in 1...3 {
      #expect(try bench.events("leak\(index)").last == .undone(Undoing(version: 2)))
    }
  }

  @Test("Later too, from any of them; one that went on is left to be taken back alone")
  func laterUndo() throws {
    var bench = try DeskBench.leaks()
    bench.play("   r<Enter>在路上<C-s>")
    try bench.store.perform(.note(text: "又有新情况"), on: "leak3", by: Invented.wang)
    bench.send(.storeChanged)
    bench.settle()
    bench.select("leak2")
    bench.play("<Left>u")
    let box = try bench.state.topJoint.orThrow()
    #expect(box.lead == RequestID("leak2"))
    #expect(box.set.blocked.map(\.detail.history.id.text) == ["leak3"])
    #expect(box.set.blocked.first?.reason.contains("备注") == true)
    bench.play("1y")
    #expect(try bench.events("leak2").last == .undone(Undoing(version: 2)))
    #expect(try bench.events("leak1").count == 1, "only this one")
  }

  @Test("A template's words are filled in for each, until somebody changes them")
  func templates() throws {
    var bench = try DeskBench.leaks()
    let name = "受理称呼"
    let template = MessageTemplate(
      name: name, moment: .any, audience: .resident, text: "{称呼}您好，已受理")
    var session = try bench.state.session.orThrow()
    session.rules.templates = MessageTemplates([template])
    bench.state.session = session
    bench.play("  r<Enter><BackTab><Right><Tab>")
    let form = try bench.state.topForm.orThrow()
    #expect(form.isTemplateUntouched, "\(form.form.values)")
    bench.play("<C-s>")
    let words = try (1...2).map { index -> String in
      guard case .responded(let remark) = try bench.events("leak\(index)").last else { return "" }
      return remark.text
    }
    #expect(words[0] != words[1] && words.allSatisfy { $0.contains("已受理") }, "\(words)")
  }
}
