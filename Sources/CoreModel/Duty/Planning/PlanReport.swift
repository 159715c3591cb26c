/// What a finished state means, with reasons.
struct PlanReport {
  private let state: PlanState
  private var grid: PlanGrid { state.grid }
  private var task: PlanTask { state.grid.task }

  init(_ state: PlanState) {
    self.state = state
  }

  var plan: RosterPlan {
    let shifts = plannedShifts
    let gaps = self.gaps
    return RosterPlan(
      task: task, shifts: shifts, gaps: gaps, people: people(shifts), spreads: spreads,
      remarks: remarks)
  }

  // MARK: Shifts

  private var plannedShifts: [PlannedShift] {
    var members: [[Int]] = Array(repeating: [], count: grid.wanted.count)
    for slot in grid.slots.indices where state.owner[slot] >= 0 {
      members[grid.slots[slot].shift].append(state.owner[slot])
    }
    // Among equals whoever was in charge least often so far is in charge.
    var led = Array(repeating: 0, count: grid.people.count)
    var shifts: [PlannedShift] = []
    for (wanted, people) in zip(grid.wanted, members) where !people.isEmpty {
      let sorted = people.sorted { a, b in
        (PlanReport.rank(grid.people[a].role), led[a], a) < (
          PlanReport.rank(grid.people[b].role), led[b], b
        )
      }
      if wanted.existing == nil, let first = sorted.first, sorted.count > 1 { led[first] += 1 }
      shifts.append(PlannedShift(wanted: wanted, added: sorted.map { grid.people[$0].id }))
    }
    return shifts
  }

  /// 带班: those who answer for the committee come first.
  private static func rank(_ role: Role) -> Int {
    switch role {
    case .secretary, .director: 0
    case .dutyOfficer: 1
    default: 2
    }
  }

  // MARK: Gaps

  private var gaps: [PlanGap] {
    var open: [Int: [Int]] = [:]
    for slot in grid.slots.indices where state.owner[slot] < 0 {
      open[grid.slots[slot].shift, default: []].append(slot)
    }
    return open.keys.sorted().compactMap { index in
      guard let slots = open[index], let first = slots.last else { return nil }
      // A place that is nobody's in particular explains more than one for 党员 alone.
      return PlanGap(
        wanted: grid.wanted[index], missing: slots.count,
        missingPartyMembers: slots.count { grid.slots[$0].isParty },
        reasons: reasons(for: slots.first { !grid.slots[$0].isParty } ?? first))
    }
  }

  private func reasons(for slot: Int) -> [PlanGap.Reason] {
    let shift = grid.slots[slot].shift
    let standing = Set(
      grid.slots.indices.filter { grid.slots[$0].shift == shift }.map { state.owner[$0] })
    let known = Set(grid.wanted[shift].existing?.people ?? [])
    var names: [PlanHindrance: [String]] = [:]
    for (index, person) in grid.people.enumerated()
    where !standing.contains(index) && !known.contains(person.id) {
      // Whoever is free now could be moved there; that nobody was found says that they are needed elsewhere.
      let hindrance = state.hindrance(index, slot) ?? .busy
      names[hindrance, default: []].append(person.name)
    }
    return names.map { PlanGap.Reason(hindrance: $0.key, names: $0.value.sorted()) }
      .sorted { a, b in
        let (first, second) = (a.hindrance == .role, b.hindrance == .role)
        if first != second { return second }
        return (-a.names.count, a.hindrance.title) < (-b.names.count, b.hindrance.title)
      }
  }

  // MARK: People

  private func people(_ shifts: [PlannedShift]) -> [PlannedPerson] {
    let account = PlanTask.account(from: task.first, through: task.last)
    let counted = task.shifts.filter {
      account.first <= $0.start.day && $0.start.day <= account.last
    }
    let before = DutyTally.of(counted, in: task.calendar)
    let near = DutyTally.of(
      task.shifts.filter { task.first <= $0.start.day && $0.start.day <= task.last },
      in: task.calendar)
    let added = DutyTally.of(
      shifts.map { shift in
        Shift(
          id: Identifier<Shift>(""), neighborhood: task.neighborhood, start: shift.wanted.start,
          end: shift.wanted.end, kind: shift.wanted.pattern.kind, people: shift.added)
      }, in: task.calendar)
    return task.people.compactMap { person in
      guard let index = grid.people.firstIndex(where: { $0.id == person.id }) else { return nil }
      let old = before[person.id] ?? DutyTally()
      var after = old
      if let new = added[person.id] {
        for load in DutyLoad.allCases { after[load] += new[load] }
        after.minutes += new.minutes
      }
      let may = DutyLoad.allCases.filter { load in
        grid.slots.indices.contains {
          grid.slots[$0].load == load.rawValue && state.may(index, $0)
        }
      }
      return PlannedPerson(
        person: person, before: old, after: after,
        minutesInPlan: (near[person.id]?.minutes ?? 0) + after.minutes - old.minutes,
        may: Set(may),
        unwelcome: state.own[index].count { isAvoided($0, by: index) })
    }
  }

