import CoreModel
import Testing

@testable import Store

@Suite("一类事 in the store") struct ClusterTests {
  @Test func theWindowCountsTheTrendAndWhatIsStillOpen() throws {
    let desk = try TestDesk()
    for (days, text) in [(40, "电梯停了"), (28, "电梯故障"), (3, "升降机坏了"), (1, "电梯又坏了")] {
      try desk.add(
        text, group: 0, room: "\(days)01", receivedAt: desk.now.adding(minutes: -days * 1440),
        followedBy: days == 28 ? desk.closing : [])
    }
    try desk.add("电梯停了", group: 1)
    try desk.add("电梯停了", group: 0, followedBy: [.cancel(reason: "登记错了")])
    let month = try desk.store.clusters(of: desk.scope, days: 30, now: desk.now)
    let row = try #require(month.clusters.first)
    #expect(month.clusters.count == 1 && month.looked == 4 && !month.isCut)
    #expect(row.count == 3 && row.open == 2 && row.topic == "电梯")
    #expect(row.trend.count == ClusterRow.parts && row.trend.reduce(0, +) == 3)
    #expect(row.trend.first == 1 && row.trend.last == 2)
    #expect(row.examples == ["电梯又坏了", "升降机坏了", "电梯故障"])
    #expect(row.place == "12号楼")
    let rows = try desk.store.rows(row.keys, in: desk.scope)
    #expect(rows.map(\.text) == row.examples)
    let week = try desk.store.clusters(of: desk.scope, days: 7, now: desk.now)
    #expect(week.clusters.map(\.count) == [2])
    let quarter = try desk.store.clusters(of: desk.scope, days: 60, now: desk.now)
    #expect(quarter.clusters.map(\.count) == [4])
  }

  @Test("What an item carries already is not proposed again")
  func carried() throws {
    let desk = try TestDesk()
    let first = try desk.add("电梯停了", group: 0, room: "101")
    try desk.add("电梯又停了", group: 0, room: "201")
    let survey = try desk.store.clusters(of: desk.scope, days: 30, now: desk.now)
    let before = try #require(try desk.store.withCarriers(survey.clusters).first)
    #expect(before.carried.isEmpty && before.proposable == 2)
    _ = try desk.store.propose(
      AgendaOrder(title: "电梯"), about: [first.history.id], in: desk.scope, by: desk.actor,
      at: desk.now)
    let after = try #require(try desk.store.withCarriers([before]).first)
    #expect(Array(after.carried.values) == [.agenda] && after.proposable == 1)
  }

  @Test func anEmptyWindowHasNone() throws {
    let desk = try TestDesk()
    #expect(try desk.store.clusters(of: desk.scope, days: 0, now: desk.now) == ClusterSurvey())
  }
}
