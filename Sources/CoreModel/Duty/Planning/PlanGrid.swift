/// A task laid out in numbers: who could stand what, and what keeps what from being stood by the same person.
struct PlanGrid {
  /// One person who is missing in one shift.
  struct Slot {
    /// The index of the shift.
    let shift: Int
    /// From when.
    let start: Instant
    /// Until when.
    let end: Instant
    /// What for.
    let kind: ShiftKind
    /// What it counts as.
    let load: Int
    /// The day's index, counted from ``margin`` days before the first one.
    let day: Int
    /// The week's index.
    let week: Int
    /// Whether it is a 党员's.
    let isParty: Bool

    /// How long it lasts.
    var minutes: Int { end.seconds(since: start) / 60 }
  }

  /// Days that are looked at before and after those of the plan.
  static let margin = 40
  /// How many sorts of loads there are.
  static let loads = DutyLoad.allCases.count

  let task: PlanTask
  let wanted: [WantedShift]
  let slots: [Slot]
  /// Those who could be asked, by identifier.
  let people: [Person]
  /// Whether somebody could stand a slot if nothing else were planned: person by person.
  let may: [Bool]
  /// Why not, for explanations.
  let hindrances: [PlanHindrance?]
  /// Slots that the same person cannot stand beside one.
  let conflicts: [[Int]]
  /// What is already on the roster counts, by person and load.
  let before: [Int]
  /// Nights on the roster, by person and week.
  let nights: [Int]
  /// Shifts on the roster, by person and day.
  let work: [Int]
  /// Minutes on the roster, by person and day.
  let minutes: [Int]
  let weekCount: Int
  let dayCount: Int
  /// How unwelcome a slot is to somebody: wishes and AB角.
  let burden: [Int]
  /// The partners of AB角 by person.
  let partners: [[Int]]
  /// Slots of patrols that are on at the same time as one, itself not.
  let together: [[Int]]

  /// Weights of what is avoided where it can be.
  enum Weight {
    static let pair = 100
    static let avoided = 10
    static let preferred = 2
  }

  init(_ task: PlanTask) {
    self.task = task
    let wanted = task.wanted()
    self.wanted = wanted
    let origin = task.first.number - PlanGrid.margin
    let firstWeek = PlanGrid.week(of: Day(number: origin))
    let dayCount = task.last.number - task.first.number + 1 + 2 * PlanGrid.margin
    let weekCount = PlanGrid.week(of: Day(number: origin + dayCount)) - firstWeek + 1
    self.dayCount = dayCount
    self.weekCount = weekCount

    var slots: [Slot] = []
    for (index, shift) in wanted.enumerated() {
      let load = DutyLoad(shift.pattern.kind, on: task.calendar.kind(of: shift.day))
      for place in 0..<shift.missing {
        slots.append(
          Slot(
            shift: index, start: shift.start, end: shift.end, kind: shift.pattern.kind,
            load: load.rawValue, day: shift.day.number - origin,
            week: PlanGrid.week(of: shift.day) - firstWeek,
            isParty: place < shift.missingPartyMembers))
      }
    }
    self.slots = slots
    let roles = Set(wanted.flatMap(\.pattern.roles))
    let people = Array(
      Dictionary(
        task.people.filter { $0.isActive && roles.contains($0.role) }.map { ($0.id, $0) }
      ) { first, _ in first }.values
    ).sorted { $0.id < $1.id }
    self.people = people
    conflicts = PlanGrid.conflicts(among: slots, rest: task.book.limits.restHoursAfterNight)
    together = slots.indices.map { index in
      guard slots[index].kind == .nightPatrol else { return [] }
      return slots.indices.filter {
        $0 != index && slots[$0].kind == .nightPatrol && slots[$0].start < slots[index].end
          && slots[index].start < slots[$0].end
      }
    }

    let account = PlanTask.account(from: task.first, through: task.last)
    var before = Array(repeating: 0, count: people.count * PlanGrid.loads)
    var nights = Array(repeating: 0, count: people.count * weekCount)
    var work = Array(repeating: 0, count: people.count * dayCount)
    var minutes = work
    var may: [Bool] = []
    var hindrances: [PlanHindrance?] = []
    var burden: [Int] = []
    may.reserveCapacity(people.count * slots.count)
    let partnerIDs = PlanGrid.partners(of: people, in: task)
    partners = partnerIDs.map { ids in
      people.indices.filter { ids.contains(people[$0].id) }
    }
    for (index, person) in people.enumerated() {
      let own = task.shifts.filter { $0.people.contains(person.id) }
      for shift in own {
        let day = shift.start.day
        if account.first <= day && day <= account.last {
          before[index * PlanGrid.loads + DutyLoad(shift, in: task.calendar).rawValue] += 1
        }
        let place = day.number - origin
        guard (0..<dayCount).contains(place) else { continue }
        work[index * dayCount + place] += 1
        minutes[index * dayCount + place] += shift.minutes
        if shift.kind.isNight {
          nights[index * weekCount + PlanGrid.week(of: day) - firstWeek] += 1
        }
      }
      let candidate = PlanCandidate(
        person: person, own: own, partners: partnerIDs[index], task: task)
      var last: (shift: Int, hindrance: PlanHindrance?, burden: Int)?
      for slot in slots {
        if last?.shift != slot.shift {
          last = (
            slot.shift, candidate.hindrance(for: wanted[slot.shift]),
            candidate.burden(of: wanted[slot.shift])
          )
        }
        let hindrance =
          last?.hindrance ?? (slot.isParty && !candidate.isPartyMember ? .notPartyMember : nil)
        may.append(hindrance == nil)
        hindrances.append(hindrance)
        burden.append(last?.burden ?? 0)
      }
    }
    self.before = before
    self.nights = nights
    self.work = work
    self.minutes = minutes
    self.may = may
    self.hindrances = hindrances
    self.burden = PlanGrid.withPreferences(
      burden, may: may, people: people.count, slots: slots.count)
  }

