import CoreModel
import Store
import TerminalKit

/// The mouse is a convenience: everything it does can be done by key.
extension AppState {
  mutating func handle(_ mouse: MouseEvent) -> [Effect] {
    guard session != nil, typeAhead.wait == .nothing, let layout else { return [] }
    switch mouse.action {
    case .scrollUp: return overlays.isEmpty ? move(.lines(-3)) : handleInOverlay(.key(Key(.up)))
    case .scrollDown: return overlays.isEmpty ? move(.lines(3)) : handleInOverlay(.key(Key(.down)))
    case .press where mouse.button == .left && overlays.isEmpty:
      return click(at: mouse.position, layout: layout)
    default: return []
    }
  }

  private mutating func click(at position: Position, layout: DeskLayout) -> [Effect] {
    if layout.footer.contains(position) {
      // News covers the keys: a click on it takes it away and gives nothing.
      guard toast == nil else {
        toast = nil
        return []
      }
      guard let name = KeyBar(footerItems).item(at: position, in: layout.footer),
        let command = DeskCommand.all.first(where: { $0.name == name })
      else { return [] }
      return run(command.id, by: command.keys.first)
    }
    var effects: [Effect] = []
    if screen == .workbench,
      let pane = layout.panes.first(where: { $0.value.contains(position) })?.key, pane != focus
    {
      focus = pane
      effects = resizeLists() + selectionMoved()
    }
    if let pane = activeRequestPane, let parts = requestPaneLayout(pane) {
      if pane == .tickets, let session,
        let tab = InboxHead(state: self, session: session).tab(at: position, in: parts.head)
      {
        return effects + show(ticketState: tab.state)
      }
      let table = requestTable(pane, columns: parts.frame.columns)
      if let line = table.line(at: position, in: parts.table) { effects += move(.row(line)) }
    }
    return effects
  }
}
