import Testing

@testable import CoreModel

@Suite("常态措施 that come back") struct RecurrenceTests {
  private func moment(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }

  @Test(
    "The next one is a unit later at the same time of day",
    arguments: [
      (1, Recurrence.Unit.day, "2026-11-20T17:00", "2026-11-21T17:00"),
      (2, .week, "2026-11-20T09:30", "2026-12-04T09:30"),
      (1, .month, "2026-11-20T17:00", "2026-12-20T17:00"),
      (1, .quarter, "2026-11-30T17:00", "2027-02-28T17:00"),
      (1, .year, "2028-02-29T17:00", "2029-02-28T17:00"),
    ])
  func next(_ every: Int, _ unit: Recurrence.Unit, _ due: String, _ expected: String) throws {
    let recurrence = try #require(Recurrence(every: every, unit: unit))
    let due = try moment(due)
    #expect(try recurrence.next(after: due, now: due) == moment(expected))
  }

  @Test("Done late, it does not come back late; the 31st does not creep to the 28th")
  func lateAndShort() throws {
    let monthly = try #require(Recurrence(every: 1, unit: .month, monthDay: 31))
    let due = try moment("2026-01-31T17:00")
    let february = monthly.next(after: due, now: due)
    #expect(try february == moment("2026-02-28T17:00"))
    #expect(try monthly.next(after: february, now: february) == moment("2026-03-31T17:00"))
    let late = try moment("2026-05-10T09:00")
    #expect(try monthly.next(after: due, now: late) == moment("2026-05-31T17:00"))
  }

  @Test("What is done is followed by the next, what is dropped is not", arguments: [true, false])
  func following(isDone: Bool) throws {
    let due = try moment("2026-11-20T17:00")
    var task = DeskTask(
      TaskOrder(
        id: TaskID("t"), title: "疏通下水", person: PersonID("p"), dueAt: due,
        recurrence: Recurrence(every: 1, unit: .quarter)),
      by: PersonID("p"), at: due)
    #expect(task.following(at: due) == nil)
    task.apply(.settled(TaskSettlement(task.id, isDone ? .done : .dropped)), at: due)
    #expect(task.following(at: due)?.dueAt == (isDone ? try moment("2027-02-20T17:00") : nil))
  }

  @Test("It must come back, and within three years", arguments: [0, -1, 100])
  func nonsense(_ every: Int) { #expect(Recurrence(every: every, unit: .week) == nil) }
}
