/// What happens to a round. Cases and labels are for ever.
package enum RoundEvent: DutyEvent {
  /// It began, with the checklist as it was then.
  case started(RoundStart)
  /// Somebody was at a point.
  case checked(CheckEntry)
  /// What was recorded with this version does not count.
  case withdrawn(Int)
  /// Who walks it.
  case peopleSet([PersonID])
  /// A finding became a request, or was put to one.
  case linked(FindingLink)
  /// It is over.
  case finished(RoundFinish)
  /// It does not count at all.
  case dropped(String)

  /// Rounds.
  package static let stream = DutyStreamKind.round

  /// Stable name, as written in the log.
  package var kind: String {
    switch self {
    case .started: "roundStarted"
    case .checked: "pointChecked"
    case .withdrawn: "checkWithdrawn"
    case .peopleSet: "roundPeopleSet"
    case .linked: "findingLinked"
    case .finished: "roundFinished"
    case .dropped: "roundDropped"
    }
  }

  /// The Chinese word.
  package var title: String {
    switch self {
    case .started: "开始一轮"
    case .checked(let entry): entry.finding == nil ? "打点" : "发现问题"
    case .withdrawn: "撤回打点"
    case .peopleSet: "改人员"
    case .linked: "登记诉求"
    case .finished: "结束一轮"
    case .dropped: "作废"
    }
  }
}

/// How a round began.
package struct RoundStart: Hashable, Codable, Sendable {
  /// The checklist, every 楼组 in its place.
  package var checklist: Checklist
  /// Who walks it.
  package var people: [PersonID]
  /// The request that it is about.
  package var request: FindingRequest?

  /// Makes a beginning.
  package init(checklist: Checklist, people: [PersonID], request: FindingRequest? = nil) {
    self.checklist = checklist
    self.people = people
    self.request = request
  }
}

/// Somebody was at a point, or took a step.
package struct CheckEntry: Hashable, Codable, Sendable {
  /// Which, by its index in the frozen checklist.
  package var point: Int
  /// What it came to.
  package var result: CheckResult
  /// What there is to say.
  package var words: String
  /// `文明劝导`; only of findings.
  package var category: String?
  /// Where exactly, when the point does not say it; may be empty.
  package var spot: String
  /// Photos.
  package var evidence: [Evidence]
  /// Who was there.
  package var by: PersonID
  /// When.
  package var at: Instant
  /// The identity of the finding; nil where nothing is wrong.
  package var finding: FindingID?
  /// How often it was found there; only of findings.
  package var standing: LadderStanding?

  /// Makes an entry.
  package init(
    point: Int, result: CheckResult, words: String = "", category: String? = nil,
    spot: String = "", evidence: [Evidence] = [], by: PersonID, at: Instant,
    finding: FindingID? = nil, standing: LadderStanding? = nil
  ) {
    self.point = point
    self.result = result
    self.words = words
    self.category = category
    self.spot = spot
    self.evidence = evidence
    self.by = by
    self.at = at
    self.finding = finding
    self.standing = standing
  }
}

/// A finding became this request.
package struct FindingLink: Hashable, Codable, Sendable {
  /// The finding.
  package var finding: FindingID
  /// The request.
  package var request: FindingRequest

  /// Makes a link.
  package init(finding: FindingID, request: FindingRequest) {
    self.finding = finding
    self.request = request
  }
}

/// How a round was ended.
package struct RoundFinish: Hashable, Codable, Sendable {
  /// The points that nobody was at, by index.
  package var skipped: [Int]
  /// Why.
  package var reason: String
  /// What else there is to say.
  package var words: String

  /// Makes an ending.
  package init(skipped: [Int], reason: String, words: String) {
    self.skipped = skipped
    self.reason = reason
    self.words = words
  }
}
