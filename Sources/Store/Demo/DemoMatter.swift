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

  let category: Category
  /// Why the rules suggest the tier.
  let basis: String
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
    _ category: String, _ keyword: String, _ trade: Trade, _ site: Site, weight: Int,
    buildings: Buildings = .any, urgent: Int = 20, critical: Int = 0, hours: Hours = .always,
    season: Season = .allYear, says sayings: [String], done outcomes: [String]
  ) {
    self.category = Category(category)
    basis = "\(category)·关键词「\(keyword)」"
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
