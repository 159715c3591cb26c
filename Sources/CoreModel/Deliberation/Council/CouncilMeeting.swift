/// 议事会: the globally unique name of a meeting.
package typealias CouncilID = Identifier<CouncilMeeting>

/// A meeting of the 议事会.
package struct CouncilMeeting: Hashable, Sendable, Identifiable {
  /// Globally unique: the name of its log.
  package let id: CouncilID
  /// How the desk calls it, without gaps within a 居民区: 会5.
  package let number: Int
  /// What kind it is.
  package let kind: CouncilKind
  /// What it is about.
  package var items: [AgendaReference]
  /// When it begins.
  package var start: Instant
  /// Where.
  package var place: String
  /// Who is asked to come.
  package var people: [CouncilSeat]
  /// What the notice says besides.
  package var words: String
  /// Why it is later than a pressing matter allows; empty where it is not.
  package var lateReason: String
  /// How often it was moved.
  package var timesMoved = 0
  /// How and when people were told; nil while nobody said that they were.
  package var announced: Announcement?
  /// Who came.
  package var present: [CouncilSeat] = []
  /// When it was first written down who came.
  package var attendedAt: Instant?
  /// What was written down, in order.
  package var notes: [String] = []
  /// Who held what, item by item.
  package var positions: [CouncilPosition] = []
  /// The votes.
  package var votes: [CouncilVote] = []
  /// What is decided, one for each item; it takes force when the meeting is closed.
  package var resolutions: [CouncilResolution] = []
  /// How it was closed.
  package var closing: CouncilClosing?
  /// When it was closed or cancelled.
  package var endedAt: Instant?
  /// Why it was cancelled.
  package var cancelled: String?
  /// Who called it.
  package let calledBy: PersonID
  /// How many things happened: what a desk has seen.
  package var version = 0

  /// That people were told.
  package struct Announcement: Hashable, Sendable {
    /// When.
    package var at: Instant
    /// 群里、张贴.
    package var how: String
  }

  /// The meeting that the events of its log make; nil when they do not begin with its call.
  package init?(id: CouncilID, _ records: [DutyRecord<CouncilEvent>]) {
    guard let first = records.first, case .called(let order) = first.event else { return nil }
    self.id = id
    number = order.number
    kind = order.kind
    items = order.items
    start = order.start
    place = order.place
    people = order.people
    words = order.words
    lateReason = order.lateReason
    calledBy = first.actor
    for record in records { apply(record) }
  }

  /// Whether it is still to be held or closed.
  package var isOpen: Bool { endedAt == nil }
  /// 会5 协调会.
  package var name: String { "会\(number) \(kind.title)" }
  /// The items that nothing is decided about yet.
  package var undecided: [AgendaReference] {
    items.filter { item in !resolutions.contains { $0.item == item.id } }
  }
  /// How items know it.
  package var date: AgendaDate {
    AgendaDate(meeting: id, number: number, kind: kind, start: start)
  }
  /// What is decided about an item.
  package func resolution(of item: AgendaID) -> CouncilResolution? {
    resolutions.first { $0.item == item }
  }

  /// The word for where it stands.
  package func standing(at now: Instant) -> String {
    if cancelled != nil { return "已取消" }
    if closing != nil { return "已散会" }
    if attendedAt != nil { return undecided.isEmpty ? "可以散会" : "开会中" }
    if start.day < now.day { return "过了时间，没有记录" }
    return announced == nil ? "待通知" : "已通知"
  }

  private mutating func apply(_ record: DutyRecord<CouncilEvent>) {
    version = record.version
    switch record.event {
    case .called: break
    case .changed(let change):
      place = change.place
      people = change.people
      words = change.words
    case .moved(let move):
      start = move.start
      place = move.place
      lateReason = move.lateReason
      timesMoved += 1
      // Who was told was told another time.
      announced = nil
    case .listed(let item): items.append(item)
    case .struck(let item, _):
      items.removeAll { $0.id == item.id }
      positions.removeAll { $0.item == item.id }
      votes.removeAll { $0.item == item.id }
      resolutions.removeAll { $0.item == item.id }
    case .announced(let how): announced = Announcement(at: record.at, how: how)
    case .attended(let seats):
      present = seats
      attendedAt = attendedAt ?? record.at
    case .noted(let text): notes.append(text)
    case .positioned(let position):
      positions.removeAll { $0.item == position.item && $0.who == position.who }
      positions.append(position)
    case .voted(let vote):
      votes.removeAll { $0.item == vote.item && $0.question == vote.question }
      votes.append(vote)
    case .resolved(let resolution):
      resolutions.removeAll { $0.item == resolution.item }
      resolutions.append(resolution)
    case .closed(let closing):
      self.closing = closing
      endedAt = record.at
    case .cancelled(_, let reason):
      cancelled = reason
      endedAt = record.at
    }
  }
}

/// What a meeting says when it is called.
package struct CouncilOrder: Hashable, Codable, Sendable {
  /// How the desk calls it; given by the store.
  package var number: Int
  /// What kind it is.
  package var kind: CouncilKind
  /// What it is about.
  package var items: [AgendaReference]
  /// When it begins.
  package var start: Instant
  /// Where.
  package var place: String
  /// Who is asked to come.
  package var people: [CouncilSeat]
  /// What the notice says besides.
  package var words: String
  /// Why it is later than a pressing matter allows.
  package var lateReason: String

  /// Makes an order.
  package init(
    number: Int = 0, kind: CouncilKind, items: [AgendaReference] = [], start: Instant,
    place: String, people: [CouncilSeat] = [], words: String = "", lateReason: String = ""
  ) {
    self.number = number
    self.kind = kind
    self.items = items
    self.start = start
    self.place = place
    self.people = people
    self.words = words
    self.lateReason = lateReason
  }
}

