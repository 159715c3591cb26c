import Testing

@testable import CoreModel

@Suite("Reminders") struct ReminderTests {
  private static let now = Instant(milliseconds: 1_795_261_320_000)

  struct Case: Sendable {
    var minutes: Int
    var urgency = Urgency.normal
    var isAnswered = true
    var level: ReminderLevel?
  }

  @Test(
    "What rings, and how loud",
    arguments: [
      Case(minutes: 31, level: nil), Case(minutes: 30, level: .soon),
      Case(minutes: 0, level: .soon),
      Case(minutes: -1, level: .overdue), Case(minutes: -24 * 60, level: .overdue),
      Case(minutes: -24 * 60 - 1, level: nil),
      Case(minutes: 600, urgency: .urgent, isAnswered: false, level: .pressing),
      Case(minutes: 600, urgency: .critical, isAnswered: true, level: nil),
      Case(minutes: 600, urgency: .normal, isAnswered: false, level: nil),
      Case(minutes: 5, urgency: .critical, isAnswered: false, level: .pressing),
      Case(minutes: -1, urgency: .critical, isAnswered: false, level: .overdue),
    ])
  func level(_ case: Case) {
    let owed = Obligation(
      .firstResponse, dueAt: Self.now.adding(minutes: `case`.minutes), owedBy: .desk)
    let reminder = ReminderRules.reminder(
      of: owed, urgency: `case`.urgency, isAnswered: `case`.isAnswered, at: Self.now)
    #expect(reminder?.level == `case`.level)
    #expect(reminder == nil || reminder?.dueAt == owed.dueAt)
  }

  @Test("Seeing one makes the same and the quieter ones be quiet, not the louder, not another")
  func covers() {
    for a in ReminderLevel.allCases {
      for b in ReminderLevel.allCases {
        let seen = Reminder(a, of: .arrival, dueAt: Self.now)
        #expect(seen.covers(Reminder(b, of: .arrival, dueAt: Self.now)) == (a >= b))
        #expect(!seen.covers(Reminder(b, of: .feedback, dueAt: Self.now)))
        #expect(!seen.covers(Reminder(b, of: .arrival, dueAt: Self.now.adding(minutes: 1))))
      }
    }
  }

  @Test("Time alone never makes a reminder quieter while it rings, and never lets one pass unheard")
  func grows() {
    let owed = Obligation(.arrival, dueAt: Self.now, owedBy: .desk)
    for urgency in Urgency.allCases {
      var last: ReminderLevel?
      for minute in stride(from: -120, through: ReminderRules.overdueHours * 60, by: 1) {
        let level = ReminderRules.reminder(
          of: owed, urgency: urgency, isAnswered: false, at: Self.now.adding(minutes: minute))?
          .level
        if minute >= -ReminderRules.leadMinutes { #expect(level != nil) }
        if let last { #expect(level ?? last >= last) }
        last = level
      }
    }
  }

  @Test("It is an event, no step; nobody needs to see it twice; a closed request rings no more")
  func event() throws {
    var story = try #require(RequestStory())
    try story.give(.respond(note: ""))
    let step = story.history.lastStep
    let reminder = Reminder(.soon, of: .dispatch, dueAt: story.now.adding(minutes: 5))
    let version = story.request.version
    try story.give(.acknowledge(reminder), by: Cast.director)
    #expect(story.request.acknowledged == reminder)
    #expect(story.history.lastStep == step)
    #expect(story.history.newsSince(version: version) == nil)
    #expect(throws: Refusal.self) { try story.give(.acknowledge(reminder)) }
    try story.give(.acknowledge(Reminder(.overdue, of: .dispatch, dueAt: reminder.dueAt)))
    #expect(throws: Refusal.self) { try story.give(.acknowledge(reminder)) }
    #expect(throws: Refusal.self) {
      try story.give(.acknowledge(Reminder(.soon, of: .arrival, dueAt: story.now)), by: Cast.reader)
    }
    try story.give(.cancel(reason: "重复"))
    #expect(throws: Refusal.self) {
      try story.give(.acknowledge(Reminder(.soon, of: .arrival, dueAt: story.now)))
    }
  }
}
