/// 议题: a matter that the 议事会 decides, with the requests that it is about.
package struct AgendaItem: Hashable, Sendable, Identifiable {
  /// Globally unique: the name of its log.
  package let id: AgendaID
  /// How the desk calls it, without gaps within a 居民区: 议12.
  package let number: Int
  /// What it is called.
  package var title: String
  /// What is to be decided, and why.
  package var matter: String
  /// The most pressing of its requests.
  package var urgency: Urgency
  /// The requests that go on in it.
  package var sources: [AgendaSource] = []
  /// Where it stands.
  package var status = AgendaStatus.open
  /// The meeting that it is on; nil while it is on none.
  package var date: AgendaDate?
  /// By when it must have been met about since whoever proposed it called it pressing; nil where nobody did.
  package let meetBy: Instant?
  /// By when the meeting that is being held about it decides and ends; nil while none is held.
  package var decideBy: Instant?
  /// By when it is to be met about again; nil where nobody said.
  package var againAt: Instant?
  /// What meetings decided, oldest first.
  package var decisions: [AgendaDecision] = []
  /// What came of it, in words for the residents.
  package var outcome: String?
  /// What it became a part of.
  package var mergedInto: AgendaReference?
  /// When it was proposed.
  package let proposedAt: Instant
  /// By whom.
  package let proposedBy: PersonID
  /// When it ended.
  package var endedAt: Instant?
  /// Everything that happened, oldest first.
  package var entries: [Entry] = []
  /// How many things happened: what a desk has seen.
  package var version = 0

  /// Something that happened, as a timeline shows it.
  package struct Entry: Hashable, Sendable {
    /// When.
    package var at: Instant
    /// Who wrote it down.
    package var actor: PersonID
    /// What: 提出议题.
    package var title: String
    /// The particulars.
    package var words: String
  }

  /// The item that the events of its log make; nil when they do not begin with its proposal.
  package init?(id: AgendaID, _ records: [DutyRecord<AgendaEvent>]) {
    guard let first = records.first, case .proposed(let order) = first.event else { return nil }
    self.id = id
    number = order.number
    title = order.title
    matter = order.matter
    urgency = order.urgency
    meetBy = order.meetBy
    proposedAt = first.at
    proposedBy = first.actor
    for record in records { apply(record) }
  }

  /// Whether something is still to be decided or done.
  package var isOpen: Bool { endedAt == nil }
  /// 议12「楼道灯」.
  package var name: String { "议\(number)「\(title)」" }
  /// How requests and tasks know it.
  package var link: OnwardLink { OnwardLink(.agenda, id: id.text, title: title) }
  /// How meetings know it.
  package var reference: AgendaReference { AgendaReference(id: id, number: number, title: title) }

  /// By when it must have been met about because it was called pressing itself; nil once it was.
  package var pressedBy: Instant? { decideBy == nil && decisions.isEmpty ? meetBy : nil }

  /// What is owed on it next, for its requests; nil while the limit of the 议事会 itself runs, and once it is over.
  /// - Parameter tasks: What its resolutions gave out.
  package func step(_ tasks: [DeskTask]) -> OnwardStep? {
    guard isOpen else { return nil }
    var steps: [OnwardStep] = []
    if status == .carrying {
      steps += tasks.filter(\.isOpen).map {
        OnwardStep(.carrying, "落实「\($0.title)」", dueAt: $0.dueAt, by: $0.person)
      }
    }
    if let date, let decideBy {
      // What is being met about is not late any more: what is owed is that it comes to an end.
      steps.append(OnwardStep(.meeting, "\(date.kind.title)作决议、散会", dueAt: decideBy))
    } else if let date {
      steps.append(OnwardStep(.meeting, date.kind.title, dueAt: date.start))
    } else {
      if let againAt { steps.append(OnwardStep(.meeting, "再议", dueAt: againAt)) }
      if let pressedBy { steps.append(OnwardStep(.meeting, "急件议事", dueAt: pressedBy)) }
    }
    return steps.min { $0.dueAt < $1.dueAt }
  }

  private mutating func apply(_ record: DutyRecord<AgendaEvent>) {
    version = record.version
    entries.append(
      Entry(
        at: record.at, actor: record.actor, title: record.event.title, words: record.event.words))
    switch record.event {
    case .proposed: break
    case .amended(let title, let matter):
      self.title = title
      self.matter = matter
    case .joined(let source):
      sources.append(source)
      urgency = urgency.orHigher(source.urgency)
    case .left(let source, _): sources.removeAll { $0.id == source.id }
    case .scheduled(let date):
      self.date = date
      decideBy = nil
      againAt = nil
      if status == .open { status = .scheduled }
    case .opened(let until): decideBy = until
    case .unscheduled(let until, _):
      date = nil
      decideBy = nil
      againAt = until
      if status == .scheduled { status = .open }
    case .decided(let decision):
      decisions.append(decision)
      date = nil
      decideBy = nil
      againAt = decision.againAt
      guard isOpen else { return }
      switch decision.verdict {
      case .adopt: status = .carrying
      case .again, .passed: if status == .scheduled { status = .open }
      case .project, .decline: break
      }
    case .returned(let until, _):
      status = .open
      againAt = until
    case .merged(let other):
      mergedInto = other
      end(.merged, at: record.at)
    case .settled(let outcome):
      self.outcome = outcome
      end(.settled, at: record.at)
    case .withdrawn: end(.withdrawn, at: record.at)
    }
  }

  private mutating func end(_ status: AgendaStatus, at now: Instant) {
    self.status = status
    endedAt = now
    date = nil
    decideBy = nil
    againAt = nil
  }
}

