extension DeadlineRules {
  /// By when a request had to be answered first, and when it was; nil where nobody owed it an answer: it was
  /// cancelled, or closed before it came to us.
  package func answer(of request: Request) -> (dueAt: Instant, answeredAt: Instant?)? {
    guard request.stage != .cancelled,
      let span = request.clockSpans.first(where: {
        $0.kind == .firstResponse || $0.kind == .firstContact
      }), let limit = limit(of: span, in: request)
    else { return nil }
    return (limit.due, span.stop)
  }
}
