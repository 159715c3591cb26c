package import CoreModel
internal import GRDB

/// What the 值班 screen and `juwei roster show` are made of.
package struct RosterBoard: Hashable, Sendable {
  /// The first day.
  package var first: Day
  /// The last day.
  package var last: Day
  /// Shifts of the days, and those of the days before and behind, which may touch them.
  package var shifts: [Shift]
  /// Who is not there.
  package var leaves: [RosterLeave]
  /// 换班 of these days, and those that wait for an answer.
  package var swaps: [Swap]
  /// 签到 of the shifts.
  package var attendance: [Attendance]

  /// Makes a board.
  package init(
    first: Day, last: Day, shifts: [Shift], leaves: [RosterLeave] = [], swaps: [Swap] = [],
    attendance: [Attendance] = []
  ) {
    self.first = first
    self.last = last
    self.shifts = shifts
    self.leaves = leaves
    self.swaps = swaps
    self.attendance = attendance
  }
}

extension DeskStore {
  /// The roster of some days with all that is drawn beside it, as it is at one moment.
  package func rosterBoard(
    of scope: NeighborhoodID, from first: Day, through last: Day
  ) throws(StoreError) -> RosterBoard {
    try look { db in
      try self.rosterBoard(from: first, through: last, try self.roll(of: scope, db), db)
    }
  }

  /// What would be wrong with shifts that are about to be saved, as the roster and 请假 are now.
  package func rosterProblems(
    of saved: [Shift], in scope: NeighborhoodID
  ) throws(StoreError) -> [RosterProblem] {
    let days = saved.flatMap { [$0.start.day, $0.end.day] }
    guard let first = days.min(), let last = days.max() else { return [] }
    return try look { db in
      let roll = try self.roll(of: scope, db)
      let rules = try self.rules(of: scope, db)
      let board = try self.rosterBoard(from: first, through: last, roll, db)
      return RosterProblems(
        shifts: board.shifts, leaves: board.leaves, directory: roll.directory,
        book: rules.duty.book, calendar: rules.deadlines.calendar
      ).found(of: saved)
    }
  }

  /// The same within a reading or a change that does more.
  func rosterBoard(
    from first: Day, through last: Day, _ roll: Roll, _ db: Database
  ) throws -> RosterBoard {
    let (before, behind) = (first.adding(days: -1), last.adding(days: 1))
    return RosterBoard(
      first: first, last: last,
      shifts: try shifts(from: before, through: behind, roll, db),
      leaves: try absences(of: roll, before, behind, db)
        .flatMap { $0.leaves(from: before, through: behind) },
      swaps: try swaps(from: first, through: last, roll, db),
      attendance: try DutyRecords(db: db, roll: roll).attendance(
        from: first.start, until: last.adding(days: 1).start))
  }
}
