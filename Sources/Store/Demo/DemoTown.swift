package import CoreModel

/// Which 居民区 of the demonstration's 街镇 one is: its names, all invented.
///
/// The first is 瑞和锦庭, which everything else of the demonstration tells about; the others are there so that a
/// supervisor has something to look over.
struct DemoIdentity: Sendable {
  /// From 0; 0 is 瑞和锦庭.
  let index: Int
  let name: String
  let area: String
  /// The three estates: towers, walk-ups, walk-ups with street numbers.
  let estates: [String]
  /// Of the first estate, and of the others.
  let companies: [String]

  static let home = DemoIdentity(
    index: 0, name: "瑞和锦庭居民区", area: "北片区", estates: ["瑞和锦庭", "木荷苑", "真源小区"],
    companies: ["瑞和物业", "木荷物业"])

  private init(index: Int, name: String, area: String, estates: [String], companies: [String]) {
    self.index = index
    self.name = name
    self.area = area
    self.estates = estates
    self.companies = companies
  }

  /// One of the others.
  init(index: Int) {
    guard index > 0 else {
      self = .home
      return
    }
    let word = DemoIdentity.words[(index - 1) % DemoIdentity.words.count]
    let company = DemoIdentity.managers[index % DemoIdentity.managers.count]
    self.init(
      index: index, name: "\(word)居民区", area: DemoIdentity.areas[index % DemoIdentity.areas.count],
      estates: ["\(word)花园", "\(word)苑", "\(word)坊"], companies: [company, "\(word)物业"])
  }

  /// The n-th of its staff; nobody in the whole 街镇 bears another's name.
  func personName(_ position: Int) -> String {
    let number = (index - 1) * DemoIdentity.staffSize + position
    let surname = number % DemoIdentity.surnames.count
    // Moved on for each surname, so that colleagues do not all bear one given name.
    let given = number / DemoIdentity.surnames.count + surname * 5
    return DemoIdentity.surnames[surname]
      + DemoIdentity.givenNames[given % DemoIdentity.givenNames.count]
  }

  /// More than anybody's staff has.
  private static let staffSize = 30

  /// How many there may be.
  static let most = words.count + 1

  private static let areas = ["北片区", "东片区", "南片区", "西片区", "中片区"]
  private static let managers = ["瑞和物业", "申安物业", "同心物业", "锦绣物业", "明珠物业"]
  private static let words = [
    "春晓", "海棠", "锦绣", "望江", "桂香", "梧桐", "樱花", "翠竹", "秋月", "东亭", "南苑", "兰溪", "静园", "和风", "云锦",
    "紫藤", "白玉兰", "新泾", "莲池", "松涛", "芳草", "长桥", "金穗", "晨光", "乐山", "枫林", "碧波", "同乐", "安居",
  ]
  private static let surnames = [
    "陆", "顾", "沈", "蒋", "丁", "叶", "戴", "任", "邵", "钟", "傅", "贺", "龚", "倪", "陶", "施", "严", "潘", "姚",
    "魏",
    "金", "方", "石", "邱", "夏", "谭", "韦", "汪", "田", "范", "卢", "贾", "江", "史", "侯",
  ]
  private static let givenNames = [
    "建华", "丽萍", "志刚", "晓燕", "国强", "秀英", "伟民", "静怡", "海峰", "美玲", "振宇", "佳慧", "永康", "雅琴", "立新", "文静",
    "春生", "婷婷", "德明", "雪梅", "家豪", "慧敏", "卫东", "玉兰", "鹏程", "思远",
  ]
}

/// 街镇: several 居民区 in one database, under one supervisor.
package struct DemoTown: Sendable {
  /// The 居民区, 瑞和锦庭 first.
  package let neighborhoods: [DemoNeighborhood]

  /// Makes them.
  /// - Parameters:
  ///   - count: How many, at most ``most``.
  ///   - requests: How many requests all of them have; each about as many as its neighbours.
  package init(seed: UInt64 = 1, now: Instant, count: Int, requests: Int) {
    let count = min(max(1, count), DemoTown.most)
    let requests = min(max(0, requests), DemoNeighborhood.mostRequests)
    var random = SplitMix64(seed: seed &+ 0x746F_776E)
    // Between four and ten parts each: no two 居民区 of a 街镇 are alike.
    let weights = (0..<count).map { _ in 4 + random.below(7) }
    let whole = weights.reduce(0, +)
    var left = requests
    var made: [DemoNeighborhood] = []
    for (index, weight) in weights.enumerated() {
      let share = index == count - 1 ? left : min(left, requests * weight / whole)
      left -= share
      made.append(
        DemoNeighborhood(
          seed: seed &+ UInt64(index) &* 7919, now: now, requests: share,
          identity: DemoIdentity(index: index), supervisor: made.first?.staff.supervisor,
          area: made.first { $0.area.name == DemoIdentity(index: index).area }?.area))
    }
    neighborhoods = made
  }

  /// How many 居民区 there may be.
  package static let most = DemoIdentity.most
}
