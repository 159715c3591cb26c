/// By what a report is taken apart.
package enum Breakdown: String, CaseIterable, Codable, Sendable {
  /// 级.
  case tier
  /// 来源.
  case channel
  /// 类别.
  case category
  /// 楼组.
  case group
  /// 承办人.
  case handler
  /// 物业.
  case company
  /// 居民区.
  case neighborhood

  /// The Chinese word.
  package var title: String {
    switch self {
    case .tier: "级别"
    case .channel: "来源"
    case .category: "类别"
    case .group: "楼组"
    case .handler: "承办人"
    case .company: "物业"
    case .neighborhood: "居民区"
    }
  }

  /// By its Chinese or stable English word.
  package init?(text: String) {
    guard let found = Breakdown.allCases.first(where: { $0.rawValue == text || $0.title == text })
    else { return nil }
    self = found
  }
}

/// One part of a breakdown; nil within a case is what nobody decided or knows.
package enum BreakdownKey: Hashable, Sendable {
  /// 级.
  case tier(Tier?)
  /// 来源.
  case channel(Channel)
  /// 类别.
  case category(Category?)
  /// 楼组.
  case group(GroupID?)
  /// 承办人.
  case handler(Handler?)
  /// 物业, by its name: one company may look after several estates.
  case company(String?)
  /// 居民区.
  case neighborhood(NeighborhoodID)

  /// Of which breakdown it is.
  package var breakdown: Breakdown {
    switch self {
    case .tier: .tier
    case .channel: .channel
    case .category: .category
    case .group: .group
    case .handler: .handler
    case .company: .company
    case .neighborhood: .neighborhood
    }
  }

  /// The part of a breakdown that a request belongs to.
  package init(_ breakdown: Breakdown, of fact: RequestFact) {
    switch breakdown {
    case .tier: self = .tier(fact.tier)
    case .channel: self = .channel(fact.channel)
    case .category: self = .category(fact.category)
    case .group: self = .group(fact.group)
    case .handler: self = .handler(fact.handler)
    case .company: self = .company(fact.company)
    case .neighborhood: self = .neighborhood(fact.neighborhood)
    }
  }

  /// Whether a request belongs to it.
  package func contains(_ fact: RequestFact) -> Bool { self == BreakdownKey(breakdown, of: fact) }
}
