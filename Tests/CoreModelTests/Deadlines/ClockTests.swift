import Testing

@testable import CoreModel

@Suite("Clocks by the standard policy")
struct ClockTests {
  @Test(
    "首响",
    arguments: [
      ("2026-11-20 09:00", Urgency.normal, Channel.phone, "2026-11-20 09:10"),
      ("2026-11-20 19:55", .normal, .phone, "2026-11-21 09:05"),
      ("2026-11-20 19:55", .urgent, .phone, "2026-11-20 20:05"),
      ("2026-11-20 23:00", .urgent, .phone, "2026-11-20 23:30"),
      ("2026-11-20 23:00", .critical, .phone, "2026-11-20 23:05"),
      ("2026-11-20 23:00", .normal, .nightPatrol, "2026-11-20 23:30"),
      ("2026-11-20 09:00", .urgent, .nightPatrol, "2026-11-20 09:10"),
    ])
  func firstResponse(at: String, urgency: Urgency, channel: Channel, due: String) throws {
    let story = DeadlineStory(at, urgency, channel: channel)
    #expect(try story.due(.firstResponse) == shanghai(due))
  }

  @Test(
    "到场 and 办结 by tier and urgency, from the dispatch",
    arguments: [
      (Tier.first, Urgency.normal, "2026-11-20 09:30" as String?, "2026-11-20 11:00"),
      (.first, .critical, "2026-11-20 09:30", "2026-11-20 11:00"),
      (.second, .normal, nil, "2026-11-25 20:00"),
      (.second, .urgent, "2026-11-20 10:00", "2026-11-25 20:00"),
      (.third, .normal, nil, "2026-11-27 20:00"),
    ])
  func handling(tier: Tier, urgency: Urgency, arrival: String?, resolution: String) throws {
    let story = DeadlineStory.underWay("2026-11-20 09:00", tier, urgency)
    #expect(try story.due(.arrival) == arrival.map { shanghai($0) })
    #expect(try story.due(.resolution) == shanghai(resolution))
  }

  @Test("派单 counts from the answer, or from the receipt when it came first")
  func dispatch() throws {
    let received = DeadlineStory("2026-11-20 09:00")
    #expect(try received.due(.dispatch) == shanghai("2026-11-20 09:30"))
    let answered = received.responded("2026-11-20 09:08")
    #expect(try answered.due(.dispatch) == shanghai("2026-11-20 09:38"))
    let answeredLater = received.graded("2026-11-20 09:04", .first).dispatched("2026-11-20 09:05")
      .responded("2026-11-20 09:20")
    let clock = try #require(try answeredLater.clock(.dispatch))
    #expect(clock.startedAt == shanghai("2026-11-20 09:00"))
    #expect(clock.stoppedAt == shanghai("2026-11-20 09:05"))
  }

  @Test(
    "市办理时限 and 先行联系 by the kind of ticket",
    arguments: [
      (TicketKind.inquiry, "2026-09-25 10:00", "2026-09-28 20:00"),  // before 中秋
      (.suggestion, "2026-09-24 10:00", "2026-09-28 20:00"),  // 25–27 are off
      (.supervision, "2026-09-28 10:00", "2026-10-08 20:00"),  // 国庆节 between
      (.complaint, "2026-09-28 10:00", "2026-10-10 20:00"),  // a Saturday that is worked
      (.help, "2026-11-20 10:00", "2026-11-27 20:00"),
    ])
  func hotline(kind: TicketKind, assigned: String, due: String) throws {
    let story = DeadlineStory(assigned, channel: .hotline, ticket: kind)
    #expect(try story.due(.statutory) == shanghai(due))
    #expect(try story.due(.firstResponse) == nil)
    let contact = try #require(try story.due(.firstContact))
    let wanted = WorkingCalendar.shipped.adding(workingDays: 1, to: shanghai(assigned).day)
    #expect(contact == wanted.at(minute: 1200))
  }

  @Test("A limit that the ticket states beats our table, unless it cannot be meant")
  func statedLimit() throws {
    let stated = DeadlineStory(
      "2026-11-20 10:00", channel: .hotline, ticket: .help, statedDue: "2026-11-24 12:00")
    #expect(try stated.due(.statutory) == shanghai("2026-11-24 12:00"))
    let absurd = DeadlineStory(
      "2026-11-20 10:00", channel: .hotline, ticket: .help, statedDue: "2026-11-19 12:00")
    #expect(try absurd.due(.statutory) == shanghai("2026-11-27 20:00"))
    #expect(try absurd.clock(.statutory)?.explanation.contains("不采用") == true)
  }

