import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

/// A step taken by keys from the list, and what is asked of the store for it.
struct StepByKeys: Sendable, CustomTestStringConvertible {
  var keys: String
  var id: String
  var person: Person
  var effect: Effect
  var testDescription: String { "\(keys) on \(id)" }

  /// A step that gives a command on the version that is on the screen.
  init(_ keys: String, on id: String, by person: Person = Invented.wang, _ command: RequestCommand)
  {
    self.keys = keys
    self.id = id
    self.person = person
    let version = InventedRequest.all.first { $0.id == id }.map { $0.commands.count + 1 } ?? 0
    effect = .perform(command, RequestID(id), version: version)
  }

  static let all: [StepByKeys] = [
    StepByKeys("r<Enter>", on: "new", .respond(note: "")),
    StepByKeys("r马上来<Enter>", on: "new", .respond(note: "马上来")),
    StepByKeys("r已再次告知<Enter>", on: "taken", .respond(note: "已再次告知")),
    StepByKeys("t2", on: "answered", .triage(decision(.second, of: "answered"))),
    StepByKeys("tt", on: "answered", .triage(suggestion(of: "answered"))),
    StepByKeys("t<Enter>", on: "answered", .triage(suggestion(of: "answered"))),
    StepByKeys(
      "t0<C-s>", on: "graded",
      .triage(TriageDecision(tier: .first, category: Category("水电维修"), urgency: .normal))),
    StepByKeys(
      "dzsf<Enter>带梯子<Enter>", on: "graded",
      .dispatch(Dispatch(to: .person(Invented.zhao.id), note: "带梯子"))),
    StepByKeys(
      "d<Enter><Enter>", on: "graded", .dispatch(Dispatch(to: .pool(.maintenance)))),
    StepByKeys("a", on: "given", .accept(by: nil)),
    StepByKeys("a<Enter>", on: "pooled", .accept(by: Invented.zhao.id)),
    StepByKeys("a", on: "pooled", by: Invented.sun, .accept(by: nil)),
    StepByKeys("o", on: "taken", .arrive(note: "")),
    StepByKeys("c换了皮碗<Enter><Enter>", on: "there", .resolve(Resolution(outcome: "换了皮碗"))),
    StepByKeys(
      "f<Enter><Enter>", on: "done",
      .feedback(Feedback("您反映的问题已处理：已清理", by: .weChat))),
    StepByKeys("s", on: "told", .confirm(note: "")),
    StepByKeys("x还是不亮<Enter>", on: "told", .reject(reason: "还是不亮")),
    StepByKeys(
      "b明天上午办好<Enter>", on: "refused", by: Invented.chen,
      .supervise(instruction: "明天上午办好")),
    StepByKeys(
      "p等配件<Enter><Enter>", on: "taken",
      .hold(Hold(reason: "等配件", until: Invented.now.adding(minutes: 120)))),
    StepByKeys("P", on: "held", .resume(note: "")),
    StepByKeys("e涉及多户<Enter>", on: "graded", .escalate(reason: "涉及多户")),
    StepByKeys("m住户下午在家<Enter>", on: "given", .note(text: "住户下午在家")),
    StepByKeys("i！<C-s>", on: "given", .amend(Amendment(text: "车棚充电桩不通电！"))),
    StepByKeys("T", on: "new", .revealPhone(reason: "")),
    StepByKeys("u<Right><Enter>", on: "taken", .undo(reason: "")),
    StepByKeys("uy", on: "taken", .undo(reason: "")),
    StepByKeys(
      "@先去看一眼<Enter><Enter>明天9:00<Enter>", on: "taken",
      .task(
        .set(
          TaskOrder(
            title: "先去看一眼", person: Invented.zhao.id,
            dueAt: Invented.now.day.adding(days: 1).at(minute: 540))))),
    StepByKeys("X重复登记<Enter>", on: "new", .cancel(reason: "重复登记")),
  ]

