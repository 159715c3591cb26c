/// What a swap is decided by: the roster around it as it is now.
package struct SwapFacts: Sendable {
  /// The shifts, those beside the swapped ones included.
  package var shifts: [Shift]
  /// Who is not there.
  package var leaves: [RosterLeave]
  /// Swaps that wait.
  package var waiting: [Swap]
  /// Who there is.
  package var directory: Directory
  /// Who may stand what.
  package var book: DutyBook
  /// What kind of day each is.
  package var calendar: WorkingCalendar

  /// Makes facts.
  package init(
    shifts: [Shift], leaves: [RosterLeave] = [], waiting: [Swap] = [], directory: Directory,
    book: DutyBook, calendar: WorkingCalendar
  ) {
    self.shifts = shifts
    self.leaves = leaves
    self.waiting = waiting
    self.directory = directory
    self.book = book
    self.calendar = calendar
  }
}

extension Swap {
  /// Asks for a swap.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package static func decide(
    _ order: SwapOrder, by actor: Actor, at now: Instant, in facts: SwapFacts
  ) throws(Refusal) -> SwapEvent {
    let directory = facts.directory
    guard actor.person == order.giver || Permissions.ruling.contains(actor.role) else {
      throw .invalid("换班由\(directory.name(of: order.giver))本人提出，主任、书记可以代为登记；您是\(actor.name)")
    }
    guard order.reason.isAtMost(60), !PlaceName.hasControl(order.reason) else {
      throw .invalid("换班的原因太长（最多 60 个字）或有控制字符")
    }
    let settled = try facts.settled(order, at: now)
    if let person = facts.whoWaits(order) {
      throw .outOfTurn("\(directory.name(of: person))的这个班已经有一个换班在等答复，先答复或撤回那一个")
    }
    return .asked(settled)
  }

  /// Answers it.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package func decide(
    _ command: SwapCommand, by actor: Actor, at now: Instant, in facts: SwapFacts
  ) throws(Refusal) -> SwapEvent {
    let directory = facts.directory
    let state = state(at: now)
    switch state {
    case .waiting: break
    case .lapsed:
      throw .outOfTurn("班次已经开始，这次换班过期了；谁值的班按实际签到算")
    case .agreed, .declined, .withdrawn:
      let by = answer.map { "（\(directory.name(of: $0.by))）" } ?? ""
      throw .outOfTurn("这次换班\(state.title)\(by)，不用再答复")
    }
    let (words, person): (String, PersonID) =
      switch command {
      case .agree(let words), .decline(let words): (words, order.taker)
      case .withdraw(let words): (words, order.giver)
      }
    guard actor.person == person || Permissions.ruling.contains(actor.role) else {
      throw .invalid(
        "「\(command.title)」由\(directory.name(of: person))本人办，主任、书记可以代为登记；您是\(actor.name)")
    }
    guard words.isAtMost(60), !PlaceName.hasControl(words) else {
      throw .invalid("写的话太长（最多 60 个字）或有控制字符")
    }
    switch command {
    case .agree:
      _ = try facts.settled(order, at: now)
      return .agreed(words: words.tidied)
    case .decline: return .declined(words: words.tidied)
    case .withdraw: return .withdrawn(words: words.tidied)
    }
  }

  /// The shifts as they are once it is agreed, from those that there are.
  package func carriedOut(on shifts: [Shift]) -> [Shift] {
    shifts.compactMap { shift in
      var changed = shift
      if shift.id == order.given.id { changed.replace(order.giver, by: order.taker) }
      if shift.id == order.taken?.id { changed.replace(order.taker, by: order.giver) }
      return changed == shift ? nil : changed
    }
  }

  /// Whom somebody may ask for a shift of theirs, and for what: every swap that the rules let pass, those for a
  /// shift of the same kind first, then those that only help out.
  package static func choices(
    of given: Shift, from giver: PersonID, at now: Instant, in facts: SwapFacts
  ) -> [SwapOrder] {
    var choices: [SwapOrder] = []
    for person in facts.directory.people where person.isActive && person.id != giver {
      let shifts = facts.shifts.filter { $0.people.contains(person.id) && $0.start > now }
      let orders =
        shifts.map { SwapOrder(giver: giver, given: given, taker: person.id, taken: $0) }
        + [SwapOrder(giver: giver, given: given, taker: person.id)]
      for order in orders {
        // What waits in another swap could not be asked for.
        guard facts.whoWaits(order) == nil else { continue }
        if let settled = try? facts.settled(order, at: now) { choices.append(settled) }
      }
    }
    func rank(_ order: SwapOrder) -> (Int, Int) {
      guard let taken = order.taken else { return (2, 0) }
      let distance = abs(taken.start.seconds(since: given.start))
      return (taken.kind == given.kind ? 0 : 1, distance)
    }
    return choices.enumerated().sorted {
      let (a, b) = (rank($0.element), rank($1.element))
      return (a.0, a.1, $0.offset) < (b.0, b.1, $1.offset)
    }.map(\.element)
  }
}

