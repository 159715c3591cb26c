package import CoreModel

/// How much is open in a neighbourhood at a moment.
package struct DeskCounts: Hashable, Sendable {
  /// 未办结.
  package var open = 0
  /// 待响应: open and nobody has answered the resident yet.
  package var unanswered = 0
  /// 将超时: what is owed next is due within ``warningMinutes``.
  package var dueSoon = 0
  /// 超时: what is owed next is past due.
  package var overdue = 0
  /// How many open ones stand at each state; states without any are left out.
  package var byStatus: [RequestStatus: Int] = [:]
  /// The same figures for those that came from 12345.
  package var hotline = HotlineCounts()

  /// What counts as soon, as in ``Obligation/pressure(at:warningMinutes:)``.
  package static let warningMinutes = 30

  /// Nothing open.
  package init() {}
}

/// How much of 12345 is open at a moment.
package struct HotlineCounts: Hashable, Sendable {
  /// 未办结 tickets.
  package var open = 0
  /// 待先行联系: the caller has not been contacted yet.
  package var awaitingContact = 0
  /// How many stand at each state of the inbox; states without any are left out.
  package var states: [TicketState: TicketTally] = [:]
  /// The open ticket that is due first.
  package var next: QueueRow?
  /// What came in this month against the last.
  package var trend = TicketTrend()
  /// 将到期: what is owed next is due within 24 hours.
  package var dueWithinDay = 0
  /// 超时.
  package var overdue = 0
  /// 久未联系: nobody has spoken to the caller for longer than the desk's own limit (沟通).
  package var silent = 0

  /// Nothing open.
  package init() {}
}

/// The open tickets at one state of the inbox.
package struct TicketTally: Hashable, Sendable {
  /// How many.
  package var count: Int
  /// Those of them on which what is owed next is past due.
  package var overdue: Int

  /// Makes a tally.
  package init(count: Int, overdue: Int = 0) {
    self.count = count
    self.overdue = overdue
  }
}

/// A building group as the 楼组 pane shows it.
package struct GroupRow: Hashable, Sendable, Identifiable {
  /// The group.
  package let id: GroupID
  /// Its open requests.
  package var open: Int
  /// Those of them that are overdue.
  package var overdue: Int
  /// Requests received in each of the last four weeks (seven days up to and with today), oldest first.
  package var weekly: [Int]

  /// Makes a row.
  package init(id: GroupID, open: Int = 0, overdue: Int = 0, weekly: [Int] = [0, 0, 0, 0]) {
    self.id = id
    self.open = open
    self.overdue = overdue
    self.weekly = weekly
  }
}
