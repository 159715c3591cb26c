/// Who is at work when, as far as reminding somebody goes.
package struct DutyPresence: Sendable {
  /// Shifts around the moment.
  package var shifts: [Shift]
  /// Who is not there.
  package var leaves: [RosterLeave]
  /// The hours of the desk.
  package var hours: DutyTime
  /// Which days are working days.
  package var calendar: WorkingCalendar

  /// Puts them together.
  package init(
    shifts: [Shift], leaves: [RosterLeave], hours: DutyTime, calendar: WorkingCalendar
  ) {
    self.shifts = shifts
    self.leaves = leaves
    self.hours = hours
    self.calendar = calendar
  }

  /// Whether somebody is at work at a moment: on a shift at the desk; else on a working day within its hours. While
  /// others stand the shift, who sits at the desk otherwise is not on duty for what the desk as a whole is told.
  package func isOnDuty(
    _ person: PersonID, as recipient: EscalationRecipient, at now: Instant
  ) -> Bool {
    let isAway = leaves.contains { $0.person == person && $0.start <= now && now < $0.end }
    guard !isAway else { return false }
    let standing = shifts.onDuty(at: now).filter(\.kind.isAtDesk)
    if standing.contains(where: { $0.people.contains(person) }) { return true }
    if recipient == .desk, !standing.isEmpty { return false }
    guard recipient == .desk || calendar.kind(of: now.day) == .working else { return false }
    let minute = now.minuteOfDay
    return hours.spans(on: now.day, in: calendar).contains {
      $0.start <= minute && minute < $0.end
    }
  }
}

/// A level of escalation that was told to somebody about something that is owed.
package struct EscalationNotice: Hashable, Sendable {
  /// Which level, by its text.
  package var level: String
  /// What is owed.
  package var obligation: ObligationKind
  /// Since when it is owed: the same step owed again is another one.
  package var since: Instant
  /// By when it was due when this was told.
  package var dueAt: Instant
  /// Who was told.
  package var person: PersonID
  /// When.
  package var at: Instant

  /// Makes one.
  package init(
    level: String, obligation: ObligationKind, since: Instant, dueAt: Instant, person: PersonID,
    at: Instant
  ) {
    self.level = level
    self.obligation = obligation
    self.since = since
    self.dueAt = dueAt
    self.person = person
    self.at = at
  }

  /// Whether it stands for a level that would be told now: the same level about the same thing, unless that was put
  /// off for a day or more since, which makes its deadline another one.
  package func covers(_ level: EscalationLevel, of owed: OwedStep) -> Bool {
    self.level == level.text && obligation == owed.kind && since == owed.since
      && owed.dueAt.seconds(since: dueAt) < 86_400
  }
}

/// What an open request owes, as escalation looks at it.
package struct OwedStep: Hashable, Sendable {
  /// What.
  package var kind: ObligationKind
  /// By when.
  package var dueAt: Instant
  /// Since when.
  package var since: Instant
  /// By whom.
  package var owedBy: OwedBy
  /// Who works on it.
  package var handler: Handler?

  /// Makes one.
  package init(
    _ kind: ObligationKind, dueAt: Instant, since: Instant, owedBy: OwedBy, handler: Handler?
  ) {
    self.kind = kind
    self.dueAt = dueAt
    self.since = since
    self.owedBy = owedBy
    self.handler = handler
  }
}

/// Which levels are told to somebody now. Nothing is scheduled: it is asked with the present time whenever somebody's
/// console looks, so a level that came due at night is told when its recipient next sits there.
package struct EscalationRules: Sendable {
  /// What staff wrote.
  package var book: EscalationBook
  /// Who is at work when.
  package var presence: DutyPresence
  /// People of the neighbourhood.
  package var directory: Directory

  /// Puts them together.
  package init(book: EscalationBook, presence: DutyPresence, directory: Directory) {
    self.book = book
    self.presence = presence
    self.directory = directory
  }

  /// Days after which a level that nobody could be told is told no more: what has lain for so long stands in 督办.
  package static let staleDays = 14

  /// The levels to tell somebody now about something that is owed.
  /// - Parameter known: What was told about it before, to whomever.
  package func levels(
    for person: PersonID, about owed: OwedStep, known: [EscalationNotice], at now: Instant
  ) -> [EscalationLevel] {
    guard !book.isQuiet(at: now) else { return [] }
    return book.levels.filter { level in
      // What costs least first: most of what is owed is for others.
      guard level.about == nil || level.about == owed.kind, isFor(person, level.recipient, owed),
        presence.isOnDuty(person, as: seat(of: level.recipient, owed), at: now),
        let moment = level.moment(due: owed.dueAt, since: owed.since, in: presence.calendar),
        moment <= now, now.seconds(since: moment) <= EscalationRules.staleDays * 86_400,
        // Who is reminded beforehand is not when it is late: another level says that.
        !level.isBefore || now < owed.dueAt,
        !known.contains(where: { $0.covers(level, of: owed) })
      else { return false }
      return true
    }
  }

  /// Whether a level is for somebody. Where nobody of the neighbourhood has the role, the next above hears of it.
  private func isFor(
    _ id: PersonID, _ recipient: EscalationRecipient, _ owed: OwedStep
  ) -> Bool {
    guard let person = directory.person(id), person.isActive else { return false }
    switch seat(of: recipient, owed) {
    case .handler:
      switch owed.handler {
      case .person(let handler): return handler == id
      case .pool(let crew): return crew.members.contains(person.role)
      case nil: return false
      }
    case .desk: return Permissions.desk.contains(person.role)
    case .director:
      let directors = directory.people(with: [.director])
      return directors.isEmpty ? person.role == .secretary : person.role == .director
    case .secretary: return person.role == .secretary
    case .supervisor: return person.role == .supervisor
    }
  }

  /// What nobody works on is the desk's.
  private func seat(
    of recipient: EscalationRecipient, _ owed: OwedStep
  ) -> EscalationRecipient {
    guard recipient == .handler else { return recipient }
    if owed.handler == nil { return .desk }
    if case .desk = owed.owedBy { return .desk }
    return .handler
  }
}
