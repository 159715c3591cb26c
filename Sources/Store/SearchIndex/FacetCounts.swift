package import CoreModel
internal import GRDB

/// How many requests each value of a facet would show, the other conditions being as they are.
package struct FacetCounts: Hashable, Sendable {
  /// By value; those without any are left out.
  package var byValue: [FacetValue: Int] = [:]
  /// Requests that meet all conditions.
  package var total = 0
  /// Whether the numbers may be a little too high: the words were asked of the index alone.
  package var isEstimate = false

  /// Nothing.
  package init() {}

  /// How many have a value.
  package subscript(_ value: FacetValue) -> Int { byValue[value] ?? 0 }
}

extension DeskStore {
  /// Counts every value of every facet within a list. For lists of open requests all of them are looked at,
  /// which are few; for the others the search index is counted.
  package func facetCounts(
    _ filter: QueueFilter, now: Instant
  ) throws(StoreError) -> FacetCounts {
    try look { db in
      var counting = FacetCounting(filter.facets, today: now.day)
      var base = filter
      base.facets = FacetChoice()
      let isIndexed = !filter.view.isOpen && filter.view != .today
      let query = try self.query(base, now: now, isIndexed: isIndexed, db)
      guard let expression = query.expression else {
        try query.forEachSubject(db) { counting.add($0) }
        return counting.counts
      }
      let below = try SearchIndex.below(db)
      try query.forEachSubject(db, from: below) { counting.add($0) }
      try counting.addBlocks(below / Int64(RowSet.capacity), query, expression, db)
      return counting.counts
    }
  }
}

/// Counting while rows and blocks go by.
private struct FacetCounting {
  let choice: FacetChoice
  let today: Day
  var counts = FacetCounts()

  init(_ choice: FacetChoice, today: Day) {
    self.choice = choice
    self.today = today
  }

  /// One request that meets every condition but the facets.
  mutating func add(_ subject: FacetSubject) {
    var unmet: [Facet] = []
    for facet in Facet.allCases {
      let chosen = choice.values(of: facet)
      guard !chosen.isEmpty, !chosen.contains(where: { subject.has($0, on: today) }) else {
        continue
      }
      unmet.append(facet)
      if unmet.count > 1 { return }
    }
    if unmet.isEmpty { counts.total += 1 }
    for value in subject.values(on: today) where unmet.isEmpty || unmet == [value.facet] {
      counts.byValue[value, default: 0] += 1
    }
  }

  /// The blocks of the index, from the first up to, not including, the last.
  mutating func addBlocks(
    _ blocks: Int64, _ query: QueueQuery, _ expression: SearchExpression, _ db: Database
  ) throws {
    guard blocks > 0 else { return }
    let reader = try SearchBlock(db)
    let chosen = choice.expressions(query.roll, on: today)
    var doubtful: [Int64] = []
    for block in 0..<blocks {
      let base = try expression.rows(in: block, reader)
      if base.isEmpty { continue }
      if !query.isExact, doubtful.count <= FacetCounting.checked {
        doubtful += base.rows.map { block * Int64(RowSet.capacity) + Int64($0) }
      }
      try add(base, of: block, chosen, query.roll, reader)
    }
    guard !query.isExact, !doubtful.isEmpty else { return }
    if doubtful.count > FacetCounting.checked {
      counts.isEstimate = true
      return
    }
    // Few enough to be looked at: those behind the index were counted already.
    var exact = FacetCounting(choice, today: today)
    try query.forEachSubject(db, from: try SearchIndex.below(db)) { exact.add($0) }
    for start in stride(from: 0, to: doubtful.count, by: 1000) {
      let keys = Array(doubtful[start..<min(start + 1000, doubtful.count)])
      try query.forEachSubject(db, of: keys) { exact.add($0) }
    }
    counts = exact.counts
  }

  /// Rows that are looked at one by one rather than counted too high.
  private static let checked = 5000

  private mutating func add(
    _ base: RowSet, of block: Int64, _ chosen: [Facet: SearchExpression], _ roll: Roll,
    _ reader: SearchBlock
  ) throws {
    var met: [Facet: RowSet] = [:]
    for (facet, expression) in chosen { met[facet] = try expression.rows(in: block, reader) }
    var whole = base
    for set in met.values { whole.formIntersection(set) }
    counts.total += whole.count
    for facet in Facet.allCases {
      // What the other facets leave.
      var others = whole
      if met[facet] != nil {
        others = base
        for (other, set) in met where other != facet { others.formIntersection(set) }
      }
      if others.isEmpty { continue }
      for kind in SearchToken.kinds(of: facet) {
        try reader.forEach(of: SearchToken.all(kind), in: block) { value, set in
          guard let value = FacetValue(kind, value, roll) else { return }
          let count = others.sharedCount(set)
          if count > 0 { counts.byValue[value, default: 0] += count }
        }
      }
      guard facet == .received else { continue }
      for span in ReceivedSpan.offered {
        let expression = SearchExpression.received(span.days(on: today))
        let count = others.sharedCount(try expression.rows(in: block, reader))
        if count > 0 { counts.byValue[.received(span), default: 0] += count }
      }
    }
  }
}

extension SearchToken {
  /// The kinds whose tokens are the values of a facet.
  fileprivate static func kinds(of facet: Facet) -> [Kind] {
    switch facet {
    case .tier: [.tier]
    case .status: [.status]
    case .channel: [.channel]
    case .group: [.group]
    case .handler: [.handler, .crew]
    case .urgency: [.urgency]
    case .origin: [.hotline]
    case .received: []
    }
  }
}

extension FacetValue {
  /// The value that a token stands for; nil for one that this release does not know.
  fileprivate init?(_ kind: SearchToken.Kind, _ value: Int64, _ roll: Roll) {
    func member<Value: CaseIterable>(_: Value.Type) -> Value? {
      let all = Array(Value.allCases)
      return all.indices.contains(Int(value)) ? all[Int(value)] : nil
    }
    switch kind {
    case .tier: self = .tier(Tier(rawValue: Int(value)))
    case .status:
      guard let status = member(RequestStatus.self) else { return nil }
      self = .status(status)
    case .channel:
      guard let channel = member(Channel.self) else { return nil }
      self = .channel(channel)
    case .group:
      guard value != 0 else {
        self = .group(nil)
        return
      }
      guard let group = roll.groups[value] else { return nil }
      self = .group(group)
    case .handler:
      guard value != 0 else {
        self = .handler(nil)
        return
      }
      guard let person = roll.people[value] else { return nil }
      self = .handler(.person(person))
    case .crew:
      guard let crew = member(Crew.self) else { return nil }
      self = .handler(.pool(crew))
    case .urgency:
      guard let urgency = member(Urgency.self) else { return nil }
      self = .urgency(urgency)
    case .hotline: self = .hotline(value == 1)
    default: return nil
    }
  }
}
