import CoreModel
import Store
import TerminalKit

/// 微实事 from a request: beginning one with it, putting it to one.
extension AppState {
  /// What may be begun with a request.
  func projectBeginnings(of detail: RequestDetail, by actor: Actor) -> [MenuItem] {
    let reason =
      DeskChange.refusal(toChange: "立微实事项目", by: actor, allowed: Project.founding)
      ?? refusal(toCarry: detail, by: actor)
    return [
      MenuItem(
        id: "project:start", key: Key("w"), title: "立微实事项目",
        note: detail.request.stage == .escalated ? "定节点、资金，做到销项" : "同时提交议事会；定节点、资金，做到销项",
        disabledReason: reason?.message, keywords: ["lwssxm"]),
      MenuItem(
        id: "project:join", key: Key("W"), title: "加入微实事项目", note: "和已有的项目一起做",
        disabledReason: reason?.message, keywords: ["jrwssxm"]),
    ]
  }

  /// Why a request cannot be carried by a project; nil when it can. One that is not with the 议事会 yet is sent
  /// there in the same step, so that what hinders that hinders this.
  private func refusal(toCarry detail: RequestDetail, by actor: Actor) -> Refusal? {
    let link = OnwardLink(.project, id: "", title: "微实事")
    guard let refusal = detail.history.joiningRefusal(link) else { return nil }
    guard detail.request.isOpen, detail.request.stage != .escalated else { return refusal }
    return detail.refusal(of: .escalate, by: actor)
  }

  /// Does what was chosen; nil when it was something else.
  mutating func chooseProjectBeginning(_ id: String, of request: RequestID) -> [Effect]? {
    guard let session else { return nil }
    switch id {
    case "project:start": return openKinds(for: request)
    case "project:join":
      guard let lines = project.lines else {
        project.joining = request
        return [.project(.load(session.scope))]
      }
      return openJoining(request, among: lines)
    default: return nil
    }
  }

  /// Asks to which project a request is put.
  mutating func openJoining(_ request: RequestID, among lines: [ProjectLine]) -> [Effect] {
    openMenu(
      .project(.join(request)),
      Menu(
        title: "加入哪个项目",
        items: lines.filter(\.project.isOpen).map { line in
          MenuItem(
            id: line.id.text,
            title: "\(line.project.number) \(TextLayout.clip(line.project.name, columns: 40))",
            note: line.project.stage.title, keywords: [PinyinInitials.of(line.project.name)])
        }, emptyText: "没有进行中的项目；请选「立微实事项目」"))
  }
}