/// Other people, another room, other words.
package struct CouncilChange: Hashable, Codable, Sendable {
  /// Where.
  package var place: String
  /// Who is asked to come.
  package var people: [CouncilSeat]
  /// What the notice says besides.
  package var words: String

  /// Makes a change.
  package init(place: String, people: [CouncilSeat], words: String) {
    self.place = place
    self.people = people
    self.words = words
  }
}

/// 改期.
package struct CouncilMove: Hashable, Codable, Sendable {
  /// When it begins now.
  package var start: Instant
  /// Where.
  package var place: String
  /// Why.
  package var reason: String
  /// Why it is later than a pressing matter allows.
  package var lateReason: String

  /// Makes a move.
  package init(start: Instant, place: String, reason: String, lateReason: String = "") {
    self.start = start
    self.place = place
    self.reason = reason
    self.lateReason = lateReason
  }
}

/// Who held what.
package struct CouncilPosition: Hashable, Codable, Sendable {
  /// About which item.
  package var item: AgendaID
  /// Who: a name, or a side.
  package var who: String
  /// What they held.
  package var words: String

  /// Makes a position.
  package init(item: AgendaID, who: String, words: String) {
    self.item = item
    self.who = who
    self.words = words
  }
}

/// A vote.
package struct CouncilVote: Hashable, Codable, Sendable {
  /// About which item.
  package var item: AgendaID
  /// What was voted on.
  package var question: String
  /// 赞成.
  package var yes: Int
  /// 反对.
  package var no: Int
  /// 弃权.
  package var abstained: Int
  /// Who counted.
  package var counter: String

  /// Makes a vote.
  package init(
    item: AgendaID, question: String, yes: Int, no: Int, abstained: Int, counter: String
  ) {
    self.item = item
    self.question = question
    self.yes = yes
    self.no = no
    self.abstained = abstained
    self.counter = counter
  }

  /// 「赞成 9、反对 2、弃权 1，计票 周宁」.
  package var result: String {
    "赞成 \(yes)、反对 \(no)、弃权 \(abstained)，计票 \(counter)"
  }
}

/// What is decided about an item.
package struct CouncilResolution: Hashable, Codable, Sendable {
  /// Which item.
  package var item: AgendaID
  /// What.
  package var verdict: CouncilVerdict
  /// In which words.
  package var words: String
  /// Who does what by when.
  package var tasks: [TaskOrder]
  /// By when it is to be met about again.
  package var againAt: Instant?

  /// Makes a resolution.
  package init(
    item: AgendaID, verdict: CouncilVerdict, words: String, tasks: [TaskOrder] = [],
    againAt: Instant? = nil
  ) {
    self.item = item
    self.verdict = verdict
    self.words = words
    self.tasks = tasks
    self.againAt = againAt
  }
}

/// 散会.
package struct CouncilClosing: Hashable, Codable, Sendable {
  /// 主持.
  package var host: String
  /// 记录.
  package var recorder: String
  /// What else there was.
  package var remarks: String

  /// Makes a closing.
  package init(host: String, recorder: String, remarks: String = "") {
    self.host = host
    self.recorder = recorder
    self.remarks = remarks
  }
}

/// What happens to a meeting.
package enum CouncilEvent: DutyEvent {
  /// 定会议.
  case called(CouncilOrder)
  /// Other people, another room, other words.
  case changed(CouncilChange)
  /// 改期.
  case moved(CouncilMove)
  /// One more item.
  case listed(AgendaReference)
  /// One item less.
  case struck(AgendaReference, reason: String)
  /// 通知 went out.
  case announced(how: String)
  /// 签到: everybody who is there.
  case attended([CouncilSeat])
  /// 记录.
  case noted(String)
  /// Who held what.
  case positioned(CouncilPosition)
  /// 表决.
  case voted(CouncilVote)
  /// 决议 of an item.
  case resolved(CouncilResolution)
  /// 散会.
  case closed(CouncilClosing)
  /// 取消; its items are to be met about by then.
  case cancelled(until: Instant, reason: String)

  /// A log of its own.
  package static let stream = DutyStreamKind.council

  /// Stable name, as written in the store and in `--json`.
  package var kind: String {
    switch self {
    case .called: "councilCalled"
    case .changed: "councilChanged"
    case .moved: "councilMoved"
    case .listed: "councilListed"
    case .struck: "councilStruck"
    case .announced: "councilAnnounced"
    case .attended: "councilAttended"
    case .noted: "councilNoted"
    case .positioned: "councilPositioned"
    case .voted: "councilVoted"
    case .resolved: "councilResolved"
    case .closed: "councilClosed"
    case .cancelled: "councilCancelled"
    }
  }

  /// The Chinese word.
  package var title: String {
    switch self {
    case .called: "定会议"
    case .changed: "改会议"
    case .moved: "会议改期"
    case .listed: "加议题"
    case .struck: "去议题"
    case .announced: "发通知"
    case .attended: "会议签到"
    case .noted: "会议记录"
    case .positioned: "记意见"
    case .voted: "表决"
    case .resolved: "作决议"
    case .closed: "散会"
    case .cancelled: "取消会议"
    }
  }
}
