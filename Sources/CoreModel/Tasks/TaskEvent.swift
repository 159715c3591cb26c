/// What happens to a task: in the log of its request, or in one of its own.
package enum TaskEvent: DutyEvent {
  /// 交办.
  case set(TaskOrder)
  /// 改期、换人.
  case changed(TaskChange)
  /// 办好了, 不办了.
  case settled(TaskSettlement)

  /// A log of its own, for what belongs to no request.
  package static let stream = DutyStreamKind.task

  /// The task that it is about.
  package var task: TaskID {
    switch self {
    case .set(let order): order.id
    case .changed(let change): change.task
    case .settled(let settlement): settlement.task
    }
  }

  /// Stable name, as written in the store and in `--json`.
  package var kind: String {
    switch self {
    case .set: "taskSet"
    case .changed: "taskChanged"
    case .settled: "taskSettled"
    }
  }

  /// The Chinese word for the timeline.
  package var title: String {
    switch self {
    case .set: "交办"
    case .changed: "交办改期"
    case .settled(let settlement): settlement.outcome == .done ? "交办办好" : "交办取消"
    }
  }
}

/// What somebody wants done to a task: see ``RequestCommand/task(_:)``.
package enum TaskCommand: Hashable, Sendable {
  /// 交办.
  case set(TaskOrder)
  /// 改期、换人.
  case change(TaskChange)
  /// 办好了, 不办了.
  case settle(TaskSettlement)

  /// Which command it is.
  package var kind: CommandKind {
    switch self {
    case .set: .assign
    case .change: .changeTask
    case .settle: .settleTask
    }
  }

  /// The task that it is about.
  package var task: TaskID {
    switch self {
    case .set(let order): order.id
    case .change(let change): change.task
    case .settle(let settlement): settlement.task
    }
  }
}

extension CommandKind {
  /// The steps with a task.
  package static let ofTasks: [CommandKind] = [.assign, .changeTask, .settleTask]
}
