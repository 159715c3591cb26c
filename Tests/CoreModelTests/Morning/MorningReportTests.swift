import Testing

@testable import CoreModel

@Suite("The 晨会") struct MorningReportTests {
  private let calendar = WorkingCalendar.shipped

  private func day(_ text: String) throws -> Day {
    try #require(Instant(iso8601: text + "T00:00")?.day)
  }

  @Test(
    "looks back to the last working day, so that weekends, holidays and 调休 roll up",
    arguments: [
      ("2026-11-24", "2026-11-23", 1), ("2026-11-23", "2026-11-20", 3),
      // On a day off it has the last working day and what was off since.
      ("2026-11-22", "2026-11-20", 2), ("2026-10-08", "2026-09-30", 8),
    ])
  func period(_ meeting: String, _ first: String, _ days: Int) throws {
    let period = MorningPeriod(of: try day(meeting), in: calendar)
    #expect(period.first == (try day(first)))
    #expect(period.days == days)
  }

  @Test("Meetings on working days look at every day once: nothing is passed over or counted twice")
  func everyDayOnce() throws {
    var next = try day("2024-01-03")
    var covered = MorningPeriod(of: next, in: calendar).end
    while next < (try day("2026-12-30")) {
      next = calendar.adding(workingDays: 1, to: next)
      let period = MorningPeriod(of: next, in: calendar)
      #expect(period.start == covered, "\(next.iso8601)")
      #expect(calendar.kind(of: period.first) == .working)
      covered = period.end
    }
  }

  // MARK: What needs a decision

  private let now = Instant(iso8601: "2026-11-23T08:30:00+08:00") ?? Instant(milliseconds: 0)

  private func request(
    _ id: String, _ kind: ObligationKind, in minutes: Int, status: RequestStatus = .dispatched,
    urgency: Urgency = .normal, ticketIn: Int? = nil, text: String = "楼道灯不亮"
  ) -> MorningRequest {
    MorningRequest(
      id: RequestID(id), number: "20261123-\(id)", text: text,
      place: RequestPlace(room: "502", detail: "12号"), urgency: urgency, status: status,
      obligation: Obligation(kind, dueAt: now.adding(minutes: minutes), owedBy: .desk),
      ticketDueAt: ticketIn.map { now.adding(minutes: $0) })
  }

  private func report(_ requests: [MorningRequest]) -> MorningReport {
    var readings = MorningReport.Readings()
    readings.requests = requests
    return MorningReport(
      of: MorningPeriod(of: now.day, in: calendar), asOf: now, from: readings, under: calendar)
  }

