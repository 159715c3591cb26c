import CoreModel
import GRDB
import Testing

@testable import Store

@Suite struct BuiltInRulesTests {
  /// What a database looks like that an earlier release with other rules has left behind.
  private func left(_ desk: TestDesk, by fingerprint: String?) throws {
    try desk.store.pool.write { db in
      try db.execute(sql: "UPDATE request SET due_at = due_at + 60000 WHERE due_at IS NOT NULL")
      try db.execute(sql: "DELETE FROM setting WHERE name = 'builtIn'")
      if let fingerprint {
        try db.execute(
          sql: "INSERT INTO setting (neighborhood_id, name, value) VALUES (1, 'builtIn', ?)",
          arguments: [fingerprint])
      } else {
        try db.execute(sql: "DELETE FROM setting")
      }
    }
  }

  @Test(arguments: [nil, "0-ff"]) func aReleaseWithOtherRulesReckonsOpenRequestsAnew(
    earlier: String?
  ) throws {
    let desk = try TestDesk()
    for text in ["一", "二"] { try desk.add(text) }
    try desk.add("三", followedBy: desk.closing)
    let filter = QueueFilter(scope: desk.scope)
    let due = try desk.store.queue(filter, now: desk.now).rows.map(\.obligation)
    try left(desk, by: earlier)
    #expect(try !desk.store.doctor().ok)
    // Looking changes nothing, and a desk that may write puts it right as it opens.
    try DeskStore.open(path: desk.store.path, mode: .readOnly).close()
    #expect(try desk.store.queue(filter, now: desk.now).rows.map(\.obligation) != due)
    try DeskStore.open(path: desk.store.path).close()
    #expect(try desk.store.queue(filter, now: desk.now).rows.map(\.obligation) == due)
    #expect(try desk.store.doctor().ok)
  }

  @Test func aRequestThatCannotBeReadDoesNotKeepADeskFromOpening() throws {
    let desk = try TestDesk()
    try desk.add("好的")
    let bad = try desk.add("坏的").rowKey
    try desk.store.pool.write { db in
      try db.execute(sql: "DROP TRIGGER event_no_update")
      try db.execute(sql: "UPDATE event SET payload = '{}' WHERE request_id = ?", arguments: [bad])
    }
    try left(desk, by: nil)
    try DeskStore.open(path: desk.store.path).close()
    let report = try desk.store.doctor()
    #expect(report.checks.first { $0.name == "projection" }?.detail.contains("1 处不符") == true)
  }

  @Test func aNewNeighbourhoodKeepsThePolicyThatItBeganWith() throws {
    let desk = try TestDesk()
    let own = Set(
      try desk.store.pool.read { db in
        try String.fetchAll(db, sql: "SELECT name FROM setting WHERE neighborhood_id = 1")
      })
    #expect(own == ["policies", "builtIn"])
    #expect(try desk.store.rules(of: desk.scope) == DeskRules())
    // Another standard of a later release must not touch it.
    let short = try Policy([PolicyRule(.firstResponse, .wallMinutes(7), title: "首响", source: "")])
    try desk.store.setPolicies(PolicyBook(original: short), of: desk.scope)
    try left(desk, by: "5-ff")
    let reopened = try DeskStore.open(path: desk.store.path)
    #expect(try reopened.rules(of: desk.scope).deadlines.policies == PolicyBook(original: short))
    try reopened.close()
  }

  @Test func aPolicyFromBeforeTheTicketsGetsTheirClocksAndKeepsItsOwn() throws {
    let desk = try TestDesk()
    let short = try Policy([PolicyRule(.firstResponse, .wallMinutes(7), title: "首响", source: "")])
    try desk.store.setPolicies(PolicyBook(original: short), of: desk.scope)
    try left(desk, by: "1-ff")
    let reopened = try DeskStore.open(path: desk.store.path)
    let book = try reopened.rules(of: desk.scope).deadlines.policies
    #expect(book.original == short)
    let newest = try #require(book.versions.last?.policy.rules)
    #expect(newest.first == short.rules.first)
    let added = PolicyBook.ticketClocks.union(PolicyBook.escalationClocks)
    #expect(Set(newest.map(\.clock)) == added.union([.firstResponse]))
    try reopened.close()
  }

  @Test func theFingerprintFollowsTheRules() throws {
    var rules = DeadlineRules.standard
    let standard = try BuiltInRules.fingerprint()
    #expect(try BuiltInRules.fingerprint(of: rules) == standard)
    let newYear = try #require(Day(year: 2027, month: 1, day: 1))
    rules.calendar = rules.calendar.adding(
      year: try CalendarYear(
        year: 2027, source: "国务院办公厅",
        holidays: [CalendarYear.Holiday("元旦", from: newYear, through: newYear)],
        workdays: []))
    #expect(try BuiltInRules.fingerprint(of: rules) != standard)
  }
}
