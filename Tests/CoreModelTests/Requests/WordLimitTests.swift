import Testing

@testable import CoreModel

@Suite("What people write, in every way in")
struct WordLimitTests {
  private static let long = String(repeating: "长", count: RequestHistory.longestText + 1)

  private static let commands: [RequestCommand] = [
    .respond(note: long), .triage(TriageDecision(tier: .first, category: Category(long))),
    .triage(TriageDecision(tier: .first, basis: long)),
    .dispatch(Dispatch(to: .person(Cast.plumber.person), note: long)), .note(text: long),
    .hold(Hold(reason: long, until: .earliestSupported.adding(minutes: 30_000_000))),
    .escalate(reason: long), .cancel(reason: long), .undo(reason: long),
    .revealPhone(reason: long), .resolve(Resolution(outcome: long)),
    .resolve(
      Resolution(outcome: "好", evidence: [Evidence(fileName: long, digest: "ff", size: 1)])),
    .amend(Amendment(text: long)), .amend(Amendment(place: RequestPlace(room: long))),
    .amend(Amendment(place: RequestPlace(detail: long))),
    .amend(Amendment(resident: Resident(name: long))),
    .amend(Amendment(resident: Resident(phone: long))),
  ]

  @Test("Words without end are refused, and nothing is lost", arguments: commands)
  func tooLong(command: RequestCommand) throws {
    var story = try #require(RequestStory())
    try story.give([.respond(note: ""), .gradeFirst])
    let before = story.history
    let refusal = #expect(throws: Refusal.self) { try story.give(command) }
    #expect(refusal?.message.contains("没有丢失") == true, "\(refusal?.message ?? "")")
    #expect(story.history == before)
  }

  @Test("Later steps too", arguments: ["arrive", "confirm", "resume"])
  func laterSteps(step: String) throws {
    var story = try #require(RequestStory())
    try story.give([.respond(note: ""), .gradeFirst, .dispatchToPlumber])
    switch step {
    case "arrive":
      #expect(throws: Refusal.self) { try story.give(.arrive(note: Self.long)) }
    case "resume":
      try story.give(.hold(Hold(reason: "等", until: story.now.adding(minutes: 90))))
      #expect(throws: Refusal.self) { try story.give(.resume(note: Self.long)) }
    default:
      try story.give([.done, .tell])
      #expect(throws: Refusal.self) { try story.give(.confirm(note: Self.long)) }
    }
  }

  @Test("A registration keeps one spelling of the phone, and no blanks for a name")
  func registration() throws {
    let story = try #require(RequestStory())
    var form = story.request.registration
    form.resident = Resident(name: " ", phone: "１３８ ０００0－2046")
    form.place = RequestPlace(room: " 502 ", detail: "")
    guard case .registered(let kept) = try form.decide(by: Cast.officer, at: story.now) else {
      Issue.record("not registered")
      return
    }
    #expect(kept.resident == Resident(phone: "13800002046"))
    #expect(kept.place == RequestPlace(room: "502"))
    form.resident.name = String(repeating: "李", count: WordLimits.name + 1)
    #expect(throws: Refusal.self) { try form.decide(by: Cast.officer, at: story.now) }
  }

  @Test("A correction does the same")
  func amendment() throws {
    var story = try #require(RequestStory())
    try story.give(.amend(Amendment(resident: Resident(name: "李阿姨", phone: "021-6234 5678-802"))))
    #expect(story.request.registration.resident.phone == "02162345678转802")
  }
}
