/// 沟通 (keep in loop): how long an open request's resident has not heard a word from us.
package struct Silence: Hashable, Sendable {
  /// Working days since the last word, or since it came in.
  package let workingDays: Int
  /// Whether that is longer than the desk's own limit.
  package let isLate: Bool
  /// By when somebody should have spoken to them.
  package let dueAt: Instant

  /// 「已 4 个工作日没有联系居民」; nil on the day itself.
  package var text: String? {
    workingDays > 0 ? "已 \(workingDays) 个工作日没有联系居民" : nil
  }
}

extension DeadlineRules {
  /// How long nobody has spoken to the resident; nil for what is closed, for what was replied to and waits for 回访,
  /// and where the policy has no limit for it.
  package func silence(of request: Request, at now: Instant) -> Silence? {
    guard let (start, due) = lastWord(of: request) else { return nil }
    let days = calendar.workingDays(from: start.day, to: now.day)
    return Silence(workingDays: max(0, days), isLate: due < now, dueAt: due)
  }

  /// By when the caller of an open ticket should hear from us; nil for what is no ticket.
  package func contactDue(of request: Request) -> Instant? {
    request.hotline == nil ? nil : lastWord(of: request)?.due
  }

  private func lastWord(of request: Request) -> (at: Instant, due: Instant)? {
    guard request.isOpen, request.stage != .replied,
      let span = request.clockSpans.last(where: { $0.kind == .contact && $0.stop == nil }),
      let limit = limit(of: span, in: request)
    else { return nil }
    return (span.start, limit.due)
  }
}