  @Test("What was done in time stops on time; what was not is missed")
  func stops() throws {
    let story = DeadlineStory.underWay("2026-11-20 09:00", .first).accepted("2026-11-20 09:10")
      .arrived("2026-11-20 09:40").resolved("2026-11-20 10:00").fedBack("2026-11-20 10:30")
      .confirmed("2026-11-23 09:00")
    let clocks = DeadlineRules.standard.clocks(for: try story.request)
    let now = shanghai("2027-01-01 00:00")
    #expect(
      clocks.map(\.kind) == [
        .firstResponse, .dispatch, .acceptance, .arrival, .resolution, .feedback, .confirmation,
      ])
    #expect(clocks.filter { $0.isMissed(at: now) }.map(\.kind) == [.arrival])
    #expect(clocks.allSatisfy { $0.stoppedAt != nil })
  }

  @Test("A round of 督办 has three working days from its take-up, whoever gets it then")
  func supervision() throws {
    let rejected = DeadlineStory.underWay("2026-11-20 09:00", .first).resolved("2026-11-20 09:30")
      .fedBack("2026-11-20 09:40").rejected("2026-11-20 09:50")
    #expect(try rejected.due(.supervision) == shanghai("2026-11-23 20:00"))
    let taken = rejected.supervised("2026-11-23 10:00")
    #expect(try taken.due(.resolution) == shanghai("2026-11-26 20:00"))
    let again = taken.dispatched("2026-11-24 10:00")
    #expect(try again.due(.resolution) == shanghai("2026-11-26 20:00"))
    #expect(try again.clock(.dispatch)?.stoppedAt == rejected.clock(.dispatch)?.stoppedAt)
    #expect(try again.owed() == "接单 2026-11-24T10:30")
    let council = taken.escalated("2026-11-24 10:00").dispatched("2026-11-30 10:00")
    #expect(try council.due(.resolution) == shanghai("2026-12-03 20:00"))
  }

  @Test("What was settled years ago is not overdue because it is opened again")
  func reopenedAfterYears() throws {
    let told = DeadlineStory("2024-03-04 09:00", ticket: .help).responded("2024-03-04 10:00")
      .graded("2024-03-04 10:00", .second).resolved("2024-03-06 10:00")
      .fedBack("2024-03-06 11:00").confirmed("2024-04-01 09:00").reopened("2026-11-20 10:00")
    let clocks = DeadlineRules.standard.clocks(for: try told.request)
    let city = try #require(clocks.first { $0.kind == .statutory })
    // Settled when the resident was told, not when somebody wrote down that they accepted it.
    #expect(city.stoppedAt == shanghai("2024-03-06 11:00"))
    #expect(!city.isMissed(at: shanghai("2026-11-20 10:01")))
    let contact = try #require(clocks.first { $0.kind == .contact })
    #expect(contact.startedAt == shanghai("2026-11-20 10:00"))
    #expect(clocks.allSatisfy { $0.stoppedAt != nil || $0.dueAt > shanghai("2026-11-20 10:00") })
    #expect(try told.owed() == "派单 2026-11-20T10:30")
  }

  @Test("Never answered before it was closed, the answer is owed from the reopening")
  func reopenedUnanswered() throws {
    let closing = HotlineClosing(
      at: shanghai("2024-03-06 11:00"), outcome: "已办结", satisfaction: "满意")
    let ticket = DeadlineStory("2024-03-04 09:00", ticket: .help)
      .then("2026-11-20 09:00", .closedByHotline(closing)).reopened("2026-11-20 10:00")
    #expect(try ticket.clock(.firstContact)?.startedAt == shanghai("2026-11-20 10:00"))
    #expect(try ticket.clock(.statutory)?.stoppedAt == shanghai("2024-03-06 11:00"))
    #expect(try ticket.owed() == "先行联系 2026-11-23T20:00")

    let own = DeadlineStory("2024-03-04 09:00").then("2024-03-04 09:05", .cancelled(Remark("重复")))
      .reopened("2026-11-20 10:00")
    #expect(try own.owed() == "首响 2026-11-20T10:10")
    // Closed a second time, it keeps the settling of the first.
    let again = ticket.responded("2026-11-20 10:00").then(
      "2026-11-20 10:30", .cancelled(Remark("重复"))
    )
    .reopened("2026-11-25 10:00")
    #expect(try again.clock(.statutory)?.stoppedAt == shanghai("2024-03-06 11:00"))
    #expect(try again.clock(.firstContact)?.stoppedAt == shanghai("2026-11-20 10:00"))
  }

  @Test("After reopening, handling counts from there")
  func reopened() throws {
    let story = DeadlineStory.underWay("2026-11-20 09:00", .first).resolved("2026-11-20 09:30")
      .fedBack("2026-11-20 09:40").confirmed("2026-11-20 09:50").reopened("2026-11-24 10:00")
    #expect(try story.owed() == "派单 2026-11-24T10:30")
    #expect(try story.clock(.resolution) == nil)
    #expect(
      try story.dispatched("2026-11-24 10:10").due(.resolution) == shanghai("2026-11-24 12:10"))
  }

  @Test("What the hotline closed before we had it is measured by the city's limit alone")
  func closedElsewhere() throws {
    let closing = HotlineClosing(
      at: shanghai("2026-11-24 10:00"), outcome: "已解决", satisfaction: "满意")
    let story = DeadlineStory("2026-11-20 10:00", channel: .hotline, ticket: .help)
      .then("2026-11-25 09:00", .closedByHotline(closing))
    let clocks = DeadlineRules.standard.clocks(for: try story.request)
    #expect(clocks.map(\.kind) == [.statutory])
    #expect(clocks.first?.stoppedAt == closing.at)
    #expect(try story.owed() == nil)
  }

  @Test("Steps that share one instant leave the right clock running")
  func fixedClock() throws {
    let now = "2026-11-20 09:00"
    let council = DeadlineStory.underWay(now, .second).escalated(now)
    #expect(try council.clock(.resolution)?.stoppedAt == shanghai(now))
    #expect(try council.owed() == "议事 2026-11-27T20:00")
    let back = council.dispatched(now)
    #expect(try back.clock(.resolution)?.stoppedAt == nil)
    #expect(try back.clock(.council)?.stoppedAt == shanghai(now))
  }

  @Test("A due time explains itself")
  func explanations() throws {
    let night = DeadlineStory("2026-11-20 19:55")
    #expect(
      try night.clock(.firstResponse)?.explanation
        == "首响 10分（值班时间），依据：居民区服务承诺（默认）；自收到 11月20日 19:55 起；"
        + "不计非值班时间 11月20日 20:00 至 11月21日 09:00；到期 11月21日 09:05")
    let overHoliday = DeadlineStory("2026-09-28 10:00", channel: .hotline, ticket: .complaint)
    #expect(
      try overHoliday.clock(.statutory)?.explanation
        == "求助投诉件 5个工作日，依据：12345 市民服务热线办理时限；自市热线派单 9月28日 10:00 起；"
        + "当日不计，到期日收班时止；不计国庆节7天；10月10日调休上班，计入；到期 10月10日 20:00")
    let intoNextYear = DeadlineStory.underWay("2026-12-30 10:00", .second)
    #expect(
      try intoNextYear.clock(.resolution)?.explanation.contains("2027年放假安排尚未载入，按周一至周五推算")
        == true)
    let late = DeadlineStory("2026-11-20 09:00").responded("2026-11-20 09:36")
    #expect(
      try late.clock(.firstResponse)?.explanation.hasSuffix("11月20日 09:36 停表，超时26分") == true)
  }

  @Test("A guess is said beside the request and on every screen")
  func notices() throws {
    let rules = DeadlineRules.standard
    let guess = ["2027年放假安排尚未载入，按周一至周五推算"]
    #expect(
      rules.notices(for: try DeadlineStory.underWay("2026-12-30 10:00", .second).request) == guess)
    #expect(
      rules.notices(for: try DeadlineStory.underWay("2026-11-20 10:00", .first).request).isEmpty)
    #expect(rules.notices(at: shanghai("2026-11-30 10:00")).isEmpty)
    #expect(rules.notices(at: shanghai("2026-12-01 10:00")) == guess)
    #expect(rules.notices(at: shanghai("2027-02-01 10:00")) == guess)
    let hours = try DutyHours(working: [], rest: [], holiday: [])
    let undutied = DeadlineRules(dutyHours: hours)
    #expect(undutied.notices(at: shanghai("2026-11-20 10:00")) == [DeadlineRules.noDutyHours])
  }

  @Test("Without duty hours the minutes run on the wall, and working days end at 17:30")
  func noDutyHours() throws {
    let rules = DeadlineRules(dutyHours: try DutyHours(working: [], rest: [], holiday: []))
    let clock = try #require(try DeadlineStory("2026-11-20 23:00").clock(.firstResponse, rules))
    #expect(clock.dueAt == shanghai("2026-11-20 23:10"))
    #expect(clock.basis == .wall)
    #expect(clock.explanation.contains("没有设置值班时间"))
    let story = DeadlineStory.underWay("2026-11-20 09:00", .second)
    #expect(try story.due(.resolution, rules) == shanghai("2026-11-25 17:30"))
  }
}
