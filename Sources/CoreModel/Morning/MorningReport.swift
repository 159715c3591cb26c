/// 晨会 as it is already written when it is opened: what happened since the last working day, what needs a decision,
/// and what today brings. Pure: what the store read, put in order.
package struct MorningReport: Hashable, Sendable {
  /// The days that it looks back on, and its own.
  package let period: MorningPeriod
  /// The time that it was made for.
  package let asOf: Instant
  /// The numbers.
  package let figures: [MorningFigure]
  /// Who stood which shift in the period after office hours.
  package let night: [Shift]
  /// What the patrols and handovers of the period say, a line each.
  package let nightNotes: [MorningNote]
  /// What was decided before this meeting and is not done, what is late first.
  package let tasks: [MorningTask]
  /// What was done or dropped since the last meeting.
  package let settled: [MorningTask]
  /// What was decided in this meeting.
  package let decided: [MorningTask]
  /// What needs a decision, the most pressing first.
  package let decisions: [MorningItem]
  /// How many more are overdue than are listed.
  package let moreOverdue: Int
  /// What is due today and needs no decision.
  package let due: [MorningRequest]
  /// How many more are due today than are listed.
  package let moreDue: Int
  /// 回访, 认可回访 and 见面 owed today.
  package let visits: [MorningRequest]
  /// The shifts of today.
  package let shifts: [Shift]
  /// What must be said beside the numbers: a year whose calendar is not published.
  package let notices: [String]

  /// What the store read for a meeting.
  package struct Readings: Sendable {
    /// The counts.
    package var counts = MorningCounts()
    /// Open requests that may need a decision or are due today; in any order, each once or more.
    package var requests: [MorningRequest] = []
    /// How many are overdue in all, and how many of them were read.
    package var overdue = (read: 0, all: 0)
    /// How many fall due for the rest of today in all, and how many of them were read.
    package var due = (read: 0, all: 0)
    /// Open tasks.
    package var tasks: [MorningTask] = []
    /// Tasks settled since the period began.
    package var settled: [MorningTask] = []
    /// Shifts of the period and of today.
    package var shifts: [Shift] = []
    /// Whether the answers were counted of a part of the requests only.
    package var isPartOfAnswers = false
    /// What patrols and handovers say.
    package var notes: [MorningNote] = []

    /// Nothing.
    package init() {}
  }

  /// Puts together what was read.
  package init(
    of period: MorningPeriod, asOf now: Instant, from readings: Readings,
    under calendar: WorkingCalendar
  ) {
    self.period = period
    asOf = now
    // What was overdue on a day that is over, nobody can tell any more.
    let isOver = now.day > period.day
    figures = MorningFigure.all(of: readings.counts, in: period).filter {
      !isOver || $0.kind != .overdue && $0.kind != .today
    }
    let next = calendar.adding(workingDays: 1, to: now.day).adding(days: 1).start
    var seen: Set<RequestID> = []
    let requests = readings.requests.filter { seen.insert($0.id).inserted }
    let needed = requests.compactMap { request in
      MorningReason(request, at: now, before: next).map {
        MorningItem(request: request, reason: $0)
      }
    }
    // What became late since the last meeting stands above what the last meeting has seen.
    func isNew(_ item: MorningItem) -> Bool { item.request.obligation.dueAt >= period.start }
    decisions = needed.sorted { a, b in
      if a.reason != b.reason { return a.reason < b.reason }
      if isNew(a) != isNew(b) { return isNew(a) }
      return (a.request.obligation.dueAt, a.request.id) < (b.request.obligation.dueAt, b.request.id)
    }
    moreOverdue = max(0, readings.overdue.all - readings.overdue.read)
    let tomorrow = now.day.adding(days: 1).start
    let decidable = Set(needed.map(\.request.id))
    let today = requests.filter {
      !decidable.contains($0.id) && $0.obligation.dueAt >= now && $0.obligation.dueAt < tomorrow
    }.sorted { ($0.obligation.dueAt, $0.id) < ($1.obligation.dueAt, $1.id) }
    visits = today.filter { MorningReport.visiting.contains($0.obligation.kind) }
    due = today.filter { !MorningReport.visiting.contains($0.obligation.kind) }
    moreDue = max(0, readings.due.all - readings.due.read)
    func isOfToday(_ task: MorningTask) -> Bool { task.task.meeting == period.day }
    decided = (readings.tasks + readings.settled).filter(isOfToday)
      .sorted { ($0.task.setAt, $0.id) < ($1.task.setAt, $1.id) }
    tasks = readings.tasks.filter { !isOfToday($0) }
      .sorted { ($0.task.dueAt, $0.id) < ($1.task.dueAt, $1.id) }
    settled = readings.settled.filter { !isOfToday($0) }
    let inOrder = readings.shifts.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    night = inOrder.filter {
      $0.start >= period.start && $0.start < period.end && !$0.kind.isByDay
    }
    shifts = inOrder.filter { $0.start.day == period.day }
    nightNotes = readings.notes
    notices = [
      calendar.unpublishedNotice(from: period.first, through: period.day),
      readings.isPartOfAnswers ? "这几天导入的诉求太多，「按时首响」只数了其中一部分" : nil,
    ].compactMap { $0 }
  }

  /// What somebody goes to a resident for, or calls for after the work is done.
  package static let visiting: Set<ObligationKind> = [
    .visit, .confirmation, .firstMeeting, .secondMeeting, .thirdMeeting,
  ]
}

/// A line about the night: a patrol, a finding, a handover.
package struct MorningNote: Hashable, Codable, Sendable {
  /// What it is: 夜巡, 发现, 交接班.
  package var title: String
  /// What it says, without personal data.
  package var text: String
  /// Whether somebody has to do something: a finding without a request, a handover that nobody signed.
  package var isOpen: Bool

  /// Makes one.
  package init(title: String, text: String, isOpen: Bool = false) {
    self.title = title
    self.text = text
    self.isOpen = isOpen
  }
}
