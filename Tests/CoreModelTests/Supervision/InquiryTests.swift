import Testing

@testable import CoreModel

@Suite("督办问询") struct InquiryTests {
  private func asked(due minutes: Int = 600) throws -> RequestStory {
    var story = try #require(RequestStory())
    try story.give([.respond(note: "马上看"), .gradeFirst])
    let order = InquiryOrder(.question, "为什么还没有派", dueAt: story.now.adding(minutes: minutes))
    try story.give(.inquiry(.ask(order)), by: Cast.secretary)
    return story
  }

  private func owed(_ story: RequestStory) -> ObligationKind? {
    DeadlineRules.standard.obligation(for: story.request)?.kind
  }

  @Test("It is owed beside everything else, answered, sent back, answered again and closed")
  func life() throws {
    var story = try asked(due: 10)
    #expect(owed(story) == .inquiry)
    try story.give(.inquiry(.answer("在等配件", of: nil)))
    #expect(owed(story) == .dispatch)
    #expect(story.request.inquiriesToRead.map(\.isAnswered) == [true])
    let again = story.now.adding(minutes: 5)
    try story.give(
      .inquiry(.sendBack("什么时候到货", dueAt: again, of: nil)), by: Cast.secretary)
    #expect(owed(story) == .inquiry)
    #expect(story.request.owedInquiries.first?.order.dueAt == again)
    try story.give(.inquiry(.answer("明天上午", of: nil)))
    try story.give(.inquiry(.close("", of: nil)), by: Cast.secretary)
    #expect(story.request.inquiriesToRead.isEmpty)
    #expect(story.request.inquiries.first?.answers.map(\.text) == ["在等配件", "明天上午"])
  }

  @Test("A hold does not stop it")
  func hold() throws {
    var story = try asked(due: 20)
    try story.give(.dispatchToPlumber)
    let far = story.now.adding(minutes: 5000)
    try story.give(.hold(Hold(reason: "等配件", until: far)))
    #expect(owed(story) == .inquiry)
  }

  @Test("Nothing is closed or cancelled over a question that waits for its answer")
  func closing() throws {
    var story = try asked()
    #expect(throws: Refusal.self) { try story.give(.cancel(reason: "重复登记")) }
    try story.give([.dispatchToPlumber, .accept(by: nil), .done, .tell])
    #expect(throws: Refusal.self) { try story.give(.confirm(note: "")) }
    try story.give(.inquiry(.answer("修好了", of: nil)))
    try story.give(.confirm(note: ""))
    try story.give(.inquiry(.close("", of: nil)), by: Cast.secretary)
    #expect(story.request.inquiriesToRead.isEmpty)
  }

  @Test("What was asked from above is not judged by the desk that was asked")
  func judging() throws {
    var story = try #require(RequestStory())
    let above = Cast.actor("above", "冯督导", .supervisor)
    let order = InquiryOrder(.question, "怎么回事", dueAt: story.now.adding(minutes: 600))
    try story.give(.inquiry(.ask(order)), by: above)
    try story.give(.inquiry(.answer("在办", of: nil)))
    let later = story.now.adding(minutes: 60)
    for command in [InquiryCommand.close("不用问了", of: nil), .sendBack("再说", dueAt: later, of: nil)] {
      #expect(throws: Refusal.self) { try story.give(.inquiry(command), by: Cast.secretary) }
    }
    // One that the 书记 asked is theirs, whichever comes first.
    try story.give(.inquiry(.ask(order)), by: Cast.secretary)
    try story.give(.inquiry(.close("问过了", of: nil)), by: Cast.secretary)
    #expect(story.request.inquiriesToRead.map(\.askedBy) == [above.person])
    try story.give(.inquiry(.close("", of: nil)), by: Cast.actor("other", "钱督导", .supervisor))
    #expect(story.request.inquiriesToRead.isEmpty)
  }

  @Test("Who may not, and what says too little, is refused")
  func refusals() throws {
    var story = try asked()
    let later = story.now.adding(minutes: 60)
    let order = InquiryOrder(.instruction, "今天办好", dueAt: later)
    #expect(throws: Refusal.self) { try story.give(.inquiry(.ask(order)), by: Cast.officer) }
    #expect(throws: Refusal.self) {
      try story.give(
        .inquiry(.ask(InquiryOrder(.question, " ", dueAt: later))), by: Cast.secretary)
    }
    #expect(throws: Refusal.self) {
      try story.give(
        .inquiry(.ask(InquiryOrder(.question, "?", dueAt: story.now))), by: Cast.secretary)
    }
    #expect(throws: Refusal.self) { try story.give(.inquiry(.answer("", of: nil))) }
    #expect(throws: Refusal.self) { try story.give(.inquiry(.answer("好了", of: 99))) }
    // Not answered: closing it says why.
    #expect(throws: Refusal.self) {
      try story.give(.inquiry(.close("", of: nil)), by: Cast.secretary)
    }
    #expect(throws: Refusal.self) {
      try story.give(.inquiry(.sendBack("再答", dueAt: later, of: nil)), by: Cast.secretary)
    }
    try story.give(.inquiry(.close("电话里说过了", of: nil)), by: Cast.secretary)
    #expect(throws: Refusal.self) { try story.give(.inquiry(.answer("好了", of: nil))) }
  }
}
