/// By when a clock runs out, and what that follows from.
struct Limit: Hashable {
  /// The row of the policy; nil when the due time was given and not counted.
  let rule: PolicyRule?
  let basis: ClockBasis
  let due: Instant
  /// Without pauses (原时限).
  let originallyDue: Instant
  /// Whether duty minutes had to be counted as wall minutes, since nobody is ever on duty.
  var lacksDutyHours = false
}

extension DeadlineRules {
  /// By when a clock runs out; nil when no row of the policy limits it.
  func limit(of span: ClockSpan, in request: Request) -> Limit? {
    if span.kind == .resumption, let hold = request.hold {
      let until = max(hold.until, span.start)
      return Limit(rule: nil, basis: .wall, due: until, originallyDue: until)
    }
    if let due = span.statedDue {
      return Limit(rule: nil, basis: .wall, due: due, originallyDue: due)
    }
    if span.kind == .statutory { return statutoryLimit(of: span, in: request) }
    if span.kind == .cityOrder { return orderLimit(of: span, in: request) }
    return policyLimit(of: span, in: request)
  }

  /// What the ticket states, else the policy; only an approved 延期, or another limit that the city states later,
  /// moves it, and what it was at first stays beside it.
  private func statutoryLimit(of span: ClockSpan, in request: Request) -> Limit? {
    guard let ticket = request.ticket else { return nil }
    func usable(_ due: Instant?) -> Instant? { due.flatMap { request.hotline?.usable($0) } }
    let stated = ticket.round > 1 ? ticket.roundDueAt : usable(request.hotline?.statedDueAt)
    let isRestated = ticket.isRestated
    let first = isRestated ? usable(ticket.firstStatedDueAt) : stated
    let original =
      first.map { Limit(rule: nil, basis: .working, due: $0, originallyDue: $0) }
      ?? policyLimit(of: span, in: request)
    guard let due = ticket.grantedDueAt ?? stated ?? original?.due else { return nil }
    return Limit(
      rule: isRestated ? nil : original?.rule, basis: original?.basis ?? .working, due: due,
      originallyDue: original?.originallyDue ?? due)
  }

  /// Of several 督办单 the one that is due first, each by what it states or from its own date.
  private func orderLimit(of span: ClockSpan, in request: Request) -> Limit? {
    let limits = (request.ticket?.roundOrders ?? []).compactMap { order -> Limit? in
      if let due = order.dueAt, due >= order.at {
        return Limit(rule: nil, basis: .working, due: due, originallyDue: due)
      }
      let own = ClockSpan(
        kind: .cityOrder, start: order.at, startWord: span.startWord, stop: span.stop)
      return policyLimit(of: own, in: request)
    }
    return limits.min { $0.due < $1.due }
  }

  /// By when something of a kind would be due that began at a moment, by the policy; nil where no row limits it.
  package func allowedUntil(
    _ kind: ObligationKind, from start: Instant, for request: Request
  ) -> Instant? {
    let span = ClockSpan(kind: kind, start: start, startWord: "", stop: nil)
    return policyLimit(of: span, in: request)?.due
  }

  private func policyLimit(of span: ClockSpan, in request: Request) -> Limit? {
    let policy = policies.policy(at: span.start)
    let rule = policy.rule(
      span.kind, for: request, night: !dutyTime.isOpen(at: span.start, in: calendar),
      supervised: span.supervised)
    return rule.map { limit(by: $0, of: span, in: request) }
  }

  /// By when a clock runs out by one row.
  func limit(by rule: PolicyRule, of span: ClockSpan, in request: Request) -> Limit {
    let pauses = span.kind.standsStillOnHold ? request.allPauses : []
    switch rule.allowance {
    case .wallMinutes(let minutes):
      return wallLimit(rule, minutes, from: span.start, pauses)
    case .dutyMinutes(let minutes):
      guard let plain = dutyDue(minutes, from: span.start, pauses: []),
        let due = dutyDue(minutes, from: span.start, pauses: pauses)
      else {
        var limit = wallLimit(rule, minutes, from: span.start, pauses)
        limit.lacksDutyHours = true
        return limit
      }
      return Limit(rule: rule, basis: .duty, due: due, originallyDue: plain)
    case .workingDays(let days):
      return Limit(
        rule: rule, basis: .working, due: workingDue(days, from: span.start, pauses: pauses),
        originallyDue: workingDue(days, from: span.start, pauses: []))
    }
  }

  private func wallLimit(
    _ rule: PolicyRule, _ minutes: Int, from start: Instant, _ pauses: [Request.Pause]
  ) -> Limit {
    var left = Int64(minutes) * 60_000
    var cursor = start
    for pause in pauses where pause.to > cursor {
      let running = max(0, pause.from.milliseconds - cursor.milliseconds)
      if left <= running { break }
      left -= running
      cursor = pause.to
    }
    return Limit(
      rule: rule, basis: .wall, due: Instant(milliseconds: cursor.milliseconds + left),
      originallyDue: start.adding(minutes: minutes))
  }

  private func dutyDue(
    _ minutes: Int, from start: Instant, pauses: [Request.Pause]
  ) -> Instant? {
    var left = Int64(minutes) * 60_000
    var cursor = start
    for pause in pauses where pause.to > cursor {
      let running = dutyTime.milliseconds(from: cursor, to: pause.from, in: calendar)
      if left <= running { break }
      left -= running
      cursor = pause.to
    }
    return dutyTime.adding(milliseconds: left, to: cursor, in: calendar)
  }

  /// The close of business of the Nth working day after the start; a day at whose close the request
  /// stood on hold is not counted, so that nothing falls due during a hold.
  private func workingDue(
    _ days: Int, from start: Instant, pauses: [Request.Pause]
  ) -> Instant {
    var day = start.day
    var left = days
    while true {
      day = calendar.adding(workingDays: 1, to: day)
      let close = dutyTime.closeOfBusiness(on: day, in: calendar)
      if pauses.contains(where: { $0.from <= close && close < $0.to }) { continue }
      left -= 1
      if left <= 0 { return close }
    }
  }
}

extension Request {
  /// Holds that ended and the one that is on, as if it ended when it says; earliest first.
  var allPauses: [Pause] {
    var all = pauses.filter { $0.from < $0.to }
    if let hold, let heldSince, heldSince < hold.until {
      all.append(Pause(from: heldSince, to: hold.until, reason: hold.reason))
    }
    return all.count < 2 ? all : all.sorted { $0.from < $1.from }
  }
}

extension HotlineTicket {
  /// A limit that an export stated, unless it lies before the assignment and cannot be meant.
  func usable(_ stated: Instant) -> Instant? { stated >= assignedAt ? stated : nil }
}