extension Shift {
  fileprivate mutating func replace(_ one: PersonID, by other: PersonID) {
    // In the same place: whoever takes the shift of the one in charge is in charge.
    people = people.map { $0 == one ? other : $0 }
  }
}

extension SwapFacts {
  /// Whose part in the shifts of an order waits in another swap already; nil for nobody's.
  func whoWaits(_ order: SwapOrder) -> PersonID? {
    let parts: [(person: PersonID, shift: Identifier<Shift>?)] = [
      (order.giver, order.given.id), (order.taker, order.taken?.id),
    ]
    return parts.first { part in
      part.shift.map { shift in waiting.contains { $0.order.concerns(part.person, shift) } }
        ?? false
    }?.person
  }

  /// The order with the shifts as they are now.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  func settled(_ order: SwapOrder, at now: Instant) throws(Refusal) -> SwapOrder {
    var settled = order
    settled.reason = order.reason.tidied
    guard order.giver != order.taker else { throw .invalid("不能和自己换班") }
    settled.given = try current(order.given, of: order.giver, at: now)
    if let taken = order.taken {
      guard taken.id != order.given.id else { throw .invalid("两个人在同一个班上，不用换") }
      settled.taken = try current(taken, of: order.taker, at: now)
    }
    try check(order.taker, on: settled.given, insteadOf: order.giver, giving: settled.taken)
    if let taken = settled.taken {
      try check(order.giver, on: taken, insteadOf: order.taker, giving: settled.given)
    }
    return settled
  }

  private func current(
    _ shift: Shift, of person: PersonID, at now: Instant
  ) throws(Refusal) -> Shift {
    let name = directory.name(of: person)
    guard let known = shifts.first(where: { $0.id == shift.id }) else {
      throw .outOfTurn("\(name)要换的班已经从值班表上取消了，请重新商量")
    }
    guard known.people.contains(person) else {
      throw .outOfTurn("\(name)已经不在\(known.kind.title) \(known.hoursText) 这个班上了，请重新商量")
    }
    guard known.start > now else {
      throw .outOfTurn("\(known.kind.title) \(known.hoursText) 已经开始，不能再换")
    }
    return known
  }

  /// Whether somebody may stand a shift in another one's place, giving away one of their own.
  private func check(
    _ id: PersonID, on shift: Shift, insteadOf other: PersonID, giving own: Shift?
  ) throws(Refusal) {
    guard let person = directory.person(id) else { throw .invalid("名册里没有换班的这个人") }
    guard person.isActive else { throw .invalid("\(person.name)已不在岗，不能换班") }
    let day = shift.start.day
    let what =
      "\(day.components.month)月\(day.components.day)日\(shift.kind.title) \(shift.hoursText)"
    guard !shift.people.contains(id) else { throw .invalid("\(person.name)本来就在\(what)这个班上") }
    let roles = book.roles(for: shift.kind)
    guard roles.isEmpty || roles.contains(person.role) else {
      throw .invalid("\(person.name)是\(person.role.title)，按值班规则不值\(shift.kind.title)")
    }
    if let exemption = book.exemption(of: person.name, from: shift.kind) {
      let reason = exemption.reason.isEmpty ? "" : "（\(exemption.reason)）"
      throw .invalid("值班规则写明\(person.name)不排\(shift.kind.title)\(reason)")
    }
    if let leave = leaves.first(where: { $0.person == id && $0.overlaps(shift) }) {
      throw .invalid("\(person.name)\(leave.title)，不能值\(what)")
    }
    let clash = shifts.first {
      $0.id != shift.id && $0.id != own?.id && $0.people.contains(id) && $0.overlaps(shift)
    }
    if let clash {
      throw .invalid("\(person.name)那时已经排了\(clash.kind.title) \(clash.hoursText)，不能再值\(what)")
    }
    try checkPartyMembers(of: shift, replacing: other, by: person)
  }

  /// A patrol that needs 党员 keeps as many as it needs.
  private func checkPartyMembers(
    of shift: Shift, replacing other: PersonID, by person: Person
  ) throws(Refusal) {
    let needed = book.partyMembersNeeded(on: shift, in: calendar)
    let after = book.partyMembers(
      among: shift.people.filter { $0 != other } + [person.id], of: directory)
    guard after < needed, after < book.partyMembers(among: shift.people, of: directory) else {
      return
    }
    throw .invalid("换了以后\(shift.kind.title)只有 \(after) 名党员，规则要 \(needed) 名")
  }
}