  @Test("Each request stands in one place, the most pressing reason first")
  func places() {
    let all = [
      request("late", .resolution, in: -10), request("due", .dispatch, in: 60),
      request("visit", .visit, in: 90, status: .replied),
      request("refused", .supervision, in: 2000, status: .rejected),
      request("urgent", .resolution, in: -5, urgency: .urgent),
      request("ticket", .resolution, in: 300, ticketIn: 1500),
      request("order", .cityOrder, in: 3000), request("held", .resumption, in: 60, status: .held),
      request("council", .council, in: 1200, status: .escalated),
      request("old", .resolution, in: -6 * 1440), request("calm", .resolution, in: 5000),
    ]
    let report = report(all + all.reversed())
    #expect(
      report.decisions.map(\.request.id.text)
        == ["refused", "order", "urgent", "ticket", "late", "old", "held", "council"])
    #expect(report.due.map(\.id.text) == ["due"])
    #expect(report.visits.map(\.id.text) == ["visit"])
  }

  @Test("Whatever is open, nothing is listed twice and nothing late is left out")
  func once() {
    var seed: UInt64 = 7
    func random(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % count
    }
    let kinds = ObligationKind.allCases
    let statuses = RequestStatus.allCases.filter(\.isOpen)
    for _ in 0..<50 {
      let all = (0..<40).map { index in
        request(
          "\(index)", kinds[random(kinds.count)], in: random(8000) - 4000,
          status: statuses[random(statuses.count)], urgency: Urgency.allCases[random(3)],
          ticketIn: random(2) == 0 ? nil : random(8000))
      }
      let report = report(all)
      let listed =
        report.decisions.map(\.request.id) + report.due.map(\.id) + report.visits.map(\.id)
      #expect(Set(listed).count == listed.count)
      let late = all.filter { $0.obligation.dueAt < now }.map(\.id)
      #expect(Set(late).isSubset(of: report.decisions.map(\.request.id)))
      let today = all.filter {
        $0.obligation.dueAt >= now && $0.obligation.dueAt < now.day.adding(days: 1).start
      }.map(\.id)
      #expect(Set(today).isSubset(of: listed))
    }
  }

  @Test("Every number says how it is counted, and what of it is worth a word")
  func figures() {
    var counts = MorningCounts()
    counts.received = 12
    counts.answerable = 11
    counts.answeredInTime = 9
    counts.cancelled = 1
    counts.open = 20
    counts.overdue = 3
    let figures = MorningFigure.all(of: counts, in: MorningPeriod(of: now.day, in: calendar))
    #expect(figures.map(\.kind) == MorningFigureKind.allCases)
    #expect(figures.allSatisfy { $0.formula.count > 8 })
    #expect(figures[1].valueText == "9/11" && figures[1].isAlarming)
    #expect(figures[2].formula.contains("另外撤销 1 件"))
    #expect(figures[3].valueText == "3" && figures[3].isAlarming && !figures[4].isAlarming)
    let none = MorningFigure.all(of: MorningCounts(), in: MorningPeriod(of: now.day, in: calendar))
    #expect(none[1].valueText == "—" && none.allSatisfy { !$0.isAlarming })
  }

  // MARK: Words

  private let wang = Person(id: PersonID("wang"), name: "王芳", role: .dutyOfficer)
  private var directory: Directory {
    Directory(
      neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "木荷苑居民区"), people: [wang])
  }

  @Test("What goes to the group names nobody, no telephone and no room; paper masks telephones")
  func privacy() throws {
    var readings = MorningReport.Readings()
    readings.requests = [
      request("1", .resolution, in: -10, text: "李阿姨 13800002046 说楼道灯不亮"),
      request("2", .visit, in: 60, status: .replied, text: "何先生等回访"),
    ]
    readings.tasks = [
      MorningTask(
        task: DeskTask(
          TaskOrder(
            id: TaskID("t"), title: "去 12号502 李阿姨家看灯", person: wang.id,
            dueAt: now.adding(minutes: 60)), by: wang.id, at: now.adding(minutes: -1440)),
        request: RequestID("1"), number: "20261123-1", text: "李阿姨 13800002046")
    ]
    let report = MorningReport(
      of: MorningPeriod(of: now.day, in: calendar), asOf: now, from: readings, under: calendar)
    let minutes = MorningMinutes(
      of: report, meeting: MorningMeeting(on: now.day), in: directory)
    for secret in ["李阿姨", "何先生", "王芳", "502", "13800002046", "2046", "楼道灯"] {
      #expect(!minutes.brief.contains(secret), "\(secret)")
    }
    #expect(minutes.brief.contains("需要议定 1 件") && minutes.brief.contains("没办完 1 项"))
    #expect(!minutes.text.contains("13800002046"))
    let remarked = MorningMinutes(
      of: report, meeting: MorningMeeting(on: now.day), remarks: "李阿姨 13800002046 再问",
      in: directory)
    #expect(!remarked.text.contains("13800002046") && remarked.text.contains("再问"))
    let shift = Shift(
      id: Identifier("s"), neighborhood: NeighborhoodID("n"), start: now,
      end: now.adding(minutes: 60), kind: .evening, people: [wang.id], note: "找 13800002046")
    let words = MorningWords(report: report, directory: directory)
    #expect(!words.line(shift).who.contains("13800002046"))
    #expect(minutes.text.contains("以前的交办") && minutes.text.contains("王芳"))
  }

  // MARK: The meeting

  private func minutes() -> MorningMinutes {
    MorningMinutes(of: report([]), meeting: MorningMeeting(on: now.day), in: directory)
  }

  private func meeting(_ events: [MeetingEvent]) -> MorningMeeting {
    MorningMeeting(
      on: now.day,
      events.enumerated().map {
        DutyRecord(version: $0.offset + 1, at: now, actor: wang.id, event: $0.element)
      })
  }

  @Test("It is closed once, by somebody who may, on its day, when it is known who was there")
  func closing() throws {
    let there = MeetingEvent.attended(.init(host: wang.id, people: [wang.id]))
    let actor = Actor(wang)
    #expect(throws: Refusal.self) {
      try meeting([]).decideClosing(minutes(), by: actor, at: now, in: directory)
    }
    #expect(throws: Refusal.self) {
      try meeting([there]).decideClosing(
        minutes(), by: actor, at: now.adding(minutes: 1440), in: directory)
    }
    let fitter = Person(id: PersonID("z"), name: "赵师傅", role: .maintenance)
    #expect(throws: Refusal.self) {
      try meeting([there]).decideClosing(minutes(), by: Actor(fitter), at: now, in: directory)
    }
    let closed = try meeting([there]).decideClosing(minutes(), by: actor, at: now, in: directory)
    let after = meeting([there, closed])
    #expect(after.isClosed && after.closedBy == wang.id)
    do {
      _ = try after.decideClosing(minutes(), by: actor, at: now, in: directory)
      Issue.record("closed twice")
    } catch let refusal {
      #expect(refusal.message.contains("王芳已在 08:30 散会留档"))
    }
    #expect(throws: Refusal.self) { try after.decideReopening(reason: " ", by: actor, at: now) }
    let again = meeting([there, closed, .reopened(Remark("漏了一件"))])
    #expect(!again.isClosed && again.attendees == [wang.id] && again.reopenings == 1)
  }

  @Test("Who presides is there; nobody is there twice, and nobody that the desk does not know")
  func attendance() throws {
    let actor = Actor(wang)
    let event = try meeting([]).decide(
      attendance: .init(host: wang.id, people: []), by: actor, in: directory)
    #expect(event == .attended(.init(host: wang.id, people: [wang.id])))
    #expect(throws: Refusal.self) {
      try meeting([]).decide(attendance: .init(host: nil, people: []), by: actor, in: directory)
    }
    #expect(throws: Refusal.self) {
      try meeting([]).decide(
        attendance: .init(host: nil, people: [PersonID("nobody")]), by: actor, in: directory)
    }
  }

  @Test("The night says who did not sign in and what was not handed over, where desks do so")
  func missingOfTheNight() {
    let period = MorningPeriod(of: now.day, in: calendar)
    let start = period.start.adding(minutes: 20 * 60)
    let shift = Shift(
      id: Identifier("patrol"), neighborhood: NeighborhoodID("n"), start: start,
      end: start.adding(minutes: 120), kind: .nightPatrol, people: [wang.id, PersonID("shen")])
    let came = DutyRecord<AttendanceEvent>(
      version: 1, at: start, actor: wang.id,
      event: .signedIn(
        Arrival(
          person: wang.id, at: start, plannedStart: start, plannedEnd: shift.end,
          kind: .nightPatrol, standsInFor: nil, reason: "")))
    let all = Directory(
      neighborhood: directory.neighborhood,
      people: [wang, Person(id: PersonID("shen"), name: "沈佳", role: .gridWorker)])
    func notes(_ since: Instant?) -> [MorningNote] {
      let board = DutyBoard(
        attendance: [Attendance(shift, [came])], usedSince: since, handingSince: since)
      return MorningNote.missing(from: board, in: period, at: now, by: all)
    }
    let said = notes(period.start)
    #expect(said.map(\.title) == ["签到", "交接班"])
    #expect(said.allSatisfy { $0.isOpen && $0.text.contains("夜巡 20:00–22:00") })
    #expect(said.first?.text.contains("没有签到：沈佳；没有签退：王芳") == true)
    #expect(notes(nil).isEmpty)
  }
}
