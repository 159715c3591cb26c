/// Who stands what while a plan is being made. Every change keeps all hard rules.
struct PlanState {
  let grid: PlanGrid
  /// The person of each slot; −1 for nobody.
  private(set) var owner: [Int]
  /// The slots of each person, in no order that matters.
  private(set) var own: [[Int]]
  /// How much everybody stands with what was there before, by person and load.
  private(set) var total: [Int]
  private var nights: [Int]
  private var work: [Int]
  private var minutes: [Int]
  /// The order in which equals are asked.
  let order: [Int]

  private let slotCount: Int
  private let mostNights: Int
  private let mostDays: Int
  private let mostHours: Int

  init(_ grid: PlanGrid, attempt: Int) {
    self.grid = grid
    slotCount = grid.slots.count
    owner = Array(repeating: -1, count: grid.slots.count)
    own = Array(repeating: [], count: grid.people.count)
    total = grid.before
    nights = grid.nights
    work = grid.work
    minutes = grid.minutes
    mostNights = grid.task.book.limits.nightsPerWeek
    mostDays = grid.task.book.limits.consecutiveDays
    mostHours = grid.task.book.limits.hoursPerDay
    let count = max(1, grid.people.count)
    let indices = Array(grid.people.indices)
    // Another attempt asks in another order; which one follows from its number alone.
    let turned = indices.map { indices[($0 + attempt * 5) % count] }
    order = attempt % 2 == 0 ? turned : turned.reversed()
  }

  /// Whether somebody could stand a slot if nothing else were planned.
  func may(_ person: Int, _ slot: Int) -> Bool { grid.may[person * slotCount + slot] }

  /// How unwelcome a slot is to somebody, as things stand.
  func burden(_ slot: Int, of person: Int) -> Int {
    var burden = grid.burden[person * slotCount + slot]
    let partners = grid.partners[person]
    if !partners.isEmpty {
      for other in grid.together[slot] where owner[other] >= 0 && partners.contains(owner[other]) {
        burden += PlanGrid.Weight.pair
      }
    }
    return burden
  }

  /// How much of a load somebody stands.
  func total(_ person: Int, _ load: Int) -> Int { total[person * PlanGrid.loads + load] }

  /// What keeps somebody from a slot as things stand, were another slot of theirs taken off them.
  func hindrance(_ person: Int, _ slot: Int, without given: Int = -1) -> PlanHindrance? {
    if let fixed = grid.hindrances[person * slotCount + slot] { return fixed }
    let wanted = grid.slots[slot]
    for other in grid.conflicts[slot] where other != given && owner[other] == person {
      let rest = grid.slots[other]
      return PlanGrid.clash(
        (wanted.start, wanted.end, wanted.kind), (rest.start, rest.end, rest.kind),
        rest: grid.task.book.limits.restHoursAfterNight)
    }
    if !canCount(person, slot, without: given) {
      if isFullWeek(person, wanted, without: given) { return .nights(mostNights) }
      return isFullDay(person, wanted, without: given) ? .hours(mostHours) : .days(mostDays)
    }
    return nil
  }

  /// Whether somebody can stand a slot as things stand, were another slot of theirs taken off them.
  func canTake(_ person: Int, _ slot: Int, without given: Int = -1) -> Bool {
    guard grid.may[person * slotCount + slot] else { return false }
    for other in grid.conflicts[slot] where owner[other] == person && other != given {
      return false
    }
    return canCount(person, slot, without: given)
  }

  private func isFullWeek(_ person: Int, _ slot: PlanGrid.Slot, without given: Int) -> Bool {
    guard slot.kind.isNight else { return false }
    var count = nights[person * grid.weekCount + slot.week]
    if given >= 0, grid.slots[given].kind.isNight, grid.slots[given].week == slot.week {
      count -= 1
    }
    return count >= mostNights
  }

  private func isFullDay(_ person: Int, _ slot: PlanGrid.Slot, without given: Int) -> Bool {
    var others = minutes[person * grid.dayCount + slot.day]
    if given >= 0, grid.slots[given].day == slot.day { others -= grid.slots[given].minutes }
    return others > 0 && others + slot.minutes > mostHours * 60
  }

  private func canCount(_ person: Int, _ index: Int, without given: Int) -> Bool {
    let slot = grid.slots[index]
    if isFullWeek(person, slot, without: given) || isFullDay(person, slot, without: given) {
      return false
    }
    let base = person * grid.dayCount
    let free = given >= 0 ? grid.slots[given].day : -1
    func works(_ day: Int) -> Bool {
      work[base + day] - (day == free ? 1 : 0) > 0
    }
    if works(slot.day) { return true }
    var run = 1
    var day = slot.day - 1
    while day >= 0, run <= mostDays, works(day) {
      run += 1
      day -= 1
    }
    day = slot.day + 1
    while day < grid.dayCount, run <= mostDays, works(day) {
      run += 1
      day += 1
    }
    return run <= mostDays
  }

  /// Gives a free slot to somebody who can take it.
  mutating func put(_ slot: Int, to person: Int) {
    owner[slot] = person
    own[person].append(slot)
    change(slot, of: person, by: 1)
  }

  /// Takes a slot off whoever has it.
  mutating func release(_ slot: Int) {
    let person = owner[slot]
    guard person >= 0 else { return }
    owner[slot] = -1
    own[person].removeAll { $0 == slot }
    change(slot, of: person, by: -1)
  }

  private mutating func change(_ index: Int, of person: Int, by step: Int) {
    let slot = grid.slots[index]
    total[person * PlanGrid.loads + slot.load] += step
    work[person * grid.dayCount + slot.day] += step
    minutes[person * grid.dayCount + slot.day] += step * slot.minutes
    if slot.kind.isNight { nights[person * grid.weekCount + slot.week] += step }
  }

  /// Gives several slots to others at once; nothing changes when that would break a rule.
  mutating func apply(_ moves: [(slot: Int, person: Int)]) -> Bool {
    let before = moves.map { owner[$0.slot] }
    for move in moves { release(move.slot) }
    var done = 0
    for move in moves {
      guard canTake(move.person, move.slot) else { break }
      put(move.slot, to: move.person)
      done += 1
    }
    if done == moves.count { return true }
    for move in moves { release(move.slot) }
    for (move, person) in zip(moves, before) where person >= 0 { put(move.slot, to: person) }
    return false
  }
}
