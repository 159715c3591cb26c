/// What happens to a 调解, from the first sign of a 潜在矛盾 to its 回访. Its state is the fold of these.
package enum MediationEvent: DutyEvent {
  /// 发现苗头: an early sign, watched until a day of review.
  case noticed(LatentSign)
  /// 复看: what of it now.
  case reviewed(LatentReview)
  /// 受理: parties, two mediators, a method.
  case opened(MediationOrder)
  /// 换调解员.
  case staffed(MediatorPair)
  /// A step of the method was done.
  case stepped(MediationStep)
  /// A talk was held, or a date for one was set.
  case met(MediationSession)
  /// 改期: the talk, the 回访 or the review was put off, or brought forward.
  case postponed(TaskChange)
  /// 达成协议, with the day of 回访.
  case agreed(MediationAgreement)
  /// 回访 (一案一回访).
  case visited(MediationVisit)
  /// 调解不成, with where it goes.
  case failed(MediationFailure)
  /// 撤回.
  case withdrawn(String)

  /// A log of its own.
  package static let stream = DutyStreamKind.mediation

  /// Stable name, as written in the log and in `--json`.
  package var kind: String {
    switch self {
    case .noticed: "conflictNoticed"
    case .reviewed: "conflictReviewed"
    case .opened: "mediationOpened"
    case .staffed: "mediationStaffed"
    case .stepped: "mediationStepped"
    case .met: "mediationMet"
    case .postponed: "mediationPostponed"
    case .agreed: "mediationAgreed"
    case .visited: "mediationVisited"
    case .failed: "mediationFailed"
    case .withdrawn: "mediationWithdrawn"
    }
  }

  /// The Chinese word.
  package var title: String {
    switch self {
    case .noticed: "发现苗头"
    case .reviewed(let review): "复看：\(review.outcome.title)"
    case .opened: "受理调解"
    case .staffed: "换调解员"
    case .stepped: "办步骤"
    case .met(let session): session.words.isEmpty ? "约谈" : "调解谈话"
    case .postponed: "调解改期"
    case .agreed: "达成协议"
    case .visited(let visit): visit.isKept ? "回访：已履行" : "回访：没有履行"
    case .failed: "调解不成"
    case .withdrawn: "撤回调解"
    }
  }
}

/// 潜在矛盾.
package struct LatentSign: Hashable, Codable, Sendable {
  /// What it is called in lists; no names.
  package var title: String
  /// What was seen and heard.
  package var words: String
  /// Where.
  package var place: String
  /// Who watches it.
  package var watcher: PersonID
  /// When it is looked at again.
  package var reviewAt: Instant
  /// The requests that it comes from.
  package var requests: [FindingRequest]
  /// The task that reminds of the review; the store sets it.
  package var task: TaskID

  /// Makes a sign.
  package init(
    title: String, words: String, place: String, watcher: PersonID, reviewAt: Instant,
    requests: [FindingRequest] = [], task: TaskID = TaskID("")
  ) {
    self.title = title
    self.words = words
    self.place = place
    self.watcher = watcher
    self.reviewAt = reviewAt
    self.requests = requests
    self.task = task
  }
}

/// 复看.
package struct LatentReview: Hashable, Codable, Sendable {
  /// What becomes of it.
  package enum Outcome: String, CaseIterable, Codable, Sendable {
    /// 化解.
    case settled
    /// 继续关注.
    case watching

    /// The Chinese word.
    package var title: String {
      switch self {
      case .settled: "已化解"
      case .watching: "继续关注"
      }
    }
  }

  /// What becomes of it.
  package var outcome: Outcome
  /// What was seen.
  package var words: String
  /// When it is looked at again; nil when it is settled.
  package var reviewAt: Instant?
  /// The task that reminds of that; the store sets it.
  package var task: TaskID?

  /// Makes a review.
  package init(_ outcome: Outcome, words: String, reviewAt: Instant? = nil) {
    self.outcome = outcome
    self.words = words
    self.reviewAt = reviewAt
  }
}

/// A party of a dispute. Lists and prints for others show ``maskedName``.
package struct MediationParty: Hashable, Codable, Sendable {
  /// What the party is called.
  package var name: String
  /// What else there is to know: a room, what the party wants.
  package var about: String

  /// Makes a party.
  package init(_ name: String, about: String = "") {
    self.name = name
    self.about = about
  }

  /// 「张某」: the family name alone; of what is longer than a person's name, such as a company, nothing is hidden.
  package var maskedName: String {
    guard let first = name.first, name.count <= 4 else { return Privacy.masked(name) }
    guard name.allSatisfy({ ("\u{4E00}"..."\u{9FFF}").contains($0) }) else { return "当事人" }
    let family = name.count > 2 ? CallerName.doubles.first { name.hasPrefix($0) } : nil
    return "\(family ?? String(first))某"
  }
}

