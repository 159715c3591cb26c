/// Whether and how a request counts in a figure of a span: the rules of the figures, one figure a case.
///
/// A figure is two sets. What *happened* in the span (it came in, was answered, was closed) adds up over the months of
/// a quarter; what *stands* at its end (open, unanswered past the limit) is that of its last month alone. No request
/// is in both sets of one figure, so a numerator cannot leave its denominator and nothing counts twice.
package struct FigureQuestion: Hashable, Sendable {
  /// The first moment of the span.
  package let start: Instant
  /// The first moment after it.
  package let end: Instant
  /// The first moment that is not looked at.
  package let cut: Instant

  /// In which of the two sets a request is, whether it counts, and why.
  package struct Answer: Hashable, Sendable {
    /// Whether it is in the numerator.
    package var isCounted: Bool
    /// Whether it stands at the end of the span rather than happened in it.
    package var isStanding: Bool
    /// Why.
    package var words: String
  }

  /// Asks about a span.
  /// - Parameter now: What happens later is not known yet.
  package init(start: Instant, end: Instant, now: Instant) {
    self.start = start
    self.end = end
    cut = min(end, Instant(milliseconds: now.milliseconds + 1))
  }

  /// Asks about the span of a report.
  package init(_ span: ReportSpan, now: Instant) {
    self.init(start: span.start, end: span.end, now: now)
  }

  /// Whether the span has begun.
  package var hasBegun: Bool { start < cut }

  /// What is due at this very moment can still be done in time.
  private var last: Instant { Instant(milliseconds: cut.milliseconds - 1) }

  private func isIn(_ instant: Instant?) -> Bool {
    guard let instant else { return false }
    return start <= instant && instant < cut
  }

  /// Whether something had not ended by the end of the span.
  private func isBefore(_ end: Instant?) -> Bool { end.map { $0 >= cut } ?? true }

  /// How a request counts in a figure; nil when it does not belong to its denominator.
  package func answer(of fact: RequestFact, in kind: FigureKind) -> Answer? {
    guard let verdict = verdict(of: fact, in: kind) else { return nil }
    return Answer(
      isCounted: verdict.isCounted, isStanding: verdict.isStanding,
      words: words(of: fact, in: kind, verdict))
  }

  /// The same without the words: what is asked a million times.
  struct Verdict {
    var isCounted: Bool
    var isStanding = false
  }

  func verdict(of fact: RequestFact, in kind: FigureKind) -> Verdict? {
    guard hasBegun, fact.state != .cancelled else { return nil }
    let isClosedHere = fact.state == .closed && isIn(fact.endedAt)
    let isOpenThen = fact.receivedAt < cut && (fact.state == .open || isBefore(fact.endedAt))
    switch kind {
    case .received: return isIn(fact.receivedAt) ? Verdict(isCounted: true) : nil
    case .closed: return isClosedHere ? Verdict(isCounted: true) : nil
    case .open: return isOpenThen ? Verdict(isCounted: true, isStanding: true) : nil
    case .overdue:
      guard isOpenThen, let clock = fact.closing, isMissed(clock) else { return nil }
      return Verdict(isCounted: true, isStanding: true)
    case .response: return fact.answering.flatMap(verdict)
    case .closedOfReceived:
      guard isIn(fact.receivedAt), fact.state != .returned else { return nil }
      return Verdict(isCounted: fact.state == .closed)
    case .closedOnTime:
      if isClosedHere {
        guard let clock = fact.closing else { return Verdict(isCounted: true) }
        return Verdict(isCounted: (clock.stoppedAt ?? fact.endedAt ?? cut) <= clock.dueAt)
      }
      guard isOpenThen, fact.state != .returned, let clock = fact.closing, isMissed(clock) else {
        return nil
      }
      return Verdict(isCounted: false, isStanding: true)
    case .repeats:
      return isIn(fact.receivedAt) ? Verdict(isCounted: fact.repetition != nil) : nil
    case .acceptance, .rejection:
      let isRejected = fact.firstRejectedAt.map { $0 < cut } ?? false
      if isClosedHere, fact.isAccepted {
        return Verdict(isCounted: kind == .acceptance || isRejected)
      }
      guard isOpenThen, isRejected else { return nil }
      return Verdict(isCounted: kind == .rejection, isStanding: true)
    case .satisfaction:
      guard isClosedHere, let said = fact.satisfaction, said != .unrated else { return nil }
      return Verdict(isCounted: said == .satisfied || said == .fairlySatisfied)
    case .returns:
      if isClosedHere { return Verdict(isCounted: false) }
      return fact.state == .returned && isIn(fact.endedAt) ? Verdict(isCounted: true) : nil
    }
  }

  /// How a clock counts: it stopped in the span, or is missed and runs at its end; nil when neither.
  func verdict(_ clock: RequestFact.Clock) -> Verdict? {
    if let stopped = clock.stoppedAt, stopped < cut {
      guard start <= stopped else { return nil }
      return Verdict(isCounted: stopped <= clock.dueAt)
    }
    return isMissed(clock) ? Verdict(isCounted: false, isStanding: true) : nil
  }

  /// Whether a clock runs past its limit at the end of the span.
  private func isMissed(_ clock: RequestFact.Clock) -> Bool {
    clock.startedAt < cut && isBefore(clock.stoppedAt) && clock.dueAt < last
  }

  /// Whether a request came in then; the heat map and the line of days count this.
  package func isReceived(_ fact: RequestFact) -> Bool { hasBegun && isIn(fact.receivedAt) }

  /// How a clock of a request counts; nil when it does not.
  package func answer(of fact: RequestFact, in kind: ObligationKind) -> Answer? {
    guard hasBegun, fact.state != .cancelled, let clock = fact.clock(kind),
      let verdict = verdict(clock)
    else { return nil }
    return Answer(
      isCounted: verdict.isCounted, isStanding: verdict.isStanding, words: words(of: clock))
  }

  // MARK: Why

  private func words(of fact: RequestFact, in kind: FigureKind, _ verdict: Verdict) -> String {
    switch kind {
    case .received, .closed, .open: return ""
    case .overdue: return fact.closing.map(words) ?? ""
    case .response: return fact.answering.map(words) ?? ""
    case .closedOfReceived: return verdict.isCounted ? "已办结" : "还没办结"
    case .closedOnTime:
      guard let clock = fact.closing else { return "当场办好" }
      return verdict.isStanding ? "未办结，\(words(of: clock))" : words(of: clock)
    case .repeats:
      switch fact.repetition {
      case .linked: return "并件"
      case .earlier(let seconds): return "\(durationText(seconds: seconds))前反映过"
      case nil: return "不是重复件"
      }
    case .acceptance, .rejection:
      if verdict.isStanding { return "不认可，还没认可" }
      let isRejected = fact.firstRejectedAt.map { $0 < cut } ?? false
      return isRejected ? "先不认可，后认可" : "认可"
    case .satisfaction: return fact.satisfaction?.title ?? ""
    case .returns: return verdict.isCounted ? "已退单" : "没有退单"
    }
  }

  private func words(of clock: RequestFact.Clock) -> String {
    if let stopped = clock.stoppedAt, stopped < cut {
      let took = durationText(seconds: stopped.seconds(since: clock.startedAt))
      return stopped <= clock.dueAt
        ? "按时，用时 \(took)"
        : "迟 \(durationText(seconds: stopped.seconds(since: clock.dueAt)))，用时 \(took)"
    }
    return "未完成，已超 \(durationText(seconds: last.seconds(since: clock.dueAt)))"
  }
}
