/// Wishes and AB角: exchanges that leave everybody's counts as they are and everybody better off.
extension PlanState {
  /// Exchanges slots while that makes the plan more welcome.
  mutating func soften() {
    for _ in 0..<4 {
      var isChanged = false
      for slot in grid.slots.indices where owner[slot] >= 0 && burden(slot, of: owner[slot]) > 0 {
        if ease(slot) { isChanged = true }
      }
      if !isChanged { return }
    }
  }

  /// Finds the best exchange for one slot.
  private mutating func ease(_ slot: Int) -> Bool {
    let person = owner[slot]
    let load = grid.slots[slot].load
    let now = burden(slot, of: person)
    var best: (gain: Int, moves: [(slot: Int, person: Int)])?
    for other in order where other != person && may(other, slot) {
      if total(other, load) < total(person, load), canTake(other, slot) {
        let gain = now - burden(slot, of: other)
        if gain > (best?.gain ?? 0) { best = (gain, [(slot, other)]) }
      }
      // A wish is not worth looking further than where it is wholly met.
      if best?.gain == now { break }
      for given in own[other].sorted() where grid.slots[given].load == load {
        guard may(person, given), canTake(other, slot, without: given),
          canTake(person, given, without: slot)
        else { continue }
        let before = now + burden(given, of: other)
        let gain = before - burden(slot, of: other) - burden(given, of: person)
        if gain > (best?.gain ?? 0) { best = (gain, [(slot, other), (given, person)]) }
      }
    }
    guard let best else { return false }
    let before = welcome(of: best.moves.map(\.slot))
    let owners = best.moves.map { owner[$0.slot] }
    guard apply(best.moves) else { return false }
    // Partners on the same patrol count for both: what was reckoned one by one is looked at as a whole.
    if welcome(of: best.moves.map(\.slot)) < before { return true }
    let back = zip(best.moves, owners).map { (slot: $0.0.slot, person: $0.1) }
    _ = apply(back)
    return false
  }

  private func welcome(of slots: [Int]) -> Int {
    var all = Set(slots)
    for slot in slots { all.formUnion(grid.together[slot]) }
    return all.reduce(0) { $0 + (owner[$1] >= 0 ? burden($1, of: owner[$1]) : 0) }
  }
}
