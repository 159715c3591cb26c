import CoreModel
import Store
import TerminalKit

/// 签到 for others or afterwards, 补充, 接班签字.
struct HandoverForm: Sendable {
  /// What it is for.
  enum Purpose: Sendable, Equatable {
    case attend(isArrival: Bool)
    case sign(version: Int, arriving: Identifier<Shift>?)
    case add
  }
  /// What it is for.
  var purpose: Purpose
  /// The shift.
  var shift: Identifier<Shift>
  /// The fields.
  var form: Form
  /// Why it could not be saved.
  var error: String?
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false

  static let person = "person"
  static let instead = "instead"
  static let time = "time"
  static let words = "words"
  static let arrives = "arrives"
}

extension HandoverForm: BoxForm {
  var slot: DraftSlot {
    switch purpose {
    case .attend(let isArrival):
      .box((isArrival ? Self.arrivalName : Self.departureName) + shift.text)
    case .sign: .box(Self.takeoverName + shift.text)
    case .add: .box(Self.additionName + shift.text)
    }
  }

  // The beginnings of the slots' names, which never change; the shift's own follows.
  static let arrivalName = "arrival:"
  static let departureName = "departure:"
  static let takeoverName = "takeover:"
  static let additionName = "addition:"
}

extension AppState {
  /// Opens 签到 or 签退 of somebody else, or afterwards.
  mutating func openAttendanceForm(_ shift: Identifier<Shift>, isArrival: Bool) -> [Effect] {
    guard let session, let attendance = duty[shift] else { return [] }
    let me = session.actor.person
    let people =
      isArrival
      ? session.directory.people.filter { person in
        person.isActive
          && (Permissions.handling.contains(person.role)
            || attendance.shift.people.contains(person.id))
      }
      : attendance.everybody.filter(attendance.isPresent).compactMap(session.directory.person)
    // Those of the shift first: they are meant most often.
    let sorted =
      people.filter { attendance.everybody.contains($0.id) }
      + people.filter { !attendance.everybody.contains($0.id) }
    let first = sorted.first { isArrival && $0.id == me && attendance.stints(of: me).isEmpty }
    let selected = first ?? sorted.first { $0.id != me } ?? sorted.first
    let verb = isArrival ? "到岗" : "离岗"
    let fields: [FormField] = [
      .choice(
        HandoverForm.person, "谁",
        options: sorted.map { ChoiceOption(id: $0.id.text, label: $0.name) },
        selected: selected?.id.text, required: true),
      .choice(
        HandoverForm.instead, "替谁",
        options: attendance.shift.people.map {
          ChoiceOption(id: $0.text, label: session.directory.name(of: $0))
        }, help: "顶班时选；没有排在这一班的人要写说明"),
      .text(
        HandoverForm.time, "\(verb)时间", help: "不写就是现在；补签写 17:30，过了零点的写 次日06:00",
        placeholder: "现在"),
      .text(
        HandoverForm.words, "说明", help: "顶班、补签要写原因", limit: 200),
    ]
    let title =
      "\(isArrival ? "签到" : "签退") · \(attendance.shift.title(relativeTo: now))"
    return push(
      HandoverForm(
        purpose: .attend(isArrival: isArrival), shift: shift,
        form: Form(
          title: title, fields: fields.filter { isArrival || $0.id != HandoverForm.instead },
          submitLabel: isArrival ? "签到" : "签退")))
  }

