import Testing

@testable import CoreModel

@Suite("办下一步") struct NextStepTests {
  @Test("Every kind of obligation has a step, but for what is owed beyond the desk or never")
  func every() throws {
    let story = try #require(RequestStory.ticket())
    let without = OnwardStep.kinds.union([.complexLimit])
    for kind in ObligationKind.allCases {
      #expect(kind.steps(on: story.request).isEmpty == without.contains(kind), "\(kind)")
    }
  }

  @Test(
    "of a ticket that just came in is the step by that name",
    arguments: [
      (ObligationKind.signing, CommandKind.sign), (.firstContact, .contact), (.dispatch, .triage),
      (.firstMeeting, .meet), (.secondMeeting, .meet), (.thirdMeeting, .meet), (.interim, .interim),
      (.visit, .visit), (.returnAnswer, .answerReturn), (.extensionAnswer, .answerExtension),
      (.supervision, .supervise), (.acceptance, .accept), (.arrival, .arrive),
      (.feedback, .feedback), (.contact, .respond), (.firstResponse, .respond),
      (.cityOrder, .triage), (.statutory, .triage),
    ])
  func fresh(_ kind: ObligationKind, _ step: CommandKind) throws {
    #expect(kind.steps(on: try #require(RequestStory.ticket()).request) == [step])
  }

  @Test("Walking on by it alone brings a ticket from 签收 to the reply")
  func walk() throws {
    var story = try #require(RequestStory.ticket())
    var taken: [CommandKind] = []
    while story.request.stage != .replied, taken.count < 20 {
      let owed = try #require(DeadlineRules.standard.obligation(for: story.request))
      let step = try #require(owed.kind.steps(on: story.request).first)
      taken.append(step)
      switch step {
      case .sign: try story.give(.sign(note: ""))
      case .contact: try story.give(story.reached)
      case .meet:
        let next = try #require(story.request.ticket?.missingMeetings.first)
        try story.give(.meet(story.meeting(next)))
      case .triage: try story.give(.gradeFirst)
      case .dispatch: try story.give([.dispatchToPlumber])
      case .accept: try story.give([.accept(by: nil)])
      case .arrive: try story.give([.arrive(note: "")])
      case .resolve: try story.give([.done])
      case .reply:
        let last = story.request.ticket?.missingMeetings.first.map(story.meeting)
        try story.give(.reply(story.reply(), meeting: last))
      default: Issue.record("\(step)")
      }
    }
    #expect(story.request.stage == .replied, "\(taken)")
    #expect(taken.filter { $0 == .meet }.count >= 2)
  }

  @Test("The meetings that a reply needs come before it, unless the 书记 let it pass")
  func gate() throws {
    var story = try #require(RequestStory.ticket())
    try story.give(story.reached)
    try story.give([.gradeFirst, .done])
    #expect(ObligationKind.reply.steps(on: story.request) == [.meet])
    try story.give(.waive(reason: "来电人在外地"), by: Cast.secretary)
    #expect(ObligationKind.reply.steps(on: story.request) == [.reply])
  }

  @Test("On hold it is the resumption or a word; after 反馈 the resident's answer decides")
  func others() throws {
    var story = try #require(RequestStory(channel: .phone))
    try story.give([.gradeFirst, .dispatchToPlumber, .accept(by: nil), .done])
    #expect(ObligationKind.confirmation.steps(on: story.request) == [.confirm, .reject])
    #expect(ObligationKind.resumption.steps(on: story.request) == [.resume, .respond])
  }
}
