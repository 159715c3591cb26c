import CoreModel

/// One household: where it is and who speaks for it.
struct DemoHousehold: Sendable {
  /// Index of its group.
  let group: Int
  let floor: Int
  let room: String
  let resident: Resident
}

/// The invented estates, micro grids, building groups and households.
struct DemoPlaces: Sendable {
  let area: Area
  let neighborhood: Neighborhood
  let estates: [Estate]
  let microGrids: [MicroGrid]
  let groups: [BuildingGroup]
  let households: [DemoHousehold]
  /// How many of the households, from the first, live in towers; the rest in walk-ups.
  let towerHouseholds: Int
  /// Index of the micro grid by index of the group.
  let gridOfGroup: [Int]

  /// Buildings alike, in the order of the wall plan: storeys and homes a storey.
  private struct Row {
    let estate: Int
    let names: [String]
    let floors: Int
    let homes: Int
  }

  private static func rows(of identity: DemoIdentity) -> [Row] {
    // 真源小区 is called by its street.
    let walkUps = identity.estates[1]
    let street = identity.index == 0 ? "真源" : identity.estates[2]
    return [
      Row(estate: 0, names: (1...16).map { "\($0)号楼" }, floors: 12, homes: 3),
      Row(estate: 0, names: (17...24).map { "\($0)号楼" }, floors: 18, homes: 2),
      Row(estate: 1, names: (1...9).map { "\(walkUps)\($0)号" }, floors: 6, homes: 5),
      Row(estate: 1, names: (10...13).map { "\(walkUps)\($0)号" }, floors: 6, homes: 4),
      Row(estate: 2, names: (0...9).map { "\(street)\(1050 + $0 * 2)号" }, floors: 6, homes: 4),
    ]
  }

  /// - Parameter known: The area, where there is one already.
  init(
    of identity: DemoIdentity, staff: DemoStaff, area known: Area?, at founding: Instant,
    using random: inout SplitMix64
  ) {
    let own = Area(id: AreaID.timeOrdered(at: founding, using: &random), name: identity.area)
    let area = known ?? own
    self.area = area
    neighborhood = Neighborhood(
      id: NeighborhoodID.timeOrdered(at: founding, using: &random), name: identity.name,
      area: area.id)
    estates = zip(identity.estates, [0, 1, 1]).map {
      Estate(
        id: EstateID.timeOrdered(at: founding, using: &random), name: $0,
        propertyCompany: identity.companies[$1])
    }
    microGrids = staff.gridWorkers.enumerated().map {
      MicroGrid(
        id: MicroGridID.timeOrdered(at: founding, using: &random),
        name: "第\(["一", "二", "三", "四", "五", "六"][$0 % 6])微网格", gridWorker: $1.id)
    }
    var groups: [BuildingGroup] = []
    var households: [DemoHousehold] = []
    var gridOfGroup: [Int] = []
    let carers = staff.officers + staff.directors
    for row in DemoPlaces.rows(of: identity) {
      for name in row.names {
        let index = groups.count
        let grid = index < 24 ? index / 8 : index < 31 ? 3 : index < 37 ? 4 : 5
        let estate = estates[row.estate]
        gridOfGroup.append(grid)
        groups.append(
          BuildingGroup(
            id: GroupID.timeOrdered(at: founding, using: &random), name: name, estate: estate.id,
            microGrid: microGrids[grid].id, leader: DemoPlaces.residentName(using: &random),
            rotatingLeader: DemoPlaces.residentName(using: &random),
            weChatGroup: (row.estate == 0 ? estate.name : "") + name + "邻里群",
            assignedStaff: carers[index % carers.count].id, households: row.floors * row.homes))
        for floor in 1...row.floors {
          for home in 1...row.homes {
            let resident = Resident(
              name: DemoPlaces.residentName(using: &random),
              phone: "1380000\(1000 + random.below(8000))")
            households.append(
              DemoHousehold(
                group: index, floor: floor, room: "\(floor)0\(home)", resident: resident))
          }
        }
      }
    }
    towerHouseholds = households.firstIndex { $0.group >= 24 } ?? households.count
    self.groups = groups
    self.households = households
    self.gridOfGroup = gridOfGroup
  }

  /// A household of a kind of building, by chance.
  func household(in buildings: DemoMatter.Buildings, with random: inout SplitMix64) -> DemoHousehold
  {
    switch buildings {
    case .any: households[random.below(households.count)]
    case .towers: households[random.below(towerHouseholds)]
    case .walkUps:
      households[towerHouseholds + random.below(households.count - towerHouseholds)]
    }
  }

  /// The household of a group's name and room; the first one when there is none such.
  func household(of name: String, room: String) -> DemoHousehold {
    let group =
      groups.firstIndex { $0.name == name }
      ?? name.utf8.reduce(0) { $0 + Int($1) } * 7 % max(1, groups.count)
    return households.first { $0.group == group && $0.room == room }
      ?? households.first { $0.group == group } ?? households[0]
  }

  /// Spots that no building group owns.
  static let spots = [
    "北门垃圾房", "东门岗亭", "中心花园", "地下车库入口", "非机动车库", "南门停车场", "儿童游乐区", "健身角", "快递柜", "西侧围墙",
    "小区主干道", "物业办公室门口", "门球场", "社区食堂门口",
  ]

  private static func residentName(using random: inout SplitMix64) -> String {
    random.pick(surnames) + random.pick(titles)
  }

  private static let surnames = [
    "李", "王", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "林", "郭", "何", "高",
    "罗", "郑", "梁", "谢", "宋", "唐", "许", "邓", "冯", "韩", "曹", "曾", "彭", "萧", "蔡", "潘", "田", "董", "袁",
    "于", "余", "叶", "蒋", "杜", "苏", "魏", "程", "吕", "丁", "沈", "任", "姚", "卢", "傅", "钟", "姜", "崔", "谭",
    "廖", "范", "汪", "陆", "金", "石", "戴", "贾", "韦", "夏", "邱", "方", "侯", "邹", "熊", "孟", "秦", "白", "江",
    "阎", "薛", "尹", "段", "雷", "黎", "史", "龙", "陶", "贺", "顾", "毛", "郝", "龚", "邵", "万", "钱", "严", "欧阳",
  ]

  private static let titles = [
    "阿姨", "阿姨", "阿姨", "先生", "先生", "女士", "女士", "爷叔", "阿婆", "老师", "伯伯", "小姐",
  ]
}
