import CoreModel

@testable import Store

/// Two invented neighbourhoods in one database, with a supervisor of both and somebody of the other one.
final class SeveralHomes {
  let home: TestDesk
  let other = NeighborhoodID("n-2")
  let supervisor = Person(id: PersonID("p-dd"), name: "周督导", role: .supervisor, unit: "街道办")
  let stranger = Person(id: PersonID("p-zm"), name: "张敏", role: .secretary)
  let otherOfficer = Person(id: PersonID("p-ly"), name: "林雨", role: .dutyOfficer)
  let otherGroup = BuildingGroup(
    id: GroupID("g-o"), name: "翠湖1号楼", estate: EstateID("e-2"))
  var store: DeskStore { home.store }
  var now: Instant { home.now }

  init() throws {
    home = try TestDesk()
    let area = Area(id: AreaID("a-1"), name: "北片区")
    try home.store.save(areas: [area])
    try home.store.save(neighborhoods: [
      Neighborhood(id: other, name: "翠湖居民区", area: area.id)
    ])
    try home.store.save(people: [stranger, otherOfficer], in: other)
    try home.store.save(estates: [Estate(id: EstateID("e-2"), name: "翠湖")], in: other)
    try home.store.save(groups: [otherGroup], in: other)
    // Registered in the first neighbourhood, and a supervisor of both.
    try home.store.save(
      people: [home.secretary, home.officer, home.fitter, supervisor], in: home.scope)
  }

  @discardableResult
  func addThere(
    _ text: String, followedBy commands: [RequestCommand] = [], at moment: Instant? = nil
  ) throws -> RequestDetail {
    try store.register(
      Registration(
        number: "", neighborhood: other, text: text, channel: .phone,
        place: RequestPlace(group: otherGroup.id), resident: Resident(),
        firstReceiver: otherOfficer.id, receivedAt: moment ?? now),
      followedBy: commands, by: Actor(otherOfficer), at: moment ?? now)
  }
}