  /// Opens 接班签字, unless this person may not sign.
  mutating func openSigningForm(_ reading: HandoverReading) -> [Effect] {
    guard let session else { return [] }
    let handover = reading.handover
    if let refusal = handover.signingRefusal(
      by: session.actor, next: reading.next, in: session.directory)
    {
      say(refusal, .warning)
      return []
    }
    let next = reading.next.flatMap { canArrive(at: $0, session.actor.person) ? $0 : nil }
    var fields: [FormField] = [
      .text(
        HandoverForm.words, "签字时的话", help: "有疑问就写在这里；没有可不写", limit: Handover.longestRemark)
    ]
    if let next {
      fields.append(
        .toggle(
          HandoverForm.arrives, "同时签到", isOn: true,
          help: "\(next.shift.title(relativeTo: now))：空格改"))
    }
    return push(
      HandoverForm(
        purpose: .sign(version: handover.version, arriving: next?.id), shift: handover.id,
        form: Form(
          title: "接班签字 · \(handover.shift.title(relativeTo: now))", fields: fields,
          submitLabel: "签字")))
  }

  /// Whether signing may sign this person in to the shift that takes over.
  private func canArrive(at next: Attendance, _ person: PersonID) -> Bool {
    next.shift.people.contains(person) && next.stints(of: person).isEmpty && now < next.shift.end
      && next.shift.start <= now.adding(minutes: Attendance.earliestMinutes)
  }

  /// Why this person may not add to a handover; nil when they may.
  func addingRefusal(_ handover: Handover) -> String? {
    guard let session else { return "" }
    return handover.addingRefusal(
      by: session.actor, attendance: duty[handover.id], in: session.directory)
  }

  /// Opens 补充.
  mutating func openAddingForm(_ reading: HandoverReading) -> [Effect] {
    if let refusal = addingRefusal(reading.handover) {
      say(refusal, .warning)
      return []
    }
    return push(
      HandoverForm(
        purpose: .add, shift: reading.handover.id,
        form: Form(
          title: "补充交接 · \(reading.handover.shift.title(relativeTo: now))",
          fields: [
            .area(
              HandoverForm.words, "补充", required: true, help: "加在交接单上，下一班签字前都能加",
              limit: Handover.longestRemark, rows: 4)
          ], submitLabel: "加上")))
  }

  private mutating func push(_ form: HandoverForm) -> [Effect] {
    var form = form
    form.form.columns = formRect(rows: 0).columns
    let pushed = form
    changeHandover { $0.pages.append(.form(pushed)) }
    return [.loadDraft(pushed.slot)]
  }

  mutating func handle(_ event: InputEvent, in handoverForm: HandoverForm) -> [Effect] {
    var form = handoverForm
    let outcome = form.take(event)
    let changed = form
    changeHandover { $0.replace(.form(changed)) }
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(form.draft, form.slot)]
    case .closed:
      leaveHandoverPage()
      return [.saveDraft("", form.slot)]
    case .submit(let values): return submit(form, values)
    }
  }

  private mutating func submit(_ form: HandoverForm, _ values: FormValues) -> [Effect] {
    switch form.purpose {
    case .add:
      return save(
        .handover(
          .settle(
            .add(values.text(HandoverForm.words)), form.shift, version: nil, arriving: nil)))
    case .sign(let version, let arriving):
      return save(
        .handover(
          .settle(
            .sign(remark: values.text(HandoverForm.words)), form.shift, version: version,
            arriving: values.isOn(HandoverForm.arrives) ? arriving : nil)))
    case .attend(let isArrival):
      guard let person = values.choice(HandoverForm.person), let shift = duty[form.shift]?.shift
      else { return [] }
      let typed = values.text(HandoverForm.time)
      let moment = typed.isEmpty ? nil : shift.moment(typed: typed)
      guard typed.isEmpty || moment != nil else {
        var form = form
        form.form.setErrors([HandoverForm.time: "写成 17:30，过了零点的写 次日06:00"])
        let changed = form
        changeHandover { $0.replace(.form(changed)) }
        return []
      }
      let entry = AttendanceEntry(
        PersonID(person), at: moment,
        standsInFor: values.choice(HandoverForm.instead).map { PersonID($0) },
        reason: values.text(HandoverForm.words))
      return save(
        .handover(.attend(isArrival ? .signIn(entry) : .signOut(entry), form.shift)))
    }
  }
}
