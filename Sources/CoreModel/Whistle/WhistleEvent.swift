/// What happens to a 吹哨. Its state is the fold of these.
package enum WhistleEvent: DutyEvent {
  /// 吹哨.
  case blown(WhistleOrder)
  /// 加吹: more units.
  case called(WhistleSummons)
  /// 改报到时限, for the units that have not turned up.
  case moved(WhistleMove)
  /// 报到.
  case checkedIn(WhistleCheckIn)
  /// 承诺.
  case undertook(WhistleUndertaking)
  /// What became of an undertaking: done, or not.
  case undertakingSettled(TaskSettlement)
  /// 承诺改期.
  case undertakingMoved(TaskChange)
  /// 跟进.
  case followed(WhistleNote)
  /// 业委会监督意见.
  case supervised(WhistleNote)
  /// 上报街镇: units that did not turn up.
  case reported(WhistleReport)
  /// 列入诉求.
  case joined([FindingRequest])
  /// 移出诉求.
  case left(WhistleLeaving)
  /// 常态措施, which lives on as a task that comes back.
  case measured(WhistleMeasure)
  /// A standing measure has ended.
  case measureEnded(TaskSettlement)
  /// 收哨.
  case closed(WhistleClosing)

  /// A log of its own.
  package static let stream = DutyStreamKind.whistle

  /// Stable name, as written in the log and in `--json`.
  package var kind: String {
    switch self {
    case .blown: "whistleBlown"
    case .called: "whistleCalled"
    case .moved: "whistleMoved"
    case .checkedIn: "whistleCheckedIn"
    case .undertook: "whistleUndertook"
    case .undertakingSettled: "whistleUndertakingSettled"
    case .undertakingMoved: "whistleUndertakingMoved"
    case .followed: "whistleFollowed"
    case .supervised: "whistleSupervised"
    case .reported: "whistleReported"
    case .joined: "whistleJoined"
    case .left: "whistleLeft"
    case .measured: "whistleMeasured"
    case .measureEnded: "whistleMeasureEnded"
    case .closed: "whistleClosed"
    }
  }

  /// The Chinese word.
  package var title: String {
    switch self {
    case .blown: "吹哨"
    case .called: "加吹"
    case .moved: "改报到时限"
    case .checkedIn: "报到"
    case .undertook: "承诺"
    case .undertakingSettled(let settlement): settlement.outcome == .done ? "承诺兑现" : "承诺没有做到"
    case .undertakingMoved: "承诺改期"
    case .followed: "跟进"
    case .supervised: "业委会监督"
    case .reported: "上报街镇"
    case .joined: "列入诉求"
    case .left: "移出诉求"
    case .measured: "常态措施"
    case .measureEnded: "措施停止"
    case .closed: "收哨"
    }
  }
}

/// 吹哨.
package struct WhistleOrder: Hashable, Codable, Sendable {
  /// Which of that day, from 1; the store gives it.
  package var serial: Int
  /// 「南门夜间烧烤占道」.
  package var title: String
  /// How soon.
  package var level: WhistleLevel
  /// What is the matter and what is asked.
  package var words: String
  /// The units.
  package var units: [WhistleUnit]
  /// By when they must have turned up.
  package var dueAt: Instant
  /// Who of the committee sees it through.
  package var keeper: PersonID
  /// The requests that it is about.
  package var requests: [FindingRequest]
  /// The task that reminds of it where no request does.
  package var watch: TaskID?

  /// Makes an order.
  package init(
    serial: Int = 0, title: String, level: WhistleLevel, words: String, units: [WhistleUnit],
    dueAt: Instant, keeper: PersonID, requests: [FindingRequest] = [], watch: TaskID? = nil
  ) {
    self.serial = serial
    self.title = title
    self.level = level
    self.words = words
    self.units = units
    self.dueAt = dueAt
    self.keeper = keeper
    self.requests = requests
    self.watch = watch
  }
}

/// 加吹.
package struct WhistleSummons: Hashable, Codable, Sendable {
  /// The units.
  package var units: [WhistleUnit]
  /// By when they must have turned up.
  package var dueAt: Instant

  /// Makes a summons.
  package init(_ units: [WhistleUnit], dueAt: Instant) {
    self.units = units
    self.dueAt = dueAt
  }
}

