/// Why somebody cannot stand a shift.
package enum PlanHindrance: Hashable, Sendable {
  /// Not one of the roles that stand it.
  case role
  /// 不排: with the reason in the book.
  case exempt(String)
  /// 请假 or 公出.
  case absent(AbsenceKind)
  /// Stands another shift at the time.
  case busy
  /// No rest after a night.
  case rest
  /// Stands as many nights that week as anybody may.
  case nights(Int)
  /// Works as many days in a row as anybody may.
  case days(Int)
  /// Would stand more hours that day than anybody may.
  case hours(Int)
  /// The place is a 党员's.
  case notPartyMember

  /// In words.
  package var title: String {
    switch self {
    case .role: "岗位不符"
    case .exempt(let reason): reason.isEmpty ? "规则里不排" : "规则里不排（\(reason)）"
    case .absent(let kind): kind.title
    case .busy: "同一时间有班"
    case .rest: "夜班后要休息"
    case .nights(let most): "本周夜班已满\(most)次"
    case .days(let most): "已连续\(most)天"
    case .hours(let most): "当天会超过\(most)小时"
    case .notPartyMember: "不是党员"
    }
  }
}

/// One person as the task sees them.
struct PlanCandidate {
  let person: Person
  let isPartyMember: Bool
  private let own: [Shift]
  private let absences: [Absence]
  private let partnersAway: [Absence]
  private let exemptions: [DutyExemption]
  private let rest: Int

  init(person: Person, own: [Shift], partners: [PersonID], task: PlanTask) {
    self.person = person
    self.own = own
    absences = task.absences.filter { $0.person == person.id }
    partnersAway = task.absences.filter { $0.kind.isBinding && partners.contains($0.person) }
    exemptions = task.book.exemptions.filter { $0.name == person.name }
    isPartyMember = task.book.partyMembers.contains(person.name)
    rest = task.book.limits.restHoursAfterNight
  }

  /// What keeps them from a shift whatever else is planned.
  func hindrance(for shift: WantedShift) -> PlanHindrance? {
    let pattern = shift.pattern
    guard pattern.roles.contains(person.role) else { return .role }
    if let exemption = exemptions.first(where: { $0.kinds.contains(pattern.kind) }) {
      return .exempt(exemption.reason)
    }
    let (start, end) = (shift.start, shift.end)
    if let absence = absences.first(where: {
      $0.kind.isBinding && $0.covers(pattern.kind, from: start, until: end)
    }) {
      return .absent(absence.kind)
    }
    for other in own {
      if let clash = PlanGrid.clash(
        (start, end, pattern.kind), (other.start, other.end, other.kind), rest: rest)
      {
        return clash
      }
    }
    return nil
  }

  /// How unwelcome a shift is: below zero when they would like to stand it.
  func burden(of shift: WantedShift) -> Int {
    let (kind, start, end) = (shift.pattern.kind, shift.start, shift.end)
    var burden = 0
    if kind == .nightPatrol, partnersAway.contains(where: { $0.touches(from: start, until: end) }) {
      burden += PlanGrid.Weight.pair
    }
    let wishes = absences.filter { !$0.kind.isBinding && $0.covers(kind, from: start, until: end) }
    if wishes.contains(where: { $0.kind == .avoid }) {
      burden += PlanGrid.Weight.avoided
    } else if burden == 0, wishes.contains(where: { $0.kind == .prefer }) {
      burden = -1
    }
    return burden
  }
}
