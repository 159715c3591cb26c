/// What a list shows of an open ticket besides its request: where it stands, and the city's limit.
package struct TicketLine: Hashable, Sendable {
  /// Where it stands in the inbox.
  package var state: TicketState
  /// 工单类型.
  package var kind: TicketKind
  /// 1, and one more with every 回访复核.
  package var round: Int
  /// 现时限 and 原时限; nil once the reply is filed, and where neither the city nor the policy limits it.
  package var limit: TicketLimit?

  /// Makes a line.
  package init(state: TicketState, kind: TicketKind, round: Int = 1, limit: TicketLimit? = nil) {
    self.state = state
    self.kind = kind
    self.round = round
    self.limit = limit
  }

  /// The line of a request; nil for what is no ticket, and for one on which nothing is owed any more.
  package init?(_ request: Request, under rules: DeadlineRules) {
    guard let state = request.ticketState, let ticket = request.ticket,
      let hotline = request.hotline
    else { return nil }
    self.init(
      state: state, kind: hotline.kind, round: ticket.round,
      limit: ticket.repliedAt == nil ? rules.ticketLimit(of: request) : nil)
  }
}
