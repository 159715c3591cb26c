import CoreModel
import Store
import TerminalKit

/// The text of the sheets, while somebody edits it.
struct ScoreForm: Sendable {
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

extension ScoreForm: BoxForm {
  var slot: DraftSlot { .box(ScoreForm.boxName) }

  /// The slot's name, which never changes.
  static let boxName = "score"
}

extension AppState {
  /// Why the sheets cannot be changed; nil when they can.
  private var scoreRefusal: String? {
    guard let role = session?.actor.role, !Permissions.ruling.contains(role) else { return nil }
    let allowed = Permissions.ruling.map(\.title).joined(separator: "、")
    return "成绩表由\(allowed)修改，您现在是\(role.title)"
  }

  /// Opens the text of the sheets over 月度成绩.
  mutating func openScoreForm() -> [Effect] {
    guard let session else { return [] }
    if let scoreRefusal {
      say(scoreRefusal, .warning)
      return []
    }
    let text = session.rules.scores.text
    var form = Form(
      title: "成绩表",
      fields: [
        .area(
          ScoreForm.text, "内容", value: text, required: true,
          help: "一行一项：项目 | 指标 | 分值 | 算法", limit: ScoreBook.longestText,
          rows: max(4, size.rows - 9))
      ], submitLabel: "保存")
    form.columns = formRect(rows: 0).columns
    let scoreForm = ScoreForm(seen: text, form: form)
    overlays.append(.scoreForm(scoreForm))
    return [.loadDraft(scoreForm.slot)]
  }

  mutating func handle(_ event: InputEvent, in scoreForm: ScoreForm) -> [Effect] {
    var scoreForm = scoreForm
    let outcome = scoreForm.take(event)
    replaceTop(with: .scoreForm(scoreForm))
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(scoreForm.draft, scoreForm.slot)]
    case .closed:
      closeTop()
      return [.saveDraft("", scoreForm.slot)]
    case .submit(let values): return save(scoreForm, values)
    }
  }

  /// Reads the text first, so that a line that is not understood is said at once.
  private mutating func save(_ scoreForm: ScoreForm, _ values: FormValues) -> [Effect] {
    var scoreForm = scoreForm
    var effects: [Effect] = []
    do {
      let book = try ScoreBook(text: values.text(ScoreForm.text) + "\n")
      scoreForm.error = nil
      effects = [.setScoreBook(book, seen: scoreForm.seen)]
    } catch {
      scoreForm.error = error.message
    }
    replaceTop(with: .scoreForm(scoreForm))
    return effects
  }

  /// After the store kept the sheets, here; other desks read their rules anew.
  mutating func install(_ book: ScoreBook) -> [Effect] {
    session?.rules.scores = book
    var effects: [Effect] = []
    if case .scoreForm(let form) = overlays.last {
      closeTop()
      effects = [.saveDraft("", form.slot)]
    }
    say("成绩表已保存，共 \(book.sheets.count) 张", .success)
    return effects + refreshScore()
  }
}
