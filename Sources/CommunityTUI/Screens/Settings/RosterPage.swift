import CoreModel
import Store
import TerminalKit

/// 班次 of one week.
struct RosterPage: Sendable {
  /// The first day shown.
  var monday: Day
  /// The shifts of the week, once they have been read.
  var shifts: [Shift]?
  /// The lines.
  var menu = Menu(items: [])

  /// Makes the lines anew, on the same one as far as it is still there.
  mutating func refresh(directory: Directory, now: Instant) {
    let selected = menu.selectedItem?.id
    let sunday = monday.adding(days: 6)
    let weeks = (monday.number - (now.day.number + 1 - now.day.weekday)) / 7
    let name = [0: "本周", 1: "下周", -1: "上周"][weeks].map { "（\($0)）" } ?? ""
    var items = [
      MenuItem(id: "pattern", title: "＋ 按周排班", note: "一行排一种，可以连排几周"),
      MenuItem(id: "one", title: "＋ 添加一个班次", note: "临时加班、替班"),
    ]
    items += (shifts ?? []).map { shift in
      let isOver = shift.end <= now
      let names = shift.people.map(directory.name(of:)).joined(separator: "、")
      let day = shift.start.day
      let end = shift.end.day > day ? "次日\(shift.end.clockText)" : shift.end.clockText
      return MenuItem(
        id: shift.id.text,
        title:
          "\(day.weekdayText) \(day.dateText(relativeTo: now.day)) \(shift.start.clockText)-\(end) \(shift.kind.title)",
        note: names + (shift.note.isEmpty ? "" : "（\(shift.note)）"),
        disabledReason: isOver ? "\(names)（已过去，是记录）" : nil)
    }
    menu = Menu(
      title:
        "班次 \(monday.dateText(relativeTo: now.day))–\(sunday.dateText(relativeTo: now.day))\(name)",
      items: items, hasDigits: false)
    if let selected { menu.select(selected) }
  }
}

extension AppState {
  /// Opens the roster at this week.
  mutating func openRoster() -> [Effect] {
    guard let session else { return [] }
    var page = RosterPage(monday: now.day.adding(days: 1 - now.day.weekday))
    page.refresh(directory: session.directory, now: now)
    overlays.append(.settings(.roster(page)))
    return loadOpenRoster()
  }

  /// Reads the week that is shown, wherever it lies under other boxes.
  func loadOpenRoster() -> [Effect] {
    guard let session else { return [] }
    for overlay in overlays.reversed() {
      if case .settings(.roster(let page)) = overlay {
        return [
          .loadRoster(session.scope, from: page.monday, through: page.monday.adding(days: 6))
        ]
      }
    }
    return []
  }

  /// Takes a week in.
  mutating func install(roster shifts: [Shift], from monday: Day) {
    guard let session else { return }
    for (index, overlay) in overlays.enumerated() {
      guard case .settings(.roster(var page)) = overlay, page.monday == monday else { continue }
      page.shifts = shifts
      page.refresh(directory: session.directory, now: now)
      overlays[index] = .settings(.roster(page))
    }
  }

  mutating func handle(_ event: InputEvent, in roster: RosterPage) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var roster = roster
    switch (CommandKeys.normalise(key) ?? key).code {
    case .left: return turn(roster, by: -1)
    case .right: return turn(roster, by: 1)
    case .delete, .character("x"): return askToDelete(roster, by: key)
    default: break
    }
    let outcome = roster.menu.handle(key)
    replaceTop(with: .settings(.roster(roster)))
    switch outcome {
    case .none: return []
    case .cancelled:
      closeTop()
      return []
    case .refused:
      say("已经过去的班次是记录，不能再改", .warning)
      return []
    case .chosen("pattern"): return openSettingsForm(.addPattern)
    case .chosen("one"):
      let isThisWeek = (0..<7).contains(now.day.number - roster.monday.number)
      return openSettingsForm(.shift(nil, day: isThisWeek ? now.day : roster.monday))
    case .chosen(let id):
      guard let shift = roster.shifts?.first(where: { $0.id.text == id }) else { return [] }
      return openSettingsForm(.shift(shift, day: shift.start.day))
    }
  }

  private mutating func turn(_ roster: RosterPage, by weeks: Int) -> [Effect] {
    guard let session else { return [] }
    var roster = roster
    roster.monday = roster.monday.adding(days: 7 * weeks)
    roster.shifts = nil
    roster.refresh(directory: session.directory, now: now)
    replaceTop(with: .settings(.roster(roster)))
    return loadOpenRoster()
  }

  private mutating func askToDelete(_ roster: RosterPage, by key: Key) -> [Effect] {
    guard let id = roster.menu.selectedItem?.id,
      let shift = roster.shifts?.first(where: { $0.id.text == id })
    else { return [] }
    return askToCancel(shift, by: key)
  }
}
