import CoreModel
import Testing

@testable import CommunityTUI

@Suite struct NameLookupTests {
  private static let people = [
    Person(id: .init("p1"), name: "王芳", role: .dutyOfficer),
    Person(id: .init("p2"), name: "赵师傅", role: .maintenance),
    Person(id: .init("p3"), name: "赵师兄", role: .maintenance),
    Person(id: .init("p4"), name: "旧同事", role: .dutyOfficer, isActive: false),
    Person(id: .init("p5"), name: "郑科", role: .supervisor),
    Person(id: .init("p6"), name: "小周", role: .readOnly),
  ]
  private let lookup = NameLookup(
    directory: Directory(
      neighborhood: Neighborhood(id: .init("n"), name: "本居民区"),
      estates: [Estate(id: .init("e1"), name: "木荷苑"), Estate(id: .init("e2"), name: "瑞和锦庭")],
      groups: [
        BuildingGroup(id: .init("g1"), name: "木荷苑5号", estate: .init("e1")),
        BuildingGroup(id: .init("g2"), name: "12号楼", estate: .init("e2")),
        BuildingGroup(id: .init("g3"), name: "1号楼", estate: .init("e2")),
      ], people: NameLookupTests.people))

  @Test(arguments: [
    ("赵师傅", Handler.person(.init("p2"))), ("维修班", .pool(.maintenance)),
    ("maintenance", .pool(.maintenance)), ("wf", .person(.init("p1"))),
    ("wxb", .pool(.maintenance)),
    ("夜巡", .pool(.nightPatrol)), ("　王芳 ", .person(.init("p1"))),
  ])
  func handlersAreFound(_ typed: String, _ handler: Handler) throws {
    #expect(try lookup.handler(typed) == handler)
  }

  @Test(arguments: ["12号楼", "12", "１２", "12号", "瑞和锦庭12号楼", "瑞和锦庭12"])
  func groupsAreFound(_ typed: String) throws {
    #expect(try lookup.group(typed) == GroupID("g2"))
  }

  @Test(arguments: ["1", "1号楼"]) func anExactNameBeatsPartOfAnother(_ typed: String) throws {
    #expect(try lookup.group(typed) == GroupID("g3"))
  }

  @Test func whatIsNotClearIsAsked() {
    for typed in ["赵", "zs", "旧同事", "郑科", "小周", "nobody", ""] {
      #expect(throws: CommandFailure.self) { try lookup.handler(typed) }
    }
    let failure = #expect(throws: CommandFailure.self) { try lookup.person("赵") }
    #expect(failure?.message.contains("赵师傅、赵师兄") == true)
  }
}
