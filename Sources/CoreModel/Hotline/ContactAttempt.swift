/// Why nobody was reached, in the words of the city's form.
package enum ContactFailure: String, CaseIterable, Codable, Sendable {
  /// 始终关机.
  case off
  /// 始终未接.
  case unanswered
  /// 其他.
  case other

  /// The Chinese words.
  package var title: String {
    switch self {
    case .off: "始终关机"
    case .unanswered: "始终未接"
    case .other: "其他"
    }
  }
}

/// 先行联系: one attempt to reach the caller before anything else.
package struct ContactAttempt: Hashable, Codable, Sendable {
  /// Who tried.
  package var by: PersonID
  /// When.
  package var at: Instant
  /// How.
  package var method: ContactMethod
  /// Why nobody was reached (未联); nil when the caller was (已联).
  package var failure: ContactFailure?
  /// What was said, or what happened; must be there when the caller was reached, and beside 其他.
  package var words: String
  /// 已加微信: from now on nobody need call again.
  package var addedWeChat: Bool

  /// Makes an attempt; without a failure the caller was reached.
  package init(
    by person: PersonID, at: Instant, method: ContactMethod = .phone,
    failure: ContactFailure? = nil, words: String = "", addedWeChat: Bool = false
  ) {
    by = person
    self.at = at
    self.method = method
    self.failure = failure
    self.words = words
    self.addedWeChat = addedWeChat
  }

  /// 已联.
  package var isReached: Bool { failure == nil }

  /// So many attempts without an answer count as 未联, and 先行联系 is owed no longer; the form of the city asks
  /// for 「始终」, so one attempt is not enough.
  package static let attemptsBeforeGivingUp = 3
}
