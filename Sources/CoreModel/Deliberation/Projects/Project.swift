/// 微实事: something small that is built or done for residents out of what they asked, with a budget, an owner and
/// dates, until 销项 and 「告知居民」. It is the fold of its events.
package struct Project: Hashable, Sendable, Identifiable {
  /// Globally unique.
  package let id: ProjectID
  /// Everything that happened to it, oldest first.
  package private(set) var records: [DutyRecord<ProjectEvent>]
  /// What it is, as it stands now.
  package private(set) var plan: ProjectPlan
  /// When it was begun.
  package let startedAt: Instant
  /// Who wrote it down.
  package let startedBy: PersonID
  /// 节点, in the order of their numbers.
  package private(set) var milestones: [Milestone] = []
  /// 公示, the newest last.
  package private(set) var publications: [Publication] = []
  /// 凭据: what proves that it was done.
  package private(set) var evidence: [Proof] = []
  /// 评议, the newest last.
  package private(set) var reviews: [Review] = []
  /// 销项 or 终止; nil while it goes on.
  package private(set) var ending: Ending?

  /// 凭据 with when and by whom it was put down.
  package struct Proof: Hashable, Sendable {
    /// What.
    package var proof: ProjectEvidence
    /// When.
    package var at: Instant
    /// By whom.
    package var by: PersonID
  }

  /// 评议 with when it was put down.
  package struct Review: Hashable, Sendable {
    /// What came out.
    package var review: ProjectReview
    /// When it was put down.
    package var at: Instant
    /// By whom.
    package var by: PersonID
  }

  /// How it ended.
  package enum Ending: Hashable, Sendable {
    case closedOff(ProjectClosing, at: Instant, by: PersonID)
    case cancelled(reason: String, at: Instant, by: PersonID)

    /// When.
    package var at: Instant {
      switch self {
      case .closedOff(_, let at, _), .cancelled(_, let at, _): at
      }
    }
  }

  /// What the records say; nil when they do not begin with its plan.
  package init?(id: ProjectID, records: [DutyRecord<ProjectEvent>]) {
    guard let first = records.first, case .started(let plan) = first.event else { return nil }
    self.id = id
    self.records = []
    self.plan = plan
    startedAt = first.at
    startedBy = first.actor
    for order in plan.milestones {
      milestones.append(Milestone(number: milestones.count + 1, order: order))
    }
    for record in records { apply(record) }
  }

  /// How many events there are.
  package var version: Int { records.count }
  /// Its name.
  package var name: String { plan.name }
  /// `2026-03`: the year and the running number in it.
  package var number: String { plan.number }
  /// How requests name it.
  package var link: OnwardLink { OnwardLink(.project, id: id.text, title: plan.name) }
  /// Whether it goes on.
  package var isOpen: Bool { ending == nil }
  /// A milestone by its number.
  package func milestone(_ number: Int) -> Milestone? {
    milestones.first { $0.number == number }
  }
  /// What is still to be done, the one due first in front.
  package var openMilestones: [Milestone] {
    milestones.filter(\.isOpen).sorted { ($0.due, $0.number) < ($1.due, $1.number) }
  }

  private mutating func apply(_ record: DutyRecord<ProjectEvent>) {
    records.append(record)
    func change(_ number: Int, _ body: (inout Milestone) -> Void) {
      guard let index = milestones.firstIndex(where: { $0.number == number }) else { return }
      body(&milestones[index])
    }
    switch record.event {
    case .started, .sourceJoined, .sourceLeft, .noted: break
    case .amended(let amendment):
      plan.name = amendment.name ?? plan.name
      plan.aim = amendment.aim ?? plan.aim
      plan.owner = amendment.owner ?? plan.owner
      plan.funds = amendment.funds ?? plan.funds
    case .milestoneAdded(let order):
      milestones.append(Milestone(number: milestones.count + 1, order: order))
    case .milestoneChanged(let shift):
      change(shift.milestone) {
        if $0.due != shift.due { $0.timesMoved += 1 }
        $0.name = shift.name
        $0.person = shift.person
        $0.due = shift.due
      }
    case .milestoneDone(let report):
      change(report.milestone) {
        $0.settlement = .done(on: report.day, words: report.words, at: record.at, by: record.actor)
      }
      if !report.files.isEmpty {
        let proof = ProjectEvidence(
          words: report.words, files: report.files, milestone: report.milestone)
        evidence.append(Proof(proof: proof, at: record.at, by: record.actor))
      }
    case .milestoneStruck(let words):
      change(words.milestone) {
        $0.settlement = .struck(reason: words.reason, at: record.at, by: record.actor)
      }
    case .milestoneReopened(let words): change(words.milestone) { $0.settlement = nil }
    case .published(let publication): publications.append(publication)
    case .evidenceAdded(let proof):
      evidence.append(Proof(proof: proof, at: record.at, by: record.actor))
    case .reviewed(let review):
      reviews.append(Review(review: review, at: record.at, by: record.actor))
    case .closedOff(let closing):
      ending = .closedOff(closing, at: record.at, by: record.actor)
    case .cancelled(let reason):
      ending = .cancelled(reason: reason, at: record.at, by: record.actor)
    }
  }
}

/// Names a ``Project``.
package typealias ProjectID = Identifier<Project>

