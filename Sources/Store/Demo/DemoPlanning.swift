import CoreModel

/// 请假与意愿 of the demonstration: somebody on leave, somebody at a course, two wishes.
enum DemoPlanning {
  /// All of them, around a moment.
  static func absences(
    staff: DemoStaff, around now: Instant, using random: inout SplitMix64
  ) -> [Absence] {
    let officers = staff.officers
    guard officers.count > 2, let grid = staff.gridWorkers.first else { return [] }
    let today = now.day
    func make(
      _ person: Person, _ kind: AbsenceKind, _ first: Int, _ last: Int, weekdays: Set<Int> = [],
      part: DayPart = .whole, shifts: Set<ShiftKind> = [], _ reason: String
    ) -> Absence {
      Absence(
        id: .timeOrdered(at: now, using: &random), person: person.id, kind: kind,
        first: today.adding(days: first), last: today.adding(days: last), weekdays: weekdays,
        part: part, shifts: shifts, reason: reason)
    }
    return [
      make(officers[1], .leave, 16, 20, "年假"),
      make(grid, .away, 18, 19, part: .night, "消防培训"),
      make(officers[2], .avoid, 0, 60, weekdays: [3], shifts: [.evening, .nightPatrol], "孩子上课"),
      make(officers[0], .prefer, 0, 60, weekdays: [5], shifts: [.nightPatrol], ""),
    ]
  }
}

extension DeskStore {
  /// Keeps the absences of the demonstration.
  func installPlanning(of demonstration: DemoNeighborhood) throws(StoreError) {
    let scope = demonstration.directory.neighborhood.id
    var random = SplitMix64(seed: 0x504C_414E)
    let absences = DemoPlanning.absences(
      staff: demonstration.staff, around: demonstration.now, using: &random)
    try change { db in
      let roll = try self.roll(of: scope, db)
      try self.keep(
        absences, by: Actor(demonstration.staff.secretary), at: demonstration.now, roll, db)
    }
  }
}
