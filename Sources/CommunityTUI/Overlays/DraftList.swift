import CoreModel
import Store
import TerminalKit

/// 草稿: what the person did not save, newest first.
struct DraftList: Sendable {
  /// The list.
  var menu: Menu
  /// What stands in it, in the same order.
  var drafts: [KeptDraft]
}

extension AppState {
  /// Opens the list with what is known, and reads it anew.
  mutating func openDrafts() -> [Effect] {
    overlays.append(.drafts(draftList(selecting: nil)))
    return [.loadDrafts]
  }

  /// Takes in what was not saved; the first time after signing in, says so.
  mutating func install(_ drafts: [KeptDraft]) {
    self.drafts = drafts
    if !hasToldOfDrafts {
      hasToldOfDrafts = true
      if !drafts.isEmpty {
        // What stands there already is said with it: neither may push the other out.
        say(
          [toast?.toast.text, draftNews].compactMap(\.self).joined(separator: "；"),
          toast?.toast.kind ?? .info)
      }
    }
    for index in overlays.indices {
      guard case .drafts(let list) = overlays[index] else { continue }
      overlays[index] = .drafts(draftList(selecting: list.menu.selectedItem?.id))
    }
  }

  private var draftNews: String {
    let old = drafts.count { DraftRules.isOld(savedAt: $0.savedAt, now: now) }
    let words = old > 0 ? "（其中 \(old) 份已放了 \(DraftRules.oldDays) 天以上）" : ""
    return "有 \(drafts.count) 份没写完的草稿\(words)，按 D 查看"
  }

  private func draftList(selecting id: String?) -> DraftList {
    let items = drafts.enumerated().map { index, kept in
      let words = Privacy.masked(kept.draft.firstWords)
      let about = kept.request.map { Privacy.masked($0.text) } ?? ""
      let isOld = DraftRules.isOld(savedAt: kept.savedAt, now: now)
      return MenuItem(
        id: kept.itemID,
        title: [kept.title, kept.request?.number ?? ""]
          .filter { !$0.isEmpty }.joined(separator: " "),
        note: [
          kept.savedAt.nearText(relativeTo: now) + (isOld ? "（很久了）" : ""),
          words.isEmpty ? "（只改了选项）" : TextLayout.clip(words, columns: 36),
          about.isEmpty ? "" : "〔\(TextLayout.clip(about, columns: 24))〕",
        ].filter { !$0.isEmpty }.joined(separator: "  "))
    }
    var menu = Menu(
      title: "没写完的草稿", items: items, emptyText: "没有没写完的草稿", hasDigits: false)
    if let id { menu.select(id) }
    return DraftList(menu: menu, drafts: drafts)
  }