/// 节点: something of a 微实事 that is to be done by a day.
package struct Milestone: Hashable, Sendable, Identifiable {
  /// 1 for the first; the name by which people and scripts call it within its project.
  package let number: Int
  /// In which stage it belongs.
  package let stage: ProjectStage
  /// What is to be done.
  package var name: String
  /// Who does it.
  package var person: PersonID
  /// By the end of which day.
  package var due: Day
  /// By which day it was to be done at first.
  package let firstDue: Day
  /// How often its day was changed.
  package var timesMoved = 0
  /// What became of it; nil while it is owed.
  package var settlement: Settlement?

  /// What became of a milestone.
  package enum Settlement: Hashable, Sendable {
    case done(on: Day, words: String, at: Instant, by: PersonID)
    case struck(reason: String, at: Instant, by: PersonID)
  }

  init(number: Int, order: MilestonePlan) {
    self.number = number
    stage = order.stage
    name = order.name
    person = order.person
    due = order.due
    firstDue = order.due
  }

  package var id: Int { number }
  /// Whether it is still owed.
  package var isOpen: Bool { settlement == nil }
  /// The day on which it was done; nil while it is not, and when it was struck out.
  package var doneOn: Day? {
    if case .done(let day, _, _, _) = settlement { day } else { nil }
  }
  /// Why it was struck out; nil when it was not.
  package var struckFor: String? {
    if case .struck(let reason, _, _) = settlement { reason } else { nil }
  }
  /// By when: the end of the office day.
  package var dueAt: Instant { due.at(minute: Project.endOfDay) }
  /// Whether it is late now, or was done late.
  package func isLate(at now: Instant) -> Bool {
    switch settlement {
    case .done(let day, _, _, _): day > due
    case .struck: false
    case nil: now > dueAt
    }
  }
}

extension Project {
  /// 17:30, when milestones of a day are due.
  package static let endOfDay = 17 * 60 + 30
}

/// 阶段: how far a 微实事 has come.
package enum ProjectStage: String, CaseIterable, Codable, Sendable, Comparable {
  /// 征集: what is wanted.
  case collecting
  /// 议定: what is done, and with what money.
  case deciding
  /// 公示.
  case publishing
  /// 实施.
  case building
  /// 验收评议.
  case reviewing
  /// 销项.
  case closedOff
  /// 终止.
  case cancelled

  /// The Chinese word.
  package var title: String {
    switch self {
    case .collecting: "征集"
    case .deciding: "议定"
    case .publishing: "公示"
    case .building: "实施"
    case .reviewing: "验收评议"
    case .closedOff: "销项"
    case .cancelled: "终止"
    }
  }

  /// Those that a milestone may belong to.
  package static let working: [ProjectStage] = [
    .collecting, .deciding, .publishing, .building, .reviewing,
  ]

  /// The stage of a word: 「征集」, 「验收」.
  package init?(titled word: String) {
    let plain = word.tidied
    guard !plain.isEmpty,
      let stage = ProjectStage.allCases.first(where: {
        $0.title == plain || $0.rawValue == plain
          || $0 == .reviewing && ["验收", "评议"].contains(plain)
      })
    else { return nil }
    self = stage
  }

  /// In the order in which they come.
  package static func < (one: ProjectStage, other: ProjectStage) -> Bool {
    let all = ProjectStage.allCases
    return (all.firstIndex(of: one) ?? 0) < (all.firstIndex(of: other) ?? 0)
  }
}

extension Project {
  /// Where it stands: the earliest stage of which something is still owed. It follows from the milestones, so that
  /// nobody has to move cards about: with a milestone for another 公示 it is 公示 again.
  package var stage: ProjectStage {
    switch ending {
    case .closedOff: .closedOff
    case .cancelled: .cancelled
    case nil: milestones.filter(\.isOpen).map(\.stage).min() ?? .reviewing
    }
  }

  /// What it owes next for the requests in it; nil once it has ended.
  package var nextStep: OnwardStep? {
    guard isOpen else { return nil }
    if let next = openMilestones.first {
      return OnwardStep(.milestone, next.name, dueAt: next.dueAt, by: next.person)
    }
    let since = milestones.compactMap(\.settledAt).max() ?? startedAt
    return OnwardStep(
      .carrying, needsReview ? "居民评议" : "销项",
      dueAt: since.day.adding(days: Project.daysToCloseOff).at(minute: Project.endOfDay),
      by: plan.owner)
  }

  /// So many days after the last milestone it is to be reviewed and closed off.
  package static let daysToCloseOff = 7

  /// When the work that the residents see was last touched: done, struck out.
  package var builtAt: Instant? {
    milestones.filter { $0.stage < .reviewing }.compactMap(\.settledAt).max()
  }

  /// Whether residents are still to be asked: nobody asked them, or something was built after that.
  package var needsReview: Bool {
    guard let last = reviews.last else { return true }
    return last.at < builtAt ?? last.at
  }

  /// What is late now, the one due first in front; nothing once it has ended.
  package func late(at now: Instant) -> [Milestone] {
    guard isOpen else { return [] }
    return openMilestones.filter { $0.isLate(at: now) }
  }

  /// How many milestones count, and how many of those are done.
  package var progress: (done: Int, of: Int) {
    let counted = milestones.filter { $0.struckFor == nil }
    return (counted.count { $0.doneOn != nil }, counted.count)
  }

  /// What it cost; nil while nobody has said.
  package var spent: Money? {
    if case .closedOff(let closing, _, _) = ending { closing.spent } else { nil }
  }
}

extension Milestone {
  /// When it was put down as done or struck out.
  package var settledAt: Instant? {
    switch settlement {
    case .done(_, _, let at, _), .struck(_, let at, _): at
    case nil: nil
    }
  }
}
