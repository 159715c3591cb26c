/// 晨会: who was there, and the minutes once it is over. The fold of its events.
package struct MorningMeeting: Hashable, Sendable {
  /// The day.
  package let day: Day
  /// The version of its newest event; 0 while nothing was written down.
  package private(set) var version = 0
  /// 主持.
  package private(set) var host: PersonID?
  /// 到会, in the order in which they were written down.
  package private(set) var attendees: [PersonID] = []
  /// The minutes, while the meeting is closed.
  package private(set) var minutes: MorningMinutes?
  /// When it was closed.
  package private(set) var closedAt: Instant?
  /// Who closed it.
  package private(set) var closedBy: PersonID?
  /// How often it was opened again.
  package private(set) var reopenings = 0

  /// A meeting of which nothing was written down.
  package init(on day: Day) { self.day = day }

  /// A meeting as its events make it.
  package init(on day: Day, _ records: [DutyRecord<MeetingEvent>]) {
    self.init(on: day)
    for record in records { apply(record) }
  }

  private mutating func apply(_ record: DutyRecord<MeetingEvent>) {
    version = record.version
    switch record.event {
    case .attended(let attendance):
      host = attendance.host
      attendees = attendance.people
    case .closed(let minutes):
      self.minutes = minutes
      closedAt = record.at
      closedBy = record.actor
    case .reopened:
      minutes = nil
      closedAt = nil
      closedBy = nil
      reopenings += 1
    }
  }

  /// Whether its minutes are kept.
  package var isClosed: Bool { minutes != nil }
}

/// What happens to a 晨会.
package enum MeetingEvent: DutyEvent {
  /// 到会.
  case attended(Attendance)
  /// 散会: the minutes as they were then.
  case closed(MorningMinutes)
  /// 重开, with why.
  case reopened(Remark)

  /// Who was there.
  package struct Attendance: Hashable, Codable, Sendable {
    /// 主持.
    package var host: PersonID?
    /// 到会.
    package var people: [PersonID]

    /// Makes one.
    package init(host: PersonID?, people: [PersonID]) {
      self.host = host
      self.people = people
    }
  }

  /// The log that it stands in.
  package static let stream = DutyStreamKind.meeting

  /// Stable name.
  package var kind: String {
    switch self {
    case .attended: "meetingAttended"
    case .closed: "meetingClosed"
    case .reopened: "meetingReopened"
    }
  }

  /// The Chinese word.
  package var title: String {
    switch self {
    case .attended: "记到会"
    case .closed: "散会留档"
    case .reopened: "重开晨会"
    }
  }
}

extension MorningMeeting {
  /// The roles that may write down a meeting.
  package static let roles: [Role] = Permissions.desk
  /// Characters that 其他事项 may have.
  package static let longestRemarks = 2000

  /// Why somebody may not; nil when they may.
  package static func refusal(of what: String, by actor: Actor) -> Refusal? {
    DeskChange.refusal(toChange: what, by: actor, allowed: roles)
  }

  /// 到会: replaces what was written down before.
  package func decide(
    attendance: MeetingEvent.Attendance, by actor: Actor, in directory: Directory
  ) throws(Refusal) -> MeetingEvent {
    if let refusal = MorningMeeting.refusal(of: "记到会", by: actor) { throw refusal }
    try refuseClosed(directory)
    var attendance = attendance
    var seen: Set<PersonID> = []
    attendance.people = attendance.people.filter { seen.insert($0).inserted }
    if let host = attendance.host, seen.insert(host).inserted {
      attendance.people.insert(host, at: 0)
    }
    guard !attendance.people.isEmpty else { throw .missing("请至少选一位到会的人") }
    guard attendance.people.allSatisfy({ directory.person($0) != nil }) else {
      throw .invalid("人员名册里没有这个人，请重新选择")
    }
    return .attended(attendance)
  }

  /// 散会: keeps the minutes.
  /// - Parameter now: A meeting is closed on its day or later.
  package func decideClosing(
    _ minutes: MorningMinutes, by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> MeetingEvent {
    if let refusal = MorningMeeting.refusal(of: "散会留档", by: actor) { throw refusal }
    try refuseClosed(directory)
    guard now.day == day else {
      throw .outOfTurn(
        now.day < day
          ? "这天的晨会还没有开" : "\(day.dateText(relativeTo: now.day))的晨会当天没有留档，过后补不了：当时的情况已经变了")
    }
    guard !attendees.isEmpty else { throw .missing("请先记下谁到会") }
    var minutes = minutes
    minutes.remarks = try WordLimits.checked(
      minutes.remarks, "其他事项", atMost: MorningMeeting.longestRemarks)
    return .closed(minutes)
  }

  /// 重开: what is decided after that is in the next minutes of the day.
  package func decideReopening(
    reason: String, by actor: Actor, at now: Instant
  ) throws(Refusal) -> MeetingEvent {
    if let refusal = MorningMeeting.refusal(of: "重开晨会", by: actor) { throw refusal }
    guard isClosed else { throw .outOfTurn("晨会还没有散会，不用重开") }
    guard now.day == day else { throw .outOfTurn("只能重开今天的晨会；以前的纪要不再改动") }
    let words = try WordLimits.checked(reason, "原因")
    guard !words.isEmpty else { throw .missing("请写为什么重开") }
    return .reopened(Remark(words))
  }

  private func refuseClosed(_ directory: Directory) throws(Refusal) {
    guard let closedAt, let closedBy else { return }
    throw .outOfTurn(
      "\(directory.name(of: closedBy))已在 \(closedAt.clockText) 散会留档；要补记请先重开")
  }
}
