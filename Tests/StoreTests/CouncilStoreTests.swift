import CoreModel
import Testing

@testable import Store

@Suite("议事会 in the store") struct CouncilStoreTests {
  private static let seats = [
    CouncilSeat(.secretary, "周敏"), CouncilSeat(.committee, "王芳"), CouncilSeat(.resident, "王阿姨"),
  ]

  /// A request whose resident had an answer: what is owed next is what becomes of it.
  private func answered(
    _ desk: TestDesk, _ text: String, group: Int, urgency: Urgency = .normal
  ) throws -> RequestDetail {
    try desk.add(text, group: group, urgency: urgency, followedBy: [.respond(note: "")])
  }

  private func call(
    _ desk: TestDesk, _ items: [AgendaItem], kind: CouncilKind = .coordination,
    minutes: Int = 60, late: String = "", after: Int = 0
  ) throws -> CouncilMeeting {
    try desk.store.callCouncil(
      CouncilOrder(
        kind: kind, items: items.map(\.reference), start: desk.now.adding(minutes: minutes),
        place: "居委会议室", people: Self.seats, lateReason: late),
      in: desk.scope, by: desk.actor, at: desk.now.adding(minutes: after))
  }

  private func give(
    _ desk: TestDesk, _ command: CouncilCommand, _ meeting: CouncilMeeting, minutes: Int = 60
  ) throws -> CouncilMeeting {
    try desk.store.perform(
      command, on: meeting.id, in: desk.scope, by: desk.boss,
      at: desk.now.adding(minutes: minutes))
  }

  private func task(_ desk: TestDesk, _ title: String, days: Int = 3) -> TaskOrder {
    TaskOrder(
      title: title, person: desk.fitter.id, dueAt: desk.now.adding(minutes: days * 1440))
  }

  /// Meets about items with one verdict each, and closes.
  private func hold(
    _ desk: TestDesk, _ items: [AgendaItem], _ resolutions: [CouncilResolution],
    kind: CouncilKind = .coordination, after: Int = 0
  ) throws -> CouncilMeeting {
    let meeting = try call(desk, items, kind: kind, after: after)
    let minutes = max(60, after)
    _ = try give(desk, .attend(Self.seats), meeting, minutes: minutes)
    for resolution in resolutions {
      _ = try give(desk, .resolve(resolution), meeting, minutes: minutes)
    }
    return try give(
      desk, .close(CouncilClosing(host: "周敏", recorder: "王芳")), meeting, minutes: minutes)
  }

  private func propose(
    _ desk: TestDesk, _ title: String, _ requests: [RequestDetail] = []
  ) throws -> AgendaItem {
    try desk.store.propose(
      AgendaOrder(title: title), about: requests.map(\.history.id), in: desk.scope,
      by: desk.actor, at: desk.now)
  }

  private func detail(_ desk: TestDesk, _ request: RequestDetail) throws -> RequestDetail {
    try desk.store.detail(id: request.history.id)
  }

