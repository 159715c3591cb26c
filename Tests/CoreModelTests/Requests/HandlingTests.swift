import Testing

@testable import CoreModel

@Suite("Who can be given a request, and who can take one")
struct HandlingTests {
  private static let supervisor = Person(id: PersonID("sv"), name: "郑科", role: .supervisor)
  private static let gone = Person(
    id: PersonID("gone"), name: "老周", role: .maintenance, isActive: false)
  private static let mediator = Person(id: PersonID("md"), name: "吴老师", role: .mediator)
  private static let grid = Person(id: PersonID("gw"), name: "丁建", role: .gridWorker)

  private static func directory(without left: PersonID...) -> Directory {
    let people = Cast.directory.people + [supervisor, gone, mediator, grid]
    return Directory(
      neighborhood: Cast.directory.neighborhood, people: people.filter { !left.contains($0.id) })
  }

  private func graded() throws -> RequestStory {
    var story = try #require(RequestStory())
    story.directory = Self.directory()
    try story.give([.respond(note: ""), .gradeFirst])
    return story
  }

  private func offered(_ directory: Directory = directory()) throws -> RequestStory {
    var story = try graded()
    story.directory = directory
    try story.give(.dispatchToCrew)
    return story
  }

  @Test(
    "A request is given to nobody who could not answer for it",
    arguments: [
      (Cast.reader.person, "只读"), (supervisor.id, "街镇督导"), (gone.id, "不在岗"),
      (PersonID("stranger"), "名册里没有"),
    ])
  func dispatch(person: PersonID, why: String) throws {
    var story = try graded()
    let before = story.history
    let refusal = #expect(throws: Refusal.self) {
      try story.give(.dispatch(Dispatch(to: .person(person))))
    }
    #expect(refusal?.message.contains(why) == true, "\(refusal?.message ?? "")")
    #expect(story.history == before)
  }

  @Test("Everybody whom the directory offers can be given one, and nobody else")
  func offeredPeople() throws {
    let directory = Self.directory()
    for person in directory.people {
      let isOffered = directory.handlers.contains(person)
      #expect((directory.refusal(toGive: .person(person.id)) == nil) == isOffered, "\(person.name)")
      let may = person.isActive && Permissions.roles(for: .resolve).contains(person.role)
      #expect(isOffered == may, "\(person.name)")
    }
    #expect(Crew.allCases.allSatisfy { directory.refusal(toGive: .pool($0)) == nil })
  }

  @Test("The crew takes an order for itself alone")
  func crewForItself() throws {
    var story = try offered()
    #expect(throws: Refusal.self) {
      try story.give(.accept(by: Cast.otherPlumber.person), by: Cast.plumber)
    }
    try story.give(.accept(by: Cast.plumber.person), by: Cast.plumber)
    #expect(story.request.handler == .person(Cast.plumber.person))
    story = try offered()
    try story.give(.accept(by: nil), by: Cast.plumber)
    #expect(story.request.handler == .person(Cast.plumber.person))
  }

  @Test(
    "The desk records one of the crew, and no other",
    arguments: [mediator.id, gone.id, supervisor.id])
  func deskForTheCrew(stranger: PersonID) throws {
    var story = try offered()
    let refusal = #expect(throws: Refusal.self) { try story.give(.accept(by: stranger)) }
    #expect(refusal?.message.contains("赵师傅、孙师傅") == true, "\(refusal?.message ?? "")")
    try story.give(.accept(by: Cast.otherPlumber.person))
    #expect(story.request.handler == .person(Cast.otherPlumber.person))
  }

  @Test("Where nobody of the crew is listed, the desk names whoever went")
  func noCrew() throws {
    let few = Self.directory(without: Cast.plumber.person, Cast.otherPlumber.person)
    var story = try offered(few)
    #expect(throws: Refusal.self) { try story.give(.accept(by: Cast.reader.person)) }
    #expect(throws: Refusal.self) { try story.give(.accept(by: nil)) }
    try story.give(.accept(by: Cast.officer.person))
    #expect(story.request.handler == .person(Cast.officer.person))
  }
}
