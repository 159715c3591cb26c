internal import CoreModel

/// What lists show in their columns and a search word may name: a step, a status, a tier, an urgency, a channel.
///
/// Only the whole word counts: 联系 stands in many texts and is not asked of every 先行联系. 急 finds 特急 too, since
/// it stands there, and the most pressing must not vanish.
struct SearchColumns {
  private var steps: [ObligationKind] = []
  private var statuses: [RequestStatus] = []
  private var tiers: [Tier] = []
  private var urgencies: [Urgency] = []
  private var channels: [Channel] = []

  /// What a normalised search word names; nil when it is no column's word.
  init?(_ word: String) {
    func isNamed(_ titles: String...) -> Bool {
      titles.contains { SearchText.normalized($0) == word }
    }
    steps = ObligationKind.allCases.filter { isNamed($0.title) }
    // 挂起 is 已挂起; but 接单 is the step that is waited for, and not what has been taken already.
    statuses = RequestStatus.allCases.filter {
      isNamed($0.title) || steps.isEmpty && isNamed(String($0.title.dropFirst()))
    }
    tiers = Tier.allCases.filter { isNamed($0.title, "\($0.rawValue)级") }
    urgencies = Urgency.allCases.filter { isNamed($0.title) }
    if urgencies == [.urgent] { urgencies.append(.critical) }
    channels = Channel.allCases.filter { isNamed($0.title, $0.shortTitle) }
    if conditions.isEmpty { return nil }
  }

  /// The ways in which a row `r` can show the word.
  var conditions: [String] {
    func condition(_ column: String, _ values: [String]) -> [String] {
      values.isEmpty ? [] : ["r.\(column) IN (\(values.joined(separator: ", ")))"]
    }
    return condition("obligation", steps.map { "'\($0.rawValue)'" })
      + condition("status", statuses.map { "'\($0.rawValue)'" })
      + condition("tier", tiers.map { "\($0.rawValue)" })
      + condition("urgency", urgencies.map { "'\($0.rawValue)'" })
      + condition("channel", channels.map { "'\($0.rawValue)'" })
  }

  /// The same asked of the index.
  var expressions: [SearchExpression] {
    steps.map { step in
      .token(
        SearchToken(.obligation, Int64((ObligationKind.allCases.firstIndex(of: step) ?? 0) + 1)))
    } + statuses.map { .token(.of(.status, $0)) }
      + tiers.map { .token(SearchToken(.tier, Int64($0.rawValue))) }
      + urgencies.map { .token(.of(.urgency, $0)) } + channels.map { .token(.of(.channel, $0)) }
  }
}
