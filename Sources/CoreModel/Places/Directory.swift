/// Everybody and every place of one neighbourhood, as one value that rules and screens look names up in.
package struct Directory: Sendable {
  /// The neighbourhood.
  package let neighborhood: Neighborhood
  /// Its estates.
  package let estates: [Estate]
  /// Its micro grids.
  package let microGrids: [MicroGrid]
  /// Its building groups, in the order of the wall plan.
  package let groups: [BuildingGroup]
  /// Everybody who works on its requests, the inactive included: events name them.
  package let people: [Person]
  /// Those of them who belong to no desk here and look in all the same: 街镇督导 of all neighbourhoods.
  package let guests: Set<PersonID>
  /// Those whose papers are not this neighbourhood's alone: who works in others too, and 街镇督导 of several.
  package let shared: Set<PersonID>

  private let peopleByID: [PersonID: Person]
  private let groupsByID: [GroupID: BuildingGroup]
  private let estatesByID: [EstateID: Estate]
  /// The groups by what people call them: made once, since it is asked at every key of 新诉求.
  let placeIndex: PlaceIndex

  /// Makes a directory.
  package init(
    neighborhood: Neighborhood, estates: [Estate] = [], microGrids: [MicroGrid] = [],
    groups: [BuildingGroup] = [], people: [Person] = [], guests: Set<PersonID> = [],
    shared: Set<PersonID> = []
  ) {
    self.neighborhood = neighborhood
    self.estates = estates
    self.microGrids = microGrids
    self.groups = groups
    self.people = people
    self.guests = guests
    self.shared = shared
    peopleByID = Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
    groupsByID = Dictionary(groups.map { ($0.id, $0) }) { first, _ in first }
    estatesByID = Dictionary(estates.map { ($0.id, $0) }) { first, _ in first }
    placeIndex = PlaceIndex(groups, estates: estatesByID)
  }

  /// The person, if known here.
  package func person(_ id: PersonID) -> Person? { peopleByID[id] }
  /// The group, if known here.
  package func group(_ id: GroupID) -> BuildingGroup? { groupsByID[id] }
  /// The estate, if known here.
  package func estate(_ id: EstateID) -> Estate? { estatesByID[id] }

  /// The person's name, or a word that says that nobody knows it.
  package func name(of id: PersonID) -> String { peopleByID[id]?.name ?? "（不在册）" }

  /// The handler's name: a person or a pool.
  package func name(of handler: Handler) -> String {
    switch handler {
    case .person(let id): name(of: id)
    case .pool(let crew): crew.title
    }
  }

  /// A place as lists show it: `12·502`, `木荷苑5号`, `北门垃圾房`; empty when nothing is known.
  package func label(of place: RequestPlace) -> String {
    let room = place.room ?? ""
    guard let group = place.group.flatMap({ groupsByID[$0] }) else {
      return [place.detail ?? "", room].filter { !$0.isEmpty }.joined(separator: "·")
    }
    let short = group.name.hasSuffix("号楼") ? String(group.name.dropLast(2)) : group.name
    return room.isEmpty ? (place.detail.map { "\(short) \($0)" } ?? group.name) : "\(short)·\(room)"
  }

  /// The groups and the room whose ``label(of:)`` reads like a word; nil when none does.
  package func groups(listedAs word: String) -> (groups: Set<GroupID>, room: String)? {
    guard let dot = word.lastIndex(of: "·"), dot > word.startIndex else { return nil }
    let room = String(word[word.index(after: dot)...])
    let found = groups.filter {
      label(of: RequestPlace(group: $0.id, room: room)).lowercased() == word.lowercased()
    }
    return room.isEmpty || found.isEmpty ? nil : (Set(found.map(\.id)), room)
  }

  /// The active people with one of the roles, in the directory's order.
  package func people(with roles: Set<Role>) -> [Person] {
    people.filter { $0.isActive && roles.contains($0.role) }
  }
}

extension Directory: Equatable {
  /// What follows from the rest need not be compared.
  package static func == (one: Directory, other: Directory) -> Bool {
    one.neighborhood == other.neighborhood && one.estates == other.estates
      && one.microGrids == other.microGrids && one.groups == other.groups
      && one.people == other.people && one.guests == other.guests
      && one.shared == other.shared
  }
}
