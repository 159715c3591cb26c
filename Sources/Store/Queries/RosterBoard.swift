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

  /// Makes a board.
  package init(first: Day, last: Day, shifts: [Shift], leaves: [RosterLeave] = []) {
    self.first = first
    self.last = last
    self.shifts = shifts
    self.leaves = leaves
  }
}

extension DeskStore {
  /// The roster of some days with all that is drawn beside it, as it is at one moment.
  package func rosterBoard(
    of scope: NeighborhoodID, from first: Day, through last: Day
  ) throws(StoreError) -> RosterBoard {
    try look { db in
      let roll = try self.roll(of: scope, db)
      return RosterBoard(
        first: first, last: last,
        shifts: try self.shifts(
          from: first.adding(days: -1), through: last.adding(days: 1), roll, db),
        leaves: try self.absences(of: roll, first.adding(days: -1), last.adding(days: 1), db)
          .flatMap { $0.leaves(from: first.adding(days: -1), through: last.adding(days: 1)) })
    }
  }
}
