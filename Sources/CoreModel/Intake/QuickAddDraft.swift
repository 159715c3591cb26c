/// What the quick-add line says, as far as it was understood; see ``QuickAdd/parse(_:in:)``.
package struct QuickAddDraft: Hashable, Sendable {
  /// What is left for the request's own words, in the order typed.
  package var text = ""
  /// Where.
  package var place = RequestPlace()
  /// Who asked.
  package var resident = Resident()
  /// `!急`, `!特急`; 普通 when nothing was said.
  package var urgency = Urgency.normal
  /// `#来电`; nil when nothing was said.
  package var channel: Channel?
  /// `@赵师傅`: a proposal, not a dispatch.
  package var handler: Handler?
  /// `!一级`; nil when nothing was said.
  package var tier: Tier?
  /// What was understood, in the order typed.
  package var recognised: [Recognised] = []
  /// What was not, in words for the person at the desk; none of it stops the saving.
  package var problems: [String] = []

  /// Makes an empty draft.
  package init() {}

  /// Something in the line that was understood.
  package struct Recognised: Hashable, Sendable {
    /// What it is.
    package var kind: Kind
    /// As it was typed, separators that went with it included.
    package var sourceText: String
    /// What it was taken for: `木荷苑5号·201`.
    package var meaning: String
    /// Whether it is still part of the text: 「李阿姨家漏水」 would not read well without it.
    package var staysInText: Bool

    /// Makes one.
    package init(_ kind: Kind, sourceText: String, meaning: String, staysInText: Bool = false) {
      self.kind = kind
      self.sourceText = sourceText
      self.meaning = meaning
      self.staysInText = staysInText
    }
  }

  /// The kinds of things that are understood.
  package enum Kind: String, CaseIterable, Sendable {
    case place, phone, resident, handler, urgency, channel, tier

    /// The Chinese word for the line below the input.
    package var title: String {
      switch self {
      case .place: "位置"
      case .phone: "电话"
      case .resident: "居民"
      case .handler: "承办"
      case .urgency: "紧急"
      case .channel: "来源"
      case .tier: "级别"
      }
    }
  }

  /// What is decided together with the registration: a typed tier, with the category that the rules suggest,
  /// else the suggestion if it was taken over; and once graded, the dispatch to whoever was named.
  /// - Parameter taken: Whether a person saw the suggestion and took it over.
  package func steps(suggestion: TriageSuggestion?, taken: Bool) -> [RequestCommand] {
    var steps: [RequestCommand] = []
    if let tier {
      steps.append(.triage(TriageDecision(tier: tier, category: suggestion?.category)))
    } else if taken, let suggestion {
      steps.append(.triage(suggestion.decision))
    }
    if let handler, !steps.isEmpty { steps.append(.dispatch(Dispatch(to: handler))) }
    return steps
  }

  /// The registration that the draft makes; the store fills the number in.
  ///
  /// The words alone may be empty: then registering refuses, and says what is missing.
  package func registration(
    in neighborhood: NeighborhoodID, channel usual: Channel, firstReceiver: PersonID,
    receivedAt: Instant, number: String = ""
  ) -> Registration {
    Registration(
      number: number, neighborhood: neighborhood, text: text, channel: channel ?? usual,
      urgency: urgency, place: place, resident: resident, firstReceiver: firstReceiver,
      receivedAt: receivedAt, namedHandler: handler)
  }
}
