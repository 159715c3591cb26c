import CoreModel
import Store
import TerminalKit

/// 视图: which list is shown, with what, and under what name.
extension AppState {
  /// The next of the short cycle. Conditions of one's own stay; those of a saved view go with it.
  mutating func nextView() -> [Effect] {
    guard let pane = activeRequestPane else { return [] }
    let order = DeskView.cycle
    let list = requestList(pane)
    let current = order.firstIndex(of: list.filter.view) ?? order.count - 1
    let next = order[(current + 1) % order.count]
    guard list.savedView == nil else { return show(next, in: pane) }
    withRequestList(pane) { list in
      list.filter.view = next
      // Where a ticket stands is said of open ones only.
      if !next.isOpen { list.filter.ticketState = nil }
    }
    return keepView(next.rawValue, of: pane) + resizeLists() + [reload(pane)]
  }

  /// Shows a list as it is, without conditions.
  mutating func show(_ view: DeskView, in pane: RequestPaneID) -> [Effect] {
    apply(ViewDefinition(base: view), named: nil, in: pane)
    return keepView(view.rawValue, of: pane) + resizeLists() + [reload(pane)]
  }

  /// Shows a saved view.
  mutating func show(_ view: SavedView, in pane: RequestPaneID) -> [Effect] {
    apply(view.definition, named: view.id, in: pane)
    if !view.unknown.isEmpty {
      say("「\(view.name)」里有这个版本不认识的条件，已略过：\(view.unknown.joined(separator: "、"))", .warning)
    }
    return keepView(view.id.text, of: pane) + resizeLists() + [reload(pane)]
  }

  /// Puts a definition into force.
  mutating func apply(
    _ definition: ViewDefinition, named name: Identifier<SavedView>?, in pane: RequestPaneID
  ) {
    let person = session?.actor.person
    withRequestList(pane) { state in
      state.filter.view = definition.base
      state.filter.search = definition.search
      state.filter.facets = definition.facets
      state.filter.group = nil
      state.filter.ticketState = nil
      state.filter.hotlineOnly = pane == .tickets || definition.hotlineOnly
      state.filter.viewer = person
      state.savedView = name
      state.searchField = nil
    }
  }

  /// What the list of a pane shows now, as it would be saved.
  func definition(of pane: RequestPaneID) -> ViewDefinition {
    let filter = requestList(pane).filter
    var facets = filter.facets
    if let group = filter.group, facets.values(of: .group).isEmpty { facets.choose(.group(group)) }
    return ViewDefinition(
      base: filter.view, search: filter.search, facets: facets,
      hotlineOnly: filter.hotlineOnly && pane == .queue)
  }

  /// The view that the person used last, where the desk opens.
  mutating func restoreLastView(of session: Session) {
    requests.filter.viewer = session.actor.person
    tickets.filter.viewer = session.actor.person
    guard let name = session.lastView else { return }
    if let view = DeskView(rawValue: name) {
      requests.filter.view = view
    } else if let saved = session.views.first(where: { $0.id.text == name }) {
      apply(saved.definition, named: saved.id, in: .queue)
    }
  }

  private func keepView(_ name: String, of pane: RequestPaneID) -> [Effect] {
    pane == .queue ? [.keepLastView(name)] : []
  }

  /// The name of what the list of a pane shows.
  func viewTitle(of pane: RequestPaneID) -> String {
    let list = requestList(pane)
    guard let saved = list.savedView.flatMap({ id in session?.views.first { $0.id == id } }) else {
      return list.filter.view.title
    }
    // What was changed since is not the view any more.
    return saved.name + (saved.definition == definition(of: pane) ? "" : "（已改）")
  }

  // MARK: Conditions

  /// Whether the list of a pane has a line of conditions above it.
  func hasConditions(_ pane: RequestPaneID) -> Bool {
    let list = requestList(pane)
    return list.filter.group != nil || !list.filter.facets.isEmpty
      || !list.filter.search.isEmpty && list.searchField == nil
  }

  /// The conditions in force, in words.
  func conditionWords(_ pane: RequestPaneID) -> [String] {
    guard let session else { return [] }
    let list = requestList(pane)
    let group = list.filter.group.map {
      "楼组 \(session.directory.group($0)?.name ?? "（不在册）")"
    }
    let search =
      list.filter.search.isEmpty || list.searchField != nil ? nil : "查找「\(list.filter.search)」"
    let facets = Facet.allCases.compactMap { facet -> String? in
      let chosen = list.filter.facets.values(of: facet)
      guard !chosen.isEmpty else { return nil }
      let words = chosen.map { $0.title(in: session.directory, on: now.day) }
      return "\(facet.title) \(words.joined(separator: "、"))"
    }
    return [search, group].compactMap(\.self) + facets
  }

