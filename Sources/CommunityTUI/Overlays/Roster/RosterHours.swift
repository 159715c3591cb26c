import CoreModel
import Store
import TerminalKit

/// 工时: what each person stands and has stood in the days shown.
struct RosterHours {
  /// One person's.
  struct Entry: Sendable {
    let person: PersonID
    /// Shifts on the roster.
    var shifts = 0
    /// Evenings and patrols among them.
    var nights = 0
    /// Days off among them.
    var daysOff = 0
    /// Minutes on the roster.
    var planned = 0
    /// Minutes on the roster that are over.
    var past = 0
    /// Minutes between signing in and out, standing in for others included.
    var signed = 0
    /// Times that they did not sign in.
    var unsigned = 0
  }

  /// Everybody who stands something, in the order of the directory.
  let entries: [Entry]

  init(
    _ shifts: [Shift], attendance: [Attendance], directory: CoreModel.Directory, now: Instant
  ) {
    var found: [PersonID: Entry] = [:]
    let ids = Set(shifts.map(\.id))
    for one in attendance where ids.contains(one.id) {
      for person in one.everybody {
        var entry = found[person] ?? Entry(person: person)
        entry.signed += one.minutes(of: person, until: now)
        if one.shift.people.contains(person), one.standing(of: person, at: now) == .absent {
          entry.unsigned += 1
        }
        found[person] = entry
      }
    }
    for shift in shifts {
      for person in shift.people {
        var entry = found[person] ?? Entry(person: person)
        entry.shifts += 1
        entry.planned += shift.minutes
        if shift.end <= now { entry.past += shift.minutes }
        if shift.kind.isNight { entry.nights += 1 }
        if shift.kind == .weekend || shift.kind == .holiday { entry.daysOff += 1 }
        found[person] = entry
      }
    }
    let order = directory.people.map(\.id)
    let others = found.keys.filter { directory.person($0) == nil }.sorted()
    entries = (order + others).compactMap { found[$0] }
  }
}

extension AppState {
  /// Opens 工时 of the days shown.
  mutating func openHours() -> [Effect] {
    guard let session, let board = roster.shown else { return [] }
    let shifts = board.shifts.filter {
      roster.first <= $0.start.day && $0.start.day <= roster.last
    }
    let hours = RosterHours(
      shifts, attendance: board.attendance, directory: session.directory, now: now)
    func row(_ cells: [String], _ style: Style) -> DetailLine {
      let widths = [8, 4, 4, 8, 8, 8, 8, 6]
      return .text(
        [
          Span(
            zip(cells, widths).enumerated().map { index, cell in
              TextLayout.pad(cell.0, columns: cell.1, align: index == 0 ? .left : .right)
            }.joined(separator: "  "), style)
        ])
    }
    var lines = [row(["姓名", "班次", "夜班", "周末节假", "排班", "已过去", "签到", "没签到"], Style(.title))]
    lines += hours.entries.map { entry in
      row(
        [
          session.directory.name(of: entry.person), "\(entry.shifts)", "\(entry.nights)",
          "\(entry.daysOff)", RosterTable.hours(entry.planned), RosterTable.hours(entry.past),
          RosterTable.hours(entry.signed),
          entry.unsigned > 0 ? "\(entry.unsigned)次" : "—",
        ], .text)
    }
    if hours.entries.isEmpty {
      lines = [.text([Span("这\(roster.span.title)还没有排班", Style(.muted))])]
    }
    lines += [
      .blank, .text([Span("夜班是错时和夜巡；「排班」「已过去」按班次的起止时间，「签到」按签到到签退，替别人值的也算。", Style(.muted))]),
    ]
    let today = now.day
    let title =
      "工时 \(roster.first.dateText(relativeTo: today))–\(roster.last.dateText(relativeTo: today))"
    overlays.append(
      .reading(ReadingView(title: title, view: DetailView(lines, glyphs: look.glyphs))))
    return []
  }
}
