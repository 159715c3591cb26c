import CoreModel
import GRDB
import Testing

@testable import Store

@Suite("督办 over one neighbourhood or many") struct SupervisionStoreTests {
  @Test(
    "Every figure is what a slow look at every history finds, and every list has as many",
    arguments: 0..<6)
  func figures(_ seed: Int) throws {
    let desk = try SeveralHomes()
    var random = SplitMix64(seed: UInt64(seed) &* 31 &+ 5)
    var ids: [(RequestID, NeighborhoodID)] = []
    for index in 0..<40 {
      let isThere = index % 3 == 0
      let at = desk.now.adding(minutes: -Int.random(in: 0..<12_000, using: &random))
      let detail =
        isThere
        ? try desk.addThere("垃圾没有清运\(index)", at: at)
        : try desk.home.add(
          "水管漏水\(index)", group: index % 4 == 3 ? nil : index % 3, receivedAt: at)
      ids.append((detail.history.id, isThere ? desk.other : desk.home.scope))
      var moment = at
      for _ in 0..<Int.random(in: 0..<14, using: &random) {
        moment = moment.adding(minutes: Int.random(in: 1..<900, using: &random))
        guard moment < desk.now else { break }
        let boss = isThere ? desk.stranger : desk.home.secretary
        let officer = isThere ? desk.otherOfficer : desk.home.officer
        guard let command = Self.commands(desk, moment, isThere).randomElement(using: &random)
        else { continue }
        for actor in [Actor(officer), Actor(boss)] {
          do {
            _ = try desk.store.perform(
              command, on: detail.history.id, expecting: nil, by: actor, at: moment)
            break
          } catch StoreError.refused { continue }
        }
      }
    }
    try expectFigures(desk, ids)
    // The same is reckoned when rules change.
    try desk.store.setPolicies(.standard, of: desk.home.scope)
    try expectFigures(desk, ids)
  }

  private func expectFigures(_ desk: SeveralHomes, _ ids: [(RequestID, NeighborhoodID)]) throws {
    let survey = try desk.store.supervision(for: desk.supervisor.id, now: desk.now)
    #expect(survey.homes.map(\.id) == [desk.other, desk.home.scope], "北片区 first, none last")
    var slow: [NeighborhoodID: [GroupID?: [Concern: Int]]] = [:]
    var open: [NeighborhoodID: Int] = [:]
    for (id, scope) in ids {
      let detail = try desk.store.detail(id: id)
      let owed = detail.obligation
      if owed == nil, detail.request.inquiriesToRead.isEmpty { continue }
      if owed != nil { open[scope, default: 0] += 1 }
      let calendar = try desk.store.rules(of: scope).deadlines.calendar
      let facts = WatchFacts(
        status: detail.request.status, dueAt: owed?.dueAt, watch: RequestWatch(detail.history),
        hasLinked: !detail.kin.linked.isEmpty)
      let concerns = facts.concerns(
        at: desk.now, stalledBefore: calendar.stalledBefore(desk.now, workingDays: 3))
      for concern in concerns.all {
        slow[scope, default: [:]][detail.request.registration.place.group, default: [:]][
          concern, default: 0] += 1
      }
    }
    for home in survey.homes {
      #expect(home.tally.open == open[home.id] ?? 0)
      for concern in Concern.allCases {
        var sum = 0
        for group in home.groups {
          let expected = slow[home.id]?[group.id]?[concern] ?? 0
          #expect(group.tally[concern] == expected, "\(concern) of \(group.name)")
          let list = try desk.store.supervised(
            at: .group(home.id, group.id), concern: concern, for: desk.supervisor.id,
            now: desk.now)
          #expect(list.total == expected && list.rows.count == expected)
          #expect(list.rows.allSatisfy { $0.concerns.contains(concern) })
          sum += expected
        }
        #expect(home.tally[concern] == sum)
        let all = try desk.store.supervised(
          at: .neighborhood(home.id), concern: concern, for: desk.supervisor.id, now: desk.now)
        #expect(all.total == sum)
      }
      let any = try desk.store.supervised(
        at: .area(home.area), concern: nil, for: desk.supervisor.id, now: desk.now)
      #expect(any.total == home.tally.concerned)
      #expect(home.tally.ownersByCount.reduce(0) { $0 + $1.count } == home.tally[.overdue])
    }
  }