  @Test(
    "Proposing escalates what is not escalated, takes 并件 along, and takes both out of the pool")
  func proposing() throws {
    let desk = try TestDesk()
    let main = try answered(desk, "排水管堵了", group: 0)
    let linked = try answered(desk, "厨房返水", group: 0)
    let other = try desk.add("停车难", followedBy: [.escalate(reason: "要大家商量")])
    _ = try desk.store.perform(
      .link(to: main.history.id, note: ""), on: linked.history.id, expecting: nil, by: desk.actor,
      at: desk.now)
    #expect(
      try desk.store.councilBoard(of: desk.scope, at: desk.now).pool.map(\.id)
        == [other.history.id])
    // Whoever means the 并件 means the matter.
    let item = try propose(desk, "12号楼排水管", [linked])
    #expect(item.number == 1 && item.sources.count == 2)
    for request in [main, linked] {
      let now = try detail(desk, request).request
      #expect(now.stage == .escalated && now.carriedBy?.link.id == item.id.text)
    }
    #expect(
      try desk.store.sources(of: item.link, in: desk.scope).map(\.row.number).count == 2)
    let error = #expect(throws: StoreError.self) { try propose(desk, "又一个", [main]) }
    #expect(error?.message.contains("12号楼排水管") == true)
    // Nothing of what was refused stays.
    #expect(try propose(desk, "停车", [other]).number == 2)
    #expect(try desk.store.councilBoard(of: desk.scope, at: desk.now).pool.isEmpty)
  }

  @Test("A date starts it, a sign-in is the meeting: the limits of the 议事会 stop by that")
  func clocks() throws {
    let desk = try TestDesk()
    let calm = try answered(desk, "排水管堵了", group: 0)
    let pressing = try answered(desk, "高空坠物", group: 1, urgency: .urgent)
    let one = try propose(desk, "排水管", [calm])
    let two = try propose(desk, "坠物", [pressing])
    func runs(_ request: RequestDetail) throws -> Bool {
      try detail(desk, request).clocks.contains { $0.kind == .council && $0.stoppedAt == nil }
    }
    let limit = try desk.store.agendaLine(two.id, in: desk.scope, at: desk.now).limit
    #expect(limit == desk.now.adding(minutes: 48 * 60))
    let error = #expect(throws: StoreError.self) {
      try call(desk, [one, two], minutes: 3 * 1440)
    }
    #expect(error?.message.contains("坠物") == true)
    #expect(try desk.store.councilBoard(of: desk.scope, at: desk.now).meetings.isEmpty)
    let meeting = try call(desk, [one, two])
    #expect(try !runs(calm) && runs(pressing))
    let owed = try #require(try detail(desk, calm).obligation)
    #expect(owed.kind == .meeting && owed.dueAt == meeting.start)
    _ = try give(desk, .attend(Self.seats), meeting)
    #expect(try !runs(pressing))
  }

  @Test("What was called pressing by hand is met about within 48 hours, whatever its requests are")
  func pressingByHand() throws {
    let desk = try TestDesk()
    let calm = try answered(desk, "排水管堵了", group: 0)
    let item = try desk.store.propose(
      AgendaOrder(title: "排水管", urgency: .urgent), about: [calm.history.id], in: desk.scope,
      by: desk.actor, at: desk.now)
    let due = desk.now.adding(minutes: 48 * 60)
    func line(_ item: AgendaItem) throws -> AgendaLine {
      let line = try desk.store.agendaLine(item.id, in: desk.scope, at: desk.now)
      return line
    }
    #expect(try line(item).limit == due)
    #expect(try detail(desk, calm).obligation?.dueAt == due)
    let error = #expect(throws: StoreError.self) { try call(desk, [item], minutes: 5 * 1440) }
    #expect(error?.message.contains("48 小时") == true)
    let meeting = try call(desk, [item])
    #expect(try line(item).limit == due)
    _ = try give(desk, .attend(Self.seats), meeting)
    #expect(try line(item).limit == nil)
    // Without a request it is as pressing.
    let alone = try desk.store.propose(
      AgendaOrder(title: "墙皮", urgency: .critical), in: desk.scope, by: desk.actor, at: desk.now)
    #expect(try line(alone).limit == due)
  }

  @Test("What is being met about is not late: it is to be decided by the next working day")
  func beingHeld() throws {
    let desk = try TestDesk()
    let request = try answered(desk, "排水管堵了", group: 0)
    let added = try answered(desk, "高空坠物", group: 1)
    let item = try propose(desk, "排水管", [request])
    let later = try propose(desk, "坠物", [added])
    let meeting = try call(desk, [item], minutes: 10)
    _ = try give(desk, .attend(Self.seats), meeting, minutes: 20)
    _ = try give(desk, .list(later.id, lateReason: ""), meeting, minutes: 25)
    for one in [request, added] {
      let owed = try #require(try detail(desk, one).obligation)
      #expect(owed.kind == .meeting && owed.dueAt.day > desk.now.day)
    }
    // Who closes it the next morning finds everything as it was left.
    for id in [item.id, later.id] {
      let resolution = CouncilResolution(item: id, verdict: .decline, words: "不归小区管")
      _ = try give(desk, .resolve(resolution), meeting, minutes: 30)
    }
    _ = try give(
      desk, .close(CouncilClosing(host: "周敏", recorder: "王芳")), meeting, minutes: 600)
    #expect(try detail(desk, request).request.stage == .resolved)
  }

  @Test(
    "Adopted, it becomes tasks; the last that is done resolves the requests, and they owe 告知居民")
  func adopting() throws {
    let desk = try TestDesk()
    let request = try answered(desk, "排水管堵了", group: 0)
    let item = try propose(desk, "排水管", [request])
    let resolution = CouncilResolution(
      item: item.id, verdict: .adopt, words: "先疏通再换",
      tasks: [task(desk, "疏通"), task(desk, "比三家报价", days: 9)])
    _ = try hold(desk, [item], [resolution])
    let tasks = try desk.store.tasks(from: item.link, in: desk.scope)
    #expect(tasks.map(\.title) == ["疏通", "比三家报价"])
    var owed = try #require(try detail(desk, request).obligation)
    #expect(owed.kind == .carrying && owed.dueAt == tasks[0].dueAt)
    #expect(owed.owedBy == .handler(.person(desk.fitter.id)))
    // Another date of a task is another date of the request.
    let later = tasks[0].dueAt.adding(minutes: 60)
    _ = try desk.store.perform(
      .change(TaskChange(tasks[0].id, person: desk.officer.id, dueAt: later, reason: "下雨")),
      in: desk.scope, by: desk.actor, at: desk.now.adding(minutes: 70))
    owed = try #require(try detail(desk, request).obligation)
    #expect(owed.dueAt == later && owed.owedBy == .handler(.person(desk.officer.id)))
    for task in tasks {
      #expect(try detail(desk, request).request.stage == .escalated)
      _ = try desk.store.perform(
        .settle(TaskSettlement(task.id, .done, words: "好了")), in: desk.scope, by: desk.actor,
        at: desk.now.adding(minutes: 80))
    }
    let after = try detail(desk, request)
    #expect(after.request.stage == .resolved && after.obligation?.kind == .telling)
    #expect(after.request.resolution?.outcome.contains("先疏通再换") == true)
    let line = try desk.store.agendaLine(item.id, in: desk.scope, at: desk.now)
    #expect(line.item.status == .settled && line.kept.count == 1)
    // Closed only after the resident was told.
    let told = try desk.store.perform(
      .feedback(Feedback("疏通好了", by: .phone)), on: request.history.id, expecting: nil,
      by: desk.actor, at: desk.now.adding(minutes: 90))
    #expect(told.request.stage == .fedBack)
    // What was done is reviewed afterwards, and what that finds is done by itself.
    let review = CouncilResolution(
      item: item.id, verdict: .adopt, words: "再查一遍", tasks: [task(desk, "复查")])
    _ = try hold(desk, [line.item], [review], kind: .review, after: 100)
    #expect(try desk.store.openTasks(of: desk.scope).map(\.task.title) == ["复查"])
    #expect(
      try desk.store.agendaLine(item.id, in: desk.scope, at: desk.now).item.status == .settled)
  }

  @Test("When all tasks are dropped nothing is settled: it is to be met about again")
  func dropped() throws {
    let desk = try TestDesk()
    let request = try answered(desk, "排水管堵了", group: 0)
    let item = try propose(desk, "排水管", [request])
    _ = try hold(
      desk, [item],
      [
        CouncilResolution(
          item: item.id, verdict: .adopt, words: "疏通", tasks: [task(desk, "疏通")])
      ])
    let only = try #require(try desk.store.tasks(from: item.link, in: desk.scope).first)
    _ = try desk.store.perform(
      .settle(TaskSettlement(only.id, .dropped, words: "没有钱")), in: desk.scope, by: desk.actor,
      at: desk.now.adding(minutes: 80))
    let line = try desk.store.agendaLine(item.id, in: desk.scope, at: desk.now)
    #expect(line.item.status == .open && line.item.againAt != nil)
    let after = try detail(desk, request)
    #expect(after.request.stage == .escalated && after.obligation?.kind == .meeting)
  }

  @Test("Not adopted, the requests are resolved with the reason; 再议 keeps them with a date")
  func declining() throws {
    let desk = try TestDesk()
    let one = try answered(desk, "要车位", group: 0)
    let two = try answered(desk, "要遮雨棚", group: 1)
    let items = [try propose(desk, "车位", [one]), try propose(desk, "雨棚", [two])]
    let again = desk.now.adding(minutes: 7 * 1440)
    _ = try hold(
      desk, items,
      [
        CouncilResolution(item: items[0].id, verdict: .decline, words: "按合同分配，三月重新摇号"),
        CouncilResolution(item: items[1].id, verdict: .again, words: "材料不全", againAt: again),
      ])
    let declined = try detail(desk, one)
    #expect(declined.obligation?.kind == .telling)
    #expect(declined.request.resolution?.outcome == "议事会议定不采纳：按合同分配，三月重新摇号")
    let kept = try detail(desk, two)
    #expect(kept.obligation?.kind == .meeting && kept.obligation?.dueAt == again)
    #expect(
      try desk.store.agendaLine(items[1].id, in: desk.scope, at: desk.now).item.status == .open)
  }

  @Test("转微实事 hands the requests over: one thread, not resolved before the project is closed off")
  func handingOver() throws {
    let desk = try TestDesk()
    let request = try answered(desk, "扶手松了", group: 0)
    let empty = try propose(desk, "没有诉求")
    let item = try propose(desk, "加装扶手", [request])
    func resolution(_ item: AgendaItem) -> CouncilResolution {
      CouncilResolution(
        item: item.id, verdict: .project, words: "六层都装", tasks: [task(desk, "进场安装", days: 20)])
    }
    #expect(throws: StoreError.self) { try hold(desk, [empty], [resolution(empty)]) }
    _ = try hold(desk, [item], [resolution(item)])
    let after = try detail(desk, request)
    #expect(after.request.stage == .escalated && after.request.carriedBy?.link.kind == .project)
    #expect(after.request.carriedBy?.link.title == "加装扶手")
    #expect(after.obligation?.kind == .milestone)
    #expect(after.request.onward.count == 2)
    #expect(after.request.onward.first { $0.link.kind == .agenda }?.isOpen == false)
    #expect(
      try desk.store.agendaLine(item.id, in: desk.scope, at: desk.now).item.status == .settled)
    // They are tasks of nobody: the project has them as milestones.
    #expect(try desk.store.openTasks(of: desk.scope).isEmpty)
  }

  @Test("并件 go along into the 微实事; what was cancelled meanwhile holds no meeting up")
  func handingOverLinked() throws {
    let desk = try TestDesk()
    let main = try answered(desk, "扶手松了", group: 0)
    let linked = try answered(desk, "扶手晃", group: 0)
    _ = try desk.store.perform(
      .link(to: main.history.id, note: ""), on: linked.history.id, expecting: nil, by: desk.actor,
      at: desk.now)
    let item = try propose(desk, "加装扶手", [main])
    let error = #expect(throws: StoreError.self) {
      try desk.store.startProject(
        ProjectPlan(
          name: "又一个", owner: desk.secretary.id,
          milestones: [
            MilestonePlan(
              .building, "完工", by: desk.fitter.id, due: desk.now.day.adding(days: 5))
          ]), requests: [main.history.id], in: desk.scope, by: desk.boss, at: desk.now)
    }
    #expect(error?.message.contains("转微实事") == true)
    func resolution(_ title: String) -> CouncilResolution {
      CouncilResolution(
        item: item.id, verdict: .project, words: "六层都装", tasks: [task(desk, title, days: 20)])
    }
    #expect(throws: StoreError.self, "Said when it is resolved, not at the close") {
      try hold(desk, [item], [resolution(String(repeating: "装", count: 61))])
    }
    let meeting = try #require(
      try desk.store.councilBoard(of: desk.scope, at: desk.now).meetings.first)
    _ = try give(desk, .resolve(resolution("安装")), meeting)
    _ = try give(desk, .close(CouncilClosing(host: "周敏", recorder: "王芳")), meeting)
    for request in [main, linked] {
      let now = try detail(desk, request)
      #expect(now.request.carriedBy?.link.kind == .project && now.obligation?.kind == .milestone)
    }
    #expect(try desk.store.doctor(sample: 100).ok)
  }

  @Test("An open 并件 whose 主件 is over goes to the 议事会 by itself")
  func linkedAlone() throws {
    let desk = try TestDesk()
    let main = try answered(desk, "车棚", group: 0)
    let linked = try answered(desk, "车棚漏雨", group: 0)
    for (command, id) in [
      (RequestCommand.link(to: main.history.id, note: ""), linked.history.id),
      (.cancel(reason: "重复登记"), main.history.id),
    ] {
      _ = try desk.store.perform(command, on: id, expecting: nil, by: desk.actor, at: desk.now)
    }
    let item = try propose(desk, "车棚", [linked])
    #expect(item.sources.map(\.id) == [linked.history.id])
  }

  @Test("A notice names no door: neither in the 议题 nor in the 微实事")
  func doors() throws {
    let desk = try TestDesk()
    for title in ["12号502室王阿姨家漏水", "12号502漏水", "漏水 13800002046"] {
      #expect(throws: StoreError.self) { try propose(desk, title) }
    }
    for title in ["12号楼漏水", "2026年物业费每户300元", "3号2026年加装电梯"] { _ = try propose(desk, title) }
  }

  @Test("Moved, struck or cancelled, an item is due again, and its requests know")
  func moving() throws {
    let desk = try TestDesk()
    let request = try answered(desk, "排水管堵了", group: 0)
    let item = try propose(desk, "排水管", [request])
    var meeting = try call(desk, [item])
    #expect(throws: StoreError.self) { try call(desk, [item], minutes: 90) }
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .withdraw(reason: "算了"), on: item.id, in: desk.scope, by: desk.boss, at: desk.now)
    }
    let start = meeting.start.adding(minutes: 1440)
    meeting = try give(
      desk, .move(CouncilMove(start: start, place: "花园", reason: "停电")), meeting, minutes: 10)
    #expect(try detail(desk, request).obligation?.dueAt == start)
    #expect(meeting.timesMoved == 1)
    // Whoever saw it before is told who was faster.
    let error = #expect(throws: StoreError.self) {
      try desk.store.perform(
        .announce(how: "群里"), on: meeting.id, expecting: 1, in: desk.scope, by: desk.actor,
        at: desk.now.adding(minutes: 11))
    }
    guard case .conflict = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    _ = try give(desk, .cancel(reason: "书记出差"), meeting, minutes: 20)
    let after = try detail(desk, request)
    #expect(after.obligation?.kind == .meeting && after.obligation?.dueAt != start)
    #expect(
      try desk.store.agendaLine(item.id, in: desk.scope, at: desk.now).item.status == .open)
    let board = try desk.store.councilBoard(of: desk.scope, at: desk.now)
    #expect(board.meetings.isEmpty && board.past.count == 1 && board.items.count == 1)
  }

  @Test("Requests leave, items merge and are withdrawn; none of their requests is lost")
  func merging() throws {
    let desk = try TestDesk()
    let requests = [
      try answered(desk, "排水管堵了", group: 0), try answered(desk, "厨房返水", group: 1),
      try answered(desk, "地漏冒水", group: 2),
    ]
    let one = try propose(desk, "12号楼排水", [requests[0], requests[1]])
    let two = try propose(desk, "3号楼排水", [requests[2]])
    func give(_ command: AgendaCommand, _ item: AgendaItem) throws -> AgendaItem {
      try desk.store.perform(
        command, on: item.id, in: desk.scope, by: desk.boss, at: desk.now)
    }
    _ = try give(.leave(requests[1].history.id, reason: "另一根管子"), one)
    func pool() throws -> Set<RequestID> {
      Set(try desk.store.councilBoard(of: desk.scope, at: desk.now).pool.map(\.id))
    }
    #expect(try pool() == [requests[1].history.id])
    #expect(throws: StoreError.self) {
      try give(.leave(requests[1].history.id, reason: "再移一次"), one)
    }
    let merged = try give(.merge(into: two.id), one)
    #expect(merged.status == .merged)
    let target = try desk.store.agendaLine(two.id, in: desk.scope, at: desk.now)
    #expect(Set(target.kept.map(\.id)) == [requests[0].history.id, requests[2].history.id])
    #expect(throws: StoreError.self) { try give(.merge(into: one.id), two) }
    #expect(throws: StoreError.self) { try give(.merge(into: two.id), one) }
    #expect(try desk.store.agendaItem(numbered: 2, in: desk.scope) == two.id)
    _ = try give(.withdraw(reason: "居民自己谈好了"), two)
    #expect(try pool().count == 3)
    let doctor = try desk.store.doctor(sample: 100)
    #expect(doctor.ok)
  }

  @Test("A request that is carried is not cancelled, dispatched or resolved beside it")
  func carried() throws {
    let desk = try TestDesk()
    let request = try answered(desk, "排水管堵了", group: 0)
    _ = try propose(desk, "排水管", [request])
    for command in [
      RequestCommand.cancel(reason: "撤回"), .resolve(Resolution(outcome: "好了")),
    ] {
      let error = #expect(throws: StoreError.self) {
        try desk.store.perform(
          command, on: request.history.id, expecting: nil, by: desk.actor, at: desk.now)
      }
      #expect(error?.message.contains("排水管") == true)
    }
  }
}
