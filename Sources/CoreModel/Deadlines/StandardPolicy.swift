extension Policy {
  /// What the desk promises unless the committee decides otherwise, and the hotline's own limits.
  package static let standard = Policy(checked: ours + hotline)

  private static let promise = "居民区服务承诺（默认）"
  private static let city = "12345 市民服务热线办理时限"
  private static let pressing: Set<Urgency> = [.urgent, .critical]

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
    own(.confirmation, .workingDays(1), "认可回访"),
    own(.supervision, .workingDays(1), "督办受理"),
    own(.contact, .workingDays(3), "与居民沟通"),
  ]

  private static let hotline: [PolicyRule] = [
    PolicyRule(.firstContact, .workingDays(1), title: "先行联系", source: city),
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
}
