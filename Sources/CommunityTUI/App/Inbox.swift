import CoreModel
import Store
import TerminalKit

/// 12345 收件箱: which of its states is shown.
extension AppState {
  /// 全部 and the states, in the order of the strip.
  static let ticketTabs: [TicketState?] = [nil] + TicketState.allCases

  /// The next state of the strip, or the one before; round and round.
  mutating func moveTicketState(by step: Int) -> [Effect] {
    let all = AppState.ticketTabs
    let index = all.firstIndex(of: tickets.filter.ticketState) ?? 0
    return show(ticketState: all[(index + step + all.count) % all.count])
  }

  /// Shows the open tickets at a state, or all of them; words and facets stay.
  mutating func show(ticketState: TicketState?) -> [Effect] {
    withRequestList(.tickets) { list in
      list.filter.ticketState = ticketState
      if ticketState != nil || !list.filter.view.isOpen { list.filter.view = .open }
      list.savedView = nil
    }
    return resizeLists() + [reload(.tickets)]
  }

  /// Lines above the list of a pane.
  func headRows(of pane: RequestPaneID) -> Int {
    guard pane == .tickets, let session else { return 0 }
    return InboxHead(state: self, session: session).rows
  }

  /// The table of a pane.
  func requestTable(_ pane: RequestPaneID, columns: Int) -> Table {
    let view = requestList(pane).filter.view
    return pane == .tickets
      ? TicketTable.table(glyphs: look.glyphs, view: view, columns: columns)
      : RequestTable.table(glyphs: look.glyphs, view: view)
  }
}
