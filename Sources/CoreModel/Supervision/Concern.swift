/// What a supervisor looks for on an open request. One may be a concern in several ways; each is asked of the same
/// facts, so a figure and the list behind it cannot differ.
package enum Concern: String, CaseIterable, Codable, Sendable {
  /// 不认可: the resident did not accept the result, and it is not settled since.
  case rejected
  /// 超时: what is owed next is late.
  case overdue
  /// 等别人: held, or waiting for the city, a unit, a meeting or a milestone.
  case waiting
  /// 压着不动: no step for some working days although nothing is waited for.
  case stalled
  /// 退回: sent back by the city (回访复核, 退单未准) or by a supervisor.
  case returned
  /// 反复: reopened, not accepted twice, or reported by others too.
  case repeated
  /// 哨响未到: a unit that was whistled to is late.
  case whistle
  /// 问询待答: a supervisor's question that is not answered.
  case asked
  /// 答复待阅: an answer that whoever asked has not closed.
  case answered

  /// The Chinese word.
  package var title: String {
    switch self {
    case .rejected: "不认可"
    case .overdue: "超时"
    case .waiting: "等别人"
    case .stalled: "压着不动"
    case .returned: "退回"
    case .repeated: "反复"
    case .whistle: "哨响未到"
    case .asked: "问询待答"
    case .answered: "答复待阅"
    }
  }

  /// Two characters or three for the head of a column.
  package var short: String {
    switch self {
    case .rejected: "不认可"
    case .overdue: "超时"
    case .waiting: "等别人"
    case .stalled: "压着"
    case .returned: "退回"
    case .repeated: "反复"
    case .whistle: "哨未到"
    case .asked: "待答"
    case .answered: "待阅"
    }
  }

  /// What it counts, in a sentence.
  /// - Parameter stalledDays: Working days without a step after which something counts as 压着不动.
  package func explanation(stalledDays: Int) -> String {
    switch self {
    case .rejected: "居民不认可结果、还没有办到认可的"
    case .overdue: "下一步已经过了时限的；写明超了多久、在谁手上"
    case .waiting: "挂起的，等市里答复退单、延期的，等单位报到、开会、微实事节点、调解的"
    case .stalled: "\(stalledDays) 个工作日没有任何办理记录、又不在等别人的"
    case .returned: "回访复核重办、退单没有获准、督办答复被退回的"
    case .repeated: "办结后又重开、两次以上不认可、或别人也来报（有并件）的"
    case .whistle: "吹哨以后过了报到时限、单位还没有到的"
    case .asked: "督办问询和要求，还没有答复的"
    case .answered: "已经答复、还没有阅结的"
    }
  }
}

/// A set of concerns.
package struct Concerns: OptionSet, Hashable, Sendable {
  /// One bit each, in the order of ``Concern``.
  package let rawValue: UInt16

  /// From bits.
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// One of them.
  package init(_ concern: Concern) {
    rawValue = 1 << UInt16(Concern.allCases.firstIndex(of: concern) ?? 15)
  }

  /// Whether one is among them.
  package func contains(_ concern: Concern) -> Bool { contains(Concerns(concern)) }

  /// They, in order.
  package var all: [Concern] { Concern.allCases.filter { contains(Concerns($0)) } }
}

/// Whom or what a request waits for.
package enum WaitingFor: Int, CaseIterable, Codable, Sendable {
  /// 挂起.
  case hold = 1
  /// 退单答复.
  case returnAnswer = 2
  /// 延期答复.
  case extensionAnswer = 4
  /// 单位报到、承诺.
  case unit = 8
  /// 议事会.
  case council = 16
  /// 微实事节点.
  case project = 32
  /// 调解.
  case mediation = 64

  /// The Chinese word.
  package var title: String {
    switch self {
    case .hold: "挂起"
    case .returnAnswer: "等退单答复"
    case .extensionAnswer: "等延期答复"
    case .unit: "等单位"
    case .council: "等议事会"
    case .project: "等微实事"
    case .mediation: "等调解"
    }
  }
}

/// What a request's own history says for 督办 beside what lists know of it.
package struct RequestWatch: Hashable, Sendable {
  /// When somebody last went on with it; a supervisor's asking is no going on.
  package var lastAt: Instant
  /// Whether the resident did not accept a result; it stays so until they do.
  package var isRejected = false
  /// Whether it was sent back.
  package var isReturned = false
  /// Whether it came again.
  package var isRepeated = false
  /// What it waits for; the raw values added up.
  package var waits = 0
  /// By when units that were whistled to are to turn up; nil when none is.
  package var whistleDueAt: Instant?
  /// Supervisors' questions without an answer.
  package var asked = 0
  /// Answers that are not closed.
  package var answered = 0

  /// What nothing is known of beyond when it came in.
  package init(lastAt: Instant) { self.lastAt = lastAt }

  /// Reads a history.
  package init(_ history: RequestHistory) {
    let request = history.request
    self.init(
      lastAt: history.events.last { $0.event.isProgress }.map(\.at) ?? request.receivedAt)
    isReturned =
      request.ticketOwed.map { $0.round > 1 || $0.returns.last?.answer?.isGranted == false }
      ?? false
    let open = request.inquiries.filter { $0.closedAt == nil }
    if open.contains(where: { $0.sentBackAt != nil && !$0.isAnswered }) { isReturned = true }
    isRejected = request.supervisionRounds > 0
    isRepeated = request.reopenedAt != nil || request.supervisionRounds > 1
    asked = open.count { !$0.isAnswered }
    answered = open.count { $0.isAnswered }
    for reason in WaitingFor.allCases where request.waits(for: reason) { waits |= reason.rawValue }
    whistleDueAt = request.onward.filter { $0.isOpen && $0.link.kind == .whistle }
      .compactMap(\.step).filter { $0.kind == .whistle }.map(\.dueAt).min()
  }

  /// What it waits for.
  package var waitsFor: [WaitingFor] {
    WaitingFor.allCases.filter { waits & $0.rawValue != 0 }
  }
}