  private static func commands(
    _ desk: SeveralHomes, _ now: Instant, _ isThere: Bool
  ) -> [RequestCommand] {
    let handler = isThere ? desk.otherOfficer.id : desk.home.fitter.id
    return [
      .respond(note: "已回电"), .triage(TriageDecision(tier: .second)),
      .dispatch(Dispatch(to: .person(handler))), .accept(by: nil), .arrive(note: ""),
      .resolve(Resolution(outcome: "修好了")), .feedback(Feedback("修好了", by: .phone)),
      .confirm(note: ""), .reject(reason: "还在漏"), .supervise(instruction: "今天办好"),
      .hold(Hold(reason: "等配件", until: now.adding(minutes: 3000))), .resume(note: ""),
      .escalate(reason: "反复"), .reopen(reason: "又漏了"), .undo(reason: ""),
      .inquiry(.ask(InquiryOrder(.question, "怎么还没办？", dueAt: now.adding(minutes: 600)))),
      .inquiry(.answer("明天办", of: nil)), .inquiry(.close("", of: nil)),
      .inquiry(.sendBack("说清楚", dueAt: now.adding(minutes: 500), of: nil)),
    ]
  }

  @Test("Nothing is read but the open requests, by an index that has all of it")
  func plans() throws {
    let desk = try SeveralHomes()
    let plans = try desk.store.look { db in
      try [SupervisionQuery.open, EscalationQuery.open, SupervisionQuery.absent].map { sql in
        try Row.fetchAll(
          db, sql: "EXPLAIN QUERY PLAN " + sql,
          arguments: StatementArguments([Int64](repeating: 1, count: sql.count { $0 == "?" }))
        ).map { $0["detail"] as String }
      }
    }
    #expect(plans[0].contains { $0.contains("SEARCH r USING COVERING INDEX request_watched") })
    #expect(plans[0].contains { $0.contains("SEARCH l USING COVERING INDEX request_link_main") })
    #expect(plans[1].contains { $0.contains("SEARCH r USING INDEX request_open") })
    // Nothing but the few that have a question.
    let closed = try desk.store.look { db in
      try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN " + SupervisionQuery.closed, arguments: [1]
      ).map { $0["detail"] as String }
    }
    #expect(closed.contains { $0.contains("request_watch_inquiry") })
    #expect(closed.contains { $0.contains("SEARCH r USING INTEGER PRIMARY KEY") })
    #expect(plans[2].contains { $0.contains("SEARCH c USING INDEX whistle_call_missing") })
    for step in plans.flatMap(\.self) { #expect(!step.hasPrefix("SCAN"), "\(step)") }
  }

  @Test("Whoever belongs to one neighbourhood sees that one")
  func scope() throws {
    let desk = try SeveralHomes()
    try desk.home.add("水管漏水", group: 0)
    try desk.addThere("垃圾没有清运")
    let own = try desk.store.supervision(for: desk.stranger.id, now: desk.now)
    #expect(own.homes.map(\.id) == [desk.other])
    let later = desk.now.adding(minutes: 6000)
    let list = try desk.store.supervised(
      at: .everywhere, concern: .overdue, for: desk.stranger.id, now: later)
    #expect(list.rows.map(\.row.text) == ["垃圾没有清运"])
  }

  @Test("A question comes back marked until it is closed")
  func question() throws {
    let desk = try SeveralHomes()
    let id = try desk.home.add("水管漏水", group: 0).history.id
    let boss = Actor(desk.supervisor)
    func tally() throws -> SupervisionTally {
      let survey = try desk.store.supervision(for: desk.supervisor.id, now: desk.now)
      let home = survey.homes.first { $0.id == desk.home.scope }
      return home?.tally ?? SupervisionTally()
    }
    _ = try desk.store.perform(
      .inquiry(.ask(InquiryOrder(.question, "为什么没人去？", dueAt: desk.now.adding(minutes: 60)))),
      on: id, expecting: nil, by: boss, at: desk.now)
    #expect(try tally()[.asked] == 1 && tally()[.answered] == 0)
    _ = try desk.store.perform(
      .inquiry(.answer("师傅在路上", of: nil)), on: id, expecting: nil, by: desk.home.actor,
      at: desk.now)
    #expect(try tally()[.asked] == 0 && tally()[.answered] == 1)
    _ = try desk.store.perform(
      .inquiry(.close("", of: nil)), on: id, expecting: nil, by: boss, at: desk.now)
    #expect(try tally()[.asked] == 0 && tally()[.answered] == 0)
  }
}

