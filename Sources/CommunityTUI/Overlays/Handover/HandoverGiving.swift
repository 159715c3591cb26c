import CoreModel
import Store
import TerminalKit

/// 交班: a word on each item that falls due before the next shift ends, and whatever else is to be said.
struct GivingPage: Sendable {
  /// The ending shift.
  var shift: Identifier<Shift>
  /// What it would hand over; nil while it is read.
  var preparation: HandoverPreparation?
  /// The words by item.
  var words: [String: String] = [:]
  /// What else is said.
  var remark = ""
  /// Whether giving signs the person out.
  var isLeaving = true
  /// The selected row: an item, then 其他交代, then 签退.
  var index = 0
  /// The field of the selected row.
  var field = TextField(limit: Handover.longestWord)
  /// Whether the course of the shift is shown instead.
  var showsCourse = false
  /// Lines of it that are scrolled away.
  var courseOffset = 0
  /// Why it could not be given.
  var error: String?
  /// Whether another desk has handed this shift over: what was written here can be added to that.
  var isOvertaken = false
  /// Whether the person has typed anything.
  var isTouched = false

  /// The items.
  var items: [HandoverItem] { preparation?.matter.items ?? [] }
  /// How many rows there are.
  var rows: Int { items.count + 2 }
  /// The selected item; nil on the rows behind them.
  var item: HandoverItem? { items.indices.contains(index) ? items[index] : nil }
  /// Whether the row of 签退 is selected.
  var isOnLeaving: Bool { index == items.count + 1 }

  /// How many items have the word that they need, of how many.
  var progress: (written: Int, needed: Int) {
    guard let matter = preparation?.matter else { return (0, 0) }
    let needed = items.filter(matter.needsWord)
    return (needed.count { !(words[$0.id] ?? "").tidied.isEmpty }, needed.count)
  }

  /// Where it is kept while it is not given.
  var slot: DraftSlot { .box(GivingPage.boxName + shift.text) }
  /// The beginning of the slots' names; the shift's own follows.
  static let boxName = "handover:"

  /// What is to be kept; nothing while nothing was written.
  var draft: Draft {
    var fields: [String: DraftValue] = [:]
    for (id, word) in words where !word.isEmpty { fields[id] = .text(word) }
    if !remark.isEmpty { fields[GivingPage.remarkField] = .text(remark) }
    return Draft(title: "交班", fields: fields)
  }

  static let remarkField = "remark"

  /// Puts what stands in the field where it belongs.
  mutating func keepField() {
    if let item {
      words[item.id] = field.text
    } else if !isOnLeaving {
      remark = field.text
    }
  }

  /// Selects a row.
  mutating func select(_ row: Int) {
    index = min(max(0, row), rows - 1)
    let text = item.map { words[$0.id] ?? "" } ?? (isOnLeaving ? "" : remark)
    field = TextField(
      text, limit: item == nil ? Handover.longestRemark : Handover.longestWord,
      placeholder: placeholder)
  }

  private var placeholder: String {
    guard let item, let matter = preparation?.matter else { return "其他要交代的，可不写" }
    return matter.needsWord(item) ? "给下一班写一句：等谁、做到哪、怎么办" : "上一班就已超时，可不写"
  }

  /// The next row behind the selected one on which a word is owed, else 其他交代, else 签退.
  mutating func selectNext() {
    guard let matter = preparation?.matter else { return }
    let next = items.indices.first {
      $0 > index && matter.needsWord(items[$0]) && (words[items[$0].id] ?? "").tidied.isEmpty
    }
    select(next ?? (index < items.count ? items.count : items.count + 1))
  }

  /// All that was written, as one text for an addition.
  var asAddition: String {
    let lines = items.compactMap { item -> String? in
      let word = (words[item.id] ?? "").tidied
      return word.isEmpty ? nil : "\(item.number.isEmpty ? "交办" : item.number)：\(word)"
    }
    return (lines + [remark.tidied].filter { !$0.isEmpty }).joined(separator: "；")
  }
}

extension AppState {
  /// Opens 交班 of a shift.
  mutating func openGiving(_ shift: Identifier<Shift>) -> [Effect] {
    guard let session else { return [] }
    if let attendance = duty[shift],
      let refusal = Handover.givingRefusal(
        attendance, existing: duty.handover(of: shift), by: session.actor, at: now,
        in: session.directory)
    {
      say(refusal, .warning)
      return []
    }
    let page = GivingPage(shift: shift)
    changeHandover { $0.pages.append(.giving(page)) }
    return [.handover(.prepare(shift)), .loadDraft(page.slot)]
  }

  /// Takes in what a shift would hand over; words stay with their items.
  mutating func install(_ preparation: HandoverPreparation) {
    changeGiving(of: preparation.matter.shift.id) { page in
      let selected = page.item?.id
      let wasOnItems = page.preparation == nil || page.item != nil
      let behind = page.index - page.items.count
      page.preparation = preparation
      let place = page.items.firstIndex { $0.id == selected }
      let first = page.items.firstIndex(where: preparation.matter.needsWord) ?? 0
      page.select(place ?? (wasOnItems ? first : page.items.count + behind))
    }
  }

