/// 去向: what a request became a part of beyond the desk. Each of these has a log of its own and keeps the request
/// informed, so that neither end of the thread can be lost.
package enum OnwardKind: String, CaseIterable, Codable, Sendable {
  /// 议题 of the 议事会.
  case agenda
  /// 微实事.
  case project
  /// 吹哨.
  case whistle
  /// 调解.
  case mediation

  /// The Chinese word.
  package var title: String {
    switch self {
    case .agenda: "议题"
    case .project: "微实事"
    case .whistle: "吹哨"
    case .mediation: "调解"
    }
  }

  /// Whether a request is carried by it: it waits there, escalated, until that is settled. The others run beside
  /// what the desk goes on doing.
  package var carries: Bool { self == .agenda || self == .project }
}

/// Which thing, and what it is called.
package struct OnwardLink: Hashable, Codable, Sendable {
  /// What kind of thing.
  package var kind: OnwardKind
  /// Globally unique: the name of its log.
  package var id: String
  /// What it was called when this was written down.
  package var title: String

  /// Makes a link.
  package init(_ kind: OnwardKind, id: String, title: String) {
    self.kind = kind
    self.id = id
    self.title = title
  }

  /// Whether it is about the same thing, whatever that is called.
  package func isSame(as other: OnwardLink) -> Bool { kind == other.kind && id == other.id }
}

/// What such a thing owes next for the requests in it.
package struct OnwardStep: Hashable, Codable, Sendable {
  /// What is owed: ``ObligationKind/meeting``, ``ObligationKind/carrying``, ``ObligationKind/milestone``,
  /// ``ObligationKind/whistle``, ``ObligationKind/undertaking`` or ``ObligationKind/mediation``.
  package var kind: ObligationKind
  /// What it is called: 「协调会」, 「方案公示」.
  package var what: String
  /// By when.
  package var dueAt: Instant
  /// Who owes it; nil when it is the 书记's.
  package var person: PersonID?

  /// Makes a step.
  package init(_ kind: ObligationKind, _ what: String, dueAt: Instant, by person: PersonID? = nil) {
    self.kind = kind
    self.what = what
    self.dueAt = dueAt
    self.person = person
  }

  /// The kinds that may be owed by things beyond the desk.
  package static let kinds: Set<ObligationKind> = [
    .meeting, .carrying, .milestone, .whistle, .undertaking, .mediation,
  ]
}

/// A request's part in something beyond the desk, as the request knows it.
package struct Onward: Hashable, Sendable {
  /// What.
  package var link: OnwardLink
  /// Since when.
  package var joinedAt: Instant
  /// What is owed there next; nil when nothing is, or nobody has said.
  package var step: OnwardStep?
  /// Since when that is owed.
  package var stepAt: Instant?
  /// When the 议事会 first set a date for it.
  package var startedAt: Instant?
  /// When the 议事会 first met about it.
  package var heldAt: Instant?
  /// When it ended for this request; nil while it goes on.
  package var endedAt: Instant?
  /// What came of it, once it was settled; nil when the request was taken out of it.
  package var outcome: String?
  /// Whether the request was resolved by its end.
  package var hasResolved = false

  /// Whether it still goes on.
  package var isOpen: Bool { endedAt == nil }
  /// Whether the request was taken out of it.
  package var wasLeft: Bool { endedAt != nil && outcome == nil }
}

/// What happened to a request beyond the desk.
package enum OnwardEvent: Hashable, Sendable {
  /// 列入.
  case joined(OnwardJoining)
  /// It went on there: a date, a milestone, a unit that checked in.
  case moved(OnwardMove)
  /// It came to its end there.
  case settled(OnwardSettlement)
  /// 移出: the request goes its own way again.
  case left(OnwardLeaving)

  /// Which thing it is about.
  package var link: OnwardLink {
    switch self {
    case .joined(let joining): joining.link
    case .moved(let move): move.link
    case .settled(let settlement): settlement.link
    case .left(let leaving): leaving.link
    }
  }

  /// Stable name, as written in the store and in `--json`.
  package var kind: String {
    switch self {
    case .joined: "onwardJoined"
    case .moved: "onwardMoved"
    case .settled: "onwardSettled"
    case .left: "onwardLeft"
    }
  }

  /// The Chinese word for the timeline.
  package var title: String {
    switch self {
    case .joined(let joining):
      switch joining.link.kind {
      case .agenda: "列入议题"
      case .project: "列入微实事"
      case .whistle: "吹哨"
      case .mediation: "转调解"
      }
    case .moved(let move): "\(move.link.kind.title)进展"
    case .settled(let settlement):
      settlement.link.kind == .project ? "微实事销项" : "\(settlement.link.kind.title)办结"
    case .left(let leaving): "移出\(leaving.link.kind.title)"
    }
  }
}

/// 列入.
package struct OnwardJoining: Hashable, Codable, Sendable {
  /// What the request becomes a part of.
  package var link: OnwardLink
  /// What is owed there next.
  package var step: OnwardStep?

  /// Makes a joining.
  package init(_ link: OnwardLink, step: OnwardStep? = nil) {
    self.link = link
    self.step = step
  }
}

/// It went on.
package struct OnwardMove: Hashable, Codable, Sendable {
  /// How far the 议事会 has come with it by this.
  package enum Phase: String, Codable, Sendable {
    /// A meeting has a date: the matter is started.
    case started
    /// It was met about.
    case held
  }

  /// What the request is a part of.
  package var link: OnwardLink
  /// What happened: 「定于 11月28日 14:00 开协调会」.
  package var words: String
  /// What is owed there from now on; nil when nothing is.
  package var step: OnwardStep?
  /// Set where the 议事会's clock has to know.
  package var phase: Phase?

  /// Makes a move.
  package init(_ link: OnwardLink, _ words: String, step: OnwardStep?, phase: Phase? = nil) {
    self.link = link
    self.words = words
    self.step = step
    self.phase = phase
  }
}

/// It came to its end.
package struct OnwardSettlement: Hashable, Codable, Sendable {
  /// What the request was a part of.
  package var link: OnwardLink
  /// What came of it, in words that can be told to the resident.
  package var outcome: String
  /// Whether the request is resolved by it and owes 告知居民 from now on.
  package var resolves: Bool

  /// Makes a settlement.
  package init(_ link: OnwardLink, outcome: String, resolves: Bool) {
    self.link = link
    self.outcome = outcome
    self.resolves = resolves
  }
}

/// 移出.
package struct OnwardLeaving: Hashable, Codable, Sendable {
  /// What the request was a part of.
  package var link: OnwardLink
  /// Why.
  package var reason: String

  /// Makes a leaving.
  package init(_ link: OnwardLink, reason: String) {
    self.link = link
    self.reason = reason
  }
}
