/// Whether and how a ticket counts in a figure of a month: the rules of the score, one figure a case.
struct ScoreQuestion {
  let month: ScoreMonth
  let basis: ScoreBasis
  let weights: SatisfactionWeights
  /// The first moment that is not looked at: after now, and by 办结口径 after the month.
  private let cut: Instant

  /// How a ticket of the denominator counts.
  typealias Answer = (share: Int, words: String)

  init(month: ScoreMonth, basis: ScoreBasis, weights: SatisfactionWeights, now: Instant) {
    self.month = month
    self.basis = basis
    self.weights = weights
    let next = Instant(milliseconds: now.milliseconds + 1)
    cut = basis == .closing ? min(month.end, next) : next
  }

  /// How a ticket counts in a figure; nil when it does not belong to its denominator.
  func entry(of ticket: TicketFacts, in kind: ScoreFigureKind) -> Answer? {
    // A month that has not begun has no figures, not even of what is late already.
    guard month.start < cut, !ticket.isWithdrawn, ticket.receivedAt < cut else { return nil }
    switch kind {
    case .received: return month.contains(ticket.receivedAt) ? (100, "") : nil
    case .done: return isMember(ticket) && ticket.isDone(by: cut) ? (100, "") : nil
    case .contact:
      guard isHandled(ticket) else { return nil }
      return byCity(ticket) ?? byUs(ticket)
    case .contactByCity: return isHandled(ticket) ? byCity(ticket) : nil
    case .contactByUs: return isHandled(ticket) ? byUs(ticket) : nil
    case .onTime: return onTime(ticket, limit: ticket.dueAt)
    case .onTimeOriginally: return onTime(ticket, limit: ticket.originallyDueAt)
    case .solved, .solvedOfAll: return solved(ticket, countsAll: kind == .solvedOfAll)
    case .satisfaction: return satisfied(ticket)
    case .repeats:
      guard isMember(ticket) else { return nil }
      return ticket.repetition.map { (100, $0.words) } ?? (0, "不是重复件")
    case .returns: return returned(ticket)
    }
  }

  /// Whether it belongs to the month by the basis.
  private func isMember(_ ticket: TicketFacts) -> Bool {
    switch basis {
    case .receipt: month.contains(ticket.receivedAt)
    case .closing: ticket.isDone(by: cut) && ticket.doneAt.map(month.contains) == true
    }
  }

  /// The same without what the city took back: how that was handled is another's affair.
  private func isHandled(_ ticket: TicketFacts) -> Bool {
    isMember(ticket) && !ticket.isReturned(by: cut)
  }

  // MARK: 先行联系

  private func byCity(_ ticket: TicketFacts) -> Answer? {
    ticket.contactByCity.map { $0 ? (100, "是（市测评）") : (0, "否（市测评）") }
  }

  private func byUs(_ ticket: TicketFacts) -> Answer? {
    guard let reached = ticket.contactByUs(at: cut) else { return nil }
    if reached { return (100, "时限内已联（本台）") }
    guard let at = ticket.contactedAt, at < cut, let due = ticket.contactDueAt else {
      return (0, "未联（本台）")
    }
    return (0, "迟联 \(durationText(seconds: at.seconds(since: due)))（本台）")
  }

  // MARK: 按时办结

  private func onTime(_ ticket: TicketFacts, limit: Instant?) -> Answer? {
    guard let limit, !ticket.isReturned(by: cut) else { return nil }
    if let doneAt = ticket.doneAt, doneAt < cut {
      guard isMember(ticket) else { return nil }
      return doneAt <= limit
        ? (100, "按时") : (0, "迟 \(durationText(seconds: doneAt.seconds(since: limit)))")
    }
    // What is due at this very moment can still be done in time.
    let last = Instant(milliseconds: cut.milliseconds - 1)
    guard limit < last, basis == .closing || isMember(ticket) else { return nil }
    return (0, "未办结，已超 \(durationText(seconds: last.seconds(since: limit)))")
  }

  // MARK: What residents say

  private func solved(_ ticket: TicketFacts, countsAll: Bool) -> Answer? {
    guard isHandled(ticket), let solution = ticket.solution else { return nil }
    let words = "\(solution.answer.title)（\(solution.source.title)）"
    switch solution.answer {
    case .solved: return (100, words)
    case .explained: return (0, words)
    case .unsolved: return countsAll ? (0, words) : nil
    }
  }

  private func satisfied(_ ticket: TicketFacts) -> Answer? {
    guard isHandled(ticket), let said = ticket.satisfaction, let weight = weights[said.answer]
    else {
      return nil
    }
    return (weight, "\(said.answer.title)（\(said.source.title)）")
  }

  // MARK: 退单

  private func returned(_ ticket: TicketFacts) -> Answer? {
    let isBack = ticket.isReturned(by: cut)
    switch basis {
    case .receipt:
      guard isMember(ticket) else { return nil }
    case .closing:
      let isBackNow = isBack && ticket.returnedAt.map(month.contains) == true
      guard isBackNow || !isBack && isMember(ticket) else { return nil }
    }
    return isBack ? (100, "已退单") : (0, "没有退单")
  }
}
