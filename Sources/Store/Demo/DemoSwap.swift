import CoreModel

/// A swap that waits for an answer, so that the roster has one to show.
enum DemoSwap {
  /// What is asked: the first evening from tomorrow on, for what the rules let pass first.
  static func install(
    _ shifts: [Shift], in scope: NeighborhoodID, at now: Instant, directory: Directory,
    store: DeskStore
  ) throws(StoreError) {
    let tomorrow = now.day.adding(days: 1).start
    guard
      let shift = shifts.first(where: { $0.kind == .evening && $0.start >= tomorrow }),
      let giver = shift.people.first.flatMap(directory.person),
      var order = try store.swapChoices(of: shift, from: giver.id, in: scope, at: now).first
    else { return }
    order.reason = "孩子开家长会"
    _ = try store.ask(order, in: scope, by: Actor(giver), at: now)
  }
}
