import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct FigureTests {
  /// Two neighbourhoods, months of random steps by random people, counted again and again on the way: so what was
  /// kept is used, goes stale and is counted anew.
  @Test(arguments: 0..<4) func everyFigureIsWhatTheEventLogSays(seed: UInt64) throws {
    let story = try FigureStory(seed: seed)
    for _ in 0..<3 {
      try story.go(on: 45)
      try story.check()
    }
    #expect(try story.desk.store.doctor().ok)
  }

  @Test func aNumberOpensIntoExactlyItsRequests() throws {
    let story = try FigureStory(seed: 99)
    try story.go(on: 160)
    let question = SurveyQuestion(ReportSpan(.quarter, of: story.now.day), of: .all)
    let survey = try story.desk.store.survey(question, at: story.now)
    for figure in survey.figures {
      func count(_ part: SurveySelection.Part, _ key: BreakdownKey? = nil) throws -> Int {
        try story.desk.store.entries(
          SurveySelection(.figure(figure.kind), part, key: key), of: question, at: story.now
        ).count
      }
      #expect(try count(.denominator) == figure.denominator, "\(figure.kind)")
      #expect(try count(.numerator) == figure.numerator, "\(figure.kind)")
      #expect(try count(.rest) == figure.denominator - figure.numerator, "\(figure.kind)")
      for part in survey.parts[.group] ?? [] {
        #expect(try count(.denominator, part.key) == part[figure.kind].denominator)
      }
    }
    for clock in survey.clocks {
      let entries = try story.desk.store.entries(
        SurveySelection(.clock(clock.kind)), of: question, at: story.now)
      #expect(entries.count == clock.denominator)
      #expect(entries.count { $0.isCounted } == clock.onTime)
    }
    let heat = survey.heat
    for row in heat.rows {
      for (week, count) in zip(heat.weeks, row.counts) {
        let entries = try story.desk.store.entries(
          SurveySelection(.week(week), key: row.key), of: question, at: story.now)
        #expect(entries.count == count)
      }
    }
    let entries = try story.desk.store.entries(
      SurveySelection(.figure(.received)), of: question, at: story.now)
    let rows = try story.desk.store.surveyRows(entries.map(\.id))
    #expect(rows.map(\.id) == entries.map(\.id))
    #expect(rows.count == survey[.received].denominator)
  }

  @Test func whatWasKeptSaysWhenItIsOldAndIsCountedAnew() throws {
    let desk = try TestDesk()
    let question = SurveyQuestion(
      ReportSpan(.month, of: desk.now.day), of: .neighborhood(desk.scope))
    #expect(try desk.store.keptSurvey(question, at: desk.now) == nil)
    let id = try desk.add("厨房漏水", group: 0, room: "502", phone: "13800002046").request.id
    let first = try desk.store.survey(question, at: desk.now)
    #expect(first[.received].denominator == 1 && !first.isStale)
    #expect(try desk.store.keptSurvey(question, at: desk.now) == first)
    // Nothing happens, and still the answer is late at last.
    let later = desk.now.adding(minutes: 2880)
    #expect(first[.response].denominator == 0)
    #expect(try desk.store.survey(question, at: later)[.response].fractionText == "0/1")
    _ = try desk.store.perform(
      .respond(note: ""), on: id, expecting: nil, by: desk.actor, at: later)
    let kept = try #require(try desk.store.keptSurvey(question, at: later))
    #expect(kept.isStale && kept.asOf <= later)
    let fresh = try desk.store.survey(question, at: later)
    #expect(!fresh.isStale && fresh[.response].fractionText == "0/1")
    #expect(fresh.clock(.firstResponse)?.median == 2880)
    #expect(try desk.store.keptSurvey(question, at: later) == fresh)
  }

  @Test func anotherCompanyOrAFilterIsCountedRightAtOnce() throws {
    let desk = try TestDesk()
    try desk.add("厨房漏水", group: 0, room: "502")
    try desk.add("电梯坏了", group: 1)
    let question = SurveyQuestion(
      ReportSpan(.month, of: desk.now.day), of: .neighborhood(desk.scope))
    #expect(
      try desk.store.survey(question, at: desk.now).parts[.company]?.map(\.title) == ["没有物业"])
    try desk.store.save(
      estates: [Estate(id: desk.estate.id, name: "瑞和锦庭", propertyCompany: "瑞和物业")],
      in: desk.scope)
    let survey = try desk.store.survey(question, at: desk.now)
    #expect(survey.parts[.company]?.map(\.title) == ["瑞和物业"])
    var one = question
    one.filter = [.group(desk.groups[1].id), .company("瑞和物业")]
    #expect(try desk.store.survey(one, at: desk.now)[.received].denominator == 1)
    #expect(try desk.store.keptSurvey(one, at: desk.now) == nil)
  }

  @Test func factsThatAreMissingAreMadeBeforeAnybodyCounts() throws {
    let desk = try TestDesk()
    for index in 0..<5 { try desk.add("第\(index)件", followedBy: desk.closing) }
    try desk.store.pool.write { db in
      try db.execute(sql: "DELETE FROM request_fact")
      try db.execute(sql: "INSERT INTO fact_missing VALUES (1, 5)")
    }
    #expect(try desk.store.doctor().ok)
    let question = SurveyQuestion(
      ReportSpan(.month, of: desk.now.day), of: .neighborhood(desk.scope))
    #expect(try desk.store.survey(question, at: desk.now)[.closed].denominator == 5)
    #expect(try desk.store.pool.read { try FactFilling.missing($0).left } == 0)
    try desk.store.pool.write {
      try $0.execute(sql: "UPDATE request_fact SET state = 2 WHERE request_id = 3")
    }
    #expect(try !desk.store.doctor().ok)
  }

  @Test func aMonthThatIsOverDoesNotMoveWithTimeAlone() throws {
    let desk = try TestDesk()
    try desk.add("厨房漏水")
    let span = ReportSpan(.month, of: desk.now.day)
    let question = SurveyQuestion(span, of: .neighborhood(desk.scope))
    let soon = span.end.adding(minutes: 1)
    let first = try desk.store.survey(question, at: soon)
    var later = try desk.store.survey(question, at: soon.adding(minutes: 200_000))
    later.asOf = first.asOf
    #expect(later == first)
  }

  @Test func aMonthThatHasNotBegunHasNothing() throws {
    let desk = try TestDesk()
    try desk.add("厨房漏水")
    let question = SurveyQuestion(
      ReportSpan(.year, of: desk.now.day).next, of: .neighborhood(desk.scope))
    let survey = try desk.store.survey(question, at: desk.now)
    #expect(survey.figures.allSatisfy { $0.denominator == 0 })
    #expect(survey[.response].valueText == "—")
  }

  @Test func theNeighbourhoodMustBeThere() throws {
    let desk = try TestDesk()
    let question = SurveyQuestion(
      ReportSpan(.year, of: desk.now.day), of: .neighborhood(NeighborhoodID("none")))
    #expect(throws: StoreError.notFound("这个居民区")) {
      try desk.store.survey(question, at: desk.now)
    }
  }

  /// Reading many requests must go by the index of their times alone.
  @Test func countingGoesByTheIndex() throws {
    let desk = try TestDesk()
    let plan = try desk.store.pool.read { db in
      try Row.fetchAll(
        db,
        sql: """
          EXPLAIN QUERY PLAN SELECT \(FactRow.columns) FROM request_fact f
          INDEXED BY request_fact_time
          WHERE f.neighborhood_id = 1 AND f.last_at >= 1 AND f.first_at < 2
          """
      ).map { $0["detail"] as String }
    }
    #expect(plan.count == 1)
    #expect(
      plan[0].contains("SEARCH f USING INDEX request_fact_time (neighborhood_id=? AND last_at>?"))
  }
}

