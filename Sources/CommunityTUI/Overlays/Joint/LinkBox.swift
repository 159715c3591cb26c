import CoreModel
import Store
import TerminalKit

/// 并入主件: which requests, and a field to find the main one that they are linked to.
struct LinkBox: Sendable {
  /// Those that are to be linked; among several that were marked the main one may be one of them.
  var chosen: [RequestDetail]
  /// Whether they were marked.
  var isMarked: Bool
  /// The number or the words to find the main one by.
  var field: TextField
  /// What is offered before anything is typed.
  var offered: [MainCandidate]
  /// What was found by what is typed.
  var found: [MainCandidate] = []
  /// The list of what is offered or found.
  var menu: Menu
  /// Whether something is being looked for.
  var isSearching = false
  /// Why it could not be linked.
  var error: String?

  /// What the list shows.
  var shown: [MainCandidate] { field.text.tidied.isEmpty ? offered : found }
}

extension AppState {
  /// Opens the choice of the main one for requests that were read.
  mutating func openLinking(_ details: [RequestDetail], isMarked: Bool) -> [Effect] {
    guard let first = details.first else {
      say("标记的诉求已经找不到了；按 Esc 清除标记", .warning)
      return []
    }
    let lines = details.map { LinkedRequest($0.request) }
    let offered =
      isMarked && details.count > 1
      ? LinkPlan.candidates(
        lines, linked: details.linkedByMain, mains: details.compactMap(\.kin.main)
      ).map { MainCandidate($0, reason: $0.isOpen ? "" : $0.status.title) } : []
    var box = LinkBox(
      chosen: details, isMarked: isMarked,
      field: TextField("", limit: 200, placeholder: "编号，或内容、地点、人；不写则从下面选"), offered: offered,
      menu: Menu(items: []))
    fill(&box)
    box.isSearching = offered.isEmpty
    overlays.append(.linking(box))
    return offered.isEmpty ? [.findMains(first.history.id, words: "")] : []
  }

  /// Takes in what was found for the words that were typed.
  mutating func install(mains: [MainCandidate], for id: RequestID, words: String) -> [Effect] {
    guard case .linking(var box) = overlays.last, box.chosen.first?.history.id == id else {
      return []
    }
    // What was found for words that were typed on meanwhile comes too late.
    guard words == box.field.text.tidied else { return [] }
    box.isSearching = false
    if words.isEmpty { box.offered = mains } else { box.found = mains }
    fill(&box)
    replaceTop(with: .linking(box))
    return []
  }

  private func fill(_ box: inout LinkBox) {
    guard let session else { return }
    let chosen = Set(box.chosen.map(\.history.id))
    let items = box.shown.map { candidate in
      let main = candidate.request
      let place = Privacy.masked(session.directory.label(of: main.place))
      let words = TextLayout.clip(Privacy.masked(main.text), columns: 30)
      let isOwn = !box.isMarked && chosen.contains(main.id)
      let isAlready = box.chosen.allSatisfy { $0.request.main?.id == main.id }
      return MenuItem(
        id: main.id.text, title: "\(main.number) \(TextLayout.clip(place, columns: 16))",
        note: [words, main.status.title, candidate.reason].filter { !$0.isEmpty }
          .joined(separator: " · "),
        disabledReason: isOwn ? "就是这一件" : isAlready ? "已经并入它" : nil)
    }
    box.menu = Menu(
      items: items,
      emptyText: box.isSearching
        ? "正在查找……" : box.field.text.tidied.isEmpty ? "没有相近的诉求；请写编号或内容查找" : "没有找到；请换个说法",
      hasDigits: false)
    box.menu.takesItemKeys = false
  }

  mutating func handle(_ event: InputEvent, in box: LinkBox) -> [Effect] {
    var box = box
    let before = box.field.text.tidied
    box.error = nil
    switch event {
    case .paste(let text, _): _ = box.field.paste(Sanitizer.line(text))
    case .key(let key):
      switch key.code {
      case .escape, .enter, .up, .down, .pageUp, .pageDown, .tab, .backTab:
        return finish(box.menu.handle(key), in: box)
      case .character("c") where key.modifiers == .control:
        return finish(.cancelled, in: box)
      default: _ = box.field.handle(key)
      }
    default: return []
    }
    let words = box.field.text.tidied
    guard words != before else {
      replaceTop(with: .linking(box))
      return []
    }
    box.isSearching = !words.isEmpty || box.offered.isEmpty
    box.found = []
    fill(&box)
    replaceTop(with: .linking(box))
    guard box.isSearching, let first = box.chosen.first else { return [] }
    return [.findMains(first.history.id, words: words)]
  }

  private mutating func finish(_ outcome: MenuOutcome, in box: LinkBox) -> [Effect] {
    switch outcome {
    case .cancelled:
      closeTop()
      return []
    case .none:
      replaceTop(with: .linking(box))
      return []
    case .refused(let reason):
      var box = box
      box.error = reason
      replaceTop(with: .linking(box))
      return []
    case .chosen(let id):
      return link(box, to: RequestID(id))
    }
  }

  private mutating func link(_ box: LinkBox, to id: RequestID) -> [Effect] {
    guard let main = box.shown.first(where: { $0.request.id == id })?.request else { return [] }
    let steps = linkSteps(box.chosen, to: main, note: "")
    guard !steps.isEmpty else {
      var box = box
      box.error = "这些诉求已经并在一起了"
      replaceTop(with: .linking(box))
      return []
    }
    return send(steps)
  }

  /// What links requests, each with its 并件, to a main one.
  private func linkSteps(
    _ chosen: [RequestDetail], to main: LinkedRequest, note: String
  ) -> [JointStep] {
    let plan = LinkPlan(
      to: main, chosen: chosen.map { LinkedRequest($0.request) }, linked: chosen.linkedByMain)
    let versions = Dictionary(
      chosen.map { ($0.history.id, $0.request.version) }, uniquingKeysWith: { $1 })
    // 并件 that come along with their main one were not looked at whole: they have no version.
    return plan.joining.map {
      JointStep(.link(to: main.id, note: note), on: $0, expecting: versions[$0])
    }
  }

  /// Links the requests of a cluster to the one that was chosen.
  mutating func linkCluster(_ details: [RequestDetail], to id: RequestID) -> [Effect] {
    guard let main = details.first(where: { $0.history.id == id }) else {
      say("选作主件的诉求已经找不到了", .warning)
      return []
    }
    let steps = linkSteps(details, to: LinkedRequest(main.request), note: "一类事")
    guard !steps.isEmpty else {
      say("这一类已经都并入 \(main.request.number) 了")
      return []
    }
    return send(steps)
  }
}

extension [RequestDetail] {
  /// The 并件 of each.
  var linkedByMain: [RequestID: [LinkedRequest]] {
    Dictionary(map { ($0.history.id, $0.kin.linked) }, uniquingKeysWith: { $1 })
  }
}
