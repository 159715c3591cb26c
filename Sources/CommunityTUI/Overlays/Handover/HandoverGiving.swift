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
  /// What is said while the shift is far from its end.
  var earlyNote: String?
  /// What the person should know, and nothing is wrong with.
  var notice: String?
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

  /// The rows on which a word is owed and not written.
  private var unwritten: [Int] {
    guard let matter = preparation?.matter else { return [] }
    return items.indices.filter {
      matter.needsWord(items[$0]) && (words[items[$0].id] ?? "").tidied.isEmpty
    }
  }

  /// The next row on which a word is owed, round to the first; when all are written 其他交代, then 签退.
  mutating func selectNext() {
    let unwritten = unwritten.filter { $0 != index }
    let next = unwritten.first { $0 > index } ?? unwritten.first
    select(next ?? (index < items.count ? items.count : items.count + 1))
  }

  /// Selects the first row on which a word is owed and not written; stays where there is none.
  mutating func selectFirstUnwritten() {
    select(unwritten.first ?? index)
  }

  /// Takes in what the shift would hand over, read for the first time or anew: words stay with their items, and the
  /// cursor stays in its text.
  mutating func take(_ fresh: HandoverPreparation) {
    let selected = item?.id
    let isFirst = preparation == nil
    let behind = index - items.count
    preparation = fresh
    if isFirst {
      select(items.firstIndex(where: fresh.matter.needsWord) ?? 0)
      selectFirstUnwritten()
      if notice == nil, !isOvertaken { notice = earlyNote }
    } else if let selected {
      guard let place = items.firstIndex(where: { $0.id == selected }) else {
        notice = "刚才选中的一件不用再交代了，写过的话还在草稿里；现在选中的是另一件"
        return select(min(index, items.count))
      }
      index = place
    } else {
      index = items.count + behind
    }
  }

  /// All that was written, as one text for an addition; what the sheet says already is left out.
  var asAddition: String {
    let given = preparation?.existing?.sheet
    let said = given?.items ?? []
    var lines: [String] = []
    for item in items + said.filter({ one in !items.contains { $0.id == one.id } }) {
      let word = (words[item.id] ?? "").tidied
      guard !word.isEmpty, said.first(where: { $0.id == item.id })?.word.tidied != word else {
        continue
      }
      lines.append("\(item.number.isEmpty ? "交办" : item.number)：\(word)")
    }
    let rest = remark.tidied
    if !rest.isEmpty, rest != given?.remark.tidied { lines.append(rest) }
    return lines.joined(separator: "；")
  }
}

extension AppState {
  /// Opens 交班 of a shift.
  mutating func openGiving(_ shift: Identifier<Shift>) -> [Effect] {
    guard let session else { return [] }
    var page = GivingPage(shift: shift)
    if let existing = duty.handover(of: shift) {
      // A draft that came too late is still somebody's words: they are shown, and can be added.
      page.isOvertaken = true
      page.error = overtakenText(existing)
    } else if let attendance = duty[shift] {
      if let refusal = Handover.givingRefusal(
        attendance, existing: nil, by: session.actor, at: now, in: session.directory)
      {
        say(refusal, .warning)
        return []
      }
      page.earlyNote = Handover.earlyNote(attendance.shift, at: now)
    }
    let opened = page
    changeHandover { $0.pages.append(.giving(opened)) }
    return [.handover(.prepare(shift)), .loadDraft(page.slot)]
  }

  /// What whoever writes 交班 is told once it was given without them.
  private func overtakenText(_ handover: Handover) -> String {
    let name = session?.directory.name(of: handover.givenBy) ?? ""
    let given = "\(name) 已在 \(handover.givenAt.nearText(relativeTo: now)) 交班。您写的都还在："
    guard handover.isSigned else { return given + "按 Ctrl-S 作为补充加到那份交接上，或按 Esc 留作草稿" }
    return given + "下一班已经签字，不能再补充，要说的请抄到诉求的备注里；按 Esc 留作草稿"
  }

  /// Reads what a shift would hand over anew while words on it are written, and says at once when another desk has
  /// handed it over.
  mutating func refreshGiving() -> [Effect] {
    guard case .giving(let page)? = handoverBox?.page, page.preparation != nil else { return [] }
    if !page.isOvertaken, let existing = duty.handover(of: page.shift) {
      let text = overtakenText(existing)
      bell = true
      changeGiving(of: page.shift) { page in
        page.isOvertaken = true
        page.error = text
      }
    }
    return [.handover(.prepare(page.shift))]
  }

  /// Takes in what a shift would hand over; words stay with their items.
  mutating func install(_ preparation: HandoverPreparation) {
    changeGiving(of: preparation.matter.shift.id) { $0.take(preparation) }
  }

  /// Puts what was not given back into its page, wherever nothing was written anew.
  mutating func restoreGiving(_ kept: KeptDraft, in slot: DraftSlot) {
    var isRestored = false
    let saved = kept.savedAt.nearText(relativeTo: now)
    changeHandover { box in
      guard case .giving(var page) = box.page, page.slot == slot else { return }
      for (id, value) in kept.draft.fields {
        guard case .text(let text) = value else { continue }
        if id == GivingPage.remarkField {
          if page.remark.isEmpty { page.remark = text }
        } else if page.words[id, default: ""].isEmpty {
          page.words[id] = text
        }
      }
      page.notice = "上次（\(saved)）写的交代已经放回来了，看过再交"
      if !page.isTouched {
        page.select(page.index)
        page.selectFirstUnwritten()
      }
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
        guard !page.draft.isEmpty else { return [] }
        say(page.isOvertaken ? "写的交代留作草稿，按 D 看" : "写的交代留作草稿，按 + 接着写")
        return page.isTouched ? [.saveDraft(page.draft, page.slot)] : []
      // What is typed before it is known what to write on would stand nowhere.
      case _ where page.preparation == nil: return []
      case (.tab, _), (.backTab, _):
        page.showsCourse.toggle()
      case _ where page.showsCourse: scrollCourse(key, &page)
      case (.character("s"), .control): return submit(page)
      case (.up, _): page.select(page.index - 1)
      case (.down, _): page.select(page.index + 1)
      case (.pageUp, _): page.select(page.index - handoverRoom.listRows)
      case (.pageDown, _): page.select(page.index + handoverRoom.listRows)
      case (.enter, _): page.selectNext()
      case (.character(" "), []) where page.isOnLeaving: page.isLeaving.toggle()
      case _ where page.isOnLeaving: page.notice = "这一行只按空格改；要写字请按 ↑"
      default:
        if page.field.handle(key) == .changed { return typed(page) }
      }
    case .paste(let text, _):
      guard page.preparation != nil, !page.isOnLeaving, !page.showsCourse,
        page.field.paste(text) == .changed
      else {
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
    page.notice = nil
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
      page.notice = nil
      page.error = "还有 \(left) 件没有写交代：它们在下一班结束前到期，各写一句再交"
      changeHandover { $0.replace(.giving(page)) }
      // Another desk may have handed over meanwhile: that is said before anybody writes on.
      return loadBoards()
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
      page.notice = nil
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
