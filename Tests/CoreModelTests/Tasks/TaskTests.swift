import Testing

@testable import CoreModel

@Suite("交办: tasks of a request and tasks that stand by themselves") struct TaskTests {
  private func order(
    _ title: String = "带梯子去看", by person: Actor = Cast.plumber, due: Instant, id: String = ""
  ) -> TaskCommand {
    .set(TaskOrder(id: TaskID(id), title: title, person: person.person, dueAt: due))
  }

  private func settle(_ task: DeskTask, _ outcome: TaskSettlement.Outcome, _ words: String = "")
    -> TaskCommand
  {
    .settle(TaskSettlement(task.id, outcome, words: words))
  }

  @Test("What a meeting decides is owed next, by whoever is to do it")
  func becomesTheObligation() throws {
    var story = try #require(RequestStory())
    try story.give([.respond(note: ""), .gradeFirst, .dispatchToPlumber, .accept(by: nil)])
    let due = story.now.adding(minutes: 5)
    try story.give(.task(order(by: Cast.secretary, due: due)))
    let owed = try #require(DeadlineRules.standard.obligation(for: story.request))
    #expect(owed.kind == .task && owed.dueAt == due)
    #expect(owed.owedBy == .handler(.person(Cast.secretary.person)))
    #expect(owed.kind.steps(on: story.request) == [.settleTask, .changeTask])
    try story.give(.task(settle(try #require(story.request.openTasks.first), .done)))
    #expect(DeadlineRules.standard.obligation(for: story.request)?.kind != .task)
  }

  @Test(
    "A step that falls due before the task stays next; one that was late when it was decided does not"
  )
  func besideOtherSteps() throws {
    var story = try #require(RequestStory())
    let answer = try #require(DeadlineRules.standard.obligation(for: story.request))
    try story.give(.task(order(due: story.now.adding(minutes: 600))))
    #expect(DeadlineRules.standard.obligation(for: story.request) == answer)
    // Nobody took it on in time; later the meeting says who sees to it.
    var late = try #require(RequestStory())
    try late.give([.respond(note: ""), .gradeFirst, .dispatchToPlumber])
    let step = try #require(DeadlineRules.standard.obligation(for: late.request))
    for _ in 0..<600 where late.now <= step.dueAt { try late.give(.note(text: "等")) }
    #expect(late.now > step.dueAt)
    let due = late.now.adding(minutes: 600)
    try late.give(.task(order(due: due)))
    let owed = try #require(DeadlineRules.standard.obligation(for: late.request))
    #expect(owed.kind == .task && owed.dueAt == due)
    #expect(
      DeadlineRules.standard.clocks(for: late.request).contains {
        $0.kind == step.kind && $0.isMissed(at: late.now)
      }, "that it was late is not forgotten")
  }

  @Test("No decision of the meeting stands in for the answer that the resident still waits for")
  func answerStaysDue() throws {
    var story = try #require(RequestStory())
    let answer = try #require(DeadlineRules.standard.obligation(for: story.request))
    #expect(answer.kind == .firstResponse)
    for _ in 0..<60 { try story.give(.note(text: "等")) }
    #expect(story.now > answer.dueAt)
    try story.give(.task(order(due: story.now.adding(minutes: 3 * 1440))))
    #expect(DeadlineRules.standard.obligation(for: story.request) == answer)
  }

  @Test("Giving a task to somebody else does not hide what became late since it was decided")
  func handingOn() throws {
    var story = try #require(RequestStory())
    try story.give(.task(order(due: story.now.adding(minutes: 600))))
    let decided = try #require(story.request.openTasks.first)
    let other = TaskChange(
      decided.id, person: Cast.director.person, dueAt: decided.dueAt, reason: "")
    try story.give(.task(.change(other)))
    #expect(story.request.openTasks.first?.decidedAt == decided.setAt)
    let later = TaskChange(
      decided.id, person: Cast.director.person, dueAt: decided.dueAt.adding(minutes: 60),
      reason: "等配件")
    try story.give(.task(.change(later)))
    #expect(story.request.openTasks.first?.decidedAt == story.now)
  }

  @Test("Nothing of a ticket is due after the city's limit, a task neither")
  func cityLimitBounds() throws {
    let start = shanghai("2026-11-20T10:00")
    let limit = start.adding(minutes: 600)
    var story = try #require(
      RequestStory(
        hotline: HotlineTicket(
          number: "T1", kind: .help, kindText: "求助", assignedAt: start, statedDueAt: limit)))
    try story.give(.task(order(due: start.adding(minutes: 3 * 1440))))
    let owed = try #require(DeadlineRules.standard.obligation(for: story.request))
    #expect(owed.dueAt <= limit)
  }

  @Test("Of several the one due first is owed, and each is settled by itself")
  func several() throws {
    var story = try #require(RequestStory())
    try story.give([.respond(note: ""), .gradeFirst, .dispatchToPlumber])
    try story.give(.task(order("第二", due: story.now.adding(minutes: 9))))
    try story.give(.task(order("第一", due: story.now.adding(minutes: 2))))
    #expect(story.request.openTasks.map(\.title) == ["第一", "第二"])
    #expect(Set(story.request.tasks.map(\.id)).count == 2)
    try story.give(.task(settle(story.request.openTasks[0], .dropped, "不用了")))
    #expect(story.request.openTasks.map(\.title) == ["第二"])
    let clocks = DeadlineRules.standard.clocks(for: story.request).filter { $0.kind == .task }
    #expect(clocks.count == 2 && clocks.count { $0.stoppedAt == nil } == 1)
    #expect(clocks.allSatisfy { $0.explanation.contains("晨会或值班台定的期限") })
  }

  @Test("Putting off needs a reason and is counted; another person or an earlier date needs none")
  func changing() throws {
    var story = try #require(RequestStory())
    try story.give(.task(order(due: story.now.adding(minutes: 60))))
    var task = try #require(story.request.openTasks.first)
    func change(_ due: Instant, _ person: Actor = Cast.plumber, _ reason: String = "")
      -> RequestCommand
    { .task(.change(TaskChange(task.id, person: person.person, dueAt: due, reason: reason))) }
    #expect(throws: Refusal.self) { try story.give(change(task.dueAt.adding(minutes: 60))) }
    #expect(throws: Refusal.self) { try story.give(change(task.dueAt)) }
    try story.give(change(task.dueAt, Cast.director))
    try story.give(change(task.dueAt.adding(minutes: -10), Cast.director))
    #expect(story.request.tasks[0].timesPutOff == 0)
    #expect(story.request.tasks[0].person == Cast.director.person)
    task = story.request.tasks[0]
    try story.give(change(task.dueAt.adding(minutes: 90), Cast.director, "等配件"))
    #expect(story.request.tasks[0].timesPutOff == 1)
    try story.give(.undo(reason: ""))
    #expect(story.request.tasks[0].timesPutOff == 0 && story.request.tasks[0] == task)
  }

  @Test(
    "What cannot be is refused with the reason",
    arguments: [
      ("", "plumber", 60, "请写交办什么"), ("去看", "reader", 60, "只能查看"), ("去看", "nobody", 60, "名册里没有"),
      ("去看", "plumber", -1, "将来的时间"), ("去看", "plumber", 93 * 1440, "最长"),
      (String(repeating: "长", count: 201), "plumber", 60, "请精简"),
    ])
  func refusals(_ title: String, _ person: String, _ minutes: Int, _ why: String) throws {
    let story = try #require(RequestStory())
    let order = TaskOrder(
      title: title, person: PersonID(person), dueAt: story.now.adding(minutes: minutes))
    var message = ""
    do {
      _ = try story.history.decide(
        .task(.set(order)), by: Cast.officer, at: story.now, in: Cast.directory, under: .standard)
    } catch { message = error.message }
    #expect(message.contains(why), "\(message)")
  }

  @Test("Who works outside the desk says that it is done, and decides nothing for others")
  func permissions() throws {
    var story = try #require(RequestStory())
    #expect(throws: Refusal.self) {
      try story.give(.task(order(due: story.now.adding(minutes: 60))), by: Cast.plumber)
    }
    try story.give(.task(order(due: story.now.adding(minutes: 60))))
    let task = try #require(story.request.openTasks.first)
    #expect(throws: Refusal.self) { try story.give(.task(settle(task, .dropped))) }
    #expect(throws: Refusal.self) { try story.give(.task(settle(task, .done)), by: Cast.reader) }
    try story.give(.task(settle(task, .done)), by: Cast.plumber)
    #expect(throws: Refusal.self) { try story.give(.task(settle(task, .done))) }
  }

