import CoreModel
import Store
import TerminalKit

/// The particulars of a step, being filled in.
struct StepForm: Sendable {
  /// The step.
  var kind: CommandKind
  /// The request.
  var request: RequestID
  /// The request as it was when the form was opened, or after a conflict was shown. The form has its
  /// own, since another desk may take the request out of the list meanwhile.
  var seen: RequestDetail
  /// The fields.
  var form: Form
  /// Why it could not be recorded.
  var error: String?
  /// Whether another desk was faster, and what it did has not been read yet.
  var isOvertaken = false
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false
}

extension AppState {
  /// Opens the form of a step for the selected request.
  mutating func openForm(_ kind: CommandKind) -> [Effect] {
    guard let session, let detail = selectedDetail else { return [] }
    var form = StepFields(session: session, detail: detail, now: now).form(for: kind)
    form.columns = formRect(rows: 0).columns
    overlays.append(
      .form(
        StepForm(
          kind: kind, request: detail.history.id, seen: detail, form: form)))
    return []
  }

  mutating func handle(_ event: InputEvent, in stepForm: StepForm) -> [Effect] {
    var stepForm = stepForm
    let outcome: FormOutcome
    switch event {
    case .key(.ctrl("c")): outcome = .cancelled
    case .key(let key): outcome = stepForm.form.handle(key)
    case .paste(let text, let truncated):
      outcome = stepForm.form.paste(Sanitizer.text(text))
      if truncated { stepForm.error = "粘贴的内容太长，只放进了前面一段" }
    default: return []
    }
    switch outcome {
    case .none, .changed:
      if outcome == .changed {
        stepForm.error = nil
        stepForm.asksToDiscard = false
      }
      replaceTop(with: .form(stepForm))
      return []
    case .cancelled:
      // What was typed is not thrown away by one key.
      guard stepForm.form.isDirty, !stepForm.asksToDiscard else {
        closeTop()
        return []
      }
      stepForm.asksToDiscard = true
      stepForm.error = "还没有保存。再按一次 Esc 放弃，按其他键继续写"
      replaceTop(with: .form(stepForm))
      return []
    case .submit(let values):
      return submit(stepForm, values)
    }
  }

  private mutating func submit(_ stepForm: StepForm, _ values: FormValues) -> [Effect] {
    var stepForm = stepForm
    guard let session else { return [] }
    let seen = stepForm.seen
    // The rules are asked before the store is, so that a mistake is shown where it was made.
    do {
      let answer = try StepAnswer(
        kind: stepForm.kind, values: values, request: seen.request, now: now)
      _ = try seen.history.decide(answer.command, by: session.actor, at: now)
      stepForm.error = nil
      replaceTop(with: .form(stepForm))
      return save(answer.effect(on: stepForm.request, version: seen.request.version))
    } catch let refusal {
      stepForm.error = refusal.message
      replaceTop(with: .form(stepForm))
      return []
    }
  }

  /// After a conflict: the form stays with what was typed, and the next saving is against what is new.
  mutating func acceptNewVersion(of loaded: RequestDetail) {
    guard case .form(var form) = overlays.last, form.request == loaded.history.id,
      form.isOvertaken
    else { return }
    form.seen = loaded
    form.isOvertaken = false
    replaceTop(with: .form(form))
  }

  /// Where a form stands: low enough that the request above stays readable.
  func formRect(rows: Int) -> Rect {
    Rect(size: size).inset(rows: 1, columns: 1)
      .centered(rows: min(rows, size.rows - 2), columns: min(size.columns - 2, 84))
  }
}
