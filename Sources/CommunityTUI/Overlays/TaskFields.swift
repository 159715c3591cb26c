import CoreModel
import Store
import TerminalKit

/// The fields of 交办, its change and its end, and what they say: for tasks of a request and for those that stand by
/// themselves alike.
struct TaskFields {
  let session: AppState.Session
  let now: Instant

  /// The identities of the fields.
  enum ID {
    static let task = "task"
    static let person = "person"
    static let due = "due"
    static let outcome = "outcome"
  }

  /// A new task.
  /// - Parameter likely: Who would do it: the handler, else whoever writes it down.
  func order(likely: PersonID?) -> [FormField] {
    [
      .text(
        StepFields.words, "交办什么", required: true, help: "做什么、做到怎样", limit: DeskTask.longestTitle),
      person("谁来办", selected: likely ?? session.actor.person),
      due("什么时候办好", placeholder: usualDue.dateTimeText(relativeTo: now)),
    ]
  }

  /// Another date or person for one of the tasks.
  func change(of tasks: [DeskTask]) -> [FormField] {
    placed(
      choice(of: tasks),
      [
        person("谁来办", selected: tasks.first?.person ?? session.actor.person),
        due("改到", placeholder: tasks.first?.dueAt.dateTimeText(relativeTo: now) ?? ""),
        .text(
          StepFields.words, "原因", help: "往后推要写原因；晨会上会看到推了几次",
          limit: RequestHistory.longestText),
      ])
  }

  /// The end of one of the tasks.
  func settlement(of tasks: [DeskTask]) -> [FormField] {
    placed(
      choice(of: tasks),
      [
        .choice(
          ID.outcome, "结果",
          options: TaskSettlement.Outcome.allCases.map {
            ChoiceOption(
              id: $0.rawValue, label: $0.title, keywords: [PinyinInitials.of($0.title)])
          }, selected: TaskSettlement.Outcome.done.rawValue, required: true),
        .text(
          StepFields.words, "说明", help: "办得怎样；不办了要写为什么", limit: RequestHistory.longestText),
      ])
  }

  /// When a task is due whose date nobody typed: the close of business of the next working day.
  var usualDue: Instant { TaskFields.usualDue(after: now, under: session.rules.deadlines) }

  /// The same for whoever has no session at hand.
  static func usualDue(after now: Instant, under rules: DeadlineRules) -> Instant {
    SpokenMoment.limit(
      rules.calendar.adding(workingDays: 1, to: now.day).iso8601, from: now, under: rules)
      ?? now.adding(minutes: 24 * 60)
  }

  /// The only one stands in the form as well, unseen: another desk may set one meanwhile that is due earlier.
  private func choice(of tasks: [DeskTask]) -> FormField {
    var field = FormField.choice(
      ID.task, "哪一项",
      options: tasks.map {
        ChoiceOption(
          id: $0.id.text, label: TextLayout.clip($0.title, columns: 40),
          hint: "\(session.directory.name(of: $0.person)) \($0.dueAt.nearText(relativeTo: now))",
          keywords: [PinyinInitials.of($0.title)])
      }, selected: tasks.first?.id.text, required: true)
    field.isHidden = tasks.count < 2
    return field
  }

  /// In front where there is something to choose; behind, where the cursor does not begin, where there is not.
  private func placed(_ choice: FormField, _ fields: [FormField]) -> [FormField] {
    choice.isHidden ? fields + [choice] : [choice] + fields
  }

  private func person(_ label: String, selected: PersonID) -> FormField {
    .choice(
      ID.person, label,
      options: session.directory.people.filter { $0.isActive && $0.role != .readOnly }.map {
        ChoiceOption(
          id: $0.id.text, label: $0.name, hint: $0.role.title,
          keywords: [PinyinInitials.of($0.name)])
      }, selected: selected.text, required: true, help: "输入姓名或拼音首字母可以换人")
  }

  private func due(_ label: String, placeholder: String) -> FormField {
    .text(
      ID.due, label, help: "例如 明天17:00、11-25；只写日子就是那天下班", placeholder: placeholder, limit: 40)
  }
}

/// A filled-in form of a task as the command it means.
struct TaskAnswer {
  let values: FormValues
  let now: Instant
  let rules: DeadlineRules

  /// The command of a step with a task of a request.
  /// - Parameter tasks: What is owed, in the order of the form.
  /// - Throws: ``Refusal`` when a choice is missing or a time cannot be read.
  func command(_ kind: CommandKind, on tasks: [DeskTask]) throws(Refusal) -> TaskCommand {
    switch kind {
    case .changeTask: return .change(try change(of: tasks))
    case .settleTask: return .settle(try settlement(of: tasks))
    default: return .set(try order())
    }
  }

  /// A new task; its name is given when it is stored.
  func order(meeting: Day? = nil) throws(Refusal) -> TaskOrder {
    TaskOrder(
      title: values.text(StepFields.words), person: try person(),
      dueAt: try due() ?? TaskFields.usualDue(after: now, under: rules), meeting: meeting)
  }

  /// Another date or person.
  func change(of tasks: [DeskTask]) throws(Refusal) -> TaskChange {
    let task = try chosen(of: tasks)
    return TaskChange(
      task.id, person: try person(), dueAt: try due() ?? task.dueAt,
      reason: values.text(StepFields.words))
  }

  /// The end.
  func settlement(of tasks: [DeskTask]) throws(Refusal) -> TaskSettlement {
    let outcome = values.choice(TaskFields.ID.outcome)
      .flatMap(TaskSettlement.Outcome.init(rawValue:))
    guard let outcome else { throw .missing("请选办好了，还是不办了") }
    return TaskSettlement(
      try chosen(of: tasks).id, outcome, words: values.text(StepFields.words))
  }

  private func chosen(of tasks: [DeskTask]) throws(Refusal) -> DeskTask {
    guard let id = values.choice(TaskFields.ID.task) else { throw .missing("请选是哪一项交办") }
    guard let task = tasks.first(where: { $0.id.text == id }) else {
      throw .outOfTurn("写的是另一项交办，它刚才已经办好、不办了或撤回；按 Esc 看过最新情况再写")
    }
    return task
  }

  private func person() throws(Refusal) -> PersonID {
    guard let id = values.choice(TaskFields.ID.person) else { throw .missing("请选谁来办") }
    return PersonID(id)
  }

  private func due() throws(Refusal) -> Instant? {
    let typed = values.text(TaskFields.ID.due)
    guard !typed.tidied.isEmpty else { return nil }
    guard let due = SpokenMoment.limit(typed, from: now, under: rules) else {
      throw .invalid("时间「\(typed)」看不懂；请写 明天17:00、11-25 或 11-25 9:00")
    }
    return due
  }
}
