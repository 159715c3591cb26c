/// 排班: makes a plan of a task. Pure: no clock, no chance.
package enum Planner {
  /// The plan. The hard rules (role, 不排, 请假, overlap, rest, nights a week, days in a row, 党员) always hold;
  /// within them as much as possible is filled, then the burdens are shared out evenly, then AB角 and wishes are met.
  package static func plan(_ task: PlanTask) -> RosterPlan {
    let grid = PlanGrid(task)
    var best: (state: PlanState, score: Score)?
    var inVain = 0
    for attempt in 0..<mostAttempts {
      var state = PlanState(grid, attempt: attempt)
      state.fill()
      state.balance()
      if state.fillGaps() { state.balance() }
      state.soften()
      let score = Score(state)
      if let known = best, known.score <= score {
        inVain += 1
      } else {
        best = (state, score)
      }
      if let best, best.score.isSettled || inVain >= 2 { break }
    }
    return PlanReport(best?.state ?? PlanState(grid, attempt: 0)).plan
  }

  /// Where rules are tight, the order of asking matters; so many orders are tried.
  static let mostAttempts = 8

  /// How good a plan is; less is better.
  struct Score: Comparable {
    /// Places that nobody fills, and could be filled as far as is known.
    let gaps: Int
    /// By how much spreads are above 1.
    let excess: Int
    /// The sum of the squares of the burdens.
    let squares: Int
    /// Wishes and AB角 that are not met.
    let unwelcome: Int
    /// Whether nothing better can be hoped for.
    let isSettled: Bool

    init(_ state: PlanState) {
      let grid = state.grid
      let open = grid.slots.indices.filter { state.owner[$0] < 0 }
      gaps = open.count
      let loads = DutyLoad.allCases.filter(\.isBurden).map(\.rawValue)
      excess = loads.reduce(0) { $0 + max(0, state.spread(of: $1) - 1) }
      squares = loads.reduce(0) { sum, load in
        state.candidates(for: load).reduce(sum) {
          $0 + state.total($1, load) * state.total($1, load)
        }
      }
      unwelcome = grid.slots.indices.reduce(0) {
        $0 + (state.owner[$1] >= 0 ? state.burden($1, of: state.owner[$1]) : 0)
      }
      let areHopeless = open.allSatisfy { slot in
        !grid.people.indices.contains { state.may($0, slot) }
      }
      isSettled = areHopeless && loads.allSatisfy { state.isFairest($0) }
    }

    static func < (a: Score, b: Score) -> Bool {
      (a.gaps, a.excess, a.squares, a.unwelcome) < (b.gaps, b.excess, b.squares, b.unwelcome)
    }

    static func == (a: Score, b: Score) -> Bool {
      (a.gaps, a.excess, a.squares, a.unwelcome) == (b.gaps, b.excess, b.squares, b.unwelcome)
    }
  }
}
