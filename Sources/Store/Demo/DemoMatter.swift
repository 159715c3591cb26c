import CoreModel

/// A kind of matter that residents come with: what they say, when, where, and how it ends.
struct DemoMatter: Sendable {
  /// Whose work it is.
  enum Trade: Sendable { case maintenance, property, grid, mediation, police, patrol, desk }

  /// What place it is about.
  enum Site: Sendable {
    /// The resident's own rooms.
    case home
    /// Stairs, lift and doors of their building.
    case stairs
    /// The grounds of the estate.
    case grounds
  }

  /// Which buildings have it: lifts break in towers, and are wished for in walk-ups.
  enum Buildings: Sendable { case any, towers, walkUps }

  /// When in the day residents come with it.
  enum Hours: Int, Sendable { case always, office, evening, night }

  /// When in the year.
  enum Season: Sendable { case allYear, summer, winter }

  /// What it is about, in the words of the standard triage rules.
  let category: Category
  /// The word by which the rules know it; not every resident says it.
  let keyword: String
  let trade: Trade
  let site: Site
  let buildings: Buildings
  let weight: Int
  /// So many of a thousand are 急.
  let urgent: Int
  /// So many of a thousand are 特急.
  let critical: Int
  let hours: Hours
  let season: Season
  let sayings: [DemoPhrase]
  let outcomes: [String]

  init(
    _ name: String, _ keyword: String, _ trade: Trade, _ site: Site, weight: Int,
    buildings: Buildings = .any, urgent: Int = 20, critical: Int = 0, hours: Hours = .always,
    season: Season = .allYear, says sayings: [String], done outcomes: [String]
  ) {
    category = Category(DemoMatter.vocabulary[name] ?? name)
    self.keyword = keyword
    self.trade = trade
    self.site = site
    self.weight = weight
    self.buildings = buildings
    self.urgent = urgent
    self.critical = critical
    self.hours = hours
    self.season = season
    self.sayings = sayings.map(DemoPhrase.init)
    self.outcomes = outcomes
  }

  /// How much of its weight counts in a part of the day (0 night, 1 day, 2 evening) and a quarter of
  /// the year (0 winter … 3 autumn).
  func weight(part: Int, quarter: Int) -> Int {
    let byHours = [[10, 10, 10], [0, 14, 2], [4, 6, 20], [40, 2, 14]][hours.rawValue][part]
    let bySeason =
      switch season {
      case .allYear: 10
      case .summer: [2, 8, 22, 8][quarter]
      case .winter: [24, 6, 2, 8][quarter]
      }
    return weight * byHours * bySeason
  }
}

extension DemoMatter {
  /// The category that a matter is filed under, where it has a name of its own.
  fileprivate static let vocabulary = [
    "公共照明": "水电维修", "供水供气": "水电维修",
    "电梯困人": "安全隐患", "燃气安全": "安全隐患", "消防安全": "安全隐患", "房屋安全": "安全隐患",
    "高空抛物": "安全隐患",
    "门禁安防": "公共设施", "充电桩": "公共设施",
    "垃圾分类": "环境卫生", "夜间垃圾": "环境卫生", "楼道堆物": "环境卫生",
    "夜间噪声": "噪声扰民", "装修噪声": "噪声扰民", "邻里噪声": "噪声扰民", "商户扰民": "噪声扰民",
    "停车秩序": "停车管理", "停车纠纷": "停车管理",
    "宠物管理": "养宠", "养犬纠纷": "养宠", "绿化养护": "绿化",
    "晾晒滴水": "邻里纠纷", "邻里漏水": "邻里纠纷",
    "政策咨询": "咨询办事", "便民服务": "咨询办事", "助老助残": "为老助残", "困难帮扶": "民生救助",
    "违法搭建": "违法建设", "群租": "房屋租赁",
    "加装电梯": "议事事项", "停车规划": "议事事项", "公共空间": "议事事项", "垃圾房改造": "议事事项",
    "维修资金": "议事事项", "业委会物业": "议事事项", "适老化改造": "议事事项", "充电设施": "议事事项",
  ]
}

/// All matters of a tier with the chances of each by part of the day and quarter of the year.
struct DemoCatalogue: Sendable {
  let matters: [DemoMatter]
  private let chances: [WeightedChoice]

  init(_ matters: [DemoMatter]) {
    self.matters = matters
    chances = (0..<12).map { cell in
      WeightedChoice(matters.map { $0.weight(part: cell / 4, quarter: cell % 4) })
    }
  }

  /// Draws a matter that fits the moment.
  func draw(at moment: Instant, with random: inout SplitMix64) -> DemoMatter {
    let hour = moment.minuteOfDay / 60
    let part = hour < 6 || hour >= 22 ? 0 : hour < 18 ? 1 : 2
    let quarter = moment.day.components.month % 12 / 3
    return matters[chances[part * 4 + quarter].draw(with: &random)]
  }

  /// 一级, 二级, 三级.
  static let tiers = [
    DemoCatalogue(DemoMatter.repairs + DemoMatter.order + DemoMatter.service),
    DemoCatalogue(DemoMatter.disputes + DemoMatter.oversight),
    DemoCatalogue(DemoMatter.council),
  ]
}
