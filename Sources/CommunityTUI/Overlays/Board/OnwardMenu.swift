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
    return openMenu(
      .onward(detail.history.id), Menu(title: "去向 · \(request.number)", items: items))
  }

  /// What may be begun with a request.
  private func beginnings(of detail: RequestDetail, by actor: Actor) -> [MenuItem] {
    agendaBeginnings(of: detail, by: actor) + projectBeginnings(of: detail, by: actor)
      + whistleBeginnings(of: detail, by: actor) + mediationBeginnings(of: detail, by: actor)
  }

  /// 提议题, 列入议题: an escalated request, or one that is escalated by it.
  private func agendaBeginnings(of detail: RequestDetail, by actor: Actor) -> [MenuItem] {
    let request = detail.request
    let isIn = request.carriedBy.map { "已列入\($0.link.kind.title)「\($0.link.title)」" }
    let cannot =
      request.stage == .escalated
      ? nil : detail.history.refusal(of: .escalate, by: actor)?.message
    let note = request.stage == .escalated ? "" : "，同时提交议事会"
    return [
      MenuItem(
        id: "agenda:new", key: Key("a"), title: "提议题", note: "由议事会开会议定\(note)",
        disabledReason: isIn ?? cannot),
      MenuItem(
        id: "agenda:join", key: Key("A"), title: "列入议题", note: "和已有的议题一起议\(note)",
        disabledReason: isIn ?? cannot),
    ]
  }

  private func mediationBeginnings(of detail: RequestDetail, by actor: Actor) -> [MenuItem] {
    let refusal = detail.history.joiningRefusal(OnwardLink(.mediation, id: "", title: "新的调解"))
    let mediating = DeskChange.refusal(
      toChange: "受理调解", by: actor, allowed: Permissions.mediating)
    let noticing = DeskChange.refusal(
      toChange: "记潜在矛盾", by: actor, allowed: Permissions.handling)
    return [
      MenuItem(
        id: "begin:mediation", key: Key("m"), title: "受理调解", note: "双方当事人、AB角、四步法，一案一回访",
        disabledReason: (mediating ?? refusal)?.message, keywords: ["sltj"]),
      MenuItem(
        id: "begin:latent", key: Key("M"), title: "记潜在矛盾", note: "还不到调解，先盯着，到日子复看",
        disabledReason: (noticing ?? refusal)?.message, keywords: ["jqzmd"]),
    ]
  }

  private func whistleBeginnings(of detail: RequestDetail, by actor: Actor) -> [MenuItem] {
    let new = OnwardLink(.whistle, id: "", title: "新的吹哨")
    let refusal =
      DeskChange.refusal(toChange: "吹哨", by: actor, allowed: Permissions.desk)
      ?? detail.history.joiningRefusal(new)
    return [
      MenuItem(
        id: "begin:whistle", key: Key("c"), title: "吹哨", note: "请城管、房管、电力等单位限时报到",
        disabledReason: refusal?.message, keywords: ["cs"]),
      MenuItem(
        id: "begin:whistleToo", key: Key("C"), title: "列入一次吹哨", note: "同一件事已经吹过哨，列进去一起跟",
        disabledReason: refusal?.message, keywords: ["lrcs"]),
    ]
  }

  /// Goes where the menu of a request's thread leads.
  mutating func chooseOnward(_ id: String, of request: RequestID) -> [Effect] {
    guard isStillSelected(request), let detail = selectedDetail else { return [] }
    if let index = Int(id.split(separator: ":").last ?? ""), id.hasPrefix("part:"),
      detail.request.onward.indices.contains(index)
    {
      return openThing(detail.request.onward[index].link)
    }
    let reference = FindingRequest(id: request, number: detail.request.number)
    switch id {
    case "agenda:new": return openProposal(of: [request])
    case "agenda:join": return save(.council(.choices([request])))
    case "begin:mediation": return openMediationSheet(.new(reference))
    case "begin:latent": return openMediationSheet(.notice(reference))
    case "begin:whistle":
      return openWhistleSheet(
        .new(reference),
        title: TextLayout.clip(
          Privacy.masked(selectedRow?.text ?? "").split(separator: "\n").first.map(String.init)
            ?? "",
          columns: Whistle.longestTitle))
    case "begin:whistleToo":
      guard let session else { return [] }
      return [.whistle(.loadChoices(session.scope, reference))]
    case "thread": return [.project(.loadThread(request))]
    default: return chooseProjectBeginning(id, of: request) ?? []
    }
  }

  /// Shows a thing beyond the desk where it is worked on.
  mutating func openThing(_ link: OnwardLink) -> [Effect] {
    switch link.kind {
    case .agenda: openCouncil(selecting: .item(AgendaID(link.id)))
    case .project: showProject(ProjectID(link.id))
    case .whistle: showWhistle(WhistleID(link.id))
    case .mediation: showMediation(MediationID(link.id))
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
