internal import CoreModel

/// More invented 居民区 beside the demonstration's own, so that 督办 has something to look down upon: a few groups, a
/// few people and some weeks of requests each, decided by the model's own rules like all else.
struct DemoNeighbours {
  /// Names; a demonstration has as many as are asked for.
  static let names = [
    "翠湖", "虹桥新村", "古北", "金色家园", "兰溪", "梅陇一村", "仙霞", "芙蓉江", "水城", "天山",
    "新泾六村", "北渔", "周桥", "江苏路", "华阳", "番禺", "安化", "程家桥", "哈密", "茅台新苑",
    "威宁", "娄山", "玉屏",
  ]
  private static let areas = ["北片区", "中片区", "南片区"]
  private static let matters = [
    "垃圾没有清运", "楼道堆物，推车出不去", "水管漏水", "电梯停在三楼", "邻居半夜装修", "路灯不亮",
    "下水道反水，臭味大", "车库门口被堵", "快递柜坏了", "绿化带有人种菜", "电瓶车在楼道充电", "高空抛物",
  ]
  private static let surnames = ["张", "林", "方", "许", "唐", "韩", "曹", "彭", "曾", "萧", "田", "董"]
  private static let given = ["敏", "雨", "亮", "静怡", "海峰", "小梅", "建军", "晓东"]

  let store: DeskStore
  let now: Instant
  private var random: SplitMix64

  init(store: DeskStore, now: Instant, seed: UInt64) {
    self.store = store
    self.now = now
    random = SplitMix64(seed: seed, stream: 7707)
  }

  /// Adds so many, each with some requests.
  mutating func install(_ count: Int, supervisor: Actor) throws(StoreError) {
    let areas = Self.areas.map { Area(id: id($0), name: $0) }
    try store.save(areas: areas)
    for index in 0..<min(count, Self.names.count) {
      let name = Self.names[index]
      let home = Neighborhood(
        id: NeighborhoodID("demo-n-" + name), name: name + "居民区",
        area: areas[index % areas.count].id)
      try store.save(neighborhoods: [home])
      let people = crew(index)
      try store.save(people: people, in: home.id)
      let estate = Estate(
        id: EstateID("demo-e\(index)"), name: name, propertyCompany: name + "物业")
      try store.save(estates: [estate], in: home.id)
      let groups = (1...4).map {
        BuildingGroup(
          id: GroupID("demo-g\(index)-\($0)"), name: "\($0)号楼", estate: estate.id,
          leader: "组长\($0)", weChatGroup: "\(name)\($0)号楼邻里群", households: 36)
      }
      try store.save(groups: groups, in: home.id)
      for _ in 0..<(12 + draw(14)) { try request(home.id, people, groups, supervisor) }
    }
  }

  private mutating func request(
    _ home: NeighborhoodID, _ people: [Person], _ groups: [BuildingGroup], _ supervisor: Actor
  ) throws(StoreError) {
    let desk = Actor(people[1])
    let secretary = Actor(people[0])
    var at = now.adding(minutes: -(60 + draw(12_000)))
    let isOld = draw(4) > 0
    let detail = try store.register(
      Registration(
        number: "", neighborhood: home, text: Self.matters[draw(Self.matters.count)],
        channel: draw(2) == 0 ? .weChatGroup : .phone,
        place: RequestPlace(group: groups[draw(groups.count)].id, room: "\(101 + draw(12) * 100)"),
        resident: Resident(), firstReceiver: desk.person, receivedAt: at), by: desk, at: at)
    var steps: [(RequestCommand, Actor)] = [
      (.respond(note: "已回电"), desk), (.triage(TriageDecision(tier: .second)), desk),
      (.dispatch(Dispatch(to: .person(people[2].id))), desk), (.accept(by: nil), Actor(people[2])),
      (.resolve(Resolution(outcome: "已处理")), Actor(people[2])),
      (.feedback(Feedback("已处理，请看看", by: .phone)), desk),
    ]
    switch draw(6) {
    case 0: steps.append((.reject(reason: "没有办好"), desk))
    case 1:
      steps = Array(steps.prefix(3))
      steps.append((.hold(Hold(reason: "等配件", until: now.adding(minutes: 2880))), desk))
    case 2:
      steps += [(.confirm(note: "认可"), desk), (.reopen(reason: "又坏了"), desk)]
    default: steps.append((.confirm(note: "认可"), desk))
    }
    if draw(3) == 0 { steps = Array(steps.prefix(draw(4))) }
    for (command, actor) in steps {
      at = at.adding(minutes: 5 + draw(isOld ? 240 : 40))
      guard at < now else { break }
      try take(command, on: detail.history.id, actor, at)
    }
    guard draw(9) == 0 else { return }
    // A supervisor's question, now and then with its answer.
    let asked = max(at, now.adding(minutes: -700))
    guard asked < now else { return }
    try take(
      .inquiry(
        .ask(
          InquiryOrder(.question, "几天了还没有办结，卡在哪里？", dueAt: now.adding(minutes: 600)))),
      on: detail.history.id, supervisor, asked)
    if draw(2) == 0 {
      try take(
        .inquiry(.answer("配件后天到，到了当天换。", of: nil)), on: detail.history.id, secretary,
        now.adding(minutes: -20))
    }
  }

  /// What the rules refuse is not part of the course.
  private func take(
    _ command: RequestCommand, on id: RequestID, _ actor: Actor, _ at: Instant
  ) throws(StoreError) {
    do {
      _ = try store.perform(command, on: id, expecting: nil, by: actor, at: at)
    } catch .refused {
      return
    }
  }

  private mutating func crew(_ index: Int) -> [Person] {
    func name(_ offset: Int) -> String {
      let number = index * 3 + offset
      // Twelve surnames and as many given names, all pairs of which differ.
      return Self.surnames[number % Self.surnames.count]
        + Self.given[(number / Self.surnames.count) % Self.given.count]
    }
    let roles: [(Role, String)] = [
      (.secretary, "居民区党总支"), (.dutyOfficer, "居委会"), (.maintenance, Self.names[index] + "物业"),
    ]
    return roles.enumerated().map { offset, role in
      Person(
        id: PersonID("demo-p\(index)-\(offset)"), name: name(offset),
        role: role.0, unit: role.1)
    }
  }

  private mutating func draw(_ count: Int) -> Int { Int(random.next() % UInt64(max(1, count))) }

  private func id(_ name: String) -> AreaID { AreaID("demo-" + name) }
}

extension DeskStore {
  /// How many there may be.
  package static let mostDemoNeighbours = DemoNeighbours.names.count

  /// Adds more invented 居民区 beside the demonstration's own.
  /// - Returns: Their names.
  package func installDemoNeighbours(
    _ count: Int, beside demonstration: DemoNeighborhood, seed: UInt64
  ) throws(StoreError) -> [String] {
    guard let boss = demonstration.staff.others.first(where: { $0.role == .supervisor }) else {
      return []
    }
    var neighbours = DemoNeighbours(store: self, now: demonstration.now, seed: seed)
    try neighbours.install(count, supervisor: Actor(boss))
    return DemoNeighbours.names.prefix(count).map { $0 + "居民区" }
  }
}
