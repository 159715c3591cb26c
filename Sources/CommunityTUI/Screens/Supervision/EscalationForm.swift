import CoreModel
import Store
import TerminalKit

/// The fields of 督办层级.
enum EscalationForm {
  /// The text.
  static let text = "text"
}

/// 督办层级: the text that staff edit, and what it tells the person who sits here.
extension AppState {
  /// What rings or was told, all of it.
  var reminderCount: Int { reminders.list.total + supervision.told.count }

  /// The 居民区 of the request that is selected in 督办 and is not of this one; nil where none is.
  var elsewhere: String? {
    guard screen == .supervision, supervision.row == nil else { return nil }
    return supervision.selectedRow?.neighborhood.name
  }

  /// Opens the text of 督办层级.
  mutating func openEscalationLevels() -> [Effect] {
    guard let session else { return [] }
    let allowed = Permissions.ruling + [.supervisor]
    guard allowed.contains(session.actor.role) else {
      let names = allowed.map(\.title).joined(separator: "、")
      say("督办层级由\(names)改，您现在是\(session.actor.role.title)；按 7 再按 V 可以看", .warning)
      return []
    }
    let text = session.rules.escalation.text
    let form = Form(
      title: "督办层级 · \(session.directory.neighborhood.name)",
      fields: [
        .area(
          EscalationForm.text, "层级", value: text + "\n",
          help: "一行一条：办结 后1工作日 主任。同一件事每条只提醒一次，那时不在班的上班以后再提醒",
          limit: EscalationBook.longestText, rows: max(4, min(18, size.rows - 9)))
      ], submitLabel: "保存")
    return openSheet(.supervision(.levels(seen: text)), form)
  }

  /// Takes in what 督办层级 told the person; what is new rings.
  mutating func install(told items: [EscalationItem], isMore: Bool) -> [Effect] {
    guard session != nil else { return [] }
    let known = Set(supervision.told.map(\.notice))
    let new = items.filter { !known.contains($0.notice) }
    let isFirst = !supervision.hasAskedTold
    supervision.told = items
    supervision.hasAskedTold = true
    refreshReminders()
    var effects: [Effect] = isMore ? [.supervision(.tell)] : []
    guard let first = new.first else { return effects }
    bell = true
    let others = new.count > 1 ? "等 \(new.count) 件" : ""
    let what = "督办提醒：\(first.row.number) \(first.notice.level)\(others)"
    if toast == nil { say("\(what)。按 B 看和确认", .danger) }
    if !isFirst { effects.append(.notify(title: "居委值班台督办提醒", body: what)) }
    return effects
  }

  /// A line of 提醒.
  func toldItem(_ item: EscalationItem) -> MenuItem {
    let place = session.map { Privacy.masked($0.directory.label(of: item.row.place)) } ?? ""
    let words = TextLayout.clip(
      Privacy.masked(item.row.text), columns: max(16, size.columns / 2 - 18))
    let late = item.row.obligation.map { Words.deadline($0.dueAt, at: now) } ?? ""
    return MenuItem(
      id: EscalationForm.toldPrefix + item.row.id.text + " " + item.notice.level,
      title: "督办 \(item.notice.level)",
      note: [late, place, words].filter { !$0.isEmpty }.joined(separator: " · "), isDanger: true)
  }

  /// The request that the selected line of 提醒 was told about; nil where it is a reminder of another kind.
  func toldRequest(of menu: Menu) -> RequestID? {
    guard let id = menu.selectedItem?.id, id.hasPrefix(EscalationForm.toldPrefix) else {
      return nil
    }
    let name = id.dropFirst(EscalationForm.toldPrefix.count).prefix { $0 != " " }
    return supervision.told.first { $0.row.id.text == name }?.row.id
  }
}

extension EscalationForm {
  /// Before the identities of lines that were told.
  static let toldPrefix = "told:"
}
