import CoreModel
import Store
import TerminalKit

/// What a form of 设置 is about; what is changed is kept as it was when the form was opened.
enum SettingsSubject: Sendable, Equatable {
  case neighborhood, hours
  /// 片区, its 值班规则, and those of the neighbourhood itself.
  case area, areaDutyBook, dutyBook
  case addEstates, addGroups, addGrids, addPeople, addPattern
  case estate(Estate), group(BuildingGroup), grid(MicroGrid), person(Person)
  /// 班次; nil for a new one, on this day.
  case shift(Shift?, day: Day)
  /// A new 班次 that begins with what the roster lacks.
  case newShift(Shift)

  /// What changing it is called, and who may: asked before the form is filled in for nothing.
  var kind: (title: String, allowed: [CoreModel.Role]) {
    switch self {
    case .neighborhood: ("改居民区名称", Permissions.ruling)
    case .hours: ("修改错时时段", Permissions.ruling)
    case .area: ("改所属片区", Permissions.ruling)
    case .areaDutyBook: ("修改片区值班规则", Permissions.ruling)
    case .dutyBook: ("修改值班规则", Permissions.ruling)
    case .addEstates, .estate: ("修改小区", Permissions.ruling)
    case .addGroups, .group: ("修改楼组", Permissions.ruling)
    case .addGrids, .grid: ("修改微网格", Permissions.ruling)
    case .addPeople, .person: ("修改人员", Permissions.appointing)
    case .addPattern, .shift, .newShift: ("排班", Permissions.ruling)
    }
  }
}

/// A form of 设置 being filled in.
struct SettingsForm: Sendable {
  /// What it is about.
  var subject: SettingsSubject
  /// The fields.
  var form: Form
  /// 错时时段 as they were when it was opened.
  var hours: DutyHours
  /// 值班规则 as they were then.
  var duty = DutyRules.standard
  /// Why it could not be saved.
  var error: String?
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false
  /// A telephone number that is said to be right although it looks wrong.
  var acceptedPhone: String?
  /// What is wrong with the roster then, and was saved all the same.
  var acceptedRoster: String?
}

extension AppState {
  /// Opens a form, unless whoever sits here may not change it.
  mutating func openSettingsForm(_ subject: SettingsSubject) -> [Effect] {
    guard let session else { return [] }
    let kind = subject.kind
    if let refusal = DeskChange.refusal(
      toChange: kind.title, by: session.actor, allowed: kind.allowed)
    {
      say(refusal.message, .warning)
      return []
    }
    if subject == .areaDutyBook, session.rules.duty.areaName == nil {
      say("本居民区还没有划入片区，请先写上片区名称", .warning)
      return openSettingsForm(.area)
    }
    var form = SettingsFields(session: session, now: now, rows: size.rows).form(for: subject)
    form.columns = settingsRoom.columns
    let settings = SettingsForm(
      subject: subject, form: form, hours: session.rules.deadlines.dutyHours,
      duty: session.rules.duty)
    overlays.append(.settings(.form(settings)))
    return [.loadDraft(settings.slot)]
  }

  mutating func handle(_ event: InputEvent, in settings: SettingsForm) -> [Effect] {
    var settings = settings
    settings.form.columns = settingsRoom.columns
    let outcome = settings.take(event)
    replaceTop(with: .settings(.form(settings)))
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(settings.draft, settings.slot)]
    case .closed:
      closeTop()
      return [.saveDraft("", settings.slot)]
    case .submit(let values): return submit(settings, values)
    }
  }

  private mutating func submit(_ settings: SettingsForm, _ values: FormValues) -> [Effect] {
    guard let session else { return [] }
    var settings = settings
    do {
      let answer = SettingsAnswer(
        settings: settings, values: values, directory: session.directory,
        calendar: session.rules.deadlines.calendar, now: now)
      // The rules are asked before the store is, so that a mistake is shown where it was made.
      let change = try answer.change()
      _ = try change.checked(in: session.directory, by: session.actor, at: now)
      if let phone = answer.phone, settings.acceptedPhone != phone,
        let problem = PhoneNumber.problem(phone)
      {
        settings.acceptedPhone = phone
        settings.error = "\(problem)；号码没有错就再保存一次"
        replaceTop(with: .settings(.form(settings)))
        return []
      }
      settings.error = nil
      replaceTop(with: .settings(.form(settings)))
      // Whatever days are on the screen: the store knows all shifts and who is on leave.
      return save(change.savedShifts.isEmpty ? .change(change) : .roster(.examine(change)))
    } catch let refusal {
      settings.error = refusal.message
      replaceTop(with: .settings(.form(settings)))
      return []
    }
  }

  /// What looks wrong may be meant: it is said once, and saved when it is saved again.
  mutating func install(_ problems: [RosterProblem], after change: DeskChange) -> [Effect] {
    guard let session, case .settings(.form(var settings)) = overlays.last else {
      return typeAhead.wait == .saving ? giveWaitingKeys() : []
    }
    guard let first = problems.first else { return [.change(change)] }
    let others = problems.count > 1 ? "，等 \(problems.count) 处" : ""
    let warning = "\(first.text(in: session.directory))\(others)；确实要这样排，就再保存一次"
    guard settings.acceptedRoster != warning else { return [.change(change)] }
    // What was typed ahead was meant for a roster in order.
    typeAhead = TypeAhead()
    settings.acceptedRoster = warning
    settings.error = warning
    replaceTop(with: .settings(.form(settings)))
    return []
  }

  /// After something was set.
  mutating func finish(
    _ change: DeskChange, _ report: DeskChangeReport, session: Session
  ) -> [Effect] {
    var effects: [Effect] = []
    if case .settings(.form(let form)) = overlays.last {
      closeTop()
      effects = [.saveDraft("", form.slot)]
    }
    if session.actor.person == self.session?.actor.person { self.session = session }
    refreshSettings()
    var words = "\(change.title)：已保存"
    if report.added > 0 { words = "\(change.title)：已添加 \(report.added) \(change.unit)" }
    if case .deleteShift = change { words = "已取消班次" }
    let saysCount = if case .setHours = change { true } else { report.recomputed > 0 }
    if saysCount { words += "，\(report.recomputed) 件时限重新计算" }
    say(words, .success)
    let roster = loadOpenRoster()
    let waiting = typeAhead.wait == .saving ? giveWaitingKeys() : []
    return effects + roster + refreshEverything() + waiting
  }

  /// What was understood of a field for many.
  func understood(_ settings: SettingsForm) -> [DetailLine] {
    guard let session else { return [] }
    return SettingsAnswer(
      settings: settings, values: settings.form.values, directory: session.directory,
      calendar: session.rules.deadlines.calendar, now: now
    ).words(glyphs: look.glyphs)
  }

  /// The box that settings stand in.
  var settingsRoom: Rect {
    Rect(size: size).inset(rows: 1, columns: 0)
      .centered(rows: size.rows - 2, columns: min(size.columns, 100))
  }
}

extension DeskChange {
  /// What is counted.
  fileprivate var unit: String {
    switch self {
    case .addPeople: "位"
    default: "个"
    }
  }
}
