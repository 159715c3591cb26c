package import CoreModel

/// A month of the roster as a table, people down and days across: what a spreadsheet program opens, and what
/// ``DeskStore/propose(directorySheet:sheet:in:by:at:)`` reads again.
package enum RosterSheet {
  /// Writes a file.
  /// - Throws: ``StoreError`` when there is a file already, or none can be made here; then nothing was written.
  package static func write(
    _ month: RosterMonth, to path: String, format: SheetFile.Format, replacing: Bool = false,
    at now: Instant
  ) throws(StoreError) {
    let file = try SheetFile(
      path, format: format, replacing: replacing, title: "\(month.title)值班表", at: now)
    do throws(StoreError) {
      try file.begin(
        ["姓名"] + month.days.map(RosterSheet.heading) + ["夜班", "双休节假", "合计", "小时"],
        below: [["\(month.neighborhood) \(month.title)值班表"], [month.legend]])
      for person in month.people { try file.write(cells(of: person, in: month)) }
      _ = try file.finish()
    } catch {
      file.abandon()
      throw error
    }
  }

  /// `1(日)`: the date, and the day of the week in parentheses.
  private static func heading(_ day: Day) -> String {
    "\(day.components.day)(\(day.weekdayText.dropFirst()))"
  }

  private static func cells(of person: Person, in month: RosterMonth) -> [SheetValue] {
    let tally = month.tally(of: person.id)
    func count(_ kinds: [ShiftKind]) -> SheetValue {
      SheetValue(kinds.reduce(0) { $0 + (tally.counts[$1] ?? 0) })
    }
    return [.text(person.name)]
      + month.days.map { day in
        let shifts = month.shifts(on: day).filter { $0.people.contains(person.id) }
        return SheetValue(
          shifts.map { month.cell(of: $0, for: person.id) }.joined(separator: "、"))
      } + [
        count(ShiftKind.allCases.filter(\.isNight)), count([.weekend, .holiday]),
        count(ShiftKind.allCases), .number(Double(tally.minutes) / 60),
      ]
  }
}

extension DeskStore {
  /// A month of the roster, ready to be handed around.
  /// - Throws: ``StoreError/invalidSetting(_:)`` for a month that there is not.
  package func rosterMonth(
    of scope: NeighborhoodID, year: Int, month: Int
  ) throws(StoreError) -> RosterMonth {
    guard let first = Day(year: year, month: month, day: 1) else {
      throw .invalidSetting("没有 \(year)年\(month)月 这个月")
    }
    let shifts = try shifts(of: scope, from: first, through: first.adding(days: 31))
    let found = RosterMonth(
      year: year, month: month, shifts: shifts, directory: try directory(of: scope),
      calendar: try rules(of: scope).deadlines.calendar)
    guard let found else { throw .invalidSetting("没有 \(year)年\(month)月 这个月") }
    return found
  }
}