/// 改报到时限.
package struct WhistleMove: Hashable, Codable, Sendable {
  /// By when the units that have not turned up must.
  package var dueAt: Instant
  /// Why.
  package var reason: String

  /// Makes a move.
  package init(dueAt: Instant, reason: String) {
    self.dueAt = dueAt
    self.reason = reason
  }
}

/// 报到.
package struct WhistleCheckIn: Hashable, Codable, Sendable {
  /// Which unit.
  package var unit: String
  /// When somebody of it was there.
  package var at: Instant
  /// Who came.
  package var people: String
  /// What was said and seen.
  package var words: String

  /// Makes a check-in.
  package init(unit: String, at: Instant, people: String, words: String = "") {
    self.unit = unit
    self.at = at
    self.people = people
    self.words = words
  }
}

/// 承诺: what a unit undertook. It is a task too, by which it comes back to whoever keeps after it.
package struct WhistleUndertaking: Hashable, Codable, Sendable {
  /// The task; empty until it is stored.
  package var task: TaskID
  /// Which unit.
  package var unit: String
  /// What it will do.
  package var words: String
  /// By when.
  package var dueAt: Instant
  /// Who keeps after it.
  package var person: PersonID

  /// Makes an undertaking.
  package init(
    task: TaskID = TaskID(""), unit: String, words: String, dueAt: Instant, person: PersonID
  ) {
    self.task = task
    self.unit = unit
    self.words = words
    self.dueAt = dueAt
    self.person = person
  }
}

/// 跟进, or what the 业委会 says of it.
package struct WhistleNote: Hashable, Codable, Sendable {
  /// What.
  package var words: String
  /// Who says it, where that is not whoever writes it down.
  package var who: String

  /// Makes a note.
  package init(_ words: String, who: String = "") {
    self.words = words
    self.who = who
  }
}

/// 上报街镇.
package struct WhistleReport: Hashable, Codable, Sendable {
  /// The units that did not turn up.
  package var units: [String]
  /// What is asked of the sub-district.
  package var words: String

  /// Makes a report.
  package init(units: [String], words: String) {
    self.units = units
    self.words = words
  }
}

/// 移出诉求.
package struct WhistleLeaving: Hashable, Codable, Sendable {
  /// Which request.
  package var request: FindingRequest
  /// Why.
  package var reason: String

  /// Makes a leaving.
  package init(_ request: FindingRequest, reason: String) {
    self.request = request
    self.reason = reason
  }
}

/// 常态措施.
package struct WhistleMeasure: Hashable, Codable, Sendable {
  /// The task; empty until it is stored. The ones after it have names of their own.
  package var task: TaskID
  /// What is done again and again.
  package var title: String
  /// Who does it.
  package var person: PersonID
  /// When first.
  package var dueAt: Instant
  /// How often.
  package var recurrence: Recurrence

  /// Makes a measure.
  package init(
    task: TaskID = TaskID(""), title: String, person: PersonID, dueAt: Instant,
    recurrence: Recurrence
  ) {
    self.task = task
    self.title = title
    self.person = person
    self.dueAt = dueAt
    self.recurrence = recurrence
  }
}

/// 收哨.
package struct WhistleClosing: Hashable, Codable, Sendable {
  /// What came of it.
  package enum Result: String, CaseIterable, Codable, Sendable {
    /// 办成.
    case solved
    /// 部分办成.
    case partly
    /// 没有办成.
    case unsolved
    /// 撤哨: blown by mistake, or not needed any more.
    case withdrawn

    /// The Chinese word.
    package var title: String {
      switch self {
      case .solved: "办成"
      case .partly: "部分办成"
      case .unsolved: "没有办成"
      case .withdrawn: "撤哨"
      }
    }
  }

  /// What came of it.
  package var result: Result
  /// In words that can be told to residents.
  package var words: String

  /// Makes a closing.
  package init(_ result: Result, words: String) {
    self.result = result
    self.words = words
  }
}
