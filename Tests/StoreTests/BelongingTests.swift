import CoreModel
import Testing

@testable import Store

@Suite("Several neighbourhoods in one database, and who belongs where") struct BelongingTests {
  @Test("Everybody reaches the neighbourhoods that they work for, a supervisor all of them")
  func reach() throws {
    let desk = try SeveralHomes()
    #expect(try desk.store.reach(of: desk.home.officer.id).map(\.id) == [desk.home.scope])
    #expect(try desk.store.reach(of: desk.stranger.id).map(\.id) == [desk.other])
    #expect(
      try desk.store.reach(of: desk.supervisor.id).map(\.id) == [desk.home.scope, desk.other])
    let seats = try desk.store.seats()
    #expect(seats.first { $0.person == desk.supervisor }?.neighborhoods.count == 2)
    #expect(seats.first { $0.person == desk.stranger }?.neighborhoods.map(\.id) == [desk.other])
  }

  @Test("Steps in a neighbourhood that one does not belong to are refused, whatever they are")
  func steps() throws {
    let desk = try SeveralHomes()
    let store = desk.store
    let detail = try desk.home.add("楼道灯不亮", group: 0)
    let outsider = Actor(desk.stranger)
    let id = detail.history.id
    refuses {
      try store.perform(.note(text: "看看"), on: id, expecting: nil, by: outsider, at: desk.now)
    }
    refuses {
      try store.register(desk.home.form("漏水", group: 1), by: outsider, at: desk.now)
    }
    refuses {
      try store.perform(
        .addMicroGrids(["第一微网格"]), in: desk.home.scope, by: outsider, at: desk.now)
    }
    refuses {
      try store.appoint("小李", role: .dutyOfficer, in: desk.home.scope, by: outsider, at: desk.now)
    }
    refuses {
      try store.perform(
        .set(
          TaskOrder(title: "疏通", person: desk.home.officer.id, dueAt: desk.now.adding(minutes: 60))),
        in: desk.home.scope, seen: nil, by: outsider, at: desk.now)
    }
    let all = try store.performAll([(id, nil)], .note(text: "看看"), by: outsider, at: desk.now)
    #expect(all.map(\.isDone) == [false])
    // Nothing of it was written.
    #expect(try store.detail(id: id).history.events.count == 1)
    #expect(try store.requestCount(of: desk.home.scope) == 1)
    // Who belongs there, and the supervisor of all, may.
    _ = try store.perform(
      .note(text: "已看"), on: id, expecting: nil, by: Actor(desk.supervisor), at: desk.now)
  }

  @Test("Readings of a neighbourhood that one does not belong to are refused, whatever they are")
  func readings() throws {
    let desk = try SeveralHomes()
    let store = desk.store
    let id = try desk.home.add("楼道灯不亮", group: 0, phone: "13800002046").history.id
    let scope = desk.home.scope
    let readings: [() throws -> Void] = [
      { _ = try store.queue(QueueFilter(scope: scope), now: desk.now) },
      { _ = try store.detail(id: id) },
      { _ = try store.details(of: [id]) },
      { _ = try store.directory(of: scope) },
      { _ = try store.counts(of: scope, now: desk.now) },
      { _ = try store.groupRows(of: scope, now: desk.now) },
      { _ = try store.reminders(of: scope, now: desk.now) },
      { _ = try store.morning(of: scope, day: desk.now.day, now: desk.now) },
      { _ = try store.shifts(of: scope, from: desk.now.day, through: desk.now.day) },
      { _ = try store.dutyBoard(of: scope, now: desk.now) },
      { _ = try store.mainCandidates(for: id, words: "", now: desk.now) },
      { _ = try store.facetCounts(QueueFilter(scope: scope), now: desk.now) },
      { _ = try store.arrivals(in: scope, after: nil) },
      { _ = try store.claims(of: scope, now: desk.now) },
      { _ = try store.rules(of: scope) },
      {
        _ = try store.survey(
          SurveyQuestion(ReportSpan(.month, of: desk.now.day), of: .neighborhood(scope)),
          at: desk.now)
      },
      {
        _ = try store.supervised(
          at: .neighborhood(scope), concern: nil, for: desk.stranger.id, now: desk.now)
      },
    ]
    for (index, reading) in readings.enumerated() {
      refuses("reading \(index)") { try Viewer.bound(to: desk.stranger.id) { try reading() } }
      // The last one asks for the stranger, whoever is bound.
      guard index < readings.count - 1 else { continue }
      for person in [desk.home.officer, desk.supervisor] {
        try Viewer.bound(to: person.id) { try reading() }
      }
    }
  }

  @Test("Who joins another neighbourhood works in both; who leaves one goes on in the other")
  func joining() throws {
    let desk = try SeveralHomes()
    let store = desk.store
    let person = desk.home.officer
    let boss = Actor(desk.supervisor)
    _ = try store.arrange(.join(person.id, desk.other), by: boss, at: desk.now)
    #expect(try store.reach(of: person.id).count == 2)
    #expect(try store.signIn(person: person.id, in: desk.other).neighborhood.id == desk.other)
    let detail = try desk.addThere("垃圾没有清运")
    _ = try store.perform(
      .note(text: "已联系"), on: detail.history.id, expecting: nil, by: Actor(person), at: desk.now)
    refuses { try store.arrange(.join(person.id, desk.other), by: boss, at: desk.now) }
    // Neither home of somebody who works in both says alone who they are, nor pulls anybody in.
    var other = person
    other.role = .readOnly
    refuses {
      try store.perform(
        .changePerson(other, was: person), in: desk.home.scope, by: Actor(desk.home.secretary),
        at: desk.now)
    }
    refuses {
      try store.arrange(
        .join(desk.stranger.id, desk.home.scope), by: Actor(desk.home.secretary), at: desk.now)
    }
    _ = try store.arrange(.leave(person.id, desk.other), by: boss, at: desk.now)
    #expect(try store.reach(of: person.id).map(\.id) == [desk.home.scope])
    refuses {
      try store.perform(
        .note(text: "再看"), on: detail.history.id, expecting: nil, by: Actor(person), at: desk.now)
    }
    // What they did there keeps their name.
    let directory = try store.directory(of: desk.other)
    #expect(directory.name(of: person.id) == person.name)
    #expect(directory.person(person.id)?.isActive == false)
    #expect(try store.directory(of: desk.home.scope).person(person.id)?.isActive == true)
  }

  @Test("Leaving the only neighbourhood, or with open requests, is refused with why")
  func leaving() throws {
    let desk = try SeveralHomes()
    let boss = Actor(desk.supervisor)
    let fitter = desk.home.fitter
    refuses { try desk.store.arrange(.leave(fitter.id, desk.home.scope), by: boss, at: desk.now) }
    _ = try desk.store.arrange(.join(fitter.id, desk.other), by: boss, at: desk.now)
    try desk.home.add(
      "漏水", group: 0,
      followedBy: [
        .triage(TriageDecision(tier: .first)), .dispatch(Dispatch(to: .person(fitter.id))),
      ])
    refuses { try desk.store.arrange(.leave(fitter.id, desk.home.scope), by: boss, at: desk.now) }
    refuses { try desk.store.arrange(.leave(boss.person, desk.home.scope), by: boss, at: desk.now) }
  }

  @Test("A neighbourhood is set up by the supervisor; by a 书记 while there is only one")
  func founding() throws {
    let one = try TestDesk()
    refuses {
      try one.store.arrange(
        .found(name: "翠湖居民区", area: nil, secretary: nil), by: one.actor, at: one.now)
    }
    _ = try one.store.arrange(
      .found(name: "翠湖居民区", area: "北片区", secretary: "张敏"), by: one.boss, at: one.now)
    #expect(try one.store.neighborhoods().map(\.name) == ["瑞和锦庭居民区", "翠湖居民区"])
    #expect(try one.store.areas().map(\.name) == ["北片区"])
    let found = try #require(try one.store.people().first { $0.name == "张敏" })
    #expect(found.role == .secretary)
    refuses {
      try one.store.arrange(
        .found(name: "第三居民区", area: nil, secretary: nil), by: one.boss, at: one.now)
    }
    refuses {
      try one.store.arrange(
        .found(name: "翠湖居民区", area: nil, secretary: nil), by: Actor(found), at: one.now)
    }
  }

  @Test("With several neighbourhoods nobody but a supervisor makes supervisors")
  func supervisors() throws {
    let desk = try SeveralHomes()
    refuses {
      try desk.store.appoint(
        "钱督导", role: .supervisor, in: desk.home.scope, by: desk.home.boss, at: desk.now)
    }
    refuses {
      var officer = desk.home.officer
      officer.role = .supervisor
      try desk.store.perform(
        .changePerson(officer, was: desk.home.officer), in: desk.home.scope, by: desk.home.boss,
        at: desk.now)
    }
    // A guest's papers are kept where they belong.
    refuses {
      var boss = desk.supervisor
      boss.phone = "13800001111"
      try desk.store.perform(
        .changePerson(boss, was: desk.supervisor), in: desk.other, by: Actor(desk.stranger),
        at: desk.now)
    }
  }

  private func refuses(_ what: String = "", _ body: () throws -> some Any) {
    do {
      _ = try body()
      Issue.record("nothing was refused \(what)")
    } catch StoreError.refused(let refusal) {
      #expect(!refusal.message.isEmpty)
    } catch let refusal as Refusal {
      #expect(!refusal.message.isEmpty)
    } catch {
      Issue.record("\(what): \(error)")
    }
  }
}

extension JointOutcome {
  fileprivate var isDone: Bool { if case .done = result { true } else { false } }
}
