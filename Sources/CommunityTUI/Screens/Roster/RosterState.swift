import CoreModel
import Store

/// What the 值班 screen shows and where its selection is.
struct RosterState: Sendable {
  /// How many days are shown.
  enum Span: Sendable, Equatable {
    case week, month

    /// The word for it.
    var title: String { self == .week ? "周" : "月" }
  }

  /// What its lines are.
  enum Arrangement: Sendable, Equatable {
    case byShift, byPerson

    /// The word for it.
    var title: String { self == .byShift ? "按班次" : "按人" }
  }

  /// One line: a kind of shift, or a person.
  enum Line: Hashable, Sendable {
    case kind(ShiftKind)
    case person(PersonID)
  }

  /// How many days are shown.
  var span = Span.week
  /// What its lines are.
  var arrangement = Arrangement.byShift
  /// The selected day; the days shown are those of its week or month.
  var day: Day
  /// The selected line; nil for the first.
  var line: Line?
  /// The first line that is shown.
  var top = 0
  /// What was last read; may still be that of other days.
  var board: RosterBoard?
  /// Swaps that wait for an answer, whenever their shifts are.
  var waiting: [Swap] = []
  /// Who is on leave today, whatever days are shown.
  var leaves: [RosterLeave] = []
  /// What is wrong with it.
  var problems: [RosterProblem] = []

  /// Begins at a day.
  init(day: Day) { self.day = day }

  /// The first day shown.
  var first: Day {
    switch span {
    case .week: day.adding(days: 1 - day.weekday)
    case .month: day.firstOfMonth
    }
  }

  /// The last day shown.
  var last: Day {
    switch span {
    case .week: first.adding(days: 6)
    case .month: first.firstOfNextMonth.adding(days: -1)
    }
  }

  /// The days shown.
  var days: [Day] { (first.number...last.number).map { Day(number: $0) } }

  /// What was read of the days shown; nil while they are on their way.
  var shown: RosterBoard? {
    board.flatMap { $0.first == first && $0.last == last ? $0 : nil }
  }
}

extension Day {
  /// The first day of its month.
  var firstOfMonth: Day { adding(days: 1 - components.day) }

  /// The first day of the month behind.
  var firstOfNextMonth: Day { firstOfMonth.adding(days: 31).firstOfMonth }

  /// The same day of another month, or its last one.
  func adding(months: Int) -> Day {
    let (year, month, day) = components
    let count = year * 12 + month - 1 + months
    for date in stride(from: day, through: 28, by: -1) {
      if let found = Day(year: count / 12, month: count % 12 + 1, day: date) { return found }
    }
    return Day(year: count / 12, month: count % 12 + 1, day: min(day, 28)) ?? self
  }
}

extension AppState.Session {
  /// 值班规则 of the desk.
  var dutyBook: DutyBook { rules.dutyBook }
}
