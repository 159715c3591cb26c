import CoreModel
import Store
import TerminalKit

/// A save that came late: what others did meanwhile beside what was to be saved, and what to do.
///
/// Lies over the form, which keeps everything until one of the choices is taken.
struct LateSave: Sendable {
  /// The request as it is now.
  var detail: RequestDetail
  /// The version that the person had seen.
  var since: Int
  /// What was to be saved, in words.
  var mine: [SpokenField]
  /// Why it cannot be saved any more; nil when it can.
  var refusal: String?
  /// What both corrected, and whose shall stand.
  var clashes: [Clash]
  /// Whether it may be kept as 备注 instead.
  var mayNote: Bool
  /// The choices.
  var menu = Menu(items: [])
  /// Lines of the news that are scrolled away.
  var offset = 0

  /// A field that both corrected.
  struct Clash: Sendable, Equatable {
    /// Which.
    var field: AmendmentField
    /// What the person wrote.
    var mine: String
    /// What the other wrote.
    var theirs: String
    /// Whose stands.
    var takesMine = true
  }
}

extension AppState {
  /// Shows what happened since, with what was to be saved. The form stays below.
  mutating func openLateSave(_ form: StepForm) {
    guard let session else { return }
    let refusal = form.seen.refusal(of: form.kind, by: session.actor)
    let mine = form.spoken
    var late = LateSave(
      detail: form.seen, since: form.base, mine: mine, refusal: refusal?.message,
      clashes: clashes(of: form, session),
      mayNote: form.kind != .note && !mine.isEmpty
        && form.seen.refusal(of: .note, by: session.actor) == nil)
    late.arrange()
    overlays.append(.lateSave(late))
    bell = true
  }

  private func clashes(of form: StepForm, _ session: Session) -> [LateSave.Clash] {
    guard form.kind == .amend, let then = form.seen.history.asSeen(at: form.base)?.request else {
      return []
    }
    let now = form.seen.request
    var mine: [AmendmentField: String] = [:]
    for field in AmendmentField.allCases where form.isTouched(field.rawValue) {
      switch form.form.values.all[field.rawValue] {
      case .text(let text): mine[field] = text.tidied
      case .choice(let id): mine[field] = id ?? ""
      case .toggle, nil: break
      }
    }
    let fresh = StepFields(session: session, detail: form.seen, now: self.now).form(for: .amend)
    return AmendmentMerge.clashes(mine: mine, then: then, now: now).map { field in
      let theirs =
        field == .phone
        ? now.registration.resident.maskedPhone ?? ""
        : fresh.fields.first { $0.id == field.rawValue }?.valueText ?? now.written(field)
      let written = form.form.fields.first { $0.id == field.rawValue }?.valueText ?? ""
      return LateSave.Clash(field: field, mine: written, theirs: theirs)
    }
  }