@Suite("督办层级 in the store") struct EscalationStoreTests {
  /// A Monday morning, when everybody is at work.
  let morning = Instant(iso8601: "2026-11-23T09:30:00+08:00") ?? Instant(milliseconds: 0)

  @Test("A level is told once, over several desks and after they were started anew")
  func once() throws {
    let desk = try TestDesk()
    let id = try desk.add("水管漏水", group: 0).history.id
    let path = desk.store.path
    let other = try DeskStore.open(path: path)
    defer { try? other.close() }
    // Late since Saturday night; whoever is at the desk on Monday hears of it, one of them.
    #expect(try desk.store.escalationsDue(for: desk.officer.id, in: desk.scope, now: morning) == 1)
    #expect(try other.escalate(to: desk.officer.id, in: desk.scope, now: morning) == 1)
    #expect(try desk.store.escalate(to: desk.officer.id, in: desk.scope, now: morning) == 0)
    #expect(
      try desk.store.escalate(
        to: desk.officer.id, in: desk.scope, now: morning.adding(minutes: 300)) == 0)
    let again = try DeskStore.open(path: path)
    defer { try? again.close() }
    #expect(try again.escalationsDue(for: desk.officer.id, in: desk.scope, now: morning) == 0)
    let told = try again.escalations(for: desk.officer.id, in: desk.scope)
    #expect(told.map(\.row.id) == [id])
    #expect(told.first?.notice.level == "全部 到期 值班")
    try again.seeEscalations(of: [id], by: desk.officer.id, at: morning)
    #expect(try again.escalations(for: desk.officer.id, in: desk.scope).isEmpty)
    #expect(try again.escalations(of: id).count == 1)
  }

  @Test("Nobody is told at night or on leave, and 书记 where there is no 主任")
  func quiet() throws {
    let desk = try TestDesk()
    try desk.add("水管漏水", group: 0)
    let midnight = Instant(iso8601: "2026-11-23T00:10:00+08:00") ?? morning
    for person in [desk.officer, desk.secretary] {
      #expect(try desk.store.escalationsDue(for: person.id, in: desk.scope, now: midnight) == 0)
    }
    let tuesday = morning.adding(minutes: 1440 + 600)
    #expect(
      try desk.store.escalationsDue(for: desk.secretary.id, in: desk.scope, now: morning) > 0)
    // 后1工作日 主任, of whom there is none.
    _ = try desk.store.escalate(
      to: desk.secretary.id, in: desk.scope, now: tuesday.adding(minutes: -300))
    let told = try desk.store.escalations(for: desk.secretary.id, in: desk.scope)
    #expect(told.contains { $0.notice.level == "全部 后1工作日 主任" })
  }

  @Test("Another step owed is told anew; what is settled is told no more")
  func another() throws {
    let desk = try TestDesk()
    let id = try desk.add("水管漏水", group: 0).history.id
    _ = try desk.store.escalate(to: desk.officer.id, in: desk.scope, now: morning)
    _ = try desk.store.perform(
      .respond(note: "已回电"), on: id, expecting: nil, by: desk.actor, at: morning)
    #expect(try desk.store.escalations(for: desk.officer.id, in: desk.scope).isEmpty)
    let later = morning.adding(minutes: 60)
    let owed = try #require(try desk.store.detail(id: id).obligation)
    #expect(owed.kind != .firstResponse)
    if owed.dueAt < later {
      #expect(try desk.store.escalate(to: desk.officer.id, in: desk.scope, now: later) == 1)
    }
  }

  @Test("The text is kept word for word, and nobody writes over what they have not seen")
  func text() throws {
    let desk = try TestDesk()
    let book = try EscalationBook(text: "全部 后2天 书记\n压着不动 5工作日")
    try desk.store.setEscalationBook(
      book, seen: EscalationBook.standard.text, of: desk.scope, by: desk.boss)
    #expect(try desk.store.rules(of: desk.scope).escalation == book)
    #expect(throws: StoreError.self) {
      try desk.store.setEscalationBook(
        book, seen: EscalationBook.standard.text, of: desk.scope, by: desk.boss)
    }
    #expect(throws: StoreError.self) {
      try desk.store.setEscalationBook(book, of: desk.scope, by: desk.actor)
    }
  }
}
