import CoreModel
import Store
import TerminalKit

/// Moving about: screens, panes, lists.
extension AppState {
  /// Shows a screen.
  mutating func go(to screen: ScreenID) -> [Effect] {
    // The key of the workbench leads back to the queue from wherever one is on it.
    if screen == .workbench { focus = .requests }
    self.screen = screen
    isZoomed = false
    return resizeLists() + selectionMoved()
  }

  /// Gives the keys to the next pane, or the one before.
  mutating func movePane(by step: Int) -> [Effect] {
    if screen == .hotline { return moveTicketState(by: step) }
    guard screen == .workbench else { return [] }
    let all = PaneID.allCases
    focus = all[(focus.rawValue + step + all.count) % all.count]
    return resizeLists() + selectionMoved()
  }

  /// Moves the selection of the focused list.
  mutating func move(_ step: ListStep<RequestID>) -> [Effect] {
    guard let pane = activeRequestPane else {
      switch screen {
      case .workbench where focus == .duty: return scrollDuty(step)
      case .workbench, .hotline, .groups: return moveGroup(step)
      default: return moveInBoard(step)
      }
    }
    markSeen()
    let need = withRequestList(pane) { $0.list.move(step) }
    return (need.map { [fetch($0, in: pane)] } ?? []) + selectionMoved()
  }

  private mutating func scrollDuty(_ step: ListStep<RequestID>) -> [Effect] {
    guard let session, let rect = layout?.panes[.duty] else { return [] }
    var view = DutyPane(state: self, session: session).view
    switch step {
    case .lines(let count), .pages(let count):
      view.scroll(by: count, in: DutyPane.text(in: rect).size)
    case .home: view.offset = 0
    case .end: view.scroll(by: 1000, in: DutyPane.text(in: rect).size)
    case .row, .select: break
    }
    dutyOffset = view.offset
    return []
  }

  private mutating func moveGroup(_ step: ListStep<RequestID>) -> [Effect] {
    guard screen == .groups || focus == .groups, !groups.rows.isEmpty else { return [] }
    let target = step.target(
      from: groups.index, count: groups.rows.count, page: groupListHeight - 1, top: groups.top)
    guard let target else { return [] }
    groups.selection = groups.rows[target].id
    groups.scroll(height: groupListHeight)
    return []
  }

  /// Rows that the list of groups shows where it is visible.
  var groupListHeight: Int {
    let pane = layout?.panes[screen == .groups ? .requests : .groups]
    return max(1, (pane?.rows ?? 3) - (screen == .groups ? 3 : 2))
  }

  /// Shows the requests of the selected group in the queue.
  mutating func showRequestsOfSelectedGroup() -> [Effect] {
    guard let id = groups.selection else { return [] }
    // The group takes the place of groups that were chosen before: nobody belongs to two.
    for other in requests.filter.facets.values(of: .group) { requests.filter.facets.remove(other) }
    requests.filter.group = id
    screen = .workbench
    focus = .requests
    return resizeLists() + [reload(.queue)]
  }
}

extension GroupListState {
  /// Scrolls as little as needed to show the selection.
  mutating func scroll(height: Int) {
    top = min(top, index)
    top = max(top, index - height + 1)
    top = max(0, min(top, rows.count - height))
  }
}
