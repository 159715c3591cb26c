/// One line of the triage table (三层筛): which words make a request what.
package struct TriageRule: Hashable, Codable, Sendable {
  /// What staff call it: `公共照明`.
  package var name: String
  /// One of these must occur; `灯*不亮` lets up to eight characters stand at the star.
  package var keywords: [String]
  /// None of these may occur.
  package var excluding: [String]
  /// One of these must occur too, when there are any: `楼道`, `车棚`.
  package var places: [String]
  /// Whether it holds at night only (20:00–06:00, or taken down on night patrol).
  package var atNightOnly: Bool
  /// The tier it suggests.
  package var tier: Tier
  /// The category it suggests: `水电维修`.
  package var category: Category
  /// Whom it suggests.
  package var handler: SuggestedHandler?
  /// The urgency it suggests; nil leaves it.
  package var urgency: Urgency?

  /// Makes a rule.
  package init(
    name: String, keywords: [String], excluding: [String] = [], places: [String] = [],
    atNightOnly: Bool = false, tier: Tier, category: Category, handler: SuggestedHandler? = nil,
    urgency: Urgency? = nil
  ) {
    self.name = name
    self.keywords = keywords
    self.excluding = excluding
    self.places = places
    self.atNightOnly = atNightOnly
    self.tier = tier
    self.category = category
    self.handler = handler
    self.urgency = urgency
  }
}

/// Whom a rule suggests: rules outlive people, so they name crews and roles only.
package enum SuggestedHandler: Hashable, Codable, Sendable {
  /// A crew's pool.
  case crew(Crew)
  /// Whoever has this role.
  case role(Role)

  /// The Chinese word.
  package var title: String {
    switch self {
    case .crew(let crew): crew.title
    case .role(let role): role.title
    }
  }

  /// The handler it means in a neighbourhood: a role with exactly one active person is that person.
  package func handler(in directory: Directory) -> Handler? {
    switch self {
    case .crew(let crew): return .pool(crew)
    case .role(let role):
      let people = directory.people(with: [role])
      return people.count == 1 ? people.first.map { .person($0.id) } : nil
    }
  }
}

/// What the rules suggest; a person decides. Never applied unseen.
package struct TriageSuggestion: Hashable, Sendable {
  /// The tier.
  package var tier: Tier
  /// What it is about.
  package var category: Category
  /// Who could handle it.
  package var handler: SuggestedHandler?
  /// How pressing; nil leaves it.
  package var urgency: Urgency?
  /// The rule's name.
  package var rule: String
  /// Why: `水电维修·关键词「灯不亮」`.
  package var reason: String

  /// Makes a suggestion.
  package init(
    tier: Tier, category: Category, handler: SuggestedHandler? = nil, urgency: Urgency? = nil,
    rule: String, reason: String
  ) {
    self.tier = tier
    self.category = category
    self.handler = handler
    self.urgency = urgency
    self.rule = rule
    self.reason = reason
  }

  /// The decision that following the suggestion is.
  package var decision: TriageDecision {
    TriageDecision(tier: tier, category: category, urgency: urgency, basis: reason)
  }
}
