import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("Rounds in the store") struct RoundStoreTests {
  private let desk: TestDesk

  init() throws { desk = try TestDesk() }

  private var walk: Checklist {
    Checklist(
      name: "夜巡", kind: .places, categories: ["环境卫生", "文明劝导"],
      points: [CheckPoint(name: "北门"), CheckPoint(name: "12号楼地下车库"), CheckPoint(name: "南门")])
  }

  private func begin(minutes: Int = 0) throws -> Round {
    try desk.store.beginRound(
      walk, in: desk.scope, by: desk.actor, at: desk.now.adding(minutes: minutes))
  }

  private func give(
    _ command: RoundCommand, to round: Round, expecting version: Int? = nil, minutes: Int = 5
  ) throws -> Round {
    try desk.store.perform(
      command, on: round.id, expecting: version, in: desk.scope, by: desk.actor,
      at: desk.now.adding(minutes: minutes))
  }

  @Test("A round is read as it was written, open or over, by when it began")
  func reading() throws {
    var round = try begin()
    round = try give(.check(PointReport(0, .fine)), to: round)
    round = try give(.check(PointReport(1, .problem, words: "积水", category: "环境卫生")), to: round)
    #expect(try desk.store.round(round.id, of: desk.scope) == round)
    #expect(try desk.store.openRounds(of: desk.scope) == [round])
    let (from, until) = (desk.now, desk.now.adding(minutes: 60))
    #expect(try desk.store.rounds(of: desk.scope, from: from, until: until) == [round])
    #expect(try desk.store.rounds(of: desk.scope, from: until, until: until).isEmpty)
    #expect(try desk.store.findings(of: desk.scope, from: from, until: until) == round.findings)
    #expect(round.findings.first?.group == desk.groups[0].id)
    round = try give(.finish(words: "", reason: "门锁着"), to: round, expecting: round.version)
    #expect(try desk.store.openRounds(of: desk.scope).isEmpty)
    #expect(try desk.store.rounds(of: desk.scope, from: from, until: until) == [round])
  }

  @Test("A finding becomes a request in one transaction, linked both ways, and only once")
  func registers() throws {
    var round = try give(.check(PointReport(1, .problem, words: "积水")), to: try begin())
    let finding = try #require(round.findings.first)
    let result = try desk.store.register(
      finding.id, of: round.id, in: desk.scope, by: desk.actor, at: desk.now.adding(minutes: 6))
    round = result.round
    let request = result.request.request
    #expect(request.registration.text == "积水" && request.registration.place.detail == "地下车库")
    #expect(round.findings.first?.request == FindingRequest(id: request.id, number: request.number))
    let detail = try desk.store.detail(id: request.id)
    #expect(detail.checks?.findings == round.findings)
    #expect(throws: StoreError.self) {
      try desk.store.register(
        finding.id, of: round.id, in: desk.scope, by: desk.actor, at: desk.now)
    }
    #expect(try desk.store.requestCount(of: desk.scope) == 1)
    // Nor with a role that may not register: the finding stays as it was.
    round = try give(.check(PointReport(2, .problem, words: "堆物")), to: round)
    let second = try #require(round.findings.last)
    #expect(throws: StoreError.self) {
      try desk.store.register(
        second.id, of: round.id, in: desk.scope, by: Actor(desk.fitter), at: desk.now)
    }
    #expect(try desk.store.round(round.id, of: desk.scope) == round)
    // The same matter as a request that is there.
    round = try desk.store.link(
      second.id, of: round.id, to: request.id, in: desk.scope, by: desk.actor, at: desk.now)
    #expect(try desk.store.detail(id: request.id).checks?.findings.count == 2)
  }

  @Test(
    "Nothing of a round that was given up is registered, and nothing is put to a request that is over"
  )
  func registersNothing() throws {
    var round = try give(.check(PointReport(1, .problem, words: "积水")), to: try begin())
    let finding = try #require(round.findings.first)
    let over = try desk.add("登记错了", followedBy: [.cancel(reason: "登记错了")])
    let closed = try #require(throws: StoreError.self) {
      try desk.store.link(
        finding.id, of: round.id, to: over.request.id, in: desk.scope, by: desk.actor, at: desk.now)
    }
    #expect(closed.message.contains("已经办结或撤销"))
    round = try give(.drop(reason: "开错了"), to: round)
    let before = try desk.store.requestCount(of: desk.scope)
    let dropped = try #require(throws: StoreError.self) {
      try desk.store.register(
        finding.id, of: round.id, in: desk.scope, by: desk.actor, at: desk.now)
    }
    #expect(dropped.message.contains("已经作废"))
    #expect(try desk.store.requestCount(of: desk.scope) == before)
  }

  @Test("The ladder counts what was found at the place in earlier rounds")
  func ladder() throws {
    let steps = ["劝导登记", "屡劝不改", "移交城管"]
    for (night, rung) in steps.enumerated() {
      let start = night * 1440
      var round = try begin(minutes: start)
      round = try give(
        .check(PointReport(0, .problem, words: "遛狗不牵绳", category: "文明劝导")), to: round,
        minutes: start + 5)
      #expect(round.findings.first?.standing?.rung == rung)
      #expect(round.findings.first?.standing?.count == night + 1)
      round = try give(.finish(words: "", reason: "只走一处"), to: round, minutes: start + 9)
    }
    let round = try begin(minutes: 3 * 1440)
    let before = try desk.store.findings(
      atPlacesOf: round, of: desk.scope, since: desk.now.adding(minutes: -1440))
    #expect(before.map { $0.standing?.count } == [3, 2, 1])
  }

  @Test(
    "What was taken back, and rounds that do not count, leave no finding behind; the log keeps them"
  )
  func withdrawn() throws {
    var round = try give(.check(PointReport(0, .problem, words: "脏")), to: try begin())
    let (from, until) = (desk.now, desk.now.adding(minutes: 60))
    round = try give(.withdraw(point: 0), to: round)
    #expect(try desk.store.findings(of: desk.scope, from: from, until: until).isEmpty)
    round = try give(.check(PointReport(0, .problem, words: "脏")), to: round)
    round = try give(.drop(reason: "开错了"), to: round)
    #expect(try desk.store.findings(of: desk.scope, from: from, until: until).isEmpty)
    #expect(round.findings.count == 1 && round.version == 5)
  }

  @Test("Two people tick at once without a conflict; who ends what another desk has ended is told")
  func together() throws {
    let round = try begin()
    _ = try give(.check(PointReport(0, .fine)), to: round)
    let seen = try give(.check(PointReport(1, .fine)), to: round)
    _ = try give(.check(PointReport(2, .fine)), to: round)
    #expect {
      try give(.finish(words: "", reason: "雨"), to: seen, expecting: seen.version)
    } throws: { error in
      guard case StoreError.conflict(let other) = error else { return false }
      return other.by == "王芳" && other.title == "打点"
    }
    _ = try give(.finish(words: "", reason: ""), to: round)
    #expect {
      try give(.finish(words: "", reason: ""), to: round)
    } throws: { error in
      guard case StoreError.refused(let refusal) = error else { return false }
      return refusal.message.contains("已由 王芳")
    }
  }

  @Test("Steps of a request are begun for it and show beside it")
  func steps() throws {
    let request = try desk.add("楼上漏水到我家，吵起来了")
    let steps = try #require(ChecklistBook.standard.checklist(named: "调解四步法"))
    let round = try desk.store.beginRound(
      steps, about: request.history.id, in: desk.scope, by: desk.actor, at: desk.now)
    #expect(round.request?.number == request.request.number)
    #expect(try desk.store.detail(id: request.history.id).checks?.rounds == [round])
    #expect(throws: StoreError.self) {
      try desk.store.beginRound(
        steps, about: RequestID("none"), in: desk.scope, by: desk.actor, at: desk.now)
    }
  }

  @Test("Checklists are kept as text; a round keeps the one that it began with")
  func templates() throws {
    let round = try begin()
    #expect(try desk.store.rules(of: desk.scope).checklists == .standard)
    let book = try ChecklistBook(text: "== 夜巡 | 点位\n东门")
    try desk.store.setChecklists(
      book, seen: ChecklistBook.standardText, of: desk.scope, by: desk.actor)
    #expect(try desk.store.rules(of: desk.scope).checklists == book)
    #expect(try desk.store.round(round.id, of: desk.scope).checklist.points.count == 3)
    #expect(throws: StoreError.self) {
      try desk.store.setChecklists(
        book, seen: ChecklistBook.standardText, of: desk.scope, by: desk.actor)
    }
    #expect(throws: StoreError.self) {
      try desk.store.setChecklists(book, of: desk.scope, by: Actor(desk.fitter))
    }
  }

  @Test("Every list is asked of an index")
  func indexes() throws {
    let queries = [
      "SELECT uid FROM round WHERE neighborhood_id = 1 AND started_at >= 1 AND started_at < 2 ORDER BY started_at, id",
      "SELECT uid FROM round WHERE neighborhood_id = 1 AND ended_at IS NULL ORDER BY started_at, id",
      "SELECT uid FROM round WHERE request_id = 1 ORDER BY started_at DESC, id DESC",
      "SELECT f.uid FROM finding f WHERE f.neighborhood_id = 1 AND f.at >= 1 AND f.at < 2 ORDER BY f.at, f.id",
      "SELECT f.uid FROM finding f WHERE f.neighborhood_id = 1 AND f.place_key = 'x' AND f.place_key <> '' AND f.at >= 1 ORDER BY f.at",
      "SELECT f.uid FROM finding f WHERE f.request_id = 1 ORDER BY f.at, f.id",
    ]
    for query in queries {
      let plan = try desk.store.pool.read { db in
        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query).map { $0["detail"] as String }
      }
      #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(query): \(plan)")
    }
  }
}
