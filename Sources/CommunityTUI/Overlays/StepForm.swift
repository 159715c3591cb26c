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
  /// The version that the person has been shown; saving is against it.
  var base: Int
  /// What stood in the fields then: only what the person changed is a correction.
  var opened: FormValues
  /// The fields.
  var form: Form
  /// Why it could not be recorded.
  var error: String?
  /// Something to know that is no error.
  var notice: String?
  /// Who went on with the request at another desk, in words; stays while the form is open.
  var lost: String?
  /// Whether another desk was faster, and what it did has not been read yet.
  var isOvertaken = false
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false
  /// The words that the chosen template made, as long as nobody changed them.
  var filledIn: String?
  /// A telephone number that is said to be right although it looks wrong.
  var acceptedPhone: String?
  /// The other requests that it is filled in for; nil when it is for one alone.
  var joint: JointPart?
}

extension AppState {
  /// Opens the form of a step, with a draft to go on from or with the one that was kept; for others as well when it
  /// is filled in once for several.
  mutating func openForm(
    _ kind: CommandKind, on detail: RequestDetail, draft: KeptDraft? = nil,
    with joint: JointPart? = nil
  ) -> [Effect] {
    guard let session else { return [] }
    var form = StepFields(session: session, detail: detail, now: now).form(for: kind)
    form.columns = formColumns(of: kind)
    overlays.append(
      .form(
        StepForm(
          kind: kind, request: detail.history.id, seen: detail, base: detail.request.version,
          opened: form.values, form: form, joint: joint)))
    if let joint, !joint.isOptional, case .form(var opened) = overlays.last {
      opened.form.title =
        "\(kind.title) · 标记的 \(joint.members.count + 1) 件"
        + (kind == .reply ? " · \(ReplyFields.warning)" : "")
      replaceTop(with: .form(opened))
    }
    guard let draft else { return [.loadDraft(.step(kind, detail.history.id))] }
    return restore(draft, in: .step(kind, detail.history.id))
  }

  mutating func handle(_ event: InputEvent, in stepForm: StepForm) -> [Effect] {
    var stepForm = stepForm
    stepForm.form.columns = formColumns(of: stepForm.kind)
    if case .key(let key) = event, let effects = handleReplyKey(key, in: stepForm) {
      return effects
    }
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
        arrange(&stepForm)
        followReply(&stepForm, before: before)
      }
      replaceTop(with: .form(stepForm))
      return outcome == .changed ? [.saveDraft(stepForm.draft, stepForm.slot)] : []
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
    // What is known to have happened since is shown before anything is sent.
    if seen.history.newsSince(version: stepForm.base) != nil {
      stepForm.error = nil
      replaceTop(with: .form(stepForm))
      openLateSave(stepForm)
      return []
    }
    // The rules are asked before the store is, so that a mistake is shown where it was made.
    do {
      let answer = try StepAnswer(
        kind: stepForm.kind, values: values, opened: stepForm.opened, request: seen.request,
        now: now, under: session.rules.deadlines)
      _ = try seen.history.decide(
        answer.command, by: session.actor, at: now, in: session.directory, beside: seen.kin,
        under: session.rules.deadlines)
      if let question = stepForm.phoneQuestion(values) {
        stepForm.acceptedPhone = values.text("phone")
        stepForm.error = question
        replaceTop(with: .form(stepForm))
        return []
      }
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

  /// After a conflict: what is new is shown beside what was typed, and the person decides.
  mutating func acceptNewVersion(of loaded: RequestDetail) {
    guard case .form(var form) = overlays.last, form.request == loaded.history.id,
      form.isOvertaken
    else { return }
    form.seen = loaded
    form.isOvertaken = false
    form.error = nil
    replaceTop(with: .form(form))
    openLateSave(form)
  }

  /// Puts back what was not saved; what the person has typed since goes before it.
  mutating func restore(_ kept: KeptDraft, in slot: DraftSlot) -> [Effect] {
    switch (slot, overlays.last) {
    case (.quickAdd, _): return restoreQuickAdd(kept)
    case (.chat, .chat(let box)?) where box.area.text.isEmpty:
      goesOn(from: kept, in: slot)
      return restoreChat(kept.draft.text())
    case (.step, .form(var form)?) where form.slot == slot:
      guard !form.form.isDirty else {
        say("另有一份 \(kept.savedAt.nearText(relativeTo: now)) 写的草稿没有放进来，按 D 可以查看", .warning)
        return []
      }
      goesOn(from: kept, in: slot)
      form.restore(kept, now: now)
      arrange(&form)
      followReply(&form, before: form.form.values)
      if form.kind == .amend, let session, let then = form.seen.history.asSeen(at: form.base) {
        // What others corrected since is no change of the person's.
        var detail = form.seen
        detail.history = then
        let before = StepFields(session: session, detail: detail, now: now).form(for: .amend).values
        for id in kept.draft.fields.keys { form.opened.all[id] = before.all[id] }
      }
      replaceTop(with: .form(form))
    case (.triage(let id), .triage(let choice)?) where choice.request == id:
      restore(kept, in: choice)
    case (.importPath, .importing(let box)?) where box.field.text.isEmpty:
      goesOn(from: kept, in: slot)
      restoreImportPath(kept.draft.text())
    case (.box, _): restoreBox(kept, in: slot)
    default: break
    }
    return []
  }

  /// Shows the fields of a step of the hotline that belong to what was chosen.
  private func arrange(_ stepForm: inout StepForm) {
    guard let session, CommandKind.ofTickets.contains(stepForm.kind) else { return }
    HotlineFields(session: session, detail: stepForm.seen, now: now)
      .arrange(&stepForm.form, for: stepForm.kind)
  }

  /// Where a form stands: low enough that the request above stays readable.
  func formRect(rows: Int) -> Rect {
    Rect(size: size).inset(rows: 1, columns: 1)
      .centered(rows: min(rows, size.rows - 2), columns: min(size.columns - 2, 84))
  }
}

extension StepForm {
  /// What to ask about a corrected number that cannot be right; nil when it can, or it was asked before.
  fileprivate func phoneQuestion(_ values: FormValues) -> String? {
    let typed = values.text("phone")
    guard kind == .amend, !typed.isEmpty, typed != acceptedPhone else { return nil }
    return PhoneNumber.problem(typed).map { "\($0)；号码没有错就再保存一次" }
  }

