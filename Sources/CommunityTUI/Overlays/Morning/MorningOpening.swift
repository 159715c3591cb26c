import CoreModel
import Store
import TerminalKit

/// The forms of the 晨会, opened on what is selected.
extension AppState {
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

  mutating func openForm(of task: MorningTask, settling: Bool) -> [Effect] {
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
}