  /// Those of the hotline; the answers and what comes after the reply are in ``HotlineKeyTests``.
  static let ofTickets: [StepByKeys] = [
    ticket("N", .sign(note: "")),
    ticket(
      "l夜里更吵<C-s>",
      .contact(
        ContactAttempt(by: Invented.wang.id, at: Invented.now, words: "夜里更吵"),
        meeting: Meeting(
          .acceptance, by: Invented.wang.id, at: Invented.now, manner: .phone, words: "夜里更吵"))),
    ticket(
      "h上门看过<C-s>",
      .meet(
        Meeting(
          .acceptance, by: Invented.wang.id, at: Invented.now, manner: .visit, words: "上门看过"))),
    ticket(",已先处置<Enter>", .interim(text: "已先处置")),
    ticket(
      "Z镇城管中队<Enter>清走摊位<Enter>",
      .share(TicketSharing(.assist, unit: "镇城管中队", words: "清走摊位"))),
    ticket(
      "U区绿化市容局<Enter>不归本居<Enter>", .askReturn(TicketReturn(to: "区绿化市容局", reason: "不归本居"))),
    ticket("E3<Enter>等配件<Enter>", .askExtension(TicketExtension(days: 3, reason: "等配件"))),
    ticket("Q今天办好<C-s>", .order(CityOrder(at: Invented.now, words: "今天办好"))),
    ticket("!来电人在外地<Enter>", by: Invented.chen, .waive(reason: "来电人在外地")),
    ticket(
      "J<Right><C-s><Tab><Tab><Tab><Tab><Tab>市里改派<Enter>",
      .correct(TicketCorrection(kind: .supervision, reason: "市里改派"))),
  ]

  private static func ticket(
    _ keys: String, by person: Person = Invented.wang, _ command: TicketCommand
  ) -> StepByKeys {
    StepByKeys(keys, on: "ticket", by: person, .ticket(command))
  }

  private static func suggestion(of id: String) -> TriageDecision {
    let text = InventedRequest.all.first { $0.id == id }?.text ?? ""
    return Invented.rules.triage.suggest(
      text: text, channel: .phone, at: Invented.now.minuteOfDay)?.decision
      ?? TriageDecision(tier: .third)
  }

  private static func decision(_ tier: Tier, of id: String) -> TriageDecision {
    TriageDecision(tier: tier, category: suggestion(of: id).category)
  }
}

@Suite("Every step of a request's life is taken by keys from the list") struct LifecycleKeyTests {
  @Test(
    "The keys ask the store for exactly this step, on the version that was seen",
    arguments: StepByKeys.all + StepByKeys.ofTickets)
  func asksForTheStep(_ step: StepByKeys) throws {
    var bench = try DeskBench(as: step.person)
    bench.select(step.id)
    #expect(bench.selection == step.id)
    let effects = bench.press(step.keys)
    #expect(effects.filter(\.isWriting) == [step.effect])
    #expect(bench.state.typeAhead.wait == .saving)
  }

  @Test(
    "Once recorded, the form is gone and the news says what was done",
    arguments: StepByKeys.all + StepByKeys.ofTickets)
  func recordsTheStep(_ step: StepByKeys) throws {
    var bench = try DeskBench(as: step.person)
    bench.select(step.id)
    let before = try bench.store.detail(step.id).orThrow().request.version
    bench.press(step.keys)
    bench.settle()
    #expect(try bench.store.detail(step.id).orThrow().request.version > before)
    #expect(bench.state.overlays.isEmpty)
    #expect(bench.state.typeAhead.wait == .nothing)
    #expect(bench.state.toast?.toast.kind != .danger && bench.state.toast?.toast.kind != .warning)
    #expect(!bench.toast.isEmpty)
  }