/// Random requests in two neighbourhoods, and the slow computation beside the store's.
private final class FigureStory {
  let desk: TestDesk
  var random: Dice
  var now: Instant
  private var ids: [(scope: NeighborhoodID, id: RequestID)] = []
  private let other = NeighborhoodID("n-2")

  init(seed: UInt64) throws {
    desk = try TestDesk()
    random = Dice(seed: seed &+ 7)
    now = (Instant(iso8601: "2026-08-20T09:00:00+08:00") ?? desk.now).adding(
      minutes: Int(seed) * 977)
    try desk.store.save(
      estates: [Estate(id: desk.estate.id, name: "瑞和锦庭", propertyCompany: "瑞和物业")],
      in: desk.scope)
    try desk.store.save(neighborhoods: [Neighborhood(id: other, name: "真源居民区")])
    try desk.store.save(people: [desk.secretary, desk.officer, desk.fitter], in: other)
  }

  private func form() -> Registration {
    let texts = ["楼道灯不亮", "电梯坏了", "厨房漏水", "马桶堵了", "想问问活动几点开始"]
    let isOther = Int.random(in: 0..<4, using: &random) == 0
    let room = ["502", "101", nil].randomElement(using: &random) ?? nil
    var form = desk.form(
      texts.randomElement(using: &random) ?? "",
      group: isOther ? nil : Int.random(in: 0..<3, using: &random),
      room: room, detail: room == nil && Bool.random(using: &random) ? "北门" : nil,
      phone: ["13800002046", "13800002047", nil].randomElement(using: &random) ?? nil,
      receivedAt: now.adding(minutes: -Int.random(in: 0...90, using: &random)))
    form.channel = [.phone, .weChatGroup, .visitor].randomElement(using: &random) ?? .phone
    form.neighborhood = isOther ? other : desk.scope
    return form
  }

