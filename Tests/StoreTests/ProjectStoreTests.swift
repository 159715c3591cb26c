import CoreModel
import Foundation
import Testing

@testable import Store

@Suite("微实事 in the store") struct ProjectStoreTests {
  private func plan(_ desk: TestDesk, days: Int = 5) -> ProjectPlan {
    ProjectPlan(
      name: "12号楼加装扶手", kind: "设施维修改造", owner: desk.secretary.id,
      funds: [Funding("社区专项经费", Money(fen: 1_200_000))],
      milestones: [
        MilestonePlan(
          .building, "完工", by: desk.fitter.id, due: desk.now.day.adding(days: days))
      ])
  }

  private func escalated(_ desk: TestDesk, _ text: String) throws -> RequestID {
    try desk.add(
      text, group: 0, followedBy: [.respond(note: ""), .escalate(reason: "要装扶手")]
    ).history.id
  }

  private func later(_ desk: TestDesk, _ hours: Int) -> Instant {
    desk.now.adding(minutes: hours * 60)
  }

  /// As far as 销项, by the day after the last milestone.
  private func finish(_ line: ProjectLine, _ desk: TestDesk) throws {
    for (index, command) in [
      ProjectCommand.finishMilestone(MilestoneReport(1, on: desk.now.day, words: "装好了")),
      .addEvidence(ProjectEvidence(words: "验收单，档案柜 2 号")),
      .review(ProjectReview(on: desk.now.day, people: "代表", satisfied: 9)),
    ].enumerated() {
      _ = try desk.store.perform(
        command, on: line.id, expecting: index + 1, in: desk.scope, by: desk.boss,
        at: later(desk, 2))
    }
  }

