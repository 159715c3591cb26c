/// The city's limit for a ticket: as it was at first (原时限) and as it is now (现时限).
package struct TicketLimit: Hashable, Sendable {
  /// 现时限, with what the city granted.
  package var dueAt: Instant
  /// 原时限.
  package var originallyDueAt: Instant

  /// Makes a limit.
  package init(dueAt: Instant, originallyDueAt: Instant) {
    self.dueAt = dueAt
    self.originallyDueAt = originallyDueAt
  }

  /// Whether an 延期 moved it.
  package var isExtended: Bool { dueAt != originallyDueAt }
}

extension DeadlineRules {
  /// 原时限 and 现时限 of the ticket's present round; nil for what is no ticket, or where neither the city nor the
  /// policy limits it.
  package func ticketLimit(of request: Request) -> TicketLimit? {
    guard let span = request.statutorySpan, let limit = limit(of: span, in: request) else {
      return nil
    }
    return TicketLimit(dueAt: limit.due, originallyDueAt: limit.originallyDue)
  }

  /// By when a ticket would be due with so many more working days, or as a complex matter (复杂件, from its
  /// assignment) when nil; nil where the policy has no row for those.
  package func extendedDue(for request: Request, days: Int?) -> Instant? {
    guard let ticket = request.ticket, let present = ticketLimit(of: request) else { return nil }
    if let days {
      let day = calendar.adding(workingDays: max(0, days), to: present.dueAt.day)
      return dutyTime.closeOfBusiness(on: day, in: calendar)
    }
    let span = ClockSpan(
      kind: .complexLimit, start: ticket.roundAt, startWord: "市热线派单", stop: nil)
    return limit(of: span, in: request)?.due
  }
}
