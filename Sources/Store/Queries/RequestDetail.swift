package import CoreModel

/// All about one request as it may be shown, with what follows from the rules of its neighbourhood. An 匿名 or 保密
/// caller is blanked in it; the store's own steps go by what was really written.
package struct RequestDetail: Hashable, Sendable {
  /// Its events and its state.
  package var history: RequestHistory
  /// Every clock that ever started, in the order of the lifecycle.
  package var clocks: [Clock]
  /// What is owed next; nil exactly when it is closed or cancelled.
  package var obligation: Obligation?
  /// The row's integer key in this database.
  package var rowKey: Int64
  /// 主件 and 并件 around it.
  package var kin: Kinship
  /// 同一来电人; nil when it was not looked up.
  package var caller: CallerHistory?
  /// How often its caller and its matter came lately; nil when it was not looked up, and for what is no ticket.
  package var repeats: RepeatCounts?
  /// What came of checklists around it; nil when it was not looked up.
  package var checks: RequestChecks?
  /// The caller's whole number, right after somebody looked at it and it was written down who (查看完整电话).
  package var revealedPhone: String?

  /// Makes a detail.
  package init(
    history: RequestHistory, clocks: [Clock], obligation: Obligation?, rowKey: Int64,
    kin: Kinship = .none
  ) {
    self.history = history
    self.clocks = clocks
    self.obligation = obligation
    self.rowKey = rowKey
    self.kin = kin
  }

  /// The state.
  package var request: Request { history.request }

  /// With what was looked up beside an earlier version of the same request: a step does not change it.
  package func keepingLookups(of earlier: RequestDetail?) -> RequestDetail {
    guard let earlier, earlier.history.id == history.id else { return self }
    var detail = self
    detail.caller = caller ?? earlier.caller
    detail.repeats = repeats ?? earlier.repeats
    detail.checks = checks ?? earlier.checks
    return detail
  }

  /// Why a command cannot be given now; nil when it can.
  package func refusal(of kind: CommandKind, by actor: Actor) -> Refusal? {
    history.refusal(of: kind, by: actor, beside: kin)
  }
}

/// What checklists have to do with a request.
package struct RequestChecks: Hashable, Sendable {
  /// What was found on patrol and became this request, the earliest first.
  package var findings: [Finding]
  /// The checklists of steps that were begun for it, the newest first.
  package var rounds: [Round]

  /// Makes them.
  package init(findings: [Finding] = [], rounds: [Round] = []) {
    self.findings = findings
    self.rounds = rounds
  }
}
