import CoreModel
import Store

@testable import CommunityTUI

extension Invented {
  /// A week with what there is to see: a gap, somebody in two places, and shifts that are over, on and to come.
  static let week: [Shift] = {
    var shifts: [Shift] = []
    func add(
      _ kind: ShiftKind, _ day: Int, _ from: Int, _ to: Int, _ people: [Person], _ note: String = ""
    ) {
      let date = now.day.adding(days: day)
      shifts.append(
        Shift(
          id: Identifier("w\(shifts.count + 1)"), neighborhood: scope,
          start: date.at(minute: from), end: date.at(minute: to), kind: kind,
          people: people.map(\.id), note: note))
    }
    for day in -4...0 {
      add(.day, day, 510, 1050, [wang, chen])
      add(.noon, day, 690, 780, [ding])
      add(.evening, day, 1050, 1200, [day % 2 == 0 ? wang : chen], "错时服务至20:00")
    }
    add(.weekend, 1, 540, 960, [chen], "书记带班")
    for day in -4...1 { add(.nightPatrol, day, 1200, 1320, [ding, wang, chen]) }
    // 王芳 is written down for two places on Saturday night.
    add(.evening, 1, 1140, 1260, [wang])
    add(.nightPatrol, 2, 1320, 1560, [ding])
    return shifts
  }()
}

extension InventedStore {
  /// Looks at a change among the shifts that are answered to the roster's readings, else among its own.
  func examined(_ change: DeskChange, by session: AppState.Session) -> [Message] {
    let days = change.savedShifts.flatMap { [$0.start.day, $0.end.day] }
    guard let first = days.min(), let last = days.max() else { return [] }
    var board = RosterBoard(first: first, last: last, shifts: roster)
    for case .rosterNews(.board(let known)) in answer(
      .roster(.load(session.scope, from: first, through: last)))
    { board = known }
    let problems = RosterProblems(
      shifts: board.shifts, leaves: board.leaves, directory: session.directory,
      book: session.dutyBook, calendar: session.rules.deadlines.calendar
    ).found(of: change.savedShifts)
    return [.rosterNews(.examined(change, problems))]
  }

  /// Answers the roster's readings from the shifts and swaps it holds.
  static func rosterAnswer(
    _ shifts: [Shift], swaps: [Swap] = [], leaves: [RosterLeave] = []
  ) -> @Sendable (Effect) -> [Message] {
    { effect in
      guard case .roster(let effect) = effect else { return [] }
      let now = Invented.now
      switch effect {
      case .load(_, let first, let last):
        let shown = shifts.filter {
          $0.start.day >= first.adding(days: -1) && $0.start.day <= last.adding(days: 1)
        }
        return [
          .rosterNews(
            .board(
              RosterBoard(first: first, last: last, shifts: shown, leaves: leaves, swaps: swaps)))
        ]
      case .loadSwapChoices(_, let shift, let giver):
        let facts = SwapFacts(
          shifts: shifts, directory: Invented.directory, book: .standard, calendar: .shipped)
        let orders = Swap.choices(of: shift, from: giver, at: now, in: facts)
        return [.rosterNews(.swapChoices(orders, shift, from: giver))]
      case .loadSwaps: return [.rosterNews(.swaps(swaps))]
      case .ask(let order):
        let record = DutyRecord(
          version: 1, at: now, actor: order.giver, event: SwapEvent.asked(order))
        return Swap(id: Identifier("new"), records: [record]).map { [.rosterNews(.swapped($0))] }
          ?? []
      case .answer, .examine: return []
      }
    }
  }
}
