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
  // MARK: Opening

  /// Opens 交办 on what is selected.
  mutating func openDecision() -> [Effect] {
    guard let session else { return [] }
    if let refusal = TaskCommand.refusal(of: .assign, by: session.actor) {
      say(refusal.message, .warning)
      return []
    }
    guard morning.day == nil else {
      say("这是以前的晨会；按 ] 回到今天再交办", .warning)
      return []
    }
    let ofTask = morning.selected.task.flatMap { morning.survey?.task($0)?.request }
    return openDecision(on: morning.selected.request ?? ofTask)
  }

  private mutating func openDecision(on request: RequestID?) -> [Effect] {
    guard let session else { return [] }
    let row = request.flatMap { morning.survey?.rows[$0] }
    let number =
      row?.number
      ?? request.flatMap { id in
        (morning.survey.map { $0.report.tasks + $0.report.decided } ?? [])
          .first { $0.request == id }?.number
      }
    let title = request == nil ? "交办 · 不属于哪件诉求" : "交办 · \(number ?? "诉求")"
    let form = Form(
      title: title,
      fields: TaskFields(session: session, now: now).order(likely: row?.handler?.person),
      submitLabel: "记下")
    let about = row.map { row in
      Privacy.masked(
        [session.directory.label(of: row.place), row.text].filter { !$0.isEmpty }
          .joined(separator: " "))
    }
    return open(.decision(request), form, about: about ?? noteText(morning.selected))
  }

  private func noteText(_ entry: MorningEntry) -> String? {
    guard case .note(let index) = entry, let notes = morning.survey?.report.nightNotes,
      notes.indices.contains(index)
    else { return nil }
    return "\(notes[index].title)：\(notes[index].text)"
  }

  /// Opens the end of the selected task, or another date for it.
  mutating func openTaskForm(settling: Bool) -> [Effect] {
    guard let survey = morning.survey else { return [] }
    let own = morning.selected.task.flatMap { survey.task($0) }
    let ofRequest = morning.selected.request.flatMap { id in
      (survey.report.tasks + survey.report.decided).first { $0.request == id && $0.task.isOpen }
    }
    guard let task = own ?? ofRequest else {
      say("请先选一项交办；「以前的交办」和「会上议定」里是交办", .info)
      return []
    }
    return openForm(of: task, settling: settling)
  }

  private mutating func openForm(of task: MorningTask, settling: Bool) -> [Effect] {
    guard let session else { return [] }
    if let refusal = TaskCommand.refusal(
      of: settling ? .settleTask : .changeTask, by: session.actor)
    {
      say(refusal.message, .warning)
      return []
    }
    guard task.task.isOpen else {
      say("这项交办已经\(task.task.settlement?.outcome.title ?? "结束")", .info)
      return []
    }
    let fields = TaskFields(session: session, now: now)
    let form = Form(
      title: settling ? "交办办好" : "交办改期",
      fields: settling ? fields.settlement(of: [task.task]) : fields.change(of: [task.task]))
    let about = Privacy.masked(Words.task(task.task, in: session.directory, at: now))
    return open(settling ? .settlement(task) : .change(task), form, about: about)
  }

  /// Opens 到会. Who was written down before is marked; at first whoever writes.
  mutating func openAttendance(_ survey: MorningSurvey) -> [Effect] {
    guard let session, isTodaysMorning else { return [] }
    let meeting = survey.meeting
    if let refusal = MorningMeeting.refusal(of: "记到会", by: session.actor) {
      say(refusal.message, .warning)
      return []
    }
    guard !meeting.isClosed else {
      say("晨会已经散会留档；要补记请先按 z 重开", .warning)
      return []
    }
    let people = session.directory.people.filter { $0.isActive && $0.role != .readOnly }
    let there =
      meeting.attendees.isEmpty ? [session.actor.person] : Set(meeting.attendees)
    let host =
      meeting.host
      ?? people.first { $0.role == .secretary }?.id ?? people.first { $0.role == .director }?.id
    let form = Form(
      title: "到会",
      fields: [
        .choice(
          MorningForm.ID.host, "主持",
          options: people.map {
            ChoiceOption(
              id: $0.id.text, label: $0.name, hint: $0.role.title,
              keywords: [PinyinInitials.of($0.name)])
          }, selected: host?.text, help: "主持的人也算到会")
      ]
        + people.map {
          .toggle(
            MorningForm.ID.person + $0.id.text, $0.name, isOn: there.contains($0.id),
            help: "\($0.role.title)　空格改")
        })
    return open(.attendance, form, about: "空格勾选，Ctrl-S 保存")
  }

  /// Opens 散会.
  mutating func openClosing(_ survey: MorningSurvey) -> [Effect] {
    guard let session, isTodaysMorning else { return [] }
    if let refusal = MorningMeeting.refusal(of: "散会留档", by: session.actor) {
      say(refusal.message, .warning)
      return []
    }
    guard !survey.meeting.attendees.isEmpty else {
      let effects = openAttendance(survey)
      say("散会以前先记下谁到会", .info)
      return effects
    }
    let open = survey.report.decisions.count
    let form = Form(
      title: "散会留档",
      fields: [
        .area(
          MorningForm.ID.remarks, "其他事项", help: "会上说到、上面没有的；可以不写",
          limit: MorningMeeting.longestRemarks, rows: 5)
      ], submitLabel: "散会留档")
    return self.open(
      .closing, form,
      about: "留下的纪要以后不再变动：到会 \(survey.meeting.attendees.count) 人，需要议定 \(open) 件，"
        + "记下交办 \(survey.report.decided.count) 项")
  }

  /// Opens 重开.
  mutating func openReopening(_ survey: MorningSurvey) -> [Effect] {
    guard let session, isTodaysMorning else { return [] }
    if let refusal = MorningMeeting.refusal(of: "重开晨会", by: session.actor) {
      say(refusal.message, .warning)
      return []
    }
    let form = Form(
      title: "重开晨会",
      fields: [.text(MorningForm.ID.reason, "为什么", required: true, help: "漏记了什么", limit: 200)],
      submitLabel: "重开")
    return open(.reopening, form, about: "先前的纪要留在记录里；再散会时留下新的")
  }

  /// Goes on with what was not saved. What depends on the meeting is opened by its key, which puts the draft back.
  mutating func reopenMorning(_ name: String) -> [Effect] {
    let effects = openMorning()
    let decision = MorningForm.boxName + "decision:"
    guard name.hasPrefix(decision) else {
      say("在晨会里再按一次原来的键（A 到会、z 散会、* 办好、& 改期），没有保存的内容会放回来")
      return effects
    }
    let request = String(name.dropFirst(decision.count))
    return effects + openDecision(on: request.isEmpty ? nil : RequestID(request))
  }

  private var isTodaysMorning: Bool { morning.day == nil }

  private mutating func open(
    _ subject: MorningForm.Subject, _ form: Form, about: String?
  ) -> [Effect] {
    var form = form
    form.columns = formRect(rows: 0).columns
    let box = MorningForm(
      subject: subject, day: morning.survey?.report.period.day ?? now.day,
      version: morning.survey?.meeting.version ?? 0, form: form, about: about)
    overlays.append(.morning(.form(box)))
    return [.loadDraft(box.slot)]
  }

  /// What another desk has done to the task of an open form is shown before anything is saved; what was typed stays.
  mutating func showChangedTask(_ survey: MorningSurvey) {
    guard let session, case .morning(.form(var box)) = overlays.last else { return }
    let old: MorningTask
    switch box.subject {
    case .settlement(let task), .change(let task): old = task
    case .decision, .attendance, .closing, .reopening: return
    }
    guard let new = survey.task(old.id),
      let refusal = new.task.refusal(whoSaw: old.task, in: session.directory)
    else { return }
    if case .change = box.subject {
      box.subject = .change(new)
    } else {
      box.subject = .settlement(new)
    }
    box.about = Privacy.masked(Words.task(new.task, in: session.directory, at: now))
    box.error = refusal.message
    replaceTop(with: .morning(.form(box)))
  }

  // MARK: Keys

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
    let outcome: FormOutcome
    switch event {
    case .key(.ctrl("c")): outcome = .cancelled
    case .key(let key): outcome = box.form.handle(key)
    case .paste(let text, let truncated):
      outcome = box.form.paste(Sanitizer.text(text))
      if truncated { box.error = "粘贴的内容太长，只放进了前面一段" }
    default: return []
    }
    switch outcome {
    case .none: break
    case .changed:
      box.error = nil
      box.asksToDiscard = false
      replaceTop(with: .morning(.form(box)))
      return [.saveDraft(box.draft, box.slot)]
    case .cancelled:
      guard box.form.isDirty, !box.asksToDiscard else {
        closeTop()
        return [.saveDraft("", box.slot)]
      }
      box.asksToDiscard = true
      box.error = "还没有保存。再按一次 Esc 放弃，按其他键继续写"
    case .submit(let values): return submit(box, values)
    }
    replaceTop(with: .morning(.form(box)))
    return []
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
