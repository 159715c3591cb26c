/// Filling: each slot goes to whoever has the least of its sort; where nobody can, others are moved along a chain.
extension PlanState {
  /// Fills what can be filled, the hardest slots first.
  mutating func fill() {
    var counts = Array(repeating: 0, count: grid.slots.count)
    for slot in grid.slots.indices {
      counts[slot] = grid.people.indices.count { may($0, slot) }
    }
    let hardest = grid.slots.indices.sorted { (counts[$0], $0) < (counts[$1], $1) }
    var left: [Int] = []
    for slot in hardest {
      if let person = cheapest(for: slot) { put(slot, to: person) } else { left.append(slot) }
    }
    place(left)
  }

  /// Tries again what nobody stands; whether any of it is stood now.
  mutating func fillGaps() -> Bool {
    place(grid.slots.indices.filter { owner[$0] < 0 })
  }

  /// Finds people for slots; whether it did for any.
  @discardableResult
  private mutating func place(_ slots: [Int]) -> Bool {
    var isDead = Array(repeating: false, count: grid.slots.count)
    var isPlaced = false
    for slot in slots where place(slot, besides: &isDead) { isPlaced = true }
    return isPlaced
  }

  /// Who stands the least of its sort, then whose wishes it fits, then who has stood none the longest.
  private func cheapest(for slot: Int) -> Int? {
    let load = grid.slots[slot].load
    var best: (person: Int, key: (Int, Int, Int, Int))?
    for (rank, person) in order.enumerated() where canTake(person, slot) {
      let key = (total(person, load), burden(slot, of: person), -gap(person, slot), rank)
      if best.map({ key < $0.key }) ?? true { best = (person, key) }
    }
    return best?.person
  }

  /// Days between a slot and the nearest of the same sort that somebody stands.
  private func gap(_ person: Int, _ slot: Int) -> Int {
    let wanted = grid.slots[slot]
    var nearest = 14
    for other in own[person] where grid.slots[other].load == wanted.load {
      nearest = min(nearest, abs(grid.slots[other].day - wanted.day))
    }
    return nearest
  }

  /// Finds somebody for a slot, moving others where that is what it takes; false when there is nobody.
  /// - Parameter isDead: Slots that a search in vain went through: whatever leads to them leads nowhere.
  private mutating func place(_ root: Int, besides isDead: inout [Bool]) -> Bool {
    var isVisited = isDead
    isVisited[root] = true
    var queue: [(slot: Int, parent: Int, giver: Int)] = [(root, -1, -1)]
    var head = 0
    let reach = max(7, grid.task.book.limits.consecutiveDays + 1)
    while head < queue.count {
      let slot = queue[head].slot
      let day = grid.slots[slot].day
      let load = grid.slots[slot].load
      let people = order.filter { may($0, slot) && owner[slot] != $0 }
        .sorted { total($0, load) < total($1, load) }
      for person in people {
        if canTake(person, slot) {
          var moves = [(slot: slot, person: person)]
          var index = head
          while queue[index].parent >= 0 {
            moves.append((queue[queue[index].parent].slot, queue[index].giver))
            index = queue[index].parent
          }
          if apply(moves) { return true }
          continue
        }
        for given in own[person].sorted() where !isVisited[given] {
          guard abs(grid.slots[given].day - day) <= reach,
            canTake(person, slot, without: given)
          else { continue }
          isVisited[given] = true
          queue.append((given, head, person))
        }
      }
      head += 1
    }
    isDead = isVisited
    return false
  }
}