/// 议题: the globally unique name of an item.
package typealias AgendaID = Identifier<AgendaItem>

/// Where an item stands.
package enum AgendaStatus: String, CaseIterable, Codable, Sendable {
  /// No meeting has a date for it.
  case open
  /// It is on a meeting.
  case scheduled
  /// What was decided is being done.
  case carrying
  /// It came to its end.
  case settled
  /// It became a part of another one.
  case merged
  /// Nobody pursues it.
  case withdrawn

  /// The Chinese word.
  package var title: String {
    switch self {
    case .open: "待排会"
    case .scheduled: "已排会"
    case .carrying: "落实中"
    case .settled: "办结"
    case .merged: "并入别的议题"
    case .withdrawn: "撤回"
    }
  }
}

/// An item, as meetings and others know it.
package struct AgendaReference: Hashable, Codable, Sendable {
  /// Which.
  package var id: AgendaID
  /// Its number.
  package var number: Int
  /// What it was called then.
  package var title: String

  /// Makes a reference.
  package init(id: AgendaID, number: Int, title: String) {
    self.id = id
    self.number = number
    self.title = title
  }

  /// 议12「楼道灯」.
  package var name: String { "议\(number)「\(title)」" }
}

/// A request of an item.
package struct AgendaSource: Hashable, Codable, Sendable {
  /// Which.
  package var id: RequestID
  /// `20261121-007`.
  package var number: String
  /// How pressing it was when it joined.
  package var urgency: Urgency

  /// Makes a source.
  package init(id: RequestID, number: String, urgency: Urgency) {
    self.id = id
    self.number = number
    self.urgency = urgency
  }
}

/// The meeting that an item is on.
package struct AgendaDate: Hashable, Codable, Sendable {
  /// Which.
  package var meeting: CouncilID
  /// Its number.
  package var number: Int
  /// What kind it is.
  package var kind: CouncilKind
  /// When it begins.
  package var start: Instant

  /// Makes a date.
  package init(meeting: CouncilID, number: Int, kind: CouncilKind, start: Instant) {
    self.meeting = meeting
    self.number = number
    self.kind = kind
    self.start = start
  }
}

/// What a meeting decided about an item.
package struct AgendaDecision: Hashable, Codable, Sendable {
  /// Which meeting.
  package var meeting: CouncilID
  /// Its number.
  package var number: Int
  /// What kind it was.
  package var kind: CouncilKind
  /// What was decided.
  package var verdict: CouncilVerdict
  /// In which words.
  package var words: String
  /// By when it is to be met about again.
  package var againAt: Instant?

  /// Makes a decision.
  package init(
    meeting: CouncilID, number: Int, kind: CouncilKind, verdict: CouncilVerdict, words: String,
    againAt: Instant? = nil
  ) {
    self.meeting = meeting
    self.number = number
    self.kind = kind
    self.verdict = verdict
    self.words = words
    self.againAt = againAt
  }
}

