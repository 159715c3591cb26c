/// A request that came in by a group, as far as it tells whether the same words are pasted again.
package struct ChatRegistered: Hashable, Sendable {
  /// Its number.
  package var number: String
  /// Who asked.
  package var resident: String
  /// What was said, as it was registered.
  package var text: String
  /// When.
  package var receivedAt: Instant

  /// Makes one.
  package init(number: String, resident: String, text: String, receivedAt: Instant) {
    self.number = number
    self.resident = resident
    self.text = text
    self.receivedAt = receivedAt
  }

  /// How far back a paste without times is looked for.
  package static let daysBack = 3

  /// The span in which what is in a paste may have been registered.
  package static func span(
    of candidates: [ChatCandidate], at now: Instant
  ) -> ClosedRange<Instant> {
    let times = candidates.compactMap(\.at)
    let isUnsure = candidates.contains { $0.at == nil }
    let first = min(times.min() ?? now, isUnsure ? now.adding(minutes: -daysBack * 1440) : now)
    return first...max(now, times.max() ?? now)
  }

  /// Many of them, to be asked about.
  struct Index {
    private var byMoment: [Instant: [ChatRegistered]] = [:]
    private var byText: [String: [ChatRegistered]] = [:]

    init(_ registered: [ChatRegistered]) {
      byMoment = Dictionary(grouping: registered, by: \.receivedAt)
      byText = Dictionary(grouping: registered) { ChatRegistered.key($0.text) }
    }

    /// The number under which a candidate is here: the same moment and the same person or words, or without a
    /// time the same person and words within days.
    func number(of candidate: ChatCandidate) -> String? {
      let text = ChatRegistered.key(candidate.draft.text)
      let resident = candidate.draft.resident.name ?? ""
      if let at = candidate.at {
        return byMoment[at]?.first {
          $0.resident == resident || ChatRegistered.key($0.text) == text
        }?.number
      }
      return byText[text]?.last { $0.resident == resident }?.number
    }
  }

  /// The words by which two texts are the same: without blanks and punctuation.
  private static func key(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map(\.halfWidth).filter { $0.isHan || $0.isLetter || $0.isDigit })
    ).lowercased()
  }
}
