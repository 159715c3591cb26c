/// How long something may take, and in what kind of time.
package enum Allowance: Hashable, Sendable {
  /// 自然时间, in minutes.
  case wallMinutes(Int)
  /// 值班时间, in minutes.
  case dutyMinutes(Int)
  /// 工作日: due at the close of business of the Nth working day after the day it started.
  case workingDays(Int)

  /// What kind of time it counts.
  package var basis: ClockBasis {
    switch self {
    case .wallMinutes: .wall
    case .dutyMinutes: .duty
    case .workingDays: .working
    }
  }

  /// The bare number, in the unit of its basis.
  package var amount: Int {
    switch self {
    case .wallMinutes(let amount), .dutyMinutes(let amount), .workingDays(let amount): amount
    }
  }

  /// `10分（值班时间）`, `2小时`, `3个工作日`.
  package var text: String {
    switch self {
    case .wallMinutes(let minutes): Allowance.hoursText(minutes)
    case .dutyMinutes(let minutes): Allowance.hoursText(minutes) + "（值班时间）"
    case .workingDays(let days): "\(days)个工作日"
    }
  }

  /// Never summed up into days: a day of duty has no fixed length, and 48小时 is what a promise says.
  private static func hoursText(_ minutes: Int) -> String {
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    return (hours > 0 ? "\(hours)小时" : "") + (rest > 0 || hours == 0 ? "\(rest)分" : "")
  }
}

/// Which requests a policy rule is about. A nil part asks nothing.
package struct PolicyCondition: Hashable, Sendable {
  /// Any of these tiers; a request not yet graded has none of them.
  package var tiers: Set<Tier>?
  /// Any of these urgencies.
  package var urgencies: Set<Urgency>?
  /// Any of these channels.
  package var channels: Set<Channel>?
  /// Any of these kinds of hotline ticket; a request without a ticket has none of them.
  package var ticketKinds: Set<TicketKind>?
  /// Whether the clock started outside duty hours.
  package var night: Bool?
  /// Whether the 书记 has taken the request up (督办) after the resident did not accept.
  package var supervised: Bool?

  /// Makes a condition.
  package init(
    tiers: Set<Tier>? = nil, urgencies: Set<Urgency>? = nil, channels: Set<Channel>? = nil,
    ticketKinds: Set<TicketKind>? = nil, night: Bool? = nil, supervised: Bool? = nil
  ) {
    self.tiers = tiers
    self.urgencies = urgencies
    self.channels = channels
    self.ticketKinds = ticketKinds
    self.night = night
    self.supervised = supervised
  }

  /// Asks nothing.
  package static let always = PolicyCondition()

  func holds(for request: Request, night: Bool, supervised: Bool) -> Bool {
    if let tiers, !(request.tier.map(tiers.contains) ?? false) { return false }
    if let urgencies, !urgencies.contains(request.urgency) { return false }
    if let channels, !channels.contains(request.registration.channel) { return false }
    if let ticketKinds, !(request.limitKind.map(ticketKinds.contains) ?? false) {
      return false
    }
    if let wanted = self.night, wanted != night { return false }
    if let wanted = self.supervised, wanted != supervised { return false }
    return true
  }
}

/// One row of the policy table: how long one clock may run for some requests.
package struct PolicyRule: Hashable, Sendable {
  /// Which clock.
  package var clock: ObligationKind
  /// For which requests.
  package var condition: PolicyCondition
  /// How long.
  package var allowance: Allowance
  /// What people call it: `特急首响`.
  package var title: String
  /// Where the number comes from: `居民区服务承诺`.
  package var source: String

  /// Makes a rule; ``Policy/init(_:)`` checks it.
  package init(
    _ clock: ObligationKind, _ allowance: Allowance, when condition: PolicyCondition = .always,
    title: String, source: String
  ) {
    self.clock = clock
    self.condition = condition
    self.allowance = allowance
    self.title = title
    self.source = source
  }
}

/// 时限规则: an ordered table. The first row that matches counts; where none does, there is no clock.
package struct Policy: Hashable, Sendable {
  /// The rows, in the order in which they are asked.
  package let rules: [PolicyRule]

  /// Makes a policy.
  /// - Throws: ``RuleProblem`` when an allowance is not at least 1 and at most a year, a title is
  ///   empty, or a row limits 恢复, whose end the hold itself says.
  package init(_ rules: [PolicyRule]) throws(RuleProblem) {
    for (index, rule) in rules.enumerated() {
      let place = "时限规则第 \(index + 1) 条"
      guard !rule.title.tidied.isEmpty else { throw RuleProblem("\(place)没有名称") }
      let longest = rule.allowance.basis == .working ? 366 : 366 * 1440
      guard (1...longest).contains(rule.allowance.amount) else {
        throw RuleProblem("\(place)「\(rule.title)」的期限须在 1 至 \(longest) 之间")
      }
      guard rule.clock != .resumption else {
        throw RuleProblem("\(place)「\(rule.title)」：恢复的时间由挂起时写明，不能另设期限")
      }
    }
    self.rules = rules
  }

  init(checked rules: [PolicyRule]) { self.rules = rules }

  func rule(
    _ clock: ObligationKind, for request: Request, night: @autoclosure () -> Bool,
    supervised: Bool
  ) -> PolicyRule? {
    var isNight: Bool?
    // By position: to copy every row on the way would cost more than to ask it.
    for index in rules.indices where rules[index].clock == clock {
      // Asking the calendar is the dear part, and most rows do not.
      if rules[index].condition.night != nil, isNight == nil { isNight = night() }
      if rules[index].condition.holds(
        for: request, night: isNight ?? false, supervised: supervised)
      {
        return rules[index]
      }
    }
    return nil
  }
}