extension Urgency {
  /// The more pressing of two.
  package func orHigher(_ other: Urgency) -> Urgency {
    let all = Urgency.allCases
    return (all.firstIndex(of: other) ?? 0) > (all.firstIndex(of: self) ?? 0) ? other : self
  }
}

/// What an item says when it is proposed.
package struct AgendaOrder: Hashable, Codable, Sendable {
  /// How the desk calls it; given by the store.
  package var number: Int
  /// What it is called.
  package var title: String
  /// What is to be decided, and why.
  package var matter: String
  /// How pressing it is, its requests apart.
  package var urgency: Urgency
  /// By when it must have been met about where it is pressing in itself; given by the store.
  package var meetBy: Instant?

  /// Makes an order.
  package init(number: Int = 0, title: String, matter: String = "", urgency: Urgency = .normal) {
    self.number = number
    self.title = title
    self.matter = matter
    self.urgency = urgency
  }
}

/// What happens to an item.
package enum AgendaEvent: DutyEvent {
  /// 提出.
  case proposed(AgendaOrder)
  /// Another title, another matter.
  case amended(title: String, matter: String)
  /// 列入 of a request.
  case joined(AgendaSource)
  /// 移出 of a request.
  case left(AgendaSource, reason: String)
  /// A meeting has a date for it.
  case scheduled(AgendaDate)
  /// The meeting began: by when it decides and ends.
  case opened(until: Instant)
  /// It is not on that meeting any more.
  case unscheduled(until: Instant, reason: String)
  /// A meeting decided.
  case decided(AgendaDecision)
  /// All that was given out was dropped: it is to be met about again.
  case returned(until: Instant, reason: String)
  /// 并入 another item.
  case merged(into: AgendaReference)
  /// It came to its end.
  case settled(outcome: String)
  /// 撤回.
  case withdrawn(reason: String)

  /// A log of its own.
  package static let stream = DutyStreamKind.agenda

  /// Stable name, as written in the store and in `--json`.
  package var kind: String {
    switch self {
    case .proposed: "agendaProposed"
    case .amended: "agendaAmended"
    case .joined: "agendaJoined"
    case .left: "agendaLeft"
    case .scheduled: "agendaScheduled"
    case .opened: "agendaOpened"
    case .unscheduled: "agendaUnscheduled"
    case .decided: "agendaDecided"
    case .returned: "agendaReturned"
    case .merged: "agendaMerged"
    case .settled: "agendaSettled"
    case .withdrawn: "agendaWithdrawn"
    }
  }

  /// The Chinese word.
  package var title: String {
    switch self {
    case .proposed: "提出议题"
    case .amended: "改议题"
    case .joined: "列入诉求"
    case .left: "移出诉求"
    case .scheduled: "排会"
    case .opened: "开会"
    case .unscheduled: "退出会议"
    case .decided(let decision): "决议：\(decision.verdict.title)"
    case .returned: "退回再议"
    case .merged: "并入议题"
    case .settled: "议题办结"
    case .withdrawn: "撤回议题"
    }
  }

  /// The particulars, for a timeline.
  package var words: String {
    switch self {
    case .proposed(let order): order.title
    case .amended(let title, _): title
    case .joined(let source): source.number
    case .left(let source, let reason): "\(source.number)：\(reason)"
    case .scheduled(let date):
      "会\(date.number) \(date.kind.title) \(date.start.dateTimeText(relativeTo: date.start))"
    case .opened(let until): "\(until.dateTimeText(relativeTo: until)) 前作决议、散会"
    case .unscheduled(_, let reason), .returned(_, let reason), .withdrawn(let reason): reason
    case .decided(let decision): "会\(decision.number) \(decision.kind.title)：\(decision.words)"
    case .merged(let other): other.name
    case .settled(let outcome): outcome
    }
  }
}