  private func isAvoided(_ slot: Int, by person: Int) -> Bool {
    let wanted = grid.slots[slot]
    return task.absences.contains {
      $0.kind == .avoid && $0.person == grid.people[person].id
        && $0.covers(wanted.kind, from: wanted.start, until: wanted.end)
    }
  }

  // MARK: Fairness

  private var spreads: [PlanSpread] {
    DutyLoad.allCases.compactMap { load in
      let people = state.candidates(for: load.rawValue)
      guard !people.isEmpty else { return nil }
      let totals = people.map { state.total($0, load.rawValue) }
      guard let least = totals.min(), let most = totals.max() else { return nil }
      return PlanSpread(
        load: load, least: least, most: most, reason: reason(load.rawValue, people, least, most))
    }
  }

  /// Why those with the least were not given more.
  private func reason(_ load: Int, _ people: [Int], _ least: Int, _ most: Int) -> String {
    guard most - least > 1 else { return "" }
    let loaded = people.filter { state.total($0, load) == most }
    let reached = state.reachable(from: loaded, load: load)
    let poor = people.filter { state.total($0, load) <= most - 2 }
    let names =
      poor.sorted { grid.people[$0].id < grid.people[$1].id }.prefix(4)
      .map { grid.people[$0].name }.joined(separator: "、") + (poor.count > 4 ? "等" : "")
    let had = loaded.allSatisfy { person in
      !state.own[person].contains { grid.slots[$0].load == load }
    }
    if had { return "原来排的就多，这次没有再给" }
    if reached.isDisjoint(with: poor) {
      return "多的班 \(names) 不能值（岗位、请假、规则不排或同时有班）"
    }
    return "\(names) 受夜班后休息、每周夜班数或连续天数限制，没有找到更匀的排法"
  }

  // MARK: Remarks

  private var remarks: [String] {
    var remarks: [String] = []
    if let notice = task.calendar.unpublishedNotice(from: task.first, through: task.last) {
      remarks.append(notice)
    }
    let known = Set(task.people.map(\.name))
    let named =
      task.book.pairs.flatMap { [$0.a, $0.b] } + task.book.partyMembers
      + task.book.exemptions.map(\.name)
    let unknown = Set(named).subtracting(known).sorted()
    if !unknown.isEmpty {
      remarks.append("值班规则里写的 \(unknown.joined(separator: "、")) 不在名册里，请核对")
    }
    remarks += pairRemarks
    let unwelcome = grid.people.indices.compactMap { person -> String? in
      let count = state.own[person].count { isAvoided($0, by: person) }
      return count > 0 ? "\(grid.people[person].name) \(count) 次" : nil
    }
    if !unwelcome.isEmpty {
      remarks.append("有「尽量不排」没有满足：\(unwelcome.joined(separator: "、"))（人手不够或要保持均匀）")
    }
    return remarks
  }

  private var pairRemarks: [String] {
    task.book.pairs.compactMap { pair in
      let days = grid.wanted.indices.filter { index in
        guard grid.wanted[index].pattern.kind == .nightPatrol else { return false }
        let names = Set(
          grid.slots.indices.filter { grid.slots[$0].shift == index && state.owner[$0] >= 0 }
            .map { grid.people[state.owner[$0]].name })
        guard names.contains(pair.a) || names.contains(pair.b) else { return false }
        return names.isSuperset(of: [pair.a, pair.b])
          || isAway(names.contains(pair.a) ? pair.b : pair.a, during: grid.wanted[index])
      }
      guard !days.isEmpty else { return nil }
      let texts = days.prefix(3).map { grid.wanted[$0].day.dateText(relativeTo: task.now.day) }
      return "AB角「\(pair.post)」\(pair.a)、\(pair.b) 有 \(days.count) 个夜巡不能留一人在岗（同去夜巡或一人请假）："
        + texts.joined(separator: "、") + (days.count > 3 ? "等" : "")
    }
  }

  private func isAway(_ name: String, during wanted: WantedShift) -> Bool {
    guard let person = task.people.first(where: { $0.name == name }) else { return false }
    return task.absences.contains {
      $0.kind.isBinding && $0.person == person.id
        && $0.touches(from: wanted.start, until: wanted.end)
    }
  }
}
