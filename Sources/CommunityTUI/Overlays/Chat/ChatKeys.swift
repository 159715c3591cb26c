import CoreModel
import Store
import TerminalKit

/// What the keys do in 粘贴群聊.
extension AppState {
  /// Opens the box, and asks for what was pasted and not registered.
  mutating func openChat() -> [Effect] {
    var box = ChatBox()
    let isOnGroups = screen == .groups || (screen == .workbench && focus == .groups)
    box.usualGroup = isOnGroups ? groups.selection : requests.filter.group
    overlays.append(.chat(box))
    return [.loadDraft(.chat)]
  }

  /// Puts back what was kept, unless something was pasted meanwhile.
  mutating func restoreChat(_ draft: String) -> [Effect] {
    guard case .chat(var box) = overlays.last, box.area.text.isEmpty, !draft.isEmpty, let session
    else { return [] }
    box.restore(draft)
    box.notice = "这是上次粘贴、没有登记的内容；接着粘贴会加在后面，不要了按 Del 清空"
    return list(&box, session) + askForRepeats()
  }

  /// Asks whether the selected candidate was reported before, unless that is known or asked already.
  mutating func askForRepeats() -> [Effect] {
    guard case .chat(var box) = overlays.last, let session else { return [] }
    let asking = box.step == .choosing ? box.selected : nil
    let query = asking.flatMap { candidate -> SimilarQuery? in
      // What is small talk, or here under its number, is no likely repeat.
      guard candidate.omission == nil || box.isMarked(candidate) else { return nil }
      if case .registered = candidate.omission { return nil }
      let query = candidate.draft.similarQuery(in: session.scope, at: now)
      return query.isEmpty ? nil : query
    }
    if let asked = box.asked, let query, asked.isSame(as: query) { return [] }
    guard box.asked != nil || query != nil else { return [] }
    box.asked = query
    box.similar = SimilarRequests()
    replaceTop(with: .chat(box))
    return query.map { [.loadSimilar($0)] } ?? []
  }

  mutating func handle(_ event: InputEvent, in box: ChatBox) -> [Effect] {
    let effects = answer(event, in: box)
    return effects + askForRepeats()
  }

  private mutating func answer(_ event: InputEvent, in box: ChatBox) -> [Effect] {
    var box = box
    guard let session else { return [] }
    if event == .key(.ctrl("c")) {
      closeTop()
      return [.saveDraft(Draft(box.draftText), .chat)] + openQuitConfirmation()
    }
    let isSecondDelete = box.asksToDiscard && event == .key(Key(.delete))
    box.error = nil
    box.asksToDiscard = false
    if box.picker != nil { return handle(event, choosingGroupIn: &box, session) }
    if box.editing != nil { return handle(event, rewritingIn: &box, session) }
    if case .paste(let text, let truncated) = event {
      return paste(text, truncated: truncated, into: &box, session)
    }
    guard case .key(let key) = event else { return [] }
    box.notice = nil
    if key.code == .escape { return close(box) }
    switch box.step {
    case .pasting: return handle(key, pastingIn: &box, session)
    case .choosing:
      if isSecondDelete {
        closeTop()
        say("粘贴的内容已清空")
        return [.saveDraft("", .chat)]
      }
      return handle(key, choosingIn: &box, session)
    }
  }

  // MARK: The text

  private mutating func paste(
    _ text: String, truncated: Bool, into box: inout ChatBox, _ session: Session
  ) -> [Effect] {
    let text = Sanitizer.text(text)
    if box.step == .choosing {
      box.area.buffer.move(to: .max)
      if !box.area.text.hasSuffix("\n"), !box.area.text.isEmpty { _ = box.area.paste("\n") }
    }
    let before = box.area.text.count
    _ = box.area.paste(text)
    let isCut = truncated || box.area.text.count - before < text.count
    box.notice = isCut ? "粘贴的内容太长，只放进了前面一段；先登记这些，再粘贴后面的" : nil
    guard !box.area.text.tidied.isEmpty else {
      replaceTop(with: .chat(box))
      return []
    }
    return list(&box, session) + [.saveDraft(Draft(box.draftText), .chat)]
  }

  private mutating func handle(
    _ key: Key, pastingIn box: inout ChatBox, _ session: Session
  ) -> [Effect] {
    if key.code == .tab || key == .ctrl("s") {
      guard !box.area.text.tidied.isEmpty else {
        box.error = "还没有内容。先到微信里复制群里的消息，再到这里粘贴"
        replaceTop(with: .chat(box))
        return []
      }
      return list(&box, session)
    }
    let outcome = box.area.handle(key, columns: TableOverDetail.chat(size).body.columns)
    replaceTop(with: .chat(box))
    return outcome == .changed ? [.saveDraft(Draft(box.draftText), .chat)] : []
  }