  @Test("A request that is closed keeps what is still to be done, and takes no more")
  func afterClosing() throws {
    var story = try #require(RequestStory())
    try story.give(.task(order(due: story.now.adding(minutes: 60))))
    try story.give(RequestCommand.uptoFeedback + [.confirm(note: "")])
    #expect(story.request.openTasks.count == 1)
    #expect(throws: Refusal.self) {
      try story.give(.task(order(due: story.now.adding(minutes: 60))))
    }
    try story.give(.task(settle(story.request.openTasks[0], .done)))
    #expect(story.request.openTasks.isEmpty)
  }

  @Test("One that stands by itself goes the same way, as the fold of its own log")
  func alone() throws {
    let now = shanghai("2026-11-20T10:00")
    var records: [DutyRecord<TaskEvent>] = []
    func give(_ command: TaskCommand) throws {
      let event = try command.decide(
        on: DeskTask(records), by: Cast.officer, at: now, in: Cast.directory)
      records.append(
        DutyRecord(
          version: records.count + 1, at: now, actor: Cast.officer.person, event: event))
    }
    try give(order(due: now.adding(minutes: 60), id: "t1"))
    #expect(throws: Refusal.self) { try give(order(due: now.adding(minutes: 60), id: "t1")) }
    let task = try #require(DeskTask(records))
    #expect(task.isOpen && !task.isLate(at: now) && task.isLate(at: now.adding(minutes: 61)))
    try give(settle(task, .done, "看过了"))
    #expect(DeskTask(records)?.settlement?.words == "看过了")
  }
}
