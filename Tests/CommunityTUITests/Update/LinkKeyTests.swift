import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("主件与并件 by keys") struct LinkKeyTests {
  @Test(
    "Marked requests and L: the oldest open one is offered first, and the others are linked to it")
  func linkingMarked() throws {
    var bench = try DeskBench.leaks()
    bench.play("/漏水<Enter>AL")
    let box = try bench.state.topLinking.orThrow()
    #expect(box.menu.selectedItem?.id == "leak1")
    bench.play("<Enter>")
    #expect(bench.state.overlays.isEmpty && bench.marked.isEmpty)
    #expect(bench.toast.contains("5 件已并入"))
    let main = try bench.store.detail("leak1").orThrow()
    #expect(main.kin.linked.map(\.id.text).sorted() == (2...6).map { "leak\($0)" })
    bench.play("u<Enter>y")
    #expect(try bench.store.detail("leak1").orThrow().kin.linked.isEmpty, "all taken back at once")
  }

  @Test("Without marks L looks for the main one by words, and never offers the request itself")
  func linkingOne() throws {
    var bench = try DeskBench.leaks()
    bench.select("gate")
    bench.play("L漏水")
    let box = try bench.state.topLinking.orThrow()
    #expect(!box.shown.contains { $0.id == RequestID("gate") } && !box.shown.isEmpty)
    bench.play("<Down><Enter>")
    #expect(try bench.store.detail("gate").orThrow().request.main?.id == RequestID("leak2"))
    bench.play("K")
    #expect(try bench.store.detail("gate").orThrow().request.main == nil)
    bench.play("L没有这样的事")
    #expect(bench.screen.contains("没有找到"))
    #expect(bench.press("<Enter>").isEmpty)
    bench.play("<Esc>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("A main request goes to another one with its 并件")
  func movingAll() throws {
    var bench = try DeskBench.leaks(linked: 2...3)
    bench.play("L")
    #expect(bench.screen.contains("连同 2 件并件"))
    bench.play("门禁<Enter>")
    #expect(bench.toast.contains("3 件已并入"))
    let gate = try bench.store.detail("gate").orThrow()
    #expect(gate.kin.linked.map(\.id.text).sorted() == ["leak1", "leak2", "leak3"])
  }

  @Test("What was found for words that were typed on meanwhile is not shown")
  func lateMains() throws {
    var bench = try DeskBench.leaks()
    bench.select("gate")
    bench.play("L漏")
    let shown = try bench.state.topLinking.orThrow().shown
    bench.send(.mains([], for: RequestID("gate"), words: ""))
    bench.send(.mains([], for: RequestID("leak1"), words: "漏"))
    #expect(bench.state.topLinking?.shown == shown && !shown.isEmpty)
  }

  @Test("One answer on a main request answers its 并件, each with its own event")
  func jointForm() throws {
    var bench = try DeskBench.leaks(linked: 2...6)
    bench.play("r")
    let form = try bench.state.topForm.orThrow()
    #expect(form.request == RequestID("leak1") && form.others.count == 5)
    #expect(bench.screen.contains("同时响应 5 件并件") && bench.screen.contains("3·201 住户2"))
    bench.play("师傅在路上<C-s>")
    #expect(bench.toast.contains("6 件已响应"))
    for index in 1...6 {
      #expect(try bench.events("leak\(index)").last == .responded(Remark("师傅在路上")))
    }
    #expect(try bench.events("gate").isEmpty)
  }

  @Test("One key leaves the 并件 out")
  func leavingOut() throws {
    var bench = try DeskBench.leaks(linked: 2...3)
    bench.play("r只说这一家<C-o>")
    #expect(bench.screen.contains("只响应本件"))
    let effects = bench.press("<C-s>")
    #expect(
      effects.filter(\.isWriting) == [
        .perform(.respond(note: "只说这一家"), RequestID("leak1"), version: 1)
      ])
    bench.settle()
    #expect(try bench.events("leak2").count == 1)
  }

  @Test(
    "Closing the main request asks about the others: which can be closed with it, which not and why"
  )
  func closing() throws {
    var bench = try DeskBench.leaks(linked: 2...4)
    let told: [RequestCommand] = [
      .respond(note: ""), .triage(TriageDecision(tier: .first)),
      .resolve(Resolution(outcome: "已堵漏")), .feedback(Feedback("已堵漏", by: .phone)),
    ]
    for id in ["leak1", "leak2"] {
      for step in told { try bench.store.perform(step, on: id) }
    }
    bench.send(.storeChanged)
    bench.settle()
    bench.select("leak1")
    bench.play("s")
    let box = try bench.state.topJoint.orThrow()
    #expect(box.set.able.map(\.history.id.text) == ["leak1", "leak2"])
    #expect(box.set.blocked.count == 2 && box.lead == RequestID("leak1"))
    #expect(bench.screen.contains("反馈以后"))
    var alone = bench
    alone.play("1")
    #expect(try alone.events("leak1").last == .confirmed(Remark("")))
    #expect(try alone.events("leak2").last != .confirmed(Remark("")))
    bench.play("<Enter>")
    for id in ["leak1", "leak2"] { #expect(try bench.events(id).last == .confirmed(Remark(""))) }
    #expect(try bench.store.detail("leak3").orThrow().request.isOpen)
  }

  @Test("Closing a main request whose 并件 cannot go along still says that they stay behind")
  func leftBehind() throws {
    var bench = try DeskBench.leaks(linked: 2...2)
    for step in [
      RequestCommand.respond(note: ""), .triage(TriageDecision(tier: .first)),
      .resolve(Resolution(outcome: "好")), .feedback(Feedback("好", by: .phone)),
    ] { try bench.store.perform(step, on: "leak1") }
    bench.send(.storeChanged)
    bench.settle()
    bench.select("leak1")
    bench.play("s")
    #expect(bench.state.topJoint?.set.blocked.count == 1)
    bench.play("<Enter>")
    #expect(try bench.store.detail("leak1").orThrow().request.isOpen == false)
  }

  @Test("Taking over a main request takes its 并件 along, as it would have if nobody had been on it")
  func takenOver() throws {
    var bench = try DeskBench.leaks(linked: 2...3)
    let lead = RequestID("leak1")
    bench.store.claims[lead] = Claim(
      request: lead, person: Invented.chen.id, desk: DeskID("there"),
      since: Invented.now.adding(minutes: -1), until: Invented.now.adding(seconds: 120))
    bench.send(.claimsChanged)
    bench.settle()
    bench.play("rJ")
    #expect(bench.state.topForm?.request == lead && bench.state.topForm?.others.count == 2)
    #expect(bench.store.claims[lead]?.person == Invented.wang.id)
  }

  @Test("Keys behind a step of a main request wait until it is recorded, and none is lost")
  func heldKeys() throws {
    var bench = try DeskBench.leaks(linked: 2...2)
    for step in [RequestCommand.respond(note: ""), .triage(TriageDecision(tier: .first))] {
      try bench.store.perform(step, on: "leak1")
    }
    try bench.store.perform(.dispatch(Dispatch(to: .person(Invented.zhao.id))), on: "leak1")
    bench.send(.storeChanged)
    bench.settle()
    bench.select("leak1")
    // 接单 is for the main one alone, as its 并件 was dispatched to nobody.
    bench.press("am后补")
    while bench.state.typeAhead.wait != .saving, !bench.pending.isEmpty { bench.answerFirst() }
    #expect(bench.state.typeAhead.wait == .saving && bench.state.typeAhead.events.count == 3)
    bench.settle()
    #expect(bench.state.topForm?.kind == .note)
    #expect(bench.state.topForm?.form.values.text("words") == "后补")
  }

  @Test("A step of a 并件 is for itself alone, and a note of the main one too")
  func notJoint() throws {
    var bench = try DeskBench.leaks(linked: 2...3)
    bench.select("leak2")
    bench.play("r只这家<C-s>")
    #expect(try bench.events("leak1").isEmpty)
    bench.select("leak1")
    bench.play("m记一笔<C-s>")
    #expect(try bench.events("leak2").count == 2)
    #expect(try bench.events("leak1") == [.noted(Remark("记一笔"))])
  }

  @Test("Main and linked show each other in the pane, the list and the reading view")
  func shown() throws {
    var bench = try DeskBench.leaks(linked: 2...4, size: Size(rows: 40, columns: 120))
    #expect(bench.screen.contains("主3 厨房天花板漏水") && bench.screen.contains("并 厨房天花板漏水"))
    #expect(bench.screen.contains("主件，并件 3 件"))
    bench.play("<Right>")
    #expect(bench.screen.contains("并件 ") && bench.screen.contains("3·201"))
    #expect(bench.screen.contains("并入 陈静"), "the timeline says who linked it")
    bench.play("<Esc>")
    bench.select("leak3")
    #expect(bench.screen.contains("并入主件"))
  }

  @Test("Keys that come while several requests are read wait for them")
  func waiting() throws {
    var bench = try DeskBench.leaks(linked: 2...3)
    bench.press("r好的")
    bench.press("<C-s>")
    bench.settle()
    #expect(try bench.events("leak3").last == .responded(Remark("好的")))
    #expect(bench.state.typeAhead.wait == .nothing)
  }
}
