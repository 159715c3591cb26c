import CoreModel
import Store
import TerminalKit

/// Where something typed is kept until it is saved.
///
/// Any overlay keeps its fields by three lines: return `[.loadDraft(.box("name"))]` when it opens,
/// `[.saveDraft(Draft(title: "粘贴群聊", fields: ["words": .text(text)]), .box("name"))]` whenever something
/// was changed, and `[.saveDraft("", .box("name"))]` when it was saved or discarded; what was kept comes to
/// ``AppState/restore(_:in:)``, which has a line for each such overlay, as has ``AppState/reopenBox(_:)`` for the
/// list of drafts. The runner writes at most every 300 ms and at least once a second while somebody types.
enum DraftSlot: Hashable, Sendable {
  /// The line of 新诉求.
  case quickAdd
  /// The fields of a step.
  case step(CommandKind, RequestID)
  /// What is pointed at in the box of 分级.
  case triage(RequestID)
  /// A pasted conversation.
  case chat
  /// The path of an export.
  case importPath
  /// Any other overlay, by a name of its own that never changes.
  case box(String)

  /// The name in the store.
  var name: String {
    switch self {
    case .quickAdd: "quickAdd"
    case .step(let kind, let id): "\(kind.rawValue):\(id.text)"
    case .triage(let id): "tier:\(id.text)"
    case .chat: "chat"
    case .importPath: "importPath"
    case .box(let name): "box:\(name)"
    }
  }

  /// The slot of this name; nil for one that a newer build made.
  init?(named name: String) {
    switch name {
    case "quickAdd":
      self = .quickAdd
      return
    case "chat":
      self = .chat
      return
    case "importPath":
      self = .importPath
      return
    default: break
    }
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let rest = String(parts[1])
    switch parts[0] {
    case "tier": self = .triage(RequestID(rest))
    case "box": self = .box(rest)
    default:
      guard let kind = CommandKind(rawValue: String(parts[0])) else { return nil }
      self = .step(kind, RequestID(rest))
    }
  }

  /// The request that it is about.
  var request: RequestID? {
    switch self {
    case .step(_, let id), .triage(let id): id
    case .quickAdd, .chat, .importPath, .box: nil
    }
  }
}

extension KeptDraft {
  /// What it is of, in words.
  var title: String {
    switch DraftSlot(named: slot) {
    case .quickAdd: "新诉求"
    case .step(let kind, _): kind.title
    case .triage: CommandKind.triage.title
    case .chat: "粘贴群聊"
    case .importPath: "导入"
    case .box, nil: draft.title.isEmpty ? "其他" : draft.title
    }
  }
}

extension AppState {
  /// What is kept takes the place of the draft that it goes on from: whoever keeps it need not know of that.
  mutating func namingOrigin(_ effect: Effect) -> Effect {
    guard case .saveDraft(var draft, let slot) = effect, let origin = draftOrigins[slot] else {
      return effect
    }
    if draft.isEmpty { draftOrigins[slot] = nil }
    draft.replaces = draft.replaces ?? origin
    return .saveDraft(draft, slot)
  }

  /// Remembers which kept draft is gone on with; one of this very desk is written over anyway.
  mutating func goesOn(from kept: KeptDraft, in slot: DraftSlot) {
    draftOrigins[slot] = kept.origin.desk == desk ? nil : kept.origin
  }
}

extension DraftValue {
  /// The same for a form's field.
  var formValue: FormValue {
    switch self {
    case .text(let text): .text(text)
    case .choice(let id): .choice(id)
    case .toggle(let isOn): .toggle(isOn)
    }
  }

  /// What stands in a form's field.
  init(_ value: FormValue) {
    switch value {
    case .text(let text): self = .text(text)
    case .choice(let id): self = .choice(id)
    case .toggle(let isOn): self = .toggle(isOn)
    }
  }
}
