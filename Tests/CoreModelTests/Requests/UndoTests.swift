import Testing

@testable import CoreModel

@Suite("撤回上一步")
struct UndoTests {
  @Test("Undoing a step restores what was before, and the record keeps both")
  func undoRestores() throws {
    for length in 1...5 {
      var story = try #require(RequestStory())
      let steps = RequestCommand.uptoFeedback.prefix(length)
      try story.give(Array(steps.dropLast()))
      var before = story.request
      if let last = steps.last { try story.give(last) }
      try story.give(.undo(reason: "按错了"))
      before.version = story.request.version
      #expect(story.request == before)
      #expect(story.history.events.count == length + 2)
    }
  }

  @Test("Undo goes back step by step, over looks at the phone number")
  func twice() throws {
    var story = try #require(RequestStory())
    try story.give([.respond(note: ""), .gradeFirst, .revealPhone(reason: "")])
    try story.give([.undo(reason: ""), .undo(reason: "")])
    #expect(story.request.status == .registered)
    #expect(story.request.tier == nil)
    #expect(throws: Refusal.self) { try story.give(.undo(reason: "")) }
  }

  @Test("What the resident was told cannot be undone")
  func told() throws {
    var story = try #require(RequestStory())
    try story.give(RequestCommand.uptoFeedback)
    #expect(story.history.refusal(of: .undo, by: Cast.secretary)?.message.contains("告知") == true)
  }

  @Test("Somebody else's step is undone by 主任 or 书记 only")
  func others() throws {
    var story = try #require(RequestStory())
    try story.give(.gradeFirst)
    let colleague = Cast.actor("officer2", "周宁", .dutyOfficer)
    #expect(throws: Refusal.self) { try story.give(.undo(reason: ""), by: colleague) }
    try story.give(.undo(reason: ""), by: Cast.director)
    #expect(story.request.tier == nil)
  }

  @Test("Undoing 认可 opens the request again")
  func undoConfirm() throws {
    var story = try #require(RequestStory())
    try story.give(RequestCommand.uptoFeedback + [.confirm(note: "")])
    try story.give(.undo(reason: "是隔壁认可的"))
    #expect(story.request.status == .fedBack)
    #expect(story.request.closedAt == nil)
  }
}
