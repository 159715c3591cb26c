import CoreModel
import Store
import TerminalKit

/// What lies over the 晨会 screen.
enum MorningBox: Sendable {
  /// The numbers, to be opened.
  case figures(Menu)
  /// What can be done with a task.
  case task(Menu, MorningTask)
  /// Something being filled in.
  case form(MorningForm)
}

/// Something of a 晨会 being filled in.
struct MorningForm: Sendable {
  /// What is filled in.
  enum Subject: Sendable, Equatable {
    /// A decision: on a request, or by itself.
    case decision(RequestID?)
    /// The end of a task.
    case settlement(MorningTask)
    /// Another date or person for a task.
    case change(MorningTask)
    /// 到会.
    case attendance
    /// 散会.
    case closing
    /// 重开.
    case reopening
  }

  /// What is filled in.
  var subject: Subject
  /// The day of the meeting: over midnight it stays the one that was opened.
  var day: Day
  /// The version of the meeting that the person saw.
  var version: Int
  /// The fields.
  var form: Form
  /// Why it could not be kept.
  var error: String?
  /// What it is about, below the fields.
  var about: String?
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false

  /// The identities of the fields.
  enum ID {
    static let host = "host"
    static let remarks = "remarks"
    static let reason = "reason"
    /// The beginning of the toggles' names; the person's follows.
    static let person = "person:"
  }
}

extension MorningForm: BoxForm {
  var slot: DraftSlot {
    switch subject {
    case .decision(let request): .box(MorningForm.boxName + "decision:\(request?.text ?? "")")
    case .settlement(let task): .box(MorningForm.boxName + "settlement:\(task.id.text)")
    case .change(let task): .box(MorningForm.boxName + "change:\(task.id.text)")
    case .attendance: .box(MorningForm.boxName + "attendance:\(day.iso8601)")
    case .closing: .box(MorningForm.boxName + "closing:\(day.iso8601)")
    case .reopening: .box(MorningForm.boxName + "reopening:\(day.iso8601)")
    }
  }

  /// The beginning of the slots' names, which never changes.
  static let boxName = "morning:"
}

extension AppState {
  mutating func handle(_ event: InputEvent, in box: MorningBox) -> [Effect] {
    switch box {
    case .figures(var menu):
      guard case .key(let key) = event else { return [] }
      let outcome = menu.handle(key)
      replaceTop(with: .morning(.figures(menu)))
      return finish(outcome) { state, id in
        MorningFigureKind(rawValue: id).map { state.openFigure($0) } ?? []
      }
    case .task(var menu, let task):
      guard case .key(let key) = event else { return [] }
      let outcome = menu.handle(key)
      replaceTop(with: .morning(.task(menu, task)))
      return finish(outcome) { state, id in
        id == "request"
          ? state.readRequest(of: task) : state.openForm(of: task, settling: id == "settle")
      }
    case .form(let form): return handle(event, in: form)
    }
  }

  private mutating func finish(
    _ outcome: MenuOutcome, _ choose: (inout AppState, String) -> [Effect]
  ) -> [Effect] {
    switch outcome {
    case .none: return []
    case .refused(let reason):
      say(reason, .warning)
      return []
    case .cancelled:
      closeTop()
      return []
    case .chosen(let id):
      closeTop()
      return choose(&self, id)
    }
  }

  private mutating func handle(_ event: InputEvent, in box: MorningForm) -> [Effect] {
    var box = box
    box.form.columns = formRect(rows: 0).columns
    let outcome = box.take(event)
    replaceTop(with: .morning(.form(box)))
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(box.draft, box.slot)]
    case .closed:
      closeTop()
      return [.saveDraft("", box.slot)]
    case .submit(let values): return submit(box, values)
    }
  }

  /// The rules are asked before the store is, so that a mistake is shown where it was made.
  private mutating func submit(_ box: MorningForm, _ values: FormValues) -> [Effect] {
    var box = box
    guard let session else { return [] }
    do {
      let effect = try effect(of: box, values, session)
      box.error = nil
      replaceTop(with: .morning(.form(box)))
      return save(.morning(effect))
    } catch let refusal {
      box.error = refusal.message
      replaceTop(with: .morning(.form(box)))
      return []
    }
  }

  private func effect(
    of box: MorningForm, _ values: FormValues, _ session: Session
  ) throws(Refusal) -> MorningEffect {
    let answer = TaskAnswer(values: values, now: now, rules: session.rules.deadlines)
    switch box.subject {
    case .decision(let request):
      // What is decided when the meeting is over is a task like any other.
      let isMeeting = morning.survey?.meeting.isClosed != true
      let order = try answer.order(meeting: isMeeting ? box.day : nil)
      let command = TaskCommand.set(order)
      _ = try command.decide(on: nil, by: session.actor, at: now, in: session.directory)
      return .perform(command, on: request, seen: nil)
    case .settlement(let task):
      let command = TaskCommand.settle(try answer.settlement(of: [task.task]))
      _ = try command.decide(on: task.task, by: session.actor, at: now, in: session.directory)
      return .perform(command, on: task.request, seen: task.task)
    case .change(let task):
      let command = TaskCommand.change(try answer.change(of: [task.task]))
      _ = try command.decide(on: task.task, by: session.actor, at: now, in: session.directory)
      return .perform(command, on: task.request, seen: task.task)
    case .attendance:
      let people = session.directory.people.map(\.id).filter {
        values.isOn(MorningForm.ID.person + $0.text)
      }
      let attendance = MeetingEvent.Attendance(
        host: values.choice(MorningForm.ID.host).map { PersonID($0) }, people: people)
      return .attend(attendance, box.day, version: box.version)
    case .closing:
      return .close(box.day, remarks: values.text(MorningForm.ID.remarks), version: box.version)
    case .reopening:
      return .reopen(box.day, reason: values.text(MorningForm.ID.reason), version: box.version)
    }
  }

  // MARK: Afterwards

  /// Closes the form that led to something, and goes on with the keys that waited.
  mutating func finishMorning(_ words: String) -> [Effect] {
    var effects: [Effect] = []
    if case .morning(.form(let form)) = overlays.last {
      closeTop()
      effects.append(.saveDraft("", form.slot))
    }
    say(words, .success)
    effects += refreshEverything()
    guard typeAhead.wait == .saving else { return effects }
    return effects + giveWaitingKeys()
  }
}

extension MorningBox {
  /// The keys for the footer.
  var footerPairs: [(String, String)] {
    switch self {
    case .figures: [("↑↓", "选择"), ("Enter", "看是哪些诉求"), ("Esc", "关闭")]
    case .task: [("↑↓", "选择"), ("Enter", "办理"), ("Esc", "关闭")]
    case .form(let box) where box.subject == .attendance:
      [("空格", "勾选"), ("↑↓", "换一人"), ("Ctrl-S", "保存"), ("Esc", "取消")]
    case .form: [("Tab", "换一项"), ("Ctrl-S", "保存"), ("Esc", "取消")]
    }
  }

  /// Whether something is typed in it.
  var takesText: Bool { if case .form = self { true } else { false } }
}
