/// Balancing: as long as somebody has two more of a sort than somebody else, a chain of moves from the one to the
/// other is looked for. Each step keeps the hard rules, so what is found last is fair wherever moves can make it so.
extension PlanState {
  /// Somebody's slot that has to go to somebody else.
  private struct Node {
    let slot: Int
    /// Whoever takes it over may have so many of its sort at most.
    let most: Int
    let parent: Int
    /// Who gives it away to take over that of the parent.
    let giver: Int
  }

  /// Evens every sort of load out, the burdens first. What one sort gains never costs another.
  mutating func balance() {
    for _ in 0..<4 {
      var isChanged = false
      for load in DutyLoad.allCases where balance(load.rawValue) { isChanged = true }
      if !isChanged { return }
    }
  }

  /// Those who may stand a sort of load at all.
  func candidates(for load: Int) -> [Int] {
    let slots = grid.slots.indices.filter { grid.slots[$0].load == load }
    return order.filter { person in slots.contains { may(person, $0) } }
  }

  private mutating func balance(_ load: Int) -> Bool {
    let people = candidates(for: load)
    var isChanged = false
    var isStuck = people.count < 2
    while !isStuck {
      isStuck = true
      let least = people.map { total($0, load) }.min() ?? 0
      let sorted = people.enumerated().sorted {
        (-total($0.element, load), $0.offset) < (-total($1.element, load), $1.offset)
      }.map(\.element)
      for person in sorted {
        guard total(person, load) - least >= 2 else { break }
        if relieve(person, of: load) {
          isStuck = false
          isChanged = true
          break
        }
      }
    }
    return isChanged
  }

  /// Moves one slot of a sort from somebody to somebody who has two less, by the shortest chain there is.
  private mutating func relieve(_ loaded: Int, of load: Int) -> Bool {
    var isVisited = Array(repeating: false, count: grid.slots.count)
    var queue: [Node] = []
    for slot in own[loaded].sorted() where grid.slots[slot].load == load {
      isVisited[slot] = true
      queue.append(Node(slot: slot, most: total(loaded, load) - 2, parent: -1, giver: loaded))
    }
    let reach = max(7, grid.task.book.limits.consecutiveDays + 1)
    var head = 0
    while head < queue.count {
      let node = queue[head]
      let sort = grid.slots[node.slot].load
      let day = grid.slots[node.slot].day
      for person in order where person != owner[node.slot] && may(person, node.slot) {
        let fits = total(person, sort) <= node.most
        let isFree = canTake(person, node.slot)
        if isFree && fits {
          var moves = [(slot: node.slot, person: person)]
          var index = head
          while queue[index].parent >= 0 {
            moves.append((queue[queue[index].parent].slot, queue[index].giver))
            index = queue[index].parent
          }
          if apply(moves) { return true }
          continue
        }
        for given in own[person].sorted() where !isVisited[given] {
          let other = grid.slots[given]
          if other.load == sort {
            guard canTake(person, node.slot, without: given) else { continue }
            isVisited[given] = true
            queue.append(Node(slot: given, most: node.most, parent: head, giver: person))
          } else if fits && !isFree && abs(other.day - day) <= reach {
            // They are the one to take it, if something of another sort goes to somebody who has less of that.
            guard canTake(person, node.slot, without: given) else { continue }
            isVisited[given] = true
            queue.append(
              Node(slot: given, most: total(person, other.load) - 1, parent: head, giver: person))
          }
        }
      }
      head += 1
    }
    return false
  }

  /// The difference between the most and the least of a sort among those who may stand it.
  func spread(of load: Int) -> Int {
    let totals = candidates(for: load).map { total($0, load) }
    guard let most = totals.max(), let least = totals.min() else { return 0 }
    return most - least
  }

  /// Those whom any of the slots of those with the most could reach, by role, leave and roster alone. Nobody else
  /// can relieve them, whatever is moved.
  func reachable(from loaded: [Int], load: Int) -> Set<Int> {
    var known = Set(loaded)
    var open = loaded
    let people = candidates(for: load)
    while let person = open.popLast() {
      for slot in own[person] where grid.slots[slot].load == load {
        for other in people where !known.contains(other) && may(other, slot) {
          known.insert(other)
          open.append(other)
        }
      }
    }
    return known
  }

  /// Whether a spread above 1 cannot be mended by anybody: nobody who has less could stand what those who have the
  /// most stand.
  func isFairest(_ load: Int) -> Bool {
    let people = candidates(for: load)
    let totals = people.map { total($0, load) }
    guard let most = totals.max(), let least = totals.min(), most - least > 1 else { return true }
    for level in Set(totals).sorted(by: >) where level - least >= 2 {
      let loaded = people.filter { total($0, load) == level }
      let reached = reachable(from: loaded, load: load)
      if reached.contains(where: { total($0, load) <= level - 2 }) { return false }
    }
    return true
  }
}
