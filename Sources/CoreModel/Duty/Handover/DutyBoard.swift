/// The shifts around a moment with who came to them, and what was handed over: what the header, the duty pane and
/// `+` go by.
package struct DutyBoard: Hashable, Sendable {
  /// Shifts of the last days and the next ones, earliest first.
  package var attendance: [Attendance]
  /// Handovers that nobody has signed, and those of the last days, earliest first.
  package var handovers: [Handover]
  /// When the desk began to sign in; nil when it never did, and then nobody is called absent.
  package var usedSince: Instant?
  /// When the first shift handed over; nil when none ever did, and then nobody is reminded of it.
  package var handingSince: Instant?
  /// When the newest record of the neighbourhood was made; nil while there is none.
  package var latest: Instant?

  /// Makes a board.
  package init(
    attendance: [Attendance] = [], handovers: [Handover] = [], usedSince: Instant? = nil,
    handingSince: Instant? = nil, latest: Instant? = nil
  ) {
    self.latest = latest
    self.handingSince = handingSince
    self.attendance = attendance
    self.handovers = handovers
    self.usedSince = usedSince
  }

  /// A shift with who came to it.
  package subscript(shift: Identifier<Shift>) -> Attendance? {
    attendance.first { $0.id == shift }
  }

  /// The handover of a shift.
  package func handover(of shift: Identifier<Shift>) -> Handover? {
    handovers.first { $0.id == shift }
  }

  /// 交接未签: given, and nobody of the next shift has signed.
  package var unsigned: [Handover] { handovers.filter { !$0.isSigned } }

  /// 还没交班: shifts that somebody stood, that are over, and that nobody has handed over.
  package func owed(at now: Instant) -> [Attendance] {
    attendance.filter { owesHandover($0, at: now) }
  }

  /// Whether a shift is over and should have been handed over.
  package func owesHandover(_ attendance: Attendance, at now: Instant) -> Bool {
    let shift = attendance.shift
    guard let handingSince, handingSince < shift.end else { return false }
    return shift.end <= now && !attendance.stints.isEmpty && handover(of: shift.id) == nil
      && !isCovered(shift)
  }

  /// Whether others stay when it ends, as the day shift does beside 午间: then nothing need be handed over.
  package func isCovered(_ shift: Shift) -> Bool { shift.isCovered(by: attendance.map(\.shift)) }

  /// What a desk is told whose clock is earlier than what is recorded already; nil for one that may be right.
  package func clockWarning(at now: Instant) -> String? {
    guard let latest, DutyClock.isBehind(now, latest) else { return nil }
    return "请先校准这台电脑的时间：现在是 \(now.nearText(relativeTo: latest))，库里已有"
      + " \(latest.nearText(relativeTo: latest)) 的记录；时间不对，时限和工时都会记错"
  }

  /// How it stands with somebody on a shift; nil while the desk does not sign in at all.
  package func standing(
    of person: PersonID, on shift: Identifier<Shift>, at now: Instant
  ) -> AttendanceStanding? {
    guard let usedSince, let attendance = self[shift], attendance.shift.end > usedSince else {
      return nil
    }
    return attendance.standing(of: person, at: now)
  }

  /// What is to be done now by somebody.
  package func fit(for actor: Actor, at now: Instant) -> DutyFit {
    let mine = attendance.filter { $0.everybody.contains(actor.person) }
    if let waiting = unsigned.first(where: { isWaiting($0, for: actor, at: now) }) {
      return .sign(waiting)
    }
    if let here = mine.last(where: { $0.isPresent(actor.person) }) {
      let isEnding = here.shift.end <= now.adding(minutes: DutyBoard.endingMinutes)
      if isEnding, handover(of: here.id) != nil || isCovered(here.shift) { return .signOut(here) }
      if isEnding { return .give(here) }
      return .present(here)
    }
    let coming = mine.first {
      $0.shift.people.contains(actor.person) && $0.stints(of: actor.person).isEmpty
        && $0.shift.start <= now.adding(minutes: DutyBoard.comingMinutes) && now < $0.shift.end
    }
    if let coming { return .signIn(coming) }
    if let late = mine.last(where: { owesHandover($0, at: now) }) { return .give(late) }
    return .nothing
  }

  private func isWaiting(_ handover: Handover, for actor: Actor, at now: Instant) -> Bool {
    guard let next = handover.sheet.next else {
      return handover.givenBy != actor.person
        && attendance.contains { $0.shift.isOn(at: now) && $0.everybody.contains(actor.person) }
    }
    let current = self[next.id]
    return handover.signers(next: current).contains(actor.person)
      && (current?.shift ?? next).start <= now.adding(minutes: DutyBoard.comingMinutes)
  }

  /// So long before its end a shift is taken to be ending.
  package static let endingMinutes = 30
  /// So long before its beginning a shift is taken to be coming.
  package static let comingMinutes = 60
}

/// What is to be done at the desk by somebody now.
package enum DutyFit: Hashable, Sendable {
  /// Sign what the shift before has handed over.
  case sign(Handover)
  /// Hand over.
  case give(Attendance)
  /// Sign in.
  case signIn(Attendance)
  /// Sign out: all is handed over.
  case signOut(Attendance)
  /// Nothing: they are on duty for some time yet.
  case present(Attendance)
  /// Nothing: they are not on the roster now.
  case nothing
}

extension Shift {
  /// Whether another one began before this one ends and goes on beyond it.
  package func isCovered(by others: [Shift]) -> Bool { coveringShift(among: others) != nil }

  private func coveringShift(among others: [Shift]) -> Shift? {
    // A patrol is out: it keeps no desk.
    others.filter {
      $0.id != id && $0.start < end && $0.end > end
        && ($0.kind != .nightPatrol || kind == .nightPatrol)
    }.min { ($0.start, $0.id) < ($1.start, $1.id) }
  }

  /// The shift that takes over: one that goes on beyond the end of this one, else the next to begin. What the desk
  /// leaves goes to the next desk; to a patrol, which is out and need not sign in, only where no desk follows.
  package func next(among others: [Shift]) -> Shift? {
    if let covering = coveringShift(among: others) { return covering }
    let later = others.filter { $0.id != id && $0.start >= end }
    let desks = kind.isAtDesk ? later.filter(\.kind.isAtDesk) : []
    return (desks.isEmpty ? later : desks)
      .min { ($0.start, $1.end, $0.id) < ($1.start, $0.end, $1.id) }
  }

  /// `17:30–20:00`, `22:00–次日06:00`.
  package var spanText: String {
    "\(start.clockText)–\(start.day == end.day ? "" : "次日")\(end.clockText)"
  }

  /// `错时 17:30–20:00` on the day of `reference`, `昨日 错时 17:30–20:00`, else with the date.
  package func title(relativeTo reference: Instant) -> String {
    let plain = "\(kind.title) \(spanText)"
    switch start.day.number - reference.day.number {
    case 0: return plain
    case -1: return "昨日 \(plain)"
    case 1: return "明日 \(plain)"
    default: return "\(start.day.dateText(relativeTo: reference.day)) \(plain)"
    }
  }
}
