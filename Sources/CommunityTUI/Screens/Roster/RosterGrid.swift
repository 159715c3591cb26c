import CoreModel
import Store

/// The roster as lines and days: what stands in each cell, wherever it is drawn.
struct RosterGrid {
  let state: RosterState
  let session: AppState.Session
  let now: Instant
  /// The days.
  let days: [Day]
  /// Their lines.
  let lines: [RosterState.Line]
  private let shiftsByDay: [Day: [Shift]]
  private let problemsByDay: [Day: [RosterProblem]]
  /// Swaps that wait for an answer.
  let waiting: [Swap]
  private let attendance: [Identifier<Shift>: Attendance]

  /// What stands at one line on one day.
  struct Cell {
    /// The day.
    let day: Day
    /// The line.
    let line: RosterState.Line
    /// The shifts, earliest first.
    let shifts: [Shift]
    /// What is wrong with them, or that they are missing.
    let problems: [RosterProblem]
    /// The leave of the person; nil for a kind of shift.
    let leave: RosterLeave?
    /// Swaps of its shifts that wait for an answer.
    var swaps: [Swap] = []

    /// Times for which somebody is missing.
    var gaps: [RosterGap] {
      problems.compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
    }

    /// Whether somebody is in two places.
    func isDoubleBooked(_ person: PersonID, on shift: Shift) -> Bool {
      problems.contains {
        if case .doubleBooking(person, let a, let b) = $0 {
          a == shift || b == shift
        } else {
          false
        }
      }
    }

    /// What is severely wrong with somebody on a shift, if anything.
    func problem(of person: PersonID, on shift: Shift) -> RosterProblem? {
      problems.first { $0.isSevere && $0.person == person && $0.shifts.contains(shift) }
    }
  }

  init(_ state: RosterState, session: AppState.Session, now: Instant) {
    self.state = state
    self.session = session
    self.now = now
    days = state.days
    // Where nobody signs in at all, a missing signature says nothing.
    let signed = state.shown?.attendance ?? []
    attendance =
      signed.contains { !$0.stints.isEmpty }
      ? Dictionary(signed.map { ($0.id, $0) }) { first, _ in first } : [:]
    waiting = (state.shown?.swaps ?? []).filter { $0.isOpen(at: now) }
    let first = state.first
    let last = state.last
    let shifts = (state.shown?.shifts ?? []).filter {
      first <= $0.start.day && $0.start.day <= last
    }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    shiftsByDay = Dictionary(grouping: shifts) { $0.start.day }
    problemsByDay = Dictionary(
      grouping: state.shown == nil ? [] : state.problems, by: \.day)
    let needs = days.flatMap {
      session.dutyBook.needs(on: $0, in: session.rules.deadlines.calendar)
    }
    switch state.arrangement {
    case .byShift:
      let used = Set(shifts.map(\.kind) + needs.map(\.pattern.kind))
      lines = ShiftKind.inRosterOrder.filter(used.contains).map { .kind($0) }
    case .byPerson:
      let roles = session.dutyBook.standingRoles
      let standing = Set(shifts.flatMap(\.people))
      let known = session.directory.people.filter {
        standing.contains($0.id) || $0.isActive && roles.contains($0.role)
      }.map(\.id)
      // Somebody from elsewhere, or whom a sheet named wrongly, must not be hidden.
      let others = shifts.flatMap(\.people).filter { session.directory.person($0) == nil }
      lines = (known + Set(others).sorted()).map { .person($0) }
    }
  }

  /// Whether the days go down: a month by shift looks like the sheet on the wall.
  var isUpright: Bool { state.span == .month && state.arrangement == .byShift }

  /// The index of the selected line.
  var lineIndex: Int {
    if let known = lines.firstIndex(where: { $0 == state.line }) { return known }
    // Where nothing was chosen yet, what is on now, else what there is on that day.
    let on = lines.firstIndex { cell($0, state.day).shifts.contains { $0.isOn(at: now) } }
    let any = lines.firstIndex {
      let cell = cell($0, state.day)
      return !cell.shifts.isEmpty || !cell.gaps.isEmpty
    }
    return on ?? any ?? 0
  }

