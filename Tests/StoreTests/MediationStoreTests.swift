import CoreModel
import Testing

@testable import Store

@Suite("调解 in the database") struct MediationStoreTests {
  private let desk: TestDesk

  init() throws { desk = try TestDesk() }

  private var order: MediationOrder {
    MediationOrder(
      title: "漏水赔偿", words: "张三家漏到李四家",
      parties: [MediationParty("张三"), MediationParty("李四")],
      pair: MediatorPair(lead: desk.officer.id, second: desk.secretary.id),
      method: ChecklistBook.standard.checklist(named: "调解四步法")
        ?? Checklist(name: "", kind: .steps, points: []), talkAt: desk.now.adding(minutes: 600))
  }

  private func perform(_ command: MediationCommand, on one: Mediation) throws -> Mediation {
    try desk.store.perform(
      command, on: one.id, expecting: nil, in: desk.scope, by: desk.actor,
      at: desk.now.adding(minutes: one.version))
  }

  @Test(
    "What parties said stays in the case; ticking its 回访 off does not end it"
  )
  func course() throws {
    let request = try desk.add("楼上漏水")
    let id = request.history.id
    var one = try desk.store.mediate(
      order, about: [id], in: desk.scope, by: desk.actor, at: desk.now)
    #expect(try desk.store.detail(id: id).request.onward.first?.step?.what == "调解谈话")
    one = try perform(.step(MediationStep(0, words: "张三说不赔")), on: one)
    one = try perform(
      .agree(
        MediationAgreement(
          "李四修管", isWritten: true, visitAt: desk.now.adding(minutes: 9000))), on: one)
    let tasks = try desk.store.openTasks(of: desk.scope).map(\.task)
    #expect(tasks.map(\.title) == ["一案一回访：漏水赔偿"] && tasks[0].person == desk.officer.id)
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .settle(TaskSettlement(tasks[0].id, .done)), in: desk.scope, by: desk.actor,
        at: desk.now.adding(minutes: 30))
    }
    try desk.store.perform(
      .change(
        TaskChange(
          tasks[0].id, person: desk.officer.id, dueAt: desk.now.adding(minutes: 9900), reason: "出差")
      ),
      in: desk.scope, by: desk.actor, at: desk.now.adding(minutes: 31))
    one = try desk.store.mediation(one.id, of: desk.scope)
    #expect(one.nextAt == desk.now.adding(minutes: 9900))
    one = try desk.store.perform(
      .visit(MediationVisit("都修好了", isKept: true)), on: one.id, expecting: one.version,
      in: desk.scope, by: desk.actor, at: desk.now.adding(minutes: 40))
    #expect(!one.isOpen)
    #expect(try desk.store.openTasks(of: desk.scope).isEmpty)
    let after = try desk.store.detail(id: id).request
    #expect(after.isOpen && after.onward.first?.outcome == "调解成功，已回访")
    let texts = try desk.store.detail(id: id).history.events.map { "\($0.event)" }.joined()
    #expect(!texts.contains("不赔") && !texts.contains("修管"))
    let board = try desk.store.mediationBoard(of: desk.scope)
    #expect(board.open.isEmpty && board.ended.map(\.id) == [one.id])
  }

  @Test("What cannot be mediated goes to the three offices as a whistle about the same request")
  func failed() throws {
    let request = try desk.add("楼上漏水")
    let one = try desk.store.mediate(
      order, about: [request.history.id], in: desk.scope, by: desk.actor, at: desk.now)
    let after = try perform(.fail(MediationFailure(.threeOffices, words: "谈不拢")), on: one)
    #expect(after.ending?.title == "不成，转三所联动")
    let whistles = try desk.store.whistles(of: desk.scope)
    #expect(whistles.first?.calls.map(\.unit.name) == ["派出所", "司法所", "律师事务所"])
    #expect(whistles.first?.requests.map(\.id) == [request.history.id])
    let onward = try desk.store.detail(id: request.history.id).request.onward
    #expect(onward.map(\.isOpen).sorted { !$0 && $1 } == [false, true])
    #expect(try desk.store.openTasks(of: desk.scope).isEmpty)
  }

  @Test("Another A角 has the task too, and what the desk closed meanwhile holds nothing up")
  func staffed() throws {
    let request = try desk.add("楼上漏水")
    var one = try desk.store.mediate(
      order, about: [request.history.id], in: desk.scope, by: desk.actor, at: desk.now)
    let pair = MediatorPair(
      lead: desk.secretary.id, second: desk.officer.id, reason: "A角回避")
    one = try perform(.staff(pair), on: one)
    #expect(one.keeper == desk.secretary.id)
    #expect(
      try desk.store.openTasks(of: desk.scope).map(\.task.person) == [desk.secretary.id])
    #expect(one.nextAt == order.talkAt)
    _ = try desk.store.perform(
      .cancel(reason: "居民撤回"), on: request.history.id, expecting: nil, by: desk.actor,
      at: desk.now.adding(minutes: 2))
    one = try perform(.fail(MediationFailure(.threeOffices, words: "谈不拢")), on: one)
    #expect(!one.isOpen)
  }

  @Test(
    "An early sign is a task; reviewed it comes back, and becomes a case"
  )
  func latent() throws {
    var one = try desk.store.notice(
      LatentSign(
        title: "晾晒争执", words: "", place: "", watcher: desk.secretary.id,
        reviewAt: desk.now.adding(minutes: 900)), in: desk.scope, by: Actor(desk.fitter),
      at: desk.now)
    var tasks = try desk.store.openTasks(of: desk.scope).map(\.task)
    #expect(tasks.map(\.title) == ["复看潜在矛盾：晾晒争执"])
    one = try perform(
      .review(
        LatentReview(.watching, words: "还在吵", reviewAt: desk.now.adding(minutes: 1900))), on: one)
    tasks = try desk.store.openTasks(of: desk.scope).map(\.task)
    #expect(tasks.map(\.dueAt) == [desk.now.adding(minutes: 1900)])
    one = try perform(.open(order), on: one)
    tasks = try desk.store.openTasks(of: desk.scope).map(\.task)
    #expect(tasks.map(\.title) == ["调解谈话：漏水赔偿"] && one.sign?.title == "晾晒争执")
    one = try perform(.withdraw(reason: "双方和好"), on: one)
    #expect(try desk.store.openTasks(of: desk.scope).isEmpty)
  }
}
