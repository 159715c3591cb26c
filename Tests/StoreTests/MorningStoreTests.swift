import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("The 晨会 in the store") struct MorningStoreTests {
  /// Monday morning after the evening of the desk.
  private let monday = Instant(iso8601: "2026-11-23T08:30:00+08:00") ?? Instant(milliseconds: 0)

  /// Some requests of the days before, answered at once, late, not yet, cancelled, not accepted, closed.
  private func filled() throws -> TestDesk {
    let desk = try TestDesk()
    for index in 0..<60 {
      let at = desk.now.adding(minutes: -index * 97)
      var steps: [RequestCommand] = []
      switch index % 6 {
      case 0: break
      case 1: steps = [.respond(note: "")]
      case 2: steps = [.cancel(reason: "重复")]
      case 3: steps = desk.closing
      case 4: steps = Array(desk.closing.dropLast()) + [.reject(reason: "还是不亮")]
      default: steps = [.respond(note: ""), .triage(TriageDecision(tier: .first))]
      }
      let detail = try desk.add("第\(index)件", receivedAt: at, followedBy: steps)
      if index % 12 == 0 {
        // Late.
        _ = try desk.store.perform(
          .respond(note: "晚了"), on: detail.request.id, expecting: nil, by: desk.actor,
          at: at.adding(minutes: 3000))
      }
      if index % 24 == 4 {
        _ = try desk.store.perform(
          .undo(reason: "点错"), on: detail.request.id, expecting: nil, by: desk.actor, at: at)
      }
    }
    return desk
  }

  @Test("Its numbers are what the histories say, with and without the table beside them")
  func numbers() throws {
    let desk = try filled()
    let survey = try desk.store.morning(of: desk.scope, day: monday.day, now: monday)
    let period = survey.report.period
    let rules = try desk.store.rules(of: desk.scope).deadlines
    let all = try desk.store.queue(
      QueueFilter(scope: desk.scope, view: .all), limit: 1000, now: monday
    ).rows.map { try desk.store.detail(id: $0.id) }
    let inPeriod = { (at: Instant?) in at.map { $0 >= period.start && $0 < period.end } ?? false }
    let received = all.filter { inPeriod($0.request.receivedAt) }
    let answers = received.compactMap { rules.answer(of: $0.request) }
    let answered = answers.filter { $0.answeredAt != nil || $0.dueAt < monday }
    var expected = MorningCounts()
    expected.received = received.count
    expected.answerable = answered.count
    expected.answeredInTime = answers.count { answer in
      answer.answeredAt.map { $0 <= answer.dueAt } ?? false
    }
    expected.closed = all.count { $0.request.stage == .closed && inPeriod($0.request.closedAt) }
    expected.cancelled = all.count {
      $0.request.stage == .cancelled && inPeriod($0.request.closedAt)
    }
    expected.open = all.count { $0.request.isOpen }
    expected.overdue = all.count { $0.obligation.map { $0.dueAt < monday } ?? false }
    expected.rejected = all.reduce(0) { sum, detail in
      let undone = detail.history.undoneVersions
      return sum
        + detail.history.events.count {
          guard case .rejected = $0.event else { return false }
          return !undone.contains($0.version) && inPeriod($0.at)
        }
    }
    #expect(survey.report.figures == MorningFigure.all(of: expected, in: period))
    #expect(expected.answerable > expected.answeredInTime && expected.rejected > 0)
    // Requests of an earlier release have no row in the table.
    try desk.store.change { db in
      try db.execute(sql: "DELETE FROM request_answer WHERE request_id % 2 = 0")
    }
    let folded = try desk.store.morning(of: desk.scope, day: monday.day, now: monday)
    #expect(folded.report.figures == survey.report.figures)
  }

  @Test("What it lists is what a look at every open request would list")
  func lists() throws {
    let desk = try filled()
    let survey = try desk.store.morning(of: desk.scope, day: monday.day, now: monday)
    let open = try desk.store.queue(
      QueueFilter(scope: desk.scope), limit: 1000, now: monday
    ).rows
    let late = open.filter { $0.obligation.map { $0.dueAt < monday } ?? false }.count
    let listed = survey.report.decisions.count { $0.request.obligation.dueAt < monday }
    #expect(listed + survey.report.moreOverdue == late)
    #expect(
      Set(open.filter { $0.status == .rejected }.map(\.id)).isSubset(
        of: survey.report.decisions.map(\.request.id)))
    #expect(survey.report.decisions.allSatisfy { survey.rows[$0.request.id] != nil })
  }

  @Test("No query of it goes through a table: it costs the same however much lies behind")
  func plans() throws {
    let desk = try TestDesk()
    let open = RequestStatus.allCases.filter(\.isOpen)
    let queries: [(String, String)] = [
      (MorningQuery.received, "request_received"), (MorningQuery.closed, "request_closed"),
      (MorningQuery.cancelled, "event_morning"), (MorningQuery.rejected, "event_morning"),
      (MorningQuery.replied, "request_replied"), (MorningQuery.answers, "request_received"),
      (MorningQuery.unanswered, "request_received"), (MorningQuery.open, "request_open_states"),
      (MorningQuery.steps([.rejected], ObligationKind.allCases), "request_open_states"),
      (MorningQuery.steps(open, [.cityOrder]), "request_open_states"),
      (MorningQuery.overdue, "request_open"), (MorningQuery.urgentOverdue, "request_open"),
      (MorningQuery.due, "request_open"),
      (MorningQuery.ticketsDue, "request_ticket_due"), (MorningQuery.shifts, "shift_time"),
    ]
    for (query, index) in queries {
      let plan = try desk.store.look { db in
        try Row.fetchAll(
          db,
          sql: "EXPLAIN QUERY PLAN "
            + query.replacing(try Regex("\\?[0-9]?"), with: "1")
        ).map { $0["detail"] as String }
      }
      #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(query): \(plan)")
      #expect(plan.contains { $0.contains(index) }, "\(query): \(plan)")
    }
  }

  @Test(
    "A decision is the request's next step, comes back until it is done, and is late when it is")
  func tasks() throws {
    let desk = try TestDesk()
    let detail = try desk.add("楼道灯不亮", room: "502", receivedAt: monday.adding(minutes: -60))
    let order = TaskOrder(
      title: "带梯子去换灯", person: desk.fitter.id, dueAt: monday.adding(minutes: 300),
      meeting: monday.day)
    _ = try desk.store.perform(
      .task(.set(order)), on: detail.request.id, expecting: nil, by: desk.actor, at: monday)
    try desk.store.perform(
      .set(
        TaskOrder(
          title: "写消防演练通知", person: desk.officer.id, dueAt: monday.adding(minutes: 600),
          meeting: monday.day)), in: desk.scope, by: desk.actor, at: monday)
    let today = try desk.store.morning(of: desk.scope, day: monday.day, now: monday).report
    #expect(Set(today.decided.map(\.task.title)) == ["带梯子去换灯", "写消防演练通知"])
    #expect(today.tasks.isEmpty)
    let tuesday = monday.adding(minutes: 1440)
    let next = try desk.store.morning(of: desk.scope, day: tuesday.day, now: tuesday).report
    #expect(next.tasks.map(\.task.title) == ["带梯子去换灯", "写消防演练通知"])
    #expect(next.tasks.allSatisfy { $0.task.isLate(at: tuesday) } && next.decided.isEmpty)
    let first = try #require(next.tasks.first)
    #expect(first.number == detail.request.number)
    try desk.store.perform(
      .settle(TaskSettlement(first.id, .done, words: "换好了")), in: desk.scope, by: desk.actor,
      at: tuesday)
    let after = try desk.store.morning(of: desk.scope, day: tuesday.day, now: tuesday).report
    #expect(after.tasks.map(\.task.title) == ["写消防演练通知"])
    #expect(after.settled.map(\.task.title) == ["带梯子去换灯"])
  }

  @Test("Minutes that are kept never change; the second desk that closes it is told who was faster")
  func minutes() throws {
    let desk = try TestDesk()
    let detail = try desk.add("楼道灯不亮", receivedAt: monday.adding(minutes: -3000))
    let there = MeetingEvent.Attendance(host: desk.secretary.id, people: [desk.officer.id])
    let meeting = try desk.store.attend(
      there, meeting: monday.day, of: desk.scope, expecting: 0, by: desk.actor, at: monday)
    #expect(meeting.attendees == [desk.secretary.id, desk.officer.id])
    // Two desks saw the same.
    try desk.store.closeMeeting(
      on: monday.day, of: desk.scope, remarks: "下午停水通知", expecting: meeting.version,
      by: desk.actor, at: monday)
    #expect(throws: StoreError.self) {
      try desk.store.closeMeeting(
        on: monday.day, of: desk.scope, remarks: "", expecting: meeting.version, by: desk.boss,
        at: monday)
    }
    let directory = try desk.store.directory(of: desk.scope)
    let kept = try desk.store.morning(of: desk.scope, day: monday.day, now: monday)
      .minutes(in: directory)
    #expect(kept.remarks == "下午停水通知" && kept.host == "周敏")
    #expect(kept.text.contains("楼道灯不亮"))
    _ = try desk.store.perform(
      .cancel(reason: "重复"), on: detail.request.id, expecting: nil, by: desk.actor,
      at: monday.adding(minutes: 1))
    let later = monday.adding(minutes: 5000)
    let again = try desk.store.morning(of: desk.scope, day: monday.day, now: later)
    #expect(again.meeting.isClosed && again.minutes(in: directory) == kept)
    #expect(again.report.figures.allSatisfy { $0.kind != .overdue && $0.kind != .today })
    #expect(throws: StoreError.self) {
      try desk.store.reopenMeeting(
        on: monday.day, of: desk.scope, reason: "漏了", expecting: nil, by: desk.actor, at: later)
    }
  }

  @Test("A day that is over shows what its own meeting decided, and nothing of later ones")
  func earlierDays() throws {
    let desk = try TestDesk()
    for (title, day) in [("周一议定", 0), ("周三议定", 2)] {
      let at = monday.adding(minutes: day * 1440)
      try desk.store.perform(
        .set(
          TaskOrder(
            title: title, person: desk.officer.id, dueAt: at.adding(minutes: 5000),
            meeting: at.day)), in: desk.scope, by: desk.actor, at: at)
    }
    let thursday = monday.adding(minutes: 3 * 1440)
    let past = try desk.store.morning(of: desk.scope, day: monday.day, now: thursday).report
    #expect(past.decided.map(\.task.title) == ["周一议定"])
    #expect(past.tasks.isEmpty && past.settled.isEmpty)
  }

  @Test("A pressing request that is late for days is listed, however much became late since")
  func urgentOnes() throws {
    let desk = try TestDesk()
    let pressing = try desk.add(
      "老人摔了一跤", urgency: .urgent, receivedAt: monday.adding(minutes: -4 * 1440))
    for index in 0..<(MorningQuery.mostListed + 5) {
      _ = try desk.add("第\(index)件", receivedAt: monday.adding(minutes: -600))
    }
    let survey = try desk.store.morning(of: desk.scope, day: monday.day, now: monday)
    #expect(
      survey.report.decisions.contains {
        $0.request.id == pressing.request.id && $0.reason == .urgentOverdue
      })
  }
}
