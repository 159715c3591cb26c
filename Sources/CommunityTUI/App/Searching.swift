import CoreModel
import Store
import TerminalKit

/// `/`: the list follows while the words are typed.
extension AppState {
  /// Opens the field with the words that are in force.
  mutating func openSearch() -> [Effect] {
    if isOnGroups { return openGroupSearch() }
    if activeRequestPane == nil {
      screen = .workbench
      focus = .requests
    }
    guard let pane = activeRequestPane else { return [] }
    withRequestList(pane) {
      $0.searchField = TextField($0.filter.search, placeholder: "内容、地点、人、编号、电话、拼音首字母")
    }
    return resizeLists()
  }

  /// Enter keeps the words, Esc takes them off, arrows move in the list meanwhile.
  mutating func handleSearch(_ event: InputEvent, in pane: RequestPaneID) -> [Effect] {
    switch event {
    case .key(let key):
      switch key.code {
      case .enter:
        withRequestList(pane) { $0.searchField = nil }
        return resizeLists()
      case .escape: return clearFilter() + closeSearch(in: pane)
      case .character("c") where key.modifiers == .control:
        return clearFilter() + closeSearch(in: pane)
      case .up: return move(.lines(-1))
      case .down: return move(.lines(1))
      case .pageUp: return move(.pages(-1))
      case .pageDown: return move(.pages(1))
      default:
        withRequestList(pane) { _ = $0.searchField?.handle(key) }
      }
    case .paste(let text, _):
      withRequestList(pane) { _ = $0.searchField?.paste(Sanitizer.line(text)) }
    default: return []
    }
    let words = (requestList(pane).searchField?.text ?? "").tidied
    guard words != requestList(pane).filter.search else { return [] }
    withRequestList(pane) { $0.filter.search = words }
    return [reload(pane)]
  }

  private mutating func closeSearch(in pane: RequestPaneID) -> [Effect] {
    withRequestList(pane) { $0.searchField = nil }
    return resizeLists()
  }
}
