import CoreModel
import Store
import TerminalKit

/// 去向 of a request: what it is and was part of beyond the desk, and where it may go from here.
extension AppState {
  /// Opens the thread of the selected request.
  mutating func openOnward(by key: Key?) -> [Effect] {
    if let effects = waitForDetail(key) { return effects }
    guard let detail = selectedDetail, let session else { return [] }
    let request = detail.request
    let parts = request.onward.enumerated().map { index, part in
      MenuItem(
        id: "part:\(index)", title: "\(part.link.kind.title)「\(part.link.title)」",
        note: part.standing(relativeTo: now),
        keywords: [PinyinInitials.of(part.link.title)])
    }
    let thread = MenuItem(
      id: "thread", key: Key("t"), title: "全程", note: "从居民第一句话到告知居民，每一站都能进去", keywords: ["qc"])
    let items = parts + [thread] + beginnings(of: detail, by: session.actor)
    guard !items.isEmpty else {
      say("这件诉求没有列入议题、微实事、吹哨和调解")
      return []
    }
    return openMenu(
      .onward(detail.history.id), Menu(title: "去向 · \(request.number)", items: items))
  }

  /// What may be begun with a request.
  private func beginnings(of detail: RequestDetail, by actor: Actor) -> [MenuItem] {
    projectBeginnings(of: detail, by: actor)
  }

  /// Goes where the menu of a request's thread leads.
  mutating func chooseOnward(_ id: String, of request: RequestID) -> [Effect] {
    guard isStillSelected(request), let detail = selectedDetail else { return [] }
    if let index = Int(id.split(separator: ":").last ?? ""), id.hasPrefix("part:"),
      detail.request.onward.indices.contains(index)
    {
      return openThing(detail.request.onward[index].link)
    }
    if id == "thread" { return [.project(.loadThread(request))] }
    if let effects = chooseProjectBeginning(id, of: request) { return effects }
    return []
  }

  /// Shows a thing beyond the desk where it is worked on.
  mutating func openThing(_ link: OnwardLink) -> [Effect] {
    switch link.kind {
    case .agenda: openDeliberation(.council)
    case .project: showProject(ProjectID(link.id))
    case .whistle: openDeliberation(.whistles)
    case .mediation: openDeliberation(.mediations)
    }
  }

  /// Shows a request in the queue of the workbench, wherever one is: the way back from a thing beyond the desk.
  /// - Parameter way: How to return: 「按 5 回到微实事」.
  mutating func showRequest(_ row: QueueRow, saying way: String) -> [Effect] {
    screen = .workbench
    focus = .requests
    isZoomed = false
    apply(ViewDefinition(base: row.closedAt == nil ? .open : .all), named: nil, in: .queue)
    say(way)
    return resizeLists() + [reload(.queue, selecting: row.id)]
  }
}

extension Onward {
  /// How it stands, for menus and lists.
  func standing(relativeTo now: Instant) -> String {
    if wasLeft { return "已移出" }
    if let outcome { return "已办结：\(outcome)" }
    return step.map { $0.words(relativeTo: now) } ?? "进行中"
  }
}