  @Test("From 立项 to 告知居民: the milestone is the requests' next step, 销项 makes them owe the telling")
  func wholeWay() throws {
    let desk = try TestDesk()
    let one = try escalated(desk, "楼道没有扶手")
    // Not with the 议事会 yet: it is sent there in the same step.
    let two = try desk.add("老人下楼没处扶", group: 0).history.id
    let line = try desk.store.startProject(
      plan(desk), requests: [one, two, one], in: desk.scope, by: desk.boss, at: later(desk, 1))
    #expect(line.project.number == "2026-01")
    #expect(line.sources.map(\.id) == [one, two])
    for id in [one, two] {
      let detail = try desk.store.detail(id: id)
      #expect(detail.request.stage == .escalated)
      #expect(detail.obligation?.kind == .milestone || detail.obligation?.kind == .firstResponse)
    }
    #expect(try desk.store.detail(id: one).obligation?.kind == .milestone)
    #expect(try desk.store.detail(id: one).obligation?.owedBy == .handler(.person(desk.fitter.id)))

    try finish(line, desk)
    let closed = try desk.store.perform(
      .closeOff(ProjectClosing("扶手装好了")), on: line.id, expecting: 4, in: desk.scope,
      by: desk.boss, at: later(desk, 3))
    #expect(closed.project.stage == .closedOff)
    let after = try desk.store.detail(id: one)
    #expect(after.request.stage == .resolved)
    #expect(after.obligation?.kind == .telling)
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .confirm(note: ""), on: one, expecting: nil, by: desk.boss, at: later(desk, 4))
    }
    for command in [
      RequestCommand.feedback(Feedback("扶手装好了", by: .phone)), .confirm(note: ""),
    ] {
      _ = try desk.store.perform(
        command, on: one, expecting: nil, by: desk.boss, at: later(desk, 4))
    }
    let sources = try desk.store.project(line.id, of: desk.scope).sources
    #expect(sources.map(\.row.status) == [.closed, .resolved])
    #expect(sources.map(\.outcome) == ["扶手装好了", "扶手装好了"])
    let thread = try desk.store.thread(of: one, at: later(desk, 5))
    #expect(
      thread.stations.map(\.title).contains { $0 == "告知居民" }
        && thread.stations.allSatisfy { $0.state == .done })
    #expect(thread.stations.contains { $0.thing == line.project.link })
  }

  @Test("An overdue milestone rises in the queue, and another date moves it back, with its reason")
  func queue() throws {
    let desk = try TestDesk()
    let id = try escalated(desk, "楼道没有扶手")
    let line = try desk.store.startProject(
      plan(desk, days: 2), requests: [id], in: desk.scope, by: desk.boss, at: later(desk, 1))
    let due = desk.now.day.adding(days: 2).at(minute: Project.endOfDay)
    func row() throws -> QueueRow? {
      try desk.store.queue(QueueFilter(scope: desk.scope), now: desk.now).rows.first
    }
    #expect(try row()?.obligation?.kind == .milestone)
    #expect(try row()?.obligation?.dueAt == due)
    let moved = MilestoneShift(
      1, name: "完工", person: desk.officer.id, due: desk.now.day.adding(days: 9), reason: "材料没到")
    _ = try desk.store.perform(
      .changeMilestone(moved), on: line.id, expecting: 1, in: desk.scope, by: desk.boss,
      at: later(desk, 2))
    #expect(try row()?.obligation?.dueAt == moved.due.at(minute: Project.endOfDay))
    #expect(try row()?.obligation?.owedBy == .handler(.person(desk.officer.id)))
  }

  @Test("What cannot take part leaves nothing behind")
  func refusedStart() throws {
    let desk = try TestDesk()
    let good = try escalated(desk, "楼道没有扶手")
    let withdrawn = try desk.add("登记错了", group: 0, followedBy: [.cancel(reason: "登记错了")])
      .history.id
    func refuse(_ requests: [RequestID], _ words: String) throws {
      do {
        _ = try desk.store.startProject(
          plan(desk), requests: requests, in: desk.scope, by: desk.boss, at: later(desk, 1))
        Issue.record("started")
      } catch {
        #expect(error.message.contains(words), "\(error.message)")
      }
      #expect(try desk.store.projects(of: desk.scope, endedSince: desk.now).isEmpty)
      #expect(try desk.store.detail(id: good).request.onward.isEmpty)
    }
    try refuse([], "至少选一件")
    try refuse([good, withdrawn], "撤销")
    let line = try desk.store.startProject(
      plan(desk), requests: [good], in: desk.scope, by: desk.boss, at: later(desk, 1))
    // Twice in one, or in a second one.
    #expect(throws: StoreError.self) {
      try desk.store.addSource(
        good, to: line.id, expecting: nil, in: desk.scope, by: desk.boss, at: later(desk, 2))
    }
    #expect(throws: StoreError.self) {
      try desk.store.startProject(
        plan(desk), requests: [good], in: desk.scope, by: desk.boss, at: later(desk, 2))
    }
    // The desk's own ways out are shut while a project carries it.
    for command in [RequestCommand.cancel(reason: "不要了"), .resolve(Resolution(outcome: "好了"))] {
      #expect(throws: StoreError.self) {
        try desk.store.perform(
          command, on: good, expecting: nil, by: desk.boss, at: later(desk, 2))
      }
    }
  }

  @Test("Taken out or cancelled, requests go back to the 议事会")
  func back() throws {
    let desk = try TestDesk()
    let one = try escalated(desk, "楼道没有扶手")
    let two = try escalated(desk, "老人下楼没处扶")
    let line = try desk.store.startProject(
      plan(desk), requests: [one], in: desk.scope, by: desk.boss, at: later(desk, 1))
    #expect(try desk.store.projectCandidates(of: desk.scope).map(\.id) == [two])
    _ = try desk.store.addSource(
      two, to: line.id, expecting: 1, in: desk.scope, by: desk.boss, at: later(desk, 2))
    #expect(try desk.store.projectCandidates(of: desk.scope).isEmpty)
    let out = try desk.store.removeSource(
      two, from: line.id, reason: "另外办", expecting: 2, in: desk.scope, by: desk.boss,
      at: later(desk, 3))
    #expect(out.sources.map(\.wasLeft) == [false, true])
    #expect(try desk.store.detail(id: two).obligation?.kind == .council)
    #expect(throws: StoreError.self) {
      try desk.store.removeSource(
        one, from: line.id, reason: "不办了", expecting: nil, in: desk.scope, by: desk.boss,
        at: later(desk, 4))
    }
    _ = try desk.store.perform(
      .cancel(reason: "街道统一做"), on: line.id, expecting: nil, in: desk.scope, by: desk.boss,
      at: later(desk, 5))
    #expect(Set(try desk.store.projectCandidates(of: desk.scope).map(\.id)) == [one, two])
    #expect(try desk.store.detail(id: one).request.onward.first?.wasLeft == true)
  }

  @Test("The second desk is told who was faster, and nothing is written over")
  func conflict() throws {
    let desk = try TestDesk()
    let line = try desk.store.startProject(
      plan(desk), requests: [try escalated(desk, "扶手")], in: desk.scope, by: desk.boss,
      at: later(desk, 1))
    _ = try desk.store.perform(
      .note(words: "量过尺寸"), on: line.id, expecting: 1, in: desk.scope, by: desk.boss,
      at: later(desk, 2))
    do {
      _ = try desk.store.perform(
        .note(words: "另一台"), on: line.id, expecting: 1, in: desk.scope, by: desk.actor,
        at: later(desk, 3))
      Issue.record("written")
    } catch {
      guard case .conflict(let conflict) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(conflict.by == "周敏" && conflict.title == "备注")
    }
  }

  @Test("Numbers run within a year; projects are found by number, name and part of it")
  func lookingUp() throws {
    let desk = try TestDesk()
    for name in ["扶手", "坡道", "12号楼扶手"] {
      var plan = plan(desk)
      plan.name = name
      _ = try desk.store.startProject(
        plan, requests: [try escalated(desk, name)], in: desk.scope, by: desk.boss,
        at: later(desk, 1))
    }
    func found(_ words: String) throws -> [String] {
      try desk.store.projects(called: words, of: desk.scope).map(\.project.number)
    }
    #expect(try found("2026-02") == ["2026-02"])
    #expect(try found("扶手") == ["2026-01"])
    #expect(try found("号楼") == ["2026-03"])
    #expect(try found("没有").isEmpty)
    try desk.store.save(neighborhoods: [Neighborhood(id: NeighborhoodID("n-2"), name: "别处")])
    #expect(try desk.store.projects(called: "扶手", of: NeighborhoodID("n-2")).isEmpty)
    let first = try #require(try desk.store.projects(called: "扶手", of: desk.scope).first)
    #expect(throws: StoreError.self) {
      try desk.store.project(first.id, of: NeighborhoodID("n-2"))
    }
  }

  @Test("标准节点 are the text that was kept; another desk's change is not written over")
  func book() throws {
    let desk = try TestDesk()
    #expect(try desk.store.rules(of: desk.scope).projects == .standard)
    let book = try ProjectBook(text: "== 小修\n实施 | 修好 | 3")
    #expect(throws: StoreError.self) {
      try desk.store.setProjectBook(book, of: desk.scope, by: desk.actor)
    }
    try desk.store.setProjectBook(book, of: desk.scope, by: desk.boss)
    #expect(try desk.store.rules(of: desk.scope).projects == book)
    #expect(throws: StoreError.self) {
      try desk.store.setProjectBook(
        .standard, seen: ProjectBook.standardText, of: desk.scope, by: desk.boss)
    }
  }
}