  @Test("Every kind of step is in the table above")
  func tableIsWhole() {
    let covered = Set(
      (StepByKeys.all + StepByKeys.ofTickets).compactMap {
        if case .perform(let command, _, _) = $0.effect { command.kind } else { nil }
      })
    #expect(
      covered.union([
        .reopen, .link, .unlink, .inform, .acknowledge, .reconcile, .inquire, .answerInquiry,
        .closeInquiry,
      ])
      // Only what was decided can be changed or done: see TaskKeyTests.
      .union([.changeTask, .settleTask])
      .union([.answerReturn, .answerExtension, .visit, .review, .reply])
        == Set(CommandKind.allCases))
  }

  @Test("What is closed is opened again from the view of closed ones")
  func reopens() throws {
    var bench = try DeskBench()
    bench.play("vvv")
    #expect(bench.state.requests.filter.view == .closed)
    bench.select("ended")
    let effects = bench.press("R又坏了<Enter>")
    #expect(
      effects.filter(\.isWriting) == [
        .perform(.reopen(reason: "又坏了"), RequestID("ended"), version: 9)
      ])
  }

  @Test("Photos go along with the result, by their paths")
  func resolvesWithPhotos() throws {
    var bench = try DeskBench()
    bench.select("there")
    let effects = bench.press("c疏通了<Enter>~/a.jpg '/b c.jpg'<Enter>")
    #expect(
      effects.filter(\.isWriting) == [
        .resolve(
          outcome: "疏通了", photoPaths: ["~/a.jpg", "/b c.jpg"], RequestID("there"), version: 6)
      ])
  }

  @Test(
    "What cannot be done says why and asks the store for nothing",
    arguments: [
      ("d", "new", "请先「分级」再派单"), ("s", "new", "反馈以后"), ("o", "pooled", "还没有人抢单"),
      ("b", "refused", "「督办受理」须由书记办理"), ("R", "new", "还没有办结"), ("P", "new", "没有挂起"),
      ("X", "ticket", "不能撤销"), ("T", "done", "没有登记电话"), ("u", "told", "不能撤回"),
      ("t", "council", "不再改级"),
    ])
  func refuses(_ key: String, _ id: String, _ reason: String) throws {
    var bench = try DeskBench()
    bench.select(id)
    let effects = bench.press(key)
    #expect(effects.isEmpty && bench.state.overlays.isEmpty)
    #expect(bench.toast.contains(reason))
    #expect(bench.screen.contains(reason))
  }

  @Test("A required answer that is missing keeps the form, and nothing is asked of the store")
  func wantsWords() throws {
    var bench = try DeskBench()
    bench.select("told")
    #expect(bench.press("x<Enter>").filter(\.isWriting).isEmpty)
    #expect(bench.state.topForm?.kind == .reject)
    #expect(bench.screen.contains("请填写原因"))
  }

  @Test("Undoing asks first, with Cancel chosen and a key of its own")
  func undoAsks() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.press("u")
    let question = try bench.state.topQuestion.orThrow()
    #expect(!question.confirm.isConfirmFocused)
    #expect(question.confirm.confirmKey != nil && question.confirm.confirmKey != Key("u"))
    #expect(bench.press("u").isEmpty, "the key that asked never answers")
    #expect(bench.press("<Enter>").isEmpty, "Enter presses Cancel")
    #expect(bench.state.overlays.isEmpty)
    #expect(bench.press("u<Esc>").isEmpty && bench.state.overlays.isEmpty)
  }

  @Test("Who may only read gives no step, and hears who may")
  func readOnly() throws {
    var bench = try DeskBench(as: Invented.zhou)
    for command in DeskCommand.all {
      guard !command.kinds.isEmpty, let key = command.keys.first else { continue }
      #expect(bench.send(.input(.key(key))).isEmpty)
      #expect(bench.state.overlays.isEmpty)
      #expect(bench.toast.contains("您现在是只读"))
    }
    #expect(bench.press("n").isEmpty && bench.toast.contains("您现在是只读"))
    #expect(bench.press("I").isEmpty && bench.toast.contains("您现在是只读"))
    bench.press("<Enter>")
    let steps = Set(DeskCommand.all.filter { !$0.kinds.isEmpty || $0.id == .next }.map(\.name))
    let items = try bench.state.topMenu.orThrow().items
    #expect(items.contains { steps.contains($0.id) && $0.disabledReason == nil } == false)
  }
}
