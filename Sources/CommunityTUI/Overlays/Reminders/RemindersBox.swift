import CoreModel
import Store
import TerminalKit

/// 提醒: what rings and nobody has acknowledged.
struct RemindersBox: Sendable {
  /// The list.
  var menu: Menu
}

/// What the console knows of the desk's reminders.
struct ReminderState: Sendable, Equatable {
  /// What nobody has acknowledged.
  var list = ReminderList()
  /// Whether the list was read once.
  var isLoaded = false
  /// What has rung here.
  var rung: Set<Key> = []
  /// When it last rang here.
  var lastRing: Instant?

  /// One reminder of one request.
  struct Key: Hashable, Sendable {
    var request: RequestID
    var reminder: Reminder
  }
}

extension AppState {
  /// Opens the list of reminders.
  mutating func openReminders() -> [Effect] {
    guard reminderCount > 0 else {
      say("现在没有要确认的提醒")
      return []
    }
    overlays.append(.reminders(RemindersBox(menu: remindersMenu())))
    return []
  }

  private func remindersMenu(selecting id: String? = nil) -> Menu {
    let told = supervision.told.map(toldItem)
    let items =
      told
      + reminders.list.items.map { item in
        let place = session.map { Privacy.masked($0.directory.label(of: item.row.place)) } ?? ""
        let words = TextLayout.clip(
          Privacy.masked(item.row.text), columns: max(16, size.columns / 2 - 8))
        return MenuItem(
          id: item.row.id.text,
          title: "\(item.reminder.level.title) \(left(of: item))",
          note: [item.reminder.obligation.title, place, words].filter { !$0.isEmpty }
            .joined(separator: " · "), isDanger: item.reminder.level == .overdue)
      }
    let more = reminderCount - items.count
    var menu = Menu(
      title: "提醒 \(reminderCount) 件" + (more > 0 ? "（列出 \(items.count) 件）" : ""),
      items: items,
      hasDigits: false)
    if let id { menu.select(id) }
    return menu
  }

  mutating func handle(_ event: InputEvent, in box: RemindersBox) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var box = box
    let selected = reminders.list.items.first { $0.row.id.text == box.menu.selectedItem?.id }
    switch CommandKeys.normalise(key) ?? key {
    case Key("a"), Key(" "):
      if let told = toldRequest(of: box.menu) { return [.supervision(.see([told]))] }
      return selected.map { acknowledge([$0]) } ?? []
    case Key("A"):
      let told = Set(supervision.told.map(\.row.id)).sorted { $0.text < $1.text }
      return (told.isEmpty ? [] : [.supervision(.see(told))])
        + (reminders.list.items.isEmpty ? [] : acknowledge(reminders.list.items))
    default: break
    }
    let toldRequest = toldRequest(of: box.menu)
    let outcome = box.menu.handle(key)
    replaceTop(with: .reminders(box))
    switch outcome {
    case .none, .refused: return []
    case .cancelled:
      closeTop()
      return []
    case .chosen:
      closeTop()
      return (toldRequest ?? selected?.row.id).map { show($0) } ?? []
    }
  }

  /// Selects a request in the queue, whatever the list showed.
  private mutating func show(_ id: RequestID) -> [Effect] {
    screen = .workbench
    focus = .requests
    apply(ViewDefinition(base: .open), named: nil, in: .queue)
    markSeen()
    return resizeLists() + [reload(.queue, selecting: id)]
  }

  private mutating func acknowledge(_ items: [ReminderList.Item]) -> [Effect] {
    guard let session else { return [] }
    let allowed = Permissions.roles(for: .acknowledge)
    guard allowed.contains(session.actor.role) else {
      say(
        Refusal.notPermitted(.acknowledge, role: session.actor.role, allowed: allowed).message,
        .warning)
      return []
    }
    return [
      .acknowledge(items.map { ReminderState.Key(request: $0.row.id, reminder: $0.reminder) })
    ]
  }

  /// After reminders were acknowledged here.
  mutating func finishAcknowledging(_ count: Int) -> [Effect] {
    say("已确认 \(count) 条提醒，别的值班台也不再响；时限没有变", .success)
    return loadBoards()
  }

  /// `还有 4分`, `超 12分`.
  private func left(of item: ReminderList.Item) -> String {
    let seconds = item.reminder.dueAt.seconds(since: now)
    return "\(seconds < 0 ? "超" : "还有") \(durationText(seconds: seconds))"
  }

  // MARK: Ringing

  /// Takes in what rings now. What is new rings at once; what was there when the console was opened is shown,
  /// and rings with the next turn.
  mutating func install(_ list: ReminderList) -> [Effect] {
    guard session != nil else { return [] }
    let keys = Set(
      list.items.map { ReminderState.Key(request: $0.row.id, reminder: $0.reminder) })
    let new = list.items.filter {
      !reminders.rung.contains(ReminderState.Key(request: $0.row.id, reminder: $0.reminder))
    }
    let isFirst = !reminders.isLoaded
    reminders.list = list
    reminders.isLoaded = true
    reminders.rung = keys
    refreshReminders()
    if isFirst {
      reminders.lastRing = now
      bell = !list.items.isEmpty
      return []
    }
    return new.isEmpty ? [] : ring(new)
  }

  /// What nobody acknowledged rings again.
  mutating func ringAgain() -> [Effect] {
    // While nobody has signed in, nothing is read: what is known may be over.
    guard session != nil, !reminders.list.items.isEmpty, let last = reminders.lastRing,
      now >= last.adding(minutes: ReminderRules.repeatMinutes)
    else { return [] }
    return ring(reminders.list.items)
  }

  private mutating func ring(_ items: [ReminderList.Item]) -> [Effect] {
    guard let first = items.first else { return [] }
    reminders.lastRing = now
    bell = true
    let what = "\(first.reminder.level.title) \(left(of: first))"
    let name = "\(first.row.number) \(first.reminder.obligation.title)"
    let others = reminders.list.total > 1 ? "，共 \(reminders.list.total) 件" : ""
    // News of what was just done, or why a key did nothing, is not covered.
    if toast == nil { say("提醒：\(name) \(what)\(others)。按 B 看和确认", .danger) }
    return [.notify(title: "居委值班台提醒", body: "\(name) \(what)\(others)")]
  }

  mutating func refreshReminders() {
    guard case .reminders(let box) = overlays.last else { return }
    if reminderCount == 0 { return closeTop() }
    let selected = box.menu.selectedItem?.id
    replaceTop(with: .reminders(RemindersBox(menu: remindersMenu(selecting: selected))))
  }
}
