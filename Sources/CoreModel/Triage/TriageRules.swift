/// 三层筛: an ordered table of rules; the first that matches suggests tier, category and handler.
package struct TriageRules: Hashable, Sendable {
  /// The rules, the most pressing first.
  package var rules: [TriageRule]

  /// Makes a table.
  package init(_ rules: [TriageRule]) {
    self.rules = rules
  }

  /// What the first matching rule suggests; nil when none matches.
  /// - Parameters:
  ///   - minuteOfDay: Shanghai minutes since midnight at which it came in; nil when unknown.
  package func suggest(
    text: String, channel: Channel?, at minuteOfDay: Int?
  ) -> TriageSuggestion? {
    let isNight =
      channel == .nightPatrol || minuteOfDay.map { $0 >= 20 * 60 || $0 < 6 * 60 } ?? false
    let line = KeywordText(text)
    for rule in rules where !rule.atNightOnly || isNight {
      guard let word = rule.keywords.lazy.compactMap({ line.find($0) }).first,
        !rule.excluding.contains(where: { line.find($0) != nil }),
        rule.places.isEmpty || rule.places.contains(where: { line.find($0) != nil })
      else { continue }
      return TriageSuggestion(
        tier: rule.tier, category: rule.category, handler: rule.handler, urgency: rule.urgency,
        rule: rule.name, reason: "\(rule.category.name)·关键词「\(word)」")
    }
    return nil
  }
}
