import CoreModel

/// The roster around a moment: fifteen days back, fifteen from today on.
enum DemoRoster {
  /// Days before today that it begins.
  static let daysBack = 15
  /// Days that it covers.
  static let days = 30

  /// All shifts, in the order of their start.
  static func shifts(
    staff: DemoStaff, neighborhood: NeighborhoodID, around now: Instant,
    using random: inout SplitMix64
  ) -> [Shift] {
    var shifts: [Shift] = []
    for offset in 0..<days {
      let day = now.day.adding(days: offset - daysBack)
      func add(_ kind: ShiftKind, _ from: Int, _ to: Int, _ people: [Person], _ note: String = "") {
        shifts.append(
          Shift(
            id: Identifier<Shift>.timeOrdered(at: day.at(minute: from), using: &random),
            neighborhood: neighborhood, start: day.at(minute: from), end: day.at(minute: to),
            kind: kind, people: people.map(\.id), note: note))
      }
      let head = staff.directors[day.number % staff.directors.count]
      switch WorkingCalendar.shipped.kind(of: day) {
      case .working:
        add(
          .day, 8 * 60 + 30, 17 * 60 + 30,
          [staff.officer(of: day), staff.officer(of: day, shift: 4)])
        add(.noon, 11 * 60 + 30, 13 * 60, [staff.officer(of: day, shift: 2)])
        add(.evening, 17 * 60 + 30, 20 * 60, [staff.officer(of: day, shift: 1)], "错时服务至20:00")
      case .rest:
        add(.weekend, 9 * 60, 17 * 60, [head, staff.officer(of: day)], "主任带班")
      case .holiday:
        add(.holiday, 9 * 60, 17 * 60, [staff.secretary, staff.officer(of: day)], "书记带班")
      }
      let grids = staff.gridWorkers
      add(
        .nightPatrol, 20 * 60, 22 * 60,
        [
          staff.officer(of: day, shift: 3), grids[day.number % grids.count],
          grids[(day.number + 1) % grids.count],
        ], "五必查")
    }
    return shifts
  }
}