  mutating func handle(_ event: InputEvent, in list: DraftList) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var list = list
    let selected = list.drafts.first { $0.itemID == list.menu.selectedItem?.id }
    if CommandKeys.normalise(key) == Key("x") || key == Key(.delete) {
      guard let selected else { return [] }
      overlays.append(
        .confirm(
          Question(
            confirm: Confirm(
              title: "扔掉这份草稿",
              body: [
                "\(selected.title) \(selected.request?.number ?? "")，\(selected.savedAt.nearText(relativeTo: now)) 写的。",
                "「\(TextLayout.clip(Privacy.masked(selected.draft.firstWords), columns: 50))」",
                "扔掉以后找不回来。",
              ], confirmLabel: "扔掉", confirmKey: Key("y"), trigger: Key("x"), isDanger: true),
            action: .discardDraft(selected))))
      return []
    }
    let outcome = list.menu.handle(key)
    replaceTop(with: .drafts(list))
    switch outcome {
    case .chosen:
      guard let selected else { return [] }
      closeTop()
      return [.openDraft(selected)]
    case .cancelled:
      closeTop()
      return []
    case .none, .refused: return []
    }
  }

  // MARK: Opening one

  /// Opens the form that a draft is of, or shows the draft and says why the form cannot be opened.
  mutating func reopen(_ kept: KeptDraft, on detail: RequestDetail?) -> [Effect] {
    guard overlays.isEmpty, let session else { return [] }
    switch DraftSlot(named: kept.slot) {
    case .quickAdd:
      guard unsavedQuickAdd.isEmpty || unsavedQuickAdd == kept.draft.text() else {
        return read(kept, because: "「新诉求」里另有一份没保存的，先按 n 保存或清空它")
      }
      return reopenQuickAdd(with: kept)
    case .step(let kind, _):
      guard let detail else { return read(kept, because: "这件诉求已不在库里") }
      if let refusal = detail.refusal(of: kind, by: session.actor) {
        return read(kept, on: detail, because: refusal.message)
      }
      return open(FormIntent(kind: kind, draft: kept), on: detail)
    case .triage:
      guard let detail else { return read(kept, because: "这件诉求已不在库里") }
      if let refusal = detail.refusal(of: .triage, by: session.actor) {
        return read(kept, on: detail, because: refusal.message)
      }
      return open(FormIntent(kind: .triage, isTierBox: true, draft: kept), on: detail)
    // The draft of another desk may be the one that was chosen: it is put in before the newest one is read.
    case .chat:
      guard !hasOwn(besides: kept) else { return read(kept, because: "这里另有一份粘贴的群聊，先按 w 登记或清空它") }
      return openChat() + restore(kept, in: .chat)
    case .importPath: return openImport() + restore(kept, in: .importPath)
    case .box(let name):
      return reopenBox(name)
        ?? read(
          kept,
          because: name.hasPrefix(BoardSheet.boxName)
            ? "它说的事已经办结，或不在屏上了" : "这一项要从它自己的列表里打开（S 设置、Y 模板），或已经没有了；打开时会自动放回来")
    case nil:
      return read(kept, because: "它由更新版本的程序留下")
    }
  }

  /// Whether this desk keeps a draft in the same place, which going on with this one would write over.
  private func hasOwn(besides kept: KeptDraft) -> Bool {
    kept.origin.desk != desk && drafts.contains { $0.slot == kept.slot && $0.origin.desk == desk }
  }

  /// Shows a draft whole, to be read and copied.
  private mutating func read(
    _ kept: KeptDraft, on detail: RequestDetail? = nil, because reason: String
  ) -> [Effect] {
    let fields = spoken(kept, on: detail)
    let about = kept.request.map {
      [DetailLine.labelled("诉求", [Span("\($0.number) \(Privacy.masked($0.text))")])]
    }
    let lines: [DetailLine] =
      [
        .text([Span("现在不能接着填：\(reason)", Style(.warning, bold: true))]),
        .text([
          Span("写下的都在下面，按 y 复制。在草稿列表里按 x 可以扔掉。", Style(.muted))
        ]),
        .blank, .labelled("写于", [Span(kept.savedAt.nearText(relativeTo: now))]),
      ] + (about ?? []) + fields.map { .labelled($0.label, [Span($0.value)]) }
    overlays.append(
      .reading(
        ReadingView(
          title: "草稿 · \(kept.title)", view: DetailView(lines, glyphs: look.glyphs),
          hint: "↑↓ 翻看  y 复制  Esc 关闭", copy: fields.map(\.copied).joined(separator: "\n"))))
    return []
  }

  /// A draft's fields in words, by the labels of the form as far as that can be made.
  private func spoken(_ kept: KeptDraft, on detail: RequestDetail?) -> [SpokenField] {
    guard let session, let detail, case .step(let kind, _)? = DraftSlot(named: kept.slot) else {
      // What the fields are called is known by the form alone, which cannot be made any more for a board's.
      let isOfBoard = kept.slot.contains(BoardSheet.boxName)
      return kept.draft.fields.sorted { $0.key < $1.key }.compactMap { id, value in
        switch value {
        case .text(let text) where isOfBoard:
          text.isEmpty ? nil : SpokenField(label: "内容", value: text)
        case .text(let text): SpokenField(label: id == Draft.words ? "内容" : id, value: text)
        case .choice(let id?): isOfBoard ? nil : SpokenField(label: "选择", value: id)
        case .choice(nil), .toggle: nil
        }
      }
    }
    var form = StepFields(session: session, detail: detail, now: now).form(for: kind)
    for (id, value) in kept.draft.fields { form.setValue(value.formValue, for: id) }
    return form.fields.filter { kept.draft.fields[$0.id] != nil }
      .map { SpokenField(label: $0.label, value: $0.valueText) }
  }
}

/// A field in words.
struct SpokenField: Sendable, Equatable {
  /// What it is called.
  var label: String
  /// What stands in it.
  var value: String

  /// For the clipboard, and for a note.
  var copied: String { "\(label)：\(value)" }
}

extension KeptDraft {
  /// What the list knows it by.
  fileprivate var itemID: String { "\(slot) \(origin.desk.text)" }
}