  /// Shows what was said, and asks what of it is registered already.
  private mutating func list(_ box: inout ChatBox, _ session: Session) -> [Effect] {
    box.understand(in: session, at: now)
    if box.step == .pasting { box.selectFirstMarked() }
    box.step = .choosing
    replaceTop(with: .chat(box))
    return [
      .findChat(session.scope, receivedAt: ChatRegistered.span(of: box.intake.candidates, at: now))
    ]
  }

  private mutating func close(_ box: ChatBox) -> [Effect] {
    closeTop()
    if !box.area.text.isEmpty { say("没有登记；粘贴的内容留作草稿，按 w 接着") }
    return [.saveDraft(Draft(box.draftText), .chat)]
  }

  // MARK: The list

  private mutating func handle(
    _ key: Key, choosingIn box: inout ChatBox, _ session: Session
  ) -> [Effect] {
    let plain = CommandKeys.normalise(key) ?? key
    let page = max(1, TableOverDetail.chat(size).rows - 1)
    var isChanged = false
    switch plain.code {
    case .up, .character("k"): box.selection -= 1
    case .down, .character("j"): box.selection += 1
    case .pageUp: box.selection -= page
    case .pageDown: box.selection += page
    case .home: box.selection = 0
    case .end: box.selection = .max
    case .character("s"), .function(10): return saveChat(box, session)
    case .character(" "):
      guard let selected = box.selected else { break }
      box.decisions[selected.id, default: ChatDecision()].isMarked = !box.isMarked(selected)
      box.selection += 1
      isChanged = true
    case .character("a"):
      // All that are proposed, or none.
      let isAll = box.intake.candidates.allSatisfy { $0.omission != nil || box.isMarked($0) }
      for candidate in box.intake.candidates where candidate.omission == nil || isAll {
        box.decisions[candidate.id, default: ChatDecision()].isMarked = !isAll
      }
      isChanged = true
    case .character("t"):
      guard let selected = box.selected, selected.suggestion != nil else {
        box.error = "这一条没有分级建议，登记后再分级"
        break
      }
      box.decisions[selected.id, default: ChatDecision()].isSuggestionTaken =
        !box.isSuggestionTaken(selected)
      isChanged = true
    case .character("g"): box.picker = groupPicker(session.directory)
    case .enter:
      guard let selected = box.selected else { break }
      box.editing = TextField(selected.line, limit: RequestHistory.longestText)
    case .tab, .backTab, .character("e"): box.step = .pasting
    case .delete:
      box.asksToDiscard = true
      box.error = "再按一次 Del 清空粘贴的内容（已经登记的不受影响）"
    default:
      if CommandKeys.isStrayHan(key) { box.error = "请切换到英文输入法再按命令键" }
    }
    box.selection = max(0, min(box.selection, box.intake.candidates.count - 1))
    box.top = TableOverDetail.chat(size).top(from: box.top, showing: box.selection)
    replaceTop(with: .chat(box))
    return isChanged ? [.saveDraft(Draft(box.draftText), .chat)] : []
  }

  private mutating func handle(
    _ event: InputEvent, rewritingIn box: inout ChatBox, _ session: Session
  ) -> [Effect] {
    guard var field = box.editing, let selected = box.selected else { return [] }
    var isChanged = false
    switch event {
    case .paste(let text, let truncated):
      isChanged = field.paste(Sanitizer.line(text)) == .changed
      if truncated || field.wasCut { box.error = "粘贴的内容太长，只放进了前面一段" }
      box.editing = field
    case .key(let key):
      switch key.code {
      case .escape:
        box.editing = nil
        isChanged = true
      case .enter:
        guard !field.text.tidied.isEmpty else {
          box.error = "内容不能是空的；不登记这一条就按 Esc，再按空格去掉标记"
          break
        }
        let isProposed = selected.line == field.text && !selected.isRewritten
        var decision = box.decisions[selected.id] ?? ChatDecision()
        decision.line = isProposed ? nil : field.text
        // Whoever rewrites a line means it to be registered; another suggestion is to be seen anew.
        if !isProposed { decision.isMarked = true }
        let before = selected.suggestion?.decision
        box.intake.rewrite(
          box.selection, as: field.text, in: session.directory, rules: session.rules.triage,
          at: now)
        if box.selected?.suggestion?.decision != before { decision.isSuggestionTaken = false }
        box.decisions[selected.id] = decision
        box.editing = nil
        isChanged = true
      default:
        isChanged = field.handle(key) == .changed
        box.editing = field
      }
    default: return []
    }
    replaceTop(with: .chat(box))
    return isChanged ? [.saveDraft(Draft(box.draftText), .chat)] : []
  }

  // MARK: 楼组

