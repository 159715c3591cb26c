internal import CoreModel
internal import GRDB

extension FacetValue {
  /// What a row `r` must be to have the value.
  func condition(_ roll: Roll, on today: Day) -> String {
    switch self {
    case .tier(let tier): tier.map { "r.tier = \($0.rawValue)" } ?? "r.tier IS NULL"
    case .status(let status): "r.status = '\(status.rawValue)'"
    case .channel(let channel): "r.channel = '\(channel.rawValue)'"
    case .group(nil): "r.group_id IS NULL"
    case .group(let group?): roll.groupKeys[group].map { "r.group_id = \($0)" } ?? "FALSE"
    case .handler(nil): "(r.handler_id IS NULL AND r.handler_pool IS NULL)"
    case .handler(.person(let person)?):
      roll.personKeys[person].map { "r.handler_id = \($0)" } ?? "FALSE"
    case .handler(.pool(let crew)?): "r.handler_pool = '\(crew.rawValue)'"
    case .urgency(let urgency): "r.urgency = '\(urgency.rawValue)'"
    case .hotline(let is12345): "r.hotline_number IS \(is12345 ? "NOT " : "")NULL"
    case .received(let span):
      {
        "(r.received_at >= \($0.first.start.milliseconds)"
          + " AND r.received_at < \($0.last.adding(days: 1).start.milliseconds))"
      }(span.days(on: today))
    }
  }

  /// What rows that have the value are found by: always exactly those.
  func expression(_ roll: Roll, on today: Day) -> SearchExpression {
    switch self {
    case .tier(let tier): .token(SearchToken(.tier, Int64(tier?.rawValue ?? 0)))
    case .status(let status): .token(.of(.status, status))
    case .channel(let channel): .token(.of(.channel, channel))
    case .group(let group):
      // A group that is not there has no rows; 0 are those without any.
      .token(SearchToken(.group, group.map { roll.groupKeys[$0] ?? SearchToken.nobody } ?? 0))
    case .handler(nil): .token(SearchToken(.handler, 0))
    case .handler(.person(let person)?):
      .token(SearchToken(.handler, roll.personKeys[person] ?? SearchToken.nobody))
    case .handler(.pool(let crew)?): .token(.of(.crew, crew))
    case .urgency(let urgency): .token(.of(.urgency, urgency))
    case .hotline(let is12345): .token(SearchToken(.hotline, is12345 ? 1 : 0))
    case .received(let span): SearchExpression.received(span.days(on: today))
    }
  }
}

extension SearchToken {
  /// No row's key.
  static let nobody: Int64 = 0x3FF_FFFF_FFFF
}

extension SearchExpression {
  /// Received from one day through another: whole months at once, the days at either end one by one.
  static func received(_ span: (first: Day, last: Day)) -> SearchExpression {
    func month(_ day: Day) -> Int {
      let (year, month, _) = day.components
      return year * 12 + month - 1
    }
    func start(ofMonth month: Int) -> Day? { Day(year: month / 12, month: month % 12 + 1, day: 1) }
    func days(_ first: Day, _ last: Day) -> SearchExpression {
      .range(SearchToken(.day, Int64(first.number))...SearchToken(.day, Int64(last.number)))
    }
    let (first, last) = span
    guard month(last) - month(first) > 2, let whole = start(ofMonth: month(first) + 1),
      let rest = start(ofMonth: month(last))
    else { return days(first, last) }
    return .any([
      days(first, whole.adding(days: -1)),
      .range(
        SearchToken(.month, Int64(month(first) + 1))...SearchToken(.month, Int64(month(last) - 1))),
      days(rest, last),
    ])
  }
}

extension FacetChoice {
  /// A condition for each facet of which something is chosen.
  func conditions(_ roll: Roll, on today: Day) -> [String] {
    Facet.allCases.compactMap { facet in
      let chosen = values(of: facet)
      guard !chosen.isEmpty else { return nil }
      return "(\(chosen.map { $0.condition(roll, on: today) }.joined(separator: " OR ")))"
    }
  }

  /// The same asked of the index.
  func expressions(_ roll: Roll, on today: Day) -> [Facet: SearchExpression] {
    var expressions: [Facet: SearchExpression] = [:]
    for facet in Facet.allCases {
      let chosen = values(of: facet)
      guard !chosen.isEmpty else { continue }
      expressions[facet] = .any(chosen.map { $0.expression(roll, on: today) })
    }
    return expressions
  }
}
