/// 筛选: the ways in which a list can be narrowed, each with values of which several may be chosen.
package enum Facet: String, CaseIterable, Hashable, Sendable {
  case tier, status, channel, group, handler, urgency, origin, received

  /// The Chinese name.
  package var title: String {
    switch self {
    case .tier: "级别"
    case .status: "状态"
    case .channel: "来源"
    case .group: "楼组"
    case .handler: "承办"
    case .urgency: "紧急"
    case .origin: "热线"
    case .received: "收到"
    }
  }

  /// Whether choosing a value takes the others of the facet away.
  package var isExclusive: Bool { self == .received || self == .origin }
}

/// When something was received, counted from the day on which one looks.
package enum ReceivedSpan: Hashable, Sendable {
  /// So many days, today the last of them.
  case lastDays(Int)
  /// From one day through another.
  case days(Day, Day)

  /// The first day and the last.
  package func days(on today: Day) -> (first: Day, last: Day) {
    switch self {
    case .lastDays(let count): (today.adding(days: 1 - count), today)
    case .days(let first, let last): (min(first, last), max(first, last))
    }
  }

  /// The spans that lists offer.
  package static let offered: [ReceivedSpan] = [.lastDays(1), .lastDays(7), .lastDays(30)]
}

/// A value of a facet. Nil stands for what has none: 未分级, 未归楼组, 未派.
package enum FacetValue: Hashable, Sendable {
  case tier(Tier?)
  case status(RequestStatus)
  case channel(Channel)
  case group(GroupID?)
  case handler(Handler?)
  case urgency(Urgency)
  case hotline(Bool)
  case received(ReceivedSpan)

  /// What it is a value of.
  package var facet: Facet {
    switch self {
    case .tier: .tier
    case .status: .status
    case .channel: .channel
    case .group: .group
    case .handler: .handler
    case .urgency: .urgency
    case .hotline: .origin
    case .received: .received
    }
  }

  /// The Chinese words.
  package func title(in directory: Directory, on today: Day) -> String {
    switch self {
    case .tier(let tier): tier?.title ?? "未分级"
    case .status(let status): status.title
    case .channel(let channel): channel.title
    case .group(let group): group.map { directory.group($0)?.name ?? "（不在册）" } ?? "未归楼组"
    case .handler(let handler): handler.map(directory.name(of:)) ?? "未派"
    case .urgency(let urgency): urgency.title
    case .hotline(let is12345): is12345 ? "12345 工单" : "不是工单"
    case .received(.lastDays(1)): "今天"
    case .received(.lastDays(let count)): "近\(count)天"
    case .received(.days(let first, let last)):
      first == last
        ? first.dateText(relativeTo: today)
        : "\(first.dateText(relativeTo: today))–\(last.dateText(relativeTo: today))"
    }
  }
}

/// What of a request facets look at.
package struct FacetSubject: Hashable, Sendable {
  package var tier: Tier?
  package var status: RequestStatus
  package var channel: Channel
  package var group: GroupID?
  package var handler: Handler?
  package var urgency: Urgency
  package var isHotline: Bool
  package var receivedAt: Instant

  /// Makes a subject.
  package init(
    tier: Tier?, status: RequestStatus, channel: Channel, group: GroupID?, handler: Handler?,
    urgency: Urgency, isHotline: Bool, receivedAt: Instant
  ) {
    self.tier = tier
    self.status = status
    self.channel = channel
    self.group = group
    self.handler = handler
    self.urgency = urgency
    self.isHotline = isHotline
    self.receivedAt = receivedAt
  }

  /// What facets see of a request.
  package init(_ request: Request) {
    self.init(
      tier: request.tier, status: request.status, channel: request.registration.channel,
      group: request.registration.place.group, handler: request.handler, urgency: request.urgency,
      isHotline: request.hotline != nil, receivedAt: request.receivedAt)
  }

  /// Whether a value is the request's.
  package func has(_ value: FacetValue, on today: Day) -> Bool {
    switch value {
    case .tier(let tier): self.tier == tier
    case .status(let status): self.status == status
    case .channel(let channel): self.channel == channel
    case .group(let group): self.group == group
    case .handler(let handler): self.handler == handler
    case .urgency(let urgency): self.urgency == urgency
    case .hotline(let is12345): isHotline == is12345
    case .received(let span):
      { $0.first <= receivedAt.day && receivedAt.day <= $0.last }(span.days(on: today))
    }
  }

  /// The values that it has, those of ``ReceivedSpan/offered`` included.
  package func values(on today: Day) -> [FacetValue] {
    [
      .tier(tier), .status(status), .channel(channel), .group(group), .handler(handler),
      .urgency(urgency), .hotline(isHotline),
    ]
      + ReceivedSpan.offered.map(FacetValue.received).filter { has($0, on: today) }
  }
}

/// The chosen values: those of one facet are alternatives, and every facet must be met.
package struct FacetChoice: Hashable, Sendable {
  /// In the order in which they were chosen.
  package private(set) var values: [FacetValue]

  /// Nothing, or these values.
  package init(_ values: [FacetValue] = []) {
    self.values = []
    for value in values { choose(value) }
  }

  /// Whether nothing is chosen.
  package var isEmpty: Bool { values.isEmpty }

  /// The chosen values of a facet.
  package func values(of facet: Facet) -> [FacetValue] { values.filter { $0.facet == facet } }

  /// Whether a value is chosen.
  package func contains(_ value: FacetValue) -> Bool { values.contains(value) }

  /// Adds a value; where only one can be, it takes the place of the other.
  package mutating func choose(_ value: FacetValue) {
    guard !contains(value) else { return }
    if value.facet.isExclusive { clear(value.facet) }
    values.append(value)
  }

  /// Takes a value away.
  package mutating func remove(_ value: FacetValue) { values.removeAll { $0 == value } }

  /// Adds a value, or takes it away when it is there.
  package mutating func toggle(_ value: FacetValue) {
    if contains(value) { remove(value) } else { choose(value) }
  }

  /// Takes all values of a facet away.
  package mutating func clear(_ facet: Facet) { values.removeAll { $0.facet == facet } }

  /// The same without a facet, as its values are counted.
  package func without(_ facet: Facet) -> FacetChoice {
    var others = self
    others.clear(facet)
    return others
  }

  /// Whether a request meets every facet.
  package func admits(_ subject: FacetSubject, on today: Day) -> Bool {
    Facet.allCases.allSatisfy { facet in
      let chosen = values(of: facet)
      return chosen.isEmpty || chosen.contains { subject.has($0, on: today) }
    }
  }
}
