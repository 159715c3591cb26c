/// 回访复核: the city asks for the same matter to be handled once more, with a limit of its own.
package struct ReviewRound: Hashable, Codable, Sendable {
  /// When the city assigned it anew; its limit counts from here.
  package var at: Instant
  /// The limit that the city stated; nil leaves it to the policy.
  package var dueAt: Instant?
  /// Why.
  package var reason: String

  /// Makes one.
  package init(at: Instant, dueAt: Instant? = nil, reason: String) {
    self.at = at
    self.dueAt = dueAt
    self.reason = reason
  }
}

/// 督办单: the city presses for a ticket, with a limit of its own beside the ticket's.
package struct CityOrder: Hashable, Codable, Sendable {
  /// 督办单号; may be empty.
  package var number: String
  /// When it was issued.
  package var at: Instant
  /// The limit that it states; nil leaves it to the policy.
  package var dueAt: Instant?
  /// What it asks.
  package var words: String

  /// Makes one.
  package init(number: String = "", at: Instant, dueAt: Instant? = nil, words: String) {
    self.number = number
    self.at = at
    self.dueAt = dueAt
    self.words = words
  }
}

/// 转办, 协办: another unit that does it, or helps. The ticket, its limit and its reply stay with the desk.
package struct TicketSharing: Hashable, Codable, Sendable {
  /// How far it was given away.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// 协办: it helps.
    case assist
    /// 转办: it does it.
    case forward

    /// The Chinese word.
    package var title: String { self == .assist ? "协办" : "转办" }
  }

  /// How far.
  package var kind: Kind
  /// 「镇城管中队」.
  package var unit: String
  /// What is asked of it.
  package var words: String

  /// Makes one.
  package init(_ kind: Kind, unit: String, words: String = "") {
    self.kind = kind
    self.unit = unit
    self.words = words
  }
}

/// 主办 or 协办: what the ticket makes of us.
package enum TicketRole: String, CaseIterable, Codable, Sendable {
  /// 主办.
  case lead
  /// 协办.
  case assist

  /// The Chinese word.
  package var title: String { self == .lead ? "主办" : "协办" }
}

/// 更正工单: what is said otherwise of a ticket than the export says. A nil part stays.
package struct TicketCorrection: Hashable, Codable, Sendable {
  /// 工单类型, which decides the limit.
  package var kind: TicketKind?
  /// 匿名: the caller gave no name, and nobody is to guess one.
  package var isAnonymous: Bool?
  /// 保密: who called is shown to nobody.
  package var isConfidential: Bool?
  /// 是否公开.
  package var isPublic: Bool?
  /// 主办 or 协办.
  package var role: TicketRole?
  /// Why.
  package var reason: String

  /// Makes one.
  package init(
    kind: TicketKind? = nil, isAnonymous: Bool? = nil, isConfidential: Bool? = nil,
    isPublic: Bool? = nil, role: TicketRole? = nil, reason: String = ""
  ) {
    self.kind = kind
    self.isAnonymous = isAnonymous
    self.isConfidential = isConfidential
    self.isPublic = isPublic
    self.role = role
    self.reason = reason
  }

  /// Whether it changes nothing.
  package var isEmpty: Bool {
    kind == nil && isAnonymous == nil && isConfidential == nil && isPublic == nil && role == nil
  }
}
