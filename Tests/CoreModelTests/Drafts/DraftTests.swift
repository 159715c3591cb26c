import Testing

@testable import CoreModel

@Suite("Drafts")
struct DraftTests {
  @Test(
    "What is written down is read back",
    arguments: [
      Draft(), Draft("12号502 楼道灯不亮"),
      Draft(
        title: "粘贴群聊", seen: 7,
        fields: [
          "words": .text("“引号”\n第二行 \u{1F3E0}"), "room": .text(""), "until": .choice("days3"),
          "handler": .choice(nil), "urgent": .toggle(true), "no": .toggle(false),
        ]),
    ])
  func roundTrip(_ draft: Draft) throws {
    let body = try DraftCoding.encode(draft)
    #expect(DraftCoding.decode(body) == draft)
    let again = try DraftCoding.encode(DraftCoding.decode(body))
    #expect(again == body)
  }

  @Test(
    "What a newer build added is passed over, and what is no draft is given back as words",
    arguments: [
      (
        #"{"v":2,"mood":"?","fields":{"words":{"t":"写了","bold":true},"new":{"q":[1]},"odd":5}}"#,
        Draft("写了")
      ),
      (#"{"fields":{"words":{"t":"第一版写的"}},"v":1}"#, Draft("第一版写的")),
      (#"{"fields":"#, Draft(#"{"fields":"#)), ("只是字", Draft("只是字")), ("", Draft()),
    ])
  func lenient(_ body: String, _ draft: Draft) { #expect(DraftCoding.decode(body) == draft) }

  @Test("An empty text is nothing to keep; a field that was emptied is")
  func empty() {
    #expect(Draft("").isEmpty && Draft().isEmpty)
    #expect(!Draft(fields: ["room": .text("")]).isEmpty)
    #expect(!Draft(fields: ["tier": .choice("2")]).isEmpty)
  }

  @Test("Lists show the words, else the longest text")
  func firstWords() {
    #expect(Draft(fields: ["words": .text(" 话 "), "photos": .text("很长的路径")]).firstWords == "话")
    #expect(Draft(fields: ["room": .text("502"), "text": .text("楼道灯不亮")]).firstWords == "楼道灯不亮")
    #expect(Draft(fields: ["tier": .choice("2")]).firstWords.isEmpty)
  }

  @Test("After thirty days it is old")
  func old() {
    let now = Instant(milliseconds: 1_795_174_920_000)
    for (days, isOld) in [(0, false), (29, false), (30, true), (400, true)] {
      #expect(DraftRules.isOld(savedAt: now.adding(minutes: -days * 1440), now: now) == isOld)
    }
  }
}

@Suite("Two corrections at the same time")
struct AmendmentMergeTests {
  private func requests() throws -> (then: Request, now: Request) {
    var story = try #require(RequestStory())
    let then = story.request
    try story.give(
      .amend(
        Amendment(
          place: RequestPlace(room: "999"), resident: Resident(name: "钱阿姨", phone: "13800002046"))))
    return (then, story.request)
  }

  @Test("What one changed differs, and nothing else")
  func differences() throws {
    let (then, now) = try requests()
    #expect(then.differences(to: now) == [.room, .name])
    #expect(then.differences(to: then).isEmpty)
  }

  @Test(
    "Only what both changed to different things has to be chosen",
    arguments: [
      ([:], []), ([.text: "新的话"], []), ([.room: "502"], [.room]), ([.room: "999"], []),
      ([.room: "", .name: "钱阿姨", .phone: "1"], [.room]),
      ([.room: "1", .name: "2"], [.room, .name]),
    ] as [([AmendmentField: String], [AmendmentField])])
  func clashes(_ mine: [AmendmentField: String], _ expected: [AmendmentField]) throws {
    let (then, now) = try requests()
    #expect(AmendmentMerge.clashes(mine: mine, then: then, now: now) == expected)
  }

  @Test("A history as somebody saw it is what it was then, undone steps included")
  func asSeen() throws {
    var story = try #require(RequestStory())
    try story.give(.respond(note: ""))
    let before = story.history
    try story.give(.undo(reason: "错"))
    #expect(story.history.asSeen(at: 2) == before)
    #expect(story.history.asSeen(at: 9) == nil && story.history.asSeen(at: 0) == nil)
    #expect(story.history.news(since: 2).map(\.event.title) == ["撤回"])
  }
}
