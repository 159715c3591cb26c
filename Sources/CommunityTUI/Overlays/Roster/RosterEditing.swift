import CoreModel
import Store
import TerminalKit

/// Changing the roster from the 值班 screen.
extension AppState {
  /// A shift that is shown, as it is now.
  func knownShift(_ id: String) -> Shift? {
    roster.shown?.shifts.first { $0.id.text == id }
  }

  /// 可做的事 of the selected cell.
  mutating func openRosterActions() -> [Effect] {
    guard let session, let cell = rosterGrid?.selected, roster.shown != nil else { return [] }
    let refusal = DeskChange.refusal(
      toChange: "排班", by: session.actor, allowed: Permissions.ruling)?.message
    var items: [MenuItem] = []
    for shift in cell.shifts {
      let name = "\(shift.kind.title) \(shift.hoursText)"
      let names = shift.people.map(session.directory.name(of:)).joined(separator: "、")
      let isOver = shift.end <= now ? "已经过去的班次是记录，不能再改" : nil
      let hasBegun = shift.start <= now ? "已经开始的班次不能换班、不能取消；可以修改人和结束时间" : nil
      items += [
        MenuItem(
          id: "change \(shift.id.text)", title: "修改 \(name)", note: names,
          disabledReason: isOver ?? refusal),
        MenuItem(
          id: "swap \(shift.id.text)", title: "换班 \(name)", note: "请别人换或者替",
          disabledReason: isOver ?? hasBegun),
        MenuItem(
          id: "cancel \(shift.id.text)", title: "取消 \(name)", note: "从值班表上去掉",
          disabledReason: isOver ?? hasBegun ?? refusal, isDanger: true),
      ]
    }
    items += [
      MenuItem(
        id: "add", title: "添加一个班次", note: "补缺岗、临时加班",
        disabledReason: cell.day < now.day ? "已经过去的日子不能再排班" : refusal),
      MenuItem(id: "swaps", title: "换班一览", note: "等答复的和最近的"),
      MenuItem(id: "hours", title: "工时", note: "这\(roster.span.title)每个人值了多少"),
    ]
    let title =
      "\(cell.day.dateText(relativeTo: now.day)) \(cell.day.weekdayText) 可做的事"
    overlays.append(.roster(.menu(Menu(title: title, items: items), .actions)))
    return []
  }

  /// Does what was chosen there.
  mutating func takeRosterAction(_ id: String, by key: Key) -> [Effect] {
    switch id {
    case "add": return addToRoster()
    case "swaps": return openSwaps()
    case "hours": return openHours()
    default: break
    }
    let words = id.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, let step = RosterStep(rawValue: words[0]),
      let shift = knownShift(words[1])
    else { return [] }
    return take(step, on: shift, by: key)
  }

  /// Does something to the shift of the selected cell; asks which when there are several.
  mutating func begin(_ step: RosterStep, by key: Key?) -> [Effect] {
    guard let session, let cell = rosterGrid?.selected, roster.shown != nil else { return [] }
    let open = cell.shifts.filter { $0.end > now }
    guard let first = open.first else {
      if step == .change, cell.shifts.isEmpty { return addToRoster() }
      say(cell.shifts.isEmpty ? "这一格没有班次；按 a 添加" : "已经过去的班次是记录，不能再改", .warning)
      return []
    }
    guard open.count > 1 else { return take(step, on: first, by: key) }
    let items = open.map { shift in
      MenuItem(
        id: shift.id.text, title: "\(shift.kind.title) \(shift.hoursText)",
        note: shift.people.map(session.directory.name(of:)).joined(separator: "、"))
    }
    overlays.append(
      .roster(.menu(Menu(title: "\(step.title)哪一个班次", items: items), .shift(step))))
    return []
  }

  /// Does something to a shift.
  mutating func take(_ step: RosterStep, on shift: Shift, by key: Key?) -> [Effect] {
    switch step {
    case .change: return openSettingsForm(.shift(shift, day: shift.start.day))
    case .cancel: return askToCancel(shift, by: key)
    case .swap: return beginSwap(of: shift)
    }
  }

  /// Opens the form of a new shift with what the cell asks for.
  mutating func addToRoster() -> [Effect] {
    guard let session, let grid = rosterGrid, let cell = grid.selected else { return [] }
    guard cell.day >= now.day else {
      say("已经过去的日子不能再排班", .warning)
      return []
    }
    var kind = ShiftKind.evening
    var people: [PersonID] = []
    switch cell.line {
    case .kind(let shown): kind = shown
    case .person(let id):
      people = [id]
      // What is missing that day, else what such a day needs.
      let missing = grid.state.problems.first { $0.day == cell.day && $0.isGap && $0.end > now }
      if case .gap(let gap) = missing { kind = gap.need.pattern.kind }
    }
    let calendar = session.rules.deadlines.calendar
    let gap = grid.state.problems.compactMap { problem -> RosterGap? in
      guard case .gap(let gap) = problem, gap.need.day == cell.day, gap.end > now,
        gap.need.pattern.kind == kind
      else { return nil }
      return gap
    }.first
    let need = session.dutyBook.needs(on: cell.day, in: calendar).first { $0.pattern.kind == kind }
    let usual = grid.usualHours(of: kind) ?? (1050, 1200)
    var random = SystemRandomNumberGenerator()
    let shift = Shift(
      id: .timeOrdered(at: now, using: &random), neighborhood: session.scope,
      start: gap?.start ?? need?.start ?? cell.day.at(minute: usual.start),
      end: gap?.end ?? need?.end ?? cell.day.at(minute: usual.end), kind: kind, people: people,
      note: need?.pattern.note ?? "")
    return openSettingsForm(.newShift(shift))
  }

  /// Asks before a shift is taken off the roster.
  mutating func askToCancel(_ shift: Shift, by key: Key?) -> [Effect] {
    guard let session else { return [] }
    let change = DeskChange.deleteShift(shift)
    do {
      _ = try change.checked(in: session.directory, by: session.actor, at: now)
    } catch {
      say(error.message, .warning)
      return []
    }
    overlays.append(
      .confirm(
        Question(
          confirm: Confirm(
            title: "取消班次",
            body: [
              "\(shift.start.day.dateText(relativeTo: now.day)) \(shift.hoursText) \(shift.kind.title)",
              shift.people.map(session.directory.name(of:)).joined(separator: "、"),
            ], confirmLabel: "取消这个班次", cancelLabel: "保留", confirmKey: Key("y"), trigger: key),
          action: .change(change))))
    return []
  }
}
