@testable import CoreModel

/// An invented neighbourhood with the names that make parsing hard.
enum Sample {
  static let ruihe = EstateID("e1")
  static let muhe = EstateID("e2")

  static let directory = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
    estates: [
      Estate(id: ruihe, name: "瑞和锦庭"), Estate(id: muhe, name: "木荷苑"),
    ],
    groups: [3, 8, 11, 12].map { group("\($0)号楼", in: ruihe) }
      + [group("5、6号楼", in: ruihe), group("21-23号楼", in: ruihe)]
      + [5, 9].map { group("木荷苑\($0)号", in: muhe) }
      + [group("8号楼", in: muhe, id: "m8"), group("真源1058弄", in: muhe), group("北门组团", in: ruihe)],
    people: [
      Person(id: PersonID("wang"), name: "王芳", role: .dutyOfficer, unit: "居委会"),
      Person(id: PersonID("zhao"), name: "赵师傅", role: .maintenance, unit: "瑞和物业"),
      Person(id: PersonID("zheng"), name: "郑师傅", role: .maintenance, unit: "瑞和物业"),
      Person(id: PersonID("liu1"), name: "刘敏", role: .mediator, unit: "居委会"),
      Person(id: PersonID("liu2"), name: "刘敏", role: .gridWorker, unit: "街道"),
      Person(id: PersonID("gone"), name: "孙师傅", role: .maintenance, isActive: false),
      Person(id: PersonID("chen"), name: "陈警官", role: .police, unit: "派出所"),
    ])

  /// Groups named after numbers of a street, and none after a lane.
  static let streets = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "真源居民区"),
    estates: [Estate(id: ruihe, name: "瑞和锦庭"), Estate(id: muhe, name: "真源小区")],
    groups: [3, 12].map { group("\($0)号楼", in: ruihe) }
      + [1056, 1058].map { group("真源\($0)号", in: muhe) })

  /// Lanes by the names of groups and of estates.
  static let lanes = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "真源居民区"),
    estates: [
      Estate(id: ruihe, name: "真源坊"), Estate(id: muhe, name: "真源路88弄"),
      Estate(id: EstateID("e3"), name: "瑞和锦庭"),
    ],
    groups: [group("77弄3号", in: ruihe), group("5号楼", in: ruihe), group("6号楼", in: muhe)]
      + [group("3号楼", in: EstateID("e3"))])

  static func group(_ name: String, in estate: EstateID, id: String? = nil) -> BuildingGroup {
    BuildingGroup(id: GroupID(id ?? name), name: name, estate: estate)
  }
}
