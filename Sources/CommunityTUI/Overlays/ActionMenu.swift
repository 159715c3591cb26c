import CoreModel
import Store
import TerminalKit

/// 「可做的事」: what applies to the selected request, and why the rest does not.
struct ActionMenu: Sendable {
  /// The menu.
  var menu: Menu
  /// The request that it was opened for.
  var request: RequestID?
}

extension AppState {
  /// Opens the menu for what is selected: a request, a group, or a pane.
  mutating func openActions(by key: Key?) -> [Effect] {
    if screen == .groups || (screen == .workbench && focus == .groups) {
      return showRequestsOfSelectedGroup()
    }
    if screen == .workbench, focus == .hotline { return go(to: .hotline) }
    if screen.isBoard, let effects = openBoardEntry(by: key) { return effects }
    if !marks.isEmpty, activeRequestPane != nil { return beginJoint(.menu, marks.ids) }
    guard selectedRow != nil else {
      say(activeRequestPane == nil ? "值班表在这里看；按 Tab 到诉求" : "这里没有诉求。按 n 登记新诉求")
      return []
    }
    if let effects = waitForDetail(key) { return effects }
    overlays.append(
      .actions(
        ActionMenu(
          menu: Menu(title: "可做的事", items: actionItems, hasDigits: false), request: selectedRow?.id)
      ))
    return []
  }

  /// Steps that can be done first, in the order of a request's life; then those that cannot, with why. What is
  /// owed next comes before all; a ticket's own steps come first, and what is no ticket has none.
  private var actionItems: [MenuItem] {
    let all = DeskCommand.all.filter { $0.scope == .request }
    let next = all.filter { $0.id == .next }
    let ofTickets = selectedRow?.hotlineNumber == nil ? [] : all.filter(\.isOfTickets)
    let commands = next + ofTickets + all.filter { !$0.isOfTickets && $0.id != .next }
    let items = commands.map { command in
      MenuItem(
        id: command.name, key: command.keys.first, title: command.short,
        note: command.id == .next ? nextStepWords ?? command.long : command.long,
        disabledReason: disabledReason(command), isDanger: command.isDangerous,
        keywords: [PinyinInitials.of(command.short)])
    }
    return items.filter { $0.disabledReason == nil } + items.filter { $0.disabledReason != nil }
  }

  mutating func handle(_ event: InputEvent, in actions: ActionMenu) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var actions = actions
    let outcome = actions.menu.handle(key)
    replaceTop(with: .actions(actions))
    return finish(outcome, of: actions.request)
  }

  // MARK: Palette

  /// Opens the palette with every command.
  mutating func openPalette() -> [Effect] {
    let items = DeskCommand.all.map { command in
      MenuItem(
        id: command.name, key: command.keys.first, title: command.short, note: command.long,
        disabledReason: disabledReason(command), isDanger: command.isDangerous,
        keywords: [PinyinInitials.of(command.short), PinyinInitials.of(command.long)])
    }
    overlays.append(.palette(Palette(items: items)))
    return []
  }

  mutating func handle(_ event: InputEvent, in palette: Palette) -> [Effect] {
    var palette = palette
    let outcome: MenuOutcome
    switch event {
    case .key(let key): outcome = palette.handle(key)
    case .paste(let text, _): outcome = palette.paste(Sanitizer.line(text))
    default: return []
    }
    replaceTop(with: .palette(palette))
    return finish(outcome)
  }

  /// Closes a menu of commands and gives the one that was chosen; what is meant for a request is
  /// given to that one only.
  private mutating func finish(_ outcome: MenuOutcome, of request: RequestID? = nil) -> [Effect] {
    switch outcome {
    case .none: return []
    case .refused(let reason):
      say(reason, .warning)
      return []
    case .cancelled:
      closeTop()
      return []
    case .chosen(let name):
      closeTop()
      guard let command = DeskCommand.all.first(where: { $0.name == name }) else { return [] }
      if let request, !isStillSelected(request) { return [] }
      return run(command.id, by: command.keys.first)
    }
  }
}
