import CoreModel
import Store
import TerminalKit

/// 新诉求: one line of Chinese, understood while it is typed.
struct QuickAddBox: Sendable {
  /// The line.
  var field: TextField
  /// What was understood of it.
  var draft: QuickAddDraft
  /// What the rules suggest, with the reason.
  var suggestion: TriageSuggestion?
  /// Whether the person took the suggestion over (Tab).
  var isSuggestionTaken = false
  /// Whether it began with what was not saved last time.
  var isContinued = false
  /// Why it could not be saved.
  var error: String?
  /// Earlier requests that may be the same.
  var similar = SimilarRequests()
  /// What was asked for: an answer to anything else comes too late.
  var asked: SimilarQuery?
  /// Which of them is chosen with ↓.
  var chosen: Int?
}

extension AppState {
  /// Opens the line, with what was not saved last time.
  mutating func openQuickAdd() -> [Effect] {
    var box = QuickAddBox(
      field: TextField(
        unsavedQuickAdd, limit: 1000, placeholder: "12号502 楼道灯不亮 13800002046 @赵师傅 !急"),
      draft: QuickAddDraft(), isContinued: !unsavedQuickAdd.isEmpty)
    understand(&box)
    box.isSuggestionTaken = isTakenAgain(box)
    let asking = askForSimilar(&box)
    overlays.append(.quickAdd(box))
    return asking
  }

  /// Takes in what was kept of the line, unless something was typed since.
  mutating func restoreQuickAdd(_ kept: KeptDraft) -> [Effect] {
    guard unsavedQuickAdd.isEmpty else { return [] }
    unsavedQuickAdd = kept.draft.text()
    unsavedQuickAddDraft = kept
    goesOn(from: kept, in: .quickAdd)
    guard case .quickAdd(let box) = overlays.last, box.field.text.isEmpty else { return [] }
    closeTop()
    return openQuickAdd()
  }

  /// Opens the line with a draft from the list.
  mutating func reopenQuickAdd(with kept: KeptDraft) -> [Effect] {
    unsavedQuickAdd = kept.draft.text()
    unsavedQuickAddDraft = kept
    goesOn(from: kept, in: .quickAdd)
    return openQuickAdd()
  }

  /// Only the same suggestion counts as taken over: what is suggested now may be something else.
  private func isTakenAgain(_ box: QuickAddBox) -> Bool {
    guard let kept = unsavedQuickAddDraft, kept.draft.text() == box.field.text else { return false }
    return box.suggestion.map(\.draftText) == kept.draft.text(QuickAddBox.taken)
  }

  /// What to keep of the line.
  private mutating func keepQuickAdd(_ box: QuickAddBox?) -> Effect {
    var draft = Draft(unsavedQuickAdd)
    if let box, box.isSuggestionTaken, let suggestion = box.suggestion, !draft.isEmpty {
      draft.fields[QuickAddBox.taken] = .text(suggestion.draftText)
    }
    if draft.isEmpty {
      unsavedQuickAddDraft = nil
    } else if box?.isSuggestionTaken == true || unsavedQuickAddDraft != nil {
      unsavedQuickAddDraft = KeptDraft(
        slot: DraftSlot.quickAdd.name, draft: draft, savedAt: now,
        origin: Draft.Origin(desk: desk, body: ""))
    }
    return .saveDraft(draft, .quickAdd)
  }

  /// When what is gone on with was written.
  var continuedWords: String {
    unsavedQuickAddDraft.map { " \($0.savedAt.nearText(relativeTo: now)) " } ?? "上次"
  }

