/// All that happened to one request, in order, and what follows from it.
package struct RequestHistory: Hashable, Sendable {
  /// The request's identity.
  package let id: RequestID
  /// Every event, undone ones and undoings included.
  package let events: [RecordedEvent]
  /// The state that follows.
  package let request: Request

  /// Folds events into a state; nil when they do not begin with a registration or skip a version.
  package init?(id: RequestID, events: [RecordedEvent]) {
    guard let first = events.first, first.version == 1, case .registered(let form) = first.event
    else { return nil }
    guard zip(events, 1...).allSatisfy({ $0.version == $1 }) else { return nil }
    self.id = id
    self.events = events
    let undone = RequestHistory.undoneVersions(in: events)
    request = events.dropFirst().reduce(Request(id: id, registration: form, at: first.at)) {
      undone.contains($1.version) ? $0.skipping($1) : $0.evolved(by: $1)
    }
  }

  /// The history with more events at its end; nil when they skip a version.
  ///
  /// Goes on from the state there is: a long history must not be folded anew for every step. Only an
  /// undoing reaches back, and then everything is.
  package func appending(_ more: [RecordedEvent]) -> RequestHistory? {
    guard !reachesBack(more) else { return RequestHistory(id: id, events: events + more) }
    guard zip(more, (events.count + 1)...).allSatisfy({ $0.version == $1 }) else { return nil }
    return RequestHistory(
      id: id, events: events + more, request: more.reduce(request) { $0.evolved(by: $1) })
  }

  private init(id: RequestID, events: [RecordedEvent], request: Request) {
    self.id = id
    self.events = events
    self.request = request
  }

  /// Whether an undoing is among the new events, or an old one already names one of them.
  private func reachesBack(_ more: [RecordedEvent]) -> Bool {
    more.contains { $0.undoes != nil } || events.contains { ($0.undoes ?? 0) > events.count }
  }

  /// Versions of events that count no more.
  package var undoneVersions: Set<Int> { RequestHistory.undoneVersions(in: events) }

  /// The newest event that still counts and says something about how far the request has come.
  ///
  /// Who looked at a phone number, saw a reminder or took over, what residents were told, and undoings are
  /// passed over: they are no step, and what was told cannot be taken back.
  package var lastStep: RecordedEvent? {
    let undone = undoneVersions
    return events.last {
      guard !undone.contains($0.version) else { return false }
      return switch $0.event {
      case .undone, .phoneRevealed, .informed, .acknowledged, .takenOver, .onward(.moved): false
      default: true
      }
    }
  }

  /// The newest thing that happened after a version and that somebody who saw that version must know
  /// before going on; nil when nothing did. A look at a phone number or at a reminder changes nothing.
  package func newsSince(version: Int) -> RecordedEvent? {
    events.last { $0.version > version && $0.event.isNews }
  }

  private static func undoneVersions(in events: [RecordedEvent]) -> Set<Int> {
    Set(events.compactMap(\.undoes))
  }
}

extension RecordedEvent {
  /// The version that it takes back, when it is an undoing.
  fileprivate var undoes: Int? {
    if case .undone(let undoing) = event { undoing.version } else { nil }
  }
}

extension Request {
  /// The request after an event that counts no more: only the version moves.
  fileprivate func skipping(_ recorded: RecordedEvent) -> Request {
    var next = self
    next.version = recorded.version
    return next
  }
}