  /// The selected cell; nil when there are no lines.
  var selected: Cell? {
    lines.indices.contains(lineIndex) ? cell(lines[lineIndex], state.day) : nil
  }

  /// What stands at a line on a day.
  func cell(_ line: RosterState.Line, _ day: Day) -> Cell {
    var cell = plainCell(line, day)
    if !waiting.isEmpty {
      cell.swaps = waiting.filter { swap in
        cell.shifts.contains { shift in
          switch line {
          case .kind: shift.id == swap.order.given.id || shift.id == swap.order.taken?.id
          case .person(let person): swap.order.concerns(person, shift.id)
          }
        }
      }
    }
    return cell
  }

  private func plainCell(_ line: RosterState.Line, _ day: Day) -> Cell {
    let all = shiftsByDay[day] ?? []
    let problems = problemsByDay[day] ?? []
    switch line {
    case .kind(let kind):
      let shifts = all.filter { $0.kind == kind }
      return Cell(
        day: day, line: line, shifts: shifts,
        problems: problems.filter { problem in
          if case .gap(let gap) = problem { return gap.need.pattern.kind == kind }
          return problem.shifts.contains { $0.kind == kind && $0.start.day == day }
        }, leave: nil)
    case .person(let person):
      return Cell(
        day: day, line: line, shifts: all.filter { $0.people.contains(person) },
        problems: problems.filter { $0.person == person },
        leave: state.shown?.leaves.first {
          $0.person == person && $0.start < day.adding(days: 1).start && day.start < $0.end
        })
    }
  }

  /// How it stands with somebody's signing in; nil where nobody signs in.
  func standing(of person: PersonID, on shift: Shift) -> AttendanceStanding? {
    attendance[shift.id]?.standing(of: person, at: now)
  }

  /// How many people are missing on a day, in what is still to come.
  func missing(on day: Day) -> Int {
    (problemsByDay[day] ?? []).reduce(0) { sum, problem in
      guard case .gap(let gap) = problem, gap.end > now else { return sum }
      return sum + gap.missing
    }
  }

  /// The hours at which a kind of shift usually stands these days; nil when there is nothing of it.
  func usualHours(of kind: ShiftKind) -> (start: Int, end: Int)? {
    var counts: [[Int]: Int] = [:]
    for shift in shiftsByDay.values.joined() where shift.kind == kind {
      counts[[shift.start.minuteOfDay, shift.start.minuteOfDay + shift.minutes], default: 0] += 1
    }
    if counts.isEmpty {
      let pattern = session.dutyBook.patterns.first { $0.kind == kind }
      return pattern.map { ($0.start, $0.end) }
    }
    let best = counts.max { ($0.value, $1.key[0], $1.key[1]) < ($1.value, $0.key[0], $0.key[1]) }
    return best.map { ($0.key[0], $0.key[1]) }
  }

  /// Minutes that a line stands in the days shown.
  func minutes(of line: RosterState.Line) -> Int {
    days.reduce(0) { sum, day in sum + cell(line, day).shifts.reduce(0) { $0 + $1.minutes } }
  }

  /// What is still to be mended, severe things first counted.
  var open: [RosterProblem] {
    guard state.shown != nil else { return [] }
    return state.problems.filter { $0.isSevere && $0.end > now }
  }

  /// The line that shows a problem.
  func line(of problem: RosterProblem) -> RosterState.Line? {
    switch state.arrangement {
    case .byPerson: problem.person.map { .person($0) }
    case .byShift:
      if case .gap(let gap) = problem {
        .kind(gap.need.pattern.kind)
      } else {
        problem.shifts.first { $0.start.day == problem.day }.map { .kind($0.kind) }
      }
    }
  }
}
