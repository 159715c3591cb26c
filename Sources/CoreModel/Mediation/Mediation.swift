/// Names a ``Mediation``.
package typealias MediationID = Identifier<Mediation>

/// 调解, or a 潜在矛盾 that may become one: the fold of its events. Both are one thing, so that what was seen early
/// stays with the case.
package struct Mediation: Hashable, Sendable, Identifiable {
  /// Globally unique.
  package let id: MediationID
  /// Everything that happened, oldest first.
  package private(set) var records: [DutyRecord<MediationEvent>]
  /// When it was first written down.
  package let begunAt: Instant
  /// Who wrote it down.
  package let begunBy: PersonID
  /// The early sign, where it began with one.
  package private(set) var sign: LatentSign?
  /// The case; nil as long as it is watched only.
  package private(set) var order: MediationOrder?
  /// When the case was taken on.
  package private(set) var openedAt: Instant?
  /// AB角 of now.
  package private(set) var pair: MediatorPair?
  /// What was done of each step of the method.
  package private(set) var done: [Int: StepDone] = [:]
  /// How many talks were held.
  package private(set) var talks = 0
  /// What is due next: the review, the talk or the 回访.
  package private(set) var nextAt: Instant?
  /// The task that reminds of it; nil where the requests do.
  package private(set) var task: TaskID?
  /// What was agreed on; nil before, and again when it was not kept.
  package private(set) var agreement: MediationAgreement?
  /// How it ended; nil while it goes on.
  package private(set) var ending: Ending?
  /// When it ended.
  package private(set) var endedAt: Instant?

  /// A step that was done.
  package struct StepDone: Hashable, Sendable {
    /// When.
    package var at: Instant
    /// Who wrote it down.
    package var by: PersonID
    /// What was done.
    package var words: String
  }

  /// How one ends.
  package enum Ending: Hashable, Sendable {
    /// An early sign that came to nothing.
    case dissolved(String)
    /// An agreement that was kept.
    case kept(String)
    /// 调解不成.
    case failed(MediationFailure)
    /// 撤回.
    case withdrawn(String)

    /// The Chinese word.
    package var title: String {
      switch self {
      case .dissolved: "已化解"
      case .kept: "调成，已回访"
      case .failed(let failure): "不成，\(failure.way.title)"
      case .withdrawn: "撤回"
      }
    }

    /// In words that can be told to the resident: of what was agreed nothing, it is between the parties.
    package var told: String {
      switch self {
      case .dissolved(let words): "矛盾已化解：\(words)"
      case .kept: "调解成功，已回访"
      case .failed(let failure): "调解没有达成一致，\(failure.way.title)"
      case .withdrawn(let words): "调解撤回：\(words)"
      }
    }
  }

  /// The mediation that events make; nil when the first does not begin one.
  package init?(id: MediationID, records: [DutyRecord<MediationEvent>]) {
    guard let first = records.first else { return nil }
    switch first.event {
    case .noticed, .opened: break
    default: return nil
    }
    self.id = id
    self.records = records
    begunAt = first.at
    begunBy = first.actor
    for record in records { take(record) }
  }

  /// Total: what is recorded has happened.
  private mutating func take(_ record: DutyRecord<MediationEvent>) {
    switch record.event {
    case .noticed(let sign):
      self.sign = sign
      (nextAt, task) = (sign.reviewAt, sign.task)
    case .reviewed(let review):
      (nextAt, task) = (review.reviewAt, review.task)
      if review.outcome == .settled { end(.dissolved(review.words), at: record.at) }
    case .opened(let order):
      self.order = order
      openedAt = record.at
      pair = order.pair
      (nextAt, task) = (order.talkAt, order.task)
    case .staffed(let pair): self.pair = pair
    case .stepped(let step):
      done[step.index] = StepDone(at: record.at, by: record.actor, words: step.words)
    case .met(let session):
      if !session.words.isEmpty { talks += 1 }
      (nextAt, task) = (session.nextAt, session.task)
    case .postponed(let change): nextAt = change.dueAt
    case .agreed(let agreement):
      self.agreement = agreement
      (nextAt, task) = (agreement.visitAt, agreement.task)
    case .visited(let visit):
      if visit.isKept {
        end(.kept(visit.words), at: record.at)
      } else {
        agreement = nil
        (nextAt, task) = (visit.nextAt, visit.task)
      }
    case .failed(let failure): end(.failed(failure), at: record.at)
    case .withdrawn(let words): end(.withdrawn(words), at: record.at)
    }
  }

  private mutating func end(_ ending: Ending, at now: Instant) {
    self.ending = ending
    endedAt = now
    (nextAt, task) = (nil, nil)
  }

  /// How many events it has.
  package var version: Int { records.count }
  /// Whether it goes on.
  package var isOpen: Bool { ending == nil }
  /// Whether it is watched only.
  package var isLatent: Bool { order == nil }
  /// What it is called in lists.
  package var title: String { order?.title ?? sign?.title ?? "" }
  /// What requests and tasks name it by.
  package var link: OnwardLink { OnwardLink(.mediation, id: id.text, title: title) }
  /// The requests that it is about.
  package var requests: [FindingRequest] {
    let all = (sign?.requests ?? []) + (order?.requests ?? [])
    var seen: Set<RequestID> = []
    return all.filter { seen.insert($0.id).inserted }
  }
  /// Who answers for it.
  package var keeper: PersonID { pair?.lead ?? sign?.watcher ?? begunBy }

  /// Where it stands.
  package enum Phase: Int, CaseIterable, Sendable {
    /// 调解中.
    case talking
    /// 待回访.
    case visiting
    /// 关注中.
    case watched
    /// It is over.
    case over

    /// The Chinese word.
    package var title: String {
      switch self {
      case .talking: "调解中"
      case .visiting: "待回访"
      case .watched: "潜在矛盾"
      case .over: "已了结"
      }
    }
  }

  /// Where it stands.
  package var phase: Phase {
    if !isOpen { return .over }
    if isLatent { return .watched }
    return agreement == nil ? .talking : .visiting
  }

  /// What is owed next.
  package var step: OnwardStep? {
    guard isOpen, let nextAt else { return nil }
    let what =
      switch phase {
      case .watched: "复看潜在矛盾"
      case .visiting: "调解回访"
      default: "调解谈话"
      }
    return OnwardStep(.mediation, what, dueAt: nextAt, by: keeper)
  }

  /// The steps of the method that are not done.
  package var stepsLeft: [Int] {
    guard let order else { return [] }
    return order.method.points.indices.filter { done[$0] == nil }
  }
}
