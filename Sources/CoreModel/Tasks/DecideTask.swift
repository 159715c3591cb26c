extension TaskCommand {
  /// Checks what a step with a task says; one rule for those of requests and those that stand by themselves.
  /// - Parameter known: The task as it is; nil when there is none of that name.
  /// - Parameter isAsked: Whether the thing beyond the desk that the task comes from has asked who may.
  /// - Throws: ``Refusal`` when it says too little, names somebody who cannot, or a time that has passed.
  package func decide(
    on known: DeskTask?, by actor: Actor, at now: Instant, in directory: Directory,
    isAsked: Bool = false
  ) throws(Refusal) -> TaskEvent {
    if !isAsked, let refusal = TaskCommand.refusal(of: kind, by: actor) { throw refusal }
    switch self {
    case .set(var order):
      guard known == nil else { throw .invalid("这项交办已经记下了") }
      order.title = try TaskCommand.words(order.title, "请写交办什么：做什么、做到怎样")
      try TaskCommand.check(
        order.person, order.dueAt, isRecurring: order.recurrence != nil, at: now, in: directory)
      return .set(order)
    case .change(var change):
      let task = try TaskCommand.open(known)
      change.reason = try WordLimits.checked(change.reason, "原因")
      guard change.person != task.person || change.dueAt != task.dueAt else {
        throw .missing("没有改动：请改时间，或换一个人")
      }
      guard change.dueAt <= task.dueAt || !change.reason.isEmpty else {
        throw .missing("往后推要写原因；晨会上会看到推了几次")
      }
      try TaskCommand.check(
        change.person, change.dueAt, isRecurring: task.recurrence != nil, at: now, in: directory)
      return .changed(change)
    case .settle(var settlement):
      _ = try TaskCommand.open(known)
      settlement.words = try WordLimits.checked(settlement.words, "结果")
      guard settlement.outcome == .done || !settlement.words.isEmpty else {
        throw .missing("请写为什么不办了")
      }
      return .settled(settlement)
    }
  }

  /// Why somebody may not; nil when they may. The gate of requests asks it too.
  package static func refusal(of kind: CommandKind, by actor: Actor) -> Refusal? {
    DeskChange.refusal(
      toChange: kind.title, by: actor, allowed: Permissions.roles(for: kind))
  }

  private static func open(_ task: DeskTask?) throws(Refusal) -> DeskTask {
    guard let task else { throw .outOfTurn("没有找到这项交办") }
    guard let settled = task.settledAt else { return task }
    throw .outOfTurn(
      "「\(task.title)」已在 \(settled.clockText) 记为\(task.settlement?.outcome.title ?? "结束")")
  }

  private static func check(
    _ person: PersonID, _ due: Instant, isRecurring: Bool, at now: Instant,
    in directory: Directory
  ) throws(Refusal) {
    guard let known = directory.person(person) else { throw .invalid("人员名册里没有这个人，请重新选择") }
    guard known.isActive else { throw .invalid("\(known.name)已不在岗，请另选一位") }
    guard known.role != .readOnly else { throw .invalid("\(known.name)只能查看，不能承担交办，请另选一位") }
    guard due > now else { throw .invalid("交办要到将来的时间为止") }
    // A standing measure lies as far off as it comes back.
    let longest = isRecurring ? DeskTask.longestRecurringDays : DeskTask.longestDays
    guard due.seconds(since: now) <= longest * 86_400 else {
      throw .invalid("交办最长 \(longest) 天，到期可以再定")
    }
  }

  private static func words(_ text: String, _ complaint: String) throws(Refusal) -> String {
    let tidy = try WordLimits.checked(text, "交办内容", atMost: DeskTask.longestTitle)
    guard !tidy.isEmpty else { throw .missing(complaint) }
    return tidy
  }
}

extension DeskTask {
  /// A task that nobody looks at for longer than a quarter is a task forgotten.
  package static let longestDays = 92
  /// The same for a standing measure, which looks after itself.
  package static let longestRecurringDays = 3 * 366
  /// Characters that a task may have.
  package static let longestTitle = 200
}

extension RequestHistory {
  /// Checks what a step with a task of this request says, after the gate let it pass. What is done and comes back is
  /// set anew by the same step.
  func decideTask(
    _ command: TaskCommand, by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> [TaskEvent] {
    var command = command
    if case .set(var order) = command, order.id.text.isEmpty {
      // The version that it will be recorded as belongs to nothing else of this request.
      order.id = TaskID("\(id.text).\(request.version + 1)")
      command = .set(order)
    }
    let known = request.tasks.first { $0.id == command.task }
    let event = try command.decide(on: known, by: actor, at: now, in: directory)
    guard var after = known else { return [event] }
    after.apply(event, at: now)
    guard var next = after.following(at: now) else { return [event] }
    next.id = TaskID("\(id.text).\(request.version + 2)")
    return [event, .set(next)]
  }
}

extension Request {
  /// What of the tasks is still owed, the one due first in front.
  package var openTasks: [DeskTask] {
    tasks.filter(\.isOpen).sorted { ($0.dueAt, $0.id) < ($1.dueAt, $1.id) }
  }

  /// Takes in what happened to one of its tasks.
  mutating func apply(_ event: TaskEvent, by actor: PersonID, at now: Instant) {
    if case .set(let order) = event, !tasks.contains(where: { $0.id == order.id }) {
      tasks.append(DeskTask(order, by: actor, at: now))
    }
    for index in tasks.indices { tasks[index].apply(event, at: now) }
  }

  /// The clocks of its tasks; the one that is due first in front.
  var taskSpans: [ClockSpan] {
    (tasks.filter { !$0.isOpen } + openTasks).map { task in
      ClockSpan(
        kind: .task, start: task.setAt, startWord: "交办「\(task.title)」", stop: task.settledAt,
        statedDue: task.dueAt)
    }
  }

  /// Why a step with a task does not fit; nil when it does.
  func taskRefusal(of kind: CommandKind) -> Refusal? {
    switch kind {
    case .assign:
      isOpen ? nil : .outOfTurn("诉求已结；要再办请先「重开」，或在晨会里记一项单独的交办")
    default: openTasks.isEmpty ? .outOfTurn("没有还没办的交办") : nil
    }
  }
}
