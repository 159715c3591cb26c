import Testing

@testable import CoreModel

@Suite("Holds and clocks")
struct PauseTests {
  @Test(
    "A hold shifts a clock by what it took from it",
    arguments: [
      (Tier.first, "2026-11-20 09:30", "2026-11-20 10:15", "2026-11-20 11:45"),
      (.first, "2026-11-20 10:59", "2026-11-24 08:00", "2026-11-24 08:01"),
      // Working days: only a day at whose close it stood on hold is not counted.
      (.second, "2026-11-20 10:00", "2026-11-20 18:00", "2026-11-25 20:00"),
      (.second, "2026-11-23 10:00", "2026-11-25 09:00", "2026-11-27 20:00"),
      (.second, "2026-11-25 19:00", "2026-11-26 09:00", "2026-11-26 20:00"),
      (.second, "2026-11-23 20:00", "2026-11-24 09:00", "2026-11-26 20:00"),
      (.second, "2026-11-23 10:00", "2026-11-23 20:00", "2026-11-25 20:00"),
    ])
  func shifts(tier: Tier, from: String, to: String, due: String) throws {
    let story = DeadlineStory.underWay("2026-11-20 09:00", tier).accepted("2026-11-20 09:01")
    let original = try #require(try story.due(.resolution))
    let resumed = story.held(from, until: to).resumed(to)
    let clock = try #require(try resumed.clock(.resolution))
    #expect(clock.dueAt == shanghai(due))
    #expect(clock.originallyDueAt == original)
    #expect(try story.held(from, until: to).due(.resolution) == shanghai(due))
  }

  @Test("A hold that begins after a clock ran out does not heal it")
  func tooLate() throws {
    let story = DeadlineStory.underWay("2026-11-20 09:00", .first)
      .held("2026-11-20 12:00", until: "2026-11-20 15:00").resumed("2026-11-20 15:00")
    #expect(try story.due(.resolution) == shanghai("2026-11-20 11:00"))
  }

  @Test("The answer, the city's limit and the word to the resident run on")
  func unmoved() throws {
    let story = DeadlineStory("2026-11-20 09:00", channel: .hotline, ticket: .help)
    let held = story.held("2026-11-20 09:05", until: "2026-12-04 09:00")
    for kind in [ObligationKind.firstContact, .statutory, .contact] {
      #expect(try held.due(kind) == (try story.due(kind)))
      #expect(try held.resumed("2026-12-04 09:00").due(kind) == (try story.due(kind)))
    }
    #expect(try held.clock(.statutory)?.explanation.contains("挂起期间不停表") == true)
  }

  @Test("On hold, resuming is owed, unless something that no hold stops falls earlier")
  func owed() throws {
    let own = DeadlineStory.underWay("2026-11-20 09:00", .second)
      .held("2026-11-20 10:00", until: "2026-11-27 09:00")
    #expect(try own.owed() == "恢复 2026-11-27T09:00")
    let unanswered = DeadlineStory("2026-11-20 09:00")
      .held("2026-11-20 09:02", until: "2026-11-27 09:00")
    #expect(try unanswered.owed() == "首响 2026-11-20T09:10")
    let city = DeadlineStory("2026-11-20 09:00", channel: .hotline, ticket: .inquiry)
      .responded("2026-11-20 09:01").held("2026-11-20 09:02", until: "2026-11-27 09:00")
    #expect(try city.owed() == "市办理时限 2026-11-23T20:00")
    let explanation = try own.clock(.resolution)?.explanation ?? ""
    #expect(explanation.contains("不计挂起 11月20日 10:00 至 11月27日 09:00（等配件）"))
    #expect(explanation.contains("按挂起到期时恢复推算"))
    #expect(try own.clock(.resumption)?.explanation.contains("等配件") == true)
  }

  @Test("Random holds shift wall minutes by their exact length, duty minutes by their duty time")
  func exactShift() throws {
    var dice = DeadlineDice(state: 3)
    let rules = DeadlineRules.standard
    for _ in 0..<300 {
      let start = shanghai("2026-09-20 00:00").adding(
        seconds: Int.random(in: 0..<3_000_000, using: &dice))
      var request = try DeadlineStory("2026-09-20 00:00").request
      var cursor = start
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        let from = cursor.adding(seconds: Int.random(in: 0...9000, using: &dice))
        cursor = from.adding(seconds: Int.random(in: 1...90_000, using: &dice))
        request.pauses.append(Request.Pause(from: from, to: cursor, reason: ""))
      }
      let minutes = Int.random(in: 1...600, using: &dice)
      let span = ClockSpan(kind: .dispatch, start: start, startWord: "", stop: nil)
      let wall = rules.limit(
        by: PolicyRule(.dispatch, .wallMinutes(minutes), title: "", source: ""), of: span,
        in: request)
      let duty = rules.limit(
        by: PolicyRule(.dispatch, .dutyMinutes(minutes), title: "", source: ""), of: span,
        in: request)
      let inside = { (due: Instant) in request.pauses.filter { $0.from < due } }
      let paused = inside(wall.due).reduce(0) { $0 + $1.to.milliseconds - $1.from.milliseconds }
      #expect(wall.due.milliseconds - wall.originallyDue.milliseconds == paused)
      let counted = rules.dutyTime.milliseconds(
        from: start, to: duty.due, in: rules.calendar)
      let stood = inside(duty.due).reduce(0) {
        $0 + rules.dutyTime.milliseconds(from: $1.from, to: $1.to, in: rules.calendar)
      }
      #expect(counted - stood == Int64(minutes) * 60_000)
      #expect(duty.due >= duty.originallyDue)
      #expect(!request.pauses.contains { $0.from < wall.due && wall.due <= $0.to })
    }
  }
}
