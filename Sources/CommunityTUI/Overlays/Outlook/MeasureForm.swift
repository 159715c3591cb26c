import CoreModel
import Store
import TerminalKit

/// The text of 措施, while somebody edits it.
struct MeasureForm: Sendable {
  /// The text as it was seen.
  var seen: String
  /// The one field.
  var form: Form
  /// Why it could not be kept.
  var error: String?
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false

  /// The field with the text.
  static let text = "text"
}

extension MeasureForm: BoxForm {
  var slot: DraftSlot { .box(MeasureForm.boxName) }

  /// The slot's name, which never changes.
  static let boxName = "measures"
}

extension AppState {
  /// Opens the text of 措施 over 趋势.
  mutating func openMeasures() -> [Effect] {
    guard let session else { return [] }
    guard Permissions.wording.contains(session.actor.role) else {
      say("措施由值班台记录，您现在是\(session.actor.role.title)", .warning)
      return []
    }
    let text = session.rules.measures.text
    var form = Form(
      title: "措施（图上标出的日子）",
      fields: [
        .area(
          MeasureForm.text, "措施", value: text.isEmpty ? "" : text + "\n",
          help: "一行一条：7月21日 启动夜巡；只关某事某地的，后面写 | 木荷苑 垃圾",
          limit: MeasureBook.longestText, rows: max(4, min(16, size.rows - 9)))
      ], submitLabel: "保存")
    form.columns = formRect(rows: 0).columns
    let measureForm = MeasureForm(seen: text, form: form)
    overlays.append(.outlook(.measures(measureForm)))
    return [.loadDraft(measureForm.slot)]
  }

  mutating func handle(_ event: InputEvent, in measureForm: MeasureForm) -> [Effect] {
    var measureForm = measureForm
    let outcome = measureForm.take(event)
    replaceTop(with: .outlook(.measures(measureForm)))
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(measureForm.draft, measureForm.slot)]
    case .closed:
      closeTop()
      return [.saveDraft("", measureForm.slot)]
    case .submit(let values):
      // Read first, so that a line that is not understood is said at once.
      do {
        let book = try MeasureBook(text: values.text(MeasureForm.text), now: now)
        measureForm.error = nil
        replaceTop(with: .outlook(.measures(measureForm)))
        return save(.outlook(.setMeasures(book, seen: measureForm.seen)))
      } catch {
        measureForm.error = error.message
        replaceTop(with: .outlook(.measures(measureForm)))
        return []
      }
    }
  }

  /// After the store kept the measures, here; other desks read their rules anew.
  mutating func install(_ book: MeasureBook) -> [Effect] {
    session?.rules.measures = book
    var effects: [Effect] = []
    if case .outlook(.measures(let form)) = overlays.last {
      closeTop()
      effects = [.saveDraft("", form.slot)]
    }
    let waiting = typeAhead.wait == .saving ? giveWaitingKeys() : []
    say("措施已保存，共 \(book.measures.count) 条", .success)
    return effects + waiting
  }

  func draw(_ form: MeasureForm, into canvas: inout Canvas) -> Position? {
    canvas.fill(scoreRoom.frame)
    return draw(form.form, error: form.error, notice: nil, into: &canvas)
  }
}
