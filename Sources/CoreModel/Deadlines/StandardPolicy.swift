extension Policy {
  /// What the desk promises unless the committee decides otherwise, and the hotline's own limits.
  package static let standard = Policy(checked: ours + hotline)

  private static let promise = "居民区服务承诺（默认）"
  private static let city = "12345 市民服务热线办理时限"
  fileprivate static let pressing: Set<Urgency> = [.urgent, .critical]

  private static func own(
    _ clock: ObligationKind, _ allowance: Allowance, _ title: String,
    _ condition: PolicyCondition = .always
  ) -> PolicyRule {
    PolicyRule(clock, allowance, when: condition, title: title, source: promise)
  }

  private static let ours: [PolicyRule] = [
    own(.firstResponse, .wallMinutes(5), "特急首响", .init(urgencies: [.critical])),
    // Outside duty hours the night patrol answers, from wherever it is.
    own(.firstResponse, .wallMinutes(30), "夜间急件首响", .init(urgencies: [.urgent], night: true)),
    own(.firstResponse, .wallMinutes(10), "急件首响", .init(urgencies: [.urgent])),
    own(.firstResponse, .wallMinutes(30), "夜巡首响", .init(channels: [.nightPatrol])),
    own(.firstResponse, .dutyMinutes(10), "首响"),
    // No sooner than the answer: nobody dispatches what nobody has yet looked at.
    own(.dispatch, .wallMinutes(30), "夜间急件派单", .init(urgencies: [.urgent], night: true)),
    own(.dispatch, .wallMinutes(15), "急件派单", .init(urgencies: pressing)),
    own(.dispatch, .dutyMinutes(30), "派单"),
    own(.acceptance, .wallMinutes(10), "急件接单", .init(urgencies: pressing)),
    own(.acceptance, .dutyMinutes(30), "接单"),
    own(.arrival, .wallMinutes(30), "一级到场", .init(tiers: [.first])),
    own(.arrival, .wallMinutes(60), "急件到场", .init(urgencies: pressing)),
    own(.resolution, .workingDays(3), "督办办结", .init(supervised: true)),
    own(.resolution, .wallMinutes(120), "一级办结", .init(tiers: [.first])),
    own(.resolution, .workingDays(3), "二级办结", .init(tiers: [.second])),
    own(.resolution, .workingDays(5), "三级办结", .init(tiers: [.third])),
    own(.council, .wallMinutes(48 * 60), "急件议事", .init(urgencies: pressing)),
    own(.council, .workingDays(5), "议事"),
    own(.feedback, .dutyMinutes(60), "反馈"),
    own(.telling, .workingDays(1), "告知居民"),
    own(.inquiry, .workingDays(1), "答复督办"),
    own(.confirmation, .workingDays(1), "认可回访"),
    own(.supervision, .workingDays(1), "督办受理"),
    own(.contact, .workingDays(3), "与居民沟通"),
  ]

  /// The hotline's rows, those of our own practice with tickets included.
  static let hotline: [PolicyRule] = [
    // A night's urgent ticket is handled first and signed for the next working day.
    ticket(.signing, .workingDays(1), "夜间急件补签收", .init(urgencies: pressing, night: true)),
    ticket(.signing, .dutyMinutes(60), "签收", .init(ticketKinds: all)),
    PolicyRule(
      .firstContact, .wallMinutes(30), when: .init(urgencies: pressing), title: "急件先行联系",
      source: promise),
    PolicyRule(.firstContact, .workingDays(1), title: "先行联系", source: city),
    ticket(.interim, .wallMinutes(120), "夜间急件中途汇报", .init(urgencies: pressing, night: true)),
    meeting(.firstMeeting, .workingDays(1), "接单见面"),
    meeting(.secondMeeting, .workingDays(1), "咨询建议件过程见面", [.inquiry, .suggestion]),
    meeting(.secondMeeting, .workingDays(2), "过程见面"),
    meeting(.thirdMeeting, .workingDays(1), "办结见面"),
    ticket(.reply, .workingDays(1), "回复", .init(ticketKinds: all)),
    ticket(.visit, .workingDays(3), "办结后回访", .init(ticketKinds: all)),
    PolicyRule(.cityOrder, .workingDays(3), title: "督办单", source: city),
    ticket(.returnAnswer, .workingDays(1), "催退单答复", .init(ticketKinds: all)),
    ticket(.extensionAnswer, .workingDays(1), "催延期答复", .init(ticketKinds: all)),
    PolicyRule(.complexLimit, .workingDays(15), title: "复杂件（经批准）", source: city),
    PolicyRule(
      .statutory, .wallMinutes(24 * 60),
      when: .init(urgencies: [.critical], ticketKinds: all.subtracting([.supervision])),
      title: "紧急件", source: promise),
    PolicyRule(
      .statutory, .workingDays(1), when: .init(ticketKinds: [.inquiry, .suggestion]),
      title: "咨询建议件", source: city),
    PolicyRule(
      .statutory, .workingDays(3), when: .init(ticketKinds: [.supervision]), title: "督办、回访复核件",
      source: city),
    PolicyRule(
      .statutory, .workingDays(5), when: .init(ticketKinds: [.help, .complaint]),
      title: "求助投诉件", source: city),
  ]

  private static let all = Set(TicketKind.allCases)

  private static func ticket(
    _ clock: ObligationKind, _ allowance: Allowance, _ title: String, _ condition: PolicyCondition
  ) -> PolicyRule {
    PolicyRule(clock, allowance, when: condition, title: title, source: promise)
  }

  /// After the practice of 翠鑫苑, which names the three moments and no days.
  private static func meeting(
    _ clock: ObligationKind, _ allowance: Allowance, _ title: String, _ kinds: Set<TicketKind> = all
  ) -> PolicyRule {
    PolicyRule(
      clock, allowance, when: .init(ticketKinds: kinds), title: title, source: "翠鑫苑「三见面」；期限为本居默认")
  }
}

extension Policy {
  /// The policy with the standard rows of clocks that it says nothing of: what an earlier release did not know.
  func completed(with clocks: Set<ObligationKind>) -> Policy {
    let known = Set(rules.map(\.clock))
    let missing = clocks.subtracting(known)
    return Policy(checked: rules + Policy.standard.rules.filter { missing.contains($0.clock) })
  }
}

extension PolicyBook {
  /// Clocks that the second release added. Books that were written before have no rows for them.
  package static let ticketClocks: Set<ObligationKind> = [
    .signing, .firstMeeting, .secondMeeting, .thirdMeeting, .reply, .visit, .cityOrder, .interim,
    .returnAnswer, .extensionAnswer, .complexLimit,
  ]

  /// Clocks that the release of 督办 and 微实事 added.
  package static let escalationClocks: Set<ObligationKind> = [.telling, .inquiry]

  /// The book with the standard rows of clocks that its policies say nothing of, for what starts from a
  /// moment on; the same book when it has them all. What began before keeps the limits that it began with.
  package func completed(
    with clocks: Set<ObligationKind> = PolicyBook.ticketClocks, effectiveFrom: Instant
  ) -> PolicyBook {
    let present = policy(at: effectiveFrom)
    let complete = present.completed(with: clocks)
    // What is to take force later must not lose them again.
    let later = versions.map { version in
      version.effectiveFrom <= effectiveFrom
        ? version
        : Version(
          effectiveFrom: version.effectiveFrom, policy: version.policy.completed(with: clocks))
    }
    let book = PolicyBook(original: original, versions: later)
    return complete == present ? book : book.adding(complete, effectiveFrom: effectiveFrom)
  }
}
