/// What the figures ask of one request. Everything here follows from its events and the rules, and nothing from the
/// present moment.
package struct RequestFact: Hashable, Sendable {
  /// The request.
  package var id: RequestID
  /// The neighbourhood that owns it.
  package var neighborhood: NeighborhoodID
  /// When it came in.
  package var receivedAt: Instant
  /// Where it stands.
  package var state: State
  /// When it was closed, cancelled or taken back; nil while it is open.
  package var endedAt: Instant?
  /// Where it came in.
  package var channel: Channel
  /// The tier, once a person decided it.
  package var tier: Tier?
  /// What it is about, once a person decided it.
  package var category: Category?
  /// Its building group, if known.
  package var group: GroupID?
  /// Who handles or handled it.
  package var handler: Handler?
  /// The property company of its group's estate: what the places say now, not the request.
  package var company: String?
  /// When the resident first did not accept (不认可).
  package var firstRejectedAt: Instant?
  /// Whether it was closed because the resident accepted (认可).
  package var isAccepted: Bool
  /// 对结果, where somebody asked: the city's word before the desk's.
  package var satisfaction: Satisfaction?
  /// Why it is a repeat (重复投诉); nil when it is none.
  package var repetition: Repetition?
  /// Its clocks, at most one of a kind.
  package var clocks: [Clock]

  /// Where a request stands.
  package enum State: Int, CaseIterable, Sendable {
    /// Something is owed.
    case open = 0
    /// 办结.
    case closed = 1
    /// 撤销: nothing of it counts.
    case cancelled = 2
    /// 退单: the city took it back.
    case returned = 3
  }

  /// One of its clocks, without the present.
  package struct Clock: Hashable, Sendable {
    /// What it measures.
    package var kind: ObligationKind
    /// From when.
    package var startedAt: Instant
    /// By when.
    package var dueAt: Instant
    /// Until when; nil while it runs.
    package var stoppedAt: Instant?

    /// Makes one.
    package init(_ kind: ObligationKind, from start: Instant, due: Instant, stopped: Instant?) {
      self.kind = kind
      startedAt = start
      dueAt = due
      stoppedAt = stopped
    }
  }

  /// Why it is a repeat.
  package enum Repetition: Hashable, Sendable {
    /// 并件: the desk has linked it to another.
    case linked
    /// The same resident or place and the same matter, so many seconds before.
    case earlier(seconds: Int)
  }

  /// Makes the fact of a request that only came in; everything else is told afterwards.
  package init(
    id: RequestID, neighborhood: NeighborhoodID, receivedAt: Instant, channel: Channel
  ) {
    self.id = id
    self.neighborhood = neighborhood
    self.receivedAt = receivedAt
    self.channel = channel
    state = .open
    isAccepted = false
    clocks = []
  }

  /// The same fact of a request of this identity, for whoever reads many.
  package func named(_ id: RequestID) -> RequestFact {
    var copy = self
    copy.id = id
    return copy
  }

  /// The clock of a kind, if it ever started.
  package func clock(_ kind: ObligationKind) -> Clock? { clocks.first { $0.kind == kind } }

  /// 首响 or, for a ticket, 先行联系.
  package var answering: Clock? { clock(.firstContact) ?? clock(.firstResponse) }

  /// By when it was to be done: the city's limit of a ticket, else 办结 or, for what went to the 议事会 after that, 议事;
  /// nil where it was settled without either. What was escalated was not done by that.
  package var closing: Clock? {
    if let statutory = clock(.statutory) { return statutory }
    guard let council = clock(.council) else { return clock(.resolution) }
    guard let resolution = clock(.resolution), resolution.startedAt > council.startedAt else {
      return council
    }
    return resolution
  }
}