  /// Takes the last condition off: the last chosen value, then the group, then the words.
  mutating func dropLastCondition() -> [Effect] {
    guard let pane = activeRequestPane else { return [] }
    let selected = requestList(pane).list.selection
    let wasDropped = withRequestList(pane) { state in
      if let last = state.filter.facets.values.last {
        state.filter.facets.remove(last)
      } else if state.filter.group != nil {
        state.filter.group = nil
      } else if !state.filter.search.isEmpty {
        state.filter.search = ""
      } else {
        return false
      }
      return true
    }
    guard wasDropped else {
      say("没有条件可以去掉。按 / 查找，按 F 筛选")
      return []
    }
    return resizeLists() + [reload(pane, selecting: selected)]
  }

  /// Takes the marks off first, then every condition, keeping the list; a saved view is left for the list it narrows.
  mutating func clearFilter() -> [Effect] {
    if screen == .groups || (screen == .workbench && focus == .groups) { return clearGroupSearch() }
    if !marks.isEmpty, activeRequestPane.map({ requestList($0).searchField == nil }) == true {
      say("清除了 \(marks.count) 件的标记")
      marks.clear()
      return []
    }
    guard let pane = activeRequestPane else { return [] }
    let selected = requestList(pane).list.selection
    let wasFiltered = withRequestList(pane) { state in
      let was =
        !state.filter.search.isEmpty || state.filter.group != nil || !state.filter.facets.isEmpty
      state.filter.search = ""
      state.filter.group = nil
      state.filter.facets = FacetChoice()
      state.searchField = nil
      state.savedView = nil
      return was
    }
    return wasFiltered ? resizeLists() + [reload(pane, selecting: selected)] : []
  }
}

/// `/` on 楼组: by name, estate, the people who answer for it, and 拼音首字母.
extension AppState {
  /// Whether the keys are in the 楼组 list.
  var isOnGroups: Bool { screen == .groups || (screen == .workbench && focus == .groups) }

  /// Opens the field with the words that are in force.
  mutating func openGroupSearch() -> [Effect] {
    groups.field = TextField(groups.search, placeholder: "楼组、楼组长、责任社工、拼音首字母")
    return []
  }

  /// Enter keeps the words, Esc takes them off, arrows move meanwhile.
  mutating func handleGroupSearch(_ event: InputEvent) -> [Effect] {
    switch event {
    case .key(let key):
      switch key.code {
      case .enter:
        groups.field = nil
        return []
      case .escape: return clearGroupSearch()
      case .character("c") where key.modifiers == .control: return clearGroupSearch()
      case .up: return move(.lines(-1))
      case .down: return move(.lines(1))
      case .pageUp: return move(.pages(-1))
      case .pageDown: return move(.pages(1))
      default: _ = groups.field?.handle(key)
      }
    case .paste(let text, _): _ = groups.field?.paste(Sanitizer.line(text))
    default: return []
    }
    groups.search = (groups.field?.text ?? "").tidied
    filterGroups()
    return []
  }

  mutating func clearGroupSearch() -> [Effect] {
    groups.field = nil
    groups.search = ""
    filterGroups()
    return []
  }

  /// Takes the figures of all groups in.
  mutating func install(groups rows: [GroupRow]) {
    groups.all = rows
    filterGroups()
  }

  private mutating func filterGroups() {
    let words = groups.search.split(separator: " ").map(String.init)
    groups.rows = groups.all.filter { row in
      words.allSatisfy { word in groupNames(row.id).contains { GroupSearch.matches(word, $0) } }
    }
    if !groups.rows.contains(where: { $0.id == groups.selection }), let first = groups.rows.first {
      groups.selection = first.id
    }
    groups.scroll(height: groupListHeight)
  }

  private func groupNames(_ id: GroupID) -> [String] {
    guard let directory = session?.directory, let group = directory.group(id) else { return [] }
    let grid = directory.microGrids.first { $0.id == group.microGrid }?.name
    return [
      group.name, directory.estate(group.estate)?.name, group.leader, group.rotatingLeader,
      group.assignedStaff.map(directory.name(of:)), group.weChatGroup, grid,
    ].compactMap(\.self)
  }
}

/// How a word finds a name.
enum GroupSearch {
  static func matches(_ word: String, _ name: String) -> Bool {
    TextMatch.rank(word, title: name, keywords: PinyinInitials.spellings(of: name)) != nil
  }
}