  mutating func handle(_ event: InputEvent, in late: LateSave) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var late = late
    switch CommandKeys.normalise(key)?.code {
    case .pageDown: late.offset += 5
    case .pageUp: late.offset = max(0, late.offset - 5)
    default:
      let outcome = late.menu.handle(key)
      replaceTop(with: .lateSave(late))
      switch outcome {
      case .chosen(let id): return take(id, in: late)
      case .cancelled: return goBack(from: late)
      case .refused(let reason): say(reason, .warning)
      case .none: break
      }
      return []
    }
    replaceTop(with: .lateSave(late))
    return []
  }

  private mutating func take(_ choice: String, in late: LateSave) -> [Effect] {
    switch choice {
    case "save":
      _ = goBack(from: late)
      return handleInOverlay(.key(.ctrl("s")))
    case "back": return goBack(from: late)
    case "note":
      closeTop()
      guard case .form(let form) = overlays.last else { return [] }
      let words =
        "「\(form.kind.title)」没有记成（\(late.refusal ?? "")）："
        + late.mine.map { late.mine.count == 1 ? $0.value : $0.copied }.joined(separator: "；")
      return save(
        .perform(.note(text: words), form.request, version: late.detail.request.version))
    case "copy":
      clipboard = late.mine.map(\.copied).joined(separator: "\n")
      say("已送到本机剪贴板（终端支持时）；粘贴不出来就用鼠标选中复制")
      return []
    case "drop":
      overlays.append(
        .confirm(
          Question(
            confirm: Confirm(
              title: "放弃我写的",
              body: ["您写的不再保存，也不再留作草稿。", "对方的记录不受影响。"], confirmLabel: "放弃",
              confirmKey: Key("y"), trigger: Key("x"), isDanger: true), action: .discardForm)))
      return []
    default:
      guard let index = late.clashes.firstIndex(where: { $0.field.rawValue == choice }) else {
        return []
      }
      var late = late
      late.clashes[index].takesMine.toggle()
      late.arrange()
      late.menu.select(choice)
      replaceTop(with: .lateSave(late))
      return []
    }
  }

  /// Back to the form, which now stands on the request as it is: what the person did not touch reads as it
  /// was corrected meanwhile, and the next saving is against what they have been shown.
  private mutating func goBack(from late: LateSave) -> [Effect] {
    closeTop()
    guard let session, case .form(var form) = overlays.last else { return [] }
    let fresh = StepFields(session: session, detail: late.detail, now: now).form(for: form.kind)
    form.rebase(onto: late.detail, fresh: fresh.values)
    for clash in late.clashes where !clash.takesMine {
      if let value = fresh.values.all[clash.field.rawValue] {
        form.form.setValue(value, for: clash.field.rawValue)
      }
    }
    form.notice = late.refusal.map { "现在不能「\(form.kind.title)」：\($0)。写的还在" }
    replaceTop(with: .form(form))
    return [.saveDraft(form.draft, form.slot)]
  }

  /// Throws away what a late save was to record.
  mutating func discardForm() -> [Effect] {
    if case .lateSave = overlays.last { closeTop() }
    guard case .form(let form) = overlays.last else { return [] }
    closeTop()
    return [.saveDraft("", form.slot)]
  }

  /// What happened since, in words.
  func newsLines(of late: LateSave) -> [DetailLine] {
    guard let session else { return [] }
    let history = late.detail.history
    var lines = history.news(since: late.since).map { recorded -> DetailLine in
      let particulars = Privacy.masked(
        recorded.event.particulars(in: session.directory, relativeTo: now))
      let words =
        "\(session.directory.name(of: recorded.actor)) \(recorded.event.title)"
        + (particulars.isEmpty ? "" : "：\(particulars)")
      return .item([Span(recorded.at.nearText(relativeTo: now), Style(.muted))], [Span(words)])
    }
    if let then = history.asSeen(at: late.since) {
      let fields = then.request.differences(to: late.detail.request)
      let before = StepFields(
        session: session, detail: late.detail.with(then), now: now
      ).form(for: .amend)
      let after = StepFields(session: session, detail: late.detail, now: now).form(for: .amend)
      lines += fields.map { field in
        .labelled(
          field.title,
          [
            Span(shown(field, in: before, then.request), Style(.muted)), Span(" → "),
            Span(shown(field, in: after, late.detail.request), Style(.text, bold: true)),
          ])
      }
    }
    return lines
  }

  private func shown(_ field: AmendmentField, in form: Form, _ request: Request) -> String {
    let text =
      field == .phone
      ? request.registration.resident.maskedPhone ?? ""
      : form.fields.first { $0.id == field.rawValue }?.valueText ?? ""
    return text.isEmpty ? "（空）" : TextLayout.clip(Privacy.masked(text), columns: 120)
  }

  // MARK: Drawing

  /// Side by side where there is room, else below each other; the choices stand below both.
  func draw(_ late: LateSave, into canvas: inout Canvas) {
    let glyphs = look.glyphs
    let all = readingRoom
    let menuRows = min(late.menu.items.count + 2, all.rows - 8)
    let isWide = all.columns >= 96
    let news = newsLines(of: late)
    let mine =
      (late.refusal.map {
        [.text([Span("现在不能保存：\($0)", Style(.danger, bold: true))]), .blank]
      } ?? []) + late.mine.map { DetailLine.labelled($0.label, [Span($0.value)]) }
    // No larger than what there is to read: the list behind stays in sight.
    let columns = isWide ? all.columns / 2 : all.columns
    let newsRows = DetailView(news, glyphs: glyphs).height(columns: columns - 4) + 2
    let mineRows = DetailView(mine, glyphs: glyphs).height(columns: columns - 4) + 2
    let most = all.rows - menuRows
    let rows = min(most, max(6, isWide ? max(newsRows, mineRows) : newsRows + mineRows))
    let room = all.centered(rows: rows + menuRows, columns: all.columns)
    let (upper, lower) = room.splitting(bottom: menuRows)
    let left: Rect
    let right: Rect
    if isWide {
      left = Rect(row: upper.row, column: upper.column, rows: rows, columns: columns)
      right = Rect(
        row: upper.row, column: left.endColumn, rows: rows, columns: upper.columns - columns)
    } else {
      // What does not fit is scrolled among the news; what the person wrote they know.
      let split = upper.splitting(bottom: min(mineRows, max(3, rows - min(newsRows, rows / 2))))
      left = split.rest
      right = split.bottom
    }
    canvas.fill(room)
    canvas.box(
      left, title: "\(late.detail.request.number) 您打开以后别人做的", focused: false,
      glyphs: glyphs.box)
    DetailView(news, offset: late.offset, glyphs: glyphs)
      .draw(into: &canvas, rect: left.inset(rows: 1, columns: 2))
    canvas.box(right, title: "您要保存的", focused: false, glyphs: glyphs.box)
    DetailView(mine, glyphs: glyphs).draw(into: &canvas, rect: right.inset(rows: 1, columns: 2))
    late.menu.draw(into: &canvas, rect: lower, glyphs: glyphs)
  }
}

