/// Who came to a shift and left it, and when: the fold of its log, beside the shift as the roster has it now.
package struct Attendance: Hashable, Sendable, Identifiable {
  /// The shift, as planned now.
  package var shift: Shift
  /// Everybody's times, in the order in which they came.
  package private(set) var stints: [Stint] = []
  /// How many events there are.
  package private(set) var version = 0
  /// When the last one was recorded.
  package private(set) var lastRecordedAt: Instant?

  /// One coming and leaving of one person.
  package struct Stint: Hashable, Sendable {
    /// How they came.
    package var arrival: Arrival
    /// How they left; nil while they are there.
    package var departure: Departure?
    /// Who put the coming down: somebody else where it was 代签.
    package var recordedBy: PersonID
    /// When it was put down.
    package var recordedAt: Instant

    /// Who.
    package var person: PersonID { arrival.person }
    /// Whether they are there.
    package var isOpen: Bool { departure == nil }
    /// Whole minutes after the planned start; 0 for who was in time.
    package var lateMinutes: Int { max(0, arrival.at.seconds(since: arrival.plannedStart) / 60) }
    /// Whole minutes before the planned end at which they left; 0 for who stayed.
    package var earlyMinutes: Int {
      departure.map { max(0, $0.plannedEnd.seconds(since: $0.at) / 60) } ?? 0
    }

    /// Whole minutes there. Whoever never signed out is counted until the planned end and not beyond.
    package func minutes(until now: Instant) -> Int {
      let end = departure?.at ?? max(arrival.at, min(now, arrival.plannedEnd))
      return max(0, end.seconds(since: arrival.at) / 60)
    }
  }

  /// The shift's own identity.
  package var id: Identifier<Shift> { shift.id }

  /// Folds a shift's log.
  package init(_ shift: Shift, _ records: [DutyRecord<AttendanceEvent>] = []) {
    self.shift = shift
    for record in records { evolve(record) }
  }

  private mutating func evolve(_ record: DutyRecord<AttendanceEvent>) {
    version = record.version
    lastRecordedAt = record.at
    switch record.event {
    case .signedIn(let arrival):
      stints.append(
        Stint(arrival: arrival, recordedBy: record.actor, recordedAt: record.at))
    case .signedOut(let departure):
      guard
        let index = stints.lastIndex(where: { $0.person == departure.person && $0.isOpen })
      else { return }
      stints[index].departure = departure
    }
  }

  /// Somebody's times, in their order.
  package func stints(of person: PersonID) -> [Stint] { stints.filter { $0.person == person } }

  /// The time that somebody is there for; nil when they are not.
  package func openStint(of person: PersonID) -> Stint? {
    stints.last { $0.person == person && $0.isOpen }
  }

  /// Whether somebody is there now.
  package func isPresent(_ person: PersonID) -> Bool { openStint(of: person) != nil }

  /// Whoever is on it or came to it: those of the roster first, then who stood in.
  package var everybody: [PersonID] {
    shift.people
      + stints.map(\.person).reduce(into: []) { others, person in
        if !shift.people.contains(person), !others.contains(person) { others.append(person) }
      }
  }

  /// How it stands with somebody at a moment.
  package func standing(of person: PersonID, at now: Instant) -> AttendanceStanding {
    if let last = stints(of: person).last {
      guard let departure = last.departure else {
        return now < last.arrival.plannedEnd.adding(minutes: Attendance.forgottenMinutes)
          ? .present(since: last.arrival.at) : .unclosed(since: last.arrival.at)
      }
      return .left(at: departure.at)
    }
    if let other = stints.last(where: { $0.arrival.standsInFor == person }) {
      return .relieved(by: other.person)
    }
    if shift.end <= now { return .absent }
    if shift.start < now.adding(seconds: -59) {
      return .late(minutes: now.seconds(since: shift.start) / 60)
    }
    return .awaited
  }

  /// Whole minutes that somebody was there.
  package func minutes(of person: PersonID, until now: Instant) -> Int {
    stints(of: person).reduce(0) { $0 + $1.minutes(until: now) }
  }

  /// Who leaves so long after the end has forgotten to sign out.
  package static let forgottenMinutes = 240
  /// So long before the beginning one may sign in.
  package static let earliestMinutes = 120
}

/// How it stands with somebody who is on a shift.
package enum AttendanceStanding: Hashable, Sendable {
  /// It has not begun.
  case awaited
  /// It has begun, and they have not signed in.
  case late(minutes: Int)
  /// There.
  case present(since: Instant)
  /// Gone.
  case left(at: Instant)
  /// Signed in and never out, long after the end.
  case unclosed(since: Instant)
  /// It is over, and they never signed in.
  case absent
  /// Somebody else came for them.
  case relieved(by: PersonID)

  /// Whether it is something to look after: not there although it is their time, or never signed out.
  package var isAmiss: Bool {
    switch self {
    case .late, .unclosed, .absent: true
    case .awaited, .present, .left, .relieved: false
    }
  }
}

extension Sequence where Element == Attendance {
  /// 工时: whole minutes that everybody was there, by who came.
  package func minutesWorked(until now: Instant) -> [PersonID: Int] {
    reduce(into: [:]) { sum, attendance in
      for stint in attendance.stints { sum[stint.person, default: 0] += stint.minutes(until: now) }
    }
  }
}