  /// Where it is kept while it is not saved.
  var slot: DraftSlot { .step(kind, request) }
  /// The words of the step as they stand.
  var typedWords: String { form.values.text(StepFields.words) }

  /// Whether the person changed a field.
  func isTouched(_ id: String) -> Bool { form.values.all[id] != opened.all[id] }

  /// What is to be kept: the fields that the person changed, and which version they saw.
  var draft: Draft {
    var touched = form.values.all.filter { isTouched($0.key) }
    // Of which task it is belongs to what was typed: another may be the first one by then.
    if !touched.isEmpty { touched[TaskFields.ID.task] = form.values.all[TaskFields.ID.task] }
    return Draft(seen: base, fields: touched.mapValues(DraftValue.init))
  }

  /// What is to be saved, in words; of a correction only what the person changed.
  var spoken: [SpokenField] {
    form.fields.filter {
      !$0.isHidden && (isTouched($0.id) || (kind != .amend && !$0.valueText.isEmpty))
    }
    .map { SpokenField(label: $0.label, value: $0.valueText) }
  }

  /// Puts a draft's fields in. What happened since it was typed is shown when it is saved.
  mutating func restore(_ kept: KeptDraft, now: Instant) {
    for (id, value) in kept.draft.fields { form.setValue(value.formValue, for: id) }
    let when = kept.savedAt.nearText(relativeTo: now)
    notice = "上次（\(when)）没有保存的内容已经放回来了，看过再保存"
    if case .choice(let task?)? = kept.draft.fields[TaskFields.ID.task]?.formValue,
      form.values.choice(TaskFields.ID.task) != task
    {
      form.update(TaskFields.ID.task) { $0.isHidden = false }
      notice = "上次（\(when)）写的是另一项交办，它已经结束或撤回；内容放在这里，看清是哪一项再保存"
    }
    guard let version = kept.draft.seen, seen.history.newsSince(version: version) != nil else {
      return
    }
    base = version
    notice = "上次（\(when)）没有保存的内容已经放回来了；那以后这件有了新情况，保存时会给您看"
  }

  /// Stands on a newer version: what the person did not touch reads as it does now.
  mutating func rebase(onto detail: RequestDetail, fresh: FormValues) {
    if kind == .amend {
      for (id, value) in fresh.all where !isTouched(id) { form.setValue(value, for: id) }
      opened = fresh
    }
    seen = detail
    base = detail.request.version
  }
}
