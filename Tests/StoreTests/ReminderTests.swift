import CoreModel
import GRDB
import Testing

@testable import Store

@Suite("Reminders in the store") struct ReminderStoreTests {
  /// Requests of every age, urgency and step around the bounds of what rings.
  private func filled() throws -> TestDesk {
    let desk = try TestDesk()
    for index in 0..<90 {
      let received = desk.now.adding(minutes: -index * 37)
      let urgency = Urgency.allCases[index % 3]
      var steps: [RequestCommand] = []
      if index % 4 == 1 { steps = [.respond(note: "")] }
      if index % 4 == 2 { steps = [.respond(note: ""), .triage(TriageDecision(tier: .first))] }
      if index % 9 == 4 { steps = desk.closing }
      try desk.add("第\(index)件", urgency: urgency, receivedAt: received, followedBy: steps)
    }
    return desk
  }

  /// What the rules say of every open request, one by one.
  private func slow(_ desk: TestDesk, at now: Instant) throws -> Set<String> {
    let rows = try desk.store.queue(QueueFilter(scope: desk.scope), limit: 1000, now: now).rows
    return Set(
      try rows.compactMap { row in
        let detail = try desk.store.detail(id: row.id)
        let reminder = detail.obligation.flatMap {
          ReminderRules.reminder(
            of: $0, urgency: row.urgency, isAnswered: row.status != .registered, at: now)
        }
        guard let reminder, detail.request.acknowledged?.covers(reminder) != true else {
          return nil
        }
        return "\(row.number) \(reminder.level)"
      })
  }

  @Test("What the database finds is what the rules say, at any time, also after some were seen")
  func agrees() throws {
    let desk = try filled()
    var found = 0
    for minutes in stride(from: -300, through: 2000, by: 115) {
      let now = desk.now.adding(minutes: minutes)
      let list = try desk.store.reminders(of: desk.scope, now: now)
      let expected = try slow(desk, at: now)
      #expect(list.total == expected.count)
      let names = Set(list.items.map { "\($0.row.number) \($0.reminder.level)" })
      #expect(list.items.count == min(expected.count, ReminderList.most))
      #expect(names.isSubset(of: expected))
      found += names.count
      for item in list.items.prefix(3) {
        _ = try desk.store.perform(
          .acknowledge(item.reminder), on: item.row.id, expecting: nil, by: desk.actor, at: now)
      }
    }
    #expect(found > 50)
    #expect(try desk.store.doctor().checks.allSatisfy(\.ok))
  }

  @Test("What is kept beside the log and is not what the log says is found")
  func doctor() throws {
    let desk = try TestDesk()
    let id = try desk.add("楼道灯不亮").history.id
    let reminder = Reminder(.soon, of: .firstResponse, dueAt: desk.now)
    _ = try desk.store.perform(
      .acknowledge(reminder), on: id, expecting: nil, by: desk.actor, at: desk.now)
    #expect(try desk.store.doctor().checks.allSatisfy(\.ok))
    try desk.store.change { db in try db.execute(sql: "UPDATE reminder_seen SET level = 3") }
    #expect(try !desk.store.doctor().checks.allSatisfy(\.ok))
  }
}
