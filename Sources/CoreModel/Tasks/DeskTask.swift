/// 交办: the globally unique name of a task.
package typealias TaskID = Identifier<DeskTask>

/// 交办: what somebody is to do by when, as a meeting or the desk decided. It belongs to a request, whose next
/// obligation it becomes, or stands by itself.
package struct DeskTask: Hashable, Sendable, Identifiable {
  /// Globally unique.
  package let id: TaskID
  /// What is to be done.
  package var title: String
  /// Who does it.
  package var person: PersonID
  /// By when.
  package var dueAt: Instant
  /// The day of the 晨会 that decided it; nil when it was decided at another time.
  package var meeting: Day?
  /// What it comes from, beyond a request: a resolution of the 议事会, a 微实事, a 吹哨, a 调解.
  package var origin: OnwardLink?
  /// How it comes back once it is done; nil when it is done once.
  package var recurrence: Recurrence?
  /// When it was decided.
  package var setAt: Instant
  /// Who wrote it down.
  package var setBy: PersonID
  /// When it was last put off; another person or an earlier date decides nothing about what became late since.
  package var putOffAt: Instant?
  /// How often it was put off.
  package var timesPutOff = 0
  /// What became of it; nil while it is owed.
  package var settlement: TaskSettlement?
  /// When it was settled.
  package var settledAt: Instant?

  /// The task as its order makes it.
  package init(_ order: TaskOrder, by actor: PersonID, at now: Instant) {
    id = order.id
    title = order.title
    person = order.person
    dueAt = order.dueAt
    meeting = order.meeting
    origin = order.origin
    recurrence = order.recurrence
    setAt = now
    setBy = actor
  }

  /// Whether it is still owed.
  package var isOpen: Bool { settledAt == nil }

  /// Since when its present due time holds: what was late before was known when it was decided.
  package var decidedAt: Instant { putOffAt ?? setAt }

  /// Whether it was not done in time, or is late now.
  package func isLate(at now: Instant) -> Bool { (settledAt ?? now) > dueAt }

  /// What to say to whoever saw it before somebody else changed it; nil when it is as they saw it.
  package func refusal(whoSaw seen: DeskTask, in directory: Directory) -> Refusal? {
    guard seen.settledAt == settledAt else {
      return .outOfTurn("别的电脑已把这项交办记为\(settlement?.outcome.title ?? "未办")；您写的还在，看过再定")
    }
    guard seen.person != person || seen.dueAt != dueAt else { return nil }
    let due = "\(dueAt.day.dateText(relativeTo: seen.dueAt.day)) \(dueAt.clockText)"
    return .outOfTurn(
      "别的电脑刚把这项交办改为\(directory.name(of: person))、\(due) 前；您写的还在，看过再保存")
  }

  /// Takes in one more event; what is about another task leaves it as it is.
  package mutating func apply(_ event: TaskEvent, at now: Instant) {
    guard event.task == id else { return }
    switch event {
    case .set: break
    case .changed(let change):
      if change.dueAt > dueAt {
        timesPutOff += 1
        putOffAt = now
      }
      person = change.person
      dueAt = change.dueAt
    case .settled(let settlement):
      self.settlement = settlement
      settledAt = now
    }
  }

  /// The task that the events of its own log make; nil when they do not begin with its order.
  package init?(_ records: [DutyRecord<TaskEvent>]) {
    guard let first = records.first, case .set(let order) = first.event else { return nil }
    self.init(order, by: first.actor, at: first.at)
    for record in records.dropFirst() { apply(record.event, at: record.at) }
  }
}

/// What a task says when it is decided.
package struct TaskOrder: Hashable, Codable, Sendable {
  /// Globally unique; empty until it is stored, where it gets its name.
  package var id: TaskID
  /// What is to be done.
  package var title: String
  /// Who does it.
  package var person: PersonID
  /// By when.
  package var dueAt: Instant
  /// The day of the 晨会 that decided it.
  package var meeting: Day?
  /// What it comes from, beyond a request.
  package var origin: OnwardLink?
  /// How it comes back once it is done.
  package var recurrence: Recurrence?

  /// Makes an order.
  package init(
    id: TaskID = TaskID(""), title: String, person: PersonID, dueAt: Instant, meeting: Day? = nil,
    origin: OnwardLink? = nil, recurrence: Recurrence? = nil
  ) {
    self.id = id
    self.title = title
    self.person = person
    self.dueAt = dueAt
    self.meeting = meeting
    self.origin = origin
    self.recurrence = recurrence
  }
}

/// 改期、换人.
package struct TaskChange: Hashable, Codable, Sendable {
  /// Which task.
  package var task: TaskID
  /// Who does it from now on.
  package var person: PersonID
  /// By when.
  package var dueAt: Instant
  /// Why.
  package var reason: String

  /// Makes a change.
  package init(_ task: TaskID, person: PersonID, dueAt: Instant, reason: String) {
    self.task = task
    self.person = person
    self.dueAt = dueAt
    self.reason = reason
  }
}

/// What became of a task.
package struct TaskSettlement: Hashable, Codable, Sendable {
  /// How it ended.
  package enum Outcome: String, CaseIterable, Codable, Sendable {
    /// 办好了.
    case done
    /// 不办了.
    case dropped

    /// The Chinese words.
    package var title: String {
      switch self {
      case .done: "办好了"
      case .dropped: "不办了"
      }
    }
  }

  /// Which task.
  package var task: TaskID
  /// How it ended.
  package var outcome: Outcome
  /// What was done, or why it is not done any more.
  package var words: String

  /// Makes a settlement.
  package init(_ task: TaskID, _ outcome: Outcome, words: String = "") {
    self.task = task
    self.outcome = outcome
    self.words = words
  }
}