  /// Weeks begin on Monday.
  static func week(of day: Day) -> Int { Int((Double(day.number + 3) / 7).rounded(.down)) }

  /// Whether the same person cannot stand both: they overlap, or there is no rest after a night.
  static func clash(
    _ a: (start: Instant, end: Instant, kind: ShiftKind),
    _ b: (start: Instant, end: Instant, kind: ShiftKind), rest: Int
  ) -> PlanHindrance? {
    let (early, late) = a.start <= b.start ? (a, b) : (b, a)
    if late.start < early.end { return .busy }
    guard early.kind.isNight, late.start.seconds(since: early.end) < rest * 3600 else { return nil }
    // 错时 and the patrol right behind it are one evening.
    if late.start == early.end, late.start.day == early.start.day { return nil }
    return .rest
  }

  private static func conflicts(among slots: [Slot], rest: Int) -> [[Int]] {
    let reach = 2 + max(0, rest) / 24
    var conflicts: [[Int]] = Array(repeating: [], count: slots.count)
    for index in slots.indices {
      var other = index + 1
      let own = slots[index]
      while other < slots.count, slots[other].day <= own.day + reach {
        let next = slots[other]
        if clash((own.start, own.end, own.kind), (next.start, next.end, next.kind), rest: rest)
          != nil
        {
          conflicts[index].append(other)
          conflicts[other].append(index)
        }
        other += 1
      }
    }
    return conflicts
  }

  private static func partners(of people: [Person], in task: PlanTask) -> [[PersonID]] {
    let ids = Dictionary(task.people.map { ($0.name, $0.id) }) { first, _ in first }
    return people.map { person in
      task.book.pairs.compactMap { pair in
        pair.a == person.name ? ids[pair.b] : pair.b == person.name ? ids[pair.a] : nil
      }
    }
  }

  /// Where somebody would like to stand a slot, it is a little unwelcome to all others.
  private static func withPreferences(
    _ burden: [Int], may: [Bool], people: Int, slots: Int
  ) -> [Int] {
    var result = burden
    for slot in 0..<slots {
      let eager = (0..<people).filter { burden[$0 * slots + slot] < 0 && may[$0 * slots + slot] }
      for person in 0..<people {
        let index = person * slots + slot
        if eager.contains(person) {
          result[index] = 0
        } else {
          result[index] = max(0, burden[index]) + (eager.isEmpty ? 0 : Weight.preferred)
        }
      }
    }
    return result
  }
}
