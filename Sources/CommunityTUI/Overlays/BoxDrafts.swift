import CoreModel
import Store
import TerminalKit

/// A form of a box that is about no request, 话术模板 or 设置: what is filled in is a draft until it is saved.
protocol BoxForm {
  /// The fields.
  var form: Form { get set }
  /// Why it could not be saved, or what the person should know first.
  var error: String? { get set }
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard: Bool { get set }
  /// Where it is kept while it is not saved.
  var slot: DraftSlot { get }
}

/// What a key or a paste did to a form of a box.
enum BoxOutcome {
  /// Nothing that has to be kept.
  case none
  /// What was typed is to be kept as a draft.
  case changed
  /// It is to be closed, and its draft forgotten.
  case closed
  /// It is to be saved.
  case submit(FormValues)
}

extension BoxForm {
  /// Gives it a key or a paste. What was typed is not thrown away by one key.
  mutating func take(_ event: InputEvent, unsaved: String = "还没有保存") -> BoxOutcome {
    let outcome: FormOutcome
    var wasCut = false
    switch event {
    case .key(.ctrl("c")): outcome = .cancelled
    case .key(let key): outcome = form.handle(key)
    case .paste(let text, let truncated):
      outcome = form.paste(Sanitizer.text(text))
      wasCut = truncated
    default: return .none
    }
    switch outcome {
    case .none: return .none
    case .changed:
      error = wasCut ? "粘贴的内容太长，只放进了前面一段" : nil
      asksToDiscard = false
      return .changed
    case .cancelled:
      guard form.isDirty, !asksToDiscard else { return .closed }
      asksToDiscard = true
      error = "\(unsaved)。再按一次 Esc 放弃，按其他键继续写"
      return .none
    case .submit(let values): return .submit(values)
    }
  }

  /// What is to be kept; nothing while nothing was changed.
  var draft: Draft {
    guard form.isDirty else { return Draft() }
    return Draft(title: form.title, fields: form.values.all.mapValues(DraftValue.init))
  }

  /// Puts back what was not saved, unless the person has begun anew.
  fileprivate mutating func restore(_ kept: KeptDraft, now: Instant) -> Bool {
    guard !form.isDirty else { return false }
    for (id, value) in kept.draft.fields { form.setValue(value.formValue, for: id) }
    error = "上次（\(kept.savedAt.nearText(relativeTo: now))）没有保存的内容已经放回来了，看过再保存"
    return true
  }
}

extension TemplateForm: BoxForm {
  var slot: DraftSlot { .box(TemplateForm.boxName + (seen?.name ?? "")) }

  /// The beginning of the slots' names; the template's own name follows.
  static let boxName = "template:"
}

extension SettingsForm: BoxForm {
  var slot: DraftSlot { .box(SettingsForm.boxName + subject.name) }

  /// The beginning of the slots' names; the subject's name follows.
  static let boxName = "settings:"
}

extension SettingsSubject {
  /// A name for drafts, that never changes.
  var name: String {
    switch self {
    case .neighborhood: "neighborhood"
    case .hours: "hours"
    case .area: "area"
    case .areaDutyBook: "areaDutyBook"
    case .dutyBook: "dutyBook"
    case .addEstates: "addEstates"
    case .addGroups: "addGroups"
    case .addGrids: "addGrids"
    case .addPeople: "addPeople"
    case .addPattern: "addPattern"
    case .estate(let estate): "estate:\(estate.id.text)"
    case .group(let group): "group:\(group.id.text)"
    case .grid(let grid): "grid:\(grid.id.text)"
    case .person(let person): "person:\(person.id.text)"
    case .shift(let shift, _): "shift:\(shift?.id.text ?? "")"
    case .newShift(let shift): "newShift:\(shift.kind.rawValue):\(shift.start.day.number)"
    }
  }

