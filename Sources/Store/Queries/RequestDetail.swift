package import CoreModel

/// All about one request, with what follows from the rules of its neighbourhood.
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

  /// Why a command cannot be given now; nil when it can.
  package func refusal(of kind: CommandKind, by actor: Actor) -> Refusal? {
    history.refusal(of: kind, by: actor, beside: kin)
  }
}
