import Testing

@testable import CoreModel

/// An invented crew to plan for, and a judge of plans that shares no code with the planner.
enum PlanStory {
  /// Deterministic, so that a failure can be run again.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let home = NeighborhoodID("n")
  static let now = shanghai("2026-09-20 09:00")

  static func day(_ text: String) -> Day { shanghai(text + " 00:00").day }

  /// So many people; the first ones at the desk.
  static func crew(_ count: Int, desk: Int? = nil) -> [Person] {
    (0..<count).map { index in
      Person(
        id: PersonID("p-\(index + 10)"), name: "人员\(index + 1)",
        role: index == 0
          ? .secretary
          : index == 1 ? .director : index < desk ?? count ? .dutyOfficer : .gridWorker)
    }
  }

  static func task(
    _ first: String, _ last: String, people: [Person], book: DutyBook = .standard,
    shifts: [Shift] = [], absences: [Absence] = []
  ) -> PlanTask {
    PlanTask(
      neighborhood: home, first: day(first), last: day(last), now: now, book: book, people: people,
      shifts: shifts, absences: absences)
  }

  static func shift(
    _ day: Day, _ start: Int, _ end: Int, _ kind: ShiftKind, _ people: [PersonID], id: String? = nil
  ) -> Shift {
    Shift(
      id: Identifier(id ?? "s-\(day.number)-\(start)-\(kind)"), neighborhood: home,
      start: day.at(minute: start), end: day.at(minute: end), kind: kind, people: people)
  }

  static func leave(
    _ person: Person, _ first: Day, _ last: Day, _ kind: AbsenceKind = .leave,
    shifts: Set<ShiftKind> = []
  ) -> Absence {
    Absence(
      id: Identifier("a-\(person.id)-\(first.number)-\(kind)"), person: person.id, kind: kind,
      first: first, last: last, shifts: shifts)
  }

  /// What the roster is when a plan has been taken over.
  static func roster(_ plan: RosterPlan) -> [Shift] {
    let changed = Set(plan.shifts.compactMap(\.wanted.existing?.id))
    return plan.task.shifts.filter { !changed.contains($0.id) }
      + plan.shifts.enumerated().map {
        $0.element.shift(
          id: $0.element.wanted.existing?.id ?? Identifier("new-\($0.offset)"), in: home)
      }
  }

  /// Every hard rule that a plan breaks, told by looking at each person's own days.
  static func violations(_ plan: RosterPlan) -> [String] {
    let task = plan.task
    let limits = task.book.limits
    var found: [String] = []
    for planned in plan.shifts {
      let pattern = planned.wanted.pattern
      let all = planned.added + (planned.wanted.existing?.people ?? [])
      if Set(all).count != all.count { found.append("twice in one shift") }
      if all.count > pattern.headcount { found.append("too many") }
      let members = all.count { id in
        task.people.contains { $0.id == id && task.book.partyMembers.contains($0.name) }
      }
      let others = all.count - members
      if planned.wanted.existing == nil, others > max(0, pattern.headcount - pattern.partyMembers) {
        found.append("places of 党员 given to others")
      }
      if planned.wanted.start <= task.now { found.append("in the past") }
      for id in planned.added {
        guard let person = task.people.first(where: { $0.id == id }) else {
          found.append("nobody")
          continue
        }
        if !person.isActive { found.append("\(person.name) does not work here") }
        if !pattern.roles.contains(person.role) {
          found.append("\(person.name) has the wrong role")
        }
        if task.book.exemptions.contains(where: {
          $0.name == person.name && $0.kinds.contains(pattern.kind)
        }) {
          found.append("\(person.name) is exempt")
        }
        for absence in task.absences where absence.person == id && absence.kind.isBinding {
          // Minute by minute, which is slow and plain.
          var minute = planned.wanted.start
          while minute < planned.wanted.end {
            let of = minute.minuteOfDay
            if absence.first <= minute.day, minute.day <= absence.last,
              absence.weekdays.isEmpty || absence.weekdays.contains(minute.day.weekday),
              absence.part.minutes.contains(of)
            {
              found.append("\(person.name) is on leave")
              break
            }
            minute = minute.adding(minutes: 1)
          }
        }
      }
    }
    let roster = roster(plan)
    for person in task.people {
      let own = roster.filter { $0.people.contains(person.id) }.sorted { $0.start < $1.start }
      let new = Set(
        plan.shifts.filter { $0.added.contains(person.id) }.map(\.wanted.start))
      for (index, shift) in own.enumerated() {
        for later in own.dropFirst(index + 1) {
          guard new.contains(shift.start) || new.contains(later.start) else { continue }
          if later.start < shift.end { found.append("\(person.name) stands two shifts at once") }
          let touches = later.start == shift.end && later.start.day == shift.start.day
          if shift.kind == .evening || shift.kind == .nightPatrol, !touches,
            later.start >= shift.end,
            later.start.seconds(since: shift.end) < limits.restHoursAfterNight * 3600
          {
            found.append("\(person.name) has no rest after a night")
          }
        }
      }
      let nights = Dictionary(grouping: own.filter { [.evening, .nightPatrol].contains($0.kind) }) {
        $0.start.day.adding(days: 1 - $0.start.day.weekday)
      }
      for (_, week) in nights
      where week.count > limits.nightsPerWeek && week.contains(where: { new.contains($0.start) }) {
        found.append("\(person.name) has \(week.count) nights in a week")
      }
      for (_, day) in Dictionary(grouping: own, by: \.start.day)
      where day.count > 1 && day.contains(where: { new.contains($0.start) }) {
        let minutes = day.reduce(0) { $0 + $1.end.seconds(since: $1.start) / 60 }
        if minutes > limits.hoursPerDay * 60 {
          found.append("\(person.name) stands \(minutes) min")
        }
      }
      var run: [Day] = []
      let newDays = Set(new.map(\.day))
      for day in Set(own.map(\.start.day)).sorted() {
        run = run.last?.adding(days: 1) == day ? run + [day] : [day]
        if run.count > limits.consecutiveDays, run.contains(where: newDays.contains) {
          found.append("\(person.name) works \(run.count) days in a row")
        }
      }
    }
    return found
  }

  /// What everybody who may stand a sort of load at all has in the end.
  static func totals(_ load: DutyLoad, in plan: RosterPlan) -> [Int] {
    plan.people.filter { $0.may.contains(load) }.map { $0.after[load] }
  }
}
