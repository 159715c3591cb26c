import CoreModel
import Store
import TerminalKit

/// 请假 or a wish being taken down.
struct AbsenceForm: Sendable {
  /// Whether it is a wish.
  var isWish: Bool
  /// The fields.
  var form: Form
  /// Why it could not be saved.
  var error: String?
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false
}

extension AbsenceForm: BoxForm {
  var slot: DraftSlot { .box(AbsenceForm.boxName + (isWish ? "wish" : "leave")) }

  /// The beginning of the slots' names.
  static let boxName = "absence:"

  /// The fields of a new one.
  static func form(isWish: Bool, session: AppState.Session) -> Form {
    let isRuling = Permissions.ruling.contains(session.actor.role)
    let people = session.directory.people.filter {
      $0.isActive && (isRuling || $0.id == session.actor.person)
    }
    let kinds = AbsenceKind.allCases.filter { $0.isBinding != isWish }
    var fields: [FormField] = [
      .choice(
        "person", "谁",
        options: people.map {
          ChoiceOption(
            id: $0.id.text, label: $0.name, hint: $0.role.title,
            keywords: [PinyinInitials.of($0.name)])
        }, selected: session.actor.person.text, required: true,
        help: isRuling ? "" : "别人的请假由本人或书记、主任登记"),
      .choice(
        "kind", "类别", options: kinds.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
        selected: kinds.first?.rawValue, required: true),
      .text(
        "days", "哪些天", required: true, help: "一天或一段：11-23、11-23至27、明天",
        placeholder: "11-23至11-27", limit: 60),
      .text("weekdays", "星期", help: "只在这些星期，例如 周三；每天都是就不填", limit: 30),
      .choice(
        "part", "时段",
        options: DayPart.allCases.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
        selected: DayPart.whole.rawValue, required: true),
    ]
    if isWish {
      fields.append(.text("shifts", "哪些班", help: "夜班、夜巡、周末……；都算就不填", limit: 60))
    }
    fields.append(.text("reason", "事由", help: isWish ? "" : "例如 年假、开会", limit: 60))
    return Form(title: isWish ? "登记意愿（排班时尽量照顾）" : "登记请假、公出（那些天不排班）", fields: fields)
  }

  /// What was filled in.
  /// - Throws: ``RuleProblem`` for what is not understood.
  func absence(
    _ values: FormValues, id: Identifier<Absence>, today: Day
  ) throws(RuleProblem) -> Absence {
    guard let person = values.choice("person"),
      let kind = values.choice("kind").flatMap(AbsenceKind.init(rawValue:))
    else { throw RuleProblem("请选择谁和类别") }
    let days = try AbsenceText.days(values.text("days"), today: today)
    return Absence(
      id: id, person: PersonID(person), kind: kind, first: days.first, last: days.last,
      weekdays: try AbsenceText.weekdays(values.text("weekdays")),
      part: values.choice("part").flatMap(DayPart.init(rawValue:)) ?? .whole,
      shifts: try AbsenceText.kinds(values.text("shifts")), reason: values.text("reason"))
  }
}

extension AppState {
  /// Opens the form over 请假与意愿.
  mutating func openAbsenceForm(isWish: Bool) -> [Effect] {
    guard let session, case .planning(var box) = overlays.last else { return [] }
    var form = AbsenceForm.form(isWish: isWish, session: session)
    form.columns = formRect(rows: 0).columns
    let absence = AbsenceForm(isWish: isWish, form: form)
    box.pages.append(.form(absence))
    replaceTop(with: .planning(box))
    return [.loadDraft(absence.slot)]
  }

  mutating func handle(_ event: InputEvent, in absence: AbsenceForm) -> [Effect] {
    var absence = absence
    let outcome = absence.take(event)
    replacePage(with: .form(absence))
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(absence.draft, absence.slot)]
    case .closed:
      closePage()
      return [.saveDraft("", absence.slot)]
    case .submit(let values): return save(absence, values)
    }
  }

  private mutating func save(_ absence: AbsenceForm, _ values: FormValues) -> [Effect] {
    guard let session else { return [] }
    var absence = absence
    var change: AbsenceChange?
    do {
      var random = SystemRandomNumberGenerator()
      let read = try absence.absence(
        values, id: .timeOrdered(at: now, using: &random), today: now.day)
      do {
        change = try AbsenceChange.add([read]).checked(
          in: session.directory, by: session.actor, at: now)
        absence.error = nil
      } catch {
        absence.error = error.message
      }
    } catch {
      absence.error = error.message
    }
    replacePage(with: .form(absence))
    return change.map { save(.planning(.change($0))) } ?? []
  }

  /// Shows an error on the page that is open.
  mutating func showPlanningError(_ text: String) {
    guard case .planning(let box) = overlays.last else { return }
    switch box.pages.last {
    case .form(var form):
      form.error = text
      replacePage(with: .form(form))
    case .plan(var page):
      page.error = text
      replacePage(with: .plan(page))
    case .absences, nil: say(text, .danger)
    }
  }
}
