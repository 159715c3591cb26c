/// 退单: the desk asks the city to take a ticket back. The city's time runs on meanwhile.
package struct TicketReturn: Hashable, Codable, Sendable {
  /// Which unit it should go to: 「区绿化市容局」; empty when that is not known.
  package var unit: String
  /// Why it is not ours.
  package var reason: String

  /// Makes one.
  package init(to unit: String = "", reason: String) {
    self.unit = unit
    self.reason = reason
  }

  /// The city's form has room for three.
  package static let most = 3
}

/// 延期: the desk asks for more time, by a number of working days or as a complex matter (复杂件).
package struct TicketExtension: Hashable, Codable, Sendable {
  /// Working days after the present limit; nil for a complex matter, whose limit is the policy's.
  package var days: Int?
  /// Why.
  package var reason: String
  /// By when it would be due; reckoned when it is asked for.
  package var dueAt: Instant?

  /// More working days; nil for a complex matter.
  package init(days: Int?, reason: String) {
    self.days = days
    self.reason = reason
  }

  /// Working days that may be asked for at once.
  package static let mostDays = 30
}

/// What was said to a 退单 or an 延期.
package struct TicketAnswer: Hashable, Codable, Sendable {
  /// Whether it was granted.
  package var isGranted: Bool
  /// 延期 only: the limit that was granted, where it is another than the one asked for.
  package var dueAt: Instant?
  /// What was said.
  package var words: String

  /// Makes an answer.
  package init(isGranted: Bool, dueAt: Instant? = nil, words: String = "") {
    self.isGranted = isGranted
    self.dueAt = dueAt
    self.words = words
  }
}