  func go(on steps: Int) throws {
    for _ in 0..<steps {
      now = now.adding(minutes: Int.random(in: 1...900, using: &random)).adding(
        seconds: Int.random(in: 0...59, using: &random))
      if ids.isEmpty || Int.random(in: 0..<4, using: &random) == 0 {
        let form = form()
        ids.append(
          (
            form.neighborhood, try desk.store.register(form, by: desk.actor, at: now).request.id
          ))
        continue
      }
      let id = ids.suffix(12).randomElement(using: &random)?.id ?? ids[0].id
      // A few breaths in a row, or hardly anything would ever be closed.
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let command = try command(for: id)
        let actor = Bool.random(using: &random) ? desk.actor : desk.boss
        _ = try? desk.store.perform(command, on: id, expecting: nil, by: actor, at: now)
        now = now.adding(minutes: Int.random(in: 0...40, using: &random))
      }
    }
  }

  private func command(for id: RequestID) throws -> RequestCommand {
    let request = try desk.store.detail(id: id).request
    let forward: [RequestCommand] =
      switch request.stage {
      case .registered:
        [
          .respond(note: "马上来"), .triage(decision),
          .dispatch(Dispatch(to: .person(desk.fitter.id))),
          .dispatch(Dispatch(to: .pool(.maintenance))),
        ]
      case .dispatched: [.accept(by: desk.fitter.id), .arrive(note: "")]
      case .accepted, .arrived, .supervised: [.resolve(Resolution(outcome: "修好了"))]
      case .resolved: [.feedback(Feedback("修好了", by: .phone))]
      case .fedBack: [.confirm(note: ""), .confirm(note: ""), .reject(reason: "还漏")]
      case .rejected: [.supervise(instruction: "今天修好")]
      case .escalated: [.dispatch(Dispatch(to: .person(desk.fitter.id)))]
      case .closed: [.reopen(reason: "又坏了"), .note(text: "看过"), .note(text: "看过")]
      default: [.reopen(reason: "弄错了"), .note(text: "看过")]
      }
    let aside: [RequestCommand] = [
      .undo(reason: "按错"), .hold(Hold(reason: "等配件", until: now.adding(minutes: 900))),
      .resume(note: ""), .escalate(reason: "多户"), .triage(decision), .cancel(reason: "重复"),
      .amend(
        Amendment(text: "厨房漏水", place: RequestPlace(group: desk.groups[2].id, room: "101"))),
      .link(to: ids.randomElement(using: &random)?.id ?? id, note: ""), .unlink(note: ""),
    ]
    let pool = Int.random(in: 0..<4, using: &random) == 0 ? aside : forward
    return pool.randomElement(using: &random) ?? .note(text: "无")
  }

  private var decision: TriageDecision {
    TriageDecision(
      tier: Tier.allCases.randomElement(using: &random) ?? .first,
      category: ["水电维修", "活动"].randomElement(using: &random).map { Category($0) })
  }

  // MARK: The two ways

  func check() throws {
    let details = try ids.map { (scope: $0.scope, detail: try desk.store.detail(id: $0.id)) }
    let month = ReportSpan(.month, of: now.day)
    for span in [
      month, month.previous, ReportSpan(.quarter, of: now.day),
      ReportSpan(.quarter, of: now.day).previous, ReportSpan(.year, of: now.day),
    ] {
      for scope in [SurveyScope.all, .neighborhood(desk.scope), .neighborhood(other)] {
        let question = SurveyQuestion(span, of: scope)
        let mine = details.filter {
          if case .neighborhood(let id) = scope { $0.scope == id } else { true }
        }
        let slow = SlowFigures(
          mine, try desk.store.rules(of: desk.scope).deadlines,
          companies: Dictionary(uniqueKeysWithValues: desk.groups.map { ($0.id, "瑞和物业") }),
          from: span.start, to: span.end, now: now)
        let survey = try desk.store.survey(question, at: now)
        compare(survey, slow)
        // From what was kept, all of it and at once.
        #expect(try desk.store.keptSurvey(question, at: now) == survey)
        #expect(try desk.store.survey(question, at: now) == survey)
        var filtered = question
        filtered.filter = [.tier(.second)]
        let part = try desk.store.survey(filtered, at: now)
        for figure in part.figures {
          let sets = slow.sets(figure.kind) { $0.tier == .second }
          #expect(figure.denominator == sets.of.count, "\(figure.kind) \(span.text)")
        }
      }
    }
  }

  private func compare(_ survey: Survey, _ slow: SlowFigures) {
    let span = survey.question.span.text
    for figure in survey.figures {
      let sets = slow.sets(figure.kind)
      #expect(
        figure.numerator == sets.in.count && figure.denominator == sets.of.count,
        "\(figure.kind) \(span): \(figure.fractionText) 与 \(sets.in.count)/\(sets.of.count)")
      #expect(sets.in.isSubset(of: sets.of))
      for breakdown in Breakdown.allCases {
        var sum = 0
        for part in survey.parts[breakdown] ?? [] {
          let sets = slow.sets(figure.kind) { slow.belongs($0, to: part.key) }
          sum += part[figure.kind].denominator
          #expect(
            part[figure.kind].numerator == sets.in.count
              && part[figure.kind].denominator == sets.of.count,
            "\(figure.kind) \(span) \(part.title)")
        }
        #expect(sum == figure.denominator)
      }
    }
    for kind in ClockFigure.kinds {
      let (onTime, stopped, late, minutes) = slow.clock(kind)
      let figure = survey.clock(kind)
      #expect(figure?.onTime ?? 0 == onTime, "\(kind) \(span)")
      #expect(figure?.stopped ?? 0 == stopped, "\(kind) \(span)")
      #expect(figure?.running ?? 0 == late, "\(kind) \(span)")
      // The smallest value that at least half, or nine tenths, do not exceed.
      #expect(
        figure?.median
          == minutes.first { value in minutes.count { $0 <= value } * 2 >= minutes.count })
      #expect(
        figure?.ninetieth
          == minutes.first { value in minutes.count { $0 <= value } * 10 >= minutes.count * 9 })
    }
    for day in survey.days {
      #expect(day.received == slow.count(on: day.day, \.received), "\(day.day.iso8601)")
      #expect(day.closed == slow.count(on: day.day) { $0.isOpen ? nil : $0.closed })
    }
    var cells = 0
    for row in survey.heat.rows {
      for (week, count) in zip(survey.heat.weeks, row.counts) {
        cells += count
        let days = (0..<7).map { Day(number: week.number + $0) }
        let own = days.reduce(0) { sum, day in
          sum + slow.count(on: day) { slow.belongs($0, to: row.key) ? $0.received : nil }
        }
        #expect(count == own)
      }
    }
    #expect(cells == survey[.received].denominator)
  }
}

extension SlowFigures {
  /// How many came in, or were closed, on a day within the span.
  func count(on day: Day, _ moment: (Story) -> Instant?) -> Int {
    stories.count { story in
      guard !story.isCancelled, let at = moment(story), at >= first, at < end, at <= now else {
        return false
      }
      return at >= day.start && at < day.adding(days: 1).start
    }
  }

  func belongs(_ story: Story, to key: BreakdownKey) -> Bool {
    switch key {
    case .tier(let tier): story.tier == tier
    case .channel(let channel): story.channel == channel
    case .category(let category): story.category == category?.name
    case .group(let group): story.group == group
    case .handler(let handler): story.handler == handler
    case .company(let company): story.group.flatMap { companies[$0] } == company
    case .neighborhood(let id): story.scope == id
    }
  }
}
