import Testing

@testable import CoreModel

@Suite("Who is on it")
struct ClaimTests {
  private static let now = Instant(milliseconds: 1_795_174_920_000)
  private static let request = RequestID("r")
  private static let here = DeskID("here")
  private static let there = DeskID("there")

  private static func claim(
    by actor: Actor = Cast.officer, at desk: DeskID = there, left: Int = 100
  ) -> Claim {
    Claim(
      request: request, person: actor.person, desk: desk, since: now.adding(seconds: -80),
      until: now.adding(seconds: left))
  }

  /// What stands in the table, and what it means for 王芳 at this desk.
  private static let standings: [(String, Claim?, ClaimStanding)] = [
    ("nobody", nil, .free),
    ("somebody else", claim(by: Cast.secretary), .taken(claim(by: Cast.secretary))),
    ("oneself here", claim(at: here), .here),
    ("oneself at another desk", claim(), .elsewhere(claim())),
    (
      "somebody else at this desk, who was here before", claim(by: Cast.secretary, at: here),
      .taken(claim(by: Cast.secretary, at: here))
    ),
    ("somebody whose time has just run out", claim(by: Cast.secretary, left: 0), .free),
    ("somebody whose time ran out long ago", claim(by: Cast.secretary, left: -9999), .free),
    ("a desk whose clock is days ahead", claim(by: Cast.secretary, left: 200_000), .free),
  ]

  @Test("What a claim means", arguments: standings)
  func standing(_ who: String, _ claim: Claim?, _ expected: ClaimStanding) {
    #expect(
      ClaimRules.standing(
        of: claim, for: Cast.officer.person, at: Self.here, now: Self.now) == expected, "\(who)")
  }

  @Test("Opening a form claims what is free or one's own, and never what somebody else has")
  func claiming() throws {
    for (who, known, standing) in Self.standings {
      let claim = ClaimRules.claim(
        Self.request, over: known, by: Cast.officer.person, at: Self.here, now: Self.now)
      switch standing {
      case .taken: #expect(claim == nil, "\(who)")
      case .here:
        #expect(claim?.since == known?.since, "typing on does not begin anew")
        #expect(claim?.until == Self.now.adding(seconds: ClaimRules.seconds))
      case .free, .elsewhere:
        let claim = try #require(claim)
        #expect(claim.desk == Self.here && claim.since == Self.now && claim.isLive(at: Self.now))
      }
    }
  }

  @Test("It ends by itself, to the second")
  func expiry() {
    let claim = Self.claim(left: ClaimRules.seconds)
    #expect(claim.isLive(at: Self.now))
    #expect(claim.isLive(at: Self.now.adding(seconds: ClaimRules.seconds - 1)))
    #expect(!claim.isLive(at: Self.now.adding(seconds: ClaimRules.seconds)))
  }

  @Test("Typing prolongs it every half minute, not with every key")
  func renewal() {
    for (seconds, isDue) in [(0, false), (1, false), (29, false), (30, true), (-31, true)] {
      #expect(
        ClaimRules.isRenewalDue(renewedAt: Self.now, now: Self.now.adding(seconds: seconds))
          == isDue)
    }
  }

  @Test("Taking over is recorded with from whom; where nobody has it, there is nothing to record")
  func takingOver() throws {
    let story = try #require(RequestStory())
    for (who, known, standing) in Self.standings {
      let events = try story.history.decideTakingOver(
        known, by: Cast.officer, at: Self.here, now: Self.now)
      if case .taken(let claim) = standing {
        #expect(
          events == [.takenOver(TakingOver(from: claim.person, since: claim.since))], "\(who)")
      } else {
        #expect(events.isEmpty, "\(who)")
      }
    }
  }

  @Test("Whoever may record nothing takes nothing over", arguments: Role.allCases)
  func permission(_ role: Role) throws {
    let story = try #require(RequestStory())
    let actor = Actor(person: PersonID("x"), name: "某某", role: role)
    let claim = Self.claim()
    if role == .readOnly {
      #expect(throws: Refusal.self) {
        try story.history.decideTakingOver(claim, by: actor, at: Self.here, now: Self.now)
      }
    } else {
      #expect(
        try story.history.decideTakingOver(claim, by: actor, at: Self.here, now: Self.now).count
          == 1)
    }
  }

  @Test("A taking over changes nothing but the version, is news to others, and is no step to undo")
  func evolves() throws {
    var story = try #require(RequestStory())
    try story.give(.respond(note: "马上来"))
    let before = story.history
    let taken = try #require(
      before.appending([
        RecordedEvent(
          version: 3, at: story.now, actor: Cast.secretary.person,
          event: .takenOver(TakingOver(from: Cast.officer.person, since: story.now)))
      ]))
    var expected = before.request
    expected.version = 3
    #expect(taken.request == expected)
    #expect(taken.lastStep == before.lastStep)
    #expect(taken.newsSince(version: 2)?.version == 3)
    #expect(taken.news(since: 2).map(\.version) == [3])
  }
}