  /// The subject of a name, as it is now; nil for what is not there any more, and for shifts, which are opened
  /// from their week.
  init?(named name: String, in directory: CoreModel.Directory) {
    let plain: [SettingsSubject] = [
      .neighborhood, .hours, .addEstates, .addGroups, .addGrids, .addPeople, .addPattern, .area,
      .areaDutyBook, .dutyBook,
    ]
    let known =
      directory.estates.map { SettingsSubject.estate($0) }
      + directory.groups.map { .group($0) } + directory.microGrids.map { .grid($0) }
      + directory.people.map { .person($0) }
    guard let found = (plain + known).first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

extension AppState {
  /// Puts a draft back into the box on top, if it is of that.
  mutating func restoreBox(_ kept: KeptDraft, in slot: DraftSlot) {
    switch overlays.last {
    case .templateForm(var form) where form.slot == slot:
      guard form.restore(kept, now: now) else { return }
      replaceTop(with: .templateForm(form))
    case .settings(.form(var form)) where form.slot == slot:
      guard form.restore(kept, now: now) else { return }
      replaceTop(with: .settings(.form(form)))
    case .scoreForm(var form) where form.slot == slot:
      guard form.restore(kept, now: now) else { return }
      replaceTop(with: .scoreForm(form))
    case .roster(.swap(var form)) where form.slot == slot:
      guard form.restore(kept, now: now) else { return }
      replaceTop(with: .roster(.swap(form)))
    case .handover(var box):
      guard case .form(var form) = box.page, form.slot == slot, form.restore(kept, now: now) else {
        return restoreGiving(kept, in: slot)
      }
      box.replace(.form(form))
      replaceTop(with: .handover(box))
    case .morning(.form(var form)) where form.slot == slot:
      guard form.restore(kept, now: now) else { return }
      replaceTop(with: .morning(.form(form)))
    case .checks(var box):
      guard var form = box.form, form.slot == slot, form.restore(kept, now: now) else { return }
      form.arrange()
      box.form = form
      replaceTop(with: .checks(box))
    case .planning(let box):
      guard case .form(var form) = box.pages.last, form.slot == slot, form.restore(kept, now: now)
      else { return }
      replacePage(with: .form(form))
    case .outlook(.measures(var form)) where form.slot == slot:
      guard form.restore(kept, now: now) else { return }
      replaceTop(with: .outlook(.measures(form)))
    case .outlook(.export(var form)) where form.slot == slot:
      guard form.restore(kept, now: now) else { return }
      replaceTop(with: .outlook(.export(form)))
    case .sheet(var sheet) where sheet.slot == slot:
      guard sheet.restore(kept, now: now) else { return }
      replaceTop(with: .sheet(sheet))
    default: return
    }
    goesOn(from: kept, in: slot)
  }

  /// Opens the overlay whose drafts are kept under a name, which reads its draft by itself; nil where there is
  /// none of that name. Whoever keeps drafts of a box asks for its name here.
  mutating func reopenBox(_ name: String) -> [Effect]? {
    guard let session else { return nil }
    if name.hasPrefix(TemplateForm.boxName) {
      let template = String(name.dropFirst(TemplateForm.boxName.count))
      let seen = session.rules.templates.named(template)
      guard seen != nil || template.isEmpty else { return nil }
      return openTemplates() + openTemplateForm(seen)
    }
    if name == ScoreForm.boxName { return openScore() + openScoreForm() }
    if name.hasPrefix(SwapForm.boxName) { return reopenSwap(name) }
    if let effects = reopenHandover(name) { return effects }
    if name.hasPrefix(MorningForm.boxName) { return reopenMorning(name) }
    if name.hasPrefix(ChecksForm.boxName) {
      return reopenChecks(String(name.dropFirst(ChecksForm.boxName.count)))
    }
    if name.hasPrefix(AbsenceForm.boxName) {
      return openAbsences() + openAbsenceForm(isWish: name == AbsenceForm.boxName + "wish")
    }
    if name == MeasureForm.boxName { return openTrend() + openMeasures() }
    if name == RosterExportForm.boxName { return openRosterExport() }
    if name.hasPrefix(BoardSheet.boxName) {
      return reopenSheet(String(name.dropFirst(BoardSheet.boxName.count)))
    }
    guard name.hasPrefix(SettingsForm.boxName),
      let subject = SettingsSubject(
        named: String(name.dropFirst(SettingsForm.boxName.count)), in: session.directory)
    else { return nil }
    return openSettingsForm(subject)
  }
}
