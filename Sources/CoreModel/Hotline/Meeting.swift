/// 三见面: the three moments at which the one who handles a ticket meets the resident, after the practice of
/// 翠鑫苑: when it is taken, while it is handled, when it is done.
package enum MeetingStep: String, CaseIterable, Codable, Sendable, Comparable {
  /// ① 接单见面.
  case acceptance
  /// ② 过程见面.
  case progress
  /// ③ 办结见面.
  case completion

  /// The Chinese word.
  package var title: String {
    switch self {
    case .acceptance: "接单见面"
    case .progress: "过程见面"
    case .completion: "办结见面"
    }
  }

  /// What is owed until it is recorded.
  package var obligation: ObligationKind {
    switch self {
    case .acceptance: .firstMeeting
    case .progress: .secondMeeting
    case .completion: .thirdMeeting
    }
  }

  /// In the order of a ticket's life.
  package static func < (a: MeetingStep, b: MeetingStep) -> Bool {
    a.obligation.meetingRank < b.obligation.meetingRank
  }
}

extension ObligationKind {
  fileprivate var meetingRank: Int {
    [.firstMeeting, .secondMeeting, .thirdMeeting].firstIndex(of: self) ?? 0
  }
}

/// How somebody met a resident.
package enum MeetingManner: String, CaseIterable, Codable, Sendable {
  /// 上门.
  case visit
  /// 电话.
  case phone
  /// 微信.
  case weChat
  /// 约见.
  case appointment

  /// The Chinese word.
  package var title: String {
    switch self {
    case .visit: "上门"
    case .phone: "电话"
    case .weChat: "微信"
    case .appointment: "约见"
    }
  }
}

/// One of 三见面: who met whom, when, how and what was said, or why it was not possible.
package struct Meeting: Hashable, Codable, Sendable {
  /// Which of the three.
  package var step: MeetingStep
  /// Who met the resident for us.
  package var by: PersonID
  /// Who was met: 「来电人」, 「李阿姨和楼组长」.
  package var with: String
  /// When.
  package var at: Instant
  /// How; nil exactly when it was not possible.
  package var manner: MeetingManner?
  /// What was said.
  package var words: String
  /// Why it was not possible; nil when it took place.
  package var impossible: String?
  /// Photos.
  package var evidence: [Evidence]

  /// A meeting that took place.
  package init(
    _ step: MeetingStep, by person: PersonID, with other: String = "来电人", at: Instant,
    manner: MeetingManner, words: String, evidence: [Evidence] = []
  ) {
    self.step = step
    by = person
    with = other
    self.at = at
    self.manner = manner
    self.words = words
    self.evidence = evidence
  }

  /// A meeting that was not possible, with the reason.
  package init(
    _ step: MeetingStep, notPossible reason: String, by person: PersonID, at: Instant
  ) {
    self.step = step
    by = person
    with = ""
    self.at = at
    words = ""
    impossible = reason
    evidence = []
  }
}
