/// What happens to a 微实事.
package enum ProjectEvent: DutyEvent {
  /// 立项.
  case started(ProjectPlan)
  /// 更正.
  case amended(ProjectAmendment)
  /// A request came in later.
  case sourceJoined(number: String)
  /// A request was taken out.
  case sourceLeft(number: String, reason: String)
  case milestoneAdded(MilestonePlan)
  case milestoneChanged(MilestoneShift)
  case milestoneDone(MilestoneReport)
  case milestoneStruck(MilestoneWords)
  case milestoneReopened(MilestoneWords)
  /// 公示.
  case published(Publication)
  /// 凭据.
  case evidenceAdded(ProjectEvidence)
  /// 评议.
  case reviewed(ProjectReview)
  /// 销项.
  case closedOff(ProjectClosing)
  /// 终止.
  case cancelled(reason: String)
  /// 备注.
  case noted(words: String)

  package static let stream = DutyStreamKind.project

  package var kind: String {
    switch self {
    case .started: "projectStarted"
    case .amended: "projectAmended"
    case .sourceJoined: "projectSourceJoined"
    case .sourceLeft: "projectSourceLeft"
    case .milestoneAdded: "milestoneAdded"
    case .milestoneChanged: "milestoneChanged"
    case .milestoneDone: "milestoneDone"
    case .milestoneStruck: "milestoneStruck"
    case .milestoneReopened: "milestoneReopened"
    case .published: "projectPublished"
    case .evidenceAdded: "projectEvidenceAdded"
    case .reviewed: "projectReviewed"
    case .closedOff: "projectClosedOff"
    case .cancelled: "projectCancelled"
    case .noted: "projectNoted"
    }
  }

  package var title: String {
    switch self {
    case .started: "立项"
    case .amended: "更正"
    case .sourceJoined: "加入诉求"
    case .sourceLeft: "移出诉求"
    case .milestoneAdded: "加节点"
    case .milestoneChanged: "改节点"
    case .milestoneDone: "节点完成"
    case .milestoneStruck: "划去节点"
    case .milestoneReopened: "节点重开"
    case .published: "公示"
    case .evidenceAdded: "添凭据"
    case .reviewed: "居民评议"
    case .closedOff: "销项"
    case .cancelled: "终止"
    case .noted: "备注"
    }
  }
}

/// 立项: what a 微实事 is.
package struct ProjectPlan: Hashable, Codable, Sendable {
  /// `2026-03`; the store gives it.
  package var number: String
  /// 「12号楼加装扶手」.
  package var name: String
  /// What is to be reached, in words.
  package var aim: String
  /// The kind whose milestones it began with: 「设施维修改造」.
  package var kind: String
  /// Who answers for it.
  package var owner: PersonID
  /// Where the money comes from.
  package var funds: [Funding]
  /// What is to be done by when.
  package var milestones: [MilestonePlan]
  /// The 议题 that it came of; nil when it came of none.
  package var agenda: OnwardLink?

  /// Makes a plan.
  package init(
    name: String, aim: String = "", kind: String = "", owner: PersonID, funds: [Funding] = [],
    milestones: [MilestonePlan], agenda: OnwardLink? = nil
  ) {
    number = ""
    self.name = name
    self.aim = aim
    self.kind = kind
    self.owner = owner
    self.funds = funds
    self.milestones = milestones
    self.agenda = agenda
  }
}

/// A milestone as it is planned.
package struct MilestonePlan: Hashable, Codable, Sendable {
  /// In which stage.
  package var stage: ProjectStage
  /// What is to be done.
  package var name: String
  /// Who does it.
  package var person: PersonID
  /// By the end of which day.
  package var due: Day

  /// Makes one.
  package init(_ stage: ProjectStage, _ name: String, by person: PersonID, due: Day) {
    self.stage = stage
    self.name = name
    self.person = person
    self.due = due
  }
}

/// 改节点: what it is called, who does it and by when from now on.
package struct MilestoneShift: Hashable, Codable, Sendable {
  /// Which.
  package var milestone: Int
  /// What is to be done.
  package var name: String
  /// Who does it.
  package var person: PersonID
  /// By the end of which day.
  package var due: Day
  /// Why.
  package var reason: String

  /// Makes one.
  package init(_ milestone: Int, name: String, person: PersonID, due: Day, reason: String) {
    self.milestone = milestone
    self.name = name
    self.person = person
    self.due = due
    self.reason = reason
  }
}

