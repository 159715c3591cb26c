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
  /// What stood in the fields when it was opened: only what the person changed is a correction.
  let opened: FormValues
  /// The fields.
  var form: Form
  /// Why it could not be recorded.
  var error: String?
  /// Something to know that is no error.
  var notice: String?
  /// Whether another desk was faster, and what it did has not been read yet.
  var isOvertaken = false
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false
  /// The words that the chosen template made, as long as nobody changed them.
  var filledIn: String?
  /// The other requests that it is filled in for; nil when it is for one alone.
  var joint: JointPart?
}

extension AppState {
  /// Opens the form of a step for the selected request.
  mutating func openForm(_ kind: CommandKind) -> [Effect] {
    selectedDetail.map { openForm(kind, for: $0) } ?? []
  }

  /// Opens the form of a step for a request, and for others that it is filled in for as well.
  mutating func openForm(
    _ kind: CommandKind, for detail: RequestDetail, with joint: JointPart? = nil
  ) -> [Effect] {
    guard let session else { return [] }
    var form = StepFields(session: session, detail: detail, now: now).form(for: kind)
    form.columns = formRect(rows: 0).columns
    overlays.append(
      .form(
        StepForm(
          kind: kind, request: detail.history.id, seen: detail, opened: form.values, form: form,
          joint: joint)))
    if let joint, !joint.isOptional, case .form(var opened) = overlays.last {
      opened.form.title = "\(kind.title) · 标记的 \(joint.members.count + 1) 件"
      replaceTop(with: .form(opened))
    }
    return [.loadDraft(.step(kind, detail.history.id))]
  }

  mutating func handle(_ event: InputEvent, in stepForm: StepForm) -> [Effect] {
    var stepForm = stepForm
    let outcome: FormOutcome
    let before = stepForm.form.values
    switch event {
    case .key(.ctrl("c")): outcome = .cancelled
    case .key(JointPart.key) where stepForm.joint != nil:
      stepForm.toggleJoint()
      outcome = .none
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
        stepForm.notice = nil
        stepForm.asksToDiscard = false
        followTemplate(&stepForm, before: before)
      }
      replaceTop(with: .form(stepForm))
      return outcome == .changed ? [.saveDraft(stepForm.typedWords, stepForm.slot)] : []
    case .cancelled:
      // What was typed is not thrown away by one key.
      guard stepForm.form.isDirty, !stepForm.asksToDiscard else {
        closeTop()
        return [.saveDraft("", stepForm.slot)]
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
        kind: stepForm.kind, values: values, opened: stepForm.opened, request: seen.request,
        now: now)
      _ = try seen.history.decide(
        answer.command, by: session.actor, at: now, in: session.directory, beside: seen.kin)
      stepForm.error = nil
      replaceTop(with: .form(stepForm))
      if !stepForm.others.isEmpty {
        return send(
          [JointStep(answer.command, on: seen)]
            + stepForm.others.map { JointStep(ownCommand(answer.command, $0, stepForm), on: $0) },
          photoPaths: answer.photoPaths)
      }
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

  /// Puts words back that were typed for this step and not saved.
  mutating func restore(_ words: String, in slot: DraftSlot) {
    guard case .form(var form) = overlays.last, form.slot == slot, !form.form.isDirty,
      !words.isEmpty, words != form.typedWords
    else { return }
    form.form.setValue(.text(words), for: StepFields.words)
    form.notice = "上次没有保存的内容已经放回来了，看过再保存"
    replaceTop(with: .form(form))
  }

  /// Where a form stands: low enough that the request above stays readable.
  func formRect(rows: Int) -> Rect {
    Rect(size: size).inset(rows: 1, columns: 1)
      .centered(rows: min(rows, size.rows - 2), columns: min(size.columns - 2, 84))
  }
}

extension StepForm {
  /// Where its words are kept while they are not saved.
  var slot: DraftSlot { .step(kind, request) }
  /// The words of the step as they stand; choices are quickly made again, words are not.
  var typedWords: String { form.values.text(StepFields.words) }
}