  mutating func handle(_ event: InputEvent, in box: QuickAddBox) -> [Effect] {
    var box = box
    box.error = nil
    switch event {
    case .paste(let text, let truncated):
      _ = box.field.paste(Sanitizer.line(text))
      if truncated || box.field.wasCut { box.error = "粘贴的内容太长，只放进了前面一段" }
    case .key(let key):
      switch key.code {
      case .enter:
        guard let row = box.chosenRow else { return saveQuickAdd(box) }
        openRepeatMenu(of: row, in: box)
        return []
      case .down, .up:
        chooseSimilar(key.code == .down ? 1 : -1, in: box)
        return []
      case .escape where box.chosen != nil:
        box.chosen = nil
        replaceTop(with: .quickAdd(box))
        return []
      case .tab:
        guard box.suggestion != nil else { return [] }
        box.isSuggestionTaken.toggle()
        replaceTop(with: .quickAdd(box))
        return unsavedQuickAdd.isEmpty ? [] : [keepQuickAdd(box)]
      case .escape:
        closeTop()
        unsavedQuickAdd = box.field.text
        if !unsavedQuickAdd.isEmpty { say("没有保存；写的内容留作草稿，按 n 接着写") }
        return [keepQuickAdd(box)]
      case .character("c") where key.modifiers.contains(.control):
        closeTop()
        unsavedQuickAdd = box.field.text
        return [keepQuickAdd(box)] + openQuitConfirmation()
      default: _ = box.field.handle(key)
      }
    default: return []
    }
    understand(&box)
    let asking = askForSimilar(&box)
    replaceTop(with: .quickAdd(box))
    guard unsavedQuickAdd != box.field.text else { return asking }
    unsavedQuickAdd = box.field.text
    return [keepQuickAdd(box)] + asking
  }

  private func understand(_ box: inout QuickAddBox) {
    guard let session else { return }
    box.draft = QuickAdd.parse(box.field.text, in: session.directory)
    let before = box.suggestion
    box.suggestion = session.rules.triage.suggest(
      text: box.draft.text, channel: box.draft.channel ?? .phone, at: now.minuteOfDay)
    // What was taken over is what was seen: another suggestion is to be taken over anew.
    if box.suggestion?.decision != before?.decision { box.isSuggestionTaken = false }
  }

  private mutating func saveQuickAdd(_ box: QuickAddBox) -> [Effect] {
    guard let session else { return [] }
    guard !box.draft.text.tidied.isEmpty else {
      _ = showErrorInOverlay("还没有写诉求内容，例如「12号502 楼道灯不亮」")
      return []
    }
    return save(.register(box.registration(in: session, at: now), followedBy: box.decidedSteps))
  }

  /// After it was saved.
  mutating func finishRegistration(_ detail: RequestDetail) -> [Effect] {
    if case .quickAdd = overlays.last { closeTop() }
    unsavedQuickAdd = ""
    let forgotten = keepQuickAdd(nil)
    let number = detail.request.number
    let left = detail.obligation.map {
      "，下一步 \($0.kind.title) \(Words.deadline($0.dueAt, at: now))"
    }
    let named = detail.request.handler == nil ? detail.request.registration.namedHandler : nil
    let reminder = session.flatMap { session in
      named.map { "；指定了 \(session.directory.name(of: $0))，分级后按 d 派单" }
    }
    let main = detail.request.main.map { "，并入 \($0.number)" } ?? ""
    say("已登记 \(number)\(main)\(left ?? "")\(reminder ?? "")", .success)
    // The person who took it down sees it selected; everybody else's place stays.
    screen = .workbench
    focus = .requests
    self.detail.take(detail)
    requests.filter.search = ""
    requests.filter.group = nil
    requests.filter.facets = FacetChoice()
    requests.savedView = nil
    // A list that it may not belong to gives way to the one that holds everything.
    if ![.open, .today, .all].contains(requests.filter.view) { requests.filter.view = .open }
    newestRow = max(newestRow, detail.rowKey)
    markSeen()
    let effects =
      resizeLists() + [forgotten, reload(.queue, selecting: detail.history.id)]
      + loadBoards()
    return effects + giveWaitingKeysAfterSave(detail)
  }
}

extension TriageSuggestion {
  /// What tells it from another one, for drafts.
  fileprivate var draftText: String { "\(tier.rawValue) \(urgency?.rawValue ?? "") \(reason)" }
}

extension QuickAddBox {
  /// The field of its draft for the suggestion that was taken over.
  static let taken = "taken"

  /// What was decided with the registration: a typed tier, or the suggestion that was taken over.
  var decidedSteps: [RequestCommand] {
    draft.steps(suggestion: suggestion, taken: isSuggestionTaken)
  }
}
