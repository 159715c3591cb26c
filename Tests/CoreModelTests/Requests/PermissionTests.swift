import Testing

@testable import CoreModel

@Suite("Permissions")
struct PermissionTests {
  @Test("只读 gives no command", arguments: CommandKind.allCases)
  func readOnly(kind: CommandKind) throws {
    let story = try #require(RequestStory())
    #expect(story.history.refusal(of: kind, by: Cast.reader) != nil)
    #expect(!Permissions.roles(for: kind).contains(.readOnly))
  }

  @Test("Only the 书记 takes up 督办")
  func supervision() {
    #expect(Permissions.roles(for: .supervise) == [.secretary])
  }

  @Test("街镇督导 writes notes, asks and sees reminders, and changes nothing")
  func supervisor() {
    let allowed = CommandKind.allCases.filter { Permissions.roles(for: $0).contains(.supervisor) }
    #expect(Set(allowed) == [.note, .respond, .acknowledge, .inquire, .closeInquiry])
  }

  @Test("A refusal says who may, and who one is")
  func message() throws {
    let story = try #require(RequestStory())
    let message = try #require(story.history.refusal(of: .supervise, by: Cast.officer)?.message)
    #expect(message.contains("书记") && message.contains("值班员"))
  }

  @Test("Registering is for those whom residents meet")
  func registering() throws {
    let story = try #require(RequestStory())
    let form = story.request.registration
    #expect(throws: Refusal.self) { try form.decide(by: Cast.reader, at: story.now) }
    #expect(throws: Refusal.self) { try form.decide(by: Cast.plumber, at: story.now) }
    #expect(throws: Never.self) { try form.decide(by: Cast.officer, at: story.now) }
  }

  @Test(
    "What cannot be registered is refused with what is missing",
    arguments: ["", "  \n ", String(repeating: "长", count: 4001)])
  func badText(text: String) throws {
    let story = try #require(RequestStory())
    var form = story.request.registration
    form.text = text
    #expect(throws: Refusal.self) { try form.decide(by: Cast.officer, at: story.now) }
  }
}