extension LateSave {
  /// Makes the choices anew: first what both corrected, then what to do.
  mutating func arrange() {
    var items = clashes.map { clash in
      MenuItem(
        id: clash.field.rawValue,
        title: "\(clash.field.title)：\(clash.takesMine ? "用我的" : "用对方的")",
        note:
          "我「\(short(clash.mine, beside: clash.theirs))」 对方「\(short(clash.theirs, beside: clash.mine))」 Enter 换"
      )
    }
    items.append(
      MenuItem(id: "back", key: Key("b"), title: "回到表单改", note: "写的都在；别人改过的项已换成最新的"))
    items.append(
      MenuItem(
        id: "save", key: Key("s"), title: "保存我的", note: "记录在对方之后，两边的都留在时间线上",
        disabledReason: refusal))
    if refusal != nil, mayNote {
      items.append(MenuItem(id: "note", key: Key("m"), title: "存为备注", note: "把写的话记成这件的备注"))
    }
    items.append(MenuItem(id: "copy", key: Key("y"), title: "复制我写的", note: "送到剪贴板"))
    items.append(
      MenuItem(id: "drop", key: Key("x"), title: "放弃我的", note: "先问一次；在那以前一直留作草稿", isDanger: true))
    menu = Menu(title: "怎么办", items: items, hasDigits: false)
    if let refusal, mayNote, !refusal.isEmpty { menu.select("note") }
    if clashes.isEmpty, refusal == nil { menu.select("back") }
  }

  /// The part of a text in which it differs from another: what both begin with says nothing.
  private func short(_ text: String, beside other: String) -> String {
    guard !text.isEmpty else { return "空" }
    let same = zip(text, other).prefix { $0 == $1 }.count
    let isCut = same > 6 && same < text.count
    return TextLayout.clip((isCut ? "…" : "") + text.dropFirst(isCut ? same - 3 : 0), columns: 18)
  }
}

extension RequestDetail {
  /// The same request at an earlier moment: for what stood in its fields.
  fileprivate func with(_ history: RequestHistory) -> RequestDetail {
    RequestDetail(history: history, clocks: clocks, obligation: obligation, rowKey: rowKey)
  }
}