/// 节点完成.
package struct MilestoneReport: Hashable, Codable, Sendable {
  /// Which.
  package var milestone: Int
  /// On which day it was done.
  package var day: Day
  /// What was done.
  package var words: String
  /// Photos and papers.
  package var files: [Evidence]

  /// Makes one.
  package init(_ milestone: Int, on day: Day, words: String, files: [Evidence] = []) {
    self.milestone = milestone
    self.day = day
    self.words = words
    self.files = files
  }
}

/// Why a milestone is struck out, or taken up again.
package struct MilestoneWords: Hashable, Codable, Sendable {
  /// Which.
  package var milestone: Int
  /// Why.
  package var reason: String

  /// Makes one.
  package init(_ milestone: Int, reason: String) {
    self.milestone = milestone
    self.reason = reason
  }
}

/// 公示: for how long and where residents could read what is planned.
package struct Publication: Hashable, Codable, Sendable {
  /// The first day.
  package var from: Day
  /// The last day.
  package var through: Day
  /// 「各楼道公告栏、楼组群」.
  package var place: String

  /// Makes one.
  package init(from: Day, through: Day, place: String) {
    self.from = from
    self.through = through
    self.place = place
  }
}

/// 凭据.
package struct ProjectEvidence: Hashable, Codable, Sendable {
  /// What it shows; for a paper, where it is kept.
  package var words: String
  /// Photos and papers.
  package var files: [Evidence]
  /// The milestone that it proves; nil for the whole.
  package var milestone: Int?

  /// Makes one.
  package init(words: String, files: [Evidence] = [], milestone: Int? = nil) {
    self.words = words
    self.files = files
    self.milestone = milestone
  }
}

/// 评议: what residents say of it afterwards.
package struct ProjectReview: Hashable, Codable, Sendable {
  /// On which day they were asked.
  package var day: Day
  /// How, and who was asked: 「评议会，12号楼居民代表 9 人」.
  package var people: String
  /// How many are satisfied.
  package var satisfied: Int
  /// How many are fairly satisfied.
  package var fair: Int
  /// How many are not.
  package var unsatisfied: Int
  /// What they said.
  package var words: String

  /// Makes one.
  package init(
    on day: Day, people: String, satisfied: Int, fair: Int = 0, unsatisfied: Int = 0,
    words: String = ""
  ) {
    self.day = day
    self.people = people
    self.satisfied = satisfied
    self.fair = fair
    self.unsatisfied = unsatisfied
    self.words = words
  }

  /// How many were asked.
  package var asked: Int { satisfied + fair + unsatisfied }
  /// Whether more than half accept it.
  package var isPassed: Bool { (satisfied + fair) * 2 > asked }
  /// `满意 8、基本满意 1、不满意 1，满意率 90%（(满意＋基本满意)÷参评 9/10）`.
  package var text: String {
    let accepted = satisfied + fair
    let share = asked == 0 ? "—" : "\((accepted * 200 + asked) / (asked * 2))%"
    return
      "满意 \(satisfied)、基本满意 \(fair)、不满意 \(unsatisfied)，满意率 \(share)（(满意＋基本满意)÷参评 \(accepted)/\(asked)）"
  }
}

/// 销项.
package struct ProjectClosing: Hashable, Codable, Sendable {
  /// What came of it, in words that can be told to residents.
  package var outcome: String
  /// What it cost; nil where nothing was spent or nobody knows yet.
  package var spent: Money?

  /// Makes one.
  package init(_ outcome: String, spent: Money? = nil) {
    self.outcome = outcome
    self.spent = spent
  }
}

/// 更正. A nil field stays as it was.
package struct ProjectAmendment: Hashable, Codable, Sendable {
  /// Another name.
  package var name: String?
  /// Other words for what is to be reached.
  package var aim: String?
  /// Another owner.
  package var owner: PersonID?
  /// Another budget, whole.
  package var funds: [Funding]?
  /// Why; the budget and the owner do not change without.
  package var reason: String

  /// Makes one.
  package init(
    name: String? = nil, aim: String? = nil, owner: PersonID? = nil, funds: [Funding]? = nil,
    reason: String = ""
  ) {
    self.name = name
    self.aim = aim
    self.owner = owner
    self.funds = funds
    self.reason = reason
  }
}
