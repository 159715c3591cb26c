internal import CoreModel
internal import GRDB

/// The neighbourhoods of a survey with their groups, companies and people, read in three queries: whole rolls of many
/// neighbourhoods would take longer than the figures.
struct FigurePlaces {
  /// One neighbourhood.
  struct Home {
    let key: Int64
    let id: NeighborhoodID
    let name: String
    /// In the order of the wall plan.
    var groups: [GroupID] = []
    /// What ``figure_kept`` remembers: which company looks after which group.
    var companies: Int64 = 0
  }

  private(set) var homes: [Home] = []
  /// Groups of all of them by their keys.
  private(set) var groups: [Int64: GroupID] = [:]
  private(set) var people: [Int64: PersonID] = [:]
  private(set) var company: [GroupID: String] = [:]
  private var groupNames: [GroupID: String] = [:]
  private var personNames: [PersonID: String] = [:]

  init(_ scope: SurveyScope, _ db: Database) throws {
    let condition: String
    var arguments: StatementArguments = []
    switch scope {
    case .neighborhood(let id):
      condition = "n.uid = ?"
      arguments = [id.text]
    case .area(let id):
      condition = "n.area_id = (SELECT id FROM area WHERE uid = ?)"
      arguments = [id.text]
    case .all: condition = "1"
    }
    homes = try Row.fetchAll(
      db, sql: "SELECT n.id, n.uid, n.name FROM neighborhood n WHERE \(condition) ORDER BY n.id",
      arguments: arguments
    ).map { Home(key: $0[0], id: NeighborhoodID($0[1]), name: $0[2]) }
    if case .neighborhood = scope, homes.isEmpty { throw StoreError.notFound("这个居民区") }
    if let viewer = Viewer.current {
      // Rolls are not read here, so the gate that they are is asked for itself: one is refused, of many one's own.
      let own = Set(try Belonging.reach(of: viewer, db).map(\.id))
      if case .neighborhood = scope, let home = homes.first, !own.contains(home.id) {
        throw Refusal.outsider(of: home.name)
      }
      homes.removeAll { !own.contains($0.id) }
    }
    try readGroups(condition, arguments, db)
    let rows = try Row.fetchCursor(db, sql: "SELECT id, uid, name FROM person")
    while let row = try rows.next() {
      let id = PersonID(row[1])
      people[row[0]] = id
      personNames[id] = row[2]
    }
  }

  private mutating func readGroups(
    _ condition: String, _ arguments: StatementArguments, _ db: Database
  ) throws {
    let places = Dictionary(
      homes.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT g.id, g.uid, g.name, g.neighborhood_id, e.property_company
        FROM building_group g JOIN neighborhood n ON n.id = g.neighborhood_id
        JOIN estate e ON e.id = g.estate_id WHERE \(condition)
        ORDER BY g.neighborhood_id, g.position, g.id
        """, arguments: arguments)
    while let row = try rows.next() {
      guard let place = places[row[3]] else { continue }
      let id = GroupID(row[1])
      groups[row[0]] = id
      groupNames[id] = row[2]
      homes[place].groups.append(id)
      let name: String? = row[4]
      let tidy = name.flatMap { $0.isEmpty ? nil : $0 }
      company[id] = tidy
      homes[place].companies =
        (homes[place].companies &* 31) &+ StableHash.of("\(id.text)|\(tidy ?? "")")
    }
  }

  /// What people call a part.
  func title(of key: BreakdownKey) -> String {
    switch key {
    case .tier(let tier): tier?.title ?? "未分级"
    case .channel(let channel): channel.title
    case .category(let category): category?.name ?? "未定类别"
    case .group(let group): group.map(title) ?? "没有楼组"
    case .handler(.person(let id)): personNames[id] ?? "（不在册）"
    case .handler(.pool(let crew)): crew.title
    case .handler(nil): "没有承办人"
    case .company(let company): company ?? "没有物业"
    case .neighborhood(let id): homes.first { $0.id == id }?.name ?? "（不在册）"
    }
  }

  /// Of several neighbourhoods the name alone would not do.
  private func title(of group: GroupID) -> String {
    let name = groupNames[group] ?? "（不在册）"
    guard homes.count > 1, let home = homes.first(where: { $0.groups.contains(group) }) else {
      return name
    }
    return "\(home.name) \(name)"
  }

  /// The rows of the heat map.
  func rows(of scope: SurveyScope) -> [BreakdownKey] {
    if case .neighborhood = scope {
      return homes.flatMap { $0.groups.map { BreakdownKey.group($0) } } + [.group(nil)]
    }
    return homes.map { .neighborhood($0.id) }
  }
}

/// A number for a text that is the same in every run.
enum StableHash {
  static func of(_ text: String) -> Int64 {
    Int64(
      bitPattern: text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01B3
      })
  }
}
