import Testing

@testable import CoreModel

@Suite("What a list shows of a ticket") struct TicketLineTests {
  private func line(_ story: RequestStory) -> TicketLine? {
    TicketLine(story.request, under: .standard)
  }

  @Test("State, kind and limit follow the ticket; after the reply there is no limit any more")
  func life() throws {
    var story = try #require(RequestStory.ticket())
    let fresh = try #require(line(story))
    #expect(fresh.state == .toSign && fresh.kind == .complaint && fresh.round == 1)
    #expect(fresh.limit?.isExtended == false)
    try story.give(.askExtension(TicketExtension(days: 3, reason: "等配件")))
    try story.give(.answerExtension(TicketAnswer(isGranted: true)))
    #expect(line(story)?.limit?.isExtended == true)
    try story.give(.correct(TicketCorrection(kind: .inquiry, reason: "其实是咨询")))
    #expect(line(story)?.kind == .inquiry)
    try story.goUpToReply()
    try story.give(.reply(story.reply(), meeting: nil))
    #expect(line(story)?.state == .toVisit && line(story)?.limit == nil)
    var reviewed = story
    try reviewed.give(.review(ReviewRound(at: reviewed.now, reason: "再办")))
    #expect(line(reviewed)?.round == 2 && line(reviewed)?.limit != nil)
    try story.give(.visit(HotlineVisit(.city, at: story.now, result: .satisfied)))
    #expect(line(story) == nil)
  }

  @Test("What is no ticket has none, and every state says what it means")
  func others() throws {
    #expect(line(try #require(RequestStory())) == nil)
    for state in TicketState.allCases {
      #expect(!state.explanation.isEmpty && state.shortTitle.count == 2)
    }
    #expect(Set(TicketState.allCases.map(\.shortTitle)).count == TicketState.allCases.count)
  }
}
