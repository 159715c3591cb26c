/// 提醒: something on a request that must not pass unseen; it rings until somebody acknowledges it.
package struct Reminder: Hashable, Codable, Sendable {
  /// How loud it is.
  package var level: ReminderLevel
  /// What is owed.
  package var obligation: ObligationKind
  /// By when.
  package var dueAt: Instant

  /// Makes a reminder.
  package init(_ level: ReminderLevel, of obligation: ObligationKind, dueAt: Instant) {
    self.level = level
    self.obligation = obligation
    self.dueAt = dueAt
  }

  /// Whether acknowledging this one makes another be quiet: the same thing owed at the same time, and no
  /// louder. Who has seen that something will be late has not seen that it is.
  package func covers(_ other: Reminder) -> Bool {
    obligation == other.obligation && dueAt == other.dueAt && level >= other.level
  }
}

/// How loud a reminder is; the louder ones order last.
package enum ReminderLevel: Int, CaseIterable, Codable, Sendable, Comparable {
  /// 将到期.
  case soon = 1
  /// 急件: 急 or 特急, and nobody has answered yet.
  case pressing = 2
  /// 超时.
  case overdue = 3

  /// The Chinese word.
  package var title: String {
    switch self {
    case .soon: "将到期"
    case .pressing: "急件待响应"
    case .overdue: "已超时"
    }
  }

  /// Quieter ones order first.
  package static func < (a: ReminderLevel, b: ReminderLevel) -> Bool { a.rawValue < b.rawValue }
}

/// When reminders ring.
package enum ReminderRules {
  /// Minutes before it falls due from which something rings.
  package static let leadMinutes = 30
  /// Minutes after which what nobody acknowledged rings again.
  package static let repeatMinutes = 5
  /// Hours for which something overdue rings. What nobody took up in a whole day is a matter of the morning
  /// meeting and of 督办, where it stands; a bell that never ends is not heard.
  package static let overdueHours = 24

  /// What rings about an open request now; nil when nothing does.
  /// - Parameter isAnswered: Whether the resident was answered.
  package static func reminder(
    of owed: Obligation, urgency: Urgency, isAnswered: Bool, at now: Instant
  ) -> Reminder? {
    let left = owed.dueAt.seconds(since: now)
    let level: ReminderLevel
    if left < 0 {
      guard left >= -overdueHours * 3600 else { return nil }
      level = .overdue
    } else if urgency != .normal, !isAnswered {
      level = .pressing
    } else if left <= leadMinutes * 60 {
      level = .soon
    } else {
      return nil
    }
    return Reminder(level, of: owed.kind, dueAt: owed.dueAt)
  }
}

extension RequestHistory {
  /// What is acknowledged must still be what rings or rang: who has seen it, has.
  func decideAcknowledging(_ reminder: Reminder) throws(Refusal) -> RequestEvent {
    if let known = request.acknowledged, known.covers(reminder) {
      throw .outOfTurn("这条提醒已经有人确认过了")
    }
    return .acknowledged(reminder)
  }
}
