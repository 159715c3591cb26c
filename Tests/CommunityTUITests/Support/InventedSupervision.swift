import CoreModel
import Store

@testable import CommunityTUI

/// Figures of three invented neighbourhoods, and the requests of the desk as 督办 lists them.
enum InventedSupervision {
  static let lake = Neighborhood(
    id: NeighborhoodID("n2"), name: "翠湖居民区", area: AreaID("north"))
  static let bridge = Neighborhood(
    id: NeighborhoodID("n3"), name: "虹桥新村居民区", area: AreaID("north"))
  static let home = Invented.directory.neighborhood
  static let boss = Person(
    id: PersonID("boss"), name: "周督导", role: .supervisor, unit: "街道办")

  /// A session of somebody who looks after all three.
  static func session(
    _ person: Person = boss, in neighborhood: Neighborhood = home
  ) -> AppState.Session {
    let own = Invented.directory
    let directory = CoreModel.Directory(
      neighborhood: neighborhood, estates: own.estates, microGrids: own.microGrids,
      groups: own.groups, people: own.people + [person], guests: [person.id])
    var session = AppState.Session(
      actor: Actor(person), directory: directory, rules: Invented.rules)
    session.neighborhoods = [home, lake, bridge]
    session.neighborhoodCount = 3
    return session
  }

  private static func tally(
    _ concerns: [(Concerns, Int)], late: Int = 0, owner: String = "值班台"
  ) -> SupervisionTally {
    var tally = SupervisionTally()
    for (set, count) in concerns {
      for _ in 0..<count { tally.add(set, secondsLate: late, owner: owner) }
    }
    return tally
  }

  private static func set(_ all: Concern...) -> Concerns {
    all.reduce(into: Concerns()) { $0.insert(Concerns($1)) }
  }

  static let survey = SupervisionSurvey(
    asOf: Invented.now,
    homes: [
      SupervisionSurvey.Home(
        neighborhood: lake, area: "北片区",
        groups: [
          SupervisionSurvey.Group(
            id: GroupID("l1"), name: "翠湖1号楼",
            tally: tally(
              [([], 8), (set(.overdue, .stalled), 5), (set(.rejected), 2)], late: 190_000,
              owner: "林雨"))
        ], stalledDays: 3),
      SupervisionSurvey.Home(
        neighborhood: bridge, area: "北片区",
        groups: [
          SupervisionSurvey.Group(
            id: nil, name: "未注明楼组", tally: tally([([], 3), (set(.waiting), 4)]))
        ], stalledDays: 3),
      SupervisionSurvey.Home(
        neighborhood: home, area: "",
        groups: [
          SupervisionSurvey.Group(
            id: GroupID("12号楼"), name: "12号楼",
            tally: tally(
              [
                ([], 2), (set(.overdue), 3), (set(.overdue, .repeated, .returned), 1),
                (set(.answered), 1), (set(.asked), 1), (set(.whistle, .waiting), 1),
              ], late: 7_300, owner: "赵师傅")),
          SupervisionSurvey.Group(
            id: GroupID("木荷苑5号"), name: "木荷苑5号", tally: tally([([], 1), (set(.rejected), 1)])),
        ], stalledDays: 3),
    ])

  /// The desk's own open requests, as if each were late.
  static func list(_ store: InventedStore, at home: Neighborhood = home) -> SupervisedList {
    let rows = store.openRows.prefix(6).enumerated().map { index, row in
      var watch = RequestWatch(lastAt: Invented.now.adding(minutes: -1440 * (index + 1)))
      watch.answered = index == 1 ? 1 : 0
      return SupervisedRow(
        row: row, neighborhood: home, place: Invented.directory.label(of: row.place),
        owner: row.obligation.map { Words.owner($0.owedBy, in: Invented.directory) } ?? "",
        facts: WatchFacts(
          status: row.status, dueAt: row.obligation?.dueAt ?? Invented.now, watch: watch),
        concerns: index == 1 ? set(.overdue, .answered) : set(.overdue, .stalled))
    }
    return SupervisedList(rows: Array(rows), total: rows.count)
  }
}