extension RequestEvent {
  /// Whether somebody went on with the request by it.
  fileprivate var isProgress: Bool {
    switch self {
    case .inquiry(.answered): true
    case .inquiry: false
    default: isNews
    }
  }
}

extension Request {
  fileprivate func waits(for reason: WaitingFor) -> Bool {
    let open = onward.filter(\.isOpen)
    return switch reason {
    case .hold: hold != nil
    case .returnAnswer: ticketOwed?.pendingReturn != nil
    case .extensionAnswer: ticketOwed?.pendingExtension != nil
    case .unit: open.contains { $0.link.kind == .whistle && $0.step != nil }
    case .council: stage == .escalated && !open.contains { $0.link.kind == .project }
    case .project: open.contains { $0.link.kind == .project }
    case .mediation: open.contains { $0.link.kind == .mediation }
    }
  }
}

/// What is asked of a request to say in which ways it is a concern: of an open one, or a closed one with a question
/// that whoever asked has not closed.
package struct WatchFacts: Hashable, Sendable {
  /// How far it has come.
  package var status: RequestStatus
  /// By when what is owed next is due; nil when it is closed.
  package var dueAt: Instant?
  /// What its history says.
  package var watch: RequestWatch
  /// Whether others reported the same and were linked to it.
  package var hasLinked: Bool

  /// Puts them together.
  package init(
    status: RequestStatus, dueAt: Instant?, watch: RequestWatch, hasLinked: Bool = false
  ) {
    self.status = status
    self.dueAt = dueAt
    self.watch = watch
    self.hasLinked = hasLinked
  }

  /// In which ways it is one.
  /// - Parameter stalledBefore: What was not gone on with since then is 压着不动.
  package func concerns(at now: Instant, stalledBefore: Instant) -> Concerns {
    var found: Concerns = []
    if watch.asked > 0 { found.insert(Concerns(.asked)) }
    if watch.answered > 0 { found.insert(Concerns(.answered)) }
    // Of what is closed only the answer is left to read.
    guard let dueAt else { return found }
    if watch.isRejected || DeskView.rejectedStatuses.contains(status) {
      found.insert(Concerns(.rejected))
    }
    if dueAt < now { found.insert(Concerns(.overdue)) }
    if watch.waits != 0 {
      found.insert(Concerns(.waiting))
    } else if watch.lastAt < stalledBefore {
      found.insert(Concerns(.stalled))
    }
    if watch.isReturned { found.insert(Concerns(.returned)) }
    if watch.isRepeated || hasLinked { found.insert(Concerns(.repeated)) }
    if let due = watch.whistleDueAt, due < now { found.insert(Concerns(.whistle)) }
    return found
  }
}

extension WorkingCalendar {
  /// The moment before which a last step makes something 压着不动: so many working days have passed whole since.
  package func stalledBefore(_ now: Instant, workingDays: Int) -> Instant {
    var day = now.day
    var left = workingDays
    // Whole working days before today; a year without any is not waited for.
    var steps = 0
    while left > 0, steps < 400 {
      day = day.adding(days: -1)
      if kind(of: day) == .working { left -= 1 }
      steps += 1
    }
    return day.start
  }
}

/// Figures of a place: how many are open, how many are a concern in which way, how late and at whose desk.
package struct SupervisionTally: Hashable, Sendable {
  /// Open requests.
  package var open = 0
  /// By ``Concern``, in its order.
  package private(set) var counts = [Int](repeating: 0, count: Concern.allCases.count)
  /// Those that are a concern in any way.
  package var concerned = 0
  /// How late the latest is, in seconds; 0 when none is.
  package var latest = 0
  /// Late ones by at whose desk they are.
  package private(set) var owners: [String: Int] = [:]

  /// Nothing counted yet.
  package init() {}

  /// How many are a concern in one way.
  package subscript(_ concern: Concern) -> Int {
    counts[Concern.allCases.firstIndex(of: concern) ?? 0]
  }

  /// Counts one more.
  /// - Parameter isOpen: Not what is closed and has a question left.
  package mutating func add(
    _ concerns: Concerns, secondsLate: Int, isOpen: Bool = true, owner: @autoclosure () -> String
  ) {
    if isOpen { open += 1 }
    guard !concerns.isEmpty else { return }
    concerned += 1
    var bits = concerns.rawValue
    while bits != 0 {
      counts[bits.trailingZeroBitCount] += 1
      bits &= bits - 1
    }
    guard concerns.contains(.overdue) else { return }
    latest = max(latest, secondsLate)
    owners[owner(), default: 0] += 1
  }

  /// Both together.
  package static func + (one: SupervisionTally, other: SupervisionTally) -> SupervisionTally {
    var sum = one
    sum.open += other.open
    sum.concerned += other.concerned
    for index in sum.counts.indices { sum.counts[index] += other.counts[index] }
    sum.latest = max(one.latest, other.latest)
    sum.owners.merge(other.owners) { $0 + $1 }
    return sum
  }

  /// Whose desks late ones are at, the most first.
  package var ownersByCount: [(name: String, count: Int)] {
    owners.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
}