  private func groupPicker(_ directory: Directory) -> Palette {
    let nowhere = MenuItem(id: "", title: "不确定", note: "没写楼号的先不定楼组")
    return Palette(
      title: "这是哪个楼组的群",
      items: directory.groups.map { group in
        MenuItem(
          id: group.id.text, title: group.name, note: group.weChatGroup ?? "",
          keywords: [PinyinInitials.of(group.name), group.weChatGroup ?? ""])
      } + [nowhere], placeholder: "输入楼号或拼音首字母", emptyText: "没有这个楼组")
  }

  private mutating func handle(
    _ event: InputEvent, choosingGroupIn box: inout ChatBox, _ session: Session
  ) -> [Effect] {
    guard var picker = box.picker else { return [] }
    let outcome: MenuOutcome
    switch event {
    case .key(let key): outcome = picker.handle(key)
    case .paste(let text, _): outcome = picker.paste(Sanitizer.line(text))
    default: return []
    }
    box.picker = picker
    switch outcome {
    case .none: break
    case .refused(let reason): box.error = reason
    case .cancelled: box.picker = nil
    case .chosen(let id):
      box.picker = nil
      box.chosenGroup = id.isEmpty ? nil : GroupID(id)
      if id.isEmpty { box.usualGroup = nil }
      box.intake.choose(
        box.chosenGroup, in: session.directory, rules: session.rules.triage, at: now)
      box.intake.leaveOut(box.registered)
    }
    replaceTop(with: .chat(box))
    return []
  }

  // MARK: Registering

  private mutating func saveChat(_ box: ChatBox, _ session: Session) -> [Effect] {
    var box = box
    let entries = box.entries(by: session, at: now)
    guard !entries.isEmpty else {
      box.error = "没有标记任何一条。移到要登记的上面按空格"
      replaceTop(with: .chat(box))
      return []
    }
    // The rules are asked before the store is, so that a mistake is shown where it was made.
    for entry in entries {
      do {
        _ = try entry.registration.decide(by: session.actor, at: now)
      } catch {
        box.selection = box.intake.candidates.firstIndex { $0.id == entry.id } ?? box.selection
        box.top = TableOverDetail.chat(size).top(from: box.top, showing: box.selection)
        box.error = "还没有登记：\(error.message)"
        replaceTop(with: .chat(box))
        return []
      }
    }
    replaceTop(with: .chat(box))
    return save(.registerChat(entries))
  }

  /// Takes in what of a paste is registered already.
  mutating func install(_ registered: [ChatRegistered]) {
    guard case .chat(var box) = overlays.last else { return }
    let wasFirst = box.selected.map {
      $0.id == box.intake.candidates.first(where: box.isMarked)?.id
    }
    box.registered = registered
    box.intake.leaveOut(registered)
    // Whoever is rewriting a line goes on with that one.
    if wasFirst == true, box.editing == nil {
      box.selectFirstMarked()
      box.top = TableOverDetail.chat(size).top(from: box.top, showing: box.selection)
    }
    replaceTop(with: .chat(box))
  }

  /// After the marked ones were registered: the numbers, or those that are left with why.
  mutating func finishChat(_ outcomes: [ChatOutcome]) -> [Effect] {
    typeAhead = TypeAhead()
    let done = outcomes.compactMap { try? $0.result.get() }
    // One's own is no news, whatever is being counted at this moment.
    newestRow = done.map(\.rowKey).reduce(newestRow, max)
    markSeen()
    guard case .chat(var box) = overlays.last, let session else { return refreshEverything() }
    let failures = outcomes.filter { if case .failure = $0.result { true } else { false } }
    guard let failure = failures.first, case .failure(let error) = failure.result else {
      let left = box.intake.candidates.filter { !box.isMarked($0) }
      closeTop()
      say("已登记 \(done.count) 件", .success)
      overlays.append(
        .reading(
          ReadingView(
            title: "群聊登记结果",
            view: DetailView(
              ChatSummary(done: done, left: left, directory: session.directory, now: now).lines,
              glyphs: look.glyphs))))
      return [.saveDraft("", .chat)] + refreshEverything()
    }
    for outcome in outcomes {
      guard case .success(let detail) = outcome.result else { continue }
      let form = detail.request.registration
      box.decisions[outcome.id, default: ChatDecision()].isMarked = nil
      box.registered.append(
        ChatRegistered(
          number: detail.request.number, resident: form.resident.name ?? "", text: form.text,
          receivedAt: form.receivedAt))
      box.intake.setRegistered(detail.request.number, id: outcome.id)
    }
    bell = true
    box.error = "登记了 \(done.count) 件，还有 \(failures.count) 件没有登记：\(error.message)"
    box.selection = box.intake.candidates.firstIndex { $0.id == failure.id } ?? box.selection
    box.top = TableOverDetail.chat(size).top(from: box.top, showing: box.selection)
    replaceTop(with: .chat(box))
    return [.saveDraft(Draft(box.draftText), .chat)] + refreshEverything() + askForRepeats()
  }
}
