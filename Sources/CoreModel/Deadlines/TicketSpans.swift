/// The clocks of a ticket beside those of its request.
extension Request {
  /// In the order of a ticket's life. What did not go through our hands has none.
  var ticketSpans: [ClockSpan] {
    guard let ticket = ticketOwed, !wasClosedElsewhere || ticket.repliedAt != nil else {
      // What was settled once and is open again for our own sake may be replied to all the same.
      return stage == .replied ? [ticket.flatMap(visitSpan)].compactMap { $0 } : []
    }
    return [
      signingSpan(ticket), interimSpan(ticket),
      meetingSpan(.acceptance, ticket, from: ticket.roundAt, "市热线派单"),
      meetingSpan(.progress, ticket, from: firstMeetingAt(ticket), "接单见面"),
      meetingSpan(.completion, ticket, from: resolvedAt, "处置完成"),
      replySpan(ticket), cityOrderSpan(ticket), visitSpan(ticket),
      askedSpan(.returnAnswer, ticket.returns.last, "申请退单"),
      askedSpan(.extensionAnswer, ticket.extensions.last, "申请延期"),
    ].compactMap { $0 }
  }

  private func firstMeetingAt(_ ticket: TicketProgress) -> Instant? {
    ticket.meetings[.acceptance]?.at
  }

  private func signingSpan(_ ticket: TicketProgress) -> ClockSpan? {
    ClockSpan(
      kind: .signing, start: ticket.roundAt, startWord: "市热线派单",
      stop: ticket.signedAt ?? closedAt)
  }

  private func interimSpan(_ ticket: TicketProgress) -> ClockSpan? {
    ClockSpan(
      kind: .interim, start: ticket.roundAt, startWord: "市热线派单",
      stop: ticket.interimAt ?? ticket.repliedAt ?? closedAt)
  }

  private func meetingSpan(
    _ step: MeetingStep, _ ticket: TicketProgress, from start: Instant?, _ word: String
  ) -> ClockSpan? {
    guard let start else { return nil }
    return ClockSpan(
      kind: step.obligation, start: start, startWord: word,
      stop: ticket.meetings[step]?.at ?? ticket.waiver?.at ?? ticket.repliedAt ?? closedAt)
  }

  private func replySpan(_ ticket: TicketProgress) -> ClockSpan? {
    guard let resolvedAt else { return nil }
    return ClockSpan(
      kind: .reply, start: resolvedAt, startWord: "处置完成", stop: ticket.repliedAt ?? closedAt)
  }

  private func cityOrderSpan(_ ticket: TicketProgress) -> ClockSpan? {
    guard let order = ticket.roundOrders.first else { return nil }
    return ClockSpan(
      kind: .cityOrder, start: order.at, startWord: "督办单",
      stop: ticket.repliedAt ?? closedAt)
  }

  /// An attempt that nobody answered puts the visit off, not away.
  private func visitSpan(_ ticket: TicketProgress) -> ClockSpan? {
    guard let repliedAt = ticket.repliedAt else { return nil }
    let attempt = ticket.visits.last { $0.at >= repliedAt && !($0.isReached && !$0.isRefused) }
    let isOwed = stage == .replied
    return ClockSpan(
      kind: .visit, start: isOwed ? attempt?.at ?? repliedAt : repliedAt,
      startWord: isOwed && attempt != nil ? "上次回访" : "回复",
      stop: isOwed
        ? nil
        : ticket.visits.first { $0.at >= repliedAt }?.at ?? closedAt ?? rejectedAt ?? repliedAt)
  }

  private func askedSpan<What>(
    _ kind: ObligationKind, _ asked: TicketProgress.Asked<What>?, _ word: String
  ) -> ClockSpan? {
    asked.map {
      ClockSpan(
        kind: kind, start: $0.at, startWord: word, stop: $0.answeredAt ?? $0.lapsedAt ?? closedAt)
    }
  }
}