/// Two mediators: who leads, and who helps and replaces.
package struct MediatorPair: Hashable, Codable, Sendable {
  /// A角, who answers for it and makes the 回访.
  package var lead: PersonID
  /// B角.
  package var second: PersonID
  /// Why it was changed; empty at the beginning.
  package var reason: String

  /// Makes a pair.
  package init(lead: PersonID, second: PersonID, reason: String = "") {
    self.lead = lead
    self.second = second
    self.reason = reason
  }
}

/// 受理.
package struct MediationOrder: Hashable, Codable, Sendable {
  /// What it is called in lists; no names.
  package var title: String
  /// What the dispute is about.
  package var words: String
  /// At least two.
  package var parties: [MediationParty]
  /// AB角.
  package var pair: MediatorPair
  /// The steps of the method, as the checklist had them then.
  package var method: Checklist
  /// When the first talk is.
  package var talkAt: Instant
  /// The requests that it is about.
  package var requests: [FindingRequest]
  /// The task that reminds of the talk where no request does; the store sets it.
  package var task: TaskID?

  /// Makes an order.
  package init(
    title: String, words: String, parties: [MediationParty], pair: MediatorPair, method: Checklist,
    talkAt: Instant, requests: [FindingRequest] = []
  ) {
    self.title = title
    self.words = words
    self.parties = parties
    self.pair = pair
    self.method = method
    self.talkAt = talkAt
    self.requests = requests
  }
}

/// A step of the method.
package struct MediationStep: Hashable, Codable, Sendable {
  /// Which, from 0.
  package var index: Int
  /// What was done.
  package var words: String

  /// Makes a step.
  package init(_ index: Int, words: String) {
    self.index = index
    self.words = words
  }
}

/// A talk: what was said in one, and when the next is.
package struct MediationSession: Hashable, Codable, Sendable {
  /// What was said; empty when only a date was set.
  package var words: String
  /// Where.
  package var place: String
  /// When the next talk is.
  package var nextAt: Instant
  /// The task that reminds of that where no request does; the store sets it.
  package var task: TaskID?

  /// Makes a session.
  package init(words: String, place: String = "", nextAt: Instant) {
    self.words = words
    self.place = place
    self.nextAt = nextAt
  }
}

/// 达成协议.
package struct MediationAgreement: Hashable, Codable, Sendable {
  /// What was agreed on.
  package var words: String
  /// Whether it was put into writing and signed.
  package var isWritten: Bool
  /// When the 回访 is.
  package var visitAt: Instant
  /// The task of the 回访; the store sets it.
  package var task: TaskID

  /// Makes an agreement.
  package init(_ words: String, isWritten: Bool, visitAt: Instant, task: TaskID = TaskID("")) {
    self.words = words
    self.isWritten = isWritten
    self.visitAt = visitAt
    self.task = task
  }
}

/// 回访.
package struct MediationVisit: Hashable, Codable, Sendable {
  /// What was found.
  package var words: String
  /// Whether both kept to what was agreed.
  package var isKept: Bool
  /// When the next talk is, where they did not.
  package var nextAt: Instant?
  /// The task that reminds of that; the store sets it.
  package var task: TaskID?

  /// Makes a visit.
  package init(_ words: String, isKept: Bool, nextAt: Instant? = nil) {
    self.words = words
    self.isKept = isKept
    self.nextAt = nextAt
  }
}

/// 调解不成.
package struct MediationFailure: Hashable, Codable, Sendable {
  /// Where it goes.
  package enum Way: String, CaseIterable, Codable, Sendable {
    /// 三所联动, as a whistle.
    case threeOffices
    /// 建议起诉或仲裁.
    case court
    /// 双方不愿再调.
    case refused

    /// The Chinese words.
    package var title: String {
      switch self {
      case .threeOffices: "转三所联动"
      case .court: "建议走诉讼、仲裁"
      case .refused: "双方不愿再调"
      }
    }
  }

  /// Where it goes.
  package var way: Way
  /// Why it failed.
  package var words: String
  /// The whistle to the three offices; the store sets it.
  package var whistle: WhistleID?

  /// Makes a failure.
  package init(_ way: Way, words: String) {
    self.way = way
    self.words = words
  }
}
