/// The rules of a roster: what is wrong with the shifts of some days. Pure: the screen, the planner, an import and
/// the command line ask the same.
package struct RosterProblems: Sendable {
  /// The shifts; those that touch the days from outside belong here as well.
  package var shifts: [Shift]
  /// Who is not there.
  package var leaves: [RosterLeave]
  /// Who there is.
  package var directory: Directory
  /// What is needed.
  package var book: DutyBook
  /// What kind of day each is.
  package var calendar: WorkingCalendar

  /// Makes the question.
  package init(
    shifts: [Shift], leaves: [RosterLeave] = [], directory: Directory, book: DutyBook,
    calendar: WorkingCalendar
  ) {
    self.shifts = shifts.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    self.leaves = leaves
    self.directory = directory
    self.book = book
    self.calendar = calendar
  }

  /// Everything that belongs to the days, in their order.
  package func found(from first: Day, through last: Day) -> [RosterProblem] {
    guard first <= last else { return [] }
    let all =
      gaps(from: first, through: last).map(RosterProblem.gap) + ofPeople + overlaps + ofPartyMembers
    return all.enumerated().filter { first <= $1.day && $1.day <= last }
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
  }

  /// What would be wrong with shifts that are about to be saved among those that there are: what they touch, and
  /// nothing else of these days.
  package func found(of saved: [Shift]) -> [RosterProblem] {
    let days = saved.flatMap { [$0.start.day, $0.end.day] }
    guard let first = days.min(), let last = days.max() else { return [] }
    let ids = Set(saved.map(\.id))
    var asked = self
    asked.shifts = (shifts.filter { !ids.contains($0.id) } + saved)
      .sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    return asked.found(from: first, through: last).filter { problem in
      problem.shifts.contains { ids.contains($0.id) }
    }
  }

  // MARK: Gaps

  /// Times for which the book asks for more people than stand there.
  package func gaps(from first: Day, through last: Day) -> [RosterGap] {
    guard first <= last else { return [] }
    // Nothing lasts longer than a day: what stands on a day began on it or on the day before.
    let byDay = Dictionary(grouping: shifts) { $0.start.day.number }
    return (first.number...last.number).flatMap { number -> [RosterGap] in
      let day = Day(number: number)
      let near = [number - 1, number, number + 1].flatMap { byDay[$0] ?? [] }
      return book.needs(on: day, in: calendar).flatMap { gaps(of: $0, among: near) }
    }
  }

  private func gaps(of need: DutyNeed, among near: [Shift]) -> [RosterGap] {
    let serving = near.filter {
      $0.kind.serves(need.pattern.kind) && $0.start < need.end && need.start < $0.end
    }
    let edges = Set(
      serving.flatMap { [max($0.start, need.start), min($0.end, need.end)] }
        + [need.start, need.end]
    ).sorted()
    var gaps: [RosterGap] = []
    for (from, to) in zip(edges, edges.dropFirst()) {
      let standing = Set(
        serving.filter { $0.start <= from && to <= $0.end }.flatMap(\.people)
      ).count
      guard standing < need.pattern.headcount else { continue }
      if let last = gaps.last, last.end == from, last.standing == standing {
        gaps[gaps.count - 1] = RosterGap(
          need: need, start: last.start, end: to, standing: standing)
      } else {
        gaps.append(RosterGap(need: need, start: from, end: to, standing: standing))
      }
    }
    return gaps
  }

  // MARK: People

  private var ofPeople: [RosterProblem] {
    var problems: [RosterProblem] = []
    var standing: [PersonID: [Shift]] = [:]
    let away = Dictionary(grouping: leaves, by: \.person)
    for shift in shifts {
      for person in shift.people {
        problems += this(person, on: shift, leaves: away[person] ?? [])
        // In the order of their beginning: whoever is still on when the next one begins is in two places.
        for earlier in standing[person] ?? [] where earlier.overlaps(shift) {
          problems.append(.doubleBooking(person, earlier, shift))
        }
        standing[person] = (standing[person] ?? []).filter { $0.end > shift.start } + [shift]
      }
    }
    return problems
  }

  private func this(
    _ person: PersonID, on shift: Shift, leaves: [RosterLeave]
  ) -> [RosterProblem] {
    guard let known = directory.person(person) else { return [.unknown(person, shift)] }
    var problems: [RosterProblem] = []
    if !known.isActive { problems.append(.inactive(person, shift)) }
    if let leave = leaves.first(where: { $0.overlaps(shift) }) {
      problems.append(.onLeave(person, shift, leave))
    }
    if let exemption = book.exemption(of: known.name, from: shift.kind) {
      problems.append(.exempt(person, shift, reason: exemption.reason))
    }
    let roles = book.roles(for: shift.kind)
    if !roles.isEmpty, !roles.contains(known.role) {
      problems.append(.role(person, shift, known.role))
    }
    return problems
  }

  private var ofPartyMembers: [RosterProblem] {
    guard book.patterns.contains(where: { $0.partyMembers > 0 }) else { return [] }
    return shifts.enumerated().compactMap { index, shift in
      let needed = book.partyMembersNeeded(on: shift, in: calendar)
      guard needed > 0 else { return nil }
      // Those who stand beside it serve the same need; it is said once, of the first of them.
      let beside = shifts.enumerated().filter {
        $0.element.kind == shift.kind && $0.element.overlaps(shift)
      }
      guard beside.first?.offset == index else { return nil }
      let standing = book.partyMembers(
        among: Set(beside.flatMap(\.element.people)), of: directory)
      return standing < needed
        ? .partyMembers(shift, needed: needed, standing: standing) : nil
    }
  }

  private var overlaps: [RosterProblem] {
    var problems: [RosterProblem] = []
    var open: [ShiftKind: [Shift]] = [:]
    for shift in shifts {
      let before = (open[shift.kind] ?? []).filter { $0.end > shift.start }
      problems += before.map { .overlap($0, shift) }
      open[shift.kind] = before + [shift]
    }
    return problems
  }
}

extension DutyBook {
  /// Why somebody does not stand shifts of a kind; nil when they may.
  package func exemption(of name: String, from kind: ShiftKind) -> DutyExemption? {
    exemptions.first { $0.name == name && $0.kinds.contains(kind) }
  }
}