  /// Puts what was not given back into its page.
  mutating func restoreGiving(_ kept: KeptDraft, in slot: DraftSlot) {
    var isRestored = false
    let saved = kept.savedAt.nearText(relativeTo: now)
    changeHandover { box in
      guard case .giving(var page) = box.page, page.slot == slot, !page.isTouched else { return }
      for (id, value) in kept.draft.fields {
        guard case .text(let text) = value else { continue }
        if id == GivingPage.remarkField { page.remark = text } else { page.words[id] = text }
      }
      page.error = "上次（\(saved)）写的交代已经放回来了，看过再交"
      page.select(page.index)
      box.replace(.giving(page))
      isRestored = true
    }
    if isRestored { goesOn(from: kept, in: slot) }
  }

  private mutating func changeGiving(
    of shift: Identifier<Shift>, _ change: (inout GivingPage) -> Void
  ) {
    changeHandover { box in
      guard case .giving(var page) = box.page, page.shift == shift else { return }
      change(&page)
      box.replace(.giving(page))
    }
  }

  mutating func handle(_ event: InputEvent, in page: GivingPage) -> [Effect] {
    var page = page
    switch event {
    case .key(let key):
      switch (key.code, key.modifiers) {
      case (.escape, _), (.character("c"), .control):
        leaveHandoverPage()
        if !page.draft.isEmpty { say("写的交代留作草稿，按 + 接着写") }
        return []
      case (.tab, _), (.backTab, _):
        page.showsCourse.toggle()
      case _ where page.showsCourse: scrollCourse(key, &page)
      case (.character("s"), .control): return submit(page)
      case (.up, _): page.select(page.index - 1)
      case (.down, _): page.select(page.index + 1)
      case (.pageUp, _): page.select(page.index - handoverRoom.listRows)
      case (.pageDown, _): page.select(page.index + handoverRoom.listRows)
      case (.enter, _) where page.isOnLeaving: page.isLeaving.toggle()
      case (.enter, _): page.selectNext()
      case (.character(" "), []) where page.isOnLeaving: page.isLeaving.toggle()
      case _ where page.isOnLeaving: break
      default:
        if page.field.handle(key) == .changed { return typed(page) }
      }
    case .paste(let text, _):
      guard !page.isOnLeaving, !page.showsCourse, page.field.paste(text) == .changed else {
        return []
      }
      return typed(page)
    default: return []
    }
    changeHandover { $0.replace(.giving(page)) }
    return []
  }

  private mutating func typed(_ page: GivingPage) -> [Effect] {
    var page = page
    page.isTouched = true
    page.error = page.field.wasCut ? "这一句最多 \(page.field.limit) 字，多的没有放进去" : nil
    page.keepField()
    changeHandover { $0.replace(.giving(page)) }
    return [.saveDraft(page.draft, page.slot)]
  }

  private func scrollCourse(_ key: Key, _ page: inout GivingPage) {
    guard let preparation = page.preparation else { return }
    let size = handoverRoom.inside.size
    var view = DetailView(courseLines(preparation), offset: page.courseOffset, glyphs: look.glyphs)
    view.scroll(by: key.scrolling(page: size.rows) ?? 0, in: size)
    page.courseOffset = view.offset
  }

  private mutating func submit(_ page: GivingPage) -> [Effect] {
    guard let matter = page.preparation?.matter else { return [] }
    if page.isOvertaken {
      return save(
        .handover(
          .settle(.add(page.asAddition), page.shift, version: nil, arriving: nil)))
    }
    let silent = page.items.firstIndex {
      matter.needsWord($0) && (page.words[$0.id] ?? "").tidied.isEmpty
    }
    if let silent {
      var page = page
      let left = page.progress.needed - page.progress.written
      page.select(silent)
      page.error = "还有 \(left) 件没有写交代：它们在下一班结束前到期，各写一句再交"
      changeHandover { $0.replace(.giving(page)) }
      return []
    }
    return save(
      .handover(
        .give(
          .give(words: page.words, remark: page.remark), page.shift, leaving: page.isLeaving)))
  }

  /// Another desk was faster: what was written here is still here, and can be added to theirs.
  mutating func overtaken(_ words: String, on shift: Identifier<Shift>) -> [Effect] {
    bell = true
    typeAhead = TypeAhead()
    var isShown = false
    changeGiving(of: shift) { page in
      page.isOvertaken = true
      page.error = words + "。您写的都还在：按 Ctrl-S 作为补充加到那份交接上，或按 Esc 留作草稿"
      isShown = true
    }
    if !isShown {
      showHandoverError(words)
    }
    return []
  }
}

extension Key {
  /// How far it scrolls a text that is read; nil for other keys.
  func scrolling(page: Int) -> Int? {
    switch code {
    case .up, .character("k"): -1
    case .down, .character("j"): 1
    case .pageUp: -(page - 1)
    case .pageDown, .character(" "): page - 1
    case .home: -100_000
    case .end: 100_000
    default: nil
    }
  }
}
