/// Taking 请假与意愿 down, or striking them out.
package enum AbsenceChange: Hashable, Sendable {
  /// New ones.
  case add([Absence])
  /// One that is not wanted any more.
  case cancel(Absence)

  /// What it is, for a sentence.
  package var title: String {
    switch self {
    case .add: "登记请假与意愿"
    case .cancel: "取消请假与意愿"
    }
  }

  /// The change in the spelling in which it is stored.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package func checked(
    in directory: Directory, by actor: Actor, at now: Instant
  ) throws(Refusal) -> AbsenceChange {
    switch self {
    case .add(let absences):
      guard !absences.isEmpty else { throw .missing("没有要登记的请假或意愿") }
      var tidy: [Absence] = []
      for absence in absences {
        tidy.append(try AbsenceChange.checked(absence, in: directory, by: actor, at: now))
      }
      return .add(tidy)
    case .cancel(let absence):
      try AbsenceChange.check(actor, mayChange: absence.person, in: directory)
      guard absence.last >= now.day else { throw .outOfTurn("已经过去的请假是记录，不能取消") }
      return self
    }
  }

  /// Everybody for themselves; 主任 and 书记 for all.
  package static func refusal(
    toChange person: PersonID, by actor: Actor, in directory: Directory
  ) -> Refusal? {
    guard actor.person != person, !Permissions.ruling.contains(actor.role) else { return nil }
    let allowed = Permissions.ruling.map(\.title).joined(separator: "、")
    return .invalid(
      "\(directory.name(of: person))的请假与意愿由本人或\(allowed)登记；您现在是\(actor.name)（\(actor.role.title)）")
  }

  private static func check(
    _ actor: Actor, mayChange person: PersonID, in directory: Directory
  ) throws(Refusal) {
    if let refusal = refusal(toChange: person, by: actor, in: directory) { throw refusal }
  }

  private static func checked(
    _ absence: Absence, in directory: Directory, by actor: Actor, at now: Instant
  ) throws(Refusal) -> Absence {
    guard let person = directory.person(absence.person) else { throw .invalid("名册里没有这个人") }
    guard person.isActive else { throw .invalid("\(person.name)已不在岗，不用登记请假") }
    try check(actor, mayChange: person.id, in: directory)
    guard absence.first <= absence.last else { throw .invalid("最后一天早于第一天，请检查日期") }
    guard absence.last >= now.day else {
      throw .invalid("\(absence.last.dateText(relativeTo: now.day))已经过去了，请检查日期")
    }
    guard absence.last.number - now.day.number <= Shift.farthest else {
      throw .invalid("最多登记到 \(Shift.farthest) 天以后，请检查日期")
    }
    guard absence.last.number - absence.first.number <= AbsenceText.longest else {
      throw .invalid("一次最长一年，请检查日期")
    }
    var tidy = absence
    tidy.reason = absence.reason.tidied
    guard tidy.reason.isAtMost(60), !PlaceName.hasControl(tidy.reason) else {
      throw .invalid("事由太长（最多 60 个字）或有控制字符")
    }
    if absence.kind.isBinding { tidy.shifts = [] }
    guard
      (absence.first.number...absence.last.number).contains(where: {
        tidy.contains(Day(number: $0))
      })
    else {
      throw .invalid("这段日子里没有写的星期，请检查日期和星期")
    }
    return tidy
  }
}

extension Absence {
  /// The shifts to come that somebody stands although they will not be there.
  package func stood(in shifts: [Shift], at now: Instant) -> [Shift] {
    guard kind.isBinding else { return [] }
    return shifts.filter { $0.start > now && $0.people.contains(person) && covers($0) }
  }
}
