/// 视图: one of the lists that every desk has. What belongs to it is said here and nowhere else; the store
/// asks the same in SQL, and a test holds the two together.
package enum DeskView: String, CaseIterable, Hashable, Sendable {
  /// 未办结, by due time.
  case open
  /// 超时: open, and what is owed next is past due; by due time.
  case overdue
  /// 已办结 and 已撤销, last closed first.
  case closed
  /// Every request, last received first.
  case all
  /// 今日收到, last received first.
  case today
  /// 我承办的: open, and the one who looks handles it.
  case mine
  /// 今晚到期: open, and what is owed next is due before the night is over, or past due already.
  case tonight
  /// 不认可: the resident did not accept the result, and the 书记 has it (待督办、督办中).
  case rejected
  /// 待响应: nobody has answered the resident yet.
  case unanswered
  /// 未派单: open, nobody has it, and nothing but answering and grading has been done.
  case undispatched
  /// 挂起.
  case held
  /// 我登记的: recorded by the one who looks, of any state, last recorded first.
  case recorded

  /// The Chinese name.
  package var title: String {
    switch self {
    case .open: "未办结"
    case .overdue: "超时"
    case .closed: "已办结"
    case .all: "全部"
    case .today: "今日收到"
    case .mine: "我承办的"
    case .tonight: "今晚到期"
    case .rejected: "不认可"
    case .unanswered: "待响应"
    case .undispatched: "未派单"
    case .held: "挂起"
    case .recorded: "我登记的"
    }
  }

  /// What it holds, in a sentence.
  package var explanation: String {
    switch self {
    case .open: "所有没有办结的，先到期的在前"
    case .overdue: "下一步已经超过时限的"
    case .closed: "已办结和已撤销的，新办结的在前"
    case .all: "所有诉求，新收到的在前"
    case .today: "今天收到的，包括已办结的"
    case .mine: "没有办结、由我承办的"
    case .tonight: "今晚最后一班结束前到期的，包括已超时的"
    case .rejected: "居民不认可，待督办和督办中的"
    case .unanswered: "还没有人答复居民的"
    case .undispatched: "还没有派给任何人的"
    case .held: "暂停办理的"
    case .recorded: "首问责任人是我的，包括已办结的"
    }
  }

  /// Whether it holds open requests only, by due time.
  package var isOpen: Bool {
    switch self {
    case .open, .overdue, .mine, .tonight, .rejected, .unanswered, .undispatched, .held: true
    case .closed, .all, .today, .recorded: false
    }
  }

  /// Whether it depends on who looks.
  package var isPersonal: Bool { self == .mine || self == .recorded }

  /// The order in which lists of views show them.
  package static let shown: [DeskView] = [
    .open, .mine, .tonight, .overdue, .unanswered, .undispatched, .rejected, .held, .recorded,
    .today,
    .closed, .all,
  ]

  /// The short cycle of the one key.
  package static let cycle: [DeskView] = [.open, .overdue, .today, .closed, .all]

  /// The states of 不认可.
  package static let rejectedStatuses: [RequestStatus] = [.rejected, .supervised]
  /// The states of 未派单.
  package static let undispatchedStatuses: [RequestStatus] = [.registered, .responded, .triaged]
  /// What 待响应 owes.
  package static let unansweredSteps: [ObligationKind] = [.firstResponse, .firstContact, .signing]

  /// Whether a request belongs to the list.
  package func holds(_ request: Request, owing obligation: Obligation?, seen: ViewContext) -> Bool {
    switch self {
    case .open: obligation != nil
    case .overdue: obligation.map { $0.dueAt < seen.now } ?? false
    case .closed: obligation == nil
    case .all: true
    case .today: request.receivedAt.day == seen.now.day
    case .mine:
      obligation != nil && seen.person != nil && request.handler?.person == seen.person
    case .tonight: obligation.map { $0.dueAt < seen.nightEnd } ?? false
    case .rejected: DeskView.rejectedStatuses.contains(request.status)
    case .unanswered: obligation.map { DeskView.unansweredSteps.contains($0.kind) } ?? false
    case .undispatched:
      request.handler == nil && DeskView.undispatchedStatuses.contains(request.status)
    case .held: request.status == .held
    case .recorded: seen.person == request.registration.firstReceiver
    }
  }
}

/// Who looks at a view, and when.
package struct ViewContext: Hashable, Sendable {
  /// The one who looks.
  package var person: PersonID?
  /// The present.
  package var now: Instant
  /// When the night is over: see ``DutyNight``.
  package var nightEnd: Instant

  /// Makes a context.
  package init(person: PersonID?, now: Instant, nightEnd: Instant) {
    self.person = person
    self.now = now
    self.nightEnd = nightEnd
  }
}

/// 今晚: until when a desk says tonight.
package enum DutyNight {
  /// When the last shift that begins today is over, after midnight too; without a shift that lies ahead the
  /// close of the staffed hours; when that is past as well, midnight. After midnight, a shift of the evening
  /// before that still runs is tonight.
  package static func end(
    at now: Instant, shifts: [Shift], duty: DutyTime, calendar: WorkingCalendar
  ) -> Instant {
    let today = now.day
    if let running = shifts.filter({ $0.start.day < today && $0.isOn(at: now) }).map(\.end).max(),
      now.minuteOfDay < earliestMorning
    {
      return running
    }
    if let last = shifts.filter({ $0.start.day == today }).map(\.end).max(), last > now {
      return last
    }
    if let minute = duty.spans(on: today, in: calendar).map(\.end).max() {
      let close = today.at(minute: minute)
      if close > now { return close }
    }
    return today.adding(days: 1).start
  }

  /// Whoever is still up before five is having last night.
  private static let earliestMorning = 5 * 60
}
